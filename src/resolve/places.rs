//! Where places are, and what they lie in.

use std::collections::{HashMap, HashSet};

use super::gazetteer;
use super::names::Names;
use super::precision::{Words, keep_back_what_lies_in_the_undisclosed};
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
    ///
    /// Of a place that is there only because an undisclosed one lies in it, a point would stand for that one.
    pub(super) fn put_in(&self, location: &mut Location, has_point: bool) {
        location.coordinates = self.coordinates.filter(|_| has_point);
        location.precision = self.precision;
        location.from_gazetteer = self.from_gazetteer && has_point;
        location.country = self.country.map(str::to_owned);
    }

    /// Tells a place of a briefing how exactly it is known, and no position that is finer than that.
    pub(super) fn put_in_briefing(&self, place: &mut PlaceNamed) {
        place.precision = self.precision;
        if let Some(precision) = self.precision {
            place.coordinates = place.coordinates.and_then(|position| position.shown_at(precision));
        }
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
    let mut words = Words::of_profiles(locations);
    // What a place with a profile lies in by a briefing's word.
    let mut said: Vec<(usize, usize, Place)> = Vec::new();
    let profiled = locations.profiles.len();
    for (entity, named, place) in standing {
        words.hear(entity, named.precision, named.coordinates, place.clone());
        let within = named.within.as_ref().map(|m: &Mention<LocationId>| m.id.index());
        if entity < profiled {
            said.extend(within.map(|up| (entity, up, place)));
            continue;
        }
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
        origins.entry(entity).or_insert(place);
    }
    // What a withdrawn briefing says tells the gazetteer which place it means, and no page where that is.
    let mut taken_back: HashSet<usize> = HashSet::new();
    for (entity, named, place) in withdrawn {
        words.hear(entity, named.precision, None, place);
        if entity < profiled {
            continue;
        }
        let known = &mut facts[entity];
        if !origins.contains_key(&entity) {
            known.within = known.within.or(named.within.map(|mention| mention.id.index()));
            known.coordinates = known.coordinates.or(named.coordinates);
            taken_back.insert(entity);
        }
    }
    // Looking up what a place lies in can add names, so the profiles are not borrowed meanwhile.
    for (entity, known) in facts.iter_mut().enumerate().take(profiled) {
        let profile = &locations.profiles[entity];
        let place = Place::value(&profile.file, path!["within"]);
        let Own::Location { within, coordinates, .. } = &profile.own else {
            continue;
        };
        let (coordinates, within) = (*coordinates, within.clone());
        let within = within.and_then(|name| locations.entity(&name, || place.clone(), diagnostics)).map(|(id, _)| id);
        *known = PlaceFacts { within, coordinates, ..PlaceFacts::default() };
    }
    facts.resize(locations.len(), PlaceFacts::default());
    words.settle(locations, &mut facts, diagnostics);
    break_circles(locations, &mut facts, diagnostics);
    keep_back_what_lies_in_the_undisclosed(locations, &mut facts, &said, diagnostics);
    gazetteer::fill(locations, &mut facts, diagnostics);
    for known in facts.iter_mut().filter(|known| !known.from_gazetteer) {
        if let Some(precision) = known.precision {
            known.coordinates = known.coordinates.and_then(|position| position.shown_at(precision));
        }
    }
    for entity in taken_back {
        let known = &mut facts[entity];
        known.within = None;
        known.coordinates = known.coordinates.filter(|_| known.from_gazetteer);
    }
    facts
}

/// A place and all that it lies in; circles are broken before.
pub(super) fn way_up(facts: &[PlaceFacts], start: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(start), |at| facts[*at].within)
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
