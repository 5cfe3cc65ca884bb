//! Who appears where: backlinks, the timeline's order, who appears with whom.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use rayon::prelude::*;

use crate::model::{
    ActorId, BriefingId, Catalog, ClaimId, Entity, EntityRef, Event, EventId, LocationId, PublisherId, Speaker,
    Timeline, TimelineEntry,
};

/// The most companions that an entity keeps.
const COMPANIONS: usize = 60;

/// Puts the events in their order and fills in everything that looks backwards.
pub(super) fn link(catalog: &mut Catalog, mut events: Vec<Event>, named: &[Vec<EntityRef>]) {
    events.par_sort_by_cached_key(|event| (event.date.sort_key(), event.briefing, event.number));
    catalog.events = events;
    let above: Vec<Vec<LocationId>> =
        (0..catalog.locations.len()).map(|i| catalog.way_up(LocationId::from_index(i))).collect();
    let made = &*catalog;
    let plain = |(i, named): (usize, &Vec<EntityRef>)| only_in_prose(made, BriefingId::from_index(i), named);
    let plain: Vec<Vec<EntityRef>> = named.par_iter().enumerate().map(plain).collect();
    for (i, plain) in plain.into_iter().enumerate() {
        link_briefing(catalog, BriefingId::from_index(i), plain, &above);
    }
    for i in 0..catalog.events.len() {
        link_event(catalog, EventId::from_index(i), &above);
    }
    for i in 0..catalog.claims.len() {
        let claim = &catalog.claims[i];
        if let Some(Speaker::Actor(speaker)) = &claim.said_by
            && !catalog.briefing(claim.briefing).status.is_withdrawn()
        {
            let actor = speaker.id.index();
            catalog.actors[actor].claims.push(ClaimId::from_index(i));
        }
    }
    for i in 0..catalog.actors.len() {
        let mut said = std::mem::take(&mut catalog.actors[i].claims);
        said.sort_by_cached_key(|id| catalog.claim_order(*id));
        catalog.actors[i].claims = said;
    }
}

/// Fills in what is counted over the lists: who appears with whom, and the timeline.
pub(super) fn count(catalog: &mut Catalog) {
    companions(catalog);
    catalog.timeline = timeline(catalog);
}

/// Adds to a list that is filled in order, once each.
fn push<Id: PartialEq>(list: &mut Vec<Id>, id: Id) {
    if list.last() != Some(&id) {
        list.push(id);
    }
}

/// The entities that a briefing's front matter names, its claims included. Its events have lists of their own.
struct Front {
    actors: Vec<ActorId>,
    places: Vec<LocationId>,
    publishers: Vec<PublisherId>,
}

fn front(catalog: &Catalog, id: BriefingId) -> Front {
    let briefing = catalog.briefing(id);
    let own = briefing.actors.iter().map(|involved| involved.actor.id);
    let speakers = briefing.claims.iter().filter_map(|claim| match &catalog.claim(*claim).said_by {
        Some(Speaker::Actor(mention)) => Some(mention.id),
        _ => None,
    });
    let places = briefing.locations.iter().map(|place| place.location.id);
    let publishers = briefing.sources.iter().filter_map(|source| source.publisher.as_ref());
    Front {
        actors: own.chain(speakers).collect(),
        places: places.chain(briefing.filed_from.iter().map(|mention| mention.id)).collect(),
        publishers: publishers.map(|mention| mention.id).collect(),
    }
}

/// Of the entities that a briefing's prose names those that its front matter does not.
pub(super) fn only_in_prose(catalog: &Catalog, id: BriefingId, named: &[EntityRef]) -> Vec<EntityRef> {
    let Front { actors, places, publishers } = front(catalog, id);
    let (actors, places): (HashSet<_>, HashSet<_>) = (actors.iter().collect(), places.iter().collect());
    let publishers: HashSet<_> = publishers.iter().collect();
    let is_new = |entity: &&EntityRef| match entity {
        EntityRef::Actor(actor) => !actors.contains(actor),
        EntityRef::Location(place) => !places.contains(place),
        EntityRef::Publisher(publisher) => !publishers.contains(publisher),
    };
    named.iter().filter(is_new).copied().collect()
}

fn link_briefing(catalog: &mut Catalog, id: BriefingId, plain: Vec<EntityRef>, above: &[Vec<LocationId>]) {
    let standing = !catalog.briefing(id).status.is_withdrawn();
    let Front { actors, places, publishers } = front(catalog, id);
    catalog.briefings[id.index()].mentioned = plain.clone();
    let named_by = |entity: &mut Entity| {
        push(if standing { &mut entity.briefings } else { &mut entity.withdrawn }, id);
    };
    for actor in actors {
        named_by(&mut catalog.actors[actor.index()].entity);
    }
    for place in places.iter().flat_map(|place| &above[place.index()]) {
        named_by(&mut catalog.locations[place.index()].entity);
    }
    if !standing {
        return;
    }
    for publisher in publishers {
        push(&mut catalog.publishers[publisher.index()].entity.briefings, id);
    }
    for entity in plain {
        let entity = match entity {
            EntityRef::Actor(a) => &mut catalog.actors[a.index()].entity,
            EntityRef::Location(l) => &mut catalog.locations[l.index()].entity,
            EntityRef::Publisher(p) => &mut catalog.publishers[p.index()].entity,
        };
        push(&mut entity.mentions, id);
    }
}

