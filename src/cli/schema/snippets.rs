//! A schema as snippets for an editor: for each key what it may begin with, for each entry of a list
//! its keys. The form is that of VS Code, which other editors read too.

use serde_json::{Map, Value, json};

use super::shape::{about, is_required, properties, target, two_forms, type_of, words};

/// A day as the editor fills it in.
const TODAY: &str = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE";

/// The snippets of a kind of file.
pub(super) fn snippets(schema: &Value) -> Value {
    let mut all = Map::new();
    for (key, property) in properties(schema) {
        let mut stops = Stops::default();
        let (_, is) = target(schema, property);
        let body = match type_of(is) {
            "array" => {
                let (name, item) = target(schema, &is["items"]);
                let entry = Entry { root: schema, item };
                if let Some((name, keys)) = name.and_then(|name| Some((name.to_lowercase(), entry.keys()?))) {
                    let lines = entry.full(keys, &mut Stops::default());
                    all.insert(format!("an entry of {key}"), snippet(&name, &lines, about(item)));
                    for (inner, property) in properties(keys) {
                        let line = format!("{inner}: {}", value(schema, property, &mut Stops::default()));
                        all.insert(format!("{inner} of {key}"), snippet(inner, &[line], about(property)));
                    }
                }
                match entry.first(&mut stops) {
                    Some(lines) => std::iter::once(format!("{key}:")).chain(lines).collect(),
                    None => vec![format!("{key}: [{}]", stops.last())],
                }
            }
            _ => vec![format!("{key}: {}", value(schema, property, &mut stops))],
        };
        all.insert(key.to_owned(), snippet(key, &body, about(property)));
    }
    Value::Object(all)
}

fn snippet(prefix: &str, body: &[String], about: &str) -> Value {
    json!({"scope": "markdown", "prefix": prefix, "body": body, "description": about})
}

/// The places of a snippet where something is to be written, counted from 1.
#[derive(Default)]
struct Stops(usize);

impl Stops {
    fn next(&mut self) -> usize {
        self.0 += 1;
        self.0
    }

    fn open(&mut self) -> String {
        format!("${}", self.next())
    }

    fn list(&mut self) -> String {
        format!("[{}]", self.open())
    }

    fn filled(&mut self, with: &str) -> String {
        format!("${{{}:{with}}}", self.next())
    }

    /// The place at which writing ends.
    fn last(&self) -> String {
        "$0".to_owned()
    }
}

/// What stands after a key: a choice of words, a day, or an open place.
fn value(root: &Value, schema: &Value, stops: &mut Stops) -> String {
    let (name, schema) = target(root, schema);
    if let Some(words) = words(schema) {
        let words: Vec<String> = words.into_iter().map(|word| word.values[0].replace(',', "\\,")).collect();
        return format!("${{{}|{}|}}", stops.next(), words.join(","));
    }
    match (name, type_of(schema)) {
        (Some("Moment"), _) => stops.filled(TODAY),
        (_, "array") => match schema["prefixItems"].as_array() {
            Some(items) => format!("[{}]", items.iter().map(|_| stops.open()).collect::<Vec<_>>().join(", ")),
            None => stops.list(),
        },
        _ => stops.open(),
    }
}

/// An entry of a list.
struct Entry<'a> {
    root: &'a Value,
    item: &'a Value,
}

impl<'a> Entry<'a> {
    /// The schema with the keys of an entry, if it has keys.
    fn keys(&self) -> Option<&'a Value> {
        let full = two_forms(self.item).map_or(self.item, |(_, full)| full);
        full.get("properties").map(|_| full)
    }

    /// How the first entry of a list begins; none for a list of words.
    fn first(&self, stops: &mut Stops) -> Option<Vec<String>> {
        let keys = self.keys()?;
        Some(match two_forms(self.item) {
            None => self.full(keys, stops).into_iter().map(|line| format!("  {line}")).collect(),
            Some((short, _)) if short["type"] == "string" => vec![format!("  - {}", stops.last())],
            Some(_) => vec![format!("  - {}: {}", stops.filled(TODAY), stops.last())],
        })
    }

    /// An entry with the keys that it must have, and those of one word or line that it may have.
    fn full(&self, keys: &'a Value, stops: &mut Stops) -> Vec<String> {
        let is_line = |property: &Value| {
            let (_, is) = target(self.root, property);
            type_of(is) != "array" || target(self.root, &is["items"]).1["$comment"] == "text"
        };
        let shown = properties(keys).filter(|(key, property)| is_required(keys, key) || is_line(property));
        let line = |(i, (key, property)): (usize, (&str, &Value))| {
            let bullet = if i == 0 { "- " } else { "  " };
            // An editor puts the first word of a choice where nobody chose: no judgment comes about so.
            let place = if type_of(target(self.root, property).1) == "array" { stops.list() } else { stops.open() };
            format!("{bullet}{key}: {place}")
        };
        shown.enumerate().map(line).collect()
    }
}
