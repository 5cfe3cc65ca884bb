//! What is in an output folder besides Dateline's files, and how an old site is removed without it.
//!
//! Ours is a regular file that the marker lists, and a folder that such a file needs. All else is
//! somebody else's: other files, empty folders, and symbolic links wherever they are.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::error::{WriteError, failed};
use super::marker::{self, Marker};
use super::parallel::each;
use super::stage::{link_or_copy, lock};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// One thing in a tree, by its path in it.
#[derive(Debug)]
pub(super) struct Entry {
    path: PathBuf,
    kind: Kind,
}

impl Entry {
    /// The entry's path as a route; `None` when it cannot be one, being no Unicode.
    fn route(&self) -> Option<String> {
        route_of(&self.path)
    }

    fn is_marker(&self) -> bool {
        self.path.as_os_str() == marker::NAME
    }
}

fn route_of(path: &Path) -> Option<String> {
    let path = path.to_str()?;
    Some(if std::path::MAIN_SEPARATOR == '/' { path.to_owned() } else { path.replace(std::path::MAIN_SEPARATOR, "/") })
}

/// Everything below a folder by its depth, each depth sorted by path; no symbolic link followed.
fn walk(root: &Path) -> Result<Vec<Entry>, WriteError> {
    let mut entries = list(root, Path::new(""))?;
    let mut level = 0..entries.len();
    while !level.is_empty() {
        let found = Mutex::new(Vec::new());
        each(&entries[level.clone()], |entry| {
            if entry.kind == Kind::Folder {
                let mut listed = list(root, &entry.path)?;
                lock(&found).append(&mut listed);
            }
            Ok(())
        })?;
        let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.sort_unstable_by(|one, other| one.path.as_os_str().cmp(other.path.as_os_str()));
        level = entries.len()..entries.len() + found.len();
        entries.append(&mut found);
    }
    Ok(entries)
}

/// What is directly in the folder at `path` of the tree.
fn list(root: &Path, path: &Path) -> Result<Vec<Entry>, WriteError> {
    let folder = root.join(path);
    let list = || {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let found = entry.file_type()?;
            let kind = if found.is_dir() {
                Kind::Folder
            } else if found.is_file() {
                Kind::File
            } else if found.is_symlink() {
                Kind::Link
            } else {
                Kind::Other
            };
            entries.push(Entry { path: path.join(entry.file_name()), kind });
        }
        Ok(entries)
    };
    list().map_err(failed(&folder, "list"))
}

/// What is in a folder that is not Dateline's, folders before what is in them.
pub(super) fn foreign(live: &Path, owned: &HashSet<Box<str>>) -> Result<Vec<Entry>, WriteError> {
    let needed: HashSet<&str> = owned.iter().flat_map(|route| marker::ancestors(route)).collect();
    let mut entries = walk(live)?;
    entries.retain(|entry| {
        let route = entry.route();
        let is_in = |set: &dyn Fn(&str) -> bool| route.as_deref().is_some_and(set);
        match entry.kind {
            Kind::File => !entry.is_marker() && !is_in(&|route| owned.contains(route)),
            Kind::Folder => !is_in(&|route| needed.contains(route)),
            Kind::Link | Kind::Other => true,
        }
    });
    Ok(entries)
}

/// Refuses a new site that needs a path which somebody else's file has, or the other way round.
pub(super) fn check_way(
    foreign: &[Entry],
    is_route: impl Fn(&str) -> bool,
    routes: impl Iterator<Item = impl AsRef<str>>,
    shown: &Path,
) -> Result<(), WriteError> {
    if foreign.is_empty() {
        return Ok(());
    }
    let mut needed = HashSet::new();
    for route in routes {
        needed.extend(marker::ancestors(route.as_ref()).map(Box::<str>::from));
    }
    for entry in foreign {
        let route = entry.route();
        let blocks = route
            .as_deref()
            .is_some_and(|route| is_route(route) || (entry.kind != Kind::Folder && needed.contains(route)));
        let inside_file =
            entry.path.ancestors().skip(1).any(|folder| route_of(folder).is_some_and(|folder| is_route(&folder)));
        if blocks || inside_file {
            return Err(WriteError::because(
                shown.join(&entry.path),
                "replace",
                io::ErrorKind::AlreadyExists,
                "Dateline did not make it, and the site has a file at this place; \
                 move it elsewhere or rename the page",
            ));
        }
    }
    Ok(())
}

