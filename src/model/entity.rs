//! Actors, locations and publishers: what a name stands for.

use super::date::{Certainty, DatePrecision};
use super::{
    ActorId, ActorType, BriefingId, ClaimId, Coordinates, EventDate, EventId, Lang, LocationId, Precision, Prose,
    PublisherId, Reliability, Slug, WebUrl,
};

/// Which of the three kinds an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// Who.
    Actor,
    /// Where.
    Location,
    /// Says who.
    Publisher,
}

impl EntityKind {
    /// The kind's word: `actor`, `location`, `publisher`.
    pub fn as_str(self) -> &'static str {
        match self {
            EntityKind::Actor => "actor",
            EntityKind::Location => "location",
            EntityKind::Publisher => "publisher",
        }
    }

    /// The folder of its profiles below `content/`, and of its pages.
    pub fn folder(self) -> &'static str {
        match self {
            EntityKind::Actor => "actors",
            EntityKind::Location => "locations",
            EntityKind::Publisher => "publishers",
        }
    }
}

/// The kind that a `[[kind:Name]]` asks for, and the name.
pub(crate) fn kind_prefix(name: &str) -> (Option<EntityKind>, &str) {
    for kind in [EntityKind::Actor, EntityKind::Location, EntityKind::Publisher] {
        if let Some(rest) = name.strip_prefix(kind.as_str()).and_then(|r| r.strip_prefix(':')) {
            return (Some(kind), rest.trim());
        }
    }
    (None, name)
}

/// An entity of any kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityRef {
    /// An actor.
    Actor(ActorId),
    /// A location.
    Location(LocationId),
    /// A publisher.
    Publisher(PublisherId),
}

impl EntityRef {
    /// Which kind it is of.
    pub fn kind(self) -> EntityKind {
        match self {
            EntityRef::Actor(_) => EntityKind::Actor,
            EntityRef::Location(_) => EntityKind::Location,
            EntityRef::Publisher(_) => EntityKind::Publisher,
        }
    }
}

/// An entity as one text names it: which, and in whose words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention<Id> {
    /// What the name resolves to.
    pub id: Id,
    /// The name as the author wrote it, or the entity's own where the author wrote its id.
    pub written: Box<str>,
}

/// An actor that only a profile names: with its page, where briefings give it one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name as the profile writes it.
    pub name: String,
    /// The actor of that name.
    pub actor: Option<ActorId>,
}

/// A name in its own language and script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NativeName {
    /// The name.
    pub text: String,
    /// Its language.
    pub lang: Lang,
}

/// A name of the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviousName {
    /// The name.
    pub name: String,
    /// When it ended.
    pub until: Option<EventDate>,
}

/// A titled link of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it leads to, in words.
    pub title: String,
    /// Where.
    pub url: WebUrl,
}

/// What actors, locations and publishers have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Its address.
    pub id: Slug,
    /// Its name.
    pub name: String,
    /// The file of its profile.
    pub file: Option<crate::diagnostic::FilePath>,
    /// Whether a profile tells of it; else it is only a name that briefings use.
    pub profiled: bool,
    /// Whether it has a page of its own; without one its name stands without a link.
    pub has_page: bool,
    /// Whether its profile is a draft, shown for a look only.
    pub draft: bool,
    /// Its name in its own script.
    pub native_name: Option<NativeName>,
    /// Other names that resolve to it.
    pub aliases: Vec<String>,
    /// Names that are searched and never resolve.
    pub weak_aliases: Vec<String>,
    /// Names of the past, which resolve to it.
    pub previous_names: Vec<PreviousName>,
    /// Its item at Wikidata: `Q7184`.
    pub wikidata: Option<super::Wikidata>,
    /// Links about it.
    pub links: Vec<Link>,
    /// The profile's prose.
    pub prose: Option<Prose>,
    /// Whatever a site's own templates want.
    pub extra: serde_yaml::Mapping,
    /// Slugs of its names that lead here.
    pub former_slugs: Vec<Slug>,
    /// The standing briefings that name it in their front matter, newest first.
    pub briefings: Vec<BriefingId>,
    /// The standing briefings that name it in their prose only, newest first.
    pub mentions: Vec<BriefingId>,
    /// The withdrawn briefings that name it in their front matter, newest first: only feeds still tell of
    /// them, to those who read them there.
    pub withdrawn: Vec<BriefingId>,
    /// Its events, in the timeline's order.
    pub events: Vec<EventId>,
}

