//! From what a page is to the bytes that are sent.

use std::collections::HashMap;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::{Code, Diagnostic, FilePath, Place};
use crate::load::open;
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

/// A file that the plan names; what became a link or a folder since is not read, and of one that grows what was there.
fn read(root: &Path, file: &FilePath) -> Result<Vec<u8>, NoBytes> {
    let read = || {
        let file = open(&root.join(&**file))?;
        let length = file.metadata()?.len();
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
        file.take(length).read_to_end(&mut bytes)?;
        Ok::<_, io::Error>(bytes)
    };
    read().map_err(|_| NoBytes::Gone)
}

fn wrong(file: &FilePath, why: Unreadable) -> NoBytes {
    let diagnostic = Diagnostic::new(Code::BadImage, Place::file(file), why.message).help(why.help);
    NoBytes::Wrong(Box::new(diagnostic))
}
