//! Which pages search engines are told of, and in how many files (sitemaps.org, protocol 0.9).

use super::{Page, PageKind, Route};
use crate::config::BaseUrl;
use crate::model::Catalog;

/// The most that one sitemap may hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    /// Addresses.
    pub(super) addresses: usize,
    /// Bytes, not compressed.
    pub(super) bytes: usize,
}

/// What the protocol allows: 50,000 addresses and 50 MB.
pub(super) const LIMIT: Limit = Limit { addresses: 50_000, bytes: 50 * 1024 * 1024 };

/// More bytes than a sitemap has around its entries, and around the address of one.
const AROUND: usize = 256;
const AROUND_ADDRESS: usize = 80;

/// Where a sitemap is that is one of several, by its number in the plan.
pub fn route(number: usize) -> Route {
    Route::of_file(format!("sitemap-{}.xml", number + 1))
}

/// The pages to be listed, by their numbers, each with no fewer bytes than its entry takes. A site that shows what is
/// not for others yet is for no search engine.
pub(super) fn listed(pages: &[Page], catalog: &Catalog, base: &BaseUrl) -> Vec<(usize, usize)> {
    if catalog.ahead() != (0, 0, 0) {
        return Vec::new();
    }
    // What XML escapes in the site's own address becomes at most five bytes longer; a route's is percent-encoded.
    let before = AROUND_ADDRESS + 6 * (base.origin.len() + base.path.len());
    let listed = pages.iter().enumerate().filter(|(_, page)| is_listed(&page.kind, catalog));
    listed.map(|(number, page)| (number, before + page.route.url().len())).collect()
}

/// Cuts a list of pages with their bytes into as few files as a limit allows, in its order.
pub(super) fn cut(pages: &[(usize, usize)], limit: Limit) -> Vec<Vec<usize>> {
    let mut files: Vec<Vec<usize>> = Vec::new();
    let mut bytes = 0;
    for (page, size) in pages {
        match files.last_mut() {
            Some(file) if file.len() < limit.addresses && bytes + size <= limit.bytes => file.push(*page),
            _ => {
                files.push(vec![*page]);
                bytes = AROUND;
            }
        }
        bytes += size;
    }
    files
}

/// Whether a page is for search engines: what is withdrawn is not, nor what is no page.
fn is_listed(kind: &PageKind, catalog: &Catalog) -> bool {
    match kind {
        PageKind::Briefing(id) => !catalog.briefing(*id).status.is_withdrawn(),
        // These only lead to other pages, or say that there is none.
        PageKind::NotFound | PageKind::SharedName(_) | PageKind::Redirect(_) => false,
        kind => kind.word().is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_by_addresses_and_by_bytes_and_loses_nothing() {
        let few = Limit { addresses: 2, bytes: 10_000 };
        let pages: Vec<(usize, usize)> = (0..5).map(|page| (page, 100)).collect();
        assert_eq!(cut(&pages, few), [vec![0, 1], vec![2, 3], vec![4]]);
        let small = Limit { addresses: 100, bytes: AROUND + 250 };
        assert_eq!(cut(&pages, small), [vec![0, 1], vec![2, 3], vec![4]]);
        // As many as fit are one file, and one that fits nowhere has a file of its own.
        assert_eq!(cut(&pages, Limit { addresses: 5, bytes: AROUND + 500 }).len(), 1);
        assert_eq!(cut(&[(7, 900), (8, 900)], small), [vec![7], vec![8]]);
        assert!(cut(&[], few).is_empty());
    }
}
