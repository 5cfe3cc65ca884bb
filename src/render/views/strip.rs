//! A small drawing of when the entries of a list are, which stands above the list.
//!
//! Days are marks, all else is a bar over the days that it can mean. Time runs as the page is read; long
//! stretches in which nothing lies are folded, as the timeline's script folds them.

use serde::Serialize;

use crate::model::date::Day;
use crate::model::{Certainty, EventDate, EventId, TimelineEntry};
use crate::render::Site;

/// The fewest entries that are drawn.
const FEWEST: usize = 3;
/// How many rows of marks there are at most, and how high each is.
const ROWS: usize = 6;
const ROW: usize = 12;
/// Where places are counted from 0 to this, as shares of the width.
const WIDE: i128 = 10_000;
/// What a mark and a fold take of it.
const MARK: i128 = 180;
/// How far back a bar goes that has no beginning.
const BEFORE: i128 = 400;
const FOLD: i128 = 250;

/// The drawing of a list of entries.
#[derive(Serialize)]
pub(super) struct StripView {
    height: usize,
    ground: usize,
    marks: Vec<MarkView>,
    ticks: Vec<TickView>,
    /// Where time is folded.
    folds: Vec<String>,
}

#[derive(Serialize)]
struct MarkView {
    url: String,
    text: String,
    title: String,
    /// Whether it is a day of which nobody doubts.
    day: bool,
    /// Whether it is uncertain or an estimate.
    unsure: bool,
    x: String,
    width: String,
    y: usize,
}

#[derive(Serialize)]
struct TickView {
    x: String,
    label: String,
    /// How its label stands to it: `start`, `middle` or `end`.
    anchor: &'static str,
}

/// What is drawn of one entry.
struct Drawn<'a> {
    date: EventDate,
    text: String,
    title: &'a str,
    url: String,
}

/// Days by number, counted from some day long ago.
fn number(day: Day) -> i128 {
    let (year, month) = (i128::from(day.year()), i128::from(day.month()));
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + (153 * m + 2) / 5 + i128::from(day.day())
}

fn new_year(year: i64) -> i128 {
    Day::new(year, 1, 1).map_or(0, number)
}

/// From days to shares of the width.
struct Scale {
    /// Days with their places, in order.
    knots: Vec<(i128, i128)>,
    rtl: bool,
}

impl Scale {
    fn new(first: i128, last: i128, gaps: &[(i128, i128)], rtl: bool) -> Scale {
        let folds = FOLD * i128::try_from(gaps.len()).unwrap_or(0);
        let days = gaps.iter().fold(last + 1 - first, |days, (from, until)| days - (until - from)).max(1);
        let mut knots = vec![(first, 0)];
        let mut at = (first, 0);
        for &(from, until) in gaps {
            let start = at.1 + (from - at.0) * (WIDE - folds) / days;
            at = (until, start + FOLD);
            knots.extend([(from, start), at]);
        }
        knots.push((last + 1, WIDE));
        Scale { knots, rtl }
    }

    fn at(&self, day: i128) -> i128 {
        let after = self.knots.partition_point(|(known, _)| *known <= day).clamp(1, self.knots.len() - 1);
        let ((a, x), (b, y)) = (self.knots[after - 1], self.knots[after]);
        x + (day - a) * (y - x) / (b - a).max(1)
    }

    fn tick(&self, day: i128, label: String, anchor: &'static str) -> TickView {
        TickView { x: self.share(self.at(day)), label, anchor }
    }

    /// A place as an attribute, from the side where the page begins.
    fn share(&self, place: i128) -> String {
        percent(if self.rtl { WIDE - place } else { place })
    }
}

fn percent(place: i128) -> String {
    let sign = if place < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}%", place.abs() / 100, place.abs() % 100)
}

/// The longest stretches between days at which something begins or ends, from which day and to which: two at
/// most, each at least a third of what else there is.
fn gaps(mut stops: Vec<i128>) -> Vec<(i128, i128)> {
    stops.sort_unstable();
    let mut free = stops.last().zip(stops.first()).map_or(0, |(last, first)| last - first);
    let mut empty: Vec<(i128, i128)> = stops.windows(2).map(|pair| (pair[0], pair[1])).collect();
    empty.sort_by_key(|(from, until)| from - until);
    empty.truncate(2);
    empty.retain(|(from, until)| {
        let folds = until - from > (free / 3).max(3650);
        free -= if folds { until - from } else { 0 };
        folds
    });
    empty.sort_unstable();
    // Something of the time around what lies there is left to be seen.
    empty.into_iter().map(|(from, until)| (from + 180, until - 180)).collect()
}

