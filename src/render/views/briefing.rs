//! The page of a briefing.

use std::collections::HashSet;

use serde::Serialize;
use tera::Value;

use super::View;
use super::related::RelatedView;
use super::shared::{DateView, LabelledView, TlpView, TranslationView, safe, tlp, value};
use super::topics::InSeriesView;
use crate::model::{
    Briefing, BriefingId, BuiltinWords, ClaimId, EntityRef, EventDate, LocationId, Prose, Speaker, Vocabulary,
};
use crate::render::citation::Citation;
use crate::render::prose::{Setting, html};
use crate::render::theme::{Askable, Asked, Say};
use crate::render::{Site, labels, paper};

#[derive(Serialize)]
struct BriefingView<'a> {
    id: &'a str,
    title: &'a str,
    url: String,
    canonical: Option<String>,
    date: Value,
    /// Its words in the briefing's own language, where that is another than the site's and Dateline speaks it.
    date_in_lang: Option<String>,
    dateline: Option<String>,
    updated: Option<DateView>,
    version: Option<&'a str>,
    authors: &'a [String],
    summary: Option<&'a str>,
    status: &'static str,
    status_label: Option<&'a str>,
    status_reason: Option<&'a str>,
    superseded_by: Option<Value>,
    tlp: Option<TlpView<'a>>,
    tags: Vec<Value>,
    series: Option<InSeriesView<'a>>,
    lang: &'a str,
    dir: &'static str,
    key_judgments: Vec<JudgmentView<'a>>,
    body_html: Value,
    toc: Vec<TocView<'a>>,
    actors: Vec<InvolvementView<'a>>,
    locations: Vec<PlaceView<'a>>,
    events: Vec<Value>,
    claims: Vec<Value>,
    sources: Vec<Value>,
    corrections: Vec<CorrectionView<'a>>,
    mentioned: Vec<Value>,
    translations: Vec<TranslationView<'a>>,
    /// Where the links of its text lead, for paper.
    link_notes: Vec<LinkNoteView>,
    cite: Citation,
    related: Vec<RelatedView>,
    /// What a card says of each name on the page.
    names: Vec<Value>,
    extra: &'a serde_yaml::Mapping,
}

#[derive(Serialize)]
struct JudgmentView<'a> {
    text: &'a str,
    likelihood: Option<&'a str>,
    /// The chances that it stands for.
    chances: Option<String>,
    confidence: Option<&'a str>,
    claims: Vec<LabelledView>,
}

#[derive(Serialize)]
pub(in crate::render) struct TocView<'a> {
    id: &'a str,
    text: &'a str,
    level: u8,
}

#[derive(Serialize)]
struct InvolvementView<'a> {
    #[serde(rename = "ref")]
    reference: Value,
    role: Option<&'a str>,
    stance: Option<&'a str>,
}

#[derive(Serialize)]
struct PlaceView<'a> {
    #[serde(rename = "ref")]
    reference: Value,
    precision: Option<&'static str>,
    precision_label: Option<&'a str>,
    within: Option<Value>,
    coordinates: Option<String>,
}

#[derive(Serialize)]
struct CorrectionView<'a> {
    anchor: &'a str,
    date: DateView,
    text: &'a str,
}

/// A link of the text, as paper shows it.
#[derive(Serialize)]
struct LinkNoteView {
    mark: String,
    /// Escaped already: it stands so in the text.
    url: Value,
}

/// The headings of the first two levels, for a table of contents.
pub(in crate::render) fn toc(prose: &Prose) -> Vec<TocView<'_>> {
    let near = prose.headings.iter().filter(|heading| heading.level <= 3);
    near.map(|heading| TocView { id: &heading.id, text: &heading.text, level: heading.level }).collect()
}

