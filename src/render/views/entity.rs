//! The pages of an actor and of a location, and what those of every entity show.

use serde::Serialize;
use tera::Value;

use super::View;
use super::index::{NativeView, native};
use super::pager::{of_page, on_first, range};
use super::shared::{DateView, RefView, dir, safe, value};
use crate::model::date::year_slug;
use crate::model::{
    ActorId, BriefingId, Entity, EntityKind, EntityRef, EventId, Location, LocationId, TimelineEntry, Vocabulary,
};
use crate::plan::{PER_PAGE_CLAIMS, PER_PAGE_DATES, PER_PAGE_OF, Route, pages_of};
use crate::render::pictures::PictureView;
use crate::render::prose::{Setting, html};
use crate::render::theme::{Askable, Asked};
use crate::render::{Site, labels};

#[derive(Serialize)]
pub(super) struct EntityView<'a> {
    id: &'a str,
    name: &'a str,
    url: String,
    dir: &'static str,
    profiled: bool,
    native: Option<NativeView<'a>>,
    aliases: &'a [String],
    weak_aliases: &'a [String],
    previous_names: Vec<PreviousNameView<'a>>,
    wikidata: Option<WikidataView<'a>>,
    links: Vec<LinkView<'a>>,
    prose_html: Value,
    extra: &'a serde_yaml::Mapping,
}

#[derive(Serialize)]
struct PreviousNameView<'a> {
    name: &'a str,
    until: Option<DateView>,
}

#[derive(Serialize)]
struct WikidataView<'a> {
    id: &'a str,
    url: String,
}

#[derive(Serialize)]
struct LinkView<'a> {
    title: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct ActorView<'a> {
    #[serde(flatten)]
    entity: EntityView<'a>,
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    type_label: &'a str,
    image: Option<String>,
    portrait: Option<PictureView>,
    roles: Vec<RoleView<'a>>,
    member_of: Vec<RefView<'a>>,
}

#[derive(Serialize)]
struct RoleView<'a> {
    title: &'a str,
    organization: Option<RefView<'a>>,
    from: Option<DateView>,
    to: Option<DateView>,
}

#[derive(Serialize)]
struct LocationView<'a> {
    #[serde(flatten)]
    entity: EntityView<'a>,
    within: Vec<RefView<'a>>,
    country: Option<CountryView<'a>>,
    coordinates: Option<CoordinatesView>,
    precision: Option<&'static str>,
    precision_label: Option<&'a str>,
    /// The same after a position, in a word.
    precision_word: Option<&'a str>,
    undisclosed: bool,
    from_gazetteer: bool,
    parts: Vec<PartView<'a>>,
}

#[derive(Serialize)]
pub(super) struct CountryView<'a> {
    name: &'a str,
    url: Option<String>,
}

#[derive(Serialize)]
struct CoordinatesView {
    text: String,
    lat: f64,
    lon: f64,
}

#[derive(Serialize)]
struct PartView<'a> {
    #[serde(rename = "ref")]
    reference: RefView<'a>,
    briefings: usize,
    events: usize,
}

#[derive(Serialize)]
struct CountsView {
    briefings: usize,
    events: usize,
    claims: usize,
}

#[derive(Serialize)]
struct YearView {
    label: String,
    slug: String,
    events: Vec<Value>,
}

#[derive(Serialize)]
struct MoreView {
    count: usize,
    url: String,
}

pub(super) fn entity_view<'a>(site: &Site<'a>, reference: EntityRef) -> EntityView<'a> {
    let entity = site.catalog.entity(reference);
    EntityView {
        id: entity.id.as_str(),
        name: &entity.name,
        url: site.urls.entity(site.catalog, reference),
        dir: dir(&entity.name),
        profiled: entity.profiled,
        native: native(entity),
        aliases: &entity.aliases,
        weak_aliases: &entity.weak_aliases,
        previous_names: entity
            .previous_names
            .iter()
            .map(|p| PreviousNameView { name: &p.name, until: p.until.as_ref().map(|d| site.date(d, None)) })
            .collect(),
        wikidata: entity.wikidata.as_ref().map(|item| WikidataView { id: item.as_str(), url: item.url() }),
        links: entity.links.iter().map(|l| LinkView { title: &l.title, url: l.url.as_str() }).collect(),
        prose_html: entity.prose.as_ref().map_or_else(Value::none, |prose| safe(&html(site, prose, Setting::Page))),
        extra: &entity.extra,
    }
}

