//! One date in words.

use edtf_core::{Date, DateField, Edtf, Qualifier, Year, YearKind};

use super::pattern::{Ends, Kind, OneDate, Pattern};
use super::{DateWords, Stands, YearStands};
use crate::model::date::day::days_in_month;
use crate::model::date::extent::{matching, range, range_in_leap_year};

/// A date's wording in its parts, to stand alone or inside a longer wording.
pub(super) struct Wording<'w> {
    words: &'w DateWords,
    body: String,
    pub(super) kind: Kind,
    about: bool,
    unknown: Parts,
    notes: Vec<String>,
}

/// The parts of a date that are not known.
#[derive(Default)]
struct Parts {
    day: bool,
    month: bool,
    year: bool,
}

impl<'w> Wording<'w> {
    /// The wording of a date for where it is to stand.
    pub(super) fn of(words: &'w DateWords, date: &Date, stands: Stands) -> Self {
        let wording = Self::built(words, date, stands);
        // What stands after "about" stands inside a longer wording.
        if wording.about && stands == Stands::Alone { Self::built(words, date, Stands::Inside) } else { wording }
    }

    fn built(words: &'w DateWords, date: &Date, stands: Stands) -> Self {
        let mut wording = Self {
            words,
            body: String::new(),
            kind: Kind::Unknown,
            about: false,
            unknown: Parts::default(),
            notes: Vec::new(),
        };
        let in_year = wording.words_in_year(date, stands);
        wording.join_year(in_year, date, stands);
        wording.qualify(date);
        wording
    }

    /// As a text of its own: "about December 2025, day unknown (uncertain)".
    pub(super) fn alone(self) -> String {
        let words = self.words;
        let body = if self.about { words.about.fill(&[&self.body]) } else { self.body.clone() };
        let text = match (self.unknown_parts(), body.is_empty()) {
            (None, _) => body,
            (Some(unknown), true) => unknown.to_owned(),
            (Some(unknown), false) => words.with_unknown.fill(&[&body, unknown]),
        };
        words.noted(text, &self.notes)
    }

    /// Inside a longer text, where no comma may stand: "about December 2025 (day unknown, uncertain)".
    pub(super) fn within(self) -> String {
        self.inside(None)
    }

    /// The same as one of several dates, where no other word governs it.
    pub(super) fn member(self) -> String {
        let about = &self.words.about;
        self.inside(Some(about))
    }

    /// `about` is how an estimate is said where the language has no other way inside a longer text.
    fn inside(mut self, about: Option<&Pattern<OneDate>>) -> String {
        let words = self.words;
        let mut text = match self.kind {
            _ if self.body.is_empty() => words.a_date.clone(),
            Kind::Phrase => words.some_time.fill(&[&self.body]),
            _ => std::mem::take(&mut self.body),
        };
        match words.about_inside.as_ref().or(about) {
            Some(about) if self.about => text = about.fill(&[&text]),
            None if self.about => self.notes.insert(0, words.qualities.approximate.clone()),
            _ => {}
        }
        let unknown = self.unknown_parts().map(str::to_owned);
        self.notes.splice(0..0, unknown);
        words.noted(text, &self.notes)
    }

