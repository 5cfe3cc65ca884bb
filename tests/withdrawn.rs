//! What is withdrawn keeps its address and says why; what it told stands on no other page.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::BTreeSet;

use harness::{Run, Site};

/// The ways to withdraw a briefing.
const WAYS: &[&str] = &["status: retracted", "status: superseded\nsuperseded_by: new"];

/// What a briefing tells: its events and claims, what they rest on, and its text.
const TOLD: &[&str] = &[
    "zqsummary",
    "zqevent",
    "zqdaytext",
    "zqkind",
    "zqvessel",
    "zqstrand",
    "zqclaim",
    "zqcounterclaim",
    "zqspeaker",
    "zqunnamed",
    "zqnote",
    "zqjudgment",
    "zqsource",
    "zqarchive",
    "zqpublisher",
    "zqrole",
    "zqstance",
    "zqwithin",
    "zqheading",
    "zqbody",
    "zqfootnote",
    "zqalt",
    "1999-09-19",
    "19 September 1999",
];

/// A briefing in one language, with this line more.
fn told(id: &str, lang: &str, how: &str) -> String {
    format!(
        "---
id: {id}
title: The {id} count
summary: zqsummary
date: 2025-11-01
updated: 2026-02-01
status_reason: The source was forged.
lang: {lang}
actors: [NATO, {{name: Old Hand, role: zqrole, stance: zqstance}}]
locations: [Minsk, {{name: Quay, within: zqwithin, coordinates: [1.5, 2.5]}}]
tags: [ports, zqonly]
series: Counts
key_judgments: [{{text: zqjudgment, claims: [a]}}]
dates:
  - {{date: 1999-09-19, title: zqevent, type: zqkind, actors: [NATO, zqvessel], locations: [Minsk, zqstrand], sources: [s]}}
  - {{date: 1999-09, date_text: zqdaytext, title: zqevent two, actors: [NATO]}}
claims:
  - {{id: a, text: zqclaim, said_by: NATO, date: 1999-09-19, sources: [s], history: [{{date: 2025-11-02, status: refuted, note: zqnote}}]}}
  - {{text: zqcounterclaim, said_by: zqspeaker, contradicts: [a]}}
  - {{text: zqclaim three, said_by: {{anonymous: true, description: zqunnamed}}}}
sources:
  - {{id: s, publisher: CGTN, title: zqsource, url: \"https://host.example/zqsource\", archive_url: \"https://host.example/zqarchive\"}}
  - {{publisher: zqpublisher, title: zqsource two}}
{how}
---
## zqheading

zqbody of [[NATO]] in Minsk, by CGTN.[^1] ![zqalt](old.svg)

[^1]: zqfootnote
"
    )
}

/// A site with a briefing that is withdrawn so, a translation of it with its own status, and others that stand and name
/// whom and what it names.
fn site(how: &str, translation: &str) -> Site {
    Site::of(&[
        ("dateline.yaml", "base_url: https://host.example/\nfeeds: {content: full}\n"),
        ("content/briefings/old.md", &told("old", "en", how)),
        ("content/briefings/old-fr.md", &told("old-fr", "fr", &format!("translation_of: old\n{translation}"))),
        ("content/briefings/old.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        (
            "content/briefings/new.md",
            "---\ntitle: The new count\ndate: 2025-12-01\nactors: [NATO]\nlocations: [Minsk, Quay]\ntags: [ports]\nseries: Counts\n\
             dates: [{date: 2025-10-02, title: The standing event, actors: [NATO], locations: [Minsk]}]\n\
             claims: [{text: The standing claim, said_by: NATO, sources: [s]}]\nsources: [{id: s, publisher: CGTN, title: The standing source}]\n\
             corrections: [{date: 2026-01-01, text: The standing correction}]\n---\nThe standing text of NATO.\n",
        ),
        ("content/actors/nato.md", "---\nname: NATO\n---\nAn alliance.\n"),
        ("content/publishers/cgtn.md", "---\nname: CGTN\nreliability: D\n---\n"),
        ("content/pages/about.md", "---\ntitle: About\n---\nThere was [an event](/briefings/old/#Dates).\n"),
    ])
}

/// The addresses of pages below which what is withdrawn has its own page.
fn is_own(path: &str) -> bool {
    path.starts_with("briefings/old/") || path.starts_with("briefings/old-fr/")
}

fn run(how: &str, translation: &str) -> Run {
    let run = site(how, translation).run(&["build"]);
    run.succeeds().links_lead_somewhere("/");
    run
}

#[test]
fn what_it_told_is_in_no_file_but_on_its_own_page() {
    for how in WAYS {
        let run = run(how, how);
        let elsewhere: Vec<_> = run.leaks(TOLD).into_iter().filter(|leak| !is_own(&leak.path)).collect();
        assert_eq!(elsewhere, [], "{how}");
        for word in TOLD {
            run.page("briefings/old/").has(word);
        }
    }
}

#[test]
fn the_search_above_finds_what_stands() {
    let run = run("status: published", "status: published");
    let elsewhere = run.leaks(TOLD);
    for word in TOLD {
        // Only the briefing's own page ever tells these; feeds and search tell the others.
        let own = ["zqrole", "zqstance"].contains(word);
        assert_eq!(elsewhere.iter().any(|leak| leak.secret == *word && !is_own(&leak.path)), !own, "{word}");
    }
}

/// A translation that stands is the text's version: its original's words are gone, its own are not.
#[test]
fn a_translation_that_stands_keeps_its_own_words() {
    let site = site(WAYS[0], "status: published");
    let french = told("old-fr", "fr", "translation_of: old").replace("status_reason: The source was forged.\n", "");
    site.write("content/briefings/old-fr.md", french.replace("zq", "zf").replace("1999-09-19", "1998-08-18"));
    let run = site.run(&["build"]);
    run.succeeds();
    let elsewhere = run.leaks(TOLD);
    assert!(elsewhere.iter().all(|leak| is_own(&leak.path)), "{elsewhere:?}");
    run.page("timeline/").has("zfevent");
    run.page("claims/").has("zfclaim");
}

/// Whatever else a page says or counts is as it would be without it.
#[test]
fn only_lists_feeds_and_changes_know_that_it_was_there() {
    for how in WAYS {
        let site = site(how, how);
        let with = site.run(&["build"]);
        site.remove("content/briefings/old.md")
            .remove("content/briefings/old-fr.md")
            .remove("content/briefings/old.svg");
        site.write("content/pages/about.md", "---\ntitle: About\n---\nThere was an event.\n");
        let without = site.run(&["build"]);
        without.succeeds();
        let all = with.files.keys().chain(without.files.keys());
        let other = all.filter(|path| !is_own(path) && with.files.get(*path) != without.files.get(*path));
        let other: BTreeSet<&str> = other.map(String::as_str).collect();
        let known = [
            ".dateline",
            "about/index.html",
            "actors/nato/feed.json",
            "actors/nato/feed.xml",
            "briefings/index.html",
            "briefings/new/index.html",
            "briefings/old.svg",
            "changes/feed.json",
            "changes/feed.xml",
            "changes/index.html",
            "feed.json",
            "feed.xml",
            "index.html",
            "locations/minsk/feed.json",
            "locations/minsk/feed.xml",
            "locations/quay/feed.json",
            "locations/quay/feed.xml",
            "series/counts/feed.json",
            "series/counts/feed.xml",
            "tags/ports/feed.json",
            "tags/ports/feed.xml",
        ];
        assert_eq!(other, BTreeSet::from(known), "{how}");
    }
}

#[test]
fn where_it_put_a_place_binds_nobody() {
    let elsewhere = "locations: [Minsk, {name: Quay, within: Gdynia, coordinates: [54.5, 18.5]}]";
    let site = site(WAYS[0], WAYS[0]);
    let new = std::fs::read_to_string(site.root().join("content/briefings/new.md")).unwrap();
    site.write("content/briefings/new.md", new.replace("locations: [Minsk, Quay]", elsewhere));
    let run = site.run(&["build"]);
    run.succeeds().quiet().page("locations/quay/").says("Gdynia");
    // On its own page it still says where.
    run.page("briefings/old/").has("zqwithin");
    // A place that others only name in their text is nobody's any more.
    site.write(
        "content/briefings/new.md",
        new.replace("Minsk, Quay]", "Minsk]").replace("text of", "text of Quay and"),
    );
    let run = site.run(&["build"]);
    run.succeeds().missing("locations/quay/index.html").page("briefings/new/").says("Quay").lacks("/locations/quay/");
}

/// A briefing in force and one that is withdrawn so.
fn withdrawn(how: &str) -> Run {
    Site::of(&[
        ("dateline.yaml", "base_url: https://host.example/\n"),
        (
            "content/briefings/old.md",
            &format!(
                "---\ntitle: Old\ndate: 2025-11-01\nactors: [NATO, Only Old]\nlocations: [Minsk]\ndates: [2025-10-01: The withdrawn event]\n\
                 claims: [{{text: The withdrawn claim, said_by: NATO}}]\nsources: [{{publisher: CGTN, title: T}}]\n{how}\n---\nText about NATO.\n"
            ),
        ),
        (
            "content/briefings/new.md",
            "---\ntitle: New\ndate: 2025-12-01\nactors: [NATO]\ndates: [2025-10-02: The standing event]\n---\n",
        ),
    ])
    .run(&["build"])
}

#[test]
fn what_is_withdrawn_keeps_its_address_and_says_why() {
    for how in [
        "updated: 2026-01-02\nstatus: retracted\nstatus_reason: The source was forged.",
        "updated: 2026-01-02\nstatus: superseded\nstatus_reason: The source was forged.\nsuperseded_by: new",
    ] {
        let run = withdrawn(how);
        run.succeeds().quiet().links_lead_somewhere("/");
        let page = run.page("briefings/old/");
        page.says("The source was forged.").has("<meta name=\"robots\" content=\"noindex\">").says("Old");
        if how.contains("superseded_by") {
            page.says("Superseded").says("Read instead: New");
        } else {
            page.says("Retracted");
        }
        run.file("feed.xml").has("<id>https://host.example/briefings/old/</id>").has("The source was forged.");
    }
}

#[test]
fn what_is_withdrawn_leaves_timeline_counts_and_lists() {
    let run = withdrawn("updated: 2026-01-02\nstatus: retracted\nstatus_reason: The source was forged.");
    for page in ["timeline/", "timeline/2025/", "actors/nato/", "actors/"] {
        run.page(page).lacks("The withdrawn event").lacks("The withdrawn claim").lacks("href=\"/briefings/old/\"");
    }
    run.page("timeline/").says("The standing event");
    run.page("actors/nato/").says("1 briefing").lacks("2 briefings");
    run.page("").lacks("The withdrawn event");
    run.missing("actors/only-old/index.html")
        .missing("publishers/cgtn/index.html")
        .missing("locations/minsk/index.html");
    run.file("sitemap.xml").lacks("briefings/old/");
}
