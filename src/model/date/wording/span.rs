//! Spans and sets of dates in words: what two dates share is said once.

use edtf_core::{Date, DateField, Interval, IntervalEndpoint, Precision, Set, SetElement, SetKind};

use super::one::Wording;
use super::pattern::{ByKind, Kind, OneDate};
use super::{DateWords, Stands, Units};
use crate::model::date::extent::is_yearless;

/// Between what reads as one thing, "18–19 December", and between what has spaces of its own, "30 November – 2 December".
const TIGHT: &str = "–";
const LOOSE: &str = " – ";

/// An end of a span in words.
struct End<'w> {
    words: &'w DateWords,
    text: String,
    kind: Kind,
}

impl<'w> End<'w> {
    fn of(words: &'w DateWords, date: &Date) -> Self {
        let wording = Wording::of(words, date, Stands::Inside);
        Self { words, kind: wording.kind, text: wording.within() }
    }

    fn or_earlier(self) -> Self {
        Self { text: self.words.or_earlier.fill(&[&self.text]), ..self }
    }

    fn or_later(self) -> Self {
        Self { text: self.words.or_later.fill(&[&self.text]), ..self }
    }

    fn said(&self, pattern: &ByKind<OneDate>) -> String {
        pattern.of(self.kind).fill(&[&self.text])
    }
}

/// A span in words.
pub(super) fn span(words: &DateWords, interval: &Interval) -> String {
    use IntervalEndpoint::{Date, OnOrAfter, OnOrBefore, Open, Unknown};
    let end = |date| End::of(words, date);
    let since = words.since.as_ref().unwrap_or(&words.from);
    let text = match (&interval.start, &interval.end) {
        (Date(from), Date(to)) => {
            if let Some(joined) = joined(words, from, to) {
                return joined;
            }
            from_to(&end(from), &end(to))
        }
        (Open, Date(to)) => end(to).said(&words.by),
        (Open | Unknown, Date(to) | OnOrBefore(to)) => end(to).said(&words.until),
        (Open | Unknown, OnOrAfter(to)) => end(to).or_later().said(&words.until),
        (Date(from) | OnOrAfter(from), Open | Unknown) => end(from).said(since),
        (OnOrBefore(from), Open | Unknown) => end(from).or_earlier().said(since),
        (Date(from) | OnOrAfter(from), OnOrAfter(to)) => from_to(&end(from), &end(to).or_later()),
        (OnOrBefore(from), OnOrAfter(to)) => from_to(&end(from).or_earlier(), &end(to).or_later()),
        (OnOrBefore(from), Date(to) | OnOrBefore(to)) => from_to(&end(from).or_earlier(), &end(to)),
        (OnOrAfter(from), Date(to)) | (Date(from) | OnOrAfter(from), OnOrBefore(to)) => from_to(&end(from), &end(to)),
        // EDTF asks for one dated end at least.
        (Open | Unknown, Open | Unknown) => return words.time_unknown.clone(),
    };
    match (&interval.start, &interval.end) {
        (Unknown, _) => words.start_unknown.fill(&[&text]),
        (_, Unknown) => words.end_unknown.fill(&[&text]),
        _ => text,
    }
}

fn from_to(from: &End<'_>, to: &End<'_>) -> String {
    format!("{} {}", from.said(&from.words.from), to.said(&to.words.to))
}

/// A date that numbers tell wholly: nothing doubted, estimated or missing but, perhaps, the year.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Plain {
    year: Option<i64>,
    month: Option<u8>,
    day: Option<u8>,
}

impl Plain {
    fn of(date: &Date) -> Option<Self> {
        if date.is_uncertain() || date.is_approximate() || date.year.significant_digits.is_some() {
            return None;
        }
        let year = date.year.value();
        if year.is_none() && !(is_yearless(date) && date.month.is_some()) {
            return None;
        }
        let month = date.month.map(DateField::value);
        let day = date.day.map(DateField::value);
        if month == Some(None) || day == Some(None) || month.flatten() > Some(12) {
            return None;
        }
        Some(Self { year, month: month.flatten(), day: day.flatten() })
    }

    /// The words without the year, and what they are.
    fn in_year(self, words: &DateWords) -> (String, Kind) {
        match (self.day, self.month) {
            (Some(day), Some(month)) => (words.day_text(&words.day_number(day), month, Stands::Alone), Kind::Day),
            (_, Some(month)) => (words.month(month).to_owned(), Kind::Month),
            _ => (String::new(), Kind::Year),
        }
    }
}

