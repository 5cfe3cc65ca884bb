//! A folder as a target: staged beside it and switched at once, the version before kept.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::manifest::{Manifest, NAME};
use super::{Plan, PublishError, Site, There};
use crate::load::read_file;
use crate::write::{Output, Protected, may_hold};

/// How long another publish to the same folder is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A folder, also on a mounted share.
#[derive(Debug)]
pub struct Directory<'a> {
    folder: PathBuf,
    protected: &'a Protected,
}

impl<'a> Directory<'a> {
    pub(super) fn new(root: &Path, path: &str, protected: &'a Protected) -> Directory<'a> {
        // As in a shell; without this a folder called `~` would be made in the site.
        let of_home = path.strip_prefix("~/").and_then(|rest| Some(std::env::home_dir()?.join(rest)));
        Directory { folder: of_home.unwrap_or_else(|| root.join(path)), protected }
    }

    /// The folder in which the version before is kept.
    fn previous(&self) -> PathBuf {
        let mut name = std::ffi::OsString::from(".");
        name.push(self.folder.file_name().unwrap_or_default());
        name.push(".dateline-previous");
        self.folder.with_file_name(name)
    }

    pub(super) fn look(&self) -> Result<There, PublishError> {
        may_hold(&self.folder, self.protected)?;
        let mut there = There { manifest: self.manifest()?, has_folders: true, ..There::default() };
        if !self.folder.is_dir() {
            return Ok(there);
        }
        for entry in walkdir::WalkDir::new(&self.folder).min_depth(1) {
            let entry = entry.map_err(|error| PublishError::Target(format!("cannot read the target: {error}")))?;
            if entry.file_type().is_dir() {
                continue;
            }
            let below = entry.path().strip_prefix(&self.folder).unwrap_or(entry.path());
            let Some(route) = below.to_str() else { continue };
            let length: u64 = entry.metadata().map(|found| found.len()).unwrap_or_default();
            there.files.insert(route.replace(std::path::MAIN_SEPARATOR, "/"), length.into());
        }
        Ok(there)
    }

    pub(super) fn send(&self, site: &Site, there: &There, plan: &Plan, on_sent: &dyn Fn()) -> Result<(), PublishError> {
        self.switch(site, there, plan, None, on_sent)
    }

    /// As [`send`](Self::send); what is Dateline's now and was somebody else's in the version that comes `back` is theirs
    /// again.
    fn switch(
        &self,
        site: &Site,
        there: &There,
        plan: &Plan,
        back: Option<&Path>,
        on_sent: &dyn Fn(),
    ) -> Result<(), PublishError> {
        let ours = there.manifest.iter().flat_map(|manifest| manifest.files.keys().chain(&manifest.pending));
        let adopted = plan.changed.iter();
        let mut owned: HashSet<Box<str>> = ours.chain(adopted).map(|route| route.as_str().into()).collect();
        if there.files.contains_key(NAME) {
            owned.insert(NAME.into());
        }
        let output = Output::open_shared(&self.folder, self.protected, PATIENCE, &owned, self.previous())?;
        // Nobody else can publish from here on; who did since it was looked at, is not written over.
        if self.manifest()? != there.manifest {
            return Err(PublishError::Moved);
        }
        for (route, theirs) in back.into_iter().flat_map(|back| theirs_again(back, site, there)) {
            output.copy(&route, &theirs)?;
        }
        for route in site.files.keys() {
            output.copy(route, &site.path(route))?;
            on_sent();
        }
        output.put(NAME, &site.manifest().text())?;
        match output.commit()?.leftover {
            // The new site is in its place; only the one before could not be kept or cleared away.
            Some(leftover) => Err(PublishError::Target(format!("published, but {leftover}"))),
            None => Ok(()),
        }
    }

    /// The version before is published again, so that others' files stay as they are now, and what was there becomes the
    /// version before.
    pub(super) fn roll_back(&self) -> Result<(), PublishError> {
        let previous = self.previous();
        let manifest = match manifest_at(&previous) {
            Ok(manifest) => Manifest::read(&manifest).map_err(PublishError::Manifest)?,
            Err(_) => {
                return Err(PublishError::NoPrevious(format!("no version before is kept at {}", previous.display())));
            }
        };
        let (site, there) = (Site::published(&previous, manifest), self.look()?);
        let plan = Plan::new(&site, &there, false, |_, _| None);
        if let Some(route) = plan.taken.first().or_else(|| plan.blocked.first().map(|(route, _)| route)) {
            return Err(PublishError::Target(format!(
                "{route} is in the version before, and somebody else has a file there now: move that away first"
            )));
        }
        self.switch(&site, &there, &plan, Some(&previous), &|| ())
    }

    fn manifest(&self) -> Result<Option<Manifest>, PublishError> {
        match manifest_at(&self.folder) {
            Ok(bytes) => Manifest::read(&bytes).map(Some).map_err(PublishError::Manifest),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(unread(&self.folder.join(NAME), &error)),
        }
    }
}

/// The bytes of a folder's manifest, which somebody else may have put there.
fn manifest_at(folder: &Path) -> io::Result<Vec<u8>> {
    /// A manifest has some hundred bytes for each file of a site.
    const MOST: u64 = 1 << 30;
    read_file(&folder.join(NAME), MOST)?.ok_or_else(|| io::ErrorKind::FileTooLarge.into())
}

/// What was taken over since a version was published: its route, and somebody else's file in that version.
fn theirs_again(version: &Path, site: &Site, there: &There) -> Vec<(String, PathBuf)> {
    let ours = there.manifest.iter().flat_map(|manifest| manifest.files.keys());
    let taken_over = ours.filter(|route| !site.files.contains_key(*route));
    let files = taken_over.map(|route| (route.clone(), version.join(route)));
    files.filter(|(_, file)| fs::symlink_metadata(file).is_ok_and(|found| found.is_file())).collect()
}

fn unread(path: &Path, error: &io::Error) -> PublishError {
    PublishError::Target(format!("cannot read {}: {error}", path.display()))
}
