//! A folder per case in `tests/sites/`, each a small site, and what it must produce.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::Site;

#[test]
fn minimal_gets_its_pages_without_a_word() {
    let run = Site::case("minimal").run(&["build", "--strict"]);
    run.succeeds().quiet();
    run.page("briefings/oreshnik/").has_in_order(&[
        "<h1><bdi>Belarus puts Oreshnik on combat duty</bdi></h1>",
        r#"<a href="/actors/alexander-lukashenko/">"#,
        r#"<a href="/actors/viktor-khrenin/">"#,
        r#"<a href="/locations/belarus/">"#,
        r#"<time datetime="2025-12-22">22 December 2025</time>"#,
        "The president said so on television.",
        r#"<time datetime="2025-12-19">19 December 2025</time>"#,
        "The system goes on combat duty",
    ]);
    for entity in ["actors/alexander-lukashenko/", "actors/viktor-khrenin/", "locations/belarus/"] {
        run.page(entity).has(r#"<a href="/briefings/oreshnik/">"#);
    }
}

#[test]
fn minimal_stands_on_the_timeline_with_its_date_and_itself() {
    let run = Site::case("minimal").build();
    for page in ["timeline/", "timeline/2025/"] {
        run.page(page).has_in_order(&[
            r#"<time datetime="2025-12-19">"#,
            r##"<a href="/briefings/oreshnik/#event-the-system-goes-on-combat-duty">The system goes on combat duty</a>"##,
            r#"<time datetime="2025-12-22">"#,
            r#"<a href="/briefings/oreshnik/">Belarus puts Oreshnik on combat duty</a>"#,
        ]);
    }
}

#[test]
fn minimal_has_no_address_of_its_own_to_tell() {
    let run = Site::case("minimal").build();
    run.says("Without `base_url`").missing("feed.xml").missing("sitemap.xml").missing("robots.txt");
    for (path, bytes) in &run.files {
        assert!(!String::from_utf8_lossy(bytes).contains("canonical"), "{path} has a canonical link");
    }
    run.links_lead_somewhere("/");
}

#[test]
fn full_builds_without_a_warning() {
    let run = Site::case("full").run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/watch/");
}

#[test]
fn full_keeps_likelihood_and_confidence_apart() {
    let run = Site::case("full").build();
    run.page("briefings/crane-falls/").has_in_order(&[
        "<p><bdi>The brake failed.</bdi></p>",
        "<dt>Likelihood</dt><dd>likely <span class=\"aux\">55–80%</span></dd>",
        "<dt>Confidence</dt><dd>moderate</dd>",
        r##"<a href="#claim-brake">"##,
        r##"<a href="#claim-wind">"##,
        "<p><bdi>Nobody will be charged.</bdi></p>",
        "<dt>Likelihood</dt><dd>almost no chance <span class=\"aux\">1–5%</span></dd></div></dl>",
        "<p><bdi>A second crane has the same brake.</bdi></p>",
        r#"<dl class="terms"><div><dt>Confidence</dt><dd>low</dd></div></dl>"#,
    ]);
}

#[test]
fn full_gives_each_claim_its_speaker_standing_and_history() {
    let run = Site::case("full").build();
    let claim = [
        "Disputed",
        "The brake failed.",
        "Credibility <b>3</b>, possibly true",
        r#"<time datetime="2026-02-09">9 February 2026</time>: reported"#,
        r#"<time datetime="2026-02-11">11 February 2026</time>: disputed. <bdi>The maker denied it.</bdi>"#,
    ];
    run.page("actors/dana-kovac/").has("<span>1 claim</span>").has_in_order(&claim);
    run.page("briefings/crane-falls/")
        .has_in_order(&[r#"id="claim-brake""#, r#"<a href="/watch/actors/dana-kovac/" title="Inspector""#])
        .has_in_order(&claim)
        .has_in_order(&["Crane Works", "Refuted", "It was the wind.", "truth cannot be judged"])
        .has_in_order(&[
            "Not named: <bdi>a docker who was there</bdi>",
            "Confirmed",
            "Credibility <b>1</b>, confirmed by other",
        ])
        .has_in_order(&["Not named", "Withdrawn", "The crane was old."])
        .has_in_order(&[r#"id="claim-the-pier-is-closed""#, "Reported", "The pier is closed."]);
}

#[test]
fn full_links_contradicting_claims_both_ways() {
    let run = Site::case("full").build();
    run.page("briefings/crane-falls/").has_in_order(&[
        r#"id="claim-brake""#,
        "Contradicts",
        r##"<a href="#claim-wind"><span class="versus-number">2</span> <bdi>It was the wind.</bdi></a>"##,
        r#"id="claim-wind""#,
        r##"Contradicted by <a href="#claim-brake">claim 1</a>"##,
    ]);
    let there = "<a href=\"/watch/briefings/crane-falls/#claim";
    run.page("actors/dana-kovac/").has_in_order(&["Contradicts", &format!("{there}-wind\">")]);
    run.page("actors/crane-works/").has(&format!("Contradicted by {there}-brake\"><bdi>Dana Kovač</bdi></a>"));
}

#[test]
fn full_shows_what_each_source_is_worth() {
    let run = Site::case("full").build();
    run.page("briefings/crane-falls/")
        .has_in_order(&[
            r#"id="source-gazette""#,
            r#"<a href="/watch/publishers/alder-gazette/">"#,
            r#"href="https://gazette.example/crane?a=1&amp;b=2"><bdi>Crane down</bdi></a>"#,
            "Reliability <b>B</b>, usually reliable",
            r#"Published <time datetime="2026-02">February 2026</time>"#,
            r#"Retrieved <time datetime="2026-02-10">10 February 2026</time>"#,
            r#"href="https://archive.example/crane">Archived copy</a>"#,
        ])
        .has("<cite><bdi>Log of the pier</bdi></cite>")
        .has("Nobody&#39;s Paper")
        .has(r#"href="https://bare.example/"><bdi>https://bare.example/</bdi></a>"#);
    run.page("publishers/alder-gazette/")
        .has("<b>B</b>, usually reliable")
        .has("It corrects itself.")
        .has(r#"<a href="/watch/locations/alderland/">"#)
        .has(r#"<a class="from" href="/watch/briefings/crane-falls/">"#);
}

#[test]
fn full_cites_a_source_each_time_it_is_named() {
    let run = Site::case("full").build();
    run.page("briefings/crane-falls/").has_in_order(&[
        r##"<a href="#source-gazette" id="cite-source-gazette-1" aria-label="Source 1">[1]</a>"##,
        r##"<a href="#source-log" id="cite-source-log-1" aria-label="Source 2">[2]</a>"##,
        r##"<a href="#source-gazette" id="cite-source-gazette-2" aria-label="Source 1">[1]</a>"##,
        r##"<a href="#fn-1" id="fnref-1">"##,
        "Notes are numbered after the sources.",
    ]);
}

#[test]
fn full_heads_the_briefing_with_all_that_is_known_of_it() {
    let run = Site::case("full").build();
    run.page("briefings/crane-falls/")
        .has(r#"<meta name="desk" content="north">"#)
        .has_in_order(&[
            "TLP:GREEN",
            "Corrected",
            "Series: <a href=\"/watch/series/pier-three/\"><bdi>Pier three</bdi></a>",
            "One crane fell. Two parties say why, and they do not agree.",
            // A heading opens the text, so the dateline stands at the head.
            r#"<time datetime="2026-02-10T14:30:00+02:00">"#,
            "By <bdi>Ann Author</bdi> and <bdi>Bo Writer</bdi>",
            "Version 2",
            r#"Updated <time datetime="2026-02-12">12 February 2026</time>"#,
            r#"<bdi>Harbour Authority</bdi></a></li>"#,
            r#"<bdi>Dana Kovač</bdi></a> <span class="aux">speaker; stance: opposes</span>"#,
            r#"<bdi>Crane Works</bdi></a> <span class="aux">maker</span>"#,
            r#"<bdi>Dock Union</bdi></a> <span class="aux">stance: supports</span>"#,
            "<bdi>Pier three</bdi></a>",
            "Exact position, in Port Alder",
            "Place undisclosed, in Alderland",
            "<bdi>cranes</bdi></a>, <a href=\"/watch/tags/pier-three/\"><bdi>pier three</bdi></a>",
        ])
        .has_in_order(&[
            r#"<time datetime="2026-02-12">12 February 2026</time>"#,
            "The pier is number three; we wrote two.",
        ]);
}

#[test]
fn full_dates_show_the_authors_words_with_who_and_where() {
    let run = Site::case("full").build();
    run.page("briefings/crane-falls/").has_in_order(&[
        r#"id="event-an-inspector-looks-at-the-brake""#,
        r#"<span class="date">about New Year</span>"#,
        "An inspector looks at the brake",
        "inspection",
        r#"<a href="/watch/actors/dana-kovac/" title="Inspector""#,
        r#"<a href="/watch/actors/crane-works/">"#,
        r#"<a href="/watch/locations/pier-three/">"#,
        r#"id="event-the-crane-falls""#,
        r#"<time datetime="2026-02-09">"#,
        "The crane falls",
    ]);
    // What happens at the pier happens in the port and in the country.
    for place in ["locations/pier-three/", "locations/port-alder/", "locations/alderland/"] {
        run.page(place).has(r#"<a href="/watch/briefings/crane-falls/#event-an-inspector-looks-at-the-brake">An inspector looks at the brake</a>"#);
    }
}

#[test]
fn full_dates_show_their_sources() {
    let run = Site::case("full").build();
    run.page("briefings/crane-falls/").has_in_order(&[
        r#"id="event-an-inspector-looks-at-the-brake""#,
        r##"<a href="#source-gazette">"##,
        r##"<a href="#source-log">"##,
        r#"id="event-the-crane-falls""#,
    ]);
}

#[test]
fn full_leads_from_a_translation_to_its_original_and_back() {
    let run = Site::case("full").build();
    run.page("briefings/crane-falls/").has(r#"hreflang="nb""#);
    run.page("briefings/krane/").has(r#"hreflang="en""#);
}

#[test]
fn full_tells_of_an_actor_over_time() {
    let run = Site::case("full").build();
    run.page("actors/dana-kovac/")
        .has(r#"<bdi class="native" lang="sr" dir="ltr">Дана Ковач</bdi>"#)
        .has_in_order(&[
            "Person",
            "Harbour master",
            r#"<a href="/watch/actors/harbour-authority/">"#,
            "March 2019</time> to <",
            "about 2025",
            "Inspector",
            r#"since <time datetime="2011">2011<"#,
            "Docker",
            r#"until <time datetime="2010">2010<"#,
            "Poet</dd>",
            r#"<a href="/watch/actors/dock-union/">"#,
            // What only a profile names has no page.
            "<bdi>Chess Club</bdi>",
            "<bdi>Dana Horvat</bdi>",
            "until 2011",
            "<bdi>Dana Kovatch</bdi>",
            "<bdi>Kovač</bdi>",
            "<p>She has held three offices.",
            r#"<a class="external" href="https://kovac.example/">Her page</a>"#,
            "https://www.wikidata.org/wiki/Q1",
        ])
        .lacks("chess-club");
    run.page("actors/harbour-authority/").has(r#"lang="ar" dir="rtl">سلطة المرفأ</bdi>"#).has("Government");
}

#[test]
fn full_tells_where_a_place_is_and_what_lies_in_it() {
    let run = Site::case("full").build();
    run.page("locations/alderland/")
        .has(r#"<bdi class="native" lang="is" dir="ltr">Álderland</bdi>"#)
        .has("Land of Alders")
        .has("60° N, 11° E")
        .has(r#"<a href="/watch/locations/port-alder/">"#)
        .has(r#"<a href="/watch/locations/brake-depot/">"#);
    run.page("locations/port-alder/").has("City").has("59.91° N, 10.75° E");
    run.page("locations/pier-three/").has("59.9° N, 10.7° E").has(r#"<a href="/watch/locations/port-alder/">"#);
    run.page("locations/brake-depot/").has("Place undisclosed").lacks("° N");
    run.page("locations/empty-quay/").has("Nothing has happened here yet.");
}

#[test]
fn full_tells_the_other_names_of_places_and_publishers() {
    let run = Site::case("full").build();
    run.page("locations/alderland/").has("<bdi>Old Alder</bdi>").has("until 1905").has("<bdi>Alder</bdi>");
    run.page("publishers/alder-gazette/").has("<bdi>Alder Courier</bdi>").has("until 1950").has("<bdi>Gazette</bdi>");
}

#[test]
fn full_shows_an_actors_image() {
    let run = Site::case("full").build();
    run.page("actors/dana-kovac/").has(r#"<img src="/watch/actors/kovac.svg""#);
    run.file("actors/kovac.svg");
}

#[test]
fn full_leads_from_old_addresses_and_other_names() {
    let run = Site::case("full").build();
    let redirects = [
        ("/watch/2026/crane/", "2026/crane/index.html", "/watch/briefings/crane-falls/"),
        ("/watch/crane.html", "crane.html", "/watch/briefings/crane-falls/"),
        ("/watch/how/", "how/index.html", "/watch/method/"),
        ("/watch/actors/dana-kovatch/", "actors/dana-kovatch/index.html", "/watch/actors/dana-kovac/"),
        ("/watch/actors/dana-horvat/", "actors/dana-horvat/index.html", "/watch/actors/dana-kovac/"),
        ("/watch/locations/old-alder/", "locations/old-alder/index.html", "/watch/locations/alderland/"),
        ("/watch/publishers/alder-courier/", "publishers/alder-courier/index.html", "/watch/publishers/alder-gazette/"),
    ];
    for (from, file, to) in redirects {
        run.file("_redirects").has(&format!("{from} {to} 301\n"));
        run.file(file)
            .has(&format!(r#"<meta http-equiv="refresh" content="0; url={to}">"#))
            .has(&format!(r#"<link rel="canonical" href="https://host.example{to}">"#));
    }
    // A name that is only searched has no address.
    run.missing("actors/harbour/index.html").missing("actors/kovac/index.html");
}

#[test]
fn full_feed_and_sitemap_hold_what_is_asked_for() {
    let run = Site::case("full").build();
    run.file("feed.xml")
        .has(r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour Watch</title>"#)
        .has_in_order(&[
            "<title>Corrected: A crane falls at pier three</title>",
            "<id>https://host.example/watch/briefings/crane-falls/</id>",
            "<updated>2026-02-12T00:00:00+02:00</updated>",
            "<name>Ann Author</name>",
            "<published>2026-02-10T14:30:00+02:00</published>",
            "<summary>One crane fell. Two parties say why, and they do not agree. 12 February 2026: corrected. ",
        ])
        // `feeds: {items: 1, content: summary}`
        .lacks("krane")
        .lacks("<content");
    run.file("feed/archive-1.xml").has("<id>https://host.example/watch/briefings/krane/</id>").lacks("crane-falls");
    run.file("sitemap.xml")
        .has("<loc>https://host.example/watch/briefings/crane-falls/</loc><lastmod>2026-02-12</lastmod>")
        .has("<loc>https://host.example/watch/method/</loc>")
        .lacks("dana-horvat")
        .lacks("404");
    run.file("robots.txt").has("Sitemap: https://host.example/watch/sitemap.xml");
}

#[test]
fn full_wears_the_sites_own_dress() {
    let run = Site::case("full").build();
    run.page("")
        .has(r#"<img src="/watch/logo.svg" alt="Harbour Watch">"#)
        .has("What happens in the harbour, and who says so.")
        .has(r#"<a href="/watch/method/">Method</a>"#)
        .has(r#"<a href="https://elsewhere.example/">Elsewhere</a>"#)
        .has(r#"<a href="https://desk.example/">Harbour Desk</a>"#)
        .has(r#"<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>"#)
        .has("Written by the harbour desk.");
    run.asset("style.css").has("#1c4a8a");
}

#[test]
fn names_of_all_sorts_lead_to_one_page() {
    let run = Site::case("names").run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    let ways = ["id", "name", "alias", "quoted", "previous", "native", "capitals", "decomposed", "spaces"];
    for way in ways {
        run.page(&format!("briefings/{way}/")).has(r#"<a href="/actors/ruza-cerna/""#);
        run.page("actors/ruza-cerna/").has(&format!(r#"<a href="/briefings/{way}/">"#));
    }
    run.page("actors/ruza-cerna/").has("<span>9 briefings</span>");
    // A profile that says nothing of itself answers at its file's name.
    run.missing("actors/ruza/index.html");
}

#[test]
fn names_are_shown_as_written_and_ids_as_the_name() {
    let run = Site::case("names").build();
    run.page("briefings/previous/").has(r#"<a href="/actors/ruza-cerna/" title="Růža Černá"><bdi>Růža Bílá</bdi></a>"#);
    run.page("briefings/id/").has(r#"<a href="/actors/ruza-cerna/"><bdi>Růža Černá</bdi></a>"#);
}

#[test]
fn names_lead_on_to_the_id_of_their_profile() {
    let run = Site::case("names").build();
    for slug in ["r-cerna", "oneill-rose", "ruza-bila", "ruzha-chiornaia-92db18"] {
        run.file("_redirects").has(&format!("/actors/{slug}/ /actors/ruza-cerna/ 301\n"));
    }
    // Before the profile was written, the page stood at the slug of the name: that address stays good.
    let site = Site::of(&[("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nactors: [Jo Doe]\n---\n")]);
    site.build().page("actors/jo-doe/").has("Jo Doe");
    site.write("content/actors/doe.md", "---\nid: doe\nname: Jo Doe\n---\n");
    let run = site.build();
    run.page("actors/doe/").has("Jo Doe");
    run.page("actors/jo-doe/").has(r#"content="0; url=/actors/doe/""#);
}

#[test]
fn names_in_another_script_get_a_transliterated_address_with_a_hash() {
    let run = Site::case("names").build();
    run.page("actors/viktor-khrenin-83858e/").has("Виктор Хренин");
    run.page("briefings/cyrillic/").has(r#"<a href="/actors/viktor-khrenin-83858e/"><bdi>Виктор Хренин</bdi></a>"#);
}

#[test]
fn names_no_briefing_mentions_have_no_page_unless_they_stand_alone() {
    let run = Site::case("names").build();
    run.says("1 profile that no briefing mentions").nowhere("Nobody Mentions").nowhere("unmentioned");
    run.page("actors/alone/").has("Stands Alone");
    run.page("actors/").has(r#"<a href="/actors/alone/">"#);
}

#[test]
fn names_keep_their_address_when_a_second_person_has_the_same() {
    let site = Site::of(&[
        ("content/actors/smith.md", "---\nid: smith\nname: John Smith\n---\nThe first.\n"),
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nactors: [smith]\n---\n"),
    ]);
    let before = site.build();
    before.page("actors/john-smith/").has("url=/actors/smith/");
    site.write("content/actors/other.md", "---\nid: smith-1960\nname: John Smith\n---\nThe second.\n");
    site.write("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-02\nactors: [smith-1960]\n---\n");
    let after = site.build();
    after.succeeds().says("warning[shared-name]");
    after.page("actors/smith/").has("The first.").has("/briefings/a/").lacks("/briefings/b/");
    after.page("actors/smith-1960/").has("The second.").has("/briefings/b/").lacks("/briefings/a/");
    // The name alone means neither of them.
    site.write("content/briefings/c.md", "---\ntitle: C\ndate: 2026-01-03\nactors: [John Smith]\n---\n");
    site.build().ends(1).says("error[ambiguous-name]").says("smith-1960 or smith");
}

#[test]
fn names_that_two_people_share_keep_the_address_that_they_had() {
    let run = Site::of(&[
        ("content/actors/smith.md", "---\nid: smith\nname: John Smith\n---\nThe first.\n"),
        ("content/actors/other.md", "---\nid: smith-1960\nname: John Smith\n---\nThe second.\n"),
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nactors: [smith, smith-1960]\n---\n"),
    ])
    .build();
    run.succeeds().page("actors/john-smith/").has("/actors/smith/");
}

/// The words that begin with one of these stand in a hidden document only.
const HIDDEN: [&str; 7] =
    ["zqdraft", "zqfuture", "zqembargoed", "zqmarked", "zqdraftprofile", "zqmarkedprofile", "zqdraftpage"];

/// The case `hidden` with one hidden briefing of each sort, each with a word of its own everywhere
/// where a word can stand: in its file's name, in its front matter and its text, in the name and the
/// text of its asset, and in a profile that only it mentions.
fn hidden() -> Site {
    let site = Site::case("hidden");
    let template = std::fs::read_to_string(site.root().join("held-back.md")).unwrap();
    let sorts = [
        ("zqdraft", "status: draft"),
        ("zqfuture", "date: 2026-09-01"),
        ("zqembargoed", "publish_at: 2026-10-01T06:00:00Z"),
        ("zqmarked", "tlp: red"),
    ];
    for (word, why) in sorts {
        let text = template.replace("WORD", word);
        let text = match why.starts_with("date:") {
            true => text.replace("date: 2026-01-01", why),
            false => text.replacen("title:", &format!("{why}\ntitle:"), 1),
        };
        site.write(&format!("content/briefings/{word}-name.md"), text);
        site.write(&format!("content/briefings/{word}file.svg"), format!("<svg><desc>{word}content</desc></svg>"));
        let profile = format!("---\nname: {word}profiled\naliases: [{word}alias]\n---\n{word}prose\n");
        site.write(&format!("content/actors/{word}-profile.md"), profile);
    }
    site
}

#[test]
fn hidden_words_are_nowhere() {
    let run = hidden().build();
    run.succeeds().links_lead_somewhere("/");
    for word in HIDDEN {
        run.nowhere(word);
    }
}

#[test]
fn hidden_things_change_nothing_that_is_seen() {
    let site = hidden();
    let run = site.build();
    for path in site.root().join("content/briefings").read_dir().unwrap().map(|entry| entry.unwrap().path()) {
        if path.file_name().unwrap() != "open.md" {
            std::fs::remove_file(path).unwrap();
        }
    }
    for path in site.root().join("content/actors").read_dir().unwrap() {
        std::fs::remove_file(path.unwrap().path()).unwrap();
    }
    site.remove("content/pages/zqdraftpage.md");
    let without = site.build().files;
    let others: Vec<_> = without.iter().filter(|(path, bytes)| run.files.get(*path) != Some(bytes)).collect();
    assert!(run.files == without, "without what is hidden the site differs in {others:?}");
    // Only a hidden briefing makes an actor of this name: here it stays a word.
    run.page("briefings/open/").has("Known Nobody is named here").lacks("known-nobody");
}

#[test]
fn hidden_things_leave_no_trace_in_what_refers_to_them() {
    let site = hidden();
    site.write(
        "dateline.yaml",
        "base_url: https://host.example/\nchecks: {broken-link: off, missing-asset: off, held-back-original: warn}\n",
    );
    site.write(
        "content/briefings/open.md",
        "---\ntitle: An open briefing\ndate: 2026-01-01\nstatus: superseded\nstatus_reason: Why.\n\
         superseded_by: zqdraft-id\ntranslation_of: zqfuture-id\n---\n\
         To [a](zqdraft-name.md), [b](/briefings/zqfuture-id/), [c](../actors/zqmarkedprofile.md), [d](/zqdraftpage/),\n\
         <a href=\"/briefings/zqmarked-id/\">e</a>, <a href=\"zqembargoed-name.md\">f</a>.\n",
    );
    let run = site.build();
    run.succeeds().says("warning[held-back-reference]").links_lead_somewhere("/");
    for word in HIDDEN {
        run.nowhere(word);
    }
    run.page("briefings/open/").has("To a, b, c, d");
}

#[test]
fn hidden_things_are_counted_with_the_flag_that_shows_them() {
    hidden()
        .build()
        .says("1 draft (--drafts shows it)")
        .says("1 briefing dated in the future (--future shows it)")
        .says("1 briefing under embargo (--future shows it)")
        .says("1 briefing marked above the site's `tlp`")
        .says("2 profiles or pages that are drafts (--drafts shows them)")
        .says("1 profile or page marked above the site's `tlp`")
        .says("4 profiles that no briefing mentions");
}

#[test]
fn hidden_drafts_are_shown_on_request() {
    let run = hidden().run(&["build", "--drafts"]);
    run.succeeds().links_lead_somewhere("/");
    for word in ["zqfuture", "zqembargoed", "zqmarked"] {
        run.nowhere(word);
    }
    all_of(&run, "zqdraft");
    for_a_look(&run, "zqdraft");
    run.page("actors/zqdraftprofile/").has("Zqdraftprofile prose.");
    run.page("zqdraftpage/").has("Zqdraftpage prose.");
}

#[test]
fn hidden_briefings_of_the_future_are_shown_on_request() {
    let run = hidden().run(&["build", "--future"]);
    run.succeeds().links_lead_somewhere("/");
    run.nowhere("zqdraft").nowhere("zqmarked");
    all_of(&run, "zqfuture");
    all_of(&run, "zqembargoed");
    for_a_look(&run, "zqfuture");
    for_a_look(&run, "zqembargoed");
}

#[test]
fn hidden_briefings_are_seen_from_their_moment_on() {
    // On 1 January 2030 it is all past.
    let site = hidden().at("1893456000");
    let at = |moment| site.run(&["build", "--as-of", moment]);
    at("2026-08-31T23:59:59Z").succeeds().nowhere("zqfuture").nowhere("zqembargoed");
    let run = at("2026-09-01");
    all_of(run.succeeds().nowhere("zqembargoed"), "zqfuture");
    for_all(&run, "zqfuture");
    at("2026-10-01T05:59:59Z").succeeds().nowhere("zqembargoed");
    all_of(at("2026-10-01T06:00:00Z").succeeds(), "zqembargoed");
}

#[test]
fn hidden_by_marking_is_never_lifted_for_a_look() {
    let run = hidden().run(&["build", "--drafts", "--future", "--as-of", "2030-01-01"]);
    run.succeeds().nowhere("zqmarked");
}

/// What the briefing of a word says is all there.
#[track_caller]
fn all_of(run: &harness::Run, word: &str) {
    let page = run.page(&format!("briefings/{word}-id/"));
    let places = [
        "title of a briefing",
        "summary",
        "author",
        "tag",
        "series",
        "judgment",
        "actor",
        "role",
        "stance",
        "profiled",
        "place",
        "datetext",
        "event",
        "type",
        "eventactor",
        "eventplace",
        "claim",
        "speaker",
        "note",
        "anonymous",
        "publisher",
        "sourcetitle",
        "host",
        "archive",
        "correction",
        "heading",
        "body",
        "alt",
        "file.svg",
        "footnote",
    ];
    for place in places {
        page.has(&format!("{word}{place}"));
    }
    run.page(&format!("{word}alias/")).has(&format!("url=/briefings/{word}-id/"));
    run.file(&format!("briefings/{word}file.svg")).has(&format!("{word}content"));
    run.page(&format!("actors/{word}-profile/")).has(&format!("{word}prose"));
    run.page("timeline/").has(&format!("{word}event"));
}

/// What is shown for a look only is not for machines, and the closing line says so.
fn for_a_look(run: &harness::Run, word: &str) {
    run.page(&format!("briefings/{word}-id/")).has("<meta name=\"robots\" content=\"noindex\">");
    run.file("feed.xml").lacks(word);
    run.file("sitemap.xml").lacks(word);
    run.file("robots.txt").has("Disallow: /\n");
    run.says("For a look only, not to be published");
}

/// What is published is in the feed and in the sitemap.
fn for_all(run: &harness::Run, word: &str) {
    run.file("feed.xml").has(&format!("{word}body"));
    run.file("sitemap.xml").has(&format!("/briefings/{word}-id/"));
    run.file("robots.txt").has("Allow: /\n");
    run.page(&format!("briefings/{word}-id/")).lacks("noindex");
}

#[test]
fn withdrawn_briefings_keep_their_address_and_say_why() {
    let run = Site::case("withdrawn").run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    run.page("briefings/old/")
        .has_in_order(&[
            "Superseded.",
            "We counted again.",
            r#"<a href="/briefings/new/"><bdi>The better count</bdi></a>"#,
        ])
        .has("<p>There are three.</p>");
    run.page("briefings/gone/").has_in_order(&["Retracted.", "It was made up."]).lacks("Read instead");
    run.page("briefings/").has_in_order(&["The false count", "Retracted", "The first count", "Superseded"]);
}

#[test]
fn withdrawn_briefings_leave_the_timeline_the_counts_and_the_entities() {
    let run = Site::case("withdrawn").build();
    for page in ["timeline/", "timeline/2026/"] {
        run.page(page).has("The better count").has("<span>1 briefing</span>").lacks("first count").lacks("false count");
    }
    run.missing("timeline/2024/index.html").missing("timeline/2025/index.html");
    let author = run.page("actors/ann-author/");
    author.has("<span>1 briefing</span>").lacks("first count").lacks("false count").lacks("count is").lacks("three");
    // What only they name has no page, and so no link.
    run.missing("actors/old-hand/index.html").missing("locations/index.html").missing("publishers/index.html");
    run.page("briefings/old/")
        .has("<li><bdi>Old Hand</bdi></li>")
        .has("<bdi>Old Place</bdi>")
        .has("<bdi>Old Paper</bdi>");
    run.page("").has_in_order(&["Latest briefings", "The better count", "What changed", "The false count"]);
    run.file("sitemap.xml").has("/briefings/new/").lacks("/briefings/old/").lacks("/briefings/gone/");
}

#[test]
fn withdrawn_briefings_tell_the_feed_under_their_old_id() {
    let run = Site::case("withdrawn").build();
    run.file("feed.xml")
        .has_in_order(&[
            "<title>Retracted: The false count</title><id>https://host.example/briefings/gone/</id>",
            "<updated>2026-02-03T00:00:00+00:00</updated>",
            "<summary>It was made up.</summary>",
            "<title>Superseded: The first count</title><id>https://host.example/briefings/old/</id>",
            "<updated>2026-02-02T00:00:00+00:00</updated>",
            "<summary>We counted again.</summary>",
        ])
        .lacks("There are three")
        .lacks("There are nine");
}

#[test]
fn withdrawn_dates_are_not_counted_at_the_end_of_a_build() {
    let run = Site::case("withdrawn").build();
    assert!(!run.stdout.contains("2 dates"), "{}", run.stdout);
}

/// The dates of the case, in the timeline's order: by the earliest day that each can mean, then the
/// latest, then the more precise first; an open or unknown start counts as its end.
const IN_ORDER: [(&str, &str); 19] = [
    ("the Ides", r#"<span class="date">15 March 44 BC</span>"#),
    ("a decade", r#"<span class="date">1560s</span>"#),
    ("a span over years", r#"<span class="date">November 2023 – February 2025</span>"#),
    ("a span that has not ended", r#"<span class="date">from March 2024</span>"#),
    ("a year", r#"<time datetime="2025">2025</time>"#),
    ("a summer", r#"<span class="date">summer 2025</span>"#),
    ("a month", r#"<time datetime="2025-12">December 2025</time>"#),
    ("about a month", r#"<span class="date">about December 2025</span>"#),
    ("one of two days", r#"<span class="date">18 or 19 December 2025</span>"#),
    ("a day", r#"<time datetime="2025-12-19">19 December 2025</time>"#),
    ("a day that may be another", r#"<span class="date">19 December 2025 (uncertain)</span>"#),
    ("a day of a year that may be another", r#"<span class="date">19 December 2025 (year uncertain)</span>"#),
    ("a moment", r#"<time datetime="2025-12-20T18:30:00Z">20 December 2025, 18:30 UTC</time>"#),
    ("a day in words", r#"<time datetime="2025-12-21">shortest day</time> <span class="certainty">21 December 2025"#),
    ("a span whose start is open", r#"<span class="date">by 30 December 2025</span>"#),
    ("a span whose start is unknown", r#"<span class="date">until 31 December 2025, start unknown</span>"#),
    ("Dates of all sorts", r#"<time datetime="2026-01-15">15 January 2026</time>"#),
    ("No year known", ""),
    ("a day of an unknown year", r#"<time datetime="12-19">19 December, year unknown</time>"#),
];

#[test]
fn dates_stand_in_the_order_of_what_they_can_mean() {
    let run = Site::case("dates").run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    let titles: Vec<String> = IN_ORDER.iter().map(|(title, _)| format!(">{title}</")).collect();
    run.page("timeline/").has_in_order(&titles.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn dates_are_machine_readable_only_where_html_can_say_them() {
    let run = Site::case("dates").build();
    let timeline = run.page("timeline/");
    for (title, date) in IN_ORDER.iter().filter(|(title, _)| *title != "No year known") {
        timeline.has_in_order(&[date, &format!(">{title}</a>")]);
    }
    assert_eq!(timeline.text().matches("<time ").count(), IN_ORDER.iter().filter(|d| d.1.contains("<time")).count());
}

#[test]
fn dates_are_on_the_page_of_the_year_that_they_sort_by() {
    let run = Site::case("dates").build();
    run.page("timeline/-0043/").has(">the Ides</a>").has("44 BC");
    run.page("timeline/1560/").has(">a decade</a>");
    run.page("timeline/2025/").has(">a span whose start is open</a>").lacks("an unknown year");
    run.page("timeline/").has_in_order(&[
        r#"<a href="/timeline/-0043/">44 BC</a>"#,
        r#"<a href="/timeline/1560/">1560</a>"#,
        r#"<a href="/timeline/2025/">2025</a> <span class="count">12<"#,
    ]);
    // Nothing happens in the years between.
    run.missing("timeline/1561/index.html");
}

#[test]
fn dates_that_span_years_are_named_in_those_to_come() {
    let run = Site::case("dates").build();
    run.page("timeline/2023/").has("a span over years").lacks("Going on");
    for year in ["timeline/2024/", "timeline/2025/"] {
        run.page(year).has_in_order(&["Going on", ">a span over years</a>", "month-label"]);
    }
    run.page("timeline/2026/").lacks("a span over years");
}

#[test]
fn dates_that_have_not_ended_are_named_in_years_to_come() {
    let run = Site::case("dates").build();
    run.page("timeline/2025/").has_in_order(&["Going on", ">a span that has not ended</a>", "month-label"]);
}

/// A site whose timeline has so many entries, one of them the briefing itself.
fn long_timeline(entries: usize) -> Site {
    let dates: String =
        (1..entries).map(|i| format!("  - {}-01-{:02}: entry {i}\n", 1990 + i % 20, 1 + i / 20)).collect();
    Site::of(&[("content/briefings/a.md", &format!("---\ntitle: A\ndate: 2026-01-01\ndates:\n{dates}---\n"))])
}

#[test]
fn dates_up_to_500_are_listed_whole() {
    let run = long_timeline(500).build();
    run.succeeds();
    assert_eq!(run.page("timeline/").text().matches("<li class=\"event").count(), 500);
}

#[test]
fn dates_above_500_are_counted_by_year_with_the_newest_first() {
    let run = long_timeline(501).build();
    run.succeeds().links_lead_somewhere("/");
    let timeline = run.page("timeline/");
    timeline
        .has("<span>500 dates</span> <span>1 briefing</span>")
        .has(r#"<a href="/timeline/1990/">1990</a> <span class="count">25<"#)
        .has_in_order(&["1 January 2026", "25 January 2009", "24 January 2009", "25 January 2008"])
        .lacks("1 January 1990");
    assert_eq!(timeline.text().matches("<li class=\"event").count(), 100);
    assert_eq!(run.page("timeline/1990/").text().matches("<li class=\"event").count(), 25);
}

#[test]
fn a_year_of_more_than_500_dates_has_several_pages() {
    let days =
        (0..501).map(|i| format!("  - {{date: 2025-{:02}-{:02}, title: Day {i}}}\n", 1 + i % 12, 1 + i / 12 % 28));
    let site = Site::briefing(&format!("title: A\ndate: 2026-01-01\ndates:\n{}", days.collect::<String>()), "");
    let run = site.build();
    run.succeeds().links_lead_somewhere("/");
    let events = |path: &str| run.page(path).text().matches("<li class=\"event").count();
    assert_eq!((events("timeline/2025/"), events("timeline/2025/page/2/")), (500, 1));
    run.page("timeline/2025/").says("501 dates").says("page 1 of 2").says("1 January 2025").lacks("28 December 2025");
    run.page("timeline/2025/page/2/").says("28 December 2025").says("Timeline: 2025, page 2");
    site.write("dateline.yaml", "timeline_order: newest\n");
    let newest = site.build();
    newest.page("timeline/2025/").says("28 December 2025").lacks(">Day 0<");
    newest.page("timeline/2025/page/2/").has(">Day 0<");
}

#[test]
fn an_index_of_many_names_is_read_in_pages_with_its_letters_on_each() {
    let names = (0..401).map(|i| format!("{}{i:03}", if i < 200 { "Alder " } else { "Birch " })).collect::<Vec<_>>();
    let front = format!("title: A\ndate: 2026-01-01\ntags: [{0}]\nactors: [{0}]", names.join(", "));
    let run = Site::briefing(&front, "").build();
    run.succeeds().links_lead_somewhere("/");
    for index in ["actors/", "tags/"] {
        run.page(index)
            .says("401")
            .says("page 1 of 2")
            .has_in_order(&[r##"<a href="#letter-1"><bdi>A</bdi>"##, r##"<a href="#letter-2"><bdi>B</bdi>"##])
            .has_in_order(&[r#"<h2 id="letter-2"><bdi>B</bdi>"#, "201</span>", "Birch 399"])
            .lacks("Birch 400");
        run.page(&format!("{index}page/2/"))
            .has(&format!(r##"<a href="/{index}#letter-1"><bdi>A</bdi>"##))
            .has_in_order(&[r#"<h2 id="letter-2"><bdi>B</bdi>"#, "201</span>", "Birch 400"])
            .lacks("Birch 399");
    }
    run.page("tags/page/2/").has("<title>Tags, page 2 · ").has("<h1>Tags</h1>");
}

#[test]
fn links_of_all_sorts_lead_where_they_say() {
    let run = Site::case("links").run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    let page = run.page("briefings/links/");
    for link in [
        r#"href="/actors/ann/">Ann Author</a>"#,
        r#"href="/actors/ann/">the author</a>"#,
        r#"href="/briefings/other/">other</a>"#,
        r##"href="/briefings/other/#a-part">its part</a>"##,
        r#"href="/actors/ann/">profile</a>"#,
        r#"href="/about/">page</a>"#,
        r#"href="/timeline/">timeline</a>"#,
        r#"href="/briefings/other/">up</a>"#,
        r##"href="#a-heading-about-ann-author">heading</a>"##,
        r#"href="/briefings/plan.svg">asset</a>"#,
        r#"href="https://out.example/a?b=c&amp;d=e" title="Out">out</a>"#,
        r#"href="mailto:mail@out.example">"#,
        r##"<a href="#source-paper" id="cite-source-paper-1""##,
        r##"<a href="#fn-1" id="fnref-1">"##,
        r##"<a class="footnote-backref" href="#fnref-1""##,
    ] {
        page.has(link);
    }
    run.page("about/").has(r#"href="/briefings/">the list</a>"#).has(r#"href="/actors/ann/">Ann Author</a>"#);
}

#[test]
fn links_by_kind_choose_between_a_place_and_a_person() {
    let run = Site::case("links").build();
    run.page("briefings/links/")
        .has(r#"<a class="mention" href="/locations/mercury/">"#)
        .has(r#"<a class="mention" href="/actors/mercury/">"#)
        .has(r#"<a class="mention" href="/publishers/the-paper/">"#);
}

#[test]
fn links_by_kind_show_the_name_alone() {
    let run = Site::case("links").build();
    run.page("briefings/links/").has(">Mercury</a>").has(">The Paper</a>").lacks("location:Mercury");
}

#[test]
fn links_are_made_of_the_first_mention_only() {
    let run = Site::case("links").build();
    let page = run.page("briefings/other/");
    page.has(r#"First <a class="mention" href="/actors/bo/">Bo Writer</a>, then Bo Writer again"#);
    assert_eq!(page.text().matches(r#"<a class="mention" href="/actors/bo/">"#).count(), 1);
    // One that is linked by hand needs no other.
    page.has(r#"<p>Dee Clerk stands here, and <a class="mention" href="/actors/dee/">Dee Clerk</a> there."#);
}

#[test]
fn links_are_made_of_every_mention_where_the_site_says_so() {
    let site = Site::case("links");
    site.write("dateline.yaml", "auto_link: all\n");
    let link = r#"<a class="mention" href="/actors/bo/">Bo Writer</a>"#;
    site.build()
        .page("briefings/other/")
        .has(&format!("First {link}, then {link} again"))
        .has(&format!("but {link}’s and ({link})"))
        .has(r#"<a class="mention" href="/actors/dee/">Dee Clerk</a> stands here"#);
}

#[test]
fn links_are_made_of_no_mention_where_the_site_says_so() {
    let site = Site::case("links");
    site.write("dateline.yaml", "auto_link: off\n");
    let run = site.build();
    run.page("briefings/other/").lacks("/actors/bo/").has(r#"<a class="mention" href="/actors/dee/">Dee Clerk</a>"#);
    // And so nobody is mentioned.
    run.missing("actors/bo/index.html");
}

#[test]
fn links_are_not_made_in_code_headings_and_other_links() {
    let site = Site::case("links");
    site.write("dateline.yaml", "auto_link: all\n");
    site.build()
        .page("briefings/other/")
        .has(r#"<h2 id="a-part-on-bo-writer">A part on Bo Writer</h2>"#)
        .has("<code>Bo Writer</code>")
        .has("<pre><code>Bo Writer in a block")
        .has(">Bo Writer elsewhere</a>");
}

#[test]
fn links_are_made_of_whole_names_even_over_two_lines() {
    let site = Site::case("links");
    site.write("dateline.yaml", "auto_link: all\n");
    site.build()
        .page("briefings/other/")
        .has(r#"over two lines: <a class="mention" href="/actors/cy/">Cy Typist</a>."#)
        .has("No Bo Writers, no LimBo Writer, but");
}

#[test]
fn html_is_escaped_wherever_an_author_writes_it() {
    let run = Site::case("html").run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    // JSON, tables, calendars and the search index have no markup to escape; `tests/feeds.rs`, `tests/browser/data.py` and
    // `search.mjs` read them back.
    let is_text = |path: &str| {
        [".json", ".geojson", ".csv", ".ics"].iter().any(|ending| path.ends_with(ending))
            || path.starts_with("pagefind/")
    };
    for (path, bytes) in run.files.iter().filter(|(path, _)| !is_text(path)) {
        let text = String::from_utf8_lossy(bytes);
        let text = harness::html::without_data(&text);
        assert!(!text.contains("<zq") && !text.contains("& 'co"), "{path} holds HTML that an author wrote:\n{text}");
    }
    let escaped = "&lt;zq a=&quot;1&quot;&gt; &amp; &#39;co&#39;";
    let page = run.page("briefings/again/");
    for key in [
        "Site",
        "Title",
        "Summary",
        "Author",
        "Tag",
        "Series",
        "Judgment",
        "Role",
        "Stance",
        "Place",
        "Within",
        "Words",
        "Event",
        "Type",
        "Claim",
        "Speaker",
        "Note",
        "Other claim",
        "Nameless",
        "Paper",
        "Source",
        "Correction",
        "Hint",
        "Publisher",
        "Licence",
        "Navigation",
        "Footer",
    ] {
        page.has(&format!("{key} {escaped}"));
    }
    let actor = run.page("actors/odd/");
    for key in ["Odd", "Alias", "Weak", "Previous", "Native", "Office", "Organ", "Club", "Linked"] {
        actor.has(&format!("{key} {escaped}"));
    }
    run.page("briefings/escaped/").has(&format!("Reason {escaped}")).has(&format!("Version {escaped}"));
    run.page("").has(&format!("Description {escaped}"));
    run.file("feed.xml").has("<title>Title &lt;zq ").has("&amp;lt;zq a=");
}

#[test]
fn html_that_does_something_is_gone() {
    let harmful = [
        "<script>zq()</script>",
        "<SCRIPT SRC=https://zq.example/x.js></SCRIPT>",
        "<scr<script>ipt>zq()</scr</script>ipt>",
        "<script\n>zq()</script\n>",
        "<style>zq{}</style>",
        "<b style=\"zq:1\">b</b>",
        "<iframe src=\"https://zq.example/\"></iframe>",
        "<iframe srcdoc=\"<b>zq</b>\"></iframe>",
        "<object data=\"https://zq.example/\"></object>",
        "<embed src=\"https://zq.example/\">",
        "<svg onload=\"zq()\"></svg>",
        "<svg><a xlink:href=\"javascript:zq()\"><text>x</text></a></svg>",
        "<math href=\"javascript:zq()\">x</math>",
        "<b onclick=\"zq()\">b</b>",
        "<b ONCLICK='zq()'>b</b>",
        "<b\nonclick=zq()>b</b>",
        "<details ontoggle=zq() open>x</details>",
        "<form action=\"https://zq.example/\"><button formaction=\"javascript:zq()\">x</button></form>",
        "<input onfocus=zq() autofocus>",
        "<base href=\"https://zq.example/\">",
        "<link rel=\"stylesheet\" href=\"https://zq.example/\">",
        "<meta http-equiv=\"refresh\" content=\"0; url=https://zq.example/\">",
        "<video src=\"https://zq.example/\"></video>",
        "<table background=\"https://zq.example/\"><tr><td>x</td></tr></table>",
        "<p><!-- zq --></p>",
        "<a href=\"javascript:zq()\">x</a>",
        "<a href=\"JaVaScRiPt:zq()\">x</a>",
        "<a href=\" javascript:zq()\">x</a>",
        "<a href=\"java\tscript:zq()\">x</a>",
        "<a href=\"java&#x0A;script:zq()\">x</a>",
        "<a href=\"javascript&colon;zq()\">x</a>",
        "<a href=\"&#106;avascript&#58;zq()\">x</a>",
        "<a href=\"&#1;javascript:zq()\">x</a>",
        "<a href=\"vbscript:zq()\">x</a>",
        "<a href=\"data:text/html,<b>zq</b>\">x</a>",
        "<img src=\"data:image/svg+xml,zq\" alt=\"x\">",
        "<img src=\"https://zq.example/x.png\" alt=\"x\">",
        "<img src=x alt=x onerror=zq()>",
        "<noscript><p title=\"</noscript><img src=x onerror=zq()>\"></noscript>",
        "[x](javascript:zq())",
        "[x](JAVASCRIPT:zq())",
        "[x](java&#10;script:zq())",
        "[x](javascript&colon;zq())",
        "[x](&#1;javascript:zq())",
        "[x](<java\tscript:zq()>)",
        "[x](data:text/html,zq)",
        "[x](//zq.example/)",
        "[x](\\\\zq.example)",
        "[x][zq]\n\n[zq]: javascript:zq()",
        "<javascript:zq()>",
        "![x](data:image/svg+xml,zq)",
        "![x](https://zq.example/x.png)",
    ];
    for html in harmful {
        let site = Site::briefing("title: A\ndate: 2026-01-01", &format!("Before.\n\n{html}\n\nAnd {html} inside.\n"));
        site.write("dateline.yaml", "base_url: https://host.example/\n");
        let run = site.build();
        match run.status {
            0 => assert!(run.page("briefings/a/").text().contains("Before."), "{html}"),
            // Where an author meant a link, an error says that it can be none.
            _ => assert!(run.files.is_empty() && run.stderr.contains("error["), "{html}\n{}", run.stderr),
        }
        for (path, bytes) in run.files.iter().filter(|(path, _)| !path.ends_with(".woff2")) {
            let Some(text) = harness::secrets::opened(path, bytes) else { panic!("{path} can't be read") };
            assert!(!text.contains("zq"), "of {html:?} something is left in {path}:\n{text}");
        }
    }
}

#[test]
fn html_that_only_says_something_stays() {
    let site = Site::briefing(
        "title: A\ndate: 2026-01-01\nactors: [NATO]",
        "<details><summary>More</summary>\n\nHidden *text* about NATO.\n\n</details>\n\n\
         <table><tr><th scope=\"row\">Row</th><td>Cell</td></tr></table>\n\n\
         A <b>bold</b>, <sup>high</sup>, <abbr title=\"World Health Organization\">WHO</abbr> <kbd>key</kbd>,\n\
         <a href=\"/timeline/\" title=\"All\">dates</a>, <mark>marked</mark><br>and <em lang=\"fr\">là</em>.\n",
    );
    let run = site.run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    run.page("briefings/a/")
        .has("<details><summary>More</summary>")
        .has(r#"Hidden <em>text</em> about <a class="mention" href="/actors/nato/">NATO</a>."#)
        .has(r#"<th scope="row">Row</th><td>Cell</td>"#)
        .has("<b>bold</b>, <sup>high</sup>")
        .has(r#"<abbr title="World Health Organization">WHO</abbr> <kbd>key</kbd>"#)
        .has(r#"<a href="/timeline/" title="All">dates</a>"#)
        .has(r#"<mark>marked</mark><br>and <em lang="fr">là</em>"#);
}

#[test]
fn paths_all_begin_with_that_of_the_base_url() {
    let site = Site::case("paths");
    let run = site.run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/team/");
    run.page("briefings/here/")
        .has(r#"<a href="/team/briefings/there/#a-part">there</a><sup class="on-paper" aria-hidden="true">a</sup>, <a href="/team/briefings/there/">there</a>"#)
        .has(r#"<a href="/team/timeline/">the timeline</a>"#)
        .has(r#"<a href="/team/about/">about</a>"#)
        .has(r#"<a class="mention" href="/team/actors/ann/">Ann Author</a>"#)
        .has(r#"<img src="/team/briefings/map.svg""#)
        .has(r#"<img src="/team/logo.svg""#);
    run.file("_redirects")
        .has("/team/old/ /team/briefings/here/ 301")
        .has("/team/actors/ann-author/ /team/actors/ann/ 301");
    // A base URL on the command line goes before that of the configuration.
    site.run(&["build", "--base-url", "https://other.example/a/b/"]).links_lead_somewhere("/a/b/");
}

#[test]
fn paths_of_machines_are_absolute() {
    let run = Site::case("paths").build();
    for (path, bytes) in run.files.iter().filter(|(path, _)| path.ends_with("index.html")) {
        let html = String::from_utf8_lossy(bytes);
        let address = match path.as_str() {
            "old/index.html" => "briefings/here/",
            "actors/ann-author/index.html" => "actors/ann/",
            path => path.trim_end_matches("index.html"),
        };
        let canonical = format!(r#"<link rel="canonical" href="https://host.example/team/{address}">"#);
        assert!(html.contains(&canonical), "{path} lacks {canonical}");
    }
    run.file("404.html").lacks("canonical").has(r#"<meta name="robots" content="noindex">"#);
    run.file("robots.txt").has("Sitemap: https://host.example/team/sitemap.xml");
    run.file("sitemap.xml").has("<loc>https://host.example/team/</loc>").has("/team/briefings/here/</loc>");
    let feed = run.file("feed.xml");
    feed.has(r#"<link href="https://host.example/team/feed.xml" rel="self""#)
        .has("<id>https://host.example/team/briefings/here/</id>")
        .has(r#"href="https://host.example/team/briefings/there/#a-part""#)
        .has(r#"href="https://host.example/team/about/""#)
        .has(r#"src="https://host.example/team/briefings/map.svg""#)
        .lacks("=\"/");
}

#[test]
fn links_of_every_case_and_of_the_sample_lead_somewhere() {
    let cases = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let cases = cases.read_dir().unwrap().map(|case| case.unwrap().file_name().into_string().unwrap());
    for site in cases.map(|case| Site::case(&case)).chain([Site::sample()]) {
        site.run(&["build", "--base-url", "https://host.example/x/y/"]).succeeds().links_lead_somewhere("/x/y/");
    }
}

#[test]
fn assets_are_published_with_the_briefings_that_use_them() {
    let site = Site::case("assets");
    let run = site.run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    for file in ["beside.svg", "deep/table.csv", "raw.svg", "with space ä.svg"] {
        let source = std::fs::read(site.root().join("content/briefings").join(file)).unwrap();
        assert!(run.files[&format!("briefings/{file}")] == source, "{file} is not as it was");
    }
    run.page("briefings/seen/").has(r#"<img src="/briefings/with%20space%20%C3%A4.svg" alt="With space""#);
    run.missing("briefings/unseen.svg").missing("briefings/unused.svg");
    site.run(&["build", "--drafts"]).file("briefings/unseen.svg");
}

#[test]
fn assets_and_their_briefing_may_share_a_folder() {
    let text = "---\ntitle: A\ndate: 2026-01-01\n---\n![Here](here.svg)\n";
    let site = Site::of(&[
        ("content/briefings/2026/harbour/index.md", text),
        ("content/briefings/2026/harbour/here.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        (
            "content/briefings/2026/quay/index.md",
            "---\ntitle: B\ndate: 2026-01-01\n---\nSee [A](../harbour/index.md).\n",
        ),
    ]);
    let run = site.run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    run.page("briefings/quay/").has("href=\"/briefings/harbour/\"");
}

#[test]
fn assets_of_the_site_are_copied_as_they_are() {
    let site = Site::case("assets");
    site.build().file("seal.svg").has("<svg");
    // A theme's file can be replaced.
    site.write("templates/assets/style.css", "p { color: red }\n");
    site.build().asset("style.css").has("p { color: red }");
}

#[test]
fn assets_of_the_site_may_lie_in_well_known() {
    Site::case("assets").build().file(".well-known/security.txt").has("contact");
}

/// The case `pages` with so many briefings more, all of them with the same actor.
fn pages(briefings: usize) -> Site {
    let site = Site::case("pages");
    for i in 1..=briefings {
        let (month, day) = (1 + i / 28, 1 + i % 28);
        let text = format!("---\ntitle: Number {i}.\ndate: 2025-{month:02}-{day:02}\nactors: [Everybody]\n---\n");
        site.write(&format!("content/briefings/n{i}.md"), text);
    }
    site
}

#[test]
fn pages_of_a_list_hold_twenty_briefings_and_those_of_an_actor_fifty() {
    for (list, per_page) in [("briefings/", 20), ("actors/everybody/", 50)] {
        let newest = 2 * per_page + 4;
        let run = pages(newest).run(&["build", "--strict"]);
        run.succeeds().quiet().links_lead_somewhere("/");
        let (first, second, third) =
            (run.page(list), run.page(&format!("{list}page/2/")), run.page(&format!("{list}page/3/")));
        run.missing(&format!("{list}page/1/index.html")).missing(&format!("{list}page/4/index.html"));
        // Beside them there is one that is not numbered, the newest.
        let number = |number: usize| format!("Number {number}.");
        let (last_of_first, last_of_second) = (newest + 2 - per_page, 6);
        first
            .has_in_order(&["In its own dress", &number(newest), &number(last_of_first)])
            .lacks(&number(last_of_first - 1))
            .has(&format!(r#"rel="next" href="/{list}page/2/""#))
            .lacks(r#"rel="prev" href="/"#);
        second
            .has_in_order(&[&number(last_of_first - 1), &number(last_of_second)])
            .lacks(&number(last_of_first))
            .lacks(&number(last_of_second - 1))
            .has(&format!(r#"rel="prev" href="/{list}""#))
            .has(&format!(r#"<a href="/{list}page/2/" aria-current="page">"#))
            .has(&format!(r#"rel="next" href="/{list}page/3/""#));
        third
            .has_in_order(&["Number 5.", "Number 1."])
            .has(&format!(r#"rel="prev" href="/{list}page/2/""#))
            .lacks(r#"rel="next" href="/"#);
        for page in [first, second, third] {
            page.has(&format!("{} briefings", newest + 1));
        }
    }
}

#[test]
fn pages_that_are_not_there_have_one_of_their_own() {
    let run = pages(0).build();
    run.file("404.html").has("<h1>Page not found</h1>").has(r#"<a href="/">Front page</a>"#);
}

#[test]
fn pages_in_folders_keep_their_path() {
    let run = pages(0).run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    run.page("about/").has("<h1>About</h1>").has(r#"<a href="/team/people/">our people</a>"#);
    run.page("team/").has("<h1>Team</h1>").has(r#"<a href="/team/" aria-current="page">Team</a>"#);
}

#[test]
fn pages_may_name_their_template() {
    let run = pages(0).build();
    run.page("briefings/own/").has(r#"<p class="plain">In its own dress</p>"#);
    run.page("team/people/").has(r#"<p class="plain">People</p>"#);
    let site = pages(0);
    site.remove("templates/plain.html");
    site.build().ends(1).says("error[bad-template]").says("plain.html");
}

#[test]
fn pages_of_the_timeline_begin_with_the_newest_where_the_site_says_so() {
    let run = pages(3).build();
    run.page("timeline/").has_in_order(&["2026", "2025", "In its own dress", "Number 3.", "Number 2.", "Number 1."]);
    run.page("timeline/2025/").has_in_order(&["Number 3.", "Number 2.", "Number 1."]);
}
