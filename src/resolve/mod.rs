//! From documents to the [`Catalog`]: who is seen, what names stand for, what refers to what.
//!
//! The order matters. First it is decided what may be seen; the rest never meets what may not. Then
//! every name in the front matter of the visible briefings is found or made, then the links and
//! names in prose; then entities get their final order, and everything its backlinks.

mod addresses;
mod amend;
mod assemble;
mod backlinks;
mod briefings;
mod changes;
mod gazetteer;
mod lexicon;
mod links;
mod names;
mod outlook;
mod past;
mod places;
mod precision;
mod profiles;
mod prose;
mod sorted;
mod succession;
mod topics;
mod translations;
mod uses;
mod visibility;

use std::collections::HashMap;

use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FilePath, Place};
use crate::load::Sources;
use crate::model::{
    Absent, Briefing, BriefingId, Catalog, Claim, EntityKind, Event, FreePage, HeldBack, PageId, Slug, Status, Target,
};
use crate::parse::front_matter::RawPage;
use crate::parse::{Front, Markdown, Parsed};

pub use amend::{Amended, Amender, OfText, counts_of_text};
use briefings::{Desk, PartAnchors};
use lexicon::Lexicon;
use links::{Ground, of_briefing, of_entity, of_page};
use names::{Found, Names, reference};
pub use outlook::{Awaited, outlook};
use places::place_facts;
use profiles::Own;
use prose::Owner;
use sorted::{Sorted, Visible, softened};
use topics::Topics;
use uses::Uses;
pub use visibility::{Clock, Drafts, Future, Seen, held_back};

/// What resolving makes of a site's documents.
#[derive(Debug)]
pub struct Resolved {
    /// What may be seen.
    pub catalog: Catalog,
    /// What is not in it, for diagnostics.
    pub absent: Absent,
    /// What takes in another body of a briefing.
    pub amender: Amender,
    /// What is wrong, in the documents and between them.
    pub diagnostics: Diagnostics,
}

