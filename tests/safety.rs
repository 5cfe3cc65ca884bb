//! Content is not trusted: raw HTML passes an allow-list, and what is text stays text everywhere.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::html::{addresses, vocabulary};
use harness::{Run, Site};

fn body(markdown: &str) -> Run {
    let site = Site::briefing("title: A\ndate: 2026-01-01\nactors: [NATO]", markdown);
    site.write("dateline.yaml", "base_url: https://host.example/\n");
    site.build()
}

/// Every page, and the HTML in the feed as a reader takes it out.
fn documents(run: &Run) -> Vec<String> {
    let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).unwrap();
    let pages = run.files.iter().filter(|(path, _)| path.ends_with(".html")).map(|(_, bytes)| text(bytes));
    let pages = pages.map(|html| harness::html::without_theme(&harness::html::without_data(&html)));
    pages.chain([harness::html::unescaped(run.file("feed.xml").text())]).collect()
}

/// No page runs, loads or styles anything that it should not.
#[track_caller]
fn is_harmless(run: &Run, what: &str) {
    for html in documents(run) {
        for word in vocabulary(&html) {
            let element = [
                "<script",
                "<style",
                "<iframe",
                "<object",
                "<embed",
                "<svg",
                "<math",
                "<form",
                "<base",
                "<template",
                "<noscript",
            ];
            assert!(!element.contains(&&*word), "{what}: {word} in\n{html}");
            assert!(!word.starts_with("on") && word != "style" && word != "srcdoc", "{what}: {word} in\n{html}");
        }
        for address in addresses(&html) {
            let plain: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            let scheme = plain.split([':', '/', '?', '#']).next().unwrap().to_lowercase();
            assert!(!["javascript", "data", "vbscript", "file"].contains(&&*scheme), "{what}: {address} in\n{html}");
        }
    }
}

#[test]
fn what_runs_or_loads_is_taken_out_of_raw_html() {
    for raw in [
        "<script>alert(1)</script>",
        "a <script src=\"https://x.example/\"></script> b",
        "<style>body { display: none }</style>",
        "<iframe src=\"https://x.example/\"></iframe>",
        "<b onclick=\"alert(1)\">x</b>",
        "<img src=x.png onerror=alert(1)>",
        "<p style=\"position: fixed\">x</p>",
        "<svg><script>alert(1)</script></svg>",
        "<svg onload=alert(1)>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<object data=\"x\"></object><embed src=\"x\">",
        "<form action=\"https://x.example/\"><input type=\"text\"><button>Go</button></form>",
        "<base href=\"https://x.example/\">",
        "<template><b onclick=x>y</b></template>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<!-- --!><script>alert(1)</script> -->",
        "<scr<script>ipt>alert(1)</script>",
        "<details open ontoggle=alert(1)><summary>x</summary></details>",
        "| a |\n|---|\n| <b onclick=x>y</b> |",
        "[^n]\n\n[^n]: <b onclick=x>y</b>\n",
        "# <b onclick=x>y</b>",
    ] {
        let site = Site::briefing("title: A\ndate: 2026-01-01", raw);
        site.write(
            "dateline.yaml",
            "base_url: https://host.example/\nchecks: {missing-asset: off, broken-link: off}\n",
        );
        let run = site.build();
        run.succeeds();
        is_harmless(&run, raw);
    }
}

#[test]
fn no_link_of_another_kind_comes_through() {
    for link in [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](data:text/html,x)",
        "[x](vbscript:x)",
        "[x](file:///etc/passwd)",
        "[x](javascript&colon;alert(1))",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\" &#1;javascript:alert(1)\">x</a>",
        "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
        "![x](javascript:alert(1))",
        "<img src=\"data:image/svg+xml,x\">",
        "<javascript:alert(1)>",
        "[x]\n\n[x]: javascript:alert(1)",
    ] {
        let run = body(link);
        if run.status == 0 {
            is_harmless(&run, link);
        } else {
            assert!(!run.codes().is_empty() && run.files.is_empty(), "{link}\n{}", run.stderr);
        }
    }
}

