//! What changed in the site's folder.
//!
//! `content/`, `templates/` and `static/` are watched with all that is below them, the root alone without: a site's
//! folder may hold anything. A watch is of a folder, not of its name: each second it is seen whether the folders are
//! still the same, so that one which was deleted and came again is watched again.

#![expect(clippy::disallowed_methods, reason = "watching the site's folder is what this module is for")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::Duration;

use notify_debouncer_full::notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify_debouncer_full::notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, NoCache, new_debouncer_opt};

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
pub(super) trait Watch: Send {
    fn follow(&mut self, path: &Path, mode: RecursiveMode);
    fn leave(&mut self, path: &Path);
}

impl<T: Watcher + Send> Watch for Debouncer<T, NoCache> {
    fn follow(&mut self, path: &Path, mode: RecursiveMode) {
        // A folder that is not there is watched when it comes.
        let _ = self.watch(path, mode);
    }

    fn leave(&mut self, path: &Path) {
        let _ = self.unwatch(path);
    }
}

/// Watches a site's folder.
///
/// # Errors
/// When the system can't watch anything.
pub(super) fn watch(root: &Path, watching: Watching, tell: Sender<News>) -> Result<(), ServeError> {
    let root = root.canonicalize().map_err(ServeError::Machine)?;
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
    let config = Config::default().with_poll_interval(POLL).with_compare_contents(false).with_follow_symlinks(false);
    let refused = |error: notify_debouncer_full::notify::Error| ServeError::Watch(error.to_string());
    let mut watch: Box<dyn Watch> = match watching {
        Watching::Told => {
            let made = new_debouncer_opt::<_, RecommendedWatcher, _>(DEBOUNCE, None, handler, NoCache::new(), config);
            Box::new(made.map_err(refused)?)
        }
        Watching::Polled => {
            let made = new_debouncer_opt::<_, PollWatcher, _>(DEBOUNCE, None, handler, NoCache::new(), config);
            Box::new(made.map_err(refused)?)
        }
    };
    let mut known: Vec<Option<Identity>> = vec![None; FOLDERS.len() + 1];
    keep(&root, &mut *watch, &mut known);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(ROUND);
            if moved.swap(false, Ordering::Relaxed) {
                for (folder, known) in FOLDERS.iter().zip(&mut known[1..]) {
                    watch.leave(&root.join(folder));
                    *known = None;
                }
            }
            if keep(&root, &mut *watch, &mut known) && tell.send(News::Everything).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Watches what is there now; whether a folder is another than it was.
fn keep(root: &Path, watch: &mut dyn Watch, known: &mut [Option<Identity>]) -> bool {
    let folders = FOLDERS.iter().map(|folder| (root.join(folder), RecursiveMode::Recursive));
    let all = std::iter::once((root.to_owned(), RecursiveMode::NonRecursive)).chain(folders);
    let mut other = false;
    for ((path, mode), known) in all.zip(known) {
        let now = identity(&path);
        if now == *known {
            continue;
        }
        if known.is_some() {
            watch.leave(&path);
        }
        if now.is_some() {
            watch.follow(&path, mode);
        }
        *known = now;
        other = true;
    }
    other
}

/// What tells a folder from another of the same name.
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    path.metadata().ok().filter(std::fs::Metadata::is_dir).map(|found| (found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    let found = path.metadata().ok().filter(std::fs::Metadata::is_dir)?;
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
    let is_config = text == CONFIG || text == "dateline.yml";
    (is_config || FOLDERS.contains(&first)).then(|| text.into())
}
