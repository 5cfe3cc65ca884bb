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
