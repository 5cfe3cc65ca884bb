//! Lists: every briefing, and the indexes of names, tags and series; and free pages.

use std::sync::OnceLock;

use serde::Serialize;

use super::View;
use super::briefing::toc;
use super::head::there;
use super::pager::{on_page, range};
use super::shared::{RefView, dir, safe, value};
use crate::model::{
    ActorId, Entity, EntityRef, FreePage, LocationId, Publisher, PublisherId, SharedName, Topic, initial,
};
use crate::plan::{CalendarOf, DataFile, NAMES, PER_INDEX, Route};
use crate::render::prose::{Setting, html};
use crate::render::{Site, exports, labels};
use crate::search::FOLDER;

/// Up to how many names an index groups them by what they are; more it groups by their letters.
const FEW: usize = 40;

/// The order of an index: what stands in it, and under which headings. Every page of it needs the whole.
struct Index {
    /// The numbers in the catalog.
    ids: Vec<usize>,
    headings: Vec<Heading>,
    by: &'static str,
}

/// The order of each index, found when the first page of it is asked for.
#[derive(Default)]
pub(in crate::render) struct Indexes {
    actors: OnceLock<Index>,
    locations: OnceLock<Index>,
    publishers: OnceLock<Index>,
    tags: OnceLock<Index>,
    series: OnceLock<Index>,
}

/// A heading over the entries of an index from one on.
struct Heading {
    label: String,
    first: usize,
    count: usize,
}

impl Index {
    /// An index of things with their numbers, names, and what they are, in the order of the names.
    fn new<'a>(all: impl Iterator<Item = (usize, &'a str, (u8, &'a str))>) -> Index {
        let mut all: Vec<_> = all.collect();
        let by_kind = all.len() <= FEW;
        if by_kind {
            all.sort_by_key(|(_, _, (order, _))| *order);
        }
        let mut headings: Vec<Heading> = Vec::new();
        for (i, (_, name, (_, kind))) in all.iter().enumerate() {
            let label = if by_kind { (*kind).to_owned() } else { initial(name) };
            match headings.last_mut() {
                Some(heading) if heading.label == label => heading.count += 1,
                _ => headings.push(Heading { label, first: i, count: 1 }),
            }
        }
        let by = if by_kind { "kind" } else { "letter" };
        Index { ids: all.into_iter().map(|(id, ..)| id).collect(), headings, by }
    }
}

#[derive(Serialize)]
struct GroupView<T> {
    letter: String,
    /// Its anchor.
    id: String,
    /// How many entries have the heading, on all pages of the index.
    count: usize,
    entries: Vec<T>,
}

#[derive(Serialize)]
struct LetterView<'a> {
    letter: &'a str,
    url: String,
}

/// What a page of an index shows.
fn page<T: Serialize>(site: &Site<'_>, index: &Index, folder: &str, page: usize, entry: impl Fn(usize) -> T) -> View {
    let total = index.ids.len();
    let here = range(page, PER_INDEX, total);
    let anchor = |number: usize| format!("letter-{}", number + 1);
    let mut groups: Vec<GroupView<T>> = Vec::new();
    for (i, heading) in index.headings.iter().enumerate() {
        let first = heading.first.max(here.start);
        let last = (heading.first + heading.count).min(here.end);
        if first < last {
            groups.push(GroupView {
                letter: heading.label.clone(),
                id: anchor(i),
                count: heading.count,
                entries: index.ids[first..last].iter().map(|id| entry(*id)).collect(),
            });
        }
    }
    let letters = index.headings.iter().enumerate().map(|(i, heading)| {
        let at = heading.first / PER_INDEX + 1;
        let url = if at == page { String::new() } else { site.page_url(folder, at) };
        LetterView { letter: &heading.label, url: format!("{url}#{}", anchor(i)) }
    });
    vec![
        ("groups", value(&groups)),
        ("letters", value(&letters.collect::<Vec<_>>())),
        ("by", value(&index.by)),
        ("pager", value(&site.pager_by(folder, page, total, PER_INDEX))),
        ("total", value(&total)),
    ]
}

#[derive(Serialize)]
struct EntryView<'a> {
    #[serde(rename = "ref")]
    reference: RefView<'a>,
    id: &'a str,
    /// Another of this kind has the same name: its id tells them apart.
    namesake: bool,
    type_label: &'a str,
    native: Option<NativeView<'a>>,
    precision_label: Option<&'a str>,
    within: Option<RefView<'a>>,
    reliability: Option<super::claims::ReliabilityView<'a>>,
    briefings: usize,
    events: usize,
    claims: usize,
    /// How many briefings name it in their text only.
    mentions: usize,
}

