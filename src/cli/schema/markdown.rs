//! A schema as a text for people: each key under a heading, what belongs to it in a list below.
//!
//! The pages of `content/pages/docs/reference/` hold what this makes. It knows the shapes that
//! `schemars` gives our own types, not all of JSON Schema.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value};

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
        let (name, schema) = self.target(schema);
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
            "array" if self.target(&schema["items"]).1["$comment"] == "text" => "a list of texts".to_owned(),
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
        let (name, schema) = self.target(schema);
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
            let item = self.target(&schema["items"]).1;
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

    /// What a schema stands for: the one that it refers to, with its name, or itself; whether
    /// nothing may stand there too is left aside.
    fn target(&self, schema: &'a Value) -> (Option<&'a str>, &'a Value) {
        if let Some(name) = schema["$ref"].as_str().and_then(|to| to.strip_prefix("#/$defs/")) {
            return (Some(name), &self.root["$defs"][name]);
        }
        match schema["anyOf"].as_array().map(Vec::as_slice) {
            Some([one, nothing]) if nothing["type"] == "null" => self.target(one),
            _ => (None, schema),
        }
    }
}

/// A word of a closed list, with others for the same.
struct Word<'a> {
    values: Vec<String>,
    about: &'a str,
}

impl Word<'_> {
    fn has_letters(&self) -> bool {
        self.values.iter().any(|value| value.contains(char::is_alphabetic))
    }

    fn written(&self) -> String {
        let values: Vec<String> = self.values.iter().map(|value| format!("`{value}`")).collect();
        match values.as_slice() {
            [first, also @ ..] if !also.is_empty() => format!("{first} (or {})", also.join(", ")),
            _ => values.concat(),
        }
    }
}

/// The words of a closed list.
fn words(schema: &Value) -> Option<Vec<Word<'_>>> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    if let Some(values) = schema["enum"].as_array() {
        return Some(values.iter().map(|value| Word { values: vec![text(value)], about: "" }).collect());
    }
    let forms = schema["anyOf"].as_array().or_else(|| schema["oneOf"].as_array())?;
    let mut words: Vec<Word<'_>> = Vec::new();
    for form in forms.iter().filter(|form| form.get("pattern").is_none()) {
        // A number may be written as a text too; that goes without saying.
        let value = text(form.get("const").or_else(|| form["enum"].get(0))?);
        let same = about(form).strip_prefix("Another word for ").map(without_stop);
        match words
            .iter_mut()
            .find(|word| Some(&word.values[0].to_lowercase()) == same.as_ref().map(|s| s.to_lowercase()).as_ref())
        {
            Some(word) => word.values.push(value),
            None => words.push(Word { values: vec![value], about: about(form) }),
        }
    }
    (!words.is_empty()).then_some(words)
}

/// The short form and the full one, where a mapping may be written in either.
fn two_forms(schema: &Value) -> Option<(&Value, &Value)> {
    match schema["anyOf"].as_array()?.as_slice() {
        [short, full] if full.get("properties").is_some() => Some((short, full)),
        _ => None,
    }
}

fn about(schema: &Value) -> &str {
    schema["description"].as_str().unwrap_or_default()
}

/// A sentence as a part of another one.
fn without_stop(sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('.');
    let mut chars = sentence.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

fn properties(schema: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let all = schema["properties"].as_object().into_iter().flat_map(Map::iter);
    all.map(|(key, property)| (key.as_str(), property))
}

fn is_required(schema: &Value, key: &str) -> bool {
    schema["required"].as_array().is_some_and(|keys| keys.iter().any(|name| name == key))
}

/// The type of what may stand there, beside nothing.
fn type_of(schema: &Value) -> &str {
    match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).find(|name| *name != "null").unwrap_or_default(),
        other => other.as_str().unwrap_or_default(),
    }
}

/// The place of a key on the page: a heading's is made the same way.
fn anchor(path: &str) -> String {
    path.replace(['.', '_'], "-")
}
