//! Places that no profile claims, looked up: where they are, and what they lie in.

use std::collections::HashMap;

use super::names::{Names, Unprofiled};
use super::places::PlaceFacts;
use super::profiles::Own;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::gazetteer::{Candidate, Choice, GazetteerPlace, Kind, choose, lookup};
use crate::model::Precision;

/// The most candidates that a diagnostic lists.
const LISTED: usize = 5;

/// Gives every name without a profile what the gazetteer knows of it, and what can be told of where it lies.
///
/// An undisclosed place is never looked up, nor is one whose position a briefing gives; a name that may be
/// several places is told of and left without a point.
pub(super) fn fill(locations: &Names, facts: &mut [PlaceFacts], diagnostics: &mut Diagnostics) {
    let profiled = locations.profiles.len();
    let mut of_name: HashMap<&str, Vec<Candidate>> = HashMap::new();
    let mut taken: HashMap<GazetteerPlace, usize> = HashMap::new();
    let mut found: Vec<(usize, GazetteerPlace)> = Vec::new();
    for (i, Unprofiled { name, place }) in locations.unprofiled.iter().enumerate() {
        let entity = profiled + i;
        let known = &facts[entity];
        if known.precision == Some(Precision::Undisclosed) || known.coordinates.is_some() {
            continue;
        }
        let mut candidates = lookup(name);
        if let Some(kind) = known.precision.and_then(kind_of)
            && candidates.iter().any(|c| c.place.kind() == kind)
        {
            candidates.retain(|c| c.place.kind() == kind);
        }
        if known.within.is_some() {
            let around = around(locations, facts, entity, &mut of_name);
            candidates.retain(|c| !around.is_empty() && around.iter().all(|up| lies_in(c.place, up)));
        }
        match choose(&candidates) {
            Choice::Nothing => {}
            Choice::One(one) => match taken.get(&one).map(|first| &locations.unprofiled[first - profiled]) {
                Some(first) => {
                    let message = format!("`{name}` and `{}` are the same place to the gazetteer", first.name);
                    let help = "write one of the two in both places; or a profile with the other as an alias";
                    let diagnostic = Diagnostic::new(Code::OnePlaceTwice, place.clone(), message).help(help);
                    diagnostics.push(diagnostic.related(first.place.clone(), format!("`{}` stands here", first.name)));
                    found.push((entity, one));
                }
                None => {
                    taken.insert(one, entity);
                    found.push((entity, one));
                }
            },
            Choice::Several(places) => {
                let listed: Vec<String> = places.iter().take(LISTED).map(|place| described(*place)).collect();
                let more = places.len().saturating_sub(LISTED);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                let message = format!("`{name}` may be {}{more}; it is left without a position", listed.join(", "));
                let help = help(name, &places);
                diagnostics.push(Diagnostic::new(Code::AmbiguousPlace, place.clone(), message).help(help));
            }
        }
    }
    if found.is_empty() {
        return;
    }
    for (place, entity) in of_profiles(locations, facts) {
        taken.insert(place, entity);
    }
    for (entity, place) in found {
        let known = &mut facts[entity];
        let kind = place.kind();
        known.coordinates = Some(place.coordinates());
        // The vaguer of the author's word and the gazetteer's holds.
        known.precision = known.precision.max(Some(kind.precision()));
        known.from_gazetteer = true;
        known.country = (kind != Kind::Country).then(|| place.country().name());
        if known.within.is_none() {
            let region = place.region().filter(|_| kind == Kind::City);
            let country = Some(place.country()).filter(|_| kind != Kind::Country);
            known.within = [region, country].into_iter().flatten().find_map(|up| taken.get(&up).copied());
        }
        known.within = known.within.filter(|up| *up != entity);
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

/// What the places around one may be, of each that the gazetteer knows: countries and regions by their names
/// and those that profiles give, and the profile's `country`.
fn around<'a>(
    locations: &'a Names,
    facts: &[PlaceFacts],
    start: usize,
    of_name: &mut HashMap<&'a str, Vec<Candidate>>,
) -> Vec<Vec<GazetteerPlace>> {
    let mut around = Vec::new();
    let mut add = |names: &[&'a str]| {
        let mut places = Vec::new();
        for name in names.iter().copied() {
            places.extend(of_name.entry(name).or_insert_with(|| lookup(name)).iter().map(|c| c.place));
        }
        if !places.is_empty() {
            around.push(places);
        }
    };
    let mut at = start;
    while let Some(up) = facts[at].within {
        match locations.profiles.get(up) {
            Some(profile) => {
                add(&profile.names().collect::<Vec<_>>());
                if let Own::Location { country: Some(country), .. } = &profile.own {
                    add(&[country.as_str()]);
                }
            }
            None => add(&[locations.name(up)]),
        }
        at = up;
    }
    around
}

/// Whether a place lies in one of these; a city holds no place of the gazetteer but itself.
fn lies_in(place: GazetteerPlace, around: &[GazetteerPlace]) -> bool {
    around.iter().any(|up| *up != place && place.lies_in(*up))
}

/// The countries and regions that profiles are of, by any of their names.
fn of_profiles(locations: &Names, facts: &[PlaceFacts]) -> HashMap<GazetteerPlace, usize> {
    let mut of_profiles = HashMap::new();
    for (entity, profile) in locations.profiles.iter().enumerate() {
        let kind = match facts[entity].precision {
            Some(Precision::Undisclosed | Precision::City | Precision::Exact) => continue,
            precision => precision.and_then(kind_of),
        };
        // Each of its names by itself: one may be a city's too, and another only the country's.
        for name in profile.names() {
            let mut candidates = lookup(name);
            candidates.retain(|c| kind.is_none_or(|kind| c.place.kind() == kind));
            if let Choice::One(place) = choose(&candidates)
                && place.kind() != Kind::City
            {
                of_profiles.entry(place).or_insert(entity);
            }
        }
    }
    of_profiles
}

/// A place with what tells it from others of its name.
fn described(place: GazetteerPlace) -> String {
    match (place.kind(), place.region()) {
        (Kind::Country, _) => format!("{} (country)", place.name()),
        (Kind::Region, _) => format!("{} (region of {})", place.name(), place.country().name()),
        (Kind::City, Some(region)) => {
            format!("{} ({}, {})", place.name(), region.name(), place.country().name())
        }
        (Kind::City, None) => format!("{} ({})", place.name(), place.country().name()),
    }
}

/// What to write for the first of several places.
fn help(name: &str, places: &[GazetteerPlace]) -> String {
    let Some(first) = places.first() else { return String::new() };
    let among = places.iter().filter(|place| place.country() == first.country()).count();
    let more = match (first.kind(), first.region()) {
        (Kind::Country, _) => "precision: country".to_owned(),
        (Kind::Region, _) if among > 1 => "precision: region".to_owned(),
        (Kind::City, Some(region)) if among > 1 => format!("within: {}", region.name()),
        _ => format!("within: {}", first.country().name()),
    };
    format!("write what it lies in, such as {{name: {name}, {more}}}; or a profile with `coordinates`")
}
