//! What is wrong with a text that is not YAML, in an author's words.
//!
//! A YAML reader complains where it gave up, which is often a line after what is wrong. The usual
//! slips of people who write front matter by hand are looked for first.

use std::borrow::Cow;

use super::Finding;
use crate::diagnostic::{Code, KeyPath};

/// The same text, as long, with a space for each tab that YAML allows between a key or a hyphen and
/// its value (YAML 1.2, section 6.2), which the reader with places does not know.
pub(super) fn tabs_as_spaces(text: &str) -> Cow<'_, str> {
    if !text.contains(":\t") && !text.contains("-\t") {
        return Cow::Borrowed(text);
    }
    let lines = text.split_inclusive('\n').map(|line| {
        let hyphen = line.trim_start_matches(' ').starts_with("-\t");
        let line = if hyphen { line.replacen("-\t", "- ", 1) } else { line.to_owned() };
        line.replace(":\t", ": ")
    });
    Cow::Owned(lines.collect())
}

/// A slip: the byte where it stands, what it is, how it is mended.
struct Slip {
    at: usize,
    message: String,
    help: String,
}

impl Slip {
    fn new(at: usize, message: impl Into<String>, help: impl Into<String>) -> Slip {
        Slip { at, message: message.into(), help: help.into() }
    }
}

/// What a reader refused at a byte of a text, with its own words for it.
pub(super) fn not_yaml(text: &str, message: &str, at: usize) -> Finding {
    let at = at.min(text.len());
    let slip = tab(text, at)
        .or_else(|| second_document(text, message, at))
        .or_else(|| comment(text, at))
        .or_else(|| after_quotes(text, at))
        .or_else(|| never_closed(text, message, at))
        .or_else(|| colon(text, at))
        .unwrap_or_else(|| {
            let help = "a value with special characters (: # [ ] { } & * ! | > ' \" % @ `) stands in quotes";
            Slip::new(at, format!("this is not YAML: {message}"), help)
        });
    let Slip { at, message, help } = slip;
    Finding { code: Code::BadYaml, range: at..at, path: KeyPath::default(), message, help: Some(help) }
}

/// The first byte of the line that a byte is on, and the line.
fn line_at(text: &str, at: usize) -> (usize, &str) {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    (start, text[start..].lines().next().unwrap_or_default())
}

/// The line that a byte is on, or the last before it that holds something.
fn said_line(text: &str, at: usize) -> (usize, &str) {
    let (start, line) = line_at(text, at);
    if line.trim().is_empty() && start > 0 { said_line(text, start - 1) } else { (start, line) }
}

fn tab(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = line_at(text, at);
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    let tab = line[..indent].find('\t')?;
    Some(Slip::new(start + tab, "this line is indented by a tab", "indent it by spaces"))
}

fn second_document(text: &str, message: &str, at: usize) -> Option<Slip> {
    let (start, line) = line_at(text, at);
    (message.contains("second document") || line.trim_end() == "---").then(|| {
        let help = "remove the line `---`: what stands here is one document";
        Slip::new(start, "a second document begins here", help)
    })
}

/// `#8a1c1c` after a space begins a comment.
fn comment(text: &str, at: usize) -> Option<Slip> {
    // What the comment swallowed is missed on a later line.
    let mut here = at;
    for _ in 0..2 {
        let (start, line) = said_line(text, here);
        if let Some(i) = line.find(": #").map(|i| i + 2)
            && line[i + 1..].starts_with(|c: char| c.is_alphanumeric())
        {
            let word = line[i..].split([' ', ',', '}', ']']).next().unwrap_or("#");
            let key = line[..i].trim_end_matches([' ', ':']).rsplit([' ', '{', ',']).next().unwrap_or_default();
            let help = format!("put the value in quotes: {key}: \"{word}\"");
            return Some(Slip::new(start + i, "`#` after a space begins a comment: what follows is not read", help));
        }
        here = start.checked_sub(1)?;
    }
    None
}

