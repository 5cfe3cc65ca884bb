//! The workplace: a hidden folder beside the output folder that exists only while a build runs.
//!
//! For `public` it is `.public.dateline-stage`. In it are the lock, the stage (`new`) and, where
//! two folders cannot be exchanged, the old site for a moment (`old`). The lock's name is also
//! what the workplace is recognised by: a folder of that name without it, unless empty, is
//! somebody else's and left alone. A killed build leaves its workplace; the system frees the lock,
//! and the next build that takes it clears the rest. Who holds the lock writes into it who that is, for whoever waits.
//!
//! # Removing a lock file
//! A lock belongs to the file, not to its name. Whoever waits for a file that is then removed
//! gets a lock that nobody else sees. So after locking one checks that the name still leads to
//! the locked file, and starts again if not; only the holder of a checked lock removes it.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::error::{Holder, OpenError, WriteError, failed};
use super::tree;

const LOCK: &str = "dateline.lock";

/// How long to wait before asking again for a lock that another build holds.
const PAUSE: Duration = Duration::from_millis(10);

/// How often a workplace may vanish or look foreign, because another build is just leaving it,
/// before it is given up.
const PATIENCE: u32 = 20;

/// The folder beside the output folder, held under its lock until dropped.
#[derive(Debug)]
pub(super) struct Workplace {
    folder: PathBuf,
    live: PathBuf,
    /// Folders around the output folder that this build made, outermost first.
    around: Vec<PathBuf>,
    lock: Option<File>,
}

/// An output folder that no other build changes until this is dropped.
#[derive(Debug)]
pub struct Held {
    _workplace: Workplace,
}

impl Held {
    pub(super) fn of(workplace: Workplace) -> Held {
        Held { _workplace: workplace }
    }
}

enum Attempt {
    Taken(File),
    Held,
    /// Another build was just leaving.
    Vanished,
    Foreign,
}

impl Workplace {
    /// Makes the folder beside `live` and takes its lock, waiting at most `patience` for another
    /// build to end.
    pub(super) fn take(live: &Path, shown: &Path, patience: Duration) -> Result<Self, OpenError> {
        let mut name = OsString::from(".");
        name.push(live.file_name().unwrap_or_default());
        name.push(".dateline-stage");
        let around = make_around(live)?;
        let mut workplace = Self { folder: live.with_file_name(name), live: live.to_path_buf(), around, lock: None };
        let start = Instant::now();
        let mut strange = 0;
        loop {
            match attempt(&workplace.folder)? {
                Attempt::Taken(mut lock) => {
                    // It is a lock without that, too: on a full disk say.
                    let _ = lock.set_len(0).and_then(|()| lock.write_all(said_of_us().as_bytes()));
                    workplace.lock = Some(lock);
                    return Ok(workplace);
                }
                Attempt::Held if start.elapsed() >= patience => {
                    let holder = holder(&workplace.folder.join(LOCK));
                    return Err(OpenError::Busy { folder: shown.to_path_buf(), holder });
                }
                Attempt::Foreign | Attempt::Vanished if strange >= PATIENCE => {
                    return Err(WriteError::because(
                        &workplace.folder,
                        "build in",
                        io::ErrorKind::AlreadyExists,
                        "the build needs this name and Dateline did not make what has it",
                    )
                    .into());
                }
                Attempt::Held => {}
                Attempt::Vanished | Attempt::Foreign => strange += 1,
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// Where the new site grows.
    pub(super) fn stage(&self) -> PathBuf {
        self.folder.join("new")
    }

    /// Where the old site steps aside to.
    pub(super) fn aside(&self) -> PathBuf {
        self.folder.join("old")
    }

    /// Puts back an old site that a killed build had moved aside, and clears what else it left.
    pub(super) fn recover(&self) -> Result<(), WriteError> {
        let aside = self.aside();
        // A link would not be what we moved there.
        if is_absent(&self.live) && fs::symlink_metadata(&aside).is_ok_and(|found| found.is_dir()) {
            fs::rename(&aside, &self.live).map_err(failed(&self.live, "put back"))?;
        }
        self.clear()
    }

    /// Removes the stage and an old site, except for files that are not Dateline's.
    pub(super) fn clear(&self) -> Result<(), WriteError> {
        tree::discard(&self.stage(), &self.live)?;
        tree::discard(&self.aside(), &self.live)
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        let Some(lock) = self.lock.take() else {
            // A folder in which no lock could be made is empty; one that is not stays.
            let _ = fs::remove_dir(&self.folder);
            return self.leave();
        };
        // Without an old site in its place, the one that stepped aside must survive. And what
        // cannot be cleared stays, recognisable by the lock file, for the next build to clear.
        let stranded = is_absent(&self.live) && !is_absent(&self.aside());
        if !stranded && self.clear().is_ok() {
            // Where a file that nobody else may open cannot be removed either (Windows), it is let
            // go first: then it can be removed only if nobody else has opened it since.
            if cfg!(windows) {
                drop(lock);
                let _ = fs::remove_file(self.folder.join(LOCK));
            } else {
                let _ = fs::remove_file(self.folder.join(LOCK));
                drop(lock);
            }
            let _ = fs::remove_dir(&self.folder);
        }
        self.leave();
    }
}

impl Workplace {
    /// Removes the folders around the output folder that turned out not to be needed.
    fn leave(&self) {
        for folder in self.around.iter().rev() {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
}

fn is_absent(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// Makes the folders around the output folder, and says which were missing.
fn make_around(live: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let mut missing: Vec<PathBuf> =
        live.ancestors().skip(1).take_while(|folder| is_absent(folder)).map(Path::to_path_buf).collect();
    missing.reverse();
    for folder in &missing {
        match fs::create_dir(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(failed(folder, "make")(error));
            }
            _ => {}
        }
    }
    Ok(missing)
}

fn attempt(folder: &Path) -> Result<Attempt, WriteError> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            return Err(failed(folder, "make")(error));
        }
        _ => {}
    }
    match fs::symlink_metadata(folder) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Ok(Attempt::Foreign),
        Err(_) => return Ok(Attempt::Vanished),
    }
    let path = folder.join(LOCK);
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_file() => {}
        // A link would have us make a file where it leads to.
        Ok(_) => return Ok(Attempt::Foreign),
        Err(_) => match fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
            Ok(true) => {}
            Ok(false) => return Ok(Attempt::Foreign),
            Err(_) => return Ok(Attempt::Vanished),
        },
    }
    lock(&path)
}

