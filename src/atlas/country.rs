//! The countries of the atlas and what they are called.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::parts;
use crate::gazetteer::{GazetteerPlace, Kind, lookup};

/// The languages in which the atlas names countries; the first is that of all others.
pub(super) const LANGUAGES: [&str; 4] = ["en", "fr", "uk", "ar"];

/// A country of the atlas, by its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(pub(super) usize);

impl Country {
    /// The country that the gazetteer means.
    pub fn of(place: GazetteerPlace) -> Option<Country> {
        static BY_PLACE: OnceLock<HashMap<GazetteerPlace, Country>> = OnceLock::new();
        let by_place = BY_PLACE.get_or_init(|| {
            let known = |name: &str| lookup(name).into_iter().map(|c| c.place).find(|p| p.kind() == Kind::Country);
            Country::all().filter_map(|country| Some((known(country.name())?, country))).collect()
        });
        by_place.get(&place).copied()
    }

    /// Every country.
    pub fn all() -> impl Iterator<Item = Country> {
        (0..parts().names.len()).map(Country)
    }

    /// Its name in English.
    pub fn name(self) -> &'static str {
        parts().names.get(self.0).map_or("", |names| names[0])
    }

    /// The language in which it is named for readers of another: the same, or English.
    pub fn language_for(language: &str) -> &'static str {
        LANGUAGES.into_iter().find(|known| language.split('-').next() == Some(*known)).unwrap_or(LANGUAGES[0])
    }

    /// Its name in a language, in English where the atlas does not speak it.
    pub fn name_in(self, language: &str) -> &'static str {
        let known = Country::language_for(language);
        let number = LANGUAGES.iter().position(|language| *language == known).unwrap_or(0);
        let own = parts().names.get(self.0).map_or("", |names| names[number]);
        if own.is_empty() { self.name() } else { own }
    }
}
