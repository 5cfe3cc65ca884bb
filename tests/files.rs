//! Hostile files: what is no file, leads elsewhere, can't be read, has a name that no disk or address takes, or changes
//! while it is read. Nothing hangs, nothing from outside is published, and what is refused is told with its place.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use harness::{DOT, Run, Site};

const BRIEFING: &str =
    "---\ntitle: A\ndate: 2026-01-01\nactors: [NATO]\nlocations: [Minsk]\ntags: [trade]\n---\nText.\n";

/// A word that only files outside the site hold.
const SECRET: &str = "zqsecret";

/// A site in a folder of its own, with a secret beside it.
fn site() -> Site {
    let site =
        Site::of(&[("dateline.yaml", "base_url: https://host.example/\n"), ("content/briefings/a.md", BRIEFING)]);
    let document = format!("---\ntitle: {SECRET}\ndate: 2026-01-01\nname: {SECRET}\n---\n{SECRET}\n");
    site.write("outside/secret.md", document).write("outside/deep/secret.txt", SECRET);
    site
}

/// What may stand where a file or a folder is looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Thing {
    Pipe,
    Socket,
    Device,
    Loop,
    Dangling,
    FileOutside,
    FolderOutside,
    Inside,
}

const THINGS: [Thing; 8] = [
    Thing::Pipe,
    Thing::Socket,
    Thing::Device,
    Thing::Loop,
    Thing::Dangling,
    Thing::FileOutside,
    Thing::FolderOutside,
    Thing::Inside,
];

/// Puts a thing at a path of the site.
fn put(site: &Site, thing: Thing, path: &str) {
    let at = site.root().join(path);
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    match thing {
        Thing::Pipe => assert!(Command::new("mkfifo").arg(&at).status().unwrap().success()),
        // A socket's path is short: it is made elsewhere and moved.
        Thing::Socket => {
            let folder = tempfile::tempdir_in("/tmp").unwrap();
            drop(UnixListener::bind(folder.path().join("s")).unwrap());
            fs::rename(folder.path().join("s"), &at).unwrap();
        }
        Thing::Device => symlink("/dev/zero", &at).unwrap(),
        Thing::Loop => symlink(at.file_name().unwrap(), &at).unwrap(),
        Thing::Dangling => symlink("nowhere", &at).unwrap(),
        Thing::FileOutside => symlink(site.root().join("outside/secret.md"), &at).unwrap(),
        Thing::FolderOutside => symlink(site.root().join("outside"), &at).unwrap(),
        Thing::Inside => symlink(site.root().join("content/briefings/a.md"), &at).unwrap(),
    }
}

/// The codes that a run reported, each once.
fn codes(run: &Run) -> BTreeSet<&str> {
    run.codes().into_iter().collect()
}

#[test]
fn what_is_no_ordinary_file_is_left_out_and_told() {
    const PLACES: [&str; 12] = [
        "content/briefings/x.md",
        "content/briefings/x.png",
        "content/actors/x.md",
        "content/locations/x.md",
        "content/publishers/x.md",
        "content/pages/x.md",
        "templates/x.html",
        "templates/base.html",
        "templates/components/x.html",
        "templates/assets/x.css",
        "templates/assets/x.woff2",
        "static/x.txt",
    ];
    let clean = site().build();
    for thing in THINGS {
        let site = site();
        PLACES.iter().for_each(|place| put(&site, thing, place));
        let run = site.build();
        run.succeeds().nowhere(SECRET).reports(&["symbolic-link"; PLACES.len()]);
        for place in PLACES {
            run.says(&format!("--> {place}"));
        }
        let left_out =
            run.files.keys().filter(|path| !path.starts_with("pagefind") && !clean.files.contains_key(*path));
        assert_eq!(left_out.collect::<Vec<_>>(), Vec::<&String>::new(), "{thing:?}");
    }
}

