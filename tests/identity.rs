//! Who is who: two of one name, a name of the past, one name in two alphabets, an office on a day.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::{Run, Site};
use serde_json::Value;

fn built() -> Run {
    let run = Site::case("identity").build();
    // Both profiles' claim to a name is told, and nothing else.
    run.succeeds().reports(&["shared-name", "shared-name"]).links_lead_somewhere("/");
    run
}

/// The entry of a name among those that the search page's script reads.
fn searched(run: &Run, name: &str) -> Value {
    let all: Value = serde_json::from_str(run.file("search/names.json").text()).unwrap();
    let named = |entry: &&Value| entry["name"] == name;
    all["names"].as_array().unwrap().iter().find(named).unwrap_or_else(|| panic!("{name}")).clone()
}

/// Whether a name is found by what a reader types.
fn finds(run: &Run, name: &str, typed: &str) -> bool {
    let typed = dateline::model::search_key(typed);
    searched(run, name)["keys"].as_array().unwrap().iter().any(|key| key.as_str().unwrap().starts_with(&typed))
}

/// OpenCTI merges two actors that share an alias (its issue 14993).
#[test]
fn two_actors_that_share_an_alias_are_never_merged() {
    let run = built();
    run.page("actors/sandworm/").lacks("TeleBots</bdi></h1>");
    run.page("actors/telebots/").says("TeleBots");
    assert!(finds(&run, "Sandworm", "Quedagh") && finds(&run, "TeleBots", "Quedagh"), "a reader finds both");
    let site = Site::case("identity");
    site.write("content/briefings/by-alias.md", "---\ntitle: A\ndate: 2026-03-01\nactors: [Quedagh]\n---\n");
    let run = site.build();
    run.ends(1).says("`Quedagh` may be sandworm or telebots").says("write the id of the actor that you mean");
}

#[test]
fn a_second_person_of_a_name_changes_no_address_of_the_first() {
    let site = Site::case("identity");
    site.remove("content/actors/wei-li-minister.md");
    let text = std::fs::read_to_string(site.root().join("content/briefings/visits.md")).unwrap();
    site.write("content/briefings/visits.md", text.replace("wei-li-minister, ", ""));
    let alone = site.build();
    let both = built();
    alone.page("actors/wei-li/").says("The engineer.");
    both.page("actors/wei-li/").says("The engineer.").lacks("The minister.");
    both.page("actors/wei-li-minister/").says("The minister.").lacks("The engineer.");
    both.page("briefings/old/").has("href=\"/actors/wei-li/\"").says("Wei Li (wei-li)");
    assert_ne!(searched(&both, "Wei Li")["url"], Value::Null);
}

#[test]
fn a_renamed_actor_keeps_the_old_address_and_the_words_of_older_briefings() {
    let run = built();
    run.page("actors/harbour-line/").has("http-equiv=\"refresh\"").has("/actors/ferries/");
    run.file("_redirects").has("/actors/harbour-line/ /actors/ferries/ 301");
    run.page("briefings/old/").says("Harbour Line opened a line.").lacks(">Northern Ferries</bdi></a>");
    run.page("actors/ferries/").says("Formerly Harbour Line until 30 June 2025").says("A new line");
    assert!(finds(&run, "Northern Ferries", "harbour line") && finds(&run, "Northern Ferries", "Northern F"));
}

#[test]
fn a_weak_alias_is_searched_and_never_resolves() {
    let run = built();
    assert!(finds(&run, "Northern Ferries", "The Company"));
    assert_eq!(searched(&run, "Northern Ferries")["weak"][0], "the company");
    run.page("briefings/visits/").has("The president and the company were there.");
}

#[test]
fn transliterations_meet_in_search() {
    let run = built();
    for typed in ["Khrenin", "Hrenin", "хрэнін", "Хренин", "viktor hrenin", "Віктар"] {
        let keys = searched(&run, "Viktor Khrenin")["keys"].to_string();
        let sound = dateline::model::search_key(typed);
        assert!(keys.contains(&sound), "{typed} as {sound} in {keys}");
    }
    let site = Site::case("identity");
    let site = site.write("dateline.yaml", "outputs: {search: false}\n");
    site.build().missing("search/names.json").missing("search/index.html");
}

#[test]
fn a_name_in_another_transliteration_is_asked_about_and_a_short_one_is_not() {
    let run = Site::of(&[(
        "content/briefings/a.md",
        "---\ntitle: A\ndate: 2026-01-01\nactors: [Maxim Marchenko, Maksym Bondar, Li Na, Lina]\n---\n",
    )]);
    run.build().succeeds().quiet();
    run.write(
        "content/briefings/b.md",
        "---\ntitle: B\ndate: 2026-01-02\nactors: [Максим Марченко]\nlocations: [Kiev, Kyiv]\n---\n",
    );
    let run = run.build();
    run.succeeds().reports(&["near-miss", "one-place-twice"]).says("`Maxim Marchenko` is nearly `Максим Марченко`");
    run.page("actors/maxim-marchenko/").lacks("Марченко");
}

#[test]
fn the_office_on_the_day_is_told_and_none_that_is_not_sure() {
    let run = built();
    let page = run.page("actors/khrenin/");
    page.says_in_order(&[
        "2014",
        "He gives advice",
        "as Adviser",
        "9 May 2019",
        "He reviews the parade",
        "as Commander, Western Command",
        "20 January 2020",
        "He takes office",
        "as Commander, Western Command; Minister of Defence",
        "2021",
        "He visits the port",
        "as Minister of Defence",
    ]);
    // In 2015 one office may have ended and the other begun: which it was that day nobody knows.
    let changed = page.text().split("He changes post</a>").nth(1).unwrap();
    assert!(!changed.split("</li>").next().unwrap().contains("class=\"as\""), "{changed}");
    // Elsewhere one sees it by pointing at the name.
    let briefing = run.page("briefings/visits/");
    briefing
        .has("title=\"Viktor Khrenin: Commander, Western Command\"")
        .has("title=\"Viktor Khrenin: Minister of Defence\"");
    briefing.has("href=\"/actors/khrenin/\" title=\"Minister of Defence\"");
    run.page("timeline/").has("title=\"Viktor Khrenin: Minister of Defence\"");
}
