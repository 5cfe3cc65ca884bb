//! The names of all kinds together.

use std::collections::HashSet;

use super::{Found, Names};
use crate::model::{ActorId, EntityKind, EntityRef, LocationId, PublisherId};

/// The names of all kinds, in the order in which a name that more than one kind has is read.
pub(in crate::resolve) struct AllNames<'a> {
    pub(in crate::resolve) actors: &'a Names,
    pub(in crate::resolve) locations: &'a Names,
    pub(in crate::resolve) publishers: &'a Names,
    /// The entities that are not known here.
    unknown: &'a HashSet<EntityRef>,
}

impl<'a> AllNames<'a> {
    /// The names of all kinds, but for some entities.
    pub(in crate::resolve) fn new(
        actors: &'a Names,
        locations: &'a Names,
        publishers: &'a Names,
        unknown: &'a HashSet<EntityRef>,
    ) -> AllNames<'a> {
        AllNames { actors, locations, publishers, unknown }
    }

    /// Whether an entity is known here.
    pub(in crate::resolve) fn knows(&self, entity: EntityRef) -> bool {
        !self.unknown.contains(&entity)
    }

    /// What a name of a kind is.
    pub(in crate::resolve) fn find(&self, kind: &Names, name: &str) -> Found {
        match kind.find(name) {
            Found::Id(number) | Found::Name(number) if !self.knows(reference(kind.kind, number)) => Found::Nothing,
            found => found,
        }
    }

    /// The three kinds, in their order.
    pub(in crate::resolve) fn kinds(&self) -> [&Names; 3] {
        [self.actors, self.locations, self.publishers]
    }

    /// Whether a name of an actor is a place's too, or the other way round: plain prose says of neither
    /// that it is meant. An organization and its publications may well share one.
    pub(in crate::resolve) fn is_shared(&self, name: &str, kind: EntityKind) -> bool {
        match kind {
            EntityKind::Actor => self.find(self.locations, name) != Found::Nothing,
            EntityKind::Location => self.find(self.actors, name) != Found::Nothing,
            EntityKind::Publisher => false,
        }
    }
}

/// The reference to an entity by its number among the names of its kind.
pub(in crate::resolve) fn reference(kind: EntityKind, number: usize) -> EntityRef {
    match kind {
        EntityKind::Actor => EntityRef::Actor(ActorId::from_index(number)),
        EntityKind::Location => EntityRef::Location(LocationId::from_index(number)),
        EntityKind::Publisher => EntityRef::Publisher(PublisherId::from_index(number)),
    }
}
