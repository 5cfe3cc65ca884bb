//! Builds a small site with the real program and says what must have come of it.
//!
//! A [`Site`] is a temporary folder: a copy of `tests/sites/<case>/`, or files given as literals. A
//! [`Run`] is what the program did with it. Nothing is passed over in silence: a run whose end no
//! test has asked for fails, [`Run::done`] allows no diagnostic, the other ends name every one, and
//! after each good build every link of every page must lead somewhere.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]
#![allow(dead_code, reason = "each test file uses its own part of the harness")]

mod html;
mod page;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) use html::{addresses, ids, plain};
pub(crate) use page::Page;

/// The clock of every build that does not set its own with `--as-of`: 2026-02-01.
const CLOCK: &str = "1769904000";

/// A site in a temporary folder.
pub(crate) struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    /// A copy of `tests/sites/<case>/`.
    pub(crate) fn case(case: &str) -> Site {
        Site::copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(case))
    }

    /// A copy of this repository's own sample.
    pub(crate) fn sample() -> Site {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let site = Site::empty();
        copy(&root.join("content"), &site.path("content"));
        std::fs::copy(root.join("dateline.yaml"), site.path("dateline.yaml")).unwrap();
        site
    }

    /// A site of these files.
    pub(crate) fn of(files: &[(&str, &str)]) -> Site {
        files.iter().fold(Site::empty(), |site, (path, text)| site.with(path, text))
    }

    fn copy(from: &Path) -> Site {
        assert!(from.is_dir(), "there is no case {}", from.display());
        let site = Site::empty();
        copy(from, site.root());
        site
    }

    fn empty() -> Site {
        Site { folder: tempfile::tempdir().unwrap() }
    }

    /// The same with a file added, or with another text in it.
    pub(crate) fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Site {
        self.write(path, bytes);
        self
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Removes a file.
    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.path(path)).unwrap();
    }

    /// The site's folder.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A path below it.
    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.root().join(below)
    }

    /// What the output folder holds now.
    pub(crate) fn output(&self) -> Tree {
        Tree::read(&self.path("public"))
    }

    /// `dateline build`, with more arguments.
    pub(crate) fn build(&self, args: &[&str]) -> Run {
        self.run("build", args)
    }

    /// `dateline check`, with more arguments.
    pub(crate) fn check(&self, args: &[&str]) -> Run {
        self.run("check", args)
    }

    /// Runs the program in the site's folder.
    pub(crate) fn run(&self, command: &str, args: &[&str]) -> Run {
        let out = self.command().arg(command).args(args).output().unwrap();
        let output = match args.iter().position(|arg| *arg == "--output") {
            Some(at) => self.path(args[at + 1]),
            None => self.path("public"),
        };
        let base = match args.iter().position(|arg| *arg == "--base-url") {
            Some(at) => Some(args[at + 1].to_owned()),
            None => self.configured_base(),
        };
        Run {
            command: format!("dateline {command} {}", args.join(" ")),
            status: out.status.code().expect("a status, not a signal"),
            stdout: String::from_utf8(out.stdout).unwrap(),
            stderr: String::from_utf8(out.stderr).unwrap(),
            files: if command == "build" { Tree::read(&output) } else { Tree::default() },
            base,
            asked: Cell::new(false),
        }
    }

    /// The program with what surrounds every run, before its arguments.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.current_dir(self.root()).env("NO_COLOR", "1").env("SOURCE_DATE_EPOCH", CLOCK);
        for variable in ["CLICOLOR_FORCE", "FORCE_COLOR", "COLUMNS"] {
            command.env_remove(variable);
        }
        command
    }

    fn configured_base(&self) -> Option<String> {
        let config = std::fs::read_to_string(self.path("dateline.yaml")).ok()?;
        let line = config.lines().find_map(|line| line.strip_prefix("base_url:"))?;
        Some(line.trim().trim_matches('"').to_owned())
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The files of a folder by path, with `/` between the parts; Dateline's marker is none of them.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Tree(pub(crate) BTreeMap<String, Vec<u8>>);

impl Tree {
    /// Reads a folder; none holds nothing.
    pub(crate) fn read(folder: &Path) -> Tree {
        let mut tree = Tree::default();
        if folder.is_dir() {
            tree.add(folder, folder);
        }
        tree.0.remove(".dateline");
        tree
    }

    fn add(&mut self, top: &Path, folder: &Path) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.add(top, &path);
            } else {
                let below = path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/");
                self.0.insert(below, std::fs::read(&path).unwrap());
            }
        }
    }

    /// The paths.
    pub(crate) fn paths(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

/// What the program did.
pub(crate) struct Run {
    command: String,
    /// Its exit status.
    pub(crate) status: i32,
    /// Its results.
    pub(crate) stdout: String,
    /// Its reports.
    pub(crate) stderr: String,
    /// What then stood in the output folder.
    pub(crate) files: Tree,
    base: Option<String>,
    asked: Cell<bool>,
}

impl Run {
    /// It went well and had nothing to say.
    #[track_caller]
    pub(crate) fn done(&self) -> &Run {
        self.warns(&[])
    }

    /// It went well with just these warnings, by their codes, in the order of their places.
    #[track_caller]
    pub(crate) fn warns(&self, codes: &[&str]) -> &Run {
        self.exits(0).reports(codes);
        self.every_link_leads_somewhere();
        self
    }

    /// The content has just these mistakes, by their codes, in the order of their places.
    #[track_caller]
    pub(crate) fn fails(&self, codes: &[&str]) -> &Run {
        self.exits(1).reports(codes)
    }

    /// Its exit status.
    #[track_caller]
    pub(crate) fn exits(&self, status: i32) -> &Run {
        self.asked.set(true);
        assert_eq!(self.status, status, "`{}`\n{}{}", self.command, self.stdout, self.stderr);
        self
    }

    /// The codes of its text report.
    #[track_caller]
    pub(crate) fn reports(&self, codes: &[&str]) -> &Run {
        assert_eq!(self.codes(), codes, "`{}`\n{}", self.command, self.stderr);
        self
    }

    /// The codes of its text report, in order.
    pub(crate) fn codes(&self) -> Vec<&str> {
        let code = |line: &'_ str| -> Option<(usize, usize)> {
            let start = ["error[", "warning["].iter().find(|s| line.starts_with(**s))?.len();
            Some((start, start + line[start..].find(']')?))
        };
        self.stderr.lines().filter_map(|line| code(line).map(|(start, end)| &line[start..end])).collect()
    }

    /// The report has this text.
    #[track_caller]
    pub(crate) fn tells(&self, text: &str) -> &Run {
        assert!(self.stderr.contains(text), "`{}` does not tell {text:?}:\n{}", self.command, self.stderr);
        self
    }

    /// The result has this text.
    #[track_caller]
    pub(crate) fn prints(&self, text: &str) -> &Run {
        assert!(self.stdout.contains(text), "`{}` does not print {text:?}:\n{}", self.command, self.stdout);
        self
    }

    /// A file that must be there.
    #[track_caller]
    pub(crate) fn file(&self, path: &str) -> Page {
        let Some(bytes) = self.files.0.get(path) else {
            panic!("there is no {path} among\n  {}", self.files.paths().join("\n  "));
        };
        Page::new(path, String::from_utf8_lossy(bytes).into_owned())
    }

    /// A file that must not be there.
    #[track_caller]
    pub(crate) fn missing(&self, path: &str) -> &Run {
        assert!(!self.files.0.contains_key(path), "{path} is there");
        self
    }

    /// The HTML pages.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let html = self.files.0.iter().filter(|(path, _)| path.ends_with(".html"));
        html.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()))
    }

    /// Every address in every page is external, or begins with the base path and leads to a file of
    /// the output, and to a place in it where it names one.
    #[track_caller]
    fn every_link_leads_somewhere(&self) {
        let (origin, base) = self.base();
        let ids: BTreeMap<&str, Vec<String>> = self.pages().map(|(path, html)| (path, ids(html))).collect();
        let mut wrong = Vec::new();
        for (path, html) in self.pages() {
            for address in addresses(html) {
                let inside = match address.strip_prefix(&origin).filter(|_| !origin.is_empty()) {
                    Some(rooted) => rooted,
                    None => address.as_str(),
                };
                if ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| inside.starts_with(scheme)) {
                    continue;
                }
                let (target, anchor) = inside.split_once('#').unwrap_or((inside, ""));
                let target = target.split('?').next().unwrap_or_default();
                let file = if target.is_empty() {
                    path.to_owned()
                } else {
                    let Some(below) = target.strip_prefix(&base) else {
                        wrong.push(format!("{path}: {address} does not begin with {base}"));
                        continue;
                    };
                    let below = decoded(below);
                    if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below }
                };
                if !self.files.0.contains_key(&file) {
                    wrong.push(format!("{path}: {address} leads to no file"));
                } else if !anchor.is_empty()
                    && ids.get(file.as_str()).is_some_and(|ids| !ids.contains(&decoded(anchor)))
                {
                    wrong.push(format!("{path}: {address} leads to no place in {file}"));
                }
            }
        }
        assert!(wrong.is_empty(), "`{}`\n{}", self.command, wrong.join("\n"));
    }

    /// The base URL's origin, empty without one, and its path with slashes around.
    fn base(&self) -> (String, String) {
        let Some(base) = &self.base else {
            return (String::new(), "/".to_owned());
        };
        let host = base.find("://").map_or(0, |i| i + 3);
        let path = base[host..].find('/').map_or(base.len(), |i| i + host);
        let below = base[path..].trim_matches('/');
        (base[..path].to_owned(), if below.is_empty() { "/".to_owned() } else { format!("/{below}/") })
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        assert!(
            self.asked.get() || std::thread::panicking(),
            "no test asks how `{}` ended: {}\n{}",
            self.command,
            self.status,
            self.stderr
        );
    }
}

/// A text without its percent encoding.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = (*first == b'%')
            .then(|| after.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()))
            .flatten();
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap()
}
