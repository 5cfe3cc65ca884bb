//! A branch of a Git repository as a target, through the user's own `git`: their keys, helpers and hooks of transport work.
//!
//! The branch is fetched, a tree is made of what is there and what changed, and one commit on top of it is pushed, never
//! forced. All of that happens among Git's objects: no work tree is touched, no branch of the user's is moved, and what
//! was fetched or made stays unreachable until Git clears it away.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::manifest::{Manifest, NAME};
use super::{Plan, PublishError, Site, There};

/// Who commits where the user's configuration names nobody, as on a machine that builds for others.
const NOBODY: [(&str, &str); 4] = [
    ("GIT_AUTHOR_NAME", "Dateline"),
    ("GIT_AUTHOR_EMAIL", "dateline@localhost"),
    ("GIT_COMMITTER_NAME", "Dateline"),
    ("GIT_COMMITTER_EMAIL", "dateline@localhost"),
];

/// How many files Git is given at once.
const PORTION: usize = 256;

/// What Git says of a push to a branch that has moved on: before it sends anything, or while it does.
const MOVED: [&str; 5] = ["non-fast-forward", "fetch first", "[rejected]", "cannot lock ref", "failed to update ref"];

/// A branch of a repository.
#[derive(Debug)]
pub struct Branch<'a> {
    root: &'a Path,
    remote: &'a str,
    branch: &'a str,
    /// The repository in which commits are made: what a look has fetched, a send builds on.
    repository: OnceCell<Repository>,
}

/// A repository in which commits are made.
#[derive(Debug)]
struct Repository {
    at: PathBuf,
    /// Removed with all that is in it, where the site's own folder is in no repository.
    made: bool,
}

impl Drop for Repository {
    fn drop(&mut self) {
        if self.made {
            let _ = std::fs::remove_dir_all(&self.at);
        }
    }
}

impl<'a> Branch<'a> {
    pub(super) fn new(root: &'a Path, remote: &'a str, branch: &'a str) -> Branch<'a> {
        Branch { root, remote, branch, repository: OnceCell::new() }
    }

    /// The site's own repository, whose configuration and remotes are meant; else one for this publish.
    fn repository(&self) -> Result<&Repository, PublishError> {
        if let Some(known) = self.repository.get() {
            return Ok(known);
        }
        let found = self.find_repository()?;
        Ok(self.repository.get_or_init(|| found))
    }

    fn find_repository(&self) -> Result<Repository, PublishError> {
        let own = Repository { at: self.root.to_owned(), made: false };
        if own.git(&["rev-parse", "--git-dir"]).is_ok() {
            return Ok(own);
        }
        let at = std::env::temp_dir().join(format!("dateline-publish-{}", std::process::id()));
        let made = Repository { at, made: true };
        std::fs::create_dir(&made.at)
            .map_err(|error| PublishError::Target(format!("cannot make {}: {error}", made.at.display())))?;
        made.git(&["init", "--quiet", "--bare", "."])?;
        Ok(made)
    }

    /// The remote as Git is told of it: a path is one from the site's folder.
    fn remote(&self, repository: &Repository) -> String {
        let path = self.root.join(self.remote);
        let is_path = repository.made && !self.remote.contains(':') && path.exists();
        if is_path {
            std::path::absolute(&path).unwrap_or(path).to_string_lossy().into_owned()
        } else {
            self.remote.to_owned()
        }
    }

    fn reference(&self) -> String {
        format!("refs/heads/{}", self.branch)
    }

    /// Fetches the branch and gives its commit; none where there is no such branch yet.
    fn fetch(&self, repository: &Repository) -> Result<Option<String>, PublishError> {
        let (remote, reference) = (self.remote(repository), self.reference());
        let listed = repository.git(&["ls-remote", "--", &remote, &reference])?;
        let Some(commit) = listed.split_whitespace().next().map(str::to_owned) else { return Ok(None) };
        repository.git(&["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", &remote, &reference])?;
        // Between the two it may have moved on: then the commit that was listed is behind it, and was fetched too.
        Ok(Some(commit))
    }

    pub(super) fn look(&self) -> Result<There, PublishError> {
        let repository = self.repository()?;
        let is_name = repository.git(&["check-ref-format", "--branch", self.branch]).is_ok();
        if !is_name || self.branch.starts_with("refs/") {
            let why = format!("`{}` in dateline.yaml is no name for a branch, such as gh-pages", self.branch);
            return Err(PublishError::Refused(why));
        }
        let Some(commit) = self.fetch(repository)? else { return Ok(There::default()) };
        let mut there = There { state: Some(commit.clone()), has_folders: true, ..There::default() };
        let listed = repository.git(&["ls-tree", "-r", "-l", "-z", "--full-tree", &commit])?;
        for entry in listed.split('\0').filter(|entry| !entry.is_empty()) {
            let Some((about, path)) = entry.split_once('\t') else { continue };
            // A link or a module has no length.
            let length: u64 =
                about.split_whitespace().nth(3).and_then(|length| length.parse().ok()).unwrap_or_default();
            there.files.insert(path.to_owned(), length.into());
        }
        if there.files.contains_key(NAME) {
            let text = repository.git(&["cat-file", "blob", &format!("{commit}:{NAME}")])?;
            there.manifest = Some(Manifest::read(text.as_bytes()).map_err(PublishError::Manifest)?);
        }
        Ok(there)
    }

    /// `on_sent` hears of each file that is among Git's objects; all of them are pushed together.
    pub(super) fn send(
        &self,
        site: &Site,
        there: &There,
        plan: &Plan,
        message: &str,
        on_sent: &dyn Fn(),
    ) -> Result<(), PublishError> {
        let repository = self.repository()?;
        let index = Index::new(repository);
        if let Some(commit) = &there.state {
            index.git(&["read-tree", commit], None)?;
        }
        let sent = plan.sent();
        let mut hashes = String::new();
        for portion in sent.chunks(PORTION) {
            let paths: String = portion.iter().map(|route| absolute(&site.path(route)) + "\n").collect();
            let arguments = ["hash-object", "-w", "--no-filters", "--stdin-paths"];
            hashes.push_str(&repository.run(&arguments, Some(paths.as_bytes()), &[])?);
            portion.iter().for_each(|_| on_sent());
        }
        let manifest = repository.run(&["hash-object", "-w", "--stdin"], Some(&site.manifest().text()), &[])?;
        let mut lines = String::new();
        for (route, hash) in sent.iter().copied().zip(hashes.lines()).chain([(NAME, manifest.trim())]) {
            lines.push_str(&format!("100644 {hash}\t{route}\0"));
        }
        for route in &plan.removed {
            lines.push_str(&format!("0 {}\t{route}\0", "0".repeat(manifest.trim().len())));
        }
        index.git(&["update-index", "-z", "--index-info"], Some(lines.as_bytes()))?;
        let tree = index.git(&["write-tree"], None)?;
        let mut commit = vec!["commit-tree", tree.trim()];
        if let Some(parent) = &there.state {
            commit.extend(["-p", parent]);
        }
        let is_known = repository.git(&["var", "GIT_COMMITTER_IDENT"]).is_ok();
        let commit = repository.run(&commit, Some(message.as_bytes()), if is_known { &[] } else { &NOBODY })?;
        let moves = format!("{}:{}", commit.trim(), self.reference());
        let pushed = repository.git(&["push", "--quiet", "--porcelain", "--", &self.remote(repository), &moves]);
        match pushed {
            Ok(_) => Ok(()),
            Err(PublishError::Target(why)) if MOVED.iter().any(|said| why.contains(said)) => Err(PublishError::Moved),
            Err(error) => Err(error),
        }
    }
}

fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}

