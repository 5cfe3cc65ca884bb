//! The stage: the folder in which the next site grows, beside the one that is live.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::marker;

/// A folder that comes into being with the first file put into it.
#[derive(Debug)]
pub(super) struct Stage {
    root: PathBuf,
    /// The folders that exist already, so that each is made once and not once a file.
    made: Mutex<HashSet<Box<str>>>,
}

impl Stage {
    /// A stage that will be at `root`, whose parent exists.
    pub(super) fn new(root: PathBuf) -> Self {
        Self { root, made: Mutex::default() }
    }

    /// Where the stage is or will be.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Makes a folder of the stage, `""` being the stage itself, with all folders around it.
    pub(super) fn make_folder(&self, folder: &str) -> io::Result<()> {
        if lock(&self.made).contains(folder) {
            return Ok(());
        }
        let path = self.path(folder);
        let mut outcome = fs::create_dir(&path);
        if !folder.is_empty() && outcome.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            self.make_folder(marker::parent(folder))?;
            outcome = fs::create_dir(&path);
        }
        match outcome {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            // Another thread was faster; were it a file, creating a file in it fails.
            _ => lock(&self.made).insert(folder.into()),
        };
        Ok(())
    }

    /// Makes a new file; one that is there already is an error.
    pub(super) fn create(&self, route: &str) -> io::Result<File> {
        self.make_folder(marker::parent(route))?;
        File::create_new(self.path(route))
    }

    /// Makes a route the same file as `from`: a hard link, or a copy where there are none.
    pub(super) fn link(&self, route: &str, from: &Path) -> io::Result<()> {
        self.make_folder(marker::parent(route))?;
        link_or_copy(from, &self.path(route))
    }

    /// Makes a route a copy of `from` with its time, which shares nothing with it.
    pub(super) fn copy(&self, route: &str, from: &Path) -> io::Result<()> {
        self.make_folder(marker::parent(route))?;
        copy(from, &self.path(route))
    }

    fn path(&self, route: &str) -> PathBuf {
        if route.is_empty() { self.root.clone() } else { self.root.join(route) }
    }
}

/// Hard-links a regular file; where that is impossible, copies its bytes, its permissions and its
/// time, so that it still looks unchanged to whoever compares times.
pub(super) fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    let Err(error) = fs::hard_link(from, to) else {
        return Ok(());
    };
    if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists | io::ErrorKind::StorageFull) {
        return Err(error);
    }
    copy(from, to)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    let found = source.metadata()?;
    let mut copy = File::create_new(to)?;
    io::copy(&mut source, &mut copy)?;
    copy.set_modified(found.modified()?)?;
    copy.set_permissions(found.permissions())
}

/// Locks a mutex whose data stays valid even when a thread panicked while it held it.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
