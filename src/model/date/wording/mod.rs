//! Dates in words: what is said is worked out here, how a language says it stands in its file.
//!
//! A wording says what the expression says: a missing part is called unknown, a qualifier names the parts it
//! stands for, and a pattern that words cannot carry is quoted in parentheses. `one` words one date, `span`
//! spans and sets, where what two dates share is said once; `pattern` is a text with holes.

mod one;
mod pattern;
mod span;

use edtf_core::{DateField, DateTime, Edtf, TimeShift};
use serde::Deserialize;

use super::day::{Day, digits_of};
use one::Wording;
use pattern::{
    ByKind, DateAndNotes, DateAndTime, DateAndUnknown, DateAndYear, DateAndYears, DayAndMonth, Ends, FieldsAndQuality,
    Kind, ListAndLast, ManyYears, OneCount, OneDate, OneDay, OneNumber, OneText, OneYear, Pattern, UnitAndDate,
    UnitAndRange,
};

/// Where a wording stands: by itself, or inside a longer one, where languages decline it or give it an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Alone,
    Inside,
}

impl Stands {
    /// What a language says here; where it says nothing else inside, the same as alone.
    fn pick<'w, T>(self, alone: &'w T, inside: &'w Option<T>) -> &'w T {
        inside.as_ref().filter(|_| self == Self::Inside).unwrap_or(alone)
    }
}

/// How a language words dates: the part `dates` of its file in `templates/words/`.
///
/// A key that ends in `_inside` is for inside a longer wording ("від **грудня**", "depuis **le 19** décembre"); where a
/// file leaves it out, what stands alone stands there too.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateWords {
    months: [String; 12],
    months_inside: Option<[String; 12]>,
    seasons: [String; 4],
    seasons_inside: Option<[String; 4]>,
    parts: [String; 9],
    parts_inside: Option<[String; 9]>,
    hemispheres: [String; 2],
    first_day: Option<String>,
    day_number: Option<Pattern<OneDay>>,
    ordinals: Option<Vec<String>>,
    day: Pattern<DayAndMonth>,
    day_inside: Option<Pattern<DayAndMonth>>,
    day_of_some_month: Pattern<OneDay>,
    day_of_some_month_inside: Option<Pattern<OneDay>>,
    between: Pattern<Ends>,
    between_days: Option<Pattern<Ends>>,
    between_years: Option<Pattern<Ends>>,
    some_time: Pattern<OneDate>,
    in_year: ByKind<DateAndYear>,
    in_years: Pattern<DateAndYears>,
    in_some_year: Pattern<DateAndYears>,
    year_in: Option<Pattern<OneYear>>,
    year_inside: Option<Pattern<OneYear>>,
    bc: Pattern<OneYear>,
    ad: Pattern<OneYear>,
    decade: Pattern<ManyYears>,
    decade_inside: Option<Pattern<ManyYears>>,
    century: Pattern<ManyYears>,
    century_inside: Option<Pattern<ManyYears>>,
    power_of_ten: Pattern<OneNumber>,
    power_of_ten_inside: Option<Pattern<OneNumber>>,
    pub(crate) group: String,
    about: Pattern<OneDate>,
    /// Where a language has none, what is estimated is noted in parentheses.
    about_inside: Option<Pattern<OneDate>>,
    unknown: Unknown,
    with_unknown: Pattern<DateAndUnknown>,
    a_date: String,
    note: Pattern<DateAndNotes>,
    /// An expression that stands as it is written.
    quoted: Option<Pattern<OneText>>,
    comma: String,
    or_comma: Option<String>,
    and_comma: Option<String>,
    qualities: Qualities,
    fields: Fields,
    field_quality: Pattern<FieldsAndQuality>,
    significant: Pattern<OneCount>,
    hedges: Vec<String>,
    from: ByKind<OneDate>,
    /// Where no end follows; `from` where a language says no other word.
    since: Option<ByKind<OneDate>>,
    to: ByKind<OneDate>,
    until: ByKind<OneDate>,
    by: ByKind<OneDate>,
    start_unknown: Pattern<OneDate>,
    end_unknown: Pattern<OneDate>,
    or_earlier: Pattern<OneDate>,
    or_later: Pattern<OneDate>,
    time_unknown: String,
    or: Pattern<ListAndLast>,
    or_apart: Pattern<ListAndLast>,
    and: Pattern<ListAndLast>,
    and_apart: Pattern<ListAndLast>,
    one: Units,
    every: Units,
    of_range: Pattern<UnitAndRange>,
    of_span: Pattern<UnitAndRange>,
    every_until: ByKind<UnitAndDate>,
    every_from: ByKind<UnitAndDate>,
    at: Pattern<DateAndTime>,
    #[serde(default)]
    contractions: Vec<[String; 2]>,
}

