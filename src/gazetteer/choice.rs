//! Which of the places of one name is meant, where that can be told.

use super::{Candidate, GazetteerPlace, Kind};

/// How many times as many people a city or country needs as any other place of the name.
const TIMES: usize = 20;

/// The fewest people of a place that is taken before others of its name.
const FLOOR: usize = 100_000;

/// What a name stands for in the gazetteer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// No place.
    Nothing,
    /// The one place.
    One(GazetteerPlace),
    /// Any of these, those with most people first.
    Several(Vec<GazetteerPlace>),
}

/// Chooses between the places of a name; never the likelier of two that can both be meant.
///
/// 1. A place by one of its other names counts only where no place bears the name as its own, or where it
///    has more people than all that do: "New York" is New York City too.
/// 2. A country stands before cities and regions in it: "Luxembourg" is the country.
/// 3. A city stands before the region that it lies in or beside: "Minsk" is the city, and "Washington" either.
/// 4. Of what is left, one with 100,000 people and 20 times as many as any other stands for the name: "Paris".
pub fn choose(candidates: &[Candidate]) -> Choice {
    let of_own = candidates.iter().filter(|c| c.is_own).map(|c| c.place.population()).max();
    let counts = |c: &&Candidate| c.is_own || of_own.is_none_or(|own| c.place.population() > own);
    let mut left: Vec<GazetteerPlace> = candidates.iter().filter(counts).map(|c| c.place).collect();
    let countries: Vec<_> = left.iter().copied().filter(|place| place.kind() == Kind::Country).collect();
    left.retain(|place| place.kind() == Kind::Country || !countries.contains(&place.country()));
    let cities: Vec<_> = left.iter().copied().filter(|place| place.kind() == Kind::City).collect();
    left.retain(|place| place.kind() != Kind::Region || !cities.iter().any(|city| is_around(*place, *city)));
    left.sort_by_key(|place| (std::cmp::Reverse(place.population()), *place));
    match left[..] {
        [] => Choice::Nothing,
        [one] => Choice::One(one),
        [first, second, ..] if first.population() >= FLOOR.max(TIMES * second.population()) => Choice::One(first),
        _ => Choice::Several(left),
    }
}

/// Whether a region holds a city, or surrounds one that is a region by itself: its middle is within two degrees.
fn is_around(region: GazetteerPlace, city: GazetteerPlace) -> bool {
    let (a, b) = (region.coordinates(), city.coordinates());
    let east = (a.longitude - b.longitude) * a.latitude.to_radians().cos();
    city.region() == Some(region) || (region.country() == city.country() && (a.latitude - b.latitude).hypot(east) < 2.0)
}

#[cfg(test)]
mod tests {
    use super::super::lookup;
    use super::*;

    fn chosen(name: &str) -> String {
        let said = |place: GazetteerPlace| format!("{}/{}", place.name(), place.country().name());
        match choose(&lookup(name)) {
            Choice::Nothing => "nothing".to_owned(),
            Choice::One(place) => said(place),
            Choice::Several(places) => format!("{}?", places.into_iter().map(said).collect::<Vec<_>>().join(", ")),
        }
    }

    #[test]
    fn what_can_only_be_meant_is_taken() {
        for (name, place) in [
            ("Minsk", "Minsk/Belarus"),
            ("Менск", "nothing"),
            ("Мінск", "Minsk/Belarus"),
            ("Беларусь", "Belarus/Belarus"),
            ("PARIS", "Paris/France"),
            ("Luxembourg", "Luxembourg/Luxembourg"),
            ("UK", "United Kingdom/United Kingdom"),
            ("Bakhmut", "Bakhmut/Ukraine"),
            ("明斯克", "Minsk/Belarus"),
            ("Nowhere at All", "nothing"),
            ("", "nothing"),
        ] {
            assert_eq!(chosen(name), place, "{name}");
        }
    }

    #[test]
    fn what_may_be_two_is_not() {
        for name in ["Georgia", "Washington", "Birmingham", "Tripoli", "Springfield"] {
            assert!(chosen(name).ends_with('?'), "{name}: {}", chosen(name));
        }
    }
}
