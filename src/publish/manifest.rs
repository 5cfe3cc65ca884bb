//! The manifest: the one file at a target by which the next publish knows what is there.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// The manifest's name at a target.
pub const NAME: &str = ".dateline-manifest.json";

/// The format that this program writes and reads.
const FORMAT: u32 = 1;

/// What Dateline has published at a target: nothing of where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format of the manifest.
    dateline: u32,
    /// Each file by its route.
    pub files: BTreeMap<String, Entry>,
    /// The routes that were about to change when a publish was interrupted: what is there is not known.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub pending: BTreeSet<String>,
    /// Which publish is under way, where some are pending: else two that begin alike could not be told apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under_way: Option<String>,
}

/// A file at a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What is in it.
    #[serde(flatten)]
    pub digest: Digest,
    /// The name of the form in which it was sent (its headers), for targets that keep more of a file than its bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// What the target called this version of it, for targets that do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
}

impl From<Digest> for Entry {
    fn from(digest: Digest) -> Entry {
        Entry { digest, form: None, tag: None }
    }
}

impl Entry {
    /// Whether what was published then is what was found now.
    pub fn is_still(&self, found: &Found) -> bool {
        match (&self.tag, &found.tag) {
            (Some(then), Some(now)) => then == now,
            _ => self.digest.bytes == found.bytes,
        }
    }
}

/// A file that a look found at a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its length.
    pub bytes: u64,
    /// What the target calls this version of it.
    pub tag: Option<String>,
}

impl From<u64> for Found {
    fn from(bytes: u64) -> Found {
        Found { bytes, tag: None }
    }
}

/// What is in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// Its SHA-256 hash, in hexadecimal digits.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
}

impl Manifest {
    /// The manifest of a target where all of these files are.
    pub fn new(files: BTreeMap<String, Entry>) -> Manifest {
        Manifest { dateline: FORMAT, files, pending: BTreeSet::new(), under_way: None }
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// It is damaged, or of a later format: how, in words.
    pub fn read(bytes: &[u8]) -> Result<Manifest, String> {
        let manifest: Manifest = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        if manifest.dateline != FORMAT {
            return Err(format!(
                "it is of format {}, and this program knows format {FORMAT}: publish with the Dateline that wrote it",
                manifest.dateline
            ));
        }
        Ok(manifest)
    }

    /// Its text, the same for the same files.
    pub fn text(&self) -> Vec<u8> {
        // Plain structs with texts for keys always can be JSON.
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        text
    }

    /// Whether a route is Dateline's.
    pub fn owns(&self, route: &str) -> bool {
        self.files.contains_key(route) || self.pending.contains(route)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        let digest = Digest { sha256: "00".repeat(32), bytes: 3 };
        let manifest = Manifest::new(BTreeMap::from([("index.html".to_owned(), digest.into())]));
        assert_eq!(Manifest::read(&manifest.text()).as_ref(), Ok(&manifest));
        let later = String::from_utf8(manifest.text()).unwrap().replace("\"dateline\": 1", "\"dateline\": 2");
        assert!(Manifest::read(later.as_bytes()).unwrap_err().contains("format 2"));
        assert!(Manifest::read(&manifest.text()[..40]).is_err());
    }
}