/// Resolves what was parsed into a catalog.
pub fn resolve(parsed: Parsed, sources: &Sources, config: &Config, seen: &Seen) -> Resolved {
    let Parsed { documents, unread, diagnostics: parse_diagnostics } = parsed;
    let mut diagnostics = Diagnostics::default();
    let mut held_back = HeldBack::default();
    let mut sorted = Sorted { briefings: Vec::with_capacity(documents.len()), ..Sorted::default() };
    for mut document in documents {
        sorted.take_damaged(&document, sources);
        if let (Clock::AsOf, Front::Briefing(raw)) = (seen.clock, &mut document.front) {
            past::as_it_stood(raw, config, seen.now);
        }
        match visibility::hidden(&document, config, seen) {
            Some(reason) => {
                visibility::count(&mut held_back, &document, reason);
                sorted.hide(document, reason.reason(), sources);
            }
            None => sorted.show(visibility::ahead(&document, config, seen), document, &mut diagnostics),
        }
    }
    diagnostics.extend(softened(parse_diagnostics, &sorted.absent));
    sorted.miss(unread);
    let Sorted { mut briefings, actors, locations, publishers, mut pages, absent, hidden_ids, mut hidden_profiles } =
        sorted;

    // The catalog's order, so that a briefing's number is known from here on.
    briefings.par_sort_by_cached_key(|b| {
        (std::cmp::Reverse(visibility::moment(&b.raw.date, config).at()), b.id.clone(), b.file.clone())
    });
    let ids = briefing_ids(&briefings, &mut diagnostics);
    pages.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));

    let mut hidden_of = |kind| hidden_profiles.remove(&kind).unwrap_or_default();
    let mut actors = Names::new(EntityKind::Actor, actors, hidden_of(EntityKind::Actor), &mut diagnostics);
    let mut locations = Names::new(EntityKind::Location, locations, hidden_of(EntityKind::Location), &mut diagnostics);
    let mut publishers =
        Names::new(EntityKind::Publisher, publishers, hidden_of(EntityKind::Publisher), &mut diagnostics);
    for names in [&actors, &locations, &publishers] {
        names.warn_of_shared(&mut diagnostics);
    }
    let (mut tags, mut series) = (Topics::new("tag"), Topics::new("series"));
    let mut desk = Desk {
        config,
        actors: &mut actors,
        locations: &mut locations,
        publishers: &mut publishers,
        tags: &mut tags,
        series: &mut series,
        briefings: &ids,
        held_back: &hidden_ids,
        absent: &absent,
        events: Vec::with_capacity(briefings.iter().map(|briefing| briefing.raw.dates.len()).sum()),
        claims: Vec::with_capacity(briefings.iter().map(|briefing| briefing.raw.claims.len()).sum()),
        elsewhere: Vec::new(),
        places: Vec::new(),
        diagnostics: Diagnostics::default(),
    };
    let mut resolved: Vec<Briefing> = Vec::with_capacity(briefings.len());
    let mut bodies: Vec<Markdown> = Vec::with_capacity(briefings.len());
    let mut withdrawn_places = Vec::new();
    let anchors: Vec<_> = briefings.par_iter().map(|b| PartAnchors::of(&b.raw, &b.body.anchors)).collect();
    for (i, (visible, anchors)) in briefings.into_iter().zip(anchors).enumerate() {
        let Visible { file, id, ahead, raw, body, damaged } = visible;
        let places = desk.places.len();
        let briefing = desk.briefing(BriefingId::from_index(i), id, &file, *raw, &damaged, anchors);
        if briefing.status.is_withdrawn() {
            withdrawn_places.extend(desk.places.drain(places..));
        }
        resolved.push(Briefing { ahead, ..briefing });
        bodies.push(body);
    }
    desk.contradictions(&resolved);
    let Desk { events, claims, places, diagnostics: found, .. } = desk;
    diagnostics.extend(found);
    succession::check(&mut resolved, &mut diagnostics);
    let facts = place_facts(&mut locations, places, withdrawn_places, &mut diagnostics);
    for place in resolved.iter_mut().flat_map(|briefing| &mut briefing.locations) {
        facts[place.location.id.index()].put_in_briefing(place);
    }
    let uses = Uses::of_front_matter([&actors, &locations, &publishers], &resolved, &events, &claims, &facts);
    let only_withdrawn = uses.only_withdrawn(&facts);
    for names in [&actors, &locations, &publishers] {
        names.warn_of_near(&mut diagnostics);
        names.warn_of_placeholders(&mut diagnostics);
    }

    let profile_bodies = [&mut actors, &mut locations, &mut publishers].map(take_bodies);
    let linkable = linkable(&resolved, [&actors, &locations, &publishers], &pages);
    put_pictures(&mut actors, &linkable, config, sources, &absent, &mut diagnostics);

    // Names are complete: prose can be looked at, each on its own.
    let lexicon = Lexicon::new([actors, locations, publishers], only_withdrawn, linkable, config.auto_link);
    let reading = lexicon.reading(config, sources, &absent);

    // Each briefing's dates stand together, in the order of the briefings.
    let dates: Vec<&[Event]> = {
        let mut rest = &events[..];
        let of = |i| {
            let count = rest.iter().take_while(|event| event.briefing.index() == i).count();
            let (own, others) = rest.split_at(count);
            rest = others;
            own
        };
        (0..resolved.len()).map(of).collect()
    };
    let proses: Vec<prose::Resolved> = bodies
        .into_par_iter()
        .zip(&resolved)
        .zip(&dates)
        .map(|((body, briefing), dates)| {
            reading.briefing(body, briefing, &|| briefing_anchors(briefing, &claims, dates.iter()))
        })
        .collect();
    let mut named = Vec::with_capacity(resolved.len());
    for (briefing, prose) in resolved.iter_mut().zip(proses) {
        briefing.prose = prose.prose;
        named.push(prose.named);
        diagnostics.extend(prose.diagnostics);
    }
    let mut profile_proses = Vec::with_capacity(3);
    for (kind, bodies) in lexicon.names().kinds().into_iter().zip(profile_bodies) {
        let proses = bodies.into_iter().enumerate().map(|(i, body)| {
            let profile = &kind.profiles[i];
            let owner = Owner {
                file: &profile.file,
                url: &format!("{}/{}/", kind.kind.folder(), profile.id),
                about: Some(reference(kind.kind, i)),
                sources: 0,
                anchors: &Vec::new,
            };
            let prose = reading.other(body?, &owner);
            diagnostics.extend(prose.diagnostics);
            Some(prose.prose).filter(|prose| !prose.is_empty())
        });
        profile_proses.push(proses.collect::<Vec<_>>());
    }
    let pages = pages
        .into_iter()
        .map(|(path, file, raw, body)| {
            let url: String = path.iter().map(|part| format!("{part}/")).collect();
            let owner = Owner { file: &file, url: &url, about: None, sources: 0, anchors: &Vec::new };
            let prose = reading.other(body, &owner);
            diagnostics.extend(prose.diagnostics);
            free_page(path, file.clone(), raw, prose.prose, config)
        })
        .collect();

    let parts = assemble::Parts {
        briefings: resolved,
        named,
        uses,
        events,
        claims,
        pages,
        profile_proses,
        tags,
        series,
        facts,
        held_back,
    };
    let (catalog, numbers) = assemble::assemble(parts, &lexicon.names(), &config.language, &mut diagnostics);
    Resolved { catalog, absent, amender: Amender::new(lexicon, numbers), diagnostics }
}

