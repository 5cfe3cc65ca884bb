//! A site in a temporary folder, the real binary, and what it says and writes.
//!
//! ```ignore
//! let built = Site::case("minimal").build();
//! built.succeeds().quiet();
//! built.page("briefings/first/").has("22 December 2025").lacks("TLP:RED");
//! ```

#![allow(dead_code, unreachable_pub, reason = "each test file uses its part of the harness")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

pub mod html;
pub mod json_schema;
pub mod process;
mod report;
pub mod secrets;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use dateline::load::Sources;
use dateline::pipeline::{Prepared, configure, prepare};
use dateline::resolve::{Clock, Drafts, Future, Seen};
use secrets::{Leak, Search};
use tempfile::TempDir;

/// Sources prepared as a build would on 1 June 2026, by the library itself.
pub fn prepared(sources: Sources) -> Prepared {
    let (config, diagnostics) = configure(&sources, None);
    prepare(sources, config, diagnostics, &seen(), &())
}

/// For the eyes of all, on 1 June 2026.
pub fn seen() -> Seen {
    let now = "2026-06-01T00:00:00Z".parse().unwrap();
    Seen { now, today: now, drafts: Drafts::Hidden, future: Future::Hidden, clock: Clock::Now }
}

/// A whole picture, of one pixel, that is a text: a GIF, whatever it is called.
pub const DOT: &str = "GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02L\x01\0;";

/// A site that can be changed and built.
pub struct Site {
    folder: TempDir,
    /// The moment that its builds take for now, in seconds since 1970.
    now: &'static str,
}

/// 1 June 2026.
const NOW: &str = "1780272000";
/// 1 December 2026, when all of the sample has been published.
const SAMPLE_NOW: &str = "1796083200";

/// What a run of the binary said, and the output folder after it.
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
    pub files: BTreeMap<String, Vec<u8>>,
}

/// One file of the output.
pub struct File<'a> {
    path: String,
    text: std::borrow::Cow<'a, str>,
}

impl Site {
    /// The case in `tests/sites/NAME/`.
    pub fn case(name: &str) -> Site {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name);
        assert!(from.is_dir(), "there is no case {}", from.display());
        Site::copy_of(&from, &[""])
    }

    /// The repository's own sample.
    pub fn sample() -> Site {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let sample = Site::copy_of(repository, &["content", "templates", "static", "dateline.yaml"]);
        Site { now: SAMPLE_NOW, ..sample }
    }

    fn copy_of(from: &Path, parts: &[&str]) -> Site {
        let folder = TempDir::new().unwrap();
        for part in parts.iter().filter(|part| from.join(part).exists()) {
            for entry in walkdir::WalkDir::new(from.join(part)).into_iter().map(Result::unwrap) {
                let to = folder.path().join(entry.path().strip_prefix(from).unwrap());
                if entry.file_type().is_dir() {
                    std::fs::create_dir_all(to).unwrap();
                } else {
                    std::fs::copy(entry.path(), to).unwrap();
                }
            }
        }
        Site { folder, now: NOW }
    }

    /// A site of literal files.
    pub fn of(files: &[(&str, &str)]) -> Site {
        let site = Site { folder: TempDir::new().unwrap(), now: NOW };
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    /// A site of one briefing, by its front matter and its body.
    pub fn briefing(front: &str, body: &str) -> Site {
        Site::of(&[("content/briefings/a.md", &format!("---\n{front}\n---\n{body}"))])
    }

    /// The same site with another moment for now, in seconds since 1970.
    pub fn at(self, now: &'static str) -> Site {
        Site { now, ..self }
    }

    /// The site's folder.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file of the site.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Site {
        let to = self.root().join(path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::write(to, text).unwrap();
        self
    }

    /// Removes a file of the site.
    pub fn remove(&self, path: &str) -> &Site {
        std::fs::remove_file(self.root().join(path)).unwrap();
        self
    }

    /// `dateline build`.
    pub fn build(&self) -> Run {
        self.run(&["build"])
    }

    /// `dateline ARGUMENTS`, in the site's folder, on 1 June 2026 (the sample: 1 December) unless they say otherwise.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.finished(self.command(arguments))
    }

    /// The same as a command that is not yet run.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(arguments).current_dir(self.root()).env("NO_COLOR", "1").env("SOURCE_DATE_EPOCH", self.now);
        command
    }

    /// Runs a command to its end.
    #[track_caller]
    pub fn finished(&self, command: Command) -> Run {
        self.ran(process::finished(command))
    }

    /// What a process said, and the output folder after it.
    pub fn ran(&self, output: std::process::Output) -> Run {
        Run {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            files: self.output("public"),
        }
    }

    /// The files below a folder of the site, by their path there.
    pub fn output(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let top = self.root().join(folder);
        let entries = walkdir::WalkDir::new(&top).into_iter().filter_map(Result::ok);
        entries
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(&top).unwrap().to_str().unwrap().replace('\\', "/");
                (path, std::fs::read(entry.path()).unwrap())
            })
            .collect()
    }

    /// The path of a file of the output.
    pub fn public(&self, path: &str) -> PathBuf {
        self.root().join("public").join(path)
    }
}

