//! `dateline init`, `new` and `completions`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::BTreeMap;

use harness::Site;
use regex_lite::Regex;
use serde_json::Value;

fn empty() -> Site {
    Site::of(&[])
}

fn begun() -> Site {
    let site = empty();
    site.run(&["init"]).succeeds().quiet();
    site
}

fn text(site: &Site, path: &str) -> String {
    std::fs::read_to_string(site.root().join(path)).unwrap()
}

/// A text with the lines that comments keep in reserve made to count.
fn uncommented(text: &str) -> String {
    let reserve = Regex::new("^# (( *(- )?[a-z_]+:( |$)| +- ).*)$").unwrap();
    let lines = text.lines().map(|line| reserve.replace(line, "$1").into_owned());
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn init_writes_a_site_that_builds_with_nothing_said() {
    let site = empty();
    let run = site.run(&["init"]);
    run.succeeds().quiet().says("content/briefings/ferry-berth-closes.md").says("dateline build").says("Next:");
    let run = site.run(&["build", "--strict"]);
    run.succeeds().quiet().says("1 briefing").links_lead_somewhere("/");
    run.page("briefings/ferry-berth-closes/").says("a deckhand of the ferry").says("about April 2025");
    run.page("about/").says("Larkhaven");
    run.page("publishers/larkhaven-courier/").says("usually reliable");
    run.nowhere("front matter: a key");
    site.run(&["check", "--strict"]).succeeds().quiet();
}

#[test]
fn what_the_comments_of_init_keep_in_reserve_is_right() {
    let site = begun();
    for (path, _) in site.output("") {
        if path.ends_with(".md") || path == "dateline.yaml" {
            site.write(&path, uncommented(&text(&site, &path)));
        }
    }
    assert!(text(&site, "dateline.yaml").contains("\nbase_url: "));
    site.run(&["build", "--strict"]).succeeds().quiet().file("feed.xml").has("Ferry berth");
}

#[test]
fn init_makes_the_folder_that_it_is_given() {
    let site = empty();
    site.run(&["init", "new/harbour watch"]).succeeds().says("cd \"new/harbour watch\"");
    site.run(&["build", "--root", "new/harbour watch", "--strict"]).succeeds();
    site.run(&["init", "--root", "new", "other"]).succeeds().says("cd new/other");
    assert!(site.root().join("new/other/dateline.yaml").is_file());
}

#[test]
fn init_overwrites_nothing() {
    let site = begun();
    site.write("content/briefings/ferry-berth-closes.md", "mine").remove(".gitignore");
    let before = site.output("");
    let run = site.run(&["init"]);
    run.ends(2).says("there is a site in this folder already").says("dateline.yaml").says("ferry-berth-closes.md");
    assert_eq!(before, site.output(""));
    let site = Site::briefing("title: A\ndate: 2026-01-01", "");
    let before = site.output("");
    site.run(&["init"]).ends(2).says("nothing was written");
    assert_eq!(before, site.output(""));
}

#[test]
fn init_leaves_other_files_as_they_are() {
    let site = Site::of(&[(".gitignore", "mine"), ("README.md", "mine"), (".vscode/settings.json", "{}")]);
    site.run(&["init"])
        .succeeds()
        .says("Left as they are, for they were there already:\n  .gitignore\n  .vscode/settings.json\n");
    assert_eq!(text(&site, ".gitignore"), "mine");
    assert_eq!(text(&site, ".vscode/settings.json"), "{}");
    site.run(&["build", "--strict"]).succeeds();
}

#[cfg(unix)]
#[test]
fn init_writes_through_no_symbolic_link() {
    let site = empty();
    std::os::unix::fs::symlink("elsewhere", site.root().join("dateline.yaml")).unwrap();
    site.run(&["init"]).ends(2).says("nothing was written");
    assert!(!site.root().join("elsewhere").exists());
    std::fs::remove_file(site.root().join("dateline.yaml")).unwrap();
    std::os::unix::fs::symlink("elsewhere", site.root().join(".gitignore")).unwrap();
    site.run(&["init"]).succeeds().says("Left as they are");
    assert!(!site.root().join("elsewhere").exists());
}

#[test]
fn init_sets_an_editor_up() {
    let site = begun();
    let json = |path: &str| -> Value {
        let text = text(&site, path);
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        serde_json::from_str(&lines.join("\n")).unwrap()
    };
    assert_eq!(json(".vscode/settings.json")["yaml.schemas"]["./schemas/config.json"], "dateline.yaml");
    assert!(json(".vscode/extensions.json")["recommendations"].is_array());
    assert_eq!(text(&site, "schemas/config.json"), site.run(&["schema", "config"]).stdout);
    assert!(text(&site, "dateline.yaml").starts_with("# yaml-language-server: $schema=schemas/config.json\n"));

    // What the editor looks for in a report is what stands there.
    site.write("content/briefings/bad.md", "---\ntitle: Bad\ndate: 2025-01-01\nsumary: X\n---\n");
    let report = site.run(&["check"]);
    let report: Vec<&str> = report.ends(1).stderr.lines().collect();
    let matcher = &json(".vscode/tasks.json")["tasks"][0]["problemMatcher"];
    let pattern = |i: usize| Regex::new(matcher["pattern"][i]["regexp"].as_str().unwrap()).unwrap();
    let said = pattern(0).captures(report[0]).unwrap();
    assert_eq!(&said[2], "unknown-key");
    let place = pattern(1).captures(report[1]).unwrap();
    assert_eq!((&place[1], &place[2], &place[3]), ("content/briefings/bad.md", "4", "1"));
}

#[test]
fn a_built_in_template_can_be_taken_over_as_it_is() {
    let site = Site::briefing("title: A\ndate: 2026-01-01", "");
    let before = site.build().page("briefings/a/").text().to_owned();
    let list = site.run(&["templates"]).succeeds().stdout.clone();
    assert!(list.lines().any(|line| line == "briefing.html"), "{list}");
    for name in list.lines() {
        let text = site.run(&["templates", name]).succeeds().stdout.clone();
        site.write(&format!("templates/{name}"), text);
    }
    // The names of scripts have a hash, and those that the binary publishes are without their comments.
    let nameless = |page: &str| Regex::new(r"\.[0-9a-f]{10}").unwrap().replace_all(page, "").into_owned();
    let own = site.run(&["build", "--strict"]);
    assert_eq!(nameless(own.succeeds().quiet().page("briefings/a/").text()), nameless(&before));
    site.run(&["templates", "breifing.html"]).ends(2).says("did you mean briefing.html?");
}

#[test]
fn each_snippet_of_the_editor_is_a_front_matter_that_passes() {
    let site = begun();
    let path = ".vscode/briefing.code-snippets";
    assert_eq!(text(&site, path), site.run(&["schema", "briefing", "--format", "snippets"]).stdout);
    let snippets: BTreeMap<String, Value> = serde_json::from_str(&text(&site, path)).unwrap();
    assert!(
        ["said_by of claims", "archive_url of sources", "stance of actors"]
            .iter()
            .all(|key| snippets.contains_key(*key))
    );
    let mut wrong = Vec::new();
    let stop = Regex::new(r"\$\{\d\|([^,|]*)[^|]*\|\}|\$\{\d:([^}]*)\}|\$(\d)").unwrap();
    for (name, snippet) in &snippets {
        assert_eq!(snippet["scope"], "markdown");
        assert!(!snippet["description"].as_str().unwrap().is_empty(), "{name} is not explained");
        let lines: Vec<&str> = snippet["body"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        // The first choice is taken; what is open stays so, but for what must be there.
        let fill = |text: &str| {
            let filled = stop.replace_all(text, |c: &regex_lite::Captures<'_>| match (c.get(1), c.get(2)) {
                (Some(choice), _) => choice.as_str().to_owned(),
                (_, Some(given)) => given.as_str().replace("$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", "2025-01-04"),
                // Where writing ends, there is something in the end; an old address or a name.
                _ if &c[3] == "0" => "/harbour/".to_owned(),
                _ => String::new(),
            });
            let must = Regex::new("(?m)^( *(?:- )?)(text|title|name|said_by): *$").unwrap();
            let filled = must.replace_all(&filled, "${1}${2}: It is so");
            Regex::new("(?m)^( *(?:- )?date): *$").unwrap().replace_all(&filled, "${1}: 2025-01-04").into_owned()
        };
        let body = fill(&lines.join("\n"));
        let front = match name.split_once(" of ") {
            Some(("an entry", list)) => format!("{list}:\n{body}"),
            // A key of an entry stands among the others that the entry has to have.
            Some((key, list)) => {
                let entry = &snippets[&format!("an entry of {list}")]["body"];
                let entry: Vec<&str> = entry.as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
                let entry = fill(&entry.join("\n")).replacen("- ", "  ", 1);
                let others = entry.lines().filter(|line| !line.starts_with(&format!("  {key}:")));
                let others: String = others.map(|line| format!("\n  {line}")).collect();
                format!("{list}:\n  - {}{others}", body.replace('\n', "\n    "))
            }
            None => body,
        };
        // A key that is chosen wants its value; these want one that there is.
        let front = front
            .replace("superseded_by: ", "")
            .replace("translation_of: ", "")
            .replace("template: ", "")
            .replace("[, ]", "[1, 2]");
        let head = ["title", "date"].into_iter().filter(|key| !front.starts_with(&format!("{key}:")));
        let head: String = head.map(|key| format!("{key}: 2025-01-03\n")).collect();
        site.write("content/briefings/snippet.md", format!("---\n{head}{front}\n---\n"));
        let run = site.run(&["build", "--drafts", "--strict"]);
        wrong.extend((!run.stderr.is_empty()).then(|| format!("{name}:\n{front}\n{}", run.stderr)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_new_briefing_is_a_draft_of_today() {
    let site = begun();
    let run = site.run(&["new", "briefing", "Crane: \"three\" falls"]);
    run.succeeds().quiet();
    assert_eq!(run.stdout, "content/briefings/crane-three-falls.md\n");
    let written = text(&site, "content/briefings/crane-three-falls.md");
    assert!(written.contains("\ndate: 2026-06-01\n") && written.contains("\nstatus: draft\n"), "{written}");
    let run = site.run(&["build", "--strict"]);
    run.succeeds().quiet().says("Held back: 1 draft").nowhere("three\" falls");
    let run = site.run(&["build", "--drafts", "--strict"]);
    run.succeeds().quiet().page("briefings/crane-three-falls/").says("Crane: \"three\" falls");
}

#[test]
fn today_is_in_the_time_zone_of_the_site() {
    // The clock of these tests stands at 00:00 UTC on 1 June 2026.
    let site = Site::of(&[("dateline.yaml", "timezone: Pacific/Kiritimati\n")]);
    site.run(&["new", "briefing", "Early"]).succeeds();
    assert!(text(&site, "content/briefings/early.md").contains("\ndate: 2026-06-01\n"));
    site.write("dateline.yaml", "timezone: America/New_York\n").run(&["new", "briefing", "Late"]).succeeds();
    assert!(text(&site, "content/briefings/late.md").contains("\ndate: 2026-05-31\n"));
}

#[test]
fn new_profiles_are_found_by_their_name() {
    let site = Site::briefing(
        "title: A\ndate: 2026-01-01\nactors: [Harbour Union]\nlocations: [South Pier]\nsources: [{publisher: Pier News}]",
        "",
    );
    for (kind, name, path) in [
        ("actor", "Harbour Union", "content/actors/harbour-union.md"),
        ("location", "South Pier", "content/locations/south-pier.md"),
        ("publisher", "Pier News", "content/publishers/pier-news.md"),
    ] {
        let run = site.run(&["new", kind, name]);
        assert_eq!(run.succeeds().quiet().stdout, format!("{path}\n"));
        site.write(path, text(&site, path) + "It has a profile now.\n");
    }
    let run = site.run(&["build", "--strict"]);
    run.succeeds().quiet();
    for page in ["actors/harbour-union/", "locations/south-pier/", "publishers/pier-news/"] {
        run.page(page).says("It has a profile now.");
    }
}

#[test]
fn what_the_comments_of_new_keep_in_reserve_is_right() {
    let site = begun();
    for kind in ["briefing", "actor", "location", "publisher"] {
        let path = site.run(&["new", kind, "Something", "new"]).succeeds().stdout.trim().to_owned();
        let all = uncommented(&text(&site, &path));
        assert!(all.matches("\n#").count() < text(&site, &path).matches("\n#").count() - 4, "{all}");
        site.write(&path, all);
    }
    site.run(&["build", "--drafts"]).succeeds().quiet();
}

#[test]
fn new_overwrites_nothing() {
    let site = begun();
    for (kind, folder) in
        [("briefing", "briefings"), ("actor", "actors"), ("location", "locations"), ("publisher", "publishers")]
    {
        site.run(&["new", kind, "Pier", "nine"]).succeeds();
        let path = format!("content/{folder}/pier-nine.md");
        site.write(&path, text(&site, &path) + "mine");
        let before = site.output("");
        site.run(&["new", kind, "Pier nine"]).ends(2).says(&path).says("already");
        assert_eq!(before, site.output(""));
    }
}

#[test]
fn new_takes_no_id_that_another_file_has() {
    let site = Site::of(&[
        ("content/briefings/2025/crane.md", "---\ntitle: A\ndate: 2026-01-01\n---\n"),
        ("content/briefings/other.md", "---\nid: tug\ntitle: A\ndate: 2026-01-01\n---\n"),
        ("content/briefings/broken.md", "no front matter"),
    ]);
    let before = site.output("");
    site.run(&["new", "briefing", "Crane"]).ends(2).says("content/briefings/2025/crane.md has the id `crane` already");
    site.run(&["new", "briefing", "Tug"]).ends(2).says("content/briefings/other.md");
    site.run(&["new", "briefing", "Broken"]).ends(2).says("content/briefings/broken.md");
    assert_eq!(before, site.output(""));
    // Another kind has ids of its own, and the name of a file may be given.
    site.run(&["new", "actor", "Tug"]).succeeds();
    let run = site.run(&["new", "briefing", "Tug", "--id", "tug-2"]);
    assert_eq!(run.succeeds().stdout, "content/briefings/tug-2.md\n");
}

#[test]
fn a_name_of_any_script_makes_a_file() {
    let site = begun();
    let run = site.run(&["new", "actor", "Віктар Хрэнін"]);
    assert!(run.succeeds().stdout.starts_with("content/actors/viktar-khrenin-"), "{}", run.stdout);
    site.run(&["new", "actor", "!!!"]).ends(2).says("--id");
    site.run(&["new", "actor", " "]).ends(2).says("NAME");
    site.run(&["new", "actor", "!!!", "--id", "Not a slug"]).ends(2).says("not-a-slug");
    site.run(&["new", "actor"]).ends(2);
    site.run(&["new", "cargo", "X"]).ends(2).says("briefing, actor, location, publisher");
    site.run(&["new", "actor", "2025"]).succeeds();
    site.run(&["check", "--strict"]).succeeds().quiet();
}

#[test]
fn new_works_from_elsewhere_and_only_in_a_site() {
    let site = empty();
    site.run(&["new", "briefing", "A"]).ends(2).says("there is no site in this folder").says("dateline init");
    assert!(site.output("").is_empty());
    site.run(&["init", "harbour"]).succeeds();
    let run = site.run(&["new", "briefing", "A", "--root", "harbour"]);
    assert_eq!(run.succeeds().stdout, "harbour/content/briefings/a.md\n");
    assert!(site.root().join("harbour/content/briefings/a.md").is_file());
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = empty().run(&["completions", shell]);
        run.succeeds().quiet();
        for word in ["dateline", "init", "new", "completions", "--as-of".trim_start_matches('-')] {
            assert!(run.stdout.contains(word), "{shell} lacks {word}");
        }
    }
    empty().run(&["completions", "cmd"]).ends(2);
}

#[test]
fn the_help_names_every_command() {
    let run = empty().run(&["--help"]);
    run.succeeds().quiet();
    for command in ["init", "new", "build", "check", "schema", "completions"] {
        assert!(run.stdout.lines().any(|line| line.trim_start().starts_with(command)), "{command}");
        empty().run(&[command, "--help"]).succeeds().quiet();
    }
}
