//! What the dates promise, one file per promise.

mod machine;
mod mend;
mod moment;
mod order;
mod properties;
mod wording;

use super::EventDate;

fn date(text: &str) -> EventDate {
    EventDate::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}
