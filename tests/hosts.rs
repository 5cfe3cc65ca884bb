//! What hosts read beside pages: `_headers`, what may be kept, and the files that `init --ci` writes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::BTreeMap;
use std::process::Command;

use dateline::load;
use dateline::plan::Caching;
use harness::{DOT, Run, Site, prepared};

const CACHE: &str = "Cache-Control";
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// The rules of a `_headers` file: patterns with their headers.
fn rules(text: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut rules: Vec<(String, BTreeMap<String, String>)> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
        match line.strip_prefix("  ") {
            None => rules.push((line.to_owned(), BTreeMap::new())),
            Some(header) => {
                let (name, value) = header.split_once(": ").unwrap();
                assert_eq!(rules.last_mut().unwrap().1.insert(name.to_owned(), value.to_owned()), None, "{line}");
            }
        }
    }
    rules
}

/// What hosts send with a file; no header may come from two rules, since some hosts would join them.
fn sent(rules: &[(String, BTreeMap<String, String>)], path: &str) -> BTreeMap<String, String> {
    let meets = |pattern: &str| match pattern.split_once('*') {
        None => pattern == path,
        Some((before, after)) => {
            path.len() >= before.len() + after.len() && path.starts_with(before) && path.ends_with(after)
        }
    };
    let mut all = BTreeMap::new();
    for (name, value) in rules.iter().filter(|(pattern, _)| meets(pattern)).flat_map(|(_, headers)| headers) {
        assert_eq!(all.insert(name.clone(), value.clone()), None, "{name} twice for {path}");
    }
    all
}

fn headers(run: &Run) -> Vec<(String, BTreeMap<String, String>)> {
    rules(run.file("_headers").text())
}

