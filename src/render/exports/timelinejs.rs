//! The dates as TimelineJS reads them (Knight Lab, JSON data format 3.x).

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::rows::EventRow;
use crate::model::Day;
use crate::model::date::DatePrecision;
use crate::render::{Site, escaped};

#[derive(Serialize)]
struct Timeline<'a> {
    title: Value,
    events: Events<'a>,
}

/// An event for each row, made as it is written: all at once are many times as large as the file.
struct Events<'a>(&'a [EventRow<'a>]);

impl Serialize for Events<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().filter_map(event))
    }
}

/// `timeline.json`: what has no year is left out, since the format puts everything at one.
pub(super) fn write(site: &Site<'_>, events: &[EventRow<'_>]) -> Vec<u8> {
    let about = site.config.description.as_deref().unwrap_or_default();
    let title = json!({"text": {"headline": escaped(&site.config.title), "text": escaped(about)}});
    // Texts, numbers and lists always are JSON.
    serde_json::to_vec(&Timeline { title, events: Events(events) }).unwrap_or_default()
}

/// The format's dates begin somewhere: a vaguer one begins with the first year that it may mean and ends with the last,
/// with no month or day that nobody knows, and its words say what it is. Headline and text are HTML.
fn event(row: &EventRow<'_>) -> Option<Value> {
    let date = row.date.date;
    let (first, last) = (date.earliest().or(date.latest())?, date.latest());
    // Of a span whose two days are known both are said.
    let precision = if date.days().is_some() { DatePrecision::Day } else { date.precision() };
    let mut out = Map::new();
    out.insert("unique_id".into(), row.id.as_str().into());
    out.insert("start_date".into(), part(first, precision));
    if let Some(last) = last.filter(|last| *last != first && !is_one(date.precision())) {
        out.insert("end_date".into(), part(last, precision));
    }
    out.insert("display_date".into(), escaped(&row.date.text).into());
    let briefing = format!("<p><a href=\"{}\">{}</a></p>", escaped(&row.id), escaped(row.briefing.title));
    out.insert("text".into(), json!({"headline": escaped(row.title), "text": briefing}));
    if let Some(kind) = row.kind {
        out.insert("group".into(), kind.into());
    }
    Some(Value::Object(out))
}

/// Whether the format has a date of this kind by itself.
fn is_one(precision: DatePrecision) -> bool {
    matches!(precision, DatePrecision::Moment | DatePrecision::Day | DatePrecision::Month | DatePrecision::Year)
}

/// No finer than it is known.
fn part(day: Day, precision: DatePrecision) -> Value {
    match precision {
        DatePrecision::Moment | DatePrecision::Day => {
            json!({"year": day.year(), "month": day.month(), "day": day.day()})
        }
        DatePrecision::Month => json!({"year": day.year(), "month": day.month()}),
        _ => json!({"year": day.year()}),
    }
}
