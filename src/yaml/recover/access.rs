//! The tree as `serde` reads it: each failure learns its place on the way out.

use std::collections::HashSet;
use std::ops::Range;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::failure::{Failure, FailurePlace, What};
use super::{Reading, Spot};
use crate::diagnostic::{KeyPath, Step};
use crate::model::DATE;
use crate::yaml::tree::{Data, Node};

/// A node that is being read.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    pub(super) node: &'a Node,
    pub(super) path: KeyPath,
    /// The value itself, or its key where it has no length.
    pub(super) range: Range<usize>,
    pub(super) reading: &'a Reading<'a>,
}

impl Reader<'_> {
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
                    let skipped = self.reading.skipped.borrow();
                    let bare_key = match (&failure.what, &self.node.data) {
                        (What::Unknown { key, .. }, Data::Mapping(entries)) => {
                            entries.iter().any(|(k, v)| k.key_text() == *key && v.range.is_empty())
                        }
                        _ => false,
                    };
                    let spent = match &self.node.data {
                        Data::Mapping(entries) => {
                            entries.iter().all(|(key, _)| skipped.contains(&Spot::Entry(key.range.start)))
                        }
                        _ => false,
                    };
                    failure.place =
                        Some(FailurePlace { shown, path: self.path.clone(), spot, mapping, spent, bare_key });
                }
            }
            failure
        })
    }
}

impl<'de> Deserializer<'de> for Reader<'_> {
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

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let result = match &self.node.data {
            Data::Scalar { text, .. } => {
                de::value::StrDeserializer::<Failure>::new(text).deserialize_enum(name, words, visitor)
            }
            _ => self.clone().deserialize_any(visitor),
        };
        self.placed(result, None)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.data {
            // `title: 2025` is a title, as for `serde_yaml`.
            Data::Scalar { text, .. } => self.placed(visitor.visit_str(text), None),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_str(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match &self.node.data {
            // A struct would take its values from a list too, by their order: no author means that.
            Data::Sequence(_) => self.placed(Err(de::Error::invalid_type(de::Unexpected::Seq, &visitor)), None),
            _ => self.deserialize_any(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        seq tuple tuple_struct map identifier
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
    at: Reader<'a>,
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
            let item = Reader {
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
    at: Reader<'a>,
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
                Reader { node: key, path: self.at.path.then(text), range: key.range.clone(), reading: self.at.reading };
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
            let stand_in = de::value::StrDeserializer::<Failure>::new("2000-01-01");
            return seed.deserialize(stand_in).map_err(|_| Failure { what: What::Filled, place: None });
        }
        let Some((key, node)) = self.value.take() else {
            return Err(de::Error::custom("a value is asked for before its key"));
        };
        let range = if node.range.is_empty() { key.range.clone() } else { node.range.clone() };
        let at = Reader { node, path: self.at.path.then(key.key_text()), range, reading: self.at.reading };
        at.clone().placed(seed.deserialize(at), Some(Spot::Entry(key.range.start)))
    }
}