#[derive(Serialize)]
pub(in crate::render) struct NativeView<'a> {
    text: &'a str,
    lang: &'a str,
    dir: &'static str,
}

/// A name in its own script, where that is another writing.
pub(in crate::render) fn native(entity: &Entity) -> Option<NativeView<'_>> {
    entity.native_name.as_ref().filter(|native| native.text != entity.name).map(|native| NativeView {
        text: &native.text,
        lang: native.lang.as_str(),
        dir: dir(&native.text),
    })
}

fn entry<'a>(site: &Site<'a>, entity: EntityRef) -> EntryView<'a> {
    let found = site.catalog.entity(entity);
    EntryView {
        reference: site.entity_ref(entity),
        id: found.id.as_str(),
        namesake: site.cache.is_shared(entity.kind(), &found.name),
        type_label: match entity {
            EntityRef::Actor(id) => labels::actor_type(site.say(), site.catalog.actor(id).kind),
            _ => "",
        },
        native: native(found),
        precision_label: None,
        within: None,
        reliability: None,
        briefings: found.briefings.len(),
        events: found.events.len(),
        claims: 0,
        mentions: found.mentions.len(),
    }
}

/// What a page of all briefings shows.
pub(in crate::render) fn briefings(site: &Site<'_>, page: usize) -> View {
    let total = site.catalog.listed.len();
    vec![
        ("briefings", site.cards(on_page(&site.catalog.listed, page))),
        ("pager", value(&site.pager("briefings/", page, total))),
        ("total", value(&total)),
    ]
}

/// By what results are narrowed.
#[derive(Serialize)]
struct FacetView<'a> {
    id: &'static str,
    title: &'a str,
}

/// What the search page shows.
pub(in crate::render) fn search(site: &Site<'_>) -> View {
    let all = [
        ("actors_title", "actors/"),
        ("locations_title", "locations/"),
        ("publishers_title", "publishers/"),
        ("tags_title", "tags/"),
        ("series_title", "series/"),
        ("briefings_title", "briefings/"),
        ("timeline_title", "timeline/"),
    ];
    let indexes = there(site.plan, &site.urls, site.say(), &all);
    let facets = [
        ("kind", "search_kind"),
        ("actor", "search_actor"),
        ("place", "search_place"),
        ("publisher", "publisher"),
        ("tag", "search_tag"),
        ("year", "search_year"),
        ("status", "search_status"),
        ("lang", "search_language"),
    ];
    let facets = facets.map(|(id, key)| FacetView { id, title: site.say().text(key) });
    vec![
        ("names_url", value(&site.urls.rooted(&Route::of_file(NAMES)))),
        ("index_url", value(&site.urls.below(FOLDER))),
        ("facets", value(&facets)),
        ("indexes", value(&indexes)),
    ]
}

/// A file that may be taken away.
#[derive(Serialize)]
struct DataFileView<'a> {
    name: &'static str,
    url: String,
    about: &'a str,
    /// How many lines it has beside the first; none where it is no table.
    rows: Option<usize>,
}

/// What the page of the data files shows.
pub(in crate::render) fn data(site: &Site<'_>) -> View {
    let say = site.say();
    let file = |file: DataFile| {
        let about = match file {
            DataFile::EventsCsv => "data_events_csv",
            DataFile::EventsJson => "data_events_json",
            DataFile::EventsGeoJson => "data_events_geojson",
            DataFile::TimelineJs => "data_timelinejs_file",
            DataFile::ActorsCsv => "data_actors_csv",
            DataFile::ClaimsCsv => "data_claims_csv",
            DataFile::Metadata => "data_metadata",
        };
        let url = site.urls.rooted(&file.route());
        DataFileView { name: file.file(), url, about: say.text(about), rows: exports::lines(site.catalog, file) }
    };
    let dayless = CalendarOf::Site.dayless(site.catalog);
    let files: Vec<DataFileView<'_>> = DataFile::ALL.into_iter().map(file).collect();
    vec![
        ("files", value(&files)),
        ("dayless", value(&dayless)),
        ("calendar", value(&CalendarOf::Site.route(site.catalog).file())),
    ]
}

