//! Tags, series, claims, changes, and the list of places: the ways through a site beside who and when.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::{Run, Site};

/// Three parts of a series under two tags; one of them was withdrawn.
fn series() -> Site {
    let part = |n: usize, more: &str| {
        let text = format!(
            "---\ntitle: Part {n}\ndate: 2026-01-0{n}\nseries: The affair\ntags: [Water, \"{}\"]\n{more}---\n",
            if n == 1 { "water" } else { "Locks & weirs" }
        );
        (format!("content/briefings/part-{n}.md"), text)
    };
    let site = Site::of(&[("dateline.yaml", "checks: {repeated-name: off}\n")]);
    for (path, text) in [
        part(1, ""),
        part(2, "updated: 2026-01-03\nstatus: retracted\nstatus_reason: It was wrong.\n"),
        part(3, ""),
        part(4, "status: corrected\nupdated: 2026-01-09\ncorrections: [{date: 2026-01-08, text: A name was wrong.}]\n"),
    ] {
        site.write(&path, text);
    }
    site
}

fn built() -> Run {
    let run = series().run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    run
}

#[test]
fn a_tag_has_its_page_whatever_its_letter_case() {
    let run = built();
    run.page("tags/").says_in_order(&["2 tags", "Locks & weirs", "2 briefings", "Water", "3 briefings"]);
    run.page("tags/water/").says_in_order(&["3 briefings, newest first", "Part 4", "Part 3", "Part 1"]).lacks("Part 2");
    run.page("briefings/part-3/").has("href=\"/tags/locks-weirs/\"");
}

#[test]
fn a_retraction_is_told_beside_the_corrections_before_it() {
    let site = Site::briefing(
        "title: A\ndate: 2026-01-01\nupdated: 2026-03-01\nstatus: retracted\nstatus_reason: It was wrong entirely.\ncorrections:\n  - {date: 2026-02-01, text: A small slip.}",
        "",
    );
    let run = site.build();
    run.succeeds().page("changes/").says_in_order(&[
        "2 changes",
        "1 March 2026",
        "Retracted",
        "It was wrong entirely.",
        "1 February 2026",
        "Corrected",
        "A small slip.",
    ]);
}

#[test]
fn a_version_is_told_where_there_is_one() {
    let front = "title: A\ndate: 2026-01-01\nupdated: 2026-03-01\nversion: 2\nstatus: retracted\nstatus_reason: X";
    let run = Site::briefing(front, "").build();
    run.succeeds().page("changes/").says("Now version 2");
    run.page("briefings/a/").says("1 January 2026, version 2 (retracted).");
}

#[test]
fn a_withdrawal_without_a_day_is_given_none() {
    let front = "title: A\ndate: 2025-01-03\nstatus: retracted\nstatus_reason: It was wrong.\ncorrections:\n  - {date: 2025-06-01, text: A slip.}";
    let run = Site::briefing(front, "").build();
    let changes = run.succeeds().page("changes/");
    changes.says_in_order(&["Retracted", "It was wrong.", "1 June 2025", "Corrected"]).lacks("3 January 2025");
}

#[test]
fn a_series_is_read_in_its_order() {
    let run = built();
    run.page("series/").says_in_order(&["The affair", "3 briefings"]);
    run.page("series/the-affair/").says_in_order(&["in their order", "Part 1", "Part 3", "Part 4"]).lacks("Part 2");
    run.page("briefings/part-3/")
        .says("Series: The affair, 2 of 3")
        .says_in_order(&["Before this in the series Part 1", "After this in the series Part 4"]);
}

#[test]
fn topics_that_come_to_one_address_are_told() {
    let site = Site::briefing("title: A\ndate: 2026-01-01\ntags: [C, C++]", "");
    site.run(&["check"]).ends(1).reports(&["name-without-address"]).says("the tag `C++` and `C`");
}

#[test]
fn what_changed_is_told_newest_first_with_its_reason() {
    let run = built();
    run.page("changes/").says_in_order(&[
        "2 changes",
        "8 January 2026",
        "Part 4",
        "Corrected",
        "A name was wrong.",
        "Part 2",
        "Retracted",
        "It was wrong.",
    ]);
    run.page("").says_in_order(&["What changed", "Part 4", "Corrected", "Part 2", "Retracted"]);
}

#[test]
fn every_claim_that_stands_is_listed_with_what_became_of_it() {
    let claims = "claims:\n  - {id: a, text: It is so., said_by: Ann, status: disputed}\n  - {text: It is not so., said_by: Bo, contradicts: [a], status: disputed}\n";
    let site = Site::briefing(&format!("title: A\ndate: 2026-01-01\n{claims}"), "");
    site.write(
        "content/briefings/b.md",
        "---\ntitle: B\ndate: 2026-01-02\nupdated: 2026-01-03\nstatus: retracted\nstatus_reason: X\nclaims: [{text: Never said., said_by: Cy}]\n---\n",
    );
    let run = site.run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    run.page("claims/")
        .says_in_order(&["2 claims", "Disputed", "Ann", "It is so.", "Contradicted by Bo", "Bo", "It is not so."])
        .lacks("Never said.");
}

#[test]
fn claims_are_listed_in_pages() {
    let claims: String = (1..=41).map(|i| format!("  - {{text: Claim number {i}.}}\n")).collect();
    let run = Site::briefing(&format!("title: A\ndate: 2026-01-01\nclaims:\n{claims}"), "").build();
    run.succeeds().links_lead_somewhere("/");
    run.page("claims/").says("Claim number 20.").lacks("Claim number 21.");
    run.page("claims/page/3/").says("Claim number 41.").lacks("rel=\"next\"");
}

#[test]
fn places_stand_under_the_one_that_they_lie_in_and_the_undisclosed_apart() {
    let run = Site::of(&[
        ("content/locations/land.md", "---\nname: Land\nprecision: country\n---\n"),
        ("content/locations/town.md", "---\nname: Town\nwithin: Land\ncoordinates: [10, 20]\nprecision: city\n---\n"),
        (
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\nlocations: [Town, {name: Camp, within: Land, precision: undisclosed}]\n---\n",
        ),
    ])
    .run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    run.page("map/").says_in_order(&["3 places", "Land", "Town", "10° N, 20° E", "Undisclosed", "Camp"]);
}

#[test]
fn a_site_without_topics_has_no_pages_of_them() {
    let run = Site::briefing("title: A\ndate: 2026-01-01", "").build();
    for page in ["tags", "series", "claims", "changes", "map", "actors"] {
        run.missing(&format!("{page}/index.html"));
    }
    run.page("").lacks("/tags/").lacks("/changes/").lacks("/map/");
}
