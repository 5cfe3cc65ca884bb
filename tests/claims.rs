//! What was said, by whom, and what became of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly, in a folder of its own")]

mod harness;

use harness::{Run, Site};

fn built() -> Run {
    let run = Site::case("claims").run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    run
}

#[test]
fn the_ledger_is_read_by_claim_by_status_and_by_speaker() {
    let run = built();
    let all = run.page("claims/");
    all.says_in_order(&["4 claims", "All 4", "Reported 2", "Confirmed 1", "Disputed 1", "By speaker"]);
    all.has("<a href=\"/claims/disputed/\">").has("<a href=\"/claims/speakers/\">").lacks("The pier sank.");
    let disputed = run.page("claims/disputed/");
    disputed.says_in_order(&["Disputed claims", "1 claim of 4", "The berth is open."]).lacks("The ferry was late.");
    disputed.has("<a href=\"/claims/disputed/\" aria-current=\"page\">");
    let unnamed = run.page("claims/unnamed/");
    unnamed.says_in_order(&["Claims of the unnamed", "2 claims of 4"]).lacks("The berth is open.</a>");
    run.missing("claims/refuted/index.html").missing("claims/withdrawn/index.html");
    let speakers = run.page("claims/speakers/");
    speakers.says_in_order(&[
        "1 speaker",
        "2 claims of speakers who are not named",
        "Harbour Authority",
        "Confirmed 1",
        "Disputed 1",
    ]);
    speakers.has("href=\"/actors/harbour-authority/#Claims\"").lacks("Pier Watch").lacks("docker");
}

#[test]
fn what_contradicts_stands_beside_with_who_when_and_what_became_of_it() {
    let run = built();
    for page in ["briefings/berth/", "claims/"] {
        run.page(page).says_in_order(&[
            "The berth is open.",
            "Contradicts",
            "The berth is shut.",
            "Not named: a docker",
            "28 February 2026",
            "Reported",
        ]);
    }
}

#[test]
fn both_sides_of_a_contradiction_show_their_credibility_and_sources() {
    let run = built();
    let other = ["Contradicts", "The berth is shut.", "Credibility 2, probably true"];
    run.page("claims/").says_in_order(&other);
    run.page("briefings/berth/").says_in_order(&other).has_in_order(&[
        r#"class="versus""#,
        r##"Source: <a href="#source-visit">2</a>"##,
        r##"Source: <a href="#source-notice">1</a>"##,
    ]);
}

#[test]
fn a_speaker_without_a_name_has_no_page() {
    let run = built();
    run.page("claims/").says("Not named: a docker");
    run.missing("actors/a-docker/index.html").page("actors/").lacks("docker");
}

#[test]
fn a_claim_says_how_credible_it_is_and_a_judgment_keeps_its_two_degrees_apart() {
    let run = built();
    run.page("briefings/berth/").says("Credibility 4, doubtful").has_in_order(&[
        "Likelihood",
        "likely",
        "Confidence",
        "low",
    ]);
}

/// Two briefings that tell of one thing, the second against the first.
const APART: [(&str, &str); 2] = [
    (
        "content/briefings/storm.md",
        "---\ntitle: The storm\ndate: 2026-01-02\nclaims:\n  - {id: shut, text: The port is shut., said_by: Ann Roe, date: 2026-01-01, sources: [s]}\nsources: [{id: s, title: A notice}]\n---\n",
    ),
    (
        "content/briefings/calm.md",
        "---\ntitle: The calm\ndate: 2026-01-09\nclaims:\n  - {text: The port was never shut., said_by: Bo Lee, date: 2026-01-08, contradicts: [storm#shut], credibility: 4, sources: [t]}\nsources: [{id: t, title: A log}]\n---\n",
    ),
];

#[test]
fn a_contradiction_between_two_briefings_stands_on_both_pages() {
    let run = Site::of(&APART).run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    run.page("briefings/calm/")
        .says_in_order(&["The port was never shut.", "Contradicts", "The port is shut.", "Ann Roe", "in The storm"])
        .has_in_order(&[
            "<a href=\"/briefings/storm/#claim-shut\">",
            "Source: <a href=\"/briefings/storm/#source-s\">1</a>",
        ]);
    run.page("briefings/storm/").says_in_order(&[
        "The port is shut.",
        "Contradicted by",
        "The port was never shut.",
        "Bo Lee",
        "Credibility 4, doubtful",
        "in The calm",
    ]);
    run.page("claims/").says_in_order(&[
        "The port was never shut.",
        "Contradicts",
        "The port is shut.",
        "in The storm",
    ]);
}

#[test]
fn what_contradicts_another_briefing_is_checked_like_any_reference() {
    let with = |reference: &str, other: &str| {
        let site = Site::of(&APART);
        site.write("content/briefings/calm.md", APART[1].1.replace("storm#shut", reference));
        site.write("content/briefings/storm.md", APART[0].1.replace("date: 2026-01-02", other));
        site.build()
    };
    let date = "date: 2026-01-02";
    with("storm#shutt", date).ends(1).says("has no claim with the id `shutt`").says("did you mean `storm#shut`?");
    with("strom#shut", date).ends(1).says("there is no briefing with the id `strom`").says("did you mean `storm`?");
    with("calm#shut", date).ends(1).says("can't refer to itself");
    let hidden = with("storm#shut", "date: 2026-01-02\nstatus: draft");
    hidden.succeeds().reports(&["held-back-reference"]).nowhere("The port is shut.");
    // A withdrawn claim contradicts nothing any more.
    let gone =
        with("storm#shut", "date: 2026-01-02\nstatus: retracted\nstatus_reason: It was wrong.\nupdated: 2026-01-10");
    gone.succeeds().page("briefings/calm/").lacks("Contradicts");
}

/// A claim made long ago that a new briefing tells is old.
#[test]
fn the_ledger_is_in_the_order_in_which_claims_were_made() {
    let run = Site::of(&[
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-02-01\nclaims: [{text: Said long ago., said_by: Ann Roe, date: 2024-01-01}]\n---\n"),
        ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-10\nclaims: [{text: Said of late., said_by: Ann Roe, date: 2026-01-09}]\n---\n"),
    ])
    .build();
    for page in ["claims/", "actors/ann-roe/"] {
        run.page(page).says_in_order(&["Said of late.", "Said long ago."]);
    }
}

#[test]
fn a_source_says_which_claims_it_tells_and_the_ledger_what_ratings_mean() {
    let run = built();
    run.page("briefings/berth/").says("Supports claim");
    run.page("claims/").says_in_order(&[
        "Reliability of a source",
        "A completely reliable",
        "Likelihood of a judgment",
        "likely 55–80%",
    ]);
    run.page("claims/disputed/").lacks("Reliability of a source");
}

/// An office is that of the day of the claim, on the actor's page too.
#[test]
fn a_claim_says_in_which_office_it_was_made() {
    let run = Site::of(&[
        ("content/actors/ann.md", "---\nname: Ann Roe\nroles:\n  - {title: Mayor, from: 2020, to: 2024}\n  - {title: Minister, from: 2025}\n---\n"),
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-02-01\nclaims: [{text: The port is safe., said_by: Ann Roe, date: 2022-05-01}]\n---\n"),
    ])
    .build();
    run.page("actors/ann/").says_in_order(&["Claims", "as Mayor", "The port is safe."]);
}
