//! The last line of a command: what was made, what was held back, how much is wrong, how long it took.

use std::path::Path;
use std::time::Duration;

use crate::diagnostic::{Diagnostics, Severity};
use crate::model::HeldBack;
use crate::pipeline::Prepared;
use crate::plan::{CalendarOf, PageKind};
use crate::write::Summary;

/// How much is wrong.
pub(super) fn found(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, n) => counted(n, "warning"),
        (n, 0) => counted(n, "error"),
        (n, m) => format!("{} and {}", counted(n, "error"), counted(m, "warning")),
    }
}

/// The last line of a build that failed.
pub(super) fn failure(diagnostics: &Diagnostics, strict: bool, consequence: &str) -> String {
    let errors = diagnostics.count(Severity::Error);
    let found = found(errors, diagnostics.count(Severity::Warning));
    let why = if errors == 0 && strict { " (--strict)" } else { "" };
    format!("{found}{why}: {consequence}.")
}

/// What the search index takes.
pub(super) struct Search {
    /// All of its files, compressed.
    pub(super) bytes: u64,
    /// How long it took to make.
    pub(super) took: Duration,
}

/// The last line of a build that went well: what was built, what was held back, how long it took.
pub(super) fn closing(
    prepared: &Prepared,
    summary: &Summary,
    search: &Search,
    folder: &Path,
    took: Duration,
) -> String {
    let plan = &prepared.plan;
    let parts = [
        (plan.count(|kind| matches!(kind, PageKind::Briefing(_))), "briefing"),
        (plan.count(|kind| matches!(kind, PageKind::Actor(_, 1))), "actor"),
        (plan.count(|kind| matches!(kind, PageKind::Location(_, 1))), "location"),
        (prepared.catalog.timeline.events(), "date"),
    ];
    let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(*n, what)).collect();
    let changes = match (summary.new, summary.changed, summary.removed) {
        (0, 0, 0) => "nothing changed".to_owned(),
        (new, changed, removed) => {
            let parts = [(new, "new"), (changed, "changed"), (removed, "removed"), (summary.same, "unchanged")];
            let parts: Vec<String> =
                parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", thousands(*n))).collect();
            parts.join(", ")
        }
    };
    let warnings = prepared.diagnostics.count(Severity::Warning);
    let warnings = if warnings == 0 { String::new() } else { format!(" {}.", counted(warnings, "warning")) };
    let address = match prepared.config.base_url {
        Some(_) => "",
        None => " Without `base_url` in dateline.yaml there is no feed, no sitemap and no canonical link.",
    };
    let searched = match search.bytes {
        0 => String::new(),
        bytes => format!(" The search index takes {} and {} of that.", size(bytes), seconds(search.took)),
    };
    format!(
        "Built {} files from {} into {} in {}: {changes}.{searched}{}{warnings}{address}",
        thousands(summary.new + summary.changed + summary.same),
        if parts.is_empty() { "no briefings".to_owned() } else { parts.join(", ") },
        folder.strip_prefix(".").unwrap_or(folder).display(),
        seconds(took),
        [ahead(prepared.catalog.ahead()), dayless(prepared), held_back(&prepared.catalog.held_back)].concat(),
    )
}

/// A size in decimal units, to three digits.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..10_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

/// The dates that no calendar has, where there is one; begins with a space.
fn dayless(prepared: &Prepared) -> String {
    let (catalog, plan) = (&prepared.catalog, &prepared.plan);
    let has_calendar = plan.count(|kind| matches!(kind, PageKind::Calendar(_))) > 0;
    let dayless = CalendarOf::Site.dayless(catalog);
    if !has_calendar || dayless == 0 {
        return String::new();
    }
    let are = if dayless == 1 { "is" } else { "are" };
    format!(" {} without a known day {are} in no calendar.", counted(dayless, "date"))
}

/// What is shown that is not for others yet; begins with a space.
fn ahead((drafts, future, others): (usize, usize, usize)) -> String {
    let drafts = (drafts > 0).then(|| counted(drafts, "draft"));
    let future = (future > 0)
        .then(|| format!("{} before {} time", counted(future, "briefing"), if future == 1 { "its" } else { "their" }));
    let others = (others > 0).then(|| drafts_of_others(others));
    let parts: Vec<String> = drafts.into_iter().chain(future).chain(others).collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!(" For a look only, not to be published: it shows {}.", parts.join(" and "))
    }
}

/// What was held back, why, and the flag that shows it; begins with a space.
pub(super) fn held_back(held: &HeldBack) -> String {
    let HeldBack { drafts, future, embargoed, marked, other_drafts, other_marked, orphans } = *held;
    let mut parts = Vec::new();
    if drafts > 0 {
        parts.push(format!("{} (--drafts shows {})", counted(drafts, "draft"), them(drafts)));
    }
    if future > 0 {
        parts.push(format!("{} dated in the future (--future shows {})", counted(future, "briefing"), them(future)));
    }
    if embargoed > 0 {
        parts.push(format!("{} under embargo (--future shows {})", counted(embargoed, "briefing"), them(embargoed)));
    }
    if marked > 0 {
        parts.push(format!("{} marked above the site's `tlp`", counted(marked, "briefing")));
    }
    if other_drafts > 0 {
        let shows = format!(" (--drafts shows {})", them(other_drafts));
        parts.push(drafts_of_others(other_drafts) + &shows);
    }
    if other_marked > 0 {
        parts.push(format!("{} marked above the site's `tlp`", profiles_or_pages(other_marked)));
    }
    if orphans > 0 {
        parts.push(format!("{} that no briefing mentions", counted(orphans, "profile")));
    }
    if parts.is_empty() { String::new() } else { format!(" Held back: {}.", parts.join(", ")) }
}

fn profiles_or_pages(n: usize) -> String {
    format!("{} {}", thousands(n), if n == 1 { "profile or page" } else { "profiles or pages" })
}

fn drafts_of_others(n: usize) -> String {
    format!("{} {}", profiles_or_pages(n), if n == 1 { "that is a draft" } else { "that are drafts" })
}

fn them(n: usize) -> &'static str {
    if n == 1 { "it" } else { "them" }
}

pub(super) fn counted(n: usize, what: &str) -> String {
    format!("{} {what}{}", thousands(n), if n == 1 { "" } else { "s" })
}

pub(super) fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

pub(super) fn seconds(took: Duration) -> String {
    let millis = took.as_millis();
    if millis < 1000 { format!("{millis} ms") } else { format!("{:.1} s", took.as_secs_f64()) }
}
