//! How sure and how fine a date is.

use edtf_core::{Date, DateField, Edtf, YearKind};

use super::extent::is_yearless;

/// How sure the author is of a date (ISO 8601-2:2019 §3.2.6, the qualifiers `?`, `~` and `%`).
///
/// The qualifiers of all parts count together: one uncertain month makes the date uncertain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// No qualifier.
    Exact,
    /// `?`: the source is doubted.
    Uncertain,
    /// `~`: an estimate.
    Approximate,
    /// `%`, or both of the others.
    UncertainApproximate,
}

impl Certainty {
    /// The name for templates and data: `exact`, `uncertain`, `approximate`, `uncertain-approximate`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Uncertain => "uncertain",
            Self::Approximate => "approximate",
            Self::UncertainApproximate => "uncertain-approximate",
        }
    }

    pub(super) fn of(edtf: &Edtf) -> Self {
        match (edtf.is_uncertain(), edtf.is_approximate()) {
            (false, false) => Self::Exact,
            (true, false) => Self::Uncertain,
            (false, true) => Self::Approximate,
            (true, true) => Self::UncertainApproximate,
        }
    }
}

/// What kind of time a date tells: for a single date, the finest unit that is wholly known.
///
/// Ordered from fine to coarse, as the timeline breaks ties. `2025-12-XX` is of a month, `2025-XX`
/// of a year, `156X-12-25` of a decade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DatePrecision {
    /// A day with a time of day.
    Moment,
    /// A calendar day.
    Day,
    /// A calendar month.
    Month,
    /// A season, quarter, third or half of a year (ISO 8601-2 §4.8, codes 21 to 41).
    Season,
    /// A year.
    Year,
    /// Ten years, `156X`.
    Decade,
    /// A hundred years, `15XX`.
    Century,
    /// Another range of years: `1XXX`, `X025`, or significant digits, `1950S2`.
    Vague,
    /// One of several dates, `[…]`.
    Choice,
    /// All of several dates, `{…}`.
    Several,
    /// From one date to another, either of which may be open or unknown.
    Span,
    /// No year at all, `XXXX-12-19`; spans and sets of nothing else too.
    Yearless,
}

impl DatePrecision {
    /// The name for templates and data: the variant's in small letters, such as `month`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Moment => "moment",
            Self::Day => "day",
            Self::Month => "month",
            Self::Season => "season",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
            Self::Vague => "vague",
            Self::Choice => "choice",
            Self::Several => "several",
            Self::Span => "span",
            Self::Yearless => "yearless",
        }
    }

    /// The precision of one date by itself.
    pub(super) fn of_date(date: &Date) -> Self {
        if is_yearless(date) {
            return Self::Yearless;
        }
        if date.year.significant_digits.is_some() {
            return Self::Vague;
        }
        if let YearKind::Standard { digits, .. } = date.year.kind {
            match digits.map(|digit| digit.is_some()) {
                [true, true, true, true] => {}
                [true, true, true, false] => return Self::Decade,
                [true, true, false, false] => return Self::Century,
                _ => return Self::Vague,
            }
        }
        match (date.month.and_then(DateField::value), date.day) {
            (None, _) => Self::Year,
            (Some(21..), _) => Self::Season,
            (Some(_), Some(day)) if day.value().is_some() => Self::Day,
            (Some(_), _) => Self::Month,
        }
    }
}
