//! The output folder: owned, switched at once, left alone where nothing changed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::time::SystemTime;

use harness::Site;
use proptest::prelude::*;

const BASE: &str = "base_url: https://host.example/\n";

fn two_briefings() -> Site {
    Site::of(&[
        ("dateline.yaml", BASE),
        ("content/briefings/one.md", "---\ntitle: One\ndate: 2026-01-01\nactors: [NATO]\n---\nFirst text.\n"),
        ("content/briefings/two.md", "---\ntitle: Two\ndate: 2026-01-02\nlocations: [Minsk]\n---\nSecond text.\n"),
    ])
}

fn modified(site: &Site, path: &str) -> SystemTime {
    std::fs::metadata(site.public(path)).unwrap().modified().unwrap()
}

#[test]
fn nothing_changed_nothing_is_touched() {
    let site = two_briefings();
    let first = site.build();
    first.succeeds();
    let before: Vec<_> = first.files.keys().map(|path| modified(&site, path)).collect();
    let folder = modified(&site, "");
    let again = site.build();
    again.succeeds().says("nothing changed");
    assert_eq!(before, first.files.keys().map(|path| modified(&site, path)).collect::<Vec<_>>());
    assert_eq!(folder, modified(&site, ""));
    // Where a file may have been changed, every page is made again, and compared.
    let index = std::fs::File::options().append(true).open(site.public("index.html")).unwrap();
    index.set_modified(SystemTime::now()).unwrap();
    let before: Vec<_> = first.files.keys().map(|path| modified(&site, path)).collect();
    site.build().succeeds().says("nothing changed").says("The search index takes");
    assert_eq!(before, first.files.keys().map(|path| modified(&site, path)).collect::<Vec<_>>());
}

#[test]
fn only_files_whose_bytes_differ_are_rewritten() {
    let site = two_briefings();
    // The search index is named by its words: files of it come and go.
    site.write("dateline.yaml", format!("{BASE}outputs: {{search: false}}\n"));
    site.build().succeeds();
    let (one, two) = (modified(&site, "briefings/one/index.html"), modified(&site, "briefings/two/index.html"));
    site.write("content/briefings/two.md", "---\ntitle: Two\ndate: 2026-01-02\nlocations: [Minsk]\n---\nOther text.\n");
    site.build().succeeds().says("3 changed");
    assert_eq!(one, modified(&site, "briefings/one/index.html"));
    assert_ne!(two, modified(&site, "briefings/two/index.html"));
}

#[test]
fn after_an_error_the_last_good_output_is_untouched() {
    let site = two_briefings();
    let good = site.build();
    good.succeeds();
    site.write("content/briefings/two.md", "---\ntitle: Two\ndate: 2026-02-30\n---\n");
    let bad = site.build();
    bad.ends(1).says("nothing was written");
    assert_eq!(good.files, bad.files);
}

#[test]
fn what_is_gone_is_removed_and_what_is_foreign_stays() {
    let site = two_briefings();
    site.build().succeeds();
    site.write("public/CNAME", "host.example").write("public/briefings/notes.txt", "mine");
    site.remove("content/briefings/two.md");
    let run = site.build();
    run.succeeds().says("removed").missing("briefings/two/index.html").missing("locations/minsk/index.html");
    run.file("CNAME").has("host.example");
    run.file("briefings/notes.txt").has("mine");
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let site = two_briefings();
    site.write("other/file.txt", "mine");
    for folder in ["other", ".", "content", "content/briefings", "/"] {
        site.run(&["build", "--output", folder]).ends(2);
    }
    assert_eq!(site.output("other").len(), 1);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (here, there) = (Site::sample(), Site::sample());
    let (here, there) = (here.build(), there.build());
    here.succeeds();
    assert_eq!(here.files, there.files);
}

#[test]
fn a_failing_machine_ends_with_3_and_a_wrong_command_line_with_2() {
    let site = two_briefings();
    site.write("file", "in the way");
    site.run(&["build", "--output", "file/below"]).ends(3);
    site.run(&["build", "--base-url", "not an address"]).ends(2).says("--base-url");
    site.run(&["build", "--as-of", "soon"]).ends(2).says("--as-of");
    site.run(&["bogus"]).ends(2);
    site.run(&["build", "--root", "nowhere"]).ends(2).says("there is no site");
}

#[test]
fn check_writes_nothing() {
    let site = two_briefings();
    site.run(&["check"]).succeeds().says("no mistakes");
    assert!(!site.public("").exists());
}