/// An index of its own, so that the user's is not touched.
struct Index<'r> {
    repository: &'r Repository,
    file: PathBuf,
}

impl<'r> Index<'r> {
    fn new(repository: &'r Repository) -> Index<'r> {
        let file = std::env::temp_dir().join(format!("dateline-index-{}", std::process::id()));
        let _ = std::fs::remove_file(&file);
        Index { repository, file }
    }

    fn git(&self, arguments: &[&str], input: Option<&[u8]>) -> Result<String, PublishError> {
        let file = self.file.to_string_lossy();
        self.repository.run(arguments, input, &[("GIT_INDEX_FILE", &file)])
    }
}

impl Drop for Index<'_> {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.file);
    }
}

impl Repository {
    fn git(&self, arguments: &[&str]) -> Result<String, PublishError> {
        self.run(arguments, None, &[])
    }

    /// Runs the user's git and gives what it prints. It may ask for a password at the terminal, but not in a window.
    fn run(
        &self,
        arguments: &[&str],
        input: Option<&[u8]>,
        environment: &[(&str, &str)],
    ) -> Result<String, PublishError> {
        let failed = |why: &dyn std::fmt::Display| {
            PublishError::Target(format!("`git {}` failed: {why}", arguments.first().copied().unwrap_or_default()))
        };
        let variables: BTreeMap<&OsStr, &OsStr> =
            environment.iter().map(|(name, value)| (OsStr::new(name), OsStr::new(value))).collect();
        let mut child = Command::new("git")
            .arg("-C")
            .arg(&self.at)
            .args(arguments)
            .envs(variables)
            // What git says is read below, in the words of no language but its own.
            .env("LC_ALL", "C")
            .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| match error.kind() {
                std::io::ErrorKind::NotFound => {
                    PublishError::Target("publishing to a branch needs `git`, which is not installed here".to_owned())
                }
                _ => failed(&error),
            })?;
        let writer = child.stdin.take();
        let output = std::thread::scope(|scope| {
            if let (Some(mut writer), Some(input)) = (writer, input) {
                // A program that ends early says why itself.
                scope.spawn(move || writer.write_all(input));
            }
            child.wait_with_output()
        });
        let output = output.map_err(|error| failed(&error))?;
        if !output.status.success() {
            let said = [output.stderr, output.stdout].map(|said| String::from_utf8_lossy(&said).trim().to_owned());
            return Err(failed(&said.join("\n").trim()));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
