//! The date of something that happened, as well as its author knows it.

use edtf_core::{Date, DateField, DateTime, Edtf, Qualifier, TimeShift, Year, YearKind};

use super::day::{Day, days_in_month};
use super::error::DateError;
use super::extent::{self, Extent, SortKey, is_yearless};
use super::grain::{Certainty, DatePrecision};
use super::mend;
use super::wording::DateWords;

/// More than any honest date needs; it keeps every later step short.
const MAX_BYTES: usize = 256;

/// When something happened: an EDTF expression that keeps its author's text.
///
/// EDTF levels 0 to 2 (ISO 8601-2:2019, annex A). Two are equal when they are written alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventDate {
    text: Box<str>,
    edtf: Box<Edtf>,
}

impl EventDate {
    /// Reads an EDTF expression; white space around it does not matter.
    ///
    /// # Errors
    /// What is not EDTF, or longer than 256 bytes. Common near misses (`19.12.2025`, `December 2025`,
    /// `late 2025`) are recognised and the help says what to write; where a text can be read in two
    /// ways, it names both.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let trimmed = text.trim();
        let start = text.len() - text.trim_start().len();
        if trimmed.is_empty() {
            return Err(DateError {
                offset: 0,
                message: "the date is empty".to_owned(),
                help: Some("write XXXX where nothing is known about when".to_owned()),
            });
        }
        if trimmed.len() > MAX_BYTES {
            return Err(DateError {
                offset: start,
                message: format!("the date is longer than {MAX_BYTES} bytes"),
                help: Some("put the words in date_text and the EDTF date alone here".to_owned()),
            });
        }
        match Edtf::parse(trimmed) {
            Ok(edtf) => Ok(Self { text: trimmed.into(), edtf: Box::new(edtf) }),
            Err(error) => Err(match mend::of_event(trimmed) {
                Some(mend) => DateError::of_mend(mend, start),
                None => DateError {
                    offset: start + error.offset,
                    message: format!("`{trimmed}` is not an EDTF date: {}", error.message),
                    help: Some(
                        "write 2025, 2025-12 or 2025-12-19; 2025-12~ for about, 2025-12? for uncertain, \
                         2024-03/2025-01 for from and to"
                            .to_owned(),
                    ),
                },
            }),
        }
    }

    /// A whole day, whose year has to lie within 0 to 9999.
    pub(super) fn of_day(day: Day) -> Self {
        let digit = |number: i64| u8::try_from(number.rem_euclid(10)).ok();
        let year = day.year();
        let field =
            |number: u8| DateField { digits: [Some(number / 10), Some(number % 10)], qualifier: Qualifier::default() };
        let date = Date {
            year: Year {
                kind: YearKind::Standard {
                    negative: false,
                    digits: [digit(year / 1000), digit(year / 100), digit(year / 10), digit(year)],
                },
                significant_digits: None,
                qualifier: Qualifier::default(),
            },
            month: Some(field(day.month())),
            day: Some(field(day.day())),
        };
        Self { text: day.to_string().into(), edtf: Box::new(Edtf::Date(date)) }
    }

    /// The EDTF text as its author wrote it, without white space around it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The expression itself.
    #[must_use]
    pub fn edtf(&self) -> &Edtf {
        &self.edtf
    }

    /// The first day that the date can mean; `None` where that is open, unknown or without a year.
    ///
    /// A season takes the months of the northern meteorological year, unless its code names the
    /// southern hemisphere: spring is March to May, winter December to February of the next year.
    #[must_use]
    pub fn earliest(&self) -> Option<Day> {
        Extent::of(&self.edtf).earliest
    }

    /// The last day that the date can mean; `None` where that is open, unknown or without a year.
    #[must_use]
    pub fn latest(&self) -> Option<Day> {
        Extent::of(&self.edtf).latest
    }

    /// Its place in a timeline, oldest first.
    #[must_use]
    pub fn sort_key(&self) -> SortKey {
        SortKey::of(&self.edtf)
    }

    /// The astronomical year that it sorts by; `None` without a year, or with one beyond an `i64`.
    ///
    /// Where the start is open or unknown, the year is the end's, as in [`EventDate::sort_key`].
    #[must_use]
    pub fn year(&self) -> Option<i64> {
        Extent::of(&self.edtf).anchor.map(|anchor| anchor.day.year())
    }

    /// The last astronomical year that it reaches; `None` where the end has no bound.
    #[must_use]
    pub fn last_year(&self) -> Option<i64> {
        self.latest().map(Day::year)
    }

    /// Whether it lasts without an end: `2024-03/..`, not `2024-03/`, whose end is only unknown.
    #[must_use]
    pub fn is_open_ended(&self) -> bool {
        use edtf_core::IntervalEndpoint;
        match self.edtf() {
            Edtf::Interval(interval) => matches!(interval.end, IntervalEndpoint::Open | IntervalEndpoint::OnOrAfter(_)),
            _ => false,
        }
    }

    /// The calendar month, 1 to 12, that it sorts by within its year, where it is known that well.
    ///
    /// `None` for years, seasons and coarser, for `2025-XX`, and for a month of an unknown year.
    #[must_use]
    pub fn month(&self) -> Option<u8> {
        Extent::of(&self.edtf).anchor?.month()
    }

    /// The date in words, as a careful editor writes it: "about December 2025". Never empty.
    #[must_use]
    pub fn display(&self, words: &DateWords) -> String {
        words.expression(&self.edtf)
    }

    /// The value of `<time datetime>`, where HTML can say exactly what the author did.
    ///
    /// A year, month, day, yearless day or date and time (WHATWG HTML §2.3.5); `None` for all that is
    /// qualified, unspecified, a season, a span or a set, and outside the years 1 to 9999.
    #[must_use]
    pub fn datetime(&self) -> Option<String> {
        match &*self.edtf {
            Edtf::Date(date) => html_date(date),
            Edtf::DateTime(moment) => html_moment(moment),
            Edtf::Interval(_) | Edtf::Set(_) => None,
        }
    }

    /// Start and end in ISO 8601-1, where it can say exactly what the author did.
    ///
    /// A day, a month and a year are their own start and end (ISO 8601-1 has a form for each, section
    /// 5.2.2); a moment has no end; a span runs from one of them to another, or on without a known end.
    /// `None` for all else. No month is read as its first day.
    #[must_use]
    pub fn start_and_end(&self) -> Option<(String, Option<String>)> {
        use edtf_core::IntervalEndpoint;
        match &*self.edtf {
            Edtf::Date(date) => calendar(date).map(|date| (date.clone(), Some(date))),
            Edtf::DateTime(moment) => html_moment(moment).map(|start| (start, None)),
            Edtf::Interval(interval) => match (&interval.start, &interval.end) {
                (IntervalEndpoint::Date(start), IntervalEndpoint::Date(end)) => {
                    let (start, end) = (calendar(start)?, calendar(end)?);
                    // Both have four digits in the year, so that as far as both go they order as texts.
                    let common = start.len().min(end.len());
                    (start[..common] <= end[..common]).then_some((start, Some(end)))
                }
                (IntervalEndpoint::Date(start), IntervalEndpoint::Open | IntervalEndpoint::Unknown) => {
                    calendar(start).map(|start| (start, None))
                }
                _ => None,
            },
            Edtf::Set(_) => None,
        }
    }

    /// The first and the last day where both are known and nothing qualifies them: of a day, a moment, or a span between
    /// two days.
    #[must_use]
    pub fn days(&self) -> Option<(Day, Day)> {
        use edtf_core::IntervalEndpoint;
        let is_day = |date: &Date| date.day.is_some() && calendar(date).is_some();
        let known = match &*self.edtf {
            Edtf::Date(date) => is_day(date),
            Edtf::DateTime(moment) => is_day(&moment.date),
            Edtf::Interval(interval) => match (&interval.start, &interval.end) {
                (IntervalEndpoint::Date(start), IntervalEndpoint::Date(end)) => is_day(start) && is_day(end),
                _ => false,
            },
            Edtf::Set(_) => false,
        };
        let (first, last) = (self.earliest()?, self.latest()?);
        (known && first <= last).then_some((first, last))
    }

    /// How sure the author is.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        Certainty::of(&self.edtf)
    }

    /// Whether it is one or all of several times (EDTF level 2, sets): between its bounds lie days that it does not mean.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.text().starts_with(['[', '{'])
    }

    /// What kind of time it tells.
    #[must_use]
    pub fn precision(&self) -> DatePrecision {
        extent::precision(&self.edtf)
    }
}

