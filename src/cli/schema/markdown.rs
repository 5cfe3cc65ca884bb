//! A schema as a text for people: each key under a heading, what belongs to it in a list below.
//!
//! The pages of `content/pages/docs/reference/` hold what this makes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::shape::{Word, about, is_required, properties, target, two_forms, type_of, without_stop, words};

/// What may be written, key by key, as Markdown without a line break at its end.
pub(super) fn reference(schema: &Value) -> String {
    let mut reference = Reference { root: schema, told: BTreeMap::new(), out: String::new() };
    reference.out.push_str(about(schema));
    for (key, property) in properties(schema) {
        reference.section(key, property, is_required(schema, key));
    }
    reference.out
}

struct Reference<'a> {
    root: &'a Value,
    /// Kinds of value that have been explained, each with the key where that was done.
    told: BTreeMap<&'a str, String>,
    out: String,
}

/// More of the same in one mapping is listed in a line: `checks` has a key for every kind of mistake.
const MANY: usize = 10;

impl<'a> Reference<'a> {
    /// A key of the file itself.
    fn section(&mut self, key: &str, property: &'a Value, required: bool) {
        let need = if required { "Required" } else { "Optional" };
        let _ = write!(self.out, "\n\n## `{key}`\n\n*{need}: {}.*\n\n{}", self.kind(property), about(property));
        self.details(property, key, 0);
    }

    /// A key of a mapping, as an entry of a list.
    fn entry(&mut self, key: &str, property: &'a Value, required: bool, path: &str, depth: usize) {
        let path = format!("{path}.{key}");
        let need = if required { ", required" } else { "" };
        let kind = self.kind(property);
        self.item(depth);
        let _ = write!(self.out, "<span id=\"{}\">`{key}`</span> ({kind}{need}): {}", anchor(&path), about(property));
        self.details(property, &path, depth + 1);
    }

    fn item(&mut self, depth: usize) {
        let _ = write!(self.out, "\n{}- ", "  ".repeat(depth));
    }

    /// A sentence, after what a key means: as a paragraph of its own, or in the same entry.
    fn sentence(&mut self, text: &str, depth: usize) {
        let _ = write!(self.out, "{}{text}", if depth == 0 { "\n\n" } else { " " });
    }

    /// A list begins; below a paragraph it needs a line before it.
    fn list(&mut self, depth: usize) {
        if depth == 0 {
            self.out.push('\n');
        }
    }

    /// What a value is, in a few words.
    fn kind(&self, schema: &'a Value) -> String {
        let (name, schema) = target(self.root, schema);
        let told = name.and_then(|name| self.told.get(name));
        if let Some(words) = words(schema) {
            return match (told, words.iter().all(|word| word.about.is_empty())) {
                (Some(key), _) => format!("a word, as in [`{key}`](#{})", anchor(key)),
                (None, true) => words.iter().map(|word| word.written()).collect::<Vec<_>>().join(", "),
                (None, false) if !words.iter().any(Word::has_letters) => "one of these numbers".to_owned(),
                // What derives its words takes them as they stand.
                (None, false) if schema.get("oneOf").is_some() => "one of these words".to_owned(),
                (None, false) => "one of these words, in any letter case".to_owned(),
            };
        }
        if let Some(what) = schema["$comment"].as_str() {
            return told.map_or(what.to_owned(), |key| format!("{what}, as in [`{key}`](#{})", anchor(key)));
        }
        if let Some((short, _)) = two_forms(schema) {
            return match short["type"] == "string" {
                true => format!("{}, or a mapping", without_stop(about(short))),
                false => "a mapping".to_owned(),
            };
        }
        let default = schema.get("default").filter(|default| default.is_boolean() || default.is_number());
        let default = default.map_or(String::new(), |value| format!("; `{value}` by default"));
        match type_of(schema) {
            "array" if target(self.root, &schema["items"]).1["$comment"] == "text" => "a list of texts".to_owned(),
            "array" => "a list".to_owned(),
            "boolean" => format!("`true` or `false`{default}"),
            "integer" => format!("a whole number{default}"),
            "string" => "text".to_owned(),
            _ if schema["additionalProperties"] == true => "a mapping of any keys".to_owned(),
            _ => "a mapping".to_owned(),
        }
    }

