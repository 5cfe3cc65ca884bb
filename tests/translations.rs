//! The languages of one text: each has its page and leads to the others; what they tell is counted once.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::{Run, Site};

fn built() -> Run {
    let run = Site::case("translations").run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    run
}

#[test]
fn each_language_leads_to_all_others() {
    let run = built();
    // A translation of a translation is one of the same text.
    for (page, others) in [
        ("port", ["The port is closed", "Le port est fermé"]),
        ("port-en", ["Порт закрито", "Le port est fermé"]),
        ("port-fr", ["Порт закрито", "The port is closed"]),
    ] {
        let page = run.page(&format!("briefings/{page}/"));
        for other in others {
            page.says("Also in ").says(other);
        }
        // Search engines ask that a page names itself among its languages.
        for (lang, id) in [("uk", "port"), ("en", "port-en"), ("fr", "port-fr")] {
            page.has(&format!("hreflang=\"{lang}\" href=\"https://example.org/briefings/{id}/\">"));
        }
    }
    run.page("briefings/port-fr/").has("<html lang=\"en\"").has("lang=\"fr\"");
}

#[test]
fn a_list_shows_one_version_in_the_language_of_the_site_and_names_the_others() {
    let run = built();
    let list = run.page("briefings/");
    list.says_in_order(&["2 briefings", "The port is open again", "Also in français", "The port is closed"]);
    list.lacks(">Le port est fermé<").lacks(">Порт закрито<").says("Also in français, українська");
    run.page("tags/harbours/").says("2 briefings");
    run.page("actors/port/").says("1 briefing");
    run.page("series/the-port/").says("2 briefings").lacks(">Le port est rouvert<");
}

#[test]
fn dates_and_claims_are_counted_once_and_none_is_lost() {
    let run = built();
    // Two days in three languages, one that only the translation has, and two briefings.
    let timeline = run.page("timeline/");
    timeline.says_in_order(&["The port is closed", "Ships wait", "The embassy advises travellers"]);
    timeline.lacks("Судна чекають").lacks("Le port est fermé");
    let rows = timeline.text().matches("<li class=\"event").count();
    assert_eq!(rows, 3 + 2, "three dates and two briefings");
    run.page("claims/").says("1 claim").says("The port will reopen in February.").lacks("Порт відкриється");
    run.page("actors/port/").says("1 claim").lacks("Порт відкриється");
    // Each version still tells its own, in its own words.
    run.page("briefings/port/").says("Судна чекають").says("Порт відкриється в лютому.");
    run.says("3 dates");
}

#[test]
fn a_series_is_read_on_in_the_language_it_is_read_in() {
    let run = built();
    run.page("briefings/port-fr/").says_in_order(&["1 of 2", "Le port est rouvert"]).lacks("The port is open again");
    run.page("briefings/port-en/").says("The port is open again").lacks("Le port est rouvert");
    // What was not translated is read in what there is.
    run.page("briefings/port/").says("The port is open again");
}

#[test]
fn what_is_withdrawn_does_not_take_its_translations_along_unseen() {
    let site = Site::case("translations");
    let text = std::fs::read_to_string(site.root().join("content/briefings/port-en.md")).unwrap();
    site.write(
        "content/briefings/port-en.md",
        text.replace("lang: en", "").replace(
            "date: 2026-01-11",
            "date: 2026-01-11\nupdated: 2026-01-12\nstatus: retracted\nstatus_reason: It was open.",
        ),
    );
    let run = site.build();
    run.reports(&["doubtful-translation"]).says("this version still stands");
    // The original stands for those that are left.
    run.page("timeline/").says("Судна чекають").lacks("Ships wait");
    run.page("briefings/port/")
        .says("The port is closed (retracted)")
        .lacks("hreflang=\"en\" href=\"https://example.org/briefings/port-en/\">\n");
    run.page("briefings/port-en/").lacks("rel=\"alternate\" hreflang");
}

/// What one page says of its languages all others say too, or search engines believe none of them.
#[test]
fn the_links_between_languages_are_mutual() {
    let links = |run: &Run, page: &str| -> Vec<String> {
        let text = run.page(&format!("briefings/{page}/")).text().to_owned();
        let mut links: Vec<String> = text
            .lines()
            .filter(|line| line.starts_with("<link rel=\"alternate\" hreflang"))
            .map(str::to_owned)
            .collect();
        links.sort();
        links
    };
    let run = built();
    let all = links(&run, "port");
    assert_eq!(all.len(), 3);
    assert_eq!((links(&run, "port-en"), links(&run, "port-fr")), (all.clone(), all));
}

