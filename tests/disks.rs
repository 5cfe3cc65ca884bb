//! Failing disks: full, out of places for files, only to be read, with a limit on files. A build ends with status 3 and says
//! what failed and how to mend it; the old site stays whole, nothing is left lying about, and the next build heals.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use harness::{Run, Site};
use tempfile::TempDir;

/// A disk in memory, gone when it is dropped.
struct Disk(TempDir);

impl Disk {
    /// None where this test may not mount one.
    fn mounted(options: &str) -> Option<Disk> {
        let disk = Disk(TempDir::new().unwrap());
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(disk.0.path()).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(disk);
        }
        eprintln!("skipped: no disk can be mounted here, which only root may");
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn remount(&self, options: &str) {
        let status =
            Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(self.path()).status().unwrap();
        assert!(status.success(), "remount {options}");
    }

    /// How much of a thing is in use, as `df` counts it: `used` in bytes, or `iused`.
    fn used(&self, what: &str) -> u64 {
        let output = Command::new("df").args(["--block-size=1", &format!("--output={what}")]).arg(self.path()).output();
        String::from_utf8(output.unwrap().stdout).unwrap().lines().nth(1).unwrap().trim().parse().unwrap()
    }

    /// What lies on it beside the site.
    fn clutter(&self) -> Vec<String> {
        let names = fs::read_dir(self.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name != "public").collect()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

/// The second version has another text in every file, and another picture.
fn write(site: &Site, version: u32) {
    site.write("dateline.yaml", format!("title: Desk {version}\nbase_url: https://host.example/\n"));
    for i in 0..4 {
        let front = format!("title: B{i} of {version}\ndate: 2026-01-0{}\nactors: [NATO]\ntags: [t{i}]", i + 1);
        let text = format!("Text {version}. ").repeat(300);
        site.write(&format!("content/briefings/b{i}.md"), format!("---\n{front}\n---\n![a](p.png)\n\n{text}\n"));
    }
    let noise = image::RgbImage::from_fn(700, 200, |x, y| {
        let at = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503) ^ version;
        image::Rgb([(at >> 3) as u8, (at >> 11) as u8, (at >> 19) as u8])
    });
    noise.save(site.root().join("content/briefings/p.png")).unwrap();
}

fn first() -> Site {
    let site = Site::of(&[]);
    fs::create_dir_all(site.root().join("content/briefings")).unwrap();
    write(&site, 1);
    site
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    entries
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}

#[track_caller]
fn build(site: &Site, disk: &Disk) -> Run {
    let public = disk.path().join("public");
    site.run(&["build", "--output", public.to_str().unwrap()])
}

/// The machine failed, which is said with a path on the disk and a mend, and nothing else is lost.
#[track_caller]
fn fails(run: &Run, disk: &Disk, mend: &str, old: &BTreeMap<String, Vec<u8>>) {
    run.ends(3).says(disk.path().to_str().unwrap()).says(mend);
    assert!(files(&disk.path().join("public")) == *old, "the old site is another");
    assert_eq!(disk.clutter(), Vec::<String>::new());
}

/// The new site, as a build into a folder on a good disk makes it.
fn clean(site: &Site) -> BTreeMap<String, Vec<u8>> {
    site.run(&["build", "--output", "clean"]).succeeds();
    files(&site.root().join("clean"))
}

#[test]
fn a_full_disk_leaves_the_old_site_whenever_it_runs_out() {
    let Some(disk) = Disk::mounted("size=64m") else { return };
    let site = first();
    build(&site, &disk).succeeds();
    let old = files(&disk.path().join("public"));
    let used = disk.used("used");
    write(&site, 2);
    let new = clean(&site);
    // In whole pages of memory; the last is a page short of enough.
    let needed: u64 =
        new.iter().filter(|(path, bytes)| old.get(*path) != Some(bytes)).map(|(_, b)| pages(b.len())).sum();
    for room in [0, 1, needed / 4, needed / 2, needed * 3 / 4, needed - 8, needed - 1] {
        disk.remount(&format!("size={}", used + room * 4096));
        fails(&build(&site, &disk), &disk, "make room on that disk", &old);
    }
    disk.remount("size=64m");
    build(&site, &disk).succeeds();
    assert!(files(&disk.path().join("public")) == new);
    assert_eq!(disk.clutter(), Vec::<String>::new());
}

/// How many pages of memory a file takes.
fn pages(length: usize) -> u64 {
    (length as u64).div_ceil(4096)
}

#[test]
fn a_disk_that_holds_no_more_files_leaves_the_old_site() {
    let Some(disk) = Disk::mounted("size=64m,nr_inodes=10000") else { return };
    let site = first();
    build(&site, &disk).succeeds();
    let old = files(&disk.path().join("public"));
    let used = disk.used("iused");
    write(&site, 2);
    for room in [0, 1, 2, 3, 8, 30] {
        disk.remount(&format!("nr_inodes={}", used + room));
        fails(&build(&site, &disk), &disk, "make room on that disk", &old);
    }
    disk.remount("nr_inodes=10000");
    build(&site, &disk).succeeds();
    assert!(files(&disk.path().join("public")) == clean(&site));
    assert_eq!(disk.clutter(), Vec::<String>::new());
}

#[test]
fn a_disk_that_can_only_be_read_leaves_the_old_site() {
    let Some(disk) = Disk::mounted("size=64m") else { return };
    let site = first();
    disk.remount("ro");
    fails(&build(&site, &disk), &disk, "that disk can only be read", &BTreeMap::new());
    disk.remount("rw");
    build(&site, &disk).succeeds();
    let old = files(&disk.path().join("public"));
    write(&site, 2);
    disk.remount("ro");
    fails(&build(&site, &disk), &disk, "that disk can only be read", &old);
    // A look needs no disk to write to.
    let check = site.run(&["check"]);
    check.succeeds();
    disk.remount("rw");
    build(&site, &disk).succeeds();
    assert!(files(&disk.path().join("public")) == clean(&site));
}

/// The site itself on a disk that can only be read, and written elsewhere.
#[test]
fn a_site_on_a_disk_that_can_only_be_read_is_built_elsewhere() {
    let Some(disk) = Disk::mounted("size=64m") else { return };
    fs::create_dir_all(disk.path().join("content/briefings")).unwrap();
    fs::write(disk.path().join("content/briefings/a.md"), "---\ntitle: A\ndate: 2026-01-01\n---\n").unwrap();
    disk.remount("ro");
    let elsewhere = Site::of(&[]);
    let root = disk.path().to_str().unwrap();
    elsewhere.run(&["build", "--root", root, "--output", "public"]).succeeds().page("briefings/a/").has("A");
    elsewhere.run(&["build", "--root", root]).ends(3).says("that disk can only be read");
    elsewhere.run(&["new", "briefing", "B", "--root", root]).ends(3).says("Read-only");
}

#[test]
fn a_full_target_keeps_what_is_published() {
    let Some(disk) = Disk::mounted("size=64m") else { return };
    let site = first();
    let publish = |version| {
        write(&site, version);
        let config = fs::read_to_string(site.root().join("dateline.yaml")).unwrap();
        let target =
            format!("publish:\n  share: {{kind: directory, path: {}}}\n", disk.path().join("public").display());
        site.write("dateline.yaml", config + &target);
        site.run(&["publish"])
    };
    publish(1).succeeds();
    let old = files(&disk.path().join("public"));
    let used = disk.used("used");
    for room in [0, 4, 40] {
        disk.remount(&format!("size={}", used + room * 4096));
        fails(&publish(2), &disk, "make room on that disk", &old);
    }
    disk.remount("size=64m");
    publish(2).succeeds();
    assert!(files(&disk.path().join("public")) != old);
}

#[test]
fn init_on_a_full_disk_leaves_no_half_of_a_file() {
    let whole = Site::of(&[]);
    whole.run(&["init"]).succeeds();
    let whole = files(whole.root());
    let Some(disk) = Disk::mounted("size=64m") else { return };
    for room in 0..6 {
        for entry in fs::read_dir(disk.path()).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() { fs::remove_dir_all(entry).unwrap() } else { fs::remove_file(entry).unwrap() }
        }
        disk.remount(&format!("size={}", room.max(1) * 4096));
        if room == 0 {
            fs::write(disk.path().join("ballast"), [b'x'; 4096]).unwrap();
        }
        let elsewhere = Site::of(&[]);
        let run = elsewhere.run(&["init", disk.path().to_str().unwrap()]);
        assert!(matches!(run.status, 0 | 3), "{}", run.stderr);
        for (path, bytes) in files(disk.path()).iter().filter(|(path, _)| *path != "ballast") {
            assert!(bytes.len() == whole[path].len(), "half of {path}");
        }
    }
}