/// Two dates as one wording with a dash; `None` where either is not plain.
fn joined(words: &DateWords, from: &Date, to: &Date) -> Option<String> {
    let alone = |date| Wording::of(words, date, Stands::Alone).alone();
    let (first, last) = (Plain::of(from)?, Plain::of(to)?);
    if first == last {
        return Some(alone(from));
    }
    if first.year.is_some() != last.year.is_some() {
        return None;
    }
    let same_kind = (first.month.is_some(), first.day.is_some()) == (last.month.is_some(), last.day.is_some());
    let ((from_text, _), (to_text, kind)) = (first.in_year(words), last.in_year(words));
    if same_kind && first.year == last.year {
        let text = match (first.day, last.day, last.month) {
            (Some(day), Some(last_day), Some(month)) if first.month == last.month => {
                let days = format!("{}{TIGHT}{}", words.day_number(day), words.day_number(last_day));
                words.day_text(&days, month, Stands::Alone)
            }
            (Some(_), Some(_), _) => format!("{from_text}{LOOSE}{to_text}"),
            _ => format!("{from_text}{TIGHT}{to_text}"),
        };
        return Some(words.in_year(&text, kind, last.year));
    }
    if same_kind && first.month.is_none() {
        return first.year.zip(last.year).map(|(first, last)| years(words, first, last));
    }
    if first.year.is_none() {
        return Some(words.in_year(&format!("{from_text}{LOOSE}{to_text}"), kind, None));
    }
    Some(format!("{}{LOOSE}{}", alone(from), alone(to)))
}

/// Two years, with the era named once where it is the same.
fn years(words: &DateWords, first: i64, last: i64) -> String {
    let numbers = || format!("{}{TIGHT}{}", words.year_number(first), words.year_number(last));
    match (first, last) {
        (_, ..=0) => words.bc.fill(&[&numbers()]),
        (1.., 1..=99) => words.ad.fill(&[&numbers()]),
        (100.., _) => numbers(),
        _ => format!("{}{LOOSE}{}", words.year(first), words.year(last)),
    }
}

/// A set in words: one of its members, or all of them.
pub(super) fn members(words: &DateWords, set: &Set) -> String {
    let listed = |texts: &[String]| match set.kind {
        SetKind::OneMember => words.any_of(texts),
        SetKind::AllMembers => words.all_of(texts),
    };
    if let [SetElement::Date(only)] = set.elements.as_slice() {
        return Wording::of(words, only, Stands::Alone).alone();
    }
    if let Some(text) = shared(words, &set.elements, listed) {
        return text;
    }
    let texts: Vec<_> = set.elements.iter().map(|element| member(words, element, set.kind)).collect();
    listed(&texts)
}

/// Plain days of one month or months of one year, with what they share said once.
fn shared(words: &DateWords, elements: &[SetElement], listed: impl Fn(&[String]) -> String) -> Option<String> {
    let plain: Vec<_> = elements
        .iter()
        .map(|element| match element {
            SetElement::Date(date) => Plain::of(date),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let (first, last) = (*plain.first()?, *plain.last()?);
    first.month?;
    let same_year = plain.iter().all(|date| date.year == first.year && date.day.is_some() == first.day.is_some());
    if !same_year || plain.iter().any(|date| date.month.is_none()) {
        return None;
    }
    let (_, kind) = last.in_year(words);
    let same_month = plain.iter().all(|date| date.month == first.month);
    let text = match (same_month, first.month, plain.iter().map(|date| date.day).collect::<Option<Vec<_>>>()) {
        (true, Some(month), Some(days)) => {
            let days: Vec<_> = days.into_iter().map(|day| words.day_number(day)).collect();
            words.day_text(&listed(&days), month, Stands::Alone)
        }
        _ => listed(&plain.iter().map(|date| date.in_year(words).0).collect::<Vec<_>>()),
    };
    Some(words.in_year(&text, kind, last.year))
}

fn member(words: &DateWords, element: &SetElement, kind: SetKind) -> String {
    let alone = |date| Wording::of(words, date, Stands::Alone).member();
    let every = kind == SetKind::AllMembers;
    match element {
        SetElement::Date(date) => alone(date),
        SetElement::OnOrBefore(date) if every => {
            let end = End::of(words, date);
            words.every_until.of(end.kind).fill(&[unit(&words.every, date), &end.text])
        }
        SetElement::OnOrAfter(date) if every => {
            let end = End::of(words, date);
            words.every_from.of(end.kind).fill(&[unit(&words.every, date), &end.text])
        }
        SetElement::OnOrBefore(date) => words.or_earlier.fill(&[&alone(date)]),
        SetElement::OnOrAfter(date) => words.or_later.fill(&[&alone(date)]),
        SetElement::Range(from, to) => {
            let unit = unit(if every { &words.every } else { &words.one }, from);
            match joined(words, from, to) {
                Some(range) => words.of_range.fill(&[unit, &range]),
                None => words.of_span.fill(&[unit, &from_to(&End::of(words, from), &End::of(words, to))]),
            }
        }
    }
}

/// The unit in which a date counts.
fn unit<'w>(units: &'w Units, date: &Date) -> &'w str {
    match date.precision() {
        Precision::Year => &units.year,
        Precision::Month => &units.month,
        Precision::Season => &units.season,
        Precision::Day => &units.day,
    }
}
