//! The documents by their kind: those that are seen, and what is known of those that are not.

use std::collections::{HashMap, HashSet};

use super::profiles::{Profile, file_id};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FilePath, Place, Severity};
use crate::model::Slug;
use crate::parse::front_matter::{RawBriefing, RawPage};
use crate::parse::{Document, Front, Markdown};

/// A visible briefing before its references are looked up.
pub(super) struct Visible {
    pub(super) file: FilePath,
    pub(super) id: Slug,
    pub(super) raw: RawBriefing,
    pub(super) body: Markdown,
}

/// The documents by their kind, and what is hidden.
#[derive(Default)]
pub(super) struct Sorted {
    pub(super) briefings: Vec<Visible>,
    pub(super) actors: Vec<Profile>,
    pub(super) locations: Vec<Profile>,
    pub(super) publishers: Vec<Profile>,
    pub(super) pages: Vec<(Vec<Slug>, FilePath, RawPage, Markdown)>,
    pub(super) hidden: HashMap<FilePath, &'static str>,
    /// The ids of hidden briefings.
    pub(super) hidden_ids: HashMap<Slug, FilePath>,
}

impl Sorted {
    pub(super) fn hide(&mut self, document: Document, reason: &'static str) {
        let Document { file, front, .. } = document;
        if let Front::Briefing(raw) = &front
            && let Some(id) = file_id(&file, raw.id.as_ref(), &mut Diagnostics::default())
        {
            self.hidden_ids.insert(id, file.clone());
        }
        self.hidden.insert(file, reason);
    }

    pub(super) fn show(&mut self, document: Document, diagnostics: &mut Diagnostics) {
        let Document { file, front, body } = document;
        match front {
            Front::Briefing(raw) => {
                if let Some(id) = file_id(&file, raw.id.as_ref(), diagnostics) {
                    self.briefings.push(Visible { file, id, raw: *raw, body });
                }
            }
            Front::Actor(raw) => self.actors.extend(Profile::actor(&file, *raw, body, diagnostics)),
            Front::Location(raw) => self.locations.extend(Profile::location(&file, *raw, body, diagnostics)),
            Front::Publisher(raw) => self.publishers.extend(Profile::publisher(&file, *raw, body, diagnostics)),
            Front::Page(raw) => {
                if let Some(path) = page_path(&file, &raw, diagnostics) {
                    self.pages.push((path, file, *raw, body));
                }
            }
        }
    }
}

/// The address of a free page: its folders below `content/pages/`, and its id.
fn page_path(file: &FilePath, raw: &RawPage, diagnostics: &mut Diagnostics) -> Option<Vec<Slug>> {
    let below = file.strip_prefix("content/pages/")?;
    let mut path = Vec::new();
    let folders: Vec<&str> = below.split('/').collect();
    for folder in &folders[..folders.len() - 1] {
        match Slug::new(folder) {
            Ok(slug) => path.push(slug),
            Err(error) => {
                let help = match error.suggestion {
                    Some(slug) => format!("rename the folder to {slug}"),
                    None => "rename the folder".to_owned(),
                };
                diagnostics.push(Diagnostic::new(Code::BadId, Place::file(file), error.message).help(help));
                return None;
            }
        }
    }
    // A folder's index is the folder's own page.
    if raw.id.is_some() || path.is_empty() || folders.last() != Some(&"index.md") {
        path.push(file_id(file, raw.id.as_ref(), diagnostics)?);
    }
    Some(path)
}

/// Mistakes in a hidden file are warnings, but for those that leave in doubt whether it is hidden.
pub(super) fn softened(
    diagnostics: Diagnostics,
    hidden: &HashMap<FilePath, &'static str>,
) -> impl Iterator<Item = Diagnostic> {
    let hidden: HashSet<FilePath> = hidden.keys().cloned().collect();
    diagnostics.into_iter().map(move |mut diagnostic| {
        let in_hidden = diagnostic.place.as_ref().is_some_and(|place| hidden.contains(&place.file));
        if in_hidden && !diagnostic.in_doubt {
            diagnostic.severity = Severity::Warning;
        }
        diagnostic
    })
}
