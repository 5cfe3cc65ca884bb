//! Near misses in words: month names in every language that Dateline speaks; in English seasons, eras, and words for vagueness.

use super::day::Day;
use super::mend::{Mend, Reading, is_dash, is_edtf};
use super::mend_numbers;
use crate::model::LANGUAGES;

/// What a word before or after a date does to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Modifier {
    /// "about": EDTF says it with a mark.
    Mark(char),
    /// "late": EDTF has no sign for it.
    Vague,
    /// "before": the day itself, as EDTF has it, or any before.
    Before,
    /// "after"
    After,
    /// "since"
    Since,
    /// "until"
    Until,
}

fn modifier(word: &str) -> Option<Modifier> {
    Some(match word {
        "c" | "ca" | "circa" | "about" | "around" | "approx" | "approximately" | "roughly" | "~" => Modifier::Mark('~'),
        "perhaps" | "possibly" | "probably" | "maybe" => Modifier::Mark('?'),
        "late" | "early" | "mid" | "middle" | "end" | "beginning" | "start" => Modifier::Vague,
        "before" => Modifier::Before,
        "after" => Modifier::After,
        "since" | "from" => Modifier::Since,
        "until" | "till" | "by" => Modifier::Until,
        _ => return None,
    })
}

/// The mend of a text with words in it that we know.
pub(super) fn mend(text: &str) -> Option<Mend> {
    if matches!(text.to_lowercase().as_str(), "unknown" | "undated" | "n.d." | "nd" | "?" | "none") {
        return Some(Mend::write("a date of which nothing is known has an EDTF form of its own", "XXXX"));
    }
    if let Some(span) = span(text) {
        return Some(Mend::write("from one date to another is written with a slash", span));
    }
    if let Some(set) = pair_of_dates(text, " or ", "[]").or_else(|| pair_of_dates(text, " and ", "{}")) {
        return Some(Mend::write("several dates are written in brackets: [one,of] or {all,of}", set));
    }
    let tokens = tokens(text);
    let modifiers: Vec<_> = tokens.iter().filter_map(|token| modifier(token)).collect();
    let others: Vec<&str> =
        tokens.iter().map(String::as_str).filter(|token| modifier(token).is_none() && !is_filler(token)).collect();
    let plain = plain(&others);
    match (modifiers.as_slice(), plain) {
        ([], None) => many_years(&others).or_else(|| spaced(text)),
        ([], Some(date)) => Some(Mend::write("a date is written in EDTF, with numbers for names", date)),
        ([Modifier::Mark(mark)], Some(date)) => {
            let marked = format!("{date}{mark}");
            is_edtf(&marked).then(|| Mend::write("EDTF says how sure a date is with a mark after it", marked))
        }
        ([Modifier::Since], Some(date)) => {
            Some(Mend::write("an open span is written with a slash", format!("{date}/..")))
        }
        ([Modifier::Until], Some(date)) => {
            Some(Mend::write("an open span is written with a slash", format!("../{date}")))
        }
        ([Modifier::Before], Some(date)) => Some(in_words_as(text, &format!("[..{date}]"), "then or earlier")),
        ([Modifier::After], Some(date)) => Some(in_words_as(text, &format!("[{date}..]"), "then or later")),
        (_, date) => Some(in_words(text, date.as_deref())),
    }
}

/// The mend of words that EDTF has no sign for; `date` is what of them it can say.
pub(super) fn in_words(text: &str, date: Option<&str>) -> Mend {
    let example = date.map_or_else(|| "2025-12~".to_owned(), |date| format!("{date}~"));
    let example = if is_edtf(&example) { example.as_str() } else { "2025-12~" };
    are_words(text, &format!("the EDTF date it means, such as {example},"))
}

/// The mend of words that EDTF says less narrowly, with what its form means.
fn in_words_as(text: &str, edtf: &str, meaning: &str) -> Mend {
    are_words(text, &format!("\"{edtf}\" for {meaning},"))
}

fn are_words(text: &str, date: &str) -> Mend {
    let help = format!("write {date} and put the words in date_text");
    Mend::advise(format!("`{text}` is words, not an EDTF date"), help)
}

/// Two dates with a dash or "to" between.
fn span(text: &str) -> Option<String> {
    let (from, to) = text.split_once(" to ").or_else(|| text.split_once(" - ")).or_else(|| text.split_once(is_dash))?;
    let from = from.strip_prefix("from ").unwrap_or(from);
    let (from, to) = (date(from.trim())?, date(to.trim())?);
    let span = format!("{from}/{to}");
    is_edtf(&span).then_some(span)
}

/// Two dates with a word between, in brackets.
fn pair_of_dates(text: &str, word: &str, brackets: &str) -> Option<String> {
    let (one, other) = text.split_once(word)?;
    let (open, close) = brackets.split_at_checked(1)?;
    let set = format!("{open}{},{}{close}", date(one)?, date(other)?);
    is_edtf(&set).then_some(set)
}

/// The one EDTF date that a text without modifiers means.
fn date(text: &str) -> Option<String> {
    let tokens = tokens(text);
    let words: Vec<&str> = tokens.iter().map(String::as_str).filter(|token| !is_filler(token)).collect();
    plain(&words)
}

