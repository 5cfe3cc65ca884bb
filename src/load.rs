//! From a folder to [`Sources`]: every text that a build reads, and every file that it may copy.
//!
//! Symbolic links are not followed: a site holds what lies in its folder, and neither its folders nor `dateline.yaml` may
//! be one. Limits: a text has at most 4 MiB; of the other files only pictures are read, for their size and the mark that
//! their copies bear. Each file is opened by [`open`], which never waits, and what went between the look at a folder and
//! that at a file of it was not there: a site is what it holds when it is read.

#![expect(clippy::disallowed_methods, reason = "reading the site's folder is what this module is for")]

mod ordinary;
mod walk;

use std::collections::BTreeSet;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub(crate) use ordinary::{open, read as read_file};
use walk::{above, walk};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, FilePath, Place};
use crate::picture::{self, Picture, Unreadable};

/// The most bytes that a text may have.
const LARGEST: u64 = 4 << 20;

/// The configuration's file, at the site's root.
pub const CONFIG: &str = "dateline.yaml";

/// What a site is made of, by path from its root. From a disk, or from a test's literal list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// The text of `dateline.yaml`, if there is one.
    pub config: Option<Arc<str>>,
    /// The Markdown files of `content/`, by path.
    pub documents: Vec<SourceText>,
    /// The site's own templates, style sheets and scripts, by path below `templates/`.
    pub templates: Vec<SourceText>,
    /// What else lies in `templates/assets/`: faces, pictures.
    pub theme_files: Vec<SourceFile>,
    /// The other files of `content/`, by path.
    pub assets: Vec<SourceFile>,
    /// The files of `static/`, by path.
    pub statics: Vec<SourceFile>,
    /// What was wrong with the folder.
    pub diagnostics: Diagnostics,
}

/// A text with its path from the site's root.
#[derive(Debug, Clone, Eq)]
pub struct SourceText {
    /// Its path.
    pub path: FilePath,
    /// The whole of it.
    pub text: Arc<str>,
}

/// What was not read again is the same text: only where it was, bytes are compared.
impl PartialEq for SourceText {
    fn eq(&self, other: &SourceText) -> bool {
        self.path == other.path && (Arc::ptr_eq(&self.text, &other.text) || self.text == other.text)
    }
}

/// A file that may be copied, with its path from the site's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path.
    pub path: FilePath,
    /// Its length in bytes.
    pub len: u64,
    /// What picture it is, or why it is one that can't be published.
    pub picture: Option<Result<Picture, Unreadable>>,
}

/// The machine failed while reading.
#[derive(Debug)]
pub struct LoadError {
    /// What was being read.
    pub path: PathBuf,
    /// Why it failed.
    pub source: io::Error,
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "can't read {}: {}", self.path.display(), self.source)
    }
}

impl std::error::Error for LoadError {}

impl Sources {
    /// The text of a file by its path from the site's root, to show a place in it.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.whole_text(path).map(|text| &**text)
    }

    /// The same, to be held.
    pub(crate) fn whole_text(&self, path: &str) -> Option<&Arc<str>> {
        if path == CONFIG {
            return self.config.as_ref();
        }
        let list = if path.starts_with("templates/") { &self.templates } else { &self.documents };
        list.binary_search_by(|source| (*source.path).cmp(path)).ok().map(|i| &list[i].text)
    }

    /// How many files there are, of all kinds.
    pub fn count(&self) -> usize {
        let texts = usize::from(self.config.is_some()) + self.documents.len() + self.templates.len();
        texts + self.theme_files.len() + self.assets.len() + self.statics.len()
    }

    /// Whether `content/` has this file, by its path from the site's root, beside its documents.
    pub fn has_asset(&self, path: &str) -> bool {
        self.assets.binary_search_by(|file| (*file.path).cmp(path)).is_ok()
    }

    /// Whether a file is only copied, by its path from the site's root: it may be another though what was read of it is not.
    pub fn is_copied(&self, path: &str) -> bool {
        let lists = [&self.theme_files, &self.assets, &self.statics];
        lists.into_iter().any(|files| files.binary_search_by(|file| (*file.path).cmp(path)).is_ok())
    }

    /// The same sources in the order that everything else relies on.
    #[must_use]
    pub fn sorted(mut self) -> Sources {
        self.documents.sort_by(|a, b| a.path.cmp(&b.path));
        self.templates.sort_by(|a, b| a.path.cmp(&b.path));
        self.assets.sort_by(|a, b| a.path.cmp(&b.path));
        self.statics.sort_by(|a, b| a.path.cmp(&b.path));
        self.theme_files.sort_by(|a, b| a.path.cmp(&b.path));
        self
    }
}

