//! Says what the interface says: the filters `say` and `words` of templates, and the same for what is worded in code.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::model::{Interface, Lang, Said, holes};

/// The kinds of notes that Markdown has.
const ALERTS: [&str; 5] = ["note", "tip", "important", "warning", "caution"];

/// The words of the interface in one language.
#[derive(Debug)]
pub struct Say {
    words: Interface,
    /// What takes nothing, ready for a page.
    plain: HashMap<String, Value>,
    rules: Option<PluralRules>,
    /// What stands between thousands.
    group: String,
}

impl Say {
    /// The words of a language, by its rules of number.
    pub(super) fn new(words: &Interface, language: &Lang, group: &str) -> Say {
        let plain = words.iter().filter_map(|(key, said)| match said {
            Said::Text(text) if holes(text).next().is_none() => {
                Some((key.to_owned(), Value::safe_string(&escaped(text))))
            }
            _ => None,
        });
        let locale = language.as_str().parse::<Locale>().ok();
        let rules = locale.and_then(|locale| PluralRules::try_new_cardinal((&locale).into()).ok());
        Say { words: words.clone(), plain: plain.collect(), rules, group: group.to_owned() }
    }

    /// A word or a sentence without holes. `tests/theme.rs` sees to it that there is one for each key in the code.
    pub fn text(&self, key: &str) -> &str {
        self.words.get(key).map_or("", |said| said.of("other"))
    }

    /// A sentence with its holes filled.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let value = |name: &str| values.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned());
        self.words.get(key).and_then(|said| filled(said.of("other"), value, str::to_owned).ok()).unwrap_or_default()
    }

    /// The category of a number, by the language's rules.
    fn category(&self, count: i64) -> &'static str {
        let category = self.rules.as_ref().map_or(PluralCategory::Other, |rules| rules.category_for(count));
        match category {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }

    /// What a page shows for a value: numbers as the language writes them, texts escaped unless they are HTML.
    fn shown(&self, value: &Value) -> String {
        match (number(value), value.as_str()) {
            (Some(number), _) => grouped(number, &self.group),
            (None, Some(text)) if value.is_safe() => text.to_owned(),
            _ => escaped(&value.to_string()),
        }
    }

    /// What a style sheet says by itself: the words over notes in a text, and what stands between names, as properties.
    pub(super) fn style(&self) -> String {
        let word = |kind: &&str| format!(" --word-{kind}: {};", quoted(self.text(&format!("alert_{kind}"))));
        let comma = quoted(self.text("comma"));
        format!("\n:root {{ --word-comma: {comma};{} }}\n", ALERTS.iter().map(word).collect::<String>())
    }

    fn say(&self, key: &str, given: &Kwargs) -> TeraResult<Value> {
        if let Some(plain) = self.plain.get(key) {
            return Ok(plain.clone());
        }
        let said = self.words.get(key).ok_or_else(|| unknown(key))?;
        let count = given.get::<&Value>("count")?.and_then(number);
        let text = match (said, count) {
            (Said::Counted(_), None) => return Err(Error::message(format!("`{key}` depends on a number: `count=`"))),
            (_, count) => said.of(count.map_or("other", |count| self.category(count))),
        };
        let value = |name: &str| given.get::<&Value>(name).ok().flatten().map(|value| self.shown(value));
        match filled(text, value, escaped) {
            Ok(said) => Ok(Value::safe_string(&said)),
            Err(name) => Err(Error::message(format!("`{key}` says something of `{name}`, which it is not given"))),
        }
    }

    /// Words for a script: JSON by key, a text or the forms by number.
    fn for_script(&self, keys: &Value) -> TeraResult<Value> {
        let mut all = serde_json::Map::new();
        for key in keys.as_array().into_iter().flatten().filter_map(Value::as_str) {
            let said = match self.words.get(key).ok_or_else(|| unknown(key))? {
                Said::Text(text) => text.as_str().into(),
                Said::Counted(forms) => forms.iter().map(|(name, text)| (*name, text.as_str())).collect(),
            };
            all.insert(key.to_owned(), said);
        }
        Ok(Value::from(serde_json::Value::Object(all).to_string()))
    }
}

/// Gives templates their filters.
pub(super) fn register(tera: &mut Tera, say: &Arc<Say>) {
    let (page, script) = (Arc::clone(say), Arc::clone(say));
    tera.register_filter("say", move |key: Value, given: Kwargs, _: &State<'_>| {
        page.say(key.as_str().unwrap_or_default(), &given)
    });
    tera.register_filter("words", move |keys: Value, _: Kwargs, _: &State<'_>| script.for_script(&keys));
}

fn unknown(key: &str) -> Error {
    let near = crate::model::closest(key, Interface::keys().iter().copied());
    let help = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Error::message(format!("the interface has no word `{key}`{help}"))
}

/// A text with its holes filled.
///
/// # Errors
/// The name for which there is no value.
fn filled(
    text: &str,
    value: impl Fn(&str) -> Option<String>,
    plain: impl Fn(&str) -> String,
) -> Result<String, String> {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((before, hole)) = rest.split_once('{') {
        let (name, after) = hole.split_once('}').unwrap_or((hole, ""));
        out.push_str(&plain(before));
        out.push_str(&value(name).ok_or(name)?);
        rest = after;
    }
    out.push_str(&plain(rest));
    Ok(out)
}

fn escaped(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    // Writing into memory does not fail.
    let _ = tera::escape_html(text, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// A text as a style sheet writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' | '\n' | '<' => _ = write!(out, "\\{:x} ", u32::from(c)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn number(value: &Value) -> Option<i64> {
    value.as_i64()
}

fn grouped(number: i64, group: &str) -> String {
    let mut out = String::new();
    let digits = number.unsigned_abs().to_string();
    if number < 0 {
        out.push('\u{2212}');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push_str(group);
        }
        let _ = out.write_char(digit);
    }
    out
}
