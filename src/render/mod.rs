//! From a page of the plan to its bytes: a pure function of the catalog.
//!
//! [`render`] reads a [`Site`] and writes nothing, so `build`, and later `serve` and `publish`, ask
//! it for any page in any order, from any thread.

mod changed;
mod citation;
mod exports;
mod feeds;
mod files;
mod graph;
mod headers;
mod labels;
mod lettering;
mod map;
mod open_search;
mod paper;
mod pictures;
mod pieces;
mod prose;
mod search;
mod structured_data;
pub mod theme;
mod timeline_data;
mod unbroken;
mod urls;
mod views;

use std::borrow::Cow;
use std::collections::HashSet;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FilePath, Place};
use crate::model::{Catalog, DateWords, Entity, LANGUAGES};
use crate::plan::{Page, PageKind, SitePlan};
use crate::search::SearchFile;
pub use prose::escaped;
use theme::{Asked, Theme};
use urls::Urls;
use views::{Cache, PageHead, View};

/// What a page may see.
pub struct Site<'a> {
    catalog: &'a Catalog,
    config: &'a Config,
    plan: &'a SitePlan,
    theme: &'a Theme,
    urls: Urls,
    /// What any of its pages asks for: what pages share is made for all of them.
    asked: Asked,
    cache: Cache,
}

impl std::fmt::Debug for Site<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site").field("title", &self.config.title).finish_non_exhaustive()
    }
}

/// The bytes of a page, or the file that it is a copy of.
#[derive(Debug)]
pub enum Rendered<'a> {
    /// The whole content.
    Bytes(Cow<'a, [u8]>),
    /// A file of the site, by its path from the site's root.
    Copy(&'a FilePath),
    /// A picture of the site without its metadata, likewise.
    Stripped(&'a FilePath),
    /// A picture of the site in a width.
    Resized {
        /// The original, likewise.
        from: &'a FilePath,
        /// Its width.
        width: u32,
        /// All the widths in which it is made.
        widths: Vec<u32>,
    },
}

impl Rendered<'_> {
    /// The bytes that were made; none of a file that is copied.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Rendered::Bytes(bytes) => bytes,
            Rendered::Copy(_) | Rendered::Stripped(_) | Rendered::Resized { .. } => &[],
        }
    }
}

/// The words that pages have by themselves, whatever a site says: those of the built-in templates and of their
/// files of words, the names of languages, and what machines read. What holds them is taken whole.
pub fn words() -> Vec<&'static str> {
    let code = [include_str!("labels.rs"), include_str!("../model/vocabulary.rs")];
    let said = LANGUAGES.iter().map(|words| words.text);
    // Maps name the countries around.
    let countries = crate::atlas::Country::all().map(crate::atlas::Country::name);
    let theme = theme::BUILTIN.iter().flat_map(|(name, text)| theme::published(name, text));
    theme.chain(code).chain(headers::words()).chain(said).chain(countries).collect()
}

impl<'a> Site<'a> {
    /// Puts together what pages see, and gives the theme what every template sees.
    pub fn new(catalog: &'a Catalog, config: &'a Config, plan: &'a SitePlan, theme: &'a mut Theme) -> Site<'a> {
        let urls = Urls::new(config);
        let site = views::global(catalog, config, plan, &urls, theme);
        theme.set_global("site", site);
        let mut site = Site { catalog, config, plan, theme, urls, asked: Asked::default(), cache: Cache::new(catalog) };
        let of_kinds = plan.pages.iter().filter_map(|page| page.kind.word()).collect::<HashSet<_>>();
        let of_kinds = of_kinds.into_iter().map(|kind| theme.asked(&format!("{kind}.html")));
        let own = catalog.briefings.iter().map(|b| &b.template).chain(catalog.pages.iter().map(|p| &p.template));
        let own = own.flatten().map(|own| theme.asked(own));
        site.asked = of_kinds.chain(own).fold(Asked::default(), Asked::and);
        site
    }
}

/// Reports every document that asks for a template that is not there.
pub fn check_templates(catalog: &Catalog, theme: &Theme, diagnostics: &mut Diagnostics) {
    if !theme.is_whole() {
        return;
    }
    let briefings = catalog.briefings.iter().map(|b| (&b.file, &b.template));
    let asked = briefings.chain(catalog.pages.iter().map(|p| (&p.file, &p.template)));
    for (file, template) in asked {
        if let Some(own) = template.as_deref().filter(|own| !theme.has(own)) {
            let place = Place::value(file, crate::path!["template"]);
            let diagnostic = Diagnostic::new(Code::BadTemplate, place, format!("there is no template `{own}`"));
            let help = if own.starts_with('/') || own.split('/').any(|part| part == "..") {
                "write the name of a file in templates/, such as wide.html".to_owned()
            } else {
                format!("put it at templates/{own}")
            };
            diagnostics.push(diagnostic.help(help));
        }
    }
}

