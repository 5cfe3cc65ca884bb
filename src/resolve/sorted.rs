//! The documents by their kind: those that are seen, and what is known of those that are not.

use std::collections::HashMap;

use super::profiles::{Profile, file_id};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FilePath, Place, Severity};
use crate::load::{SourceText, Sources};
use crate::model::{Absence, Absent, Ahead, EntityKind, Slug, fold};
use crate::parse::front_matter::{RawBriefing, RawPage};
use crate::parse::{Document, Front, Markdown, split};

/// A visible briefing before its references are looked up.
pub(super) struct Visible {
    pub(super) file: FilePath,
    pub(super) id: Slug,
    pub(super) ahead: Option<Ahead>,
    pub(super) raw: Box<RawBriefing>,
    pub(super) body: Markdown,
    /// The keys of which a part could not be read.
    pub(super) damaged: Vec<String>,
}

/// A visible free page: the parts of its address, its file, what stands at its head, and its body.
pub(super) type Page = (Vec<Slug>, FilePath, RawPage, Markdown);

/// The documents by their kind, and what is hidden.
#[derive(Default)]
pub(super) struct Sorted {
    pub(super) briefings: Vec<Visible>,
    pub(super) actors: Vec<Profile>,
    pub(super) locations: Vec<Profile>,
    pub(super) publishers: Vec<Profile>,
    pub(super) pages: Vec<Page>,
    /// What is hidden or could not be read.
    pub(super) absent: Absent,
    /// The ids of hidden briefings.
    pub(super) hidden_ids: HashMap<Slug, FilePath>,
    /// The ids of hidden profiles, with the reason.
    pub(super) hidden_profiles: HashMap<EntityKind, HashMap<String, &'static str>>,
}

impl Sorted {
    pub(super) fn hide(&mut self, document: Document, reason: &'static str, sources: &Sources) {
        let id = document.id();
        let Document { file, front, .. } = document;
        let address = address(&file, id.as_ref());
        let kind = match &front {
            Front::Actor(_) => Some(EntityKind::Actor),
            Front::Location(_) => Some(EntityKind::Location),
            Front::Publisher(_) => Some(EntityKind::Publisher),
            Front::Briefing(_) | Front::Page(_) => None,
        };
        match (&front, kind, id) {
            (Front::Briefing(_), _, Some(id)) => {
                self.hidden_ids.insert(id, file.clone());
            }
            (_, Some(kind), Some(id)) => {
                self.hidden_profiles.entry(kind).or_default().insert(id.to_string(), reason);
            }
            _ => {}
        }
        let text = sources.text(&file).unwrap_or_default().into();
        self.absent.add(file, Absence::Hidden(reason), address, text, names_of(front));
    }

    /// Takes in the text of a front matter of which a part could not be read: names stand in it.
    pub(super) fn take_damaged(&mut self, document: &Document, sources: &Sources) {
        if document.damaged.is_empty() {
            return;
        }
        let text = sources.text(&document.file).unwrap_or_default();
        let front = split(text).map_or(text, |split| &text[split.front]);
        self.absent.add_names(front.into());
    }

    /// Takes in the files that could not be read.
    pub(super) fn miss(&mut self, unread: Vec<SourceText>) {
        for SourceText { path, text } in unread {
            let address = address(&path, file_id(&path, None, &mut Diagnostics::default()).as_ref());
            self.absent.add(path, Absence::Unread, address, text, Vec::new());
        }
    }

    pub(super) fn show(&mut self, ahead: Option<Ahead>, document: Document, diagnostics: &mut Diagnostics) {
        let Document { file, front, body, damaged } = document;
        match front {
            Front::Briefing(raw) => {
                if let Some(id) = file_id(&file, raw.id.as_ref(), diagnostics) {
                    self.briefings.push(Visible { file, id, ahead, raw, body, damaged });
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

/// The names of a profile, folded; of another document none.
fn names_of(front: Front) -> Vec<String> {
    let common = match front {
        Front::Actor(mut raw) => raw.take_common(),
        Front::Location(mut raw) => raw.take_common(),
        Front::Publisher(mut raw) => raw.take_common(),
        Front::Briefing(_) | Front::Page(_) => return Vec::new(),
    };
    common.names().map(|(name, _)| fold(name)).collect()
}

/// The address that a file's page would have.
fn address(file: &str, id: Option<&Slug>) -> String {
    let below = file.strip_prefix("content/").unwrap_or(file);
    let id = id.map_or("", Slug::as_str);
    match below.strip_prefix("pages/") {
        // A page keeps its folders.
        Some(page) => {
            let folders = page.rsplit_once('/').map_or(String::new(), |(folders, _)| format!("{folders}/"));
            format!("/{folders}{id}/")
        }
        None => format!("/{}/{id}/", below.split('/').next().unwrap_or_default()),
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
pub(super) fn softened(diagnostics: Diagnostics, absent: &Absent) -> impl Iterator<Item = Diagnostic> {
    diagnostics.into_iter().map(move |mut diagnostic| {
        let absence = diagnostic.place.as_ref().and_then(|place| absent.file(&place.file));
        let in_hidden = matches!(absence, Some(Absence::Hidden(_)));
        if in_hidden && !diagnostic.in_doubt {
            diagnostic.severity = Severity::Warning;
        }
        diagnostic
    })
}
