//! Every output file by its route and kind: cheap, holds no bytes.
//!
//! Two things that want one address are refused here, before anything is written; so are links that
//! lead to no address of the plan.

mod active;
mod caching;
mod check;
mod export;
mod feed;
mod kind;
mod ledger;
mod names;
mod pages;
mod pictures;
mod route;
mod sitemap;
mod timeline;

use std::collections::{HashMap, HashSet};

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FilePath, Place};
use crate::load::Sources;
use crate::model::{ActorId, BriefingId, Catalog, Entity, EntityRef, LocationId, PageId, PublisherId, SeriesId, TagId};

pub use caching::{Caching, caching};
pub use check::{check_links, check_prose};
pub use export::{CalendarOf, DataFile};
pub use feed::{FeedEntry, FeedFormat, FeedOf, FeedPart, PlannedFeed};
pub use ledger::Ledger;
pub use pages::{NAMES, OPEN_SEARCH, TIMELINE_INDEX};
pub use pictures::Planned;
pub use route::Route;
pub use sitemap::route as sitemap_route;
pub use timeline::{TimelineFile, TimelinePart, TimelineYear};

/// How many briefings one page of the list of all shows.
pub const PER_PAGE: usize = 20;

/// How many briefings one page of an entity, a tag or a series shows: who came for these wants to see them together.
pub const PER_PAGE_OF: usize = 50;

/// How many dates one page of an entity shows.
pub const PER_PAGE_DATES: usize = 200;

/// How many claims one page of an actor shows.
pub const PER_PAGE_CLAIMS: usize = 100;

/// How many names one page of an index shows.
pub const PER_INDEX: usize = 400;

/// The most entries that a page of the timeline lists; of more, `/timeline/` shows the newest and the
/// years with counts, and a year has several pages.
pub const WHOLE_TIMELINE: usize = 500;

/// Every output file of a site.
#[derive(Debug)]
pub struct SitePlan {
    /// The files, in the order in which they were planned.
    pub pages: Vec<Page>,
    /// The years of the timeline that have a page, oldest first.
    pub years: Vec<TimelineYear>,
    /// Where in the timeline begins what has no year.
    pub undated: usize,
    /// The pictures that are copied, by where to.
    pub pictures: HashMap<Route, Planned>,
    /// The files in which a script finds the timeline's entries; none where there are not two.
    pub timeline_files: Vec<TimelineFile>,
    /// The feeds.
    pub feeds: Vec<PlannedFeed>,
    /// The pages that search engines are told of, by their numbers in `pages`, for each sitemap; none without an address
    /// of the site.
    pub sitemaps: Vec<Vec<usize>>,
    by_address: HashMap<String, usize>,
}

/// One output file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it is.
    pub route: Route,
    /// What it is.
    pub kind: PageKind,
}

/// What an output file is; pages of a list are numbered from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageKind {
    /// `/`
    Home,
    /// A page of `/briefings/`.
    Briefings(usize),
    /// A briefing.
    Briefing(BriefingId),
    /// A page of `/actors/`.
    Actors(usize),
    /// A page of an actor.
    Actor(ActorId, usize),
    /// A page of `/locations/`.
    Locations(usize),
    /// A page of a location.
    Location(LocationId, usize),
    /// A page of `/publishers/`.
    Publishers(usize),
    /// A page of a publisher.
    Publisher(PublisherId, usize),
    /// `/timeline/`
    Timeline,
    /// A page of a year of the timeline, the year by its number in the plan.
    Year(usize, usize),
    /// What there is on the timeline, counted, for its script.
    TimelineIndex,
    /// Entries of the timeline, for its script: a data file by its number in the plan.
    TimelineData(usize),
    /// A page of a list of claims, below `/claims/`.
    Claims(Ledger, usize),
    /// A page of `/claims/speakers/`
    Speakers(usize),
    /// A page of `/tags/`.
    Tags(usize),
    /// A page of a tag.
    Tag(TagId, usize),
    /// A page of `/series/`.
    AllSeries(usize),
    /// A page of a series.
    Series(SeriesId, usize),
    /// A page of `/changes/`.
    Changes(usize),
    /// `/graph/`
    Graph,
    /// `/map/`
    Map,
    /// `/search/`
    Search,
    /// The names that the search page's script reads.
    Names,
    /// A free page.
    Free(PageId),
    /// `/404.html`
    NotFound,
    /// A document of a feed, the feed by its number in the plan.
    Feed(usize, FeedPart, FeedFormat),
    /// A calendar.
    Calendar(CalendarOf),
    /// What may be taken away, described.
    Data,
    /// A file below `data/`.
    DataFile(DataFile),
    /// The sitemap, or the index of several.
    Sitemap,
    /// One of several sitemaps, by its number in the plan.
    SitemapPart(usize),
    /// How browsers search the site.
    OpenSearch,
    /// `/robots.txt`
    Robots,
    /// The choice between entities of one name, by its number in the catalog.
    SharedName(usize),
    /// A page that only leads to another.
    Redirect(Route),
    /// `/_redirects`, for hosts that know it.
    Redirects,
    /// `/_headers`, for the same hosts: under which policy pages stand, and what may be kept.
    Headers,
    /// An empty file, so that GitHub Pages takes the folder as it is.
    NoJekyll,
    /// A file of the theme, by its path below `templates/assets/`.
    ThemeAsset(String),
    /// A file of the content folder that a visible document uses, by its path from the site's root.
    Asset(FilePath),
    /// A file of `static/`, by its path from the site's root.
    Static(FilePath),
    /// A picture that a page shows in a width, by the original's path from the site's root.
    Resized(FilePath, u32),
}

