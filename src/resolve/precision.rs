//! How exactly places are known: the vaguest word that anyone says of a place holds.

use std::collections::{BTreeMap, HashMap};

use super::names::Names;
use super::places::PlaceFacts;
use super::profiles::Own;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::gazetteer::lookup;
use crate::model::{Coordinates, Precision};
use crate::path;

/// What a file says of how exactly a place is known, and of where it is.
struct Word {
    precision: Option<Precision>,
    position: Option<Coordinates>,
    place: Place,
}

impl Word {
    /// Whether it tells more than may be shown.
    fn is_finer_than(&self, precision: Precision) -> bool {
        match self.precision {
            Some(own) => own < precision,
            None => self.position.is_some_and(|position| position.shown_at(precision) != Some(position)),
        }
    }
}

/// All that is said of how exactly each place is known, profiles first.
pub(super) struct Words(BTreeMap<usize, Vec<Word>>);

impl Words {
    /// What the profiles say.
    pub(super) fn of_profiles(locations: &Names) -> Words {
        let mut words = Words(BTreeMap::new());
        for (entity, profile) in locations.profiles.iter().enumerate() {
            if let Own::Location { coordinates, precision, .. } = &profile.own {
                let key = if precision.is_some() { path!["precision"] } else { path!["coordinates"] };
                words.hear(entity, *precision, *coordinates, Place::value(&profile.file, key));
            }
        }
        words
    }

    /// Takes in what one more file says.
    pub(super) fn hear(
        &mut self,
        entity: usize,
        precision: Option<Precision>,
        position: Option<Coordinates>,
        place: Place,
    ) {
        if precision.is_some() || position.is_some() {
            self.0.entry(entity).or_default().push(Word { precision, position, place });
        }
    }

    /// Gives each place the vaguest of its words: what one file keeps back, no other gives away. Tells where
    /// another is finer.
    pub(super) fn settle(self, locations: &Names, facts: &mut [PlaceFacts], diagnostics: &mut Diagnostics) {
        for (entity, words) in self.0 {
            let vaguest = words.iter().filter(|word| word.precision.is_some());
            // Of two equal ones the last is taken, so that one of the briefings is shown beside the profile.
            let Some(vaguest) = vaguest.max_by_key(|word| word.precision) else { continue };
            facts[entity].precision = vaguest.precision;
            let finer = |word: &&Word| vaguest.precision.is_some_and(|precision| word.is_finer_than(precision));
            if let (Some(precision), Some(finer)) = (vaguest.precision, words.iter().find(finer)) {
                diagnostics.push(differing(locations.name(entity), precision, finer, vaguest));
            }
        }
    }
}

fn differing(name: &str, precision: Precision, finer: &Word, vaguest: &Word) -> Diagnostic {
    use crate::model::Vocabulary;
    let word = precision.as_str();
    let (outcome, here) = match precision {
        Precision::Undisclosed => ("it has no position on any page", ", without `coordinates`"),
        _ => ("its position is shown no more exactly than that", ""),
    };
    let message = format!("`{name}` is `{word}` elsewhere; the vaguer word is followed, and {outcome}");
    let help = format!("write `precision: {word}` here too{here}; or the finer word there");
    Diagnostic::new(Code::VaguerPrecision, finer.place.clone(), message)
        .help(help)
        .related(vaguest.place.clone(), "the vaguer word")
}

/// Makes what lies in an undisclosed place undisclosed too, as its position would give that one's away; also
/// where only a briefing says of a place with a profile that it lies there.
pub(super) fn keep_back_what_lies_in_the_undisclosed(
    locations: &Names,
    facts: &mut [PlaceFacts],
    said: &[(usize, usize, Place)],
    diagnostics: &mut Diagnostics,
) {
    let mut inner: HashMap<usize, Vec<(usize, Option<&Place>)>> = HashMap::new();
    for (part, known) in facts.iter().enumerate() {
        if let Some(up) = known.within {
            inner.entry(up).or_default().push((part, None));
        }
    }
    for (part, up, place) in said {
        inner.entry(*up).or_default().push((*part, Some(place)));
    }
    let is_kept_back = |facts: &[PlaceFacts], at: usize| facts[at].precision == Some(Precision::Undisclosed);
    let mut open: Vec<usize> = (0..facts.len()).filter(|at| is_kept_back(facts, *at)).collect();
    while let Some(around) = open.pop() {
        for &(entity, place) in inner.get(&around).into_iter().flatten() {
            if !is_kept_back(facts, entity) {
                keep_back(locations, facts, entity, around, place, diagnostics);
                open.push(entity);
            }
        }
    }
}

fn keep_back(
    locations: &Names,
    facts: &mut [PlaceFacts],
    entity: usize,
    around: usize,
    said: Option<&Place>,
    diagnostics: &mut Diagnostics,
) {
    let (name, around) = (locations.name(entity), locations.name(around));
    let profile = locations.profiles.get(entity);
    let would_be_found = profile.is_none() && !lookup(name).is_empty();
    let PlaceFacts { coordinates, precision, .. } = &mut facts[entity];
    if coordinates.is_some() || precision.is_some() || would_be_found {
        let place = match (said, profile) {
            (Some(place), _) => place.clone(),
            (None, Some(profile)) => Place::value(&profile.file, path!["within"]),
            (None, None) => locations.unprofiled[entity - locations.profiles.len()].place.clone(),
        };
        let message =
            format!("`{name}` lies in `{around}`, which is undisclosed, so that it has no position on any page");
        let help = "write `precision: undisclosed` for it too, without `coordinates`; or take `within` away";
        diagnostics.push(Diagnostic::new(Code::VaguerPrecision, place, message).help(help));
    }
    *precision = Some(Precision::Undisclosed);
}
