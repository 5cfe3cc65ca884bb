//! What every template sees: the site, and the page as a page.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use super::shared::{TlpView, safe, tlp, value};
use crate::config::Config;
use crate::model::{ActorId, Catalog, Lang};
use crate::plan::{FeedFormat, FeedOf, PageKind, Route, SitePlan};
use crate::render::urls::Urls;
use crate::render::{Site, feeds, structured_data};

#[derive(Serialize)]
struct SiteView<'a> {
    title: &'a str,
    description: Option<&'a str>,
    language: &'a str,
    dir: &'static str,
    url: Option<String>,
    base_path: &'a str,
    publisher: Option<PublisherView<'a>>,
    licence: Option<LicenceView<'a>>,
    tlp: Option<TlpView>,
    navigation: Vec<NavigationView<'a>>,
    theme: ThemeView<'a>,
    extra: &'a serde_yaml::Mapping,
    sections: Vec<NavigationView<'a>>,
    /// Sections that the foot of a page leads to.
    more: Vec<NavigationView<'a>>,
    style_url: String,
    /// The address of each file of the theme, by its path below `templates/assets/`.
    assets: BTreeMap<&'a str, String>,
    /// Who appears with whom; none where too few do.
    graph_url: Option<String>,
    feed_url: Option<String>,
    feed_json_url: Option<String>,
}

#[derive(Serialize)]
struct PublisherView<'a> {
    name: &'a str,
    url: Option<&'a str>,
    logo: Option<&'a str>,
}

#[derive(Serialize)]
struct LicenceView<'a> {
    name: &'a str,
    url: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct NavigationView<'a> {
    title: &'a str,
    url: String,
}

#[derive(Serialize)]
struct ThemeView<'a> {
    accent: Option<&'a str>,
    logo: Option<String>,
    footer: Option<&'a str>,
}