    /// What may stand in a value, if its kind does not say that already.
    fn details(&mut self, schema: &'a Value, path: &str, depth: usize) {
        let (name, schema) = target(self.root, schema);
        if let Some(name) = name {
            if self.told.contains_key(name) {
                return;
            }
            self.told.insert(name, path.to_owned());
        }
        if let Some(words) = words(schema) {
            self.words(&words, depth);
        } else if schema["$comment"].is_string() {
            if name.is_some() {
                self.sentence(about(schema), depth);
            }
        } else if let Some((short, full)) = two_forms(schema) {
            let which = if path.ends_with("[]") { "An entry" } else { "The value" };
            let short = format!("{which} may be short: {}. Or it has these keys:", without_stop(about(short)));
            self.sentence(&short, depth);
            self.keys(full, path.trim_end_matches("[]"), depth);
        } else if let Some(forms) = schema["oneOf"].as_array() {
            self.sentence("Each has one of these forms:", depth);
            self.forms(forms, path, depth);
        } else if schema["items"].is_object() {
            let item = target(self.root, &schema["items"]).1;
            match two_forms(item) {
                Some(_) => self.details(&schema["items"], &format!("{path}[]"), depth),
                None => {
                    if type_of(item) == "object" {
                        self.sentence("Each entry has these keys:", depth);
                    }
                    self.details(&schema["items"], path, depth);
                }
            }
        } else if schema["additionalProperties"].is_object() {
            self.details(&schema["additionalProperties"], path, depth);
        } else {
            self.keys(schema, path, depth);
        }
    }

    fn words(&mut self, words: &[Word<'_>], depth: usize) {
        if words.iter().all(|word| word.about.is_empty()) {
            return;
        }
        self.list(depth);
        for word in words {
            self.item(depth);
            let _ = write!(self.out, "{}: {}", word.written(), word.about);
        }
    }

    fn keys(&mut self, schema: &'a Value, path: &str, depth: usize) {
        let keys: Vec<_> = properties(schema).collect();
        if keys.len() > MANY && keys.iter().all(|(_, key)| key.get("$ref").is_some() || key.get("const").is_some()) {
            // What takes one value only is not worth writing.
            let free: Vec<_> = keys.iter().filter(|(_, key)| key.get("const").is_none()).collect();
            let names: Vec<String> = free.iter().map(|(key, _)| format!("`{key}`")).collect();
            let kind = free.first().map_or(String::new(), |(_, key)| self.kind(key));
            self.sentence(&format!("Its keys: {}. Each takes one of: {kind}.", names.join(", ")), depth);
            return;
        }
        if !keys.is_empty() {
            self.list(depth);
        }
        for (key, property) in keys {
            self.entry(key, property, is_required(schema, key), path, depth);
        }
    }

    /// Mappings that one key, with a word of its own in each, tells apart.
    fn forms(&mut self, forms: &'a [Value], path: &str, depth: usize) {
        self.list(depth);
        for form in forms {
            let mark = properties(form).find_map(|(key, property)| Some((key, property.get("const")?.as_str()?)));
            let Some((mark, word)) = mark else { continue };
            self.item(depth);
            let _ = write!(self.out, "`{mark}: {word}`: {} With it go:", about(form));
            for (key, property) in properties(form).filter(|(key, _)| *key != mark) {
                self.entry(key, property, is_required(form, key), &format!("{path}.{word}"), depth + 1);
            }
        }
    }
}

/// The place of a key on the page: a heading's is made the same way.
fn anchor(path: &str) -> String {
    path.replace(['.', '_'], "-")
}
