//! Pictures: read from the site's folder, written without their metadata, and in other widths.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use super::compare::Old;
use super::error::{WriteError, failed};
use super::stage::lock;
use super::{Output, Put};
use crate::load::read_file;
use crate::picture::{self, Picture, Unreadable};

/// Smaller pictures that were made and not yet asked for.
#[derive(Debug, Default)]
pub(super) struct Studio {
    made: Mutex<HashMap<PathBuf, Arc<Job>>>,
}

/// The smaller pictures of one.
#[derive(Debug, Default)]
struct Job {
    made: OnceLock<Made>,
    /// How many of them were asked for.
    asked: AtomicUsize,
}

type Made = Result<Result<Vec<(u32, Vec<u8>)>, Unreadable>, Arc<WriteError>>;

impl Output {
    /// Gives the site the picture `from`, which is `known` from when the site was read, without its metadata.
    ///
    /// # Errors
    /// As for [`put`](Self::put), and when `from` cannot be read. The inner error is the author's to mend.
    pub fn stripped(
        &self,
        route: &str,
        from: &Path,
        known: Option<&Picture>,
    ) -> Result<Result<Put, Unreadable>, WriteError> {
        let bytes = self.unless_broken(read(from, known))?;
        match picture::strip(&from.to_string_lossy(), &bytes) {
            Ok(stripped) => self.put(route, &stripped).map(Ok),
            Err(unreadable) => Ok(Err(unreadable)),
        }
    }

    /// Gives the site the picture `from`, which is `known`, in a width, one of `widths`. The route holds a mark of the original's
    /// bytes: a file that Dateline had there is the same, and nothing is made.
    ///
    /// # Errors
    /// As for [`stripped`](Self::stripped).
    pub fn resized(
        &self,
        route: &str,
        from: &Path,
        known: Option<&Picture>,
        width: u32,
        widths: &[u32],
    ) -> Result<Result<Put, Unreadable>, WriteError> {
        if let Some(length) = self.made_before(route)? {
            return self.place(route, || Ok((Put::Same, length))).map(Ok);
        }
        let job = Arc::clone(lock(&self.studio.made).entry(from.to_owned()).or_default());
        // Whoever asks first makes all of them, of one look at the original; others wait.
        let made = job.made.get_or_init(|| {
            let bytes = read(from, known).map_err(Arc::new)?;
            Ok(picture::resize(&from.to_string_lossy(), &bytes, widths))
        });
        match made {
            Ok(Ok(made)) => {
                let bytes = made.iter().find(|(at, _)| *at == width).map_or(&[][..], |(_, bytes)| bytes);
                let put = self.put(route, bytes);
                if job.asked.fetch_add(1, Ordering::Relaxed) + 1 == widths.len() {
                    lock(&self.studio.made).remove(from);
                }
                put.map(Ok)
            }
            Ok(Err(unreadable)) => Ok(Err(unreadable.clone())),
            Err(error) => {
                let why = error.source.to_string();
                self.unless_broken(Err(WriteError::because(&error.path, error.doing, error.source.kind(), &why)))
            }
        }
    }

    /// Notes that a file failed, so that the site is not switched to.
    fn unless_broken<T>(&self, made: Result<T, WriteError>) -> Result<T, WriteError> {
        if made.is_err() {
            self.broken.store(true, Ordering::Release);
        }
        made
    }

    /// The length of the file of a picture that an earlier build made, if it is whole.
    fn made_before(&self, route: &str) -> Result<Option<u64>, WriteError> {
        let Old::File(length) = self.old(route)? else { return Ok(None) };
        let mut head = [0; 12];
        let mut file = File::open(self.live.join(route)).map_err(self.failed(route, "read"))?;
        let whole = file.read_exact(&mut head).is_ok() && picture::is_whole(&head, length);
        Ok(whole.then_some(length))
    }
}

/// The bytes of a picture. Pages show its size, and its copies are named by what it was: they must not be made of another
/// that somebody put in its place since.
fn read(from: &Path, known: Option<&Picture>) -> Result<Vec<u8>, WriteError> {
    match read_file(from, picture::LARGEST).map_err(failed(from, "read"))? {
        Some(bytes) if known.is_none_or(|known| known.is_of(&bytes)) => Ok(bytes),
        _ => {
            let why = "it changed while the site was built";
            Err(WriteError::because(from, "read", io::ErrorKind::Interrupted, why))
        }
    }
}
