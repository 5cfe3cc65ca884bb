//! Which of the places of one name is meant, where that can be told.

use super::{Candidate, GazetteerPlace, Kind};

/// How many times as many people a place needs as any other of the name.
const TIMES: usize = 20;

/// And a country, which is meant more often than a city abroad.
const TIMES_OF_COUNTRY: usize = 5;

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
///    has more people than each that does; of the people of a region around it a quarter is enough, as
///    "New York" is New York City too.
/// 2. A country stands before cities and regions in it: "Luxembourg" is the country.
/// 3. A city stands before the region that it lies in or beside: "Minsk" is the city, and "Washington" either.
/// 4. Of what is left, one with 100,000 people and 20 times as many as any other (a country, 5 times) stands for
///    the name: "Paris".
pub fn choose(candidates: &[Candidate]) -> Choice {
    let own: Vec<GazetteerPlace> = candidates.iter().filter(|c| c.is_own).map(|c| c.place).collect();
    let counts = |c: &&Candidate| c.is_own || own.iter().all(|own| outweighs(c.place, *own));
    let mut left: Vec<GazetteerPlace> = candidates.iter().filter(counts).map(|c| c.place).collect();
    let countries: Vec<_> = left.iter().copied().filter(|place| place.kind() == Kind::Country).collect();
    left.retain(|place| place.kind() == Kind::Country || !countries.contains(&place.country()));
    let cities: Vec<_> = left.iter().copied().filter(|place| place.kind() == Kind::City).collect();
    left.retain(|place| place.kind() != Kind::Region || !cities.iter().any(|city| is_around(*place, *city)));
    left.sort_by_key(|place| (std::cmp::Reverse(place.population()), *place));
    match left[..] {
        [] => Choice::Nothing,
        [one] => Choice::One(one),
        [first, second, ..] if is_dominant(first, second) => Choice::One(first),
        _ => Choice::Several(left),
    }
}

/// Whether a place counts by another name beside one that bears it as its own.
fn outweighs(place: GazetteerPlace, own: GazetteerPlace) -> bool {
    let (people, others) = (place.population(), own.population());
    match own.kind() {
        Kind::Region if place.region() == Some(own) => people >= FLOOR && 4 * people >= others,
        _ => people > others,
    }
}

fn is_dominant(first: GazetteerPlace, second: GazetteerPlace) -> bool {
    let times = match (first.kind(), second.kind()) {
        // Two countries of one name are never told apart by their size.
        (Kind::Country, Kind::Country) => return false,
        (Kind::Country, _) => TIMES_OF_COUNTRY,
        _ => TIMES,
    };
    first.population() >= FLOOR.max(times * second.population())
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
            ("New York", "New York City/United States"),
            ("Armenia", "Armenia/Armenia"),
            ("Texas", "Texas/United States"),
            ("Bayern", "Bavaria/Germany"),
            ("Catalunya", "Catalonia/Spain"),
            ("Andalucía", "Andalusia/Spain"),
            ("Bretagne", "Brittany/France"),
            ("Normandy", "Normandie/France"),
            ("Xinjiang", "Xinjiang Uygur Zizhiqu/China"),
            ("Tibet", "Tibet Autonomous Region/China"),
            ("Kharkiv Oblast", "Kharkiv/Ukraine"),
            ("Donetsk Oblast", "Donetsk/Ukraine"),
            ("Луганська область", "Luhansk/Ukraine"),
            ("Oblast of Kursk", "Kursk/Russia"),
            ("Minsk Region", "Minsk/Belarus"),
            ("Helmand Province", "Helmand/Afghanistan"),
            ("New York State", "New York/United States"),
            ("Nowhere at All", "nothing"),
            ("", "nothing"),
            // What is wider than a country is not the town of the name.
            ("Africa", "nothing"),
            ("Азия", "nothing"),
            ("Europe", "nothing"),
            ("Sahel", "nothing"),
            // Nor does a word for a region make one of everything.
            ("Paris Oblast", "nothing"),
            ("Kurdistan Region", "nothing"),
            ("Texas Region", "nothing"),
        ] {
            assert_eq!(chosen(name), place, "{name}");
        }
    }

    #[test]
    fn what_may_be_two_is_not() {
        for name in ["Georgia", "Washington", "Birmingham", "Tripoli", "Springfield", "Congo", "Korea", "Donetsk"] {
            assert!(chosen(name).ends_with('?'), "{name}: {}", chosen(name));
        }
    }
}
