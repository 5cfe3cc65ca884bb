//! The last step: entities get their place in the catalog, and every reference its final number.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{
    Actor, ActorId, Briefing, Catalog, Claim, Entity, EntityKind, EntityRef, Event, FreePage, HeldBack, Hole, Lang,
    Location, LocationId, Mention, Named, Prose, Publisher, PublisherId, SeriesId, Slug, Speaker, TagId, Target,
    collation_key,
};
use crate::path;

use super::names::{AllNames, Names};
use super::places::PlaceFacts;
use super::profiles::{Own, bare_actor, bare_location, bare_publisher, entity, role, unprofiled};
use super::topics::Topics;
use super::uses::{Use, Uses};
use super::{addresses, backlinks, changes, found, topics, translations};

/// All that a catalog is made of; entities are still numbered as they came.
pub(super) struct Parts {
    pub(super) briefings: Vec<Briefing>,
    /// The entities that each briefing's prose names.
    pub(super) named: Vec<Vec<EntityRef>>,
    /// Those that front matter names, and profiles that stand alone.
    pub(super) uses: Uses,
    pub(super) events: Vec<Event>,
    pub(super) claims: Vec<Claim>,
    pub(super) pages: Vec<FreePage>,
    /// The prose of each profile: of actors, locations, publishers.
    pub(super) profile_proses: Vec<Vec<Option<Prose>>>,
    pub(super) tags: Topics,
    pub(super) series: Topics,
    pub(super) facts: Vec<PlaceFacts>,
    pub(super) held_back: HeldBack,
}

/// The numbers that entities of one kind get in the catalog.
#[derive(Debug)]
struct Numbers {
    new: Vec<Option<usize>>,
    /// The old numbers in the catalog's order, each with its slug.
    order: Vec<(usize, Slug)>,
    uses: Vec<Use>,
}

/// The numbers of all three kinds.
#[derive(Debug)]
pub(super) struct AllNumbers {
    actors: Numbers,
    locations: Numbers,
    publishers: Numbers,
}

impl AllNumbers {
    fn actor(&self, id: ActorId) -> Option<ActorId> {
        self.actors.new.get(id.index()).copied().flatten().map(ActorId::from_index)
    }

    fn location(&self, id: LocationId) -> Option<LocationId> {
        self.locations.new.get(id.index()).copied().flatten().map(LocationId::from_index)
    }

    fn publisher(&self, id: PublisherId) -> Option<PublisherId> {
        self.publishers.new.get(id.index()).copied().flatten().map(PublisherId::from_index)
    }

    pub(super) fn any(&self, entity: EntityRef) -> Option<EntityRef> {
        match entity {
            EntityRef::Actor(id) => self.actor(id).map(EntityRef::Actor),
            EntityRef::Location(id) => self.location(id).map(EntityRef::Location),
            EntityRef::Publisher(id) => self.publisher(id).map(EntityRef::Publisher),
        }
    }
}

/// Makes the catalog, and tells which numbers entities have there.
pub(super) fn assemble(
    parts: Parts,
    names: &AllNames<'_>,
    language: &Lang,
    diagnostics: &mut Diagnostics,
) -> (Catalog, AllNumbers) {
    let mut uses = parts.uses;
    for (briefing, named) in parts.briefings.iter().zip(&parts.named) {
        named.iter().for_each(|entity| uses.mark_in_prose(*entity, !briefing.status.is_withdrawn()));
    }
    let [actor_uses, location_uses, publisher_uses] = uses.whole(&parts.facts);
    let Parts { mut briefings, named, mut events, mut claims, mut pages, mut held_back, .. } = parts;
    let numbers = AllNumbers {
        actors: number(names.actors, actor_uses, &mut held_back, diagnostics),
        locations: number(names.locations, location_uses, &mut held_back, diagnostics),
        publishers: number(names.publishers, publisher_uses, &mut held_back, diagnostics),
    };
    let (tags, tag_numbers) = parts.tags.ordered(diagnostics);
    let (series, series_numbers) = parts.series.ordered(diagnostics);
    briefings.par_iter_mut().for_each(|briefing| {
        renumber_briefing(briefing, &numbers);
        briefing.tags.iter_mut().for_each(|tag| tag.id = TagId::from_index(tag_numbers[tag.id.index()]));
        briefing.series.iter_mut().for_each(|s| s.id = SeriesId::from_index(series_numbers[s.id.index()]));
    });
    for event in &mut events {
        renumber_all(&mut event.actors, |id| numbers.actor(id));
        renumber_all(&mut event.locations, |id| numbers.location(id));
    }
    for claim in &mut claims {
        if let Some(Speaker::Actor(mention)) = &mut claim.said_by
            && let Some(new) = numbers.actor(mention.id)
        {
            mention.id = new;
        }
    }
    for page in &mut pages {
        renumber_prose(&mut page.prose, &numbers);
    }
    let named: Vec<Vec<EntityRef>> = named
        .into_iter()
        .map(|entities| entities.into_iter().filter_map(|entity| numbers.any(entity)).collect())
        .collect();
    let mut proses = parts.profile_proses.into_iter();
    let mut next_proses = || proses.next().unwrap_or_default();
    let (actor_proses, location_proses, publisher_proses) = (next_proses(), next_proses(), next_proses());
    let mut catalog = Catalog {
        actors: actors(names.actors, &numbers, actor_proses),
        locations: locations(names.locations, &numbers, location_proses, &parts.facts),
        publishers: publishers(names.publishers, &numbers, publisher_proses),
        briefings,
        claims,
        pages,
        tags,
        series,
        held_back,
        ..Catalog::default()
    };
    addresses::give(&mut catalog);
    backlinks::link(&mut catalog, events, &named);
    topics::link(&mut catalog);
    translations::join(&mut catalog, language, diagnostics);
    backlinks::count(&mut catalog);
    catalog.changes = changes::of(&catalog);
    (catalog, numbers)
}

