//! What a feed is of: the whole site, or what has a page of its own.
//!
//! Another kind of feed is a variant of [`FeedOf`] and a line in each of its functions.

use crate::config::Config;
use crate::model::{ActorId, BriefingId, Catalog, Change, Entity, EntityRef, LocationId, SeriesId, TagId, Topic};

use super::{PageKind, Route, folder_of};

/// Whose briefings a feed holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedOf {
    /// All of the site's.
    Site,
    /// Those that name an actor.
    Actor(ActorId),
    /// Those that name a location, or one that lies in it.
    Location(LocationId),
    /// Those with a tag.
    Tag(TagId),
    /// Those of a series.
    Series(SeriesId),
    /// Those that were changed after publication, the last change first.
    Changes,
}

/// How a feed is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedFormat {
    /// Atom (RFC 4287), `feed.xml`.
    Atom,
    /// JSON Feed 1.1, `feed.json`.
    Json,
}

impl FeedFormat {
    /// Every format.
    pub const ALL: [FeedFormat; 2] = [FeedFormat::Atom, FeedFormat::Json];

    /// The name of its file.
    pub fn file(self) -> &'static str {
        match self {
            FeedFormat::Atom => "feed.xml",
            FeedFormat::Json => "feed.json",
        }
    }
}

impl FeedOf {
    /// Every feed that a site has: none without an address of the site.
    pub(super) fn all(catalog: &Catalog, config: &Config) -> Vec<FeedOf> {
        let actors = (0..catalog.actors.len()).map(|i| FeedOf::Actor(ActorId::from_index(i)));
        let locations = (0..catalog.locations.len()).map(|i| FeedOf::Location(LocationId::from_index(i)));
        let tags = (0..catalog.tags.len()).map(|i| FeedOf::Tag(TagId::from_index(i)));
        let series = (0..catalog.series.len()).map(|i| FeedOf::Series(SeriesId::from_index(i)));
        let all = [FeedOf::Site, FeedOf::Changes].into_iter().chain(actors).chain(locations).chain(tags).chain(series);
        all.filter(|feed| feed.is_planned(catalog, config)).collect()
    }

    /// The feed of what a page is about, and else the site's; none where the site has none.
    pub fn of_page(kind: &PageKind, catalog: &Catalog, config: &Config) -> Option<FeedOf> {
        let own = match kind {
            PageKind::Actor(id, _) => FeedOf::Actor(*id),
            PageKind::Location(id, _) => FeedOf::Location(*id),
            PageKind::Tag(id, _) => FeedOf::Tag(*id),
            PageKind::Series(id, _) => FeedOf::Series(*id),
            PageKind::Changes(_) => FeedOf::Changes,
            _ => FeedOf::Site,
        };
        [own, FeedOf::Site].into_iter().find(|feed| feed.is_planned(catalog, config))
    }

    fn is_planned(self, catalog: &Catalog, config: &Config) -> bool {
        let wanted = match self {
            FeedOf::Site => true,
            FeedOf::Actor(id) => config.outputs.entity_feeds && has_entries(&catalog.actor(id).entity),
            FeedOf::Location(id) => config.outputs.entity_feeds && has_entries(&catalog.location(id).entity),
            FeedOf::Tag(id) => config.outputs.entity_feeds && catalog.tag(id).has_page(),
            FeedOf::Series(id) => config.outputs.entity_feeds && catalog.a_series(id).has_page(),
            FeedOf::Changes => !catalog.changes.is_empty(),
        };
        config.base_url.is_some() && wanted
    }

    /// The name of what it is of; none for the site itself.
    pub fn name(self, catalog: &Catalog) -> Option<&str> {
        match self {
            FeedOf::Site => None,
            FeedOf::Actor(id) => Some(&catalog.actor(id).entity.name),
            FeedOf::Location(id) => Some(&catalog.location(id).entity.name),
            FeedOf::Tag(id) => Some(&catalog.tag(id).name),
            FeedOf::Series(id) => Some(&catalog.a_series(id).name),
            FeedOf::Changes => Some("Changes"),
        }
    }

    /// The folder of the page that shows the same, in which the feed lies too.
    pub fn folder(self, catalog: &Catalog) -> String {
        let of_entity = |entity: EntityRef| folder_of(catalog, entity);
        match self {
            FeedOf::Site => String::new(),
            FeedOf::Actor(id) => of_entity(EntityRef::Actor(id)),
            FeedOf::Location(id) => of_entity(EntityRef::Location(id)),
            FeedOf::Tag(id) => format!("tags/{}/", catalog.tag(id).slug),
            FeedOf::Series(id) => format!("series/{}/", catalog.a_series(id).slug),
            FeedOf::Changes => "changes/".to_owned(),
        }
    }

    /// Where it is.
    pub fn route(self, catalog: &Catalog, format: FeedFormat) -> Route {
        Route::of_file(format!("{}{}", self.folder(catalog), format.file()))
    }

    /// Its newest briefings, at most so many, withdrawn ones among them: who read them there is told.
    /// What is shown for a look only is in no feed.
    pub fn briefings(self, catalog: &Catalog, most: usize) -> Vec<BriefingId> {
        let of_entity = |entity: EntityRef| {
            let entity = catalog.entity(entity);
            let about = entity.briefings.iter().chain(&entity.withdrawn);
            newest(catalog, if has_own(entity) { about.copied().collect() } else { entity.mentions.clone() }, most)
        };
        let of_topic =
            |topic: &Topic| newest(catalog, topic.briefings.iter().chain(&topic.withdrawn).copied().collect(), most);
        match self {
            FeedOf::Site => newest(catalog, catalog.briefing_ids().collect(), most),
            FeedOf::Actor(id) => of_entity(EntityRef::Actor(id)),
            FeedOf::Location(id) => of_entity(EntityRef::Location(id)),
            FeedOf::Tag(id) => of_topic(catalog.tag(id)),
            FeedOf::Series(id) => of_topic(catalog.a_series(id)),
            FeedOf::Changes => FeedOf::changes(catalog, most).map(|change| change.briefing).collect(),
        }
    }

    /// The newest changes, at most so many: a briefing that was corrected twice has two.
    pub fn changes(catalog: &Catalog, most: usize) -> impl Iterator<Item = &Change> {
        catalog.changes.iter().filter(|change| catalog.briefing(change.briefing).ahead.is_none()).take(most)
    }
}

/// Whether the feed of an entity has anything to tell.
fn has_entries(entity: &Entity) -> bool {
    entity.has_page && (has_own(entity) || !entity.mentions.is_empty())
}

/// Whether briefings are about an entity: of one that is only named in passing, the feed tells where.
fn has_own(entity: &Entity) -> bool {
    !(entity.briefings.is_empty() && entity.withdrawn.is_empty())
}

/// The newest of some briefings that are for others; the catalog's order is newest first.
fn newest(catalog: &Catalog, mut ids: Vec<BriefingId>, most: usize) -> Vec<BriefingId> {
    ids.sort_unstable();
    ids.into_iter().filter(|id| catalog.briefing(*id).ahead.is_none()).take(most).collect()
}
