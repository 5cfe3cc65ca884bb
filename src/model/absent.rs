//! What is not in the catalog: files that are held back, and files that could not be read.
//!
//! It serves diagnostics only, so that a link to such a file is told as what it is, or not told a
//! second time. No page ever sees it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::id::slug_words;
use super::text::fold;
use crate::diagnostic::{Code, Diagnostic, FilePath, Place, Severity};

/// Why something is not in the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// It is held back; the words end a sentence.
    Hidden(&'static str),
    /// Its file could not be read, which is told already.
    Unread,
}

#[derive(Debug)]
struct AbsentFile {
    why: Absence,
    /// The address that its page would have.
    address: String,
    text: Arc<str>,
    /// The names of the profile that it is, folded.
    names: Vec<String>,
}

/// The files that are not in the catalog.
#[derive(Debug, Default)]
pub struct Absent {
    files: BTreeMap<FilePath, AbsentFile>,
    /// Front matters of which a part could not be read.
    damaged: Vec<Arc<str>>,
}

impl Absent {
    /// Adds a file, with the address that its page would have (`/briefings/x/`), its text, and its names,
    /// folded, if it is a profile.
    pub fn add(&mut self, file: FilePath, why: Absence, address: String, text: Arc<str>, names: Vec<String>) {
        self.files.insert(file, AbsentFile { why, address, text, names });
    }

    /// Adds a front matter of which a part could not be read: a name in it may be known.
    pub fn add_names(&mut self, front: Arc<str>) {
        self.damaged.push(front);
    }

    /// Why a file of the site is not in the catalog; none if it is, or if there is no such file.
    pub fn file(&self, file: &str) -> Option<Absence> {
        self.files.get(file).map(|absent| absent.why)
    }

    /// Why the profile of a name is not in the catalog.
    pub fn profile(&self, name: &str) -> Option<Absence> {
        let name = fold(name);
        self.first(|absent| absent.names.contains(&name))
    }

    /// Why a name may stand for nothing: a file that is absent holds it.
    pub fn name(&self, name: &str) -> Option<Absence> {
        let name = fold(name);
        if self.damaged.iter().any(|front| fold(front).contains(&name)) {
            return Some(Absence::Unread);
        }
        self.first(|absent| fold(&absent.text).contains(&name))
    }

    /// Why an address may lead nowhere: it is that of a file that is absent, or of what only such a
    /// file names.
    pub fn address(&self, address: &str) -> Option<Absence> {
        if let Some(why) = self.first(|absent| absent.address == address) {
            return Some(why);
        }
        let (folder, last) = address.trim_matches('/').split_once('/')?;
        let words = format!("-{last}-");
        if self.damaged.iter().any(|front| format!("-{}-", slug_words(front)).contains(&words)) {
            return Some(Absence::Unread);
        }
        let of_names = matches!(folder, "actors" | "locations" | "publishers");
        self.first(|absent| {
            // A briefing's id is its own; of one that can't be read it may stand in its text.
            (of_names || absent.why == Absence::Unread) && format!("-{}-", slug_words(&absent.text)).contains(&words)
        })
    }

    /// A mistake that is in a hidden file, or its quarrel with another over an address, as a warning;
    /// none if it is somebody else's.
    pub fn of_hidden(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        let is_hidden = |place: &Place| matches!(self.file(&place.file), Some(Absence::Hidden(_)));
        let between = matches!(diagnostic.code, Code::RepeatedId | Code::RouteCollision);
        let hidden = diagnostic.place.as_ref().is_some_and(is_hidden)
            || (between && diagnostic.related.iter().any(|(place, _)| is_hidden(place)));
        diagnostic.severity = Severity::Warning;
        hidden.then_some(diagnostic)
    }

    /// Of the files for which it holds, what could not be read comes first: it is told already.
    fn first(&self, holds: impl Fn(&AbsentFile) -> bool) -> Option<Absence> {
        let mut found = None;
        for absent in self.files.values().filter(|absent| holds(absent)) {
            if absent.why == Absence::Unread {
                return Some(Absence::Unread);
            }
            found.get_or_insert(absent.why);
        }
        found
    }
}
