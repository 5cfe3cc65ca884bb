//! Ordinary files, opened so that nothing waits and nothing is followed.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

/// Opens a file to be read. What is none is not waited for, as a pipe would be, and a symbolic link is not followed: it may
/// have been put there since its folder was looked at.
///
/// # Errors
/// It is no ordinary file, or can't be opened.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let file = opened(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(not_ordinary()) }
}

/// The whole of a file that has at most `most` bytes; nothing of one that has more, be it that it grows while it is read.
///
/// # Errors
/// As for [`open`].
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let file = open(path)?;
    let length = file.metadata()?.len();
    if length > most {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    file.take(most + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

#[cfg(unix)]
fn opened(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use rustix::io::Errno;
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let flags = flags.bits().try_into().map_err(io::Error::other)?;
    OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(|error| match Errno::from_io_error(&error) {
        // A symbolic link, and a socket.
        Some(Errno::LOOP | Errno::NXIO) => not_ordinary(),
        _ => error,
    })
}

#[cfg(not(unix))]
fn opened(path: &Path) -> io::Result<File> {
    if std::fs::symlink_metadata(path)?.is_file() {
        OpenOptions::new().read(true).open(path)
    } else {
        Err(not_ordinary())
    }
}

fn not_ordinary() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "it is no ordinary file")
}
