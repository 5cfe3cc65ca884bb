//! The place: which folder an output path means, and whether Dateline may own it.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{OpenError, Refused, failed};
use super::marker::{self, Marker};

/// The folders that an output folder must never replace.
#[derive(Debug, Clone, Default)]
pub struct Protected {
    /// The site's root: the output may be inside it, but may not be it or hold it.
    pub root: PathBuf,
    /// Content, templates, static files and whatever else the site is made from: the output may
    /// not be, hold or be inside any of them. Those that do not exist are fine.
    pub inputs: Vec<PathBuf>,
    /// The user's home folder, where it is known: the output may not be it or hold it.
    pub home: Option<PathBuf>,
}

/// What stands at an output folder that may be used.
#[derive(Debug)]
pub(super) enum Found {
    /// Nothing.
    Absent,
    /// An empty folder.
    Empty,
    /// A folder of ours, with the routes that were written to it.
    Owned(HashSet<Box<str>>),
}

/// The real path that a folder's name means, with symbolic links followed; it need not exist.
///
/// A symbolic link at the output folder is the user's choice of where the site lives, so it is
/// followed: the folder that it leads to is checked, staged beside and switched, and the link
/// stays as it is.
pub(super) fn resolve(folder: &Path) -> Result<PathBuf, OpenError> {
    let absolute = std::path::absolute(folder).map_err(failed(folder, "find"))?;
    let mut missing = Vec::new();
    let mut at = absolute.as_path();
    loop {
        let error = match at.canonicalize() {
            Ok(mut real) => {
                real.extend(missing.iter().rev());
                return Ok(real);
            }
            Err(error) => error,
        };
        if error.kind() == io::ErrorKind::NotFound {
            if fs::symlink_metadata(at).is_ok() {
                return Err(Refused::DanglingLink(at.to_path_buf()).into());
            }
            // A name that ends in `..` below a missing folder has no file name and no meaning.
            if let (Some(parent), Some(name)) = (at.parent(), at.file_name()) {
                missing.push(name);
                at = parent;
                continue;
            }
        }
        return Err(failed(folder, "find")(error).into());
    }
}

/// Refuses a real path that would replace what the user cannot do without. `shown` is the folder
/// as the user named it.
pub(super) fn check(real: &Path, shown: &Path, protected: &Protected) -> Result<(), OpenError> {
    let folder = || shown.to_path_buf();
    if real.parent().is_none() {
        return Err(Refused::FilesystemRoot(folder()).into());
    }
    if let Some(home) = &protected.home
        && resolve_input(home).starts_with(real)
    {
        return Err(Refused::Home(folder()).into());
    }
    for input in std::iter::once(&protected.root).chain(&protected.inputs) {
        if resolve_input(input).starts_with(real) {
            return Err(Refused::Holds { folder: folder(), input: input.clone() }.into());
        }
    }
    for input in &protected.inputs {
        if real.starts_with(resolve_input(input)) {
            return Err(Refused::Inside { folder: folder(), input: input.clone() }.into());
        }
    }
    Ok(())
}

/// An input that cannot be found is compared by its name alone.
fn resolve_input(input: &Path) -> PathBuf {
    // The empty path means the current folder here as it does for a command's arguments.
    let input = if input.as_os_str().is_empty() { Path::new(".") } else { input };
    resolve(input).unwrap_or_else(|_| input.to_path_buf())
}

/// Looks at a real path, and refuses it when it is somebody else's.
pub(super) fn look(real: &Path, shown: &Path) -> Result<Found, OpenError> {
    match fs::symlink_metadata(real) {
        Ok(found) if !found.is_dir() => return Err(Refused::NotAFolder(shown.into()).into()),
        Ok(found) if is_mount_point(real, &found) => {
            return Err(Refused::MountPoint(shown.into()).into());
        }
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Absent),
        Err(error) => return Err(failed(shown, "look at")(error).into()),
    }
    match marker::read(real).map_err(failed(&shown.join(marker::NAME), "read"))? {
        Marker::Routes(routes) => Ok(Found::Owned(routes)),
        Marker::Unreadable => Err(Refused::Marker(shown.into()).into()),
        Marker::Absent => {
            let mut entries = fs::read_dir(real).map_err(failed(shown, "list"))?;
            match entries.next() {
                None => Ok(Found::Empty),
                Some(_) => Err(Refused::NotOurs(shown.into()).into()),
            }
        }
    }
}

/// The same where somebody else keeps files too: what is Dateline's there, is said by who asks.
pub(super) fn look_shared(real: &Path, shown: &Path, owned: HashSet<Box<str>>) -> Result<Found, OpenError> {
    match fs::symlink_metadata(real) {
        Ok(found) if !found.is_dir() => Err(Refused::NotAFolder(shown.into()).into()),
        Ok(found) if is_mount_point(real, &found) => Err(Refused::MountPoint(shown.into()).into()),
        Ok(_) => match fs::read_dir(real).map_err(failed(shown, "list"))?.next() {
            None => Ok(Found::Empty),
            Some(_) => Ok(Found::Owned(owned)),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Absent),
        Err(error) => Err(failed(shown, "look at")(error).into()),
    }
}

/// Refuses a folder that [`Output::open_shared`](super::Output::open_shared) would refuse; makes nothing.
///
/// # Errors
/// As for that.
pub fn may_hold(folder: &Path, protected: &Protected) -> Result<(), OpenError> {
    let live = resolve(folder)?;
    check(&live, folder, protected)?;
    look_shared(&live, folder, HashSet::new()).map(|_| ())
}

/// Sees other file systems only; a folder bound from the same one fails when it is switched.
#[cfg(unix)]
fn is_mount_point(real: &Path, found: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    real.parent().and_then(|parent| fs::metadata(parent).ok()).is_some_and(|parent| parent.dev() != found.dev())
}

#[cfg(not(unix))]
fn is_mount_point(_real: &Path, _found: &fs::Metadata) -> bool {
    false
}
