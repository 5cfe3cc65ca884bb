//! `dateline check`.

use std::path::Path;

use super::Outcome;
use super::answers;
use super::args::{CheckArgs, Format};
use super::build::{fails, loaded, look_through};
use super::clock::Stopwatch;
use super::closing::{counted, failure, held_back, seconds, thousands};
use super::report::{out, print, report};
use super::timings::Timings;
use crate::diagnostic::Severity;
use crate::pipeline::outlook;

/// Looks for mistakes; builds everything in memory and writes nothing.
pub(super) fn check(root: &Path, args: &CheckArgs) -> Outcome {
    let since = Stopwatch::start();
    if args.embargoed || args.affected_by.is_some() {
        return answer(root, args, &Timings::none(since));
    }
    let timings = Timings::none(since);
    let mut loaded = match loaded(root, &args.common, &timings) {
        Ok(loaded) => loaded,
        Err(outcome) => return outcome,
    };
    loaded.config.tell_advice();
    let mut prepared = loaded.prepare(&timings);
    look_through(&mut prepared);
    report(&prepared.diagnostics, &prepared.sources, root, args.common.format);
    if fails(&prepared.diagnostics, &args.common) {
        print(&failure(&prepared.diagnostics, args.common.strict, "a build would write nothing"));
        return Outcome::ContentHasErrors;
    }
    let warnings = prepared.diagnostics.count(Severity::Warning);
    let line = format!(
        "Checked {} pages in {}: {}.{}",
        thousands(prepared.plan.pages.len()),
        seconds(since.elapsed()),
        if warnings == 0 { "no mistakes".to_owned() } else { counted(warnings, "warning") },
        held_back(&prepared.catalog.held_back),
    );
    if args.common.format == Format::Json {
        print(&line)
    } else {
        out(&line)
    }
    Outcome::Done
}

/// Answers what is asked beside mistakes.
fn answer(root: &Path, args: &CheckArgs, timings: &Timings) -> Outcome {
    let loaded = match loaded(root, &args.common, timings) {
        Ok(loaded) => loaded,
        Err(outcome) => return outcome,
    };
    let format = args.common.format;
    let (awaited, now, then) = outlook(&loaded.sources, &loaded.config, &loaded.seen);
    let outcome = match &args.affected_by {
        Some(id) => answers::affected_by(&then, &awaited, &loaded.config, id, format),
        None => answers::awaited(&awaited, &answers::brought(&now, &then), &loaded.config, format),
    };
    // What can't be read is not in the answer, which must not pass for whole.
    let errors = loaded.prepare(timings).diagnostics.count(Severity::Error);
    if outcome != Outcome::Done || errors == 0 {
        return outcome;
    }
    print(&format!(
        "This may lack something: the site has {}, which `dateline check` tells.",
        counted(errors, "error")
    ));
    Outcome::ContentHasErrors
}
