//! What every template sees: the site, and the page as a page.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use super::faces::faces;
use super::shared::{TlpView, safe, tlp, value};
use crate::config::Config;
use crate::model::{ActorId, Briefing, BriefingId, Catalog, EntityRef, Hole, Lang};
use crate::plan::{CalendarOf, FeedFormat, FeedOf, FeedPart, OPEN_SEARCH, Page, PageKind, Route, SitePlan};
use crate::render::headers::policy;
use crate::render::prose::opening;
use crate::render::theme::{Askable, Asked, Say, Theme};
use crate::render::urls::Urls;
use crate::render::{Site, changed, feeds, structured_data};

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
    tlp: Option<TlpView<'a>>,
    navigation: Vec<NavigationView<'a>>,
    theme: ThemeView<'a>,
    extra: &'a serde_yaml::Mapping,
    sections: Vec<NavigationView<'a>>,
    /// Sections that the foot of a page leads to.
    more: Vec<NavigationView<'a>>,
    /// The picture that stands for the site in a browser's tabs.
    icon: Option<String>,
    style_url: String,
    /// The faces that every page of the site needs, to be asked for at once.
    faces: Vec<String>,
    /// The address of each file of the theme, by its path below `templates/assets/`.
    assets: BTreeMap<&'a str, String>,
    /// What browsers compare each of its style sheets and scripts with, likewise.
    integrity: BTreeMap<String, String>,
    /// The page that finds, where the site can be searched.
    search_url: Option<String>,
    /// Who appears with whom; none where too few do.
    graph_url: Option<String>,
    feed_url: Option<String>,
    feed_json_url: Option<String>,
    /// How browsers search the site (OpenSearch).
    open_search_url: Option<String>,
    /// The Content Security Policy that each page says of itself.
    policy: String,
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

/// Links to those of some pages that there are, by the keys of their titles.
pub(super) fn there<'s>(plan: &SitePlan, urls: &Urls, say: &'s Say, pages: &[(&str, &str)]) -> Vec<NavigationView<'s>> {
    let there = pages.iter().filter(|(_, path)| plan.at(path).is_some());
    there.map(|(key, path)| NavigationView { title: say.text(key), url: urls.below(path) }).collect()
}

/// The icon of a site: its own, a `favicon` in the root of `static/`, else the theme's.
pub(in crate::render) fn icon(plan: &SitePlan) -> Option<&Route> {
    let own = ["favicon.svg", "favicon.png", "favicon.ico"].into_iter().find_map(|name| plan.at(name));
    own.map(|page| &page.route).or_else(|| plan.theme_file("icon.svg"))
}

/// The value of `site`, which every template sees.
pub(in crate::render) fn global(
    catalog: &Catalog,
    config: &Config,
    plan: &SitePlan,
    urls: &Urls,
    theme: &Theme,
) -> Value {
    let say = theme.say();
    let inside = |url: &str| match url.strip_prefix('/') {
        Some(path) => plan.at(url).map_or_else(|| urls.below(path), |page| urls.rooted(&page.route)),
        None => url.to_owned(),
    };
    let section = |key, path| NavigationView { title: say.text(key), url: urls.below(path) };
    let mut sections = vec![section("briefings_title", "briefings/"), section("timeline_title", "timeline/")];
    let there = |pages: &[(&str, &str)]| there(plan, urls, say, pages);
    sections.extend(there(&[
        ("actors_title", "actors/"),
        ("locations_title", "locations/"),
        ("map_title", "map/"),
        ("claims_title", "claims/"),
    ]));
    let more = there(&[
        ("publishers_title", "publishers/"),
        ("tags_title", "tags/"),
        ("series_title", "series/"),
        ("changes_title", "changes/"),
        ("data_title", "data/"),
    ]);
    let rooted = |page: &Page| urls.rooted(&page.route);
    let feed =
        |format| config.base_url.as_ref().map(|_| urls.rooted(&FeedOf::Site.route(catalog, FeedPart::Current, format)));
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
        tlp: config.marked.then(|| tlp(say, config.tlp)),
        navigation: config.navigation.iter().map(|(title, url)| NavigationView { title, url: inside(url) }).collect(),
        theme: ThemeView {
            accent: config.theme.accent.as_ref().map(|c| c.as_str()),
            logo: config.theme.logo.as_deref().map(|path| urls.rooted(&Route::of_file(path.trim_start_matches('/')))),
            footer: config.theme.footer.as_deref(),
        },
        extra: &config.extra,
        sections,
        more,
        faces: faces(config, plan, urls),
        icon: icon(plan).map(|route| urls.rooted(route)),
        style_url: plan.theme_file("style.css").map_or_else(String::new, |route| urls.rooted(route)),
        search_url: plan.has_search().then(|| urls.below("search/")),
        graph_url: plan.at("graph/").map(|page| urls.rooted(&page.route)),
        assets: plan.theme_files().map(|(name, route)| (name, urls.rooted(route))).collect(),
        integrity: theme.integrity(),
        feed_url: feed(FeedFormat::Atom),
        feed_json_url: feed(FeedFormat::Json),
        open_search_url: plan.at(OPEN_SEARCH).filter(|page| page.kind == PageKind::OpenSearch).map(rooted),
        policy: policy(plan.has_search()),
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
    description: Option<Cow<'a, str>>,
    url: String,
    canonical: Option<String>,
    lang: &'a str,
    dir: &'static str,
    section: String,
    /// The feed of what the page is about, where it has one beside the site's.
    feed_url: Option<String>,
    feed_json_url: Option<String>,
    feed_title: Option<String>,
    /// The calendar of what it is about.
    calendar_url: Option<String>,
    noindex: bool,
    /// The language as Open Graph writes it: `en_GB`.
    locale: String,
    /// Those of its translations, likewise.
    other_locales: Vec<String>,
    image: Option<ImageView<'a>>,
    article: Option<ArticleView<'a>>,
    /// JSON-LD, ready to stand in a `<script>`.
    structured_data: Option<Value>,
}

