//! The whole of what a site may show.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::date::{Day, SortKey};
use super::{
    Actor, ActorId, Ahead, Briefing, BriefingId, Change, Claim, ClaimId, Entity, EntityKind, EntityRef, Event,
    EventDate, EventId, FreePage, Lang, Location, LocationId, PageId, Publisher, PublisherId, SeriesId, Speaker, TagId,
    Topic,
};

/// Everything that may be seen, with every reference valid.
///
/// Made once by `resolve` and never changed: what is hidden is not in it. Each list has a fixed
/// order, so that the same input gives the same bytes.
#[derive(Debug, Default)]
pub struct Catalog {
    /// Newest first; those of one moment by id.
    pub briefings: Vec<Briefing>,
    /// Those that lists show, newest first: of a text in several languages one.
    pub listed: Vec<BriefingId>,
    /// The version that stands in lists for a briefing, where that is another. Long lists are asked for it, and few
    /// briefings have one.
    pub versions: HashMap<BriefingId, BriefingId>,
    /// By name.
    pub actors: Vec<Actor>,
    /// By name.
    pub locations: Vec<Location>,
    /// By name.
    pub publishers: Vec<Publisher>,
    /// In the timeline's order.
    pub events: Vec<Event>,
    /// By briefing, in its own order.
    pub claims: Vec<Claim>,
    /// By address.
    pub pages: Vec<FreePage>,
    /// By name.
    pub tags: Vec<Topic>,
    /// By name.
    pub series: Vec<Topic>,
    /// What was changed after publication, newest first.
    pub changes: Vec<Change>,
    /// Names that more than one entity goes by, by kind and slug.
    pub shared: Vec<SharedName>,
    /// What stands on the timeline.
    pub timeline: Timeline,
    /// What is not in the catalog, and why.
    pub held_back: HeldBack,
}

/// A name that more than one entity of a kind goes by: its address leads to the choice between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedName {
    /// The address.
    pub slug: super::Slug,
    /// The name, as the first of them writes it.
    pub name: String,
    /// The entities, by name; all of one kind.
    pub entities: Vec<EntityRef>,
}

/// What stands on the timeline, in its order; what has no year comes last.
#[derive(Debug, Default)]
pub struct Timeline {
    /// The entries.
    pub entries: Vec<TimelineEntry>,
}

impl Timeline {
    /// How many of the entries are events.
    pub fn events(&self) -> usize {
        self.entries.iter().filter(|entry| matches!(entry, TimelineEntry::Event(_))).count()
    }
}

/// One entry of the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimelineEntry {
    /// Something that happened.
    Event(EventId),
    /// A briefing's own publication.
    Briefing(BriefingId),
}

impl TimelineEntry {
    /// What happened, unless it is a publication.
    pub fn event(self) -> Option<EventId> {
        match self {
            TimelineEntry::Event(event) => Some(event),
            TimelineEntry::Briefing(_) => None,
        }
    }
}

/// How much is held back, by the reason that decided it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeldBack {
    /// Briefings with `status: draft`.
    pub drafts: usize,
    /// Briefings whose `date` is after the build's clock.
    pub future: usize,
    /// Briefings whose `publish_at` is after the build's clock.
    pub embargoed: usize,
    /// Briefings marked above what the site may carry.
    pub marked: usize,
    /// Profiles and pages that are drafts.
    pub other_drafts: usize,
    /// Profiles and pages that are marked above what the site may carry.
    pub other_marked: usize,
    /// Profiles that no visible briefing mentions.
    pub orphans: usize,
}