/// Runs a build under limits that a shell sets.
#[track_caller]
fn limited(site: &Site, limits: &str) -> Run {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{limits}; exec \"$0\" build"), env!("CARGO_BIN_EXE_dateline")]);
    command.current_dir(site.root()).env("NO_COLOR", "1").env("SOURCE_DATE_EPOCH", "1780272000");
    site.finished(command)
}

#[test]
fn a_limit_on_files_is_an_error_and_not_the_end_without_a_word() {
    let site = first();
    let old = site.build();
    old.succeeds();
    write(&site, 2);
    for blocks in [0, 1, 4, 16] {
        let run = limited(&site, &format!("ulimit -f {blocks}"));
        run.ends(3).says("public/").says("ulimit -f");
        assert!(run.files == old.files);
        assert_no_clutter(&site);
    }
    site.build().succeeds();
    assert!(site.output("public") == clean(&site));
}

#[test]
fn too_few_open_files_are_an_error_with_a_mend() {
    let site = first();
    let old = site.build();
    old.succeeds();
    write(&site, 2);
    let new = clean(&site);
    let mut failed = 0;
    for most in [4, 5, 6, 7, 8, 9, 10, 12, 16, 20] {
        let run = limited(&site, &format!("ulimit -n {most}"));
        match run.status {
            0 => {
                assert!(run.files == new, "{most}");
                write(&site, 1);
                site.build().succeeds();
                write(&site, 2);
            }
            3 => {
                run.says("ulimit -n 1024");
                assert!(run.files == old.files, "{most}");
                failed += 1;
            }
            status => panic!("{status} with {most} files: {}", run.stderr),
        }
    }
    assert!(failed > 0, "no limit was too low");
    site.build().succeeds();
    assert!(site.output("public") == new);
    assert_no_clutter(&site);
}

#[test]
fn nothing_needs_a_folder_for_temporary_files() {
    let site = first();
    for arguments in [&["build"][..], &["check"], &["new", "briefing", "B"]] {
        let mut command = site.command(arguments);
        command.env("TMPDIR", "/nonexistent").env_remove("HOME");
        site.finished(command).succeeds();
    }
    assert_no_clutter(&site);
}

#[track_caller]
fn assert_no_clutter(site: &Site) {
    let names = fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let clutter: Vec<_> = names.filter(|name| name.starts_with('.')).collect();
    assert_eq!(clutter, Vec::<String>::new());
}
