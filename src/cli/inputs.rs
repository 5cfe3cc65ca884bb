//! What a build is made of, in hashes: two builds of the same inputs make the same site, so the second need make none; and
//! where only texts of briefings are others, only the pages that show them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::args::CommonArgs;
use crate::diagnostic::FilePath;
use crate::load::{SourceFile, SourceText, Sources};
use crate::model::Catalog;
use crate::parse::front_length;
use crate::publish::{digest, hexadecimal};
use crate::resolve::counts_of_text;
use crate::write::MadeOf;

/// The hashes of what is read; [`of`](Inputs::of) says what a site is made of by them.
pub(super) struct Inputs {
    /// The program itself, what was asked for, every file that is no document.
    frame: Hash,
    /// Of each document by its path: its front matter, and what follows.
    documents: Vec<(FilePath, [Vec<u8>; 2])>,
    /// Of each file that is read again when it is copied.
    stamps: Stamps,
}

/// How files looked when their hashes were taken.
pub(super) struct Stamps(Vec<(PathBuf, Stamp)>);

impl Stamps {
    /// Whether all of them look the same now, so that what was copied meanwhile is what was hashed.
    pub(super) fn hold(&self) -> bool {
        self.0.par_iter().all(|(path, stamp)| Stamp::of(path).is_some_and(|now| now == *stamp))
    }
}

/// What changes when a file does.
#[derive(PartialEq)]
struct Stamp {
    modified: SystemTime,
    length: u64,
    /// When anything of it changed, a time that nobody sets, and which file it is.
    #[cfg(unix)]
    changed: (i64, i64, u64),
}

impl Stamp {
    #[expect(clippy::disallowed_methods, reason = "a file of the site is looked at twice, to see whether it changed")]
    fn of(path: &Path) -> Option<Stamp> {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt as _;
        let found = std::fs::symlink_metadata(path).ok()?;
        Some(Stamp {
            modified: found.modified().ok()?,
            length: found.len(),
            #[cfg(unix)]
            changed: (found.ctime(), found.ctime_nsec(), found.ino()),
        })
    }
}

impl Inputs {
    /// Of the program itself, every file that a site is made from, and the address that was asked for. None for what is for
    /// a look only, whose marks change with the clock, and where a file can't be read.
    pub(super) fn read(sources: &Sources, root: &Path, asked: &CommonArgs) -> Option<Inputs> {
        if asked.drafts || asked.future || asked.as_of.is_some() {
            return None;
        }
        let of_text = |source: &SourceText| {
            let (front, body) = source.text.as_bytes().split_at(front_length(&source.text));
            (source.path.clone(), [front, body].map(|part| Sha256::digest(part).to_vec()))
        };
        let of_template = |source: &SourceText| Some((source.path.clone(), Sha256::digest(&*source.text).to_vec()));
        let files = sources.theme_files.par_iter().chain(&sources.assets).chain(&sources.statics);
        let of_copied = |SourceFile { path, .. }: &SourceFile| {
            let on_disk = root.join(&**path);
            // Before it is read: what changes later is seen.
            let stamp = Stamp::of(&on_disk)?;
            let digest = of_file(&on_disk)?;
            Some(((path.clone(), digest), (on_disk, stamp)))
        };
        let templates = sources.templates.par_iter().map(of_template);
        let (program, (documents, files)) = rayon::join(
            || of_file(&program()?),
            || {
                let documents = sources.documents.par_iter().map(of_text).collect();
                let files: Option<(Vec<_>, Vec<_>)> = files.map(of_copied).collect();
                (documents, templates.collect::<Option<Vec<_>>>().zip(files))
            },
        );
        let mut frame = Hash(Sha256::new());
        frame.add(&program?);
        frame.add(asked.base_url.as_deref().unwrap_or_default().as_bytes());
        frame.add(sources.config.as_deref().unwrap_or_default().as_bytes());
        let (templates, (files, stamps)) = files?;
        for (path, digest) in templates.into_iter().chain(files) {
            frame.add(path.as_bytes());
            frame.add(&digest);
        }
        Some(Inputs { frame, documents, stamps: Stamps(stamps) })
    }

    /// What a catalog that was made of them is made of: which briefings it shows changes with the clock. Its texts are
    /// those of briefings, as far as nothing else counts on them.
    pub(super) fn of(self, catalog: &Catalog) -> (MadeOf, Stamps) {
        let Inputs { mut frame, documents, stamps } = self;
        let shown: HashMap<_, _> = catalog.briefings.iter().map(|briefing| (&briefing.file, briefing)).collect();
        let mut texts = Vec::with_capacity(shown.len());
        for (path, [front, body]) in &documents {
            frame.add(path.as_bytes());
            frame.add(front);
            match shown.get(path) {
                Some(briefing) => {
                    frame.add(briefing.id.as_str().as_bytes());
                    frame.add(format!("{:?}", counts_of_text(briefing)).as_bytes());
                    texts.push((briefing.id.to_string(), hexadecimal(&body[..16])));
                }
                None => frame.add(body),
            }
        }
        let mut whole = Hash(frame.0.clone());
        for (_, hash) in &texts {
            whole.add(hash.as_bytes());
        }
        let [whole, frame] = [whole, frame].map(|hash| hexadecimal(&hash.0.finalize()));
        (MadeOf { whole, frame, texts }, stamps)
    }
}

/// A hash of parts.
struct Hash(Sha256);

impl Hash {
    /// With its length, so that no two lists of parts run into the same bytes.
    fn add(&mut self, part: &[u8]) {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }
}

fn of_file(path: &Path) -> Option<Vec<u8>> {
    digest(path).ok().map(|digest| digest.sha256.into_bytes())
}

fn program() -> Option<PathBuf> {
    std::env::current_exe().ok()
}