impl Run {
    /// The run ended with this status.
    #[track_caller]
    pub fn ends(&self, status: i32) -> &Run {
        assert_eq!(self.status, status, "\n{}\n{}", self.stdout, self.stderr);
        self
    }

    /// The run went well.
    #[track_caller]
    pub fn succeeds(&self) -> &Run {
        self.ends(0)
    }

    /// Nothing was reported.
    #[track_caller]
    pub fn quiet(&self) -> &Run {
        assert_eq!(self.stderr, "");
        self
    }

    /// Something was said, on either stream.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Run {
        assert!(
            self.stdout.contains(text) || self.stderr.contains(text),
            "nothing says {text:?} in\n{}\n{}",
            self.stdout,
            self.stderr
        );
        self
    }

    /// A page by its address: `briefings/first/`.
    #[track_caller]
    pub fn page(&self, address: &str) -> File<'_> {
        self.file(&format!("{address}index.html"))
    }

    /// A file by its path.
    #[track_caller]
    pub fn file(&self, path: &str) -> File<'_> {
        match self.files.get(path) {
            Some(bytes) => File { path: path.to_owned(), text: String::from_utf8_lossy(bytes) },
            None => panic!("there is no {path} among\n{}", self.files.keys().cloned().collect::<Vec<_>>().join("\n")),
        }
    }

    /// A file of the theme by its name there; in the site its name has a hash of its content.
    #[track_caller]
    pub fn asset(&self, name: &str) -> File<'_> {
        let (stem, ending) = name.rsplit_once('.').unwrap();
        let is = |path: &&String| {
            let hash =
                path.strip_prefix(&format!("assets/{stem}.")).and_then(|p| p.strip_suffix(&format!(".{ending}")));
            hash.is_some_and(|hash| hash.len() == 10 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
        };
        match self.files.keys().find(is) {
            Some(path) => self.file(path),
            None => panic!("there is no {name} in assets/ among {:?}", self.files.keys()),
        }
    }

    /// There is no such file.
    #[track_caller]
    pub fn missing(&self, path: &str) -> &Run {
        assert!(!self.files.contains_key(path), "{path} should not be there");
        self
    }

    /// No file, nor its path, holds the text in any form.
    #[track_caller]
    pub fn nowhere(&self, text: &str) -> &Run {
        assert_eq!(self.leaks(&[text]), []);
        self
    }

    /// Where some texts are in the output, in any form.
    pub fn leaks(&self, secrets: &[&str]) -> Vec<Leak> {
        Search::of(secrets).leaks(&self.files)
    }

    /// Every link inside the site leads to a file of the output, and to a place on its page; the site
    /// stands below `base`.
    #[track_caller]
    pub fn links_lead_somewhere(&self, base: &str) -> &Run {
        for (path, bytes) in self.files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let html = String::from_utf8_lossy(bytes);
            // Also sees to it that no id is there twice.
            html::ids(&html);
            for url in html::addresses(&html) {
                if url.contains("://") || url.starts_with("mailto:") || url.starts_with("tel:") {
                    continue;
                }
                let (target, fragment) = url.split_once('#').unwrap_or((&url, ""));
                let target = if target.is_empty() {
                    path.clone()
                } else {
                    let below = target.strip_prefix(base);
                    let below = below.unwrap_or_else(|| panic!("{path} links to {url}, which is not below {base}"));
                    let below = percent_encoding::percent_decode_str(below).decode_utf8().unwrap().into_owned();
                    if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below }
                };
                let page = self.files.get(&target);
                let page = page.unwrap_or_else(|| panic!("{path} links to {url}, but there is no {target}"));
                if !fragment.is_empty() {
                    let page = String::from_utf8_lossy(page);
                    assert!(
                        page.contains(&format!("id=\"{fragment}\"")),
                        "{path} links to {url}, but {target} has no such place"
                    );
                }
            }
        }
        self
    }
}

impl File<'_> {
    /// The file holds the text.
    #[track_caller]
    pub fn has(&self, text: &str) -> &Self {
        assert!(self.text.contains(text), "{} lacks {text:?}:\n{}", self.path, self.text);
        self
    }

    /// The file does not hold the text.
    #[track_caller]
    pub fn lacks(&self, text: &str) -> &Self {
        assert!(!self.text.contains(text), "{} holds {text:?}:\n{}", self.path, self.text);
        self
    }

    /// The file holds the texts, one after the other.
    #[track_caller]
    pub fn has_in_order(&self, texts: &[&str]) -> &Self {
        let mut from = 0;
        for text in texts {
            match self.text[from..].find(text) {
                Some(at) => from += at + text.len(),
                None => panic!("{} lacks {text:?} after what comes before it:\n{}", self.path, self.text),
            }
        }
        self
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }
}