/// That parts of a date are not known.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unknown {
    day: String,
    month: String,
    year: String,
    day_month: String,
    month_year: String,
    day_year: String,
    day_month_year: String,
}

/// How sure a part is (ISO 8601-2 §3.2.6).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Qualities {
    uncertain: String,
    approximate: String,
    both: String,
}

/// The names of a date's parts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    day: String,
    month: String,
    year: String,
    season: String,
    quarter: String,
    third: String,
    half: String,
}

/// What a set counts in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Units {
    year: String,
    season: String,
    month: String,
    day: String,
}

/// How a year is written: alone, inside a longer wording, or after a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum YearStands {
    Alone,
    Inside,
    InDate,
}

impl From<Stands> for YearStands {
    fn from(stands: Stands) -> Self {
        match stands {
            Stands::Alone => Self::Alone,
            Stands::Inside => Self::Inside,
        }
    }
}

impl DateWords {
    /// Any EDTF expression in words; never empty.
    pub(super) fn expression(&self, edtf: &Edtf) -> String {
        let text = match edtf {
            Edtf::Date(date) => Wording::of(self, date, Stands::Alone).alone(),
            Edtf::DateTime(moment) => self.moment(moment),
            Edtf::Interval(interval) => span::span(self, interval),
            Edtf::Set(set) => span::members(self, set),
        };
        self.contracted(text)
    }

    /// A whole day: "19 December 2025".
    pub(super) fn whole_day(&self, day: Day) -> String {
        let in_year = self.day_text(&self.day_number(day.day()), day.month(), Stands::Alone);
        self.contracted(self.in_year(&in_year, Kind::Day, Some(day.year())))
    }

    /// A day with its time and its offset from UTC in seconds: "19 December 2025, 10:00 UTC+1".
    pub(super) fn with_time(&self, date: &str, time: &str) -> String {
        self.at.fill(&[date, time])
    }

    /// An astronomical year by itself: `2025`, `44 BC` for -43, `1 BC` for 0, `AD 9`.
    ///
    /// Years 1 to 99 name their era, for a bare `9` does not read as a year; years of five digits and more are
    /// grouped, `170,000`.
    #[must_use]
    pub fn year(&self, year: i64) -> String {
        self.year_label(year, YearStands::Alone)
    }

    /// The name of a month, 1 to 12, by itself; empty for any other number.
    #[must_use]
    pub fn month(&self, month: u8) -> &str {
        self.month_name(month, Stands::Alone)
    }

    /// The months by their numbers as a text may have them, in small letters.
    pub(super) fn month_names(&self) -> impl Iterator<Item = (u8, String)> {
        let names = |names: &[String; 12]| (1..).zip(names.iter().map(|name| name.to_lowercase())).collect::<Vec<_>>();
        names(&self.months).into_iter().chain(self.months_inside.as_ref().map(names).unwrap_or_default())
    }

    /// What is to be said of an author's own words for a date, where they do not say it: that it is uncertain.
    #[must_use]
    pub fn hedge(&self, words: &str, certainty: super::Certainty) -> Option<&str> {
        let quality = match certainty {
            super::Certainty::Exact => return None,
            super::Certainty::Uncertain => &self.qualities.uncertain,
            super::Certainty::Approximate => &self.qualities.approximate,
            super::Certainty::UncertainApproximate => &self.qualities.both,
        };
        let words = words.to_lowercase();
        (!self.hedges.iter().any(|hedge| words.contains(&hedge.to_lowercase()))).then_some(quality)
    }

    fn month_name(&self, month: u8, stands: Stands) -> &str {
        let names = stands.pick(&self.months, &self.months_inside);
        usize::from(month).checked_sub(1).and_then(|index| names.get(index)).map_or("", String::as_str)
    }

    /// The groupings within a year (ISO 8601-2 §4.8), and the hemisphere where the code names one.
    fn grouping(&self, code: u8, stands: Stands) -> (&str, Kind, Option<&str>) {
        let hemisphere = match code {
            25..=28 => self.hemispheres.first(),
            29..=32 => self.hemispheres.last(),
            _ => None,
        };
        let hemisphere = hemisphere.map(String::as_str);
        if let 21..=32 = code {
            let seasons = stands.pick(&self.seasons, &self.seasons_inside);
            return (&seasons[usize::from((code - 21) % 4)], Kind::Season, hemisphere);
        }
        let parts = stands.pick(&self.parts, &self.parts_inside);
        (parts.get(usize::from(code.saturating_sub(33))).map_or("", String::as_str), Kind::Part, hemisphere)
    }

