//! The languages of one text: it is counted once, and nothing that only one of them tells is lost.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{
    ActorId, Briefing, BriefingId, Catalog, Claim, ClaimId, Event, EventDate, EventId, Lang, LocationId, Speaker,
    Vocabulary,
};
use crate::path;

/// Joins the languages of each text, and says which of them stands for it and what they tell alike.
///
/// Of one text's versions that in the site's language stands for it in lists, else the original, else the
/// first of the others in the catalog's order; what is withdrawn stands only for what is withdrawn too. A
/// date or claim is told by the first version, in that order, that has it.
pub(super) fn join(catalog: &mut Catalog, language: &Lang, diagnostics: &mut Diagnostics) {
    let place = |catalog: &Catalog, id: BriefingId| {
        let briefing = catalog.briefing(id);
        (briefing.lang != *language, briefing.translation_of.is_some(), id)
    };
    for versions in texts(catalog) {
        for id in &versions {
            let others = versions.iter().copied().filter(|other| other != id);
            catalog.briefings[id.index()].translations = others.collect();
        }
        let (withdrawn, standing): (Vec<BriefingId>, Vec<BriefingId>) =
            versions.into_iter().partition(|id| catalog.briefing(*id).status.is_withdrawn());
        for mut of_a_kind in [withdrawn, standing] {
            of_a_kind.sort_by_key(|id| place(catalog, *id));
            let Some((first, others)) = of_a_kind.split_first() else { continue };
            for version in others {
                catalog.versions.insert(*version, *first);
            }
            // What is withdrawn counts nowhere.
            if !catalog.briefing(*first).status.is_withdrawn() {
                fold_dates(catalog, &of_a_kind);
                fold_claims(catalog, &of_a_kind, diagnostics);
            }
        }
    }
    let listed = |id: &BriefingId| !catalog.versions.contains_key(id);
    catalog.listed = catalog.briefing_ids().filter(listed).collect();
    if catalog.listed.len() < catalog.briefings.len() {
        let places: Vec<_> = catalog.briefing_ids().map(|id| place(catalog, id)).collect();
        count_once(catalog, |id| places[id.index()]);
    }
}

/// The versions of each text that has more than one, in their order: a translation of a translation is one
/// of the same text.
fn texts(catalog: &Catalog) -> Vec<Vec<BriefingId>> {
    let mut texts: BTreeMap<BriefingId, Vec<BriefingId>> = BTreeMap::new();
    for id in catalog.briefing_ids() {
        let mut original = id;
        // No way up is longer than there are briefings, even if it is a circle.
        for _ in 0..catalog.briefings.len() {
            match catalog.briefing(original).translation_of {
                Some(up) if up != id => original = up,
                _ => break,
            }
        }
        if original != id {
            texts.entry(original).or_insert_with(|| vec![original]).push(id);
        }
    }
    let mut texts: Vec<Vec<BriefingId>> = texts.into_values().collect();
    for versions in &mut texts {
        versions.sort_unstable();
        versions.dedup();
    }
    texts
}

/// Each thing that comes again under its key, with the first that has it.
fn again<Id: Copy, Key: Hash + Eq>(things: impl Iterator<Item = (Key, Id)>) -> Vec<(Id, Id)> {
    let mut first: HashMap<Key, Id> = HashMap::new();
    let mut same = Vec::new();
    for (key, id) in things {
        match first.entry(key) {
            Entry::Vacant(entry) => _ = entry.insert(id),
            Entry::Occupied(entry) => same.push((id, *entry.get())),
        }
    }
    same
}

/// How often each key came before, in the order of the things.
fn nth<Key: Hash + Eq>(keys: impl Iterator<Item = Key>) -> Vec<usize> {
    let mut counts: HashMap<Key, usize> = HashMap::new();
    let count = |key| {
        let count = counts.entry(key).or_default();
        *count += 1;
        *count - 1
    };
    keys.map(count).collect()
}

/// Folds the dates that versions tell alike: of one id; where they have none, the same date in the same place
/// among those of that date, with the same actors and places. Words are in two languages and say nothing.
fn fold_dates(catalog: &mut Catalog, versions: &[BriefingId]) {
    #[derive(PartialEq, Eq, Hash)]
    enum Key<'a> {
        Id(&'a str),
        Told(&'a str, usize, Vec<ActorId>, Vec<LocationId>),
    }
    fn key(event: &Event, nth: usize) -> Key<'_> {
        let mut actors: Vec<ActorId> = event.actors.iter().map(|mention| mention.id).collect();
        let mut locations: Vec<LocationId> = event.locations.iter().map(|mention| mention.id).collect();
        actors.sort_unstable();
        locations.sort_unstable();
        match &event.id {
            Some(id) => Key::Id(id),
            None => Key::Told(event.date.text(), nth, actors, locations),
        }
    }
    let of_version = |version: &BriefingId| {
        let mut events: Vec<EventId> = catalog.briefing(*version).events.clone();
        events.sort_by_key(|id| catalog.event(*id).number);
        let nth = nth(events.iter().map(|id| catalog.event(*id).date.text()));
        events.into_iter().zip(nth).map(|(id, nth)| (key(catalog.event(id), nth), id)).collect::<Vec<_>>()
    };
    for (event, same) in again(versions.iter().flat_map(of_version)) {
        catalog.events[event.index()].told_in = Some(same);
    }
}