#[test]
fn what_is_named_through_a_link_is_not_read() {
    // Direct look-ups: a picture, a picture of a profile, a file above the content, an include of a template.
    let site = site();
    fs::create_dir_all(site.root().join("content/actors")).unwrap();
    put(&site, Thing::FolderOutside, "content/briefings/shared");
    put(&site, Thing::FileOutside, "content/briefings/link.png");
    site.write("content/actors/nato.md", "---\nname: NATO\nimage: ../briefings/shared/deep/secret.txt\n---\n");
    let body = "![a](link.png) ![b](shared/secret.md) ![c](../../outside/deep/secret.txt) [d](../../outside/secret.md) \
                ![e](/../outside/deep/secret.txt) ![f](%2e%2e/%2e%2e/outside/deep/secret.txt) <img src=\"shared/secret.md\" alt=x>";
    site.write("content/briefings/a.md", format!("{BRIEFING}{body}"));
    let run = site.build();
    run.ends(1).nowhere(SECRET);
    assert!(run.files.is_empty());
    assert!(!run.stderr.contains(SECRET), "{}", run.stderr);
    for include in ["../outside/secret.md", "/etc/passwd", "link.html", "../content/briefings/a.md"] {
        let site = site_with_include(include);
        let run = site.build();
        run.ends(1).says("bad-template");
        assert!(run.files.is_empty() && !run.stderr.contains(SECRET), "{}", run.stderr);
    }
}

fn site_with_include(include: &str) -> Site {
    let site = site();
    put(&site, Thing::FileOutside, "templates/link.html");
    site.write(
        "templates/briefing.html",
        format!("{{% extends \"builtin/briefing.html\" %}}{{% block head_extra %}}{{% include \"{include}\" %}}{{% endblock %}}"),
    );
    site
}

#[test]
fn the_folders_of_a_site_are_folders_and_its_own() {
    for thing in THINGS {
        let site = site();
        fs::remove_dir_all(site.root().join("content")).unwrap();
        fs::create_dir_all(site.root().join("outside/briefings")).unwrap();
        site.write("outside/briefings/b.md", format!("---\ntitle: {SECRET}\ndate: 2026-01-01\n---\n"));
        ["content", "static", "templates"].iter().for_each(|folder| put(&site, thing, folder));
        let run = site.build();
        run.ends(1).reports(&["not-ordinary"; 3]);
        assert!(run.files.is_empty(), "{thing:?}");
    }
    let site = site();
    site.write("static", "a file").write("templates", "a file");
    site.build().ends(1).reports(&["not-ordinary"; 2]);
}

#[test]
fn the_configuration_is_a_file_of_the_site() {
    for thing in THINGS {
        let site = site();
        site.remove("dateline.yaml");
        put(&site, thing, "dateline.yaml");
        let run = site.build();
        run.ends(1).reports(&["not-ordinary"]).says("--> dateline.yaml");
        assert!(!run.stderr.contains(SECRET) && run.files.is_empty(), "{thing:?}");
        site.run(&["check"]).ends(1);
    }
    let site = site();
    site.remove("dateline.yaml");
    fs::create_dir(site.root().join("dateline.yaml")).unwrap();
    site.build().ends(1).reports(&["not-ordinary"]);
    fs::remove_dir(site.root().join("dateline.yaml")).unwrap();
    site.write("dateline.yaml", "# long\n".repeat(2 << 20));
    site.build().ends(1).reports(&["too-large"]);
    let config = fs::File::create(site.root().join("dateline.yaml")).unwrap();
    config.set_len(1 << 40).unwrap();
    site.build().ends(1).reports(&["too-large"]);
}

#[test]
fn a_folder_where_a_file_is_looked_for_is_a_folder() {
    let site = site();
    for folder in ["content/briefings/b.md", "content/actors/nato.md", "templates/briefing.html", "static/index.html"] {
        fs::create_dir_all(site.root().join(folder)).unwrap();
    }
    site.build().succeeds();
    site.write("static/index.html/x.txt", "x");
    site.build().ends(1).reports(&["route-collision"]);
}

