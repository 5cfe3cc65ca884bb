//! `publish` to a real folder and to a real bare Git repository.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use harness::Site;
use serde_json::Value;
use tempfile::TempDir;

const ONE: (&str, &str) = ("content/briefings/one.md", "---\ntitle: One ship\ndate: 2026-01-01\n---\nFirst text.\n");
const TWO: (&str, &str) = ("content/briefings/two.md", "---\ntitle: Two ships\ndate: 2026-01-02\n---\nSecond text.\n");

/// A site of two briefings and a target of its own, in a folder that holds nothing else.
fn desk(target: impl Fn(&Path) -> String) -> (Site, TempDir) {
    let there = tempfile::tempdir().unwrap();
    let config = format!("title: Desk\nbase_url: https://host.example/\npublish:\n  live: {}\n", target(there.path()));
    (Site::of(&[("dateline.yaml", &config), ONE, TWO]), there)
}

fn directory() -> (Site, TempDir, PathBuf) {
    let (site, there) = desk(|at| format!("{{kind: directory, path: \"{}\"}}", at.join("www").display()));
    let www = there.path().join("www");
    (site, there, www)
}

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|e| (e.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned(), fs::read(e.path()).unwrap()))
        .collect()
}

/// A plan, as programs read it.
fn plan(site: &Site, more: &[&str]) -> Value {
    let run = site.run(&[&["publish", "--format", "json"], more].concat());
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", run.stdout, run.stderr))
}

fn count(plan: &Value, list: &str) -> usize {
    plan[list].as_array().unwrap().len()
}

#[test]
fn a_folder_becomes_the_site_and_others_files_stay() {
    let (site, _there, www) = directory();
    fs::create_dir_all(www.join("notes")).unwrap();
    fs::write(www.join("CNAME"), "host.example").unwrap();
    fs::write(www.join("notes/mine.txt"), "mine").unwrap();
    let first = site.run(&["publish"]);
    first.succeeds().says("2 files there that Dateline did not publish: kept").says("Published to live");
    let mut published = files(&www);
    assert_eq!(published.remove("CNAME").unwrap(), b"host.example");
    assert_eq!(published.remove("notes/mine.txt").unwrap(), b"mine");
    let manifest: Value = serde_json::from_slice(&published.remove(".dateline-manifest.json").unwrap()).unwrap();
    let mut built = files(&site.public(""));
    built.remove(".dateline").unwrap();
    assert_eq!(published, built);
    assert_eq!(manifest["files"].as_object().unwrap().len(), built.len());
    assert!(!manifest.to_string().contains("content/"), "a manifest says nothing of sources");
}

#[test]
fn publishing_again_sends_only_what_changed() {
    let (site, _there, www) = directory();
    site.run(&["publish"]).succeeds();
    let when = |path: &str| fs::metadata(www.join(path)).unwrap().modified().unwrap();
    let before = when("briefings/one/index.html");
    site.run(&["publish"]).succeeds().says("live is as it should be");
    site.write(TWO.0, TWO.1.replace("Second text", "Other text"));
    let dry = plan(&site, &["--dry-run"]);
    assert_eq!((&dry["sent"], count(&dry, "taken")), (&Value::Bool(false), 0));
    assert!(dry["changed"].as_array().unwrap().contains(&"briefings/two/index.html".into()), "{dry}");
    assert!(!dry.to_string().contains("briefings/one/"), "{dry}");
    assert!(
        fs::read_to_string(www.join("briefings/two/index.html")).unwrap().contains("Second text"),
        "a dry run wrote"
    );
    assert_eq!(plan(&site, &[])["changed"], dry["changed"]);
    assert!(fs::read_to_string(www.join("briefings/two/index.html")).unwrap().contains("Other text"));
    assert_eq!(when("briefings/one/index.html"), before);
    // What somebody removed is there again, whatever the manifest says.
    fs::remove_file(www.join("briefings/one/index.html")).unwrap();
    assert_eq!(plan(&site, &[])["new"], serde_json::json!(["briefings/one/index.html"]));
}

#[test]
fn the_version_before_comes_back_and_goes_again() {
    let (site, _there, www) = directory();
    site.run(&["publish", "--rollback"]).ends(2).says("no version before is kept");
    site.run(&["publish"]).succeeds();
    let first = files(&www);
    site.write(TWO.0, TWO.1.replace("Second text", "Other text"));
    site.run(&["publish"]).succeeds();
    let second = files(&www);
    site.run(&["publish", "--rollback"]).succeeds();
    assert_eq!(files(&www), first);
    site.run(&["publish", "--rollback"]).succeeds();
    assert_eq!(files(&www), second);
}

