//! Values with more than one way of writing them.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use crate::model::{DATE, EventDate, Moment, Text};

/// A mapping that Dateline hands to templates as it is.
pub(super) type Anything = Option<serde_json::Map<String, serde_json::Value>>;

/// An EDTF date as the front matter writes it, quoted or not.
///
/// YAML reads `2025` as a number, `[2025-12-18, 2025-12-19]` as a list and `{2024, 2025}` as a
/// mapping; all are understood as the EDTF that they look like (ISO 8601-2, annex A).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawDate(pub EventDate);

impl RawDate {
    fn read<E: de::Error>(text: &str) -> Result<RawDate, E> {
        EventDate::parse(text).map(RawDate).map_err(|error| bad_date(&error.message, error.help.as_deref()))
    }
}

fn bad_date<E: de::Error>(message: &str, help: Option<&str>) -> E {
    E::custom(format!("{DATE}{message}{}", help.map_or_else(String::new, |h| format!("\n{h}"))))
}

impl<'de> Deserialize<'de> for RawDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawDate, D::Error> {
        let text = DateText::deserialize(deserializer)?;
        RawDate::read(&text.0)
    }
}

impl JsonSchema for RawDate {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let day = serde_json::json!({"type": ["string", "integer"]});
        json_schema!({
            "$comment": "a date",
            "description": "A date in EDTF (ISO 8601-2): as well as it is known, and no better. 2025, 2025-12 and \
                            2025-12-19 need no quotes; \"2025-12~\" is about, \"2025-12?\" uncertain, \
                            2024-03/2025-01 from and to, 2024-03/.. from then on.",
            "anyOf": [
                day,
                {"description": "One of these dates.", "type": "array", "items": day},
                {"description": "All of these dates.", "type": "object", "additionalProperties": {"type": "null"}}
            ],
            "examples": ["2025-12-19", "2025-12", "2025~", "2024-03/2025-01"]
        })
    }
}

/// The text of a date, whatever YAML took it for.
pub(super) struct DateText(pub(super) String);

impl<'de> Deserialize<'de> for DateText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<DateText, D::Error> {
        deserializer.deserialize_any(DateTextVisitor)
    }
}

struct DateTextVisitor;

impl<'de> Visitor<'de> for DateTextVisitor {
    type Value = DateText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<DateText, E> {
        Ok(DateText(text.to_owned()))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<DateText, E> {
        Ok(DateText(number.to_string()))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<DateText, E> {
        Ok(DateText(number.to_string()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<DateText, E> {
        // `12.2025` is a number to YAML, and a month to its author.
        let text = number.to_string();
        let mend = EventDate::parse(&text).err().filter(|_| number.fract() != 0.0);
        Err(match (mend, text.strip_suffix(".1")) {
            // The number 2025.10 is 2025.1: what was written is not known any more.
            (_, Some(year)) if year.len() == 4 => bad_date(
                "a date starts with the year and is joined by hyphens",
                Some(&format!("write {year}-01 or {year}-10")),
            ),
            (Some(error), _) => bad_date(&error.message, error.help.as_deref()),
            (None, _) => {
                bad_date(&format!("YAML reads this date as the number {text}"), Some("put the date in quotes"))
            }
        })
    }

    fn visit_unit<E: de::Error>(self) -> Result<DateText, E> {
        Err(bad_date("the date is empty", Some("write an EDTF date, such as 2025-12-19, 2025-12 or \"2025~\"")))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<DateText, A::Error> {
        let mut dates = Vec::new();
        while let Some(DateText(date)) = items.next_element()? {
            dates.push(date);
        }
        Ok(DateText(format!("[{}]", dates.join(","))))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<DateText, A::Error> {
        let mut dates = Vec::new();
        while let Some((DateText(date), value)) = entries.next_entry::<DateText, Option<serde_yaml::Value>>()? {
            if value.is_some() {
                return Err(bad_date(
                    "this is a mapping, where a date is expected",
                    Some("write an EDTF date, such as 2025-12-19, 2025-12 or \"2025~\""),
                ));
            }
            dates.push(date);
        }
        Ok(DateText(format!("{{{}}}", dates.join(","))))
    }
}

/// A moment of publication as the front matter writes it; the site's time zone is not known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawMoment(pub String);

impl<'de> Deserialize<'de> for RawMoment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawMoment, D::Error> {
        let DateText(text) = DateText::deserialize(deserializer)?;
        match Moment::parse(&text, &jiff::tz::TimeZone::UTC) {
            Ok(_) => Ok(RawMoment(text)),
            Err(error) => Err(bad_date(&error.message, error.help.as_deref())),
        }
    }
}

impl JsonSchema for RawMoment {
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "$comment": "a moment",
            "description": "A day, or a day and a time of day (ISO 8601). Without an offset it is in the site's time zone.",
            "type": "string",
            "pattern": "^\\s*[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9].*)?\\s*$",
            "examples": ["2025-12-22", "2025-12-22T06:00Z", "2025-12-22 06:00+01:00"]
        })
    }
}

/// A value that may be left out, but not left empty: an empty `tlp:` or `status:` would show what its
/// author began to hide.
pub(super) fn decided<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    match Option::<T>::deserialize(deserializer)? {
        Some(value) => Ok(Some(value)),
        None => Err(de::Error::custom(
            "nothing stands here, and it decides what is seen\nwrite a value, or remove the line",
        )),
    }
}

/// A list that may be left empty or out.
pub(super) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// A word or a number, kept as text: a version is `2` or `2.1-rc`.
pub(super) fn scalar<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    struct Scalar;
    impl Visitor<'_> for Scalar {
        type Value = Option<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text or a number")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Some(Text::new(text).map_err(E::custom)?.into()))
        }

        fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
            Ok(Some(number.to_string()))
        }

        fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
            Ok(Some(number.to_string()))
        }

        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
    }
    deserializer.deserialize_any(Scalar)
}

/// A mapping whose first key has been read already, to be read as a whole.
pub(super) struct Rejoined<A> {
    pub(super) first: Option<String>,
    pub(super) rest: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Rejoined<A> {
    type Error = A::Error;

    fn next_key_seed<K: de::DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.first.take() {
            Some(key) => seed.deserialize(key.into_deserializer()).map(Some),
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: de::DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.rest.next_value_seed(seed)
    }
}

/// Adds to the schema of a mapping that a bare name may stand in its place.
pub(super) fn or_name(full: &mut Schema) {
    let short = serde_json::json!({"description": "A name or an id.", "type": "string", "pattern": "\\S"});
    or_short(full, short);
}

/// Adds to the schema of a mapping a short form.
pub(super) fn or_short(full: &mut Schema, short: serde_json::Value) {
    let about = full.remove("description");
    *full = json_schema!({"anyOf": [short, full]});
    if let Some(about) = about {
        full.insert("description".to_owned(), about);
    }
}

/// Lets a struct be written as a bare name too: `actors: [NATO, {name: X}]`.
///
/// The struct derives its long form with `#[serde(remote = "Self")]`.
macro_rules! name_or_mapping {
    ($type:ident, $what:literal, |$name:ident| $short:expr) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                struct Visitor;
                impl<'de> serde::de::Visitor<'de> for Visitor {
                    type Value = $type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($what)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        let $name = crate::model::Text::new(text).map_err(E::custom)?;
                        Ok($short)
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<$type, A::Error> {
                        $type::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    }
                }
                deserializer.deserialize_any(Visitor)
            }
        }
    };
}
pub(super) use name_or_mapping;