#[test]
fn files_of_any_length_are_read_within_bounds() {
    let site = site();
    let sparse = |path: &str, length| {
        site.write(path, "");
        fs::File::options().write(true).open(site.root().join(path)).unwrap().set_len(length).unwrap();
    };
    sparse("content/briefings/b.md", 1 << 40);
    sparse("templates/x.html", 1 << 40);
    site.build().ends(1).reports(&["too-large", "too-large"]);
    site.remove("content/briefings/b.md").remove("templates/x.html");
    sparse("static/x.png", (64 << 20) + 1);
    site.build().ends(1).reports(&["bad-image"]);
}

#[test]
fn what_stands_where_a_site_is_written_is_not_written_through() {
    for thing in THINGS {
        // The output folder may be a link to a folder, which is the user's choice.
        let site = site();
        fs::remove_dir_all(site.root().join("outside/deep")).unwrap();
        put(&site, thing, "public");
        let run = site.build();
        assert!(matches!(run.status, 2 | 3), "{thing:?}: {}", run.stderr);
        assert!(run.stderr.contains("public"), "{}", run.stderr);
        assert_eq!(fs::read_dir(site.root().join("outside")).unwrap().count(), 1, "{thing:?}");
        if matches!(thing, Thing::Socket | Thing::Device | Thing::Loop | Thing::Inside) {
            continue;
        }
        // The workplace, its lock, and what a killed build may have left in it.
        for planted in ["", "/dateline.lock", "/new", "/old"] {
            let site = self::site();
            site.write("outside/.dateline", marker(&["secret.md"]));
            let path = format!(".public.dateline-stage{planted}");
            put(&site, thing, &path);
            if matches!(planted, "/new" | "/old") {
                site.write(".public.dateline-stage/dateline.lock", "");
            }
            let outside = site.output("outside");
            let run = site.build();
            assert!(matches!(run.status, 0 | 2 | 3), "{thing:?} at {path}: {}", run.stderr);
            assert_eq!(outside, site.output("outside"), "{thing:?} at {path}");
            assert!(
                run.status == 0 || run.files.is_empty(),
                "{thing:?} at {path}: {} {:?}",
                run.stderr,
                run.files.keys()
            );
        }
    }
}

/// The marker of a folder that Dateline made, with these files.
fn marker(routes: &[&str]) -> String {
    let first =
        "Made by Dateline (format 1), which replaces and removes the files listed here and leaves all others alone.";
    format!("{first}\nfiles: {}\n{}\n", routes.len(), routes.join("\n"))
}

#[test]
fn links_in_the_output_are_not_written_through() {
    let site = site();
    site.write("public/.dateline", marker(&["index.html", "briefings/a/index.html", "robots.txt"]));
    fs::create_dir_all(site.root().join("outside/a")).unwrap();
    site.write("outside/a/index.html", SECRET);
    symlink("../outside/secret.md", site.public("index.html")).unwrap();
    symlink("../outside", site.public("briefings")).unwrap();
    put(&site, Thing::Pipe, "public/robots.txt");
    let outside = site.output("outside");
    let run = site.build();
    run.ends(3).says("Dateline did not make it");
    assert_eq!(outside, site.output("outside"));
    ["index.html", "briefings", "robots.txt"].iter().for_each(|name| fs::remove_file(site.public(name)).unwrap());
    site.build().succeeds().nowhere(SECRET);
    assert_eq!(outside, site.output("outside"));
}

#[test]
fn what_a_target_holds_is_not_waited_for() {
    for thing in [Thing::Pipe, Thing::Socket, Thing::Device, Thing::FileOutside] {
        let site = site();
        site.write("dateline.yaml", "publish:\n  share: {kind: directory, path: share}\n");
        put(&site, thing, "share/.dateline-manifest.json");
        site.run(&["publish"]).ends(3).says(".dateline-manifest.json");
        // Others' files of any kind stay as they are, and the way of one of ours is told.
        let site = self::site();
        site.write("dateline.yaml", "publish:\n  share: {kind: directory, path: share}\n");
        put(&site, thing, "share/theirs");
        put(&site, thing, "share/index.html");
        let outside = site.output("outside");
        let run = site.run(&["publish"]);
        assert!(matches!(run.status, 1 | 3) && run.stderr.contains("index.html"), "{thing:?}: {}", run.stderr);
        fs::remove_file(site.root().join("share/index.html")).unwrap();
        site.run(&["publish"]).succeeds();
        assert!(fs::symlink_metadata(site.root().join("share/theirs")).is_ok_and(|found| !found.is_file()));
        assert_eq!(outside, site.output("outside"));
    }
}

