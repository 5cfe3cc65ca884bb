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
    // An item must have a content: what was changed.
    assert_eq!(feed["items"][0]["content_text"], "4 January 2026: updated");
    assert_eq!(feed["items"][1]["content_text"], "The first.");
    assert!(feed["items"][1].get("content_html").is_none());
}

/// The newest as many as the site asks for, and beside them what changed since the oldest of those.
#[test]
fn every_feed_holds_as_many_as_the_site_asks_for() {
    let run = desk("feeds: {items: 1, content: summary}\n").build();
    let id = |briefing: &str| format!("https://host.example/team/briefings/{briefing}/");
    // The second was updated after the third was published.
    for (folder, wanted) in [
        ("", vec![id("three"), id("two")]),
        ("actors/ann-author/", vec![id("two")]),
        ("locations/port/", vec![id("three"), id("two")]),
        ("changes/", vec![format!("{}#updated", id("two"))]),
    ] {
        assert_eq!(ids(&run, &format!("{folder}feed.json")), wanted, "{folder}");
        assert_eq!(atom_ids(&run, &format!("{folder}feed.xml")), wanted, "{folder}");
    }
    assert!(json(&run, "feed.json")["items"][0].get("content_html").is_none());
}

/// Everything older is in archives (RFC 5005, section 4), which readers find from one to the next.
#[test]
fn archives_hold_each_older_briefing_once_and_lead_to_each_other() {
    let run = desk("feeds: {items: 1}\n").build();
    run.succeeds().missing("feed/archive-3.xml").missing("tags/piers/feed/archive-1.xml");
    let at = "https://host.example/team/feed";
    let id = |briefing: &str| format!("https://host.example/team/briefings/{briefing}/");
    for (number, briefing) in [(1, "one"), (2, "two")] {
        assert_eq!(atom_ids(&run, &format!("feed/archive-{number}.xml")), [id(briefing)]);
    }
    let link = |rel: &str, url: &str| format!(r#"<link href="{at}{url}" rel="{rel}" type="application/atom+xml"/>"#);
    run.file("feed.xml")
        .has(&link("self", ".xml"))
        .has(&link("prev-archive", "/archive-2.xml"))
        .lacks("next-archive")
        .lacks("\"current\"")
        .lacks("fh:archive");
    run.file("feed/archive-2.xml")
        .has(r#"xmlns:fh="http://purl.org/syndication/history/1.0""#)
        .has("<fh:archive></fh:archive>")
        // Of one feed all documents have the id.
        .has("<id>https://host.example/team/</id>")
        .has(&link("self", "/archive-2.xml"))
        .has(&link("prev-archive", "/archive-1.xml"))
        .has(&link("current", ".xml"))
        .lacks("next-archive");
    run.file("feed/archive-1.xml")
        .has("<fh:archive></fh:archive>")
        .has(&link("next-archive", "/archive-2.xml"))
        .has(&link("current", ".xml"))
        .lacks("prev-archive");
    // Those of an actor too; all in Atom alone.
    assert_eq!(atom_ids(&run, "actors/ann-author/feed/archive-1.xml"), [id("one")]);
    run.file("actors/ann-author/feed.xml").has("actors/ann-author/feed/archive-1.xml\" rel=\"prev-archive\"");
    run.missing("actors/ann-author/feed/archive-1.json").missing("feed/archive-1.json");
}

/// A feed with archives keeps what does not fill one yet.
#[test]
fn a_feed_without_archives_has_as_many_entries_as_the_site_asks_for() {
    let day = |day: usize| format!("---\ntitle: D{day}\ndate: 2026-01-0{day}\ntags: [t]\n---\nText.\n");
    let site = Site::of(&[("dateline.yaml", &format!("{BASE}feeds: {{items: 2}}\n"))]);
    for number in 1..=3 {
        site.write(&format!("content/briefings/d{number}.md"), day(number));
    }
    let changed = day(1).replace("\ntags", "\nupdated: 2026-02-01\ntags");
    let run = site.build();
    for folder in ["", "tags/t/"] {
        assert_eq!(ids(&run, &format!("{folder}feed.json")).len(), 2);
        assert_eq!(atom_ids(&run, &format!("{folder}feed.xml")).len(), 3);
    }
    // What changed is told again, though it is in no archive of this format.
    site.write("content/briefings/d1.md", changed);
    let run = site.build();
    let id = |number: usize| format!("https://host.example/team/briefings/d{number}/");
    assert_eq!(ids(&run, "tags/t/feed.json"), [id(3), id(2), id(1)]);
}

/// Another's reader finds in a document what was to be told, whatever signs are in it.
#[test]
fn atom_reads_back_as_it_was_written() {
    let hostile = "<b>\"R&D\"</b> ]]> 'x' &amp; –";
    let quoted = serde_json::to_string(hostile).unwrap();
    let text = format!(
        "---\ntitle: {quoted}\ndate: 2026-01-01T10:00:00+02:00\nupdated: 2026-01-02\nsummary: {quoted}\nlang: nb\ntags: [{quoted}]\n\
         authors: [{quoted}]\n---\nA \"text\" & [link](https://a.example/?a&b=\"c\").\n"
    );
    let publisher = "publisher: {name: \"<The> & Desk\", url: \"https://desk.example/?a&b\"}\nlicence: {name: \"<L>\"}";
    let config = format!("title: {quoted}\nbase_url: https://host.example/\ndescription: {quoted}\n{publisher}\n");
    let run = Site::of(&[("dateline.yaml", &config), ("content/briefings/one.md", &text)]).build();
    run.succeeds();
    let feed = atom_syndication::Feed::read_from(run.file("feed.xml").text().as_bytes()).unwrap();
    assert_eq!((feed.title.as_str(), feed.subtitle.as_ref().unwrap().as_str()), (hostile, hostile));
    assert_eq!((feed.id.as_str(), feed.lang.as_deref()), ("https://host.example/", Some("en")));
    assert_eq!(feed.updated.to_rfc3339(), "2026-01-02T00:00:00+00:00");
    assert_eq!(
        (feed.generator.as_ref().unwrap().value.as_str(), feed.rights.as_ref().unwrap().as_str()),
        ("Dateline", "<L>")
    );
    let publisher = &feed.authors[0];
    assert_eq!((&*publisher.name, publisher.uri.as_deref()), ("<The> & Desk", Some("https://desk.example/?a&b")));
    let links: Vec<_> = feed.links.iter().map(|link| (&*link.rel, &*link.href, link.mime_type.as_deref())).collect();
    let own = ("self", "https://host.example/feed.xml", Some("application/atom+xml"));
    assert_eq!(links, [own, ("alternate", "https://host.example/", Some("text/html"))]);
    let entry = &feed.entries[0];
    let id = "https://host.example/briefings/one/";
    assert_eq!((&*entry.id, &*entry.links[0].href, &*entry.links[0].rel), (id, id, "alternate"));
    assert_eq!((entry.title.as_str(), entry.title.lang.as_deref()), (hostile, Some("nb")));
    assert_eq!((entry.summary.as_ref().unwrap().as_str(), &*entry.authors[0].name), (hostile, hostile));
    assert_eq!(entry.categories[0].term, hostile);
    assert_eq!(entry.updated.to_rfc3339(), "2026-01-02T00:00:00+00:00");
    assert_eq!(entry.published.unwrap().to_rfc3339(), "2026-01-01T10:00:00+02:00");
    let content = entry.content.as_ref().unwrap();
    assert_eq!((content.content_type.as_deref(), content.lang.as_deref()), (Some("html"), Some("nb")));
    // JSON Feed has the same text, by another way.
    assert_eq!(json(&run, "feed.json")["items"][0]["content_html"], *content.value.as_ref().unwrap());
}

/// Readers take a full archive once: what is published after it must not change it.
#[test]
fn a_full_archive_stays_as_it_is_when_more_is_published() {
    let site = desk("feeds: {items: 1}\n");
    let before = site.build();
    site.write("content/briefings/four.md", "---\ntitle: Four\ndate: 2026-01-05\n---\n");
    let after = site.build();
    assert_eq!(before.file("feed/archive-1.xml").text(), after.file("feed/archive-1.xml").text());
    assert_eq!(atom_ids(&after, "feed/archive-3.xml"), ["https://host.example/team/briefings/three/"]);
}

/// A reader who has the archive already would never know.
#[test]
fn an_old_briefing_that_is_withdrawn_is_told_of_in_the_feed_that_readers_ask_for() {
    let site = desk("feeds: {items: 1}\n");
    let text =
        "---\ntitle: One\ndate: 2026-01-01\nupdated: 2026-02-01\nstatus: retracted\nstatus_reason: Made up.\n---\nzq\n";
    site.write("content/briefings/one.md", text);
    let run = site.build();
    let entry = |path: &str| {
        let file = run.file(path);
        let entry = file.text().split("<entry>").find(|entry| entry.contains("briefings/one/")).map(str::to_owned);
        entry.unwrap().split("</entry>").next().unwrap().to_owned()
    };
    let told = entry("feed.xml");
    assert!(told.contains("<title>Retracted: One</title><id>https://host.example/team/briefings/one/</id>"), "{told}");
    assert!(told.contains("<updated>2026-02-01T00:00:00+00:00</updated>") && told.contains("Made up."), "{told}");
    assert_eq!(told, entry("feed/archive-1.xml"));
    for path in run.files.keys().filter(|path| path.contains("feed")) {
        run.file(path).lacks("zq");
    }
}

#[test]
fn entries_say_what_was_changed_and_when() {
    let files = [
        (
            "content/briefings/fixed.md",
            "---\ntitle: Fixed\ndate: 2026-01-01\nsummary: Three came.\nstatus: corrected\ntags: [t]\ncorrections:\n  - {date: 2026-01-05, text: \"Three came, <not> four.\"}\n---\nText.\n",
        ),
        ("content/briefings/new.md", "---\ntitle: \"New & <better>\"\ndate: 2026-02-02\n---\n"),
        (
            "content/briefings/old.md",
            "---\ntitle: Old\ndate: 2026-01-02\nstatus: superseded\nstatus_reason: Counted again.\nsuperseded_by: new\n---\nzq\n",
        ),
        ("content/briefings/more.md", "---\ntitle: More\ndate: 2026-01-03\nupdated: 2026-01-04\n---\nText.\n"),
    ];
    let site = Site::of(&files);
    site.write("dateline.yaml", BASE);
    let run = site.build();
    run.succeeds();
    let feed = json(&run, "feed.json");
    let item = |feed: &Value, id: &str| {
        let url = format!("https://host.example/team/briefings/{id}/");
        feed["items"].as_array().unwrap().iter().find(|item| item["id"] == *url).unwrap().clone()
    };
    let fixed = item(&feed, "fixed");
    assert_eq!(fixed["title"], "Corrected: Fixed");
    assert_eq!(fixed["date_modified"], "2026-01-05T00:00:00Z");
    let html = fixed["content_html"].as_str().unwrap();
    assert!(html.starts_with("<p>5 January 2026: corrected. Three came, &lt;not&gt; four.</p>\n<p>Text."), "{html}");
    assert_eq!(fixed["summary"], "Three came.");
    let more = item(&feed, "more");
    assert!(more["content_html"].as_str().unwrap().starts_with("<p>4 January 2026: updated</p>"), "{more}");
    // It says no day itself: that of what replaced it, which it leads to.
    let old = item(&feed, "old");
    assert_eq!(old["title"], "Superseded: Old");
    assert_eq!(old["date_modified"], "2026-02-02T00:00:00Z");
    let link = r#"<a href="https://host.example/team/briefings/new/">New &amp; &lt;better&gt;</a>"#;
    assert_eq!(old["content_html"], format!("<p>Counted again.</p><p>Read instead: {link}</p>"));
    // Where only the summary is told, it says so too.
    let short = item(&json(&run, "tags/t/feed.json"), "fixed");
    assert_eq!(short["summary"], "Three came. 5 January 2026: corrected. Three came, <not> four.");
    run.file("changes/feed.xml").has("<title>Updated: More</title>").has("<title>Corrected: Fixed</title>");
    // A sitemap knows of the same changes.
    run.file("sitemap.xml").has("/briefings/fixed/</loc><lastmod>2026-01-05</lastmod>").lacks("/briefings/old/");
}

/// Words of the interface are those of the site's language, in feeds too.
#[test]
fn the_feed_of_changes_speaks_the_language_of_the_site() {
    let run = desk("language: fr\n").build();
    run.file("changes/feed.xml")
        .lacks("Changes")
        .lacks("Updated")
        .has("<title>Modifications · Desk</title>")
        .has("<title>Mise à jour");
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

/// Whoever stands on a page can follow what it is about: no feed is found by guessing only.
#[test]
fn each_feed_is_told_of_by_the_page_that_shows_the_same() {
    let run = desk("").build();
    let mut feeds = 0;
    for path in run.files.keys().filter(|path| path.ends_with("feed.xml") || path.ends_with("feed.json")) {
        let (folder, file) = path.rsplit_once('/').map_or(("", &**path), |(folder, file)| (folder, file));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let page = run.page(&folder);
        let link = format!("href=\"/team/{folder}{file}\">");
        let told = page.text().lines().any(|line| line.starts_with("<link rel=\"alternate\"") && line.ends_with(&link));
        assert!(told, "/{folder} does not lead to {path}");
        feeds += 1;
    }
    assert_eq!(feeds, 14);
    // And every page to the site's.
    for path in run.files.keys().filter(|path| path.ends_with(".html")) {
        run.file(path).has("title=\"Desk\" href=\"/team/feed.xml\">").has("title=\"Desk\" href=\"/team/feed.json\">");
    }
}

#[test]
fn later_pages_of_a_list_lead_to_the_feed_of_all_of_it() {
    let site = desk("");
    for i in 0..55 {
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

#[test]
fn browsers_are_told_how_to_search_the_site() {
    let site = desk("");
    site.write("dateline.yaml", BASE.replace("title: Desk", "title: The <Desk> & \"Harbour\" Watch"));
    let run = site.build();
    run.succeeds();
    run.page("briefings/one/").has(
        r#"<link rel="search" type="application/opensearchdescription+xml" title="The &lt;Desk&gt; &amp; &quot;Harbour&quot; Watch" href="/team/opensearch.xml">"#,
    );
    run.file("opensearch.xml")
        .has(r#"<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">"#)
        // At most 16 characters.
        .has("<ShortName>The &lt;Desk&gt; &amp;</ShortName>")
        .has("<LongName>The &lt;Desk&gt; &amp; &quot;Harbour&quot; Watch</LongName>")
        .has("<Description>What we know.</Description>")
        .has("<Language>en</Language>")
        .has("<InputEncoding>UTF-8</InputEncoding>")
        .has(r#"<Image type="image/svg+xml">https://host.example/team/assets/icon"#)
        .has(r#"<Url type="text/html" template="https://host.example/team/search/?q={searchTerms}"/>"#)
        .has(r#"<Url type="application/opensearchdescription+xml" rel="self" template="https://host.example/team/opensearch.xml"/>"#);
}

#[test]
fn without_a_search_or_an_address_browsers_are_told_of_none() {
    let run = desk("outputs: {search: false}\n").build();
    run.succeeds().missing("opensearch.xml").page("").lacks("opensearch");
    let site = desk("");
    site.write("dateline.yaml", "title: Desk\n");
    site.build().succeeds().missing("opensearch.xml").page("").lacks("opensearch");
}
