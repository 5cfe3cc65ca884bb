//! Slips of quotation marks.

use super::{Open, Slip, said_line};
use crate::yaml::is_key;

/// A quotation mark that opens a value and is not closed before the next entry begins.
///
/// A value may go on over lines; but then what follows looks like no entry.
pub(super) fn unclosed(text: &str) -> Option<Slip> {
    let mut open = Open::default();
    let mut start = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let here = start;
        start += line.len();
        let shown = line.trim_end();
        let goes_on = open.goes_on(shown);
        if (goes_on && open.is_block()) || shown.trim_start().starts_with('#') {
            continue;
        }
        let Some(at) = unended(shown) else { continue };
        if lines.peek().is_none_or(|next| is_entry(next)) {
            let (value, mark) = (&shown[at..], &shown[at..=at]);
            let help = if goes_on || shown[..at].contains(['[', '{']) {
                "end the value with the same mark".to_owned()
            } else {
                format!("end the value with the same mark: {value}{mark}")
            };
            return Some(Slip::new(here + at, "this quotation mark is never closed", help));
        }
    }
    None
}

/// Whether a line begins an entry of a list or of a mapping, or holds nothing.
fn is_entry(line: &str) -> bool {
    let entry = line.trim();
    let key = entry.split_once(':').filter(|(_, rest)| rest.is_empty() || rest.starts_with(' '));
    entry.is_empty() || entry.starts_with("- ") || key.is_some_and(|(key, _)| is_key(key))
}

/// `title: \"NATO\" and Minsk`: more text after the closing quotation mark.
pub(super) fn after(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = said_line(text, at);
    let (open, close) = quoted_values(line).into_iter().find(|(_, close)| {
        let rest = line[close + 1..].trim_start();
        !rest.is_empty() && !rest.starts_with([',', ']', '}', '#', ':']) && start + close < at + line.len()
    })?;
    let end = line[close + 1..].find([',', ']', '}']).map_or(line.len(), |i| close + 1 + i);
    // A value that ends a line may hold commas and brackets.
    let end = if line[..open].contains(['[', '{']) { end } else { line.len() };
    let whole = line[open..end].trim_end();
    let (own, mark) = if line[open..].starts_with('"') { ('"', '\'') } else { ('\'', '"') };
    let inside = whole[1..].strip_suffix(own);
    // In `'Moscow's fire` the mark that closes is an apostrophe, and the first one may be closed by none.
    let inside = if own == '\'' && is_apostrophe(line, close) { inside.or(Some(&whole[1..])) } else { inside };
    let help = if let Some(inside) = inside.filter(|inside| !inside.contains(mark)) {
        format!("use the other kind of quotation mark around it: {mark}{inside}{mark}")
    } else if whole.contains(mark) {
        "put the whole value in one pair of quotation marks, with the marks inside it doubled".to_owned()
    } else {
        format!("put the whole value in quotation marks of the other kind: {mark}{whole}{mark}")
    };
    Some(Slip::new(start + close + 1, "text follows a closing quotation mark", help))
}

/// Whether a mark stands between two letters.
fn is_apostrophe(line: &str, at: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    letter(line[..at].chars().next_back()) && letter(line[at + 1..].chars().next())
}

/// Where the quoted values of a line begin and end: those that stand where a value begins.
fn quoted_values(line: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = line[from..].find(['"', '\'']).map(|i| from + i) {
        match begins_value(&line[..open]).then(|| line[open + 1..].find(&line[open..=open])).flatten() {
            Some(close) => {
                found.push((open, open + 1 + close));
                from = open + 2 + close;
            }
            None => from = open + 1,
        }
    }
    found
}

/// Whether a value begins after this part of a line.
fn begins_value(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with([':', '-', '[', '{', ','])
}

/// Whether a quotation mark opens a value of the line that no mark of its kind ends: then where it stands.
fn unended(line: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(open) = line[from..].find(['"', '\'']).map(|i| from + i) {
        if !begins_value(&line[..open]) {
            from = open + 1;
            continue;
        }
        match end_of_quoted(line, open) {
            Some(end) => from = end + 1,
            None => return Some(open),
        }
    }
    None
}

/// Where the mark stands that ends a quoted value: one that is neither escaped nor doubled.
fn end_of_quoted(line: &str, open: usize) -> Option<usize> {
    let mark = line[open..].chars().next()?;
    let mut rest = line[open + 1..].char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if mark == '"' && c == '\\' {
            rest.next();
        } else if c == mark {
            if mark == '\'' && rest.next_if(|(_, next)| *next == mark).is_some() {
                continue;
            }
            return Some(open + 1 + at);
        }
    }
    None
}
