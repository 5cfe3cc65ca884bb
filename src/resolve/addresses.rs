//! The other addresses of a profile: the slugs of its names.
//!
//! Writing a profile, or a second one of the same name, never breaks an address: where a name was
//! without a profile there is a redirect to it, and where two share the name, the choice between them.

use std::collections::{BTreeMap, HashSet};

use crate::model::{ActorId, Catalog, Entity, EntityRef, LocationId, PublisherId, SharedName, Slug};

/// Gives every entity the slugs of its names that lead to it alone, and the catalog the others.
pub(super) fn give(catalog: &mut Catalog) {
    let mut shared = Vec::new();
    let mut of =
        |entities: Vec<&mut Entity>, reference: &dyn Fn(usize) -> EntityRef| kind(entities, reference, &mut shared);
    of(catalog.actors.iter_mut().map(|a| &mut a.entity).collect(), &|i| EntityRef::Actor(ActorId::from_index(i)));
    of(catalog.locations.iter_mut().map(|l| &mut l.entity).collect(), &|i| {
        EntityRef::Location(LocationId::from_index(i))
    });
    of(catalog.publishers.iter_mut().map(|p| &mut p.entity).collect(), &|i| {
        EntityRef::Publisher(PublisherId::from_index(i))
    });
    catalog.shared = shared;
}

fn kind(mut entities: Vec<&mut Entity>, reference: &dyn Fn(usize) -> EntityRef, shared: &mut Vec<SharedName>) {
    let taken: HashSet<Slug> = entities.iter().map(|entity| entity.id.clone()).collect();
    let mut claims: BTreeMap<Slug, (String, Vec<usize>)> = BTreeMap::new();
    for (i, entity) in entities.iter().enumerate().filter(|(_, entity)| entity.profiled && entity.has_page) {
        for name in names(entity) {
            let Some(slug) = Slug::of_name(name).filter(|slug| !taken.contains(slug)) else { continue };
            let (_, claimed) = claims.entry(slug).or_insert_with(|| (name.to_owned(), Vec::new()));
            if !claimed.contains(&i) {
                claimed.push(i);
            }
        }
    }
    for (slug, (name, claimed)) in claims {
        match claimed[..] {
            [only] => entities[only].former_slugs.push(slug),
            _ => shared.push(SharedName { slug, name, entities: claimed.into_iter().map(reference).collect() }),
        }
    }
}

/// Every name that resolves to it.
fn names(entity: &Entity) -> impl Iterator<Item = &str> {
    let native = entity.native_name.as_ref().map(|native| native.text.as_str());
    let previous = entity.previous_names.iter().map(|previous| previous.name.as_str());
    let aliases = entity.aliases.iter().map(String::as_str);
    std::iter::once(entity.name.as_str()).chain(aliases).chain(native).chain(previous)
}
