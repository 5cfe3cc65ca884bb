//! The pages of tags and series, of every claim, of what changed, and the list of places that stands
//! for the map.

use serde::Serialize;
use tera::Value;

use super::View;
use super::pager::on_page;
use super::shared::{DateView, RefView, TitledView, date, date_of_moment, value};
use crate::model::{
    BriefingId, Catalog, Change, ChangeKind, ClaimId, ClaimStatus, EntityRef, LocationId, Precision, SeriesId, TagId,
    Topic, Vocabulary,
};
use crate::plan::PER_PAGE;
use crate::render::{Site, labels};

/// A tag or a series with its page.
#[derive(Serialize)]
pub(in crate::render) struct TopicView<'a> {
    name: &'a str,
    /// None where only withdrawn briefings have it.
    url: Option<String>,
    briefings: usize,
}

/// Where a briefing stands in its series.
#[derive(Serialize)]
pub(in crate::render) struct InSeriesView<'a> {
    name: &'a str,
    url: Option<String>,
    /// Its number, from 1; none for a withdrawn briefing.
    number: Option<usize>,
    total: usize,
    previous: Option<TitledView<'a>>,
    next: Option<TitledView<'a>>,
}

/// Something that was changed after publication.
#[derive(Serialize)]
pub(in crate::render) struct ChangeView<'a> {
    briefing: TitledView<'a>,
    change: &'static str,
    kind: &'static str,
    /// None where nobody says when.
    date: Option<DateView>,
    text: Option<&'a str>,
    superseded_by: Option<TitledView<'a>>,
}

#[derive(Serialize)]
struct StatusCount {
    status: &'static str,
    label: String,
    count: usize,
}

/// The claims that stand, and how many there are of each status: every page of all claims needs them.
pub(in crate::render) struct StandingClaims {
    ids: Vec<ClaimId>,
    counts: Value,
}

impl StandingClaims {
    pub(in crate::render) fn new(catalog: &Catalog) -> StandingClaims {
        let ids: Vec<ClaimId> = catalog.standing_claims().collect();
        let count = |status| ids.iter().filter(|id| catalog.claim(**id).status == status).count();
        let counts = ClaimStatus::WORDS.iter().map(|(word, status)| StatusCount {
            status: word,
            label: labels::claim_status(*status),
            count: count(*status),
        });
        let counts: Vec<StatusCount> = counts.filter(|counted| counted.count > 0).collect();
        StandingClaims { counts: value(&counts), ids }
    }
}

#[derive(Serialize)]
struct PlaceView<'a> {
    #[serde(rename = "ref")]
    reference: RefView<'a>,
    /// How many places it lies in.
    depth: usize,
    precision_label: Option<&'static str>,
    position: Option<String>,
    briefings: usize,
    events: usize,
}

impl<'a> Site<'a> {
    pub(in crate::render) fn tag_view(&self, id: TagId, written: &'a str) -> TopicView<'a> {
        self.topic_view(self.catalog.tag(id), written, "tags/")
    }

    /// A tag or a series, as somebody writes it.
    pub(super) fn topic_view(&self, topic: &Topic, written: &'a str, folder: &str) -> TopicView<'a> {
        TopicView { name: written, url: self.topic_url(topic, folder), briefings: topic.briefings.len() }
    }

    fn topic_url(&self, topic: &Topic, folder: &str) -> Option<String> {
        topic.has_page().then(|| self.urls.below(&format!("{folder}{}/", topic.slug)))
    }

    pub(in crate::render) fn in_series(&self, id: SeriesId, briefing: BriefingId) -> InSeriesView<'a> {
        let series = self.catalog.a_series(id);
        let at = series.position_in_series(self.catalog.listed_as(briefing));
        let language = &self.catalog.briefing(briefing).lang;
        let neighbour = |at: Option<usize>| {
            let other = at.and_then(|at| series.briefings.get(at));
            other.map(|other| self.titled(self.catalog.in_language(*other, language)))
        };
        InSeriesView {
            name: &series.name,
            url: self.topic_url(series, "series/"),
            number: at.map(|at| at + 1),
            total: series.briefings.len(),
            previous: neighbour(at.and_then(|at| at.checked_sub(1))),
            next: neighbour(at.map(|at| at + 1)),
        }
    }

    pub(in crate::render) fn change_view(&self, change: &Change) -> ChangeView<'a> {
        let briefing = self.catalog.briefing(change.briefing);
        let correction = change.correction.and_then(|i| briefing.corrections.get(i));
        let what = match change.kind {
            ChangeKind::Corrected => "Corrected",
            ChangeKind::Updated => "Updated",
            ChangeKind::Superseded => "Superseded",
            ChangeKind::Retracted => "Retracted",
        };
        ChangeView {
            briefing: self.titled(change.briefing),
            change: what,
            kind: change.kind.as_str(),
            date: match correction {
                Some(correction) => Some(date(&correction.date, None)),
                None => briefing.updated.as_ref().map(date_of_moment),
            },
            text: correction.map(|c| c.text.as_str()).or(match change.kind {
                ChangeKind::Superseded | ChangeKind::Retracted => briefing.status_reason.as_deref(),
                ChangeKind::Corrected | ChangeKind::Updated => None,
            }),
            superseded_by: briefing.superseded_by.map(|other| self.titled(other)),
        }
    }
}

