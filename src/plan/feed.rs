//! What a feed is of: the whole site, or what has a page of its own; and the documents that it is cut into.
//!
//! Another kind of feed is a variant of [`FeedOf`] and a line in each of its functions.
//!
//! A feed has one document that readers subscribe to, with the newest entries, and archives with all that are older
//! (RFC 5005, section 4). Entries stand in the order of their publication, which no later change moves, and the
//! archives are cut from the oldest end, each when it is full: so it keeps its entries for good, and a reader that fetches
//! it once, as they do, misses nothing. What does not fill an archive yet stays in the subscription document, which so
//! holds as many entries as its site asks for, up to twice as many. Each entry lies in one document by its place.
//!
//! Archives are a thing of Atom. In JSON Feed they would only repeat what Atom's say, which of a large site is every tenth
//! byte. Without them, a feed holds as many as its site asks for.

use crate::config::Config;
use crate::model::{ActorId, BriefingId, Catalog, Entity, EntityRef, LocationId, SeriesId, TagId, Topic};

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

    /// Whether what is older than the subscription document is in archives.
    fn has_archives(self) -> bool {
        self == FeedFormat::Atom
    }

    /// What its files' names end with.
    fn extension(self) -> &'static str {
        match self {
            FeedFormat::Atom => "xml",
            FeedFormat::Json => "json",
        }
    }
}

/// A document of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedPart {
    /// The one that readers subscribe to: the newest entries.
    Current,
    /// An archive by its number: 1 holds the oldest entries.
    Archive(usize),
}

/// What an entry of a feed tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedEntry {
    /// A briefing.
    Briefing(BriefingId),
    /// A change, by its number in the catalog.
    Change(usize),
}

/// A feed with everything that it tells.
#[derive(Debug)]
pub struct PlannedFeed {
    /// What it is of.
    pub of: FeedOf,
    /// All of its entries, newest first.
    entries: Vec<FeedEntry>,
    /// The entries of an archive, and the fewest of the subscription document, where there are so many.
    per_document: usize,
}

impl PlannedFeed {
    fn new(of: FeedOf, catalog: &Catalog, config: &Config) -> PlannedFeed {
        PlannedFeed { of, entries: of.entries(catalog), per_document: config.feeds.items }
    }

    /// How many archives it has in Atom: none where everything is in the subscription document, or nothing is to be
    /// anywhere.
    fn archives(&self) -> usize {
        match self.per_document {
            0 => 0,
            most => self.entries.len().saturating_sub(most) / most,
        }
    }

    /// Its documents, the one to subscribe to first, each in the formats that it is written in.
    pub fn documents(&self) -> Vec<(FeedPart, FeedFormat)> {
        let parts = std::iter::once(FeedPart::Current).chain((1..=self.archives()).map(FeedPart::Archive));
        let documents = parts.flat_map(|part| FeedFormat::ALL.map(|format| (part, format)));
        documents.filter(|(part, format)| *part == FeedPart::Current || format.has_archives()).collect()
    }

    /// The entries of one of its documents, newest first.
    pub fn entries(&self, part: FeedPart, format: FeedFormat) -> &[FeedEntry] {
        match part {
            FeedPart::Current => &self.entries[..self.newest(format)],
            FeedPart::Archive(number) => {
                let mut oldest_first = self.older(FeedFormat::Atom).rchunks(self.per_document.max(1));
                oldest_first.nth(number.saturating_sub(1)).unwrap_or_default()
            }
        }
    }

    /// How many entries the subscription document has.
    fn newest(&self, format: FeedFormat) -> usize {
        match self.per_document {
            0 => 0,
            most if format.has_archives() => self.entries.len() - self.archives() * most,
            most => self.entries.len().min(most),
        }
    }

    /// The entries that are not in the subscription document, newest first.
    pub fn older(&self, format: FeedFormat) -> &[FeedEntry] {
        &self.entries[self.newest(format)..]
    }

    /// The archive with the next older entries.
    pub fn older_than(&self, part: FeedPart, format: FeedFormat) -> Option<FeedPart> {
        let number = match part {
            FeedPart::Current if format.has_archives() => self.archives(),
            FeedPart::Current => 0,
            FeedPart::Archive(number) => number.saturating_sub(1),
        };
        (number > 0).then_some(FeedPart::Archive(number))
    }

    /// The archive with the next newer entries; what is newer than all archives is in the subscription document.
    pub fn newer_than(&self, part: FeedPart) -> Option<FeedPart> {
        match part {
            FeedPart::Archive(number) if number < self.archives() => Some(FeedPart::Archive(number + 1)),
            FeedPart::Archive(_) | FeedPart::Current => None,
        }
    }
}