/// Whether a site stands in a folder: a configuration or content.
pub fn is_site(root: &Path) -> bool {
    // What stands in its place is told when it is read.
    let is_there = |name: &str| std::fs::symlink_metadata(root.join(name));
    is_there(CONFIG).is_ok() || is_there("content").is_ok_and(|found| found.is_dir() || found.is_symlink())
}

/// What of a site's folder is read.
#[derive(Clone, Copy)]
enum Scope<'a> {
    All,
    /// These paths from the site's root, and what lies below them.
    Below(&'a BTreeSet<FilePath>),
}

/// Reads the site in a folder.
///
/// # Errors
/// When the machine can't read a folder or a file that is there.
pub fn load(root: &Path) -> Result<Sources, LoadError> {
    read(root, Scope::All)
}

/// Reads again what may have changed since a site was read: the configuration, and what lies at or below some paths from
/// the site's root, whether it came, went or is another. The same as [`load`], where nothing else changed.
///
/// # Errors
/// As for [`load`].
pub fn reload(mut sources: Sources, root: &Path, changed: &BTreeSet<FilePath>) -> Result<Sources, LoadError> {
    let fresh = read(root, Scope::Below(changed))?;
    let stays = |path: &FilePath| !changed.contains(path) && !above(path).any(|way| changed.contains(way));
    sources.documents.retain(|text| stays(&text.path));
    sources.templates.retain(|text| stays(&text.path));
    for files in [&mut sources.theme_files, &mut sources.assets, &mut sources.statics] {
        files.retain(|file| stays(&file.path));
    }
    let told = sources
        .diagnostics
        .into_iter()
        .filter(|told| told.place.as_ref().is_none_or(|place| place.file.contains('/') && stays(&place.file)));
    let diagnostics = told.chain(fresh.diagnostics).collect();
    sources.documents.extend(fresh.documents);
    sources.templates.extend(fresh.templates);
    sources.theme_files.extend(fresh.theme_files);
    sources.assets.extend(fresh.assets);
    sources.statics.extend(fresh.statics);
    Ok(Sources { config: fresh.config, diagnostics, ..sources }.sorted())
}

fn read(root: &Path, scope: Scope<'_>) -> Result<Sources, LoadError> {
    let mut sources = Sources::default();
    sources.config = config(root, &mut sources.diagnostics)?;
    let content = walk(root, "content", scope, &mut sources.diagnostics)?;
    let (documents, assets): (Vec<_>, Vec<_>) =
        content.into_iter().partition(|file| Path::new(&*file.path).extension().is_some_and(|e| e == "md"));
    for file in &assets {
        let ending = Path::new(&*file.path).extension().and_then(|e| e.to_str()).unwrap_or_default();
        let stem = file.path.trim_end_matches(ending).trim_end_matches('.');
        // Some editors add an ending of their own to the one that was typed.
        let doubled = stem.ends_with(".md").then(|| stem.trim_end_matches(".md"));
        let other = ["md", "markdown", "mdown", "mkd"].iter().any(|other| ending.eq_ignore_ascii_case(other));
        if other || doubled.is_some() {
            let message = "a document's name ends in .md; this file is not read as one";
            let help = format!("rename it to {}.md", doubled.unwrap_or(stem));
            sources.diagnostics.push(Diagnostic::new(Code::StrayFile, Place::file(&file.path), message).help(help));
        }
    }
    if root.join("dateline.yml").is_file() {
        let message = "the configuration is read from dateline.yaml; this file is left out";
        let place = Place::file(&"dateline.yml".into());
        sources.diagnostics.push(Diagnostic::new(Code::StrayFile, place, message).help("rename it to dateline.yaml"));
    }
    sources.assets = with_pictures(root, assets)?;
    sources.documents = read_all(root, documents, &mut sources.diagnostics)?;
    let is_text = |file: &SourceFile| {
        let ending = Path::new(&*file.path).extension().and_then(|e| e.to_str()).unwrap_or_default();
        !file.path.starts_with("templates/assets/") || matches!(ending, "css" | "js" | "mjs")
    };
    let (templates, theme_files) =
        walk(root, "templates", scope, &mut sources.diagnostics)?.into_iter().partition(is_text);
    sources.theme_files = theme_files;
    sources.templates = read_all(root, templates, &mut sources.diagnostics)?;
    sources.statics = with_pictures(root, walk(root, "static", scope, &mut sources.diagnostics)?)?;
    for file in sources.statics.iter().filter(|file| file.path.ends_with(".md")) {
        let message = "this file is published as it is: no document is read in static/, and none is held back there";
        let help = "move it to content/, or remove it";
        sources.diagnostics.push(Diagnostic::new(Code::StrayFile, Place::file(&file.path), message).help(help));
    }
    Ok(sources.sorted())
}

