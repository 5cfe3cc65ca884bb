//! A site as it lies in its output folder, with what is in each file.

use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::PublishError;
use super::manifest::{Digest, Entry, Manifest, NAME};
use crate::load::open;
use crate::write::routes;

/// How much of a file is held in memory at once.
const BUFFER: usize = 256 * 1024;

/// A built site.
#[derive(Debug)]
pub struct Site {
    folder: PathBuf,
    /// Each file by its route.
    pub files: BTreeMap<String, SiteFile>,
}

/// A file of a built site.
#[derive(Debug)]
pub struct SiteFile {
    /// What is in it.
    pub digest: Digest,
    /// The value of the header `Cache-Control` that it should be sent with.
    pub cache_control: &'static str,
}

impl Site {
    /// Reads what Dateline wrote to an output folder; others' files in it are not of the site. `caching` says of a
    /// route how long it may be kept, as the header `Cache-Control` does.
    ///
    /// # Errors
    /// A file can't be read.
    pub fn read(folder: &Path, caching: impl Fn(&str) -> &'static str + Sync) -> Result<Site, PublishError> {
        let mut routes = routes(folder)?;
        // The target's manifest is another file than one that an author put into `static/`.
        routes.retain(|route| route != NAME);
        let file = |route: String| match digest(&folder.join(&route)) {
            Ok(digest) => {
                let cache_control = caching(&route);
                Ok((route, SiteFile { digest, cache_control }))
            }
            Err(error) => Err(PublishError::Target(format!("cannot read {}: {error}", folder.join(&route).display()))),
        };
        let files = routes.into_par_iter().map(file).collect::<Result<_, _>>()?;
        Ok(Site { folder: folder.to_owned(), files })
    }

    /// A site that was published to a folder, by its manifest.
    pub fn published(folder: &Path, manifest: Manifest) -> Site {
        let file = |entry: Entry| SiteFile { digest: entry.digest, cache_control: "" };
        let files = manifest.files.into_iter().map(|(route, entry)| (route, file(entry))).collect();
        Site { folder: folder.to_owned(), files }
    }

    /// Where a file of it lies.
    pub fn path(&self, route: &str) -> PathBuf {
        self.folder.join(route)
    }

    /// The manifest of a target that is this site.
    pub fn manifest(&self) -> Manifest {
        Manifest::new(self.files.iter().map(|(route, file)| (route.clone(), file.digest.clone().into())).collect())
    }
}

/// What is in these bytes.
#[cfg(feature = "object-storage")]
pub(super) fn digest_of(bytes: &[u8]) -> Digest {
    Digest { sha256: hexadecimal(&Sha256::digest(bytes)), bytes: bytes.len() as u64 }
}

/// A hash in hexadecimal digits.
pub fn hexadecimal(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is in a file, which is never held whole in memory.
///
/// # Errors
/// It can't be read.
pub fn digest(path: &Path) -> io::Result<Digest> {
    let file = open(path)?;
    // Of a file that grows, what was there.
    let mut file = (&file).take(file.metadata()?.len());
    let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; BUFFER]);
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => {
                hash.update(&buffer[..read]);
                bytes += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Digest { sha256: hexadecimal(&hash.finalize()), bytes })
}
