//! As much of JSON Schema (draft 2020-12) as Dateline's own schemas use. A keyword that is not known
//! here fails the test: nothing is passed over in silence.

use regex_lite::Regex;
use serde_json::{Map, Value};

/// Keywords that describe and check nothing.
const NOTES: [&str; 7] = ["$schema", "$comment", "$defs", "title", "description", "default", "examples"];

/// What a schema has against a value: each fault as `path: what is wrong`.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    Check { root: schema, found: &mut found }.value(schema, value, "");
    found
}

struct Check<'a> {
    root: &'a Value,
    found: &'a mut Vec<String>,
}

impl Check<'_> {
    fn accepts(&self, schema: &Value, value: &Value) -> bool {
        let mut found = Vec::new();
        Check { root: self.root, found: &mut found }.value(schema, value, "");
        found.is_empty()
    }

    fn value(&mut self, schema: &Value, value: &Value, path: &str) {
        let keywords = match schema {
            Value::Bool(true) => return,
            Value::Bool(false) => return self.found.push(format!("{path}: nothing may stand here")),
            Value::Object(keywords) => keywords,
            other => panic!("{other} is no schema"),
        };
        for (keyword, rule) in keywords {
            if !NOTES.contains(&keyword.as_str()) && !self.keyword(keywords, keyword, rule, value, path) {
                self.found.push(format!("{path}: {value} against {keyword} {rule}"));
            }
        }
    }

    /// Whether a value passes one keyword; faults of its parts are noted by themselves.
    fn keyword(&mut self, all: &Map<String, Value>, keyword: &str, rule: &Value, value: &Value, path: &str) -> bool {
        let number = || rule.as_f64().unwrap();
        let count = || usize::try_from(rule.as_u64().unwrap()).unwrap();
        let schemas = || rule.as_array().unwrap();
        match keyword {
            "$ref" => {
                let target = self.root.pointer(rule.as_str().unwrap().strip_prefix('#').unwrap()).unwrap();
                self.value(target, value, path);
                true
            }
            "type" => match rule {
                Value::Array(kinds) => kinds.iter().any(|kind| is_a(value, kind.as_str().unwrap())),
                kind => is_a(value, kind.as_str().unwrap()),
            },
            "const" => value == rule,
            "enum" => schemas().contains(value),
            "anyOf" => schemas().iter().any(|schema| self.accepts(schema, value)),
            "oneOf" => schemas().iter().filter(|schema| self.accepts(schema, value)).count() == 1,
            "pattern" => value.as_str().is_none_or(|text| Regex::new(rule.as_str().unwrap()).unwrap().is_match(text)),
            "maxLength" => value.as_str().is_none_or(|text| text.chars().count() <= count()),
            "minimum" => value.as_f64().is_none_or(|n| n >= number()),
            "maximum" => value.as_f64().is_none_or(|n| n <= number()),
            "minItems" => value.as_array().is_none_or(|items| items.len() >= count()),
            "maxItems" => value.as_array().is_none_or(|items| items.len() <= count()),
            "minProperties" => value.as_object().is_none_or(|entries| entries.len() >= count()),
            "maxProperties" => value.as_object().is_none_or(|entries| entries.len() <= count()),
            "required" => {
                let there = |key: &Value| value.get(key.as_str().unwrap()).is_some();
                !value.is_object() || schemas().iter().all(there)
            }
            "prefixItems" => {
                for (i, (schema, item)) in schemas().iter().zip(value.as_array().into_iter().flatten()).enumerate() {
                    self.value(schema, item, &format!("{path}[{i}]"));
                }
                true
            }
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.value(rule, item, &format!("{path}[{i}]"));
                }
                true
            }
            "properties" => {
                for (key, item) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = rule.get(key) {
                        self.value(schema, item, &format!("{path}.{key}"));
                    }
                }
                true
            }
            "patternProperties" => {
                for (key, item) in value.as_object().into_iter().flatten() {
                    for (_, schema) in rule.as_object().unwrap().iter().filter(|(pattern, _)| is_match(pattern, key)) {
                        self.value(schema, item, &format!("{path}.{key}"));
                    }
                }
                true
            }
            "additionalProperties" => {
                let named = |key: &str| {
                    let patterns = all.get("patternProperties").and_then(Value::as_object);
                    all.get("properties").is_some_and(|properties| properties.get(key).is_some())
                        || patterns.is_some_and(|patterns| patterns.keys().any(|pattern| is_match(pattern, key)))
                };
                for (key, item) in value.as_object().into_iter().flatten().filter(|(key, _)| !named(key)) {
                    self.value(rule, item, &format!("{path}.{key}"));
                }
                true
            }
            _ => panic!("the keyword {keyword} is not known here"),
        }
    }
}

fn is_match(pattern: &str, text: &str) -> bool {
    Regex::new(pattern).unwrap().is_match(text)
}

fn is_a(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => panic!("{kind} is no type of JSON"),
    }
}
