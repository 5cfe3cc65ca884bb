//! The output folder: what a finished site is written to.
//!
//! ```text
//! Output::open ─→ put, copy (from many threads) ─→ commit ─→ Summary
//!      └ refused, busy                └ drop, error, kill: the old site stays as it was
//! ```
//!
//! - **Owned.** A marker ([`MARKER`]) in the folder lists what Dateline wrote there. A folder with
//!   other content and no marker is refused, and so is one that the site or its author needs
//!   ([`Protected`]). Only regular files that the marker lists are ever replaced or removed. All
//!   else in the folder is carried over as it is; symbolic links in it are never followed. The
//!   output folder itself may be a symbolic link: then the folder it leads to is meant.
//! - **Untouched when equal.** Each file is compared with the old one as it arrives. The first
//!   that differs makes a stage beside the folder (see `workplace`); if none does and none is gone,
//!   [`Output::commit`] touches nothing.
//! - **Switched at once.** Else `commit` hard-links what is unchanged into the stage (the same
//!   file, with its time), carries over what is not ours, and exchanges the two folders in one
//!   step where the system can (Linux, macOS), by two renames elsewhere. The folder keeps its
//!   permissions, but it is another folder: a server that was started *inside* it must be started
//!   again, one that was given its path need not.
//! - **Durable against a kill, not a power loss.** Files are not flushed one by one, which would
//!   cost far more than the build. After a power loss files may be empty; the next build compares
//!   bytes and mends them. A marker that was lost in that way is noticed and refused.

#![expect(clippy::disallowed_methods, reason = "writing the output folder is what this module and those in it are for")]

mod compare;
mod copies;
mod error;
mod marker;
mod parallel;
mod pictures;
mod place;
mod stage;
mod switch;
mod tree;
mod unchanged;
mod workplace;

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::collections::hash_map::{Entry, HashMap};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use compare::Old;
use error::failed;
pub use error::{Holder, OpenError, Refused, WriteError};
pub use marker::{MadeOf, NAME as MARKER};
use pictures::Studio;
use place::Found;
pub use place::{Protected, may_hold};
use stage::{Stage, lock};
use switch::{How, Places};
pub use unchanged::Before;
pub use workplace::Held;
use workplace::Workplace;

/// How a file relates to the one that was there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// Dateline had no file there.
    New,
    /// It had one with other bytes.
    Changed,
    /// It had the same.
    Same,
}

/// What a build did to the output folder.
#[derive(Debug, Default)]
pub struct Summary {
    /// Files that were not there before.
    pub new: usize,
    /// Files whose bytes differ from before.
    pub changed: usize,
    /// Files that were left alone.
    pub same: usize,
    /// Files of the old site that the new one does not have.
    pub removed: usize,
    /// The length of all files of the site, in bytes, without the marker.
    pub bytes_total: u64,
    /// The length of the new and changed files, in bytes.
    pub bytes_written: u64,
    /// Why the old site could not be removed, after the new one had taken its place. Worth a
    /// warning: the next build tries again.
    pub leftover: Option<WriteError>,
}

/// An output folder that was checked, is locked, and receives a site.
#[derive(Debug)]
pub struct Output {
    /// The folder as the user named it, for errors.
    shown: PathBuf,
    live: PathBuf,
    found: Found,
    stage: Stage,
    how: How,
    puts: Mutex<HashMap<Box<str>, Put>>,
    studio: Studio,
    /// Which folders of the old site are folders and no links, so that each is looked at once.
    old_folders: Mutex<HashMap<Box<str>, bool>>,
    bytes_total: AtomicU64,
    bytes_written: AtomicU64,
    /// A file failed, so the site must not be switched to.
    broken: AtomicBool,
    /// What the site is made of, where the marker shall say that.
    made_of: Option<MadeOf>,
    /// Where the old site is kept; then no marker lists what is ours, since somebody else's manifest does.
    previous: Option<PathBuf>,
    // Last, so that it is dropped last: it clears the stage and frees the lock.
    workplace: Workplace,
}

impl Output {
    /// Opens the output folder at `folder`, which need not exist, waiting at most `patience` for
    /// another build of it to end, and clears what a killed build left.
    ///
    /// # Errors
    /// [`OpenError`]: the folder is refused, another build is busy in it, or the disk fails.
    pub fn open(folder: &Path, protected: &Protected, patience: Duration) -> Result<Self, OpenError> {
        Self::open_as(folder, protected, patience, None, |live| place::look(live, folder))
    }

