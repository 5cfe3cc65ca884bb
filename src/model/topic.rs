//! Tags and series: what briefings have in common beside who, where and when.

use std::cmp::Reverse;

use super::{BriefingId, Slug};

/// A tag, or a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its address.
    pub slug: Slug,
    /// Its name, as the first briefing writes it.
    pub name: String,
    /// The standing briefings that have it: of a tag newest first, of a series oldest first. A topic
    /// that only withdrawn ones have is left with none, and has no page.
    pub briefings: Vec<BriefingId>,
    /// The withdrawn ones, newest first: feeds tell of them.
    pub withdrawn: Vec<BriefingId>,
}

impl Topic {
    /// Whether it has a page of its own.
    pub fn has_page(&self) -> bool {
        !self.briefings.is_empty()
    }

    /// Where a briefing stands in a series, from 0; a withdrawn one has no number there.
    pub fn position_in_series(&self, briefing: BriefingId) -> Option<usize> {
        // Oldest first is from the last number down.
        self.briefings.binary_search_by_key(&Reverse(briefing), |other| Reverse(*other)).ok()
    }
}

/// A change of a briefing after its publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which briefing.
    pub briefing: BriefingId,
    /// What was done to it.
    pub kind: ChangeKind,
    /// The correction that tells it, by its number in the briefing; else it is the briefing as a whole.
    pub correction: Option<usize>,
}

/// What a change did to a briefing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// A mistake was mended.
    Corrected,
    /// Something was added.
    Updated,
    /// Another briefing stands in its place.
    Superseded,
    /// It was taken back.
    Retracted,
}

impl ChangeKind {
    /// The kind's word, which is the anchor of a change to a briefing as a whole.
    pub fn as_str(self) -> &'static str {
        match self {
            ChangeKind::Corrected => "corrected",
            ChangeKind::Updated => "updated",
            ChangeKind::Superseded => "superseded",
            ChangeKind::Retracted => "retracted",
        }
    }
}
