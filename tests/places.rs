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

const MINSK: &str = "53.9° N, 27.57° E";

#[test]
fn a_name_alone_is_on_the_map() {
    let run = naming("Minsk");
    run.succeeds().quiet();
    run.page("map/").has(MINSK).has("GeoNames");
    run.page("locations/minsk/")
        .has_in_order(&["<dt>Country</dt>", "Belarus", MINSK, "(city)", "GeoNames"])
        .has("53.9");
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
    for name in [
        "Georgia",
        "Birmingham",
        "Tripoli",
        "Washington",
        "Springfield",
        "Victoria",
        "Cambridge",
        "{name: Congo, precision: country}",
        "{name: Georgia, precision: city}",
    ] {
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
    let profile = ("content/locations/minsk.md", "---\nname: Minsk\ncoordinates: [53.9, 27.6]\n---\n");
    built("Minsk", &[profile]).succeeds().nowhere("GeoNames").page("map/").has("53.9° N, 27.6° E");
    let run = naming("{name: Minsk, coordinates: [53.9, 27.6]}");
    run.succeeds().nowhere("GeoNames");
    run.page("map/").has("53.9° N, 27.6° E");
}

/// Харків is Kharkiv: what one briefing keeps back, another name of it must not show unasked.
#[test]
fn another_name_of_an_undisclosed_place_is_asked_about() {
    for shown in ["Харків", "Kharkov"] {
        let run = naming(&format!("{{name: Kharkiv, precision: undisclosed}}, {shown}"));
        run.succeeds().says("vaguer-precision").says("which is undisclosed");
    }
}

/// A profile for the sake of a name takes no place off the map; what it says decides which place is meant.
#[test]
fn a_profile_without_a_position_is_looked_up() {
    let minsk = ("content/locations/minsk.md", "---\nname: Minsk\nnative_name: {text: Мінск, lang: be}\n---\n");
    built("Minsk", &[minsk]).succeeds().page("map/").has("53.9° N, 27.57° E");
    let birmingham = |more: &str| format!("---\nname: Birmingham\n{more}---\n");
    let there = |more: &str| built("Birmingham", &[("content/locations/b.md", &birmingham(more))]);
    there("country: United Kingdom\n").succeeds().page("locations/b/").has("52.4");
    there("within: Alabama\n").succeeds().page("locations/b/").has("33.5");
    there("").succeeds().page("locations/b/").lacks("° N");
    there("precision: undisclosed\ncountry: United Kingdom\n").succeeds().nowhere("° N");
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

/// A city in Belarus that only the undisclosed safehouse in it brings to the site.
const SAFEHOUSE: &str = "{name: Safehouse, within: Minsk, precision: undisclosed}";

#[test]
fn the_vaguest_word_holds_wherever_it_stands() {
    let villa = |said: &str| format!("---\nname: The Villa\ncoordinates: [53.91234, 27.54321]\n{said}---\n");
    for (profile, briefing, shown) in [
        ("precision: exact\n", "undisclosed", None),
        ("", "undisclosed", None),
        ("precision: exact\n", "city", Some("53.91° N, 27.54° E")),
        ("", "city", Some("53.91° N, 27.54° E")),
        ("precision: exact\n", "area", Some("53.9° N, 27.5° E")),
        ("precision: city\n", "region", Some("54° N, 28° E")),
    ] {
        let profile = villa(profile);
        let said = format!("{{name: The Villa, precision: {briefing}}}");
        let run = built(&said, &[("content/locations/villa.md", &profile)]);
        run.succeeds().reports(&["vaguer-precision"]).nowhere("53.912").nowhere("27.543");
        match shown {
            Some(shown) => run.page("map/").has(shown),
            None => run.nowhere("GeoCoordinates").page("locations/villa/").has("Not disclosed").lacks("°"),
        };
    }
    // What agrees, or takes nothing away, is not told.
    for (profile, briefing) in [("precision: exact\n", "exact"), ("precision: area\n", "exact")] {
        let profile = villa(profile);
        let said = format!("The Villa, {{name: Minsk, precision: {briefing}}}");
        built(&said, &[("content/locations/villa.md", &profile)]).succeeds().quiet();
    }
    // A briefing's own position, which another keeps back.
    let other = "---\ntitle: B\ndate: 2026-01-01\nlocations: [{name: Hut, precision: undisclosed}]\n---\n";
    let run = built("{name: Hut, coordinates: [52.9991, 21.8882]}", &[("content/briefings/b.md", other)]);
    run.succeeds().reports(&["vaguer-precision"]).nowhere("52.99");
    run.page("briefings/a/").has("Place undisclosed");
}

#[test]
fn a_position_is_shown_no_more_exactly_than_the_place_is_known() {
    for (precision, shown) in [
        ("exact", "53.777111° N, 27.777222° E"),
        ("city", "53.78° N, 27.78° E"),
        ("area", "53.8° N, 27.8° E"),
        ("region", "54° N, 28° E"),
        ("country", "54° N, 28° E"),
    ] {
        let run = naming(&format!("{{name: Camp, coordinates: [53.777111, 27.777222], precision: {precision}}}"));
        run.succeeds().quiet();
        run.page("map/").has(shown);
        run.page("locations/camp/").has(shown);
        if precision != "exact" {
            run.nowhere("53.777").nowhere("27.777");
        }
    }
    naming("{name: Minsk, precision: area}").page("map/").has("53.9° N, 27.6° E");
    // The middle of a country is no position of the author's.
    naming("Belarus").page("map/").has("53.5° N, 27.9° E");
}

#[test]
fn a_place_around_an_undisclosed_one_gets_no_point_by_that() {
    let run = naming(&format!("{SAFEHOUSE}, Camp"));
    run.succeeds().quiet().nowhere("53.9").nowhere("GeoCoordinates").nowhere("GeoNames");
    run.page("map/").has("locations/minsk/").has("no position given");
    let profile =
        ("content/locations/minsk.md", "---\nname: Minsk\ncoordinates: [53.9, 27.57]\nprecision: city\n---\n");
    built(SAFEHOUSE, &[profile]).succeeds().nowhere("53.9").nowhere("GeoCoordinates");
    let site = Site::briefing(&format!("title: A\ndate: 2026-01-01\nlocations: [{SAFEHOUSE}]"), "A house near Minsk.");
    site.build().succeeds().nowhere("53.9");
    // A briefing that was taken back names nothing any more.
    let taken_back =
        "---\ntitle: B\ndate: 2026-01-01\nlocations: [Minsk]\nstatus: retracted\nstatus_reason: No.\n---\n";
    built(SAFEHOUSE, &[("content/briefings/b.md", taken_back)]).succeeds().nowhere("53.9");
}

#[test]
fn at_a_pin_stands_only_what_is_told_of_its_place() {
    let dates = "dates:\n  - {date: 2025-01-01, title: There, locations: [Safehouse]}\n  - {date: 2025-01-02, title: Here, locations: [Minsk]}\n";
    let briefing = format!("---\ntitle: A\ndate: 2026-01-01\nlocations: [Minsk]\n{dates}---\n");
    let other = format!("---\ntitle: B\ndate: 2026-01-01\nlocations: [{SAFEHOUSE}]\n---\n");
    let run = Site::of(&[
        ("dateline.yaml", "title: Desk\nbase_url: https://example.org/\n"),
        ("content/briefings/a.md", &briefing),
        ("content/briefings/b.md", &other),
    ])
    .run(&["build"]);
    run.succeeds().quiet();
    run.page("map/").says_in_order(&["Minsk", MINSK, "1 briefing", "1 date", "Undisclosed", "Safehouse"]);
    // All that is known to have been in the city is on its page.
    run.page("locations/minsk/").has("There").has("Here");
}

#[test]
fn what_lies_in_an_undisclosed_place_is_undisclosed() {
    let depot = ("content/locations/depot.md", "---\nname: Depot\nprecision: undisclosed\n---\n");
    let room = "---\nname: Room\nwithin: Hall\ncoordinates: [53.9555, 27.5555]\nprecision: exact\n---\n";
    let hut = "---\nname: Hut\ncoordinates: [53.9777, 27.5777]\n---\n";
    for inner in [
        "{name: Gate, within: Depot, coordinates: [53.9666, 27.5666]}",
        "{name: Minsk, within: Depot}",
        "Room, {name: Hall, within: Depot}",
        // Only the briefing says that it lies there.
        "{name: Hut, within: Depot}",
    ] {
        let run = built(inner, &[depot, ("content/locations/room.md", room), ("content/locations/hut.md", hut)]);
        run.succeeds().says("which is undisclosed, so that it has no position on any page");
        run.nowhere("53.9").nowhere("GeoCoordinates");
    }
    built("{name: Corner, within: Depot}", &[depot]).succeeds().quiet();
}