impl<'a> Site<'a> {
    /// The drawing of events whose rows are on the page, `own` on that of their briefing; none where it would not
    /// show more than the list itself. When a briefing was published is no event, and not drawn among them.
    pub(super) fn strip(&self, events: impl Iterator<Item = EventId>, own: bool) -> Option<StripView> {
        let entries: Vec<Drawn<'a>> = events.map(|event| self.mark_drawn(event, own)).collect();
        let bounds = |drawn: &Drawn<'a>| (drawn.date.earliest(), drawn.date.latest());
        let dated: Vec<&Drawn<'a>> = entries.iter().filter(|drawn| drawn.date.year().is_some()).collect();
        let days: Vec<Day> = dated.iter().flat_map(|drawn| <[_; 2]>::from(bounds(drawn))).flatten().collect();
        let (first, last) = (*days.iter().min()?, *days.iter().max()?);
        if dated.len() < FEWEST || first == last {
            return None;
        }
        let (start, end) = (number(first), number(last));
        let gaps = gaps(days.iter().map(|day| number(*day)).collect());
        // A little room on both sides, so that marks there are whole.
        let folded: i128 = gaps.iter().map(|(from, until)| until - from).sum();
        let room = ((end - start - folded) / 40).max(1);
        let scale = Scale::new(start - room, end + room, &gaps, self.config.language.dir() == "rtl");
        let mut boxes: Vec<(i128, i128, &Drawn<'a>)> = dated
            .iter()
            .map(|drawn| {
                let (earliest, latest) = bounds(drawn);
                // Without an end it goes on; without a beginning, nobody says that it goes back to that of the drawing.
                let begun = |last: Day| scale.at(number(last)) - BEFORE;
                let from = earliest.map_or_else(|| latest.map_or(-200, begun), |day| scale.at(number(day)));
                let until = latest.map_or(WIDE + 200, |day| scale.at(number(day) + 1));
                let spare = (MARK - (until - from)).max(0);
                (from - spare / 2, until + spare / 2, *drawn)
            })
            .collect();
        boxes.sort_by_key(|(from, until, _)| (*from, -until));
        let mut ends: Vec<i128> = Vec::new();
        let mut marks = Vec::new();
        for (from, until, drawn) in boxes {
            let free = ends.iter().position(|end| *end <= from).unwrap_or(ends.len());
            let lowest = || ends.iter().enumerate().min_by_key(|(_, end)| **end).map_or(0, |(row, _)| row);
            let row = if free < ROWS { free } else { lowest() };
            if row == ends.len() {
                ends.push(until);
            } else {
                ends[row] = ends[row].max(until);
            }
            let (earliest, latest) = bounds(drawn);
            let unsure = drawn.date.certainty() != Certainty::Exact || drawn.date.is_set();
            let day = earliest == latest && earliest.is_some() && !unsure;
            let x = match (day, scale.rtl) {
                (true, _) => scale.share((from + until) / 2),
                (false, true) => scale.share(until),
                (false, false) => scale.share(from),
            };
            let (text, title) = (drawn.text.clone(), drawn.title.to_owned());
            let y = row * ROW + ROW / 2 + 1;
            marks.push(MarkView {
                url: drawn.url.clone(),
                text,
                title,
                day,
                unsure,
                x,
                width: percent(until - from),
                y,
            });
        }
        let ground = ends.len() * ROW + 5;
        let folds = gaps.iter().map(|(from, until)| scale.share(scale.at((from + until) / 2))).collect();
        Some(StripView { height: ground + 22, ground, marks, ticks: self.ticks(first, last, &scale), folds })
    }

    fn mark_drawn(&self, id: EventId, own: bool) -> Drawn<'a> {
        let event = self.catalog.event(id);
        let anchor = if own { event.anchor.clone() } else { self.row(TimelineEntry::Event(id)) };
        let text = self.date(&event.date, event.date_text.as_deref()).text;
        Drawn { date: event.date.clone(), text, title: &event.title, url: format!("#{anchor}") }
    }

    /// What an entry's row is called on a page where it has no other anchor.
    pub(super) fn row(&self, entry: TimelineEntry) -> String {
        match entry {
            TimelineEntry::Event(id) => {
                let event = self.catalog.event(id);
                format!("At-{}-{}", self.catalog.briefing(event.briefing).id, event.anchor)
            }
            TimelineEntry::Briefing(id) => format!("At-{}", self.catalog.briefing(id).id),
        }
    }

    /// The years of the axis; of a time of few years, its first and its last day.
    fn ticks(&self, first: Day, last: Day, scale: &Scale) -> Vec<TickView> {
        if i128::from(last.year()) - i128::from(first.year()) < 3 {
            let say = |day: Day| {
                let date = EventDate::parse(&day.to_string());
                date.map_or_else(|_| day.to_string(), |date| date.display(self.words()))
            };
            // The text stands towards the middle, on whichever side that is.
            let ends = [(first, "start", number(first)), (last, "end", number(last) + 1)];
            return ends.map(|(day, anchor, at)| scale.tick(at, say(day), anchor)).into();
        }
        let stretches = || scale.knots.windows(2).step_by(2).map(|pair| (pair[0].0, pair[1].0));
        let days: i128 = stretches().map(|(from, until)| until - from).sum();
        let tens = (0..17).flat_map(|power| [1, 2, 5].map(|step| step * 10_i64.pow(power)));
        let step = tens.into_iter().find(|step| days / 365 <= i128::from(*step) * 7).unwrap_or(i64::MAX);
        let mut ticks = Vec::new();
        let mut free = 0;
        for (from, until) in stretches() {
            let near = i64::try_from(from * 400 / 146_097).unwrap_or(first.year()) - 1;
            let mut year = near.div_euclid(step) * step;
            while new_year(year) < until {
                // Round years are counted from year 1, backwards too: 60 BC is -59.
                let round = if year < 0 && step > 1 { year + 1 } else { year };
                let (day, at) = (new_year(round), scale.at(new_year(round)));
                // Labels keep their distance, and stay inside.
                if day >= from && at >= free && (300..=WIDE - 300).contains(&at) {
                    ticks.push(scale.tick(day, self.words().year(round), "middle"));
                    free = at + 1_000;
                }
                let Some(next) = year.checked_add(step) else { break };
                year = next;
            }
        }
        ticks
    }
}
