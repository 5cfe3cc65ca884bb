//! The documentation of the sample site: what it says of keys, checks, blocks and components is what
//! the program has, and its examples build.
//!
//! `UPDATE_DOCS=1 cargo test --test docs` writes the parts that are made from the program.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use dateline::codes::Code;
use dateline::diagnostic::Severity;
use dateline::render::theme::BUILTIN;
use harness::Site;
use regex_lite::Regex;

/// Each page of the reference, with the kind of file that it is about.
const REFERENCE: [(&str, &str); 6] = [
    ("briefing", "briefing"),
    ("actor", "actor"),
    ("location", "location"),
    ("publisher", "publisher"),
    ("page", "page"),
    ("configuration", "config"),
];

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content/pages/docs")
}

/// A page of the documentation holds what was made for it from the byte `start` on, up to `end`.
fn holds(page: &str, made: &str, range: impl Fn(&str) -> (usize, usize)) {
    let path = docs().join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let (start, end) = range(&text);
    if text[start..end] == *made {
        return;
    }
    assert!(
        std::env::var_os("UPDATE_DOCS").is_some(),
        "{page} does not say what the program has: run UPDATE_DOCS=1 cargo test --test docs"
    );
    std::fs::write(path, [&text[..start], made, &text[end..]].concat()).unwrap();
}

/// The section of a page below a heading.
fn section<'a>(heading: &'a str) -> impl Fn(&str) -> (usize, usize) + 'a {
    move |text| {
        let start = text.find(&format!("\n{heading}\n\n")).unwrap() + heading.len() + 3;
        let end = text[start..].find("\n## ").map_or(text.len(), |at| start + at);
        (start, end)
    }
}

#[test]
fn the_reference_says_what_the_schema_says() {
    for (page, kind) in REFERENCE {
        let run = Site::of(&[]).run(&["schema", kind, "--format", "markdown"]);
        run.succeeds().quiet();
        let body = |text: &str| (text[4..].find("\n---\n").unwrap() + 9, text.len());
        holds(&format!("reference/{page}.md"), &run.stdout, body);
    }
}

#[test]
fn every_kind_of_mistake_is_listed() {
    let mut made = String::from("| Kind | Weighs | Means |\n|---|---|---|\n");
    for code in Code::ALL {
        let weighs = match (code.adjustable(), code.off_by_default(), code.severity()) {
            (false, ..) => "error, always",
            (_, true, _) if code.is_advice() => "advice",
            (_, true, _) => "off",
            (_, _, Severity::Error) => "error",
            _ => "warning",
        };
        let _ = writeln!(made, "| <span id=\"{code}\">`{code}`</span> | {weighs} | {} |", code.meaning());
    }
    holds("checks.md", &made, section("## Every kind of mistake"));
}

#[test]
fn every_block_and_component_is_listed() {
    let block = Regex::new(r"\{%-? block ([a-z_]+)").unwrap();
    let mut blocks = String::from("| Template | Blocks of its own |\n|---|---|\n");
    let mut components = String::from("| Component | Draws |\n|---|---|\n");
    let component = Regex::new(r"(?s)^\{#-(.+?)-#\}.*?\{%-? component ([a-z_]+\([^)]*\))").unwrap();
    let of = |name: &str| -> Vec<String> {
        let text = BUILTIN.iter().find(|(builtin, _)| *builtin == name).unwrap().1;
        block.captures_iter(text).map(|found| found[1].to_owned()).collect()
    };
    let base = of("base.html");
    for (name, _) in BUILTIN {
        if name.starts_with("components/") {
            let text = BUILTIN.iter().find(|(builtin, _)| builtin == name).unwrap().1;
            let found = component.captures(text).unwrap_or_else(|| panic!("{name} does not begin with what it draws"));
            let about = found[1].split_whitespace().collect::<Vec<_>>().join(" ").replace('<', "\\<");
            let _ = writeln!(components, "| `{}` | {about} |", &found[2]);
        } else if name.ends_with(".html") && *name != "base.html" {
            let own: Vec<String> =
                of(name).iter().filter(|block| !base.contains(block)).map(|block| format!("`{block}`")).collect();
            if !own.is_empty() {
                let _ = writeln!(blocks, "| `{name}` | {} |", own.join(", "));
            }
        }
    }
    let all: Vec<String> = base.iter().map(|block| format!("`{block}`")).collect();
    let rest: Vec<String> = BUILTIN
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !name.contains('/') && *name != "base.html" && of(name).iter().all(|b| base.contains(b)))
        .filter(|name| !of(name).is_empty())
        .map(|name| format!("`{name}`"))
        .collect();
    let _ = write!(
        blocks,
        "\nEvery page but `redirect.html` has the blocks of `base.html` too: {}. Those without blocks of their own are {}.\n",
        all.join(", "),
        rest.join(", ")
    );
    holds("templates.md", &blocks, section("## Blocks"));
    holds("templates.md", &components, section("## Every component"));
}