fn link_event(catalog: &mut Catalog, id: EventId, above: &[Vec<LocationId>]) {
    let event = catalog.event(id);
    let (briefing, actors) = (event.briefing, event.actors.iter().map(|m| m.id).collect::<Vec<_>>());
    let places: Vec<LocationId> = event.locations.iter().map(|m| m.id).collect();
    catalog.briefings[briefing.index()].events.push(id);
    let standing = !catalog.briefing(briefing).status.is_withdrawn();
    let involve = |entity: &mut Entity| {
        if standing {
            push(&mut entity.events, id);
            involve(&mut entity.briefings, &mut entity.mentions, briefing);
        } else {
            involve(&mut entity.withdrawn, &mut Vec::new(), briefing);
        }
    };
    for actor in actors {
        involve(&mut catalog.actors[actor.index()].entity);
    }
    for place in places.iter().flat_map(|place| &above[place.index()]) {
        involve(&mut catalog.locations[place.index()].entity);
    }
}

/// Counts a briefing as naming an entity in its front matter, once; the list is newest first.
fn involve(briefings: &mut Vec<BriefingId>, mentions: &mut Vec<BriefingId>, briefing: BriefingId) {
    if let Err(at) = briefings.binary_search(&briefing) {
        briefings.insert(at, briefing);
    }
    if let Ok(at) = mentions.binary_search(&briefing) {
        mentions.remove(at);
    }
}

/// Counts who appears with whom, and where.
///
/// Who and where of one date belong together. Of one briefing they only stand side by side, and are
/// kept apart: that is no statement that somebody was there.
fn companions(catalog: &mut Catalog) {
    let ids: Vec<BriefingId> = catalog.briefing_ids().collect();
    let in_briefing: Vec<(Vec<ActorId>, Vec<LocationId>)> =
        ids.par_iter().map(|id| (catalog.actors_of(*id), catalog.locations_of(*id))).collect();
    let of_actors: Vec<_> = catalog
        .actors
        .par_iter()
        .enumerate()
        .map(|(i, actor)| {
            let here = || actor.entity.briefings.iter().map(|b| &in_briefing[b.index()]);
            let others = most(here().flat_map(|(actors, _)| actors).copied().filter(|a| a.index() != i), &[]);
            let events = actor.entity.events.iter().map(|event| catalog.event(*event));
            let (places, _) = most(events.flat_map(|event| event.locations.iter().map(|m| m.id)), &[]);
            let (near, _) = most(here().flat_map(|(_, places)| places).copied(), &places);
            (others, places, near)
        })
        .collect();
    let of_locations: Vec<_> = catalog
        .locations
        .par_iter()
        .map(|location| {
            let events = location.entity.events.iter().map(|event| catalog.event(*event));
            let (actors, _) = most(events.flat_map(|event| event.actors.iter().map(|m| m.id)), &[]);
            let briefings = location.entity.briefings.iter();
            let (near, _) = most(briefings.flat_map(|b| &in_briefing[b.index()].0).copied(), &actors);
            (actors, near)
        })
        .collect();
    for (actor, (others, places, near)) in catalog.actors.iter_mut().zip(of_actors) {
        (actor.co_actors, actor.co_actors_left) = others;
        actor.places = places;
        actor.near_places = near;
    }
    for (location, (actors, near)) in catalog.locations.iter_mut().zip(of_locations) {
        location.actors = actors;
        location.near_actors = near;
    }
}

/// The most frequent ids with their counts, but some; of one count, by name, which is the ids' order. With them, how
/// many more there are.
fn most<Id: Copy + Eq + Hash + Ord>(ids: impl Iterator<Item = Id>, but: &[(Id, u32)]) -> (Vec<(Id, u32)>, usize) {
    let mut counts: HashMap<Id, u32> = HashMap::new();
    for id in ids {
        *counts.entry(id).or_default() += 1;
    }
    for (id, _) in but {
        counts.remove(id);
    }
    let mut counts: Vec<(Id, u32)> = counts.into_iter().collect();
    counts.sort_unstable_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    let left = counts.len().saturating_sub(COMPANIONS);
    counts.truncate(COMPANIONS);
    (counts, left)
}

/// What stands on the timeline, in its order.
fn timeline(catalog: &Catalog) -> Timeline {
    let standing = |id: &BriefingId| !catalog.briefing(*id).status.is_withdrawn();
    let counted = |id: &EventId| {
        let event = catalog.event(*id);
        event.told_in.is_none() && standing(&event.briefing)
    };
    let events = (0..catalog.events.len()).map(EventId::from_index).filter(counted).map(TimelineEntry::Event);
    let briefings = catalog.listed.iter().copied().filter(standing).map(TimelineEntry::Briefing);
    let mut entries: Vec<TimelineEntry> = events.chain(briefings).collect();
    entries.par_sort_by_cached_key(|entry| catalog.entry_order(*entry));
    Timeline { entries }
}