/// `title: \"NATO\" and Minsk`: more text after the closing quotation mark.
fn after_quotes(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = said_line(text, at);
    let (open, close) = quoted_values(line).into_iter().find(|(_, close)| {
        let rest = line[close + 1..].trim_start();
        !rest.is_empty() && !rest.starts_with([',', ']', '}', '#', ':']) && start + close < at + line.len()
    })?;
    let end = line[close + 1..].find([',', ']', '}']).map_or(line.len(), |i| close + 1 + i);
    // A value that ends a line may hold commas and brackets.
    let end = if line[..open].contains(['[', '{']) { end } else { line.len() };
    let whole = line[open..end].trim_end();
    let mark = if line[open..].starts_with('"') { '\'' } else { '"' };
    let help = if whole.contains(mark) {
        "put the whole value in one pair of quotation marks, with the marks inside it doubled".to_owned()
    } else {
        format!("put the whole value in quotation marks of the other kind: {mark}{whole}{mark}")
    };
    Some(Slip::new(start + close + 1, "text follows a closing quotation mark", help))
}

/// Where the quoted values of a line begin and end: those that stand where a value begins.
fn quoted_values(line: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = line[from..].find(['"', '\'']).map(|i| from + i) {
        let before = line[..open].trim_end();
        let begins = before.is_empty() || before.ends_with([':', '-', '[', '{', ',']);
        let mark = &line[open..=open];
        let Some(close) = begins.then(|| line[open + 1..].find(mark)).flatten().map(|i| open + 1 + i) else {
            from = open + 1;
            continue;
        };
        found.push((open, close));
        from = close + 1;
    }
    found
}

/// A list, a mapping or a quotation mark that is opened and never closed.
fn never_closed(text: &str, message: &str, at: usize) -> Option<Slip> {
    let before = &text[..at];
    if message.contains("quoted scalar") {
        let quote = before.rfind(['"', '\'']).unwrap_or(at);
        return Some(Slip::new(quote, "this quotation mark is never closed", "end the value with the same mark"));
    }
    let (sign, what, end) = if message.contains("flow sequence") {
        ('[', "list", ']')
    } else if message.contains("flow mapping") {
        ('{', "mapping", '}')
    } else {
        return None;
    };
    let open = before.rfind(sign)?;
    if closes(&text[open..]) {
        let help =
            format!("put a comma between two entries, and quotation marks around a value that holds one, or `{end}`");
        return Some(Slip::new(at, format!("an entry of this {what} is not ended by a comma or `{end}`"), help));
    }
    Some(Slip::new(open, format!("this {what} is never closed"), format!("end it with `{end}`")))
}

/// Whether the bracket that a text begins with is closed before a line begins a key of its own.
fn closes(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut quote = None;
    for (i, line) in text.lines().enumerate() {
        let new_key = i > 0 && line.starts_with(|c: char| c.is_alphanumeric()) && line.contains(':');
        if new_key && quote.is_none() {
            return false;
        }
        for c in line.chars() {
            match (quote, c) {
                (Some(mark), c) if c == mark => quote = None,
                (Some(_), _) => {}
                (None, '"') => quote = Some('"'),
                (None, '[' | '{') => depth += 1,
                (None, ']' | '}') => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return true;
                    }
                }
                _ => {}
            }
        }
    }
    false
}

/// `title: One: two`.
fn colon(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = line_at(text, at);
    let value = line.find(": ").map(|i| i + 2)?;
    let second = line[value..].find(": ").map(|i| value + i)?;
    let (key, value) = (line[..value - 2].trim_start_matches(['-', ' ']), line[value..].trim());
    let mark = if value.contains('"') { '\'' } else { '"' };
    let help = if value.contains(mark) || key.contains(['[', '{', '"', '\'']) {
        "a value that holds a colon and a space stands in quotes: title: \"One: two\"".to_owned()
    } else {
        format!("put the value in quotes: {key}: {mark}{value}{mark}")
    };
    Some(Slip::new(start + second, "a second colon stands in this value", help))
}
