//! What whoever runs Dateline can do where the machine fails.

use std::io::{self, ErrorKind};

/// What mends a failure of the machine, where that is known.
pub(super) fn mend(error: &io::Error) -> Option<&'static str> {
    if has_no_room_for_open_files(error) {
        return Some("this process may open too few files at once: raise the limit, with `ulimit -n 1024` say");
    }
    Some(match error.kind() {
        ErrorKind::StorageFull => {
            "make room on that disk, or use another; one with room left may still hold no more files (`df -i`)"
        }
        ErrorKind::QuotaExceeded => "you may use no more of that disk: remove something of yours there, or use another",
        ErrorKind::FileTooLarge => "no file may be that long there: raise the limit (`ulimit -f`), or use another disk",
        ErrorKind::ReadOnlyFilesystem => {
            "that disk can only be read: use another, or mount it so that it can be written"
        }
        ErrorKind::PermissionDenied => {
            "give yourself the permission to it (`ls -ld` tells whose it is), or use another folder"
        }
        // Ours alone: the system's is tried again.
        ErrorKind::Interrupted => "build again when nothing writes to it",
        ErrorKind::NotFound => "it may have gone meanwhile: build again",
        ErrorKind::InvalidInput => "put an ordinary file in its place",
        _ => return None,
    })
}

#[cfg(unix)]
fn has_no_room_for_open_files(error: &io::Error) -> bool {
    use rustix::io::Errno;
    matches!(Errno::from_io_error(error), Some(Errno::MFILE | Errno::NFILE))
}

#[cfg(not(unix))]
fn has_no_room_for_open_files(_: &io::Error) -> bool {
    false
}
