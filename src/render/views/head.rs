//! What every template sees: the site, and the page as a page.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use super::shared::{TlpView, tlp, value};
use crate::config::Config;
use crate::model::Lang;
use crate::plan::{PageKind, Route, SitePlan};
use crate::render::Site;
use crate::render::urls::Urls;

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
    feed_url: Option<String>,
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
struct NavigationView<'a> {
    title: &'a str,
    url: String,
}

#[derive(Serialize)]
struct ThemeView<'a> {
    accent: Option<&'a str>,
    logo: Option<String>,
    footer: Option<&'a str>,
}

/// The value of `site`, which every template sees.
pub(in crate::render) fn global(config: &Config, plan: &SitePlan, urls: &Urls) -> Value {
    let inside = |url: &str| match url.strip_prefix('/') {
        Some(path) => plan.at(url).map_or_else(|| urls.below(path), |page| urls.rooted(&page.route)),
        None => url.to_owned(),
    };
    let mut sections = vec![NavigationView { title: "Briefings", url: urls.below("briefings/") }];
    sections.push(NavigationView { title: "Timeline", url: urls.below("timeline/") });
    let there = |list: &[(&'static str, &str)]| {
        let there = list.iter().filter(|(_, path)| plan.at(path).is_some());
        there.map(|(title, path)| NavigationView { title, url: urls.below(path) }).collect::<Vec<_>>()
    };
    sections.extend(there(&[
        ("Actors", "actors/"),
        ("Locations", "locations/"),
        ("Map", "map/"),
        ("Claims", "claims/"),
    ]));
    let more =
        there(&[("Publishers", "publishers/"), ("Tags", "tags/"), ("Series", "series/"), ("Changes", "changes/")]);
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
        assets: plan.theme_files().map(|(name, route)| (name, urls.rooted(route))).collect(),
        feed_url: config.base_url.as_ref().map(|_| urls.below("feed.xml")),
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
    title: &'a str,
    description: Option<&'a str>,
    url: String,
    canonical: Option<String>,
    lang: &'a str,
    dir: &'static str,
    section: String,
    feed_url: Option<String>,
    noindex: bool,
}

/// The word for a kind of page, which its body's class and a template's tests use.
pub(in crate::render) fn kind_name(kind: &PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home",
        PageKind::Briefings(_) => "briefings",
        PageKind::Briefing(_) => "briefing",
        PageKind::Actors => "actors",
        PageKind::Actor(..) => "actor",
        PageKind::Locations => "locations",
        PageKind::Location(..) => "location",
        PageKind::Publishers => "publishers",
        PageKind::Publisher(..) => "publisher",
        PageKind::Timeline | PageKind::Year(_) => "timeline",
        PageKind::Claims(_) => "claims",
        PageKind::Tags => "tags",
        PageKind::Tag(..) => "tag",
        PageKind::AllSeries => "all-series",
        PageKind::Series(..) => "series",
        PageKind::Changes(_) => "changes",
        PageKind::Map => "map",
        PageKind::Free(_) => "page",
        PageKind::NotFound => "404",
        PageKind::SharedName(_) => "shared",
        PageKind::Redirect(_) => "redirect",
        PageKind::Feed
        | PageKind::Sitemap
        | PageKind::Robots
        | PageKind::Redirects
        | PageKind::NoJekyll
        | PageKind::ThemeAsset(_)
        | PageKind::Asset(_)
        | PageKind::Static(_) => "file",
    }
}

impl Site<'_> {
    /// The value of `page`.
    pub(in crate::render) fn page_view(&self, kind: &PageKind, route: &Route, head: &PageHead<'_>) -> Value {
        let lang = head.lang.unwrap_or(&self.config.language);
        let canonical = self.config.base_url.as_ref().map(|_| self.urls.absolute(route));
        // The page that a host shows at any address has none of its own.
        let canonical = canonical.filter(|_| *kind != PageKind::NotFound);
        value(&PageView {
            kind: kind_name(kind),
            title: head.title,
            description: head.description,
            url: self.urls.rooted(route),
            canonical,
            lang: lang.as_str(),
            dir: lang.dir(),
            section: head.section.map_or_else(String::new, |s| self.urls.below(s)),
            feed_url: None,
            noindex: head.noindex,
        })
    }
}