#[test]
fn two_that_translate_each_other_are_told() {
    let text = |other: &str, lang: &str| {
        format!("---\ntitle: T\ndate: 2026-01-01\nlang: {lang}\ntranslation_of: {other}\n---\n")
    };
    let site = Site::of(&[]);
    site.write("content/briefings/a.md", text("b", "en")).write("content/briefings/b.md", text("a", "fr"));
    site.build().reports(&["circular-reference"]);
}

/// An original with its French and Arabic versions, each with what follows in its front matter.
fn three(en: &str, fr: &str, ar: &str) -> Site {
    let text = |title: &str, more: &str| format!("---\ntitle: {title}\ndate: 2026-01-01\nactors: [Ann]\n{more}\n---\n");
    let site = Site::of(&[]);
    site.write("content/briefings/en.md", text("English", en));
    site.write("content/briefings/fr.md", text("French", &format!("lang: fr\ntranslation_of: en\n{fr}")));
    site.write("content/briefings/ar.md", text("Arabic", &format!("lang: ar\ntranslation_of: en\n{ar}")));
    site
}

#[test]
fn what_the_original_does_not_tell_is_still_counted_once() {
    let fr = "dates: [{date: 2025-06-05, title: Un, actors: [Ann, Bo]}]\nclaims: [{id: k, text: Dit, said_by: Bo}]";
    let ar = "dates: [{date: 2025-06-05, title: Wahid, actors: [Bo, Ann]}]\nclaims: [{id: k, text: Qal, said_by: Bo}]";
    // It stands and lacks them, or has them and is withdrawn.
    let gone = fr.to_owned() + "\nupdated: 2026-02-01\nstatus: retracted\nstatus_reason: X";
    for en in ["", &gone] {
        let run = three(en, fr, ar).build();
        run.succeeds().says("1 date ");
        run.page("claims/").says("1 claim");
        run.page("actors/bo/").says("1 briefing").says("1 date").says("1 claim");
        // The versions that are left have their order, which is the catalog's.
        run.page("timeline/").says("Wahid").lacks(">Un<");
    }
}

#[test]
fn another_event_of_the_same_day_is_not_swallowed() {
    let same = "dates: [{date: 2025-06-05, title: Strike, actors: [Ann]}";
    for other in ["id: arrest, date: 2025-06-05, actors: [Ann]", "date: 2025-06-05, actors: [Bo]"] {
        let fr = format!("dates: [{{date: 2025-06-05, title: Grève, actors: [Ann]}}, {{{other}, title: Arrestation}}]");
        let run = three(&format!("{same}]"), &fr, "").build();
        run.succeeds().says("2 dates");
        run.page("timeline/").says("Strike").says("Arrestation").lacks("Grève");
    }
    // Alone on its day and in its place it is told from the other by its actor or its id.
    let run = three(&format!("{same}]"), "dates: [{date: 2025-06-05, title: Autre, actors: [Bo]}]", "").build();
    run.succeeds().page("timeline/").says("Strike").says("Autre");
    run.page("actors/bo/").says("1 date");
    // One id is one event, whatever else the versions say of it.
    let run = three(
        "dates: [{id: e, date: 2025-06-05, title: Strike, actors: [Ann]}]",
        "dates: [{id: e, date: 2025-06-06, title: Grève, actors: [Bo]}]",
        "dates: [{id: e, date: 2025-06-06, title: Idrab, actors: [Bo]}]",
    )
    .build();
    run.succeeds().says("1 date ").page("actors/bo/").says("1 date").says("Idrab").lacks("Grève");
}

#[test]
fn a_briefing_is_no_neighbour_of_its_own_version() {
    let site = three("", "", "");
    site.remove("content/briefings/ar.md");
    site.write(
        "content/briefings/fr.md",
        "---\ntitle: French\ndate: 2026-01-02\nlang: fr\ntranslation_of: en\nupdated: 2026-02-01\nstatus: retracted\nstatus_reason: X\n---\n",
    );
    site.write("content/briefings/later.md", "---\ntitle: After both\ndate: 2026-01-03\n---\n");
    site.write("content/briefings/first.md", "---\ntitle: Before both\ndate: 2025-12-03\n---\n");
    let run = site.build();
    for version in ["en", "fr"] {
        let page = run.succeeds().page(&format!("briefings/{version}/"));
        page.says_in_order(&["Earlier Before both", "Later After both"]);
    }
}
