//! The closed lists of words: marking, status, precision and the like.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{self, Deserialize, Deserializer};

use super::schema::words;

/// A closed list of words, read in any letter case.
pub trait Vocabulary: Copy + Eq + 'static {
    /// What one of its words is called in a message.
    const WHAT: &'static str;
    /// The words in their order, as they are written out.
    const WORDS: &'static [(&'static str, Self)];
    /// Other words for the same.
    const ALSO: &'static [(&'static str, Self)] = &[];

    /// Words that mean something else, each with what to write for it.
    const ELSEWHERE: &'static [(&'static str, &'static str)] = &[];

    /// The word as it is written out.
    fn as_str(self) -> &'static str {
        Self::WORDS.iter().find(|(_, value)| *value == self).map_or("", |(word, _)| *word)
    }

    /// The value that a word stands for; `_`, `-` and space are alike.
    ///
    /// # Errors
    /// When it is none of the words: the message, and on a second line how to mend it.
    fn parse(text: &str) -> Result<Self, String> {
        let same = |word: &str| {
            let plain = |s: &str| s.trim().to_lowercase().replace(['_', '-'], " ");
            plain(word) == plain(text)
        };
        if let Some((_, value)) = Self::WORDS.iter().chain(Self::ALSO).find(|(word, _)| same(word)) {
            return Ok(*value);
        }
        let words: Vec<&str> = Self::WORDS.iter().map(|(word, _)| *word).collect();
        let elsewhere = Self::ELSEWHERE.iter().find(|(word, _)| same(word));
        let help = match (elsewhere, closest(text, words.iter().copied())) {
            (Some((_, mend)), _) => (*mend).to_owned(),
            (None, Some(word)) => format!("did you mean `{word}`?"),
            (None, None) => format!("it is one of: {}", words.join(", ")),
        };
        Err(format!("`{text}` is not a {}\n{help}", Self::WHAT))
    }
}

/// The word nearest to a mistyped one, if any is near (Damerau-Levenshtein, at most a third of its
/// letters changed).
pub(crate) fn closest<'a>(text: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let text = text.to_lowercase();
    let length = text.chars().count();
    words
        .into_iter()
        .filter_map(|word| {
            // Of two letters one is too much to change.
            let (its_length, near) = (word.chars().count(), |n: usize| if n < 3 { 0 } else { (n / 3).max(1) });
            // Too long or too short a word can't be near; most are ruled out here, which is cheap.
            if its_length.abs_diff(length) > near(length.max(its_length)) || is_opposite(&text, &word.to_lowercase()) {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&text, &word.to_lowercase());
            (distance <= near(length.max(its_length))).then_some((distance, word))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// Whether one word is the other's denial: `unconfirmed` is no slip for `confirmed`.
fn is_opposite(one: &str, other: &str) -> bool {
    let denies = |long: &str, short: &str| {
        let head = long.strip_suffix(short);
        head.is_some_and(|head| matches!(head.trim_end_matches(['-', ' ', '_']), "un" | "dis" | "non" | "not" | "in"))
    };
    denies(one, other) || denies(other, one)
}

macro_rules! vocabulary {
    (
        $(#[doc = $about:literal])+ $name:ident, $what:literal {
            $($(#[doc = $doc:literal])+ $variant:ident = $word:literal $(| $also:literal)*,)+
        }
        $(elsewhere { $($other:literal => $mend:literal,)+ })?
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Vocabulary for $name {
            const WHAT: &'static str = $what;
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, $name::$variant)),+];
            const ALSO: &'static [(&'static str, Self)] = &[$($(($also, $name::$variant),)*)+];
            $(const ELSEWHERE: &'static [(&'static str, &'static str)] = &[$(($other, $mend)),+];)?
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Word::<$name>(std::marker::PhantomData))
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                words::<$name>(concat!($($about),+), &[$(concat!($($doc),+)),+])
            }
        }
    };
}

/// Reads a word, or a number that stands for one (credibility `3`).
pub(super) struct Word<V>(pub(super) std::marker::PhantomData<V>);