/// Links to those of some pages that there are.
pub(super) fn there(plan: &SitePlan, urls: &Urls, pages: &[(&'static str, &str)]) -> Vec<NavigationView<'static>> {
    let there = pages.iter().filter(|(_, path)| plan.at(path).is_some());
    there.map(|(title, path)| NavigationView { title, url: urls.below(path) }).collect()
}

/// The value of `site`, which every template sees.
pub(in crate::render) fn global(catalog: &Catalog, config: &Config, plan: &SitePlan, urls: &Urls) -> Value {
    let inside = |url: &str| match url.strip_prefix('/') {
        Some(path) => plan.at(url).map_or_else(|| urls.below(path), |page| urls.rooted(&page.route)),
        None => url.to_owned(),
    };
    let mut sections = vec![NavigationView { title: "Briefings", url: urls.below("briefings/") }];
    sections.push(NavigationView { title: "Timeline", url: urls.below("timeline/") });
    let there = |pages: &[(&'static str, &str)]| there(plan, urls, pages);
    sections.extend(there(&[
        ("Actors", "actors/"),
        ("Locations", "locations/"),
        ("Map", "map/"),
        ("Claims", "claims/"),
        ("Search", "search/"),
    ]));
    let more =
        there(&[("Publishers", "publishers/"), ("Tags", "tags/"), ("Series", "series/"), ("Changes", "changes/")]);
    let feed = |format| config.base_url.as_ref().map(|_| urls.rooted(&FeedOf::Site.route(catalog, format)));
    value(&SiteView {
        title: &config.title,
        description: config.description.as_deref(),
        language: config.language.as_str(),
        dir: config.language.dir(),
        url: config.base_url.as_ref().map(|_| urls.absolute(&Route::page(""))),
        base_path: config.base_path(),
        publisher: config.publisher.as_ref().map(|p| PublisherView {
            name: &p.name,
            url: p.url.as_ref().map(|u| u.as_str()),
            logo: p.logo.as_deref(),
        }),
        licence: config
            .licence
            .as_ref()
            .map(|l| LicenceView { name: &l.name, url: l.url.as_ref().map(|u| u.as_str()) }),
        tlp: config.marked.then(|| tlp(config.tlp)),
        navigation: config.navigation.iter().map(|(title, url)| NavigationView { title, url: inside(url) }).collect(),
        theme: ThemeView {
            accent: config.theme.accent.as_ref().map(|c| c.as_str()),
            logo: config.theme.logo.as_deref().map(|path| urls.rooted(&Route::of_file(path.trim_start_matches('/')))),
            footer: config.theme.footer.as_deref(),
        },
        extra: &config.extra,
        sections,
        more,
        style_url: plan.theme_file("style.css").map_or_else(String::new, |route| urls.rooted(route)),
        graph_url: plan.at("graph/").map(|page| urls.rooted(&page.route)),
        assets: plan.theme_files().map(|(name, route)| (name, urls.rooted(route))).collect(),
        feed_url: feed(FeedFormat::Atom),
        feed_json_url: feed(FeedFormat::Json),
    })
}

/// What a page is, beside what it shows.
pub(in crate::render) struct PageHead<'a> {
    pub(in crate::render) title: &'a str,
    pub(in crate::render) description: Option<&'a str>,
    pub(in crate::render) lang: Option<&'a Lang>,
    /// The section of the site that it belongs to: `actors/`.
    pub(in crate::render) section: Option<&'static str>,
    /// Whether search engines are asked to leave it out.
    pub(in crate::render) noindex: bool,
}

#[derive(Serialize)]
struct PageView<'a> {
    kind: &'static str,
    /// What the page is about, with its number among those of a list.
    title: Cow<'a, str>,
    /// What the page is about.
    heading: &'a str,
    description: Option<&'a str>,
    url: String,
    canonical: Option<String>,
    lang: &'a str,
    dir: &'static str,
    section: String,
    /// The feed of what the page is about, where it has one beside the site's.
    feed_url: Option<String>,
    feed_json_url: Option<String>,
    feed_title: Option<String>,
    noindex: bool,
    /// The language as Open Graph writes it: `en_GB`.
    locale: String,
    image: Option<ImageView<'a>>,
    article: Option<ArticleView<'a>>,
    /// JSON-LD, ready to stand in a `<script>`.
    structured_data: Value,
}

/// The picture that stands for a page elsewhere.
#[derive(Serialize)]
struct ImageView<'a> {
    url: String,
    alt: &'a str,
}

/// What Open Graph asks of an article.
#[derive(Serialize)]
struct ArticleView<'a> {
    published: String,
    modified: Option<String>,
    tags: Vec<&'a str>,
}

/// The word for a kind of page, which its body's class and a template's tests use.
pub(in crate::render) fn kind_name(kind: &PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home",
        PageKind::Briefings(_) => "briefings",
        PageKind::Briefing(_) => "briefing",
        PageKind::Actors(_) => "actors",
        PageKind::Actor(..) => "actor",
        PageKind::Locations(_) => "locations",
        PageKind::Location(..) => "location",
        PageKind::Publishers(_) => "publishers",
        PageKind::Publisher(..) => "publisher",
        PageKind::Timeline | PageKind::Year(..) => "timeline",
        PageKind::Claims(..) => "claims",
        PageKind::Speakers(_) => "speakers",
        PageKind::Tags(_) => "tags",
        PageKind::Tag(..) => "tag",
        PageKind::AllSeries(_) => "all-series",
        PageKind::Series(..) => "series",
        PageKind::Changes(_) => "changes",
        PageKind::Graph => "graph",
        PageKind::Map => "map",
        PageKind::Search => "search",
        PageKind::Free(_) => "page",
        PageKind::NotFound => "404",
        PageKind::SharedName(_) => "shared",
        PageKind::Redirect(_) => "redirect",
        PageKind::Feed(..)
        | PageKind::Names
        | PageKind::Sitemap
        | PageKind::Robots
        | PageKind::Redirects
        | PageKind::NoJekyll
        | PageKind::ThemeAsset(_)
        | PageKind::Asset(_)
        | PageKind::Static(_) => "file",
    }
}

