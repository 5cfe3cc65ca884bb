//! Typed values from YAML, with every mistake of a document in one reading.
//!
//! The fast path is `serde_yaml` straight into the type. Only when that fails is the text read
//! again as a [`tree`](super::tree), and the type built from it over and over: each failure is
//! noted with its place, its value is passed over, and the next reading finds the next mistake.

mod access;
mod failure;
mod syntax;

use std::cell::RefCell;
use std::collections::HashSet;
use std::ops::Range;

use serde::de::DeserializeOwned;

use super::blocks::{self, Block, Whole};
use super::tree::{self, Data, Node};
use crate::diagnostic::{At, Code, Diagnostic, FilePath, KeyPath, Place};
use access::Reader;
use failure::{Failure, What};
pub(super) use syntax::Open;

/// The most mistakes that are looked for in one document: each costs a reading.
const MOST: usize = 300;

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
    let (value, findings, _) = read_over::<T>(text);
    (value, findings)
}

/// Where the elements of lists begin that a reading into a type passes over, in bytes: those after
/// them have smaller numbers in what was read than in the text.
pub(crate) fn passed_over<T: DeserializeOwned>(text: &str) -> HashSet<usize> {
    read_over::<T>(text).2
}

fn read_over<T: DeserializeOwned>(text: &str) -> (Option<T>, Vec<Finding>, HashSet<usize>) {
    let nowhere = HashSet::new();
    // What lies too deep is refused before a reader that takes long over it sees it.
    if let Some(at) = tree::too_deep(text) {
        let (message, help) = (tree::TOO_DEEP.to_owned(), Some("close each bracket that is opened".to_owned()));
        return (
            None,
            vec![Finding { code: Code::BadYaml, range: at..at, path: KeyPath::default(), message, help }],
            nowhere,
        );
    }
    // Before a reader that copies whatever an alias stands for.
    let is_beyond = tree::is_beyond(text);
    let fast = match (!is_beyond).then(|| serde_yaml::from_str::<T>(text)).transpose() {
        Ok(Some(value)) => return (Some(value), Vec::new(), nowhere),
        Ok(_) => None,
        Err(error) => Some(error),
    };
    let Whole { root: mut tree, broken } = match blocks::read(&syntax::tabs_as_spaces(text)) {
        Ok(whole) => whole,
        Err(error) => return (None, vec![syntax::not_yaml(text, 0..text.len(), &error.message, error.at)], nowhere),
    };
    if matches!(&tree.data, Data::Scalar { text, plain: true } if text.is_empty()) {
        // What is empty lacks all its keys.
        tree.data = Data::Mapping(Vec::new());
    }
    let reading = Reading { text, ..Reading::default() };
    for block in &broken {
        reading.broken(block, tree.range.start);
    }
    let mut value = None;
    let mut given_up = true;
    for _ in 0..MOST {
        let node = Reader { node: &tree, path: KeyPath::default(), range: tree.range.clone(), reading: &reading };
        let done = match T::deserialize(node) {
            Ok(whole) => {
                value = Some(whole);
                true
            }
            Err(error) => !reading.note(error),
        };
        if done {
            given_up = false;
            break;
        }
    }
    let mut findings = reading.findings.into_inner();
    if findings.is_empty() {
        // The two readers disagree: say what the first one said.
        let at = fast.as_ref().and_then(|error| error.location()).map_or(0, |l| l.index());
        let message = fast.map_or_else(|| tree::TOO_MANY.to_owned(), |error| error.to_string());
        findings.push(syntax::not_yaml(text, 0..text.len(), &message, at.min(text.len())));
    }
    findings.sort_by_key(|f| f.range.start);
    if given_up {
        let last = findings.last().map_or(0, |finding| finding.range.end);
        findings.push(Finding {
            code: Code::BadYaml,
            range: last..last,
            path: KeyPath::default(),
            message: format!("there may be more mistakes in this file: after {MOST} no more are looked for"),
            help: Some("mend these, and run it again".into()),
        });
    }
    let elements = reading.skipped.into_inner().into_iter();
    let passed = elements.filter_map(|spot| if let Spot::Element(at) = spot { Some(at) } else { None }).collect();
    (value, findings, passed)
}

/// What one document's readings have in common.
#[derive(Default)]
struct Reading<'t> {
    /// The document.
    text: &'t str,
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

impl Reading<'_> {
    /// Notes a failure and what the next reading does about it; false when nothing can be done.
    fn note(&self, error: Failure) -> bool {
        let Some(place) = error.place else {
            return false;
        };
        if matches!(error.what, What::Filled) {
            return place.spot.is_some_and(|spot| self.skipped.borrow_mut().insert(spot));
        }
        let written = self.text.get(place.shown.clone()).unwrap_or_default();
        let (code, message, help) = error.what.told(written, &place.path);
        let (message, help) = match &error.what {
            What::Unknown { key, .. } if place.bare_key => (
                format!("`{key}` stands where a key does: a comma ends the value before it"),
                Some("put quotation marks around a text with a comma in it".to_owned()),
            ),
            _ => (message, help),
        };
        let missing = if let What::Missing(key) = error.what { Some(key) } else { None };
        let finding = Finding { code, range: place.shown, path: place.path, message, help };
        let known = match missing {
            Some(key) => {
                self.present.borrow().contains(&(place.mapping, key.to_owned()))
                    || (place.spent && !finding.path.0.is_empty())
                    || self.is_mistyped(&finding.path, key)
            }
            None => matches!(error.what, What::Message(_)) && self.is_of_parts(&finding.path),
        };
        let known =
            known || self.findings.borrow().iter().any(|f| f.range == finding.range && f.message == finding.message);
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

    /// Whether a key of the mapping at a path was told to be this one, mistyped.
    fn is_mistyped(&self, mapping: &KeyPath, key: &str) -> bool {
        let meant = format!("did you mean `{key}`?");
        self.findings.borrow().iter().any(|finding| {
            finding.code == Code::UnknownKey
                && finding.help.as_deref() == Some(&meant)
                && finding.path.0.split_last().is_none_or(|(_, above)| above == mapping.0.as_slice())
        })
    }

    /// Whether parts of the value at a path were told of: without them, the whole can't be right.
    fn is_of_parts(&self, path: &KeyPath) -> bool {
        let below = |finding: &Finding| finding.path.0.len() > path.0.len() && finding.path.0.starts_with(&path.0);
        !path.0.is_empty() && self.findings.borrow().iter().any(below)
    }

    /// Notes what is not YAML, in the mapping that begins at a byte.
    fn broken(&self, block: &Block, mapping: usize) {
        let found = syntax::not_yaml(self.text, block.range.clone(), &block.error.message, block.error.at);
        self.findings.borrow_mut().push(Finding { path: KeyPath::default().then(block.key.as_str()), ..found });
        self.present.borrow_mut().extend(block.keys(self.text).map(|key| (mapping, key.to_owned())));
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
