//! The files of a folder: which are seen, and which names no site can have.

use std::fs::FileType;
use std::io;
use std::path::Path;

use walkdir::WalkDir;

use super::{LoadError, Scope, SourceFile};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FilePath, Place};

/// The folders that a path lies in, outermost first.
pub(super) fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// The files below a folder of the site, as far as they are asked for; none if there is no such folder.
pub(super) fn walk(
    root: &Path,
    folder: &str,
    scope: Scope<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<SourceFile>, LoadError> {
    let mut files = Vec::new();
    match scope {
        Scope::All => walk_below(root, folder, folder, &mut files, diagnostics)?,
        Scope::Below(paths) => {
            let is_here = |path: &str| above(path).next().unwrap_or(path) == folder;
            // Where a folder on the way is hidden, or is none, nothing is there; where one is read anyway, all is.
            let is_open = |way: &str| way == folder || is_seen_at(folder, way) && is_folder(&root.join(way));
            for path in paths.iter().filter(|path| is_here(path)) {
                let open = (&**path == folder || is_seen_at(folder, path)) && above(path).all(is_open);
                if open && !above(path).any(|way| paths.contains(way)) {
                    walk_below(root, folder, path, &mut files, diagnostics)?;
                }
            }
        }
    }
    Ok(files)
}

/// Whether a name is anybody's content: hidden files and editors' back-ups are not; what is copied is copied as it is.
fn is_seen(folder: &str, name: &str) -> bool {
    if matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini") {
        return false;
    }
    folder == "static" || !(name.starts_with('.') || name.ends_with('~') || name.starts_with('#'))
}

/// Whether the last name of a path is.
fn is_seen_at(folder: &str, path: &str) -> bool {
    is_seen(folder, path.rsplit('/').next().unwrap_or(path))
}

fn is_folder(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// Adds the files at or below the path `from`, which lies in `folder`, to `files`.
fn walk_below(
    root: &Path,
    folder: &str,
    from: &str,
    files: &mut Vec<SourceFile>,
    diagnostics: &mut Diagnostics,
) -> Result<(), LoadError> {
    let top = root.join(from);
    let failed = |path: &Path, source: io::Error| match source.kind() {
        // What went meanwhile was not there.
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(LoadError { path: path.to_owned(), source }),
    };
    match std::fs::symlink_metadata(&top) {
        Ok(found) if from == folder && !found.is_dir() => {
            diagnostics.push(not_ordinary(&from.into(), found.file_type(), "folder"));
            return Ok(());
        }
        Ok(_) => {}
        Err(source) => return failed(&top, source),
    }
    let visible =
        |entry: &walkdir::DirEntry| entry.depth() == 0 || is_seen(folder, &entry.file_name().to_string_lossy());
    let walk = WalkDir::new(&top).follow_links(false).follow_root_links(false).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(visible) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(&top).to_owned();
                failed(&path, error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into()))?;
                continue;
            }
        };
        if entry.file_type().is_dir() {
            continue;
        }
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let path = match path_of(relative) {
            Ok(path) => path,
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                continue;
            }
        };
        if !entry.file_type().is_file() {
            let message = if entry.path_is_symlink() {
                "a symbolic link is not followed; this file is left out"
            } else {
                "this is no ordinary file; it is left out"
            };
            let help = "put the file itself here";
            diagnostics.push(Diagnostic::new(Code::SymbolicLink, Place::file(&path), message).help(help));
            continue;
        }
        match entry.metadata() {
            Ok(metadata) => files.push(SourceFile { path, len: metadata.len(), picture: None }),
            Err(error) => {
                failed(entry.path(), error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into()))?;
            }
        }
    }
    Ok(())
}

/// The path of a file from the site's root, with `/` between its parts.
fn path_of(relative: &Path) -> Result<FilePath, Diagnostic> {
    let Some(path) = relative.to_str() else {
        let shown = FilePath::from(shown(&relative.to_string_lossy()));
        let message = "the name of this file is not Unicode";
        return Err(Diagnostic::new(Code::NotText, Place::file(&shown), message).help("rename the file"));
    };
    // Where a backslash is a part of a name, it would part that into a path, and `..\\` would lead out of the site.
    let stray = |c: char| c.is_control() || (c == '\\' && std::path::MAIN_SEPARATOR == '/');
    if path.contains(stray) {
        let message =
            "the name of this file or its folder has a backslash or a control character, which no address can hold";
        return Err(Diagnostic::new(Code::BadFileName, Place::file(&shown(path).into()), message).help("rename it"));
    }
    Ok(path.replace('\\', "/").into())
}

/// A path as a terminal may show it.
fn shown(path: &str) -> String {
    path.chars().map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() }).collect()
}

/// Something else stands where a file or a folder of the site is read.
pub(super) fn not_ordinary(path: &FilePath, found: FileType, wanted: &str) -> Diagnostic {
    let what = match found {
        found if found.is_symlink() => "a symbolic link, which is not followed",
        found if found.is_dir() => "a folder",
        found if found.is_file() => "a file",
        _ => "a pipe, a socket or a device",
    };
    let message = format!("{path} is {what}: a {wanted} is read here");
    Diagnostic::new(Code::NotOrdinary, Place::file(path), message).help(format!("put the {wanted} itself here"))
}
