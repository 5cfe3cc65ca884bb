//! Comparing bytes with a file without holding more than a buffer of it.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Large enough for nearly every page in one read.
const BUFFER: usize = 64 * 1024;

thread_local! {
    /// One pair of buffers a thread, for all the files that it compares.
    static BUFFERS: RefCell<(Vec<u8>, Vec<u8>)> =
        RefCell::new((vec![0; BUFFER], vec![0; BUFFER]));
}

/// What stands where a file will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Old {
    /// No regular file.
    Missing,
    /// A regular file of this length in bytes.
    File(u64),
}

/// Looks at a path without following a symbolic link there.
pub(super) fn look(path: &Path) -> io::Result<Old> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => Ok(Old::File(found.len())),
        Ok(_) => Ok(Old::Missing),
        Err(error) if is_absent(&error) => Ok(Old::Missing),
        Err(error) => Err(error),
    }
}

/// Whether an error says that there is nothing at a path.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Whether a file, known to be as long as `bytes`, holds just them.
pub(super) fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut file = File::open(path)?;
    BUFFERS.with_borrow_mut(|(buffer, _)| {
        for expected in bytes.chunks(BUFFER) {
            let read = fill(&mut file, &mut buffer[..expected.len()])?;
            if buffer[..read] != *expected {
                return Ok(false);
            }
        }
        Ok(true)
    })
}

/// Whether what is left of two files, known to be equally long, is equal.
pub(super) fn equal(left: &mut impl Read, right: &mut impl Read) -> io::Result<bool> {
    BUFFERS.with_borrow_mut(|(ours, theirs)| {
        loop {
            let read = fill(left, ours)?;
            if fill(right, theirs)? != read || ours[..read] != theirs[..read] {
                return Ok(false);
            }
            if read < BUFFER {
                return Ok(true);
            }
        }
    })
}

/// Reads until the buffer is full or the file ends; says how much was read.
fn fill(file: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_longer_than_the_buffer_are_compared_to_the_end() {
        let folder = tempfile::tempdir().expect("folder");
        let (left, right) = (folder.path().join("l"), folder.path().join("r"));
        for length in [0, 1, BUFFER - 1, BUFFER, BUFFER + 1, 3 * BUFFER] {
            let mut bytes = vec![7_u8; length];
            fs::write(&left, &bytes).expect("left");
            fs::write(&right, &bytes).expect("right");
            let compare = || {
                let mut files = (File::open(&left).expect("l"), File::open(&right).expect("r"));
                equal(&mut files.0, &mut files.1).expect("equal")
            };
            assert!(holds(&left, &bytes).expect("holds") && compare());
            if let Some(last) = bytes.last_mut() {
                *last = 8;
                fs::write(&right, &bytes).expect("right");
                assert!(!holds(&left, &bytes).expect("holds") && !compare());
            }
        }
    }
}
