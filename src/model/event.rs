//! Something that happened, or is said to have.

use super::{ActorId, BriefingId, EventDate, EventId, LocationId, Mention};

/// A dated entry of a briefing.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The briefing that tells it.
    pub briefing: BriefingId,
    /// Its place among the briefing's dates, from 0.
    pub number: usize,
    /// What its address on the briefing's page is called.
    pub anchor: String,
    /// What the briefing calls it.
    pub id: Option<String>,
    /// When, as EDTF.
    pub date: EventDate,
    /// When, in the author's words.
    pub date_text: Option<String>,
    /// What.
    pub title: String,
    /// Of what sort: `statement`, `strike`, whatever the author writes.
    pub kind: Option<String>,
    /// Who.
    pub actors: Vec<Mention<ActorId>>,
    /// Where.
    pub locations: Vec<Mention<LocationId>>,
    /// The briefing's sources that tell it, from 0.
    pub sources: Vec<usize>,
    /// The same date in another language of the briefing, which counts in its place.
    pub told_in: Option<EventId>,
}
