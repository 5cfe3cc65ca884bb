//! What the timeline's script reads: `timeline/data/index.json` counts what there is, and the files beside it hold the
//! entries, in columns. Names are numbers in both, the most frequent first; the index says what they stand for.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::Site;
use super::views::DateView;
use crate::config::TimelineOrder;
use crate::model::date::year_slug;
use crate::model::{ActorId, Catalog, Entity, EventDate, LocationId, Mention, TagId, TimelineEntry};
use crate::plan::{TimelineFile, TimelinePart};

/// `timeline/data/index.json`.
#[derive(Serialize)]
struct Index<'a> {
    /// The site's base path, which all addresses begin with.
    base: &'a str,
    /// Which end comes first in lists: `oldest` or `newest`.
    order: &'static str,
    years: Vec<Year>,
    spanning: Spanning,
    undated: Counted,
    actors: Names<'a>,
    places: Places<'a>,
    types: Vec<&'a str>,
    tags: Names<'a>,
}

/// Entries of one part of the timeline, counted.
#[derive(Serialize)]
struct Counted {
    /// How many files hold them.
    files: usize,
    count: usize,
    /// Which names they have and how often: number, count, number, count …
    actors: Vec<u32>,
    places: Vec<u32>,
    types: Vec<u32>,
    tags: Vec<u32>,
}

/// What lies within a year; what also may lie in another is not counted here.
#[derive(Serialize)]
struct Year {
    year: i64,
    /// As its file is called.
    slug: String,
    label: String,
    /// How many entries lie within each month; the first number is of those that no single month holds.
    months: [u32; 13],
    #[serde(flatten)]
    counted: Counted,
}

/// What may lie in more years than one.
#[derive(Serialize)]
struct Spanning {
    /// First year, last year and how many; null where an end is open or unknown.
    spans: Vec<(Option<i64>, Option<i64>, u32)>,
    #[serde(flatten)]
    counted: Counted,
}

/// What numbers stand for: in columns, by number.
#[derive(Serialize)]
struct Names<'a> {
    /// As addresses have it; empty where there is no page.
    id: Vec<&'a str>,
    name: Vec<&'a str>,
}

#[derive(Serialize)]
struct Places<'a> {
    #[serde(flatten)]
    names: Names<'a>,
    /// The number of the place that it lies in.
    within: Vec<Option<u32>>,
}

/// A file of entries, in columns.
#[derive(Serialize, Default)]
struct Entries<'a> {
    dates: Dates,
    briefings: Briefings<'a>,
    /// Its place in the timeline.
    n: Vec<usize>,
    /// None of a briefing's own entry.
    title: Vec<Option<&'a str>>,
    /// By its place in `dates`.
    date: Vec<usize>,
    /// By its place in `briefings`.
    briefing: Vec<usize>,
    /// Where it stands on its briefing's page.
    anchor: Vec<&'a str>,
    #[serde(rename = "type")]
    kind: Vec<Option<u32>>,
    actors: Vec<Vec<Named<'a>>>,
    places: Vec<Vec<Named<'a>>>,
}

/// A name by its number, with how the author writes it here where that is not its own.
#[derive(Serialize)]
#[serde(untagged)]
enum Named<'a> {
    Plain(u32),
    Written(u32, &'a str),
}

/// Dates as their authors put them, and as a machine reads them.
#[derive(Serialize, Default)]
struct Dates {
    edtf: Vec<String>,
    text: Vec<String>,
    note: Vec<Option<String>>,
    datetime: Vec<Option<String>>,
    earliest: Vec<Option<String>>,
    latest: Vec<Option<String>>,
    certainty: Vec<&'static str>,
    /// The year and the month under which it is listed.
    year: Vec<Option<i64>>,
    month: Vec<Option<u8>>,
}

#[derive(Serialize, Default)]
struct Briefings<'a> {
    id: Vec<&'a str>,
    title: Vec<&'a str>,
    lang: Vec<&'a str>,
    tags: Vec<Vec<u32>>,
}

/// By which numbers the files name things, the most frequent first.
#[derive(Debug)]
pub(in crate::render) struct Numbers {
    actors: Ranks<ActorId>,
    places: Ranks<LocationId>,
    types: Ranks<String>,
    tags: Ranks<TagId>,
}

/// Things by how often they stand on the timeline.
#[derive(Debug)]
struct Ranks<T> {
    order: Vec<T>,
    ranks: BTreeMap<T, u32>,
}

impl<T: Ord + Clone> Ranks<T> {
    fn of(things: impl Iterator<Item = T>) -> Ranks<T> {
        let mut counts: BTreeMap<T, u32> = BTreeMap::new();
        for thing in things {
            *counts.entry(thing).or_default() += 1;
        }
        let mut order: Vec<(T, u32)> = counts.into_iter().collect();
        // Of one count, in the order of ids, which is that of names.
        order.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let order: Vec<T> = order.into_iter().map(|(thing, _)| thing).collect();
        let ranks = order.iter().cloned().zip(0..).collect();
        Ranks { order, ranks }
    }

