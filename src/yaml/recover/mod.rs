//! Typed values from YAML, with every mistake of a document in one reading.
//!
//! The fast path is `serde_yaml` straight into the type. Only when that fails is the text read
//! again as a [`tree`](super::tree), and the type built from it over and over: each failure is
//! noted with its place, its value is passed over, and the next reading finds the next mistake.

mod access;
mod failure;

use std::cell::RefCell;
use std::collections::HashSet;
use std::ops::Range;

use serde::de::DeserializeOwned;

use super::tree::{self, Node};
use crate::diagnostic::{At, Code, Diagnostic, FilePath, KeyPath, Place};
use access::Reader;
use failure::{Failure, What};

/// The most mistakes that are looked for in one document.
const MOST: usize = 60;

/// A mistake in a YAML document, with its place in bytes of the text.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    pub(crate) code: Code,
    pub(crate) range: Range<usize>,
    /// The way to the value.
    pub(crate) path: KeyPath,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl Finding {
    /// The diagnostic of a finding, in a text whose YAML begins at a byte of the file.
    pub(crate) fn at(self, file: &FilePath, offset: usize) -> Diagnostic {
        let Finding { code, range, path, message, help } = self;
        let message = match (&path, code) {
            (_, Code::UnknownKey | Code::RepeatedKey | Code::BadYaml) => message,
            (KeyPath(steps), _) if steps.is_empty() => message,
            (path, Code::MissingKey) => format!("{message} in `{path}`"),
            (path, _) => format!("`{path}`: {message}"),
        };
        let place = Place { file: file.clone(), at: At::Bytes(offset + range.start, offset + range.end) };
        Diagnostic::new(code, place, message).maybe_help(help)
    }
}

/// Reads a document into a type; where it has mistakes, what is left of it and all of them.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> (Option<T>, Vec<Finding>) {
    let fast = match serde_yaml::from_str::<T>(text) {
        Ok(value) => return (Some(value), Vec::new()),
        Err(error) => error,
    };
    let tree = match tree::read(text) {
        Ok(tree) => tree,
        Err(error) => {
            return (None, vec![not_yaml(text, error.message, error.at)]);
        }
    };
    let reading = Reading::default();
    let mut value = None;
    for _ in 0..MOST {
        let node = Reader { node: &tree, path: KeyPath::default(), range: tree.range.clone(), reading: &reading };
        match T::deserialize(node) {
            Ok(whole) => {
                value = Some(whole);
                break;
            }
            Err(error) => {
                if !reading.note(error) {
                    break;
                }
            }
        }
    }
    let mut findings = reading.findings.into_inner();
    if findings.is_empty() {
        // The two readers disagree: say what the first one said.
        let at = fast.location().map_or(0, |l| l.index());
        findings.push(not_yaml(text, fast.to_string(), at.min(text.len())));
    }
    findings.sort_by_key(|f| f.range.start);
    (value, findings)
}

fn not_yaml(text: &str, message: String, at: usize) -> Finding {
    let before = &text[..at.min(text.len())];
    let line = before.rfind('\n').map_or(0, |i| i + 1);
    let this_line = text[line..].lines().next().unwrap_or_default();
    let indent = this_line.len() - this_line.trim_start_matches([' ', '\t']).len();
    let tab = this_line[..indent].find('\t').map(|i| line + i);
    // The reader complains where it gave up; what is wrong stands where the value began.
    let opened = |sign: char| before.rfind(sign).unwrap_or(at);
    let (at, message, help) = if let Some(tab) = tab {
        (tab, "this line is indented by a tab".to_owned(), "indent it by spaces")
    } else if message.contains("flow sequence") {
        (opened('['), "this list is never closed".to_owned(), "end it with `]`")
    } else if message.contains("flow mapping") {
        (opened('{'), "this mapping is never closed".to_owned(), "end it with `}`")
    } else if message.contains("quoted scalar") {
        let quote = before.rfind(['"', '\'']).unwrap_or(at);
        (quote, "this quotation mark is never closed".to_owned(), "end the value with the same mark")
    } else {
        let help = if this_line.matches(": ").count() > 1 {
            "a value that holds a colon and a space stands in quotes: title: \"One: two\""
        } else {
            "a value with special characters (: # [ ] { } & * ! | > ' \" % @) stands in quotes"
        };
        (at, format!("this is not YAML: {message}"), help)
    };
    Finding { code: Code::BadYaml, range: at..at, path: KeyPath::default(), message, help: Some(help.into()) }
}

/// What one document's readings have in common.
#[derive(Default)]
struct Reading {
    findings: RefCell<Vec<Finding>>,
    /// Entries and elements that are passed over, by their first byte.
    skipped: RefCell<HashSet<Spot>>,
    /// Missing keys that are filled in, by the mapping they are missing from.
    filled: RefCell<Vec<(usize, &'static str)>>,
    /// Every key that is there, with the mapping that it is in: a key whose value is bad is not
    /// missing too.
    present: RefCell<HashSet<(usize, String)>>,
}

#[derive(PartialEq, Eq, Hash, Clone, Copy, Debug)]
enum Spot {
    Entry(usize),
    Element(usize),
}

impl Reading {
    /// Notes a failure and what the next reading does about it; false when nothing can be done.
    fn note(&self, error: Failure) -> bool {
        let Some(place) = error.place else {
            return false;
        };
        if matches!(error.what, What::Filled) {
            return place.spot.is_some_and(|spot| self.skipped.borrow_mut().insert(spot));
        }
        let (code, message, help) = error.what.told();
        let missing = if let What::Missing(key) = error.what { Some(key) } else { None };
        let finding = Finding { code, range: place.shown, path: place.path, message, help };
        let known = missing.is_some_and(|key| self.present.borrow().contains(&(place.mapping, key.to_owned())))
            || self.findings.borrow().iter().any(|f| f.range == finding.range && f.message == finding.message);
        if !known {
            self.findings.borrow_mut().push(finding);
        }
        match (missing, place.spot) {
            (Some(key), _) if !self.filled.borrow().contains(&(place.mapping, key)) => {
                self.filled.borrow_mut().push((place.mapping, key));
                true
            }
            (_, Some(spot)) => self.skipped.borrow_mut().insert(spot),
            _ => false,
        }
    }

    fn repeated(&self, key: &Node, text: &str, path: &KeyPath) {
        if self.skipped.borrow_mut().insert(Spot::Entry(key.range.start)) {
            self.findings.borrow_mut().push(Finding {
                code: Code::RepeatedKey,
                range: key.range.clone(),
                path: path.then(text),
                message: format!("the key `{text}` is given twice"),
                help: Some("keep one of the two".into()),
            });
        }
    }
}
