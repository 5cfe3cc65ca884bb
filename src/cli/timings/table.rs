//! The account as a table, for a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use super::{Span, What};
use crate::cli::closing::{size, thousands};
use crate::pipeline::Phase;

/// What a phase took in all of its parts.
#[derive(Default)]
struct Row {
    took: Duration,
    peak: Option<u64>,
}

/// What all pages of a kind took.
#[derive(Default)]
struct Pages {
    count: usize,
    bytes: usize,
    render: Duration,
    write: Duration,
}

/// A line for each phase that was reached, one for what lies between them, the sum, and below a line for each kind of
/// page.
pub(super) fn table(lanes: &[Vec<Span>], made: &BTreeMap<Phase, String>, total: Duration) -> String {
    let mut phases: BTreeMap<Phase, Row> = BTreeMap::new();
    let mut kinds: BTreeMap<&str, Pages> = BTreeMap::new();
    for Span { what, took, .. } in lanes.iter().flatten() {
        match what {
            What::Phase(phase, peak) => {
                let row = phases.entry(*phase).or_default();
                row.took += *took;
                row.peak = row.peak.max(*peak);
            }
            What::Page(kind, _) => kinds.entry(kind).or_default().count += 1,
            What::Render(kind) => kinds.entry(kind).or_default().render += *took,
            What::Write(kind, bytes) => {
                let pages = kinds.entry(kind).or_default();
                pages.write += *took;
                pages.bytes += bytes;
            }
        }
    }
    let mut text = format!("\n{:<16}{:>9}{:>7}{:>12}\n", "phase", "time", "share", "peak memory");
    let mut line = |name: &str, took: Duration, peak: Option<u64>, made: &str| {
        let share = 100.0 * took.as_secs_f64() / total.as_secs_f64().max(f64::EPSILON);
        let peak = peak.map_or_else(String::new, |bytes| format!("{} MiB", bytes.div_ceil(1 << 20)));
        let line = format!("{name:<16}{:>9}{share:>5.0} %{peak:>12}  {made}", time(took));
        let _ = writeln!(text, "{}", line.trim_end());
    };
    for (phase, row) in &phases {
        line(phase.name(), row.took, row.peak, made.get(phase).map_or("", |made| made));
    }
    let told: Duration = phases.values().map(|row| row.took).sum();
    line("between them", total.saturating_sub(told), None, "");
    line("all", total, phases.values().filter_map(|row| row.peak).max(), "");
    if !kinds.is_empty() {
        text.push_str(&pages(kinds));
    }
    text.trim_end().to_owned()
}

/// The kinds of page, those that took most first.
fn pages(kinds: BTreeMap<&str, Pages>) -> String {
    let mut kinds: Vec<(&str, Pages)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, pages)| std::cmp::Reverse(pages.render + pages.write));
    let mut text = format!("\n{:<16}{:>9}{:>10}{:>10}{:>10}\n", "pages", "count", "bytes", "render", "write");
    let mut line = |name: &str, pages: &Pages| {
        let (bytes, render, write) = (size(pages.bytes as u64), time(pages.render), time(pages.write));
        let _ = writeln!(text, "{name:<16}{:>9}{bytes:>10}{render:>10}{write:>10}", thousands(pages.count));
    };
    let mut all = Pages::default();
    for (kind, pages) in &kinds {
        line(kind, pages);
        all.count += pages.count;
        all.bytes += pages.bytes;
        all.render += pages.render;
        all.write += pages.write;
    }
    line("all", &all);
    text.push_str("Times of pages are sums over all threads; bytes are those that were made, not copied.\n");
    text
}

/// A time to three digits, and to no more than a tenth of a millisecond.
fn time(took: Duration) -> String {
    let millis = took.as_secs_f64() * 1000.0;
    match millis {
        ..99.95 => format!("{millis:.1} ms"),
        ..999.5 => format!("{millis:.0} ms"),
        _ => format!("{:.2} s", millis / 1000.0),
    }
}