#[test]
fn json_has_standard_output_for_itself() {
    let site = two_briefings();
    let run = site.run(&["build", "--format", "json"]);
    run.succeeds();
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["diagnostics"], serde_json::json!([]));
    assert!(run.stderr.starts_with("Built "), "{}", run.stderr);
}

#[test]
fn strict_fails_on_warnings() {
    let site = two_briefings();
    site.write("content/elsewhere.md", "lost");
    site.build().succeeds().says("1 warning");
    site.run(&["build", "--strict"]).ends(1).says("1 warning (--strict)");
}

#[test]
#[cfg(unix)]
fn a_folder_that_was_closed_and_opened_again_is_built_into() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = Site::briefing("title: A\ndate: 2026-01-01", "");
    site.build().succeeds();
    let close =
        |mode| std::fs::set_permissions(site.root().join("public"), std::fs::Permissions::from_mode(mode)).unwrap();
    close(0o555);
    site.write("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-02\n---\n");
    // Root may write anywhere: then this build is done at once.
    let first = site.build().status;
    close(0o755);
    assert!(first == 0 || first == 3, "{first}");
    site.build().succeeds().page("briefings/b/").has("B");
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_written_is_a_failure() {
    let site = Site::briefing("title: A\ndate: 2026-01-01", "");
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["check", "--format", "json"])
        .current_dir(site.root())
        .stdout(full)
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(3));
}

#[test]
fn files_that_look_like_documents_and_are_none_are_told() {
    let site = Site::of(&[
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\n"),
        ("content/briefings/b.markdown", "x"),
        ("content/briefings/C.MD", "x"),
        ("dateline.yml", "title: T\n"),
        ("static/.DS_Store", "x"),
    ]);
    site.build().succeeds().reports(&["stray-file", "stray-file", "stray-file"]).missing(".DS_Store");
}

/// What may happen to a site or to its output between two builds.
#[derive(Debug, Clone, Copy)]
enum Edit {
    Body(u8),
    Tag(u8),
    Draft(bool),
    Static(u8),
    Style(u8),
    Title(u8),
    Profile(bool),
    Tampered,
    Lost,
    Nothing,
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (0..3_u8).prop_map(Edit::Body),
        (0..3_u8).prop_map(Edit::Tag),
        any::<bool>().prop_map(Edit::Draft),
        (0..3_u8).prop_map(Edit::Static),
        (0..3_u8).prop_map(Edit::Style),
        (0..3_u8).prop_map(Edit::Title),
        any::<bool>().prop_map(Edit::Profile),
        Just(Edit::Tampered),
        Just(Edit::Lost),
        Just(Edit::Nothing),
    ]
}

