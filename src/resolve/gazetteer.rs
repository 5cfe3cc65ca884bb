//! Places whose position nobody gives, looked up: where they are, and what they lie in.

use std::collections::HashMap;

use super::names::{Names, Unprofiled};
use super::places::{PlaceFacts, way_up};
use super::profiles::Own;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::gazetteer::{Candidate, Choice, GazetteerPlace, Kind, choose, lookup};
use crate::model::{Coordinates, Precision, Vocabulary};
use crate::path;

/// The most candidates that a diagnostic lists.
const LISTED: usize = 5;

/// How far from the author's position a city of the name is still the same, in degrees.
const NEAR: f64 = 0.5;

/// Gives every place that nobody gives a position what the gazetteer knows of it, and what can be told of where it lies.
///
/// An undisclosed place is never looked up, and a position that a briefing gives stays. A name that may be
/// several places is told of and left without a point.
pub(super) fn fill(locations: &Names, facts: &mut [PlaceFacts], diagnostics: &mut Diagnostics) {
    let profiled = locations.profiles.len();
    let mut desk = Desk { locations, facts, of_name: HashMap::new() };
    let (mut taken, mut found) = desk.profiles();
    let mut kept_back: Vec<(GazetteerPlace, usize)> = Vec::new();
    for (i, Unprofiled { name, place }) in locations.unprofiled.iter().enumerate() {
        let entity = profiled + i;
        if desk.facts[entity].precision == Some(Precision::Undisclosed) {
            // It gets no point; another name of it that would is asked about.
            kept_back.extend(lookup(name).into_iter().map(|candidate| (candidate.place, entity)));
            continue;
        }
        match choose(&desk.candidates(entity, name)) {
            Choice::One(one) => {
                found.push((entity, one));
                if let Some((_, first)) = kept_back.iter().find(|(place, _)| *place == one) {
                    diagnostics.push(undisclosed_elsewhere(locations, name, place, *first));
                }
                if let Some(&first) = taken.get(&one) {
                    diagnostics.push(twice(locations, name, place, first));
                } else {
                    taken.insert(one, entity);
                }
            }
            Choice::Several(places) if desk.facts[entity].coordinates.is_none() => {
                let precision = desk.facts[entity].precision;
                diagnostics.push(ambiguous(name, precision, place, &places));
            }
            Choice::Several(_) | Choice::Nothing => {}
        }
    }
    for (entity, place) in found {
        put(facts, entity, place, &taken);
    }
}

/// Puts a place where the gazetteer has it, but for what its author says.
fn put(facts: &mut [PlaceFacts], entity: usize, place: GazetteerPlace, taken: &HashMap<GazetteerPlace, usize>) {
    let kind = place.kind();
    let known = &mut facts[entity];
    if known.coordinates.is_none() {
        // The vaguer of the author's word and the gazetteer's holds.
        let precision = known.precision.map_or(kind.precision(), |said| said.max(kind.precision()));
        known.precision = Some(precision);
        // The middle of a whole country or region is nobody's position: a tenth of a degree keeps it in there.
        known.coordinates = match kind {
            Kind::Country | Kind::Region if precision == kind.precision() => {
                place.coordinates().shown_at(Precision::Area)
            }
            _ => place.coordinates().shown_at(precision),
        };
        known.from_gazetteer = true;
    }
    known.country = (kind != Kind::Country).then(|| place.country().name());
    if known.within.is_some() {
        return;
    }
    let region = place.region().filter(|_| kind == Kind::City);
    let country = Some(place.country()).filter(|_| kind != Kind::Country);
    let up = [region, country].into_iter().flatten().find_map(|up| taken.get(&up).copied());
    // What a briefing puts the other way round stays so.
    facts[entity].within = up.filter(|up| !way_up(facts, *up).any(|at| at == entity));
}

/// What is known of the places while names are looked up.
struct Desk<'a, 'f> {
    locations: &'a Names,
    facts: &'f [PlaceFacts],
    /// The places of the names around others, which many others share.
    of_name: HashMap<&'a str, Vec<GazetteerPlace>>,
}