/// A file by its bytes: a PNG of one pixel, wide enough by its head that smaller copies are planned.
fn png(colour: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(1300, 8, image::Rgb([colour, 9, 9]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

const BRIEFING: &str = "---\ntitle: A\ndate: 2026-01-01\nactors: [Ann Reed]\n---\n![Wide](wide.png)\n";

fn site(config: &str) -> Site {
    let site = Site::of(&[("dateline.yaml", config), ("content/briefings/a.md", BRIEFING)]);
    site.write("content/briefings/wide.png", png(1));
    site
}

#[test]
fn pages_stand_under_a_policy_and_only_what_is_named_by_its_content_is_kept() {
    let site = site("title: T\nbase_url: https://host.example/team/\n");
    let run = site.build();
    run.succeeds().quiet();
    let rules = headers(&run);
    let sources = load::load(site.root()).unwrap();
    let prepared = prepared(sources);
    let mut kept = Vec::new();
    for file in run.files.keys().filter(|file| *file != ".dateline") {
        let sent = sent(&rules, &format!("/team/{file}"));
        let policy = &sent["Content-Security-Policy"];
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
        assert!(!policy.contains("unsafe-inline") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(sent["X-Content-Type-Options"], "nosniff");
        // What the file says is what the plan says, which a publisher asks.
        let told = prepared.plan.caching(file);
        assert_eq!(sent.get(CACHE).map(String::as_str), (told != Caching::Ask).then(|| told.header()), "{file}");
        if told == Caching::Forever {
            kept.push(file.as_str());
        }
    }
    for part in
        ["assets/style.", "assets/timeline.", "briefings/wide.png-960.", "pagefind/fragment/", "pagefind/index/"]
    {
        assert!(kept.iter().any(|file| file.starts_with(part)), "{part} is not kept: {kept:?}");
    }
    assert!(kept.iter().any(|file| file.ends_with(".pf_meta")));
    assert!(run.file("_headers").text().lines().any(|line| line.starts_with("#   Strict-Transport-Security")));
    assert!(!rules.iter().any(|(_, headers)| headers.contains_key("Strict-Transport-Security")));
}

/// What may be kept for good is never something else under the same name: two builds of a site in which all is another.
#[test]
fn what_is_kept_for_good_never_changes() {
    let site = site("title: T\n");
    let first = site.build();
    site.write("dateline.yaml", "title: T\nlanguage: fr\ntheme: {accent: \"#123456\"}\n");
    site.write("content/briefings/a.md", BRIEFING.replace("Ann Reed", "Bea Lind"));
    site.write("content/briefings/wide.png", png(200));
    site.write("templates/assets/seek.js", "// mine\n").write("templates/assets/timeline/scale.js", "// mine\n");
    site.write("templates/assets/picture.svg", "<svg/>");
    let second = site.build();
    second.succeeds();
    let plan = prepared(load::load(site.root()).unwrap()).plan;
    let changed = first.files.iter().filter(|(file, bytes)| second.files.get(*file).is_some_and(|now| now != *bytes));
    let changed: Vec<&String> = changed.map(|(file, _)| file).collect();
    assert!(changed.len() > 5);
    for file in changed {
        assert_eq!(plan.caching(file), Caching::Ask, "{file}");
    }
    assert_eq!(plan.caching("assets/picture.svg"), Caching::Ask);
}

/// Rules are for files by name: where a name would meet a file of the site's own, there is no rule.
#[test]
fn no_rule_meets_a_file_of_the_sites_own() {
    let site = site("title: T\n");
    site.write("static/briefings/wide.png-mine.txt", "x").write("static/own.webp", DOT);
    site.write("static/assets/faces/mine.txt", "x");
    let run = site.build();
    let rules = headers(run.succeeds());
    for file in
        ["own.webp", "briefings/wide.png-mine.txt", "assets/faces/mine.txt", "briefings/a/", "search/names.json"]
    {
        assert_eq!(sent(&rules, &format!("/{file}")).get(CACHE), None, "{file}");
    }
    // With a WebP of its own, but nothing beside it, each picture has a rule.
    let run = site.remove("static/briefings/wide.png-mine.txt").build();
    let wide = run.files.keys().find(|file| file.starts_with("briefings/wide.png-")).unwrap();
    assert_eq!(sent(&headers(&run), &format!("/{wide}"))[CACHE], IMMUTABLE);
    assert_eq!(sent(&headers(&run), "/own.webp").get(CACHE), None);
}

#[test]
fn a_site_of_many_pictures_has_no_more_rules_than_hosts_read() {
    let site = Site::of(&[("static/own.webp", DOT)]);
    for i in 0..120 {
        site.write(&format!("content/briefings/p{i}.png"), png(i));
        let text = format!("---\ntitle: A{i}\ndate: 2026-01-01\n---\n![Wide](p{i}.png)\n");
        site.write(&format!("content/briefings/a{i}.md"), text);
    }
    assert_eq!(headers(&site.build()).len(), 100);
}

#[test]
fn a_site_says_its_own_headers_and_without_search_no_code_is_compiled() {
    let site = site("title: T\noutputs: {search: false}\n");
    site.build().succeeds().file("_headers").has("script-src 'self'; style-src").lacks("pagefind");
    site.write("static/_headers", "/*\n  X-Mine: yes\n");
    let run = site.build();
    run.succeeds().quiet();
    assert_eq!(run.file("_headers").text(), "/*\n  X-Mine: yes\n");
}

/// What the file says by itself is no leak of a briefing that is held back and says it too.
#[test]
fn what_the_file_says_may_be_a_secret_elsewhere() {
    let site = site("title: T\n");
    for (i, title) in
        ["Cloudflare Pages", "Content-Security-Policy", "Strict-Transport-Security", "immutable"].iter().enumerate()
    {
        site.write(
            &format!("content/briefings/h{i}.md"),
            format!("---\ntitle: {title}\ndate: 2026-01-01\nstatus: draft\n---\n"),
        );
    }
    site.build().succeeds();
}

/// Style sheets and scripts are told with a hash, so that none is used that another put in its place; browsers compare it
/// in the page tests.
#[test]
fn style_sheets_and_scripts_are_told_with_a_hash() {
    let site = site("title: T\n");
    site.write("templates/assets/own.js", "alert('Hello, world.');");
    let own = "{{ site.integrity[\"own.js\"] }}|{% if site.integrity[\"icon.svg\"] %}yes{% else %}none{% endif %}";
    site.write("templates/404.html", own);
    let run = site.build();
    run.succeeds();
    // The example of MDN's page on Subresource Integrity.
    let hash = "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO";
    assert_eq!(run.file("404.html").text(), format!("{hash}|none"));
    for (file, bytes) in run.files.iter().filter(|(file, _)| file.ends_with(".html") && *file != "404.html") {
        let page = String::from_utf8_lossy(bytes);
        let told = page.split('<').filter(|tag| tag.contains("src=\"/assets/") || tag.contains("rel=\"stylesheet\""));
        for tag in told.filter(|tag| !tag.starts_with("img")) {
            assert!(tag.contains(" integrity=\"sha384-"), "{file}: {tag}");
        }
    }
}

/// The files for each host.
const HOSTS: [(&str, &[&str]); 4] = [
    ("github", &[".github/workflows/site.yml"]),
    ("gitlab", &[".gitlab-ci.yml"]),
    ("netlify", &["netlify.toml", "ci/build.sh"]),
    ("cloudflare", &["wrangler.toml", "ci/build.sh"]),
];

#[test]
fn init_writes_what_a_host_needs_into_a_site_that_is_there_and_nothing_else() {
    for (host, files) in HOSTS {
        let site = Site::briefing("title: A\ndate: 2026-01-01", "");
        let before = site.output("");
        site.run(&["init", "--ci", host]).succeeds().says(files[0]).says("Next:");
        let mut after = site.output("");
        for file in files {
            let text = String::from_utf8(after.remove(*file).unwrap()).unwrap();
            assert!(!text.contains("@VERSION@") && !text.contains("@RUST@"), "{text}");
            // What it asks of Dateline can be asked.
            for asked in text.lines().map(str::trim).filter_map(|line| line.split("dateline build --strict").nth(1)) {
                assert!(asked.is_empty() || asked.starts_with(" \"$@") || asked.starts_with(" --base-url "), "{asked}");
            }
            if file.ends_with(".yml") {
                let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
                assert!(read.is_mapping());
            }
            if cfg!(unix) && file.ends_with(".sh") {
                let parsed = Command::new("sh").args(["-n", "-c", &text]).status().unwrap();
                assert!(parsed.success(), "{text}");
            }
        }
        assert_eq!(after, before);
        site.run(&["init", "--ci", host]).ends(2).says("all of this").says("nothing was written");
        // What its owner changed stays, and the rest comes back.
        site.write(files[0], "mine");
        if files.len() > 1 {
            site.remove(files[1]).run(&["init", "--ci", host]).succeeds().says("Left as they are");
            assert!(site.root().join(files[1]).is_file());
        }
        assert_eq!(std::fs::read_to_string(site.root().join(files[0])).unwrap(), "mine");
    }
}

#[test]
fn init_begins_a_site_with_what_its_host_needs() {
    let site = Site::of(&[]);
    site.run(&["init", "--ci", "github"]).succeeds().says("dateline.yaml").says("Then, for the host:");
    site.run(&["build", "--strict"]).succeeds().quiet();
    assert!(site.root().join(".github/workflows/site.yml").is_file());
}
