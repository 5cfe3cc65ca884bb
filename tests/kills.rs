//! Killed builds, and more than one at once: the output is always the old site or the new one, whole.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use harness::process::ended;
use harness::{DOT, Site};
use rustix::process::{Pid, Signal, kill_process};

/// How many builds are killed.
const BUILDS: u64 = 200;
/// What the moments of death come of; printed where a test fails.
const SEED: u64 = 0x5eed_da7e;

type Files = BTreeMap<String, Vec<u8>>;

/// Version 1 differs from 0 in a text only, which a build makes by itself; 2 in what every page shows.
fn write(site: &Site, version: usize) {
    let title = ["Desk", "Desk", "Other"][version];
    site.write("dateline.yaml", format!("title: {title}\noutputs: {{search: false}}\n"));
    let text = ["Text.", "Other text.", "Text."][version];
    site.write("content/briefings/a.md", format!("---\ntitle: A\ndate: 2026-01-01\nactors: [NATO]\n---\n{text}\n"));
    site.write("static/dot.gif", DOT).write("static/x.txt", title);
}

fn start(site: &Site) -> Child {
    let mut command = site.command(&["build"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn signal(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).unwrap();
}

/// What lies beside the site's own files: stages, locks, old sites.
fn clutter(site: &Site) -> Vec<String> {
    let names = fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with('.')).collect()
}

#[test]
fn a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one() {
    let site = Site::of(&[]);
    let (mut whole, mut took): (Vec<Files>, Duration) = (Vec::new(), Duration::ZERO);
    for version in [0, 1, 2] {
        write(&site, version);
        let began = Instant::now();
        let run = site.build();
        took = began.elapsed().max(took);
        run.succeeds();
        whole.push(run.files);
    }
    let (mut standing, mut random) = (2, SEED);
    let (mut changed, mut cut_short, mut asked) = (0, 0, 0);
    for round in 0..BUILDS {
        // Knuth's MMIX generator; its high bits.
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let version = (random >> 40) as usize % 3;
        write(&site, version);
        let began = Instant::now();
        let mut child = start(&site);
        std::thread::sleep(took.mul_f64((random >> 33) as f64 / f64::from(1_u32 << 31)));
        let how = if round % 2 == 0 { Signal::KILL } else { Signal::TERM };
        // It may have ended by itself.
        if child.try_wait().unwrap().is_none() {
            signal(&child, how);
        }
        let status = ended(child).status;
        // How long a build takes changes with what else the machine does: half of them are to be met in their midst.
        took = if status.success() { (took + began.elapsed()) / 2 } else { took.mul_f64(1.05) };
        let expected = status.success() || status.signal() == Some(how.as_raw()) || status.code() == Some(143);
        assert!(expected, "seed {SEED:#x}, round {round}: {status}");
        cut_short += u32::from(!status.success());
        asked += u32::from(status.code() == Some(143));
        let found = site.output("public");
        let Some(is) = [standing, version].into_iter().find(|version| whole[*version] == found) else {
            let known: Vec<_> = whole
                .iter()
                .map(|whole| found.iter().filter(|(path, bytes)| whole.get(*path) == Some(bytes)).count())
                .collect();
            panic!(
                "seed {SEED:#x}, round {round}, from {standing} to {version}: {} files, of which {known:?} are of each site",
                found.len()
            );
        };
        changed += u32::from(is != standing);
        standing = is;
    }
    assert!(cut_short > 30 && changed > 20 && asked > 3, "killed {cut_short}, changed {changed}, asked {asked}");
    write(&site, (standing + 1) % 3);
    let healed = site.build();
    healed.succeeds();
    assert!(healed.files == whole[(standing + 1) % 3]);
    assert_eq!(clutter(&site), Vec::<String>::new());
}

#[test]
fn a_build_that_is_asked_to_end_clears_its_stage_away() {
    let site = Site::sample();
    let stage = site.root().join(".public.dateline-stage/new");
    for (how, status) in [(Signal::TERM, 143), (Signal::INT, 130)] {
        let child = start(&site);
        let began = Instant::now();
        while !stage.exists() {
            assert!(began.elapsed() < Duration::from_secs(100), "there was never a stage");
            std::thread::sleep(Duration::from_millis(1));
        }
        let asked = Instant::now();
        signal(&child, how);
        let run = site.ran(ended(child));
        run.ends(status).says("untouched");
        assert!(run.files.is_empty() && asked.elapsed() < Duration::from_secs(20), "{:?}", asked.elapsed());
        assert_eq!(clutter(&site), Vec::<String>::new());
    }
    // Before there is anything to clear away it ends at once, by the signal or with its status.
    let child = start(&site);
    signal(&child, Signal::TERM);
    let status = ended(child).status;
    assert!(status.code() == Some(143) || status.signal() == Some(15), "{status}");
    assert!(!site.public("").exists());
}

#[test]
fn builds_at_once_wait_for_each_other() {
    let site = Site::of(&[]);
    write(&site, 0);
    for version in [1, 2, 0] {
        write(&site, version);
        let children: Vec<Child> = (0..4).map(|_| start(&site)).collect();
        for child in children {
            site.ran(ended(child)).succeeds();
        }
        let together = site.output("public");
        site.run(&["build", "--output", "clean"]).succeeds();
        assert!(together == site.output("clean"));
        assert_eq!(clutter(&site), Vec::<String>::new());
    }
}

/// A lock as another build holds it.
fn hold(site: &Site, says: &str) -> fs::File {
    site.write(".public.dateline-stage/dateline.lock", says);
    let path = site.root().join(".public.dateline-stage/dateline.lock");
    let lock = fs::File::options().read(true).write(true).open(path).unwrap();
    lock.lock().unwrap();
    lock
}

#[test]
fn who_holds_the_lock_is_said_and_waited_for() {
    let site = Site::of(&[]);
    write(&site, 0);
    let lock = hold(&site, "4242 elsewhere.example\n");
    let mut child = start(&site);
    let mut told = String::new();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    stderr.read_line(&mut told).unwrap();
    assert!(
        told.starts_with("Waiting at most 10 s") && told.contains("process 4242 on elsewhere.example, for "),
        "{told}"
    );
    drop(lock);
    site.ran(ended(child)).succeeds().page("briefings/a/").has("Text.");
    assert_eq!(clutter(&site), Vec::<String>::new());
    // Nobody holds what a dead process left, wherever it ran; and what a lock says may be anything.
    for left in ["4242 elsewhere.example\n", "", "\x1b[31m\n", "999999999999999999999 x\n"] {
        drop(hold(&site, left));
        let run = site.build();
        run.succeeds();
        assert!(!run.stderr.contains("Waiting"), "{}", run.stderr);
    }
}

#[test]
fn a_lock_that_is_held_for_long_ends_a_build_with_a_mend() {
    let site = Site::of(&[]);
    write(&site, 0);
    let _lock = hold(&site, "\x1b[31m nobody\n");
    let run = site.build();
    run.ends(3).says("another build is writing").says("build again when it has ended");
    assert!(run.files.is_empty() && !run.stderr.contains('\x1b'), "{:?}", run.stderr);
}

#[test]
fn publish_and_serve_beside_build_see_whole_sites() {
    let site = Site::of(&[]);
    let target = tempfile::tempdir().unwrap();
    let configure = |version: usize| {
        write(&site, version);
        let config = fs::read_to_string(site.root().join("dateline.yaml")).unwrap();
        let target =
            format!("publish:\n  share: {{kind: directory, path: {}}}\n", target.path().join("share").display());
        site.write("dateline.yaml", config + &target);
    };
    configure(0);
    let serve = site
        .command(&["serve", "--port", "0"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let serve = serve.unwrap();
    for version in [1, 2, 0] {
        configure(version);
        let build = start(&site);
        let mut publish = site.command(&["publish"]);
        let publish = publish.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        site.ran(ended(build)).succeeds();
        site.ran(ended(publish)).succeeds();
        let (built, mut published) =
            (site.output("public"), site.output(target.path().join("share").to_str().unwrap()));
        published.retain(|path, _| built.contains_key(path));
        let differs = built.iter().filter(|(path, bytes)| *path != ".dateline" && published.get(*path) != Some(bytes));
        assert_eq!(differs.count(), 0);
        assert_eq!(clutter(&site), Vec::<String>::new());
    }
    signal(&serve, Signal::TERM);
    ended(serve);
}
