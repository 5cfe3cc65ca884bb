//! Keys that would hide a file, where its front matter does not read them as keys: swallowed by a
//! quotation mark that is left open, indented into the value above, or one level too deep. YAML sees
//! nothing wrong with any of that, and what was to be held back would be published.

use std::ops::Range;

use super::Front;
use super::below::{self, HIDING, hides};
use crate::diagnostic::{Code, Diagnostic, FilePath, Place};
use crate::model::{Status, Tlp};

/// Looks for hiding keys in a front matter that do not count; of `damaged` keys is told already.
pub(super) fn look(
    file: &FilePath,
    text: &str,
    front: Range<usize>,
    read: &Front,
    damaged: &[String],
) -> Vec<Diagnostic> {
    let counts = Counts::of(read);
    let mut found = Vec::new();
    let mut at = front.start;
    for line in text[front].split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.trim_start().starts_with('#') {
            continue;
        }
        let without_colon = below::pair(line, 0).filter(|pair| !line[pair.range.end..].trim_start().starts_with(':'));
        let without_colon = without_colon.and_then(|pair| {
            let key = HIDING.into_iter().find(|key| *key == pair.key)?;
            let (start, end) = (pair.range.start, line.trim_end().len());
            Some(Said { key, value: pair.value, range: start..end, at_head: true })
        });
        for Said { key, value, range, at_head } in said(line).chain(without_colon) {
            if !hides(key, &value) || counts.has(key) || damaged.iter().any(|known| known.eq_ignore_ascii_case(key)) {
                continue;
            }
            let place = Place { file: file.clone(), at: (start + range.start..start + range.end).into() };
            let shown = &line[range.clone()];
            // `title: X tlp: RED` lacks a line break; `title: On TLP:RED` speaks of it, and so does a quotation.
            let ends = line.trim_end().len() == range.end && !line[..range.start].contains(['"', '\'', '#']);
            let forgotten = ends && shown.starts_with(key) && line[..range.start].ends_with([' ', '\t']);
            found.push(if at_head || forgotten {
                let message = format!("`{shown}` is not read as a key here: it holds nothing back");
                let help = match at_head {
                    true => "write it at the margin, and close the quotation mark or the bracket that is open above it",
                    false => "write it on a line of its own at the margin; if it is part of the text, put the whole text in quotation marks",
                };
                Diagnostic::new(Code::MisplacedMarking, place, message).help(help).in_doubt()
            } else {
                let message = format!("`{shown}` is part of a text or of a comment here: it holds nothing back");
                let help = "if it is to hold the file back, write it on a line of its own at the margin";
                Diagnostic::new(Code::YamlPitfall, place, message).help(help)
            });
        }
    }
    found
}

/// Which of the keys count, whatever else stands in the file.
struct Counts {
    status: bool,
    tlp: bool,
    publish_at: bool,
}

impl Counts {
    fn of(front: &Front) -> Counts {
        let (marking, publish_at) = match front {
            Front::Briefing(raw) => ((raw.status, raw.tlp), raw.publish_at.is_some()),
            Front::Actor(raw) => (raw.marking(), false),
            Front::Location(raw) => (raw.marking(), false),
            Front::Publisher(raw) => (raw.marking(), false),
            Front::Page(raw) => ((raw.status, raw.tlp), false),
        };
        let (status, tlp) = marking;
        Counts { status: status == Some(Status::Draft), tlp: tlp.is_some_and(|tlp| tlp != Tlp::Clear), publish_at }
    }

    fn has(&self, key: &str) -> bool {
        match key {
            "status" | "draft" => self.status,
            "tlp" => self.tlp,
            _ => self.publish_at,
        }
    }
}

/// A key with its value, as a line has them.
struct Said {
    key: &'static str,
    value: String,
    range: Range<usize>,
    /// Whether the line begins with it, but for what opens a value.
    at_head: bool,
}

/// The hiding keys of a line, in any letter case, with or without a space after the colon.
fn said(line: &str) -> impl Iterator<Item = Said> {
    line.match_indices(':').filter_map(|(colon, _)| {
        let before = line[..colon].trim_end();
        let key = HIDING.into_iter().find(|key| {
            let start = before.len().checked_sub(key.len());
            start.is_some_and(|start| before.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(key)))
        })?;
        let start = before.len() - key.len();
        let head = &before[..start];
        if head.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-' && !head.ends_with(" -")) {
            return None;
        }
        let rest = &line[colon + 1..];
        let value = rest.split(['#', ',', ']', '}']).next().unwrap_or_default();
        let value = value.trim().trim_matches(['"', '\'', '*']);
        let word = value.split_whitespace().next().unwrap_or_default();
        let end = colon + 1 + (rest.len() - rest.trim_start().len()) + word.len();
        let at_head = head.trim_matches(['-', '*', ' ', '\t', '[', '{', ',', '"', '\'', '>']).is_empty();
        // In a sentence the word alone decides; a line of its own says nothing more.
        let value = if at_head { value } else { word };
        Some(Said { key, value: value.to_ascii_lowercase(), range: start..end.min(line.len()), at_head })
    })
}
