//! Claims in a ledger, and the sources that tell them.

use std::borrow::Cow;

use serde::Serialize;
use tera::Value;

use super::shared::{DateView, LabelledView, RefView, value};
use crate::model::{
    Briefing, BriefingId, Claim, ClaimId, Confidence, Credibility, Likelihood, Reliability, Source, Speaker, Vocabulary,
};
use crate::render::theme::Say;
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
    status_label: &'a str,
    credibility: Option<CredibilityView<'a>>,
    contradicts: Vec<OtherClaim<'a>>,
    /// Claims that contradict it and are only named: those of its briefing that say so, and those above it that tell
    /// of it in full.
    contradicted_by: Vec<OtherClaim<'a>>,
    /// Claims of other briefings that do, told in full.
    contradicted_elsewhere: Vec<OtherClaim<'a>>,
    history: Vec<HistoryView<'a>>,
    sources: Vec<LabelledView>,
    briefing: Value,
}

#[derive(Serialize)]
struct CredibilityView<'a> {
    number: &'static str,
    meaning: &'a str,
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
    status_label: &'a str,
    credibility: Option<CredibilityView<'a>>,
    /// Of its own briefing; their addresses begin there.
    sources: Vec<LabelledView>,
    /// The page of its briefing, where that is another than the first claim's.
    briefing: Option<Value>,
}

#[derive(Serialize)]
struct HistoryView<'a> {
    date: DateView,
    status_label: &'a str,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct SourceView<'a> {
    id: Option<&'a str>,
    anchor: &'a str,
    number: usize,
    title: Option<&'a str>,
    publisher: Option<Value>,
    reliability: Option<ReliabilityView<'a>>,
    url: Option<&'a str>,
    archive_url: Option<&'a str>,
    published: Option<DateView>,
    retrieved: Option<DateView>,
    /// The claims of its briefing that it tells, by number.
    claims: Vec<LabelledView>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::render) struct ReliabilityView<'a> {
    letter: &'static str,
    meaning: &'a str,
}

fn credibility(say: &Say, credibility: Credibility) -> CredibilityView<'_> {
    CredibilityView { number: credibility.as_str(), meaning: labels::credibility(say, credibility) }
}

pub(in crate::render) fn reliability(say: &Say, reliability: Reliability) -> ReliabilityView<'_> {
    ReliabilityView { letter: reliability.as_str(), meaning: labels::reliability(say, reliability) }
}

/// A scale by which claims, sources or judgments are rated, with what its terms mean.
#[derive(Serialize)]
struct ScaleView<'a> {
    title: &'a str,
    of: &'a str,
    terms: Vec<TermView<'a>>,
}

#[derive(Serialize)]
struct TermView<'a> {
    term: &'a str,
    meaning: Cow<'a, str>,
}

/// Every scale that pages use.
pub(in crate::render) fn scales(say: &Say) -> Value {
    fn scale<'s, V: Vocabulary>(
        title: &'s str,
        of: &'s str,
        term: impl Fn(V) -> (&'s str, Cow<'s, str>),
    ) -> ScaleView<'s> {
        let terms = V::WORDS.iter().map(|(_, value)| term(*value));
        ScaleView { title, of, terms: terms.map(|(term, meaning)| TermView { term, meaning }).collect() }
    }
    let (admiralty, icd) = (say.text("admiralty_scale"), say.text("icd_203"));
    value(&[
        scale(say.text("scale_reliability"), admiralty, |grade: Reliability| {
            (grade.as_str(), labels::reliability(say, grade).into())
        }),
        scale(say.text("scale_credibility"), admiralty, |grade: Credibility| {
            (grade.as_str(), labels::credibility(say, grade).into())
        }),
        scale(say.text("scale_likelihood"), icd, |likelihood: Likelihood| {
            (labels::likelihood(say, likelihood), labels::chances(say, likelihood).into())
        }),
        scale(say.text("scale_confidence"), icd, |confidence: Confidence| {
            let (term, meaning) = labels::confidence(say, confidence);
            (term, meaning.into())
        }),
    ])
}

impl<'a> Site<'a> {
    /// Claims in a ledger.
    pub(in crate::render) fn claims(&self, ids: &[ClaimId]) -> Vec<Value> {
        ids.iter().enumerate().map(|(at, id)| self.claim(*id, &ids[..at])).collect()
    }

