//! JSON Schema for editors (draft 2020-12): what an author may write, told by the very types that
//! read it, with their documentation as descriptions.
//!
//! Most types derive theirs. Those whose reading is written by hand say theirs here or beside it.
//! A schema never refuses what Dateline takes; what only a closer look tells (whether `2025-02-30` is
//! a day), it leaves to `dateline check`.
//!
//! `$comment` says in a word or two what a value is; editors pass it over, and the reference for
//! people (`dateline schema --format markdown`) shows it.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::{Coordinates, Lang, Slug, Text, Vocabulary, WebUrl, Wikidata};

/// The schema of what may be written for a type, as a document of its own.
pub(crate) fn schema_of<T: JsonSchema>() -> Value {
    let mut schema = SchemaSettings::draft2020_12().for_deserialize().into_generator().into_root_schema_for::<T>();
    RecursiveTransform(tidy).transform(&mut schema);
    schema.to_value()
}

/// Makes of Rust's documentation a text for an editor, and lets an optional list be left empty, as
/// reading does.
fn tidy(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.split("\n\n").map(|part| part.replace('\n', " ")).collect::<Vec<_>>().join("\n\n");
    }
    // A format of schemars' own, which strict readers do not know.
    if schema.get("format").is_some_and(|format| format == "uint") {
        schema.remove("format");
    }
    let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return;
    };
    for (key, property) in properties {
        let optional = !required.iter().any(|name| name == key);
        if let Some(kind) = property.get_mut("type").filter(|kind| optional && *kind == "array") {
            *kind = serde_json::json!(["array", "null"]);
        }
    }
}

/// Gives a type that is written in one way a schema that stands wherever the type does.
macro_rules! written {
    ($($type:ident as $schema:tt;)*) => {
        $(
            impl JsonSchema for $type {
                fn inline_schema() -> bool {
                    true
                }

                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($type).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!($schema)
                }
            }
        )*
    };
}

written! {
    Text as {"$comment": "text", "type": ["string", "number"], "pattern": "\\S"};
    Slug as {"$comment": "an id: small letters a to z, digits and hyphens", "type": ["string", "number"], "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 100};
    Lang as {"$comment": "a language tag", "type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", "maxLength": 35};
    WebUrl as {"$comment": "a web address", "type": "string", "pattern": "^\\s*[Hh][Tt][Tt][Pp][Ss]?://[^/?#]"};
    Wikidata as {"$comment": "the number of an item", "type": "string", "pattern": "^Q[0-9]+$"};
    Coordinates as {
        "$comment": "two numbers",
        "type": "array",
        "prefixItems": [
            {"type": "number", "minimum": -90, "maximum": 90, "description": "Degrees north of the equator."},
            {"type": "number", "minimum": -180, "maximum": 180, "description": "Degrees east of Greenwich."}
        ],
        "minItems": 2,
        "maxItems": 2
    };
}

/// The schema of a closed list of words: each with its meaning, then other words for the same, then
/// any letter case of all of them.
pub(super) fn words<V: Vocabulary>(about: &str, meanings: &[&str]) -> Schema {
    let mut forms: Vec<Value> = V::WORDS
        .iter()
        .zip(meanings)
        .map(|((word, _), meaning)| match word.parse::<u64>() {
            // YAML takes it for a number.
            Ok(number) => serde_json::json!({"enum": [number, word], "description": meaning.trim()}),
            Err(_) => serde_json::json!({"const": word, "description": meaning.trim()}),
        })
        .collect();
    for (word, value) in V::ALSO {
        forms.push(serde_json::json!({"const": word, "description": format!("Another word for {}.", value.as_str())}));
    }
    let all: Vec<String> = V::WORDS.iter().chain(V::ALSO).map(|(word, _)| in_any_case(word)).collect();
    forms.push(serde_json::json!({"type": "string", "pattern": format!("^\\s*({})\\s*$", all.join("|"))}));
    json_schema!({"description": about.trim(), "anyOf": forms})
}

/// A regular expression (ECMA-262) for a word in any letter case, with `_`, `-` or a space between.
fn in_any_case(word: &str) -> String {
    let mut pattern = String::new();
    for c in word.chars() {
        match c {
            ' ' | '_' | '-' => pattern.push_str("[ _-]"),
            c if c.is_ascii_alphabetic() => {
                pattern.extend(['[', c.to_ascii_uppercase(), c.to_ascii_lowercase(), ']']);
            }
            '+' => pattern.push_str("\\+"),
            c => pattern.push(c),
        }
    }
    pattern
}
