//! The pages of tags and series, of every claim, and of what changed.

use serde::Serialize;
use tera::Value;

use super::View;
use super::claims::scales;
use super::pager::{of_page, on_page};
use super::shared::{DateView, RefView, value};
use crate::model::{
    ActorId, BriefingId, Catalog, Change, ChangeKind, ClaimId, ClaimStatus, EntityRef, SeriesId, TagId, Topic,
    Vocabulary,
};
use crate::plan::{Ledger, PER_INDEX, PER_PAGE_OF};
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
    previous: Option<Value>,
    next: Option<Value>,
}

/// Something that was changed after publication.
#[derive(Serialize)]
pub(in crate::render) struct ChangeView<'a> {
    briefing: Value,
    change: &'a str,
    kind: &'static str,
    /// None where nobody says when.
    date: Option<DateView>,
    text: Option<&'a str>,
    /// That of the briefing as it is now.
    version: Option<&'a str>,
    superseded_by: Option<Value>,
}

#[derive(Serialize)]
struct StatusCount<'a> {
    status: &'static str,
    label: &'a str,
    count: usize,
    /// The page of the claims of this status.
    url: String,
}

/// Who made claims, and what became of them.
#[derive(Serialize)]
struct SpeakerView<'a> {
    #[serde(rename = "ref")]
    reference: RefView<'a>,
    claims: usize,
    counts: Vec<StatusCount<'a>>,
}

/// The claims that stand, in every list that there is: every page of claims needs them.
pub(in crate::render) struct StandingClaims {
    /// The lists that are not empty.
    lists: Vec<(Ledger, Vec<ClaimId>)>,
    /// Who made most of them, first; of one number, by name.
    speakers: Vec<ActorId>,
}

impl StandingClaims {
    pub(in crate::render) fn new(catalog: &Catalog) -> StandingClaims {
        let mut ids: Vec<ClaimId> = catalog.standing_claims().collect();
        ids.sort_by_cached_key(|id| catalog.claim_order(*id));
        let of = |ledger: Ledger| ids.iter().copied().filter(|id| ledger.has(catalog.claim(*id))).collect();
        let lists = Ledger::all().map(|ledger| (ledger, of(ledger)));
        let lists = lists.filter(|(_, claims): &(_, Vec<ClaimId>)| !claims.is_empty()).collect();
        let mut speakers: Vec<ActorId> = catalog.speakers().collect();
        speakers.sort_by_key(|id| std::cmp::Reverse(catalog.actor(*id).claims.len()));
        StandingClaims { lists, speakers }
    }

    fn of(&self, ledger: Ledger) -> &[ClaimId] {
        self.lists.iter().find(|(of, _)| *of == ledger).map_or(&[], |(_, claims)| claims)
    }
}

impl<'a> Site<'a> {
    /// A tag as a briefing writes it; most write it alike, and share it.
    pub(in crate::render) fn tag_view(&self, id: TagId, written: &'a str) -> Value {
        let tag = self.catalog.tag(id);
        let view = || value(&self.topic_view(tag, written, "tags/"));
        if tag.name == written { self.cache.tags[id.index()].get_or_init(view).clone() } else { view() }
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
        ChangeView {
            briefing: self.titled(change.briefing),
            change: labels::change(self.say(), change.kind),
            kind: change.kind.as_str(),
            date: match correction {
                Some(correction) => Some(self.date(&correction.date, None)),
                None => briefing.updated.as_ref().map(|moment| self.date_of_moment(moment)),
            },
            text: correction.map(|c| c.text.as_str()).or(match change.kind {
                ChangeKind::Superseded | ChangeKind::Retracted => briefing.status_reason.as_deref(),
                ChangeKind::Corrected | ChangeKind::Updated => None,
            }),
            version: briefing.version.as_deref(),
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
        ("briefings", site.cards(of_page(&topic.briefings, page, PER_PAGE_OF))),
        ("pager", value(&site.pager_by(&format!("{folder}{}/", topic.slug), page, total, PER_PAGE_OF))),
        ("first", value(&((page - 1) * PER_PAGE_OF + 1))),
        ("total", value(&total)),
    ]
}

impl<'a> Site<'a> {
    fn status_count(&self, status: ClaimStatus, count: usize) -> StatusCount<'a> {
        let url = self.urls.below(&Ledger::Of(status).folder());
        StatusCount { status: status.as_str(), label: labels::claim_status(self.say(), status), count, url }
    }

    /// How many of some claims have each status.
    fn status_counts(&self, claims: &[ClaimId]) -> Vec<StatusCount<'a>> {
        let count = |status| claims.iter().filter(|id| self.catalog.claim(**id).status == status).count();
        let all = ClaimStatus::WORDS.iter().map(|(_, status)| self.status_count(*status, count(*status)));
        all.filter(|counted| counted.count > 0).collect()
    }
}

/// What a page of a list of claims shows: the newest first.
pub(in crate::render) fn claims(site: &Site<'_>, ledger: Ledger, page: usize) -> View {
    let all = &site.cache.claims;
    let counts = all.lists.iter().filter_map(|(ledger, claims)| match ledger {
        Ledger::Of(status) => Some(site.status_count(*status, claims.len())),
        Ledger::All | Ledger::Unnamed => None,
    });
    let chosen = all.of(ledger);
    let here = site.claims(on_page(chosen, page));
    let url_of = |there: bool, folder: &str| there.then(|| site.urls.below(folder));
    let status = match ledger {
        Ledger::Of(status) => Some(status.as_str()),
        Ledger::All | Ledger::Unnamed => None,
    };
    let unnamed = all.of(Ledger::Unnamed).len();
    vec![
        ("claims", Value::from(here)),
        ("counts", value(&counts.collect::<Vec<_>>())),
        ("status", value(&status)),
        ("all_url", value(&site.urls.below(&Ledger::All.folder()))),
        ("speakers_url", value(&url_of(!all.speakers.is_empty(), "claims/speakers/"))),
        ("unnamed_url", value(&url_of(unnamed > 0, &Ledger::Unnamed.folder()))),
        ("unnamed", value(&unnamed)),
        ("is_unnamed", value(&(ledger == Ledger::Unnamed))),
        ("pager", value(&site.pager(&ledger.folder(), page, chosen.len()))),
        ("total", value(&chosen.len())),
        ("of_all", value(&all.of(Ledger::All).len())),
        // What ratings mean is told once, where all claims begin.
        ("scales", if ledger == Ledger::All && page == 1 { scales(site.say()) } else { Value::none() }),
    ]
}

/// What a page of those who made claims shows.
pub(in crate::render) fn speakers(site: &Site<'_>, page: usize) -> View {
    let StandingClaims { speakers, .. } = &site.cache.claims;
    let unnamed = site.cache.claims.of(Ledger::Unnamed).len();
    let row = |id: &ActorId| {
        let claims = &site.catalog.actor(*id).claims;
        SpeakerView {
            reference: site.entity_ref(EntityRef::Actor(*id)),
            claims: claims.len(),
            counts: site.status_counts(claims),
        }
    };
    let rows: Vec<SpeakerView<'_>> = of_page(speakers, page, PER_INDEX).iter().map(row).collect();
    vec![
        ("speakers", value(&rows)),
        ("unnamed", value(&unnamed)),
        ("unnamed_url", value(&site.urls.below(&Ledger::Unnamed.folder()))),
        ("all_url", value(&site.urls.below("claims/"))),
        ("pager", value(&site.pager_by("claims/speakers/", page, speakers.len(), PER_INDEX))),
        ("total", value(&speakers.len())),
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
