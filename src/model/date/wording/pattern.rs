//! A wording with holes, as a language's file has it: `from {date}`.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

/// What the holes of a pattern are called.
pub(super) trait Holes {
    /// The names, in the order in which values fill them.
    const NAMES: &'static [&'static str];
}

macro_rules! holes {
    ($($(#[$doc:meta])* $holes:ident: $($name:literal)*;)*) => {
        $($(#[$doc])* #[derive(Debug, Clone, Copy)] pub(super) struct $holes;
        impl Holes for $holes { const NAMES: &'static [&'static str] = &[$($name),*]; })*
    };
}

holes! {
    OneDate: "date";
    DayAndMonth: "day" "month";
    OneDay: "day";
    Ends: "from" "to";
    DateAndYear: "date" "year";
    DateAndYears: "date" "years";
    OneYear: "year";
    ManyYears: "first" "last";
    OneNumber: "number";
    OneText: "text";
    DateAndUnknown: "date" "unknown";
    DateAndNotes: "date" "notes";
    FieldsAndQuality: "fields" "quality";
    OneCount: "count";
    ListAndLast: "list" "last";
    UnitAndRange: "unit" "range";
    UnitAndDate: "unit" "date";
    DateAndTime: "date" "time";
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(Box<str>),
    Hole(usize),
}

/// A text with holes that have names: `{day} {month}`.
#[derive(Debug, Clone)]
pub(super) struct Pattern<H> {
    pieces: Vec<Piece>,
    holes: PhantomData<H>,
}

impl<H: Holes> Pattern<H> {
    /// Reads a pattern; each hole has a name that means something here, and there is one at least.
    fn new(text: &str) -> Result<Self, String> {
        let wanted = || H::NAMES.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(" and ");
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            let Some((name, after)) = from.strip_prefix('{').and_then(|inside| inside.split_once('}')) else {
                return Err(format!("a brace in `{text}` has no partner\nwrite {}", wanted()));
            };
            let Some(hole) = H::NAMES.iter().position(|known| *known == name) else {
                return Err(format!("`{{{name}}}` stands for nothing here\nwrite {}", wanted()));
            };
            if !before.is_empty() {
                pieces.push(Piece::Text(before.into()));
            }
            pieces.push(Piece::Hole(hole));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.into()));
        }
        if !pieces.iter().any(|piece| matches!(piece, Piece::Hole(_))) {
            return Err(format!("`{text}` has no place for what it speaks of\nwrite {} in it", wanted()));
        }
        Ok(Self { pieces, holes: PhantomData })
    }

    /// The text with a value in each hole, in the order of the names.
    pub(super) fn fill(&self, values: &[&str]) -> String {
        debug_assert_eq!(values.len(), H::NAMES.len());
        fn piece<'a>(piece: &'a Piece, values: &[&'a str]) -> &'a str {
            match piece {
                Piece::Text(text) => text,
                Piece::Hole(hole) => values.get(*hole).copied().unwrap_or_default(),
            }
        }
        self.pieces.iter().map(|p| piece(p, values)).collect()
    }
}

impl<'de, H: Holes> Deserialize<'de> for Pattern<H> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// What a wording says first, where languages treat one kind unlike another: "en 2025", "le 19 décembre 2025".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Day,
    Month,
    Season,
    /// A quarter, third or half of a year.
    Part,
    /// A day of a month that is not known.
    SomeMonth,
    Year,
    Decade,
    Century,
    /// A phrase already: "between 1000 and 1999".
    Phrase,
    /// Nothing is known.
    Unknown,
}

impl Kind {
    const NAMES: [(&'static str, Self); 10] = [
        ("day", Self::Day),
        ("month", Self::Month),
        ("season", Self::Season),
        ("part", Self::Part),
        ("some_month", Self::SomeMonth),
        ("year", Self::Year),
        ("decade", Self::Decade),
        ("century", Self::Century),
        ("phrase", Self::Phrase),
        ("unknown", Self::Unknown),
    ];
}

/// One pattern for every kind of date, or some of their own and one for all others.
#[derive(Debug, Clone)]
pub(super) struct ByKind<H> {
    own: Vec<(Kind, Pattern<H>)>,
    other: Pattern<H>,
}

impl<H> ByKind<H> {
    pub(super) fn of(&self, kind: Kind) -> &Pattern<H> {
        self.own.iter().find(|(own, _)| *own == kind).map_or(&self.other, |(_, pattern)| pattern)
    }
}

impl<'de, H: Holes> Deserialize<'de> for ByKind<H> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Patterns<H>(PhantomData<H>);

        impl<'de, H: Holes> Visitor<'de> for Patterns<H> {
            type Value = ByKind<H>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or texts by kind of date")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(ByKind { own: Vec::new(), other: Pattern::new(text).map_err(E::custom)? })
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let (mut own, mut other) = (Vec::new(), None);
                while let Some(name) = map.next_key::<String>()? {
                    if name == "other" {
                        other = Some(map.next_value()?);
                    } else if let Some((_, kind)) = Kind::NAMES.iter().find(|(known, _)| *known == name) {
                        own.push((*kind, map.next_value()?));
                    } else {
                        let known: Vec<&str> = Kind::NAMES.iter().map(|(known, _)| *known).collect();
                        let message = format!("`{name}` is no kind of date\nit is other, or {}", known.join(", "));
                        return Err(de::Error::custom(message));
                    }
                }
                let other = other.ok_or_else(|| de::Error::missing_field("other"))?;
                Ok(ByKind { own, other })
            }
        }

        deserializer.deserialize_any(Patterns(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_where_they_stand() {
        let pattern = Pattern::<DayAndMonth>::new("{month} {day}.").unwrap();
        assert_eq!(pattern.fill(&["19", "decembris"]), "decembris 19.");
    }

    #[test]
    fn a_hole_that_means_nothing_is_refused() {
        for (text, told) in [
            ("{day} {mnth}", "`{mnth}` stands for nothing here\nwrite {day} and {month}"),
            ("December", "`December` has no place for what it speaks of\nwrite {day} and {month} in it"),
            ("{day", "a brace in `{day` has no partner\nwrite {day} and {month}"),
            ("day}", "a brace in `day}` has no partner\nwrite {day} and {month}"),
        ] {
            assert_eq!(Pattern::<DayAndMonth>::new(text).unwrap_err(), told);
        }
    }
}