/// A file whose name is these bytes.
fn write_named(site: &Site, folder: &str, name: &[u8], text: &str) {
    let folder = site.root().join(folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(OsStr::from_bytes(name)), text).unwrap();
}

#[test]
fn names_with_backslashes_and_controls_are_refused_everywhere() {
    // Taken apart at its backslashes this name would lead out of the site.
    let site = self::site();
    fs::create_dir_all(site.root().join("content/briefings/sub")).unwrap();
    write_named(&site, "content/briefings", b"sub\\..\\..\\..\\outside\\secret.md", "");
    let run = site.build();
    run.ends(1).reports(&["bad-file-name"]);
    assert!(!run.stderr.contains(SECRET) && run.files.is_empty());
    for folder in ["content/briefings", "templates/assets", "static/in"] {
        for (name, code) in [
            (&b"a\nb.md"[..], "bad-file-name"),
            (b"a\x1b[31mb.md", "bad-file-name"),
            (b"a\x7fb.md", "bad-file-name"),
            (b"back\\slash.txt", "bad-file-name"),
            (b"a\xff.md", "not-text"),
        ] {
            let site = self::site();
            write_named(&site, folder, name, BRIEFING);
            let run = site.run(&["check"]);
            run.ends(1);
            assert!(codes(&run).contains(code), "{name:?} in {folder}: {}", run.stderr);
            assert!(!run.stderr.contains('\x1b') && !run.stderr.contains('\x7f'), "{:?}", run.stderr);
        }
    }
}

#[test]
fn names_that_not_every_disk_holds_are_refused_where_they_are_published() {
    let long = "q".repeat(251);
    for name in ["CON", "aux.txt", "nul.tar.gz", "com1", "a:b", "what?", "star*", "trail.", "trail ", "LPT9 .txt"] {
        let site = site();
        site.write(&format!("static/{name}"), "x");
        site.run(&["check"]).ends(1).reports(&["bad-file-name"]).says("--> static/");
        site.remove(&format!("static/{name}")).write(&format!("static/{name}/x.txt"), "x");
        site.run(&["check"]).ends(1).reports(&["bad-file-name"]);
    }
    let site = site();
    site.write("templates/assets/nul.css", "p {}").write("content/briefings/prn.gif", DOT);
    site.write("content/briefings/a.md", format!("{BRIEFING}![a dot](prn.gif)"));
    site.run(&["check"]).ends(1).reports(&["bad-file-name", "bad-file-name"]);
    // The copies of a picture have longer names than it.
    let site = self::site();
    let picture = format!("content/briefings/{long}.png");
    image::RgbImage::new(1000, 10).save(site.root().join(&picture)).unwrap();
    site.write("content/briefings/a.md", format!("{BRIEFING}![a]({long}.png)"));
    let run = site.build();
    run.ends(1).says("--> content/briefings/q");
    assert_eq!(codes(&run), BTreeSet::from(["bad-file-name"]));
}