/// The picture that stands for a page elsewhere.
#[derive(Serialize)]
pub(in crate::render) struct ImageView<'a> {
    pub(in crate::render) url: String,
    alt: &'a str,
    width: Option<u32>,
    height: Option<u32>,
}

/// What Open Graph asks of an article.
#[derive(Serialize)]
struct ArticleView<'a> {
    published: String,
    modified: Option<String>,
    tags: Vec<&'a str>,
}

/// A language as Open Graph writes it, which knows a language and a region: `zh_TW` of `zh-Hant-TW`.
fn locale(lang: &Lang) -> String {
    let mut parts = lang.as_str().split('-');
    let language = parts.next().unwrap_or_default();
    // What a single letter begins is an extension: no region stands in it.
    let mut parts = parts.take_while(|part| part.len() > 1);
    let region = parts.find(|part| match part.len() {
        2 => part.bytes().all(|b| b.is_ascii_alphabetic()),
        3 => part.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    });
    region.map_or_else(|| language.to_owned(), |region| format!("{language}_{region}"))
}

impl Site<'_> {
    /// The value of `page`.
    pub(in crate::render) fn page_view(
        &self,
        asked: Asked,
        kind: &PageKind,
        route: &Route,
        head: &PageHead<'_>,
    ) -> Value {
        let number = kind.number();
        let lang = head.lang.unwrap_or(&self.config.language);
        let canonical = self.config.base_url.as_ref().map(|_| self.urls.absolute(route));
        // The page that a host shows at any address has none of its own.
        let canonical = canonical.filter(|_| *kind != PageKind::NotFound);
        let own_feed = FeedOf::of_page(kind, self.catalog, self.config).filter(|feed| *feed != FeedOf::Site);
        let feed_url = |feed: FeedOf, format| self.urls.rooted(&feed.route(self.catalog, FeedPart::Current, format));
        value(&PageView {
            kind: kind.word().unwrap_or("file"),
            title: match number {
                1 => Cow::Borrowed(head.title),
                number => {
                    Cow::Owned(self.say().fill("page_title", &[("title", head.title), ("page", &number.to_string())]))
                }
            },
            heading: head.title,
            description: self.description(kind, head),
            url: self.urls.rooted(route),
            canonical,
            lang: lang.as_str(),
            dir: lang.dir(),
            section: head.section.map_or_else(String::new, |s| self.urls.below(s)),
            feed_url: own_feed.map(|feed| feed_url(feed, FeedFormat::Atom)),
            feed_json_url: own_feed.map(|feed| feed_url(feed, FeedFormat::Json)),
            feed_title: own_feed.map(|feed| feeds::title(self, feed).into_owned()),
            calendar_url: self.calendar_url(kind),
            noindex: head.noindex,
            locale: locale(lang),
            other_locales: self.other_locales(kind),
            image: self.image(kind),
            article: self.article(kind),
            structured_data: asked.then(Askable::StructuredData, || Some(safe(&structured_data::of(self, kind)?))),
        })
    }

    fn calendar_url(&self, kind: &PageKind) -> Option<String> {
        let of = match kind {
            PageKind::Actor(id, _) => CalendarOf::Actor(*id),
            PageKind::Location(id, _) => CalendarOf::Location(*id),
            PageKind::Timeline | PageKind::Year(..) | PageKind::Data => CalendarOf::Site,
            _ => return None,
        };
        let route = of.route(self.catalog);
        self.plan.at(route.file()).map(|page| self.urls.rooted(&page.route))
    }

    /// What search engines and previews say of a page: its own words, else those of the site.
    fn description<'b>(&'b self, kind: &PageKind, head: &PageHead<'b>) -> Option<Cow<'b, str>> {
        let entity = match kind {
            PageKind::Actor(id, _) => Some(EntityRef::Actor(*id)),
            PageKind::Location(id, _) => Some(EntityRef::Location(*id)),
            PageKind::Publisher(id, _) => Some(EntityRef::Publisher(*id)),
            _ => None,
        };
        let profile = entity.and_then(|entity| self.catalog.entity(entity).prose.as_ref());
        let own = head.description.map(Cow::Borrowed).or_else(|| Some(Cow::Owned(opening(profile?)?)));
        own.or_else(|| self.config.description.as_deref().map(Cow::Borrowed))
    }

    /// The picture of what the page is about, else the logo of whoever publishes the site.
    fn image(&self, kind: &PageKind) -> Option<ImageView<'_>> {
        self.config.base_url.as_ref()?;
        let own = match kind {
            PageKind::Actor(id, _) => {
                let actor = self.catalog.actor(*id);
                let route = actor.image.as_deref().map(Route::of_file);
                route.map(|route| self.image_at(&route, &actor.entity.name))
            }
            PageKind::Briefing(id) => self.picture_of(*id),
            _ => None,
        };
        own.or_else(|| {
            let publisher = self.config.publisher.as_ref()?;
            let logo = self.plan.at(publisher.logo.as_deref()?)?;
            matches!(logo.kind, PageKind::Static(_)).then(|| self.image_at(&logo.route, &publisher.name))
        })
    }

    /// The first picture of a briefing's text.
    pub(in crate::render) fn picture_of(&self, id: BriefingId) -> Option<ImageView<'_>> {
        self.catalog.briefing(id).prose.holes.iter().find_map(|(_, hole)| match hole {
            Hole::Picture(target, shown) => Some(self.image_at(self.planned(target)?.0, &shown.alt)),
            _ => None,
        })
    }

    /// When a briefing was changed after its publication, by its own word or by a correction, as machines read it.
    pub(in crate::render) fn changed(&self, briefing: &Briefing) -> Option<String> {
        let last = changed::last(self, briefing);
        (last.at() > briefing.date.at()).then(|| last.datetime())
    }

    /// The languages in which a page can be read elsewhere on the site, as its links say too.
    fn other_locales(&self, kind: &PageKind) -> Vec<String> {
        let PageKind::Briefing(id) = kind else { return Vec::new() };
        let briefing = self.catalog.briefing(*id);
        if briefing.status.is_withdrawn() {
            return Vec::new();
        }
        let mut locales = vec![locale(&briefing.lang)];
        let others = briefing.translations.iter().map(|other| self.catalog.briefing(*other));
        for other in others.filter(|other| !other.status.is_withdrawn()).map(|other| locale(&other.lang)) {
            // Languages that differ in their script only are one here.
            if !locales.contains(&other) {
                locales.push(other);
            }
        }
        locales.split_off(1)
    }

    /// A picture at the width that fits where pages are shared.
    fn image_at<'b>(&self, original: &Route, alt: &'b str) -> ImageView<'b> {
        let planned = self.plan.pictures.get(original);
        let size = planned.and_then(|planned| planned.picture.size);
        match planned.and_then(|planned| Some((planned, planned.widths.last()?))) {
            Some((planned, (width, route))) => {
                let height = planned.picture.height_at(*width);
                ImageView { url: self.urls.absolute(route), alt, width: Some(*width), height }
            }
            None => {
                let (width, height) = size.unzip();
                ImageView { url: self.urls.absolute(original), alt, width, height }
            }
        }
    }

    fn article(&self, kind: &PageKind) -> Option<ArticleView<'_>> {
        let PageKind::Briefing(id) = kind else { return None };
        let briefing = self.catalog.briefing(*id);
        Some(ArticleView {
            published: briefing.date.datetime(),
            modified: self.changed(briefing),
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