    /// That what is not known is not known.
    fn unknown_parts(&self) -> Option<&'w str> {
        let unknown = &self.words.unknown;
        Some(match (self.unknown.day, self.unknown.month, self.unknown.year) {
            (false, false, false) => return None,
            (true, false, false) => &unknown.day,
            (false, true, false) => &unknown.month,
            (false, false, true) => &unknown.year,
            (true, true, false) => &unknown.day_month,
            (false, true, true) => &unknown.month_year,
            (true, false, true) => &unknown.day_year,
            (true, true, true) => &unknown.day_month_year,
        })
    }

    /// What is said of a date inside its year; empty where nothing is.
    fn words_in_year(&mut self, date: &Date, stands: Stands) -> String {
        let words = self.words;
        let Some(month) = date.month else {
            return String::new();
        };
        if let Some(code @ 21..) = month.value() {
            let (name, kind, hemisphere) = words.grouping(code, stands);
            self.kind = kind;
            self.notes.extend(hemisphere.map(str::to_owned));
            return name.to_owned();
        }
        self.kind = Kind::Month;
        let months = matching(month, 12);
        let wholly = |field: DateField| field.digits == [None, None];
        match (month.value(), date.day) {
            (None, None) if wholly(month) => {
                self.unknown.month = true;
                String::new()
            }
            (None, Some(day)) if wholly(month) && wholly(day) => {
                (self.unknown.day, self.unknown.month) = (true, true);
                String::new()
            }
            (None, Some(day)) if wholly(month) && day.value().is_some() => {
                self.kind = Kind::SomeMonth;
                let day = words.ordinal(day.value().unwrap_or_default());
                stands.pick(&words.day_of_some_month, &words.day_of_some_month_inside).fill(&[&day])
            }
            (_, None) => self.months(&months, stands),
            (_, Some(day)) if wholly(day) => {
                self.unknown.day = true;
                self.months(&months, stands)
            }
            (Some(number), Some(day)) => {
                self.kind = Kind::Day;
                let days = matching(day, days_in_month(date.year.value(), number));
                let days = {
                    let between = words.between_days.as_ref().unwrap_or(&words.between);
                    self.alternatives(&days, |day, _| words.day_number(day), between, stands)
                };
                // A phrase takes no article: "un moment entre 10 et 19 décembre".
                words.day_text(&days, number, if self.kind == Kind::Phrase { Stands::Alone } else { stands })
            }
            (None, Some(_)) => {
                // Tens of months against ones of days: only the bounds go into words.
                self.quote(date);
                self.kind = Kind::Phrase;
                let Some((first, last)) = range(date).or_else(|| range_in_leap_year(date)) else {
                    return String::new();
                };
                let end = |day: super::Day| words.day_text(&words.day_number(day.day()), day.month(), Stands::Inside);
                words.between.fill(&[&end(first), &end(last)])
            }
        }
    }

    fn months(&mut self, months: &[u8], stands: Stands) -> String {
        let words = self.words;
        self.alternatives(months, |month, stands| words.month_name(month, stands).to_owned(), &words.between, stands)
    }

    /// One of several: of neighbours "between 10 and 19" (`1X`), of others "9, 19 or 29" (`X9`).
    fn alternatives(
        &mut self,
        numbers: &[u8],
        name: impl Fn(u8, Stands) -> String,
        between: &Pattern<Ends>,
        stands: Stands,
    ) -> String {
        match numbers {
            [first, _, .., last] if numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]) => {
                self.kind = Kind::Phrase;
                between.fill(&[&name(*first, Stands::Inside), &name(*last, Stands::Inside)])
            }
            _ => self.words.any_of(&numbers.iter().map(|number| name(*number, stands)).collect::<Vec<_>>()),
        }
    }

    fn join_year(&mut self, in_year: String, date: &Date, stands: Stands) {
        let words = self.words;
        // Inside a date, a year that is a number stands otherwise than by itself.
        let place = if in_year.is_empty() { stands.into() } else { YearStands::InDate };
        let (year, kind) = self.year(date, place);
        let Some(year) = year else {
            self.unknown.year = true;
            self.body = in_year;
            return;
        };
        if in_year.is_empty() {
            self.kind = kind;
            self.body = year;
            return;
        }
        self.body = match kind {
            Kind::Decade | Kind::Century => words.in_years.fill(&[&in_year, &year]),
            Kind::Phrase => words.in_some_year.fill(&[&in_year, &year]),
            _ => words.in_year.of(self.kind).fill(&[&in_year, &year]),
        };
    }

    /// The year by itself, `None` where it is wholly unknown, and what its words are.
    fn year(&mut self, date: &Date, stands: YearStands) -> (Option<String>, Kind) {
        let words = self.words;
        let year = &date.year;
        if let Some(significant) = year.significant_digits {
            return (Some(self.significant(year, significant, stands)), Kind::Year);
        }
        if let Some(value) = year.value() {
            return (Some(words.year_label(value, stands)), Kind::Year);
        }
        let YearKind::Standard { digits, .. } = year.kind else {
            return (Some(power_of_ten(words, year, stands)), Kind::Year);
        };
        let bound = |fill| digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit.unwrap_or(fill)));
        let (first, last) = (bound(0), bound(9));
        let many = |alone: &'w Pattern<_>, inside: &'w Option<Pattern<_>>| {
            let pattern = inside.as_ref().filter(|_| stands != YearStands::Alone).unwrap_or(alone);
            Some(pattern.fill(&[&first.to_string(), &last.to_string()]))
        };
        match digits {
            [None, None, None, None] => (None, Kind::Unknown),
            // "2000s" and "1500s for 150X" would each be read in two ways: those take "between".
            [Some(a), Some(b), Some(1..), None] if a + b > 0 => {
                (many(&words.decade, &words.decade_inside), Kind::Decade)
            }
            [Some(_), Some(1..), None, None] => (many(&words.century, &words.century_inside), Kind::Century),
            _ => {
                let known_first = digits.iter().skip_while(|digit| digit.is_some()).all(Option::is_none);
                if !known_first {
                    self.quote(date);
                }
                (Some(words.between_years(first, last)), Kind::Phrase)
            }
        }
    }

    /// A year of which only the first digits count (ISO 8601-2 §4.4.3): the estimate and its range.
    fn significant(&mut self, year: &Year, digits: u32, stands: YearStands) -> String {
        let words = self.words;
        let alone = Date { year: *year, month: None, day: None };
        match range(&alone) {
            Some((first, last)) if first.year() == last.year() => {}
            Some((first, last)) => {
                self.about = true;
                self.notes.push(words.between_years(first.year(), last.year()));
            }
            None => {
                self.about = true;
                self.notes.push(words.significant.fill(&[&digits.to_string()]));
            }
        }
        year.value().map_or_else(|| power_of_ten(words, year, stands), |value| words.year_label(value, stands))
    }

    /// Puts the qualifiers into words: for the whole date, or by the names of the parts.
    fn qualify(&mut self, date: &Date) {
        let words = self.words;
        let mut parts = vec![(&*words.fields.year, date.year.qualifier)];
        parts.extend(date.month.map(|month| (words.month_field(month), month.qualifier)));
        parts.extend(date.day.map(|day| (&*words.fields.day, day.qualifier)));
        let first = date.year.qualifier;
        if parts.iter().all(|(_, qualifier)| *qualifier == first) {
            let plain = !matches!(self.kind, Kind::Decade | Kind::Century | Kind::Phrase);
            if first.approximate && plain && !self.about && !self.body.is_empty() {
                self.about = true;
            } else if first.approximate {
                self.notes.push(words.qualities.approximate.clone());
            }
            if first.uncertain {
                self.notes.push(words.qualities.uncertain.clone());
            }
            return;
        }
        // Parts that share a qualifier share a note, in the order in which they are written.
        while let Some(&(_, qualifier)) = parts.iter().find(|(_, qualifier)| qualifier.is_qualified()) {
            let (alike, others): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(_, other)| *other == qualifier);
            let names: Vec<_> = alike.iter().map(|(name, _)| *name).collect();
            let quality = match (qualifier.uncertain, qualifier.approximate) {
                (true, true) => &words.qualities.both,
                (true, false) => &words.qualities.uncertain,
                _ => &words.qualities.approximate,
            };
            self.notes.push(words.field_quality.fill(&[&words.all_of(&names), quality]));
            parts = others;
        }
    }

    /// Notes the expression itself, where words say less than it does.
    fn quote(&mut self, date: &Date) {
        let text = Edtf::Date(unqualified(date)).to_string();
        let text = self.words.quoted.as_ref().map_or_else(|| text.clone(), |pattern| pattern.fill(&[&text]));
        if !self.notes.contains(&text) {
            self.notes.push(text);
        }
    }
}

fn unqualified(date: &Date) -> Date {
    let mut plain = *date;
    plain.year.qualifier = Qualifier::default();
    for field in [&mut plain.month, &mut plain.day].into_iter().flatten() {
        field.qualifier = Qualifier::default();
    }
    plain
}

/// A year too large to count, as a power of ten: "year 17 × 10¹⁰⁰".
fn power_of_ten(words: &DateWords, year: &Year, stands: YearStands) -> String {
    let YearKind::Exponential { significand, exponent } = year.kind else {
        return String::new();
    };
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raised: String =
        exponent.to_string().bytes().filter_map(|digit| RAISED.get(usize::from(digit - b'0'))).collect();
    let sign = if significand < 0 { "−" } else { "" };
    let inside = words.power_of_ten_inside.as_ref().filter(|_| stands != YearStands::Alone);
    inside.unwrap_or(&words.power_of_ten).fill(&[&format!("{sign}{} × 10{raised}", significand.unsigned_abs())])
}
