//! What other programs take away: calendars, and the files below `data/`.
//!
//! Another file is a variant of [`DataFile`] with its name, and a file of its own in `render/exports/`.

use crate::config::Config;
use crate::model::{ActorId, Catalog, Entity, EntityRef, EventId, LocationId};

use super::Route;

/// What a calendar holds the dates of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarOf {
    /// All of the site's.
    Site,
    /// Those of an actor.
    Actor(ActorId),
    /// Those of a location, and of those in it.
    Location(LocationId),
}

impl CalendarOf {
    /// Every calendar that a site has: none without an address of the site, by which its entries are known, and none
    /// without a date whose days are known.
    pub(super) fn all(catalog: &Catalog, config: &Config) -> Vec<CalendarOf> {
        if config.base_url.is_none() {
            return Vec::new();
        }
        let own = config.outputs.entity_feeds;
        let actors = (0..catalog.actors.len()).filter(|_| own).map(|i| CalendarOf::Actor(ActorId::from_index(i)));
        let places = (0..catalog.locations.len()).filter(|_| own);
        let places = places.map(|i| CalendarOf::Location(LocationId::from_index(i)));
        let all = std::iter::once(CalendarOf::Site).chain(actors).chain(places);
        all.filter(|calendar| calendar.is_planned(catalog)).collect()
    }

    /// The calendar of what a page is about, if the site has it.
    pub fn is_planned(self, catalog: &Catalog) -> bool {
        self.has_page(catalog) && self.events(catalog).any(|id| catalog.event(id).date.days().is_some())
    }

    fn has_page(self, catalog: &Catalog) -> bool {
        self.entity().is_none_or(|entity| catalog.entity(entity).has_page)
    }

    fn entity(self) -> Option<EntityRef> {
        match self {
            CalendarOf::Site => None,
            CalendarOf::Actor(id) => Some(EntityRef::Actor(id)),
            CalendarOf::Location(id) => Some(EntityRef::Location(id)),
        }
    }

    /// What it is of; none for the site itself.
    pub fn of(self, catalog: &Catalog) -> Option<&Entity> {
        self.entity().map(|entity| catalog.entity(entity))
    }

    /// The folder of the page that shows the same.
    pub fn folder(self, catalog: &Catalog) -> String {
        let of_entity = |entity: EntityRef| format!("{}/{}/", entity.kind().folder(), catalog.entity(entity).id);
        self.entity().map_or_else(|| "timeline/".to_owned(), of_entity)
    }

    /// Where it is.
    pub fn route(self, catalog: &Catalog) -> Route {
        match self.entity() {
            None => Route::of_file("timeline.ics"),
            Some(_) => Route::of_file(format!("{}timeline.ics", self.folder(catalog))),
        }
    }

    /// The dates that are for others, each once, in the timeline's order.
    pub fn events(self, catalog: &Catalog) -> impl Iterator<Item = EventId> {
        let all: Vec<EventId> = match self.entity() {
            None => catalog.timeline.entries.iter().filter_map(|entry| entry.event()).collect(),
            Some(entity) => catalog.entity(entity).events.clone(),
        };
        all.into_iter().filter(|id| is_for_others(catalog, *id))
    }
}

/// Whether a date is told by a briefing that is published: what is shown for a look only is in no file that is taken
/// away.
fn is_for_others(catalog: &Catalog, id: EventId) -> bool {
    let event = catalog.event(id);
    let briefing = catalog.briefing(event.briefing);
    event.told_in.is_none() && briefing.ahead.is_none() && !briefing.status.is_withdrawn()
}

/// A file below `data/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataFile {
    /// Dates, a row each.
    EventsCsv,
    /// The same with lists as lists.
    EventsJson,
    /// The same as features (RFC 7946).
    EventsGeoJson,
    /// The same as TimelineJS reads it.
    TimelineJs,
    /// Actors, a row each.
    ActorsCsv,
    /// Claims, a row each.
    ClaimsCsv,
    /// What the columns of the tables are (CSV on the Web).
    Metadata,
}

impl DataFile {
    /// Every file.
    pub const ALL: [DataFile; 7] = [
        DataFile::EventsCsv,
        DataFile::EventsJson,
        DataFile::EventsGeoJson,
        DataFile::TimelineJs,
        DataFile::ActorsCsv,
        DataFile::ClaimsCsv,
        DataFile::Metadata,
    ];

    /// Its name.
    pub fn file(self) -> &'static str {
        match self {
            DataFile::EventsCsv => "events.csv",
            DataFile::EventsJson => "events.json",
            DataFile::EventsGeoJson => "events.geojson",
            DataFile::TimelineJs => "timeline.json",
            DataFile::ActorsCsv => "actors.csv",
            DataFile::ClaimsCsv => "claims.csv",
            DataFile::Metadata => "csv-metadata.json",
        }
    }

    /// Where it is.
    pub fn route(self) -> Route {
        Route::of_file(format!("data/{}", self.file()))
    }
}
