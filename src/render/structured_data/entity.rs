//! Actors, locations, publishers.

use super::words::{Entity, Geo, Node, Reference};
use crate::model::{ActorType, EntityRef, Location, Named, Precision, Wikidata};
use crate::plan::Route;
use crate::render::Site;

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
    let wikidata = entity.wikidata.iter().map(Wikidata::url);
    let mut node = Entity {
        kind,
        id: Some(id(site, reference)),
        name: &entity.name,
        main_entity_of_page: page(site, reference),
        url: None,
        alternate_name: native.chain(entity.aliases.iter().map(String::as_str)).chain(previous).collect(),
        image: None,
        same_as: wikidata.chain(entity.links.iter().map(|link| link.url.as_str().to_owned())).collect(),
        member_of: Vec::new(),
        contained_in_place: None,
        geo: None,
    };
    match reference {
        EntityRef::Actor(id) => {
            node.image = site.portrait(id);
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

fn named<'a>(site: &Site<'a>, named: &'a Named) -> Reference<'a> {
    match named.actor {
        Some(actor) => reference(site, EntityRef::Actor(actor)),
        None => Reference { kind: Some(THING), id: None, name: Some(&named.name) },
    }
}

fn page(site: &Site<'_>, entity: EntityRef) -> String {
    site.urls.absolute(&Route::page(&format!("{}/{}/", entity.kind().folder(), site.catalog.entity(entity).id)))
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
