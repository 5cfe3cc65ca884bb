//! A claim: what somebody says, with who says it.

use super::{ActorId, BriefingId, ClaimId, ClaimStatus, Credibility, EventDate, Mention};

/// What somebody said.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The briefing that tells it.
    pub briefing: BriefingId,
    /// What its address on the briefing's page is called.
    pub anchor: String,
    /// What the briefing calls it.
    pub id: Option<String>,
    /// What was said, in the briefing's words.
    pub text: String,
    /// Who said it.
    pub said_by: Option<Speaker>,
    /// When it was said.
    pub date: Option<EventDate>,
    /// When it was said, in the author's words.
    pub date_text: Option<String>,
    /// What became of it.
    pub status: ClaimStatus,
    /// How its status changed.
    pub history: Vec<ClaimChange>,
    /// How credible it is.
    pub credibility: Option<Credibility>,
    /// The claims that it speaks against, of its own briefing and of others.
    pub contradicts: Vec<ClaimId>,
    /// The claims that speak against it.
    pub contradicted_by: Vec<ClaimId>,
    /// The briefing's sources that tell it, from 0.
    pub sources: Vec<usize>,
    /// The same claim in another language of the briefing, which counts in its place.
    pub told_in: Option<ClaimId>,
}

/// Who says a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// Somebody with a name.
    Actor(Mention<ActorId>),
    /// Somebody who stays without one; described as far as the briefing does.
    Anonymous(Option<String>),
}

/// A change of a claim's status.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimChange {
    /// When.
    pub date: EventDate,
    /// To what.
    pub status: ClaimStatus,
    /// Why.
    pub note: Option<String>,
}
