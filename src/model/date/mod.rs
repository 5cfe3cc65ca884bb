//! When things are: the two kinds of date that Dateline knows.
//!
//! - [`EventDate`] says when something happened, as well as the author knows: an EDTF expression
//!   (Extended Date/Time Format, levels 0 to 2; ISO 8601-2:2019, annex A) with its bounds, its
//!   place in a timeline and its wording.
//! - [`Moment`] says when a file was published: one point in time, with the offset it was written in.
//!
//! Both keep the author's text. Nothing is invented: what is vague stays vague in order, wording
//! and machine form. All days are of the proleptic Gregorian calendar and all years astronomical
//! (year 0 is 1 BC, -43 is 44 BC), as in ISO 8601.
//!
//! The rest of the folder, by noun: `extent` (bounds and [`SortKey`]), `grain` ([`Certainty`] and
//! [`DatePrecision`]), `wording` ([`DateWords`]), `moment_text` (how a moment is written), `mend`, `mend_iso`, `mend_numbers` and `mend_words` (near misses and their mends). Nothing here reads a clock.

mod day;
mod error;
mod event_date;
mod extent;
mod grain;
mod mend;
mod mend_iso;
mod mend_numbers;
mod mend_words;
mod moment;
mod moment_text;
#[cfg(test)]
mod tests;
mod wording;

pub use day::{Day, year_slug};
pub use error::DateError;
pub use event_date::EventDate;
pub use extent::SortKey;
pub use grain::{Certainty, DatePrecision};
pub use moment::Moment;
pub use wording::DateWords;