    /// What the month's place holds, by name.
    fn month_field(&self, month: DateField) -> &str {
        match month.value() {
            Some(21..=32) => &self.fields.season,
            Some(33..=36) => &self.fields.quarter,
            Some(37..=39) => &self.fields.third,
            Some(40..) => &self.fields.half,
            _ => &self.fields.month,
        }
    }

    fn day_number(&self, day: u8) -> String {
        match &self.first_day {
            Some(first) if day == 1 => first.clone(),
            _ => self.day_number.as_ref().map_or_else(|| day.to_string(), |pattern| pattern.fill(&[&day.to_string()])),
        }
    }

    fn ordinal(&self, day: u8) -> String {
        let named = self.ordinals.as_ref().and_then(|names| names.get(usize::from(day).checked_sub(1)?));
        named.cloned().unwrap_or_else(|| self.day_number(day))
    }

    /// One day or several of a month: "19 December", "18–19 December".
    fn day_text(&self, days: &str, month: u8, stands: Stands) -> String {
        let pattern = stands.pick(&self.day, &self.day_inside);
        pattern.fill(&[days, self.month_name(month, Stands::Inside)])
    }

    /// What is said of a date inside its year, with the year, or with that it is not known.
    fn in_year(&self, in_year: &str, kind: Kind, year: Option<i64>) -> String {
        match year {
            Some(year) => self.in_year.of(kind).fill(&[in_year, &self.year_label(year, YearStands::InDate)]),
            None => self.with_unknown.fill(&[in_year, &self.unknown.year]),
        }
    }

    fn between_years(&self, from: i64, to: i64) -> String {
        match &self.between_years {
            // "від 1000 до 1999 року" says once what it can't say of years that name their era.
            Some(pattern) if from.min(to) > 99 => pattern.fill(&[&self.year(from), &self.year(to)]),
            Some(_) => {
                let inside = |year| self.year_label(year, YearStands::Inside);
                self.between.fill(&[&inside(from), &inside(to)])
            }
            None => self.between.fill(&[&self.year(from), &self.year(to)]),
        }
    }

    fn year_label(&self, year: i64, stands: YearStands) -> String {
        let number = self.year_number(year);
        let pattern = match stands {
            YearStands::Alone => None,
            YearStands::Inside => self.year_inside.as_ref(),
            YearStands::InDate => self.year_in.as_ref(),
        };
        let text = pattern.map_or_else(|| number.clone(), |pattern| pattern.fill(&[&number]));
        match year {
            ..=0 => self.bc.fill(&[&text]),
            1..=99 => self.ad.fill(&[&text]),
            _ => text,
        }
    }

    /// The number by which a year is counted within its era, without naming the era.
    fn year_number(&self, year: i64) -> String {
        digits_of(year, &self.group)
    }

    /// Texts in a row, the last after a word: "18, 19 or 20".
    fn listed<T: AsRef<str>>(
        &self,
        texts: &[T],
        word: &Pattern<ListAndLast>,
        apart: &Pattern<ListAndLast>,
        comma: Option<&String>,
    ) -> String {
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        // A member that has such a word itself takes a comma before it, to stay apart.
        let joints = [&self.or, &self.and].map(|word| word.fill(&["", ""]));
        match texts.as_slice() {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [others @ .., last] => {
                let nested = texts.iter().any(|text| joints.iter().any(|joint| text.contains(joint)));
                let comma = comma.filter(|_| !nested).unwrap_or(&self.comma);
                if nested { apart } else { word }.fill(&[&others.join(comma), last])
            }
        }
    }

    fn any_of<T: AsRef<str>>(&self, texts: &[T]) -> String {
        self.listed(texts, &self.or, &self.or_apart, self.or_comma.as_ref())
    }

    fn all_of<T: AsRef<str>>(&self, texts: &[T]) -> String {
        self.listed(texts, &self.and, &self.and_apart, self.and_comma.as_ref())
    }

    fn noted(&self, text: String, notes: &[String]) -> String {
        if notes.is_empty() { text } else { self.note.fill(&[&text, &notes.join(&self.comma)]) }
    }

    fn moment(&self, moment: &DateTime) -> String {
        let time = moment.time;
        let offset = time.shift.map(|shift| match shift {
            TimeShift::Utc => 0,
            TimeShift::Offset { minutes, .. } => i32::from(minutes) * 60,
        });
        let date = Wording::of(self, &moment.date, Stands::Alone).alone();
        self.with_time(&date, &clock(time.hour, time.minute, time.second, offset))
    }

    /// The text with what two of its words make together: "à le" is "au".
    fn contracted(&self, text: String) -> String {
        self.contractions.iter().fold(text, |text, [from, to]| match text.contains(from.as_str()) {
            true => text.replace(from.as_str(), to),
            false => text,
        })
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
