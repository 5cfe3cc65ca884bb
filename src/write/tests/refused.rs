//! Folders that are refused, busy, or fail.

use super::super::Refused;
use super::*;

fn refused(bench: &Bench, folder: &Path) -> Refused {
    match bench.open_at(folder) {
        Err(OpenError::Refused(refused)) => refused,
        other => panic!("{} is not refused: {other:?}", folder.display()),
    }
}

#[test]
fn a_folder_with_files_and_no_marker_is_refused() {
    let bench = Bench::new();
    bench.add("thesis.txt", "ten years of work");
    let before = look(bench.root());
    assert_eq!(refused(&bench, &bench.public()), Refused::NotOurs(bench.public()));
    bench.add(MARKER, "not a marker");
    assert_eq!(refused(&bench, &bench.public()), Refused::Marker(bench.public()));
    fs::remove_file(bench.public().join(MARKER)).expect("remove");
    assert_eq!(before.len(), look(bench.root()).len());
    let file = bench.public().join("thesis.txt");
    assert_eq!(refused(&bench, &file), Refused::NotAFolder(file.clone()));
    bench.assert_no_clutter();
}

#[test]
fn folders_that_the_site_needs_are_refused() {
    let bench = Bench::new();
    let root = bench.root();
    let content = root.join("content");
    for holds in [root, &content, &root.join("static")] {
        let refused = refused(&bench, holds);
        assert!(matches!(refused, Refused::Holds { .. }), "{refused}");
    }
    for spelling in ["content/.", "content/../content", "content/.."] {
        let refused = refused(&bench, &root.join(spelling));
        assert!(matches!(refused, Refused::Holds { .. }), "{refused}");
    }
    for inside in ["content/public", "static/a/b"] {
        let refused = refused(&bench, &root.join(inside));
        assert!(matches!(refused, Refused::Inside { .. }), "{refused}");
    }
    // The folder around them all holds both the site's root and the home folder.
    for home in bench.home().ancestors().take(3) {
        assert!(matches!(refused(&bench, home), Refused::Home(_)));
    }
    assert!(!root.join("static").exists());
    bench.assert_no_clutter();
}

#[test]
fn the_root_of_the_file_system_is_refused() {
    let bench = Bench::new();
    let root = bench.root().ancestors().last().expect("a root");
    let refused = refused(&bench, root);
    assert!(matches!(refused, Refused::FilesystemRoot(_)), "{refused}");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_means_the_folder() {
    use std::os::unix::fs::symlink;
    let bench = Bench::new();
    let real = bench.root().join("www");
    symlink(&real, bench.public()).expect("link");
    let link = refused(&bench, &bench.public());
    assert!(matches!(link, Refused::DanglingLink(_)), "{link}");
    fs::create_dir(&real).expect("folder");
    for text in ["one", "two"] {
        bench.build(&[("index.html", text)]).expect("a build");
        assert_eq!(fs::read_to_string(real.join("index.html")).expect("file"), text);
    }
    assert_eq!(fs::read_link(bench.public()).expect("a link"), real);
    fs::remove_file(bench.public()).expect("remove");
    symlink(bench.root().join("content"), bench.public()).expect("link");
    assert!(matches!(refused(&bench, &bench.public()), Refused::Holds { .. }));
    bench.assert_no_clutter();
}

#[test]
fn an_empty_folder_is_taken() {
    let bench = Bench::new();
    fs::create_dir(bench.public()).expect("folder");
    bench.build(SITE).expect("a build");
    assert_eq!(bench.text("index.html"), "home");
    bench.assert_no_clutter();
}

#[test]
fn a_second_build_at_once_is_busy_until_the_first_ends() {
    let bench = Bench::built(SITE);
    let first = bench.open().expect("open");
    let Err(OpenError::Busy { folder, holder }) = bench.open() else { panic!("two builds at once") };
    assert_eq!((folder, holder.map(|holder| holder.process)), (bench.public(), Some(std::process::id())));
    first.put("index.html", b"first").expect("put");
    std::thread::scope(|scope| {
        let second = scope.spawn(|| {
            let protected = Protected::default();
            let patience = Duration::from_secs(60);
            let output = Output::open(&bench.public(), &protected, patience).expect("open");
            output.put("index.html", b"second").expect("put");
            output.commit().expect("commit")
        });
        std::thread::sleep(Duration::from_millis(50));
        first.commit().expect("commit");
        assert_eq!(second.join().expect("second").changed, 1);
    });
    assert_eq!(bench.text("index.html"), "second");
    bench.assert_no_clutter();
}

#[test]
fn builds_at_once_never_mix() {
    let bench = Bench::new();
    std::thread::scope(|scope| {
        for thread in 0..6 {
            let bench = &bench;
            scope.spawn(move || {
                let text = thread.to_string();
                for _ in 0..15 {
                    let protected = Protected::default();
                    let patience = Duration::from_secs(120);
                    let output = Output::open(&bench.public(), &protected, patience).expect("open");
                    for file in 0..10 {
                        let route = format!("{file}/{text}.html");
                        output.put(&route, text.as_bytes()).expect("put");
                    }
                    output.put("shared.html", text.as_bytes()).expect("put");
                    assert!(output.commit().expect("commit").leftover.is_none());
                }
            });
        }
    });
    let winner = bench.text("shared.html");
    let files = bench.names().into_iter().filter(|name| !name.ends_with('/'));
    assert!(files.clone().all(|name| name.ends_with(&format!("{winner}.html")) || name == "shared.html"));
    assert_eq!(files.count(), 11);
    bench.assert_no_clutter();
}

#[test]
fn a_foreign_folder_with_the_stages_name_is_left_alone() {
    let bench = Bench::built(SITE);
    let stage = bench.root().join(".public.dateline-stage");
    fs::create_dir_all(stage.join("new")).expect("folder");
    fs::write(stage.join("new/thesis.txt"), "ten years").expect("file");
    let Err(OpenError::Disk(error)) = bench.open() else {
        panic!("the stage's name is taken");
    };
    assert_eq!(fs::canonicalize(error.path).expect("path"), fs::canonicalize(&stage).expect("path"));
    assert!(stage.join("new/thesis.txt").exists());
}

#[cfg(unix)]
#[test]
fn a_parent_that_cannot_be_written_is_an_error_with_the_path() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    let closed = bench.root().join("closed");
    fs::create_dir(&closed).expect("folder");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).expect("close");
    // The super-user may write anywhere else, but not make folders in the kernel's own.
    let is_super_user = fs::write(closed.join("probe"), "").is_ok();
    let closed = if is_super_user { PathBuf::from("/proc/self") } else { closed };
    if !closed.exists() {
        return;
    }
    for folder in ["public", "deep/public"] {
        let Err(OpenError::Disk(error)) = bench.open_at(&closed.join(folder)) else {
            panic!("{} is closed", closed.display());
        };
        assert!(error.path.starts_with(fs::canonicalize(&closed).expect("path")), "{error}");
    }
}

#[test]
fn a_file_in_place_of_a_parent_is_an_error_with_the_path() {
    let bench = Bench::new();
    fs::write(bench.root().join("file"), "").expect("file");
    let folder = bench.root().join("file/public");
    let Err(OpenError::Disk(error)) = bench.open_at(&folder) else {
        panic!("a file is no folder");
    };
    assert_eq!(error.path, folder);
}