fn html_date(date: &Date) -> Option<String> {
    if date.is_uncertain() || date.is_approximate() || date.year.significant_digits.is_some() {
        return None;
    }
    let month = date.month.map(DateField::value);
    let day = date.day.map(DateField::value);
    if is_yearless(date) {
        let (month, day) = (month??, day??);
        return (day <= days_in_month(None, month)).then(|| format!("{month:02}-{day:02}"));
    }
    let year = date.year.value().filter(|year| (1..=9999).contains(year))?;
    match (month, day) {
        (None, _) => Some(format!("{year:04}")),
        (Some(month), None) => month.filter(|month| *month <= 12).map(|month| format!("{year:04}-{month:02}")),
        (Some(month), Some(day)) => Day::new(year, month?, day?).map(|day| day.to_string()),
    }
}

/// A day, a month or a year that nothing qualifies, and whose year is known.
fn calendar(date: &Date) -> Option<String> {
    if is_yearless(date) { None } else { html_date(date) }
}

fn html_moment(moment: &DateTime) -> Option<String> {
    let day = html_date(&moment.date)?;
    let time = moment.time;
    // HTML knows no leap second.
    if time.second > 59 {
        return None;
    }
    let offset = match time.shift {
        None => String::new(),
        Some(TimeShift::Utc) => "Z".to_owned(),
        Some(TimeShift::Offset { minutes, .. }) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            let minutes = minutes.unsigned_abs();
            format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    };
    Some(format!("{day}T{:02}:{:02}:{:02}{offset}", time.hour, time.minute, time.second))
}
