//! What an author may write at the head of a file, key by key.
//!
//! Each struct is the whole of what one kind of file takes; `serde` refuses any other key. Names
//! are still the author's strings: `resolve` finds what they stand for.

mod briefing;
mod forms;
mod profile;

use serde_json::Value;

use crate::model::schema_of;

pub use briefing::{
    RawBriefing, RawClaim, RawClaimChange, RawCorrection, RawEvent, RawInvolvement, RawJudgment, RawPlace, RawSource,
    RawSpeaker,
};
pub use forms::{RawDate, RawMoment};
pub use profile::{
    RawActor, RawCommon, RawLink, RawLocation, RawNativeName, RawPage, RawPreviousName, RawPublisher, RawRole,
};

/// What the files of one folder may hold at their head, as JSON Schema; none if there is no such folder.
pub fn schema(folder: &str) -> Option<Value> {
    match folder {
        "briefings" => Some(schema_of::<RawBriefing>()),
        "actors" => Some(schema_of::<RawActor>()),
        "locations" => Some(schema_of::<RawLocation>()),
        "publishers" => Some(schema_of::<RawPublisher>()),
        "pages" => Some(schema_of::<RawPage>()),
        _ => None,
    }
}
