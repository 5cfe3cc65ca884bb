//! Publishing: what a built site and a target differ in, and how the target becomes the site.
//!
//! ```text
//! output folder ─read→ Site ─┐
//! target ─look→ There ───────┴─plan→ Plan ─send→ target
//! ```
//!
//! - **Compared by content.** A [`Manifest`] at the target says which files are Dateline's and what is in each
//!   (SHA-256); it is held against what is really there, so that a file that somebody removed is sent again.
//! - **Others' files stay.** What no manifest names is somebody else's: a CNAME, another site below the same folder.
//!   A site that would overwrite such a file is refused, unless it is adopted.
//! - **Whole at each moment.** A folder is switched and a branch is moved at once.
//!
//! Each kind of target is a file of its own.

#![expect(clippy::disallowed_methods, reason = "publishing touches disks, networks and the user's own git")]

mod directory;
mod error;
mod git;
mod manifest;
mod plan;
mod site;

use std::collections::BTreeMap;
use std::path::Path;

pub use error::PublishError;
pub use manifest::{Manifest, NAME as MANIFEST};
pub use plan::{Plan, Sort};
pub use site::Site;

use crate::config::Target;
use crate::write::Protected;

/// What is at a target.
#[derive(Debug, Default)]
pub struct There {
    /// What the manifest says, where there is one.
    pub manifest: Option<Manifest>,
    /// Every file that is really there, with its length in bytes; by route.
    pub files: BTreeMap<String, u64>,
    /// By what the target's state is known, for a target that others may change meanwhile.
    state: Option<String>,
}

/// A target that can be published to.
#[derive(Debug)]
pub enum Door<'a> {
    /// A folder.
    Directory(directory::Directory<'a>),
    /// A branch of a Git repository.
    Git(git::Branch<'a>),
}

impl<'a> Door<'a> {
    /// The way to a target; paths and remotes are those of the site's folder.
    ///
    /// # Errors
    /// This program can't publish to such a target.
    pub fn new(target: &'a Target, root: &'a Path, protected: &'a Protected) -> Result<Door<'a>, PublishError> {
        match target {
            Target::Directory { path } => Ok(Door::Directory(directory::Directory::new(root, path, protected))),
            Target::Git { remote, branch } => Ok(Door::Git(git::Branch::new(root, remote, branch))),
            Target::S3 { .. } | Target::Gcs { .. } | Target::Azure { .. } => Err(PublishError::Unsupported),
        }
    }

    /// Looks at what is there; changes nothing.
    ///
    /// # Errors
    /// The target can't be reached or read.
    pub fn look(&self) -> Result<There, PublishError> {
        match self {
            Door::Directory(directory) => directory.look(),
            Door::Git(branch) => branch.look(),
        }
    }

    /// Makes the target the site, as planned; `message` says in words what is new.
    ///
    /// # Errors
    /// [`PublishError::Moved`] where somebody else has published meanwhile: plan again. Else the target or the machine
    /// failed, and the target is as it was.
    pub fn send(&self, site: &Site, there: &There, plan: &Plan, message: &str) -> Result<(), PublishError> {
        match self {
            Door::Directory(directory) => directory.send(site, there, plan),
            Door::Git(branch) => branch.send(site, there, plan, message),
        }
    }

    /// Brings the version before back, where the target keeps it.
    ///
    /// # Errors
    /// It keeps none, or the target failed.
    pub fn roll_back(&self) -> Result<(), PublishError> {
        match self {
            Door::Directory(directory) => directory.roll_back(),
            Door::Git(_) => Err(PublishError::NoPrevious(
                "a branch keeps every version as a commit: take it back with `git revert` there".to_owned(),
            )),
        }
    }
}