#[test]
fn documents_of_any_name_have_addresses_that_every_disk_holds() {
    let long = "x".repeat(252);
    let names = ["CON", "aux", "a:b", "trail ", "trail.", "what?", "日本", "-", "…", "%2e%2e", "..%2f..", &long];
    for kind in ["briefings", "actors", "locations", "publishers", "pages"] {
        let site = site();
        let mut mentioned = Vec::new();
        for (i, name) in names.iter().enumerate() {
            let text = format!("---\ntitle: T{i}\nname: N {kind} {i}\ndate: 2026-01-01\n---\n");
            let text = match kind {
                "briefings" => text.replace(&format!("name: N {kind} {i}\n"), ""),
                "pages" => text.replace(&format!("name: N {kind} {i}\n"), "").replace("date: 2026-01-01\n", ""),
                _ => text.replace(&format!("title: T{i}\n"), "").replace("date: 2026-01-01\n", ""),
            };
            mentioned.push(format!("N {kind} {i}"));
            site.write(&format!("content/{kind}/{name}.md"), text);
        }
        let run = site.build();
        // A name of which no address is left is an error; every other is published safely.
        assert!(matches!(run.status, 0 | 1), "{kind}: {}", run.stderr);
        assert!(run.status == 0 || !run.codes().is_empty());
        run.files.keys().for_each(|path| assert_fit(path));
    }
}

#[track_caller]
fn assert_fit(path: &str) {
    for name in path.split('/') {
        let stem = name.split('.').next().unwrap().to_ascii_lowercase();
        assert!(name.len() <= 255 && !["con", "aux", "nul", "prn"].contains(&&*stem), "{path}");
        assert!(!name.ends_with(['.', ' ']) && !name.contains([':', '\\', '?', '%']), "{path}");
    }
}

#[test]
fn names_of_300_characters_make_addresses_that_every_disk_holds() {
    let long = |letter: &str| letter.repeat(300);
    let site = site();
    let front = format!(
        "title: {}\ndate: 2026-01-01\nactors: [{}]\nlocations: [{{name: {}, coordinates: [1, 2]}}]\ntags: [{}, {}, {}, CON]\nseries: {}\n\
         sources:\n  - {{id: s, publisher: {}, title: {}}}\n",
        long("t"),
        long("a"),
        long("l"),
        long("g"),
        long("日"),
        long("g "),
        long("s"),
        long("p"),
        long("w"),
    );
    site.write("content/briefings/b.md", format!("---\n{front}---\nText.[@s]\n"));
    let run = site.build();
    run.succeeds();
    run.files.keys().for_each(|path| assert_fit(path));
    site.write("content/briefings/b.md", format!("---\nid: {}\n{front}---\n", long("i")));
    site.build().ends(1).says("bad-id");
}

#[test]
fn twins_by_case_or_unicode_form_are_told_and_not_mixed() {
    for (one, other) in [("etoile", "Etoile"), ("e\u{301}toile", "\u{e9}toile"), ("stra\u{df}e", "STRASSE")] {
        for kind in ["briefings", "actors", "locations", "publishers", "pages"] {
            let site = site();
            for name in [one, other] {
                let front = match kind {
                    "briefings" => "title: T\ndate: 2026-01-01".to_owned(),
                    "pages" => "title: T".to_owned(),
                    _ => format!("name: {name}"),
                };
                site.write(&format!("content/{kind}/{name}.md"), format!("---\n{front}\n---\n"));
            }
            let run = site.run(&["check"]);
            run.ends(1);
            let told = codes(&run);
            let names = ["repeated-id", "route-collision", "shared-name", "ambiguous-name"];
            assert!(names.iter().any(|code| told.contains(code)), "{kind} {one}: {}", run.stderr);
        }
        let site = site();
        site.write(&format!("static/{one}.txt"), "1").write(&format!("static/{other}.txt"), "2");
        site.run(&["check"]).ends(1).reports(&["route-collision"]);
        let site = self::site();
        site.write(&format!("static/{one}/1.txt"), "1").write(&format!("static/{other}/2.txt"), "2");
        let run = site.run(&["check"]);
        assert!(run.status == 0 || codes(&run).contains("route-collision"), "{}", run.stderr);
    }
    // Names that differ by blanks or case are one, wherever they stand; those that differ more and come to one address
    // are told.
    let site = site();
    for (i, tag) in ["Air Power", "air power", "air  power", "AIR POWER ", "air\u{a0}power"].iter().enumerate() {
        let front = format!(
            "title: T{i}\ndate: 2026-01-01\ntags: [\"{tag}\"]\nactors: [\"{tag}\"]\nlocations: [{{name: \"{tag}\", coordinates: [1, 2]}}]"
        );
        site.write(&format!("content/briefings/t{i}.md"), format!("---\n{front}\n---\n"));
    }
    let run = site.build();
    run.succeeds();
    for list in ["tags", "actors", "locations"] {
        let pages =
            run.files.keys().filter(|path| path.starts_with(&format!("{list}/air")) && path.ends_with("index.html"));
        assert_eq!(pages.collect::<Vec<_>>(), [&format!("{list}/air-power/index.html")]);
    }
    site.write("content/briefings/u.md", "---\ntitle: U\ndate: 2026-01-01\ntags: [air-power]\n---\n");
    site.build().ends(1).reports(&["name-without-address"]);
}