    fn rank(&self, thing: &T) -> u32 {
        self.ranks.get(thing).copied().unwrap_or_default()
    }
}

/// Whom and what an entry names.
struct Told<'a> {
    actors: Vec<&'a Mention<ActorId>>,
    places: Vec<&'a Mention<LocationId>>,
    kind: Option<&'a str>,
    tags: Vec<TagId>,
}

impl<'a> Told<'a> {
    fn by(catalog: &'a Catalog, entry: TimelineEntry) -> Told<'a> {
        let (briefing, actors, places, kind) = match entry {
            TimelineEntry::Event(id) => {
                let event = catalog.event(id);
                let (actors, places) = (event.actors.iter().collect(), event.locations.iter().collect());
                (event.briefing, actors, places, event.kind.as_deref())
            }
            TimelineEntry::Briefing(id) => {
                let briefing = catalog.briefing(id);
                let actors = briefing.actors.iter().map(|involved| &involved.actor).collect();
                (id, actors, briefing.locations.iter().map(|place| &place.location).collect(), None)
            }
        };
        let tags = catalog.briefing(briefing).tags.iter().map(|tag| tag.id).collect();
        Told { actors, places, kind, tags }
    }

    fn actor_ids(&self) -> Vec<ActorId> {
        distinct(self.actors.iter().map(|mention| mention.id))
    }

    /// The places, and all that they lie in: what happens in a city happens in its country.
    fn place_ids(&self, catalog: &Catalog) -> Vec<LocationId> {
        distinct(self.places.iter().flat_map(|mention| catalog.way_up(mention.id)))
    }
}

fn distinct<T: Ord>(things: impl Iterator<Item = T>) -> Vec<T> {
    let mut things: Vec<T> = things.collect();
    things.sort_unstable();
    things.dedup();
    things
}

impl Numbers {
    fn new(catalog: &Catalog) -> Numbers {
        let told: Vec<Told<'_>> = catalog.timeline.entries.iter().map(|entry| Told::by(catalog, *entry)).collect();
        Numbers {
            actors: Ranks::of(told.iter().flat_map(Told::actor_ids)),
            places: Ranks::of(told.iter().flat_map(|told| told.place_ids(catalog))),
            types: Ranks::of(told.iter().filter_map(|told| told.kind.map(str::to_owned))),
            tags: Ranks::of(told.iter().flat_map(|told| distinct(told.tags.iter().copied()))),
        }
    }
}

fn numbers<'s>(site: &'s Site<'_>) -> &'s Numbers {
    site.cache.numbers.get_or_init(|| Numbers::new(site.catalog))
}

/// Counts the entries of some files.
fn count<'f>(site: &Site<'_>, files: impl Iterator<Item = &'f TimelineFile> + Clone) -> Counted {
    let (catalog, numbers) = (site.catalog, numbers(site));
    let entries = files.clone().flat_map(|file| &file.entries);
    let mut counts: [BTreeMap<u32, u32>; 4] = Default::default();
    let mut add = |facet: usize, number: u32| *counts[facet].entry(number).or_default() += 1;
    for entry in entries.clone() {
        let told = Told::by(catalog, catalog.timeline.entries[*entry]);
        told.actor_ids().iter().for_each(|id| add(0, numbers.actors.rank(id)));
        told.place_ids(catalog).iter().for_each(|id| add(1, numbers.places.rank(id)));
        told.kind.iter().for_each(|kind| add(2, numbers.types.rank(&(*kind).to_owned())));
        distinct(told.tags.iter().copied()).iter().for_each(|id| add(3, numbers.tags.rank(id)));
    }
    let [actors, places, types, tags] =
        counts.map(|counts| counts.into_iter().flat_map(|(number, count)| [number, count]).collect());
    Counted { files: files.count(), count: entries.count(), actors, places, types, tags }
}