#[test]
fn a_rollback_leaves_others_files_as_they_are_now() {
    let (site, _there, www) = directory();
    site.run(&["publish"]).succeeds();
    site.write(TWO.0, TWO.1.replace("Second text", "Other text"));
    site.run(&["publish"]).succeeds();
    fs::write(www.join("CNAME"), "now.example").unwrap();
    site.run(&["publish", "--rollback"]).succeeds();
    assert_eq!(fs::read_to_string(www.join("CNAME")).unwrap(), "now.example");
    assert!(fs::read_to_string(www.join("briefings/two/index.html")).unwrap().contains("Second text"));
}

#[test]
fn what_somebody_wrote_into_a_file_is_not_brought_back() {
    let (site, _there, www) = directory();
    site.run(&["publish"]).succeeds();
    site.write(TWO.0, TWO.1.replace("Second text", "Other text"));
    site.run(&["publish"]).succeeds();
    fs::write(www.join("briefings/one/index.html"), "vandal").unwrap();
    site.run(&["publish", "--rollback"]).succeeds();
    assert!(fs::read_to_string(www.join("briefings/one/index.html")).unwrap().contains("First text"));
}

#[test]
fn what_was_taken_over_is_given_back() {
    let (site, _there, www) = directory();
    site.run(&["publish"]).succeeds();
    fs::write(www.join("note.txt"), "theirs").unwrap();
    site.write("static/note.txt", "ours");
    site.run(&["publish", "--adopt"]).succeeds().says("Taken over from somebody else: note.txt");
    site.run(&["publish", "--rollback"]).succeeds();
    assert_eq!(fs::read_to_string(www.join("note.txt")).unwrap(), "theirs");
    site.run(&["publish"]).ends(1).says("note.txt at the target was not published by Dateline");
}

/// Two clones of one site publish to one folder, again and again: it always is one of the two, whole.
#[test]
fn two_who_publish_to_a_folder_do_not_mix() {
    let (one, _there, www) = directory();
    let other = Site::of(&[]);
    for (path, bytes) in one.output("") {
        other.write(&path, bytes);
    }
    one.write("content/briefings/only-one.md", "---\ntitle: Only one\ndate: 2026-01-03\n---\nText.\n");
    other.write("content/briefings/only-other.md", "---\ntitle: Only other\ndate: 2026-01-03\n---\nText.\n");
    for round in 0..3 {
        std::thread::scope(|scope| {
            for site in [&one, &other] {
                site.write(TWO.0, TWO.1.replace("Second text", &format!("Text {round}")));
                scope.spawn(move || {
                    site.run(&["publish"]).succeeds();
                });
            }
        });
        let published = files(&www);
        let has = |name: &str| published.contains_key(&format!("briefings/{name}/index.html"));
        assert!(has("only-one") != has("only-other"), "the two sites are mixed");
    }
}

