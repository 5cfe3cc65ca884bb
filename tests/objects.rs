//! `publish` to an S3 server: moto's, in a process of its own, with what goes wrong in the world (`objects/server.py`).
//!
//! Ignored without being asked for, since they need a Python with what `objects/requirements.txt` names:
//! `PYTHON=… cargo test --test objects -- --ignored`, as `.ci/run` does.

#![cfg(feature = "object-storage")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use harness::{Run, Site};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

const MANIFEST: &str = ".dateline-manifest.json";
const ID: &str = "AKIDOFTHETEST";
const SECRET: &str = "a/secret+of=the#test";
const TWO: &str = "content/briefings/two.md";

/// The server, one for all tests of this file; it ends with them.
struct Server {
    port: u16,
    folder: TempDir,
    /// Held open: the server ends when this does.
    _process: Child,
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let mut process = Command::new(python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/objects/server.py"))
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut port = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut port).unwrap();
        let port =
            port.trim().parse().unwrap_or_else(|_| panic!("moto did not start: see the head of tests/objects.rs"));
        Server { port, folder, _process: process }
    })
}

fn ask(request: &str) -> String {
    ask_with(request, "")
}

/// What moto answers to anyone who says to be someone.
fn ask_with(request: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", server().port)).unwrap();
    let length = body.len();
    write!(
        stream,
        "{request} HTTP/1.1\r\nHost: localhost\r\nAuthorization: AWS {ID}:signature\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{request}: {answer}");
    answer.split_once("\r\n\r\n").unwrap().1.to_owned()
}

/// A site and a bucket of its own.
struct Desk {
    site: Site,
    bucket: &'static str,
}

/// What one request was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    method: String,
    of: String,
    status: String,
}

impl Desk {
    fn new(bucket: &'static str) -> Desk {
        Desk::with(bucket, "")
    }

    /// A site of two briefings whose target says this, too.
    fn with(bucket: &'static str, more: &str) -> Desk {
        let desk = Desk { site: two_briefings(), bucket };
        desk.configure(more);
        ask(&format!("PUT /{bucket}"));
        desk
    }

    /// Somebody else's copy of the site, with the same target.
    fn twin(&self) -> Desk {
        let twin = Desk { site: two_briefings(), bucket: self.bucket };
        twin.configure("");
        twin
    }

    fn configure(&self, more: &str) {
        let (bucket, port) = (self.bucket, server().port);
        self.site.write(
            "dateline.yaml",
            format!(
                "title: Desk\nbase_url: https://host.example/\npublish:\n  live:\n    kind: s3\n    bucket: {bucket}\n    \
                 prefix: news\n    endpoint: \"http://127.0.0.1:{port}\"\n    region: us-east-1\n{more}"
            ),
        );
    }

