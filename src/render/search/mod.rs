//! What the search page's script reads: the index of all that can be found by its words, and every name, folded as
//! [`search_key`] folds it.

mod records;
mod text;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use super::{Site, labels};
use crate::model::{ActorId, Entity, EntityRef, Folding, LocationId, PublisherId, fold, folding, search_key, unmarked};
use crate::search::{SearchFile, index};

/// `/search/names.json`.
#[derive(Serialize)]
struct Names<'a> {
    /// How what a reader types is folded before it is compared.
    folding: Folding,
    /// Who, where, says who, and on what; the most mentioned first.
    names: Vec<Named<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    /// The name as the site writes it.
    name: &'a str,
    /// What it is, in a word or two.
    what: Cow<'a, str>,
    /// By what word searches are narrowed to its kind.
    kind: &'static str,
    /// What the index knows its page by, where it has one there.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    url: String,
    /// In how many briefings it stands.
    briefings: usize,
    /// The last part of its address, where another has the same name.
    #[serde(skip_serializing_if = "Option::is_none")]
    apart: Option<&'a str>,
    /// What else it is or was called.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<&'a str>,
    /// What may mean it, and others too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    weak: Vec<&'a str>,
    /// All of these, each as it is written in small letters, without marks, and as it sounds, where those are other texts.
    keys: Vec<String>,
}

/// The index of all that can be found.
pub(super) fn files(site: &Site<'_>) -> Vec<SearchFile> {
    index(&records::records(site), site.config.language.as_str())
}

/// The names of everything that has a page of its own and that somebody may look for by name.
pub(super) fn names(site: &Site<'_>) -> Vec<u8> {
    let (catalog, say) = (site.catalog, site.say());
    let mut names: Vec<Named<'_>> = Vec::new();
    for (i, actor) in catalog.actors.iter().enumerate() {
        let what = labels::actor_type(say, actor.kind);
        let what = if what.is_empty() { say.text("search_actor") } else { what };
        names.extend(of_entity(site, EntityRef::Actor(ActorId::from_index(i)), what.into()));
    }
    for (i, location) in catalog.locations.iter().enumerate() {
        let what = match location.within {
            Some(up) => Cow::Owned(say.fill("search_place_in", &[("name", &catalog.location(up).entity.name)])),
            None => say.text("search_place").into(),
        };
        names.extend(of_entity(site, EntityRef::Location(LocationId::from_index(i)), what));
    }
    for i in 0..catalog.publishers.len() {
        names.extend(of_entity(site, EntityRef::Publisher(PublisherId::from_index(i)), say.text("publisher").into()));
    }
    for (topics, folder, kind, what) in [
        (&catalog.tags, "tags/", "tag", say.text("search_tag")),
        (&catalog.series, "series/", "series", say.text("search_series")),
    ] {
        names.extend(topics.iter().filter(|topic| topic.has_page()).map(|topic| Named {
            name: &topic.name,
            what: what.into(),
            kind,
            id: None,
            apart: None,
            url: site.urls.below(&format!("{folder}{}/", topic.slug)),
            briefings: topic.briefings.len(),
            others: Vec::new(),
            weak: Vec::new(),
            keys: keys(std::iter::once(&*topic.name)),
        }));
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for named in &names {
        *counts.entry(named.name).or_default() += 1;
    }
    for named in &mut names {
        named.apart = named.apart.filter(|_| counts[named.name] > 1);
    }
    names.sort_by_key(|named| std::cmp::Reverse(named.briefings));
    // Plain structs with texts for keys always can be JSON.
    serde_json::to_vec(&Names { folding: folding(), names }).unwrap_or_default()
}

fn of_entity<'a>(site: &Site<'a>, reference: EntityRef, what: Cow<'a, str>) -> Option<Named<'a>> {
    let entity: &'a Entity = site.catalog.entity(reference);
    let others: Vec<&str> = entity.other_names().collect();
    let weak: Vec<&str> = entity.weak_aliases.iter().map(String::as_str).collect();
    entity.has_page.then(|| Named {
        name: &entity.name,
        what,
        kind: records::kind_word(reference),
        apart: Some(entity.id.as_str()),
        id: Some(records::id(&format!("{}/{}/", reference.kind().folder(), entity.id))),
        url: site.urls.entity(site.catalog, reference),
        briefings: entity.briefings.len() + entity.mentions.len(),
        keys: keys(std::iter::once(&*entity.name).chain(others.iter().copied()).chain(weak.iter().copied())),
        others,
        weak,
    })
}

fn keys<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let all: BTreeSet<String> = names.flat_map(|name| [search_key(name), fold(name), unmarked(name)]).collect();
    all.into_iter().filter(|key| !key.is_empty()).collect()
}