impl<'a> Desk<'a, '_> {
    /// The places that a name may be, after all that its author says of it.
    fn candidates(&mut self, entity: usize, name: &str) -> Vec<Candidate> {
        let PlaceFacts { precision, within, coordinates, .. } = self.facts[entity];
        let mut candidates = lookup(name);
        if candidates.is_empty() {
            return candidates;
        }
        keep_kind(&mut candidates, precision);
        if let Some(position) = coordinates {
            candidates.retain(|c| c.place.kind() == Kind::City && is_near(c.place.coordinates(), position));
        }
        let country = self.country_of(entity);
        if within.is_some() || country.is_some() {
            let around = self.around(entity);
            candidates.retain(|c| !around.is_empty() && around.iter().all(|up| lies_in(c.place, up)));
        }
        candidates
    }

    fn country_of(&self, entity: usize) -> Option<&'a str> {
        match &self.locations.profiles.get(entity)?.own {
            Own::Location { country, .. } => country.as_deref(),
            _ => None,
        }
    }

    /// What each place around one may be, by all of its names, where the gazetteer knows any; and what the
    /// `country` of profiles may be.
    fn around(&mut self, start: usize) -> Vec<Vec<GazetteerPlace>> {
        let locations = self.locations;
        let mut around = Vec::new();
        for at in way_up(self.facts, start) {
            let mut names: Vec<&'a str> = Vec::new();
            if at != start {
                match locations.profiles.get(at) {
                    Some(profile) => names.extend(profile.names()),
                    None => names.push(locations.name(at)),
                }
            }
            let country = self.country_of(at);
            for names in [names, country.into_iter().collect()] {
                let places: Vec<_> = names.into_iter().flat_map(|name| self.places_of(name).to_vec()).collect();
                if !places.is_empty() {
                    around.push(places);
                }
            }
        }
        around
    }

    fn places_of(&mut self, name: &'a str) -> &[GazetteerPlace] {
        self.of_name.entry(name).or_insert_with(|| lookup(name).into_iter().map(|c| c.place).collect())
    }

    /// The places of the gazetteer that profiles are of, each of their names by itself: one may be that of
    /// several places, and another only of the one meant.
    ///
    /// With them the place of each profile that gives no position, by the first of its names that tells it.
    fn profiles(&mut self) -> (HashMap<GazetteerPlace, usize>, Vec<(usize, GazetteerPlace)>) {
        let (mut of_profiles, mut found) = (HashMap::new(), Vec::new());
        for (entity, profile) in self.locations.profiles.iter().enumerate() {
            if matches!(self.facts[entity].precision, Some(Precision::Undisclosed | Precision::Exact)) {
                continue;
            }
            let mut told = self.facts[entity].coordinates.is_some();
            for name in profile.names() {
                if let Choice::One(place) = choose(&self.candidates(entity, name)) {
                    let first = *of_profiles.entry(place).or_insert(entity);
                    if !told && first == entity {
                        found.push((entity, place));
                        told = true;
                    }
                }
            }
        }
        (of_profiles, found)
    }
}

/// Leaves out what is not of the kind that an author's word says, where something is.
fn keep_kind(candidates: &mut Vec<Candidate>, precision: Option<Precision>) {
    if let Some(kind) = precision.and_then(kind_of)
        && candidates.iter().any(|c| c.place.kind() == kind)
    {
        candidates.retain(|c| c.place.kind() == kind);
    }
}

/// What an author's word for how exact a place is says of what it is.
fn kind_of(precision: Precision) -> Option<Kind> {
    match precision {
        Precision::City => Some(Kind::City),
        Precision::Region => Some(Kind::Region),
        Precision::Country => Some(Kind::Country),
        Precision::Exact | Precision::Area | Precision::Undisclosed => None,
    }
}

fn is_near(one: Coordinates, other: Coordinates) -> bool {
    let east = (one.longitude - other.longitude) * one.latitude.to_radians().cos();
    (one.latitude - other.latitude).hypot(east) < NEAR
}

/// Whether a place lies in one of these, or is what they are where nothing else bears the name.
fn lies_in(place: GazetteerPlace, around: &[GazetteerPlace]) -> bool {
    around.iter().any(|up| place.lies_in(*up) && (*up != place || place.kind() == Kind::Country))
}