#[test]
fn what_can_not_be_read_is_told_with_its_path() {
    let Some(unprivileged) = unprivileged() else { return };
    for path in ["content/briefings/b.md", "content/briefings", "static/x.txt", "templates/x.html", "dateline.yaml"] {
        let site = site();
        site.write("static/x.txt", "x").write("templates/x.html", "x").write("content/briefings/b.md", BRIEFING);
        open_to_all(site.root());
        fs::set_permissions(site.root().join(path), fs::Permissions::from_mode(0o000)).unwrap();
        let run = site.finished(unprivileged.command(&site, &["build"]));
        run.ends(3).says(path).says("permission");
        assert!(run.files.is_empty());
    }
}

/// The binary run by somebody who may not read everything.
struct Unprivileged {
    folder: tempfile::TempDir,
    is_root: bool,
}

fn open_to_all(folder: &Path) {
    for entry in walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap) {
        let mode = if entry.file_type().is_dir() { 0o777 } else { 0o644 };
        fs::set_permissions(entry.path(), fs::Permissions::from_mode(mode)).unwrap();
    }
}

impl Unprivileged {
    fn command(&self, site: &Site, arguments: &[&str]) -> Command {
        if !self.is_root {
            return site.command(arguments);
        }
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]);
        command.arg(self.folder.path().join("dateline")).args(arguments).current_dir(site.root());
        command.env("NO_COLOR", "1").env("SOURCE_DATE_EPOCH", "1780272000").env("HOME", "/nonexistent");
        command
    }
}

/// None where root can't become somebody else.
fn unprivileged() -> Option<Unprivileged> {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let probe = folder.path().join("probe");
    fs::write(&probe, "").unwrap();
    fs::set_permissions(&probe, fs::Permissions::from_mode(0o000)).unwrap();
    let is_root = fs::read(&probe).is_ok();
    if is_root {
        let binary = folder.path().join("dateline");
        fs::copy(env!("CARGO_BIN_EXE_dateline"), &binary).unwrap();
        fs::set_permissions(&binary, fs::Permissions::from_mode(0o755)).unwrap();
        let arguments = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"];
        let tried = Command::new("setpriv").args(arguments).arg(&binary).arg("--version").output();
        if !tried.is_ok_and(|output| output.status.success()) {
            eprintln!("skipped: root reads everything, and setpriv can't run this as somebody else");
            return None;
        }
    }
    Some(Unprivileged { folder, is_root })
}

/// Does something again and again while a test runs.
fn meanwhile(mut again: impl FnMut(u32) + Send, test: impl FnOnce()) {
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0.. {
                if is_done.load(Ordering::Relaxed) {
                    return;
                }
                again(round);
            }
        });
        let end = std::panic::catch_unwind(std::panic::AssertUnwindSafe(test));
        is_done.store(true, Ordering::Relaxed);
        end.unwrap();
    });
}