/// What a page of a tag shows.
pub(in crate::render) fn tag(site: &Site<'_>, id: TagId, page: usize) -> View {
    topic(site, site.catalog.tag(id), "tags/", page)
}

/// What a page of a series shows.
pub(in crate::render) fn series(site: &Site<'_>, id: SeriesId, page: usize) -> View {
    topic(site, site.catalog.a_series(id), "series/", page)
}

fn topic(site: &Site<'_>, topic: &Topic, folder: &str, page: usize) -> View {
    let total = topic.briefings.len();
    vec![
        ("briefings", site.cards(on_page(&topic.briefings, page))),
        ("pager", value(&site.pager(&format!("{folder}{}/", topic.slug), page, total))),
        ("first", value(&((page - 1) * PER_PAGE + 1))),
        ("total", value(&total)),
    ]
}

/// What a page of all claims shows: those of the newest briefings first.
pub(in crate::render) fn claims(site: &Site<'_>, page: usize) -> View {
    let StandingClaims { ids: standing, counts } = &site.cache.claims;
    let here = on_page(standing, page).iter().map(|id| site.claim(*id));
    vec![
        ("claims", Value::from(here.collect::<Vec<_>>())),
        ("counts", counts.clone()),
        ("pager", value(&site.pager("claims/", page, standing.len()))),
        ("total", value(&standing.len())),
    ]
}

/// What a page of changes shows.
pub(in crate::render) fn changes(site: &Site<'_>, page: usize) -> View {
    let all = &site.catalog.changes;
    vec![
        ("changes", value(&on_page(all, page).iter().map(|change| site.change_view(change)).collect::<Vec<_>>())),
        ("pager", value(&site.pager("changes/", page, all.len()))),
        ("total", value(&all.len())),
    ]
}

/// What `/map/` shows: every place under the one that it lies in; those without a position apart.
pub(in crate::render) fn map(site: &Site<'_>) -> View {
    let locations = &site.catalog.locations;
    let mut places = Vec::new();
    let mut undisclosed = Vec::new();
    let tops = (0..locations.len()).filter(|i| locations[*i].within.is_none_or(|up| !has_page(site, up)));
    let mut open: Vec<(LocationId, usize)> = tops.map(|i| (LocationId::from_index(i), 0)).collect();
    open.reverse();
    while let Some((id, depth)) = open.pop() {
        let location = site.catalog.location(id);
        open.extend(location.parts.iter().rev().map(|part| (*part, depth + 1)));
        if !location.entity.has_page {
            continue;
        }
        let view = PlaceView {
            reference: site.entity_ref(EntityRef::Location(id)),
            depth,
            precision_label: location.precision.map(labels::precision),
            position: location.coordinates.map(|c| c.display()),
            briefings: location.entity.briefings.len(),
            events: location.entity.events.len(),
        };
        match location.precision {
            Some(Precision::Undisclosed) => undisclosed.push(view),
            _ => places.push(view),
        }
    }
    vec![
        ("total", value(&(places.len() + undisclosed.len()))),
        ("places", value(&places)),
        ("undisclosed", value(&undisclosed)),
    ]
}

fn has_page(site: &Site<'_>, id: LocationId) -> bool {
    site.catalog.location(id).entity.has_page
}
