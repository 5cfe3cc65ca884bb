//! Where places are, and what they lie in.

use std::collections::{HashMap, HashSet};

use super::gazetteer;
use super::names::Names;
use super::profiles::Own;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Coordinates, Location, LocationId, Mention, PlaceNamed, Precision};
use crate::path;

/// What is known of a place beside its name.
#[derive(Debug, Clone, Default)]
pub(super) struct PlaceFacts {
    pub(super) within: Option<usize>,
    pub(super) coordinates: Option<Coordinates>,
    pub(super) precision: Option<Precision>,
    /// Whether the position is the gazetteer's.
    pub(super) from_gazetteer: bool,
    /// The country that the gazetteer puts it in.
    pub(super) country: Option<&'static str>,
}

impl PlaceFacts {
    /// Tells a location what is known of it but for what it lies in.
    pub(super) fn put_in(&self, location: &mut Location) {
        location.coordinates = self.coordinates;
        location.precision = self.precision;
        location.from_gazetteer = self.from_gazetteer;
        location.country = self.country.map(str::to_owned);
    }
}

/// What a briefing says of a place that has no profile, with where it says it.
pub(super) type Said = (usize, PlaceNamed, Place);

/// Where every location lies, from its profile, or else from the briefings that name it and the gazetteer.
pub(super) fn place_facts(
    locations: &mut Names,
    standing: Vec<Said>,
    withdrawn: Vec<Said>,
    diagnostics: &mut Diagnostics,
) -> Vec<PlaceFacts> {
    let mut facts: Vec<PlaceFacts> = vec![PlaceFacts::default(); locations.len()];
    let mut origins: HashMap<usize, Place> = HashMap::new();
    for (entity, named, place) in standing {
        let within = named.within.as_ref().map(|m: &Mention<LocationId>| m.id.index());
        let known = &mut facts[entity];
        let elsewhere = known.within.is_some() && within.is_some() && known.within != within;
        let moved =
            known.coordinates.is_some() && named.coordinates.is_some() && known.coordinates != named.coordinates;
        if elsewhere || moved {
            let message = format!("another briefing puts `{}` elsewhere: one name, two places", named.location.written);
            let mut diagnostic = Diagnostic::new(Code::ConflictingPlace, place, message)
                .help("write a profile with an id for each of the two places, and use the ids");
            if let Some(origin) = origins.get(&entity) {
                diagnostic = diagnostic.related(origin.clone(), "the other one");
            }
            diagnostics.push(diagnostic);
            continue;
        }
        known.within = known.within.or(within);
        known.coordinates = known.coordinates.or(named.coordinates);
        // The vaguer of two precisions holds: what one briefing keeps back, no other gives away.
        known.precision = known.precision.max(named.precision);
        origins.entry(entity).or_insert(place);
    }
    // What a withdrawn briefing says tells the gazetteer which place it means, and no page where that is.
    let mut taken_back: HashSet<usize> = HashSet::new();
    for (entity, named, _) in withdrawn {
        let known = &mut facts[entity];
        known.precision = known.precision.max(named.precision);
        if !origins.contains_key(&entity) {
            known.within = known.within.or(named.within.map(|mention| mention.id.index()));
            known.coordinates = known.coordinates.or(named.coordinates);
            taken_back.insert(entity);
        }
    }
    // Looking up what a place lies in can add names, so the profiles are not borrowed meanwhile.
    let profiled = locations.profiles.len();
    for (entity, known) in facts.iter_mut().enumerate().take(profiled) {
        let profile = &locations.profiles[entity];
        let place = Place::value(&profile.file, path!["within"]);
        let Own::Location { within, coordinates, precision, .. } = &profile.own else {
            continue;
        };
        let (coordinates, precision, within) = (*coordinates, *precision, within.clone());
        let within = within.and_then(|name| locations.entity(&name, || place.clone(), diagnostics)).map(|(id, _)| id);
        *known = PlaceFacts { within, coordinates, precision, ..PlaceFacts::default() };
    }
    facts.resize(locations.len(), PlaceFacts::default());
    for known in &mut facts {
        if known.precision == Some(Precision::Undisclosed) {
            known.coordinates = None;
        }
    }
    break_circles(locations, &mut facts, diagnostics);
    gazetteer::fill(locations, &mut facts, diagnostics);
    for entity in taken_back {
        let known = &mut facts[entity];
        known.within = None;
        known.coordinates = known.coordinates.filter(|_| known.from_gazetteer);
    }
    facts
}

/// Reports places that lie within themselves, and takes them apart so that a walk upwards ends.
fn break_circles(locations: &Names, facts: &mut [PlaceFacts], diagnostics: &mut Diagnostics) {
    for start in 0..facts.len() {
        let mut at = start;
        let mut way = vec![start];
        while let Some(up) = facts[at].within {
            if up == start {
                let names: Vec<&str> = way.iter().chain([&start]).map(|&i| locations.name(i)).collect();
                let place = match locations.profiles.get(start) {
                    Some(profile) => Place::value(&profile.file, path!["within"]),
                    None => locations.unprofiled[start - locations.profiles.len()].place.clone(),
                };
                let message = format!("these places lie within each other: {}", names.join(" → "));
                let help = "take `within` away from the widest of them";
                diagnostics.push(Diagnostic::new(Code::CircularPlace, place, message).help(help));
                facts[start].within = None;
                break;
            }
            if way.contains(&up) {
                // A circle further up, told when it is walked from one of its own.
                break;
            }
            way.push(up);
            at = up;
        }
    }
}
