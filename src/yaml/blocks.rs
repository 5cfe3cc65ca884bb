//! What can be read of a document that is not YAML: the keys of the whole whose values can.
//!
//! A reader of YAML gives up at the first slip, and a quotation mark that is never closed swallows
//! whatever follows it. Front matter is a mapping whose keys begin at the margin: so the value of each is
//! read alone, and those that are not YAML are told of and left out.

use std::ops::Range;

use super::is_key;
use super::tree::{self, Node, NotYaml};

/// A document, and what of it could not be read.
pub(super) struct Whole {
    pub(super) root: Node,
    pub(super) broken: Vec<Block>,
}

/// A key at the margin with its value, which is not YAML.
pub(super) struct Block {
    pub(super) key: String,
    /// Where it stands, in bytes.
    pub(super) range: Range<usize>,
    /// Why, with the place in the whole.
    pub(super) error: NotYaml,
}

/// Reads a document.
///
/// # Errors
/// When nothing is gained by reading its keys one by one.
pub(super) fn read(text: &str) -> Result<Whole, NotYaml> {
    let error = match tree::read(text) {
        Ok(root) => return Ok(Whole { root, broken: Vec::new() }),
        Err(error) => error,
    };
    let broken: Vec<Block> = blocks(text)
        .into_iter()
        .filter_map(|(key, range)| {
            let NotYaml { message, at } = tree::read(&text[range.clone()]).err()?;
            let error = NotYaml { message, at: range.start + at };
            Some(Block { key: key.to_owned(), range, error })
        })
        .collect();
    if broken.is_empty() {
        return Err(error);
    }
    match tree::read(&without(text, &broken)) {
        Ok(root) => Ok(Whole { root, broken }),
        Err(_) => Err(error),
    }
}

/// The keys at the margin, each with the lines up to the next.
fn blocks(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut blocks: Vec<(&str, Range<usize>)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        match key(line) {
            Some(key) => blocks.push((key, start..start + line.len())),
            None => {
                if let Some((_, range)) = blocks.last_mut() {
                    range.end = start + line.len();
                }
            }
        }
        start += line.len();
    }
    blocks
}

/// The key that a line begins with.
fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    (is_key(key) && (rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))).then_some(key)
}

impl Block {
    /// Every key that its lines hold: in the wrong place, one of them is not missing too.
    pub(super) fn keys<'a>(&self, text: &'a str) -> impl Iterator<Item = &'a str> {
        text[self.range.clone()].lines().filter_map(|line| key(line.trim_start_matches([' ', '\t', '-'])))
    }
}

/// The text with spaces where something could not be read: what is left keeps its place.
fn without(text: &str, broken: &[Block]) -> String {
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for Block { range, .. } in broken {
        left.push_str(&text[from..range.start]);
        left.extend(text[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        from = range.end;
    }
    left.push_str(&text[from..]);
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_yaml_leaves_the_rest_in_its_place() {
        let text = "title: \"Ä\nactors: [A]\ntags: [x\ndate: 2026-01-01\n";
        let whole = read(text).unwrap();
        let keys: Vec<&str> = whole.broken.iter().map(|block| block.key.as_str()).collect();
        assert_eq!(keys, ["title", "tags"]);
        let tree::Data::Mapping(entries) = &whole.root.data else { panic!("no mapping") };
        let left: Vec<&str> = entries.iter().map(|(key, _)| &text[key.range.clone()]).collect();
        assert_eq!(left, ["actors", "date"]);
    }

    #[test]
    fn a_document_without_keys_at_the_margin_is_left_alone() {
        assert!(read("- [a\n- b\n").is_err());
        assert!(read("a: 1\n").unwrap().broken.is_empty());
    }
}