/// A file of the theme: its path below `templates/assets/`, and the one below the site's `assets/`, which
/// changes with the content, so that a browser may keep it for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFile {
    /// Its path below `templates/assets/`.
    pub name: String,
    /// Its path below `assets/` of the site.
    pub file: String,
}

/// The folder of an entity's page, in which its feeds and its calendar lie too.
fn folder_of(catalog: &Catalog, entity: EntityRef) -> String {
    format!("{}/{}/", entity.kind().folder(), catalog.entity(entity).id)
}

/// How many pages an entity has: each shows a part of every list, as long as there is more of it.
pub fn pages_of(entity: &Entity, claims: usize) -> usize {
    let lists = [
        (entity.briefings.len(), PER_PAGE_OF),
        (entity.mentions.len(), PER_PAGE_OF),
        (entity.events.len(), PER_PAGE_DATES),
        (claims, PER_PAGE_CLAIMS),
    ];
    lists.iter().map(|(length, per_page)| length.div_ceil(*per_page)).fold(1, usize::max)
}

/// Plans a site; `theme_assets` are the theme's files.
pub fn plan(
    catalog: &Catalog,
    config: &Config,
    sources: &Sources,
    theme_assets: &[ThemeFile],
    diagnostics: &mut Diagnostics,
) -> SitePlan {
    let (years, undated) = timeline::years(catalog);
    let timeline_files = if undated > 1 { timeline::files(catalog, &years, undated) } else { Vec::new() };
    let mut planner = Planner {
        plan: SitePlan {
            pages: Vec::new(),
            years,
            undated,
            pictures: HashMap::new(),
            timeline_files,
            feeds: Vec::new(),
            sitemaps: Vec::new(),
            by_address: HashMap::new(),
        },
        origins: Vec::new(),
        taken: HashMap::new(),
        folders: HashMap::new(),
        diagnostics,
    };
    planner.all(catalog, config, sources, theme_assets);
    let Planner { plan, .. } = planner;
    plan
}

impl SitePlan {
    /// The page at an address of the site (without its base path), with or without a final slash.
    pub fn at(&self, path: &str) -> Option<&Page> {
        let path = path.trim_start_matches('/');
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let found = self.by_address.get(path).or_else(|| self.by_address.get(&format!("{path}/")));
        found.map(|&i| &self.pages[i])
    }

    /// The route of a file of the theme, by its path below `templates/assets/`.
    pub fn theme_file(&self, name: &str) -> Option<&Route> {
        let of = |page: &&Page| matches!(&page.kind, PageKind::ThemeAsset(asset) if asset == name);
        self.pages.iter().find(of).map(|page| &page.route)
    }

    /// The files of the theme with their routes.
    pub fn theme_files(&self) -> impl Iterator<Item = (&str, &Route)> {
        self.pages.iter().filter_map(|page| match &page.kind {
            PageKind::ThemeAsset(name) => Some((name.as_str(), &page.route)),
            _ => None,
        })
    }

    /// The widths in which a picture is made anew, by the original's path from the site's root.
    pub fn widths_of(&self, original: &FilePath) -> Vec<u32> {
        let below = original.strip_prefix("content/").or_else(|| original.strip_prefix("static/"));
        let planned = below.and_then(|below| self.pictures.get(&Route::of_file(below)));
        planned.map_or_else(Vec::new, |planned| planned.widths.iter().map(|(width, _)| *width).collect())
    }

