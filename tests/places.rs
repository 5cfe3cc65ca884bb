//! Where a place is and what it lies in: the profile, the briefing, the gazetteer, in this order.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::{Run, Site};

/// A site whose one briefing names these places, and no other file.
fn naming(locations: &str) -> Run {
    built(locations, &[])
}

fn built(locations: &str, others: &[(&str, &str)]) -> Run {
    let briefing = format!("---\ntitle: A\ndate: 2026-01-01\nlocations: [{locations}]\n---\n");
    let mut files = vec![
        ("dateline.yaml", "title: Desk\nbase_url: https://example.org/\n"),
        ("content/briefings/a.md", briefing.as_str()),
    ];
    files.extend(others);
    Site::of(&files).run(&["build"])
}

const MINSK: &str = "53.9002° N, 27.5665° E";

#[test]
fn a_name_alone_is_on_the_map() {
    let run = naming("Minsk");
    run.succeeds().quiet();
    run.page("map/").has(MINSK).has("GeoNames");
    run.page("locations/minsk/")
        .has_in_order(&["<dt>Country</dt>", "Belarus", MINSK, "(city)", "GeoNames"])
        .has("53.9002");
    run.missing("locations/belarus/index.html");
}

#[test]
fn a_place_that_nobody_knows_has_no_position_and_no_credit() {
    let run = naming("Larkhaven");
    run.succeeds().quiet().nowhere("GeoNames");
    run.page("map/").has("no position given");
}

#[test]
fn what_may_be_two_is_asked_and_what_is_told_to_write_is_enough() {
    for name in ["Georgia", "Birmingham", "Tripoli", "Washington", "Springfield", "Victoria", "Cambridge"] {
        let run = naming(name);
        run.succeeds().reports(&["ambiguous-place"]);
        run.nowhere("GeoNames");
        let line = run.stderr.split_once("such as ").unwrap().1.split_once("};").unwrap().0;
        let told = naming(&format!("{line}}}"));
        told.succeeds().quiet();
        told.page("map/").has("GeoNames");
    }
}

#[test]
fn what_it_lies_in_decides_and_a_wrong_one_gives_no_position() {
    let run = naming("{name: Paris, within: Texas}");
    run.succeeds().quiet();
    run.page("locations/paris/").has("33.6");
    // Texas is a region, so that it lies in no country unless the site names one.
    run.page("locations/texas/").has("United States").has("(region)");
    for elsewhere in
        ["{name: Paris, within: Germany}", "{name: Paris, within: Lamar County}", "{name: Paris, within: London}"]
    {
        let run = naming(elsewhere);
        run.succeeds().quiet();
        run.page("locations/paris/").lacks("Position").lacks("° N");
    }
    let profile = "---\nname: The State\nwithin: USA\n---\n";
    let run = built("{name: Paris, within: The State}", &[("content/locations/state.md", profile)]);
    assert!(!run.page("locations/paris/").text().contains("48.8"), "France is not the USA");
}

#[test]
fn a_profile_and_a_briefings_position_stand() {
    let profile = ("content/locations/minsk.md", "---\nname: Minsk\n---\n");
    built("Minsk", &[profile]).succeeds().nowhere("GeoNames");
    let run = naming("{name: Minsk, coordinates: [53.9, 27.6]}");
    run.succeeds().nowhere("GeoNames");
    run.page("map/").has("53.9° N, 27.6° E");
}

#[test]
fn only_what_is_a_point_is_one_to_machines() {
    let run = naming("Minsk, Belarus, Texas, {name: Brest, within: Belarus, precision: area}");
    run.succeeds();
    let geo = |page: &str| run.page(page).text().contains("GeoCoordinates");
    assert!(geo("locations/minsk/"));
    for page in ["locations/belarus/", "locations/texas/", "locations/brest/"] {
        assert!(!geo(page), "{page} has a point");
        run.page(page).has("Centre, roughly");
    }
}

#[test]
fn an_undisclosed_place_is_no_point_in_any_file() {
    let run = Site::case("places").build();
    run.succeeds();
    // Kharkiv, the Parises, Kyiv, and the middle of Ukraine, in degrees as any format writes them.
    for point in ["49.98", "36.25", "48.85", "2.348", "33.66", "50.45", "30.52", "GeoCoordinates\",\"latitude\":49"] {
        run.nowhere(point);
    }
    for page in ["locations/paris/", "locations/launch-site/", "locations/kharkiv/"] {
        run.page(page).has("Not disclosed").lacks("GeoNames").lacks("°");
    }
    // It counts for what it lies in, all the same.
    run.page("locations/ukraine/").has("A launch");
}

#[test]
fn a_citys_dates_are_its_countrys_each_once() {
    let run = Site::case("places").build();
    run.succeeds().quiet().links_lead_somewhere("/");
    // The profile is found by another of the country's names.
    run.page("locations/minsk/").has_in_order(&["<dt>Within</dt>", "href=\"/locations/belarus/\""]);
    let country = run.page("locations/belarus/");
    country
        .has("The talks begin")
        .has("A visit that nobody dates")
        .has("Places within")
        .has("href=\"/actors/envoy-one/\"");
    assert_eq!(country.text().matches(">The decree</a>").count(), 1);
    run.page("briefings/minsk/").has("A call without a place").has("A visit that nobody dates");
}

#[test]
fn two_spellings_stay_two_and_are_told() {
    let run = naming("Kyiv, Kiev");
    run.succeeds().reports(&["one-place-twice"]);
    run.page("locations/kyiv/");
    run.page("locations/kiev/");
    let profile = ("content/locations/kyiv.md", "---\nname: Kyiv\n---\n");
    built("Kyiv, Kiev", &[profile]).succeeds().reports(&["one-place-twice"]);
    let profile = ("content/locations/kyiv.md", "---\nname: Kyiv\naliases: [Kiev]\n---\n");
    built("Kiev", &[profile]).succeeds().quiet();
}

#[test]
fn what_a_briefing_puts_the_other_way_round_makes_no_circle() {
    let run = naming("Minsk, {name: Belarus, within: Minsk}");
    run.succeeds();
    run.page("locations/belarus/").has("href=\"/locations/minsk/\"");
}

#[test]
fn a_hidden_briefings_country_stops_no_build_that_shows_its_city() {
    let draft = "---\ntitle: B\ndate: 2026-01-01\nstatus: draft\nlocations: [Belarus]\n---\n";
    let run = built("Minsk", &[("content/briefings/b.md", draft)]);
    run.succeeds();
    run.page("locations/minsk/").has("Belarus");
}
