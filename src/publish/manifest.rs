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
    pub files: BTreeMap<String, Digest>,
    /// The routes that were about to change when a publish was interrupted: what is there is not known.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub pending: BTreeSet<String>,
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
    pub fn new(files: BTreeMap<String, Digest>) -> Manifest {
        Manifest { dateline: FORMAT, files, pending: BTreeSet::new() }
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// It is damaged, or of a later format: how, in words.
    pub fn read(bytes: &[u8]) -> Result<Manifest, String> {
        let manifest: Manifest = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        if manifest.dateline != FORMAT {
            return Err(format!("it is of format {}, and this program knows format {FORMAT}", manifest.dateline));
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
        let manifest = Manifest::new(BTreeMap::from([("index.html".to_owned(), digest)]));
        assert_eq!(Manifest::read(&manifest.text()).as_ref(), Ok(&manifest));
        let later = String::from_utf8(manifest.text()).unwrap().replace("\"dateline\": 1", "\"dateline\": 2");
        assert!(Manifest::read(later.as_bytes()).unwrap_err().contains("format 2"));
        assert!(Manifest::read(&manifest.text()[..40]).is_err());
    }
}
