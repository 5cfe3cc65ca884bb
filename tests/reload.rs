//! What `serve` reads again after a change is what a build would read.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dateline::diagnostic::FilePath;
use dateline::load::{load, reload};

/// What is done to a site's folder, each with the paths that a watcher may tell of it.
const CHANGES: &[(&str, fn(&Path), &[&str])] = &[
    ("a text changes", |at| write(at, "content/briefings/a.md", "other"), &["content/briefings/a.md"]),
    ("a text comes", |at| write(at, "content/briefings/deep/b.md", "new"), &["content/briefings/deep"]),
    (
        "its folder and itself are told",
        |at| write(at, "content/briefings/deep/c.md", "new"),
        &["content/briefings/deep", "content/briefings/deep/c.md"],
    ),
    (
        "names that sort between a folder and what is in it",
        |at| write(at, "content/briefings/deep.md", "new"),
        &["content/briefings/deep", "content/briefings/deep.md", "content/briefings/deep/c.md"],
    ),
    (
        "a folder is renamed",
        |at| fs::rename(at.join("content/briefings/deep"), at.join("content/briefings/moved")).unwrap(),
        &["content/briefings/deep", "content/briefings/moved"],
    ),
    (
        "a text goes",
        |at| fs::remove_file(at.join("content/briefings/moved/b.md")).unwrap(),
        &["content/briefings/moved/b.md"],
    ),
    (
        "a file is no text any more",
        |at| fs::write(at.join("content/briefings/a.md"), b"\xff\xfe").unwrap(),
        &["content/briefings/a.md"],
    ),
    ("and is one again", |at| write(at, "content/briefings/a.md", "good"), &["content/briefings/a.md"]),
    ("an editor's own file", |at| write(at, "content/briefings/.a.md.swp", "swap"), &["content/briefings/.a.md.swp"]),
    (
        "a file in a hidden folder",
        |at| write(at, "content/.git/briefings/x.md", "no"),
        &["content/.git/briefings/x.md"],
    ),
    ("a stray file", |at| write(at, "content/briefings/n.markdown", "stray"), &["content/briefings/n.markdown"]),
    ("the configuration", |at| write(at, "dateline.yaml", "title: Other\n"), &["dateline.yaml"]),
    ("a misnamed configuration", |at| write(at, "dateline.yml", "title: Other\n"), &["dateline.yml"]),
    ("which goes again", |at| fs::remove_file(at.join("dateline.yml")).unwrap(), &["dateline.yml"]),
    ("a template", |at| write(at, "templates/briefing.html", "{{ x }}"), &["templates"]),
    (
        "a style and a face",
        |at| {
            write(at, "templates/assets/own.css", "a{}");
            write(at, "templates/assets/own.woff2", "face");
        },
        &["templates/assets/own.css", "templates/assets/own.woff2"],
    ),
    ("a published file", |at| write(at, "static/.well-known/x.txt", "x"), &["static"]),
    (
        "a folder becomes a file",
        |at| {
            fs::remove_dir_all(at.join("content/briefings/moved")).unwrap();
            write(at, "content/briefings/moved", "a file");
        },
        &["content/briefings/moved", "content/briefings/moved/c.md"],
    ),
    ("a folder is replaced by a link", link, &["content/briefings/linked", "content/briefings/linked/in.md"]),
    ("the content goes", |at| fs::remove_dir_all(at.join("content")).unwrap(), &["content"]),
    ("the content comes again", |at| write(at, "content/briefings/a.md", "again"), &["content"]),
];

#[cfg(unix)]
fn link(at: &Path) {
    write(at, "elsewhere/in.md", "not followed");
    std::os::unix::fs::symlink(at.join("elsewhere"), at.join("content/briefings/linked")).unwrap();
}

#[cfg(not(unix))]
fn link(_: &Path) {}

fn write(at: &Path, path: &str, text: &str) {
    let path = at.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn what_is_read_again_is_what_is_read_anew() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "dateline.yaml", "title: Site\n");
    write(at, "content/briefings/a.md", "text");
    write(at, "content/briefings/a.png", "no picture");
    let mut sources = load(at).unwrap();
    for (what, change, told) in CHANGES {
        change(at);
        let told: BTreeSet<FilePath> = told.iter().map(|path| FilePath::from(*path)).collect();
        let before = sources.clone();
        sources = reload(sources, at, &told).unwrap();
        let anew = load(at).unwrap();
        let mut diagnostics = [&sources, &anew].map(|sources| {
            let mut all: Vec<String> = sources.diagnostics.iter().map(|told| format!("{told:?}")).collect();
            all.sort();
            all
        });
        let [again, new] = &mut diagnostics;
        assert_eq!(again, new, "{what}");
        assert_eq!((&sources.config, &sources.documents), (&anew.config, &anew.documents), "{what}");
        assert_eq!((&sources.templates, &sources.theme_files), (&anew.templates, &anew.theme_files), "{what}");
        assert_eq!((&sources.assets, &sources.statics), (&anew.assets, &anew.statics), "{what}");
        let hidden = what.contains("hidden") || what.contains("own file") || cfg!(not(unix));
        assert!(hidden || before != sources, "{what}: nothing changed, so this proves nothing");
    }
}
