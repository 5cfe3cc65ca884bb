//! The small files for machines: sitemap, robots, redirects.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::{Site, changed};
use crate::model::Day;
use crate::plan::{PageKind, Route, sitemap_route};

/// A page as a sitemap lists it.
struct Listed {
    /// Its whole address.
    url: String,
    /// The day of its last change, where one is known: of briefings only, since no other page says when it changed.
    changed: Option<Day>,
}

/// The sitemap (sitemaps.org, protocol 0.9): every page that search engines may list, or the index of several sitemaps.
pub(super) fn sitemap(site: &Site<'_>) -> Vec<u8> {
    match &*site.plan.sitemaps {
        [] => urlset(&[]),
        [pages] => urlset(&listed(site, pages)),
        several => {
            let parts = several.iter().enumerate().map(|(number, pages)| Listed {
                url: site.urls.absolute(&sitemap_route(number)),
                changed: newest(&listed(site, pages)),
            });
            index(&parts.collect::<Vec<_>>())
        }
    }
}

/// One of several sitemaps, by its number in the plan.
pub(super) fn sitemap_part(site: &Site<'_>, number: usize) -> Vec<u8> {
    urlset(&listed(site, &site.plan.sitemaps[number]))
}

/// Some pages of the plan, as a sitemap lists them.
fn listed(site: &Site<'_>, pages: &[usize]) -> Vec<Listed> {
    let pages = pages.iter().map(|page| &site.plan.pages[*page]);
    let listed = pages.map(|page| Listed {
        url: site.urls.absolute(&page.route),
        changed: match &page.kind {
            PageKind::Briefing(id) => Some(changed::last(site, site.catalog.briefing(*id)).day()),
            _ => None,
        },
    });
    listed.collect()
}

/// The last change of a whole sitemap.
fn newest(pages: &[Listed]) -> Option<Day> {
    pages.iter().filter_map(|page| page.changed).max()
}

fn urlset(pages: &[Listed]) -> Vec<u8> {
    entries("urlset", "url", pages)
}

/// An index of sitemaps, with their addresses.
fn index(sitemaps: &[Listed]) -> Vec<u8> {
    entries("sitemapindex", "sitemap", sitemaps)
}

/// A list of addresses; a sitemap and an index are the same but for the names of their elements.
fn entries(root: &str, element: &str, entries: &[Listed]) -> Vec<u8> {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for Listed { url, changed } in entries {
        // Writing to a string can't fail.
        let _ = match changed {
            Some(day) => writeln!(out, "<{element}><loc>{}</loc><lastmod>{day}</lastmod></{element}>", escape(url)),
            None => writeln!(out, "<{element}><loc>{}</loc></{element}>", escape(url)),
        };
    }
    let _ = writeln!(out, "</{root}>");
    out.into_bytes()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_tells_the_newest_change_of_each_sitemap_and_none_where_none_is_known() {
        let page = |url: &str, day: Option<Day>| Listed { url: format!("https://host.example/{url}"), changed: day };
        let day = |day| Day::new(2026, 1, day);
        let first = [page("a", day(3)), page("b", day(9)), page("c", None)];
        let second = [page("d", None)];
        let parts = [page("sitemap-1.xml", newest(&first)), page("sitemap-2.xml?a&b", newest(&second))];
        let index = String::from_utf8(index(&parts)).unwrap();
        let told = "<sitemap><loc>https://host.example/sitemap-1.xml</loc><lastmod>2026-01-09</lastmod></sitemap>\n\
            <sitemap><loc>https://host.example/sitemap-2.xml?a&amp;b</loc></sitemap>\n</sitemapindex>\n";
        assert!(index.ends_with(told), "{index}");
        assert!(index.contains("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"));
    }
}
