//! The life of a briefing, and the site as it stood on a day of it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::{Run, Site};

fn on(day: &str) -> Run {
    let run = Site::case("as-of").run(&["build", "--strict", "--as-of", day]);
    run.succeeds().quiet().links_lead_somewhere("/");
    run
}

#[test]
fn a_site_is_shown_as_it_stood_on_each_day() {
    on("2026-02-28").missing("briefings/berth/index.html");
    let page = |day: &str| on(day).page("briefings/berth/").text().to_owned();
    // Each row: a day, what is there, what is not yet.
    let (first, second, retracted) =
        ("The first name was wrong.", "The second name was wrong.", "It was another berth.");
    let rows: [(&str, &[&str], &[&str]); 5] = [
        ("2026-03-02", &["Reported"], &[first, second, retracted, "Disputed", "Corrected", "ersion 3"]),
        ("2026-03-05", &[first, "Corrected"], &[second, retracted, "Disputed"]),
        ("2026-03-12", &[first, second, "Disputed"], &[retracted, "Refuted", "ersion 3"]),
        ("2026-03-16", &[second, "Refuted", "It stayed closed."], &[retracted]),
        ("2026-03-21", &[retracted, "Retracted", "ersion 3"], &[]),
    ];
    for (day, there, not_yet) in rows {
        let text = page(day);
        for word in there {
            assert!(text.contains(word), "{day} lacks {word}\n{text}");
        }
        for word in not_yet {
            assert!(!text.contains(word), "{day} has {word}\n{text}");
        }
    }
    on("2026-03-16").page("claims/").says("The berth will reopen.");
    on("2026-03-21").missing("claims/index.html");
}

#[test]
fn only_a_clock_that_is_set_back_takes_a_withdrawal_back() {
    let site = Site::case("as-of");
    let text = std::fs::read_to_string(site.root().join("content/briefings/berth.md")).unwrap();
    // A slip in the year must not publish anew what was retracted.
    site.write("content/briefings/berth.md", text.replace("updated: 2026-03-20", "updated: 2996-03-20"));
    site.build().succeeds().page("briefings/berth/").says("It was another berth.");
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
        "status: retracted\nstatus_reason: The source was forged.",
        "status: superseded\nstatus_reason: The source was forged.\nsuperseded_by: new",
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
    let run = withdrawn("status: retracted\nstatus_reason: The source was forged.");
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
