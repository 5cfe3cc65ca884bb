//! The module as its callers see it, on a real disk.

mod foreign;
#[cfg(unix)]
mod kill;
mod refused;
mod switching;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::{MARKER, OpenError, Output, Protected, Summary, WriteError};

/// A site's root with an output folder that is yet to be made, and a home folder elsewhere.
struct Bench {
    outside: TempDir,
    root: PathBuf,
}

impl Bench {
    fn new() -> Self {
        let outside = tempfile::tempdir().expect("a temporary folder");
        let root = outside.path().join("site");
        fs::create_dir_all(root.join("content")).expect("content");
        Self { outside, root }
    }

    /// A folder that holds what `site` says, built by Dateline.
    fn built(site: &[(&str, &str)]) -> Self {
        let bench = Self::new();
        bench.build(site).expect("a first build");
        bench
    }

    fn root(&self) -> &Path {
        &self.root
    }

    fn home(&self) -> PathBuf {
        self.outside.path().join("home/me")
    }

    fn public(&self) -> PathBuf {
        self.root().join("public")
    }

    fn open(&self) -> Result<Output, OpenError> {
        self.open_at(&self.public())
    }

    fn open_at(&self, folder: &Path) -> Result<Output, OpenError> {
        let protected = Protected {
            root: self.root().to_path_buf(),
            inputs: vec![self.root().join("content"), self.root().join("static")],
            home: Some(self.home()),
        };
        Output::open(folder, &protected, Duration::ZERO)
    }

    fn build(&self, site: &[(&str, &str)]) -> Result<Summary, WriteError> {
        let output = self.open().expect("the output folder opens");
        for (route, text) in site {
            output.put(route, text.as_bytes())?;
        }
        output.commit()
    }

    /// Writes a file of the user's own into the output folder.
    fn add(&self, route: &str, text: &str) {
        let path = self.public().join(route);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, text).expect("a file");
    }

    /// All paths in the output folder but the marker; folders end in `/`.
    fn names(&self) -> Vec<String> {
        look(&self.public()).into_keys().filter(|name| name != MARKER).collect()
    }

    fn text(&self, route: &str) -> String {
        fs::read_to_string(self.public().join(route)).expect("a file")
    }

    /// Nothing but the site's own folders is left at its root.
    fn assert_no_clutter(&self) {
        for entry in fs::read_dir(self.root()).expect("list") {
            let name = entry.expect("entry").file_name();
            let name = name.to_str().expect("unicode");
            assert!(!name.starts_with('.'), "{name} is left over");
        }
    }
}

/// What a thing in a tree is, so that any change to it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    modified: SystemTime,
    inode: u64,
    bytes: Option<Vec<u8>>,
}

fn look(folder: &Path) -> BTreeMap<String, Seen> {
    let mut seen = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.expect("entry");
        let found = entry.metadata().expect("metadata");
        let path = entry.path().strip_prefix(folder).expect("below");
        let mut name = path.to_str().expect("unicode").replace('\\', "/");
        if found.is_dir() {
            name.push('/');
        }
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(&found);
        #[cfg(not(unix))]
        let inode = 0;
        let bytes = found.is_file().then(|| fs::read(entry.path()).expect("bytes"));
        let modified = found.modified().expect("time");
        seen.insert(name, Seen { modified, inode, bytes });
    }
    seen.remove("/").map(|root| seen.insert("./".into(), root));
    seen
}

const SITE: &[(&str, &str)] = &[
    ("index.html", "home"),
    ("briefings/one/index.html", "one"),
    ("briefings/two/index.html", "two"),
    ("日本/ü ß.html", "unicode"),
    ("empty.txt", ""),
];

#[test]
fn a_first_build_makes_the_folder() {
    let bench = Bench::new();
    let summary = bench.build(SITE).expect("a build");
    assert_eq!((summary.new, summary.changed, summary.same, summary.removed), (5, 0, 0, 0));
    assert_eq!((summary.bytes_total, summary.bytes_written), (17, 17));
    assert!(summary.leftover.is_none());
    for (route, text) in SITE {
        assert_eq!(bench.text(route), *text);
    }
    assert!(bench.text(MARKER).ends_with(
        "\nfiles: 5\nbriefings/one/index.html\nbriefings/two/index.html\nempty.txt\n\
         index.html\n日本/ü ß.html\n"
    ));
    bench.assert_no_clutter();
}

#[test]
fn two_builds_of_one_site_are_equal_to_the_byte() {
    let bytes = |bench: &Bench| -> Vec<_> {
        look(&bench.public()).into_iter().map(|(name, seen)| (name, seen.bytes)).collect()
    };
    let one = Bench::built(SITE);
    let mut reversed = SITE.to_vec();
    reversed.reverse();
    let other = Bench::built(&[("old.html", "old"), ("index.html", "another")]);
    other.build(&reversed).expect("a build");
    assert_eq!(bytes(&one), bytes(&other));
}

#[test]
fn an_equal_build_touches_nothing() {
    let bench = Bench::built(SITE);
    let before = look(&bench.public());
    let output = bench.open().expect("open");
    for (route, text) in SITE {
        output.put(route, text.as_bytes()).expect("put");
    }
    assert!(!output.stage.root().exists(), "no stage without a difference");
    let summary = output.commit().expect("a build");
    assert_eq!((summary.same, summary.bytes_written), (5, 0));
    assert_eq!(look(&bench.public()), before);
    bench.assert_no_clutter();
}