#[test]
fn files_that_come_and_go_while_a_site_is_built_end_in_a_site_or_an_error() {
    let site = site();
    let files = [
        "content/briefings/b.md",
        "content/actors/nato.md",
        "content/briefings/c/x.csv",
        "static/d/x.txt",
        "templates/assets/x.css",
    ];
    let change = |round: u32| {
        for path in files {
            if round.is_multiple_of(2) {
                site.write(path, if path.ends_with("nato.md") { "---\nname: NATO\n---\n" } else { BRIEFING });
            } else {
                site.remove(path);
                // Where a folder was there may be a link now.
                if path.contains("/d/") {
                    let folder = site.root().join("static/d");
                    fs::remove_dir(&folder).unwrap();
                    symlink("../outside", &folder).unwrap();
                    std::thread::sleep(Duration::from_micros(300));
                    fs::remove_file(&folder).unwrap();
                }
            }
        }
    };
    meanwhile(change, || {
        for _ in 0..8 {
            let run = site.build();
            // A file that is being written is empty for a moment.
            let is_half = run.status == 1 && run.codes().iter().all(|code| *code == "no-front-matter");
            assert!(matches!(run.status, 0 | 3) || is_half, "{}: {}", run.status, run.stderr);
            assert!(
                run.status == 0 || files.iter().any(|file| run.stderr.contains(file.rsplit_once('/').unwrap().0)),
                "{}",
                run.stderr
            );
            run.nowhere(SECRET);
        }
    });
    for file in files {
        site.write(file, BRIEFING);
    }
    site.remove("content/actors/nato.md");
    equals_a_clean_build(&site);
}

/// A build over the last output is what a build of the same into an empty folder is.
#[track_caller]
fn equals_a_clean_build(site: &Site) {
    let over = site.build();
    over.succeeds();
    let _ = fs::remove_dir_all(site.root().join("clean"));
    site.run(&["build", "--output", "clean"]).succeeds();
    let (mut over, mut clean) = (over.files, site.output("clean"));
    over.remove(".dateline");
    clean.remove(".dateline");
    let other = over.keys().chain(clean.keys()).filter(|path| over.get(*path) != clean.get(*path));
    assert_eq!(other.collect::<BTreeSet<_>>(), BTreeSet::new());
}

#[test]
fn what_changes_between_two_looks_is_looked_at_again_by_the_next_build() {
    let site = site();
    site.write("content/briefings/a.md", format!("{BRIEFING}![a](p.png)"));
    let pictures = [1000, 1200].map(|width| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(width, 10).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    });
    let show = |which: usize| {
        // At once: half a file is another kind of change.
        for (path, bytes) in
            [("static/x.txt", [&b"one"[..], b"two"][which]), ("content/briefings/p.png", &pictures[which])]
        {
            site.write("outside/next", bytes);
            fs::rename(site.root().join("outside/next"), site.root().join(path)).unwrap();
        }
    };
    site.write("static/x.txt", "");
    show(0);
    let change = |round: u32| {
        show(round as usize % 2);
        std::thread::sleep(Duration::from_millis(17));
    };
    for _ in 0..2 {
        meanwhile(change, || {
            for _ in 0..3 {
                let run = site.build();
                assert!(
                    run.status == 0 || run.stderr.contains("it changed while the site was built"),
                    "{}",
                    run.stderr
                );
            }
        });
        for which in [0, 1] {
            show(which);
            equals_a_clean_build(&site);
        }
    }
}

#[test]
fn a_file_that_grows_without_end_is_taken_as_it_was() {
    use std::io::Write as _;
    let site = site();
    let grow: Vec<_> = ["static/log.txt", "static/photo.png", "templates/assets/x.woff2"]
        .into_iter()
        .map(|path| {
            site.write(path, "x");
            fs::File::options().append(true).open(site.root().join(path)).unwrap()
        })
        .collect();
    let more = vec![b'x'; 16 << 10];
    let grown = |_| {
        grow.iter().for_each(|mut file| file.write_all(&more).unwrap());
        std::thread::sleep(Duration::from_millis(1));
    };
    meanwhile(grown, || {
        for _ in 0..3 {
            let run = site.build();
            // What is called a picture and is none, is told.
            run.ends(1).says("bad-image");
        }
        site.remove("static/photo.png");
        for _ in 0..3 {
            site.build().succeeds();
        }
    });
}
