//! `dateline publish`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::Outcome;
use super::args::{CommonArgs, Format, PlanFormat, PublishArgs};
use super::build::{Built, built, loaded, protected};
use super::clock::Stopwatch;
use super::closing::{counted, size, thousands};
use super::mend::mend;
use super::progress::Progress;
use super::report::{fail, fail_with, out, print};
use super::timings::Timings;
use crate::config::Target;
use crate::model::Catalog;
use crate::publish::{Door, Plan, PublishError, Site, Sort};

/// How often it is planned anew when somebody else publishes at the same time.
const ATTEMPTS: usize = 3;

/// The most briefings that a message names.
const NAMED: usize = 30;

/// Builds the site and sends it to a target.
pub(super) fn publish(root: &Path, args: &PublishArgs) -> Outcome {
    let common = CommonArgs {
        base_url: args.base_url.clone(),
        drafts: false,
        future: false,
        as_of: None,
        strict: args.strict,
        format: Format::Text,
    };
    // Which target is meant is known before anything is built.
    let since = Stopwatch::start();
    let timings = Timings::none(since);
    let loaded = match loaded(root, &common, &timings) {
        Ok(loaded) => loaded,
        Err(outcome) => return outcome,
    };
    if loaded.configuration_fails(root, Format::Text) {
        print("Nothing was published: mend dateline.yaml first.");
        return Outcome::ContentHasErrors;
    }
    let targets = loaded.config.publish.clone();
    let (name, target) = match chosen(&targets, args.target.as_deref()) {
        Ok(chosen) => chosen,
        Err(why) => {
            fail(&why);
            return Outcome::BadCommandLine;
        }
    };
    let mut protected = protected(root);
    // What is published is read from there.
    protected.inputs.push(root.join(&loaded.config.output));
    protected.inputs.push(root.join(".git"));
    let door = match Door::new(target, root, &protected) {
        Ok(door) => door,
        Err(error) => return failed(name, &error),
    };
    if args.rollback {
        return match door.roll_back() {
            Ok(()) => {
                out(&format!("The version before is back at {name}. Another --rollback undoes that."));
                Outcome::Done
            }
            Err(error) => failed(name, &error),
        };
    }
    let Built { prepared, folder, line, _held } = match built(root, loaded, &common, None, &timings) {
        Ok(built) => built,
        Err(outcome) => return outcome,
    };
    print(&line);
    if prepared.catalog.briefings.is_empty() {
        fail("the site has no briefing: nothing is published, since an empty site would replace what is there");
        return Outcome::ContentHasErrors;
    }
    let site = match Site::read(&folder, |route| prepared.plan.caching(route).header()) {
        Ok(site) => site,
        Err(error) => return failed(name, &error),
    };
    for attempt in 1..=ATTEMPTS {
        let there = match door.look() {
            Ok(there) => there,
            Err(error) => return failed(name, &error),
        };
        let plan = door.plan(&site, &there, args.adopt);
        let refusal = refusal(&plan, args.max_deletes);
        let is_sent = refusal.is_none() && !args.dry_run && !plan.is_done();
        if args.format == PlanFormat::Text {
            print(&text(name, &plan, args.dry_run));
        }
        if let Some(why) = &refusal {
            fail(why);
        }
        let sent = match is_sent {
            true => {
                let progress =
                    Progress::new("Sending", plan.new.len() + plan.changed.len(), "files", Stopwatch::start());
                let sent = door.send(&site, &there, &plan, &message(&plan, &prepared.catalog), &|| progress.step());
                progress.done();
                sent
            }
            false => Ok(()),
        };
        match sent {
            Err(PublishError::Moved) if attempt < ATTEMPTS => {
                print("Somebody else published meanwhile: looking again.");
                continue;
            }
            Err(error) => return failed(name, &error),
            Ok(()) => {}
        }
        match args.format {
            PlanFormat::Json => out(&json(name, &plan, is_sent)),
            PlanFormat::Text if refusal.is_none() => out(&said(name, &plan, args.dry_run)),
            PlanFormat::Text => {}
        }
        return if refusal.is_some() { Outcome::ContentHasErrors } else { Outcome::Done };
    }
    failed(name, &PublishError::Moved)
}