#[test]
fn a_mistake_beside_a_secret_does_not_show_it() {
    let config = "title: Desk\npublish: {live: {kind: s3, bucket: b, secret_access_key: hunter2}}\n";
    let run = Site::of(&[("dateline.yaml", config), ONE]).run(&["publish"]);
    run.ends(1).says("dateline.yaml:2");
    assert!(!run.stderr.contains("hunter2"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn the_version_before_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let (site, _there, www) = directory();
    site.run(&["publish"]).succeeds();
    let mode = || fs::metadata(&www).unwrap().permissions().mode() & 0o777;
    let open = mode();
    site.write(TWO.0, TWO.1.replace("Second text", "Other text"));
    site.run(&["publish"]).succeeds();
    let previous = www.with_file_name(".www.dateline-previous");
    assert_eq!(fs::metadata(&previous).unwrap().permissions().mode() & 0o777, 0o700);
    site.run(&["publish", "--rollback"]).succeeds();
    assert_eq!(mode(), open);
}

#[test]
fn a_file_that_is_somebody_elses_folder_is_refused_in_the_plan() {
    let (site, _there, www) = directory();
    fs::create_dir_all(www.join("notes")).unwrap();
    fs::write(www.join("notes/mine.txt"), "mine").unwrap();
    fs::write(www.join("film"), "mine").unwrap();
    site.write("static/notes", "ours");
    site.write("static/film/one.txt", "ours");
    let refused = site.run(&["publish", "--adopt"]);
    refused.ends(1).says("the site has a file film/one.txt, and somebody else has film").says("1 more like it");
    assert_eq!(files(&www).len(), 2);
    let hosting = Hosting::new();
    hosting.site.run(&["publish"]).succeeds();
    hosting.somebody_commits("CNAME");
    hosting.site.write("static/CNAME/one.txt", "ours");
    hosting.site.run(&["publish"]).ends(1).says("somebody else has CNAME");
}

#[test]
fn what_is_published_is_not_published_into() {
    for path in ["public", "public/below", "."] {
        let config = format!("title: Desk\npublish: {{live: {{kind: directory, path: {path}}}}}\n");
        let site = Site::of(&[("dateline.yaml", &config), ONE]);
        site.run(&["publish", "--dry-run"]).ends(2);
    }
    let site = Site::of(&[("dateline.yaml", "title: Desk\npublish: {live: {kind: ftp}}\n"), ONE]);
    site.run(&["publish"]).ends(1).says("dateline.yaml:2");
}

#[test]
fn what_would_do_harm_is_refused() {
    let (site, _there, www) = directory();
    fs::create_dir_all(&www).unwrap();
    fs::write(www.join("index.html"), "somebody's").unwrap();
    site.run(&["publish"]).ends(1).says("index.html at the target was not published by Dateline").says("--adopt");
    assert_eq!(files(&www).len(), 1);
    site.run(&["publish", "--adopt"]).succeeds();
    site.remove(TWO.0);
    site.run(&["publish", "--max-deletes", "0"]).ends(1).says("more than the 0 that --max-deletes allows");
    assert!(www.join("briefings/two/index.html").is_file());
    site.write(ONE.0, "---\ntitle: One\ndate: 2026-02-30\n---\n");
    site.run(&["publish"]).ends(1).says("nothing was written");
    site.remove(ONE.0);
    site.run(&["publish"]).ends(1).says("the site has no briefing");
    fs::write(www.join(".dateline-manifest.json"), "{").unwrap();
    site.write(ONE.0, ONE.1);
    site.run(&["publish"]).ends(3).says("the manifest .dateline-manifest.json at the target can't be read");
}

#[test]
fn a_target_is_known_by_its_name() {
    let (site, _there, _) = directory();
    site.run(&["publish", "lvie"]).ends(2).says("has no target `lvie`; there is live");
    site.write("dateline.yaml", "title: T\n");
    site.run(&["publish"]).ends(2).says("names no target");
    site.write("dateline.yaml", "title: T\npublish: {a: {kind: s3, bucket: b}, b: {kind: directory, path: x}}\n");
    site.run(&["publish"]).ends(2).says("say which target is meant: a, b");
    #[cfg(not(feature = "azure"))]
    {
        site.write("dateline.yaml", "title: T\npublish: {a: {kind: azure, container: c, account: a}}\n");
        site.run(&["publish", "a"]).ends(2).says("`--features azure`");
    }
    let secret = "title: T\npublish: {a: {kind: git, remote: \"https://me:hunter2@host.example/a\", branch: b}}\n";
    site.write("dateline.yaml", secret);
    let refused = site.run(&["publish", "a"]);
    refused.ends(2).says("`remote` in dateline.yaml holds a password or a token");
    assert!(!refused.stderr.contains("hunter2"));
}

/// A site, a bare repository that it publishes to, and a look at what is there.
struct Hosting {
    site: Site,
    there: TempDir,
}

impl Hosting {
    fn new() -> Hosting {
        let (site, there) =
            desk(|at| format!("{{kind: git, remote: \"{}\", branch: pages}}", at.join("bare.git").display()));
        let hosting = Hosting { site, there };
        git(hosting.there.path(), &["init", "--quiet", "--bare", "bare.git"]);
        hosting
    }

    fn bare(&self) -> PathBuf {
        self.there.path().join("bare.git")
    }

    fn log(&self) -> String {
        git(&self.bare(), &["log", "--format=%B", "pages"])
    }

    fn show(&self, path: &str) -> String {
        git(&self.bare(), &["show", &format!("pages:{path}")])
    }

    fn list(&self) -> Vec<String> {
        git(&self.bare(), &["ls-tree", "-r", "--name-only", "pages"]).lines().map(str::to_owned).collect()
    }

    /// Somebody else commits a file to the branch.
    fn somebody_commits(&self, name: &str) {
        let clone = self.there.path().join(format!("clone-{name}"));
        git(self.there.path(), &["clone", "--quiet", "--branch", "pages", "bare.git", clone.to_str().unwrap()]);
        fs::write(clone.join(name), "theirs").unwrap();
        git(&clone, &["add", "."]);
        git(&clone, &["-c", "user.name=S", "-c", "user.email=s@host.example", "commit", "--quiet", "-m", name]);
        git(&clone, &["push", "--quiet"]);
    }
}

fn git(at: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git").arg("-C").arg(at).args(arguments).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_branch_gets_one_commit_that_says_which_briefings_changed() {
    let hosting = Hosting::new();
    hosting.site.run(&["publish"]).succeeds().says("Published to live");
    assert!(hosting.show("briefings/two/index.html").contains("Second text"));
    assert!(
        hosting.log().starts_with("Publish briefings: 2 new\n\nnew: One ship\nnew: Two ships"),
        "{}",
        hosting.log()
    );
    hosting.somebody_commits("CNAME");
    hosting.site.write(TWO.0, TWO.1.replace("Second text", "Other text"));
    hosting.site.run(&["publish", "--dry-run"]).succeeds();
    assert_eq!(hosting.log().matches("Publish").count(), 1, "a dry run pushed");
    hosting.site.run(&["publish"]).succeeds();
    assert!(hosting.show("briefings/two/index.html").contains("Other text"));
    assert_eq!(hosting.show("CNAME"), "theirs");
    assert!(hosting.log().starts_with("Publish briefings: 1 changed\n\nchanged: Two ships"), "{}", hosting.log());
    hosting.site.remove(TWO.0);
    hosting.site.run(&["publish"]).succeeds();
    assert!(!hosting.list().iter().any(|path| path.starts_with("briefings/two/")));
    assert_eq!(hosting.log().matches("Publish").count(), 3);
    hosting.site.run(&["publish"]).succeeds().says("live is as it should be");
    assert_eq!(git(&hosting.bare(), &["rev-list", "--count", "--merges", "pages"]).trim(), "0");
}

/// The remote moves on between the plan and the push: the publish starts again from there.
#[cfg(unix)]
#[test]
fn a_branch_that_moves_on_is_looked_at_again() {
    use std::os::unix::fs::PermissionsExt as _;
    let hosting = Hosting::new();
    hosting.site.run(&["publish"]).succeeds();
    hosting.site.write(TWO.0, TWO.1.replace("Second text", "Other text"));
    // A `git` that, before it pushes for the first time, lets somebody else push.
    let bin = hosting.there.path().join("bin");
    fs::create_dir(&bin).unwrap();
    let real = Command::new("sh").args(["-c", "command -v git"]).output().unwrap().stdout;
    let real = String::from_utf8(real).unwrap();
    let script = format!(
        "#!/bin/sh\nfor word in \"$@\"; do\n  if [ \"$word\" = push ] && [ ! -e {bin}/done ]; then\n    touch {bin}/done\n    cd {there} && {real} clone --quiet --branch pages bare.git late && cd late && echo theirs > CNAME && {real} add . && {real} -c user.name=S -c user.email=s@host.example commit --quiet -m late && {real} push --quiet origin pages\n    cd - > /dev/null\n  fi\ndone\nexec {real} \"$@\"\n",
        bin = bin.display(),
        there = hosting.there.path().display(),
        real = real.trim(),
    );
    fs::write(bin.join("git"), script).unwrap();
    fs::set_permissions(bin.join("git"), fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["publish", "--root"])
        .arg(hosting.site.root())
        .env("PATH", path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("Somebody else published meanwhile"), "{said}");
    assert!(hosting.show("briefings/two/index.html").contains("Other text"));
    assert_eq!(hosting.show("CNAME"), "theirs\n");
}

#[test]
fn a_repository_that_is_not_there_is_the_targets_failure() {
    let (site, _there) =
        desk(|at| format!("{{kind: git, remote: \"{}\", branch: pages}}", at.join("nowhere.git").display()));
    site.run(&["publish"]).ends(3).says("`git ls-remote` failed");
}
