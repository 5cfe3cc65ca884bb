//! Diagnostics as `serve` tells them, each as `check` prints it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use annotate_snippets::Renderer;
use rayon::prelude::*;

use super::report::{Files, Found, ordered, text};
use crate::diagnostic::{Diagnostic, Diagnostics, FilePath};
use crate::load::Sources;
use crate::serve::Told;

/// Tells diagnostics as `serve` does, and remembers what it told of files in which nothing is another.
#[derive(Debug, Default)]
pub(super) struct Teller(BTreeMap<Option<FilePath>, ToldOfFile>);

/// What was told of a file: of which text and of what.
#[derive(Debug)]
struct ToldOfFile {
    text: Option<Arc<str>>,
    diagnostics: Vec<Diagnostic>,
    told: Vec<Arc<Told>>,
}

impl Teller {
    /// Diagnostics in the order of their places.
    pub(super) fn told(&mut self, diagnostics: &Diagnostics, sources: &Sources, root: &Path) -> Vec<Arc<Told>> {
        let mut by_file: BTreeMap<Option<&FilePath>, Vec<&Diagnostic>> = BTreeMap::new();
        for diagnostic in diagnostics.iter() {
            by_file.entry(diagnostic.place.as_ref().map(|place| &place.file)).or_default().push(diagnostic);
        }
        let text_of = |file: Option<&FilePath>| file.and_then(|file| sources.whole_text(file)).cloned();
        let is_known = |file: Option<&FilePath>, now: &[&Diagnostic]| {
            // A place beside it may lie in a file that changed.
            let stays = now.iter().all(|d| d.related.iter().all(|(place, _)| Some(&place.file) == file));
            let is_same =
                |known: &ToldOfFile| known.text == text_of(file) && known.diagnostics.iter().eq(now.iter().copied());
            stays && self.0.get(&file.cloned()).is_some_and(is_same)
        };
        let others: Vec<_> = by_file.iter().filter(|(file, now)| !is_known(**file, now)).collect();
        let tell = |(file, now): &(&Option<&FilePath>, &Vec<&Diagnostic>)| {
            let files = Files::new(sources, root);
            let told =
                ordered(now.iter().copied(), &files).0.into_iter().map(|one| Arc::new(told(one, &files))).collect();
            let diagnostics = now.iter().map(|diagnostic| (*diagnostic).clone()).collect();
            (file.cloned(), ToldOfFile { text: text_of(**file), diagnostics, told })
        };
        let anew: Vec<_> = others.par_iter().map(tell).collect();
        self.0.retain(|file, _| by_file.contains_key(&file.as_ref()));
        self.0.extend(anew);
        self.0.values().flat_map(|of_file| of_file.told.iter().cloned()).collect()
    }
}

fn told((diagnostic, found): (&Diagnostic, Option<Found<'_>>), files: &Files<'_>) -> Told {
    Told {
        severity: diagnostic.severity,
        code: Some(diagnostic.code),
        file: diagnostic.place.as_ref().map(|place| place.file.clone()),
        line: found.as_ref().and_then(Found::line_number),
        text: text(diagnostic, found.as_ref(), files, Renderer::plain()),
        styled: text(diagnostic, found.as_ref(), files, Renderer::styled()),
    }
}