/// Renders one page.
///
/// # Errors
/// When its template has a mistake, as a diagnostic with the template's place.
pub fn render<'a>(site: &Site<'a>, page: &'a Page) -> Result<Rendered<'a>, Box<Diagnostic>> {
    let (catalog, say) = (site.catalog, site.say());
    let head = |title: &'a str, section: &'static str| PageHead {
        title,
        description: None,
        lang: None,
        section: Some(section),
        noindex: false,
    };
    let of_entity =
        |entity: &'a Entity, section: &'static str| PageHead { noindex: entity.draft, ..head(&entity.name, section) };
    let template = site.template_of(&page.kind);
    let asked = site.theme.asked(&template);
    let (head, view) = match &page.kind {
        PageKind::Home => {
            let description = site.config.description.as_deref();
            let head = PageHead { title: &site.config.title, description, lang: None, section: None, noindex: false };
            (head, views::home(site))
        }
        PageKind::Briefings(number) => {
            (head(say.text("briefings_title"), "briefings/"), views::briefings(site, *number))
        }
        PageKind::Briefing(id) => {
            let briefing = catalog.briefing(*id);
            let head = PageHead {
                title: &briefing.title,
                description: briefing.told_elsewhere(),
                lang: Some(&briefing.lang),
                section: Some("briefings/"),
                noindex: briefing.status.is_withdrawn() || briefing.ahead.is_some(),
            };
            (head, views::briefing(site, asked, *id))
        }
        PageKind::Actors(number) => (head(say.text("actors_title"), "actors/"), views::actors(site, *number)),
        PageKind::Actor(id, number) => {
            (of_entity(&catalog.actor(*id).entity, "actors/"), views::actor(site, asked, *id, *number))
        }
        PageKind::Locations(number) => {
            (head(say.text("locations_title"), "locations/"), views::locations(site, *number))
        }
        PageKind::Location(id, number) => {
            (of_entity(&catalog.location(*id).entity, "locations/"), views::location(site, asked, *id, *number))
        }
        PageKind::Publishers(number) => {
            (head(say.text("publishers_title"), "publishers/"), views::publishers(site, *number))
        }
        PageKind::Publisher(id, number) => {
            (of_entity(&catalog.publisher(*id).entity, "publishers/"), views::publisher(site, asked, *id, *number))
        }
        PageKind::Timeline => (head(say.text("timeline_title"), "timeline/"), views::timeline(site, asked)),
        PageKind::Year(year, number) => return site.year(page, asked, *year, *number),
        PageKind::Claims(ledger, number) => {
            (head(labels::claims(say, *ledger), "claims/"), views::claims(site, *ledger, *number))
        }
        PageKind::Speakers(number) => (head(say.text("speakers_title"), "claims/"), views::speakers(site, *number)),
        PageKind::Tags(number) => (head(say.text("tags_title"), "tags/"), views::tags(site, *number)),
        PageKind::Tag(id, number) => (head(&catalog.tag(*id).name, "tags/"), views::tag(site, *id, *number)),
        PageKind::AllSeries(number) => (head(say.text("series_title"), "series/"), views::all_series(site, *number)),
        PageKind::Series(id, number) => {
            (head(&catalog.a_series(*id).name, "series/"), views::series(site, *id, *number))
        }
        PageKind::Changes(number) => (head(say.text("changes_title"), "changes/"), views::changes(site, *number)),
        PageKind::Graph => (head(say.text("graph_title"), "actors/"), views::graph(site)),
        PageKind::Map => (head(say.text("map_title"), "map/"), views::map(site)),
        PageKind::Data => (head(say.text("data_title"), "data/"), views::data(site)),
        PageKind::Search => (head(say.text("search_title"), "search/"), views::search(site)),
        PageKind::TimelineIndex => return Ok(owned(timeline_data::index(site))),
        PageKind::TimelineData(number) => return Ok(owned(timeline_data::entries(site, *number))),
        PageKind::Names => return Ok(owned(search::names(site))),
        PageKind::Free(id) => {
            let free = catalog.page(*id);
            let head = PageHead {
                title: &free.title,
                description: free.summary.as_deref(),
                lang: Some(&free.lang),
                section: None,
                noindex: free.draft,
            };
            (head, views::free_page(site, free))
        }
        PageKind::SharedName(number) => {
            let shared = &catalog.shared[*number];
            let head = PageHead { title: &shared.name, description: None, lang: None, section: None, noindex: true };
            (head, views::shared_name(site, shared))
        }
        PageKind::NotFound => {
            let head =
                PageHead { title: say.text("not_found"), description: None, lang: None, section: None, noindex: true };
            (head, View::new())
        }
        PageKind::Redirect(to) => {
            let head =
                PageHead { title: say.text("moved"), description: None, lang: None, section: None, noindex: true };
            let target = views::value(&site.urls.rooted(to));
            let canonical = site.config.base_url.as_ref().map(|_| site.urls.absolute(to));
            (head, vec![("target", target), ("target_canonical", views::value(&canonical))])
        }
        PageKind::Feed(number, part, format) => return Ok(owned(feeds::feed(site, *number, *part, *format))),
        PageKind::Calendar(of) => return Ok(owned(exports::calendar(site, *of))),
        PageKind::DataFile(file) => return Ok(owned(exports::data(site, *file))),
        PageKind::Sitemap => return Ok(owned(files::sitemap(site))),
        PageKind::SitemapPart(number) => return Ok(owned(files::sitemap_part(site, *number))),
        PageKind::OpenSearch => return Ok(owned(open_search::description(site))),
        PageKind::Robots => return Ok(owned(files::robots(site))),
        PageKind::Redirects => return Ok(owned(files::redirects(site))),
        PageKind::Headers => return Ok(owned(headers::headers(site))),
        PageKind::NoJekyll => return Ok(owned(Vec::new())),
        PageKind::ThemeAsset(name) => {
            return Ok(site.theme.asset(name));
        }
        PageKind::Asset(file) | PageKind::Static(file) => {
            let planned = site.plan.pictures.get(&page.route);
            let stripped = planned.is_some_and(|planned| planned.picture.is_stripped());
            return Ok(if stripped { Rendered::Stripped(file) } else { Rendered::Copy(file) });
        }
        PageKind::Resized(from, width) => {
            let widths = site.plan.widths_of(from);
            return Ok(Rendered::Resized { from, width: *width, widths });
        }
    };
    site.page(page, &template, asked, &head, view)
}

