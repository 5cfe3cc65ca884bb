//! Who may import whom (ARCHITECTURE.md, "Invariants" 1 to 5), read from the code itself.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What is below everything else.
const GROUND: &[&str] =
    &["diagnostic", "codes", "model", "config", "yaml", "path", "gazetteer", "atlas", "picture", "media_type"];

/// Each room, and what it may import beside the ground floor.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("load", &[]),
    ("parse", &["load"]),
    ("resolve", &["load", "parse"]),
    // The index is made of records, whoever makes these.
    ("search", &[]),
    ("plan", &["load", "search"]),
    ("render", &["load", "plan", "search"]),
    // Whoever reads a file of a site opens it as `load` does.
    ("write", &["load"]),
    ("audit", &["load", "parse"]),
    ("pipeline", &["audit", "load", "parse", "resolve", "plan", "render", "search"]),
    ("serve", &["load", "parse", "plan", "render", "resolve", "pipeline", "search"]),
    // The command line hands `pipeline` its clock and the writer its bytes.
    // It takes what a build left in the output folder.
    ("publish", &["load", "search", "write"]),
    ("cli", &["load", "parse", "resolve", "plan", "publish", "render", "write", "pipeline", "serve"]),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// The rooms that may touch disk, clock, network or terminal.
const TOUCHES_THE_WORLD: &[&str] = &["cli", "load", "publish", "serve", "write"];

/// The most lines of a file, without its tests.
const LONGEST: usize = 400;

struct Source {
    path: String,
    room: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = walkdir::WalkDir::new(&top).sort_by_file_name().into_iter().map(Result::unwrap);
    let files: Vec<PathBuf> =
        entries.map(|e| e.into_path()).filter(|path| path.extension().is_some_and(|e| e == "rs")).collect();
    assert!(files.len() > 50, "the code is not where it is looked for");
    files
        .into_iter()
        .map(|file| {
            let path = file.strip_prefix(&top).unwrap().to_str().unwrap().replace('\\', "/");
            let room = path.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
            Source { room, text: std::fs::read_to_string(&file).unwrap(), path }
        })
        .collect()
}

/// The rooms that a line names: `crate::ROOM`, or `dateline::ROOM` in the binary.
fn named(line: &str) -> BTreeSet<String> {
    let code = line.split("//").next().unwrap_or_default();
    let mut rooms = BTreeSet::new();
    for prefix in ["crate::", "dateline::"] {
        for (at, _) in code.match_indices(prefix) {
            let rest = &code[at + prefix.len()..];
            // `use crate::{a::X, b}` is written out as one line for each room here.
            assert!(!rest.starts_with('{'), "write one `use` for each room: {line}");
            rooms.insert(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    rooms
}

#[test]
fn each_room_imports_only_what_lies_below_it() {
    let mut wrong = Vec::new();
    for source in sources() {
        let ground = GROUND.contains(&source.room.as_str());
        let allowed = MAY_IMPORT.iter().find(|(room, _)| *room == source.room).map(|(_, allowed)| *allowed);
        assert!(ground || allowed.is_some(), "src/{} is in no room of the house: add it to MAY_IMPORT", source.path);
        for (number, line) in source.text.lines().enumerate() {
            for name in named(line) {
                let fine = name == source.room
                    || GROUND.contains(&name.as_str())
                    || allowed.is_some_and(|allowed| allowed.contains(&name.as_str()));
                if !fine {
                    wrong.push(format!(
                        "src/{}:{}: `{}` may not import `{name}`",
                        source.path,
                        number + 1,
                        source.room
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Clippy refuses the methods; here it is seen that no other room excuses itself from that.
#[test]
fn only_some_rooms_touch_the_world() {
    for source in sources() {
        if source.text.contains("clippy::disallowed_methods") {
            assert!(
                TOUCHES_THE_WORLD.contains(&source.room.as_str()),
                "src/{} allows itself disk, clock or terminal; only {TOUCHES_THE_WORLD:?} may",
                source.path
            );
        }
    }
}

#[test]
fn only_the_theme_runs_tera() {
    for source in sources() {
        let runs = ["Tera::new", "tera::Tera", "use tera::{"].iter().any(|word| source.text.contains(word));
        assert!(!runs || source.path.starts_with("render/theme/"), "src/{} runs Tera", source.path);
    }
}

#[test]
fn files_stay_short() {
    for source in sources() {
        let lines = source.text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).count();
        assert!(lines <= LONGEST, "src/{} has {lines} lines: split it by noun", source.path);
    }
}
