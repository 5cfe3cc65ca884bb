//! What other programs take away: calendars, and the files below `data/`.
//!
//! What a row is stands in `rows`, and which columns a table has in `columns`, each once; a format is a file of its own
//! that writes them. Another format (a bundle for an analysts' platform, a graph) is one file more here, and a variant
//! of `plan::DataFile`.

mod calendar;
mod columns;
mod csv;
mod csvw;
mod geojson;
mod json;
mod rows;
mod timelinejs;

use super::Site;
use crate::model::Catalog;
use crate::plan::{CalendarOf, DataFile};

pub(super) use calendar::calendar;

/// The bytes of a file below `data/`.
pub(super) fn data(site: &Site<'_>, file: DataFile) -> Vec<u8> {
    match file {
        DataFile::EventsCsv => csv::write(&columns::events(), rows::events(site)),
        DataFile::EventsJson => json::write(site),
        DataFile::EventsGeoJson => geojson::write(site),
        DataFile::TimelineJs => timelinejs::write(site),
        DataFile::ActorsCsv => csv::write(&columns::actors(), rows::actors(site)),
        DataFile::ClaimsCsv => csv::write(&columns::claims(), rows::claims(site)),
        DataFile::Metadata => csvw::write(site),
    }
}

/// How many lines a table has beside the first; none of what is no table.
pub(super) fn lines(catalog: &Catalog, file: DataFile) -> Option<usize> {
    match file {
        DataFile::EventsCsv => Some(CalendarOf::Site.events(catalog).count()),
        DataFile::ActorsCsv => Some(rows::shown_actors(catalog).count()),
        DataFile::ClaimsCsv => Some(rows::shown_claims(catalog).count()),
        DataFile::EventsJson | DataFile::EventsGeoJson | DataFile::TimelineJs | DataFile::Metadata => None,
    }
}
