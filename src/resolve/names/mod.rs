//! What a name stands for.
//!
//! An id, a name, an alias, a previous or a native name resolves, ids first. A name that no profile
//! claims makes an entity of its own; one that two claim is never guessed at.

mod all;
mod near;

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{EntityKind, Slug, closest, fold};

use super::profiles::Profile;
pub(super) use all::{AllNames, reference};

/// The names of one kind: those of the profiles, and those that briefings add.
///
/// Entities are numbered here as they come; the catalog gives them their final order.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) kind: EntityKind,
    pub(super) profiles: Vec<Profile>,
    /// The names that no profile claims, numbered after the profiles.
    pub(super) unprofiled: Vec<Unprofiled>,
    ids: HashMap<String, usize>,
    names: HashMap<String, Vec<usize>>,
    /// What a text, exactly as written, was found to be.
    known: HashMap<Box<str>, Found>,
    /// The ids of profiles that are held back, with the reason.
    held_back: HashMap<String, &'static str>,
    /// The profiles of which it is told already that a name may not mean them.
    doubted: HashSet<usize>,
}

/// A name that no profile claims.
#[derive(Debug)]
pub(super) struct Unprofiled {
    pub(super) name: String,
    /// Where it is used first.
    pub(super) place: Place,
}

/// What a name is found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// An entity, by the id that was written.
    Id(usize),
    /// An entity, by one of its names.
    Name(usize),
    /// More than one profile's.
    Ambiguous,
    /// Nobody's.
    Nothing,
}