/// Orders the entities of a kind by name, and gives each its slug.
fn number(names: &Names, uses: Vec<Use>, held_back: &mut HeldBack, diagnostics: &mut Diagnostics) -> Numbers {
    let mut order: Vec<(String, usize, Slug)> = Vec::new();
    let mut slugs: HashMap<Slug, usize> = HashMap::new();
    let place = |i: usize| match names.profiles.get(i) {
        Some(profile) => profile.place_of_id(),
        None => names.unprofiled[i - names.profiles.len()].place.clone(),
    };
    for (i, used) in uses.iter().enumerate() {
        if !used.present {
            if let Some(profile) = names.profiles.get(i) {
                held_back.orphans += 1;
                let message = format!("no visible briefing mentions `{}`, so it has no page", profile.common.name);
                let diagnostic =
                    Diagnostic::new(Code::OrphanProfile, Place::value(&profile.file, path!["name"]), message);
                diagnostics.push(diagnostic.help("mention it in a briefing, or add `standalone: true`"));
            }
            continue;
        }
        let name = names.name(i);
        let slug = match names.profiles.get(i) {
            Some(profile) => Some(profile.id.clone()),
            None => Slug::of_name(name),
        };
        let kind = names.kind.as_str();
        let slug = slug.unwrap_or_else(|| {
            let message = format!("no address can be made of the name `{name}`");
            let help = format!("write a profile for it in content/{}/ with an `id`", names.kind.folder());
            diagnostics.push(Diagnostic::new(Code::NameWithoutAddress, place(i), message).help(help));
            Slug::placeholder(name)
        });
        if let Some(&other) = slugs.get(&slug) {
            let message = format!(
                "`{name}` and `{}` come to the same address, /{}/{slug}/",
                names.name(other),
                names.kind.folder()
            );
            let help = format!(
                "if they are one {kind}, make one name an alias in a profile; if two, write a profile with an `id`"
            );
            let diagnostic = Diagnostic::new(Code::NameWithoutAddress, place(i), message)
                .help(help)
                .related(place(other), "the other one");
            diagnostics.push(diagnostic);
        }
        slugs.entry(slug.clone()).or_insert(i);
        order.push((collation_key(name), i, slug));
    }
    order.sort_by(|a, b| (&a.0, &a.2).cmp(&(&b.0, &b.2)));
    let mut new = vec![None; uses.len()];
    for (number, (_, old, _)) in order.iter().enumerate() {
        new[*old] = Some(number);
    }
    Numbers { new, order: order.into_iter().map(|(_, old, slug)| (old, slug)).collect(), uses }
}

