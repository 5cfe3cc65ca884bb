//! Lists: every briefing, every actor, every place; and free pages.

use serde::Serialize;

use super::View;
use super::briefing::toc;
use super::shared::{RefView, dir, safe, value};
use crate::model::{ActorId, BriefingId, Entity, EntityRef, FreePage, LocationId, PublisherId, SharedName, initial};
use crate::plan::PER_PAGE;
use crate::render::prose::{Setting, html};
use crate::render::{Site, labels};

#[derive(Serialize)]
struct GroupView<T> {
    letter: String,
    entries: Vec<T>,
}

#[derive(Serialize)]
struct EntryView<'a> {
    #[serde(rename = "ref")]
    reference: RefView<'a>,
    id: &'a str,
    /// Another of this kind has the same name: its id tells them apart.
    namesake: bool,
    type_label: &'static str,
    native: Option<NativeView<'a>>,
    precision_label: Option<&'static str>,
    within: Option<RefView<'a>>,
    reliability: Option<super::claims::ReliabilityView>,
    briefings: usize,
    events: usize,
    claims: usize,
    /// How many briefings name it in their text only.
    mentions: usize,
}

#[derive(Serialize)]
pub(in crate::render) struct NativeView<'a> {
    text: &'a str,
    lang: &'a str,
    dir: &'static str,
}

/// A name in its own script, where that is another writing.
pub(in crate::render) fn native(entity: &Entity) -> Option<NativeView<'_>> {
    entity.native_name.as_ref().filter(|native| native.text != entity.name).map(|native| NativeView {
        text: &native.text,
        lang: native.lang.as_str(),
        dir: dir(&native.text),
    })
}

/// Up to how many names an index groups them by what they are; more it groups by their letters.
const FEW: usize = 40;

/// The index of a kind: each entry with its name and the heading of what it is, in the order of the names.
fn grouped<'a>(mut entries: Vec<(&'a str, (u8, &'static str), EntryView<'a>)>) -> View {
    let total = entries.len();
    let by_kind = total <= FEW;
    if by_kind {
        entries.sort_by_key(|(_, (order, _), _)| *order);
    }
    let mut groups: Vec<GroupView<EntryView<'a>>> = Vec::new();
    for (name, (_, kind), entry) in entries {
        let label = if by_kind { kind.to_owned() } else { initial(name) };
        match groups.last_mut() {
            Some(group) if group.letter == label => group.entries.push(entry),
            _ => groups.push(GroupView { letter: label, entries: vec![entry] }),
        }
    }
    vec![("groups", value(&groups)), ("by", value(&if by_kind { "kind" } else { "letter" })), ("total", value(&total))]
}

fn entry<'a>(site: &Site<'a>, entity: EntityRef) -> EntryView<'a> {
    let found = site.catalog.entity(entity);
    EntryView {
        reference: site.entity_ref(entity),
        id: found.id.as_str(),
        namesake: site.cache.is_shared(entity.kind(), &found.name),
        type_label: match entity {
            EntityRef::Actor(id) => labels::actor_type(site.catalog.actor(id).kind),
            _ => "",
        },
        native: native(found),
        precision_label: None,
        within: None,
        reliability: None,
        briefings: found.briefings.len(),
        events: found.events.len(),
        claims: 0,
        mentions: found.mentions.len(),
    }
}

/// What a page of all briefings shows.
pub(in crate::render) fn briefings(site: &Site<'_>, page: usize) -> View {
    let total = site.catalog.briefings.len();
    let first = (page - 1) * PER_PAGE;
    let ids: Vec<BriefingId> = (first..total.min(first + PER_PAGE)).map(BriefingId::from_index).collect();
    vec![
        ("briefings", site.cards(&ids)),
        ("pager", value(&site.pager("briefings/", page, total))),
        ("total", value(&total)),
    ]
}

/// What the index of actors shows.
pub(in crate::render) fn actors(site: &Site<'_>) -> View {
    let all = site.catalog.actors.iter().enumerate().filter(|(_, actor)| actor.entity.has_page);
    let entries = all.map(|(i, actor)| {
        let mut entry = entry(site, EntityRef::Actor(ActorId::from_index(i)));
        entry.claims = actor.claims.len();
        (actor.entity.name.as_str(), labels::actor_types(actor.kind), entry)
    });
    grouped(entries.collect())
}

/// What the index of locations shows.
pub(in crate::render) fn locations(site: &Site<'_>) -> View {
    let all = site.catalog.locations.iter().enumerate().filter(|(_, location)| location.entity.has_page);
    let entries = all.map(|(i, location)| {
        let mut entry = entry(site, EntityRef::Location(LocationId::from_index(i)));
        entry.precision_label = location.precision.map(labels::precision);
        entry.within = location.within.map(|up| site.entity_ref(EntityRef::Location(up)));
        (location.entity.name.as_str(), labels::precisions(location.precision), entry)
    });
    grouped(entries.collect())
}

/// What the index of publishers shows.
pub(in crate::render) fn publishers(site: &Site<'_>) -> View {
    let all = site.catalog.publishers.iter().enumerate().filter(|(_, publisher)| publisher.entity.has_page);
    let entries = all.map(|(i, publisher)| {
        let mut entry = entry(site, EntityRef::Publisher(PublisherId::from_index(i)));
        entry.reliability = publisher.reliability.map(super::claims::reliability);
        (publisher.entity.name.as_str(), labels::rated(publisher.reliability.is_some()), entry)
    });
    grouped(entries.collect())
}

/// What the choice between entities of one name shows.
pub(in crate::render) fn shared_name(site: &Site<'_>, shared: &SharedName) -> View {
    let entries: Vec<EntryView<'_>> = shared.entities.iter().map(|entity| entry(site, *entity)).collect();
    vec![("name", value(&shared.name)), ("entries", value(&entries))]
}

/// What a free page shows.
pub(in crate::render) fn free_page(site: &Site<'_>, page: &FreePage) -> View {
    #[derive(Serialize)]
    struct ContentView<'a> {
        title: &'a str,
        summary: Option<&'a str>,
        body_html: tera::Value,
        toc: Vec<super::briefing::TocView<'a>>,
        lang: &'a str,
        dir: &'static str,
        extra: &'a serde_yaml::Mapping,
    }
    let content = ContentView {
        title: &page.title,
        summary: page.summary.as_deref(),
        body_html: safe(&html(site, &page.prose, Setting::Page)),
        toc: toc(&page.prose),
        lang: page.lang.as_str(),
        dir: page.lang.dir(),
        extra: &page.extra,
    };
    vec![("content", value(&content))]
}