/// What the page of a briefing shows.
pub(in crate::render) fn briefing(site: &Site<'_>, asked: Asked, id: BriefingId) -> View {
    let briefing = site.catalog.briefing(id);
    let place = |i: usize| {
        let named = &briefing.locations[i];
        let entity = site.catalog.location(named.location.id);
        let within = match &named.within {
            Some(mention) => Some(site.location_named(mention)),
            None => entity.within.map(|up| site.shared_ref(EntityRef::Location(up))),
        };
        PlaceView {
            reference: site.location_named(&named.location),
            precision: named.precision.map(Vocabulary::as_str),
            precision_label: named.precision.map(|precision| labels::precision(site.say(), precision)),
            within,
            coordinates: named.coordinates.map(|c| labels::position(site.say(), &c)),
        }
    };
    let origin = site.config.base_url.as_ref().map(|base| base.origin.as_str());
    let body = html(site, &briefing.prose, Setting::Briefing(briefing));
    let (body, links) = match asked.has(Askable::LinkNotes) {
        true => paper::with_notes(body, origin),
        false => (body, Vec::new()),
    };
    let link_notes = links.iter().enumerate().map(|(i, url)| LinkNoteView { mark: paper::letter(i), url: safe(url) });
    let canonical = site.config.base_url.as_ref().map(|base| format!("{}{}", base.origin, site.briefing_url(id)));
    let sources = briefing.sources.iter().enumerate().map(|(i, source)| site.source(briefing, source, i)).collect();
    let view = BriefingView {
        id: briefing.id.as_str(),
        title: &briefing.title,
        url: site.briefing_url(id),
        cite: asked.then(Askable::Cite, || site.citation(id, canonical.as_deref())),
        canonical,
        date: site.published(id),
        date_in_lang: in_its_language(site, briefing),
        dateline: briefing.filed_from.as_ref().map(|mention| mention.written.to_string()),
        updated: briefing.updated.as_ref().map(|moment| site.date_of_moment(moment)),
        version: briefing.version.as_deref(),
        authors: &briefing.authors,
        summary: briefing.summary.as_deref(),
        status: briefing.status.as_str(),
        status_label: labels::standing(site.say(), briefing),
        status_reason: briefing.status_reason.as_deref(),
        superseded_by: briefing.superseded_by.map(|other| site.titled(other)),
        tlp: briefing.tlp.map(|marking| tlp(site.say(), marking)),
        tags: briefing.tags.iter().map(|tag| site.tag_view(tag.id, &tag.written)).collect(),
        series: briefing.series.as_ref().map(|series| site.in_series(series.id, id)),
        lang: briefing.lang.as_str(),
        dir: briefing.lang.dir(),
        key_judgments: briefing
            .key_judgments
            .iter()
            .map(|judgment| JudgmentView {
                text: &judgment.text,
                likelihood: judgment.likelihood.map(|likelihood| labels::likelihood(site.say(), likelihood)),
                chances: judgment.likelihood.map(|likelihood| labels::chances(site.say(), likelihood)),
                confidence: judgment.confidence.map(|confidence| labels::confidence(site.say(), confidence).0),
                claims: claim_links(site, &judgment.claims),
            })
            .collect(),
        body_html: if body.trim().is_empty() { Value::none() } else { safe(&body) },
        toc: contents(site.say(), briefing),
        actors: briefing
            .actors
            .iter()
            .map(|i| InvolvementView {
                reference: site.actor_named(&i.actor, Some(&briefing.date.event_date())),
                role: i.role.as_deref(),
                stance: i.stance.as_deref(),
            })
            .collect(),
        locations: (0..briefing.locations.len()).map(place).collect(),
        events: briefing.events.iter().map(|event| site.event(*event)).collect(),
        claims: site.claims(&briefing.claims),
        sources,
        corrections: briefing
            .corrections
            .iter()
            .map(|correction| CorrectionView {
                anchor: &correction.anchor,
                date: site.date(&correction.date, None),
                text: &correction.text,
            })
            .collect(),
        mentioned: asked.then(Askable::Mentioned, || also(site, briefing)),
        translations: site.translations(id),
        link_notes: link_notes.collect(),
        related: asked.then(Askable::Related, || site.related(id)),
        names: asked.then(Askable::Names, || names(site, briefing)),
        extra: &briefing.extra,
    };
    // The list stands newest first: the next older briefing comes after. Of one text what stands and what is
    // withdrawn are both in it, and are no neighbours.
    let listed = &site.catalog.listed;
    let at = listed.binary_search(&site.catalog.listed_as(id)).unwrap_or(listed.len());
    let is_other = |other: &&BriefingId| **other != id && !briefing.translations.contains(other);
    let neighbour =
        |other: Option<&BriefingId>| other.map(|other| site.titled(site.catalog.in_language(*other, &briefing.lang)));
    let map = || site.margin_map(&places(site, briefing).into_iter().map(|place| (place, 1)).collect::<Vec<_>>());
    let strip = || site.strip(briefing.events.iter().copied(), true);
    vec![
        ("briefing", value(&view)),
        ("strip", value(&asked.then(Askable::Strip, strip))),
        ("map", value(&asked.then(Askable::Map, map))),
        ("previous", value(&neighbour(listed[at..].iter().find(is_other)))),
        ("next", value(&neighbour(listed[..at].iter().rev().find(is_other)))),
    ]
}

