//! Files in the output folder that Dateline did not make.

use super::*;
use std::io::ErrorKind;

#[test]
fn others_files_and_folders_are_carried_over() {
    let bench = Bench::built(SITE);
    bench.add("CNAME", "example.org");
    bench.add("briefings/one/note.txt", "mine");
    bench.add("own/deep/file", "own");
    fs::create_dir_all(bench.public().join("hollow/inner")).expect("an empty folder");
    let before = look(&bench.public());

    assert_eq!(bench.build(SITE).expect("equal").same, 5);
    assert_eq!(look(&bench.public()), before);

    bench.build(&[("index.html", "new")]).expect("a build");
    assert_eq!(
        bench.names(),
        [
            "./",
            "CNAME",
            "briefings/",
            "briefings/one/",
            "briefings/one/note.txt",
            "hollow/",
            "hollow/inner/",
            "index.html",
            "own/",
            "own/deep/",
            "own/deep/file",
        ]
    );
    let after = look(&bench.public());
    for kept in ["CNAME", "briefings/one/note.txt", "own/deep/file"] {
        assert_eq!(after[kept], before[kept], "{kept}");
    }
    bench.assert_no_clutter();
}

/// A site with `route` fails since somebody else's `theirs` is in the way; nothing changes.
fn assert_in_the_way(bench: &Bench, route: &str, theirs: &str) {
    let before = look(&bench.public());
    let mut site = SITE.to_vec();
    site.push((route, "new"));
    let error = bench.build(&site).expect_err("in the way");
    assert_eq!(error.path, bench.public().join(theirs));
    assert_eq!(error.source.kind(), ErrorKind::AlreadyExists);
    assert_eq!(look(&bench.public()), before);
    bench.assert_no_clutter();
}

#[test]
fn what_is_in_the_way_is_an_error() {
    let bench = Bench::built(SITE);
    bench.add("CNAME", "example.org");
    bench.add("own/file", "own");
    fs::create_dir(bench.public().join("hollow")).expect("an empty folder");
    assert_in_the_way(&bench, "CNAME", "CNAME");
    assert_in_the_way(&bench, "CNAME/index.html", "CNAME");
    assert_in_the_way(&bench, "own", "own");
    assert_in_the_way(&bench, "hollow", "hollow");
    // A folder of theirs may hold files of ours; if it held nothing else, it goes with them.
    bench.build(&[("own/page.html", "1"), ("hollow/page.html", "2")]).expect("a build");
    bench.build(&[]).expect("a build");
    assert_eq!(bench.names(), ["./", "CNAME", "own/", "own/file"]);
}

#[test]
fn a_file_of_theirs_holds_its_folder_when_a_file_should_replace_it() {
    let bench = Bench::built(SITE);
    bench.add("briefings/one/note.txt", "mine");
    let error = bench.build(&[("briefings/one", "a file now")]).expect_err("in the way");
    assert!(error.path.starts_with(bench.public().join("briefings/one")), "{error}");
    assert_eq!(bench.text("briefings/one/index.html"), "one");
}

/// `discard` finds a file that came after the last look, just before the switch.
#[test]
fn a_file_that_came_at_the_last_moment_is_moved_to_the_new_site() {
    let bench = Bench::built(&[("a/old.html", "old"), ("b", "b")]);
    let retired = bench.root().join("retired");
    fs::rename(bench.public(), &retired).expect("rename");
    fs::create_dir_all(retired.join("a/x")).expect("folders");
    fs::write(retired.join("a/x/late.txt"), "late").expect("late");
    fs::write(retired.join("b2"), "old").expect("kept already");
    bench.build(&[("b", "b")]).expect("a build");
    bench.add("b2", "new");
    super::super::tree::discard(&retired, &bench.public()).expect("discard");
    assert!(!retired.exists());
    assert_eq!(bench.names(), ["./", "a/", "a/x/", "a/x/late.txt", "b", "b2"]);
    assert_eq!(bench.text("b2"), "new");
}

#[cfg(unix)]
#[test]
fn links_are_carried_over_and_never_followed() {
    use std::os::unix::fs::symlink;
    let bench = Bench::built(SITE);
    let elsewhere = bench.root().join("elsewhere");
    fs::create_dir_all(elsewhere.join("two")).expect("folder");
    fs::write(elsewhere.join("two/index.html"), "two").expect("file");
    symlink(&elsewhere, bench.public().join("link")).expect("link");
    symlink("nowhere", bench.public().join("dangling")).expect("link");
    assert_in_the_way(&bench, "link/two/index.html", "link");
    assert_in_the_way(&bench, "dangling", "dangling");

    // A folder of ours that was replaced by a link is theirs, even if equal files are behind it.
    fs::remove_dir_all(bench.public().join("briefings")).expect("remove");
    symlink(&elsewhere, bench.public().join("briefings")).expect("link");
    let error = bench.build(SITE).expect_err("in the way");
    assert_eq!(error.path, bench.public().join("briefings"));

    bench.build(&[("index.html", "new")]).expect("a build");
    assert_eq!(fs::read_link(bench.public().join("link")).expect("still a link"), elsewhere);
    assert!(fs::read_link(bench.public().join("dangling")).is_ok());
    assert!(fs::read_link(bench.public().join("briefings")).is_ok());
    assert_eq!(fs::read(elsewhere.join("two/index.html")).expect("untouched"), b"two");
    bench.assert_no_clutter();
}

#[cfg(unix)]
#[test]
fn pipes_and_odd_names_are_carried_over() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::net::UnixListener;
    let bench = Bench::built(SITE);
    let odd = OsStr::from_bytes(b"not-\xff-unicode");
    let writes_odd = fs::write(bench.public().join(odd), "odd").is_ok();
    let socket = bench.public().join("socket");
    let _socket = UnixListener::bind(&socket).expect("socket");
    bench.build(&[("index.html", "new")]).expect("a build");
    assert!(!writes_odd || bench.public().join(odd).exists());
    assert!(fs::symlink_metadata(socket).is_ok());
    bench.assert_no_clutter();
}
