//! What an author may write at the head of a file, key by key.
//!
//! Each struct is the whole of what one kind of file takes; `serde` refuses any other key. Names
//! are still the author's strings: `resolve` finds what they stand for.

mod briefing;
mod forms;
mod profile;

pub use briefing::{
    RawBriefing, RawClaim, RawClaimChange, RawCorrection, RawEvent, RawInvolvement, RawJudgment, RawPlace, RawSource,
    RawSpeaker,
};
pub use forms::{RawDate, RawMoment};
pub use profile::{
    RawActor, RawCommon, RawLink, RawLocation, RawNativeName, RawPage, RawPreviousName, RawPublisher, RawRole,
};
