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
    let slip = indent(text, at)
        .or_else(|| second_document(text, message, at))
        .or_else(|| comment(text, at))
        .or_else(|| bullet(text, at))
        .or_else(|| after_quotes(text, at))
        .or_else(|| never_closed(text, message, at))
        .or_else(|| no_key(text, at))
        .or_else(|| uneven(text, message, at))
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

/// A tab, or a space that is none to YAML, at the head of the line or of the one before it.
fn indent(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = line_at(text, at);
    let before = start.checked_sub(1).map(|end| said_line(text, end));
    for (start, line) in [Some((start, line)), before].into_iter().flatten() {
        let indent = line.len() - line.trim_start().len();
        if let Some(i) = line[..indent].find(|c: char| c != ' ') {
            let what = if line[i..].starts_with('\t') { "a tab" } else { "a space that is none to YAML" };
            return Some(Slip::new(start + i, format!("this line is indented by {what}"), "indent it by plain spaces"));
        }
    }
    None
}

/// `* A`: a list as other programs write it.
fn bullet(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = said_line(text, at);
    let entry = line.trim_start();
    let rest = ["* ", "• ", "– ", "— ", "+ "].iter().find_map(|bullet| entry.strip_prefix(bullet))?;
    let message = "an entry of a list begins with a hyphen and a space";
    Some(Slip::new(start + line.len() - entry.len(), message, format!("write - {}", rest.trim())))
}

/// A line at the margin that has no `key: value`; YAML complains about it only when the next begins.
fn no_key(text: &str, at: usize) -> Option<Slip> {
    let mut start = 0;
    let mut open = Open::default();
    for line in text.split_inclusive('\n') {
        if start > at {
            break;
        }
        let here = start;
        start += line.len();
        let shown = line.trim_end();
        if open.goes_on(shown) || shown.is_empty() || shown.starts_with([' ', '#', '"', '\'', '[', '{', '?', '&', '%'])
        {
            continue;
        }
        if shown.starts_with("- ") || shown == "-" || shown == "---" || shown.contains(": ") || shown.ends_with(':') {
            continue;
        }
        if let Some((key, value)) = shown.split_once(':').filter(|(key, _)| is_key(key)) {
            let help = format!("write {key}: {value}");
            return Some(Slip::new(here + key.len(), "a colon needs a space after it", help));
        }
        if let Some((key, value)) = shown.split_once('：').filter(|(key, _)| is_key(key.trim())) {
            let help = format!("write {}: {}", key.trim(), value.trim());
            return Some(Slip::new(here + key.len(), "this colon is a full-width one, which is none to YAML", help));
        }
        if let Some((key, value)) = shown.split_once('=').filter(|(key, _)| is_key(key.trim())) {
            let help = format!("write {}: {}", key.trim(), value.trim());
            return Some(Slip::new(here + key.len(), "a key and its value are joined by a colon", help));
        }
        let help = match shown.strip_prefix("//") {
            Some(comment) => format!("a comment begins with #: # {}", comment.trim()),
            None => {
                "write `key: value`; a line that goes on from the one above is indented; a comment begins with #".into()
            }
        };
        return Some(Slip::new(here, "this line has no key", help));
    }
    None
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// A text of more lines that is open: a block (`|`, `>`), a quotation, a list or mapping in brackets.
#[derive(Default)]
pub(in crate::yaml) struct Open {
    block: Option<usize>,
    depth: usize,
}

impl Open {
    /// Whether a line goes on from those before it, and what it leaves open itself.
    pub(in crate::yaml) fn goes_on(&mut self, line: &str) -> bool {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if let Some(block) = self.block {
            if line.trim().is_empty() || indent > block {
                return true;
            }
            self.block = None;
        }
        let within = self.depth > 0;
        if !line.trim_start().starts_with('#') {
            let opened = line.matches(['[', '{']).count();
            let closed = line.matches([']', '}']).count();
            self.depth = (self.depth + opened).saturating_sub(closed);
        }
        let value = line.split(" #").next().unwrap_or_default().trim_end();
        let mark = value.rsplit([' ', ':']).next().unwrap_or_default();
        if !within && mark.starts_with(['|', '>']) && mark[1..].bytes().all(|b| matches!(b, b'-' | b'+' | b'0'..=b'9'))
        {
            self.block = Some(indent);
        }
        within
    }
}

/// Lines of one mapping or list that do not begin below each other.
fn uneven(text: &str, message: &str, at: usize) -> Option<Slip> {
    let (start, line) = said_line(text, at);
    let (indent, shown) = (line.len() - line.trim_start().len(), line.trim_start());
    let (_, above) = said_line(text, start.checked_sub(1)?);
    let above_indent = above.len() - above.trim_start().len();
    let is_entry = shown.split_once(": ").is_some_and(|(key, _)| is_key(key)) || shown.ends_with(':');
    if let Some(key) = above.trim_start().strip_prefix("- ").filter(|above| is_entry && above.contains(": ")) {
        let wanted = above_indent + 2;
        let (first, second) = (key.split(':').next()?, shown.split(':').next()?);
        let message = format!("`{second}` does not begin below `{first}`");
        return (indent != wanted)
            .then(|| Slip::new(start + indent, message, format!("indent this line by {wanted} spaces")));
    }
    if is_entry && indent > above_indent && !above.trim_end().ends_with(':') && !message.contains("flow") {
        let spaces = if above_indent == 0 {
            "remove the spaces before it".to_owned()
        } else {
            format!("indent this line by {above_indent} spaces, as the one above")
        };
        return Some(Slip::new(start, "this line is indented, and the one above it holds nothing to go in", spaces));
    }
    None
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
    let (own, mark) = if line[open..].starts_with('"') { ('"', '\'') } else { ('\'', '"') };
    let inside = whole[1..].strip_suffix(own).filter(|inside| !inside.contains(mark));
    let help = if let Some(inside) = inside {
        format!("use the other kind of quotation mark around it: {mark}{inside}{mark}")
    } else if whole.contains(mark) {
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
    let (open, sign) = opened(text, message, at)?;
    let (what, end) = if sign == '[' { ("list", ']') } else { ("mapping", '}') };
    if let Some((place, key)) = missing_comma(&text[open..]).map(|(place, key)| (open + place, key)) {
        let message = format!("a comma is missing before `{key}`");
        return Some(Slip::new(place, message, format!("write , {key}: …")));
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

/// The second key of an entry in brackets that has two, `name: X role: y`, and where it stands.
fn missing_comma(text: &str) -> Option<(usize, &str)> {
    let line = text.lines().next()?;
    let end = line.rfind([']', '}'])?;
    let mut start = 0;
    for piece in line[..end].split_inclusive([',', '{', '[', '}', ']']) {
        let quoted = piece.contains(['"', '\'']);
        if let (false, Some(first)) = (quoted, piece.find(": "))
            && let Some(second) = piece[first + 2..].find(": ").map(|i| first + 2 + i)
        {
            let key = piece[..second].rsplit(' ').next().unwrap_or_default();
            return is_key(key).then_some((start + second - key.len(), key));
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
