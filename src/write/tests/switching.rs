//! The switch, and what killed builds leave behind.

use super::super::switch::How;
use super::*;

fn stage_of(bench: &Bench) -> PathBuf {
    bench.root().join(".public.dateline-stage")
}

fn leave_lock(bench: &Bench) {
    fs::create_dir_all(stage_of(bench)).expect("folder");
    fs::write(stage_of(bench).join("dateline.lock"), "").expect("lock");
}

#[test]
fn two_renames_do_as_well() {
    let bench = Bench::built(SITE);
    bench.add("CNAME", "example.org");
    let mut output = bench.open().expect("open");
    output.how = How::TwoRenames;
    output.put("index.html", b"new").expect("put");
    output.commit().expect("commit");
    assert_eq!(bench.names(), ["./", "CNAME", "index.html"]);
    bench.assert_no_clutter();
}

#[test]
fn a_build_killed_between_two_renames_is_healed() {
    let bench = Bench::built(SITE);
    bench.add("CNAME", "example.org");
    let before = look(&bench.public());
    leave_lock(&bench);
    fs::rename(bench.public(), stage_of(&bench).join("old")).expect("aside");
    drop(bench.open().expect("open"));
    assert_eq!(look(&bench.public()), before);
    bench.assert_no_clutter();
}

#[test]
fn a_killed_stage_is_cleared() {
    let bench = Bench::built(SITE);
    let before = look(&bench.public());
    leave_lock(&bench);
    fs::create_dir_all(stage_of(&bench).join("new/a/b")).expect("folders");
    fs::write(stage_of(&bench).join("new/a/b/c.html"), "half").expect("file");
    drop(bench.open().expect("open"));
    assert_eq!(look(&bench.public()), before);
    bench.assert_no_clutter();

    fs::create_dir(stage_of(&bench)).expect("killed before it took the lock");
    drop(bench.open().expect("open"));
    bench.assert_no_clutter();
}

#[test]
fn an_old_site_that_was_not_removed_is_removed_next_time() {
    let bench = Bench::built(SITE);
    bench.add("CNAME", "example.org");
    leave_lock(&bench);
    fs::rename(bench.public(), stage_of(&bench).join("new")).expect("aside");
    fs::create_dir(bench.public()).expect("folder");
    fs::write(bench.public().join("CNAME"), "carried over").expect("file");
    fs::write(bench.public().join(MARKER), super::super::marker::text(None, [].into_iter())).expect("marker");
    drop(bench.open().expect("open"));
    assert_eq!(bench.names(), ["./", "CNAME"]);
    assert_eq!(bench.text("CNAME"), "carried over");
    bench.assert_no_clutter();
}

#[cfg(unix)]
#[test]
fn the_folder_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |bench: &Bench| fs::metadata(bench.public()).expect("metadata").permissions().mode() & 0o7777;
    let bench = Bench::new();
    fs::create_dir(bench.public()).expect("folder");
    fs::set_permissions(bench.public(), fs::Permissions::from_mode(0o2751)).expect("set");
    for text in ["one", "two"] {
        bench.build(&[("index.html", text)]).expect("a build");
        assert_eq!(mode(&bench), 0o2751);
    }
}

#[test]
fn a_site_that_arrives_while_building_is_not_overwritten() {
    let bench = Bench::new();
    let output = bench.open().expect("open");
    output.put("index.html", b"home").expect("put");
    bench.add("thesis.txt", "ten years");
    let error = output.commit().expect_err("no longer absent");
    assert_eq!(error.path, bench.public());
    assert_eq!(bench.names(), ["./", "thesis.txt"]);
    bench.assert_no_clutter();
}
