//! A calendar day, and how a year is written in addresses.

use std::fmt;

/// A day of the proleptic Gregorian calendar.
///
/// The year is astronomical (0 is 1 BC). Days order as they follow each other. Displays as ISO 8601
/// writes it, with at least four digits in the year: `2025-12-19`, `-0043-03-15`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: i64,
    month: u8,
    day: u8,
}

impl Day {
    /// The day of these three numbers, or `None` where the calendar has no such day.
    #[must_use]
    pub fn new(year: i64, month: u8, day: u8) -> Option<Self> {
        (day >= 1 && day <= days_in_month(Some(year), month)).then_some(Self { year, month, day })
    }

    /// The astronomical year: 0 is 1 BC, -43 is 44 BC.
    #[must_use]
    pub fn year(self) -> i64 {
        self.year
    }

    /// The day after it.
    #[must_use]
    pub fn next(self) -> Self {
        let Self { year, month, day } = self;
        if day < days_in_month(Some(year), month) {
            return Self { year, month, day: day + 1 };
        }
        let (year, month) = if month < 12 { (year, month + 1) } else { (year.saturating_add(1), 1) };
        Self { year, month, day: 1 }
    }

    /// The same day so many months later, or the last of that month where it has none.
    #[must_use]
    pub fn months_later(self, months: i32) -> Self {
        let all = i64::from(self.month) - 1 + i64::from(months);
        let year = self.year.saturating_add(all.div_euclid(12));
        let month = u8::try_from(all.rem_euclid(12) + 1).unwrap_or(self.month);
        Self { year, month, day: self.day.min(days_in_month(Some(year), month)) }
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day)
    }
}

/// How many days a month has: 0 where there is no such month; in a year not known, a leap year's.
pub(super) fn days_in_month(year: Option<i64>, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_none_or(is_leap) => 29,
        2 => 28,
        _ => 0,
    }
}

fn is_leap(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// An astronomical year as addresses and data files have it: `2025`, `0900`, `-0043`.
///
/// At least four digits, as ISO 8601-1 §4.3.2 counts them; years beyond take as many as they need.
#[must_use]
pub fn year_slug(year: i64) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.unsigned_abs())
}

/// The digits by which a year is counted within its era; five and more are in groups of three.
pub(super) fn digits_of(year: i64, group: &str) -> String {
    // There is no year 0 in the count of eras: astronomical 0 is 1 BC. Wide, for the year i64::MIN.
    let counted = if year <= 0 { 1 - i128::from(year) } else { i128::from(year) };
    let digits = counted.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push_str(group);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Years are written the same everywhere, in both eras and beyond four digits.
    #[test]
    fn years_are_written_for_addresses_and_for_readers() {
        for (year, slug, label) in [
            (2025, "2025", "2025"),
            (900, "0900", "900"),
            (9, "0009", "AD 9"),
            (99, "0099", "AD 99"),
            (0, "0000", "1 BC"),
            (-43, "-0043", "44 BC"),
            (-9999, "-9999", "10,000 BC"),
            (170_000, "170000", "170,000"),
            (-170_000_000, "-170000000", "170,000,001 BC"),
            (i64::MIN, "-9223372036854775808", "9,223,372,036,854,775,809 BC"),
        ] {
            assert_eq!(year_slug(year), slug);
            assert_eq!(crate::model::Words::english().dates.year(year), label);
        }
    }

    /// No day can be made that the calendar lacks; leap years follow the astronomical count.
    #[test]
    fn only_days_of_the_calendar_exist() {
        for (year, month, day, exists) in [
            (2025, 12, 31, true),
            (2025, 12, 32, false),
            (2025, 12, 0, false),
            (2025, 13, 1, false),
            (2025, 0, 1, false),
            (2025, 2, 29, false),
            (2024, 2, 29, true),
            (1900, 2, 29, false),
            (0, 2, 29, true),
            (-4, 2, 29, true),
            (-1, 2, 29, false),
        ] {
            assert_eq!(Day::new(year, month, day).is_some(), exists, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn months_are_counted_over_years_and_short_ones() {
        let day = Day::new(2024, 1, 31).unwrap();
        assert_eq!(
            [-2, 1, 13].map(|months| day.months_later(months).to_string()),
            ["2023-11-30", "2024-02-29", "2025-02-28"]
        );
    }

    /// Days order by time across the eras and display as ISO 8601 does.
    #[test]
    fn days_order_and_display() {
        let days = [Day::new(-43, 3, 15), Day::new(0, 1, 1), Day::new(900, 12, 1), Day::new(2025, 12, 19)];
        assert!(days.is_sorted());
        let shown: Vec<_> = days.iter().flatten().map(Day::to_string).collect();
        assert_eq!(shown, ["-0043-03-15", "0000-01-01", "0900-12-01", "2025-12-19"]);
    }
}
