//! What the data files tell, a row for each date, actor and claim.
//!
//! A row borrows from the catalog and says what a page says: a date keeps its bounds, a position its precision, and
//! what is undisclosed has none. What is withdrawn, or shown for a look only, is in no file that is taken away.

use serde::{Serialize, Serializer};

use crate::model::{
    Actor, ActorId, BriefingId, Catalog, Claim, ClaimId, Day, Entity, EntityRef, EventDate, LocationId, Mention,
    PublisherId, Speaker, Vocabulary as _,
};
use crate::plan::{CalendarOf, Route};
use crate::render::Site;

/// A name with the address of its page, where it has one.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Named<'a> {
    /// The last part of its address.
    pub(super) id: Option<&'a str>,
    /// What it is called.
    pub(super) name: &'a str,
}

/// Where something was.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Place<'a> {
    #[serde(flatten)]
    pub(super) named: Named<'a>,
    /// Degrees north of the equator, in WGS 84.
    pub(super) latitude: Option<f64>,
    /// Degrees east of Greenwich.
    pub(super) longitude: Option<f64>,
    /// How exactly that is known: `exact`, `city`, `region`, `country`, `undisclosed`.
    pub(super) precision: Option<&'static str>,
    /// The country that it lies in.
    pub(super) country: Option<&'a str>,
}

/// What a briefing relies on.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SourceRow<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) publisher: Option<&'a str>,
    pub(super) url: Option<&'a str>,
    pub(super) archive_url: Option<&'a str>,
}

/// The briefing that tells something.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Told<'a> {
    /// Its address.
    pub(super) url: String,
    pub(super) title: &'a str,
    /// The day of its publication.
    pub(super) date: String,
    pub(super) lang: &'a str,
    pub(super) status: &'static str,
    pub(super) tlp: Option<&'static str>,
}

/// A date with its bounds.
#[derive(Debug, Clone, Serialize)]
pub(super) struct When<'a> {
    /// As EDTF (ISO 8601-2).
    pub(super) edtf: &'a str,
    /// In words.
    pub(super) text: String,
    /// The first day that it may mean; none where that is open or unknown.
    pub(super) earliest: Option<String>,
    /// The last one.
    pub(super) latest: Option<String>,
    /// The finest unit that is known.
    pub(super) precision: &'static str,
    /// How sure the author is.
    pub(super) certainty: &'static str,
    #[serde(skip)]
    pub(super) date: &'a EventDate,
}

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
pub(super) struct EventRow<'a> {
    /// Its address, which no other date has.
    pub(super) id: String,
    pub(super) title: &'a str,
    pub(super) date: When<'a>,
    #[serde(rename = "type")]
    pub(super) kind: Option<&'a str>,
    pub(super) actors: Vec<Named<'a>>,
    pub(super) locations: Vec<Place<'a>>,
    pub(super) sources: Vec<SourceRow<'a>>,
    pub(super) briefing: Told<'a>,
}

/// Somebody.
#[derive(Debug)]
pub(super) struct ActorRow<'a> {
    /// The address of its page.
    pub(super) url: String,
    pub(super) entity: &'a Entity,
    /// `person`, `organization` …; none where no profile says so.
    pub(super) kind: Option<&'static str>,
    pub(super) member_of: Vec<&'a str>,
    /// How many claims it made.
    pub(super) claims: usize,
}

/// What somebody said.
#[derive(Debug)]
pub(super) struct ClaimRow<'a> {
    /// Its address, which no other claim has.
    pub(super) id: String,
    pub(super) claim: &'a Claim,
    pub(super) said_by: Option<Named<'a>>,
    /// What is told of somebody who stays without a name.
    pub(super) anonymous: Option<&'a str>,
    pub(super) date: Option<When<'a>>,
    /// The claims that it speaks against.
    pub(super) contradicts: Vec<String>,
    pub(super) sources: Vec<SourceRow<'a>>,
    pub(super) briefing: Told<'a>,
}

/// A list whose rows are made as they are written: all at once are many times as large as the file.
pub(super) struct Each<Rows>(pub(super) Rows);

impl<Rows: Iterator<Item: Serialize> + Clone> Serialize for Each<Rows> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}

/// The dates of a site, in the timeline's order.
pub(super) fn events<'s, 'a>(site: &'s Site<'a>) -> impl Iterator<Item = EventRow<'a>> + Clone + use<'s, 'a> {
    let catalog = site.catalog;
    let row = move |id| {
        let event = catalog.event(id);
        EventRow {
            id: address(site, event.briefing, &event.anchor),
            title: &event.title,
            date: when(site, &event.date, event.date_text.as_deref()),
            kind: event.kind.as_deref(),
            actors: event.actors.iter().map(|actor| named_actor(catalog, actor)).collect(),
            locations: event.locations.iter().map(|place| place_of(catalog, place.id)).collect(),
            sources: sources(site, event.briefing, &event.sources),
            briefing: told(site, event.briefing),
        }
    };
    CalendarOf::Site.events(catalog).map(row)
}

/// The actors of a site that have a page for others, by name.
pub(super) fn shown_actors(catalog: &Catalog) -> impl Iterator<Item = &Actor> {
    catalog.actors.iter().filter(|actor| actor.entity.has_page && !actor.entity.draft)
}