#[test]
fn what_is_allowed_stays() {
    let raw = "<p class=\"note\" id=\"mine\" lang=\"be\">H<sub>2</sub>O, <kbd>x</kbd>, <abbr title=\"t\">a</abbr>,\n<del>no</del> <ins>yes</ins></p>\n\n\
        <details><summary>More</summary>Text.</details>\n\n[To it](#mine).\n";
    let run = body(raw);
    run.succeeds().quiet().links_lead_somewhere("/");
    for kept in
        ["H<sub>2</sub>O", "<kbd>x</kbd>", "id=\"mine\"", "<summary>More</summary>", "<del>no</del>", "title=\"t\""]
    {
        run.page("briefings/a/").has(kept);
    }
}

/// Markup, quotes and what ends a context, as the value of every key that is text.
const EVIL: &str = "</title></script><b x='\\\"'>&amp; ]]> {{ 7 * 7 }}";
const READ: &str = "</title></script><b x='\"'>&amp; ]]> {{ 7 * 7 }}";

fn evil() -> Run {
    let fill = |text: &str| text.replace("EVIL", EVIL);
    Site::of(&[
        (
            "dateline.yaml",
            &fill("title: \"T EVIL\"\nbase_url: https://host.example/team/\ndescription: \"EVIL\"\npublisher: {name: \"EVIL\"}\nlicence: {name: \"EVIL\"}\ntheme: {footer: \"EVIL\"}\nnavigation: [{title: \"EVIL\", url: /briefings/}]\n"),
        ),
        (
            "content/briefings/a.md",
            &fill(
                "---\ntitle: \"B EVIL\"\ndate: 2026-01-01\nsummary: \"EVIL\"\nauthors: [\"EVIL\"]\ntags: [\"EVIL\"]\nseries: \"EVIL\"\nversion: \"EVIL\"\n\
                 status: corrected\nstatus_reason: \"EVIL\"\nfiled_from: \"EVIL\"\n\
                 actors: [{name: \"A EVIL\", role: \"EVIL\", stance: \"EVIL\"}, p]\nlocations: [{name: \"L EVIL\", within: \"W EVIL\"}]\n\
                 key_judgments: [{text: \"EVIL\", claims: [\"EVIL\"]}]\n\
                 dates: [{date: 2025, date_text: \"EVIL\", title: \"E EVIL\", type: \"EVIL\", actors: [\"A EVIL\"], sources: [\"EVIL\"]}]\n\
                 claims: [{id: \"EVIL\", text: \"EVIL\", said_by: {anonymous: true, description: \"EVIL\"}, history: [{date: 2025, status: disputed, note: \"EVIL\"}]}]\n\
                 sources: [{id: \"EVIL\", publisher: \"P EVIL\", title: \"EVIL\", url: \"https://x.example/?a='%22\"}]\ncorrections: [{date: 2025, text: \"EVIL\"}]\n---\nBody.\n",
            ),
        ),
        (
            "content/actors/p.md",
            &fill("---\nname: \"N EVIL\"\naliases: [\"EVIL one\"]\nweak_aliases: [\"EVIL\"]\nprevious_names: [{name: \"EVIL old\"}]\nnative_name: {text: \"EVIL native\", lang: be}\nroles: [{title: \"EVIL\", organization: \"EVIL\"}]\nmember_of: [\"EVIL\"]\nlinks: [{title: \"EVIL\", url: https://x.example/}]\n---\n"),
        ),
        ("content/pages/q.md", &fill("---\ntitle: \"Q EVIL\"\nsummary: \"EVIL\"\n---\n")),
    ])
    .run(&["build"])
}