/// The target that is meant.
fn chosen<'a>(targets: &'a BTreeMap<String, Target>, asked: Option<&str>) -> Result<(&'a str, &'a Target), String> {
    let names: Vec<&str> = targets.keys().map(String::as_str).collect();
    match (asked, &names[..]) {
        (_, []) => Err("dateline.yaml names no target; add one, such as\n  publish:\n    share: {kind: directory, path: /srv/www/briefings}".to_owned()),
        (None, [only]) => Ok((only, &targets[*only])),
        (None, _) => Err(format!("say which target is meant: {}", names.join(", "))),
        (Some(asked), _) => match targets.get_key_value(asked) {
            Some((name, target)) => Ok((name, target)),
            None => Err(format!("dateline.yaml has no target `{asked}`; there is {}", names.join(", "))),
        },
    }
}

fn failed(name: &str, error: &PublishError) -> Outcome {
    let help = match error {
        PublishError::Disk(error) | PublishError::Open(crate::write::OpenError::Disk(error)) => mend(&error.source),
        _ => None,
    };
    fail_with(&format!("{name}: {error}"), help);
    match error {
        PublishError::Unsupported { .. } | PublishError::Refused(_) | PublishError::NoPrevious(_) => {
            Outcome::BadCommandLine
        }
        PublishError::Open(crate::write::OpenError::Refused(_)) => Outcome::BadCommandLine,
        _ => Outcome::MachineFailed,
    }
}

/// " and 3 more", where there are.
fn more(number: usize) -> String {
    if number == 0 { String::new() } else { format!(" and {} more", thousands(number)) }
}

/// Why a plan is not carried out.
fn refusal(plan: &Plan, max_deletes: usize) -> Option<String> {
    if let [(route, theirs), rest @ ..] = &plan.blocked[..] {
        let more =
            if rest.is_empty() { String::new() } else { format!(", and {} more like it", thousands(rest.len())) };
        return Some(format!(
            "the site has a file {route}, and somebody else has {theirs} at the target, so that one name would be a file and a \
             folder{more}: move it away there, or name yours otherwise"
        ));
    }
    if let [first, rest @ ..] = &plan.taken[..] {
        let more = more(rest.len());
        return Some(format!(
            "{first}{more} at the target was not published by Dateline, and the site has a file there: move it, or take it over with --adopt"
        ));
    }
    (plan.removed.len() > max_deletes).then(|| {
        format!(
            "the plan removes {}, more than the {} that --max-deletes allows",
            counted(plan.removed.len(), "file"),
            thousands(max_deletes)
        )
    })
}

/// The most files of one list that a dry run names.
const LISTED: usize = 20;

/// The plan in a few lines; with the names of files where that is what was asked for.
fn text(name: &str, plan: &Plan, by_name: bool) -> String {
    let mut lines = vec![format!("{name}: {}", changes(plan))];
    for (sort, [new, changed, removed]) in plan.by_sort() {
        let parts = [(new, "new"), (changed, "changed"), (removed, "removed")];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", thousands(*n))).collect();
        let bytes = plan.bytes_by_sort.get(&sort).map_or_else(String::new, |bytes| format!("; {}", size(*bytes)));
        lines.push(format!("  {:<7} {}{bytes}", sort.as_str(), parts.join(", ")));
    }
    if by_name {
        for (sign, list) in [('+', &plan.new), ('~', &plan.changed), ('-', &plan.removed)] {
            lines.extend(list.iter().take(LISTED).map(|route| format!("  {sign} {route}")));
            if let Some(more) = list.len().checked_sub(LISTED).filter(|more| *more > 0) {
                lines.push(format!("  {sign} and {} more, all of them with --format json", thousands(more)));
            }
        }
    }
    if plan.mends {
        lines.push("  The publish before did not end, or not yet: this one goes on from where it is.".to_owned());
    }
    if let [first, rest @ ..] = &plan.adopted[..] {
        let more = more(rest.len());
        lines.push(format!("  Taken over from somebody else: {first}{more}."));
    }
    if plan.foreign > 0 {
        lines.push(format!("  {} there that Dateline did not publish: kept.", counted(plan.foreign, "file")));
    }
    lines.join("\n")
}

