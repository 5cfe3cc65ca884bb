//! What the interface says: headings, labels, sentences, by key, with what depends on a number in its plural forms.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::OnceLock;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_yaml::{Mapping, Value};

use super::words::LANGUAGES;

/// The categories of number that languages tell apart (Unicode CLDR).
pub const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The part `interface` of a file of words.
#[derive(Debug, Clone, Default)]
pub struct Interface(BTreeMap<String, Said>);

/// What is said under one key; `{name}` in it stands for what its place in the page gives.
#[derive(Debug, Clone)]
pub enum Said {
    /// The same whatever the number.
    Text(String),
    /// By the category of the number, `other` among them.
    Counted(BTreeMap<&'static str, String>),
}

impl Said {
    /// The text for a category of number.
    pub fn of(&self, category: &str) -> &str {
        match self {
            Said::Text(text) => text,
            Said::Counted(forms) => forms.get(category).or_else(|| forms.get("other")).map_or("", String::as_str),
        }
    }

    /// Its texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let (text, forms) = match self {
            Said::Text(text) => (Some(text), None),
            Said::Counted(forms) => (None, Some(forms.values())),
        };
        text.into_iter().chain(forms.into_iter().flatten()).map(String::as_str)
    }
}

impl Interface {
    /// Every key with what is said under it, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Said)> {
        self.0.iter().map(|(key, said)| (&**key, said))
    }

    /// What is said under a key.
    pub fn get(&self, key: &str) -> Option<&Said> {
        self.0.get(key)
    }

    /// Every key, as the English file has them.
    pub fn keys() -> &'static [&'static str] {
        &english().0
    }
}

/// The names that stand in braces in a text.
pub fn holes(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

/// What a key takes: the names in braces, and whether it depends on a number.
#[derive(Debug, Default)]
struct Takes {
    holes: BTreeSet<&'static str>,
    is_counted: bool,
}

/// The keys, and what each takes: the English file is the measure of all others.
fn english() -> &'static (Vec<&'static str>, BTreeMap<&'static str, Takes>) {
    static ENGLISH: OnceLock<(Vec<&'static str>, BTreeMap<&'static str, Takes>)> = OnceLock::new();
    ENGLISH.get_or_init(|| {
        let whole: Mapping = serde_yaml::from_str(LANGUAGES[0].text).unwrap_or_default();
        let interface = whole.get("interface").and_then(Value::as_mapping).cloned().unwrap_or_default();
        let takes: BTreeMap<&'static str, Takes> = interface
            .iter()
            .filter_map(|(key, said)| {
                let texts: Vec<&str> = match said {
                    Value::Mapping(forms) => forms.values().filter_map(Value::as_str).collect(),
                    said => said.as_str().into_iter().collect(),
                };
                // Kept for as long as the program runs: it is read once.
                let holes = texts.into_iter().flat_map(holes).map(|name| &*name.to_owned().leak()).collect();
                let takes = Takes { holes, is_counted: said.is_mapping() };
                Some((&*key.as_str()?.to_owned().leak(), takes))
            })
            .collect();
        (takes.keys().copied().collect(), takes)
    })
}

/// A text with the names in braces that its key takes. In one of several forms the number may go unsaid.
fn checked(text: &str, takes: &Takes, is_form: bool) -> Result<String, String> {
    let wanted = || takes.holes.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(" and ");
    let write = || if takes.holes.is_empty() { "take it away".to_owned() } else { format!("write {}", wanted()) };
    let own: BTreeSet<&str> = holes(text).collect();
    let braces = text.matches('{').count();
    if braces != text.matches('}').count() || braces != holes(text).count() {
        return Err(format!("a brace in `{text}` has no partner\n{}", write()));
    }
    if let Some(name) = own.iter().find(|name| !takes.holes.contains(**name)) {
        return Err(format!("`{{{name}}}` stands for nothing here\n{}", write()));
    }
    let may_lack = |name: &str| is_form && name == "count";
    match takes.holes.iter().find(|name| !own.contains(**name) && !may_lack(name)) {
        Some(name) => Err(format!("`{text}` has no place for {{{name}}}\nwrite {} in it", wanted())),
        None => Ok(text.to_owned()),
    }
}

/// A key of those that there are: another is a mistake of its own, and what follows it is read.
struct OneOf(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for OneOf {
    type Value = &'static str;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<&'static str, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for OneOf {
    type Value = &'static str;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<&'static str, E> {
        self.0.iter().find(|own| **own == key).copied().ok_or_else(|| E::unknown_field(key, self.0))
    }
}

impl<'de> Deserialize<'de> for Interface {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;

        impl<'de> Visitor<'de> for Keys {
            type Value = Interface;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping of keys")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Interface, A::Error> {
                let mut all = BTreeMap::new();
                while let Some(key) = map.next_key_seed(OneOf(Interface::keys()))? {
                    let value = english().1.get(key).map(|takes| map.next_value_seed(takes));
                    all.extend(value.transpose()?.map(|said| (key.to_owned(), said)));
                }
                Ok(Interface(all))
            }
        }

        deserializer.deserialize_map(Keys)
    }
}

impl<'de> DeserializeSeed<'de> for &'static Takes {
    type Value = Said;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Said, D::Error> {
        struct One(&'static Takes);
        struct Form(&'static Takes);

        impl<'de> Visitor<'de> for One {
            type Value = Said;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(if self.0.is_counted { "a text, or texts by number" } else { "a text" })
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Said, E> {
                checked(text, self.0, false).map(Said::Text).map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Said, A::Error> {
                if !self.0.is_counted {
                    return Err(de::Error::invalid_type(de::Unexpected::Map, &self));
                }
                let mut forms = BTreeMap::new();
                while let Some(category) = map.next_key_seed(OneOf(&PLURALS))? {
                    forms.insert(category, map.next_value_seed(Form(self.0))?);
                }
                Ok(Said::Counted(forms))
            }
        }

        impl<'de> DeserializeSeed<'de> for Form {
            type Value = String;

            fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
                deserializer.deserialize_str(self)
            }
        }

        impl Visitor<'_> for Form {
            type Value = String;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
                checked(text, self.0, true).map_err(E::custom)
            }
        }

        deserializer.deserialize_any(One(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_a_place_for_all_that_its_key_takes() {
        let takes = Takes { holes: ["count", "name"].into(), is_counted: true };
        for (text, is_form, told) in [
            ("{count} of {name}", false, None),
            ("one of {name}", true, None),
            ("one of {name}", false, Some("has no place for {count}")),
            ("{count}", true, Some("has no place for {name}")),
            ("{nmae} {name} {count}", false, Some("`{nmae}` stands for nothing here")),
            ("{name", true, Some("has no partner")),
        ] {
            match (checked(text, &takes, is_form), told) {
                (Ok(read), None) => assert_eq!(read, text),
                (Err(message), Some(told)) => assert!(message.contains(told), "{message}"),
                (read, _) => panic!("{text}: {read:?}"),
            }
        }
    }
}
