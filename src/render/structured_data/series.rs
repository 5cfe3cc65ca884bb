//! Series.

use super::id_of_site;
use super::words::{Node, Reference, Series};
use crate::model::SeriesId;
use crate::plan::Route;
use crate::render::Site;

const KIND: &str = "CreativeWorkSeries";

/// What the page of a series says.
pub(super) fn node<'a>(site: &Site<'a>, id: SeriesId) -> Node<'a> {
    let url = page(site, id);
    Node::Series(Series {
        kind: KIND,
        id: Some(format!("{url}#series")),
        name: &site.catalog.a_series(id).name,
        url,
        is_part_of: Reference::to(id_of_site(site, "site")),
    })
}

/// A series where a briefing of it speaks of it.
pub(super) fn reference<'a>(site: &Site<'a>, id: SeriesId) -> Reference<'a> {
    let series = site.catalog.a_series(id);
    let id = series.has_page().then(|| format!("{}#series", page(site, id)));
    Reference { kind: Some(KIND), id, name: Some(&series.name) }
}

fn page(site: &Site<'_>, id: SeriesId) -> String {
    site.urls.absolute(&Route::page(&format!("series/{}/", site.catalog.a_series(id).slug)))
}
