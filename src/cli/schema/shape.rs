//! How a schema is read. It knows the shapes that `schemars` gives our own types, not all of JSON Schema.

use serde_json::{Map, Value};

/// What a schema stands for: the one that it refers to, with its name, or itself; whether nothing may
/// stand there too is left aside.
pub(super) fn target<'a>(root: &'a Value, schema: &'a Value) -> (Option<&'a str>, &'a Value) {
    if let Some(name) = schema["$ref"].as_str().and_then(|to| to.strip_prefix("#/$defs/")) {
        return (Some(name), &root["$defs"][name]);
    }
    match schema["anyOf"].as_array().map(Vec::as_slice) {
        Some([one, nothing]) if nothing["type"] == "null" => target(root, one),
        _ => (None, schema),
    }
}

/// A word of a closed list, with others for the same.
pub(super) struct Word<'a> {
    /// The word, and those that mean the same.
    pub(super) values: Vec<String>,
    pub(super) about: &'a str,
}

impl Word<'_> {
    pub(super) fn has_letters(&self) -> bool {
        self.values.iter().any(|value| value.contains(char::is_alphabetic))
    }

    pub(super) fn written(&self) -> String {
        let values: Vec<String> = self.values.iter().map(|value| format!("`{value}`")).collect();
        match values.as_slice() {
            [first, also @ ..] if !also.is_empty() => format!("{first} (or {})", also.join(", ")),
            _ => values.concat(),
        }
    }
}

/// The words of a closed list.
pub(super) fn words(schema: &Value) -> Option<Vec<Word<'_>>> {
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
pub(super) fn two_forms(schema: &Value) -> Option<(&Value, &Value)> {
    match schema["anyOf"].as_array()?.as_slice() {
        [short, full] if full.get("properties").is_some() => Some((short, full)),
        _ => None,
    }
}

pub(super) fn about(schema: &Value) -> &str {
    schema["description"].as_str().unwrap_or_default()
}

/// A sentence as a part of another one.
pub(super) fn without_stop(sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('.');
    let mut chars = sentence.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

pub(super) fn properties(schema: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let all = schema["properties"].as_object().into_iter().flat_map(Map::iter);
    all.map(|(key, property)| (key.as_str(), property))
}

pub(super) fn is_required(schema: &Value, key: &str) -> bool {
    schema["required"].as_array().is_some_and(|keys| keys.iter().any(|name| name == key))
}

/// The type of what may stand there, beside nothing.
pub(super) fn type_of(schema: &Value) -> &str {
    match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).find(|name| *name != "null").unwrap_or_default(),
        other => other.as_str().unwrap_or_default(),
    }
}