/// What a lock says of who holds it: the process, and the machine where disks are shared.
fn said_of_us() -> String {
    #[cfg(unix)]
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let host = String::new();
    format!("{} {host}\n", std::process::id())
}

/// Who holds a lock, as far as it says so.
fn holder(lock: &Path) -> Option<Holder> {
    /// More than a name of a machine has.
    const MOST: u64 = 300;
    let text = String::from_utf8(crate::load::read_file(lock, MOST).ok()??).ok()?;
    let (process, host) = text.trim_end().split_once(' ')?;
    let since = fs::symlink_metadata(lock).ok()?.modified().ok()?.elapsed().unwrap_or_default();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    Some(Holder { process: process.parse().ok()?, host: host.chars().filter(|c| is_name(*c)).collect(), since })
}

#[cfg(not(windows))]
fn lock(path: &Path) -> Result<Attempt, WriteError> {
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    let file = match opened {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Attempt::Vanished),
        Err(error) => return Err(failed(path, "lock")(error)),
    };
    match file.try_lock() {
        Ok(()) => {}
        Err(fs::TryLockError::WouldBlock) => return Ok(Attempt::Held),
        // A file system without locks still deserves a build, if not two at once.
        Err(fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
        Err(fs::TryLockError::Error(error)) => return Err(failed(path, "lock")(error)),
    }
    if is_still_at(&file, path) { Ok(Attempt::Taken(file)) } else { Ok(Attempt::Vanished) }
}

#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(held), Ok(named)) => (held.dev(), held.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

#[cfg(not(any(unix, windows)))]
fn is_still_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

/// On Windows a file opened without sharing is a lock by itself: nobody else can open it, nor
/// remove it, until its handle is gone.
#[cfg(windows)]
fn lock(path: &Path) -> Result<Attempt, WriteError> {
    use std::os::windows::fs::OpenOptionsExt;
    const ERROR_SHARING_VIOLATION: i32 = 32;
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).share_mode(0).open(path);
    match opened {
        Ok(file) => Ok(Attempt::Taken(file)),
        Err(error) if error.raw_os_error() == Some(ERROR_SHARING_VIOLATION) => Ok(Attempt::Held),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Attempt::Vanished),
        Err(error) => Err(failed(path, "lock")(error)),
    }
}