impl<V: Vocabulary> de::Visitor<'_> for Word<V> {
    type Value = V;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = V::WORDS.iter().map(|(word, _)| *word).collect();
        write!(f, "a {} ({})", V::WHAT, words.join(", "))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<V, E> {
        V::parse(text).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<V, E> {
        V::parse(&number.to_string()).map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<V, E> {
        V::parse(&number.to_string()).map_err(E::custom)
    }
}

vocabulary! {
    /// Where a briefing stands in its life.
    Status, "status" {
        /// Not for others yet: never in a build without `--drafts`.
        Draft = "draft",
        /// In force.
        Published = "published",
        /// In force, with a correction that its `corrections` tell.
        Corrected = "corrected",
        /// Another briefing stands in its place.
        Superseded = "superseded",
        /// Taken back; its address stays and says why.
        Retracted = "retracted",
    }
    elsewhere {
        "embargo" => "write `status: published`, and the embargo as `publish_at: 2026-01-05T06:00:00Z`",
        "embargoed" => "write `status: published`, and the embargo as `publish_at: 2026-01-05T06:00:00Z`",
        "scheduled" => "write `status: published`, and the moment as `publish_at: 2026-01-05T06:00:00Z`",
        "private" => "to hold it back, write `status: draft`",
        "hidden" => "to hold it back, write `status: draft`",
        "internal" => "to hold it back, write `status: draft`, or mark it: `tlp: AMBER`",
        "withdrawn" => "write `status: retracted`, and why as `status_reason: …`",
        "replaced" => "write `status: superseded`, and `superseded_by: …`",
    }
}

impl Status {
    /// Whether the briefing's events and claims no longer stand on their own.
    pub fn is_withdrawn(self) -> bool {
        matches!(self, Status::Superseded | Status::Retracted)
    }
}

vocabulary! {
    /// A marking of the Traffic Light Protocol, from the widest to the narrowest (FIRST, TLP 2.0).
    Tlp, "TLP label" {
        /// Recipients can spread it to the world.
        Clear = "CLEAR" | "TLP:CLEAR" | "WHITE" | "TLP:WHITE",
        /// Limited disclosure: the recipients' community.
        Green = "GREEN" | "TLP:GREEN",
        /// Limited disclosure: the recipients' organization and its clients.
        Amber = "AMBER" | "TLP:AMBER",
        /// Limited disclosure: the recipients' organization only.
        AmberStrict = "AMBER+STRICT" | "TLP:AMBER+STRICT",
        /// For the eyes and ears of individual recipients only.
        Red = "RED" | "TLP:RED",
    }
}

impl Tlp {
    /// The label as the standard writes it: `TLP:AMBER+STRICT`.
    pub fn label(self) -> &'static str {
        match self {
            Tlp::Clear => "TLP:CLEAR",
            Tlp::Green => "TLP:GREEN",
            Tlp::Amber => "TLP:AMBER",
            Tlp::AmberStrict => "TLP:AMBER+STRICT",
            Tlp::Red => "TLP:RED",
        }
    }
}

vocabulary! {
    /// What an actor is.
    ActorType, "type of actor" {
        /// A human being.
        Person = "person",
        /// An organization that is not a government's.
        Organization = "organization" | "organisation",
        /// A government, ministry or other organ of a state.
        Government = "government",
        /// A military unit or service.
        MilitaryUnit = "military_unit",
        /// A group without a legal form.
        Group = "group",
        /// Anything else that acts.
        Other = "other",
    }
}

vocabulary! {
    /// How exactly a place is known.
    Precision, "precision" {
        /// The point itself.
        Exact = "exact",
        /// A city or town.
        City = "city",
        /// A wider area.
        Area = "area",
        /// A first-order region.
        Region = "region",
        /// A country.
        Country = "country",
        /// Kept back, or not known: never a point.
        Undisclosed = "undisclosed",
    }
}

vocabulary! {
    /// What became of a claim.
    ClaimStatus, "status of a claim" {
        /// Said, and neither confirmed nor denied.
        Reported = "reported",
        /// Borne out by others.
        Confirmed = "confirmed",
        /// Denied or doubted by others.
        Disputed = "disputed",
        /// Shown to be false.
        Refuted = "refuted",
        /// Taken back by its speaker.
        Withdrawn = "withdrawn",
    }
}

pub(super) use vocabulary;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_in_any_case_with_or_without_tlp() {
        for text in ["amber+strict", "TLP:Amber+Strict", "AMBER+STRICT"] {
            assert_eq!(Tlp::parse(text), Ok(Tlp::AmberStrict), "{text}");
        }
        assert!(Tlp::parse("ORANGE").is_err());
        assert!(Tlp::Clear < Tlp::Green && Tlp::Amber < Tlp::AmberStrict && Tlp::AmberStrict < Tlp::Red);
    }

    #[test]
    fn a_mistyped_word_is_answered_with_the_nearest() {
        assert_eq!(Status::parse("publised"), Err("`publised` is not a status\ndid you mean `published`?".into()));
        assert!(Status::parse("xyz").unwrap_err().contains("it is one of: draft, published"));
    }
}
