//! The small files for machines: sitemap, robots, redirects.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::Site;
use crate::model::Day;
use crate::plan::{PageKind, Route};

/// The sitemap (sitemaps.org, protocol 0.9): every page that search engines may list.
pub(super) fn sitemap(site: &Site<'_>) -> Vec<u8> {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    // A site that shows what is not for others yet is for no search engine.
    let pages = if site.catalog.ahead() == (0, 0, 0) { &site.plan.pages[..] } else { &[] };
    for page in pages {
        let Some(changed) = last_change(site, &page.kind) else {
            continue;
        };
        let url = site.urls.absolute(&page.route);
        // Writing to a string can't fail.
        let _ = match changed {
            Some(day) => writeln!(out, "<url><loc>{}</loc><lastmod>{day}</lastmod></url>", escape(url)),
            None => writeln!(out, "<url><loc>{}</loc></url>", escape(url)),
        };
    }
    out.push_str("</urlset>\n");
    out.into_bytes()
}

/// Whether a page is for search engines, and the day of its last change where one is known.
fn last_change(site: &Site<'_>, kind: &PageKind) -> Option<Option<Day>> {
    match kind {
        PageKind::Briefing(id) => {
            let briefing = site.catalog.briefing(*id);
            let changed = briefing.updated.as_ref().unwrap_or(&briefing.date);
            (!briefing.status.is_withdrawn()).then(|| Some(changed.day()))
        }
        PageKind::Home
        | PageKind::Briefings(_)
        | PageKind::Actors(_)
        | PageKind::Actor(..)
        | PageKind::Locations(_)
        | PageKind::Location(..)
        | PageKind::Publishers(_)
        | PageKind::Publisher(..)
        | PageKind::Timeline
        | PageKind::Year(..)
        | PageKind::Claims(..)
        | PageKind::Speakers(_)
        | PageKind::Tags(_)
        | PageKind::Tag(..)
        | PageKind::AllSeries(_)
        | PageKind::Series(..)
        | PageKind::Changes(_)
        | PageKind::Graph
        | PageKind::Map
        | PageKind::Search
        | PageKind::Data
        | PageKind::Free(_) => Some(None),
        PageKind::NotFound
        | PageKind::SharedName(_)
        | PageKind::Redirect(_)
        | PageKind::Feed(..)
        | PageKind::Calendar(_)
        | PageKind::DataFile(_)
        | PageKind::Names
        | PageKind::TimelineIndex
        | PageKind::TimelineData(_)
        | PageKind::Sitemap
        | PageKind::Robots
        | PageKind::Redirects
        | PageKind::NoJekyll
        | PageKind::ThemeAsset(_)
        | PageKind::Asset(_)
        | PageKind::Static(_)
        | PageKind::Resized(..) => None,
    }
}

/// Robots may read everything, and are told of the sitemap (RFC 9309); nothing of a site that shows
/// what is not for others yet.
pub(super) fn robots(site: &Site<'_>) -> Vec<u8> {
    if site.catalog.ahead() != (0, 0, 0) {
        return b"User-agent: *\nDisallow: /\n".to_vec();
    }
    let sitemap = site.urls.absolute(&Route::of_file("sitemap.xml"));
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n").into_bytes()
}

/// A line for each redirect, as Netlify and Cloudflare Pages read it.
pub(super) fn redirects(site: &Site<'_>) -> Vec<u8> {
    let mut out = String::new();
    for page in &site.plan.pages {
        if let PageKind::Redirect(to) = &page.kind {
            // Writing to a string can't fail.
            let _ = writeln!(out, "{} {} 301", site.urls.rooted(&page.route), site.urls.rooted(to));
        }
    }
    out.into_bytes()
}
