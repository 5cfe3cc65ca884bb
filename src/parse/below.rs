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

/// Looks for keys in the text that begins at `body`. One that would hide the file is an error where
/// the text begins; further down a line of a text may speak of another document's status.
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
    for line in text[body..].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            fenced = !fenced;
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
        if hides(&key, &value) {
            if at_head {
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

struct Pair {
    key: String,
    value: String,
    /// Where the key stands.
    range: Range<usize>,
}

/// A line that reads as a known key and its value, in any letter case.
fn pair(line: &str, start: usize) -> Option<Pair> {
    let (head, value) = line.split_once(':')?;
    let written = head.trim_start_matches(['-', '*', ' ', '\t']);
    let from = start + head.len() - written.len();
    let written = written.trim_end();
    let key = written.to_ascii_lowercase();
    let value = value.trim().trim_matches(['"', '\'', '*']).to_ascii_lowercase();
    KEYS.contains(&&*key).then(|| Pair { key, value, range: from..from + written.len() })
}

/// Whether a key of that value would keep a file from some or all readers.
pub(super) fn hides(key: &str, value: &str) -> bool {
    match key {
        "status" => value == "draft",
        "draft" => matches!(value, "true" | "yes"),
        "tlp" => matches!(value, "red" | "amber" | "amber+strict"),
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
        ] {
            assert_eq!(told(body), Some(Code::MisplacedMarking), "{body}");
        }
    }

    #[test]
    fn other_keys_and_other_places_are_warned_of() {
        for body in ["dates:\n  - 2025: X\n", "actors: [A, B]\n", "Text.\n\ntlp: RED\n", "updated: 2025-01-01\n"] {
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
