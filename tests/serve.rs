//! `serve` by its address, without a browser; `tests/browser/serve.mjs` has one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use dateline::diagnostic::FilePath;
use dateline::load::{load, reload};
use harness::Site;

type Change = (&'static str, fn(&Path), &'static [&'static str]);

/// What is done to a site's folder, each with the paths that a watcher may tell of it.
const CHANGES: &[Change] = &[
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

const CONFIG: (&str, &str) = ("dateline.yaml", "title: Site\nbase_url: https://briefings.example/team/\n");
const SEEN: (&str, &str) = ("content/briefings/a.md", "---\ntitle: One\ndate: 2026-01-01\n---\nText.\n");
const DRAFT: (&str, &str) =
    ("content/briefings/b.md", "---\ntitle: Two\ndate: 2026-01-01\nstatus: draft\n---\nA secret.\n");
const LATER: (&str, &str) =
    ("content/briefings/c.md", "---\ntitle: Three\ndate: 2026-01-01\npublish_at: 2999-01-01\n---\nTo come.\n");

/// A server that ends with the test.
struct Serving {
    child: Child,
    port: u16,
    said: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Serving {
    fn of(site: &Site, arguments: &[&str]) -> Serving {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["serve", "--root"])
            .arg(site.root())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let port = said.split("http://").nth(1).and_then(|rest| rest.split([':', '/']).nth(1)).unwrap_or_default();
        Serving { port: port.parse().unwrap_or_else(|_| panic!("no port in {said}")), child, said }
    }

    /// Sends these bytes and gives all that comes back.
    fn send(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(bytes).unwrap();
        let mut answer = Vec::new();
        // What is not asked for properly may be cut off.
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.send(
            format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", self.port).as_bytes(),
        )
    }

    fn status(&self, path: &str) -> u16 {
        status(&self.get(path))
    }

    /// Waits until a page says something, or no longer does.
    fn waits(&self, path: &str, words: &str, is_there: bool) {
        for _ in 0..400 {
            if self.get(path).contains(words) == is_there {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{path} {} {words}", if is_there { "never says" } else { "still says" });
    }

    /// Ends it, and gives what it said to the terminal beside its first line.
    fn end(mut self) -> String {
        self.child.kill().unwrap();
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        said
    }
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
}

#[test]
fn a_writer_sees_drafts_and_what_is_to_come_each_with_its_mark() {
    let site = Site::of(&[CONFIG, SEEN, DRAFT, LATER]);
    let serving = Serving::of(&site, &["--port", "0"]);
    assert!(serving.said.contains("/team/ (drafts and what is to come included)"), "{}", serving.said);
    let draft = serving.get("/team/briefings/b/");
    assert!(draft.contains("A secret.") && draft.contains(">Draft<"), "{draft}");
    let later = serving.get("/team/briefings/c/");
    assert!(later.contains("To come.") && later.contains(">Not yet published<"), "{later}");
    let authors = serving.get("/__dateline/");
    for told in ["it is a draft", "it is under embargo", "2999-01-01 00:00", "vscode://file"] {
        assert!(authors.contains(told), "{told} is not in {authors}");
    }
}

#[test]
fn what_is_published_is_seen_when_asked_for() {
    let site = Site::of(&[CONFIG, SEEN, DRAFT, LATER]);
    let serving = Serving::of(&site, &["--port", "0", "--published"]);
    assert_eq!([serving.status("/team/briefings/a/"), serving.status("/team/briefings/b/")], [200, 404]);
    assert_eq!(serving.status("/team/briefings/c/"), 404);
    assert!(!serving.get("/team/").contains("Two"));
}

#[test]
fn a_page_is_the_one_of_a_build_but_for_the_script_at_its_end() {
    let site = Site::of(&[CONFIG, SEEN]);
    let run = site.build();
    run.succeeds();
    let ours = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("__dateline");
    let found: Vec<&String> = run.files.iter().filter(|(_, bytes)| ours(bytes)).map(|(name, _)| name).collect();
    assert!(found.is_empty(), "what serve adds is in a build: {found:?}");
    let serving = Serving::of(&site, &["--port", "0"]);
    let served = serving.get("/team/briefings/a/");
    let (_, body) = served.split_once("\r\n\r\n").unwrap();
    let (before, rest) = body.split_once("<script type=\"module\" src=\"/__dateline/client.js\"").unwrap();
    let (_, after) = rest.split_once("</script>\n").unwrap();
    assert_eq!(format!("{before}{after}"), run.page("briefings/a/").text());
    for (path, kind) in
        [("/team/feed.xml", "xml"), ("/team/404.html", "text/html; charset=utf-8"), ("/team/sitemap.xml", "xml")]
    {
        let answer = serving.get(path);
        let head = answer.split("\r\n\r\n").next().unwrap();
        assert!(status(&answer) == 200 && head.contains(kind), "{path}: {head}");
    }
    assert!(serving.get("/team/nowhere/").contains("__dateline"), "a page that is not there waits for it to come");
}

/// The index is made when a browser asks for it, of what is there by then.
#[test]
fn words_are_found_as_they_are_now() {
    let site = Site::of(&[CONFIG, SEEN]);
    let run = site.build();
    let serving = Serving::of(&site, &["--port", "0"]);
    let of_index = |answer: String| answer.split_once("\r\n\r\n").unwrap().1.to_owned();
    let entry = of_index(serving.get("/team/pagefind/pagefind-entry.json"));
    assert_eq!(entry, run.file("pagefind/pagefind-entry.json").text());
    for file in run.files.keys().filter(|file| file.starts_with("pagefind/")) {
        assert_eq!(serving.status(&format!("/team/{file}")), 200, "{file}");
    }
    site.write(SEEN.0, SEEN.1.replace("Text.", "Words of another sort."));
    serving.waits("/team/briefings/a/", "another sort", true);
    assert_ne!(of_index(serving.get("/team/pagefind/pagefind-entry.json")), entry);
    assert_eq!(serving.status("/team/pagefind/no-such.pf_meta"), 404);
}

#[test]
fn the_next_free_port_is_taken() {
    let site = Site::of(&[CONFIG, SEEN]);
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let serving = Serving::of(&site, &["--port", &port.to_string()]);
    assert!(serving.port > port, "{}", serving.said);
    assert_eq!(serving.status("/team/"), 200);
}

#[test]
fn what_is_asked_for_badly_gets_a_4xx_and_nothing_of_the_disk() {
    let site = Site::of(&[CONFIG, SEEN, DRAFT]);
    let serving = Serving::of(&site, &["--port", "0"]);
    let paths = [
        "/team/../dateline.yaml",
        "/team/%2e%2e/dateline.yaml",
        "/team/..%2fdateline.yaml",
        "/team/..%5cdateline.yaml",
        "/team//etc/passwd",
        "/etc/passwd",
        "/team/content/briefings/a.md",
        "/team/dateline.yaml",
        "/team/%00",
        "/team/%ff",
        "/team/%",
        "/team/briefings/a/index.html/",
        "/__dateline/../content/briefings/a.md",
        "/__dateline/client/client.js",
    ];
    for path in paths {
        let answer = serving.get(path);
        assert!((400..500).contains(&status(&answer)), "{path}: {answer}");
        assert!(!answer.contains("base_url: ") && !answer.contains("root:"), "{path}: {answer}");
    }
    let long = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(2_000_000));
    let host = format!("Host: localhost:{}", serving.port);
    let asked = [
        "nonsense\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\n\r\n".to_owned(),
        long,
        "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".to_owned(),
        format!("GET /team/ HTTP/1.1\r\n{host}\r\nOrigin: http://evil.example\r\nConnection: close\r\n\r\n"),
        format!("DELETE /team/ HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n"),
        format!("CONNECT evil.example:80 HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n"),
    ];
    for bytes in asked {
        let answer = serving.send(bytes.as_bytes());
        let shown = &bytes[..bytes.len().min(80)];
        assert!(answer.is_empty() || (400..500).contains(&status(&answer)), "{shown}: {answer}");
    }
    let fine = serving.get("/team/");
    assert_eq!(status(&fine), 200, "after all of that it still serves");
    assert!(!fine.to_ascii_lowercase().contains("access-control"), "no CORS: {fine}");
}

#[test]
fn changes_are_looked_for_where_the_system_does_not_tell_of_them() {
    let site = Site::of(&[CONFIG, SEEN]);
    let serving = Serving::of(&site, &["--port", "0", "--poll"]);
    site.write(SEEN.0, SEEN.1.replace("Text.", "Other text."));
    serving.waits("/team/briefings/a/", "Other text.", true);
}

#[test]
fn the_terminal_tells_a_mistake_once_wherever_its_line_goes_and_that_it_is_mended() {
    let site = Site::of(&[CONFIG, SEEN]);
    let serving = Serving::of(&site, &["--port", "0"]);
    let wrong = SEEN.1.replace("date: ", "stauts: draft\ndate: ");
    site.write(SEEN.0, &wrong);
    serving.waits("/__dateline/", "stauts", true);
    site.write(SEEN.0, wrong.replace("title:", "# A line above.\ntitle:"));
    serving.waits("/__dateline/", "a.md:4", true);
    site.write(SEEN.0, SEEN.1.replace("Text.", "Mended."));
    serving.waits("/team/briefings/a/", "Mended.", true);
    serving.waits("/__dateline/", "stauts", false);
    let said = serving.end();
    assert_eq!(said.matches("error[unknown-key]").count(), 1, "{said}");
    assert!(said.contains("1 error. The last good edition is shown until this is mended."), "{said}");
    assert!(said.contains("All is mended."), "{said}");
}