    /// Opens a folder that others keep files in too, as a published site's often is: `owned` are the routes that are
    /// Dateline's there, all else is carried over. The old site is kept as `previous`, a folder beside it.
    ///
    /// # Errors
    /// As for [`open`](Self::open).
    pub fn open_shared(
        folder: &Path,
        protected: &Protected,
        patience: Duration,
        owned: &HashSet<Box<str>>,
        previous: PathBuf,
    ) -> Result<Self, OpenError> {
        let look = |live: &Path| place::look_shared(live, folder, owned.clone());
        Self::open_as(folder, protected, patience, Some(previous), look)
    }

    fn open_as(
        folder: &Path,
        protected: &Protected,
        patience: Duration,
        previous: Option<PathBuf>,
        look: impl Fn(&Path) -> Result<Found, OpenError>,
    ) -> Result<Self, OpenError> {
        let live = place::resolve(folder)?;
        place::check(&live, folder, protected)?;
        // Refused before anything is made, and looked at again when no other build can change it.
        look(&live)?;
        let workplace = Workplace::take(&live, folder, patience)?;
        workplace.recover()?;
        Ok(Self {
            shown: folder.to_path_buf(),
            found: look(&live)?,
            live,
            made_of: None,
            previous,
            stage: Stage::new(workplace.stage()),
            how: How::Exchange,
            puts: Mutex::default(),
            studio: Studio::default(),
            old_folders: Mutex::default(),
            bytes_total: AtomicU64::new(0),
            bytes_written: AtomicU64::new(0),
            broken: AtomicBool::new(false),
            workplace,
        })
    }

    /// Gives the site a file with these bytes at a route such as `briefings/x/index.html`; may be
    /// called from many threads at once.
    ///
    /// # Errors
    /// The route is not one (absolute, with `..`, the marker's …) or was given before, or the disk
    /// fails. Then the site can no longer be committed.
    pub fn put(&self, route: &str, bytes: &[u8]) -> Result<Put, WriteError> {
        self.place(route, || {
            let old = self.old(route)?;
            let length = bytes.len() as u64;
            if old == Old::File(length) {
                let path = self.live.join(route);
                if compare::holds(&path, bytes).map_err(self.failed(route, "read"))? {
                    return Ok((Put::Same, length));
                }
            }
            self.stage.create(route).and_then(|mut file| file.write_all(bytes)).map_err(self.failed(route, "write"))?;
            Ok((different_from(old), length))
        })
    }

    /// Completes the site and puts it in the place of the old one. A site equal to the old one
    /// leaves the folder and every file as they are.
    ///
    /// # Errors
    /// The disk fails, a file failed before, or something that is not Dateline's is where the site
    /// has a file. Then the old site is in its place as it was.
    pub fn commit(self) -> Result<Summary, WriteError> {
        self.commit_and_hold().map(|(summary, _)| summary)
    }

    /// The same, and keeps every other build out of the folder for whoever reads it next.
    ///
    /// # Errors
    /// As for [`commit`](Self::commit).
    pub fn commit_and_hold(self) -> Result<(Summary, Held), WriteError> {
        if self.broken.load(Ordering::Acquire) {
            return Err(WriteError::because(
                &self.shown,
                "switch to the new site at",
                io::ErrorKind::Other,
                "one of its files could not be written",
            ));
        }
        let puts = std::mem::take(&mut *lock(&self.puts));
        let mut summary = self.summarize(&puts);
        let found_ours = matches!(self.found, Found::Owned(_));
        if found_ours && summary.new + summary.changed + summary.removed == 0 {
            return Ok((summary, Held::of(self.workplace)));
        }
        self.complete(&puts)?;
        let places =
            Places { stage: self.stage.root(), live: &self.live, aside: &self.workplace.aside(), shown: &self.shown };
        let old = switch::switch(places, &self.found, self.how)?;
        if let (Some(old), Some(previous)) = (old, &self.previous) {
            summary.leftover = switch::keep(&old, previous).err();
        }
        summary.leftover = summary.leftover.or(self.workplace.clear().err());
        Ok((summary, Held::of(self.workplace)))
    }

    /// Checks a route, makes the file by `make`, and notes what came of it.
    fn place(&self, route: &str, make: impl FnOnce() -> Result<(Put, u64), WriteError>) -> Result<Put, WriteError> {
        let placed = self.reserve(route).and_then(|()| make());
        match placed {
            Ok((put, length)) => {
                self.bytes_total.fetch_add(length, Ordering::Relaxed);
                if put != Put::Same {
                    self.bytes_written.fetch_add(length, Ordering::Relaxed);
                    lock(&self.puts).insert(route.into(), put);
                }
                Ok(put)
            }
            Err(error) => {
                self.broken.store(true, Ordering::Release);
                Err(error)
            }
        }
    }

