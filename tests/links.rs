//! Links of every kind: names, pages, files, addresses; by hand and by themselves.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::{DOT, Run, Site};

const FRONT: &str = "title: A\ndate: 2026-01-01\nactors: [NATO, Alexander Lukashenko]\nlocations: [Minsk]";

fn prose(config: &str, body: &str) -> Run {
    let site = Site::briefing(FRONT, body);
    site.write("dateline.yaml", config);
    site.build()
}

/// The prose of the briefing's page.
fn body(run: &Run) -> String {
    let page = run.page("briefings/a/").text().to_owned();
    let start = page.find("<div class=\"prose\">").unwrap();
    page[start..start + page[start..].find("</div>").unwrap()].to_owned()
}

/// How many links to an address the prose has.
fn links_to(run: &Run, address: &str) -> usize {
    body(run).matches(&format!("href=\"{address}\"")).count()
}

#[test]
fn the_first_mention_links_by_itself() {
    let run = prose("", "NATO met in Minsk. NATO left. Minsk stayed.");
    run.succeeds().quiet().links_lead_somewhere("/");
    assert_eq!((links_to(&run, "/actors/nato/"), links_to(&run, "/locations/minsk/")), (1, 1));
}

#[test]
fn all_mentions_link_or_none_where_the_site_says_so() {
    let text = "NATO met in Minsk. NATO left. [[NATO]] by hand.";
    assert_eq!(links_to(prose("auto_link: all\n", text).succeeds(), "/actors/nato/"), 3);
    let off = prose("auto_link: \"off\"\n", text);
    assert_eq!((links_to(off.succeeds(), "/actors/nato/"), links_to(&off, "/locations/minsk/")), (1, 0));
    prose("auto_link: off\n", text).succeeds().quiet();
}

#[test]
fn what_is_linked_by_hand_is_not_linked_again() {
    assert_eq!(links_to(prose("", "NATO, that is [[NATO]].").succeeds(), "/actors/nato/"), 1);
}

#[test]
fn only_whole_words_in_running_text_link() {
    for text in ["SubNATOmic NATOs.", "`NATO`", "    NATO", "# NATO", "[NATO](https://nato.example/)"] {
        let run = prose("", text);
        assert_eq!(links_to(run.succeeds(), "/actors/nato/"), 0, "{text}\n{}", body(&run));
    }
    for text in ["NATO's", "(NATO)", "*NATO*", "“NATO”", "NATO-led", "- NATO", "> NATO", "| a |\n|---|\n| NATO |"] {
        let run = prose("", text);
        assert_eq!(links_to(run.succeeds(), "/actors/nato/"), 1, "{text}\n{}", body(&run));
    }
}

#[test]
fn a_name_in_a_link_or_in_code_of_raw_html_is_left_alone() {
    for text in ["<a href=\"https://nato.example/\">NATO</a>", "<code>NATO</code>", "<pre>NATO</pre>"] {
        let run = prose("", text);
        assert_eq!(links_to(run.succeeds(), "/actors/nato/"), 0, "{text}\n{}", body(&run));
    }
}

#[test]
fn the_longest_name_is_meant() {
    let front = "title: A\ndate: 2026-01-01\nlocations: [Sudan, South Sudan]";
    let run = Site::briefing(front, "From South Sudan.").build();
    assert_eq!((links_to(run.succeeds(), "/locations/south-sudan/"), links_to(&run, "/locations/sudan/")), (1, 0));
}

#[test]
fn a_name_in_brackets_links_to_what_it_resolves_to() {
    let site = Site::of(&[
        ("content/actors/lukashenko.md", "---\nname: Alexander Lukashenko\naliases: [Lukashenka]\n---\n"),
        (
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\n---\n[[lukashenka]], [[lukashenko|the president]].\n",
        ),
    ]);
    let run = site.build();
    run.succeeds().quiet().links_lead_somewhere("/");
    assert_eq!(links_to(&run, "/actors/lukashenko/"), 2);
    run.page("briefings/a/").says("lukashenka, the president.");
    // To name somebody in a link is to mention them.
    run.page("actors/lukashenko/").has("href=\"/briefings/a/\"");
}

