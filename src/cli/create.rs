//! Files that are written for an author, each only where there is none yet.

#![expect(clippy::disallowed_methods, reason = "`init` and `new` write files; nothing that is there is touched")]

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What became of a file that was to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Created {
    /// It is written.
    New,
    /// Something of its name was there, and still is as it was.
    WasThere,
}

/// Writes a file, and the folders that it lies in, unless there is something of its name already; a
/// symbolic link is something.
///
/// # Errors
/// When the machine can't, in words.
pub(super) fn create(path: &Path, text: &str) -> Result<Created, String> {
    let failed = |error: io::Error| format!("can't write {}: {error}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    match File::create_new(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).map(|()| Created::New).map_err(|error| {
            // The half of it would be taken for the author's own the next time.
            let _ = std::fs::remove_file(path);
            failed(error)
        }),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(Created::WasThere),
        Err(error) => Err(failed(error)),
    }
}

/// Whether there is something of this name, be it a symbolic link that leads nowhere.
pub(super) fn is_there(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

/// A path as it is shown: without the `./` of a site in this folder.
pub(super) fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    if path == PathBuf::new() { ".".to_owned() } else { path.display().to_string() }
}
