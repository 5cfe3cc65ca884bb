//! A build's own account: when each phase and each page was made, by which thread, and the most memory so far.
//!
//! The spans are written here, in the few lines that the Trace Event Format needs. `tracing` with `tracing-chrome`
//! would bring eight crates, and the table would still be ours.

mod table;
mod trace;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::clock::Stopwatch;
use super::report::print;
use crate::pipeline::{Account, Phase, Step};
use crate::plan::PageKind;

/// What a build took, where somebody asked for that.
#[derive(Debug)]
pub(super) struct Timings {
    since: Stopwatch,
    record: Option<Record>,
}

/// All that was done.
#[derive(Debug)]
struct Record {
    /// What each thread did, in the order in which it was done: first the main thread, then rayon's by their numbers. A
    /// thread takes its own lock only, so that none waits for another.
    lanes: Vec<Mutex<Vec<Span>>>,
    /// What each phase made, in words.
    made: Mutex<BTreeMap<Phase, String>>,
}

/// A step with when it began and how long it took.
#[derive(Debug, Clone)]
struct Span {
    what: What,
    began: Duration,
    took: Duration,
}

/// What a step was.
#[derive(Debug, Clone)]
enum What {
    /// A phase, with the most memory that the process had until its end, in bytes, where the system tells.
    Phase(Phase, Option<u64>),
    /// A page of a kind, with its route.
    Page(&'static str, Box<str>),
    /// The rendering of one of that kind.
    Render(&'static str),
    /// The writing of one of that kind, with how many bytes were made for it.
    Write(&'static str, usize),
}

impl Timings {
    /// Those of a build of which nobody asks.
    pub(super) fn none(since: Stopwatch) -> Timings {
        Timings { since, record: None }
    }

    /// Those of a build that began at `since`.
    pub(super) fn kept(since: Stopwatch) -> Timings {
        let lanes = (0..=rayon::current_num_threads()).map(|_| Mutex::default()).collect();
        Timings { since, record: Some(Record { lanes, made: Mutex::default() }) }
    }

    /// When the build began.
    pub(super) fn since(&self) -> Stopwatch {
        self.since
    }

    /// Notes what a phase made, in words.
    pub(super) fn count(&self, phase: Phase, words: impl FnOnce() -> String) {
        if let Some(record) = &self.record {
            lock(&record.made).insert(phase, words());
        }
    }

    /// Writes the table to standard error.
    pub(super) fn print(&self) {
        if let Some(record) = &self.record {
            print(&table::table(&record.spans(), &lock(&record.made), self.since.elapsed()));
        }
    }

    /// Writes the trace to a file.
    ///
    /// # Errors
    /// When that can't be, in words.
    pub(super) fn trace(&self, file: &Path) -> Result<(), String> {
        let Some(record) = &self.record else { return Ok(()) };
        trace::write(file, &record.spans(), &lock(&record.made))
            .map_err(|error| format!("can't write the trace to {}: {error}", file.display()))
    }
}

impl Account for Timings {
    fn now(&self) -> Duration {
        self.record.as_ref().map_or(Duration::ZERO, |_| self.since.elapsed())
    }

    fn done(&self, step: Step<'_>, began: Duration) {
        let Some(record) = &self.record else { return };
        // Before anything else, which would be counted to the step.
        let took = self.since.elapsed().saturating_sub(began);
        let what = match step {
            Step::Phase(phase) => What::Phase(phase, peak_memory()),
            Step::Page(page) => What::Page(group(&page.kind), page.route.file().into()),
            Step::Render(page) => What::Render(group(&page.kind)),
            Step::Write(page, bytes) => What::Write(group(&page.kind), bytes),
        };
        let lane = rayon::current_thread_index().map_or(0, |worker| worker + 1);
        if let Some(lane) = record.lanes.get(lane) {
            lock(lane).push(Span { what, began, took });
        }
    }
}

impl Record {
    /// The spans of each thread.
    fn spans(&self) -> Vec<Vec<Span>> {
        self.lanes.iter().map(|lane| lock(lane).clone()).collect()
    }
}

/// What is told of a build that panicked is of no use, but it is whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The word under which pages and other files of a kind are counted.
fn group(kind: &PageKind) -> &'static str {
    match kind {
        PageKind::Feed(..) => "feed",
        PageKind::Calendar(_) => "calendar",
        PageKind::DataFile(_) => "data file",
        PageKind::TimelineIndex | PageKind::TimelineData(_) => "timeline data",
        PageKind::Names => "search names",
        PageKind::Sitemap | PageKind::SitemapPart(_) => "sitemap",
        PageKind::ThemeAsset(_) => "theme file",
        PageKind::Asset(_) | PageKind::Static(_) => "copied file",
        PageKind::Resized(..) => "scaled picture",
        kind => kind.word().unwrap_or("file for hosts"),
    }
}

/// The most memory that this process had so far, in bytes; nothing where the system does not tell.
#[expect(clippy::disallowed_methods, reason = "Linux tells in a file how much memory a process has")]
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
