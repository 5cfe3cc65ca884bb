//! A briefing with its events and claims.

use super::words::{Claim, Correction, Event, Node, Reference, Report, Source};
use super::{entity, id_of_site, license, publisher, series};
use crate::model::{self, Briefing, BriefingId, EntityRef, EventDate, Mention, SeriesId, Speaker, Vocabulary};
use crate::render::{Site, labels};

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
        headline: &briefing.title,
        description: briefing.told_elsewhere(),
        date_published: briefing.date.datetime(),
        date_modified: briefing.updated.as_ref().map(|_| briefing.last_change().datetime()),
        in_language: briefing.lang.as_str(),
        version: briefing.version.as_deref(),
        creative_work_status: labels::standing(site.say(), briefing),
        author: briefing.authors.iter().map(String::as_str).collect(),
        publisher: publisher(site),
        is_part_of: std::iter::once(Reference::to(id_of_site(site, "site"))).chain(series).collect(),
        position: briefing.series.as_ref().and_then(position),
        license: license(site),
        is_accessible_for_free: true,
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
        publisher: publisher.map(|mention| entity::reference(site, EntityRef::Publisher(mention.id))),
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
fn day(date: &EventDate) -> Option<String> {
    let (start, end) = date.start_and_end()?;
    (end.is_none_or(|end| end == start)).then_some(start)
}

fn event<'a>(site: &Site<'a>, event: &'a model::Event) -> Event<'a> {
    let (start, end) = event.date.start_and_end().unzip();
    Event {
        kind: "Event",
        id: Some(format!("{}#{}", site.absolute_briefing_url(event.briefing), event.anchor)),
        name: &event.title,
        start_date: start,
        end_date: end.flatten(),
        location: event.locations.iter().map(|m| entity::reference(site, EntityRef::Location(m.id))).collect(),
        about: event.actors.iter().map(|m| entity::reference(site, EntityRef::Actor(m.id))).collect(),
        subject_of: reference(site, event.briefing),
    }
}

fn claim<'a>(site: &Site<'a>, claim: &'a model::Claim) -> Claim<'a> {
    let url = site.absolute_briefing_url(claim.briefing);
    let sources = &site.catalog.briefing(claim.briefing).sources;
    let cited = |number: &usize| Some(Reference::to(format!("{url}#{}", sources.get(*number)?.anchor)));
    Claim {
        kind: "Claim",
        id: Some(format!("{url}#{}", claim.anchor)),
        text: &claim.text,
        author: match &claim.said_by {
            Some(Speaker::Actor(mention)) => Some(entity::reference(site, EntityRef::Actor(mention.id))),
            Some(Speaker::Anonymous(_)) | None => None,
        },
        date_created: claim.date.as_ref().and_then(day),
        appearance: reference(site, claim.briefing),
        creative_work_status: claim.status.as_str(),
        citation: claim.sources.iter().filter_map(cited).collect(),
    }
}
