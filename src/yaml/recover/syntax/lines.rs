//! Slips of a line: how it is indented, where its colon stands, what it begins with.

use super::{Slip, line_at, said_line};
use crate::yaml::is_key;

/// A tab, or a space that is none to YAML, at the head of the line or of one beside it.
pub(super) fn indent(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = line_at(text, at);
    let before = start.checked_sub(1).map(|end| said_line(text, end));
    let after = (start + line.len() + 1 < text.len()).then(|| line_at(text, start + line.len() + 1));
    for (start, line) in [Some((start, line)), before, after].into_iter().flatten() {
        let indent = line.len() - line.trim_start().len();
        if let Some(i) = line[..indent].find(|c: char| c != ' ') {
            let what = if line[i..].starts_with('\t') { "a tab" } else { "a space that is none to YAML" };
            return Some(Slip::new(start + i, format!("this line is indented by {what}"), "indent it by plain spaces"));
        }
    }
    None
}

/// `* A`: a list as other programs write it.
pub(super) fn bullet(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = said_line(text, at);
    let entry = line.trim_start();
    let rest = ["* ", "• ", "– ", "— ", "+ "].iter().find_map(|bullet| entry.strip_prefix(bullet))?;
    let message = "an entry of a list begins with a hyphen and a space";
    Some(Slip::new(start + line.len() - entry.len(), message, format!("write - {}", rest.trim())))
}

/// A line at the margin that has no `key: value`; YAML complains about it only when the next begins.
pub(super) fn no_key(text: &str, at: usize) -> Option<Slip> {
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

/// A text of more lines that is open: a block (`|`, `>`), a quotation, a list or mapping in brackets.
#[derive(Default)]
pub(in crate::yaml) struct Open {
    block: Option<usize>,
    depth: usize,
}

impl Open {
    /// Whether it is a block of text, in which nothing but the indentation counts.
    pub(super) fn is_block(&self) -> bool {
        self.block.is_some()
    }

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
            let opened = line.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count();
            let closed = line.bytes().filter(|byte| matches!(byte, b']' | b'}')).count();
            self.depth = (self.depth + opened).saturating_sub(closed);
        }
        let value = if line.contains(" #") { line.split(" #").next().unwrap_or_default() } else { line }.trim_end();
        let mark = value.rsplit([' ', ':']).next().unwrap_or_default();
        if !within && mark.starts_with(['|', '>']) && mark[1..].bytes().all(|b| matches!(b, b'-' | b'+' | b'0'..=b'9'))
        {
            self.block = Some(indent);
        }
        within
    }
}

/// Lines of one mapping or list that do not begin below each other.
pub(super) fn uneven(text: &str, message: &str, at: usize) -> Option<Slip> {
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
    let levels = levels(text, start);
    if is_entry && indent > 0 && indent < above_indent && !levels.contains(&indent) && !shown.starts_with("- ") {
        let wanted = levels.into_iter().min_by_key(|level| level.abs_diff(indent))?;
        let key = shown.split(':').next()?;
        let message = format!("`{key}` begins below no other key");
        return Some(Slip::new(start + indent, message, format!("indent this line by {wanted} spaces")));
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

/// How far the keys are indented under which a line after these can stand.
fn levels(text: &str, end: usize) -> Vec<usize> {
    let mut levels = Vec::new();
    let mut nearest = usize::MAX;
    for line in text[..end].lines().rev().filter(|line| !line.trim().is_empty()) {
        let indent = line.len() - line.trim_start().len();
        if indent < nearest {
            levels.push(line.len() - line.trim_start_matches([' ', '-']).len());
            nearest = indent;
        }
        if indent == 0 {
            break;
        }
    }
    levels
}

pub(super) fn second_document(text: &str, message: &str, at: usize) -> Option<Slip> {
    let (start, line) = line_at(text, at);
    (message.contains("second document") || line.trim_end() == "---").then(|| {
        let help = "remove the line `---`: what stands here is one document";
        Slip::new(start, "a second document begins here", help)
    })
}

/// `#8a1c1c` after a space begins a comment.
pub(super) fn comment(text: &str, at: usize) -> Option<Slip> {
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

/// `date: ?2025-12-19`: EDTF doubts and estimates with signs that YAML keeps for itself.
pub(super) fn sign(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = said_line(text, at);
    let begins =
        |i: usize| line[..i].ends_with([' ', '{', '[', ',']) && line[i + 1..].starts_with(|c: char| c.is_ascii_digit());
    let i = line.match_indices(['%', '?']).map(|(i, _)| i).find(|i| begins(*i))?;
    let date = line[i..].split([',', '}', ']', ' ']).next().unwrap_or_default().trim_end_matches(':');
    let sign = &line[i..=i];
    Some(Slip::new(
        start + i,
        format!("YAML keeps `{sign}` at the beginning of a value for itself"),
        format!("put the date in quotes: \"{date}\""),
    ))
}

/// `title: One: two`.
pub(super) fn colon(text: &str, at: usize) -> Option<Slip> {
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

/// `said_by:Minister`, below the margin: YAML complains only when the next line begins.
pub(super) fn glued(text: &str, at: usize) -> Option<Slip> {
    let (start, line) = said_line(text, at);
    let above = start.checked_sub(1).map(|end| said_line(text, end));
    [Some((start, line)), above].into_iter().flatten().find_map(|(start, line)| {
        let entry = line.trim_start_matches([' ', '-']);
        let (key, value) = entry.split_once(':')?;
        let glued = is_key(key)
            && key.starts_with(|c: char| c.is_ascii_lowercase())
            && value.starts_with(|c: char| !c.is_whitespace() && c != '/' && c != ':');
        let help = format!("write {key}: {value}");
        glued.then(|| Slip::new(start + line.len() - entry.len() + key.len(), "a colon needs a space after it", help))
    })
}
