//! The marker: the file that makes a folder Dateline's, and the list of what Dateline wrote there.
//!
//! Line 1 says so in words and names the format, line 2 counts the routes; a line 3 may say what the site was made of, how
//! long its files are together, and how many texts follow, one a line, each with its hash. Then comes one route a line,
//! sorted by bytes. The same site, made of the same by the same program, has the same marker: no time, no path of a machine.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufRead as _, BufReader};
use std::path::{Component, Path};

use crate::load::read_file;

/// The marker's name in the output folder.
pub use crate::config::MARKER as NAME;

const FIRST_LINE: &str = "Made by Dateline (format 1), which replaces and removes the files \
                          listed here and leaves all others alone.";

/// The most bytes that a marker may have: it has a line for each file.
const MOST: u64 = 1 << 30;

/// Begins the line that says what a site was made of.
const MADE_OF: &str = "made of: ";

/// What a site is made of, in hashes whose meaning is their maker's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MadeOf {
    /// Of everything.
    pub whole: String,
    /// Of everything but the texts.
    pub frame: String,
    /// Of each text that only its own pages depend on, by a name that the site shows.
    pub texts: Vec<(String, String)>,
}

/// What a folder's marker says.
#[derive(Debug)]
pub(super) enum Marker {
    /// There is none.
    Absent,
    /// The routes that Dateline wrote.
    Routes(HashSet<Box<str>>),
    /// There is one that this version cannot read.
    Unreadable,
}

/// The marker's text for routes that are sorted already; with what the site is made of, and the length of all its files
/// together, without the marker.
pub(super) fn text<'a>(made_of: Option<(&MadeOf, u64)>, routes: impl ExactSizeIterator<Item = &'a str>) -> String {
    let mut text = String::with_capacity(FIRST_LINE.len() + 16 + routes.len() * 40);
    text.push_str(FIRST_LINE);
    // Writing to a string cannot fail.
    let _ = write!(text, "\nfiles: {}\n", routes.len());
    if let Some((MadeOf { whole, frame, texts }, bytes)) = made_of {
        let _ = writeln!(text, "{MADE_OF}{whole} {bytes} {frame} {}", texts.len());
        for (name, hash) in texts {
            let _ = writeln!(text, "{hash} {name}");
        }
    }
    for route in routes {
        text.push_str(route);
        text.push('\n');
    }
    text
}

/// Reads the marker of a folder, never through a symbolic link.
pub(super) fn read(folder: &Path) -> io::Result<Marker> {
    let path = folder.join(NAME);
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_file() => {}
        Ok(_) => return Ok(Marker::Unreadable),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Marker::Absent),
        Err(error) => return Err(error),
    }
    let text = read_file(&path, MOST)?.and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(text.and_then(|text| parse(&text)).map_or(Marker::Unreadable, Marker::Routes))
}

/// The count guards against a list cut short by a power loss: a file missing from the list would
/// be taken for somebody else's.
fn parse(text: &str) -> Option<HashSet<Box<str>>> {
    let mut lines = text.strip_suffix('\n')?.split('\n');
    if lines.next()? != FIRST_LINE {
        return None;
    }
    let count: usize = lines.next()?.strip_prefix("files: ")?.parse().ok()?;
    let mut lines = lines.peekable();
    let texts = lines.peek().and_then(|line| said(line)).map(|(_, texts)| texts);
    let routes: HashSet<Box<str>> = lines.skip(texts.map_or(0, |texts| texts + 1)).map(Box::from).collect();
    let valid = routes.len() == count && routes.iter().all(|route| check_route(route).is_ok());
    valid.then_some(routes)
}

/// What the marker of a folder says that its site was made of, and how long its files are; none where it doesn't.
pub(super) fn made_of(folder: &Path) -> io::Result<Option<(MadeOf, u64)>> {
    let mut lines = BufReader::new(fs::File::open(folder.join(NAME))?).lines().skip(2);
    let Some(line) = lines.next().transpose()? else { return Ok(None) };
    let Some(([whole, bytes, frame], count)) = said(&line) else { return Ok(None) };
    let texts = lines.take(count).map(|line| line.map(|line| split(&line))).collect::<io::Result<Option<_>>>()?;
    let made_of = texts.map(|texts| MadeOf { whole: whole.to_owned(), frame: frame.to_owned(), texts });
    Ok(made_of.zip(bytes.parse().ok()))
}

