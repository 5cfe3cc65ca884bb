//! Profiles, and the entities that they and the unprofiled names become.

use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, FilePath, Place};
use crate::model::{
    Actor, ActorType, Coordinates, Entity, Link, Location, Named, NativeName, Precision, PreviousName, Prose,
    Publisher, Reliability, Role, Slug, Status, WebUrl, fold,
};
use crate::parse::front_matter::{RawActor, RawCommon, RawLocation, RawPublisher, RawRole};
use crate::parse::{Markdown, id_of_file, stem};
use crate::path;

/// A visible profile.
#[derive(Debug)]
pub(super) struct Profile {
    pub(super) file: FilePath,
    pub(super) id: Slug,
    pub(super) common: RawCommon,
    pub(super) own: Own,
    /// Taken out when its prose is resolved.
    pub(super) body: Option<Markdown>,
}

/// What only one kind of profile has.
#[derive(Debug)]
pub(super) enum Own {
    Actor {
        kind: Option<ActorType>,
        image: Option<String>,
        roles: Vec<RawRole>,
        member_of: Vec<String>,
    },
    Location {
        within: Option<String>,
        coordinates: Option<Coordinates>,
        precision: Option<Precision>,
        country: Option<String>,
    },
    Publisher {
        url: Option<WebUrl>,
        country: Option<String>,
        reliability: Option<Reliability>,
        note: Option<String>,
    },
}

impl Profile {
    /// The profile of an actor's file; none if it has no id that could be an address.
    pub(super) fn actor(
        file: &FilePath,
        mut raw: RawActor,
        body: Markdown,
        found: &mut Diagnostics,
    ) -> Option<Profile> {
        let common = raw.take_common();
        let member_of = raw.member_of.into_iter().map(String::from).collect();
        let image = raw.image.map(String::from);
        Profile::new(file, common, Own::Actor { kind: raw.kind, image, roles: raw.roles, member_of }, body, found)
    }

    /// The profile of a location's file.
    pub(super) fn location(
        file: &FilePath,
        mut raw: RawLocation,
        body: Markdown,
        found: &mut Diagnostics,
    ) -> Option<Profile> {
        let common = raw.take_common();
        let own = Own::Location {
            within: raw.within.map(Into::into),
            coordinates: raw.coordinates,
            precision: raw.precision,
            country: raw.country.map(Into::into),
        };
        Profile::new(file, common, own, body, found)
    }

    /// The profile of a publisher's file.
    pub(super) fn publisher(
        file: &FilePath,
        mut raw: RawPublisher,
        body: Markdown,
        found: &mut Diagnostics,
    ) -> Option<Profile> {
        let common = raw.take_common();
        let own = Own::Publisher {
            url: raw.url,
            country: raw.country.map(Into::into),
            reliability: raw.reliability,
            note: raw.reliability_note.map(Into::into),
        };
        Profile::new(file, common, own, body, found)
    }

    fn new(file: &FilePath, common: RawCommon, own: Own, body: Markdown, found: &mut Diagnostics) -> Option<Profile> {
        if let Own::Location { coordinates: Some(_), precision: Some(Precision::Undisclosed), .. } = &own {
            let place = Place::value(file, path!["coordinates"]);
            let message = "an undisclosed place can't have coordinates";
            let help = "remove `coordinates`, or say how exact they are with another `precision`";
            found.push(Diagnostic::new(Code::BadCoordinates, place, message).help(help));
        }
        let id = file_id(file, common.id.as_ref(), found)?;
        Some(Profile { file: file.clone(), id, common, own, body: Some(body) })
    }

    /// Every name that resolves to it.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.common.names().map(|(name, _)| name)
    }

    /// Whether it says of an id or a name, given folded, that it is somebody else's.
    pub(super) fn is_not(&self, folded: &str) -> bool {
        self.common.different_from.iter().any(|other| fold(other) == folded)
    }

    /// Whether it and another are told to be two, by either of them.
    pub(super) fn is_told_from(&self, other: &Profile) -> bool {
        self.is_not(other.id.as_str()) || other.is_not(self.id.as_str())
    }

    /// The place of one of its names, given folded.
    pub(super) fn place_of(&self, folded: &str) -> Place {
        let path = self.common.names().find(|(name, _)| fold(name) == folded).map(|(_, path)| path);
        Place { file: self.file.clone(), at: At::Value(path.unwrap_or_else(|| path!["name"])) }
    }

    /// The place of its id; of its name where it has no id of its own.
    pub(super) fn place_of_id(&self) -> Place {
        let key = if self.common.id.is_none() { "name" } else { "id" };
        Place { file: self.file.clone(), at: At::Value(path![key]) }
    }
}

