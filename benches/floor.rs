//! The least that a site generator does, for `compare.py` to hold a build against: it reads every file of a site, parses
//! its Markdown, and writes as many files with as many bytes to the same paths as the site that was built.
//!
//! ```text
//! floor SITE LIST OUTPUT
//! ```
//!
//! LIST has a line for each file of the built site: its length in bytes, a space, its path. What is written is the HTML of
//! the Markdown, again and again until the length is reached. No front matter is read, no name is looked up, no template
//! is filled in, nothing is compared with an older output.
//!
//! It is an example and no bench, so that its path is known: `target/release/examples/floor`.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "it may fail loudly, and reads and writes what it is given"
)]

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;
use walkdir::WalkDir;

/// A file that the built site has.
struct Planned {
    length: usize,
    path: PathBuf,
}

fn main() {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [site, list, output] = &arguments[..] else {
        eprintln!("floor SITE LIST OUTPUT: see benches/README.md");
        std::process::exit(2);
    };
    let planned = planned(list, output);
    make_folders(&planned, output);
    let sources: Vec<PathBuf> = ["content", "templates", "static", "dateline.yaml"]
        .iter()
        .flat_map(|part| WalkDir::new(site.join(part)).into_iter().filter_map(Result::ok))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.into_path())
        .collect();
    // Every source has its share of the files, as every file has to be written by somebody.
    sources.par_iter().enumerate().for_each(|(number, source)| {
        let bytes = fs::read(source).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let is_markdown = source.extension() == Some(OsStr::new("md"));
        let made = if is_markdown { rendered(&text) } else { text.into_owned() };
        for file in planned.iter().skip(number).step_by(sources.len()) {
            write(file, made.as_bytes());
        }
    });
}

fn planned(list: &Path, output: &Path) -> Vec<Planned> {
    let list = fs::read_to_string(list).unwrap();
    let lines = list.lines().map(|line| line.split_once(' ').unwrap());
    lines.map(|(length, path)| Planned { length: length.parse().unwrap(), path: output.join(path) }).collect()
}

/// Makes the folders that have folders in them; the others are made by whoever writes there, on all cores.
fn make_folders(planned: &[Planned], output: &Path) {
    let folders = planned.iter().filter_map(|file| file.path.parent()?.parent());
    let folders: BTreeSet<&Path> = folders.filter(|folder| folder.starts_with(output)).collect();
    fs::create_dir_all(output).unwrap();
    for folder in folders {
        fs::create_dir_all(folder).unwrap();
    }
}

/// The HTML of a file's Markdown, with the extensions that Dateline has too.
fn rendered(text: &str) -> String {
    let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS;
    let mut out = String::with_capacity(body.len() * 2);
    html::push_html(&mut out, Parser::new_ext(body, options));
    out
}

fn write(file: &Planned, made: &[u8]) {
    fs::create_dir_all(file.path.parent().unwrap()).unwrap();
    // A source without a text still has files to write.
    let made = if made.is_empty() { &b"\n"[..] } else { made };
    let mut bytes = made.repeat(file.length.div_ceil(made.len()));
    bytes.truncate(file.length);
    fs::write(&file.path, bytes).unwrap();
}
