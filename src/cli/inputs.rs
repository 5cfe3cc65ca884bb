//! What a build is made of, as one hash: two builds of the same inputs make the same site, so the second need make none.

use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::args::CommonArgs;
use crate::load::{SourceFile, SourceText, Sources};
use crate::model::Catalog;
use crate::publish::{digest, hexadecimal};

/// The hash of what is read; with [`of`](Inputs::of) what is shown of it goes in, too.
pub(super) struct Inputs(Sha256);

impl Inputs {
    /// Of the program itself, every file that a site is made from, and the address that was asked for. None for what is for
    /// a look only, whose marks change with the clock, and where a file can't be read.
    pub(super) fn read(sources: &Sources, root: &Path, asked: &CommonArgs) -> Option<Inputs> {
        if asked.drafts || asked.future || asked.as_of.is_some() {
            return None;
        }
        let of_text =
            |source: &SourceText| Some((source.path.clone(), Sha256::digest(source.text.as_bytes()).to_vec()));
        let texts = sources.documents.par_iter().chain(&sources.templates).map(of_text);
        let files = sources.theme_files.par_iter().chain(&sources.assets).chain(&sources.statics);
        let files = files.map(|SourceFile { path, .. }| Some((path.clone(), of_file(&root.join(&**path))?)));
        let (program, all) = rayon::join(|| of_file(&program()?), || texts.chain(files).collect::<Option<Vec<_>>>());
        let (program, all) = program.zip(all)?;
        let mut inputs = Inputs(Sha256::new());
        inputs.add(&program);
        inputs.add(asked.base_url.as_deref().unwrap_or_default().as_bytes());
        inputs.add(sources.config.as_deref().unwrap_or_default().as_bytes());
        for (path, digest) in all {
            inputs.add(path.as_bytes());
            inputs.add(&digest);
        }
        Some(inputs)
    }

    /// The hash for a catalog that was made of them: which briefings it shows changes with the clock.
    pub(super) fn of(mut self, catalog: &Catalog) -> String {
        for briefing in &catalog.briefings {
            self.add(briefing.id.as_str().as_bytes());
        }
        hexadecimal(&self.0.finalize())
    }

    /// With its length, so that no two lists of parts run into the same bytes.
    fn add(&mut self, part: &[u8]) {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }
}

fn of_file(path: &Path) -> Option<Vec<u8>> {
    digest(path).ok().map(|digest| digest.sha256.into_bytes())
}

fn program() -> Option<std::path::PathBuf> {
    std::env::current_exe().ok()
}