fn changes(plan: &Plan) -> String {
    if plan.is_done() {
        return format!("nothing to send, {} unchanged", counted(plan.same, "file"));
    }
    format!(
        "{} new, {} changed, {} removed, {} unchanged; {} to send",
        thousands(plan.new.len()),
        thousands(plan.changed.len()),
        thousands(plan.removed.len()),
        thousands(plan.same),
        size(plan.bytes)
    )
}

/// The last line.
fn said(name: &str, plan: &Plan, dry_run: bool) -> String {
    match (plan.is_done(), dry_run) {
        (true, _) => format!("{name} is as it should be."),
        (false, true) => format!("Nothing was sent to {name}: this was a dry run."),
        (false, false) => format!("Published to {name}."),
    }
}

/// The plan for programs.
fn json(name: &str, plan: &Plan, sent: bool) -> String {
    #[derive(Serialize)]
    struct PlanView<'a> {
        target: &'a str,
        sent: bool,
        new: &'a [String],
        changed: &'a [String],
        removed: &'a [String],
        taken: &'a [String],
        adopted: &'a [String],
        blocked: &'a [(String, String)],
        unchanged: usize,
        foreign: usize,
        bytes: u64,
        by_kind: BTreeMap<Sort, Counts>,
    }
    #[derive(Serialize)]
    struct Counts {
        new: usize,
        changed: usize,
        removed: usize,
        bytes: u64,
    }
    let by_kind = plan.by_sort().into_iter();
    let view = PlanView {
        target: name,
        sent,
        new: &plan.new,
        changed: &plan.changed,
        removed: &plan.removed,
        taken: &plan.taken,
        adopted: &plan.adopted,
        blocked: &plan.blocked,
        unchanged: plan.same,
        foreign: plan.foreign,
        bytes: plan.bytes,
        by_kind: by_kind
            .map(|(sort, [new, changed, removed])| {
                let bytes = plan.bytes_by_sort.get(&sort).copied().unwrap_or_default();
                (sort, Counts { new, changed, removed, bytes })
            })
            .collect(),
    };
    // Plain structs with texts for keys always can be JSON.
    serde_json::to_string_pretty(&view).unwrap_or_default()
}

/// What a publish says of itself where the target keeps that: which briefings are new, changed and gone.
fn message(plan: &Plan, catalog: &Catalog) -> String {
    let titles: BTreeMap<String, &str> =
        catalog.briefings.iter().map(|b| (format!("briefings/{}/index.html", b.id), b.title.as_str())).collect();
    let mut lines = Vec::new();
    let mut counts = Vec::new();
    for (list, what) in [(&plan.new, "new"), (&plan.changed, "changed"), (&plan.removed, "removed")] {
        let is_briefing = |route: &&String| route.starts_with("briefings/") && route.matches('/').count() == 2;
        let briefings: Vec<&String> = list.iter().filter(is_briefing).collect();
        if briefings.is_empty() {
            continue;
        }
        counts.push(format!("{} {what}", thousands(briefings.len())));
        for route in briefings {
            let title = titles.get(route).copied().unwrap_or_else(|| route.trim_end_matches("/index.html"));
            lines.push(format!("{what}: {}", title.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }
    let more = lines.len().saturating_sub(NAMED);
    lines.truncate(NAMED);
    if more > 0 {
        lines.push(format!("and {} more", thousands(more)));
    }
    match counts.is_empty() {
        true => "Publish the site; no briefing changed\n".to_owned(),
        false => format!("Publish briefings: {}\n\n{}\n", counts.join(", "), lines.join("\n")),
    }
}