#[test]
fn only_what_changed_is_written() {
    let bench = Bench::built(SITE);
    let before = look(&bench.public());
    let mut site = SITE.to_vec();
    site[1].1 = "One";
    let summary = bench.build(&site).expect("a build");
    assert_eq!((summary.changed, summary.same, summary.bytes_written), (1, 4, 3));
    let after = look(&bench.public());
    for (name, seen) in after.iter().filter(|(_, seen)| seen.bytes.is_some()) {
        let differs = name == site[1].0 || name == MARKER;
        assert_eq!(before[name] != *seen, differs, "{name}");
    }
    assert_eq!(bench.text(site[1].0), "One");
    bench.assert_no_clutter();
}

#[test]
fn a_removed_route_goes_with_its_folder() {
    let bench = Bench::built(SITE);
    let summary = bench.build(&SITE[..2]).expect("a build");
    assert_eq!((summary.removed, summary.same, summary.bytes_total), (3, 2, 7));
    assert_eq!(bench.names(), ["./", "briefings/", "briefings/one/", "briefings/one/index.html", "index.html"]);
    assert_eq!(bench.build(&[]).expect("a build").removed, 2);
    assert_eq!(bench.names(), ["./"]);
}

#[test]
fn a_file_may_become_a_folder_and_back() {
    let file = [("a", "file"), ("b", "b")];
    let folder = [("a/index.html", "folder"), ("b", "b")];
    let bench = Bench::built(&file);
    bench.build(&folder).expect("a folder");
    assert_eq!(bench.names(), ["./", "a/", "a/index.html", "b"]);
    bench.build(&file).expect("a file");
    assert_eq!(bench.names(), ["./", "a", "b"]);
}

#[test]
fn a_deleted_or_edited_file_is_made_again() {
    let bench = Bench::built(SITE);
    fs::remove_file(bench.public().join("index.html")).expect("remove");
    bench.add("briefings/one/index.html", "ONE");
    let summary = bench.build(SITE).expect("a build");
    assert_eq!((summary.new, summary.changed, summary.same), (1, 1, 3));
    assert_eq!(bench.text("index.html"), "home");
    assert_eq!(bench.text("briefings/one/index.html"), "one");
}

#[test]
fn files_are_copied_and_compared() {
    let bench = Bench::new();
    let asset = bench.root().join("asset.bin");
    let mut bytes = vec![1_u8; 200_000];
    fs::write(&asset, &bytes).expect("asset");
    let build = || {
        let output = bench.open().expect("open");
        let put = output.copy("assets/a.bin", &asset).expect("copy");
        (put, output.commit().expect("commit").bytes_written)
    };
    assert_eq!(build(), (super::Put::New, 200_000));
    assert_eq!(build(), (super::Put::Same, 0));
    bytes[199_999] = 2;
    fs::write(&asset, &bytes).expect("asset");
    assert_eq!(build(), (super::Put::Changed, 200_000));
    assert_eq!(fs::read(bench.public().join("assets/a.bin")).expect("read"), bytes);

    let output = bench.open().expect("open");
    let gone = bench.root().join("gone");
    assert_eq!(output.copy("gone", &gone).expect_err("gone").path, gone);
    let folder = bench.root().join("content");
    assert_eq!(output.copy("folder", &folder).expect_err("a folder").path, folder);
}

#[test]
fn a_bad_or_repeated_route_spoils_the_site() {
    let bench = Bench::built(SITE);
    let before = look(&bench.public());
    for bad in ["../x", "/etc/x", MARKER, ""] {
        let output = bench.open().expect("open");
        output.put("new", b"new").expect("put");
        output.put(bad, b"x").expect_err(bad);
        output.commit().expect_err("a site without a file");
    }
    let output = bench.open().expect("open");
    output.put("twice", b"1").expect("once");
    let error = output.put("twice", b"1").expect_err("twice");
    assert!(error.to_string().contains("twice"), "{error}");
    drop(output);
    assert_eq!(look(&bench.public()), before);
    bench.assert_no_clutter();
}

#[test]
fn one_route_inside_another_is_an_error() {
    for site in [[("a", "1"), ("a/b", "2")], [("a/b", "2"), ("a", "1")]] {
        let bench = Bench::built(&[("a", "1")]);
        let error = bench.build(&site).expect_err("a is a file and a folder");
        assert!(error.path.starts_with(bench.public().join("a")), "{error}");
        assert_eq!(bench.names(), ["./", "a"]);
        bench.assert_no_clutter();
    }
}

#[test]
fn without_commit_the_old_site_stays() {
    let bench = Bench::built(SITE);
    let before = look(&bench.public());
    let output = bench.open().expect("open");
    output.put("index.html", b"new home").expect("put");
    output.put("x/y/z.html", b"new").expect("put");
    drop(output);
    assert_eq!(look(&bench.public()), before);
    bench.assert_no_clutter();
}

#[test]
fn without_commit_no_folder_is_left() {
    let bench = Bench::new();
    let deep = bench.root().join("a/b/public");
    let output = bench.open_at(&deep).expect("open");
    output.put("index.html", b"home").expect("put");
    drop(output);
    assert!(!bench.root().join("a").exists());
    let output = bench.open_at(&deep).expect("open");
    output.put("index.html", b"home").expect("put");
    output.commit().expect("commit");
    assert_eq!(fs::read(deep.join("index.html")).expect("read"), b"home");
}

#[test]
fn many_threads_may_put() {
    let bench = Bench::new();
    for round in ["first", "second"] {
        let output = bench.open().expect("open");
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let output = &output;
                scope.spawn(move || {
                    for file in 0..50 {
                        let route = format!("folder{}/deep/{thread}-{file}.html", file % 7);
                        let text = if file == 0 { round } else { &route };
                        output.put(&route, text.as_bytes()).expect("put");
                    }
                });
            }
        });
        let summary = output.commit().expect("commit");
        let expected = if round == "first" { (400, 0, 0) } else { (0, 8, 392) };
        assert_eq!((summary.new, summary.changed, summary.same), expected);
    }
}