impl Entity {
    /// What it is or was called beside its name: in its own script, elsewhere, before.
    pub fn other_names(&self) -> impl Iterator<Item = &str> {
        let native = self.native_name.iter().map(|native| native.text.as_str());
        let aliases = self.aliases.iter().map(String::as_str);
        native.chain(aliases).chain(self.previous_names.iter().map(|previous| previous.name.as_str()))
    }
}

/// Somebody who acts or speaks.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// Name, profile, backlinks.
    pub entity: Entity,
    /// What it is; none where no profile says so.
    pub kind: Option<ActorType>,
    /// A picture of it: a file of the content folder, by its path below `content/`.
    pub image: Option<String>,
    /// Offices held, in the profile's order.
    pub roles: Vec<Role>,
    /// What it belongs to.
    pub member_of: Vec<Named>,
    /// What it said, newest briefing first.
    pub claims: Vec<ClaimId>,
    /// The actors of the same briefings with the number of these, most first.
    pub co_actors: Vec<(ActorId, u32)>,
    /// How many more there are.
    pub co_actors_left: usize,
    /// The places of its dates, with the number of these, most first.
    pub places: Vec<(LocationId, u32)>,
    /// The other places of the same briefings, with the number of these, most first: nothing says that
    /// it was there.
    pub near_places: Vec<(LocationId, u32)>,
}

impl Actor {
    /// The offices that it surely held throughout a date: what began or ended within it, or at a time that
    /// is not known well enough, is left out. An estimate and a doubtful date may be off by a month, by three if they are of a month, else by a year.
    pub fn roles_on(&self, date: &EventDate) -> impl Iterator<Item = &Role> {
        // How far an estimate may be off is nobody's to say; the finer it is, the less is meant.
        let off = match (date.certainty(), date.precision()) {
            (Certainty::Exact, _) => 0,
            (_, DatePrecision::Moment | DatePrecision::Day) => 1,
            (_, DatePrecision::Month) => 3,
            _ => 12,
        };
        let first = date.earliest().map(|day| day.months_later(-off));
        let last = date.latest().map(|day| day.months_later(off));
        self.roles.iter().filter(move |role| {
            let since = role.from.as_ref().is_none_or(|from| from.latest().is_some_and(|from| Some(from) <= first));
            let until = role.to.as_ref().is_none_or(|to| {
                // Who holds an office to 2019 holds it on the days that are surely before its end.
                to.earliest().is_some_and(|to| last.is_some_and(|last| last <= to))
            });
            first.is_some() && last.is_some() && since && until && (role.from.is_some() || role.to.is_some())
        })
    }
}

/// An office that an actor held.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// Its title.
    pub title: String,
    /// Where it is held.
    pub organization: Option<Named>,
    /// Since when.
    pub from: Option<EventDate>,
    /// Until when.
    pub to: Option<EventDate>,
}

/// A place where something happens.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    /// Name, profile, backlinks.
    pub entity: Entity,
    /// The place that it lies in.
    pub within: Option<LocationId>,
    /// The places that lie in it, by name.
    pub parts: Vec<LocationId>,
    /// Where it is, no finer than its precision; never given for an undisclosed place, nor for one that is there
    /// only because an undisclosed one lies in it.
    pub coordinates: Option<Coordinates>,
    /// How exactly that is known.
    pub precision: Option<Precision>,
    /// Whether the position is the gazetteer's, which wants credit.
    pub from_gazetteer: bool,
    /// Its country, as the profile says, or the gazetteer.
    pub country: Option<String>,
    /// The actors of its dates, with the number of these, most first.
    pub actors: Vec<(ActorId, u32)>,
    /// The other actors of the same briefings, with the number of these, most first: nothing says that
    /// they were there.
    pub near_actors: Vec<(ActorId, u32)>,
}

/// Somebody whose publications are cited.
#[derive(Debug, Clone, PartialEq)]
pub struct Publisher {
    /// Name, profile, backlinks.
    pub entity: Entity,
    /// Its address.
    pub url: Option<WebUrl>,
    /// Its country, as the profile says.
    pub country: Option<String>,
    /// How reliable it is.
    pub reliability: Option<Reliability>,
    /// Why.
    pub reliability_note: Option<String>,
}
