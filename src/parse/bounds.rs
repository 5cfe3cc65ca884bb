//! How much one file may list, and how much markup it may hold. Who stands with whom is counted for each pair of names, and
//! a reader of Markdown keeps a hundred bytes and more for each bracket that might be a link: without a bound a small file
//! takes all time or all memory.

use super::Front;
use crate::diagnostic::{Code, Diagnostic, FilePath, Place};
use crate::path;

/// The most marks of a body that may be markup, and line ends. A book of eight megabytes has fewer; as many take some
/// 150 MB to read.
const MOST_MARKS: usize = 250_000;

/// How deep elements may lie in each other, of raw HTML and of Markdown alike: browsers stop at 512.
pub(super) const DEEPEST: usize = 250;

/// What is too much in the body of a text, which begins at byte `start`. Such a body is not read at all.
pub(super) fn of_body(file: &FilePath, text: &str, start: usize) -> Option<Diagnostic> {
    let body = &text[start..];
    let is_mark =
        |byte: u8| matches!(byte, b'\n' | b'*' | b'_' | b'~' | b'[' | b']' | b'<' | b'>' | b'`' | b'|' | b'&' | b'\\');
    // Most bodies have fewer bytes than that.
    let many = (body.len() > MOST_MARKS)
        .then(|| {
            // An item of a list within a line is a mark too.
            let opens = |at: usize, byte: u8| {
                matches!(byte, b'-' | b'+') && matches!(body.as_bytes().get(at + 1), Some(b' ' | b'\t'))
            };
            body.bytes().enumerate().filter(|(at, byte)| is_mark(*byte) || opens(*at, *byte)).nth(MOST_MARKS)
        })
        .flatten()
        .map(|(at, _)| {
            let message = format!("this text has more than {MOST_MARKS} marks of Markdown; Dateline reads no more");
            (at, Code::TooLarge, message, "part it into several files")
        });
    let deep = || {
        let mut at = 0;
        body.split_inclusive('\n').find_map(|line| {
            let start = at;
            at += line.len();
            let message =
                format!("quotations and lists of this line lie more than {DEEPEST} levels deep in each other");
            (line.len() > DEEPEST && opened(line) > DEEPEST).then_some((
                start,
                Code::BadValue,
                message,
                "put a backslash before its first mark if it is text",
            ))
        })
    };
    let (at, code, message, help) = many.or_else(deep)?;
    let at = start + at;
    Some(Diagnostic::new(code, Place { file: file.clone(), at: (at..at + 1).into() }, message).help(help))
}

/// How many quotations and items of lists a line opens in each other (CommonMark, section 5).
fn opened(line: &str) -> usize {
    let mut rest = line.trim_start();
    let mut opened = 0;
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let mark = match rest.as_bytes() {
            [b'>', ..] => 1,
            [b'-' | b'+' | b'*', b' ' | b'\t', ..] => 2,
            bytes if digits > 0 && matches!(bytes.get(digits..digits + 2), Some([b'.' | b')', b' ' | b'\t'])) => {
                digits + 2
            }
            _ => return opened,
        };
        rest = rest[mark..].trim_start();
        opened += 1;
    }
}

/// The most entries of a list, and the most names of a kind in a briefing with those of its dates and claims.
const MOST: usize = 1_000;

/// What is too long in a front matter; a file that lists too much is not read any further.
pub(super) fn look(file: &FilePath, front: &Front) -> Option<Diagnostic> {
    let Front::Briefing(raw) = front else { return None };
    let of_dates = |names: fn(&super::front_matter::RawEvent) -> usize| raw.dates.iter().map(names).sum::<usize>();
    let lists = [
        ("actors", raw.actors.len() + of_dates(|date| date.actors.len())),
        ("locations", raw.locations.len() + of_dates(|date| date.locations.len())),
        ("dates", raw.dates.len()),
        ("claims", raw.claims.len()),
        ("sources", raw.sources.len()),
        ("tags", raw.tags.len()),
        ("authors", raw.authors.len()),
        ("aliases", raw.aliases.len()),
        ("corrections", raw.corrections.len()),
        ("key_judgments", raw.key_judgments.len()),
    ];
    let (key, length) = lists.into_iter().find(|(_, length)| *length > MOST)?;
    let message = format!("this briefing has {length} {}; Dateline reads at most {MOST}", key.replace('_', " "));
    let help = "part it into several briefings, or name fewer";
    Some(Diagnostic::new(Code::TooLarge, Place::value(file, path![key]), message).help(help))
}

