//! Countries, first-order regions and cities of 15,000 and more, with where they are: what GeoNames knows,
//! embedded (GeoNames, CC BY 4.0). `make.py` makes the table.
//!
//! `places.bin`, all numbers little-endian: six `u32` (how many countries, regions, places in all; bytes of
//! own names; blocks; bytes of blocks); a row of 18 bytes for each place, countries first, then regions, then
//! cities (country `u8`, capital `u8`, region `u16`, latitude and longitude `i24` in ten-thousandths of a
//! degree, people `u32`, where its own name begins `u32`); the own names; where each block begins, `u32`;
//! the blocks. A block holds 32 folded names in the order of their bytes: how many bytes are shared with the
//! name before, how many follow, these, how many places, and for each of them the step from the last one's
//! number as a varint whose lowest bit says whether it is the place's own name. Nothing is unpacked ahead:
//! a name is found by halving the blocks and reading one.

mod choice;

use std::cmp::Ordering;

use crate::model::{Coordinates, Precision, fold};

pub use choice::{Choice, choose};

static DATA: &[u8] = include_bytes!("places.bin");

const HEAD: usize = 24;
const ROW: usize = 18;
const PER_BLOCK: usize = 32;

/// A place of the gazetteer, by its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GazetteerPlace(usize);

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A country, or a territory with a code of ISO 3166-1.
    Country,
    /// A part of a country, of the first order.
    Region,
    /// A city or town.
    City,
}

impl Kind {
    /// How exactly a place of the kind tells where something is.
    pub fn precision(self) -> Precision {
        match self {
            Kind::Country => Precision::Country,
            Kind::Region => Precision::Region,
            Kind::City => Precision::City,
        }
    }
}

/// A place that goes by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The place.
    pub place: GazetteerPlace,
    /// Whether the name is its own, not one of its other names.
    pub is_own: bool,
}

/// What a region may be called with, after its name or before: "Kharkiv Oblast". `make.py` has the same words.
const UNITS: &[&str] = &[" oblast", " krai", " province", " governorate", " voivodeship", " prefecture", " state"];
const UNITS_BEFORE: &[&str] = &[
    "oblast of ",
    "province of ",
    "governorate of ",
    "state of ",
    "provincia de ",
    "województwo ",
    "محافظة ",
    "استان ",
];

/// "Region" may be anything wide; of these countries it is what English calls a part of the first order.
const HAVE_REGIONS: &[&str] = &["Belarus", "Kazakhstan", "Kyrgyzstan", "Russia", "Ukraine", "Uzbekistan"];

/// The places that go by a name, compared by [`fold`]: countries, regions, then cities by people.
///
/// A name that nothing has may be that of a region, with what kind of region it is.
pub fn lookup(name: &str) -> Vec<Candidate> {
    let name = fold(name);
    if let Some(found) = find(name.as_bytes()) {
        return found;
    }
    let regions = |stem: &str| {
        let mut found = find(stem.as_bytes()).unwrap_or_default();
        found.retain(|c| c.place.kind() == Kind::Region);
        found
    };
    let after = UNITS.iter().find_map(|unit| name.strip_suffix(unit));
    let stem = after.or_else(|| UNITS_BEFORE.iter().find_map(|unit| name.strip_prefix(unit)));
    let mut found = stem.map(regions).unwrap_or_default();
    if let Some(stem) = name.strip_suffix(" region") {
        found = regions(stem);
        found.retain(|c| HAVE_REGIONS.contains(&c.place.country().name()));
    }
    found
}

impl GazetteerPlace {
    /// What it is.
    pub fn kind(self) -> Kind {
        match self.0 {
            n if n < head(0) => Kind::Country,
            n if n < head(0) + head(1) => Kind::Region,
            _ => Kind::City,
        }
    }

    /// Its own name, in English where GeoNames has one.
    pub fn name(self) -> &'static str {
        let names = HEAD + head(2) * ROW;
        let end = if self.0 + 1 < head(2) { GazetteerPlace(self.0 + 1).number(14) } else { head(3) };
        let bytes = DATA.get(names + self.number(14)..names + end).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// Where it is; of a country or region, roughly its middle.
    pub fn coordinates(self) -> Coordinates {
        let degrees = |at| f64::from(self.signed(at)) / 10_000.0;
        Coordinates { latitude: degrees(4), longitude: degrees(7) }
    }

