//! What is wrong with a date that could not be read.

use std::fmt;

use super::mend::Mend;

/// Why a text is not the date it should be, in plain words for its author.
///
/// `offset` counts bytes from the start of the text as it was given, white space included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    /// Where the trouble starts, in bytes from the start of the given text.
    pub offset: usize,
    /// What is wrong, without a full stop.
    pub message: String,
    /// How to mend it, where that can be said.
    pub help: Option<String>,
}

impl DateError {
    /// The error of a near miss, whose own offset counts from `start`.
    pub(super) fn of_mend(mend: Mend, start: usize) -> Self {
        Self { offset: start + mend.offset, message: mend.message, help: Some(mend.help) }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DateError {}