    /// A route is noted as unchanged until its file turns out to differ.
    fn reserve(&self, route: &str) -> Result<(), WriteError> {
        let refuse = |kind, why| Err(WriteError::because(self.shown.join(route), "write", kind, why));
        if let Err(why) = marker::check_route(route) {
            return refuse(io::ErrorKind::InvalidInput, why);
        }
        match lock(&self.puts).entry(route.into()) {
            Entry::Vacant(entry) => {
                entry.insert(Put::Same);
                Ok(())
            }
            Entry::Occupied(_) => refuse(io::ErrorKind::AlreadyExists, "the site has this file twice"),
        }
    }

    /// What Dateline had at a route: a listed regular file, reached through no symbolic link.
    fn old(&self, route: &str) -> Result<Old, WriteError> {
        match &self.found {
            Found::Owned(owned) if owned.contains(route) => {}
            _ => return Ok(Old::Missing),
        }
        if !self.is_old_folder(marker::parent(route)) {
            return Ok(Old::Missing);
        }
        compare::look(&self.live.join(route)).map_err(self.failed(route, "look at"))
    }

    fn is_old_folder(&self, folder: &str) -> bool {
        if folder.is_empty() {
            return true;
        }
        if let Some(known) = lock(&self.old_folders).get(folder) {
            return *known;
        }
        let is_folder = self.is_old_folder(marker::parent(folder))
            && fs::symlink_metadata(self.live.join(folder)).is_ok_and(|found| found.is_dir());
        lock(&self.old_folders).insert(folder.into(), is_folder);
        is_folder
    }

    fn summarize(&self, puts: &HashMap<Box<str>, Put>) -> Summary {
        let count = |kind| puts.values().filter(|put| **put == kind).count();
        let removed = match &self.found {
            Found::Owned(owned) => owned.iter().filter(|old| !puts.contains_key(*old)).count(),
            Found::Absent | Found::Empty => 0,
        };
        Summary {
            new: count(Put::New),
            changed: count(Put::Changed),
            same: count(Put::Same),
            removed,
            bytes_total: self.bytes_total.load(Ordering::Relaxed),
            bytes_written: self.bytes_written.load(Ordering::Relaxed),
            leftover: None,
        }
    }

    /// Brings the stage to the whole new site: what differs is in it already.
    fn complete(&self, puts: &HashMap<Box<str>, Put>) -> Result<(), WriteError> {
        let stage = self.stage.root();
        self.stage.make_folder("").map_err(failed(stage, "make"))?;
        let mut routes: Vec<&str> = puts.keys().map(|route| &**route).collect();
        routes.sort_unstable();
        if let Found::Owned(owned) = &self.found {
            let foreign = tree::foreign(&self.live, owned)?;
            let is_route = |route: &str| puts.contains_key(route);
            tree::check_way(&foreign, is_route, puts.keys(), &self.shown)?;
            let mut same = routes.clone();
            same.retain(|route| puts.get(*route) == Some(&Put::Same));
            parallel::each(&same, |route| {
                let from = self.live.join(route);
                // What somebody writes into a file of the site must not reach the one that is kept.
                let kept =
                    if self.previous.is_some() { self.stage.copy(route, &from) } else { self.stage.link(route, &from) };
                kept.map_err(self.failed(route, "keep"))
            })?;
            tree::carry(&foreign, &self.live, stage, &self.shown)?;
        }
        if self.previous.is_none() {
            let made_of = self.made_of.as_ref().map(|made_of| (made_of, self.bytes_total.load(Ordering::Relaxed)));
            self.stage
                .create(MARKER)
                .and_then(|mut file| file.write_all(marker::text(made_of, routes.into_iter()).as_bytes()))
                .map_err(self.failed(MARKER, "write"))?;
        }
        if let Ok(found) = fs::metadata(&self.live) {
            fs::set_permissions(stage, found.permissions()).map_err(failed(stage, "open up"))?;
        }
        Ok(())
    }

    /// Turns the system's reason into an error about a route; for `map_err`.
    fn failed(&self, route: &str, doing: &'static str) -> impl FnOnce(io::Error) -> WriteError {
        move |source| WriteError { path: self.shown.join(route), doing, source }
    }
}

/// What Dateline wrote to an output folder: its routes, sorted; none where it is not Dateline's.
///
/// # Errors
/// The marker can't be read.
pub fn routes(folder: &Path) -> Result<Vec<String>, WriteError> {
    let mut routes = match marker::read(folder).map_err(failed(folder, "read the marker of"))? {
        marker::Marker::Routes(routes) => routes.into_iter().map(String::from).collect(),
        marker::Marker::Absent | marker::Marker::Unreadable => Vec::new(),
    };
    routes.sort_unstable();
    Ok(routes)
}

fn different_from(old: Old) -> Put {
    match old {
        Old::Missing => Put::New,
        Old::File(_) => Put::Changed,
    }
}
