//! What is wrong with a text that is not YAML, in an author's words.
//!
//! A YAML reader complains where it gave up, which is often a line after what is wrong. The usual
//! slips of people who write front matter by hand are looked for first.

mod brackets;
mod lines;
mod quotes;

use std::borrow::Cow;
use std::ops::Range;

use super::Finding;
use crate::diagnostic::{Code, KeyPath};
pub(in crate::yaml) use lines::Open;

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

/// What a reader refused at a byte of a part of a text, with its own words for it.
pub(super) fn not_yaml(text: &str, part: Range<usize>, message: &str, at: usize) -> Finding {
    let from = part.start;
    let text = &text[part];
    let at = at.saturating_sub(from).min(text.len());
    let slip = too_long(message, at)
        .or_else(|| lines::indent(text, at))
        .or_else(|| lines::second_document(text, message, at))
        .or_else(|| lines::comment(text, at))
        .or_else(|| lines::bullet(text, at))
        .or_else(|| quotes::unclosed(text))
        .or_else(|| quotes::after(text, at))
        .or_else(|| lines::glued(text, at))
        .or_else(|| lines::sign(text, at))
        .or_else(|| brackets::never_closed(text, message, at))
        .or_else(|| lines::no_key(text, at))
        .or_else(|| lines::uneven(text, message, at))
        .or_else(|| lines::colon(text, at))
        .unwrap_or_else(|| {
            let help = "a value with special characters (: # [ ] { } & * ! | > ' \" % @ `) stands in quotes";
            Slip::new(at, format!("this is not YAML: {message}"), help)
        });
    let Slip { at, message, help } = Slip { at: slip.at + from, ..slip };
    Finding { code: Code::BadYaml, range: at..at, path: KeyPath::default(), message, help: Some(help) }
}

/// A number that no program holds: more than some nineteen digits.
fn too_long(message: &str, at: usize) -> Option<Slip> {
    let is_long = message.contains("` as u128") || message.contains("` as i128");
    let help = "put it in quotes: what is no quantity, such as a number of a file, is a text";
    is_long.then(|| Slip::new(at, "this number has too many digits", help))
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
