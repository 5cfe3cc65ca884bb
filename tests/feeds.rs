//! Feeds: what each holds, how pages lead to them, and that an entry is the same in all of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::{Run, Site};
use serde_json::Value;

const BASE: &str = "title: Desk\nbase_url: https://host.example/team/\ndescription: What we know.\n\
    publisher: {name: The Desk, url: https://desk.example/}\n";

/// Three briefings on two actors and a place in another.
fn desk(config: &str) -> Site {
    Site::of(&[
        ("dateline.yaml", &format!("{BASE}{config}")),
        (
            "content/briefings/one.md",
            "---\ntitle: One\ndate: 2026-01-01\nsummary: The first.\nactors: [Ann Author]\ntags: [piers]\nauthors: [Bo Writer]\n---\nFirst text.\n",
        ),
        (
            "content/briefings/two.md",
            "---\ntitle: Two\ndate: 2026-01-02\nupdated: 2026-01-04\nlang: nb\nactors: [Ann Author, Cy Clerk]\nlocations: [{name: Pier, within: Port}]\n---\nSecond [text](one.md).\n",
        ),
        ("content/briefings/three.md", "---\ntitle: Three\ndate: 2026-01-03\nlocations: [Port]\n---\nCy Clerk came.\n"),
    ])
}

fn json(run: &Run, path: &str) -> Value {
    serde_json::from_str(run.file(path).text()).unwrap()
}

