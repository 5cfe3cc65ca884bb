//! Which pages a catalog has.

use std::collections::BTreeSet;

use super::{
    CalendarOf, DataFile, FeedOf, Ledger, PER_INDEX, PER_PAGE, PER_PAGE_OF, PageKind, Planner, Route, ThemeFile,
    WHOLE_TIMELINE, pages_of, sitemap,
};
use crate::config::{Config, MARKER};
use crate::diagnostic::{Code, Diagnostic, FilePath, Place};
use crate::load::Sources;
use crate::model::date::year_slug;
use crate::model::{
    Actor, ActorId, Catalog, Entity, EntityKind, LocationId, PageId, Prose, PublisherId, SeriesId, TagId, Target,
};
use crate::path;
use crate::search::FOLDER;

/// Where the search page's script finds the names.
pub const NAMES: &str = "search/names.json";

/// Where browsers find how to search the site.
pub const OPEN_SEARCH: &str = "opensearch.xml";

/// Where the timeline's script finds what there is; the entries lie beside it.
pub const TIMELINE_INDEX: &str = "timeline/data/index.json";

impl Planner<'_> {
    /// Plans every page: those with an address of their own first, then what leads to them.
    pub(super) fn all(&mut self, catalog: &Catalog, config: &Config, sources: &Sources, theme_assets: &[ThemeFile]) {
        self.add(Route::page(""), PageKind::Home);
        self.list("briefings/", catalog.listed.len(), PageKind::Briefings);
        for id in catalog.briefing_ids() {
            let briefing = catalog.briefing(id);
            let origin = Place::value(&briefing.file, path!["title"]);
            self.add_from(Route::page(&format!("briefings/{}/", briefing.id)), PageKind::Briefing(id), Some(origin));
        }
        let actors: Vec<_> = catalog.actors.iter().map(|a| (&a.entity, a.claims.len())).collect();
        self.entities(EntityKind::Actor, &actors, PageKind::Actors, |i, n| PageKind::Actor(ActorId::from_index(i), n));
        let locations: Vec<_> = catalog.locations.iter().map(|l| (&l.entity, 0)).collect();
        self.entities(EntityKind::Location, &locations, PageKind::Locations, |i, n| {
            PageKind::Location(LocationId::from_index(i), n)
        });
        let publishers: Vec<_> = catalog.publishers.iter().map(|p| (&p.entity, 0)).collect();
        self.entities(EntityKind::Publisher, &publishers, PageKind::Publishers, |i, n| {
            PageKind::Publisher(PublisherId::from_index(i), n)
        });
        for (i, shared) in catalog.shared.iter().enumerate() {
            let folder = shared.entities.first().map_or("", |entity| entity.kind().folder());
            self.add(Route::page(&format!("{folder}/{}/", shared.slug)), PageKind::SharedName(i));
        }
        self.add(Route::page("timeline/"), PageKind::Timeline);
        for i in 0..self.plan.years.len() {
            let slug = year_slug(self.plan.years[i].year);
            let entries = self.plan.years[i].entries.len();
            self.pages(&format!("timeline/{slug}/"), entries, WHOLE_TIMELINE, |page| PageKind::Year(i, page));
        }
        self.timeline_data();
        self.topics(catalog);
        for (i, page) in catalog.pages.iter().enumerate() {
            let folder: String = page.path.iter().map(|part| format!("{part}/")).collect();
            let origin = Place::value(&page.file, path!["title"]);
            self.add_from(Route::page(&folder), PageKind::Free(PageId::from_index(i)), Some(origin));
        }
        self.add(Route::of_file("404.html"), PageKind::NotFound);
        if config.base_url.is_some() {
            self.add(Route::of_file("sitemap.xml"), PageKind::Sitemap);
            self.add(Route::of_file("robots.txt"), PageKind::Robots);
        }
        self.feeds(catalog, config);
        for calendar in CalendarOf::all(catalog, config) {
            self.add(calendar.route(catalog), PageKind::Calendar(calendar));
        }
        if config.outputs.data {
            self.add(Route::page("data/"), PageKind::Data);
            for file in DataFile::ALL {
                self.add(file.route(), PageKind::DataFile(file));
            }
        }
        if config.outputs.search {
            self.add(Route::page("search/"), PageKind::Search);
            self.add(Route::of_file(NAMES), PageKind::Names);
            if config.base_url.is_some() {
                self.add(Route::of_file(OPEN_SEARCH), PageKind::OpenSearch);
            }
            // The names of the index's files come of what is in them; no page takes their folder.
            self.taken.insert(FOLDER.trim_end_matches('/').to_owned(), self.plan.pages.len() - 1);
        }
        self.sitemaps(catalog, config);
        let of_search = |name: &str| matches!(name, "search.js" | "seek.js");
        for asset in theme_assets.iter().filter(|asset| config.outputs.search || !of_search(&asset.name)) {
            self.add(Route::of_file(format!("assets/{}", asset.file)), PageKind::ThemeAsset(asset.name.clone()));
        }
        self.assets(catalog);
        for file in &sources.statics {
            let below = file.path.strip_prefix("static/").unwrap_or(&file.path);
            let kind = PageKind::Static(file.path.clone());
            if below.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case(MARKER)) {
                let message = format!("`{MARKER}` is the name of the file by which Dateline knows its output folder");
                let diagnostic = Diagnostic::new(Code::RouteCollision, Place::file(&file.path), message);
                self.diagnostics.push(diagnostic.help("give this file another name"));
                continue;
            }
            self.add_from(Route::of_file(below), kind, Some(Place::file(&file.path)));
        }
        self.pictures(catalog, config, sources);
        self.active(sources);
        self.redirects(catalog);
        if !self.taken.contains_key("_headers") {
            self.add(Route::of_file("_headers"), PageKind::Headers);
        }
        if !self.taken.contains_key(".nojekyll") {
            self.add(Route::of_file(".nojekyll"), PageKind::NoJekyll);
        }
    }

    /// The feeds, each with its archives.
    fn feeds(&mut self, catalog: &Catalog, config: &Config) {
        self.plan.feeds = FeedOf::all(catalog, config);
        for i in 0..self.plan.feeds.len() {
            let of = self.plan.feeds[i].of;
            for (part, format) in self.plan.feeds[i].documents() {
                self.add(of.route(catalog, part, format), PageKind::Feed(i, part, format));
            }
        }
    }

    /// What search engines are told of; where one file can't hold it, `sitemap.xml` is the index of several. These lie
    /// beside it, since a sitemap speaks for what is in its own folder.
    fn sitemaps(&mut self, catalog: &Catalog, config: &Config) {
        let Some(base) = &config.base_url else { return };
        self.plan.sitemaps = sitemap::cut(&sitemap::listed(&self.plan.pages, catalog, base), sitemap::LIMIT);
        if self.plan.sitemaps.len() > 1 {
            for i in 0..self.plan.sitemaps.len() {
                self.add(sitemap::route(i), PageKind::SitemapPart(i));
            }
        }
    }

    /// What the timeline's script reads.
    fn timeline_data(&mut self) {
        if self.plan.timeline_files.is_empty() {
            return;
        }
        self.add(Route::of_file(TIMELINE_INDEX), PageKind::TimelineIndex);
        for i in 0..self.plan.timeline_files.len() {
            let route = self.plan.timeline_files[i].route(&self.plan.years);
            self.add(route, PageKind::TimelineData(i));
        }
    }

    /// Tags, series, claims, changes, and the map: each where there is something to show.
    fn topics(&mut self, catalog: &Catalog) {
        for ledger in Ledger::all() {
            let count = catalog.standing_claims().filter(|id| ledger.has(catalog.claim(*id))).count();
            if count > 0 {
                self.list(&ledger.folder(), count, |page| PageKind::Claims(ledger, page));
            }
        }
        self.index("claims/speakers/", catalog.speakers().count(), PageKind::Speakers);
        self.index("tags/", catalog.tags.iter().filter(|tag| tag.has_page()).count(), PageKind::Tags);
        for (i, tag) in catalog.tags.iter().enumerate().filter(|(_, tag)| tag.has_page()) {
            let id = TagId::from_index(i);
            self.pages(&format!("tags/{}/", tag.slug), tag.briefings.len(), PER_PAGE_OF, |page| {
                PageKind::Tag(id, page)
            });
        }
        self.index("series/", catalog.series.iter().filter(|series| series.has_page()).count(), PageKind::AllSeries);
        for (i, series) in catalog.series.iter().enumerate().filter(|(_, series)| series.has_page()) {
            let id = SeriesId::from_index(i);
            self.pages(&format!("series/{}/", series.slug), series.briefings.len(), PER_PAGE_OF, |page| {
                PageKind::Series(id, page)
            });
        }
        if !catalog.changes.is_empty() {
            self.list("changes/", catalog.changes.len(), PageKind::Changes);
        }
        let tied = |actor: &Actor| actor.entity.has_page && !actor.co_actors.is_empty();
        if catalog.actors.iter().filter(|actor| tied(actor)).count() > 2 {
            self.add(Route::page("graph/"), PageKind::Graph);
        }
        if catalog.locations.iter().any(|location| location.entity.has_page) {
            self.add(Route::page("map/"), PageKind::Map);
        }
    }

    /// A list in pages: `folder`, then `folder/page/2/` and on. An empty list has one page.
    fn list(&mut self, folder: &str, length: usize, kind: impl Fn(usize) -> PageKind) {
        self.pages(folder, length, PER_PAGE, kind);
    }

    /// An index of names in pages, if there is a name.
    fn index(&mut self, folder: &str, names: usize, kind: impl Fn(usize) -> PageKind) {
        if names > 0 {
            self.pages(folder, names, PER_INDEX, kind);
        }
    }

    fn pages(&mut self, folder: &str, length: usize, per_page: usize, kind: impl Fn(usize) -> PageKind) {
        self.numbered(folder, length.div_ceil(per_page).max(1), kind);
    }

    /// So many pages of one list.
    fn numbered(&mut self, folder: &str, pages: usize, kind: impl Fn(usize) -> PageKind) {
        for number in 1..=pages {
            self.add(Route::of_list(folder, number), kind(number));
        }
    }

    /// The index of a kind, and the pages of its entities, each given with the number of its claims.
    fn entities(
        &mut self,
        kind: EntityKind,
        entities: &[(&Entity, usize)],
        index: impl Fn(usize) -> PageKind,
        page: impl Fn(usize, usize) -> PageKind,
    ) {
        let folder = kind.folder();
        self.index(&format!("{folder}/"), entities.iter().filter(|(entity, _)| entity.has_page).count(), index);
        for (i, (entity, claims)) in entities.iter().enumerate().filter(|(_, (entity, _))| entity.has_page) {
            let folder = format!("{folder}/{}/", entity.id);
            self.numbered(&folder, pages_of(entity, *claims), |number| page(i, number));
        }
    }

    /// The files of the content folder that a document on a page uses.
    fn assets(&mut self, catalog: &Catalog) {
        let mut used: BTreeSet<&str> = BTreeSet::new();
        let entities = catalog.actors.iter().map(|a| &a.entity);
        let entities = entities.chain(catalog.locations.iter().map(|l| &l.entity));
        let entities = entities.chain(catalog.publishers.iter().map(|p| &p.entity));
        let proses = entities.filter(|e| e.has_page).filter_map(|e| e.prose.as_ref());
        let proses = proses.chain(catalog.briefings.iter().map(|b| &b.prose));
        for prose in proses.chain(catalog.pages.iter().map(|p| &p.prose)) {
            used.extend(assets_of(prose));
        }
        let pictures = catalog.actors.iter().filter(|actor| actor.entity.has_page);
        used.extend(pictures.filter_map(|actor| actor.image.as_deref()));
        for asset in used {
            let file: FilePath = format!("content/{asset}").into();
            let origin = Place::file(&file);
            self.add_from(Route::of_file(asset), PageKind::Asset(file), Some(origin));
        }
    }

    /// Old addresses: the aliases of documents, and the slugs of an entity's other names.
    fn redirects(&mut self, catalog: &Catalog) {
        let mut any = false;
        for briefing in &catalog.briefings {
            let to = Route::page(&format!("briefings/{}/", briefing.id));
            any |= self.aliases(&briefing.aliases, &briefing.file, &to);
        }
        for page in &catalog.pages {
            let to = Route::page(&page.path.iter().map(|part| format!("{part}/")).collect::<String>());
            any |= self.aliases(&page.aliases, &page.file, &to);
        }
        let actors = catalog.actors.iter().map(|a| (EntityKind::Actor, &a.entity));
        let locations = catalog.locations.iter().map(|l| (EntityKind::Location, &l.entity));
        let publishers = catalog.publishers.iter().map(|p| (EntityKind::Publisher, &p.entity));
        for (kind, entity) in actors.chain(locations).chain(publishers).filter(|(_, entity)| entity.has_page) {
            let to = Route::page(&format!("{}/{}/", kind.folder(), entity.id));
            for slug in &entity.former_slugs {
                let from = Route::page(&format!("{}/{slug}/", kind.folder()));
                self.add(from, PageKind::Redirect(to.clone()));
                any = true;
            }
        }
        if any && !self.taken.contains_key("_redirects") {
            self.add(Route::of_file("_redirects"), PageKind::Redirects);
        }
    }

    fn aliases(&mut self, aliases: &[String], file: &FilePath, to: &Route) -> bool {
        for (i, alias) in aliases.iter().enumerate() {
            let place = Place::value(file, path!["aliases", i]);
            match alias_route(alias) {
                Some(from) => self.add_from(from, PageKind::Redirect(to.clone()), Some(place)),
                None => {
                    let message = format!("`{alias}` can't be an address of this site");
                    let help = "write a path from the site's root: /old/path/";
                    self.diagnostics.push(Diagnostic::new(Code::BadValue, place, message).help(help));
                }
            }
        }
        !aliases.is_empty()
    }
}

/// The files that a prose uses, by their path below `content/`.
fn assets_of(prose: &Prose) -> impl Iterator<Item = &str> {
    prose.holes.iter().filter_map(|(_, hole)| match hole.target()? {
        Target::Asset(path) => Some(path.as_str()),
        _ => None,
    })
}

/// The page of an old address: a path from the root whose parts are plain names.
fn alias_route(alias: &str) -> Option<Route> {
    let path = alias.strip_prefix('/')?;
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.len() <= 100
            && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'))
    };
    let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    if !parts.iter().all(|part| plain(part)) {
        return None;
    }
    if path.ends_with(".html") {
        return Some(Route::of_file(path));
    }
    Some(Route::page(&format!("{}/", parts.join("/"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_stays_inside_the_site() {
        assert_eq!(alias_route("/old/path/").unwrap().file(), "old/path/index.html");
        assert_eq!(alias_route("/old.html").unwrap().file(), "old.html");
        for bad in ["old/", "/", "//host/", "/../x/", "/a/../../x", "/a b/", "/%2e%2e/", "/.git/"] {
            assert!(alias_route(bad).is_none(), "{bad}");
        }
    }
}
