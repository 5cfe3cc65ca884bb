//! From what a page is to the bytes that are sent.

#![expect(clippy::disallowed_methods, reason = "files of the site are read when a browser asks for them")]

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::{Code, Diagnostic, FilePath, Place};
use crate::picture::{self, Unreadable};
use crate::render::Rendered;

/// The most pictures that are kept.
const MOST: usize = 200;

/// Why there are no bytes.
#[derive(Debug)]
pub(super) enum NoBytes {
    /// The file went, or can't be read.
    Gone,
    /// It is the author's to mend.
    Wrong(Box<Diagnostic>),
}

/// Pictures that were made smaller, by file, mark of its bytes and width: making one takes longer than sending many.
#[derive(Debug, Default)]
pub(super) struct Studio {
    made: Mutex<HashMap<String, Arc<[u8]>>>,
}

impl Studio {
    /// The bytes of a page at a route.
    pub(super) fn bytes(&self, root: &Path, route: &str, rendered: Rendered<'_>) -> Result<Vec<u8>, NoBytes> {
        match rendered {
            Rendered::Bytes(bytes) => Ok(bytes.into_owned()),
            Rendered::Copy(file) => read(root, file),
            Rendered::Stripped(file) => {
                let bytes = read(root, file)?;
                let stripped = picture::strip(file, &bytes).map_err(|why| wrong(file, why))?;
                Ok(stripped.into_owned())
            }
            Rendered::Resized { from, width, .. } => {
                if let Some(known) = self.lock().get(route) {
                    return Ok(known.to_vec());
                }
                let bytes = read(root, from)?;
                let made = picture::resize(from, &bytes, &[width]).map_err(|why| wrong(from, why))?;
                let bytes = made.into_iter().next().map(|(_, bytes)| bytes).unwrap_or_default();
                let mut known = self.lock();
                if known.len() >= MOST {
                    known.clear();
                }
                known.insert(route.to_owned(), bytes.as_slice().into());
                Ok(bytes)
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<[u8]>>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file that the plan names; what became a link or a folder since is not read.
fn read(root: &Path, file: &FilePath) -> Result<Vec<u8>, NoBytes> {
    let path = root.join(&**file);
    let found = path.symlink_metadata().map_err(|_| NoBytes::Gone)?;
    if !found.is_file() {
        return Err(NoBytes::Gone);
    }
    std::fs::read(&path).map_err(|_| NoBytes::Gone)
}

fn wrong(file: &FilePath, why: Unreadable) -> NoBytes {
    let diagnostic = Diagnostic::new(Code::BadImage, Place::file(file), why.message).help(why.help);
    NoBytes::Wrong(Box::new(diagnostic))
}
