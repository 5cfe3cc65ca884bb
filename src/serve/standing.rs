//! How the site stands: the edition that is shown, and what is wrong with what is written now.

use std::sync::Arc;

use serde::Serialize;
use tokio::sync::watch;

use super::edition::Edition;
use super::events::Views;
use crate::config::Config;
use crate::diagnostic::{Code, FilePath, Severity};
use crate::load::Sources;

/// A diagnostic as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How bad it is.
    pub severity: Severity,
    /// Its code; none where it is the machine that failed.
    pub code: Option<Code>,
    /// The file that it is in, by its path from the site's root.
    pub file: Option<FilePath>,
    /// The line that it is on, from 1.
    pub line: Option<usize>,
    /// All of it, as `check` prints it.
    pub text: String,
    /// The same with colours, for a terminal.
    pub styled: String,
}

impl Told {
    /// What is wrong, and in which file; not where in it, which every line that is written above changes.
    pub fn mistake(&self) -> String {
        format!("{} {}", self.file.as_deref().unwrap_or_default(), self.text.lines().next().unwrap_or_default())
    }
}

/// All that is told, in the order of its places.
pub(super) type AllTold = Arc<[Arc<Told>]>;

/// How much of what a browser has is old.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Change {
    /// Style sheets only: they can be exchanged in a page.
    Styles,
    /// Pages, if their bytes are others.
    Pages,
    /// Anything, pictures and scripts too.
    Everything,
}

/// How the site stands.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    /// What is shown; nothing where there never was a site without mistakes.
    pub(super) edition: Option<Arc<Edition>>,
    /// What made it other than the one before.
    pub(super) change: Change,
    /// What is wrong with what is written now, as `check` tells it.
    pub(super) told: AllTold,
    /// The same, and what only its authors' page tells.
    pub(super) for_authors: AllTold,
    /// What was read last.
    pub(super) read: Option<Arc<(Sources, Config)>>,
    /// Whether the site was read at all, well or not.
    pub(super) begun: bool,
    /// The pages that are open.
    pub(super) views: Arc<Views>,
}

impl Standing {
    /// Whether what is written now could not be shown.
    pub(super) fn is_broken(&self) -> bool {
        self.told.iter().any(|told| told.severity == Severity::Error)
    }
}

/// From who makes editions to who shows them.
pub(super) fn channel() -> (watch::Sender<Standing>, watch::Receiver<Standing>) {
    watch::channel(Standing {
        edition: None,
        change: Change::Everything,
        told: Arc::new([]),
        for_authors: Arc::new([]),
        read: None,
        begun: false,
        views: Arc::default(),
    })
}
