//! The nouns of a briefing site: who, where, when, and says who.
//!
//! What stands here is valid by its type: a [`Slug`] can be part of an address, a [`Tlp`] is one of
//! the standard's labels, a [`Coordinates`] lies on the globe, an [`EventDate`] is EDTF. The
//! [`Catalog`] holds the whole of what a site may show, with every reference resolved.

mod absent;
mod anchor;
mod briefing;
mod catalog;
mod claim;
pub mod date;
mod entity;
mod event;
mod id;
mod interface;
mod page;
mod place;
mod prose;
mod scales;
mod schema;
mod search_key;
mod text;
mod topic;
mod vocabulary;
mod words;

pub use absent::{Absence, Absent};
pub use anchor::{Anchors, Part};
pub use briefing::{Ahead, Briefing, Correction, Involvement, Judgment, PlaceNamed, Source};
pub use catalog::{Catalog, HeldBack, SharedName, Timeline, TimelineEntry};
pub use claim::{Claim, ClaimChange, Speaker};
pub use date::{Certainty, DateWords, Day, EventDate, Moment};
pub(crate) use entity::kind_prefix;
pub use entity::{
    Actor, Entity, EntityKind, EntityRef, Link, Location, Mention, Named, NativeName, PreviousName, Publisher, Role,
};
pub use event::Event;
pub use id::{
    ActorId, BriefingId, ClaimId, EventId, LocationId, PageId, PublisherId, SeriesId, Slug, SlugError, TagId,
};
pub(crate) use id::{content_hash, is_reserved};
pub use interface::{Interface, PLURALS, Said, holes};
pub use page::FreePage;
pub use place::Coordinates;
pub(crate) use place::{COORDINATES, DATE, ID};
pub use prose::{Address, Anchor, Heading, Hole, Illustration, Prose, Target};
pub use scales::{Confidence, Credibility, Likelihood, Reliability};
pub(crate) use schema::schema_of;
pub use search_key::{Folding, folding, search_key, sound, unmarked};
pub(crate) use text::{
    EMPTY, LINKABLE, SCHEMES, fold_letters, is_apostrophe, is_forbidden, is_invisible, is_linkable, is_mark, nfc,
    scheme,
};
pub use text::{Lang, Text, WebUrl, Wikidata, collation_key, fold, initial};
pub use topic::{Change, ChangeKind, Topic};
pub(crate) use vocabulary::closest;
pub use vocabulary::{ActorType, ClaimStatus, Precision, Status, Tlp, Vocabulary};
pub use words::{BuiltinWords, LANGUAGES, Words};