/// Takes what is somebody else's over into the stage; `live` keeps it too until it is removed.
pub(super) fn carry(foreign: &[Entry], live: &Path, stage: &Path, shown: &Path) -> Result<(), WriteError> {
    for entry in foreign {
        let (from, to) = (live.join(&entry.path), stage.join(&entry.path));
        carry_one(entry.kind, &from, &to, live).map_err(failed(&shown.join(&entry.path), "carry over"))?;
    }
    // Permissions come last and from the inside out, since a folder may be closed to its owner.
    for entry in foreign.iter().rev().filter(|entry| entry.kind == Kind::Folder) {
        fs::metadata(live.join(&entry.path))
            .and_then(|found| fs::set_permissions(stage.join(&entry.path), found.permissions()))
            .map_err(failed(&shown.join(&entry.path), "carry over"))?;
    }
    Ok(())
}

fn carry_one(kind: Kind, from: &Path, to: &Path, live: &Path) -> io::Result<()> {
    if kind == Kind::Folder {
        // What is mounted here would be copied, and then emptied with the old site.
        if !is_same_disk(from, live)? {
            return Err(io::ErrorKind::CrossesDevices.into());
        }
        return fs::create_dir_all(to);
    }
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    match (fs::hard_link(from, to), kind) {
        (Ok(()), _) => Ok(()),
        (Err(error), _) if error.kind() == io::ErrorKind::CrossesDevices => Err(error),
        (Err(_), Kind::File) => link_or_copy(from, to),
        (Err(_), Kind::Link) => copy_link(from, to),
        (Err(error), _) => Err(error),
    }
}

#[cfg(unix)]
fn is_same_disk(one: &Path, other: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    Ok(fs::symlink_metadata(one)?.dev() == fs::symlink_metadata(other)?.dev())
}

#[cfg(not(unix))]
fn is_same_disk(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(true)
}

#[cfg(unix)]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_link(_from: &Path, _to: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Removes a tree that is no longer live, or never was; one that does not exist is fine.
///
/// A tree without a marker is a stage that was not completed: all in it was made or linked by a
/// build. A tree with one was, or is a copy of, a site: of what is not listed there, `live` has its
/// own by now, save what came between looking and switching, and that is moved to `live`.
/// Without a `live` folder the user has deleted the site, and what a kill left of it goes too.
/// The marker goes last, so that a removal cut short can go on.
pub(super) fn discard(tree: &Path, live: &Path) -> Result<(), WriteError> {
    let failed_here = || failed(tree, "remove");
    match fs::symlink_metadata(tree) {
        Ok(found) if found.is_dir() => open_up(tree),
        // Nothing of ours is a link or a file, and what a link leads to is not in the workplace.
        Ok(_) => return remove_file(tree),
        Err(_) => {}
    }
    let owned = match marker::read(tree).map_err(failed_here())? {
        Marker::Routes(owned) if fs::symlink_metadata(live).is_ok() => owned,
        _ => {
            return match fs::remove_dir_all(tree) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed_here()(error)),
                _ => Ok(()),
            };
        }
    };
    let mut entries = walk(tree)?;
    let folders: Vec<Entry> = entries.extract_if(.., |entry| entry.kind == Kind::Folder).collect();
    folders.iter().for_each(|folder| open_up(&tree.join(&folder.path)));
    entries.retain(|entry| !entry.is_marker());
    each(&entries, |entry| {
        let is_ours = entry.kind == Kind::File && entry.route().is_some_and(|route| owned.contains(route.as_str()));
        if is_ours { remove_file(&tree.join(&entry.path)) } else { hand_over(entry, tree, live) }
    })?;
    // An empty folder may be somebody else's too, but then `live` has it.
    let depth = |folder: &Entry| folder.path.components().count();
    for level in folders.chunk_by(|one, other| depth(one) == depth(other)).rev() {
        each(level, |folder| {
            let path = tree.join(&folder.path);
            fs::remove_dir(&path).map_err(failed(&path, "remove"))
        })?;
    }
    remove_file(&tree.join(marker::NAME))?;
    fs::remove_dir(tree).map_err(failed_here())
}

/// Lets the owner write into a folder that took its permissions from one that is closed; where that
/// fails, removing what is in it says so.
#[cfg(unix)]
fn open_up(folder: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    if let Ok(found) = fs::metadata(folder) {
        let mode = found.permissions().mode();
        if mode & 0o700 != 0o700 {
            let _ = fs::set_permissions(folder, fs::Permissions::from_mode(mode | 0o700));
        }
    }
}

#[cfg(not(unix))]
fn open_up(_: &Path) {}

fn remove_file(path: &Path) -> Result<(), WriteError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(path, "remove")(error)),
        _ => Ok(()),
    }
}

fn hand_over(entry: &Entry, tree: &Path, live: &Path) -> Result<(), WriteError> {
    let (from, to) = (tree.join(&entry.path), live.join(&entry.path));
    if fs::symlink_metadata(&to).is_ok() {
        return remove_file(&from);
    }
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent).map_err(failed(parent, "make"))?;
    }
    fs::rename(&from, &to).map_err(failed(&to, "carry over"))
}