#[test]
fn text_stays_text_in_every_page() {
    let run = evil();
    run.succeeds().links_lead_somewhere("/team/");
    let drawing = regex_lite::Regex::new(r#" (d|viewBox|transform)="[-0-9. a-zA-Z()]*""#).unwrap();
    for (path, bytes) in run.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8(bytes.clone()).unwrap();
        // The numbers of a drawing are no sum of anybody's.
        let text = drawing.replace_all(&html, "");
        assert!(!text.contains("<b x=") && !text.contains("49 "), "{path}:\n{html}");
        // The page has one title; what a drawing marks has one too.
        assert_eq!(html.split("</head>").next().unwrap().matches("</title>").count(), 1, "{path}:\n{html}");
        assert_eq!(html.matches("</title>").count(), html.matches("<title>").count(), "{path}:\n{html}");
        is_harmless(&run, path);
    }
    for (page, text) in [("", "T "), ("briefings/a/", "B "), ("q/", "Q "), ("actors/p/", "N ")] {
        run.page(page).says(&format!("{text}{READ}"));
    }
}

#[test]
fn text_stays_text_in_the_feed() {
    let run = evil();
    let feed = run.file("feed.xml").text().to_owned();
    assert!(!feed.contains("<b x="), "{feed}");
    let title = feed.split("<title>").nth(2).unwrap().split("</title>").next().unwrap();
    assert!(harness::html::unescaped(title).ends_with(&format!("B {READ}")), "{title}");
    assert!(!run.file("sitemap.xml").text().contains("<b x="));
}

#[test]
fn controls_that_no_page_may_hold_are_refused_in_every_value() {
    for text in ["\\u0007", "\\u0000", "\\uFFFE", "\\x1b"] {
        let run = Site::briefing(&format!("title: \"A {text}\"\ndate: 2026-01-01"), "").build();
        run.ends(1);
        assert!(run.files.is_empty());
    }
}

#[test]
fn names_and_ids_never_lead_out_of_the_output() {
    for front in [
        "title: A\ndate: 2026-01-01\nid: ../../x",
        "title: A\ndate: 2026-01-01\nid: /etc/x",
        "title: A\ndate: 2026-01-01\nid: con",
        "title: A\ndate: 2026-01-01\naliases: [/../../x/]",
        "title: A\ndate: 2026-01-01\naliases: [/%2e%2e/x/]",
        "title: A\ndate: 2026-01-01\naliases: ['/..\\..\\x/']",
    ] {
        let run = Site::briefing(front, "").build();
        run.ends(1);
        assert!(run.files.is_empty(), "{front}");
    }
    let run =
        Site::briefing("title: A\ndate: 2026-01-01\nactors: [\"../../etc/passwd\", \"a/b\\\\c\", CON]", "").build();
    run.succeeds().links_lead_somewhere("/");
    run.page("actors/etc-passwd/").says("../../etc/passwd");
    run.missing("actors/con/index.html");
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() {
    let site = Site::briefing("title: A\ndate: 2026-01-01", "![x](link.png)");
    site.write("outside/secret.png", "zqsecret").write("static/real.txt", "real");
    std::os::unix::fs::symlink("../../outside/secret.png", site.root().join("content/briefings/link.png")).unwrap();
    std::os::unix::fs::symlink("../outside", site.root().join("static/linked")).unwrap();
    let run = site.build();
    run.ends(1).says("symbolic-link").says("missing-asset");
    site.write("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\n");
    let run = site.build();
    run.succeeds().reports(&["symbolic-link", "symbolic-link"]).nowhere("zqsecret");
    run.file("real.txt").has("real");
}

#[test]
fn no_request_leaves_the_site() {
    let run = Site::sample().build();
    run.succeeds();
    for (path, bytes) in run.files.iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".css")) {
        let text = String::from_utf8_lossy(bytes);
        for fetched in [
            "src=\"http",
            "src=\"//",
            "url(http",
            "url(\"http",
            "@import \"http",
            "rel=\"preconnect",
            "rel=\"stylesheet\" href=\"http",
        ] {
            assert!(!text.contains(fetched), "{path} has {fetched}");
        }
    }
}

