//! What YAML reads otherwise than its author means, without a word.
//!
//! A comment sign cuts a title short, an exclamation mark is a tag, and an entry that is indented too
//! far joins the one above it. Each is good YAML and nobody's intention, so each is a warning.

use std::ops::Range;

use memchr::memmem;

use super::recover::Open;
use crate::diagnostic::{Code, Diagnostic, FilePath, Place};

/// A place in a text where YAML says something else than it seems to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pitfall {
    /// Where, in bytes of the text.
    range: Range<usize>,
    message: String,
    help: String,
}

impl Pitfall {
    /// The diagnostic of a pitfall, in a text whose YAML begins at a byte of the file.
    pub(crate) fn at(self, file: &FilePath, offset: usize) -> Diagnostic {
        let Pitfall { range, message, help } = self;
        let place = Place { file: file.clone(), at: (range.start + offset..range.end + offset).into() };
        Diagnostic::new(Code::YamlPitfall, place, message).help(help)
    }
}

/// Looks through a document, line by line.
pub(crate) fn pitfalls(text: &str) -> Vec<Pitfall> {
    let mut found = Vec::new();
    let mut open = Open::default();
    let mut start = 0;
    let mut above: Option<(usize, &str)> = None;
    for line in text.split_inclusive('\n') {
        let here = start;
        start += line.len();
        let shown = line.trim_end();
        let said = shown.trim_start();
        if open.goes_on(shown) || said.is_empty() || said.starts_with('#') {
            above = None;
            continue;
        }
        let indent = shown.len() - said.len();
        let at = value_at(shown);
        let value = &shown[at..];
        let keyed = at > indent && !said.starts_with("- ");
        found.extend(cut(value, keyed).or_else(|| tag(value)).map(|(range, message, help)| Pitfall {
            range: here + at + range.start..here + at + range.end,
            message,
            help,
        }));
        if let (Some((above_indent, above)), Some(entry)) = (above, said.strip_prefix("- "))
            && indent > above_indent
        {
            found.push(Pitfall {
                range: here + indent..here + shown.len(),
                message: format!("this line is read as part of the entry above: `{above} - {entry}`"),
                help: format!("begin the hyphen below the one above: indent it by {above_indent} spaces"),
            });
        }
        // Only a plain entry without a key goes on in the next line.
        let entry = said.strip_prefix("- ").map(str::trim);
        let plain = |entry: &&str| {
            !entry.contains(": ")
                && !entry.ends_with(':')
                && !entry.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*'])
        };
        above = entry.filter(plain).map(|entry| (indent, entry));
    }
    found
}

/// Where in a line the value begins: after its hyphens and its key.
fn value_at(line: &str) -> usize {
    let mut at = line.len() - line.trim_start().len();
    while line[at..].starts_with("- ") {
        at += 2;
        at += line[at..].len() - line[at..].trim_start().len();
    }
    match memmem::find(&line.as_bytes()[at..], b": ") {
        Some(colon) if !line[at..].starts_with(['"', '\'', '[', '{']) => {
            let after = at + colon + 2;
            after + line[after..].len() - line[after..].trim_start().len()
        }
        _ => at,
    }
}

type Slip = (Range<usize>, String, String);

/// `Operation #3`: what follows the sign is a comment.
fn cut(value: &str, keyed: bool) -> Option<Slip> {
    if value.starts_with(['"', '\'', '[', '{']) {
        return None;
    }
    if !value.contains('#') {
        return None;
    }
    let at = if keyed && value.starts_with('#') { 0 } else { value.find(" #")? + 1 };
    let told = value[at + 1..].starts_with(|c: char| c.is_alphanumeric());
    let mark = if value.contains('"') { '\'' } else { '"' };
    told.then(|| {
        let message = "`#` after a space begins a comment: the value ends before it".to_owned();
        (
            at..value.len(),
            message,
            format!("put the value in quotes: {mark}{value}{mark}; or write a space after the # of a comment"),
        )
    })
}

/// `!urgent Troops moved`: the first word is a tag.
fn tag(value: &str) -> Option<Slip> {
    let word =
        value.split(' ').next().filter(|word| word.len() > 1 && word.starts_with('!') && !word.starts_with("!!"))?;
    let message = format!("YAML reads `{word}` as a tag: it is not part of the value");
    Some((0..word.len(), message, format!("put the value in quotes: \"{value}\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_yaml_drops_is_found() {
        let found = |text: &str| pitfalls(text).into_iter().map(|p| text[p.range].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("title: Operation #3 in Minsk\nsummary: !urgent Troops\n"), ["#3 in Minsk", "!urgent"]);
        assert_eq!(found("dates:\n  - 2025-01: Unit #5 moved\nactors:\n- A\n  - B\n"), ["#5 moved", "- B"]);
        assert_eq!(found("tags: #a #b\n"), ["#a #b"]);
    }

    #[test]
    fn honest_comments_and_texts_are_left_alone() {
        let text = "title: \"A #1\"  # note\nsummary: >-\n  One #2 and\n  - three\ntags: [a #b\n  , c]\nactors:\n  - {name: X} # y\n  - Z # w\n";
        assert_eq!(pitfalls(text), Vec::new());
    }
}
