//! Briefings in lists, and the entries of a timeline.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use serde::Serialize;
use tera::Value;

use super::index::Indexes;
use super::map::Spots;
use super::shared::{DateView, LabelledView, TlpView, TranslationView, tlp, value};
use super::topics::{InSeriesView, StandingClaims};
use crate::model::{
    Briefing, BriefingId, Catalog, EntityKind, EntityRef, Event, EventId, LocationId, TimelineEntry, Vocabulary, fold,
};
use crate::render::map::Drawings;
use crate::render::theme::Askable;
use crate::render::timeline_data::Numbers;
use crate::render::{Site, labels};

#[derive(Serialize)]
struct CardView<'a> {
    title: &'a str,
    lang: &'a str,
    dir: &'static str,
    url: String,
    date: Value,
    summary: Option<&'a str>,
    actors: Vec<Value>,
    locations: Vec<Value>,
    tags: Vec<Value>,
    status: &'static str,
    status_label: Option<&'a str>,
    tlp: Option<TlpView<'a>>,
    series: Option<InSeriesView<'a>>,
    updated: Option<DateView>,
    translations: Vec<TranslationView<'a>>,
    /// What stands below its title, as it is in every list.
    below_html: Option<Value>,
}

#[derive(Serialize)]
struct EventView<'a> {
    date: Value,
    title: &'a str,
    lang: &'a str,
    dir: &'static str,
    #[serde(rename = "type")]
    kind_of: Option<&'a str>,
    kind: &'static str,
    briefing: Value,
    url: String,
    anchor: &'a str,
    /// What its row is called where the drawing above a list leads to it.
    row: String,
    actors: Vec<Value>,
    locations: Vec<Value>,
    /// The briefing's sources that tell it, for the briefing's own page.
    sources: Vec<LabelledView>,
    /// What its row begins with, wherever a drawing leads to it.
    opening_html: Option<Value>,
}

/// How many names of a briefing a list shows: those that it names first, not all.
const MOST: usize = 6;

/// A cell for each entity.
pub(super) struct Entities {
    actors: Vec<OnceLock<Value>>,
    locations: Vec<OnceLock<Value>>,
    publishers: Vec<OnceLock<Value>>,
}

impl Entities {
    fn new(catalog: &Catalog) -> Entities {
        Entities {
            actors: cells(catalog.actors.len()),
            locations: cells(catalog.locations.len()),
            publishers: cells(catalog.publishers.len()),
        }
    }

    pub(super) fn of(&self, entity: EntityRef) -> &OnceLock<Value> {
        match entity {
            EntityRef::Actor(id) => &self.actors[id.index()],
            EntityRef::Location(id) => &self.locations[id.index()],
            EntityRef::Publisher(id) => &self.publishers[id.index()],
        }
    }
}

fn cells(number: usize) -> Vec<OnceLock<Value>> {
    std::iter::repeat_with(OnceLock::new).take(number).collect()
}

/// Views that many pages share, each made when it is first asked for.
pub(in crate::render) struct Cache {
    cards: Vec<OnceLock<Value>>,
    events: Vec<OnceLock<Value>>,
    briefings: Vec<OnceLock<Value>>,
    /// The title and the day of each briefing.
    pub(super) titled: Vec<OnceLock<Value>>,
    pub(super) published: Vec<OnceLock<Value>>,
    pub(super) tags: Vec<OnceLock<Value>>,
    /// Entities under their own names, and what is said of them when a reader points at one.
    pub(super) refs: Entities,
    pub(super) hovers: Entities,
    pub(super) claims: StandingClaims,
    pub(super) indexes: Indexes,
    /// By which numbers the timeline's data files name things.
    pub(in crate::render) numbers: OnceLock<Numbers>,
    /// The locations with a page by their folded names, the first of each.
    locations: OnceLock<HashMap<String, LocationId>>,
    /// What lies under the places of maps, and the places that are drawn.
    pub(super) drawings: Drawings,
    pub(super) spots: OnceLock<Spots>,
    /// The names that more than one entity of a kind has.
    shared: HashSet<(EntityKind, String)>,
}

impl Cache {
    pub(in crate::render) fn new(catalog: &Catalog) -> Cache {
        let (briefings, events) = (catalog.briefings.len(), catalog.events.len());
        let entities = catalog.actors.iter().map(|a| (EntityKind::Actor, &a.entity));
        let entities = entities.chain(catalog.locations.iter().map(|l| (EntityKind::Location, &l.entity)));
        let entities = entities.chain(catalog.publishers.iter().map(|p| (EntityKind::Publisher, &p.entity)));
        let mut seen = HashSet::new();
        let names = entities.map(|(kind, entity)| (kind, fold(&entity.name)));
        let shared = names.filter(|name| !seen.insert(name.clone())).collect();
        Cache {
            cards: cells(briefings),
            events: cells(events),
            briefings: cells(briefings),
            titled: cells(briefings),
            published: cells(briefings),
            tags: cells(catalog.tags.len()),
            refs: Entities::new(catalog),
            hovers: Entities::new(catalog),
            claims: StandingClaims::new(catalog),
            indexes: Indexes::default(),
            numbers: OnceLock::new(),
            locations: OnceLock::new(),
            drawings: Drawings::default(),
            spots: OnceLock::new(),
            shared,
        }
    }