/// The number of a page among those of its list, from 1.
fn number(kind: &PageKind) -> usize {
    match kind {
        PageKind::Briefings(number)
        | PageKind::Actors(number)
        | PageKind::Actor(_, number)
        | PageKind::Locations(number)
        | PageKind::Location(_, number)
        | PageKind::Publishers(number)
        | PageKind::Publisher(_, number)
        | PageKind::Year(_, number)
        | PageKind::Claims(_, number)
        | PageKind::Speakers(number)
        | PageKind::Tags(number)
        | PageKind::Tag(_, number)
        | PageKind::AllSeries(number)
        | PageKind::Series(_, number)
        | PageKind::Changes(number) => *number,
        _ => 1,
    }
}

impl Site<'_> {
    /// The value of `page`.
    pub(in crate::render) fn page_view(&self, kind: &PageKind, route: &Route, head: &PageHead<'_>) -> Value {
        let number = number(kind);
        let lang = head.lang.unwrap_or(&self.config.language);
        let canonical = self.config.base_url.as_ref().map(|_| self.urls.absolute(route));
        // The page that a host shows at any address has none of its own.
        let canonical = canonical.filter(|_| *kind != PageKind::NotFound);
        let own_feed = FeedOf::of_page(kind, self.catalog, self.config).filter(|feed| *feed != FeedOf::Site);
        let feed_url = |feed: FeedOf, format| self.urls.rooted(&feed.route(self.catalog, format));
        value(&PageView {
            kind: kind_name(kind),
            title: match number {
                1 => Cow::Borrowed(head.title),
                number => Cow::Owned(format!("{}, page {number}", head.title)),
            },
            heading: head.title,
            description: head.description,
            url: self.urls.rooted(route),
            canonical,
            lang: lang.as_str(),
            dir: lang.dir(),
            section: head.section.map_or_else(String::new, |s| self.urls.below(s)),
            feed_url: own_feed.map(|feed| feed_url(feed, FeedFormat::Atom)),
            feed_json_url: own_feed.map(|feed| feed_url(feed, FeedFormat::Json)),
            feed_title: own_feed.map(|feed| feeds::title(self, feed).into_owned()),
            noindex: head.noindex,
            locale: lang.as_str().replace('-', "_"),
            image: self.image(kind),
            article: self.article(kind),
            structured_data: structured_data::of(self, kind).map_or_else(Value::none, |json| safe(&json)),
        })
    }

    /// The picture of what the page is about, else the logo of whoever publishes the site.
    fn image(&self, kind: &PageKind) -> Option<ImageView<'_>> {
        if let PageKind::Actor(id, _) = kind
            && let Some(url) = self.portrait(*id)
        {
            return Some(ImageView { url, alt: &self.catalog.actor(*id).entity.name });
        }
        let publisher = self.config.publisher.as_ref()?;
        Some(ImageView { url: self.publisher_logo()?, alt: &publisher.name })
    }

    fn article(&self, kind: &PageKind) -> Option<ArticleView<'_>> {
        let PageKind::Briefing(id) = kind else { return None };
        let briefing = self.catalog.briefing(*id);
        Some(ArticleView {
            published: briefing.date.datetime(),
            modified: briefing.updated.as_ref().map(|_| briefing.last_change().datetime()),
            tags: briefing.tags.iter().map(|tag| &*tag.written).collect(),
        })
    }

    /// The absolute address of an actor's picture; none where the site has no address.
    pub(in crate::render) fn portrait(&self, id: ActorId) -> Option<String> {
        self.config.base_url.as_ref()?;
        let path = self.catalog.actor(id).image.as_deref()?;
        Some(self.urls.absolute(&Route::of_file(path)))
    }

    /// The absolute address of the logo of whoever publishes the site, where there is such a file.
    pub(in crate::render) fn publisher_logo(&self) -> Option<String> {
        self.config.base_url.as_ref()?;
        let path = self.config.publisher.as_ref()?.logo.as_deref()?;
        let page = self.plan.at(path).filter(|page| matches!(page.kind, PageKind::Static(_)))?;
        Some(self.urls.absolute(&page.route))
    }
}
