//! The date of a publication: one point in time.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

use super::day::Day;
use super::error::DateError;
use super::event_date::EventDate;
use super::moment_text::{Fault, Written};
use super::wording::{DateWords, clock};

/// A point in time at which something was published, with the offset that its author wrote it in.
///
/// ISO 8601-1, years 1 to 9999, to the second. Two moments order by the point in time alone, unless
/// it is the same: then by day, offset and text, so that the order agrees with equality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    text: Box<str>,
    at: Timestamp,
    offset: Offset,
    day: Day,
    has_time: bool,
}

impl Moment {
    /// Reads `2025-12-22`, `2025-12-22T06:00Z`, `2025-12-22 06:00:00+01:00`; white space around it
    /// does not matter.
    ///
    /// Without an offset it is in `zone`, and a bare date is the first instant of its day there.
    /// Fractions of a second are read and dropped, for no page or feed shows them.
    ///
    /// # Errors
    /// What is not such a date, lies outside the years 1 to 9999 or, without an offset, names a time
    /// that the zone skips or has twice; the help says what to write.
    pub fn parse(text: &str, zone: &TimeZone) -> Result<Self, DateError> {
        let trimmed = text.trim();
        let start = text.len() - text.trim_start().len();
        Self::read(trimmed, zone).map_err(|fault| fault.shown(trimmed, start))
    }

    fn read(text: &str, zone: &TimeZone) -> Result<Self, Fault> {
        let written = Written::read(text)?;
        let (day, civil) = written.civil()?;
        let offset = match written.offset {
            Some(offset) => offset,
            None if written.has_time => offset_at(zone, civil)?,
            None => first_offset_at(zone, civil),
        };
        // The last day and a half of 9999 have no timestamp.
        let at = offset.to_timestamp(civil).map_err(|_| Fault::new(0, "the date is too late to compute with"))?;
        Ok(Self { text: text.into(), at, offset, day, has_time: written.has_time })
    }

    /// The text as its author wrote it, without white space around it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The point in time.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// The day as its author wrote it, which the reader's own clock may place elsewhere.
    #[must_use]
    pub fn day(&self) -> Day {
        self.day
    }

    /// Whether its author gave a time of day.
    #[must_use]
    pub fn has_time(&self) -> bool {
        self.has_time
    }

    /// The date in words: "22 December 2025", and with a time "22 December 2025, 06:00 UTC+1".
    #[must_use]
    pub fn display(&self, words: &DateWords) -> String {
        let civil = self.civil();
        let number = |number: i8| number.unsigned_abs();
        let text = words.whole_day(self.day);
        if !self.has_time {
            return text;
        }
        let time =
            clock(number(civil.hour()), number(civil.minute()), number(civil.second()), Some(self.offset.seconds()));
        words.with_time(&text, &time)
    }

    /// The point in time for feeds, in its author's offset: `2025-12-22T06:00:00+01:00` (RFC 3339).
    ///
    /// An offset of odd seconds, as local mean time had, is not for RFC 3339: then it is in UTC.
    #[must_use]
    pub fn rfc3339(&self) -> String {
        let seconds = self.offset.seconds();
        if seconds == 0 || seconds % 60 != 0 {
            return self.at.to_string();
        }
        self.at.display_with_offset(self.offset).to_string()
    }

    /// The value of `<time datetime>` (WHATWG HTML §2.3.5): the day, or date and time with offset.
    #[must_use]
    pub fn datetime(&self) -> String {
        if self.has_time { self.rfc3339() } else { self.day().to_string() }
    }

    /// Its day as an entry of a timeline, without the time of day.
    #[must_use]
    pub fn event_date(&self) -> EventDate {
        EventDate::of_day(self.day())
    }

    fn civil(&self) -> DateTime {
        self.offset.to_datetime(self.at)
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |moment: &Self| (moment.at, moment.day, moment.offset, moment.has_time);
        key(self).cmp(&key(other)).then_with(|| self.text.cmp(&other.text))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The offset of a zone at the start of a day.
///
/// Where its clocks change at midnight this is the offset before: the first of two midnights, or
/// the instant at which one was skipped; so the written day stays the day.
fn first_offset_at(zone: &TimeZone, midnight: DateTime) -> Offset {
    match zone.to_ambiguous_timestamp(midnight).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset,
        AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before,
    }
}

/// The offset of a zone at a civil time that it has exactly once.
fn offset_at(zone: &TimeZone, civil: DateTime) -> Result<Offset, Fault> {
    let shown = |offset: Offset| {
        let (sign, seconds) = (if offset.is_negative() { '-' } else { '+' }, offset.seconds().unsigned_abs());
        format!("{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60)
    };
    let name = zone.iana_name().unwrap_or("of the site");
    match zone.to_ambiguous_timestamp(civil).offset() {
        AmbiguousOffset::Unambiguous { offset } => Ok(offset),
        AmbiguousOffset::Gap { before, after } => Err(Fault::new(
            11,
            format!("the time zone {name} has no such time: its clocks skip it"),
        )
        .help(format!("add the offset: {} before the clocks change, {} after", shown(before), shown(after)))),
        AmbiguousOffset::Fold { before, after } => {
            Err(Fault::new(11, format!("the time zone {name} has this time twice, for its clocks go back"))
                .help(format!("add the offset: {} for the first, {} for the second", shown(before), shown(after))))
        }
    }
}
