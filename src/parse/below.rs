//! Keys that stand below the front matter: they are text there, so what they say is lost, and shown.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, FilePath, Place};

/// The keys with which a text rarely begins.
const KEYS: [&str; 18] = [
    "date",
    "updated",
    "actors",
    "locations",
    "dates",
    "claims",
    "sources",
    "key_judgments",
    "tags",
    "series",
    "corrections",
    "authors",
    "roles",
    "status_reason",
    "status",
    "tlp",
    "publish_at",
    "draft",
];

/// The keys that hide a file.
pub(super) const HIDING: [&str; 4] = ["status", "draft", "tlp", "publish_at"];

/// Looks for keys in the text that begins at `body`. One that would hide the file is an error where
/// the text begins, and where it is a paragraph of its own, as a marking at the foot of a paper is; a line
/// within a text may speak of another document's status.
pub(super) fn look(file: &FilePath, text: &str, body: usize) -> Option<Diagnostic> {
    let tell = |code: Code, range: Range<usize>| {
        let key = &text[range.clone()];
        let message = format!("`{key}` stands below the front matter, where it is text");
        let help = "move it above the line `---` that ends the front matter";
        Diagnostic::new(code, Place { file: file.clone(), at: range.into() }, message).help(help)
    };
    let mut at = body;
    let (mut begun, mut at_head, mut fenced) = (false, true, false);
    let mut warned = None;
    let mut above_is_blank = true;
    for line in text[body..].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim();
        let alone = std::mem::replace(&mut above_is_blank, bare.is_empty()) && !line.starts_with([' ', '\t', '-', '*']);
        if bare.starts_with("```") || bare.starts_with("~~~") {
            fenced = !fenced;
        }
        // A marking as a heading, or in a comment.
        if !fenced && (bare.starts_with('#') || bare.starts_with("<!--")) {
            let inner = bare.trim_start_matches(['#', '<', '!', '-', ' ']);
            let from = start + line.len() - line.trim_start().len() + bare.len() - inner.len();
            let inner = inner.strip_suffix("-->").unwrap_or(inner);
            if let Some(Pair { key, value, range }) = pair(inner, from)
                && hides(key, &value)
            {
                return Some(tell(Code::MisplacedMarking, range).in_doubt());
            }
        }
        // A second front matter, and a heading over the lines, are still the head of the text.
        let is_frame = bare == "---" || bare.starts_with('#');
        if bare.is_empty() || is_frame || fenced {
            at_head &= !begun || is_frame;
            continue;
        }
        let Some(Pair { key, value, range }) = pair(line, start) else {
            begun = true;
            at_head &= line.starts_with([' ', '-']);
            continue;
        };
        // A value may stand on the next line.
        let below = || plain(text[at..].trim_start().lines().next().unwrap_or_default());
        if hides(key, &value) || (value.is_empty() && hides(key, &below())) {
            let ends = text[at..].lines().next().is_none_or(|next| next.trim().is_empty());
            if at_head || (alone && ends) {
                return Some(tell(Code::MisplacedMarking, range).in_doubt());
            }
            warned.get_or_insert_with(|| tell(Code::YamlPitfall, range.clone()));
        } else if !begun && (value.is_empty() || value.starts_with(['[', '{', '"']) || value.starts_with(digit)) {
            warned.get_or_insert_with(|| tell(Code::YamlPitfall, range.clone()));
        }
        begun = true;
    }
    warned
}

/// A key with its value, as a line of its own has them.
pub(super) struct Pair {
    pub(super) key: &'static str,
    pub(super) value: String,
    /// Where the key stands.
    pub(super) range: Range<usize>,
}

