//! `dateline schema`: what it accepts and refuses, and what it says of each key.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::Site;
use harness::json_schema::faults;
use serde_json::{Value, json};

/// Each kind, with the folder of its files.
const KINDS: [(&str, &str); 5] = [
    ("briefing", "content/briefings"),
    ("actor", "content/actors"),
    ("location", "content/locations"),
    ("publisher", "content/publishers"),
    ("page", "content/pages"),
];

fn schema(kind: &str) -> Value {
    let run = Site::of(&[]).run(&["schema", kind]);
    run.succeeds().quiet();
    let schema: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    schema
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

/// The front matter of a file.
fn front(text: &str) -> Value {
    yaml(text.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap().0)
}

#[track_caller]
fn accepts(kind: &str, text: &str) {
    let found = faults(&schema(kind), &yaml(text));
    assert!(found.is_empty(), "{kind} {text}\n{}", found.join("\n"));
}

#[track_caller]
fn refuses(kind: &str, text: &str) {
    assert!(!faults(&schema(kind), &yaml(text)).is_empty(), "{kind} accepts {text}");
}

/// Every file of these sites is one that `check` takes; so does the schema.
#[test]
fn what_a_build_takes_a_schema_takes() {
    let initial = Site::of(&[]);
    initial.run(&["init"]).succeeds();
    let sites = [Site::sample(), Site::case("full"), Site::case("names"), Site::case("links"), initial];
    for (kind, folder) in KINDS {
        let schema = schema(kind);
        let mut seen = 0;
        for site in &sites {
            for (path, bytes) in site.output(folder).iter().filter(|(path, _)| path.ends_with(".md")) {
                let found = faults(&schema, &front(&String::from_utf8_lossy(bytes)));
                assert!(found.is_empty(), "{folder}/{path}\n{}", found.join("\n"));
                seen += 1;
            }
        }
        assert!(seen > 1, "{kind}");
    }
    for site in sites.iter().filter(|site| site.root().join("dateline.yaml").is_file()) {
        accepts("config", &std::fs::read_to_string(site.root().join("dateline.yaml")).unwrap());
    }
}

#[test]
fn short_forms_and_other_words_are_taken() {
    for text in [
        "actors: [NATO, {name: X, role: host}]",
        "actors:",
        "tags: [2025, war]",
        "version: 2",
        "version: 2.1-rc",
        "dates: [2025: One, 2025-12~: Two, 2024-03/2025-01: Three, XXXX-12-19: Four, Y-17000: Five]",
        "dates: [{date: 2025, title: X}, {date: [2024, 2025], title: X}, {date: {2024, 2025}, title: X}]",
        "claims: [{text: X, said_by: Y, credibility: 3}, {text: X, said_by: {anonymous: true}, credibility: '3'}]",
        "tlp: tlp:amber+strict",
        "status: Draft",
        "key_judgments: [{text: X, likelihood: Almost-No_Chance, confidence: Medium}]",
        "locations: [{name: X, coordinates: [53.9, 27.57]}]",
        "date: 2025-12-22T06:00:00+01:00",
        "extra: {anything: [at, all]}",
    ] {
        let date = if text.starts_with("date:") { "" } else { "date: 2025-12-22\n" };
        accepts("briefing", &format!("title: A\n{date}{text}"));
    }
    accepts("config", "checks: {no-archive: off, broken-link: warn, orphan-profile: false, bad-date: error}");
    accepts("publisher", "name: X\nreliability: b");
    accepts("actor", "name: X\ntype: Military Unit");
}

#[test]
fn mistakes_are_refused() {
    for text in [
        "sumary: X",
        "actors: [{name: X, roll: host}]",
        "actors: NATO",
        "dates: [{dat: 2025, title: X}]",
        "dates: [{2025: One, 2026: Two}]",
        "dates: [2025]",
        "claims: [{txt: X}]",
        "claims: [{text: X, said_by: {anonymous: true, nme: Y}}]",
        "claims: [{text: X, credibility: 7}]",
        "sources: [{title: X, url: ftp://example.org/}]",
        "status: publishd",
        "status:",
        "tlp: ORANGE",
        "tlp:",
        "publish_at:",
        "locations: [{name: X, coordinates: [153.9, 27.57]}]",
        "locations: [{name: X, coordinates: [53.9]}]",
        "id: Not a slug",
        "lang: english language",
    ] {
        refuses("briefing", &format!("title: A\ndate: 2025-12-22\n{text}"));
    }
    refuses("briefing", "title: A");
    refuses("briefing", "title: A\ndate: 2025");
    refuses("briefing", "title: ''\ndate: 2025-12-22");
    refuses("actor", "name: A\nfounded: 1949");
    refuses("location", "name: A\nwithn: B");
    refuses("publisher", "name: A\nreliability: G");
    refuses("page", "title: A\ndate: 2025-12-22");
    for text in [
        "titel: X",
        "checks: {broken-lnik: error}",
        "checks: {bad-date: warn}",
        "checks: {broken-link: fatal}",
        "theme: {accent: red}",
        "publish: {live: {kind: ftp}}",
        "publish: {live: {kind: git, remote: origin, branch: x, depth: 1}}",
        "base_url: example.org",
        "navigation: [{title: X}]",
    ] {
        refuses("config", text);
    }
}

/// Every key, by the way to it, with what it means.
fn keys(root: &Value, schema: &Value, path: &str, found: &mut Vec<String>) {
    if let Some(target) = schema["$ref"].as_str() {
        return keys(root, root.pointer(&target[1..]).unwrap(), path, found);
    }
    for form in ["anyOf", "oneOf"].iter().filter_map(|list| schema[list].as_array()).flatten() {
        keys(root, form, path, found);
    }
    keys_of_items(root, schema, path, found);
    for (key, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let about = property["description"].as_str().or_else(|| property["const"].as_str().filter(|_| key == "kind"));
        found.push(format!("{path}: {}", about.unwrap_or_else(|| panic!("{path} has no description"))));
        keys(root, property, &path, found);
    }
}

fn keys_of_items(root: &Value, schema: &Value, path: &str, found: &mut Vec<String>) {
    if schema["items"].is_object() {
        keys(root, &schema["items"], &format!("{path}[]"), found);
    }
    if schema["additionalProperties"].is_object() {
        keys(root, &schema["additionalProperties"], &format!("{path}.*"), found);
    }
}

#[test]
fn every_key_says_what_it_means() {
    for kind in KINDS.map(|(kind, _)| kind).into_iter().chain(["config"]) {
        let schema = schema(kind);
        assert!(schema["title"].is_string() && schema["description"].is_string(), "{kind}");
        assert_eq!(schema["additionalProperties"], json!(false), "{kind}");
        let mut found = Vec::new();
        keys(&schema, &schema, "", &mut found);
        insta::with_settings!({omit_expression => true}, {
            insta::assert_snapshot!(kind, found.join("\n"));
        });
    }
}

#[test]
fn every_word_of_a_list_is_told_with_its_meaning() {
    let schema = schema("briefing");
    let words = |name: &str| -> Vec<String> {
        let forms = schema["$defs"][name]["anyOf"].as_array().unwrap().iter();
        forms.filter(|form| form.get("pattern").is_none()).map(|form| form.to_string()).collect()
    };
    assert_eq!(
        words("Status")[0],
        r#"{"const":"draft","description":"Not for others yet: never in a build without `--drafts`."}"#
    );
    assert!(words("Likelihood").iter().any(|word| word.contains(r#""probable""#)));
    assert_eq!(words("Credibility").len(), 6);
}

#[test]
fn without_a_kind_the_kinds_are_listed() {
    let run = Site::of(&[]).run(&["schema"]);
    run.succeeds().quiet();
    for (kind, folder) in KINDS {
        assert!(run.stdout.lines().any(|line| line.starts_with(kind) && line.contains(folder)), "{kind}");
    }
    run.says("config");
    Site::of(&[]).run(&["schema", "briefings"]).ends(2);
}