impl FeedOf {
    /// Every feed that a site has: none without an address of the site.
    pub(super) fn all(catalog: &Catalog, config: &Config) -> Vec<PlannedFeed> {
        let actors = (0..catalog.actors.len()).map(|i| FeedOf::Actor(ActorId::from_index(i)));
        let locations = (0..catalog.locations.len()).map(|i| FeedOf::Location(LocationId::from_index(i)));
        let tags = (0..catalog.tags.len()).map(|i| FeedOf::Tag(TagId::from_index(i)));
        let series = (0..catalog.series.len()).map(|i| FeedOf::Series(SeriesId::from_index(i)));
        let all = [FeedOf::Site, FeedOf::Changes].into_iter().chain(actors).chain(locations).chain(tags).chain(series);
        let planned = all.filter(|feed| feed.is_planned(catalog, config));
        planned.map(|feed| PlannedFeed::new(feed, catalog, config)).collect()
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

    /// The name of what it is of; none for the site itself, and for the changes.
    pub fn name(self, catalog: &Catalog) -> Option<&str> {
        match self {
            FeedOf::Site | FeedOf::Changes => None,
            FeedOf::Actor(id) => Some(&catalog.actor(id).entity.name),
            FeedOf::Location(id) => Some(&catalog.location(id).entity.name),
            FeedOf::Tag(id) => Some(&catalog.tag(id).name),
            FeedOf::Series(id) => Some(&catalog.a_series(id).name),
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

    /// Where one of its documents is.
    pub fn route(self, catalog: &Catalog, part: FeedPart, format: FeedFormat) -> Route {
        let (folder, extension) = (self.folder(catalog), format.extension());
        Route::of_file(match part {
            FeedPart::Current => format!("{folder}feed.{extension}"),
            FeedPart::Archive(number) => format!("{folder}feed/archive-{number}.{extension}"),
        })
    }

    /// Everything that it tells, newest first, withdrawn briefings too: who read them there is told. What is shown for
    /// a look only is in no feed.
    fn entries(self, catalog: &Catalog) -> Vec<FeedEntry> {
        let of_entity = |entity: EntityRef| {
            let entity = catalog.entity(entity);
            let about = entity.briefings.iter().chain(&entity.withdrawn);
            newest(catalog, if has_own(entity) { about.copied().collect() } else { entity.mentions.clone() })
        };
        let of_topic =
            |topic: &Topic| newest(catalog, topic.briefings.iter().chain(&topic.withdrawn).copied().collect());
        match self {
            FeedOf::Site => newest(catalog, catalog.briefing_ids().collect()),
            FeedOf::Actor(id) => of_entity(EntityRef::Actor(id)),
            FeedOf::Location(id) => of_entity(EntityRef::Location(id)),
            FeedOf::Tag(id) => of_topic(catalog.tag(id)),
            FeedOf::Series(id) => of_topic(catalog.a_series(id)),
            // A briefing that was corrected twice has two.
            FeedOf::Changes => {
                let changes = catalog.changes.iter().enumerate();
                let for_others = changes.filter(|(_, change)| catalog.briefing(change.briefing).ahead.is_none());
                for_others.map(|(number, _)| FeedEntry::Change(number)).collect()
            }
        }
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

/// The entries of those of some briefings that are for others; the catalog's order is newest first.
fn newest(catalog: &Catalog, mut ids: Vec<BriefingId>) -> Vec<FeedEntry> {
    ids.sort_unstable();
    ids.into_iter().filter(|id| catalog.briefing(*id).ahead.is_none()).map(FeedEntry::Briefing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ATOM: FeedFormat = FeedFormat::Atom;

    fn feed(entries: usize, per_document: usize) -> PlannedFeed {
        PlannedFeed { of: FeedOf::Changes, entries: (0..entries).rev().map(FeedEntry::Change).collect(), per_document }
    }

    #[test]
    fn every_entry_is_in_one_document_and_an_archive_keeps_its_entries() {
        for per_document in 1..5 {
            let mut full: Vec<Vec<FeedEntry>> = Vec::new();
            for count in 0..20 {
                let feed = feed(count, per_document);
                // From the subscription document over each older archive: newest first, each entry once.
                let mut walked = Vec::new();
                let mut part = Some(FeedPart::Current);
                while let Some(at) = part {
                    let most = if at == FeedPart::Current { 2 * per_document - 1 } else { per_document };
                    assert!(feed.entries(at, ATOM).len() <= most);
                    walked.extend_from_slice(feed.entries(at, ATOM));
                    part = feed.older_than(at, ATOM);
                }
                assert_eq!(walked, feed.entries, "{count} by {per_document}");
                for (i, old) in full.iter().enumerate() {
                    assert_eq!(feed.entries(FeedPart::Archive(i + 1), ATOM), old, "archive {} at {count}", i + 1);
                }
                let parts = feed.documents().into_iter().filter(|(_, format)| *format == ATOM).skip(1);
                full = parts.map(|(part, _)| feed.entries(part, ATOM).to_vec()).collect();
                assert!(full.iter().all(|entries| entries.len() == per_document));
            }
        }
    }

    #[test]
    fn archives_lead_to_each_other() {
        let feed = feed(7, 2);
        assert_eq!(feed.entries(FeedPart::Current, ATOM).len(), 3);
        assert_eq!(feed.older_than(FeedPart::Current, ATOM), Some(FeedPart::Archive(2)));
        assert_eq!(feed.older_than(FeedPart::Archive(1), ATOM), None);
        assert_eq!(feed.newer_than(FeedPart::Archive(1)), Some(FeedPart::Archive(2)));
        assert_eq!(feed.newer_than(FeedPart::Archive(2)), None);
    }

    #[test]
    fn json_has_no_archives() {
        use FeedPart::{Archive, Current};
        let json = FeedFormat::Json;
        let feed = feed(7, 2);
        assert_eq!(feed.documents(), [(Current, ATOM), (Current, json), (Archive(1), ATOM), (Archive(2), ATOM)]);
        assert_eq!((feed.entries(Current, json).len(), feed.older(json).len()), (2, 5));
        assert_eq!(feed.older_than(Current, json), None);
    }

    #[test]
    fn a_feed_that_shall_hold_nothing_has_no_archives() {
        assert_eq!(feed(7, 0).documents(), FeedFormat::ALL.map(|format| (FeedPart::Current, format)));
        assert!(FeedFormat::ALL.iter().all(|format| feed(7, 0).entries(FeedPart::Current, *format).is_empty()));
    }
}
