//! Typed values from YAML, with every mistake of a document in one reading.
//!
//! The fast path is `serde_yaml` straight into the type. Only when that fails is the text read
//! again as a [`tree`](super::tree), and the type built from it over and over: each failure is
//! noted with its place, its value is passed over, and the next reading finds the next mistake.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::tree::{self, Data, Node};
use crate::diagnostic::{At as PlaceAt, Code, Diagnostic, FilePath, KeyPath, Place, Step};
use crate::model::closest;
use crate::model::{COORDINATES, DATE};

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
        let place = Place { file: file.clone(), at: PlaceAt::Bytes(offset + range.start, offset + range.end) };
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
        let node = At { node: &tree, path: KeyPath::default(), range: tree.range.clone(), reading: &reading };
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
    let line = text[..at.min(text.len())].rfind('\n').map_or(0, |i| i + 1);
    let indented_by_tab = text[line..].starts_with('\t') || text[line..].trim_start_matches(' ').starts_with('\t');
    let help = if indented_by_tab {
        "YAML is indented by spaces; replace the tab"
    } else if text[line..].lines().next().is_some_and(|l| l.matches(": ").count() > 1) {
        "a value that holds a colon and a space stands in quotes: title: \"One: two\""
    } else {
        "a value with special characters (: # [ ] { } & * ! | > ' \" % @) stands in quotes"
    };
    Finding {
        code: Code::BadYaml,
        range: at..at,
        path: KeyPath::default(),
        message: format!("this is not YAML: {message}"),
        help: Some(help.into()),
    }
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

/// Where a failure is, and what the next reading may pass over.
#[derive(Debug, Clone)]
struct FailurePlace {
    shown: Range<usize>,
    path: KeyPath,
    spot: Option<Spot>,
    mapping: usize,
}

/// Why a value can't be built.
#[derive(Debug)]
struct Failure {
    what: What,
    place: Option<FailurePlace>,
}

#[derive(Debug)]
enum What {
    Message(String),
    Kind { found: String, wanted: String },
    Unknown { key: String, known: &'static [&'static str] },
    Missing(&'static str),
}

impl What {
    fn told(&self) -> (Code, String, Option<String>) {
        match self {
            What::Message(message) => {
                let (code, rest) = if let Some(rest) = message.strip_prefix(DATE) {
                    (Code::BadDate, rest)
                } else if let Some(rest) = message.strip_prefix(COORDINATES) {
                    (Code::BadCoordinates, rest)
                } else {
                    (Code::BadValue, message.as_str())
                };
                match rest.split_once('\n') {
                    Some((message, help)) => (code, message.to_owned(), Some(help.to_owned())),
                    None => (code, rest.to_owned(), None),
                }
            }
            What::Kind { found, wanted } => {
                let one = found.strip_prefix("string \"").and_then(|f| f.strip_suffix('"'));
                let help = (wanted.contains("string") && !found.contains("sequence") && !found.contains("map"))
                    .then(|| "put the value in quotes".to_owned())
                    .or_else(|| {
                        wanted.contains("sequence").then(|| format!("write a list: [{}]", one.unwrap_or("one, two")))
                    });
                (Code::BadValue, format!("this is {}, where {} is expected", plain(found), plain(wanted)), help)
            }
            What::Unknown { key, known } => {
                let help = match closest(key, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if known.len() > 12 => "remove it, or put it under `extra` for your own templates".to_owned(),
                    None => format!("the keys here are: {}", known.join(", ")),
                };
                (Code::UnknownKey, format!("there is no key `{key}` here"), Some(help))
            }
            What::Missing(key) => {
                (Code::MissingKey, format!("the key `{key}` is missing"), Some(format!("add a line `{key}: …`")))
            }
        }
    }
}

/// Serde's words for kinds of values, in an author's.
fn plain(kind: &str) -> String {
    let kind = kind.replace("unit value", "nothing").replace("integer", "the number");
    let kind = kind.replace("floating point", "the number").replace("boolean", "the yes-or-no value");
    match kind.as_str() {
        "sequence" => "a list".into(),
        "map" => "a mapping".into(),
        "a sequence" => "a list".into(),
        "a map" => "a mapping".into(),
        "a string" => "a text".into(),
        k if k.starts_with("string ") => format!("the text {}", k.trim_start_matches("string ")),
        k if k.starts_with("struct ") || k.starts_with("a struct") => "a mapping of keys".into(),
        _ => kind,
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what.told().1)
    }
}

impl std::error::Error for Failure {}

impl de::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Failure {
        Failure { what: What::Message(message.to_string()), place: None }
    }

    fn invalid_type(found: de::Unexpected<'_>, wanted: &dyn de::Expected) -> Failure {
        Failure { what: What::Kind { found: found.to_string(), wanted: wanted.to_string() }, place: None }
    }

    fn invalid_value(found: de::Unexpected<'_>, wanted: &dyn de::Expected) -> Failure {
        Failure::invalid_type(found, wanted)
    }

    fn unknown_field(key: &str, known: &'static [&'static str]) -> Failure {
        Failure { what: What::Unknown { key: key.to_owned(), known }, place: None }
    }

    fn missing_field(key: &'static str) -> Failure {
        Failure { what: What::Missing(key), place: None }
    }
}

/// A node that is being read.
#[derive(Clone)]
struct At<'a> {
    node: &'a Node,
    path: KeyPath,
    /// The value itself, or its key where it has no length.
    range: Range<usize>,
    reading: &'a Reading,
}

