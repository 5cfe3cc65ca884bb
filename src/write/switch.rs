//! The switch: the one moment at which the new site takes the place of the old.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{WriteError, failed};
use super::place::Found;

/// How the new site takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// Both folders change places in one step, where the system can; else two renames.
    Exchange,
    /// The old site steps aside, then the new one steps in. A build that is killed between the
    /// two leaves no site, until the next one puts the old site back.
    #[cfg_attr(not(test), expect(dead_code, reason = "only tests choose it outright"))]
    TwoRenames,
}

/// The folders that take part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places<'a> {
    /// The complete new site.
    pub(super) stage: &'a Path,
    /// The output folder.
    pub(super) live: &'a Path,
    /// Where the old site goes when the two cannot be exchanged.
    pub(super) aside: &'a Path,
    /// The output folder as the user named it, for errors.
    pub(super) shown: &'a Path,
}

/// Puts the new site in its place, and says where the old one is now if there was one.
///
/// After an error the old site is in its place.
pub(super) fn switch(places: Places<'_>, found: &Found, how: How) -> Result<Option<PathBuf>, WriteError> {
    let Places { stage, live, aside, shown } = places;
    let failed = || failed(shown, "switch to the new site at");
    match found {
        Found::Absent => fs::rename(stage, live).map_err(failed())?,
        Found::Empty => replace_empty(stage, live).map_err(failed())?,
        Found::Owned(_) => {
            if how == How::Exchange && exchange(stage, live).map_err(failed())? {
                return Ok(Some(stage.to_path_buf()));
            }
            fs::rename(live, aside).map_err(failed())?;
            if let Err(error) = fs::rename(stage, live) {
                // The reason why the new site cannot step in is worth more than why the old one
                // cannot step back; if it cannot, the next build tries again.
                let _ = fs::rename(aside, live);
                return Err(failed()(error));
            }
            return Ok(Some(aside.to_path_buf()));
        }
    }
    Ok(None)
}

/// POSIX replaces an empty folder in one step, and fails if it is no longer empty.
fn replace_empty(stage: &Path, live: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        fs::remove_dir(live)?;
    }
    fs::rename(stage, live)
}

/// Keeps the old site as the previous one, in the place of the one before.
pub(super) fn keep(old: &Path, previous: &Path) -> Result<(), WriteError> {
    match fs::remove_dir_all(previous) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(previous, "replace")(error)),
        _ => {}
    }
    fs::rename(old, previous).map_err(failed(previous, "keep the old site as"))?;
    // It may hold what was withdrawn since, and may lie where a web server looks.
    #[cfg(unix)]
    fs::set_permissions(previous, std::os::unix::fs::PermissionsExt::from_mode(0o700))
        .map_err(failed(previous, "close to others"))?;
    Ok(())
}

/// Exchanges two folders; `false` when this system or file system cannot.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // An old kernel; a file system without it; the same, as some say it.
        Err(error) if [Errno::NOSYS, Errno::INVAL, Errno::NOTSUP, Errno::OPNOTSUPP].contains(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}