/// The ids of a JSON feed's items.
fn ids(run: &Run, path: &str) -> Vec<String> {
    let feed = json(run, path);
    feed["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

/// The ids of an Atom feed's entries.
fn atom_ids(run: &Run, path: &str) -> Vec<String> {
    let file = run.file(path);
    let entries = file.text().split("<entry>").skip(1);
    entries.map(|entry| entry.split("<id>").nth(1).unwrap().split("</id>").next().unwrap().to_owned()).collect()
}

#[test]
fn each_feed_holds_the_briefings_of_what_it_is_of_under_the_same_ids() {
    let run = desk("").build();
    run.succeeds();
    let id = |briefing: &str| format!("https://host.example/team/briefings/{briefing}/");
    for (folder, briefings) in [
        ("", &["three", "two", "one"][..]),
        ("actors/ann-author/", &["two", "one"]),
        // Named in the prose of the third only.
        ("actors/cy-clerk/", &["two"]),
        ("locations/pier/", &["two"]),
        // What happens at the pier happens in the port.
        ("locations/port/", &["three", "two"]),
        ("tags/piers/", &["one"]),
    ] {
        let wanted: Vec<String> = briefings.iter().map(|briefing| id(briefing)).collect();
        assert_eq!(atom_ids(&run, &format!("{folder}feed.xml")), wanted, "{folder}");
        assert_eq!(ids(&run, &format!("{folder}feed.json")), wanted, "{folder}");
    }
    // A change is another thing than its briefing.
    assert_eq!(atom_ids(&run, "changes/feed.xml"), [format!("{}#updated", id("two"))]);
    let feeds = run.files.keys().filter(|path| path.ends_with("feed.xml") || path.ends_with("feed.json"));
    assert_eq!(feeds.count(), 14);
}

#[test]
fn json_feed_says_what_version_1_1_asks_for() {
    let feed = json(&desk("").build(), "feed.json");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["title"], "Desk");
    assert_eq!(feed["description"], "What we know.");
    assert_eq!(feed["home_page_url"], "https://host.example/team/");
    assert_eq!(feed["feed_url"], "https://host.example/team/feed.json");
    assert_eq!(feed["language"], "en");
    assert_eq!(feed["authors"], serde_json::json!([{"name": "The Desk", "url": "https://desk.example/"}]));
    let two = &feed["items"][1];
    assert_eq!(two["url"], "https://host.example/team/briefings/two/");
    assert_eq!(two["language"], "nb");
    assert_eq!(two["date_published"], "2026-01-02T00:00:00Z");
    assert_eq!(two["date_modified"], "2026-01-04T00:00:00Z");
    assert!(two["content_html"].as_str().unwrap().contains("href=\"https://host.example/team/briefings/one/\""));
    assert!(two.get("content_text").is_none() && two.get("summary").is_none());
    let one = &feed["items"][2];
    assert_eq!(one["summary"], "The first.");
    assert_eq!(one["tags"], serde_json::json!(["piers"]));
    assert_eq!(one["authors"], serde_json::json!([{"name": "Bo Writer"}]));
    assert!(one.get("date_modified").is_none());
}

#[test]
fn feeds_of_entities_give_summaries_and_say_whose_they_are() {
    let run = desk("").build();
    run.file("actors/ann-author/feed.xml")
        .has("<title>Ann Author · Desk</title><id>https://host.example/team/actors/ann-author/</id>")
        .has(r#"<link href="https://host.example/team/actors/ann-author/feed.xml" rel="self""#)
        .has("<summary>The first.</summary>")
        .lacks("<content")
        .lacks("<subtitle");
    run.file("feed.xml").has("First text.");
    let feed = json(&run, "actors/ann-author/feed.json");
    assert_eq!(feed["title"], "Ann Author · Desk");
    assert_eq!(feed["home_page_url"], "https://host.example/team/actors/ann-author/");
    // Without a summary there is its title: an item must have a content.
    assert_eq!(feed["items"][0]["content_text"], "Two");
    assert_eq!(feed["items"][1]["content_text"], "The first.");
    assert!(feed["items"][1].get("content_html").is_none());
}

#[test]
fn every_feed_holds_as_many_as_the_site_asks_for() {
    let run = desk("feeds: {items: 1, content: summary}\n").build();
    for folder in ["", "actors/ann-author/", "locations/port/"] {
        assert_eq!(ids(&run, &format!("{folder}feed.json")).len(), 1, "{folder}");
        assert_eq!(atom_ids(&run, &format!("{folder}feed.xml")).len(), 1, "{folder}");
    }
    assert!(json(&run, "feed.json")["items"][0].get("content_html").is_none());
}

#[test]
fn entities_have_no_feeds_where_the_site_wants_none() {
    let run = desk("outputs: {entity_feeds: false}\n").build();
    run.succeeds().missing("actors/ann-author/feed.xml").missing("locations/port/feed.json");
    run.page("actors/ann-author/")
        .lacks("ann-author/feed")
        .has(r#"<a href="/team/feed.xml">Feed</a>"#)
        .has(r#"type="application/feed+json" title="Desk" href="/team/feed.json">"#);
}

#[test]
fn without_an_address_there_is_no_feed_and_no_link_to_one() {
    let site = desk("");
    site.write("dateline.yaml", "title: Desk\n");
    let run = site.build();
    run.succeeds();
    for (path, bytes) in &run.files {
        assert!(!path.contains("feed"), "{path}");
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("feed.xml") && !text.contains("feed.json"), "{path}");
    }
}

#[test]
fn every_page_leads_to_the_feeds_of_the_site_and_to_its_own() {
    let run = desk("").build();
    run.links_lead_somewhere("/team/");
    for page in ["", "briefings/one/", "timeline/", "actors/", "actors/ann-author/"] {
        run.page(page).has_in_order(&[
            r#"<link rel="alternate" type="application/atom+xml" title="Desk" href="/team/feed.xml">"#,
            r#"<link rel="alternate" type="application/feed+json" title="Desk" href="/team/feed.json">"#,
        ]);
    }
    run.page("briefings/one/").has(r#"<a href="/team/feed.xml">Feed</a>"#);
    run.page("actors/ann-author/")
        .has(r#"type="application/atom+xml" title="Ann Author · Desk" href="/team/actors/ann-author/feed.xml">"#)
        .has(r#"type="application/feed+json" title="Ann Author · Desk" href="/team/actors/ann-author/feed.json">"#)
        .has(r#"<a href="/team/actors/ann-author/feed.xml">Feed</a>"#);
    run.page("locations/port/").has(r#"<a href="/team/locations/port/feed.xml">Feed</a>"#);
}

#[test]
fn later_pages_of_a_list_lead_to_the_feed_of_all_of_it() {
    let site = desk("");
    for i in 0..25 {
        let front = format!("---\ntitle: N{i}\ndate: 2025-01-01\nactors: [Ann Author]\n---\n");
        site.write(&format!("content/briefings/n{i}.md"), front);
    }
    let run = site.build();
    run.page("actors/ann-author/page/2/")
        .has(r#"title="Ann Author · Desk" href="/team/actors/ann-author/feed.xml">"#)
        .has(r#"<a href="/team/actors/ann-author/feed.xml">Feed</a>"#);
    run.missing("actors/ann-author/page/2/feed.xml");
}

/// Who read of it in an actor's feed is told that it was taken back.
#[test]
fn what_is_withdrawn_stays_in_the_feeds_under_its_id_with_the_reason() {
    let run = Site::case("withdrawn").build();
    for folder in ["", "actors/ann-author/"] {
        let feed = json(&run, &format!("{folder}feed.json"));
        let items = feed["items"].as_array().unwrap();
        let item = |id: &str| items.iter().find(|item| item["id"] == format!("https://host.example/briefings/{id}/"));
        let gone = item("gone").unwrap();
        assert_eq!(gone["title"], "Retracted: The false count");
        assert_eq!(gone["content_text"], "It was made up.");
        assert_eq!(item("old").unwrap()["summary"], "We counted again.");
        run.file(&format!("{folder}feed.json")).lacks("There are nine").lacks("There are three");
        run.file(&format!("{folder}feed.xml"))
            .has("<title>Retracted: The false count</title><id>https://host.example/briefings/gone/</id>")
            .lacks("There are nine");
    }
    // What only withdrawn briefings name has no page, and so no feed.
    run.missing("actors/old-hand/feed.xml");
}

#[test]
fn what_is_hidden_or_shown_for_a_look_is_in_no_feed() {
    let site = desk("");
    site.write(
        "content/briefings/draft.md",
        "---\ntitle: zqdraft\ndate: 2026-01-04\nstatus: draft\nactors: [Ann Author]\nlocations: [Port]\n---\nzqdraft\n",
    );
    site.write("content/briefings/later.md", "---\ntitle: zqlater\ndate: 2027-01-04\nactors: [Ann Author]\n---\n");
    site.build().succeeds().nowhere("zqdraft").nowhere("zqlater");
    let look = site.run(&["build", "--drafts", "--future"]);
    look.succeeds().page("briefings/draft/").has("zqdraft");
    for (path, bytes) in look.files.iter().filter(|(path, _)| path.contains("feed")) {
        assert!(!String::from_utf8_lossy(bytes).contains("zq"), "{path}");
    }
}

#[test]
fn texts_come_out_of_every_feed_as_they_were_written() {
    let hostile = r#"</title><zq a="1"> & 'co' ]]> </script>"#;
    let yaml = serde_json::to_string(hostile).unwrap();
    let site = desk("");
    site.write(
        "content/briefings/odd.md",
        format!("---\ntitle: {yaml}\ndate: 2026-02-01\nsummary: {yaml}\nauthors: [{yaml}]\ntags: [{yaml}]\nactors: [{yaml}]\n---\n"),
    );
    let run = site.build();
    run.succeeds();
    let own =
        run.files.keys().find(|path| path.starts_with("actors/") && path.contains("zq") && path.ends_with(".json"));
    for path in ["feed.json", own.unwrap()] {
        let item = &json(&run, path)["items"][0];
        for value in [&item["title"], &item["summary"], &item["tags"][0], &item["authors"][0]["name"]] {
            assert_eq!(value, hostile, "{path}");
        }
        let atom = path.replace(".json", ".xml");
        let atom = run.file(&atom);
        assert!(!atom.text().contains("<zq") && !atom.text().contains("]]>"), "{}", atom.text());
        let entry = harness::html::unescaped(atom.text().split("<entry>").nth(1).unwrap());
        assert!(entry.contains(&format!("<title>{hostile}</title>")), "{entry}");
        assert!(entry.contains(&format!("<summary>{hostile}</summary>")), "{entry}");
    }
    assert_eq!(json(&run, own.unwrap())["title"], format!("{hostile} · Desk"));
}

#[test]
fn open_graph_says_what_a_page_is() {
    let run = Site::case("full").build();
    run.page("briefings/crane-falls/")
        .has(r#"<meta property="og:title" content="A crane falls at pier three">"#)
        .has(r#"<meta property="og:type" content="article">"#)
        .has(r#"<meta property="og:url" content="https://host.example/watch/briefings/crane-falls/">"#)
        .has(r#"<meta property="og:site_name" content="Harbour Watch">"#)
        .has(r#"<meta property="og:locale" content="en">"#)
        .has(r#"<meta property="og:description" content="One crane fell."#)
        .has(r#"<meta property="article:published_time" content="2026-02-10T14:30:00+02:00">"#)
        .has(r#"<meta property="article:modified_time" content="2026-02-12">"#)
        .has_in_order(&[
            r#"<meta property="article:tag" content="cranes">"#,
            r#"<meta property="article:tag" content="pier three">"#,
        ])
        .has(r#"<meta name="twitter:card" content="summary">"#)
        .has(r#"<meta property="og:image" content="https://host.example/watch/logo.svg">"#)
        .has(r#"<meta property="og:image:alt" content="Harbour Desk">"#);
    run.page("briefings/krane/").has(r#"<meta property="og:locale" content="nb">"#).lacks("article:modified_time");
    run.page("actors/dana-kovac/")
        .has(r#"<meta property="og:type" content="website">"#)
        .has(r#"<meta property="og:image" content="https://host.example/watch/actors/kovac.svg">"#)
        .lacks("article:");
    // Without a picture there is none.
    desk("").build().page("briefings/one/").lacks("og:image");
}

#[test]
fn a_series_and_the_changes_tell_of_what_was_withdrawn() {
    let run = Site::of(&[
        ("dateline.yaml", BASE),
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nseries: The affair\n---\n"),
        (
            "content/briefings/b.md",
            "---\ntitle: B\ndate: 2026-01-02\nseries: The affair\nstatus: retracted\nstatus_reason: It was wrong.\n---\n",
        ),
        (
            "content/briefings/c.md",
            "---\ntitle: C\ndate: 2025-01-02\nstatus: corrected\ncorrections:\n  - {date: 2025-02-01, text: First fix}\n  - {date: 2025-03-01, text: Second fix}\n---\n",
        ),
    ])
    .build();
    run.succeeds();
    let id = |briefing: &str| format!("https://host.example/team/briefings/{briefing}/");
    assert_eq!(atom_ids(&run, "series/the-affair/feed.xml"), [id("b"), id("a")]);
    let changes = ["b/#retracted", "c/#correction-2025-03-01", "c/#correction-2025-02-01"];
    let changes = changes.map(|change| format!("https://host.example/team/briefings/{change}"));
    assert_eq!(atom_ids(&run, "changes/feed.xml"), changes);
    run.file("changes/feed.xml").has("First fix").has("2025-02-01T00:00:00+00:00");
    run.page("briefings/c/").has(r#"<li id="correction-2025-03-01">"#);
    run.file("changes/feed.xml").has("Retracted: B").has("It was wrong.");
}