/// The search index of a site, file by file: which files there are comes of what is in them.
pub fn search_index(site: &Site<'_>) -> Vec<SearchFile> {
    search::files(site)
}

fn owned<'a>(bytes: Vec<u8>) -> Rendered<'a> {
    Rendered::Bytes(Cow::Owned(bytes))
}

impl<'a> Site<'a> {
    fn page(
        &self,
        page: &Page,
        template: &str,
        asked: Asked,
        head: &PageHead<'_>,
        mut view: View,
    ) -> Result<Rendered<'a>, Box<Diagnostic>> {
        view.push(("page", self.page_view(asked, &page.kind, &page.route, head)));
        self.theme.render(template, view).map(owned)
    }

    fn year(&self, page: &Page, asked: Asked, year: usize, number: usize) -> Result<Rendered<'a>, Box<Diagnostic>> {
        let label = self.words().year(self.plan.years[year].year);
        let title = self.say().fill("timeline_of", &[("year", &label)]);
        let head =
            PageHead { title: &title, description: None, lang: None, section: Some("timeline/"), noindex: false };
        self.page(page, "timeline.html", asked, &head, views::year(self, asked, year, number))
    }

    /// What the interface says.
    fn say(&self) -> &'a theme::Say {
        self.theme.say()
    }

    /// How dates are worded.
    fn words(&self) -> &DateWords {
        &self.theme.words().dates
    }

    /// The template of a page: that which its document asks for, or its kind's. A file that is no page has none.
    fn template_of(&self, kind: &PageKind) -> Cow<'a, str> {
        let own = match kind {
            PageKind::Briefing(id) => self.catalog.briefing(*id).template.as_deref(),
            PageKind::Free(id) => self.catalog.page(*id).template.as_deref(),
            _ => None,
        };
        match own.filter(|own| self.theme.has(own)) {
            Some(own) => Cow::Borrowed(own),
            None => Cow::Owned(kind.word().map_or_else(String::new, |word| format!("{word}.html"))),
        }
    }
}
