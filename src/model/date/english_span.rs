//! Spans and sets of dates in English words: what two dates share is said once.

use edtf_core::{Date, DateField, Edtf, Interval, IntervalEndpoint, Precision, Set, SetElement, SetKind};

use super::day::{year_label, year_number};
use super::english::{self, Wording};
use super::extent::is_yearless;
use super::words::{listed, month_name};

/// Any EDTF expression in English; never empty.
pub(super) fn display(edtf: &Edtf) -> String {
    match edtf {
        Edtf::Date(date) => Wording::of(date).alone(),
        Edtf::DateTime(moment) => english::moment(moment),
        Edtf::Interval(interval) => span(interval),
        Edtf::Set(set) => members(set),
    }
}

fn span(interval: &Interval) -> String {
    use IntervalEndpoint::{Date, OnOrAfter, OnOrBefore, Open, Unknown};
    let within = |date| Wording::of(date).within();
    let unknown_start = if interval.start == Unknown { ", start unknown" } else { "" };
    let unknown_end = if interval.end == Unknown { ", end unknown" } else { "" };
    match (&interval.start, &interval.end) {
        (Date(from), Date(to)) => {
            joined(from, to, Joint::DASH).unwrap_or_else(|| format!("from {} to {}", within(from), within(to)))
        }
        (Open, Date(to)) => format!("by {}", within(to)),
        (Open | Unknown, Date(to) | OnOrBefore(to)) => {
            format!("until {}{unknown_start}", within(to))
        }
        (Open | Unknown, OnOrAfter(to)) => format!("until {} or later{unknown_start}", within(to)),
        (Date(from) | OnOrAfter(from), Open | Unknown) => {
            format!("from {}{unknown_end}", within(from))
        }
        (OnOrBefore(from), Open | Unknown) => {
            format!("from {} or earlier{unknown_end}", within(from))
        }
        (Date(from) | OnOrAfter(from), OnOrAfter(to)) => {
            format!("from {} to {} or later", within(from), within(to))
        }
        (OnOrBefore(from), OnOrAfter(to)) => {
            format!("from {} or earlier to {} or later", within(from), within(to))
        }
        (OnOrBefore(from), Date(to) | OnOrBefore(to)) => {
            format!("from {} or earlier to {}", within(from), within(to))
        }
        (OnOrAfter(from), Date(to)) | (Date(from) | OnOrAfter(from), OnOrBefore(to)) => {
            format!("from {} to {}", within(from), within(to))
        }
        // EDTF asks for one dated end at least.
        (Open | Unknown, Open | Unknown) => "time unknown".to_owned(),
    }
}

/// What stands between two dates: `tight` between what reads as one thing ("18–19 December"),
/// `loose` between what has spaces of its own ("30 November – 2 December").
#[derive(Clone, Copy)]
struct Joint {
    tight: &'static str,
    loose: &'static str,
}

impl Joint {
    const DASH: Self = Self { tight: "–", loose: " – " };
    const WORD: Self = Self { tight: " to ", loose: " to " };
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

    /// The words without the year.
    fn in_year(self) -> String {
        match (self.day, self.month) {
            (Some(day), Some(month)) => format!("{day} {}", month_name(month)),
            (_, Some(month)) => month_name(month).to_owned(),
            _ => String::new(),
        }
    }

    /// What ends the words of dates that share this year.
    fn year_suffix(self) -> String {
        self.year.map_or_else(|| ", year unknown".to_owned(), |year| format!(" {}", year_label(year)))
    }
}

/// Two dates as one wording; `None` where either is not plain.
fn joined(from: &Date, to: &Date, joint: Joint) -> Option<String> {
    let Joint { tight, loose } = joint;
    let (first, last) = (Plain::of(from)?, Plain::of(to)?);
    if first == last {
        return Some(Wording::of(from).alone());
    }
    if first.year.is_some() != last.year.is_some() {
        return None;
    }
    let same_kind = (first.month.is_some(), first.day.is_some()) == (last.month.is_some(), last.day.is_some());
    let year = last.year_suffix();
    if same_kind && first.year == last.year {
        return Some(match (first.day, last.day) {
            (Some(day), Some(_)) if first.month == last.month => {
                format!("{day}{tight}{}{year}", last.in_year())
            }
            (Some(_), Some(_)) => format!("{}{loose}{}{year}", first.in_year(), last.in_year()),
            _ => format!("{}{tight}{}{year}", first.in_year(), last.in_year()),
        });
    }
    if same_kind && first.month.is_none() {
        return first.year.zip(last.year).map(|(first, last)| years(first, last, joint));
    }
    if first.year.is_none() {
        return Some(format!("{}{loose}{}{year}", first.in_year(), last.in_year()));
    }
    Some(format!("{}{loose}{}", Wording::of(from).alone(), Wording::of(to).alone()))
}

/// Two years, with the era named once where it is the same.
fn years(first: i64, last: i64, joint: Joint) -> String {
    let Joint { tight, loose } = joint;
    match (first, last) {
        (_, ..=0) => format!("{}{tight}{}", year_number(first), year_label(last)),
        (1.., 1..=99) => format!("{}{tight}{last}", year_label(first)),
        (100.., _) => format!("{first}{tight}{last}", first = year_label(first), last = year_label(last)),
        _ => format!("{}{loose}{}", year_label(first), year_label(last)),
    }
}

fn members(set: &Set) -> String {
    let word = match set.kind {
        SetKind::OneMember => "or",
        SetKind::AllMembers => "and",
    };
    if let [SetElement::Date(only)] = set.elements.as_slice() {
        return Wording::of(only).alone();
    }
    if let Some(text) = shared(&set.elements, word) {
        return text;
    }
    let texts: Vec<_> = set.elements.iter().map(|element| member(element, set.kind)).collect();
    listed(&texts, word)
}

/// Plain days of one month or months of one year, with what they share said once.
fn shared(elements: &[SetElement], word: &str) -> Option<String> {
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
    let same_month = plain.iter().all(|date| date.month == first.month);
    let names: Vec<_> = plain
        .iter()
        .map(|date| match date.day {
            Some(day) if same_month && *date != last => day.to_string(),
            _ => date.in_year(),
        })
        .collect();
    Some(format!("{}{}", listed(&names, word), last.year_suffix()))
}

fn member(element: &SetElement, kind: SetKind) -> String {
    let within = |date| Wording::of(date).within();
    let every = kind == SetKind::AllMembers;
    match element {
        SetElement::Date(date) => within(date),
        SetElement::OnOrBefore(date) if every => {
            format!("every {} up to {}", unit(date), within(date))
        }
        SetElement::OnOrAfter(date) if every => {
            format!("every {} from {} on", unit(date), within(date))
        }
        SetElement::OnOrBefore(date) => format!("{} or earlier", within(date)),
        SetElement::OnOrAfter(date) => format!("{} or later", within(date)),
        SetElement::Range(from, to) => {
            let range = joined(from, to, Joint::WORD).unwrap_or_else(|| format!("{} to {}", within(from), within(to)));
            format!("{} {} from {range}", if every { "every" } else { "a" }, unit(from))
        }
    }
}

/// The unit in which a date counts.
fn unit(date: &Date) -> &'static str {
    match date.precision() {
        Precision::Year => "year",
        Precision::Month => "month",
        Precision::Season => "season",
        Precision::Day => "day",
    }
}
