//! A briefing with its events and claims.

use super::words::{Claim, Correction, Event, Node, Reference, Report, Source};
use super::{entity, id_of_site, license, publisher, series};
use crate::model::{self, Briefing, BriefingId, EntityRef, EventDate, Mention, SeriesId, Speaker, Status, Vocabulary};
use crate::render::Site;

/// What the page of a briefing says. Of a withdrawn one its events and claims no longer stand.
pub(super) fn nodes<'a>(site: &Site<'a>, id: BriefingId) -> Vec<Node<'a>> {
    let briefing = site.catalog.briefing(id);
    if briefing.ahead.is_some() {
        return Vec::new();
    }
    let mut nodes = vec![Node::Report(Box::new(report(site, id, briefing)))];
    if !briefing.status.is_withdrawn() {
        let events = briefing.events.iter().map(|event| Node::Event(self::event(site, site.catalog.event(*event))));
        nodes.extend(events);
        nodes.extend(briefing.claims.iter().map(|claim| Node::Claim(self::claim(site, site.catalog.claim(*claim)))));
    }
    nodes
}

fn reference<'a>(site: &Site<'_>, id: BriefingId) -> Reference<'a> {
    Reference::to(format!("{}#briefing", site.absolute_briefing_url(id)))
}

fn report<'a>(site: &Site<'a>, id: BriefingId, briefing: &'a Briefing) -> Report<'a> {
    let url = site.absolute_briefing_url(id);
    let refer = |entity| entity::reference(site, entity);
    let translates = |other: &&BriefingId| site.catalog.briefing(**other).translation_of == Some(id);
    let position = |series: &Mention<SeriesId>| {
        Some(site.catalog.a_series(series.id).position_in_series(site.catalog.listed_as(id))? + 1)
    };
    let series = briefing.series.as_ref().map(|series| series::reference(site, series.id));
    Report {
        kind: "Report",
        id: Some(format!("{url}#briefing")),
        main_entity_of_page: url.clone(),
        headline: &briefing.title,
        description: briefing.told_elsewhere(),
        image: site.picture_of(id).map(|picture| picture.url),
        date_published: briefing.date.datetime(),
        date_modified: site.changed(briefing),
        in_language: briefing.lang.as_str(),
        version: briefing.version.as_deref(),
        // The key, whatever the language of the site: machines compare it.
        creative_work_status: (briefing.status != Status::Published).then(|| briefing.status.as_str()),
        author: briefing.authors.iter().map(String::as_str).collect(),
        publisher: publisher(site),
        is_part_of: std::iter::once(Reference::to(id_of_site(site, "site"))).chain(series).collect(),
        position: briefing.series.as_ref().and_then(position),
        license: license(site),
        keywords: briefing.tags.iter().map(|tag| &*tag.written).collect(),
        about: briefing.actors.iter().map(|i| refer(EntityRef::Actor(i.actor.id))).collect(),
        mentions: briefing.mentioned.iter().map(|entity| refer(*entity)).collect(),
        content_location: briefing.locations.iter().map(|p| refer(EntityRef::Location(p.location.id))).collect(),
        location_created: briefing.filed_from.as_ref().map(|mention| refer(EntityRef::Location(mention.id))),
        citation: briefing.sources.iter().map(|source| self::source(site, &url, source)).collect(),
        correction: briefing.corrections.iter().map(|of| correction(&url, of)).collect(),
        translation_of_work: briefing.translation_of.map(|original| reference(site, original)),
        work_translation: briefing.translations.iter().filter(translates).map(|id| reference(site, *id)).collect(),
        url,
    }
}

fn source<'a>(site: &Site<'a>, url: &str, source: &'a model::Source) -> Source<'a> {
    let publisher = source.publisher.as_ref();
    Source {
        kind: "CreativeWork",
        id: Some(format!("{url}#{}", source.anchor)),
        name: source.title.as_deref(),
        url: source.url.as_ref().map(|url| url.as_str()),
        archived_at: source.archive_url.as_ref().map(|url| url.as_str()),
        date_published: source.published.as_ref().and_then(day),
        publisher: publisher.map(|mention| entity::party(site, EntityRef::Publisher(mention.id))),
    }
}

fn correction<'a>(url: &str, correction: &'a model::Correction) -> Correction<'a> {
    Correction {
        kind: "CorrectionComment",
        id: Some(format!("{url}#{}", correction.anchor)),
        text: &correction.text,
        date_published: day(&correction.date),
    }
}

/// A date that is one day, month, year or moment.
pub(super) fn day(date: &EventDate) -> Option<String> {
    let (start, end) = date.start_and_end()?;
    (end.is_none_or(|end| end == start)).then_some(start)
}

fn event<'a>(site: &Site<'a>, event: &'a model::Event) -> Event<'a> {
    let (start, end) = event.date.start_and_end().unzip();
    let sources = sources(site, event.briefing, &event.sources);
    let other = event.told_in.map(|other| site.catalog.event(other));
    Event {
        kind: "Event",
        id: Some(part(site, event.briefing, &event.anchor)),
        name: &event.title,
        start_date: start,
        end_date: end.flatten(),
        location: event.locations.iter().map(|m| entity::reference(site, EntityRef::Location(m.id))).collect(),
        about: event.actors.iter().map(|m| entity::reference(site, EntityRef::Actor(m.id))).collect(),
        subject_of: std::iter::once(reference(site, event.briefing)).chain(sources).collect(),
        same_as: other.and_then(|other| told_in(site, other.briefing, &other.anchor)),
    }
}

/// The address of a part of a briefing's page.
fn part(site: &Site<'_>, id: BriefingId, anchor: &str) -> String {
    format!("{}#{anchor}", site.absolute_briefing_url(id))
}

/// Where the same is told in another language, if its page tells of it: there it counts.
fn told_in(site: &Site<'_>, id: BriefingId, anchor: &str) -> Option<String> {
    let briefing = site.catalog.briefing(id);
    (briefing.ahead.is_none() && !briefing.status.is_withdrawn()).then(|| part(site, id, anchor))
}

/// Some of a briefing's sources, by their numbers.
fn sources<'a>(site: &Site<'_>, id: BriefingId, numbers: &[usize]) -> Vec<Reference<'a>> {
    let all = &site.catalog.briefing(id).sources;
    let cited = numbers.iter().filter_map(|number| all.get(*number));
    cited.map(|source| Reference::to(part(site, id, &source.anchor))).collect()
}

fn claim<'a>(site: &Site<'a>, claim: &'a model::Claim) -> Claim<'a> {
    let other = claim.told_in.map(|other| site.catalog.claim(other));
    Claim {
        kind: "Claim",
        id: Some(part(site, claim.briefing, &claim.anchor)),
        text: &claim.text,
        in_language: site.catalog.briefing(claim.briefing).lang.as_str(),
        author: match &claim.said_by {
            Some(Speaker::Actor(mention)) => Some(entity::party(site, EntityRef::Actor(mention.id))),
            Some(Speaker::Anonymous(_)) | None => None,
        },
        date_created: claim.date.as_ref().and_then(day),
        appearance: reference(site, claim.briefing),
        creative_work_status: claim.status.as_str(),
        citation: sources(site, claim.briefing, &claim.sources),
        same_as: other.and_then(|other| told_in(site, other.briefing, &other.anchor)),
    }
}
