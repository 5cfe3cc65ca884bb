//! Which entities the catalog needs, and which of them have a page: those that a standing briefing mentions,
//! those that lie around such a place, and those that stand alone.

use std::collections::HashSet;

use crate::model::{Briefing, Claim, EntityKind, EntityRef, Event, Precision, Speaker};

use super::names::{Names, reference};
use super::places::PlaceFacts;

/// Whether an entity is in the catalog, and whether it has a page.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Use {
    pub(super) present: bool,
    pub(super) page: bool,
    /// A standing briefing's front matter names it, or a disclosed place in it, or it stands alone.
    open: bool,
    /// An undisclosed place lies in it.
    around_undisclosed: bool,
}

impl Use {
    /// Whether a point may stand for a place: not where only an undisclosed one in it would be meant.
    pub(super) fn has_point(self) -> bool {
        self.open || !self.around_undisclosed
    }
}

/// The uses of actors, locations and publishers, by their numbers.
#[derive(Debug, Clone)]
pub(super) struct Uses {
    of: [Vec<Use>; 3],
    /// How many of each kind have a profile.
    profiled: [usize; 3],
}

const KINDS: [EntityKind; 3] = [EntityKind::Actor, EntityKind::Location, EntityKind::Publisher];

impl Uses {
    /// What front matter uses, and profiles that stand alone.
    pub(super) fn of_front_matter(
        kinds: [&Names; 3],
        briefings: &[Briefing],
        events: &[Event],
        claims: &[Claim],
        facts: &[PlaceFacts],
    ) -> Uses {
        let alone = |names: &Names| {
            let mut uses = vec![Use::default(); names.len()];
            for (used, profile) in uses.iter_mut().zip(&names.profiles) {
                let alone = profile.common.standalone;
                *used = Use { present: alone, page: alone, open: alone, around_undisclosed: false };
            }
            uses
        };
        let mut uses = Uses { of: kinds.map(alone), profiled: kinds.map(|names| names.profiles.len()) };
        let standing = |briefing: &Briefing| !briefing.status.is_withdrawn();
        for briefing in briefings {
            let stands = standing(briefing);
            for place in &briefing.locations {
                let part = place.location.id.index();
                uses.mark(EntityRef::Location(place.location.id), stands);
                if let Some(within) = &place.within {
                    uses.mark_around(facts, part, within.id.index(), stands, stands);
                }
            }
            let mut mark = |entity| uses.mark(entity, stands);
            briefing.actors.iter().for_each(|involved| mark(EntityRef::Actor(involved.actor.id)));
            briefing.filed_from.iter().for_each(|mention| mark(EntityRef::Location(mention.id)));
            let publishers = briefing.sources.iter().filter_map(|source| source.publisher.as_ref());
            publishers.for_each(|mention| mark(EntityRef::Publisher(mention.id)));
        }
        for event in events {
            let mut mark = |entity| uses.mark(entity, standing(&briefings[event.briefing.index()]));
            event.actors.iter().for_each(|mention| mark(EntityRef::Actor(mention.id)));
            event.locations.iter().for_each(|mention| mark(EntityRef::Location(mention.id)));
        }
        for claim in claims {
            if let Some(Speaker::Actor(mention)) = &claim.said_by {
                uses.mark(EntityRef::Actor(mention.id), standing(&briefings[claim.briefing.index()]));
            }
        }
        uses
    }

    /// Takes in that a briefing's front matter names an entity, one that stands or one that is withdrawn.
    fn mark(&mut self, entity: EntityRef, standing: bool) {
        let used = self.marked(entity, standing);
        used.open |= standing;
    }

    /// Takes in that a briefing's prose names an entity. "Near Minsk", said of an undisclosed place, does not open the
    /// city.
    pub(super) fn mark_in_prose(&mut self, entity: EntityRef, standing: bool) {
        self.marked(entity, standing);
    }

    /// Takes in that a place lies in another: it is there, but no point may stand for it by an undisclosed one.
    fn mark_around(&mut self, facts: &[PlaceFacts], part: usize, up: usize, standing: bool, open: bool) {
        let undisclosed = facts[part].precision == Some(Precision::Undisclosed);
        let used = self.marked(reference(EntityKind::Location, up), standing);
        used.open |= open && !undisclosed;
        used.around_undisclosed |= undisclosed;
    }

    /// A profile stands by itself: its page stays when the last briefing that names it is withdrawn. Who has
    /// only a name loses it, as nothing but the withdrawn says anything of them.
    fn marked(&mut self, entity: EntityRef, standing: bool) -> &mut Use {
        let (kind, number) = match entity {
            EntityRef::Actor(id) => (0, id.index()),
            EntityRef::Location(id) => (1, id.index()),
            EntityRef::Publisher(id) => (2, id.index()),
        };
        let used = &mut self.of[kind][number];
        used.present = true;
        used.page |= standing || number < self.profiled[kind];
        used
    }

    /// With what the places lie in, which is part of their pages. Walks end: circles are broken.
    pub(super) fn whole(mut self, facts: &[PlaceFacts]) -> [Vec<Use>; 3] {
        for start in 0..facts.len() {
            let Use { present, page, open, .. } = self.of[1][start];
            let mut at = start;
            while present && let Some(up) = facts[at].within {
                self.mark_around(facts, start, up, page, open);
                at = up;
            }
        }
        self.of
    }

    /// The names without a profile that only withdrawn briefings know: to all others they are nobody's.
    pub(super) fn only_withdrawn(&self, facts: &[PlaceFacts]) -> HashSet<EntityRef> {
        let uses = self.clone().whole(facts);
        let of_kind = KINDS.into_iter().zip(&uses).zip(self.profiled).flat_map(|((kind, uses), profiled)| {
            let without = uses.iter().enumerate().skip(profiled).filter(|(_, used)| used.present && !used.page);
            without.map(move |(number, _)| reference(kind, number))
        });
        of_kind.collect()
    }
}
