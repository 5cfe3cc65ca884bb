//! Near misses of numbers only: other orders, other separators, numbers out of range.

use super::day::{Day, days_in_month, year_slug};
use super::mend::{Mend, is_dash, is_edtf};
use crate::model::Words;

/// A run of digits and where it starts.
#[derive(Clone, Copy)]
struct Part<'a> {
    digits: &'a str,
    start: usize,
}

impl Part<'_> {
    fn number(self) -> u8 {
        self.digits.parse().unwrap_or(u8::MAX)
    }

    fn year(self) -> i64 {
        self.digits.parse().unwrap_or(i64::MAX)
    }
}

const ORDER: &str = "a date starts with the year and is joined by hyphens: year-month-day";

/// The mend of a text of digits with a separator between.
pub(super) fn mend(text: &str) -> Option<Mend> {
    let parts = parts(text)?;
    let lengths: Vec<_> = parts.iter().map(|part| part.digits.len()).collect();
    match (parts.as_slice(), lengths.as_slice()) {
        ([year, month, day], [4, 1 | 2, 1 | 2]) => Some(year_first(*year, *month, *day)),
        ([first, second, year], [1 | 2, 1 | 2, 4]) => Some(year_last(*first, *second, *year)),
        ([_, _, _], [1 | 2, 1 | 2, 1 | 2]) => {
            Some(Mend::advise("the year needs four digits", "write year-month-day, such as 2025-12-19"))
        }
        ([year, month], [4, 1 | 2]) | ([month, year], [1 | 2, 4]) => Some(month_of(*year, *month)),
        ([from, to], [4, 4]) => {
            let span = format!("{}/{}", from.digits, to.digits);
            is_edtf(&span).then(|| Mend::write("from one year to another is written with a slash", span))
        }
        ([from, month, day, last], [4, 2, 2, 2]) => {
            let (from, to) = (from.digits, last.digits);
            let (month, day) = (month.digits, day.digits);
            let span = format!("{from}-{month}-{day}/{from}-{month}-{to}");
            is_edtf(&span).then(|| Mend::write("both ends of a span are written in full", span))
        }
        ([all], [8]) => {
            let (year, rest) = all.digits.split_at_checked(4)?;
            let (month, day) = rest.split_at_checked(2)?;
            Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
                .map(|day| Mend::write("the parts of a date are joined by hyphens", day.to_string()))
        }
        ([all], [1..=3]) => {
            let year = year_slug(all.year());
            Some(Mend::advise("a year needs four digits", format!("write {year} for the year {}", all.digits)))
        }
        ([all], [5..=7 | 9..=18]) if !all.digits.starts_with('0') => Some(Mend::advise(
            "a year of more than four digits has a Y before it",
            format!("write Y{digits} for the year {digits}", digits = all.digits),
        )),
        _ => None,
    }
}

/// Whether a text holds three numbers, as a whole day does.
pub(super) fn is_three_numbers(text: &str) -> bool {
    parts(text).is_some_and(|parts| parts.len() == 3)
}

/// The runs of digits, if nothing but single separators, with spaces or without, stands between.
fn parts(text: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, after) = rest.split_at_checked(end)?;
        if digits.is_empty() || parts.len() == 4 {
            return None;
        }
        parts.push(Part { digits, start: text.len() - rest.len() });
        let after = after.trim_start();
        let Some(separator) = after.chars().next() else {
            return Some(parts);
        };
        if !(matches!(separator, '.' | '/' | '-') || is_dash(separator)) {
            return None;
        }
        rest = after.get(separator.len_utf8()..)?.trim_start();
        // "19.12." leaves a part open; so does "2025-", which means something else.
        if rest.is_empty() {
            return None;
        }
    }
}

fn year_first(year: Part<'_>, month: Part<'_>, day: Part<'_>) -> Mend {
    let (year_text, at_month, at_day) = (year.digits, month.start, day.start);
    let (year, month, day) = (year.year(), month.number(), day.number());
    if let Some(date) = Day::new(year, month, day) {
        return Mend::write("the parts of a date have two digits each and are joined by hyphens", date.to_string());
    }
    if let Some(date) = Day::new(year, day, month) {
        return Mend::choose(format!("there is no month {month}"), format!("write {date} if it means {}", words(date)))
            .at(at_month);
    }
    match (month, day) {
        (0, 0) => Mend::write("there is no month 00 and no day 00", year_text).at(at_month),
        (0, _) => {
            Mend::advise("there is no month 00", format!("write {year_text}-XX-{day:02} where the month is not known"))
                .at(at_month)
        }
        (1..=12, 0) => Mend::write("there is no day 00", format!("{year_text}-{month:02}")).at(at_day),
        (1..=12, _) => Mend::advise(
            format!(
                "{} {year_text} has no day {day}: it has {} days",
                Words::english().dates.month(month),
                days_in_month(Some(year), month)
            ),
            format!("check the day; write {year_text}-{month:02} where only the month is known"),
        )
        .at(at_day),
        _ => no_month(month).at(at_month),
    }
}

fn no_month(month: u8) -> Mend {
    Mend::advise(format!("there is no month {month:02}"), "months are 01 to 12; 21 to 24 stand for the seasons")
}

/// Day and month before the year: in which order, the numbers may or may not tell.
fn year_last(first: Part<'_>, second: Part<'_>, year: Part<'_>) -> Mend {
    let (first, second, year) = (first.number(), second.number(), year.year());
    match (Day::new(year, second, first), Day::new(year, first, second)) {
        (Some(day_first), Some(month_first)) if day_first != month_first => Mend::choose(
            format!("the date can mean {} or {}", words(day_first), words(month_first)),
            format!("write {day_first} or {month_first}, whichever it means"),
        ),
        (Some(day), _) | (None, Some(day)) => Mend::write(ORDER, day.to_string()),
        (None, None) => {
            Mend::advise("there is no such day in the calendar", "write year-month-day, such as 2025-12-19")
        }
    }
}

fn month_of(year: Part<'_>, month: Part<'_>) -> Mend {
    let text = format!("{}-{:02}", year.digits, month.number());
    match month.number() {
        0 => Mend::write("there is no month 00", year.digits).at(month.start),
        1..=12 | 21..=41 => Mend::write("a month is written with the year first, a hyphen and two digits", text),
        number => {
            let mut mend = no_month(number).at(month.start);
            // The end of a span may be shortened elsewhere, in "2024-25", but not in EDTF.
            let span = year.digits.get(..2).map(|century| format!("{0}/{century}{number:02}", year.digits));
            if let Some(span) = span.filter(|span| year.start == 0 && is_edtf(span)) {
                mend.help = format!("{}; write {span} if it means a span of years", mend.help);
            }
            mend
        }
    }
}

fn words(day: Day) -> String {
    Words::english().dates.whole_day(day)
}