/// What the pages of every entity share: briefings of this page of the list, and the pager.
pub(super) fn lists(
    site: &Site<'_>,
    asked: Asked,
    kind: EntityKind,
    entity: &Entity,
    page: usize,
    claims: usize,
) -> View {
    let total = entity.briefings.len();
    let here = of_page(&entity.briefings, page, PER_PAGE_OF);
    let mentions = || Some(site.cards(of_page(&entity.mentions, page, PER_PAGE_OF)));
    let counts = CountsView { briefings: total, events: entity.events.len(), claims };
    let folder = format!("{}/{}/", kind.folder(), entity.id);
    vec![
        ("briefings", site.cards(here)),
        ("mentions", value(&asked.then(Askable::Mentions, mentions))),
        ("mentions_more", value(&entity.mentions.len().saturating_sub(page * PER_PAGE_OF))),
        ("pager", value(&site.pager_of(&folder, page, total, pages_of(entity, claims)))),
        ("counts", value(&counts)),
    ]
}

/// The entity's timeline by year, in the site's order: its dates, and the briefings that are about it;
/// and how many more there are.
fn timeline(site: &Site<'_>, asked: Asked, kind: EntityKind, entity: &Entity, page: usize) -> View {
    // Where there are too many, the newest come first, and each page has the next of them.
    let length = entity.events.len();
    let shown = range(page, PER_PAGE_DATES, length);
    let hidden = length - shown.end;
    let events = &entity.events[hidden..length - shown.start];
    let strip = asked.then(Askable::Strip, || site.strip(events.iter().copied(), false));
    let years =
        asked.then(Askable::EventsByYear, || by_year(site, events, of_page(&entity.briefings, page, PER_PAGE_OF)));
    let more = site.next_page(kind, entity, page, hidden, "Timeline");
    vec![("events_by_year", value(&years)), ("events_more", value(&more)), ("strip", value(&strip))]
}

/// Events and briefings by year, in the site's order.
fn by_year(site: &Site<'_>, events: &[EventId], briefings: &[BriefingId]) -> Vec<YearView> {
    let briefings = briefings.iter().map(|id| TimelineEntry::Briefing(*id));
    let mut shown: Vec<_> = events.iter().copied().map(TimelineEntry::Event).chain(briefings).collect();
    shown.sort_by_cached_key(|entry| site.catalog.entry_order(*entry));
    if site.config.timeline_order == crate::config::TimelineOrder::Newest {
        shown.reverse();
    }
    let mut years: Vec<YearView> = Vec::new();
    for entry in shown {
        let (label, slug) = match site.catalog.entry_date(entry).year() {
            Some(year) => (site.words().year(year), year_slug(year)),
            None => (site.say().text("year_unknown").to_owned(), String::new()),
        };
        match years.last_mut() {
            Some(last) if last.slug == slug => last.events.push(site.entry(entry)),
            _ => years.push(YearView { label, slug, events: vec![site.entry(entry)] }),
        }
    }
    years
}

impl Site<'_> {
    /// Where the next of a list are that an entity's page shows a part of, if some are left.
    fn next_page(&self, kind: EntityKind, entity: &Entity, page: usize, left: usize, list: &str) -> Option<MoreView> {
        let folder = format!("{}/{}/", kind.folder(), entity.id);
        let url = || format!("{}#{list}", self.page_url(&folder, page + 1));
        (left > 0).then(|| MoreView { count: left, url: url() })
    }
}