macro_rules! look_up {
    ($($(#[doc = $doc:literal])+ $name:ident: $id:ty => $list:ident: $item:ty;)*) => {
        $(
            $(#[doc = $doc])+
            ///
            /// Ids come from the catalog itself, so there always is one.
            pub fn $name(&self, id: $id) -> &$item {
                &self.$list[id.index()]
            }
        )*
    };
}

impl Catalog {
    /// The place of a claim in a ledger, the newest first: by its date, or by that of the briefing that tells it.
    pub fn claim_order(&self, id: ClaimId) -> Reverse<SortKey> {
        let claim = self.claim(id);
        let told = || self.briefing(claim.briefing).date.event_date().sort_key();
        Reverse(claim.date.as_ref().map_or_else(told, EventDate::sort_key))
    }

    /// The claims of briefings that stand, of the newest first.
    pub fn standing_claims(&self) -> impl Iterator<Item = ClaimId> {
        let standing = |id: &ClaimId| {
            let claim = self.claim(*id);
            claim.told_in.is_none() && !self.briefing(claim.briefing).status.is_withdrawn()
        };
        (0..self.claims.len()).map(ClaimId::from_index).filter(standing)
    }

    /// The version of a briefing that stands in lists for it.
    pub fn listed_as(&self, id: BriefingId) -> BriefingId {
        self.versions.get(&id).copied().unwrap_or(id)
    }

    /// A briefing in a language, where there is a version of it; else the briefing itself.
    pub fn in_language(&self, id: BriefingId, language: &Lang) -> BriefingId {
        let versions = std::iter::once(&id).chain(&self.briefing(id).translations);
        let standing = versions.filter(|id| !self.briefing(**id).status.is_withdrawn());
        standing.copied().find(|id| self.briefing(*id).lang == *language).unwrap_or(id)
    }

    /// A place and all that it lies in, from the nearest up.
    pub fn way_up(&self, start: LocationId) -> Vec<LocationId> {
        let mut way = vec![start];
        let mut at = start;
        while let Some(up) = self.location(at).within {
            if way.contains(&up) {
                break;
            }
            way.push(up);
            at = up;
        }
        way
    }

    /// The actors that a briefing's front matter names, itself, in its events and as speakers.
    pub fn actors_of(&self, id: BriefingId) -> Vec<ActorId> {
        let briefing = self.briefing(id);
        let speakers = briefing.claims.iter().filter_map(|claim| match &self.claim(*claim).said_by {
            Some(Speaker::Actor(mention)) => Some(mention.id),
            _ => None,
        });
        let mut actors: Vec<ActorId> = briefing.actors.iter().map(|i| i.actor.id).chain(speakers).collect();
        actors.extend(briefing.events.iter().flat_map(|e| self.event(*e).actors.iter().map(|m| m.id)));
        actors.sort_unstable();
        actors.dedup();
        actors
    }

    /// The places that a briefing's front matter names, without what they lie in; where it was filed says
    /// nothing of those who are in it.
    pub fn locations_of(&self, id: BriefingId) -> Vec<LocationId> {
        let briefing = self.briefing(id);
        let mut locations: Vec<LocationId> = briefing.locations.iter().map(|p| p.location.id).collect();
        locations.extend(briefing.events.iter().flat_map(|e| self.event(*e).locations.iter().map(|m| m.id)));
        locations.sort_unstable();
        locations.dedup();
        locations
    }

    /// Whether a briefing names an entity: in its front matter, as a place around one that it names, or in its text.
    pub fn names(&self, id: BriefingId, entity: EntityRef) -> bool {
        let briefing = self.briefing(id);
        briefing.mentioned.contains(&entity)
            || match entity {
                EntityRef::Actor(actor) => self.actors_of(id).contains(&actor),
                EntityRef::Location(location) => {
                    let filed_from = briefing.filed_from.as_ref().map(|mention| mention.id);
                    let places = self.locations_of(id).into_iter().chain(filed_from);
                    places.into_iter().any(|place| self.way_up(place).contains(&location))
                }
                EntityRef::Publisher(publisher) => {
                    let mut publishers = briefing.sources.iter().filter_map(|source| source.publisher.as_ref());
                    publishers.any(|mention| mention.id == publisher)
                }
            }
    }

    /// The actors with standing claims.
    pub fn speakers(&self) -> impl Iterator<Item = ActorId> {
        (0..self.actors.len()).map(ActorId::from_index).filter(|id| !self.actor(*id).claims.is_empty())
    }

    /// A tag by its id.
    pub fn tag(&self, id: TagId) -> &Topic {
        &self.tags[id.index()]
    }

    /// A series by its id.
    pub fn a_series(&self, id: SeriesId) -> &Topic {
        &self.series[id.index()]
    }

    /// The day that a change is sorted by: its own, or that of the last update; where nobody says when, that
    /// of the last correction, else of the publication.
    pub fn change_day(&self, change: &Change) -> Option<Day> {
        let briefing = self.briefing(change.briefing);
        match change.correction.and_then(|i| briefing.corrections.get(i)) {
            Some(correction) => correction.date.latest(),
            None => match &briefing.updated {
                Some(updated) => Some(updated.day()),
                None => {
                    let corrected = briefing.corrections.iter().filter_map(|correction| correction.date.latest()).max();
                    corrected.max(Some(briefing.date.day()))
                }
            },
        }
    }

    /// How much is shown for a look only: draft briefings, briefings before their time, and profiles and
    /// pages that are drafts.
    pub fn ahead(&self) -> (usize, usize, usize) {
        let count = |ahead| self.briefings.iter().filter(|briefing| briefing.ahead == Some(ahead)).count();
        let entities = self.actors.iter().map(|a| &a.entity);
        let entities = entities.chain(self.locations.iter().map(|l| &l.entity));
        let entities = entities.chain(self.publishers.iter().map(|p| &p.entity));
        let others = entities.filter(|entity| entity.draft).count() + self.pages.iter().filter(|p| p.draft).count();
        (count(Ahead::Draft), count(Ahead::Future), others)
    }

    look_up! {
        /// The briefing of an id.
        briefing: BriefingId => briefings: Briefing;
        /// The actor of an id.
        actor: ActorId => actors: Actor;
        /// The location of an id.
        location: LocationId => locations: Location;
        /// The publisher of an id.
        publisher: PublisherId => publishers: Publisher;
        /// The event of an id.
        event: EventId => events: Event;
        /// The claim of an id.
        claim: ClaimId => claims: Claim;
        /// The free page of an id.
        page: PageId => pages: FreePage;
    }

    /// The common part of an entity of any kind.
    pub fn entity(&self, entity: EntityRef) -> &Entity {
        match entity {
            EntityRef::Actor(id) => &self.actor(id).entity,
            EntityRef::Location(id) => &self.location(id).entity,
            EntityRef::Publisher(id) => &self.publisher(id).entity,
        }
    }

    /// Every entity of every kind.
    pub fn references(&self) -> impl Iterator<Item = EntityRef> + use<> {
        let actors = (0..self.actors.len()).map(|i| EntityRef::Actor(ActorId::from_index(i)));
        let locations = (0..self.locations.len()).map(|i| EntityRef::Location(LocationId::from_index(i)));
        let publishers = (0..self.publishers.len()).map(|i| EntityRef::Publisher(PublisherId::from_index(i)));
        actors.chain(locations).chain(publishers)
    }

    /// The common part of every entity, with its kind.
    pub fn entities(&self) -> impl Iterator<Item = (EntityKind, &Entity)> {
        self.references().map(|reference| (reference.kind(), self.entity(reference)))
    }

    /// The prose of every profile that has a page, with its file.
    pub fn profile_proses(&self) -> impl Iterator<Item = (&crate::diagnostic::FilePath, &super::Prose)> {
        let entities = self.actors.iter().map(|a| &a.entity).chain(self.locations.iter().map(|l| &l.entity));
        let entities = entities.chain(self.publishers.iter().map(|p| &p.entity)).filter(|entity| entity.has_page);
        entities.filter_map(|entity| Some((entity.file.as_ref()?, entity.prose.as_ref()?)))
    }

    /// Every briefing with its id, newest first.
    pub fn briefing_ids(&self) -> impl Iterator<Item = BriefingId> + use<> {
        (0..self.briefings.len()).map(BriefingId::from_index)
    }

    /// The date of a timeline's entry.
    pub fn entry_date(&self, entry: TimelineEntry) -> EventDate {
        match entry {
            TimelineEntry::Event(id) => self.event(id).date.clone(),
            TimelineEntry::Briefing(id) => self.briefing(id).date.event_date(),
        }
    }

    /// Where an entry stands in a timeline: by its date; of one date events first, as their briefings
    /// tell them.
    pub fn entry_order(&self, entry: TimelineEntry) -> (SortKey, u8, BriefingId, usize) {
        match entry {
            TimelineEntry::Event(id) => {
                let event = self.event(id);
                (event.date.sort_key(), 0, event.briefing, event.number)
            }
            TimelineEntry::Briefing(id) => (self.briefing(id).date.event_date().sort_key(), 1, id, 0),
        }
    }
}
