//! One date in English words, as a careful editor writes it.
//!
//! The wording says what the expression says: a missing part is called unknown, a qualifier names
//! the parts it stands for, and a pattern that words cannot carry is quoted in parentheses.

use edtf_core::{Date, DateField, DateTime, Edtf, Qualifier, TimeShift, Year, YearKind};

use super::day::{days_in_month, year_label};
use super::extent::{matching, range, range_in_leap_year};
use super::words::{clock, is_run, listed, month_name, month_part, number, ordinal, season};

/// How a wording begins, which decides what may stand before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// Like a name: "about December 2025".
    Plain,
    /// Takes an article inside a sentence: "from the 1560s".
    Article,
    /// Is a phrase already: "between 1000 and 1999".
    Phrase,
}

/// A date's wording in its parts, to stand alone or inside a longer wording.
pub(super) struct Wording {
    body: String,
    lead: Lead,
    about: bool,
    unknown: Vec<&'static str>,
    notes: Vec<String>,
}

impl Wording {
    pub(super) fn of(date: &Date) -> Self {
        let mut wording =
            Self { body: String::new(), lead: Lead::Plain, about: false, unknown: Vec::new(), notes: Vec::new() };
        let in_year = wording.words_in_year(date);
        wording.join_year(in_year, date);
        wording.qualify(date);
        wording
    }

    /// As a text of its own: "about December 2025, day unknown (uncertain)".
    pub(super) fn alone(mut self) -> String {
        let unknown = self.take_unknown();
        let mut text = self.led();
        if let Some(unknown) = unknown {
            if !text.is_empty() {
                text.push_str(", ");
            }
            text.push_str(&unknown);
        }
        with_notes(text, &self.notes)
    }

    /// Inside a longer text, where no comma may stand: "about December 2025 (day unknown, uncertain)".
    pub(super) fn within(mut self) -> String {
        let unknown = self.take_unknown();
        if self.body.is_empty() {
            self.body = "a date".to_owned();
        }
        let text = match self.lead {
            Lead::Plain => self.led(),
            Lead::Article => format!("the {}", self.led()),
            Lead::Phrase => format!("some time {}", self.led()),
        };
        self.notes.splice(0..0, unknown);
        with_notes(text, &self.notes)
    }

    fn led(&self) -> String {
        if self.about { format!("about {}", self.body) } else { self.body.clone() }
    }

    fn take_unknown(&mut self) -> Option<String> {
        let unknown = std::mem::take(&mut self.unknown);
        (!unknown.is_empty()).then(|| format!("{} unknown", listed(&unknown, "and")))
    }

    /// What is said of a date inside its year; empty where nothing is.
    fn words_in_year(&mut self, date: &Date) -> String {
        let Some(month) = date.month else {
            return String::new();
        };
        if let Some(code @ 21..) = month.value() {
            let (name, hemisphere) = season(code);
            self.notes.extend(hemisphere.map(str::to_owned));
            return name.to_owned();
        }
        let months = matching(month, 12);
        let names: Vec<_> = months.iter().copied().map(month_name).collect();
        let wholly = |field: DateField| field.digits == [None, None];
        match (month.value(), date.day) {
            (None, None) if wholly(month) => {
                self.unknown.push("month");
                String::new()
            }
            (None, Some(day)) if wholly(month) && wholly(day) => {
                self.unknown.extend(["day", "month"]);
                String::new()
            }
            (None, Some(day)) if wholly(month) && day.value().is_some() => {
                format!("the {} of an unknown month", ordinal(day.value().unwrap_or_default()))
            }
            (_, None) => self.alternatives(&names),
            (_, Some(day)) if wholly(day) => {
                self.unknown.push("day");
                self.alternatives(&names)
            }
            (Some(number), Some(day)) => {
                let days = matching(day, days_in_month(date.year.value(), number));
                let days: Vec<_> = days.iter().map(u8::to_string).collect();
                format!("{} {}", self.alternatives(&days), month_name(number))
            }
            (None, Some(_)) => {
                // Tens of months against ones of days: only the bounds go into words.
                self.quote(date);
                self.lead = Lead::Phrase;
                let Some((first, last)) = range(date).or_else(|| range_in_leap_year(date)) else {
                    return String::new();
                };
                let (from, to) = (month_name(first.month()), month_name(last.month()));
                format!("between {} {from} and {} {to}", first.day(), last.day())
            }
        }
    }

    /// One of several: of neighbours "between 10 and 19" (`1X`), of others "9, 19 or 29" (`X9`).
    fn alternatives<T: AsRef<str>>(&mut self, names: &[T]) -> String {
        match names {
            [first, _, .., last] if is_run(names) => {
                self.lead = Lead::Phrase;
                format!("between {} and {}", first.as_ref(), last.as_ref())
            }
            _ => listed(names, "or"),
        }
    }

    fn join_year(&mut self, in_year: String, date: &Date) {
        let (year, lead) = self.year(date);
        let Some(year) = year else {
            self.unknown.push("year");
            self.body = in_year;
            return;
        };
        if in_year.is_empty() {
            self.lead = lead;
            self.body = year;
            return;
        }
        let joint = match lead {
            Lead::Article => " in the ",
            Lead::Phrase => " of a year ",
            Lead::Plain if in_year.ends_with("month") => " in ",
            Lead::Plain if date.month.and_then(DateField::value) >= Some(33) => " of ",
            Lead::Plain => " ",
        };
        self.body = format!("{in_year}{joint}{year}");
    }

