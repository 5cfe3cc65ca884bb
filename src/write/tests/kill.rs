//! A build that is killed at any moment leaves the old site or the new one, whole.

use super::super::switch::How;
use super::*;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

/// Set for the child process: the root that it builds in.
const ROOT: &str = "DATELINE_TEST_KILL_ROOT";
/// Set for the child process to use the switch for systems without an exchange.
const TWO_RENAMES: &str = "DATELINE_TEST_KILL_TWO_RENAMES";

const FILES: usize = 300;

/// Site `a` or `b`: some files equal in both, some different, some only in one.
fn site(which: char) -> BTreeMap<String, String> {
    (0..FILES)
        .map(|file| match file % 3 {
            0 => (format!("same/{}/{file}.html", file % 20), format!("same {file}")),
            1 => (format!("other/{}/{file}.html", file % 20), format!("{which} {file}")),
            _ => (format!("only-{which}/{}/{file}.html", file % 20), format!("{file}")),
        })
        .collect()
}

/// Not a test by itself: the process that is killed.
#[test]
#[ignore = "started by the tests below"]
fn child() {
    let Some(root) = std::env::var_os(ROOT) else {
        return;
    };
    let protected = Protected::default();
    let public = Path::new(&root).join("public");
    for which in ['a', 'b'].into_iter().cycle() {
        let mut output = Output::open(&public, &protected, Duration::from_secs(10)).expect("open");
        if std::env::var_os(TWO_RENAMES).is_some() {
            output.how = How::TwoRenames;
        }
        for (route, text) in site(which) {
            output.put(&route, text.as_bytes()).expect("put");
        }
        assert!(output.commit().expect("commit").leftover.is_none());
    }
}

fn start(bench: &Bench, two_renames: bool) -> Child {
    let (_, module) = module_path!().split_once("::").expect("a module of a crate");
    let mut command = Command::new(std::env::current_exe().expect("this executable"));
    command.args([&format!("{module}::child"), "--exact", "--ignored"]).env(ROOT, bench.root()).stdout(Stdio::null());
    if two_renames {
        command.env(TWO_RENAMES, "1");
    }
    command.spawn().expect("a child")
}

fn assert_whole(bench: &Bench) -> char {
    let files: BTreeMap<String, String> = look(&bench.public())
        .into_iter()
        .filter(|(name, _)| name != MARKER && name != "CNAME")
        .filter_map(|(name, seen)| Some((name, String::from_utf8(seen.bytes?).expect("text"))))
        .collect();
    assert_eq!(bench.text("CNAME"), "example.org");
    ['a', 'b']
        .into_iter()
        .find(|which| site(*which) == files)
        .unwrap_or_else(|| panic!("neither site, but {} files", files.len()))
}

/// Builds site `which` in this process.
fn build(bench: &Bench, which: char) {
    let site = site(which);
    let site: Vec<_> = site.iter().map(|(route, text)| (&**route, &**text)).collect();
    bench.build(&site).expect("a build");
}

/// How long a child takes to start and to put one site in the place of the other.
fn until_a_build(bench: &Bench, two_renames: bool) -> Duration {
    let began = Instant::now();
    let mut child = start(bench, two_renames);
    // It builds `a` and `b` in turn.
    while !bench.public().join("only-b").exists() {
        assert!(began.elapsed() < Duration::from_secs(30), "the child never built");
        std::thread::sleep(Duration::from_millis(1));
    }
    let took = began.elapsed();
    child.kill().expect("kill");
    child.wait().expect("wait");
    drop(bench.open().expect("open"));
    build(bench, 'a');
    took
}

/// Kills a child at 40 moments, spread over the time that it needs for a build or two.
fn kill_often(two_renames: bool) {
    let bench = Bench::new();
    build(&bench, 'a');
    bench.add("CNAME", "example.org");
    let span = until_a_build(&bench, two_renames) + Duration::from_millis(30);
    let mut span = u64::try_from(span.as_micros()).expect("a minute");
    let mut seen = BTreeMap::new();
    for round in 0..40_u64 {
        let mut child = start(&bench, two_renames);
        // Multiples of a large prime are as good as random here.
        let moment = 1_000 + (round * 7_919_777) % span;
        std::thread::sleep(Duration::from_micros(moment));
        child.kill().expect("kill");
        let status = child.wait().expect("wait");
        assert!(!status.success() && status.code().is_none(), "not killed: {status}");
        if two_renames {
            // Only then may it be the next build that puts the old site back.
            drop(bench.open().expect("open"));
        }
        *seen.entry(assert_whole(&bench)).or_insert(0) += 1;
        // The machine may have slowed down since.
        if round % 8 == 7 && seen.len() < 2 {
            span *= 2;
        }
        if round % 4 == 3 {
            drop(bench.open().expect("open"));
            assert_whole(&bench);
            bench.assert_no_clutter();
        }
    }
    assert_eq!(seen.len(), 2, "the child hardly ran: {seen:?}");
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    kill_often(false);
}

#[test]
fn a_killed_build_with_two_renames_is_healed_by_the_next() {
    kill_often(true);
}
