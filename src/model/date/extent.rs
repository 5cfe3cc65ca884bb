//! Where a date lies: its bounds, and its place in a timeline.

use edtf_core::{Bound, BoundDate, Date, DateField, Edtf, IntervalEndpoint, SetElement, SetKind, TimeShift, YearKind};

use super::day::Day;
use super::grain::{Certainty, DatePrecision};

/// The place of a date among others in a timeline, oldest first.
///
/// By the earliest day it can mean, then the latest, then the finer precision, then the surer, then
/// the time of day. An open or unknown start counts as its end, and comes before what begins there; an
/// open or unknown end comes after every bounded one. Years too large to compute with follow all that, as equals; what has no year
/// comes last, by month and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey {
    // The order of the fields is the order of comparison.
    group: Group,
    earliest: Option<Day>,
    start: Start,
    latest: End,
    precision: DatePrecision,
    certainty: Certainty,
    utc_second: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Group {
    Dated,
    BeyondNumbers,
    Yearless,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Start {
    /// It lies on that day or before it.
    Unbounded,
    Bounded,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum End {
    Bounded(Day),
    Unbounded,
}

impl SortKey {
    pub(super) fn of(edtf: &Edtf) -> Self {
        let dated = Extent::of(edtf);
        // Days without a year still have an order among themselves; any one year shows it, and a
        // leap year has a place for 29 February.
        let (group, extent) = match dated.anchor {
            Some(_) => (Group::Dated, dated),
            None if has_yearless(edtf) => (Group::Yearless, Extent::measured(edtf, &range_in_leap_year)),
            None => (Group::BeyondNumbers, dated),
        };
        Self {
            group,
            earliest: extent.anchor.map(|anchor| anchor.day),
            start: extent.earliest.map_or(Start::Unbounded, |_| Start::Bounded),
            latest: extent.latest.map_or(End::Unbounded, End::Bounded),
            precision: precision(edtf),
            certainty: Certainty::of(edtf),
            utc_second: utc_second(edtf),
        }
    }
}

/// Seconds from the start of the written day in UTC; a time without an offset is taken as UTC, for
/// want of better, and only to break a tie.
fn utc_second(edtf: &Edtf) -> i32 {
    let Edtf::DateTime(moment) = edtf else {
        return 0;
    };
    let time = moment.time;
    let clock = i32::from(time.hour) * 3600 + i32::from(time.minute) * 60 + i32::from(time.second);
    match time.shift {
        Some(TimeShift::Offset { minutes, .. }) => clock - i32::from(minutes) * 60,
        Some(TimeShift::Utc) | None => clock,
    }
}

pub(super) fn precision(edtf: &Edtf) -> DatePrecision {
    let all_yearless = || dates(edtf).iter().all(is_yearless);
    match edtf {
        Edtf::Date(date) => DatePrecision::of_date(date),
        Edtf::DateTime(_) => DatePrecision::Moment,
        Edtf::Interval(_) | Edtf::Set(_) if all_yearless() => DatePrecision::Yearless,
        Edtf::Interval(_) => DatePrecision::Span,
        Edtf::Set(set) => match set.kind {
            SetKind::OneMember => DatePrecision::Choice,
            SetKind::AllMembers => DatePrecision::Several,
        },
    }
}

/// The day a date sorts by, and the written date that gave it.
#[derive(Clone, Copy)]
pub(super) struct Anchor {
    pub(super) day: Day,
    date: Date,
}

impl Anchor {
    /// The calendar month, where the date behind the day knows year and month.
    pub(super) fn month(&self) -> Option<u8> {
        self.date.year.value()?;
        self.date.month?.value().filter(|month| (1..=12).contains(month))
    }
}

/// The bounds of a date, and where it is anchored; each is missing where it can't be known.
pub(super) struct Extent {
    pub(super) earliest: Option<Day>,
    pub(super) latest: Option<Day>,
    pub(super) anchor: Option<Anchor>,
}

/// How the first and last day of one written date are found.
type Measure<'a> = &'a dyn Fn(&Date) -> Option<(Day, Day)>;

impl Extent {
    pub(super) fn of(edtf: &Edtf) -> Self {
        Self::measured(edtf, &range)
    }

    fn measured(edtf: &Edtf, measure: Measure<'_>) -> Self {
        match edtf {
            Edtf::Date(date) => Self::of_date(date, measure),
            Edtf::DateTime(moment) => Self::of_date(&moment.date, measure),
            Edtf::Interval(interval) => Self::of_ends(&interval.start, &interval.end, measure),
            Edtf::Set(set) => Self::of_set(&set.elements, measure),
        }
    }

    fn of_date(date: &Date, measure: Measure<'_>) -> Self {
        let range = measure(date);
        Self {
            earliest: range.map(|(first, _)| first),
            latest: range.map(|(_, last)| last),
            anchor: range.map(|(day, _)| Anchor { day, date: *date }),
        }
    }

    fn of_ends(start: &IntervalEndpoint, end: &IntervalEndpoint, measure: Measure<'_>) -> Self {
        let of_end = |end: &IntervalEndpoint| end_date(end).map(|date| Self::of_date(&date, measure));
        let (from, to) = (of_end(start), of_end(end));
        let start_anchor = from.as_ref().and_then(|extent| extent.anchor);
        let end_anchor = to.as_ref().and_then(|extent| extent.anchor);
        let is_open =
            |end: &IntervalEndpoint| matches!(end, IntervalEndpoint::OnOrBefore(_) | IntervalEndpoint::OnOrAfter(_));
        // `..2026/2025` is allowed, for it starts on or before 2026: then the end is the earlier.
        let anchor = match (start_anchor, end_anchor) {
            (Some(first), Some(last)) if is_open(start) && last.day < first.day => Some(last),
            (first, last) => first.or(last),
        };
        Self {
            earliest: from.filter(|_| !is_open(start)).and_then(|extent| extent.earliest),
            latest: to.filter(|_| !is_open(end)).and_then(|extent| extent.latest),
            anchor,
        }
    }

    fn of_set(elements: &[SetElement], measure: Measure<'_>) -> Self {
        // One member without a bound leaves the whole set without it: hence the `Option` of each.
        let mut firsts: Vec<Option<Day>> = Vec::new();
        let mut lasts: Vec<Option<Day>> = Vec::new();
        let mut anchors: Vec<Anchor> = Vec::new();
        for element in elements {
            let (from, to, first, last) = match element {
                SetElement::Date(date) => (date, date, true, true),
                SetElement::OnOrBefore(date) => (date, date, false, true),
                SetElement::OnOrAfter(date) => (date, date, true, false),
                SetElement::Range(from, to) => (from, to, true, true),
            };
            let (from, to) = (Self::of_date(from, measure), Self::of_date(to, measure));
            firsts.push(from.earliest.filter(|_| first));
            lasts.push(to.latest.filter(|_| last));
            anchors.extend(from.anchor);
        }
        Self {
            earliest: firsts.into_iter().min().flatten(),
            latest: lasts.into_iter().collect::<Option<Vec<_>>>().and_then(|days| days.into_iter().max()),
            anchor: anchors.into_iter().min_by_key(|anchor| anchor.day),
        }
    }
}

/// The first and last day of a date; `None` without a year or with one too large for numbers.
pub(super) fn range(date: &Date) -> Option<(Day, Day)> {
    if is_yearless(date) {
        return None;
    }
    let bounds = Edtf::Date(*date).bounds();
    Some((day(bounds.earliest)?, day(bounds.latest)?))
}

/// The same for a date without a year, as it would lie in the year 2000.
pub(super) fn range_in_leap_year(date: &Date) -> Option<(Day, Day)> {
    if !is_yearless(date) {
        return None;
    }
    let mut placed = *date;
    placed.year.kind = YearKind::Standard { negative: false, digits: [Some(2), Some(0), Some(0), Some(0)] };
    range(&placed)
}

fn day(bound: Bound) -> Option<Day> {
    match bound {
        Bound::Date(BoundDate { year, month, day }) => Day::new(year, month, day),
        Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => None,
    }
}

/// Whether no digit of the year is known (`XXXX`), which is to say nothing about when.
pub(super) fn is_yearless(date: &Date) -> bool {
    matches!(date.year.kind, YearKind::Standard { digits: [None, None, None, None], .. })
}

fn has_yearless(edtf: &Edtf) -> bool {
    dates(edtf).iter().any(is_yearless)
}

/// Every date written in an expression, in order.
fn dates(edtf: &Edtf) -> Vec<Date> {
    match edtf {
        Edtf::Date(date) => vec![*date],
        Edtf::DateTime(moment) => vec![moment.date],
        Edtf::Interval(interval) => [&interval.start, &interval.end].into_iter().filter_map(end_date).collect(),
        Edtf::Set(set) => set
            .elements
            .iter()
            .flat_map(|element| match element {
                SetElement::Date(date) | SetElement::OnOrBefore(date) | SetElement::OnOrAfter(date) => vec![*date],
                SetElement::Range(from, to) => vec![*from, *to],
            })
            .collect(),
    }
}

fn end_date(end: &IntervalEndpoint) -> Option<Date> {
    match end {
        IntervalEndpoint::Date(date) | IntervalEndpoint::OnOrBefore(date) | IntervalEndpoint::OnOrAfter(date) => {
            Some(*date)
        }
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => None,
    }
}

/// The numbers of a two-digit field that its digits allow, within `1..=last`.
pub(super) fn matching(field: DateField, last: u8) -> Vec<u8> {
    (1..=last)
        .filter(|number| {
            field.digits[0].is_none_or(|tens| tens == number / 10)
                && field.digits[1].is_none_or(|ones| ones == number % 10)
        })
        .collect()
}
