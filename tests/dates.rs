//! Dates in the words of a site's language, and as machines read them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::{Run, Site};

fn build(config: &str) -> Run {
    let site = Site::case("dates");
    site.write("dateline.yaml", config);
    let run = site.run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    run
}

#[test]
fn a_french_site_words_its_dates_in_french() {
    let run = build("language: fr\n");
    run.page("timeline/").has_in_order(&[
        "15 mars 44 av. J.-C.",
        "années 1560",
        "novembre 2023 – février 2025",
        "à partir de mars 2024",
        "été 2025",
        "vers décembre 2025",
        "18 ou 19 décembre 2025",
        "19 décembre 2025 (date incertaine)",
        "19 décembre 2025 (date incertaine pour l’année)",
        "shortest day</time> <span class=\"certainty\">21 décembre 2025</span>",
        "au plus tard le 30 décembre 2025",
        "19 décembre, année inconnue",
    ]);
    run.page("timeline/2025/").has("Décembre</h2>").lacks("December");
    run.page("timeline/-0043/").has("<h1>Chronologie : 44 av. J.-C.</h1>").has("Mars</h2>");
    run.page("briefings/dates/").has("<time datetime=\"2026-01-15\">15 janvier 2026</time>");
}

#[test]
fn a_ukrainian_site_declines_its_dates() {
    let run = build("language: uk\n");
    run.page("timeline/").has_in_order(&[
        "15 березня 44 року до н. е.",
        "1560-ті роки",
        "від березня 2024 року",
        "близько грудня 2025 року",
        "18 або 19 грудня 2025 року",
        "не пізніше 30 грудня 2025 року",
        "19 грудня, рік невідомий",
    ]);
    run.page("timeline/2025/").has("Грудень</h2>");
}

#[test]
fn an_arabic_site_words_its_dates_in_arabic() {
    let run = build("language: ar\n");
    run.page("timeline/").has("<html lang=\"ar\" dir=\"rtl\"").has_in_order(&[
        "15 مارس 44 ق.م",
        "ابتداءً من مارس 2024",
        "نحو ديسمبر 2025",
        "بحلول 30 ديسمبر 2025",
    ]);
}

/// A region's own file stands in front of its language's, key by key.
#[test]
fn a_site_may_word_what_it_likes_otherwise() {
    let site = Site::case("dates");
    site.write("dateline.yaml", "language: fr-CH\n");
    site.write("templates/words/fr.yaml", "dates: {about: \"env. {date}\", bc: \"{year} avant notre ère\"}\n");
    let run = site.run(&["build", "--strict"]);
    run.succeeds().quiet();
    run.page("timeline/").has("env. décembre 2025").has("15 mars 44 avant notre ère").has("années 1560");
}

/// A language that Dateline does not speak can be taught to it whole.
#[test]
fn a_site_may_bring_its_language() {
    let run = Site::case("words").run(&["build"]);
    run.succeeds().quiet();
    run.page("timeline/").has_in_order(&[
        "15. März 44 v. Chr.",
        "ab März 2024",
        "um Dezember 2025",
        "18. oder 19. Dezember 2025",
        "spätestens 30. Dezember 2025",
    ]);
    let check = Site::case("words").run(&["check"]);
    // Its own file words the dates alone.
    check.succeeds().says("warning[no-words]").says("in English");
}

/// Elsewhere dates are in English, and `check` says how to change that.
#[test]
fn a_language_without_words_is_told_by_check() {
    let site = Site::briefing("title: T\ndate: 2026-01-01", "");
    site.write("dateline.yaml", "language: de\n");
    site.run(&["build", "--strict"]).succeeds().quiet().page("briefings/a/").has("1 January 2026");
    site.run(&["check"]).succeeds().reports(&["no-words"]).says("templates/words/de.yaml");
}

/// What is wrong in a file of words is told with its line, all of it at once.
#[test]
fn mistakes_in_words_have_their_place() {
    let site = Site::briefing("title: T\ndate: 2026-01-01", "");
    site.write("templates/words/en.yaml", "dates:\n  about: \"ca. {dat}\"\n  monts: [Jan]\n  unknown: {day: no day}\n");
    site.run(&["build"])
        .ends(1)
        .says("templates/words/en.yaml:2:10")
        .says("`{dat}` stands for nothing here")
        .says("there is no key `monts` here")
        .says("the key `month` is missing in `dates.unknown`");
    site.write("dateline.yaml", "language: de\n");
    site.remove("templates/words/en.yaml").write("templates/words/de.yaml", "dates:\n  about: \"um {date}\"\n");
    site.run(&["build"])
        .ends(1)
        .says("templates/words/de.yaml:")
        .says("`dates` lacks `months`, `seasons`,")
        .says("`every_from`, `at`");
}

/// TimelineJS takes an uncertain date for a sure one (its issue 499): here the page says that it is not, and the data
/// hold the days between which it lies.
#[test]
fn timelinejs_499_an_uncertain_date_is_never_shown_as_a_sure_one() {
    let run = build("language: en\n");
    let text = run.page("timeline/").text().to_owned();
    let row = |title: &str| {
        let at = text.find(title).unwrap();
        text[..at].rfind("<li class=\"event").map(|start| &text[start..at]).unwrap()
    };
    for (title, wanted) in [
        (
            "about a month",
            "is-approximate is-span\" data-edtf=\"2025-12~\" data-earliest=\"2025-12-01\" data-latest=\"2025-12-31\"",
        ),
        ("a day that may be another", "data-edtf=\"2025-12-19?\""),
        ("one of two days", "data-earliest=\"2025-12-18\" data-latest=\"2025-12-19\""),
        ("a summer", "data-earliest=\"2025-06-01\" data-latest=\"2025-08-31\""),
        ("a decade", "data-earliest=\"1560-01-01\" data-latest=\"1569-12-31\""),
    ] {
        let row = row(title);
        assert!(row.contains(wanted), "{title}: {row}");
        assert!(!row.contains("<time"), "{title} has a day that nobody gave: {row}");
    }
}

/// Aleph keeps prefixes of days only: here an open span, a season and an unknown year have bounds, or say that they
/// have none.
#[test]
fn aleph_a_date_is_more_than_the_beginning_of_a_day() {
    let run = build("language: en\n");
    let page = run.page("timeline/");
    page.has("data-edtf=\"2024-03/..\" data-earliest=\"2024-03-01\">");
    page.has("data-edtf=\"../2025-12-30\" data-latest=\"2025-12-30\">");
    // Every December the 19th: no bound, and `<time>` that says no year.
    page.has("<time datetime=\"12-19\">19 December, year unknown</time>");
}

/// timemap can't show an event without a place, or without a date: here the one stands on the timeline without a pin, the
/// other in a group of its own, and a place without any event is listed.
#[test]
fn timemap_an_event_needs_neither_a_place_nor_a_year() {
    let run = Site::briefing(
        "title: T\ndate: 2026-01-01\nactors: [Ann Roe]\nlocations: [Old Mill]\ndates:\n  - {date: 2025-12, title: Without a place, actors: [Ann Roe]}\n  - {date: XXXX, title: Without a date, actors: [Ann Roe]}",
        "",
    )
    .build();
    run.succeeds().quiet();
    run.page("timeline/").says_in_order(&[
        "2025",
        "Without a place",
        "No year known",
        "year unknown",
        "Without a date",
    ]);
    run.page("actors/ann-roe/").says("Without a place").says("Without a date");
    run.page("map/").says("Old Mill").says("no position given").lacks("Without a place");
}