/// The text of the configuration, if there is one.
fn config(root: &Path, diagnostics: &mut Diagnostics) -> Result<Option<Arc<str>>, LoadError> {
    let path = root.join(CONFIG);
    match std::fs::symlink_metadata(&path) {
        Ok(found) if found.is_file() => {}
        Ok(found) => {
            diagnostics.push(walk::not_ordinary(&CONFIG.into(), found.file_type(), "file"));
            return Ok(None);
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(LoadError { path, source }),
    }
    match text(root, &CONFIG.into())? {
        Some(Ok(text)) => return Ok(Some(text)),
        Some(Err(diagnostic)) => diagnostics.push(diagnostic),
        None => {}
    }
    Ok(None)
}

fn read_all(root: &Path, files: Vec<SourceFile>, diagnostics: &mut Diagnostics) -> Result<Vec<SourceText>, LoadError> {
    let read = |file: SourceFile| Ok(text(root, &file.path)?.map(|text| (file.path, text)));
    let mut texts = Vec::with_capacity(files.len());
    for result in files.into_par_iter().map(read).collect::<Vec<Result<_, LoadError>>>() {
        match result? {
            Some((path, Ok(text))) => texts.push(SourceText { path, text }),
            Some((_, Err(diagnostic))) => diagnostics.push(diagnostic),
            None => {}
        }
    }
    Ok(texts)
}

/// The text of a file, or why it is none; nothing if the file is gone.
fn text(root: &Path, file: &FilePath) -> Result<Option<Result<Arc<str>, Diagnostic>>, LoadError> {
    let path = root.join(&**file);
    let bytes = match read_file(&path, LARGEST) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            let message =
                format!("this file is longer than {LARGEST} bytes, which is the most that Dateline reads of a text");
            return Ok(Some(Err(Diagnostic::new(Code::TooLarge, Place::file(file), message).help("split the file"))));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(LoadError { path, source }),
    };
    Ok(Some(String::from_utf8(bytes).map(Into::into).map_err(|_| not_text(file))))
}

/// The files with what pictures they are: their names may lie, so the head of each is looked at.
fn with_pictures(root: &Path, files: Vec<SourceFile>) -> Result<Vec<SourceFile>, LoadError> {
    let look = |mut file: SourceFile| {
        let path = root.join(&*file.path);
        match picture_at(&path, &mut file) {
            Ok(()) => Some(Ok(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(source) => Some(Err(LoadError { path, source })),
        }
    };
    files.into_par_iter().filter_map(look).collect()
}

fn picture_at(path: &Path, file: &mut SourceFile) -> io::Result<()> {
    let mut opened = open(path)?;
    let mut bytes = Vec::new();
    opened.by_ref().take(picture::HEAD as u64).read_to_end(&mut bytes)?;
    if picture::may_be(&file.path, &bytes) {
        // It may have grown since its folder was looked at.
        let most = picture::LARGEST + 1 - bytes.len() as u64;
        opened.take(most).read_to_end(&mut bytes)?;
        let too_long = Unreadable::too_long(file.len.max(bytes.len() as u64));
        file.picture = Some(too_long.map_or_else(|| picture::look(&file.path, &bytes), Err));
    }
    Ok(())
}

fn not_text(path: &FilePath) -> Diagnostic {
    Diagnostic::new(Code::NotText, Place::file(path), "this file is not UTF-8 text")
        .help("save it as UTF-8 in your editor")
}