fn briefing_ids(briefings: &[Visible], diagnostics: &mut Diagnostics) -> HashMap<Slug, BriefingId> {
    let mut ids: HashMap<Slug, BriefingId> = HashMap::with_capacity(briefings.len());
    for (i, briefing) in briefings.iter().enumerate() {
        if let Some(first) = ids.get(&briefing.id) {
            // Without an `id` it is the file's name that makes the id.
            let place = |b: &Visible| match b.raw.id {
                Some(_) => Place::value(&b.file, crate::path!["id"]),
                None => Place::file(&b.file),
            };
            let first = &briefings[first.index()];
            let message = format!("the id `{}` is that of {} too", briefing.id, first.file);
            let diagnostic = Diagnostic::new(Code::RepeatedId, place(briefing), message)
                .help("give one of the two another `id: …`; without one, the file's name is its id")
                .related(place(first), "the other one");
            diagnostics.push(diagnostic);
            continue;
        }
        ids.insert(briefing.id.clone(), BriefingId::from_index(i));
    }
    ids
}

/// The anchors that a briefing's page has beside those of its prose; `dates` are its own.
fn briefing_anchors<'a>(
    briefing: &'a Briefing,
    claims: &'a [Claim],
    dates: impl ExactSizeIterator<Item = &'a Event>,
) -> Vec<String> {
    let claims = briefing.claims.iter().map(|id| &claims[id.index()]);
    let has_no_dates = dates.len() == 0;
    let mut anchors: Vec<String> = briefing.anchors(claims, dates).map(str::to_owned).collect();
    let sections = [
        ("Key-judgments", briefing.key_judgments.is_empty()),
        ("Claims", briefing.claims.is_empty()),
        ("Dates", has_no_dates),
        ("Sources", briefing.sources.is_empty()),
        ("Corrections", briefing.corrections.is_empty()),
    ];
    anchors.extend(sections.into_iter().filter(|(_, empty)| !empty).map(|(section, _)| section.to_owned()));
    anchors
}

/// What the visible documents are, by file.
fn linkable(briefings: &[Briefing], kinds: [&Names; 3], pages: &[sorted::Page]) -> HashMap<FilePath, Target> {
    let briefings = briefings.iter().enumerate();
    let mut documents: HashMap<FilePath, Target> =
        briefings.map(|(i, b)| (b.file.clone(), of_briefing(BriefingId::from_index(i)))).collect();
    for kind in kinds {
        for (i, profile) in kind.profiles.iter().enumerate() {
            documents.insert(profile.file.clone(), of_entity(reference(kind.kind, i)));
        }
    }
    documents.extend(pages.iter().enumerate().map(|(i, page)| (page.1.clone(), of_page(PageId::from_index(i)))));
    documents
}

/// Finds the pictures that profiles of actors name.
fn put_pictures(
    actors: &mut Names,
    documents: &HashMap<FilePath, Target>,
    config: &Config,
    sources: &Sources,
    absent: &Absent,
    diagnostics: &mut Diagnostics,
) {
    let ground = Ground { base_url: config.base_url.as_ref(), sources, documents, absent };
    for profile in &mut actors.profiles {
        let Own::Actor { image, .. } = &mut profile.own else { continue };
        let Some(named) = image.take() else { continue };
        match links::picture(&ground, &profile.file, &named) {
            Ok(path) => *image = Some(path).filter(|path| !path.is_empty()),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
}

fn take_bodies(names: &mut Names) -> Vec<Option<Markdown>> {
    names.profiles.iter_mut().map(|profile| profile.body.take()).collect()
}

fn free_page(path: Vec<Slug>, file: FilePath, raw: RawPage, prose: crate::model::Prose, config: &Config) -> FreePage {
    let RawPage { id: _, title, summary, status, tlp: _, lang, template, aliases, extra } = raw;
    FreePage {
        path,
        file,
        title: title.into(),
        draft: status == Some(Status::Draft),
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