/// A line that reads as a known key and its value, in any letter case, whatever stands between the two; without a
/// colon only if it is these two words.
pub(super) fn pair(line: &str, start: usize) -> Option<Pair> {
    let written = line.trim_start_matches(['-', '*', ' ', '\t', '"', '\'', '{', '[', '>']);
    let from = start + line.len() - written.len();
    // Every line of every text comes by here: what its first letter is rules most keys out.
    let letter = written.bytes().next()?.to_ascii_lowercase();
    let exact = KEYS.iter().filter(|key| key.as_bytes()[0] == letter).find_map(|key| {
        let rest = written.get(key.len()..).filter(|_| written[..key.len()].eq_ignore_ascii_case(key))?;
        let value = match rest.trim_start().strip_prefix([':', '：', '=']) {
            Some(value) => plain(value),
            None if rest.starts_with(char::is_whitespace) => plain(rest),
            None => return None,
        };
        let colon = rest.trim_start().starts_with(':');
        let short = !value.is_empty() && !value.contains(' ');
        (colon || short).then(|| Pair { key, value, range: from..from + key.len() })
    });
    exact.or_else(|| {
        // A key that would hide the file counts with a slip of the pen, too.
        if is_prose(written) {
            return None;
        }
        let (head, value) = written.split_once(JOINS)?;
        let (word, value) = (|| head.trim().to_ascii_lowercase().replace([' ', '-'], "_"), plain(value));
        // Few values would hide a file; only those are worth comparing what stands before them.
        let near = |key: &&&str| hides(key, &value) && strsim::damerau_levenshtein(key, &word()) <= 1;
        let key = HIDING.iter().find(near)?;
        Some(Pair { key, value, range: from..from + head.trim_end().len() })
    })
}

/// What joins a key and its value, as authors write it.
const JOINS: [char; 3] = [':', '：', '='];

/// The most characters of a key that would hide a file, with one too many.
const LONGEST: usize = "publish_at".len() + 1;

/// Whether a line goes on for longer than any key that would hide a file: it may hold a colon somewhere, and a number
/// after it, and what stands before is no such key.
fn is_prose(line: &str) -> bool {
    let line = line.trim_start();
    let beyond = line.char_indices().skip(LONGEST).find(|(_, c)| !c.is_whitespace());
    beyond.is_some_and(|(at, c)| !line[..at + c.len_utf8()].contains(JOINS))
}

/// A value without its quotation marks and what else may stand around it, in small letters.
fn plain(value: &str) -> String {
    let value = if value.contains(" #") { value.split(" #").next().unwrap_or_default() } else { value };
    let around = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '*' | '}' | ']' | ',');
    value.trim_matches(around).to_ascii_lowercase()
}

/// Whether a key of that value would keep a file from some or all readers.
pub(super) fn hides(key: &str, value: &str) -> bool {
    match key {
        "status" => value == "draft",
        "draft" => matches!(value, "true" | "yes"),
        "tlp" => {
            let label = value.strip_prefix("tlp").map_or(value, |rest| rest.trim_start_matches([':', ' ']));
            matches!(label, "red" | "amber" | "amber+strict" | "green")
        }
        "publish_at" => value.starts_with(digit),
        _ => false,
    }
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::look;
    use crate::diagnostic::Code;

    fn told(body: &str) -> Option<Code> {
        look(&"a.md".into(), body, 0).map(|diagnostic| diagnostic.code)
    }

    #[test]
    fn a_marking_in_a_heading_or_a_comment_is_an_error() {
        for body in ["Text.\n\n# TLP:RED\n", "<!-- status: draft -->\nText.\n", "Text.\n## Status: draft\n"] {
            assert_eq!(told(body), Some(Code::MisplacedMarking), "{body}");
        }
        for body in ["# The TLP explained\n", "<!-- tidy this up -->\n", "# Status of the port\n", "# TLP:CLEAR\n"] {
            assert_eq!(told(body), None, "{body}");
        }
    }

    #[test]
    fn what_would_hide_the_file_is_an_error_at_the_head() {
        for body in [
            "status: draft\n",
            "\nStatus: Draft\nText\n",
            "TLP:RED\n",
            "tlp : amber\n",
            "---\nstatus: draft\n---\nText\n",
            "# Head\n\nstatus: draft\n",
            "- status: draft\n",
            "dates:\n  - 2025: X\nstatus: draft\n",
            "Text.\n\nTLP:RED\n",
            "Text.\n\nstatus: draft\n\nMore.\n",
        ] {
            assert_eq!(told(body), Some(Code::MisplacedMarking), "{body}");
        }
    }

    #[test]
    fn other_keys_and_other_places_are_warned_of() {
        for body in ["dates:\n  - 2025: X\n", "actors: [A, B]\n", "Text.\nMore.\ntlp: RED\n", "updated: 2025-01-01\n"] {
            assert_eq!(told(body), Some(Code::YamlPitfall), "{body}");
        }
    }

    #[test]
    fn honest_text_is_left_alone() {
        for body in [
            "",
            "Text.\n",
            "Sources: Reuters and AP.\n",
            "Status: the treaty is in force.\n",
            "The status: draft.\n",
            "```\nstatus: draft\n```\n",
            "TLP:CLEAR\n\nText\n",
        ] {
            assert_eq!(told(body), None, "{body}");
        }
    }
}
