//! Slips of brackets and of the commas between them.

use super::{Slip, said_line};
use crate::yaml::is_key;

/// A list, a mapping or a quotation mark that is opened and never closed.
pub(super) fn never_closed(text: &str, message: &str, at: usize) -> Option<Slip> {
    let before = &text[..at];
    if message.contains("quoted scalar") {
        let quote = if text[at..].starts_with(['"', '\'']) { at } else { before.rfind(['"', '\'']).unwrap_or(at) };
        return Some(Slip::new(quote, "this quotation mark is never closed", "end the value with the same mark"));
    }
    let (open, sign) = opened(text, message, at)?;
    let (what, end) = if sign == '[' { ("list", ']') } else { ("mapping", '}') };
    if let Some(Second { key, at, of, value }) = missing_comma(&text[open..]) {
        let mark = if value.contains('"') { '\'' } else { '"' };
        let quoted = format!("{of}: {mark}{value}{mark}");
        return Some(if key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') && !value.contains('?') {
            let help = format!("write , {key}: …; or, if that is part of the value, put it in quotes: {quoted}");
            Slip::new(open + at, format!("a comma is missing before `{key}`"), help)
        } else {
            // No key has a capital letter.
            let help = format!("put the value in quotes: {quoted}");
            Slip::new(open + at + key.len(), "a second colon stands in this value", help)
        });
    }
    if closes(&text[open..]) {
        if !message.contains("flow") {
            return None;
        }
        let help =
            format!("put a comma between two entries, and quotation marks around a value that holds one, or `{end}`");
        return Some(Slip::new(at, format!("an entry of this {what} is not ended by a comma or `{end}`"), help));
    }
    Some(Slip::new(open, format!("this {what} is never closed"), format!("end it with `{end}`")))
}

/// The bracket that is open at a byte, if there is one; else the one that the message speaks of.
fn opened(text: &str, message: &str, at: usize) -> Option<(usize, char)> {
    let mut here = at;
    // What is open is missed at most a few lines later.
    for _ in 0..4 {
        let (start, line) = said_line(text, here);
        let value = line.find(": ").map_or(line.len() - line.trim_start_matches([' ', '-']).len(), |i| i + 2);
        if let Some(sign @ ('[' | '{')) = line.get(value..).and_then(|value| value.chars().next())
            && (!closes(&text[start + value..]) || missing_comma(&text[start + value..]).is_some())
        {
            return Some((start + value, sign));
        }
        let Some(above) = start.checked_sub(1) else { break };
        here = above;
    }
    let sign = if message.contains("flow sequence") {
        '['
    } else if message.contains("flow mapping") {
        '{'
    } else {
        return None;
    };
    text[..at].rfind(sign).map(|open| (open, sign))
}

/// A second key of an entry in brackets, or what looks like one: `name: X role: y`.
struct Second<'a> {
    key: &'a str,
    /// Where it stands.
    at: usize,
    /// The first key, and all that stands after it.
    of: &'a str,
    value: &'a str,
}

fn missing_comma(text: &str) -> Option<Second<'_>> {
    let line = text.lines().next()?;
    let end = line.rfind([']', '}'])?;
    let mut start = 0;
    for piece in line[..end].split_inclusive([',', '{', '[', '}', ']']) {
        let quoted = piece.contains(['"', '\'']);
        if let (false, Some(first)) = (quoted, piece.find(": "))
            && let Some(second) = piece[first + 2..].find(": ").map(|i| first + 2 + i)
        {
            let key = piece[..second].rsplit(' ').next().unwrap_or_default();
            let of = piece[..first].trim_start_matches([' ', '{', '[']);
            let value = piece[first + 2..].trim_end_matches([',', '{', '[', '}', ']', ' ']);
            return is_key(key).then_some(Second { key, at: start + second - key.len(), of, value });
        }
        start += piece.len();
    }
    None
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
        let mut begins = true;
        for c in line.chars() {
            match (quote, c) {
                (Some(mark), c) if c == mark => quote = None,
                (Some(_), _) => {}
                (None, '"') if begins => quote = Some('"'),
                (None, '[' | '{') => depth += 1,
                (None, ']' | '}') => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return true;
                    }
                }
                _ => {}
            }
            // A mark within a text opens nothing.
            begins = matches!(c, ':' | '[' | '{' | ',') || (begins && c == ' ');
        }
    }
    false
}