impl At<'_> {
    /// Gives a failure of this very node its place.
    fn placed<T>(&self, result: Result<T, Failure>, spot: Option<Spot>) -> Result<T, Failure> {
        result.map_err(|mut failure| {
            match &mut failure.place {
                Some(place) => {
                    // The next outer entry is what can be passed over, where the inner can't.
                    if place.spot.is_none() {
                        place.spot = spot;
                    }
                }
                None => {
                    let shown = match (&failure.what, &self.node.data) {
                        // A missing key is shown at the first line of its mapping.
                        (What::Missing(_), _) => self.range.start..self.range.start,
                        // A mapping is refused for one of its keys: for the one that is named, or
                        // for the date that it begins with.
                        (What::Unknown { key, .. }, Data::Mapping(entries)) => {
                            let found = entries.iter().find(|(k, _)| k.key_text() == *key);
                            found.map_or(self.range.clone(), |(k, _)| k.range.clone())
                        }
                        (What::Message(message), Data::Mapping(entries)) if message.starts_with(DATE) => {
                            entries.first().map_or(self.range.clone(), |(k, _)| k.range.clone())
                        }
                        _ => self.range.clone(),
                    };
                    let mapping = self.node.range.start;
                    failure.place = Some(FailurePlace { shown, path: self.path.clone(), spot, mapping });
                }
            }
            failure
        })
    }
}

impl<'de> Deserializer<'de> for At<'_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let this = self.clone();
        let result = match &self.node.data {
            Data::Scalar { text, plain: true } => visit_plain(text, visitor),
            Data::Scalar { text, .. } => visitor.visit_str(text),
            Data::Sequence(items) => visitor.visit_seq(Items { at: this, items: items.iter().enumerate() }),
            Data::Mapping(entries) => {
                let filled: Vec<&'static str> = self
                    .reading
                    .filled
                    .borrow()
                    .iter()
                    .filter(|(mapping, _)| *mapping == self.node.range.start)
                    .map(|(_, key)| *key)
                    .collect();
                visitor.visit_map(Entries {
                    at: this,
                    entries: entries.iter(),
                    seen: HashSet::new(),
                    value: None,
                    filled: filled.into_iter(),
                    filling: false,
                })
            }
        };
        self.placed(result, None)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.data {
            Data::Scalar { text, plain: true } if is_null(text) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct enum identifier
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// A plain scalar by the YAML 1.2 core schema (section 10.3.2), as `serde_yaml` reads it.
fn visit_plain<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Failure> {
    if is_null(text) {
        return visitor.visit_unit();
    }
    match text {
        "true" | "True" | "TRUE" => return visitor.visit_bool(true),
        "false" | "False" | "FALSE" => return visitor.visit_bool(false),
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let padded = digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
    if !padded && digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        if let Ok(number) = text.parse::<u64>() {
            return visitor.visit_u64(number);
        }
        if let Ok(number) = text.parse::<i64>() {
            return visitor.visit_i64(number);
        }
        if let Ok(number) = text.parse::<f64>() {
            return visitor.visit_f64(number);
        }
    }
    visitor.visit_str(text)
}

struct Items<'a> {
    at: At<'a>,
    items: std::iter::Enumerate<std::slice::Iter<'a, Node>>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        for (index, node) in self.items.by_ref() {
            let spot = Spot::Element(node.range.start);
            if self.at.reading.skipped.borrow().contains(&spot) {
                continue;
            }
            let item = At {
                node,
                path: self.at.path.then(Step::Index(index)),
                range: node.range.clone(),
                reading: self.at.reading,
            };
            return item.clone().placed(seed.deserialize(item), Some(spot)).map(Some);
        }
        Ok(None)
    }
}

struct Entries<'a> {
    at: At<'a>,
    entries: std::slice::Iter<'a, (Node, Node)>,
    seen: HashSet<String>,
    value: Option<(&'a Node, &'a Node)>,
    filled: std::vec::IntoIter<&'static str>,
    filling: bool,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        for (key, value) in self.entries.by_ref() {
            let text = key.key_text();
            if !self.seen.insert(text.clone()) {
                self.at.reading.repeated(key, &text, &self.at.path);
            }
            self.at.reading.present.borrow_mut().insert((self.at.node.range.start, text.clone()));
            let spot = Spot::Entry(key.range.start);
            if self.at.reading.skipped.borrow().contains(&spot) {
                continue;
            }
            self.value = Some((key, value));
            let at =
                At { node: key, path: self.at.path.then(text), range: key.range.clone(), reading: self.at.reading };
            return at.clone().placed(seed.deserialize(at), Some(spot)).map(Some);
        }
        self.filling = true;
        match self.filled.next() {
            Some(key) => seed.deserialize(de::value::StrDeserializer::new(key)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        if self.filling {
            // Stands in for a missing key, so that what follows is looked at too: it is a text and
            // a date in one. The mistake is noted; what is built of it is never shown.
            return seed.deserialize(de::value::StrDeserializer::new("2000-01-01"));
        }
        let Some((key, node)) = self.value.take() else {
            return Err(de::Error::custom("a value is asked for before its key"));
        };
        let range = if node.range.is_empty() { key.range.clone() } else { node.range.clone() };
        let at = At { node, path: self.at.path.then(key.key_text()), range, reading: self.at.reading };
        at.clone().placed(seed.deserialize(at), Some(Spot::Entry(key.range.start)))
    }
}