#[test]
fn every_key_is_explained_under_its_own_heading_once() {
    for (page, _) in REFERENCE {
        let text = std::fs::read_to_string(docs().join(format!("reference/{page}.md"))).unwrap();
        let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
        let once: BTreeSet<&&str> = headings.iter().collect();
        assert_eq!(headings.len(), once.len(), "{page}");
        assert!(headings.len() > 5, "{page}");
    }
}

/// The sample with its documentation has no mistake, and no link of it leads nowhere.
#[test]
fn the_documentation_builds_with_nothing_said() {
    let run = Site::sample().run(&["build", "--strict"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    run.page("docs/").has("href=\"/docs/reference/briefing/\"");
    run.page("").has("href=\"/docs/\">Docs</a>");
}

/// A fenced block of code: the words after the fence, and what stands in it.
struct Example {
    page: String,
    line: usize,
    words: String,
    text: String,
}

fn examples() -> Vec<Example> {
    let mut found = Vec::new();
    let entries = walkdir::WalkDir::new(docs()).sort_by_file_name().into_iter().map(Result::unwrap);
    for entry in entries.filter(|entry| entry.file_type().is_file()) {
        let page = entry.path().strip_prefix(docs()).unwrap().display().to_string();
        let text = std::fs::read_to_string(entry.path()).unwrap();
        let mut open: Option<Example> = None;
        for (number, line) in text.lines().enumerate() {
            match (line.strip_prefix("```"), &mut open) {
                (Some(words), None) => {
                    let words = words.to_owned();
                    open = Some(Example { page: page.clone(), line: number + 1, words, text: String::new() });
                }
                (Some(_), Some(_)) => found.extend(open.take()),
                (None, Some(example)) => {
                    example.text.push_str(line);
                    example.text.push('\n');
                }
                (None, None) => {}
            }
        }
        assert!(open.is_none(), "{page} leaves a block of code open");
    }
    found
}

/// The site that the examples play in: what `dateline init` writes.
fn ground() -> Site {
    let site = Site::of(&[]);
    site.run(&["init"]).succeeds();
    site
}

/// Every example is checked as what it is: a file with its front matter, by the kind that the fence
/// names; a part of a briefing's front matter; a `config`; a template; or `wrong`, which is told.
#[test]
fn examples_are_right() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for Example { page, line, words, text } in examples() {
        let site = ground();
        let part = || {
            let date = if text.contains("\ndate:") || text.starts_with("date:") { "" } else { "date: 2026-05-01\n" };
            format!("---\ntitle: An example\n{date}{text}---\n")
        };
        let (language, kind) = words.split_once(' ').unwrap_or((&words, ""));
        match (language, kind) {
            ("yaml", "") if text.starts_with("---\n") => site.write("content/briefings/example.md", &text),
            ("yaml", "" | "wrong") => site.write("content/briefings/example.md", part()),
            ("yaml", "config") => site.write("dateline.yaml", &text),
            ("yaml", "words") => {
                site.write("dateline.yaml", "language: fr\n");
                site.write("templates/words/fr.yaml", &text)
            }
            ("yaml", kind) => site.write(&format!("content/{kind}s/example.md"), &text),
            ("html", path) => site.write(path, &text),
            ("sh" | "text", "") => continue,
            _ => panic!("{page}:{line}: what is `{words}`?"),
        };
        if words == "html templates/wide.html" {
            site.write("content/pages/wide.md", "---\ntitle: Wide\ntemplate: wide.html\n---\nText.\n");
        }
        let run = site.run(&["build", "--strict"]);
        let expected = i32::from(kind == "wrong");
        assert_eq!(run.status, expected, "{page}:{line}\n{text}\n{}", run.stderr);
        *seen.entry(language.to_owned()).or_default() += 1;
    }
    assert!(seen["yaml"] > 20 && seen["html"] > 3, "{seen:?}");
}