/// What a page of the index of actors shows.
pub(in crate::render) fn actors(site: &Site<'_>, number: usize) -> View {
    let index = site.cache.indexes.actors.get_or_init(|| {
        let all = site.catalog.actors.iter().enumerate().filter(|(_, actor)| actor.entity.has_page);
        Index::new(all.map(|(i, actor)| (i, &*actor.entity.name, labels::actor_types(site.say(), actor.kind))))
    });
    page(site, index, "actors/", number, |i| {
        let id = ActorId::from_index(i);
        EntryView { claims: site.catalog.actor(id).claims.len(), ..entry(site, EntityRef::Actor(id)) }
    })
}

/// What a page of the index of locations shows.
pub(in crate::render) fn locations(site: &Site<'_>, number: usize) -> View {
    let index = site.cache.indexes.locations.get_or_init(|| {
        let all = site.catalog.locations.iter().enumerate().filter(|(_, location)| location.entity.has_page);
        Index::new(
            all.map(|(i, location)| (i, &*location.entity.name, labels::precisions(site.say(), location.precision))),
        )
    });
    page(site, index, "locations/", number, |i| {
        let id = LocationId::from_index(i);
        let location = site.catalog.location(id);
        EntryView {
            precision_label: location.precision.map(|precision| labels::precision(site.say(), precision)),
            within: location.within.map(|up| site.entity_ref(EntityRef::Location(up))),
            ..entry(site, EntityRef::Location(id))
        }
    })
}

/// What a page of the index of publishers shows.
pub(in crate::render) fn publishers(site: &Site<'_>, number: usize) -> View {
    let index = site.cache.indexes.publishers.get_or_init(|| {
        let all = site.catalog.publishers.iter().enumerate().filter(|(_, publisher)| publisher.entity.has_page);
        let label = |publisher: &Publisher| labels::rated(site.say(), publisher.reliability.is_some());
        Index::new(all.map(|(i, publisher)| (i, &*publisher.entity.name, label(publisher))))
    });
    page(site, index, "publishers/", number, |i| {
        let id = PublisherId::from_index(i);
        let reliability =
            site.catalog.publisher(id).reliability.map(|grade| super::claims::reliability(site.say(), grade));
        EntryView { reliability, ..entry(site, EntityRef::Publisher(id)) }
    })
}

/// What a page of the index of tags shows.
pub(in crate::render) fn tags(site: &Site<'_>, number: usize) -> View {
    topics(site, &site.catalog.tags, &site.cache.indexes.tags, "tags/", number)
}

/// What a page of the index of series shows.
pub(in crate::render) fn all_series(site: &Site<'_>, number: usize) -> View {
    topics(site, &site.catalog.series, &site.cache.indexes.series, "series/", number)
}

fn topics(site: &Site<'_>, topics: &[Topic], index: &OnceLock<Index>, folder: &str, number: usize) -> View {
    let index = index.get_or_init(|| {
        let all = topics.iter().enumerate().filter(|(_, topic)| topic.has_page());
        // All are of one kind, which needs no heading.
        Index::new(all.map(|(i, topic)| (i, &*topic.name, (0, ""))))
    });
    page(site, index, folder, number, |i| site.topic_view(&topics[i], &topics[i].name, folder))
}

/// What the choice between entities of one name shows.
pub(in crate::render) fn shared_name(site: &Site<'_>, shared: &SharedName) -> View {
    let entries: Vec<EntryView<'_>> = shared.entities.iter().map(|entity| entry(site, *entity)).collect();
    vec![("name", value(&shared.name)), ("entries", value(&entries))]
}

/// What a free page shows.
pub(in crate::render) fn free_page(site: &Site<'_>, page: &FreePage) -> View {
    #[derive(Serialize)]
    struct ContentView<'a> {
        title: &'a str,
        summary: Option<&'a str>,
        body_html: tera::Value,
        toc: Vec<super::briefing::TocView<'a>>,
        lang: &'a str,
        dir: &'static str,
        extra: &'a serde_yaml::Mapping,
    }
    let content = ContentView {
        title: &page.title,
        summary: page.summary.as_deref(),
        body_html: safe(&html(site, &page.prose, Setting::Page)),
        toc: toc(&page.prose),
        lang: page.lang.as_str(),
        dir: page.lang.dir(),
        extra: &page.extra,
    };
    vec![("content", value(&content))]
}