    /// The country that it lies in, itself for a country.
    pub fn country(self) -> GazetteerPlace {
        GazetteerPlace(usize::from(self.byte(0)))
    }

    /// The region that a city lies in, itself for a region; none of a country, or where it is not known.
    pub fn region(self) -> Option<GazetteerPlace> {
        let region = usize::from(u16::from_le_bytes([self.byte(2), self.byte(3)]));
        (region > 0).then_some(GazetteerPlace(region))
    }

    /// How many live there; of a region, in its cities.
    pub fn population(self) -> usize {
        self.number(10)
    }

    /// Whether it is a country's capital.
    pub fn is_capital(self) -> bool {
        self.byte(1) == 1
    }

    /// Whether it is a place, or lies in it.
    pub fn lies_in(self, other: GazetteerPlace) -> bool {
        self == other || self.country() == other || self.region() == Some(other)
    }

    /// Every place.
    pub fn all() -> impl Iterator<Item = GazetteerPlace> {
        (0..head(2)).map(GazetteerPlace)
    }

    fn byte(self, at: usize) -> u8 {
        DATA.get(HEAD + self.0 * ROW + at).copied().unwrap_or_default()
    }

    fn number(self, at: usize) -> usize {
        u32_at(HEAD + self.0 * ROW + at)
    }

    fn signed(self, at: usize) -> i32 {
        // The sign is in the highest byte, so it is read into the upper three and moved down.
        i32::from_le_bytes([0, self.byte(at), self.byte(at + 1), self.byte(at + 2)]) >> 8
    }
}

fn u32_at(at: usize) -> usize {
    let bytes = DATA.get(at..at + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
    bytes.map_or(0, |bytes| u32::from_le_bytes(bytes) as usize)
}

/// A number of the head, by its place there.
fn head(number: usize) -> usize {
    u32_at(number * 4)
}

/// The bytes from where a block begins.
fn block(number: usize) -> Option<&'static [u8]> {
    let index = HEAD + head(2) * ROW + head(3);
    DATA.get(index + head(4) * 4 + u32_at(index + number * 4)..)
}

fn find(key: &[u8]) -> Option<Vec<Candidate>> {
    let (mut low, mut high) = (0, head(4));
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        let mut first = block(middle)?;
        let mut name = Vec::new();
        read_name(&mut first, &mut name)?;
        if name.as_slice() <= key {
            low = middle;
        } else {
            high = middle;
        }
    }
    let (mut bytes, mut name) = (block(low)?, Vec::new());
    for _ in 0..PER_BLOCK {
        read_name(&mut bytes, &mut name)?;
        let count = take(&mut bytes)?;
        let mut found = Vec::new();
        let mut number = 0;
        for _ in 0..count {
            let step = varint(&mut bytes)?;
            number += step >> 1;
            found.push(Candidate { place: GazetteerPlace(number), is_own: step & 1 == 1 });
        }
        match name.as_slice().cmp(key) {
            Ordering::Less => {}
            Ordering::Equal => return Some(found),
            Ordering::Greater => return None,
        }
    }
    None
}

fn read_name(bytes: &mut &[u8], name: &mut Vec<u8>) -> Option<()> {
    let (shared, rest) = (take(bytes)?, take(bytes)?);
    let (own, others) = bytes.split_at_checked(usize::from(rest))?;
    name.truncate(usize::from(shared));
    name.extend_from_slice(own);
    *bytes = others;
    Some(())
}

fn take(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

fn varint(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..28).step_by(7) {
        let byte = take(bytes)?;
        number |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_stays_small() {
        assert!(DATA.len() < 3_600_000, "{} bytes", DATA.len());
    }

    #[test]
    fn every_place_is_found_by_its_own_name() {
        for place in GazetteerPlace::all() {
            let found = lookup(place.name());
            assert!(found.iter().any(|c| c.place == place && c.is_own), "{place:?} {}", place.name());
            let at = place.coordinates();
            assert!(Coordinates::new(at.latitude, at.longitude).is_ok(), "{}", place.name());
            assert_eq!(place.country().kind(), Kind::Country, "{}", place.name());
            assert!(place.region().is_none_or(|region| region.kind() == Kind::Region), "{}", place.name());
        }
    }

    proptest! {
        #[test]
        fn no_name_stops_it(name in "\\PC{0,40}") {
            for candidate in lookup(&name) {
                prop_assert!(!candidate.place.name().is_empty());
            }
        }
    }
}
