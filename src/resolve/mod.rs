//! From documents to the [`Catalog`]: who is seen, what names stand for, what refers to what.
//!
//! The order matters. First it is decided what may be seen; the rest never meets what may not. Then
//! every name in the front matter of the visible briefings is found or made, then the links and
//! names in prose; then entities get their final order, and everything its backlinks.

mod assemble;
mod backlinks;
mod briefings;
mod links;
mod names;
mod profiles;
mod prose;
mod visibility;

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FilePath, Place, Severity};
use crate::load::Sources;
use crate::model::{
    Briefing, BriefingId, Catalog, Claim, Coordinates, EntityKind, Event, FreePage, HeldBack, LocationId, PageId,
    Precision, Slug, Target,
};
use crate::parse::front_matter::{RawBriefing, RawPage};
use crate::parse::{Document, Front, Markdown, Parsed};

use briefings::Desk;
use links::{Ground, of_briefing, of_entity, of_page};
use names::{Found, Names};
use profiles::{Own, Profile, file_id};
use prose::{AllNames, Mentions, Owner, reference};
pub use visibility::{Drafts, Future, Seen};

/// What resolving makes of a site's documents.
#[derive(Debug)]
pub struct Resolved {
    /// What may be seen.
    pub catalog: Catalog,
    /// What is wrong, in the documents and between them.
    pub diagnostics: Diagnostics,
}

/// A visible briefing before its references are looked up.
struct Visible {
    file: FilePath,
    id: Slug,
    raw: RawBriefing,
    body: Markdown,
}

/// What is known of a place beside its name.
#[derive(Debug, Clone, Default)]
struct PlaceFacts {
    within: Option<usize>,
    coordinates: Option<Coordinates>,
    precision: Option<Precision>,
}