impl Names {
    /// The index of the visible profiles of a kind; shared names are warned of.
    pub(super) fn new(
        kind: EntityKind,
        profiles: Vec<Profile>,
        held_back: HashMap<String, &'static str>,
        diagnostics: &mut Diagnostics,
    ) -> Names {
        let mut ids = HashMap::new();
        let mut names: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, profile) in profiles.iter().enumerate() {
            if let Some(&first) = ids.get(profile.id.as_str()) {
                let first: &Profile = &profiles[first];
                let message = format!("the id `{}` is that of {} too", profile.id, first.file);
                let diagnostic = Diagnostic::new(Code::RepeatedId, profile.place_of_id(), message)
                    .help("give one of the two another `id`")
                    .related(first.place_of_id(), "the other one");
                diagnostics.push(diagnostic);
                continue;
            }
            ids.insert(profile.id.to_string(), i);
            for name in profile.names() {
                let claimed = names.entry(fold(name)).or_default();
                if !claimed.contains(&i) {
                    claimed.push(i);
                }
            }
        }
        Names {
            kind,
            profiles,
            unprofiled: Vec::new(),
            ids,
            names,
            known: HashMap::new(),
            held_back,
            doubted: HashSet::new(),
        }
    }

    /// How many entities there are so far.
    pub(super) fn len(&self) -> usize {
        self.profiles.len() + self.unprofiled.len()
    }

    /// The name of an entity, as its profile or its first use writes it.
    pub(super) fn name(&self, entity: usize) -> &str {
        match self.profiles.get(entity) {
            Some(profile) => &profile.common.name,
            None => &self.unprofiled[entity - self.profiles.len()].name,
        }
    }

    /// What a name is, without adding to what is known.
    pub(super) fn find(&self, name: &str) -> Found {
        self.known.get(name).copied().unwrap_or_else(|| self.look_up(name))
    }

    /// The same, where the text was not met before.
    fn look_up(&self, name: &str) -> Found {
        // An id as it is written goes before any name; in other letters it is a word like others.
        if let Some(&entity) = self.ids.get(name) {
            return Found::Id(entity);
        }
        let folded = fold(name);
        if let Some(&entity) = self.ids.get(&folded) {
            let others = self.names.get(&folded).is_some_and(|claimed| claimed.iter().any(|other| *other != entity));
            return if others { Found::Ambiguous } else { Found::Id(entity) };
        }
        match self.names.get(&folded).map(Vec::as_slice) {
            Some([entity]) => Found::Name(*entity),
            Some([_, _, ..]) => Found::Ambiguous,
            _ => Found::Nothing,
        }
    }

    /// The entity that a briefing's front matter names, new if need be; none if the name is ambiguous.
    pub(super) fn entity(
        &mut self,
        name: &str,
        place: impl Fn() -> Place,
        diagnostics: &mut Diagnostics,
    ) -> Option<(usize, Box<str>)> {
        let known = self.known.get(name).copied();
        let found = known.unwrap_or_else(|| self.look_up(name));
        if known.is_none() && found != Found::Nothing {
            self.known.insert(name.into(), found);
        }
        match found {
            // An id is not a name to be read; another writing of it (`NATO` for `nato`) is.
            Found::Id(entity) if self.profiles.get(entity).is_some_and(|p| p.id.as_str() == name) => {
                Some((entity, self.name(entity).into()))
            }
            Found::Id(entity) => Some((entity, name.into())),
            Found::Name(entity) => {
                // What a text was found to be before, was doubted then.
                if known.is_none() {
                    diagnostics.extend(self.doubt(entity, name, &place));
                }
                Some((entity, name.into()))
            }
            Found::Ambiguous => {
                diagnostics.push(self.ambiguous(name, place()));
                None
            }
            Found::Nothing => {
                // `Odesa` is a name though `odesa` is an id; `odesa-base` is none however it is written.
                let folded = fold(name);
                let is_id = |_: &&&str| folded == name || name.contains('-');
                if let Some(reason) = self.held_back.get(&folded).filter(is_id) {
                    // As a name it would stand for nobody, and show an id that was not to be seen.
                    let message =
                        format!("`{name}` is the id of a profile that is held back: {reason}; it is left out here");
                    let help = "it appears when that profile does; or write the name instead of the id";
                    diagnostics.push(Diagnostic::new(Code::HeldBackReference, place(), message).help(help));
                    return None;
                }
                let entity = self.len();
                self.unprofiled.push(Unprofiled { name: name.to_owned(), place: place() });
                self.names.insert(folded, vec![entity]);
                self.known.insert(name.into(), Found::Name(entity));
                Some((entity, name.into()))
            }
        }
    }

    /// A name that stands for a profile called `john-smith-general`: whoever called it so knows of another John Smith,
    /// who has no profile yet, and whom a briefing may have meant before. Told once.
    fn doubt(&mut self, entity: usize, name: &str, place: &impl Fn() -> Place) -> Option<Diagnostic> {
        let profile = self.profiles.get(entity)?;
        if fold(&profile.common.name) != fold(name) || self.doubted.contains(&entity) {
            return None;
        }
        let slug = Slug::of_name(name)?;
        let told_apart = profile.id.as_str().strip_prefix(slug.as_str())?.strip_prefix('-')?;
        let message = format!("`{name}` is taken for `{}`, which says `{told_apart}` of one by this name", profile.id);
        let help = format!("write `{}` if that is meant; else write a profile for the other, `{slug}`", profile.id);
        let diagnostic = Diagnostic::new(Code::UnsureName, place(), message).help(help);
        self.doubted.insert(entity);
        Some(diagnostic)
    }

    /// The diagnostic of a name that more than one profile claims.
    pub(super) fn ambiguous(&self, name: &str, place: Place) -> Diagnostic {
        let folded = fold(name);
        let mut claimed = self.names.get(&folded).cloned().unwrap_or_default();
        let by_id = self.ids.get(&folded).copied().filter(|entity| !claimed.contains(entity));
        claimed.extend(by_id);
        let ids: Vec<String> = claimed.iter().filter_map(|i| self.profiles.get(*i)).map(|p| p.id.to_string()).collect();
        let message = format!("`{name}` may be {}: more than one profile claims the name", or_list(&ids));
        let mut diagnostic = Diagnostic::new(Code::AmbiguousName, place, message).help(format!(
            "write the id of the {} that you mean: {}",
            self.kind.as_str(),
            or_list(&ids)
        ));
        for profile in claimed.iter().filter_map(|i| self.profiles.get(*i)) {
            let place = if by_id == self.ids.get(profile.id.as_str()).copied() && by_id.is_some() {
                profile.place_of_id()
            } else {
                profile.place_of(&folded)
            };
            diagnostic = diagnostic.related(place, format!("`{}` claims it", profile.id));
        }
        diagnostic
    }

    /// Warns of every name that two profiles claim.
    pub(super) fn warn_of_shared(&self, diagnostics: &mut Diagnostics) {
        let mut shared: Vec<_> = self.names.iter().filter(|(_, claimed)| claimed.len() > 1).collect();
        shared.sort();
        for (folded, claimed) in shared {
            let profiles: Vec<&Profile> = claimed.iter().filter_map(|i| self.profiles.get(*i)).collect();
            let [first, others @ ..] = profiles.as_slice() else {
                continue;
            };
            // Who knows that there are two writes their ids.
            let pairs =
                profiles.iter().enumerate().flat_map(|(i, one)| profiles[..i].iter().map(move |other| (one, other)));
            if pairs.clone().all(|(one, other)| one.is_told_from(other)) {
                continue;
            }
            let written = first.names().find(|name| fold(name) == *folded).unwrap_or(folded);
            let ids: Vec<String> = profiles.iter().map(|p| p.id.to_string()).collect();
            let message = format!("`{written}` is claimed by {} profiles: {}", profiles.len(), ids.join(", "));
            let mut diagnostic = Diagnostic::new(Code::SharedName, first.place_of(folded), message).help(
                "a briefing that means one of them writes its id. If both are meant to have the name, write \
                     `different_from` in one of them, with the other's id; else take it away from all but one",
            );
            for other in others {
                diagnostic = diagnostic.related(other.place_of(folded), format!("`{}` claims it too", other.id));
            }
            diagnostics.push(diagnostic);
        }
    }

    /// A known name near to one that nothing claims.
    pub(super) fn near(&self, name: &str) -> Option<&str> {
        let profiled = self.profiles.iter().flat_map(Profile::names);
        closest(name, profiled.chain(self.unprofiled.iter().map(|u| u.name.as_str())))
    }

    /// Warns of words that stand for no name: all that is said by `unknown` is not said by one.
    pub(super) fn warn_of_placeholders(&self, diagnostics: &mut Diagnostics) {
        for Unprofiled { name, place } in &self.unprofiled {
            // `a Ukrainian officer` is nobody's name, and would have a page of his own.
            let is_description = self.kind == EntityKind::Actor && (name.starts_with("a ") || name.starts_with("an "));
            if !is_description && !PLACEHOLDERS.contains(&fold(name).as_str()) {
                continue;
            }
            let message = format!("`{name}` is taken for the name of one {}", self.kind.as_str());
            let help = match self.kind {
                EntityKind::Actor => {
                    "who stays without a name is {anonymous: true, description: …} in `said_by`, and not in `actors`; \
                     write a profile if it is a name"
                }
                EntityKind::Location => {
                    "write what may be told, {name: Launch site, precision: undisclosed}; or leave it out"
                }
                EntityKind::Publisher => "leave `publisher` out where it is not known",
            };
            diagnostics.push(Diagnostic::new(Code::PlaceholderName, place.clone(), message).help(help));
        }
    }

    /// Whether a name stands for just this entity: no other claims it, and it is no other's id.
    fn stands_for_one(&self, name: &str, entity: usize) -> bool {
        let folded = fold(name);
        self.names.get(&folded).is_some_and(|claimed| claimed.len() == 1)
            && self.ids.get(&folded).is_none_or(|owner| *owner == entity)
    }

    /// Every name that stands for just one entity, with it.
    pub(super) fn unambiguous(&self) -> impl Iterator<Item = (&str, usize)> {
        let profiled = self.profiles.iter().enumerate().flat_map(|(i, p)| p.names().map(move |name| (name, i)));
        let plain = self.unprofiled.iter().enumerate().map(|(i, u)| (u.name.as_str(), self.profiles.len() + i));
        profiled.chain(plain).filter(|(name, entity)| self.stands_for_one(name, *entity))
    }
}

/// Folded words that authors write where there is no name to write.
const PLACEHOLDERS: [&str; 19] = [
    "anonymous",
    "anonymous source",
    "anonymous sources",
    "unknown",
    "unnamed",
    "unidentified",
    "undisclosed",
    "unnamed source",
    "unnamed official",
    "unknown source",
    "not known",
    "not disclosed",
    "withheld",
    "n/a",
    "tbd",
    "tbc",
    "someone",
    "nobody",
    "various",
];

fn or_list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} or {last}", head.join(", ")),
    }
}
