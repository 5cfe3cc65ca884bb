//! Claims in a ledger, and the sources that tell them.

use serde::Serialize;
use tera::Value;

use super::shared::{DateView, LabelledView, RefView, TitledView, value};
use crate::model::{BriefingId, Claim, ClaimId, Source, Speaker, Vocabulary};
use crate::render::{Site, labels};

#[derive(Serialize)]
struct ClaimView<'a> {
    id: Option<&'a str>,
    anchor: &'a str,
    /// Its number in its briefing, from 1.
    number: usize,
    text: &'a str,
    speaker: Option<RefView<'a>>,
    anonymous: Option<&'a str>,
    date: Option<DateView>,
    status: &'static str,
    status_label: String,
    credibility: Option<CredibilityView>,
    contradicts: Vec<OtherClaim<'a>>,
    contradicted_by: Vec<OtherClaim<'a>>,
    history: Vec<HistoryView<'a>>,
    sources: Vec<LabelledView>,
    briefing: TitledView<'a>,
}

#[derive(Serialize)]
struct CredibilityView {
    number: &'static str,
    meaning: &'static str,
}

#[derive(Serialize)]
struct OtherClaim<'a> {
    anchor: &'a str,
    number: usize,
    text: &'a str,
    speaker_name: Option<&'a str>,
    anonymous: Option<&'a str>,
    date: Option<DateView>,
    status: &'static str,
    status_label: String,
    credibility: Option<CredibilityView>,
    /// For the briefing's own page.
    sources: Vec<LabelledView>,
}

#[derive(Serialize)]
struct HistoryView<'a> {
    date: DateView,
    status_label: String,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct SourceView<'a> {
    id: Option<&'a str>,
    anchor: &'a str,
    number: usize,
    title: Option<&'a str>,
    publisher: Option<RefView<'a>>,
    reliability: Option<ReliabilityView>,
    url: Option<&'a str>,
    archive_url: Option<&'a str>,
    published: Option<DateView>,
    retrieved: Option<DateView>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::render) struct ReliabilityView {
    letter: &'static str,
    meaning: &'static str,
}

fn credibility(credibility: crate::model::Credibility) -> CredibilityView {
    CredibilityView { number: credibility.as_str(), meaning: credibility.meaning() }
}

pub(in crate::render) fn reliability(reliability: crate::model::Reliability) -> ReliabilityView {
    ReliabilityView { letter: reliability.as_str(), meaning: reliability.meaning() }
}

impl<'a> Site<'a> {
    /// A claim in a ledger.
    pub(in crate::render) fn claim(&self, id: ClaimId) -> Value {
        let claim: &Claim = self.catalog.claim(id);
        let (speaker, anonymous) = match &claim.said_by {
            Some(Speaker::Actor(mention)) => (Some(self.actor_on(mention, claim.date.as_ref())), None),
            Some(Speaker::Anonymous(description)) => {
                (None, Some(description.as_deref().unwrap_or("an anonymous speaker")))
            }
            None => (None, None),
        };
        value(&ClaimView {
            id: claim.id.as_deref(),
            anchor: &claim.anchor,
            number: self.claim_number(id),
            text: &claim.text,
            speaker,
            anonymous,
            date: claim.date.as_ref().map(|d| self.date(d, claim.date_text.as_deref())),
            status: claim.status.as_str(),
            status_label: labels::claim_status(claim.status),
            credibility: claim.credibility.map(credibility),
            contradicts: self.other_claims(&claim.contradicts),
            contradicted_by: self.other_claims(&claim.contradicted_by),
            history: claim
                .history
                .iter()
                .map(|change| HistoryView {
                    date: self.date(&change.date, None),
                    status_label: labels::claim_status(change.status),
                    note: change.note.as_deref(),
                })
                .collect(),
            sources: self.source_links(claim.briefing, &claim.sources),
            briefing: self.titled(claim.briefing),
        })
    }

    /// Links to sources of a briefing, by their number there, on the briefing's own page.
    pub(in crate::render) fn source_links(&self, briefing: BriefingId, sources: &[usize]) -> Vec<LabelledView> {
        let all = &self.catalog.briefing(briefing).sources;
        let mut sources = sources.to_vec();
        sources.sort_unstable();
        let link = |i: &usize| LabelledView { label: (i + 1).to_string(), url: format!("#{}", all[*i].anchor) };
        sources.iter().map(link).collect()
    }

    /// The number of a claim in its briefing, from 1.
    pub(in crate::render) fn claim_number(&self, id: ClaimId) -> usize {
        let briefing = self.catalog.briefing(self.catalog.claim(id).briefing);
        id.index() - briefing.claims.first().map_or(0, |first| first.index()) + 1
    }

    /// Other claims of the same briefing, by their number.
    fn other_claims(&self, ids: &[ClaimId]) -> Vec<OtherClaim<'a>> {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.into_iter().map(|id| self.other_claim(id)).collect()
    }

    fn other_claim(&self, id: ClaimId) -> OtherClaim<'a> {
        let claim = self.catalog.claim(id);
        let (speaker_name, anonymous) = match &claim.said_by {
            Some(Speaker::Actor(mention)) => (Some(&*mention.written), None),
            Some(Speaker::Anonymous(description)) => {
                (None, Some(description.as_deref().unwrap_or("an anonymous speaker")))
            }
            None => (None, None),
        };
        OtherClaim {
            anchor: &claim.anchor,
            number: self.claim_number(id),
            text: &claim.text,
            speaker_name,
            anonymous,
            date: claim.date.as_ref().map(|d| self.date(d, claim.date_text.as_deref())),
            status: claim.status.as_str(),
            status_label: labels::claim_status(claim.status),
            credibility: claim.credibility.map(credibility),
            sources: self.source_links(claim.briefing, &claim.sources),
        }
    }

    /// A source of a briefing, by its number there, from 0.
    pub(in crate::render) fn source(&self, source: &'a Source, number: usize) -> Value {
        let publisher = source.publisher.as_ref();
        let rated = publisher.and_then(|m| self.catalog.publisher(m.id).reliability);
        value(&SourceView {
            id: source.id.as_deref(),
            anchor: &source.anchor,
            number: number + 1,
            title: source.title.as_deref(),
            publisher: publisher.map(|m| self.publisher_ref(m)),
            reliability: rated.map(reliability),
            url: source.url.as_ref().map(|u| u.as_str()),
            archive_url: source.archive_url.as_ref().map(|u| u.as_str()),
            published: source.published.as_ref().map(|d| self.date(d, None)),
            retrieved: source.retrieved.as_ref().map(|d| self.date(d, None)),
            note: None,
        })
    }
}