    /// What goes wrong from now on.
    fn rules(&self, rules: &Value) {
        fs::write(server().folder.path().join(format!("{}.json", self.bucket)), rules.to_string()).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(arguments).current_dir(self.site.root()).env("NO_COLOR", "1");
        command.env("AWS_ACCESS_KEY_ID", ID).env("AWS_SECRET_ACCESS_KEY", SECRET);
        command.env_remove("AWS_PROFILE").env("HOME", self.site.root());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn publish(&self, arguments: &[&str]) -> Run {
        let run = ended(self.command(&[&["publish"], arguments].concat()).spawn().unwrap());
        assert!(!run.stdout.contains(SECRET) && !run.stderr.contains(SECRET), "the secret was told");
        run
    }

    /// Every request since this was last asked.
    fn log(&self) -> Vec<Asked> {
        let path = server().folder.path().join(format!("{}.log", self.bucket));
        let log = fs::read_to_string(&path).unwrap_or_default();
        let _ = fs::remove_file(&path);
        let asked = log.lines().map(|line| {
            let (method, rest) = line.split_once(' ').unwrap();
            let (of, status) = rest.rsplit_once(' ').unwrap();
            Asked {
                method: method.to_owned(),
                of: of.trim_start_matches("news/").to_owned(),
                status: status.to_owned(),
            }
        });
        asked.collect()
    }

    /// The files that were written since the log was last asked for, without the manifest.
    fn written(&self) -> Vec<String> {
        let log = self.log();
        log.into_iter().filter(|a| a.method == "PUT" && a.of != MANIFEST && a.status == "200").map(|a| a.of).collect()
    }

    /// What is stored below the prefix.
    fn objects(&self) -> BTreeMap<String, Value> {
        let all: BTreeMap<String, Value> =
            serde_json::from_str(&ask(&format!("GET /_objects?bucket={}", self.bucket))).unwrap();
        all.into_iter().filter_map(|(key, of)| Some((key.strip_prefix("news/")?.to_owned(), of))).collect()
    }

    fn hashes(&self) -> BTreeMap<String, String> {
        let objects = self.objects().into_iter().filter(|(route, _)| route != MANIFEST);
        objects.map(|(route, of)| (route, of["sha256"].as_str().unwrap().to_owned())).collect()
    }

    /// What the bucket should hold: what was built.
    fn built(&self) -> BTreeMap<String, String> {
        let files = self.site.output("public").into_iter().filter(|(route, _)| route != ".dateline");
        files.map(|(route, bytes)| (route, format!("{:x}", Sha256::digest(bytes)))).collect()
    }

    fn edit(&self) {
        self.site.write(TWO, "---\ntitle: Two ships\ndate: 2026-01-02\n---\nOther text.\n");
    }
}

fn two_briefings() -> Site {
    Site::of(&[
        ("content/briefings/one.md", "---\ntitle: One ship\ndate: 2026-01-01\n---\nFirst text.\n"),
        (TWO, "---\ntitle: Two ships\ndate: 2026-01-02\n---\nSecond text.\n"),
    ])
}

fn ended(child: Child) -> Run {
    let output = child.wait_with_output().unwrap();
    Run {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        files: BTreeMap::new(),
    }
}

#[test]
#[ignore = "needs moto"]
fn a_bucket_becomes_the_site_and_then_gets_only_what_changed() {
    let desk = Desk::new("becomes");
    desk.publish(&[]).succeeds().says("Published to live");
    assert_eq!(desk.hashes(), desk.built());
    let objects = desk.objects();
    let header = |route: &str, name: &str| objects[route][name].as_str().unwrap_or_default().to_owned();
    assert_eq!(header("index.html", "content-type"), "text/html; charset=utf-8");
    assert_eq!(header("index.html", "cache-control"), "public, max-age=0, must-revalidate");
    let style = objects.keys().find(|route| route.starts_with("assets/") && route.ends_with(".css")).unwrap();
    assert_eq!(header(style, "content-type"), "text/css; charset=utf-8");
    assert_eq!(header(style, "cache-control"), "public, max-age=31536000, immutable");
    assert!(!objects[MANIFEST].to_string().contains("content/"));
    // Assets are there before pages, and the manifest says what was going to happen before anything did.
    let log = desk.log();
    let writes: Vec<&str> = log.iter().filter(|asked| asked.method == "PUT").map(|asked| &*asked.of).skip(1).collect();
    let last_asset = writes.iter().rposition(|route| route.starts_with("assets/")).unwrap();
    let first_page = writes.iter().position(|route| route.ends_with(".html")).unwrap();
    assert!(last_asset < first_page, "{writes:?}");
    assert_eq!((writes[0], writes[writes.len() - 1]), (MANIFEST, MANIFEST));

    desk.publish(&[]).succeeds().says("live is as it should be");
    assert!(desk.log().iter().all(|asked| asked.method == "GET"));
    let before = desk.built();
    desk.edit();
    desk.publish(&[]).succeeds();
    let now = desk.built();
    let changed: Vec<&String> =
        now.iter().filter(|(route, hash)| before.get(*route) != Some(hash)).map(|(r, _)| r).collect();
    let mut written = desk.written();
    written.sort();
    assert_eq!(written.iter().collect::<Vec<_>>(), changed);
    assert_eq!(desk.hashes(), now);
}

#[test]
#[ignore = "needs moto"]
fn a_dry_run_only_reads() {
    let desk = Desk::new("dry");
    desk.publish(&["--dry-run"]).succeeds().says("this was a dry run");
    let log = desk.log();
    assert!(log.len() >= 2 && log.iter().skip(1).all(|asked| asked.method == "GET"), "{log:?}");
    assert_eq!(desk.objects().len(), 0);
}

#[test]
#[ignore = "needs moto"]
fn others_files_stay_and_stand_in_the_way_only_of_themselves() {
    let desk = Desk::new("others");
    ask("PUT /others/news/notes/mine.txt");
    ask("PUT /others/newspaper/index.html");
    desk.publish(&[]).succeeds().says("1 file there that Dateline did not publish: kept");
    assert_eq!(desk.hashes().len(), desk.built().len() + 1);
    ask("PUT /others/news/briefings/three/index.html");
    desk.site.write("content/briefings/three.md", "---\ntitle: Three ships\ndate: 2026-01-03\n---\nText.\n");
    desk.publish(&[]).ends(1).says("--adopt").says("briefings/three/index.html");
    desk.publish(&["--adopt"]).succeeds();
    // What somebody wrote over is seen by its tag, though it is as long.
    let page = desk.built()["briefings/one/index.html"].clone();
    let length = fs::metadata(desk.site.public("briefings/one/index.html")).unwrap().len();
    ask_with("PUT /others/news/briefings/one/index.html", &"x".repeat(length as usize));
    assert_ne!(desk.hashes()["briefings/one/index.html"], page);
    desk.publish(&[]).succeeds();
    assert_eq!(desk.hashes()["briefings/one/index.html"], page);
}

#[test]
#[ignore = "needs moto"]
fn a_failure_half_way_removes_nothing_and_the_next_goes_on() {
    let desk = Desk::new("halfway");
    desk.publish(&[]).succeeds();
    fs::remove_file(desk.site.root().join(TWO)).unwrap();
    for number in 0..60 {
        let page = format!("---\ntitle: Ship {number}\ndate: 2026-02-01\n---\nText.\n");
        desk.site.write(&format!("content/briefings/ship-{number}.md"), page);
    }
    desk.log();
    desk.rules(&json!({"after": 40, "status": 403, "code": "AccessDenied"}));
    let run = desk.publish(&[]);
    run.ends(3)
        .says("cannot send ")
        .says("may not do that (AccessDenied")
        .says("files were sent, and nothing was removed");
    let first = desk.written();
    assert_eq!(first.len(), 40);
    assert!(desk.objects().contains_key("briefings/two/index.html"), "removed after an error");
    desk.rules(&json!({}));
    desk.publish(&[]).succeeds().says("The publish before did not end");
    let second = desk.written();
    assert!(first.iter().all(|route| !second.contains(route)), "what was sent is sent again");
    assert_eq!(desk.hashes(), desk.built());
}

#[test]
#[ignore = "needs moto"]
fn a_service_that_stumbles_is_asked_again() {
    let desk = Desk::new("stumbles");
    desk.rules(&json!({"after": 5, "status": 503, "code": "SlowDown", "times": 20}));
    desk.publish(&[]).succeeds();
    assert!(desk.log().iter().filter(|asked| asked.status == "503").count() >= 20);
    assert_eq!(desk.hashes(), desk.built());
}

#[test]
#[ignore = "needs moto"]
fn fifteen_hundred_objects_come_and_go() {
    let desk = Desk::new("many");
    for number in 0..1500 {
        desk.site.write(&format!("static/notes/{number}.txt"), format!("{number}"));
    }
    desk.publish(&[]).succeeds();
    assert_eq!(desk.hashes(), desk.built());
    desk.log();
    desk.publish(&[]).succeeds().says("live is as it should be");
    let lists = desk.log().iter().filter(|asked| asked.of.contains("list-type")).count();
    assert!(lists >= 2, "a list of more than a thousand comes in parts");
    fs::remove_dir_all(desk.site.root().join("static")).unwrap();
    desk.publish(&[]).ends(1).says("more than the 256 that --max-deletes allows");
    desk.publish(&["--max-deletes", "1500"]).succeeds();
    assert_eq!(desk.hashes(), desk.built());
}

#[test]
#[ignore = "needs moto"]
fn a_clock_that_is_off_is_told() {
    let desk = Desk::new("clock");
    desk.rules(&json!({"ahead": 20}));
    desk.publish(&[]).ends(3).says("the clock of this machine is 20 minutes behind the service's");
    desk.rules(&json!({"ahead": -5}));
    desk.publish(&[]).succeeds();
}

#[test]
#[ignore = "needs moto"]
fn a_denied_delete_is_told_and_done_the_next_time() {
    let desk = Desk::new("denied");
    desk.publish(&[]).succeeds();
    fs::remove_file(desk.site.root().join(TWO)).unwrap();
    desk.rules(&json!({"deny": "DELETE"}));
    desk.publish(&[]).ends(3).says("cannot remove what is no more of the site").says("AccessDenied");
    let objects = desk.objects();
    assert!(objects.contains_key("briefings/two/index.html"));
    assert_eq!(objects["index.html"]["sha256"].as_str(), desk.built().get("index.html").map(String::as_str));
    desk.rules(&json!({}));
    desk.publish(&[]).succeeds();
    assert_eq!(desk.hashes(), desk.built());
}

#[test]
#[ignore = "needs moto"]
fn texts_are_compressed_where_that_is_asked_for() {
    let desk = Desk::with("packed", "    compress: gzip\n");
    desk.publish(&[]).succeeds();
    let objects = desk.objects();
    let index = &objects["index.html"];
    assert_eq!(index["content-encoding"], "gzip");
    assert!(index["bytes"].as_u64().unwrap() < fs::metadata(desk.site.public("index.html")).unwrap().len() / 2);
    assert!(objects.iter().any(|(route, of)| route.ends_with(".woff2") && of.get("content-encoding").is_none()));
    assert_eq!(desk.hashes(), desk.built());
    desk.log();
    desk.publish(&[]).succeeds().says("live is as it should be");
    // Another form is sent again, though the content is the same.
    desk.configure("    compress: brotli\n");
    desk.publish(&[]).succeeds();
    assert_eq!(desk.objects()["index.html"]["content-encoding"], "br");
    assert!(!desk.written().iter().any(|route| route.ends_with(".woff2")));
}

#[test]
#[ignore = "needs moto"]
fn large_files_are_sent_in_parts() {
    let desk = Desk::new("large");
    let film: Vec<u8> = (0..40 * 1024 * 1024_u32).map(|n| (n / 4093) as u8).collect();
    desk.site.write("static/film.mp4", film);
    desk.publish(&[]).succeeds();
    assert_eq!(desk.hashes(), desk.built());
    assert_eq!(desk.objects()["film.mp4"]["content-type"], "video/mp4");
    desk.publish(&[]).succeeds().says("live is as it should be");
}

#[cfg(unix)]
#[test]
#[ignore = "needs moto"]
fn control_c_and_a_kill_leave_what_the_next_goes_on_from() {
    for (bucket, signal, status) in [("interrupted", "-INT", 3), ("killed", "-KILL", -1)] {
        let desk = Desk::new(bucket);
        desk.rules(&json!({"slow": 0.2}));
        let child = desk.command(&["publish"]).spawn().unwrap();
        while desk.objects().len() < 40 {
            std::thread::sleep(Duration::from_millis(20));
        }
        Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        let run = ended(child);
        run.ends(status);
        let log = desk.log();
        let has = |route: &str| log.iter().any(|asked| asked.method == "PUT" && asked.of == route);
        assert!(has("assets/theme.css") || log.len() > 20);
        assert!(!has("index.html"), "a page was sent before its assets");
        desk.rules(&json!({}));
        if signal == "-INT" {
            run.says("interrupted: ").says("the next publish goes on from there");
        }
        desk.publish(&[]).succeeds().says("The publish before did not end");
        if signal == "-INT" {
            let again = desk.written();
            let sent =
                log.iter().filter(|asked| asked.method == "PUT" && asked.of != MANIFEST && asked.status == "200");
            assert_eq!(sent.filter(|asked| again.contains(&asked.of)).count(), 0, "what was sent is sent again");
        }
        assert_eq!(desk.hashes(), desk.built());
    }
}

#[test]
#[ignore = "needs moto"]
fn two_who_publish_at_once_do_not_mix() {
    let desk = Desk::new("twice");
    let other = desk.twin();
    desk.rules(&json!({"slow": 0.2}));
    desk.site.write("content/briefings/withdrawn.md", "---\ntitle: Withdrawn\ndate: 2026-01-03\n---\nText.\n");
    let first = desk.command(&["publish"]).spawn().unwrap();
    while desk.objects().len() < 2 {
        std::thread::sleep(Duration::from_millis(20));
    }
    other.publish(&[]).succeeds();
    let first = ended(first);
    first.ends(3).says("somebody else began to publish");
    // What the first had announced is Dateline's, whenever it came.
    ask("PUT /twice/news/briefings/withdrawn/index.html");
    other.publish(&[]).succeeds();
    assert_eq!(other.hashes(), other.built());
    other.publish(&[]).succeeds().says("live is as it should be");
}

#[test]
#[ignore = "needs moto"]
fn a_service_that_knows_no_conditions_will_do() {
    let desk = Desk::new("unknown");
    desk.rules(&json!({"unknown": true}));
    desk.publish(&[]).succeeds();
    assert_eq!(desk.hashes(), desk.built());
}

#[test]
#[ignore = "needs moto"]
fn credentials_come_from_the_environment_or_a_file_and_are_never_told() {
    let desk = Desk::new("credentials");
    let without = |profile: &str| {
        let mut command = desk.command(&["publish", "--dry-run"]);
        command.env_remove("AWS_ACCESS_KEY_ID").env_remove("AWS_SECRET_ACCESS_KEY").env("AWS_PROFILE", profile);
        ended(command.spawn().unwrap())
    };
    without("desk").ends(3).says("there are no credentials for S3").says("[desk] in ~/.aws/credentials");
    desk.site
        .write(".aws/credentials", format!("[desk]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\n"));
    without("desk").succeeds();
    let other = without("other");
    other.ends(3);
    assert!(!other.stderr.contains(SECRET));
    desk.rules(&json!({"after": 0, "status": 403, "code": "SignatureDoesNotMatch"}));
    desk.publish(&[]).ends(3).says("the service does not take these credentials (SignatureDoesNotMatch)");
}

#[test]
#[ignore = "needs moto"]
fn what_is_not_there_is_told() {
    let desk = Desk::new("there");
    let config = fs::read_to_string(desk.site.root().join("dateline.yaml")).unwrap();
    desk.site.write("dateline.yaml", config.replace("bucket: there", "bucket: nowhere"));
    desk.publish(&[]).ends(3).says("there is no such bucket");
}