/// The words of the line that says what a site was made of, and how many texts follow it; none of another line: no file of
/// a site is called so.
fn said(line: &str) -> Option<([&str; 3], usize)> {
    let words: Vec<&str> = line.strip_prefix(MADE_OF)?.split(' ').collect();
    let &[whole, bytes, frame, count] = &*words else { return None };
    Some(([whole, bytes, frame], count.parse().ok()?))
}

/// A text's name and its hash.
fn split(line: &str) -> Option<(String, String)> {
    line.split_once(' ').map(|(hash, name)| (name.to_owned(), hash.to_owned()))
}

/// Says why a route is not one: it must be a relative path of plain names, parted by `/`, that
/// stays in the folder, fits on a line and is not the marker.
pub(super) fn check_route(route: &str) -> Result<(), &'static str> {
    let segments = || route.split('/');
    if route.is_empty() {
        return Err("the route is empty");
    }
    if segments().any(str::is_empty) {
        return Err("the route is absolute or has an empty segment");
    }
    if segments().any(|segment| segment == "." || segment == "..") {
        return Err("the route has a `.` or `..` segment");
    }
    if route.chars().any(|c| c == '\\' || c.is_control()) {
        return Err("the route has a backslash or a control character");
    }
    // A drive (`c:`) or a stream (`file:stream`) would leave the folder or hide in a file.
    let alien = cfg!(windows) && route.contains(':');
    if alien || !is_plain(Path::new(route)) {
        return Err("the route is not a plain relative path on this system");
    }
    // Some file systems know no case, so the marker is compared without it.
    if segments().next().is_some_and(|first| first.eq_ignore_ascii_case(NAME)) {
        return Err("the route is the name of Dateline's marker");
    }
    Ok(())
}

fn is_plain(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// The folder that a route lies in, `""` for the output folder itself.
pub(super) fn parent(route: &str) -> &str {
    route.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folders around a route, innermost first, without the output folder itself.
pub(super) fn ancestors(route: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(parent(route)), |folder| Some(parent(folder))).take_while(|folder| !folder.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_reads_back() {
        let routes = ["a/index.html", "b.txt", "é/日本.html"];
        let text = text(None, routes.into_iter());
        let parsed = parse(&text).expect("valid");
        assert_eq!(parsed.len(), 3);
        assert!(routes.iter().all(|route| parsed.contains(*route)));
        assert_eq!(parse(&super::text(None, [].into_iter())).map(|r| r.len()), Some(0));
    }

    #[test]
    fn a_marker_cut_short_or_tampered_with_is_not_one() {
        let text = text(None, ["a", "b", "c"].into_iter());
        for end in 0..text.len() {
            assert!(parse(&text[..end]).is_none(), "{end}");
        }
        assert!(parse(&text.replace("\nb\n", "\n../b\n")).is_none());
        assert!(parse(&text.replace("format 1", "format 2")).is_none());
        assert!(parse(&text.replace("\nb\n", "\na\n")).is_none());
    }

    #[test]
    fn a_marker_may_say_what_the_site_is_made_of() {
        let texts = [("one", "11"), ("two", "22")].map(|(name, hash)| (name.to_owned(), hash.to_owned()));
        let made_of = MadeOf { whole: "0a1b".to_owned(), frame: "2c".to_owned(), texts: texts.to_vec() };
        let folder = tempfile::tempdir().expect("a folder");
        for made_of in [made_of, MadeOf { whole: "0a".to_owned(), frame: "1b".to_owned(), texts: Vec::new() }] {
            let text = text(Some((&made_of, 12)), ["a", "b"].into_iter());
            assert_eq!(parse(&text).map(|routes| routes.len()), Some(2));
            for end in 0..text.len() {
                assert!(parse(&text[..end]).is_none(), "{end}");
            }
            fs::write(folder.path().join(NAME), text).expect("a marker");
            assert_eq!(super::made_of(folder.path()).expect("read"), Some((made_of, 12)));
        }
    }

    #[test]
    fn routes_stay_inside() {
        for good in ["a", "a/b.html", "...", "a b/ü", "a/.dateline", ".well-known/x", "c.d/e"] {
            assert_eq!(check_route(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "a/../b",
            "./a",
            "a\\b",
            "a\nb",
            "a\0",
            ".dateline",
            ".DATELINE",
            ".dateline/x",
        ] {
            assert!(check_route(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn ancestors_go_from_inside_out() {
        assert_eq!(ancestors("a/b/c").collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(ancestors("a").count(), 0);
    }
}
