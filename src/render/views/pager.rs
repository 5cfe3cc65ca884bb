//! The pages of a long list.

use std::ops::Range;

use serde::Serialize;

use crate::plan::{PER_PAGE, Route};
use crate::render::Site;

/// The pages of a list.
#[derive(Serialize)]
pub(in crate::render) struct PagerView {
    page: usize,
    pages: usize,
    total: usize,
    prev: Option<String>,
    next: Option<String>,
    items: Vec<PagerItem>,
}

#[derive(Serialize)]
struct PagerItem {
    number: Option<usize>,
    url: Option<String>,
    current: bool,
}

/// What a page of a list shows of it, from page 1 on.
pub(in crate::render) fn on_page<T>(list: &[T], page: usize) -> &[T] {
    of_page(list, page, PER_PAGE)
}

/// What a page of a list shows of it that has so many on each.
pub(super) fn of_page<T>(list: &[T], page: usize, per_page: usize) -> &[T] {
    list.get(range(page, per_page, list.len())).unwrap_or_default()
}

/// The numbers, from 0, that a page of a list shows.
pub(super) fn range(page: usize, per_page: usize, length: usize) -> Range<usize> {
    let first = (page - 1) * per_page;
    first.min(length)..length.min(first + per_page)
}

/// What only the first page of an entity shows; the later ones are the list alone.
pub(in crate::render) fn on_first<T>(list: &[T], page: usize) -> &[T] {
    if page == 1 { list } else { &[] }
}

impl<'a> Site<'a> {
    /// The pages of a list: first, last, and those around the current one.
    pub(in crate::render) fn pager(&self, folder: &str, page: usize, total: usize) -> PagerView {
        self.pager_by(folder, page, total, PER_PAGE)
    }

    /// The address of a page of a list.
    pub(super) fn page_url(&self, folder: &str, page: usize) -> String {
        self.urls.rooted(&Route::of_list(folder, page))
    }

    /// The pages of a list that shows so many on each.
    pub(super) fn pager_by(&self, folder: &str, page: usize, total: usize, per_page: usize) -> PagerView {
        self.pager_of(folder, page, total, total.div_ceil(per_page).max(1))
    }

    /// So many pages of a list.
    pub(super) fn pager_of(&self, folder: &str, page: usize, total: usize, pages: usize) -> PagerView {
        let url = |n: usize| self.page_url(folder, n);
        let mut items = Vec::new();
        for n in 1..=pages {
            let near = n == 1 || n == pages || n.abs_diff(page) <= 2;
            if near {
                items.push(PagerItem { number: Some(n), url: Some(url(n)), current: n == page });
            } else if items.last().is_some_and(|last: &PagerItem| last.number.is_some()) {
                items.push(PagerItem { number: None, url: None, current: false });
            }
        }
        PagerView {
            page,
            pages,
            total,
            prev: (page > 1).then(|| url(page - 1)),
            next: (page < pages).then(|| url(page + 1)),
            items,
        }
    }
}
