//! English words for the parts of dates.

use edtf_core::DateField;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month, 1 to 12; empty for any other number.
pub(super) fn month_name(month: u8) -> &'static str {
    usize::from(month).checked_sub(1).and_then(|index| MONTHS.get(index)).copied().unwrap_or("")
}

/// What the month's place holds, by name.
pub(super) fn month_part(month: DateField) -> &'static str {
    match month.value() {
        Some(21..=32) => "season",
        Some(33..=36) => "quarter",
        Some(37..=39) => "third",
        Some(40..) => "half",
        _ => "month",
    }
}

/// The groupings within a year (ISO 8601-2 §4.8), and the hemisphere where the code names one.
pub(super) fn season(code: u8) -> (&'static str, Option<&'static str>) {
    const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];
    const PARTS: [&str; 9] = [
        "first quarter",
        "second quarter",
        "third quarter",
        "fourth quarter",
        "first third",
        "second third",
        "last third",
        "first half",
        "second half",
    ];
    let hemisphere = match code {
        25..=28 => Some("Northern Hemisphere"),
        29..=32 => Some("Southern Hemisphere"),
        _ => None,
    };
    let name = match code {
        21..=32 => SEASONS[usize::from((code - 21) % 4)],
        _ => PARTS.get(usize::from(code.saturating_sub(33))).copied().unwrap_or("part"),
    };
    (name, hemisphere)
}

pub(super) fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(*digit))
}

pub(super) fn is_run<T: AsRef<str>>(names: &[T]) -> bool {
    let place = |name: &T| {
        let name = name.as_ref();
        name.parse().ok().or_else(|| MONTHS.iter().position(|month| *month == name))
    };
    names.windows(2).all(|pair| place(&pair[0]).map(|place: usize| place + 1) == place(&pair[1]))
}

pub(super) fn ordinal(number: u8) -> String {
    let suffix = match (number / 10, number % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{suffix}")
}

/// Names in a row, the last after a word: "18, 19 or 20".
pub(super) fn listed<T: AsRef<str>>(names: &[T], word: &str) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        // A member that has the word itself takes a comma before it, to stay apart.
        [others @ .., last] if names.iter().any(|name| name.contains(&format!(" {word} "))) => {
            format!("{}, {word} {last}", others.join(", "))
        }
        [others @ .., last] => format!("{} {word} {last}", others.join(", ")),
    }
}

/// A time of day, its seconds where there are any, and its offset from UTC in seconds.
pub(super) fn clock(hour: u8, minute: u8, second: u8, offset: Option<i32>) -> String {
    let mut text = format!("{hour:02}:{minute:02}");
    if second > 0 {
        text.push_str(&format!(":{second:02}"));
    }
    let Some(offset) = offset else { return text };
    text.push_str(" UTC");
    if offset != 0 {
        let seconds = offset.unsigned_abs();
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        text.push_str(&format!("{}{hours}", if offset < 0 { '−' } else { '+' }));
        if minutes > 0 || seconds > 0 {
            text.push_str(&format!(":{minutes:02}"));
        }
        if seconds > 0 {
            text.push_str(&format!(":{seconds:02}"));
        }
    }
    text
}
