//! Why a value can't be built, in an author's words.

use std::fmt;
use std::ops::Range;

use serde::de;

use super::Spot;
use crate::diagnostic::{Code, KeyPath};
use crate::model::{COORDINATES, DATE, ID, closest};

/// Where a failure is, and what the next reading may pass over.
#[derive(Debug, Clone)]
pub(super) struct FailurePlace {
    pub(super) shown: Range<usize>,
    pub(super) path: KeyPath,
    pub(super) spot: Option<Spot>,
    pub(super) mapping: usize,
}

/// Why a value can't be built.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) what: What,
    pub(super) place: Option<FailurePlace>,
}

#[derive(Debug)]
pub(super) enum What {
    Message(String),
    Kind {
        found: String,
        wanted: String,
    },
    Unknown {
        key: String,
        known: &'static [&'static str],
    },
    /// A word that is not one of a closed list.
    Word {
        word: String,
        known: &'static [&'static str],
    },
    Missing(&'static str),
    /// What stands in for a missing key did not fit: the key is told as missing already.
    Filled,
}

impl What {
    pub(super) fn told(&self) -> (Code, String, Option<String>) {
        match self {
            What::Message(message) => {
                let (code, rest) = if let Some(rest) = message.strip_prefix(DATE) {
                    (Code::BadDate, rest)
                } else if let Some(rest) = message.strip_prefix(COORDINATES) {
                    (Code::BadCoordinates, rest)
                } else if let Some(rest) = message.strip_prefix(ID) {
                    (Code::BadId, rest)
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
            What::Word { word, known } => {
                let help = match closest(word, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("it is one of: {}", known.join(", ")),
                };
                (Code::BadValue, format!("`{word}` is not one of the words that can stand here"), Some(help))
            }
            What::Filled => (Code::MissingKey, String::new(), None),
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

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Failure {
        Failure { what: What::Word { word: word.to_owned(), known }, place: None }
    }

    fn missing_field(key: &'static str) -> Failure {
        Failure { what: What::Missing(key), place: None }
    }
}