/// The id of a file: its own, or its name's.
pub(super) fn file_id(file: &FilePath, own: Option<&Slug>, found: &mut Diagnostics) -> Option<Slug> {
    if let Some(id) = own {
        return Some(id.clone());
    }
    let id = id_of_file(file);
    if id.is_none() {
        let message = format!("the name of this file, `{}`, can't be part of an address", stem(file));
        found.push(Diagnostic::new(Code::BadId, Place::file(file), message).help("add a line `id: …`"));
    }
    id
}

/// An entity without profile: a name and nothing else.
pub(super) fn unprofiled(id: Slug, name: &str) -> Entity {
    Entity {
        id,
        name: name.to_owned(),
        file: None,
        profiled: false,
        has_page: false,
        draft: false,
        native_name: None,
        aliases: Vec::new(),
        weak_aliases: Vec::new(),
        previous_names: Vec::new(),
        wikidata: None,
        links: Vec::new(),
        prose: None,
        extra: serde_yaml::Mapping::new(),
        former_slugs: Vec::new(),
        briefings: Vec::new(),
        mentions: Vec::new(),
        withdrawn: Vec::new(),
        events: Vec::new(),
    }
}

/// The common part of a profile's entity.
pub(super) fn entity(id: Slug, file: &FilePath, common: RawCommon, prose: Option<Prose>) -> Entity {
    // Every key is named, so that a new one can't be forgotten here.
    let RawCommon {
        id: _,
        name,
        status,
        tlp: _,
        standalone: _,
        native_name,
        aliases,
        weak_aliases,
        previous_names,
        different_from: _,
        wikidata,
        links,
        extra,
    } = common;
    Entity {
        id,
        name: name.into(),
        file: Some(file.clone()),
        profiled: true,
        has_page: false,
        draft: status == Some(Status::Draft),
        native_name: native_name.map(|n| NativeName { text: n.text.into(), lang: n.lang }),
        aliases: aliases.into_iter().map(Into::into).collect(),
        weak_aliases: weak_aliases.into_iter().map(Into::into).collect(),
        previous_names: previous_names
            .into_iter()
            .map(|p| PreviousName { name: p.name.into(), until: p.until.map(|d| d.0) })
            .collect(),
        wikidata,
        links: links.into_iter().map(|l| Link { title: l.title.into(), url: l.url }).collect(),
        prose,
        extra,
        former_slugs: Vec::new(),
        briefings: Vec::new(),
        mentions: Vec::new(),
        withdrawn: Vec::new(),
        events: Vec::new(),
    }
}

/// An actor without what only a profile can say.
pub(super) fn bare_actor(entity: Entity) -> Actor {
    Actor {
        entity,
        kind: None,
        image: None,
        roles: Vec::new(),
        member_of: Vec::new(),
        claims: Vec::new(),
        co_actors: Vec::new(),
        co_actors_left: 0,
        places: Vec::new(),
        near_places: Vec::new(),
    }
}

/// A location without what only a profile can say.
pub(super) fn bare_location(entity: Entity) -> Location {
    Location {
        entity,
        within: None,
        parts: Vec::new(),
        coordinates: None,
        precision: None,
        from_gazetteer: false,
        country: None,
        actors: Vec::new(),
        near_actors: Vec::new(),
    }
}

/// A publisher without what only a profile can say.
pub(super) fn bare_publisher(entity: Entity) -> Publisher {
    Publisher { entity, url: None, country: None, reliability: None, reliability_note: None }
}

/// An office, with the organization found by `actor`.
pub(super) fn role(raw: RawRole, named: impl Fn(&str) -> Named) -> Role {
    let RawRole { title, organization, from, to } = raw;
    Role {
        title: title.into(),
        organization: organization.as_deref().map(named),
        from: from.map(|d| d.0),
        to: to.map(|d| d.0),
    }
}