    /// Whether a page shows the text of one of some briefings, and not only what is said of them elsewhere. The search
    /// index, which does, is in no plan.
    pub fn shows_text(&self, page: &Page, of: &HashSet<BriefingId>) -> bool {
        match page.kind {
            PageKind::Briefing(id) => of.contains(&id),
            PageKind::Feed(number, part, format) => {
                self.feeds[number].entries(part, format).iter().any(|entry| match entry {
                    FeedEntry::Briefing(id) => of.contains(id),
                    FeedEntry::Change(_) => !of.is_empty(),
                })
            }
            _ => false,
        }
    }

    /// Whether the site can be searched.
    pub fn has_search(&self) -> bool {
        self.at("search/").is_some_and(|page| page.kind == PageKind::Search)
    }

    /// How many files there are of a sort.
    pub fn count(&self, is: impl Fn(&PageKind) -> bool) -> usize {
        self.pages.iter().filter(|page| is(&page.kind)).count()
    }
}

/// Collects pages and refuses those whose address is taken.
struct Planner<'a> {
    plan: SitePlan,
    /// Where each page comes from, if from a file.
    origins: Vec<Option<Place>>,
    /// The pages by their path in small letters: some disks know no others.
    taken: HashMap<String, usize>,
    /// The folders that pages lie in, likewise, each with the first of them.
    folders: HashMap<String, usize>,
    diagnostics: &'a mut Diagnostics,
}

impl Planner<'_> {
    fn add(&mut self, route: Route, kind: PageKind) {
        self.add_from(route, kind, None);
    }

    fn add_from(&mut self, route: Route, kind: PageKind, origin: Option<Place>) {
        let number = self.plan.pages.len();
        if let Some((message, help)) = names::unfit(&route) {
            let place = origin.clone().or_else(|| names::source(&kind)).unwrap_or_else(site);
            self.diagnostics.push(Diagnostic::new(Code::BadFileName, place, message).help(help));
        }
        let key = crate::model::fold(route.file());
        // Nor can a file lie where another is a folder.
        let mut above: Vec<&str> = key.match_indices('/').map(|(i, _)| &key[..i]).collect();
        above.reverse();
        let other = self.taken.get(&key).or_else(|| self.folders.get(&key));
        if let Some(&other) = other.or_else(|| above.iter().find_map(|folder| self.taken.get(*folder))) {
            return self.refuse(&route, &kind, origin, other);
        }
        for folder in above {
            if self.folders.contains_key(folder) {
                break;
            }
            self.folders.insert(folder.to_owned(), number);
        }
        self.taken.insert(key, number);
        self.plan.by_address.insert(route.path().to_owned(), number);
        self.plan.pages.push(Page { route, kind });
        self.origins.push(origin);
    }

    fn refuse(&mut self, route: &Route, kind: &PageKind, origin: Option<Place>, other: usize) {
        use PageKind::{Actor, Briefing, Feed, Location, Publisher};
        // Two documents of one kind and id are told as such already, and what is made beside their pages with them.
        if let (Briefing(_), Briefing(_))
        | (Actor(..), Actor(..))
        | (Location(..), Location(..))
        | (Publisher(..), Publisher(..))
        | (Feed(..), Feed(..)) = (kind, &self.plan.pages[other].kind)
        {
            return;
        }
        let address = format!("/{}", route.path());
        // A redirect never takes an address from a page; between two of them neither was asked for.
        let place = origin.clone().or_else(|| self.origins[other].clone());
        let made_here = origin.is_none() || self.origins[other].is_none();
        let twins = self.plan.pages[other].route != *route;
        let message = match (made_here, twins) {
            (true, _) => format!("the address {address} is that of a page that Dateline makes itself"),
            (false, true) => {
                let theirs = &self.plan.pages[other].route;
                format!("two files want {route} and {theirs}, which some disks can't tell apart or hold together")
            }
            (false, false) => format!("two things want the address {address}"),
        };
        let mut diagnostic = Diagnostic::new(Code::RouteCollision, place.unwrap_or_else(site), message)
            .help("give one of the two another id, alias or file name");
        if origin.is_some()
            && let Some(first) = self.origins[other].clone()
        {
            diagnostic = diagnostic.related(first, "the other one");
        }
        self.diagnostics.push(diagnostic);
    }
}

fn site() -> Place {
    Place::file(&crate::load::CONFIG.into())
}