    /// A claim in a ledger below others. What one of those contradicts is told in full there, so here it is only named.
    fn claim(&self, id: ClaimId, above: &[ClaimId]) -> Value {
        let claim: &Claim = self.catalog.claim(id);
        let is_told = |other: &ClaimId| {
            let told = self.catalog.claim(*other);
            above.contains(other) && (told.briefing != claim.briefing || told.contradicts.contains(&id))
        };
        let (told, contradicts): (Vec<ClaimId>, Vec<ClaimId>) = claim.contradicts.iter().partition(|id| is_told(id));
        let (elsewhere, by): (Vec<ClaimId>, Vec<ClaimId>) = claim
            .contradicted_by
            .iter()
            .partition(|other| self.catalog.claim(**other).briefing != claim.briefing && !is_told(other));
        let named: Vec<ClaimId> = told.into_iter().chain(by).collect();
        let (speaker, anonymous) = match &claim.said_by {
            Some(Speaker::Actor(mention)) => (Some(self.actor_on(mention, claim.date.as_ref())), None),
            Some(Speaker::Anonymous(description)) => {
                (None, Some(description.as_deref().unwrap_or(self.say().text("an_anonymous_speaker"))))
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
            status_label: labels::claim_status(self.say(), claim.status),
            credibility: claim.credibility.map(|grade| credibility(self.say(), grade)),
            contradicts: self.other_claims(claim, &contradicts),
            contradicted_by: self.other_claims(claim, &named),
            contradicted_elsewhere: self.other_claims(claim, &elsewhere),
            history: claim
                .history
                .iter()
                .map(|change| HistoryView {
                    date: self.date(&change.date, None),
                    status_label: labels::claim_status(self.say(), change.status),
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

    /// The claims that a claim contradicts, or that contradict it: first those of its briefing, by their number.
    fn other_claims(&self, claim: &Claim, ids: &[ClaimId]) -> Vec<OtherClaim<'a>> {
        let mut ids = ids.to_vec();
        ids.sort_unstable_by_key(|id| (self.catalog.claim(*id).briefing != claim.briefing, *id));
        ids.into_iter().map(|id| self.other_claim(claim.briefing, id)).collect()
    }

    fn other_claim(&self, briefing: BriefingId, id: ClaimId) -> OtherClaim<'a> {
        let claim = self.catalog.claim(id);
        let (speaker_name, anonymous) = match &claim.said_by {
            Some(Speaker::Actor(mention)) => (Some(&*mention.written), None),
            Some(Speaker::Anonymous(description)) => {
                (None, Some(description.as_deref().unwrap_or(self.say().text("an_anonymous_speaker"))))
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
            status_label: labels::claim_status(self.say(), claim.status),
            credibility: claim.credibility.map(|grade| credibility(self.say(), grade)),
            sources: self.source_links(claim.briefing, &claim.sources),
            briefing: (claim.briefing != briefing).then(|| self.titled(claim.briefing)),
        }
    }

    /// Links to the claims of a briefing that one of its sources tells, on the briefing's own page.
    fn told_by(&self, briefing: &Briefing, source: usize) -> Vec<LabelledView> {
        let told = briefing.claims.iter().filter(|id| self.catalog.claim(**id).sources.contains(&source));
        let link = |id: &ClaimId| LabelledView {
            label: self.claim_number(*id).to_string(),
            url: format!("#{}", self.catalog.claim(*id).anchor),
        };
        told.map(link).collect()
    }

    /// A source of a briefing, by its number there, from 0.
    pub(in crate::render) fn source(&self, briefing: &Briefing, source: &'a Source, number: usize) -> Value {
        let publisher = source.publisher.as_ref();
        let rated = publisher.and_then(|m| self.catalog.publisher(m.id).reliability);
        value(&SourceView {
            id: source.id.as_deref(),
            anchor: &source.anchor,
            number: number + 1,
            title: source.title.as_deref(),
            publisher: publisher.map(|m| self.publisher_named(m)),
            reliability: rated.map(|grade| reliability(self.say(), grade)),
            url: source.url.as_ref().map(|u| u.as_str()),
            archive_url: source.archive_url.as_ref().map(|u| u.as_str()),
            published: source.published.as_ref().map(|d| self.date(d, None)),
            retrieved: source.retrieved.as_ref().map(|d| self.date(d, None)),
            claims: self.told_by(briefing, number),
            note: None,
        })
    }
}