/// `timeline/data/index.json`.
pub(super) fn index(site: &Site<'_>) -> Vec<u8> {
    let (catalog, plan, numbers) = (site.catalog, site.plan, numbers(site));
    let of = |part: TimelinePart| plan.timeline_files.iter().filter(move |file| file.part == part);
    let date = |entry: &usize| catalog.entry_date(catalog.timeline.entries[*entry]);
    let years = plan.years.iter().enumerate().map(|(i, year)| {
        let files = of(TimelinePart::Year(i));
        let mut months = [0; 13];
        for entry in files.clone().flat_map(|file| &file.entries) {
            months[month_of(&date(entry)).map_or(0, usize::from)] += 1;
        }
        let label = site.words().year(year.year);
        Year { year: year.year, slug: year_slug(year.year), label, months, counted: count(site, files) }
    });
    let mut spans: BTreeMap<(Option<i64>, Option<i64>), u32> = BTreeMap::new();
    for entry in of(TimelinePart::Spanning).flat_map(|file| &file.entries) {
        let date = date(entry);
        *spans.entry((date.earliest().map(|day| day.year()), date.latest().map(|day| day.year()))).or_default() += 1;
    }
    let actors = numbers.actors.order.iter().map(|id| &catalog.actor(*id).entity);
    let places = numbers.places.order.iter().map(|id| &catalog.location(*id).entity);
    let within = |id: &LocationId| catalog.location(*id).within.map(|up| numbers.places.rank(&up));
    let tags = numbers.tags.order.iter().map(|id| catalog.tag(*id));
    json(&Index {
        base: site.config.base_path(),
        order: if site.config.timeline_order == TimelineOrder::Newest { "newest" } else { "oldest" },
        years: years.collect(),
        spanning: Spanning {
            spans: spans.into_iter().map(|((first, last), count)| (first, last, count)).collect(),
            counted: count(site, of(TimelinePart::Spanning)),
        },
        undated: count(site, of(TimelinePart::Undated)),
        actors: names(actors),
        places: Places { names: names(places), within: numbers.places.order.iter().map(within).collect() },
        types: numbers.types.order.iter().map(String::as_str).collect(),
        tags: Names {
            id: tags.clone().map(|tag| tag.slug.as_str()).collect(),
            name: tags.map(|tag| tag.name.as_str()).collect(),
        },
    })
}

/// The month in which all days lie that a date can mean.
fn month_of(date: &EventDate) -> Option<u8> {
    let (earliest, latest) = (date.earliest()?, date.latest()?);
    (earliest.month() == latest.month()).then(|| earliest.month())
}

fn names<'a>(entities: impl Iterator<Item = &'a Entity>) -> Names<'a> {
    let (id, name) = entities.map(|e| (if e.has_page { e.id.as_str() } else { "" }, e.name.as_str())).unzip();
    Names { id, name }
}

/// A file of entries.
pub(super) fn entries<'a>(site: &Site<'a>, number: usize) -> Vec<u8> {
    let (catalog, numbers) = (site.catalog, numbers(site));
    let mut all = Entries::default();
    let mut dates: HashMap<(String, String), usize> = HashMap::new();
    let mut briefings = HashMap::new();
    for &n in &site.plan.timeline_files[number].entries {
        let entry = catalog.timeline.entries[n];
        let told = Told::by(catalog, entry);
        let (title, briefing, anchor, view) = match entry {
            TimelineEntry::Event(id) => {
                let event = catalog.event(id);
                let view = site.date(&event.date, event.date_text.as_deref());
                (Some(event.title.as_str()), event.briefing, event.anchor.as_str(), view)
            }
            TimelineEntry::Briefing(id) => (None, id, "", site.date_of_moment(&catalog.briefing(id).date)),
        };
        all.n.push(n);
        all.title.push(title);
        all.anchor.push(anchor);
        let date = dates.entry((view.text.clone(), view.edtf.clone()));
        all.date.push(*date.or_insert_with(|| all.dates.add(view, &catalog.entry_date(entry))));
        all.briefing.push(*briefings.entry(briefing).or_insert_with(|| {
            let briefing = catalog.briefing(briefing);
            all.briefings.id.push(briefing.id.as_str());
            all.briefings.title.push(&briefing.title);
            all.briefings.lang.push(briefing.lang.as_str());
            all.briefings.tags.push(distinct(told.tags.iter().map(|tag| numbers.tags.rank(tag))));
            all.briefings.id.len() - 1
        }));
        all.kind.push(told.kind.map(|kind| numbers.types.rank(&kind.to_owned())));
        let actor = |mention: &&'a Mention<ActorId>| named(mention, &numbers.actors, &catalog.actor(mention.id).entity);
        let place =
            |mention: &&'a Mention<LocationId>| named(mention, &numbers.places, &catalog.location(mention.id).entity);
        all.actors.push(told.actors.iter().map(actor).collect());
        all.places.push(told.places.iter().map(place).collect());
    }
    json(&all)
}

fn named<'a, Id: Ord + Clone>(mention: &'a Mention<Id>, ranks: &Ranks<Id>, entity: &Entity) -> Named<'a> {
    let number = ranks.rank(&mention.id);
    if entity.name == *mention.written { Named::Plain(number) } else { Named::Written(number, &mention.written) }
}

impl Dates {
    fn add(&mut self, view: DateView, date: &EventDate) -> usize {
        self.edtf.push(view.edtf);
        self.text.push(view.text);
        self.note.push(view.note);
        self.datetime.push(view.datetime);
        self.earliest.push(view.earliest);
        self.latest.push(view.latest);
        self.certainty.push(view.certainty);
        self.year.push(date.year());
        self.month.push(date.month());
        self.edtf.len() - 1
    }
}

/// Plain structs with texts for keys always can be JSON.
fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
