//! The dates as TimelineJS reads them (Knight Lab, JSON data format 3.x).

use serde::Serialize;

use super::rows::{self, Each, EventRow};
use crate::model::Day;
use crate::model::date::DatePrecision;
use crate::render::{Site, escaped};

#[derive(Serialize)]
struct Timeline<Events: Serialize> {
    title: Title,
    events: Events,
}

#[derive(Serialize)]
struct Title {
    text: Text,
}

/// HTML.
#[derive(Serialize)]
struct Text {
    headline: String,
    text: String,
}

#[derive(Serialize)]
struct Event<'a> {
    unique_id: String,
    start_date: Part,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Part>,
    display_date: String,
    text: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
}

/// A day as far as it is known.
#[derive(Serialize)]
struct Part {
    year: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<u8>,
}

/// `timeline.json`: what has no year is left out, since the format puts everything at one.
pub(super) fn write(site: &Site<'_>) -> Vec<u8> {
    let about = site.config.description.as_deref().unwrap_or_default();
    let title = Title { text: Text { headline: escaped(&site.config.title), text: escaped(about) } };
    // Texts, numbers and lists always are JSON.
    serde_json::to_vec(&Timeline { title, events: Each(rows::events(site).filter_map(event)) }).unwrap_or_default()
}

/// The format's dates begin somewhere: a vaguer one begins with the first year that it may mean and ends with the last,
/// with no month or day that nobody knows, and its words say what it is. Headline and text are HTML.
fn event(row: EventRow<'_>) -> Option<Event<'_>> {
    let date = row.date.date;
    let (first, last) = (date.earliest().or(date.latest())?, date.latest());
    // Of a span whose two days are known both are said.
    let precision = if date.days().is_some() { DatePrecision::Day } else { date.precision() };
    let last = last.filter(|last| *last != first && !is_one(date.precision()));
    let briefing = format!("<p><a href=\"{}\">{}</a></p>", escaped(&row.id), escaped(row.briefing.title));
    Some(Event {
        unique_id: row.id,
        start_date: part(first, precision),
        end_date: last.map(|last| part(last, precision)),
        display_date: escaped(&row.date.text),
        text: Text { headline: escaped(row.title), text: briefing },
        group: row.kind,
    })
}

/// Whether the format has a date of this kind by itself.
fn is_one(precision: DatePrecision) -> bool {
    matches!(precision, DatePrecision::Moment | DatePrecision::Day | DatePrecision::Month | DatePrecision::Year)
}

/// No finer than it is known.
fn part(day: Day, precision: DatePrecision) -> Part {
    let year = Part { year: day.year(), month: None, day: None };
    match precision {
        DatePrecision::Moment | DatePrecision::Day => Part { month: Some(day.month()), day: Some(day.day()), ..year },
        DatePrecision::Month => Part { month: Some(day.month()), ..year },
        _ => year,
    }
}
