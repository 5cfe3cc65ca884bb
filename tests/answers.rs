//! What `check` answers beside mistakes: what would appear when, and who leans on whom.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::{Run, Site};
use serde_json::Value;

fn site() -> Site {
    Site::of(&[
        ("dateline.yaml", "timezone: Europe/Kyiv\n"),
        (
            "content/briefings/later.md",
            "---\ntitle: Later\ndate: 2026-01-01\npublish_at: 2999-01-05T06:00:00Z\nactors: [Mara Quillon, NATO]\n---\nOf [[Mara Quillon]].\n",
        ),
        ("content/briefings/sooner.md", "---\ntitle: Sooner\ndate: 2998-01-01\n---\n"),
        (
            "content/briefings/draft.md",
            "---\ntitle: Unready\ndate: 2026-01-01\nstatus: draft\npublish_at: 2997-01-01\n---\n",
        ),
        ("content/briefings/marked.md", "---\ntitle: Marked\ndate: 2026-01-01\ntlp: RED\n---\n"),
        ("content/actors/nato.md", "---\nname: NATO\n---\n"),
        ("content/publishers/gazette.md", "---\nname: The Gazette\naliases: [Gazette]\nreliability: C\n---\n"),
        (
            "content/briefings/seen.md",
            "---\ntitle: Seen\ndate: 2026-01-01\nactors: [NATO]\nkey_judgments: [{text: It will rain., likelihood: likely, claims: [c]}, {text: It may snow.}]\n\
             claims: [{id: c, text: It rains., said_by: NATO, sources: [s]}, {text: It snows., said_by: NATO, sources: [t]}]\n\
             sources: [{id: s, title: Weather, publisher: Gazette}, {id: t, title: Snow, publisher: Other}]\n---\n",
        ),
    ])
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.succeeds().stdout).unwrap()
}

#[test]
fn what_is_held_back_is_told_with_its_day_and_what_it_brings() {
    let run = site().run(&["check", "--embargoed"]);
    run.succeeds();
    let order = [
        "2998-01-01 00:00 (Europe/Kyiv)\n  Sooner",
        "2999-01-05 08:00 (Europe/Kyiv)\n  Later",
        "brings Mara Quillon (actor)\n",
        "status: draft",
        "Unready",
        "TLP:CLEAR",
        "Marked",
    ];
    let mut rest = &*run.stdout;
    for text in order {
        rest = &rest[rest.find(text).unwrap_or_else(|| panic!("{text} in its turn in\n{}", run.stdout))..];
    }
    let held = &json(&site().run(&["check", "--embargoed", "--format", "json"]))["held_back"];
    assert_eq!(held[1]["appears"], "2999-01-05T06:00:00Z");
    assert_eq!(held[1]["brings"], serde_json::json!([{"kind": "actor", "name": "Mara Quillon"}]));
    // A draft waits for its author, whatever its day.
    assert_eq!((&held[2]["reason"], &held[2]["appears"]), (&"draft".into(), &Value::Null));
    let later = site().run(&["check", "--embargoed", "--as-of", "2999-06-01"]);
    assert!(!later.succeeds().stdout.contains("Later"));
}

#[test]
fn whoever_leans_on_a_publisher_is_told_with_what_rests_on_it() {
    for name in ["gazette", "The Gazette", "GAZETTE"] {
        let told = json(&site().run(&["check", "--affected-by", name, "--format", "json"]));
        let briefing = &told["affected"][0]["briefings"][0];
        assert_eq!(briefing["file"], "content/briefings/seen.md");
        assert_eq!(briefing["sources"], serde_json::json!(["Weather"]));
        assert_eq!(briefing["claims"], serde_json::json!(["It rains."]));
        assert_eq!(briefing["judgments"], serde_json::json!(["It will rain."]));
    }
    let run = site().run(&["check", "--affected-by", "Gazete"]);
    run.ends(2).says("did you mean `gazette`?");
    let page = site().build();
    page.page("publishers/gazette/")
        .says_in_order(&["Weather", "in Seen", "1 claim rests", "1 judgment leans"])
        .lacks("Snow");
}

#[test]
fn an_answer_that_may_lack_something_says_so() {
    let site = site();
    site.write("content/briefings/bad.md", "no front matter\n");
    site.run(&["check", "--embargoed"]).ends(1).says("This may lack something: the site has 1 error");
}

#[test]
fn whoever_leans_unseen_is_told_as_what_it_is() {
    let site = site();
    let leaning = |title: &str, more: &str| {
        format!("---\ntitle: {title}\ndate: 2026-01-01\n{more}\nsources: [{{title: S, publisher: Gazette}}]\n---\n")
    };
    for (file, more) in [
        ("unready", "status: draft"),
        ("embargoed", "publish_at: 2999-01-05T06:00:00Z"),
        ("marked", "tlp: RED"),
        ("gone", "updated: 2026-01-02\nstatus: retracted\nstatus_reason: X"),
        ("francais", "status: draft\nlang: fr\ntranslation_of: seen"),
    ] {
        site.write(&format!("content/briefings/{file}.md"), leaning(file, more));
    }
    let coming = leaning("coming", "").replace("date: 2026-01-01", "date: 2998-01-01");
    site.write("content/briefings/coming.md", coming);
    let run = site.run(&["check", "--affected-by", "gazette"]);
    for told in [
        "The Gazette (publisher, gazette): 7 briefings\n",
        "content/briefings/unready.md (draft)\n",
        "content/briefings/embargoed.md (embargoed until 2999-01-05 08:00 (Europe/Kyiv))\n",
        "content/briefings/coming.md (dated in the future, held back until 2998-01-01 00:00 (Europe/Kyiv))\n",
        "content/briefings/marked.md (held back: marked above the site's `tlp`)\n",
        "content/briefings/gone.md (retracted)\n",
        "content/briefings/francais.md (draft)\n",
        "content/briefings/seen.md\n",
    ] {
        assert!(run.succeeds().stdout.contains(told), "{told} is not in\n{}", run.stdout);
    }
    let told = json(&site.run(&["check", "--affected-by", "gazette", "--format", "json"]));
    let briefings = told["affected"][0]["briefings"].as_array().unwrap();
    let of = |file: &str| briefings.iter().find(|b| b["file"] == format!("content/briefings/{file}.md")).unwrap();
    assert_eq!(
        (&of("embargoed")["held_back"], &of("embargoed")["appears"]),
        (&"embargo".into(), &"2999-01-05T06:00:00Z".into())
    );
    assert_eq!((&of("gone")["status"], &of("gone")["held_back"]), (&"retracted".into(), &Value::Null));
    assert_eq!((&of("unready")["status"], &of("unready")["held_back"]), (&"draft".into(), &"draft".into()));
    // Who is named only there is found too.
    site.run(&["check", "--affected-by", "Mara Quillon"])
        .succeeds()
        .says("Mara Quillon (actor, mara-quillon): 1 briefing");
}
