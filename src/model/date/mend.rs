//! Near misses of a date: what an author probably meant, and what to write instead.
//!
//! Nothing is guessed: a text that can be read in two ways gets both readings.

use edtf_core::Edtf;

use super::{mend_iso, mend_numbers, mend_words};

/// What is wrong with a text, and how to mend it.
pub(super) struct Mend {
    /// Bytes from the start of the trimmed text.
    pub(super) offset: usize,
    pub(super) message: String,
    pub(super) help: String,
    pub(super) reading: Reading,
}

/// What a near miss can mean.
pub(super) enum Reading {
    /// This EDTF text alone.
    One(String),
    /// A whole day, of which the help names the candidates.
    Days,
    /// What only its author knows.
    Open,
}

impl Mend {
    /// A mend that is the one possible reading.
    pub(super) fn write(message: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { offset: 0, message: message.into(), help: format!("write {text}"), reading: Reading::One(text) }
    }

    /// A mend that the author has to choose or to find.
    pub(super) fn advise(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { offset: 0, message: message.into(), help: help.into(), reading: Reading::Open }
    }

    /// A mend that names the days it can mean.
    pub(super) fn choose(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { reading: Reading::Days, ..Self::advise(message, help) }
    }

    /// The EDTF text it stands for, where there is just one.
    pub(super) fn only(self) -> Option<String> {
        match self.reading {
            Reading::One(text) => Some(text),
            Reading::Days | Reading::Open => None,
        }
    }

    pub(super) fn at(mut self, offset: usize) -> Self {
        self.offset = offset;
        self
    }
}

/// The mend of a text that is not EDTF, if it is a miss that we know.
pub(super) fn of_event(text: &str) -> Option<Mend> {
    mend_iso::mend(text)
        .or_else(|| mend_numbers::mend(text))
        .or_else(|| spelling(text))
        .or_else(|| backwards(text))
        .or_else(|| mend_words::mend(text))
        .or_else(|| {
            let has_words = text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 2);
            has_words.then(|| mend_words::in_words(text, None))
        })
}

/// The mend of a text that is no moment of publication: only what comes to one day.
pub(super) fn of_moment(text: &str) -> Option<Mend> {
    let mut mend = mend_numbers::mend(text).or_else(|| mend_words::mend(text))?;
    match &mend.reading {
        Reading::One(only) => (only != text && only.len() == 10 && is_edtf(only)).then_some(mend),
        Reading::Days => Some(mend),
        // The help for events allows for a day that is not known.
        Reading::Open => mend_numbers::is_three_numbers(text).then(|| {
            mend.help = "check the day; a publication date has the form 2025-12-22".to_owned();
            mend
        }),
    }
}

pub(super) fn is_edtf(text: &str) -> bool {
    Edtf::parse(text).is_ok()
}

/// Dashes, white space, small letters and times that only look different from EDTF.
fn spelling(text: &str) -> Option<Mend> {
    let hyphens: String = text.chars().map(|c| if is_dash(c) { '-' } else { c }).collect();
    if hyphens != text && is_edtf(&hyphens) {
        return Some(Mend::write("the parts of a date are joined by plain hyphens", hyphens));
    }
    let bare = hyphens.trim_matches(['“', '”', '„', '‘', '’', '«', '»']);
    if bare != hyphens && is_edtf(bare) {
        return Some(Mend::write("curly quotation marks are none to YAML: they are read as part of the date", bare));
    }
    let narrow: String = hyphens.split_whitespace().collect();
    if narrow != hyphens && narrow.contains(['/', ',']) && is_edtf(&narrow) {
        return Some(Mend::write("no spaces may stand inside a date", narrow));
    }
    let capital = hyphens.to_ascii_uppercase();
    if capital != hyphens && is_edtf(&capital) {
        return Some(Mend::write("the letters of an EDTF date are capitals", capital));
    }
    let doubted = hyphens.replace("??", "XX");
    if doubted != hyphens && is_edtf(&doubted) {
        return Some(Mend::write("an unknown digit is written X", doubted));
    }
    time(&hyphens)
}

/// An interval whose end comes before its start.
fn backwards(text: &str) -> Option<Mend> {
    let (from, to) = text.split_once('/')?;
    let turned = format!("{to}/{from}");
    is_edtf(&turned).then(|| Mend::write("this interval ends before it begins", turned).at(from.len() + 1))
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// A time of day without seconds, or after a space.
fn time(text: &str) -> Option<Mend> {
    let (day, clock) = text.split_once(['T', ' '])?;
    let clock = clock.trim();
    let zone = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
    let (clock, zone) = clock.split_at_checked(zone)?;
    let clock = clock.trim_end();
    let seconds = if clock.len() == 5 { ":00" } else { "" };
    let zone = match (zone.split_at_checked(3), zone.len()) {
        (Some((hours, minutes)), 5) => format!("{hours}:{minutes}"),
        _ => zone.to_owned(),
    };
    let whole = format!("{day}T{clock}{seconds}{zone}");
    (whole != text && is_edtf(&whole)).then(|| {
        Mend::write("a time is written with T before it and with seconds; an offset such as +01:00 may follow", whole)
    })
}
