//! The pages of a long list.

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
    let first = (page - 1) * PER_PAGE;
    list.get(first..list.len().min(first + PER_PAGE)).unwrap_or_default()
}

/// What only the first page of an entity shows; the later ones are the list alone.
pub(in crate::render) fn on_first<T>(list: &[T], page: usize) -> &[T] {
    if page == 1 { list } else { &[] }
}

impl<'a> Site<'a> {
    /// The pages of a list: first, last, and those around the current one.
    pub(in crate::render) fn pager(&self, folder: &str, page: usize, total: usize) -> PagerView {
        let pages = total.div_ceil(PER_PAGE).max(1);
        let url = |n: usize| {
            let route = if n == 1 { Route::page(folder) } else { Route::page(&format!("{folder}page/{n}/")) };
            self.urls.rooted(&route)
        };
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