/// The words of a text in small letters, without commas and the full stops of abbreviations.
fn tokens(text: &str) -> Vec<String> {
    let mut text = text.to_lowercase();
    for word in ["mid", "late", "early"] {
        text = text.replace(&format!("{word}-"), &format!("{word} "));
    }
    if let Some(rest) = text.strip_prefix("c.").or_else(|| text.strip_prefix("ca.")).or_else(|| text.strip_prefix('~'))
    {
        text = format!("c {rest}");
    }
    text.split(|c: char| c.is_whitespace() || c == ',')
        .map(|token| token.trim_end_matches('.').to_owned())
        .filter(|token| !token.is_empty())
        .collect()
}

fn is_filler(token: &str) -> bool {
    matches!(token, "the" | "of" | "in" | "on" | "at" | "le" | "року" | "рік" | "р")
        || ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
            .iter()
            .any(|day| token.len() >= 3 && (*day == token || day.get(..3) == Some(token)))
}

/// The EDTF date that words with no doubt in them mean.
fn plain(words: &[&str]) -> Option<String> {
    match words {
        [] => None,
        [one] => single(one),
        [first, second] => pair(first, second).or_else(|| pair(second, first)),
        [first, middle, last] => match year_number(last) {
            Some(year) => day_of(year, first, middle),
            None => day_of(year_number(first)?, middle, last),
        },
        _ => None,
    }
}

/// The day of a month's name and a number, in either order.
fn day_of(year: i64, first: &str, second: &str) -> Option<String> {
    let (month, day) = match (month(first), month(second)) {
        (Some(month), None) => (month, day(second)?),
        (None, Some(month)) => (month, day(first)?),
        _ => return None,
    };
    Day::new(year, month, day).map(|day| day.to_string())
}

fn single(word: &str) -> Option<String> {
    let capital = word.to_ascii_uppercase();
    if is_edtf(&capital) && !capital.contains(['/', '[', '{']) {
        return Some(capital);
    }
    if let Some(decade) = word.strip_suffix("0s").filter(|decade| decade.len() == 3) {
        // "1900s" may be a decade or a century.
        let text = format!("{decade}X");
        return (!decade.ends_with('0') && is_edtf(&text)).then_some(text);
    }
    mend_numbers::mend(word)?.only()
}

/// The name of a part of a year and the year; or a year and its era.
fn pair(name: &str, year: &str) -> Option<String> {
    if matches!(name, "bc" | "bce") {
        let year: i64 = year.parse().ok().filter(|year| (1..=10_000).contains(year))?;
        // 1 BC is the astronomical year 0.
        return Some(super::year_slug(1 - year));
    }
    if matches!(name, "ad" | "ce") {
        let year = year.parse().ok().filter(|year| (1..=9999).contains(year))?;
        return Some(super::year_slug(year));
    }
    let year = year_number(year)?;
    let code = month(name).or_else(|| part_of_year(name))?;
    Some(format!("{year:04}-{code:02}"))
}

/// The code of a season, quarter or half (ISO 8601-2 §4.8).
fn part_of_year(name: &str) -> Option<u8> {
    Some(match name {
        "spring" => 21,
        "summer" => 22,
        "autumn" | "fall" => 23,
        "winter" => 24,
        "q1" => 33,
        "q2" => 34,
        "q3" => 35,
        "q4" => 36,
        "h1" => 40,
        "h2" => 41,
        _ => return None,
    })
}

fn month(word: &str) -> Option<u8> {
    if word == "sept" {
        return Some(9);
    }
    let mut languages = LANGUAGES.iter();
    let english = languages.next()?.words();
    let short = |name: &str| word.len() >= 3 && name.get(..3) == Some(word);
    let named = english.dates.month_names().find(|(_, name)| word == name || short(name));
    // Of other languages the whole name: three letters of "juin" are those of "juillet".
    named
        .or_else(|| languages.flat_map(|words| words.words().dates.month_names()).find(|(_, name)| word == name))
        .map(|(number, _)| number)
}

fn day(word: &str) -> Option<u8> {
    let digits = ["st", "nd", "rd", "th", "er"].iter().find_map(|suffix| word.strip_suffix(suffix)).unwrap_or(word);
    digits.parse().ok().filter(|_| digits.len() <= 2)
}

/// A year of four digits: fewer could be a day.
fn year_number(word: &str) -> Option<i64> {
    (word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())).then(|| word.parse().ok()).flatten()
}

/// "19-Dec-2025" and "2025-Q3": hyphens where words have spaces.
fn spaced(text: &str) -> Option<Mend> {
    let spaced = text.replace('-', " ");
    (spaced != text).then(|| mend(&spaced)).flatten().filter(|mend| matches!(mend.reading, Reading::One(_)))
}

/// "16th century", which historians and digits count differently; "1900s", which is ten years or
/// a hundred.
fn many_years(words: &[&str]) -> Option<Mend> {
    if let [years] = words {
        let century = years.strip_suffix("00s").filter(|century| century.len() == 2)?;
        let (ten, hundred) = (format!("{century}0X"), format!("{century}XX"));
        return (is_edtf(&ten) && is_edtf(&hundred)).then(|| {
            Mend::advise(
                format!("{years} can mean ten years or a hundred"),
                format!("write {ten} for {century}00 to {century}09, or {hundred} for {century}00 to {century}99"),
            )
        });
    }
    let [ordinal, "century"] = words else {
        return None;
    };
    let number = day(ordinal).filter(|number| (2..=21).contains(number))?;
    let first = u16::from(number - 1) * 100;
    let digits = number - 1;
    Some(Mend::advise(
        "EDTF has no word for a century",
        format!("write {digits:02}XX for the years {first} to {}, or {:04}/{:04}", first + 99, first + 1, first + 100),
    ))
}
