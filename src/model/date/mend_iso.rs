//! Near misses that are dates elsewhere: ISO 8601's weeks and days of the year, and short forms of its older editions.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::mend::{Mend, is_edtf};

/// The mend of a form of ISO 8601 that EDTF lacks.
pub(super) fn mend(text: &str) -> Option<Mend> {
    week(text).or_else(|| day_of_year(text)).or_else(|| yearless(text)).or_else(|| short_year(text))
}

/// `2025-W51` and `2025-W51-5` (ISO 8601-1 §5.2.4).
fn week(text: &str) -> Option<Mend> {
    let (year, rest) = text.split_once(['W', 'w'])?;
    let year = number(year.strip_suffix('-').unwrap_or(year), 4)?.try_into().ok()?;
    let (week, day) = rest.split_at_checked(2)?;
    let week = number(week, 2)?.try_into().ok()?;
    let on = |day: Weekday| ISOWeekDate::new(year, week, day).ok().map(Date::from);
    if day.is_empty() {
        let week = format!("{}/{}", on(Weekday::Monday)?, on(Weekday::Sunday)?);
        return Some(Mend::write("EDTF has no weeks: a week is written from its Monday to its Sunday", week));
    }
    let day =
        Weekday::from_monday_one_offset(number(day.strip_prefix('-').unwrap_or(day), 1)?.try_into().ok()?).ok()?;
    Some(Mend::write("EDTF has no days of a week", on(day)?.to_string()))
}

/// `2025-353` (ISO 8601-1 §5.2.3).
fn day_of_year(text: &str) -> Option<Mend> {
    let (year, day) = text.split_once('-')?;
    let (year, day) = (number(year, 4)?.try_into().ok()?, number(day, 3)?.try_into().ok()?);
    let date = Date::new(year, 1, 1).ok()?.with().day_of_year(day).build().ok()?;
    Some(Mend::write("EDTF has no days of the year", date.to_string()))
}

/// `--12-19`, a day of any year (ISO 8601:2000).
fn yearless(text: &str) -> Option<Mend> {
    let date = format!("XXXX-{}", text.strip_prefix("--")?);
    is_edtf(&date).then(|| Mend::write("a year that is not known is written XXXX", date))
}

/// `-43`: a year before Christ with fewer than four digits, which may be counted with a year 0 or without.
fn short_year(text: &str) -> Option<Mend> {
    let digits = text.strip_prefix('-').filter(|digits| (1..=3).contains(&digits.len()))?;
    let year: u32 = digits.parse().ok().filter(|year| *year > 0)?;
    let help = format!("write -{:04} for {year} BC, or -{year:04} for {} BC", year - 1, year + 1);
    Some(Mend::advise("a year needs four digits, and EDTF counts a year 0", help.replace("-0000", "0000")))
}

/// A number of so many digits.
fn number(text: &str, digits: usize) -> Option<u16> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}
