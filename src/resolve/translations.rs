//! The languages of one text: it is counted once, and nothing that only one of them tells is lost.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::hash::Hash;

use crate::model::{ActorId, BriefingId, Catalog, Claim, ClaimId, EventDate, EventId, Lang, Speaker};

/// Joins the languages of each text, and says which of them stands for it and what they tell alike.
///
/// Of one text's versions that in the site's language stands for it in lists, else the original; what is
/// withdrawn stands only for what is withdrawn too.
pub(super) fn join(catalog: &mut Catalog, language: &Lang) {
    for versions in texts(catalog) {
        for id in &versions {
            let others = versions.iter().copied().filter(|other| other != id);
            catalog.briefings[id.index()].translations = others.collect();
        }
        for withdrawn in [false, true] {
            let of_a_kind: Vec<BriefingId> = versions
                .iter()
                .copied()
                .filter(|id| catalog.briefing(*id).status.is_withdrawn() == withdrawn)
                .collect();
            let place = |id: &&BriefingId| {
                let briefing = catalog.briefing(**id);
                (briefing.lang != *language, briefing.translation_of.is_some(), **id)
            };
            let Some(&first) = of_a_kind.iter().min_by_key(place) else {
                continue;
            };
            for &version in of_a_kind.iter().filter(|id| **id != first) {
                catalog.briefings[version.index()].version_of = Some(first);
                fold_dates(catalog, version, first);
                fold_claims(catalog, version, first);
            }
        }
    }
    let listed = |id: &BriefingId| catalog.briefing(*id).version_of.is_none();
    catalog.listed = catalog.briefing_ids().filter(listed).collect();
    if catalog.listed.len() < catalog.briefings.len() {
        count_once(catalog);
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

/// What two things have in common, each with the next of the same kind: the first with the first.
fn pairs<Id: Copy, Key: Hash + Eq>(of: &[Id], with: &[Id], key: impl Fn(Id) -> Key) -> Vec<(Id, Id)> {
    let mut waiting: HashMap<Key, VecDeque<Id>> = HashMap::new();
    for id in with {
        waiting.entry(key(*id)).or_default().push_back(*id);
    }
    of.iter().filter_map(|id| Some((*id, waiting.get_mut(&key(*id))?.pop_front()?))).collect()
}

/// The dates of a version that the one standing for it tells too: titles are in two languages, days are not.
fn fold_dates(catalog: &mut Catalog, version: BriefingId, first: BriefingId) {
    let key = |id: EventId| catalog.event(id).date.text();
    let found = pairs(&catalog.briefing(version).events, &catalog.briefing(first).events, key);
    for (event, same) in found {
        catalog.events[event.index()].told_in = Some(same);
    }
}

/// The claims of a version that the one standing for it tells too: of one id; else of one speaker and day.
fn fold_claims(catalog: &mut Catalog, version: BriefingId, first: BriefingId) {
    #[derive(PartialEq, Eq, Hash)]
    enum Key<'a> {
        Id(&'a str),
        Said(Option<Option<ActorId>>, Option<&'a str>),
    }
    let key = |id: ClaimId| {
        let claim: &Claim = catalog.claim(id);
        let speaker = claim.said_by.as_ref().map(|speaker| match speaker {
            Speaker::Actor(mention) => Some(mention.id),
            Speaker::Anonymous(_) => None,
        });
        match &claim.id {
            Some(id) => Key::Id(id),
            None => Key::Said(speaker, claim.date.as_ref().map(EventDate::text)),
        }
    };
    let found = pairs(&catalog.briefing(version).claims, &catalog.briefing(first).claims, key);
    for (claim, same) in found {
        catalog.claims[claim.index()].told_in = Some(same);
    }
}

/// Takes from every list what another of its entries stands for.
fn count_once(catalog: &mut Catalog) {
    let Catalog { briefings, events, claims, actors, locations, publishers, tags, series, .. } = catalog;
    let version_of = |id: BriefingId| briefings[id.index()].version_of;
    let told_in = |id: EventId| events[id.index()].told_in;
    let kinds = actors.iter_mut().map(|a| &mut a.entity).chain(locations.iter_mut().map(|l| &mut l.entity));
    for entity in kinds.chain(publishers.iter_mut().map(|p| &mut p.entity)) {
        let own: HashSet<BriefingId> = entity.briefings.iter().copied().collect();
        entity.mentions.retain(|id| version_of(*id).is_none_or(|first| !own.contains(&first)));
        for list in [&mut entity.briefings, &mut entity.mentions] {
            once(list, version_of);
        }
        once(&mut entity.events, told_in);
    }
    for actor in actors {
        once(&mut actor.claims, |id| claims[id.index()].told_in);
    }
    for topic in tags.iter_mut().chain(series) {
        once(&mut topic.briefings, version_of);
    }
}

/// Takes from a list what another of its entries stands for.
fn once<Id: Copy + Eq + Hash>(list: &mut Vec<Id>, first: impl Fn(Id) -> Option<Id>) {
    if list.iter().all(|id| first(*id).is_none()) {
        return;
    }
    let all: HashSet<Id> = list.iter().copied().collect();
    list.retain(|id| first(*id).is_none_or(|first| !all.contains(&first)));
}