/// Resolves what was parsed into a catalog.
pub fn resolve(parsed: Parsed, sources: &Sources, config: &Config, seen: &Seen) -> Resolved {
    let Parsed { documents, diagnostics: parse_diagnostics } = parsed;
    let mut diagnostics = Diagnostics::default();
    let mut held_back = HeldBack::default();
    let mut sorted = Sorted::default();
    for document in documents {
        match visibility::hidden(&document, config, seen) {
            Some(reason) => {
                visibility::count(&mut held_back, &document, reason);
                sorted.hide(document, reason.reason());
            }
            None => sorted.show(document, &mut diagnostics),
        }
    }
    diagnostics.extend(softened(parse_diagnostics, &sorted.hidden));
    let Sorted { mut briefings, actors, locations, publishers, mut pages, hidden, hidden_ids } = sorted;

    // The catalog's order, so that a briefing's number is known from here on.
    briefings.sort_by_cached_key(|b| {
        (std::cmp::Reverse(visibility::moment(&b.raw.date, config).at()), b.id.clone(), b.file.clone())
    });
    let ids = briefing_ids(&briefings, &mut diagnostics);
    pages.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));

    let mut actors = Names::new(EntityKind::Actor, actors, &mut diagnostics);
    let mut locations = Names::new(EntityKind::Location, locations, &mut diagnostics);
    let mut publishers = Names::new(EntityKind::Publisher, publishers, &mut diagnostics);
    for names in [&actors, &locations, &publishers] {
        names.warn_of_shared(&mut diagnostics);
    }
    let mut desk = Desk {
        config,
        actors: &mut actors,
        locations: &mut locations,
        publishers: &mut publishers,
        briefings: &ids,
        held_back: &hidden_ids,
        events: Vec::new(),
        claims: Vec::new(),
        places: Vec::new(),
        diagnostics: Diagnostics::default(),
    };
    let mut resolved: Vec<Briefing> = Vec::with_capacity(briefings.len());
    let mut bodies: Vec<Markdown> = Vec::with_capacity(briefings.len());
    for (i, Visible { file, id, raw, body }) in briefings.into_iter().enumerate() {
        resolved.push(desk.briefing(BriefingId::from_index(i), id, &file, raw));
        bodies.push(body);
    }
    let Desk { events, claims, places, diagnostics: found, .. } = desk;
    diagnostics.extend(found);
    let facts = place_facts(&mut locations, places, &mut diagnostics);

    // Names are complete: prose can be looked at, each on its own.
    let profile_bodies = [&mut actors, &mut locations, &mut publishers].map(take_bodies);
    let names = AllNames { actors: &actors, locations: &locations, publishers: &publishers };
    let mentions = Mentions::new(&names, config.auto_link);
    let mut documents: HashMap<FilePath, Target> =
        resolved.iter().enumerate().map(|(i, b)| (b.file.clone(), of_briefing(BriefingId::from_index(i)))).collect();
    for kind in [&actors, &locations, &publishers] {
        for (i, profile) in kind.profiles.iter().enumerate() {
            documents.insert(profile.file.clone(), of_entity(reference(kind.kind, i)));
        }
    }
    documents.extend(pages.iter().enumerate().map(|(i, page)| (page.1.clone(), of_page(PageId::from_index(i)))));
    let ground = Ground { sources, documents, hidden };

    let mut dates = vec![0; resolved.len()];
    events.iter().for_each(|event| dates[event.briefing.index()] += 1);
    let proses: Vec<prose::Resolved> = bodies
        .into_par_iter()
        .zip(&resolved)
        .zip(&dates)
        .map(|((body, briefing), dates)| {
            let owner = Owner {
                file: &briefing.file,
                url: &format!("briefings/{}/", briefing.id),
                about: None,
                sources: briefing.sources.len(),
                anchors: &|| briefing_anchors(briefing, &claims, *dates),
            };
            prose::resolve(body, &owner, &names, &mentions, &ground)
        })
        .collect();
    let mut named = Vec::with_capacity(resolved.len());
    for (briefing, prose) in resolved.iter_mut().zip(proses) {
        briefing.prose = prose.prose;
        for (source, citations) in briefing.sources.iter_mut().zip(prose.citations) {
            source.citations = citations;
        }
        named.push(prose.named);
        diagnostics.extend(prose.diagnostics);
    }
    let mut profile_proses = Vec::with_capacity(3);
    for (kind, bodies) in [&actors, &locations, &publishers].into_iter().zip(profile_bodies) {
        let proses = bodies.into_iter().enumerate().map(|(i, body)| {
            let profile = &kind.profiles[i];
            let owner = Owner {
                file: &profile.file,
                url: &format!("{}/{}/", kind.kind.folder(), profile.id),
                about: Some(reference(kind.kind, i)),
                sources: 0,
                anchors: &Vec::new,
            };
            let prose = prose::resolve(body?, &owner, &names, &mentions, &ground);
            diagnostics.extend(prose.diagnostics);
            Some(prose.prose).filter(|prose| !prose.html.trim().is_empty())
        });
        profile_proses.push(proses.collect::<Vec<_>>());
    }
    let pages = pages
        .into_iter()
        .map(|(path, file, raw, body)| {
            let url: String = path.iter().map(|part| format!("{part}/")).collect();
            let owner = Owner { file: &file, url: &url, about: None, sources: 0, anchors: &Vec::new };
            let prose = prose::resolve(body, &owner, &names, &mentions, &ground);
            diagnostics.extend(prose.diagnostics);
            free_page(path, file.clone(), raw, prose.prose, config)
        })
        .collect();

    let parts = assemble::Parts {
        briefings: resolved,
        named,
        events,
        claims,
        pages,
        actors,
        locations,
        publishers,
        profile_proses,
        facts,
        held_back,
    };
    let catalog = assemble::assemble(parts, &mut diagnostics);
    Resolved { catalog, diagnostics }
}

/// The documents by their kind, and what is hidden.
#[derive(Default)]
struct Sorted {
    briefings: Vec<Visible>,
    actors: Vec<Profile>,
    locations: Vec<Profile>,
    publishers: Vec<Profile>,
    pages: Vec<(Vec<Slug>, FilePath, RawPage, Markdown)>,
    hidden: HashMap<FilePath, &'static str>,
    /// The ids of hidden briefings.
    hidden_ids: HashMap<Slug, FilePath>,
}

impl Sorted {
    fn hide(&mut self, document: Document, reason: &'static str) {
        let Document { file, front, .. } = document;
        if let Front::Briefing(raw) = &front
            && let Some(id) = file_id(&file, raw.id.as_ref(), &mut Diagnostics::default())
        {
            self.hidden_ids.insert(id, file.clone());
        }
        self.hidden.insert(file, reason);
    }