/// A row for each of these.
pub(super) fn actors<'s, 'a>(site: &'s Site<'a>) -> impl Iterator<Item = ActorRow<'a>> + use<'s, 'a> {
    let row = move |actor: &'a Actor| ActorRow {
        url: site.urls.absolute(&Route::page(&format!("actors/{}/", actor.entity.id))),
        entity: &actor.entity,
        kind: actor.kind.map(|kind| kind.as_str()),
        member_of: actor.member_of.iter().map(|named| &*named.name).collect(),
        claims: actor.claims.len(),
    };
    shown_actors(site.catalog).map(row)
}

/// The claims of a site that are for others, of the newest briefing first.
pub(super) fn shown_claims(catalog: &Catalog) -> impl Iterator<Item = ClaimId> {
    catalog.standing_claims().filter(|id| is_for_others(catalog, id))
}

fn is_for_others(catalog: &Catalog, id: &ClaimId) -> bool {
    catalog.briefing(catalog.claim(*id).briefing).ahead.is_none()
}

/// A row for each of these.
pub(super) fn claims<'s, 'a>(site: &'s Site<'a>) -> impl Iterator<Item = ClaimRow<'a>> + use<'s, 'a> {
    let catalog = site.catalog;
    let of_claim = move |id: ClaimId| {
        let claim = catalog.claim(id);
        address(site, claim.briefing, &claim.anchor)
    };
    let row = move |id: ClaimId| {
        let claim = catalog.claim(id);
        let (said_by, anonymous) = match &claim.said_by {
            Some(Speaker::Actor(mention)) => (Some(named_actor(catalog, mention)), None),
            Some(Speaker::Anonymous(description)) => (None, Some(description.as_deref().unwrap_or_default())),
            None => (None, None),
        };
        let standing = move |other: &ClaimId| !catalog.briefing(catalog.claim(*other).briefing).status.is_withdrawn();
        let shown = |other: &ClaimId| standing(other) && is_for_others(catalog, other);
        ClaimRow {
            id: of_claim(id),
            claim,
            said_by,
            anonymous,
            date: claim.date.as_ref().map(|date| when(site, date, claim.date_text.as_deref())),
            contradicts: claim.contradicts.iter().copied().filter(shown).map(of_claim).collect(),
            sources: sources(site, claim.briefing, &claim.sources),
            briefing: told(site, claim.briefing),
        }
    };
    shown_claims(catalog).map(row)
}

/// The address of a part of a briefing's page.
pub(super) fn address(site: &Site<'_>, briefing: BriefingId, anchor: &str) -> String {
    format!("{}#{anchor}", site.absolute_briefing_url(briefing))
}

/// A date in words: its author's, where there are any.
pub(super) fn in_words(site: &Site<'_>, date: &EventDate, text: Option<&str>) -> String {
    text.map_or_else(|| date.display(site.words()), str::to_owned)
}

fn told<'a>(site: &Site<'a>, id: BriefingId) -> Told<'a> {
    let briefing = site.catalog.briefing(id);
    Told {
        url: site.absolute_briefing_url(id),
        title: &briefing.title,
        date: briefing.date.day().to_string(),
        lang: briefing.lang.as_str(),
        status: briefing.status.as_str(),
        tlp: briefing.tlp.map(|tlp| tlp.as_str()),
    }
}

fn when<'a>(site: &Site<'a>, date: &'a EventDate, text: Option<&str>) -> When<'a> {
    When {
        edtf: date.text(),
        text: in_words(site, date, text),
        earliest: date.earliest().map(|day: Day| day.to_string()),
        latest: date.latest().map(|day| day.to_string()),
        precision: date.precision().as_str(),
        certainty: date.certainty().as_str(),
        date,
    }
}

fn named<'a>(entity: &'a Entity) -> Named<'a> {
    Named { id: entity.has_page.then(|| entity.id.as_str()), name: &entity.name }
}

fn named_actor<'a>(catalog: &'a Catalog, mention: &Mention<ActorId>) -> Named<'a> {
    named(catalog.entity(EntityRef::Actor(mention.id)))
}

fn place_of(catalog: &Catalog, id: LocationId) -> Place<'_> {
    let location = catalog.location(id);
    Place {
        named: named(&location.entity),
        latitude: location.coordinates.map(|at| at.latitude),
        longitude: location.coordinates.map(|at| at.longitude),
        precision: location.precision.map(|precision| precision.as_str()),
        country: location.country.as_deref(),
    }
}

fn sources<'a>(site: &Site<'a>, briefing: BriefingId, numbers: &[usize]) -> Vec<SourceRow<'a>> {
    let all = &site.catalog.briefing(briefing).sources;
    let publisher = |id: PublisherId| &*site.catalog.publisher(id).entity.name;
    let row = |source: &'a crate::model::Source| SourceRow {
        title: source.title.as_deref(),
        publisher: source.publisher.as_ref().map(|mention| publisher(mention.id)),
        url: source.url.as_ref().map(|url| url.as_str()),
        archive_url: source.archive_url.as_ref().map(|url| url.as_str()),
    };
    numbers.iter().filter_map(|number| all.get(*number)).map(row).collect()
}