/// What a page of an actor shows.
pub(in crate::render) fn actor(site: &Site<'_>, asked: Asked, id: ActorId, page: usize) -> View {
    let actor = site.catalog.actor(id);
    let role = |role: &'_ crate::model::Role| {
        (role.from.as_ref().map(|d| site.date(d, None)), role.to.as_ref().map(|d| site.date(d, None)))
    };
    let view = ActorView {
        entity: entity_view(site, EntityRef::Actor(id)),
        kind: actor.kind.map(Vocabulary::as_str),
        type_label: labels::actor_type(site.say(), actor.kind),
        image: actor.image.as_deref().map(|path| site.urls.rooted(&Route::of_file(path))),
        portrait: actor.image.as_deref().map(|path| site.picture_view(&Route::of_file(path))),
        roles: actor
            .roles
            .iter()
            .map(|r| {
                let (from, to) = role(r);
                let organization = r.organization.as_ref().map(|named| site.named_ref(named));
                RoleView { title: &r.title, organization, from, to }
            })
            .collect(),
        member_of: actor.member_of.iter().map(|named| site.named_ref(named)).collect(),
    };
    let said = of_page(&actor.claims, page, PER_PAGE_CLAIMS);
    let claims = site.claims(said);
    let hidden = actor.claims.len().saturating_sub(page * PER_PAGE_CLAIMS);
    let claims_more = site.next_page(EntityKind::Actor, &actor.entity, page, hidden, "Claims");
    let placed: Vec<_> = on_first(&actor.places, page).iter().map(|(place, n)| (*place, *n as usize)).collect();
    let graph = || if page == 1 { site.actor_graph(id) } else { None };
    let co_actors = || -> Vec<_> {
        on_first(&actor.co_actors, page).iter().map(|(a, n)| site.counted(EntityRef::Actor(*a), *n)).collect()
    };
    let located = |list: &[(LocationId, u32)]| -> Vec<_> {
        on_first(list, page).iter().map(|(l, n)| site.counted(EntityRef::Location(*l), *n)).collect()
    };
    let mut all = vec![
        ("actor", value(&view)),
        ("claims", Value::from(claims)),
        ("claims_more", value(&claims_more)),
        ("co_actors", value(&asked.then(Askable::CoActors, co_actors))),
        ("co_actors_left", value(&actor.co_actors_left)),
        ("map", value(&asked.then(Askable::Map, || site.margin_map(&placed)))),
        ("graph", value(&asked.then(Askable::Graph, graph))),
        ("places", value(&located(&actor.places))),
        ("near_places", value(&located(&actor.near_places))),
    ];
    all.extend(timeline(site, asked, EntityKind::Actor, &actor.entity, page));
    all.extend(lists(site, asked, EntityKind::Actor, &actor.entity, page, actor.claims.len()));
    all
}

/// What a page of a location shows.
pub(in crate::render) fn location(site: &Site<'_>, asked: Asked, id: LocationId, page: usize) -> View {
    let location: &Location = site.catalog.location(id);
    let mut within = Vec::new();
    let mut at = location.within;
    while let Some(up) = at {
        within.push(site.entity_ref(EntityRef::Location(up)));
        at = site.catalog.location(up).within;
    }
    let view = LocationView {
        entity: entity_view(site, EntityRef::Location(id)),
        within,
        country: location.country.as_deref().map(|name| country(site, name)),
        coordinates: location.coordinates.map(|c| CoordinatesView {
            text: labels::position(site.say(), &c),
            lat: c.latitude,
            lon: c.longitude,
        }),
        precision: location.precision.map(Vocabulary::as_str),
        precision_word: location.precision.and_then(|precision| labels::precise(site.say(), precision)),
        precision_label: location.precision.map(|precision| labels::precision(site.say(), precision)),
        undisclosed: location.precision == Some(crate::model::Precision::Undisclosed),
        from_gazetteer: location.from_gazetteer,
        parts: location
            .parts
            .iter()
            .filter(|part| site.catalog.location(**part).entity.has_page)
            .map(|part| {
                let entity = &site.catalog.location(*part).entity;
                PartView {
                    reference: site.entity_ref(EntityRef::Location(*part)),
                    briefings: entity.briefings.len(),
                    events: entity.events.len(),
                }
            })
            .collect(),
    };
    let named = |list: &[(ActorId, u32)]| -> Vec<_> {
        on_first(list, page).iter().map(|(a, n)| site.counted(EntityRef::Actor(*a), *n)).collect()
    };
    let actors = named(&location.actors);
    let near_actors = named(&location.near_actors);
    let map = || if page == 1 { site.place_map(id) } else { None };
    let mut all = vec![
        ("location", value(&view)),
        ("map", value(&asked.then(Askable::Map, map))),
        ("actors", value(&actors)),
        ("near_actors", value(&near_actors)),
    ];
    all.extend(timeline(site, asked, EntityKind::Location, &location.entity, page));
    all.extend(lists(site, asked, EntityKind::Location, &location.entity, page, 0));
    all
}

/// A country that a profile names, with its page if it has one.
pub(super) fn country<'a>(site: &Site<'a>, name: &'a str) -> CountryView<'a> {
    let page = site.cache.location_named(site.catalog, name).map(EntityRef::Location);
    let url = page.map(|id| site.urls.entity(site.catalog, id));
    CountryView { name, url }
}