    /// The location with a page that has a name.
    pub(super) fn location_named(&self, catalog: &Catalog, name: &str) -> Option<LocationId> {
        let by_name = self.locations.get_or_init(|| {
            let all = catalog.locations.iter().enumerate().rev().filter(|(_, location)| location.entity.has_page);
            all.map(|(i, location)| (fold(&location.entity.name), LocationId::from_index(i))).collect()
        });
        by_name.get(&fold(name)).copied()
    }

    /// Whether more than one entity of a kind has a name.
    pub(in crate::render) fn is_shared(&self, kind: EntityKind, name: &str) -> bool {
        !self.shared.is_empty() && self.shared.contains(&(kind, fold(name)))
    }
}

impl<'a> Site<'a> {
    /// Which way a briefing's own words run in a list. The site's language is also that of those that name none, so
    /// their words tell it themselves.
    fn dir_in_lists(&self, briefing: &Briefing) -> &'static str {
        if briefing.lang == self.config.language { "auto" } else { briefing.lang.dir() }
    }

    /// A briefing in a list.
    pub(in crate::render) fn card(&self, id: BriefingId) -> Value {
        let make = || {
            self.with_piece(self.card_view(id), self.asked.has(Askable::BelowHtml), ("card_below", "c"), |view| {
                &mut view.below_html
            })
        };
        self.cache.cards[id.index()].get_or_init(make).clone()
    }

    pub(in crate::render) fn cards(&self, ids: &[BriefingId]) -> Value {
        Value::from(ids.iter().map(|id| self.card(*id)).collect::<Vec<_>>())
    }

    fn card_view(&self, id: BriefingId) -> CardView<'a> {
        let briefing: &Briefing = self.catalog.briefing(id);
        let on = briefing.date.event_date();
        CardView {
            title: &briefing.title,
            lang: briefing.lang.as_str(),
            dir: self.dir_in_lists(briefing),
            url: self.briefing_url(id),
            date: self.published(id),
            summary: briefing.told_elsewhere(),
            actors: briefing.actors.iter().take(MOST).map(|i| self.actor_named(&i.actor, Some(&on))).collect(),
            locations: briefing.locations.iter().take(MOST).map(|p| self.location_named(&p.location)).collect(),
            tags: briefing.tags.iter().map(|tag| self.tag_view(tag.id, &tag.written)).collect(),
            status: briefing.status.as_str(),
            status_label: labels::standing(self.say(), briefing),
            tlp: briefing.tlp.map(|marking| tlp(self.say(), marking)),
            series: briefing.series.as_ref().map(|series| self.in_series(series.id, id)),
            updated: briefing.updated.as_ref().map(|moment| self.date_of_moment(moment)),
            translations: self.translations(id),
            below_html: None,
        }
    }

    /// An entry of a timeline.
    pub(in crate::render) fn entry(&self, entry: TimelineEntry) -> Value {
        match entry {
            TimelineEntry::Event(id) => self.event(id),
            TimelineEntry::Briefing(id) => {
                self.cache.briefings[id.index()].get_or_init(|| self.opened(self.briefing_entry(id))).clone()
            }
        }
    }

    pub(in crate::render) fn event(&self, id: EventId) -> Value {
        self.cache.events[id.index()].get_or_init(|| self.opened(self.event_view(id))).clone()
    }

    /// A row with what it begins with.
    fn opened(&self, view: EventView<'a>) -> Value {
        self.with_piece(view, self.asked.has(Askable::OpeningHtml), ("event_opening", "e"), |view| {
            &mut view.opening_html
        })
    }

    fn event_view(&self, id: EventId) -> EventView<'a> {
        let event: &Event = self.catalog.event(id);
        EventView {
            date: value(&self.date(&event.date, event.date_text.as_deref())),
            title: &event.title,
            lang: self.catalog.briefing(event.briefing).lang.as_str(),
            dir: self.dir_in_lists(self.catalog.briefing(event.briefing)),
            kind_of: event.kind.as_deref(),
            kind: "event",
            briefing: self.titled(event.briefing),
            url: format!("{}#{}", self.briefing_url(event.briefing), event.anchor),
            anchor: &event.anchor,
            row: self.row(TimelineEntry::Event(id)),
            actors: event.actors.iter().map(|m| self.actor_named(m, Some(&event.date))).collect(),
            locations: event.locations.iter().map(|m| self.location_named(m)).collect(),
            sources: self.source_links(event.briefing, &event.sources),
            opening_html: None,
        }
    }

    fn briefing_entry(&self, id: BriefingId) -> EventView<'a> {
        let briefing = self.catalog.briefing(id);
        let on = briefing.date.event_date();
        EventView {
            date: self.published(id),
            title: &briefing.title,
            lang: briefing.lang.as_str(),
            dir: self.dir_in_lists(briefing),
            kind_of: None,
            kind: "briefing",
            briefing: self.titled(id),
            url: self.briefing_url(id),
            anchor: "",
            row: self.row(TimelineEntry::Briefing(id)),
            actors: briefing.actors.iter().take(MOST).map(|i| self.actor_named(&i.actor, Some(&on))).collect(),
            locations: briefing.locations.iter().take(MOST).map(|p| self.location_named(&p.location)).collect(),
            sources: Vec::new(),
            opening_html: None,
        }
    }
}