#[cfg(test)]
mod tests {
    use crate::load::{SourceText, Sources};
    use crate::parse::parse;

    fn told_of(body: &str) -> Vec<String> {
        let text = format!("---\ntitle: A\ndate: 2026-01-01\n---\n{body}\n");
        let source = SourceText { path: "content/briefings/a.md".into(), text: text.into() };
        let parsed = parse(&Sources { documents: vec![source], ..Sources::default() });
        parsed.diagnostics.iter().map(|told| format!("{}: {}", told.code.as_str(), told.message)).collect()
    }

    #[test]
    fn markup_has_an_end() {
        let none: Vec<String> = Vec::new();
        for mark in ["[", "`", "*", "~", "|", "<", "&", "\\", "a\n", "_", "](", "- a\n"] {
            assert_eq!(told_of(&mark.repeat(100_000)), none, "{mark}");
            let told = "too-large: this text has more than 250000 marks of Markdown; Dateline reads no more";
            assert_eq!(told_of(&mark.repeat(250_001)), [told], "{mark}");
        }
        assert_eq!(told_of(&"Words without marks. ".repeat(20_000)), none);
    }

    #[test]
    fn nesting_has_an_end() {
        let none: Vec<String> = Vec::new();
        for opener in [">", "> ", "- ", "* ", "+\t", "1. ", "12) ", "> - ", ">1. "] {
            assert_eq!(told_of(&format!("{}a", opener.repeat(40))), none, "{opener}");
            let told = "bad-value: quotations and lists of this line lie more than 250 levels deep in each other";
            assert_eq!(told_of(&format!("a\n\n{}a", opener.repeat(251))), [told], "{opener}");
        }
        // Over many lines, and in words.
        let list: String = (0..300).map(|level| format!("{}- a\n", "  ".repeat(level))).collect();
        let told = "bad-value: elements of this text lie more than 250 levels deep in each other";
        assert_eq!(told_of(&list), [told]);
        assert_eq!(told_of(&format!("{}a{}", "*a ".repeat(300), "*".repeat(300))), [told]);
    }

    fn parsed(actors: usize, of_the_date: usize) -> (usize, Vec<String>) {
        let names = |count: usize| (0..count).map(|n| format!("Name {n}")).collect::<Vec<_>>().join(", ");
        let (own, dates) = (names(actors), names(of_the_date));
        let text = format!(
            "---\ntitle: A\ndate: 2026-01-01\nactors: [{own}]\ndates: [{{date: 2026-01-01, title: B, actors: [{dates}]}}]\n---\n"
        );
        let source = SourceText { path: "content/briefings/a.md".into(), text: text.into() };
        let parsed = parse(&Sources { documents: vec![source], ..Sources::default() });
        let told = parsed.diagnostics.iter().map(|told| format!("{}: {}", told.code.as_str(), told.message));
        (parsed.documents.len(), told.collect())
    }

    #[test]
    fn a_briefing_that_names_too_many_is_not_read_further() {
        assert_eq!(parsed(600, 400), (1, Vec::new()));
        let told = "too-large: this briefing has 1001 actors; Dateline reads at most 1000";
        assert_eq!(parsed(600, 401), (0, vec![told.to_owned()]));
        assert_eq!(parsed(5_000, 0).0, 0);
    }
}