/// The entities of a kind in the catalog's order: each common part, with the old number.
fn entities(
    names: &Names,
    numbers: &Numbers,
    mut proses: Vec<Option<Prose>>,
    all: &AllNumbers,
) -> Vec<(usize, Entity)> {
    let count = names.profiles.len();
    numbers
        .order
        .iter()
        .map(|(old, slug)| {
            let mut made = if *old < count {
                let prose = proses.get_mut(*old).and_then(Option::take).map(|mut prose| {
                    renumber_prose(&mut prose, all);
                    prose
                });
                entity(slug.clone(), &names.profiles[*old].file, names.profiles[*old].common.clone(), prose)
            } else {
                unprofiled(slug.clone(), names.name(*old))
            };
            made.has_page = numbers.uses[*old].page;
            (*old, made)
        })
        .collect()
}

fn actors(names: &Names, numbers: &AllNumbers, proses: Vec<Option<Prose>>) -> Vec<Actor> {
    let entities = entities(names, &numbers.actors, proses, numbers);
    let named = |name: &str| Named {
        name: name.to_owned(),
        actor: found(names, name).and_then(|old| numbers.actor(ActorId::from_index(old))),
    };
    entities
        .into_iter()
        .map(|(old, entity)| {
            let mut actor = bare_actor(entity);
            if let Some(profile) = names.profiles.get(old)
                && let Own::Actor { kind, image, roles, member_of } = &profile.own
            {
                actor.kind = *kind;
                actor.image = image.clone();
                actor.roles = roles.iter().map(|raw| role(raw.clone(), named)).collect();
                actor.member_of = member_of.iter().map(|name| named(name)).collect();
            }
            actor
        })
        .collect()
}

fn locations(names: &Names, numbers: &AllNumbers, proses: Vec<Option<Prose>>, facts: &[PlaceFacts]) -> Vec<Location> {
    debug_assert_eq!(names.kind, EntityKind::Location);
    let entities = entities(names, &numbers.locations, proses, numbers);
    let mut locations: Vec<Location> = entities
        .into_iter()
        .map(|(old, entity)| {
            let mut location = bare_location(entity);
            location.within = facts[old].within.and_then(|up| numbers.location(LocationId::from_index(up)));
            facts[old].put_in(&mut location, numbers.locations.uses[old].has_point());
            if let Some(profile) = names.profiles.get(old)
                && let Own::Location { country, .. } = &profile.own
            {
                location.country = country.clone();
            }
            location
        })
        .collect();
    for i in 0..locations.len() {
        if let Some(up) = locations[i].within {
            locations[up.index()].parts.push(LocationId::from_index(i));
        }
    }
    locations
}

fn publishers(names: &Names, numbers: &AllNumbers, proses: Vec<Option<Prose>>) -> Vec<Publisher> {
    let entities = entities(names, &numbers.publishers, proses, numbers);
    entities
        .into_iter()
        .map(|(old, entity)| {
            let mut publisher = bare_publisher(entity);
            if let Some(profile) = names.profiles.get(old)
                && let Own::Publisher { url, country, reliability, note } = &profile.own
            {
                publisher.url = url.clone();
                publisher.country = country.clone();
                publisher.reliability = *reliability;
                publisher.reliability_note = note.clone();
            }
            publisher
        })
        .collect()
}

fn renumber_all<Id: Copy>(mentions: &mut [Mention<Id>], new: impl Fn(Id) -> Option<Id>) {
    for mention in mentions {
        // What a briefing mentions is always in the catalog, unless its address is an error.
        if let Some(id) = new(mention.id) {
            mention.id = id;
        }
    }
}

fn renumber_briefing(briefing: &mut Briefing, numbers: &AllNumbers) {
    for involvement in &mut briefing.actors {
        renumber_all(std::slice::from_mut(&mut involvement.actor), |id| numbers.actor(id));
    }
    for place in &mut briefing.locations {
        renumber_all(std::slice::from_mut(&mut place.location), |id| numbers.location(id));
        renumber_all(place.within.as_mut_slice(), |id| numbers.location(id));
    }
    renumber_all(briefing.filed_from.as_mut_slice(), |id| numbers.location(id));
    for source in &mut briefing.sources {
        renumber_all(source.publisher.as_mut_slice(), |id| numbers.publisher(id));
    }
    renumber_prose(&mut briefing.prose, numbers);
}

pub(super) fn renumber_prose(prose: &mut Prose, numbers: &AllNumbers) {
    for (_, hole) in &mut prose.holes {
        let (Hole::Open { target, .. } | Hole::Address(target) | Hole::Picture(target, _)) = hole else {
            continue;
        };
        if let Target::Entity(entity) = target {
            *target = numbers.any(*entity).map_or(Target::Nowhere, Target::Entity);
        }
    }
}
