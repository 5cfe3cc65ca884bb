//! What can go wrong with the output folder: it may not be used, it is in use, or the disk fails.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Why a folder may not be the output folder: a mistake on the command line or in the
/// configuration (exit status 2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It holds files and no marker says that Dateline made it.
    NotOurs(PathBuf),
    /// Its marker is damaged, or of a format that this version does not know.
    Marker(PathBuf),
    /// It exists and is not a folder.
    NotAFolder(PathBuf),
    /// It is a symbolic link to nothing.
    DanglingLink(PathBuf),
    /// It is a mount point, so no finished folder can be renamed into its place.
    MountPoint(PathBuf),
    /// It is the root of the file system.
    FilesystemRoot(PathBuf),
    /// It is the home folder or holds it.
    Home(PathBuf),
    /// It is, or holds, the site's root or one of its inputs.
    Holds {
        /// The output folder that was asked for.
        folder: PathBuf,
        /// The site's root or the input that it would replace.
        input: PathBuf,
    },
    /// It is inside one of the site's inputs, so the next build would read it.
    Inside {
        /// The output folder that was asked for.
        folder: PathBuf,
        /// The input around it.
        input: PathBuf,
    },
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs(folder) => write!(
                f,
                "the folder {} is not empty and was not made by Dateline; \
                 choose a new or an empty folder",
                folder.display()
            ),
            Self::Marker(folder) => write!(
                f,
                "the folder {} has a `{}` file that is damaged or written by another \
                 version of Dateline; delete the folder or choose another",
                folder.display(),
                super::marker::NAME
            ),
            Self::NotAFolder(folder) => {
                write!(f, "the folder {} is not a folder", folder.display())
            }
            Self::DanglingLink(folder) => {
                write!(f, "the folder {} is a symbolic link to nothing", folder.display())
            }
            Self::MountPoint(folder) => write!(
                f,
                "the folder {} is a mount point, which cannot be switched at once; \
                 choose a folder inside it",
                folder.display()
            ),
            Self::FilesystemRoot(folder) => {
                write!(f, "the folder {} is the root of the file system", folder.display())
            }
            Self::Home(folder) => write!(f, "the folder {} is or holds the home folder", folder.display()),
            Self::Holds { folder, input } => write!(
                f,
                "the folder {} is or holds {}, which the site is made from",
                folder.display(),
                input.display()
            ),
            Self::Inside { folder, input } => {
                write!(f, "the folder {} is inside {}, which the site is made from", folder.display(), input.display())
            }
        }
    }
}

impl Error for Refused {}

/// A failure of the disk, or something on it that stands in the way (exit status 3).
#[derive(Debug)]
pub struct WriteError {
    /// The file or folder that failed, below the output folder as the caller named it.
    pub path: PathBuf,
    /// What was being done to it: a verb that follows "cannot".
    pub doing: &'static str,
    /// The reason.
    pub source: io::Error,
}

impl WriteError {
    /// An error with a reason of our own rather than the system's.
    pub(super) fn because(path: impl Into<PathBuf>, doing: &'static str, kind: io::ErrorKind, why: &str) -> Self {
        Self { path: path.into(), doing, source: io::Error::new(kind, why) }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} {}: {}", self.doing, self.path.display(), self.source)
    }
}

impl Error for WriteError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}

/// Turns the system's reason into a [`WriteError`] about `path`; for `map_err`.
pub(super) fn failed(path: &Path, doing: &'static str) -> impl FnOnce(io::Error) -> WriteError {
    move |source| WriteError { path: path.to_path_buf(), doing, source }
}

/// Who holds an output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The number of the process.
    pub process: u32,
    /// The machine that it runs on; empty where that is not known.
    pub host: String,
    /// For how long it has held it.
    pub since: Duration,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Holder { process, host, since } = self;
        let at = if host.is_empty() { "" } else { " on " };
        write!(f, "process {process}{at}{host}, for {} s", since.as_secs())
    }
}

/// Why an output folder could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// The folder may not be used (exit status 2).
    Refused(Refused),
    /// Another build of this folder did not end within the time given (exit status 3).
    Busy {
        /// The output folder that was asked for.
        folder: PathBuf,
        /// Who is at it, where that is known.
        holder: Option<Holder>,
    },
    /// The disk failed (exit status 3).
    Disk(WriteError),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refused) => refused.fmt(f),
            Self::Busy { folder, holder } => {
                write!(f, "another build is writing the folder {}, or a publish is reading it", folder.display())?;
                holder.as_ref().map_or(Ok(()), |holder| write!(f, ": {holder}"))
            }
            Self::Disk(error) => error.fmt(f),
        }
    }
}

impl Error for OpenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Refused(_) | Self::Busy { .. } => None,
            Self::Disk(error) => Some(&error.source),
        }
    }
}

impl From<Refused> for OpenError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<WriteError> for OpenError {
    fn from(error: WriteError) -> Self {
        Self::Disk(error)
    }
}
