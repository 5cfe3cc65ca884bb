//! What other programs take away: calendars and data files. Others' readers read them in `tests/browser/data.py`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::{Run, Site};
use serde_json::Value;

const CONFIG: &str = "title: Desk\nbase_url: https://host.example/team/\nlicence: {name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/}\n";

/// A pier, a hidden depot, and dates from sure to vague.
fn desk(config: &str) -> Site {
    Site::of(&[
        ("dateline.yaml", config),
        (
            "content/briefings/pier.md",
            "---\ntitle: The pier\ndate: 2026-01-10\nstatus: corrected\ntlp: GREEN\nactors: [Ann Author]\n\
             locations:\n  - {name: Pier, coordinates: [59.9, 10.7], precision: exact}\n  - {name: Depot, precision: undisclosed}\n\
             sources:\n  - {id: log, publisher: The Log, title: Page one, url: https://log.example/1}\n\
             claims:\n  - {id: fell, text: It fell., said_by: Ann Author, date: 2026-01-02, credibility: 2, sources: [log]}\n\
             dates:\n  - {date: 2026-01-01, title: \"It falls, \\\"twice\\\"\", type: collapse, actors: [Ann Author], locations: [Pier], sources: [log]}\n\
             \x20 - {date: 2025-12-30/2026-01-02, title: A storm, locations: [Depot]}\n\
             \x20 - {date: \"2025-12~\", title: =1+1}\n  - {date: \"2024?\", title: A crack}\n  - {date: XXXX-12-19, title: Every year}\n---\n",
        ),
        (
            "content/briefings/wrong.md",
            "---\ntitle: Wrong\ndate: 2026-01-11\nstatus: retracted\nstatus_reason: Forged.\ndates:\n  - 2026-01-05: Never was\n---\n",
        ),
        (
            "content/briefings/draft.md",
            "---\ntitle: Draft\ndate: 2026-01-12\nstatus: draft\ndates:\n  - 2026-01-06: Not yet\n---\n",
        ),
    ])
}

fn json(run: &Run, path: &str) -> Value {
    serde_json::from_str(run.file(path).text()).unwrap()
}

#[test]
fn a_calendar_has_the_dates_whose_days_are_known_and_the_report_counts_the_others() {
    let run = desk(&format!("{CONFIG}tlp: GREEN\n")).build();
    run.succeeds();
    insta::assert_snapshot!(
        run.file("timeline.ics").text().replace("\r\n", "\n").replace(env!("CARGO_PKG_VERSION"), "VERSION")
    );
    assert!(run.stdout.contains("3 dates without a known day are in no calendar."), "{}", run.stdout);
    assert!(run.file("actors/ann-author/timeline.ics").text().contains("SUMMARY:It falls"));
    assert!(!run.file("actors/ann-author/timeline.ics").text().contains("A storm"));
}

#[test]
fn tables_say_what_pages_say() {
    let run = desk(&format!("{CONFIG}tlp: GREEN\n")).build();
    run.succeeds();
    for table in ["events", "actors", "claims"] {
        let text = run.file(&format!("data/{table}.csv")).text().replace("\r\n", "\n");
        insta::assert_snapshot!(table, text.trim_start_matches('\u{feff}'));
    }
    // Each column is described.
    let described = json(&run, "data/csv-metadata.json");
    for table in described["tables"].as_array().unwrap() {
        let columns = table["tableSchema"]["columns"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap());
        let text = run.file(&format!("data/{}", table["url"].as_str().unwrap()));
        let head = text.text().lines().next().unwrap().trim_start_matches('\u{feff}').trim_end();
        assert_eq!(columns.collect::<Vec<_>>().join(","), head);
    }
}

#[test]
fn what_is_undisclosed_is_nowhere_and_what_is_uncertain_says_so() {
    let run = desk(&format!("{CONFIG}tlp: GREEN\n")).build();
    let features = json(&run, "data/events.geojson");
    let told: Vec<(String, Value, Value)> = features["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| {
            (
                f["properties"]["title"].as_str().unwrap().to_owned(),
                f["geometry"].clone(),
                f["properties"]["position"].clone(),
            )
        })
        .collect();
    let of = |title: &str| told.iter().find(|(its, ..)| its == title).unwrap();
    assert_eq!(of("It falls, \"twice\"").1["coordinates"], serde_json::json!([10.7, 59.9]));
    assert_eq!(of("It falls, \"twice\"").2, "exact");
    assert_eq!((&of("A storm").1, &of("A storm").2), (&Value::Null, &Value::from("undisclosed")));
    let timeline = json(&run, "data/timeline.json");
    let crack = timeline["events"].as_array().unwrap().iter().find(|e| e["text"]["headline"] == "A crack").unwrap();
    assert_eq!(crack["start_date"], serde_json::json!({"year": 2024}));
    assert_eq!(timeline["events"].as_array().unwrap().len(), 4, "what has no year has no place there");
}

#[test]
fn what_is_withdrawn_or_for_a_look_only_is_in_no_file() {
    for flags in [&["build"][..], &["build", "--drafts"]] {
        let run = desk(&format!("{CONFIG}tlp: GREEN\n")).run(flags);
        run.succeeds();
        for (path, bytes) in run.files.iter().filter(|(path, _)| path.starts_with("data/") || path.ends_with(".ics")) {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("Never was") && !text.contains("Not yet"), "{path} with {flags:?}");
        }
    }
}

#[test]
fn files_can_be_left_out() {
    let run = desk("title: Desk\ntlp: GREEN\n").build();
    run.succeeds();
    assert!(!run.files.keys().any(|path| path.ends_with(".ics")), "without an address nothing tells entries apart");
    assert!(run.files.contains_key("data/events.csv"));
    let run = desk(&format!("{CONFIG}tlp: GREEN\noutputs: {{data: false, entity_feeds: false}}\n")).build();
    assert!(!run.files.keys().any(|path| path.starts_with("data/")));
    assert_eq!(run.files.keys().filter(|path| path.ends_with(".ics")).collect::<Vec<_>>(), ["timeline.ics"]);
}