/// A site in which one briefing links to everything, below a path.
fn everything() -> Site {
    Site::of(&[
        ("dateline.yaml", "base_url: https://host.example/team/\nnavigation: [{title: About, url: /about/}]\n"),
        (
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\nactors: [NATO]\naliases: [/old/a/]\nsources: [{id: cgtn, title: Report}]\n---\n\
             ## What happened\n\n[file](sub/b.md), [part](sub/b.md#part-one), [absolute](/briefings/b/), [anchor](/briefings/b/#part-one),\n\
             [here](#what-happened), [page](/about/), [page file](../pages/about.md), [profile](../actors/nato.md), [list](/actors/),\n\
             [no slash](/actors), [out](https://example.org/?a=1&b=2), <mailto:desk@example.org>, [call](tel:+100),\n\
             [pdf](report%20one.pdf), ![map](map.png \"A map\"), ![static](/img/s.png), <a href=\"/timeline/2026/\">raw</a>, [name][ref].[^cgtn][^n]\n\n\
             [ref]: sub/b.md \"Title\"\n[^n]: A note to [[NATO]].\n",
        ),
        ("content/briefings/sub/b.md", "---\ntitle: B\ndate: 2026-01-02\n---\n## Part one\n\nBack to [A](../a.md).\n"),
        ("content/actors/nato.md", "---\nname: NATO\n---\nSee [A](../briefings/a.md).\n"),
        ("content/pages/about.md", "---\ntitle: About\n---\nTo [[NATO]] and [A](../briefings/a.md).\n"),
        ("content/briefings/map.png", DOT),
        ("content/briefings/report one.pdf", "pdf"),
        ("content/briefings/unused.png", "unused"),
        ("static/img/s.png", DOT),
    ])
}

#[test]
fn every_kind_of_link_leads_somewhere_below_a_path() {
    let run = everything().build();
    run.succeeds().quiet().links_lead_somewhere("/team/");
    for url in [
        "/team/briefings/b/",
        "/team/briefings/b/#part-one",
        "#what-happened",
        "/team/about/",
        "/team/actors/nato/",
        "/team/actors/",
        "https://example.org/?a=1&amp;b=2",
        "mailto:desk@example.org",
        "tel:+100",
        "/team/briefings/report%20one.pdf",
        "/team/timeline/2026/",
        "#source-cgtn",
    ] {
        run.page("briefings/a/").has(&format!("href=\"{url}\""));
    }
    run.page("briefings/a/").has("src=\"/team/briefings/map.png\"").has("src=\"/team/img/s.png\"");
}

#[test]
fn canonical_links_feed_sitemap_and_redirects_are_whole_below_a_path() {
    let run = everything().build();
    let at = "https://host.example/team/";
    run.page("").has(&format!("<link rel=\"canonical\" href=\"{at}\">"));
    run.page("briefings/a/").has(&format!("<link rel=\"canonical\" href=\"{at}briefings/a/\">"));
    run.page("old/a/").has("/team/briefings/a/").has(&format!("<link rel=\"canonical\" href=\"{at}briefings/a/\">"));
    run.file("_redirects").has("/team/old/a/ /team/briefings/a/ 301\n");
    run.file("robots.txt").has(&format!("Sitemap: {at}sitemap.xml\n"));
    let sitemap = run.file("sitemap.xml").text().to_owned();
    let listed: Vec<&str> = sitemap.split("<loc>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    for address in &listed {
        let below = address.strip_prefix(at).unwrap_or_else(|| panic!("{address} is not below {at}"));
        run.page(below);
    }
    assert!(listed.contains(&&*format!("{at}actors/nato/")) && !sitemap.contains("old/a") && !sitemap.contains("404"));
    let feed = harness::html::unescaped(run.file("feed.xml").text());
    for address in harness::html::addresses(&feed).iter().filter(|address| !address.starts_with('#')) {
        assert!(address.contains(':'), "the feed has the address {address}, which leaves out the host");
    }
    run.file("feed.xml").has(&format!("<id>{at}briefings/a/</id>")).has(&format!("href=\"{at}feed.xml\""));
}

#[test]
fn every_address_of_a_feed_has_its_host() {
    let run = everything().build();
    let feed = harness::html::unescaped(run.file("feed.xml").text());
    for address in harness::html::addresses(&feed) {
        assert!(address.contains(':'), "the feed has the address {address}, which leaves out the host");
    }
}

#[test]
fn another_base_url_may_be_asked_for_and_every_page_follows() {
    let run = everything().run(&["build", "--base-url", "https://other.example/deep/er"]);
    run.succeeds().links_lead_somewhere("/deep/er/");
    for (path, bytes) in &run.files {
        assert!(!String::from_utf8_lossy(bytes).contains("host.example"), "{path} has the old address");
    }
    everything().run(&["build", "--base-url", "https://other.example"]).succeeds().links_lead_somewhere("/");
}

#[test]
fn the_sample_has_no_dead_link() {
    Site::sample().run(&["build", "--strict"]).succeeds().quiet().links_lead_somewhere("/");
    Site::sample()
        .run(&["build", "--base-url", "https://host.example/team/"])
        .succeeds()
        .links_lead_somewhere("/team/");
}

#[test]
fn a_file_beside_a_briefing_travels_with_it_only_when_it_is_used() {
    let run = everything().build();
    run.file("briefings/map.png").has("GIF89a");
    run.file("briefings/report one.pdf").has("pdf");
    run.missing("briefings/unused.png").file("img/s.png").has("GIF89a");
}

#[test]
fn lists_of_more_than_a_page_link_to_each_other() {
    let site = Site::of(&[("dateline.yaml", "base_url: https://host.example/team\n")]);
    for n in 0..105 {
        let front = format!("title: Number {n}\ndate: 2025-01-{:02}\nactors: [NATO]", n % 28 + 1);
        site.write(&format!("content/briefings/n{n}.md"), format!("---\n{front}\n---\n"));
    }
    let run = site.build();
    run.succeeds().quiet().links_lead_somewhere("/team/");
    let mut seen = Vec::new();
    for page in ["actors/nato/", "actors/nato/page/2/", "actors/nato/page/3/"] {
        let text = run.page(page).text().to_owned();
        seen.extend((0..105).filter(|n| text.contains(&format!("href=\"/team/briefings/n{n}/\""))));
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..105).collect::<Vec<_>>(), "each briefing is on just one page of the list");
    run.missing("briefings/page/7/index.html").missing("briefings/page/1/index.html");
    run.missing("actors/nato/page/4/index.html");
    run.page("actors/nato/page/3/").has("href=\"/team/actors/nato/page/2/\"");
    // What a page of a list calls itself.
    run.page("briefings/page/2/").has("<link rel=\"canonical\" href=\"https://host.example/team/briefings/page/2/\">");
}

#[test]
fn an_actors_image_is_shown_and_a_missing_one_is_told() {
    let site = Site::of(&[
        ("content/actors/nato.md", "---\nname: NATO\nimage: flag.png\n---\n"),
        ("content/actors/flag.png", DOT),
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nactors: [NATO]\n---\n"),
    ]);
    let run = site.build();
    run.succeeds().quiet().file("actors/flag.png").has("GIF89a");
    run.page("actors/nato/").has("src=\"/actors/flag.png\"");
    site.remove("content/actors/flag.png");
    site.build().ends(1).reports(&["missing-asset"]).says("content/actors/nato.md:3:8");
}

#[test]
fn a_name_that_is_part_of_a_longer_one_is_left_alone() {
    let body = "George Washington University and New York University. Michael Jordan met Paris Hilton in the Paris region.\n\n\
                In Washington, Minister Ann Lee Roe spoke. On to New York!\n";
    let front = "title: A\ndate: 2026-01-01\nlocations: [Washington, New York, Paris]\nactors: [Jordan, Ann Lee Roe]";
    let run = Site::briefing(front, body).build();
    run.succeeds();
    let page = run.page("briefings/a/");
    page.has("<p>George Washington University and New York University. Michael Jordan met Paris Hilton in the Paris region.</p>");
    for name in ["Washington", "Ann Lee Roe", "New York"] {
        page.has(&format!("\">{name}</a>"));
    }
}

#[test]
fn whole_addresses_of_the_site_are_looked_at_too() {
    let site = Site::briefing(
        "title: A\ndate: 2026-01-01",
        "[x](https://x.example/t/briefings/nope/) [a](https://x.example/t/briefings/a/)\n",
    );
    site.write("dateline.yaml", "base_url: https://x.example/t/\n");
    site.run(&["check"]).ends(1).reports(&["broken-link"]);
}

#[test]
fn a_citation_is_one_in_any_letter_case() {
    let run = Site::briefing("title: A\ndate: 2026-01-01\nsources: [{id: cgtn, title: T}]", "One[^cgtn] two[^CGTN].\n")
        .build();
    run.succeeds().quiet().page("briefings/a/").has("id=\"cite-source-cgtn-2\"").lacks("footnotes");
}