/// Folds the claims that versions tell alike: of one id; where they have none, of one speaker and day, the first
/// with the first. Warns where they don't say the same of what became of it.
fn fold_claims(catalog: &mut Catalog, versions: &[BriefingId], diagnostics: &mut Diagnostics) {
    type Said<'a> = (Option<Option<ActorId>>, Option<&'a str>);
    #[derive(PartialEq, Eq, Hash)]
    enum Key<'a> {
        Id(&'a str),
        Said(Said<'a>, usize),
    }
    fn said(claim: &Claim) -> Said<'_> {
        let speaker = claim.said_by.as_ref().map(|speaker| match speaker {
            Speaker::Actor(mention) => Some(mention.id),
            Speaker::Anonymous(_) => None,
        });
        (speaker, claim.date.as_ref().map(EventDate::text))
    }
    let of_version = |version: &BriefingId| {
        let claims = &catalog.briefing(*version).claims;
        let nth = nth(claims.iter().map(|id| catalog.claim(*id)).map(|claim| (claim.id.is_some(), said(claim))));
        let key = |(id, nth): (&ClaimId, usize)| {
            let claim = catalog.claim(*id);
            (claim.id.as_deref().map_or_else(|| Key::Said(said(claim), nth), Key::Id), *id)
        };
        claims.iter().zip(nth).map(key).collect::<Vec<_>>()
    };
    for (claim, same) in again(versions.iter().flat_map(of_version)) {
        if catalog.claim(claim).status != catalog.claim(same).status {
            diagnostics.push(two_statuses(catalog, claim, same));
        }
        catalog.claims[claim.index()].told_in = Some(same);
    }
}

/// A claim of which two languages say that something else became of it: lists show one of the two.
fn two_statuses(catalog: &Catalog, claim: ClaimId, counted: ClaimId) -> Diagnostic {
    let place = |id: ClaimId| {
        let briefing: &Briefing = catalog.briefing(catalog.claim(id).briefing);
        let number = briefing.claims.iter().position(|of| *of == id).unwrap_or_default();
        Place::value(&briefing.file, path!["claims", number, "status"])
    };
    let (here, there) = (catalog.claim(claim), catalog.claim(counted));
    let (status, other) = (here.status.as_str(), there.status.as_str());
    let original = &catalog.briefing(there.briefing).id;
    let message = format!("this claim is `{status}` here and `{other}` in `{original}`, of which lists take it");
    Diagnostic::new(Code::DoubtfulTranslation, place(claim), message)
        .help("write the same `status` in both; if they are two claims, give each its own `id`")
        .related(place(counted), "the same claim there")
}

/// Takes from every list what another of its entries stands for: of versions in one list the first by their place
/// is left.
fn count_once<Order: Ord>(catalog: &mut Catalog, place: impl Fn(BriefingId) -> Order) {
    let Catalog { versions, events, claims, actors, locations, publishers, tags, series, .. } = catalog;
    let text = |id: BriefingId| versions.get(&id).copied().unwrap_or(id);
    let date = |id: EventId| events[id.index()].told_in.unwrap_or(id);
    let claim = |id: ClaimId| claims[id.index()].told_in.unwrap_or(id);
    let kinds = actors.iter_mut().map(|a| &mut a.entity).chain(locations.iter_mut().map(|l| &mut l.entity));
    for entity in kinds.chain(publishers.iter_mut().map(|p| &mut p.entity)) {
        let own: HashSet<BriefingId> = entity.briefings.iter().map(|id| text(*id)).collect();
        entity.mentions.retain(|id| !own.contains(&text(*id)));
        for list in [&mut entity.briefings, &mut entity.mentions] {
            once(list, text, &place);
        }
        once(&mut entity.events, date, |id| place(events[id.index()].briefing));
    }
    for actor in actors {
        once(&mut actor.claims, claim, |id| place(claims[id.index()].briefing));
    }
    for topic in tags.iter_mut().chain(series) {
        once(&mut topic.briefings, text, &place);
    }
}

/// Leaves of all that are one in a list the first by their place.
fn once<Id: Copy + Eq + Hash, Order: Ord>(list: &mut Vec<Id>, one: impl Fn(Id) -> Id, place: impl Fn(Id) -> Order) {
    // Most things have one version.
    if list.iter().all(|id| one(*id) == *id) {
        return;
    }
    let mut left: HashMap<Id, Id> = HashMap::with_capacity(list.len());
    for id in &*list {
        let first = left.entry(one(*id)).or_insert(*id);
        if place(*id) < place(*first) {
            *first = *id;
        }
    }
    if left.len() < list.len() {
        list.retain(|id| left.get(&one(*id)) == Some(id));
    }
}
