//! What open pages are told: that there is a new edition, and what is wrong.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use percent_encoding::percent_decode_str;
use serde::Serialize;

use super::server::Shop;
use super::standing::{Change, Standing, Told};
use crate::diagnostic::Severity;

/// The addresses of the pages that are open, below the site's base path.
#[derive(Debug, Default)]
pub(super) struct Views {
    open: Mutex<HashMap<u64, String>>,
    next: AtomicU64,
}

impl Views {
    /// Each once.
    pub(super) fn all(&self) -> Vec<String> {
        let mut all: Vec<String> = self.lock().values().cloned().collect();
        all.sort();
        all.dedup();
        all
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u64, String>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A page that is open, until it is dropped.
struct View {
    views: Arc<Views>,
    number: u64,
}

impl Drop for View {
    fn drop(&mut self) {
        self.views.lock().remove(&self.number);
    }
}

/// What a page is told, as JSON.
#[derive(Serialize)]
struct Message<'a> {
    edition: u64,
    change: Change,
    styles: &'a [(String, String)],
    broken: bool,
    partial: bool,
    warnings: usize,
    /// Where something keeps the page from being that of what is written: all that is wrong, the worst first.
    told: Vec<Line<'a>>,
    /// How much more there is.
    more: usize,
}

#[derive(Serialize)]
struct Line<'a> {
    severity: &'static str,
    file: Option<&'a str>,
    line: Option<usize>,
    opens: Option<String>,
    text: &'a str,
}

/// How the site stands, at once and after each change. `query` says which page asks: `at=/briefings/x/`.
pub(super) fn events(shop: &Arc<Shop>, query: &str) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let at = query.split('&').find_map(|pair| pair.strip_prefix("at=")).unwrap_or_default();
    let at = percent_decode_str(at).decode_utf8_lossy().into_owned();
    let standings = shop.standings.clone();
    let (base, views) = {
        let standing = standings.borrow();
        let base = standing.edition.as_ref().map_or_else(|| "/".to_owned(), |edition| edition.base.clone());
        (base, Arc::clone(&standing.views))
    };
    let number = views.next.fetch_add(1, Ordering::Relaxed);
    if let Some(below) = at.strip_prefix(base.as_str()) {
        let below = percent_decode_str(below).decode_utf8_lossy().into_owned();
        views.lock().insert(number, below);
    }
    let view = View { views, number };
    let mut standings = standings;
    standings.mark_changed();
    let all = stream::unfold((standings, view, Arc::clone(shop)), |(mut standings, view, shop)| async move {
        standings.changed().await.ok()?;
        let message = message(&standings.borrow_and_update(), &shop);
        Some((Ok(Event::default().data(message)), (standings, view, shop)))
    });
    Sse::new(all).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)))
}

/// The most that an open page is told of what is wrong; the authors' page has all of it.
const TOLD: usize = 100;

fn message(standing: &Standing, shop: &Shop) -> String {
    let broken = standing.is_broken();
    let is_error = |told: &&Arc<Told>| told.severity == Severity::Error;
    let worst_first = standing.told.iter().filter(is_error).chain(standing.told.iter().filter(|told| !is_error(told)));
    let lines = worst_first.take(if broken { TOLD } else { 0 }).map(|told| Line {
        severity: told.severity.as_str(),
        file: told.file.as_deref(),
        line: told.line,
        opens: told.file.as_ref().map(|file| shop.opens(file, told.line.unwrap_or(1))),
        text: &told.text,
    });
    let message = Message {
        edition: standing.edition.as_ref().map_or(0, |edition| edition.number),
        change: standing.change,
        styles: standing.edition.as_ref().map_or(&[], |edition| &edition.styles),
        broken,
        partial: standing.edition.as_ref().is_some_and(|edition| edition.partial),
        warnings: standing.told.iter().filter(|told| told.severity == Severity::Warning).count(),
        told: lines.collect(),
        more: standing.told.len().saturating_sub(TOLD),
    };
    // Plain strings and numbers always are JSON.
    serde_json::to_string(&message).unwrap_or_default()
}