    /// The year by itself, `None` where it is wholly unknown, and how its words begin.
    fn year(&mut self, date: &Date) -> (Option<String>, Lead) {
        let year = &date.year;
        if let Some(significant) = year.significant_digits {
            return (Some(self.significant(year, significant)), Lead::Plain);
        }
        if let Some(value) = year.value() {
            return (Some(year_label(value)), Lead::Plain);
        }
        let YearKind::Standard { digits, .. } = year.kind else {
            return (Some(power_of_ten(year)), Lead::Plain);
        };
        match digits {
            [None, None, None, None] => (None, Lead::Plain),
            // "2000s" and "1500s for 150X" would each be read in two ways: those take "between".
            [Some(a), Some(b), Some(c @ 1..), None] if a + b > 0 => {
                (Some(format!("{}0s", number(&[a, b, c]))), Lead::Article)
            }
            [Some(a), Some(b @ 1..), None, None] => (Some(format!("{}00s", number(&[a, b]))), Lead::Article),
            _ => {
                let known_first = digits.iter().skip_while(|digit| digit.is_some()).all(Option::is_none);
                if !known_first {
                    self.quote(date);
                }
                let between =
                    |fill| year_label(digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit.unwrap_or(fill))));
                (Some(format!("between {} and {}", between(0), between(9))), Lead::Phrase)
            }
        }
    }

    /// A year of which only the first digits count (ISO 8601-2 §4.4.3): the estimate and its range.
    fn significant(&mut self, year: &Year, digits: u32) -> String {
        let value = year.value();
        let alone = Date { year: *year, month: None, day: None };
        match range(&alone) {
            Some((first, last)) if first.year() == last.year() => {}
            Some((first, last)) => {
                self.about = true;
                self.notes.push(format!("between {} and {}", year_label(first.year()), year_label(last.year())));
            }
            None => {
                self.about = true;
                let plural = if digits == 1 { "" } else { "s" };
                self.notes.push(format!("{digits} significant digit{plural}"));
            }
        }
        value.map_or_else(|| power_of_ten(year), year_label)
    }

    /// Puts the qualifiers into words: for the whole date, or by the names of the parts.
    fn qualify(&mut self, date: &Date) {
        let mut parts = vec![("year", date.year.qualifier)];
        parts.extend(date.month.map(|month| (month_part(month), month.qualifier)));
        parts.extend(date.day.map(|day| ("day", day.qualifier)));
        let first = date.year.qualifier;
        if parts.iter().all(|(_, qualifier)| *qualifier == first) {
            if first.approximate && self.lead == Lead::Plain && !self.about && !self.body.is_empty() {
                self.about = true;
            } else if first.approximate {
                self.notes.push("approximate".to_owned());
            }
            if first.uncertain {
                self.notes.push("uncertain".to_owned());
            }
            return;
        }
        // Parts that share a qualifier share a note, in the order in which they are written.
        while let Some(&(_, qualifier)) = parts.iter().find(|(_, qualifier)| qualifier.is_qualified()) {
            let (alike, others): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(_, other)| *other == qualifier);
            let names: Vec<_> = alike.iter().map(|(name, _)| *name).collect();
            self.notes.push(format!("{} {}", listed(&names, "and"), qualifier_words(qualifier)));
            parts = others;
        }
    }

    /// Notes the expression itself, where words say less than it does.
    fn quote(&mut self, date: &Date) {
        let text = Edtf::Date(unqualified(date)).to_string();
        if !self.notes.contains(&text) {
            self.notes.push(text);
        }
    }
}

fn with_notes(text: String, notes: &[String]) -> String {
    if notes.is_empty() { text } else { format!("{text} ({})", notes.join(", ")) }
}

fn unqualified(date: &Date) -> Date {
    let mut plain = *date;
    plain.year.qualifier = Qualifier::default();
    for field in [&mut plain.month, &mut plain.day].into_iter().flatten() {
        field.qualifier = Qualifier::default();
    }
    plain
}

fn qualifier_words(qualifier: Qualifier) -> &'static str {
    match (qualifier.uncertain, qualifier.approximate) {
        (true, true) => "uncertain and approximate",
        (true, false) => "uncertain",
        _ => "approximate",
    }
}

/// A year too large to count, as a power of ten: "year 17 × 10¹⁰⁰".
fn power_of_ten(year: &Year) -> String {
    let YearKind::Exponential { significand, exponent } = year.kind else {
        return String::new();
    };
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raised: String =
        exponent.to_string().bytes().filter_map(|digit| RAISED.get(usize::from(digit - b'0'))).collect();
    let sign = if significand < 0 { "−" } else { "" };
    format!("year {sign}{} × 10{raised}", significand.unsigned_abs())
}

/// A day with its time: "19 December 2025, 10:00 UTC+1".
pub(super) fn moment(moment: &DateTime) -> String {
    let time = moment.time;
    let offset = time.shift.map(|shift| match shift {
        TimeShift::Utc => 0,
        TimeShift::Offset { minutes, .. } => i32::from(minutes) * 60,
    });
    format!("{}, {}", Wording::of(&moment.date).alone(), clock(time.hour, time.minute, time.second, offset))
}
