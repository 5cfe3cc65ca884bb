//! What other programs take away: calendars, and the files below `data/`.
//!
//! Another file is a variant of [`DataFile`] with its name, and a file of its own in `render/exports/`.

use crate::config::Config;
use crate::model::{ActorId, Catalog, Entity, EntityRef, EventId, LocationId};

use super::{Route, folder_of};

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

    /// Where it is: that of an entity beside its page.
    pub fn route(self, catalog: &Catalog) -> Route {
        let folder = self.entity().map_or_else(String::new, |entity| folder_of(catalog, entity));
        Route::of_file(format!("{folder}timeline.ics"))
    }

    /// The dates that are for others, each once, in the timeline's order.
    pub fn events(self, catalog: &Catalog) -> impl Iterator<Item = EventId> + Clone + '_ {
        let own = self.entity().map(|entity| &catalog.entity(entity).events);
        let all = own.is_none().then(|| catalog.timeline.entries.iter().filter_map(|entry| entry.event()));
        let all = all.into_iter().flatten().chain(own.into_iter().flatten().copied());
        all.filter(|id| is_for_others(catalog, *id))
    }

    /// How many of these have no known day, and are in no calendar.
    pub fn dayless(self, catalog: &Catalog) -> usize {
        self.events(catalog).filter(|id| catalog.event(*id).date.days().is_none()).count()
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
