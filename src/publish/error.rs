//! Why something could not be published.

use std::fmt;

use crate::write::{OpenError, WriteError};

/// Why something could not be published.
#[derive(Debug)]
pub enum PublishError {
    /// This program was built without the way to such a target.
    Unsupported {
        /// What it would be sent to.
        to: &'static str,
        /// The feature that brings it.
        feature: &'static str,
    },
    /// What `dateline.yaml` says of the target can't be used: why, in words.
    Refused(String),
    /// There are no credentials for the target: where they are looked for.
    NoCredentials(String),
    /// Ctrl-C ended it; the next publish goes on from there.
    Interrupted {
        /// How many files were sent.
        sent: usize,
        /// How many were to be sent.
        of: usize,
    },
    /// The manifest at the target can't be read: its damage, in words.
    Manifest(String),
    /// Somebody else has published since it was looked at.
    Moved,
    /// There is no version before to bring back: why, and what to do instead.
    NoPrevious(String),
    /// The target can't be reached, or refuses: what was done, and what came back.
    Target(String),
    /// The folder may not be used, or is in use.
    Open(OpenError),
    /// A disk failed.
    Disk(WriteError),
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Unsupported { to, feature } => write!(
                f,
                "this program was built without {to}: build it with `--features {feature}`, or publish to a directory and send that \
                 with a tool of your own"
            ),
            PublishError::Interrupted { sent, of } => write!(
                f,
                "interrupted: {sent} of {of} files were sent, and nothing was removed; the next publish goes on from there"
            ),
            PublishError::Manifest(why) => write!(
                f,
                "the manifest {} at the target can't be read: {why}; if nothing else helps, remove it there and publish with --adopt",
                super::MANIFEST
            ),
            PublishError::Moved => f.write_str("somebody else published to the target meanwhile; publish again"),
            PublishError::Refused(why)
            | PublishError::NoCredentials(why)
            | PublishError::NoPrevious(why)
            | PublishError::Target(why) => f.write_str(why),
            PublishError::Open(error) => error.fmt(f),
            PublishError::Disk(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PublishError {}

impl From<OpenError> for PublishError {
    fn from(error: OpenError) -> PublishError {
        PublishError::Open(error)
    }
}

impl From<WriteError> for PublishError {
    fn from(error: WriteError) -> PublishError {
        PublishError::Disk(error)
    }
}