fn happen(site: &Site, edit: Edit) {
    let briefing = |name: &str, more: &str, body: &str| {
        let text = format!("---\ntitle: {name}\ndate: 2026-01-01\nactors: [NATO]\n{more}---\n{body}\n");
        site.write(&format!("content/briefings/{name}.md"), text);
    };
    match edit {
        Edit::Body(n) => briefing("one", "", &format!("Text {n}.")),
        Edit::Tag(n) => briefing("two", &format!("tags: [tag-{n}]\n"), "Text."),
        Edit::Draft(is_draft) => briefing("three", if is_draft { "status: draft\n" } else { "" }, "Text."),
        Edit::Static(n) => drop(site.write("static/note.txt", format!("{n}"))),
        Edit::Style(n) => drop(site.write("templates/assets/own.css", format!("p {{ margin: {n}rem }}"))),
        Edit::Title(n) => drop(site.write("dateline.yaml", format!("title: Desk {n}\n{BASE}"))),
        Edit::Profile(is_there) => {
            let path = "content/actors/nato.md";
            if is_there {
                site.write(path, "---\nname: NATO\naliases: [Alliance]\n---\n");
            } else if site.root().join(path).exists() {
                site.remove(path);
            }
        }
        Edit::Tampered => drop(std::fs::write(site.public("index.html"), "tampered")),
        Edit::Lost => drop(std::fs::remove_file(site.public("index.html"))),
        Edit::Nothing => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// A build that makes only what it must is equal to one that makes everything.
    #[test]
    fn a_build_over_an_old_one_equals_a_clean_one(edits in proptest::collection::vec(edit(), 1..8)) {
        let site = two_briefings();
        site.build().succeeds();
        for edit in edits {
            happen(&site, edit);
            site.build().succeeds();
            let other = other_than_clean(&site);
            prop_assert!(other.is_empty(), "after {edit:?}: {other:?}");
        }
    }
}

/// Texts that differ in what the rest of a site may count on: names, anchors, files, links, citations.
const TEXTS: [&str; 10] = [
    "Plain text.",
    "Other text, with **emphasis**.",
    "## A heading\n\nText below it.",
    "## Another heading\n\nText below it.",
    "NATO met in Minsk.",
    "A [link](/briefings/two/) and a [[One]].",
    "A [link](/briefings/two/#a-heading) to a part.",
    "As reported.[@wire]",
    "A note.[^1]\n\n[^1]: Said beside it.",
    "![A picture of it](plan.png)",
];

fn write_texts(site: &Site, texts: &[usize]) {
    let heads = [
        ("one", "tags: [trade]\ncorrections:\n  - {date: 2026-01-03, text: A number was wrong.}\n"),
        ("two", "series: Winter\ntags: [trade]\nsummary: What was found.\n"),
        (
            "three",
            "series: Winter\nactors: [NATO, Minsk Group]\ndates:\n  - {date: 2026-01-01, title: A meeting, locations: [Minsk]}\n",
        ),
    ];
    for ((name, head), text) in heads.iter().zip(texts) {
        let sources = "sources:\n  - {id: wire, publisher: The Wire, title: A report}\n";
        let text = format!("---\ntitle: {name}\ndate: 2026-01-02\n{head}{sources}---\n{}\n", TEXTS[*text]);
        site.write(&format!("content/briefings/{name}.md"), text);
    }
}

/// The files that a build over the last output makes otherwise than a clean one.
fn other_than_clean(site: &Site) -> Vec<String> {
    let _ = std::fs::remove_dir_all(site.root().join("clean"));
    site.run(&["build", "--output", "clean"]).succeeds();
    let (clean, over) = (site.output("clean"), site.output("public"));
    let paths = clean.keys().chain(over.keys()).filter(|path| *path != ".dateline");
    paths.filter(|path| clean.get(*path) != over.get(*path)).cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever becomes of texts: only the pages that show them are made again, and all are as if all had been.
    #[test]
    fn a_build_after_other_texts_equals_a_clean_one(
        edits in proptest::collection::vec(proptest::collection::vec(0..TEXTS.len(), 3), 2..5)
    ) {
        let site = Site::of(&[("dateline.yaml", BASE)]);
        std::fs::create_dir_all(site.root().join("content/briefings")).unwrap();
        image::RgbImage::new(8, 8).save(site.root().join("content/briefings/plan.png")).unwrap();
        write_texts(&site, &[0, 2, 4]);
        site.build();
        for texts in edits {
            write_texts(&site, &texts);
            if site.build().status == 0 {
                let other = other_than_clean(&site);
                prop_assert!(other.is_empty(), "{texts:?}: {other:?}");
            }
        }
    }
}

#[test]
fn only_the_pages_that_show_a_text_are_made_after_it() {
    let site = Site::sample();
    site.build().succeeds();
    let made = |run: &harness::Run| {
        let all = run.stderr.lines().rev().find_map(|line| line.strip_prefix("all ")).unwrap_or_default();
        all.split_whitespace().next().unwrap_or("0").replace(',', "").parse::<usize>().unwrap()
    };
    let all = made(&site.run(&["build", "--timings", "--output", "clean"]));
    // A paragraph more in one briefing, and then in all of them.
    let briefings: Vec<_> = std::fs::read_dir(site.root().join("content/briefings")).unwrap().flatten().collect();
    let texts = briefings.iter().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "md"));
    let mut texts: Vec<_> = texts.collect();
    texts.sort();
    for (texts, most) in [(&texts[..1], all / 4), (&texts[..], all - 1)] {
        for path in texts {
            let text = std::fs::read_to_string(path).unwrap();
            std::fs::write(path, format!("{text}\nWhat was said is said.\n")).unwrap();
        }
        let over = site.run(&["build", "--timings"]);
        over.succeeds();
        assert!((1..=most).contains(&made(&over)), "{} of {all} pages were made", made(&over));
        assert_eq!(other_than_clean(&site), Vec::<String>::new());
    }
}

#[test]
fn what_only_pages_show_is_told_again() {
    let site = two_briefings();
    site.build().succeeds();
    let first = site.run(&["build", "--timings"]);
    first.succeeds().says("nothing changed");
    assert!(!first.stderr.contains("pages "), "pages were made though nothing changed: {}", first.stderr);
    // A broken picture is seen when it is made smaller, by a build and by the next.
    site.write("static/photo.jpg", "no picture");
    let told = site.build();
    assert_eq!(told.stderr.contains("bad-image"), site.build().stderr.contains("bad-image"));
}