#[test]
fn what_is_attached_never_runs_as_a_page() {
    let attached = |name: &str, text: &str| {
        let site = Site::briefing("title: A\ndate: 2026-01-01", &format!("[x]({name})"));
        site.write(&format!("content/briefings/{name}"), text);
        site.build()
    };
    for name in [
        "a.html", "a.HTM", "a.xhtml", "a.xml", "a.svgz", "a.js", "a.mjs", "a.css", "a.mht", "a.xslt", "a.php",
        "a.PhP5", "page",
    ] {
        let run = attached(name, "<script>alert(1)</script>");
        run.ends(1).reports(&["active-file"]).says(&format!("content/briefings/{name}"));
        assert!(run.files.is_empty());
    }
    let drawing =
        |inner: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{inner}</svg>");
    for inner in
        ["<script/>", "<g onclick=\"x\"/>", "<a href=\"javascript:x\"/>", "<image href=\"https://x.example/\"/>"]
    {
        attached("a.svg", &drawing(inner)).ends(1).reports(&["active-file"]);
    }
    for (name, text) in
        [("a.svg", &*drawing("<path d=\"M0 0h9\"/>")), ("a.pdf", "%PDF"), ("a.csv", "a,b"), ("a.txt", "<b>")]
    {
        attached(name, text).succeeds().file(&format!("briefings/{name}"));
    }
    // The site's own is trusted.
    let site = Site::briefing("title: A\ndate: 2026-01-01", "[x](/a.svg) [y](/a.html)");
    site.write("static/a.svg", drawing("<script/>")).write("static/a.html", "<script></script>");
    site.build().succeeds().file("a.html");
}

#[test]
fn every_page_says_what_it_may_load() {
    let run = Site::sample().build();
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'";
    for (path, bytes) in run.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = harness::html::unescaped(&String::from_utf8_lossy(bytes));
        let at = html.find(policy).unwrap_or_else(|| panic!("{path} says no policy"));
        assert!(!html.contains("unsafe-inline"), "{path}");
        let before = &html[..at];
        assert!(!before.contains("<script") && !before.contains("<link") && !before.contains("<style"), "{path}");
    }
}

/// Hugo let titles and addresses of links (CVE-2024-32875, CVE-2026-35166) and the words behind a fence of code out of their
/// attributes.
#[test]
fn what_stands_in_an_attribute_stays_there() {
    for markdown in [
        "[x](https://ok.example '\"><img src=x onerror=alert(1)>')",
        "[x](https://ok.example \"' onclick='alert(1)\")",
        "[x](https://ok.example/?q=\"onclick=\"alert(1))",
        "[x](https://ok.example/'onclick='alert(1))",
        "[x]\n\n[x]: https://ok.example (\" onclick=\"alert(1))",
        "![\" onload=\"alert(1)](a.png '\" onload=\"alert(1)')",
        "<https://ok.example/\"onclick=\"alert(1)>",
        "```js\" onclick=\"alert(1)\ncode\n```",
        "```<img src=x onerror=alert(1)>\ncode\n```",
        "# A {#b\" onclick=\"alert(1)}",
        "# A {onclick=\"alert(1)\" .c style=\"x\"}",
        "a[^\"onclick=\"alert(1)]\n\n[^\"onclick=\"alert(1)]: b",
        "[[NATO|\" onclick=\"alert(1)]]",
        "[[\" onclick=\"alert(1)]]",
        "| a |\n|:-:|\n| [x](https://ok.example '\" onclick=\"alert(1)') |",
    ] {
        let site = Site::briefing("title: A\ndate: 2026-01-01\nactors: [NATO]", markdown);
        site.write(
            "dateline.yaml",
            "base_url: https://host.example/\nchecks: {missing-asset: off, broken-link: off}\n",
        );
        let run = site.build();
        run.succeeds();
        is_harmless(&run, markdown);
    }
}