    fn show(&mut self, document: Document, diagnostics: &mut Diagnostics) {
        let Document { file, front, body } = document;
        match front {
            Front::Briefing(raw) => {
                if let Some(id) = file_id(&file, raw.id.as_ref(), diagnostics) {
                    self.briefings.push(Visible { file, id, raw: *raw, body });
                }
            }
            Front::Actor(raw) => self.actors.extend(Profile::actor(&file, *raw, body, diagnostics)),
            Front::Location(raw) => self.locations.extend(Profile::location(&file, *raw, body, diagnostics)),
            Front::Publisher(raw) => self.publishers.extend(Profile::publisher(&file, *raw, body, diagnostics)),
            Front::Page(raw) => {
                if let Some(path) = page_path(&file, &raw, diagnostics) {
                    self.pages.push((path, file, *raw, body));
                }
            }
        }
    }
}

/// The address of a free page: its folders below `content/pages/`, and its id.
fn page_path(file: &FilePath, raw: &RawPage, diagnostics: &mut Diagnostics) -> Option<Vec<Slug>> {
    let below = file.strip_prefix("content/pages/")?;
    let mut path = Vec::new();
    let folders: Vec<&str> = below.split('/').collect();
    for folder in &folders[..folders.len() - 1] {
        match Slug::new(folder) {
            Ok(slug) => path.push(slug),
            Err(error) => {
                let help = match error.suggestion {
                    Some(slug) => format!("rename the folder to {slug}"),
                    None => "rename the folder".to_owned(),
                };
                diagnostics.push(Diagnostic::new(Code::BadId, Place::file(file), error.message).help(help));
                return None;
            }
        }
    }
    path.push(file_id(file, raw.id.as_ref(), diagnostics)?);
    Some(path)
}

/// Mistakes in a hidden file are warnings, but for those that leave in doubt whether it is hidden.
fn softened(diagnostics: Diagnostics, hidden: &HashMap<FilePath, &'static str>) -> impl Iterator<Item = Diagnostic> {
    let hidden: HashSet<FilePath> = hidden.keys().cloned().collect();
    diagnostics.into_iter().map(move |mut diagnostic| {
        let in_hidden = diagnostic.place.as_ref().is_some_and(|place| hidden.contains(&place.file));
        if in_hidden && !diagnostic.in_doubt {
            diagnostic.severity = Severity::Warning;
        }
        diagnostic
    })
}

fn briefing_ids(briefings: &[Visible], diagnostics: &mut Diagnostics) -> HashMap<Slug, BriefingId> {
    let mut ids: HashMap<Slug, BriefingId> = HashMap::with_capacity(briefings.len());
    for (i, briefing) in briefings.iter().enumerate() {
        if let Some(first) = ids.get(&briefing.id) {
            let key = if briefing.raw.id.is_some() { "id" } else { "title" };
            let place = |b: &Visible| Place::value(&b.file, crate::path![key]);
            let first = &briefings[first.index()];
            let message = format!("the id `{}` is that of {} too", briefing.id, first.file);
            let diagnostic = Diagnostic::new(Code::RepeatedId, place(briefing), message)
                .help("give one of the two another `id`")
                .related(place(first), "the other one");
            diagnostics.push(diagnostic);
            continue;
        }
        ids.insert(briefing.id.clone(), BriefingId::from_index(i));
    }
    ids
}

/// The anchors that a briefing's page has beside those of its prose.
fn briefing_anchors(briefing: &Briefing, claims: &[Claim], dates: usize) -> Vec<String> {
    let mut anchors: Vec<String> =
        briefing.claims.iter().enumerate().map(|(i, id)| claims[id.index()].anchor(i)).collect();
    anchors.extend(briefing.sources.iter().enumerate().map(|(i, source)| source.anchor(i)));
    anchors.extend((0..dates).map(Event::anchor_of));
    anchors
}

fn take_bodies(names: &mut Names) -> Vec<Option<Markdown>> {
    names.profiles.iter_mut().map(|profile| profile.body.take()).collect()
}

