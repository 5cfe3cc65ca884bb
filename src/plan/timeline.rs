//! The years of the timeline that have a page, and the files in which a script finds its entries.

use std::ops::Range;

use super::Route;
use crate::model::date::{DatePrecision, year_slug};
use crate::model::{Catalog, EventDate, TimelineEntry};

/// The most entries of one data file: so many are read in a moment that nobody feels.
const PER_FILE: usize = 2000;

/// A year of the timeline that has a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineYear {
    /// The year, astronomically counted: 44 BC is -43.
    pub year: i64,
    /// Its entries: a range of the timeline's.
    pub entries: Range<usize>,
    /// Entries of earlier years that go on in this one, by their number in the timeline.
    pub going_on: Vec<usize>,
}

/// Which entries of the timeline lie in a data file; each entry lies in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimelinePart {
    /// What lies within a year, by the year's number in the plan.
    Year(usize),
    /// What may lie in more years than one.
    Spanning,
    /// What has no year.
    Undated,
}

/// A file with entries of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineFile {
    /// Which entries.
    pub part: TimelinePart,
    /// Its number among the files of these, from 1.
    pub number: usize,
    /// The entries, by their number in the timeline.
    pub entries: Vec<usize>,
}

impl TimelineFile {
    /// Where the file lies.
    pub(super) fn route(&self, years: &[TimelineYear]) -> Route {
        let name = match self.part {
            TimelinePart::Year(i) => year_slug(years[i].year),
            TimelinePart::Spanning => "spanning".to_owned(),
            TimelinePart::Undated => "undated".to_owned(),
        };
        match self.number {
            1 => Route::of_file(format!("timeline/data/{name}.json")),
            number => Route::of_file(format!("timeline/data/{name}-{number}.json")),
        }
    }
}

/// The years of the timeline, and where in it begins what has no year.
pub(super) fn years(catalog: &Catalog) -> (Vec<TimelineYear>, usize) {
    // An entry that spans more years than this is named on its own year's page only; one without an
    // end goes on for as long.
    const LONGEST: i64 = 100;
    let entries = &catalog.timeline.entries;
    let mut years: Vec<TimelineYear> = Vec::new();
    let mut undated = entries.len();
    let mut spans = Vec::new();
    for (i, entry) in entries.iter().enumerate() {
        let date = catalog.entry_date(*entry);
        let Some(year) = date.year() else {
            undated = undated.min(i);
            continue;
        };
        match years.last_mut() {
            Some(last) if last.year == year => last.entries.end = i + 1,
            _ => years.push(TimelineYear { year, entries: i..i + 1, going_on: Vec::new() }),
        }
        // What lasts goes on; a decade of which nobody knows the year does not.
        if let (TimelineEntry::Event(_), DatePrecision::Span) = (entry, date.precision()) {
            let open = date.is_open_ended().then_some(year + LONGEST);
            let last = date.last_year().or(open).unwrap_or(year);
            if last > year && last - year <= LONGEST {
                spans.push((i, year, last));
            }
        }
    }
    for (i, first, last) in spans {
        let from = years.partition_point(|y| y.year <= first);
        for year in years[from..].iter_mut().take_while(|y| y.year <= last) {
            year.going_on.push(i);
        }
    }
    (years, undated)
}

/// The data files: those of each year, then what spans years, then what has none.
pub(super) fn files(catalog: &Catalog, years: &[TimelineYear], undated: usize) -> Vec<TimelineFile> {
    let entries = &catalog.timeline.entries;
    let mut files = Vec::new();
    let mut add = |part: TimelinePart, entries: &[usize]| {
        for (i, chunk) in entries.chunks(PER_FILE).enumerate() {
            files.push(TimelineFile { part, number: i + 1, entries: chunk.to_vec() });
        }
    };
    let mut spanning = Vec::new();
    for (i, year) in years.iter().enumerate() {
        let within = |entry: &usize| lies_within(&catalog.entry_date(entries[*entry]), year.year);
        let (own, others): (Vec<usize>, Vec<usize>) = year.entries.clone().partition(within);
        add(TimelinePart::Year(i), &own);
        spanning.extend(others);
    }
    add(TimelinePart::Spanning, &spanning);
    add(TimelinePart::Undated, &(undated..entries.len()).collect::<Vec<_>>());
    files
}

/// Whether all days that a date can mean lie in one year.
fn lies_within(date: &EventDate, year: i64) -> bool {
    let of = |day: Option<crate::model::Day>| day.is_some_and(|day| day.year() == year);
    of(date.earliest()) && of(date.latest())
}
