//! What changed in the site's folder.
//!
//! `content/`, `templates/` and `static/` are watched with all that is below them, the root alone without: a site's
//! folder may hold anything. A watch is of a folder, not of its name: each second it is seen whether the folders are
//! still the same, so that one which was deleted and came again is watched again.

#![expect(clippy::disallowed_methods, reason = "watching the site's folder is what this module is for")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, SystemTime};

use notify_debouncer_full::notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify_debouncer_full::notify::{Config, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, NoCache, new_debouncer_opt};
use walkdir::{DirEntry, WalkDir};

use super::{ServeError, Watching};
use crate::diagnostic::{Diagnostic, FilePath};
use crate::load::CONFIG;

/// Editors write a file in several steps: it is waited for this long until nothing more comes.
pub(super) const DEBOUNCE: Duration = Duration::from_millis(60);

/// How often folders are looked at where the system does not tell.
const POLL: Duration = Duration::from_millis(500);

/// How often it is seen that the watched folders are still there.
const ROUND: Duration = Duration::from_secs(1);

/// The folders that a site is made of.
const FOLDERS: [&str; 3] = ["content", "templates", "static"];

/// What the configuration is called by mistake, which is told.
const MISNAMED: &str = "dateline.yml";

/// What the press is told.
#[derive(Debug)]
pub(super) enum News {
    /// These paths, from the site's root, may be others than they were.
    Changed(BTreeSet<FilePath>),
    /// Anything may be.
    Everything,
    /// Templates showed this to be wrong, in the edition of a number.
    Found(u64, Vec<Diagnostic>),
}

/// What watches; it ends when it is dropped.
type Watch = Debouncer<RecommendedWatcher, NoCache>;

/// Watches a site's folder.
///
/// # Errors
/// When the system can't watch anything.
pub(super) fn watch(root: &Path, watching: Watching, tell: Sender<News>) -> Result<(), ServeError> {
    let root = root.canonicalize().map_err(ServeError::Machine)?;
    if watching == Watching::Polled {
        poll(root, tell);
        return Ok(());
    }
    let (base, telling) = (root.clone(), tell.clone());
    // A folder that goes and comes again may have the same number on the disk, and is another all the same.
    let moved = Arc::new(AtomicBool::new(false));
    let told_moved = Arc::clone(&moved);
    let handler = move |events: DebounceEventResult| {
        let is_moved =
            |event: &DebouncedEvent| moves(&event.kind) && event.paths.iter().any(|path| is_top(&base, path));
        if events.iter().flatten().any(is_moved) {
            told_moved.store(true, Ordering::Relaxed);
        }
        let news = match events {
            Ok(events) if !events.iter().any(|event| event.need_rescan()) => {
                let changes = events.iter().filter(|event| changes(&event.kind));
                let paths: BTreeSet<FilePath> =
                    changes.flat_map(|event| &event.paths).filter_map(|path| of_site(&base, path)).collect();
                if paths.is_empty() {
                    return;
                }
                News::Changed(paths)
            }
            _ => News::Everything,
        };
        // Nobody is left to be told when serving ends.
        let _ = telling.send(news);
    };
    let config = Config::default().with_follow_symlinks(false);
    let made = new_debouncer_opt::<_, RecommendedWatcher, _>(DEBOUNCE, None, handler, NoCache::new(), config);
    let mut watch = made.map_err(|error| ServeError::Watch(error.to_string()))?;
    let mut known: Vec<Option<Identity>> = vec![None; FOLDERS.len() + 1];
    keep(&root, &mut watch, &mut known);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(ROUND);
            if moved.swap(false, Ordering::Relaxed) {
                for (folder, known) in FOLDERS.iter().zip(&mut known[1..]) {
                    leave(&mut watch, &root.join(folder));
                    *known = None;
                }
            }
            if keep(&root, &mut watch, &mut known) && tell.send(News::Everything).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Watches what is there now; whether a folder is another than it was.
fn keep(root: &Path, watch: &mut Watch, known: &mut [Option<Identity>]) -> bool {
    let folders = FOLDERS.iter().map(|folder| (root.join(folder), RecursiveMode::Recursive));
    let all = std::iter::once((root.to_owned(), RecursiveMode::NonRecursive)).chain(folders);
    let mut other = false;
    for ((path, mode), known) in all.zip(known) {
        let now = identity(&path);
        if now == *known {
            continue;
        }
        if known.is_some() {
            leave(watch, &path);
        }
        if now.is_some() {
            // One that is not there is watched when it comes.
            let _ = watch.watch(&path, mode);
        }
        *known = now;
        other = true;
    }
    other
}

fn leave(watch: &mut Watch, path: &Path) {
    // One that is gone is watched no more anyway.
    let _ = watch.unwatch(path);
}

/// Looks through the folders again and again. The watcher's own way to do so knows times in whole seconds, and would miss
/// the second of two saves.
fn poll(root: PathBuf, tell: Sender<News>) {
    let mut before = look(&root);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(POLL);
            let now = look(&root);
            let others = now.iter().filter(|(path, stamp)| before.get(*path) != Some(stamp));
            let gone = before.keys().filter(|path| !now.contains_key(*path));
            let changed: BTreeSet<FilePath> = others.map(|(path, _)| path).chain(gone).cloned().collect();
            if !changed.is_empty() && tell.send(News::Changed(changed)).is_err() {
                return;
            }
            before = now;
        }
    });
}

/// The files that a site is made of, each with its length and when it was changed.
fn look(root: &Path) -> BTreeMap<FilePath, (u64, Option<SystemTime>)> {
    let folders =
        FOLDERS.iter().flat_map(|folder| WalkDir::new(root.join(folder)).follow_links(false).follow_root_links(false));
    let files = folders.filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir()).map(DirEntry::into_path);
    let all = files.chain([CONFIG, MISNAMED].map(|name| root.join(name)));
    let stamped = all.filter_map(|path| {
        let found = path.symlink_metadata().ok()?;
        Some((of_site(root, &path)?, (found.len(), found.modified().ok())))
    });
    stamped.collect()
}

/// What tells a folder from another of the same name.
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    // One that is a link would be watched with all that it leads to, and is not of the site.
    path.symlink_metadata().ok().filter(std::fs::Metadata::is_dir).map(|found| (found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    let found = path.symlink_metadata().ok().filter(std::fs::Metadata::is_dir)?;
    let created = found.created().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some((created.as_secs(), u64::from(created.subsec_nanos())))
}

/// Whether an event may have changed what is read; that somebody read a file has not.
fn changes(kind: &EventKind) -> bool {
    !matches!(kind, EventKind::Access(access) if *access != AccessKind::Close(AccessMode::Write))
}

/// Whether a path is that of a watched folder itself.
fn is_top(root: &Path, path: &Path) -> bool {
    FOLDERS.iter().any(|folder| root.join(folder) == path)
}

/// Whether an event tells that something came, went or has another name.
fn moves(kind: &EventKind) -> bool {
    matches!(kind, EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
}

/// A path from the site's root, if the site is made of what is there.
fn of_site(root: &Path, path: &Path) -> Option<FilePath> {
    let relative: PathBuf = path.strip_prefix(root).ok()?.to_owned();
    let text = relative.to_string_lossy().replace('\\', "/");
    let first = text.split('/').next().unwrap_or_default();
    let is_config = text == CONFIG || text == MISNAMED;
    (is_config || FOLDERS.contains(&first)).then(|| text.into())
}
