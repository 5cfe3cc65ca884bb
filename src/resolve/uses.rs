//! What of the entities that anything names is in the catalog.

use crate::model::{BriefingId, EntityRef, Precision, Speaker};

use super::assemble::Parts;

/// Whether an entity is in the catalog, and whether it has a page.
#[derive(Clone, Copy, Default)]
pub(super) struct Use {
    pub(super) present: bool,
    pub(super) page: bool,
    /// A standing briefing's front matter names it, or a disclosed place in it, or it stands alone.
    open: bool,
    /// An undisclosed place lies in it.
    around_undisclosed: bool,
}

impl Use {
    fn mark(&mut self, page: bool, open: bool) {
        self.present = true;
        self.page |= page;
        self.open |= open;
    }

    /// Whether a point may stand for a place: not where only an undisclosed one in it would be meant.
    pub(super) fn has_point(self) -> bool {
        self.open || !self.around_undisclosed
    }
}

/// Which entities the catalog needs, and which of them have a page: those that a standing briefing
/// mentions, those that lie around such a place, and those that stand alone.
pub(super) fn uses(parts: &Parts) -> [Vec<Use>; 3] {
    let kinds = [&parts.actors, &parts.locations, &parts.publishers];
    let mut uses = kinds.map(|names| vec![Use::default(); names.len()]);
    for (uses, names) in uses.iter_mut().zip(kinds) {
        for (i, profile) in names.profiles.iter().enumerate() {
            if profile.common.standalone {
                uses[i] = Use { present: true, page: true, open: true, ..Use::default() };
            }
        }
    }
    let [actors, locations, publishers] = &mut uses;
    // A profile stands by itself: its page stays when the last briefing that names it is withdrawn. Who
    // has only a name loses it, as nothing but the withdrawn says anything of them.
    let profiled = kinds.map(|names| names.profiles.len());
    let of = |which: usize| {
        move |uses: &mut Vec<Use>, index: usize, page: bool| {
            uses[index].mark(page || index < profiled[which], page);
        }
    };
    let (mark_actor, mark_location, mark_publisher) = (of(0), of(1), of(2));
    // What is around an undisclosed place is there, but no point may stand for it by that.
    let mark_around = |locations: &mut Vec<Use>, part: usize, up: usize, page: bool, open: bool| {
        let undisclosed = parts.facts[part].precision == Some(Precision::Undisclosed);
        locations[up].mark(page || up < profiled[1], open && !undisclosed);
        locations[up].around_undisclosed |= undisclosed;
    };
    for (briefing, named) in parts.briefings.iter().zip(&parts.named) {
        let page = !briefing.status.is_withdrawn();
        for involvement in &briefing.actors {
            mark_actor(actors, involvement.actor.id.index(), page);
        }
        for place in &briefing.locations {
            mark_location(locations, place.location.id.index(), page);
            if let Some(within) = &place.within {
                mark_around(locations, place.location.id.index(), within.id.index(), page, page);
            }
        }
        if let Some(place) = &briefing.filed_from {
            mark_location(locations, place.id.index(), page);
        }
        for publisher in briefing.sources.iter().filter_map(|source| source.publisher.as_ref()) {
            mark_publisher(publishers, publisher.id.index(), page);
        }
        for entity in named {
            match entity {
                EntityRef::Actor(id) => mark_actor(actors, id.index(), page),
                // "Near Minsk", said of an undisclosed place, does not open the city.
                EntityRef::Location(id) => locations[id.index()].mark(page || id.index() < profiled[1], false),
                EntityRef::Publisher(id) => mark_publisher(publishers, id.index(), page),
            }
        }
    }
    let standing = |briefing: BriefingId| !parts.briefings[briefing.index()].status.is_withdrawn();
    for event in &parts.events {
        event.actors.iter().for_each(|m| mark_actor(actors, m.id.index(), standing(event.briefing)));
        event.locations.iter().for_each(|m| mark_location(locations, m.id.index(), standing(event.briefing)));
    }
    for claim in &parts.claims {
        if let Some(Speaker::Actor(mention)) = &claim.said_by {
            mark_actor(actors, mention.id.index(), standing(claim.briefing));
        }
    }
    // What a place lies in is part of its page. Walks end: circles are broken.
    for start in 0..locations.len() {
        let Use { present, page, open, .. } = locations[start];
        let mut at = start;
        while present && let Some(up) = parts.facts[at].within {
            mark_around(locations, start, up, page, open);
            at = up;
        }
    }
    uses
}
