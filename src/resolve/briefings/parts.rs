//! What the parts of a briefing's page are called in its address: that depends on nothing but the briefing, so it is found
//! out for many at once.

use crate::model::{Anchors, Part, WebUrl};
use crate::parse::front_matter::{RawBriefing, RawClaim, RawSource, RawSpeaker};

/// The anchors of a briefing's parts, each list in the order of what it names.
pub(in crate::resolve) struct PartAnchors {
    pub(super) sources: Vec<String>,
    pub(super) claims: Vec<String>,
    pub(super) dates: Vec<String>,
    pub(super) corrections: Vec<String>,
}

impl PartAnchors {
    /// The anchors of a briefing's parts, beside those of its prose.
    pub(in crate::resolve) fn of(raw: &RawBriefing, prose: &[String]) -> PartAnchors {
        let sources: Vec<_> = raw.sources.iter().map(source).collect();
        let claims: Vec<_> = raw.claims.iter().map(claim).collect();
        let dates = raw.dates.iter();
        let dates = dates.map(|raw| Part { id: raw.id.as_deref(), words: &raw.title, besides: raw.date.0.text() });
        let dates: Vec<_> = dates.collect();
        let corrections = raw.corrections.iter();
        let corrections = corrections.map(|raw| Part { id: None, words: raw.date.0.text(), besides: &raw.text });
        let corrections: Vec<_> = corrections.collect();
        let mut anchors = Anchors::beside(prose);
        PartAnchors {
            sources: anchors.of("source", &sources),
            claims: anchors.of("claim", &claims),
            dates: anchors.of("event", &dates),
            corrections: anchors.of("correction", &corrections),
        }
    }
}

/// A source without an id is called by its title, its publisher, or its address.
fn source(raw: &RawSource) -> Part<'_> {
    let address = raw.url.as_ref().map(WebUrl::as_str);
    let words = raw.title.as_deref().or(raw.publisher.as_deref()).or(address).unwrap_or_default();
    let day = raw.published.as_ref().map(|date| date.0.text());
    Part { id: raw.id.as_deref(), words, besides: day.or(address).unwrap_or_default() }
}

/// Two may say the same.
fn claim(raw: &RawClaim) -> Part<'_> {
    let speaker = raw.said_by.as_ref().and_then(|speaker| match speaker {
        RawSpeaker::Name(name) => Some(&**name),
        RawSpeaker::Anonymous(description) => description.as_deref(),
    });
    Part { id: raw.id.as_deref(), words: &raw.text, besides: speaker.unwrap_or_default() }
}
