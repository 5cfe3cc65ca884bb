//! A build of what was built before: whether an output is still what the same inputs made, so that nothing need be made again.
//!
//! The marker notes what a site was made of, as a hash that the caller makes, and the length of all its files. An output is
//! taken for it only if every file is there, none was written after the marker, and they are as long as they were together.
//! Whoever puts another file of the same length and an older time in the place of one is not seen; a build into another
//! folder, or after the marker is removed, is always a whole one.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use super::marker::{self, MadeOf};
use super::place::Found;
use super::workplace::Held;
use super::{Output, Summary};

impl Output {
    /// Notes what the site is made of; the marker of this commit says it.
    pub fn note(&mut self, inputs: String) {
        self.inputs = Some(inputs);
    }

    /// Keeps the folder as it is, if it is whole and was made of the same: what it holds, and the folder held; else gives
    /// itself back for a site to be made.
    pub fn keep_if_made_of(self, inputs: &str) -> Result<(Summary, Held), Box<Output>> {
        match self.whole_and_made_of(inputs) {
            Some(summary) => Ok((summary, Held::of(self.workplace))),
            None => Err(Box::new(self)),
        }
    }

    fn whole_and_made_of(&self, inputs: &str) -> Option<Summary> {
        let Found::Owned(routes) = &self.found else { return None };
        let made_of = marker::made_of(&self.live).ok().flatten().filter(|made_of| made_of.inputs == inputs)?;
        let since = modified(&self.live.join(marker::NAME))?.0;
        let length = |route: &str| modified(&self.live.join(route)).filter(|(time, _)| *time <= since);
        let lengths: Option<u64> = routes.par_iter().map(|route| Some(length(route)?.1)).sum();
        let bytes_total = lengths?;
        (bytes_total == made_of.bytes).then(|| Summary { same: routes.len(), bytes_total, ..Summary::default() })
    }

    /// What this commit's marker says that the site is made of.
    pub(super) fn made_of(&self, bytes: u64) -> Option<MadeOf> {
        self.inputs.clone().map(|inputs| MadeOf { inputs, bytes })
    }
}

/// When a regular file was written last, and its length; none of anything else.
fn modified(path: &Path) -> Option<(SystemTime, u64)> {
    let found = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((found.modified().ok()?, found.len()))
}
