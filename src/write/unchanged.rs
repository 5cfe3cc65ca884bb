//! A build of what was built before: whether an output is still what was made of the same, so that nothing need be made
//! again, or only what shows a few texts.
//!
//! The marker notes what a site was made of, as hashes that the caller makes, and the length of all its files. An output is
//! taken for it only if every file is there, none was written after the marker, and they are as long as they were together.
//! Whoever puts another file of the same length and an older time in the place of one is not seen; a build into another
//! folder, or after the marker is removed, is always a whole one.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use super::marker::{self, MadeOf};
use super::place::Found;
use super::workplace::Held;
use super::{Output, Put, Summary, WriteError};

/// What an output has of the site that is to be made.
#[derive(Debug)]
pub enum Before {
    /// All of it.
    Same(Summary),
    /// All but what shows the texts of these names.
    But(HashSet<String>),
    /// Nothing that is known.
    Other,
}

impl Output {
    /// Notes what the site is made of; the marker of this commit says it.
    pub fn note(&mut self, made_of: MadeOf) {
        self.made_of = Some(made_of);
    }

    /// What the folder has of a site that is made of this, if it is whole.
    pub fn before(&self, made_of: &MadeOf) -> Before {
        let Some((was, summary)) = self.whole() else { return Before::Other };
        let texts: HashMap<&str, &str> = was.texts.iter().map(|(name, hash)| (&**name, &**hash)).collect();
        let has = |name: &str, hash: &str| texts.get(name).is_some_and(|had| *had == hash);
        match (was.whole == made_of.whole, was.frame == made_of.frame) {
            (true, _) => Before::Same(summary),
            (_, true) => {
                let others = made_of.texts.iter().filter(|(name, hash)| !has(name, hash));
                Before::But(others.map(|(name, _)| name.clone()).collect())
            }
            (false, false) => Before::Other,
        }
    }

    /// Leaves the folder as it is, and held.
    pub fn leave(self) -> Held {
        Held::of(self.workplace)
    }

    /// Keeps a file as it was before.
    ///
    /// # Errors
    /// There was none, or the disk fails.
    pub fn keep(&self, route: &str) -> Result<Put, WriteError> {
        let length = || fs::symlink_metadata(self.live.join(route)).map_err(self.failed(route, "look at"));
        self.place(route, || Ok((Put::Same, length()?.len())))
    }

    /// What the site was made of and what it is, where all of it is there.
    fn whole(&self) -> Option<(MadeOf, Summary)> {
        let Found::Owned(routes) = &self.found else { return None };
        let (was, bytes) = marker::made_of(&self.live).ok().flatten()?;
        let since = modified(&self.live.join(marker::NAME))?.0;
        let length = |route: &str| modified(&self.live.join(route)).filter(|(time, _)| *time <= since);
        let lengths: Option<u64> = routes.par_iter().map(|route| Some(length(route)?.1)).sum();
        let bytes_total = lengths.filter(|total| *total == bytes)?;
        Some((was, Summary { same: routes.len(), bytes_total, ..Summary::default() }))
    }
}

/// When a regular file was written last, and its length; none of anything else.
fn modified(path: &Path) -> Option<(SystemTime, u64)> {
    let found = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((found.modified().ok()?, found.len()))
}
