//! Actors, locations, publishers.

use super::briefing::day;
use super::words::{Entity, Geo, Node, Office, Party, Reference, Told};
use crate::model::{ActorType, EntityRef, Link, Location, Named, Precision, Role, Wikidata};
use crate::render::Site;
use crate::render::prose::opening;

/// What the page of an entity says.
pub(super) fn nodes<'a>(site: &Site<'a>, entity: EntityRef) -> Vec<Node<'a>> {
    if site.catalog.entity(entity).draft {
        return Vec::new();
    }
    vec![Node::Entity(Box::new(node(site, entity)))]
}

fn node<'a>(site: &Site<'a>, reference: EntityRef) -> Entity<'a> {
    let entity = site.catalog.entity(reference);
    let kind = kind(site, reference);
    let previous = entity.previous_names.iter().map(|previous| previous.name.as_str());
    let native = entity.native_name.iter().map(|native| native.text.as_str());
    let link = |link: &'a Link| Told { kind: "CreativeWork", name: &link.title, url: link.url.as_str() };
    let mut node = Entity {
        kind,
        id: Some(id(site, reference)),
        name: &entity.name,
        description: entity.prose.as_ref().and_then(opening),
        main_entity_of_page: page(site, reference),
        url: None,
        alternate_name: native.chain(entity.aliases.iter().map(String::as_str)).chain(previous).collect(),
        image: None,
        same_as: entity.wikidata.as_ref().map(Wikidata::url),
        // A link is about it, be it its own site or somebody's article: that it is the same nobody says.
        subject_of: entity.links.iter().map(link).collect(),
        member_of: Vec::new(),
        affiliation: Vec::new(),
        contained_in_place: None,
        geo: None,
    };
    match reference {
        EntityRef::Actor(id) => {
            node.image = site.portrait(id);
            // Only a person has one (schema.org).
            if kind == "Person" {
                let roles = site.catalog.actor(id).roles.iter();
                node.affiliation = roles.filter_map(|role| office(site, role)).collect();
            }
            // A mere thing is nobody's member (schema.org: Organization or Person).
            if kind != THING {
                node.member_of =
                    site.catalog.actor(id).member_of.iter().map(|named| self::named(site, named)).collect();
            }
        }
        EntityRef::Location(id) => {
            let location = site.catalog.location(id);
            node.contained_in_place = location.within.map(|up| self::reference(site, EntityRef::Location(up)));
            node.geo = geo(location);
        }
        EntityRef::Publisher(id) => node.url = site.catalog.publisher(id).url.as_ref().map(|url| url.as_str()),
    }
    node
}

/// An entity where something else speaks of it.
pub(super) fn reference<'a>(site: &Site<'a>, reference: EntityRef) -> Reference<'a> {
    let entity = site.catalog.entity(reference);
    Reference {
        kind: Some(kind(site, reference)),
        id: entity.has_page.then(|| id(site, reference)),
        name: Some(&entity.name),
    }
}

/// An entity where schema.org wants a person or an organization.
pub(super) fn party<'a>(site: &Site<'a>, entity: EntityRef) -> Party<'a> {
    let known = reference(site, entity);
    match known {
        Reference { kind: Some(THING), id: None, name: Some(name) } => Party::Name(name),
        Reference { kind: Some(THING), .. } => Party::Known(Reference { kind: None, ..known }),
        _ => Party::Known(known),
    }
}

/// An office in something; a title alone is of no organization.
fn office<'a>(site: &Site<'a>, role: &'a Role) -> Option<Office<'a>> {
    Some(Office {
        kind: "OrganizationRole",
        id: None,
        role_name: &role.title,
        start_date: role.from.as_ref().and_then(day),
        end_date: role.to.as_ref().and_then(day),
        affiliation: named(site, role.organization.as_ref()?),
    })
}

fn named<'a>(site: &Site<'a>, named: &'a Named) -> Party<'a> {
    named.actor.map_or(Party::Name(&named.name), |actor| party(site, EntityRef::Actor(actor)))
}

fn page(site: &Site<'_>, entity: EntityRef) -> String {
    site.urls.absolute_entity(site.catalog, entity)
}

fn id(site: &Site<'_>, entity: EntityRef) -> String {
    format!("{}#{}", page(site, entity), entity.kind().as_str())
}

const THING: &str = "Thing";

/// What an entity is, as far as somebody says so.
fn kind(site: &Site<'_>, entity: EntityRef) -> &'static str {
    match entity {
        EntityRef::Actor(id) => match site.catalog.actor(id).kind {
            Some(ActorType::Person) => "Person",
            Some(ActorType::Government) => "GovernmentOrganization",
            Some(ActorType::Organization | ActorType::MilitaryUnit | ActorType::Group) => "Organization",
            Some(ActorType::Other) | None => THING,
        },
        EntityRef::Location(id) => match site.catalog.location(id).precision {
            Some(Precision::Country) => "Country",
            _ => "Place",
        },
        // A name that is cited may be a newspaper's or a person's.
        EntityRef::Publisher(id) if site.catalog.publisher(id).entity.profiled => "Organization",
        EntityRef::Publisher(_) => THING,
    }
}

/// Where a place is, where a point says so truly.
fn geo(location: &Location) -> Option<Geo> {
    let known = matches!(location.precision, Some(Precision::Exact | Precision::City));
    let position = location.coordinates.filter(|_| known)?;
    Some(Geo { kind: "GeoCoordinates", latitude: position.latitude, longitude: position.longitude })
}
