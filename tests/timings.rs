//! `dateline build --timings` and `--trace`: what a build says of itself.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::{BTreeMap, BTreeSet};

use dateline::pipeline::Phase;
use dateline::search::FOLDER;
use dateline::write::MARKER;
use harness::Site;
use serde_json::Value;

fn site() -> Site {
    Site::of(&[
        ("dateline.yaml", "title: A desk\nbase_url: https://desk.example/\n"),
        ("content/briefings/a.md", "---\ntitle: One\ndate: 2026-01-05\nactors: [Ada Alder]\n---\nText.\n"),
        ("content/briefings/b.md", "---\ntitle: Two\ndate: 2026-01-06\nlocations: [Belarus]\n---\nText.\n"),
        ("static/robots-not.txt", "Copied."),
    ])
}

/// The files of the plan: all but those of the search index, and the marker.
fn planned(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<&str> {
    let is_planned = |path: &&str| !path.starts_with(FOLDER) && *path != MARKER;
    files.keys().map(|path| &**path).filter(is_planned).collect()
}

/// The lines of a table by their first word.
fn lines(table: &str) -> BTreeMap<&str, &str> {
    table.lines().filter_map(|line| Some((line.split_whitespace().next()?, line))).collect()
}

#[test]
fn the_table_has_every_phase_in_its_order() {
    let site = site();
    let plain = site.build();
    plain.succeeds().quiet();
    // A file is lost: else no page would be made again.
    std::fs::remove_file(site.public("index.html")).unwrap();
    let run = site.run(&["build", "--timings"]);
    run.succeeds();
    assert!(run.stdout.starts_with("Built "), "{}", run.stdout);
    assert_eq!(run.files, plain.files, "the account changes the site");
    let at =
        |phase: Phase| run.stderr.find(&format!("\n{} ", phase.name())).unwrap_or_else(|| panic!("{}", run.stderr));
    let places: Vec<usize> = Phase::ALL.into_iter().map(at).collect();
    assert!(places.is_sorted(), "{}", run.stderr);
    let lines = lines(&run.stderr);
    assert!(lines["load"].ends_with("4 files"), "{}", run.stderr);
    assert!(lines["parse"].ends_with("2 documents"), "{}", run.stderr);
    assert!(lines["switch"].ends_with("1 file written, 0 removed"), "{}", run.stderr);
    if cfg!(target_os = "linux") {
        assert!(lines["load"].contains(" MiB"), "{}", run.stderr);
    }
    let briefings: Vec<&str> = lines["briefing"].split_whitespace().collect();
    assert_eq!(briefings[1], "2", "{}", run.stderr);
    // Each kind of page, and below them their sum.
    let all: Vec<&str> = lines["all"].split_whitespace().collect();
    assert_eq!(all[1], planned(&plain.files).len().to_string(), "{}", run.stderr);
}

#[test]
fn the_account_does_not_mix_with_json() {
    let run = site().run(&["build", "--timings", "--format", "json"]);
    run.succeeds();
    let _: Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(run.stderr.contains("\nparse "), "{}", run.stderr);
}

#[test]
fn a_build_that_fails_tells_how_far_it_came() {
    let site = site();
    site.write("content/briefings/c.md", "---\ntitel: Three\n---\n");
    let run = site.run(&["build", "--timings", "--trace", "trace.json"]);
    run.ends(1);
    assert!(run.stderr.contains("\nplan ") && !run.stderr.contains("\nswitch "), "{}", run.stderr);
    let _: Value = serde_json::from_slice(&std::fs::read(site.root().join("trace.json")).unwrap()).unwrap();
}

#[test]
fn a_trace_that_cannot_be_written_is_told() {
    let run = site().run(&["build", "--trace", "nowhere/trace.json"]);
    run.ends(3);
    assert!(run.stderr.contains("can't write the trace to nowhere/trace.json"), "{}", run.stderr);
    // The site is whole all the same.
    assert!(run.stdout.starts_with("Built "), "{}", run.stdout);
}

/// A span of the trace.
#[derive(Debug)]
struct Span<'a> {
    name: &'a str,
    category: &'a str,
    began: f64,
    ended: f64,
    route: Option<&'a str>,
}

#[test]
fn the_trace_has_a_span_for_each_phase_and_each_page() {
    let site = site();
    let run = site.run(&["build", "--trace", "trace.json"]);
    run.succeeds().quiet();
    let text = std::fs::read_to_string(site.root().join("trace.json")).unwrap();
    let trace: Value = serde_json::from_str(&text).unwrap();
    let events = trace["traceEvents"].as_array().unwrap();
    let mut lanes: BTreeMap<u64, Vec<Span<'_>>> = BTreeMap::new();
    let mut named = BTreeSet::new();
    for event in events {
        let lane = event["tid"].as_u64().unwrap();
        assert_eq!(event["pid"], 1);
        match event["ph"].as_str().unwrap() {
            "X" => lanes.entry(lane).or_default().push(Span {
                name: event["name"].as_str().unwrap(),
                category: event["cat"].as_str().unwrap(),
                began: event["ts"].as_f64().unwrap(),
                ended: event["ts"].as_f64().unwrap() + event["dur"].as_f64().unwrap(),
                route: event["args"]["route"].as_str(),
            }),
            "M" if event["name"] == "thread_name" => assert!(named.insert(lane), "a thread has one name"),
            "M" | "C" => {}
            other => panic!("what is an event of kind {other}?"),
        }
    }
    assert!(lanes.keys().all(|lane| named.contains(lane)), "a thread has a name");
    // In a lane, spans lie in each other or beside each other.
    for spans in lanes.values_mut() {
        spans.sort_by(|a, b| a.began.total_cmp(&b.began).then(b.ended.total_cmp(&a.ended)));
        let mut open: Vec<&Span<'_>> = Vec::new();
        for span in &*spans {
            // Adding two numbers rounds in the last digit.
            open.retain(|outer| outer.ended > span.began + 0.001);
            assert!(open.iter().all(|outer| span.ended <= outer.ended + 0.001), "{span:?} leaves {open:?}");
            if ["render", "write"].contains(&span.category) {
                assert_eq!(open.last().map(|page| page.category), Some("page"), "{span:?} is in no page");
            }
            open.push(span);
        }
    }
    let all = || lanes.values().flatten();
    let phases: BTreeSet<&str> = all().filter(|span| span.category == "phase").map(|span| span.name).collect();
    assert_eq!(phases, Phase::ALL.map(Phase::name).into());
    let routes: BTreeSet<&str> = all().filter_map(|span| span.route).collect();
    assert_eq!(routes, planned(&run.files));
    let count = |category: &str| all().filter(|span| span.category == category).count();
    assert_eq!((count("page"), count("render"), count("write")), (routes.len(), routes.len(), routes.len()));
    assert!(routes.contains("briefings/a/index.html") && routes.contains("robots-not.txt"), "{routes:?}");
}