/// Where every location lies, from its profile or else from the briefings that name it.
fn place_facts(
    locations: &mut Names,
    places: Vec<(usize, crate::model::PlaceNamed, Place)>,
    diagnostics: &mut Diagnostics,
) -> Vec<PlaceFacts> {
    let mut facts: Vec<PlaceFacts> = vec![PlaceFacts::default(); locations.len()];
    let mut origins: HashMap<usize, Place> = HashMap::new();
    for (entity, named, place) in places {
        let within = named.within.as_ref().map(|m: &crate::model::Mention<LocationId>| m.id.index());
        let known = &mut facts[entity];
        let elsewhere = known.within.is_some() && within.is_some() && known.within != within;
        let moved =
            known.coordinates.is_some() && named.coordinates.is_some() && known.coordinates != named.coordinates;
        if elsewhere || moved {
            let message = format!("another briefing puts `{}` elsewhere: one name, two places", named.location.written);
            let mut diagnostic = Diagnostic::new(Code::ConflictingPlace, place, message)
                .help("write a profile with an id for each of the two places, and use the ids");
            if let Some(origin) = origins.get(&entity) {
                diagnostic = diagnostic.related(origin.clone(), "the other one");
            }
            diagnostics.push(diagnostic);
            continue;
        }
        known.within = known.within.or(within);
        known.coordinates = known.coordinates.or(named.coordinates);
        // The vaguer of two precisions holds: what one briefing keeps back, no other gives away.
        known.precision = known.precision.max(named.precision);
        origins.entry(entity).or_insert(place);
    }
    for entity in 0..locations.profiles.len() {
        let profile = &locations.profiles[entity];
        let place = profile.place("within");
        let Own::Location { within, coordinates, precision, .. } = &profile.own else {
            continue;
        };
        let (coordinates, precision, within) = (*coordinates, *precision, within.clone());
        let within = within.and_then(|name| locations.entity(&name, || place.clone(), diagnostics)).map(|(id, _)| id);
        facts[entity] = PlaceFacts { within, coordinates, precision };
    }
    facts.resize(locations.len(), PlaceFacts::default());
    for known in &mut facts {
        if known.precision == Some(Precision::Undisclosed) {
            known.coordinates = None;
        }
    }
    break_circles(locations, &mut facts, diagnostics);
    facts
}

/// Reports places that lie within themselves, and takes them apart so that a walk upwards ends.
fn break_circles(locations: &Names, facts: &mut [PlaceFacts], diagnostics: &mut Diagnostics) {
    for start in 0..facts.len() {
        let mut at = start;
        let mut way = vec![start];
        while let Some(up) = facts[at].within {
            if up == start {
                let names: Vec<&str> = way.iter().chain([&start]).map(|&i| locations.name(i)).collect();
                let place = match locations.profiles.get(start) {
                    Some(profile) => profile.place("within"),
                    None => locations.unprofiled[start - locations.profiles.len()].place.clone(),
                };
                let message = format!("these places lie within each other: {}", names.join(" → "));
                let help = "take `within` away from the widest of them";
                diagnostics.push(Diagnostic::new(Code::CircularPlace, place, message).help(help));
                facts[start].within = None;
                break;
            }
            if way.contains(&up) {
                // A circle further up, told when it is walked from one of its own.
                break;
            }
            way.push(up);
            at = up;
        }
    }
}

fn free_page(path: Vec<Slug>, file: FilePath, raw: RawPage, prose: crate::model::Prose, config: &Config) -> FreePage {
    let RawPage { id: _, title, summary, status: _, tlp: _, lang, template, aliases, extra } = raw;
    FreePage {
        path,
        file,
        title: title.into(),
        summary: summary.map(Into::into),
        lang: lang.unwrap_or_else(|| config.language.clone()),
        template: template.map(Into::into),
        aliases: aliases.into_iter().map(Into::into).collect(),
        extra,
        prose,
    }
}

/// The actor that only a profile names, if briefings know it.
fn found(names: &Names, name: &str) -> Option<usize> {
    match names.find(name) {
        Found::Id(entity) | Found::Name(entity) => Some(entity),
        Found::Ambiguous | Found::Nothing => None,
    }
}