/// When a briefing was published, in its own language, where that is another than the site's and Dateline has its words.
fn in_its_language(site: &Site<'_>, briefing: &Briefing) -> Option<String> {
    if briefing.lang.primary() == site.config.language.primary() {
        return None;
    }
    BuiltinWords::of(&briefing.lang).map(|builtin| briefing.date.display(&builtin.words().dates))
}

/// The places of a briefing and of its dates, once each.
fn places(site: &Site<'_>, briefing: &Briefing) -> Vec<LocationId> {
    let events = briefing.events.iter().flat_map(|id| &site.catalog.event(*id).locations);
    let mut told = HashSet::new();
    let all = briefing.locations.iter().map(|place| &place.location).chain(events).map(|mention| mention.id);
    all.filter(|place| told.insert(*place)).collect()
}

/// Claims by their number in their briefing, from 1.
fn claim_links(site: &Site<'_>, ids: &[ClaimId]) -> Vec<LabelledView> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    let link = |id: ClaimId| LabelledView {
        label: site.say().fill("claim_number", &[("number", &site.claim_number(id).to_string())]),
        url: format!("#{}", site.catalog.claim(id).anchor),
    };
    ids.into_iter().map(link).collect()
}

/// The contents of a briefing's page: its own sections, with the headings of its text between them.
fn contents<'a>(say: &'a Say, briefing: &'a Briefing) -> Vec<TocView<'a>> {
    let section = |id: &'a str, key: &str, empty: bool| (!empty).then(|| TocView { id, text: say.text(key), level: 2 });
    let before = section("Key-judgments", "judgments_title", briefing.key_judgments.is_empty());
    let after = [
        section("Claims", "claims_title", briefing.claims.is_empty()),
        section("Dates", "dates_title", briefing.events.is_empty()),
        section("Sources", "sources_title", briefing.sources.is_empty()),
        section("Corrections", "corrections_title", briefing.corrections.is_empty()),
    ];
    before.into_iter().chain(toc(&briefing.prose)).chain(after.into_iter().flatten()).collect()
}

/// The cards of all names on the page of a briefing, as things were on the days that it tells of, or on its own.
fn names(site: &Site<'_>, briefing: &Briefing) -> Vec<Value> {
    let told_of = briefing.events.iter().map(|event| site.catalog.event(*event).date.clone());
    let on: Vec<EventDate> = told_of.chain([briefing.date.event_date()]).collect();
    let at_head = briefing.actors.iter().map(|i| EntityRef::Actor(i.actor.id));
    let at_head = at_head.chain(briefing.locations.iter().map(|p| EntityRef::Location(p.location.id)));
    let publishers = briefing.sources.iter().filter_map(|source| source.publisher.as_ref());
    let publishers = publishers.map(|mention| EntityRef::Publisher(mention.id));
    let mut told = HashSet::new();
    let all = at_head.chain(named_beside(site, briefing)).chain(publishers);
    all.filter(|entity| told.insert(*entity)).filter_map(|entity| site.hover(entity, &on)).collect()
}

/// Whom and what a briefing names beside those at its head: in its dates, as speakers, in its text.
fn also(site: &Site<'_>, briefing: &Briefing) -> Vec<Value> {
    let at_head = briefing.actors.iter().map(|i| EntityRef::Actor(i.actor.id));
    let at_head = at_head.chain(briefing.locations.iter().map(|p| EntityRef::Location(p.location.id)));
    let mut told: HashSet<EntityRef> = at_head.collect();
    named_beside(site, briefing).filter(|entity| told.insert(*entity)).map(|entity| site.shared_ref(entity)).collect()
}

/// Whom and what a briefing's dates, claims and text name, in that order, some more than once.
fn named_beside<'s>(site: &'s Site<'_>, briefing: &'s Briefing) -> impl Iterator<Item = EntityRef> + 's {
    let events = briefing.events.iter().map(|id| site.catalog.event(*id));
    let of_events = events.flat_map(|event| {
        let actors = event.actors.iter().map(|m| EntityRef::Actor(m.id));
        actors.chain(event.locations.iter().map(|m| EntityRef::Location(m.id)))
    });
    let speakers = briefing.claims.iter().filter_map(|id| match &site.catalog.claim(*id).said_by {
        Some(Speaker::Actor(mention)) => Some(EntityRef::Actor(mention.id)),
        _ => None,
    });
    of_events.chain(speakers).chain(briefing.mentioned.iter().copied())
}