fn twice(locations: &Names, name: &str, place: &Place, first: usize) -> Diagnostic {
    let (origin, help) = match locations.profiles.get(first) {
        Some(profile) => {
            (Place::value(&profile.file, path!["name"]), format!("if it is, make `{name}` an alias in the profile"))
        }
        None => (
            locations.unprofiled[first - locations.profiles.len()].place.clone(),
            "write one of the two in both places; or a profile with the other as an alias".to_owned(),
        ),
    };
    let other = locations.name(first);
    let message = format!("`{name}` and `{other}` are the same place to the gazetteer");
    let diagnostic = Diagnostic::new(Code::OnePlaceTwice, place.clone(), message).help(help);
    diagnostic.related(origin, format!("`{other}` stands here"))
}

/// A name that shows where a place is that another one keeps back.
fn undisclosed_elsewhere(locations: &Names, name: &str, place: &Place, kept_back: usize) -> Diagnostic {
    let other = locations.name(kept_back);
    let message = format!("`{name}` is shown with a position, and may be `{other}`, which is undisclosed");
    let help =
        format!("write `precision: undisclosed` here too; or a profile that has both names: `{other}`, `{name}`");
    let origin = locations.unprofiled[kept_back - locations.profiles.len()].place.clone();
    let diagnostic = Diagnostic::new(Code::VaguerPrecision, place.clone(), message).help(help);
    diagnostic.related(origin, format!("`{other}` stands here"))
}

fn ambiguous(name: &str, precision: Option<Precision>, place: &Place, places: &[GazetteerPlace]) -> Diagnostic {
    let mut listed: Vec<String> = places.iter().take(LISTED).map(|place| described(*place)).collect();
    if places.len() > LISTED {
        listed.push(format!("or one of {} more", places.len() - LISTED));
    }
    let message = format!("`{name}` may be {}; it is left without a position", listed.join(", "));
    Diagnostic::new(Code::AmbiguousPlace, place.clone(), message).help(help(name, precision, places))
}

/// A place with what tells it from others of its name.
fn described(place: GazetteerPlace) -> String {
    let (name, country) = (place.name(), place.country().name());
    match (place.kind(), place.region()) {
        (Kind::Country, _) => format!("{name} (country)"),
        (Kind::Region, _) => format!("{name} (region of {country})"),
        (Kind::City, Some(region)) => format!("{name} ({}, {country})", region.name()),
        (Kind::City, None) => format!("{name} ({country})"),
    }
}

/// What to write for the first of several places for which something is enough to tell it; each is tried.
fn help(name: &str, precision: Option<Precision>, places: &[GazetteerPlace]) -> String {
    match places.iter().find_map(|place| enough(name, precision, *place)) {
        Some(written) => format!("write which, such as {written}; or a profile with `coordinates`"),
        None => "write a profile with `coordinates`".to_owned(),
    }
}

/// The words by which a place is chosen: what it is, what it lies in, or its full name; with the author's own
/// precision where only both are enough.
fn enough(name: &str, said: Option<Precision>, place: GazetteerPlace) -> Option<String> {
    let kind = place.kind();
    let word = Some(kind.precision()).filter(|_| kind != Kind::City);
    let region = place.region().filter(|_| kind == Kind::City);
    let country = Some(place.country()).filter(|_| kind != Kind::Country);
    let around = [country, region].into_iter().flatten();
    let alone = [(name, word, None)].into_iter().filter(|(_, word, _)| word.is_some());
    let within = around.flat_map(|up| [(name, None, Some(up)), (name, said, Some(up))]);
    let by_name = [(place.name(), None, None)];
    let mut all = alone.chain(within).chain(by_name);
    let (name, precision, within) = all.find(|(name, precision, within)| {
        let mut candidates = lookup(name);
        keep_kind(&mut candidates, *precision);
        if let Some(up) = within {
            // Its name may be that of others too.
            let around: Vec<GazetteerPlace> = lookup(up.name()).into_iter().map(|c| c.place).collect();
            candidates.retain(|c| lies_in(c.place, &around));
        }
        choose(&candidates) == Choice::One(place)
    })?;
    let precision = precision.map(|word| format!(", precision: {}", word.as_str())).unwrap_or_default();
    let within = within.map(|up| format!(", within: {}", quoted(up.name()))).unwrap_or_default();
    Some(format!("{{name: {}{within}{precision}}}", quoted(name)))
}

/// A name as a value in a YAML mapping of one line.
fn quoted(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '\''));
    if plain && name.starts_with(char::is_alphabetic) { name.to_owned() } else { format!("{name:?}") }
}
