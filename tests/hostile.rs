//! Texts that were made to break what reads them. Each ends in a page or in a diagnostic with a place, in seconds.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use harness::Site;
use rayon::prelude::*;

/// As long as nothing here may take, in a build without optimisation on a busy machine.
const SECONDS: Duration = Duration::from_secs(40);

/// Builds a site of one briefing; gives its codes, none where it is built.
#[track_caller]
fn codes(what: &str, text: &[u8]) -> Vec<String> {
    let site = Site::of(&[("dateline.yaml", "base_url: https://host.example/\n")]);
    site.write("content/briefings/a.md", text);
    let began = Instant::now();
    let run = site.build();
    assert!(began.elapsed() < SECONDS, "{what} takes {:?}", began.elapsed());
    assert!(matches!(run.status, 0 | 1), "{what} ends with {}:\n{}", run.status, run.stderr);
    assert_eq!(run.status == 0, !run.files.is_empty(), "{what}");
    if run.status == 1 {
        assert!(run.stderr.contains("--> content/briefings/a.md"), "{what} is told without a place:\n{}", run.stderr);
    }
    // What is only a warning is built.
    if run.status == 0 { Vec::new() } else { run.codes().into_iter().map(|code| code.to_string()).collect() }
}

fn front(keys: &str) -> Vec<u8> {
    format!("---\ntitle: T\ndate: 2026-01-01\n{keys}\n---\nText.\n").into_bytes()
}

fn body(markdown: &str) -> Vec<u8> {
    format!("---\ntitle: T\ndate: 2026-01-01\n---\n{markdown}\n").into_bytes()
}

/// Lists of aliases of lists of aliases: ten to the tenth texts in some hundred bytes.
fn bomb() -> String {
    let mut text = String::from("extra:\n a: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (of, name) in ('a'..='i').zip('b'..='j') {
        let _ = writeln!(text, " {name}: &{name} [{}]", vec![format!("*{of}"); 10].join(", "));
    }
    text
}

#[test]
fn front_matter() {
    let deep =
        |open: &str, close: &str, times: usize| format!("extra: {{a: {}1{}}}", open.repeat(times), close.repeat(times));
    let block: String = (0..2_000).fold(String::from("extra:\n"), |text, level| text + &" ".repeat(level + 1) + "a:\n");
    for (what, keys, code) in [
        ("a bomb of aliases", bomb(), "bad-yaml"),
        ("an alias of itself", "extra: &a [*a]".into(), "bad-yaml"),
        ("an alias of nothing", "extra: *nothing".into(), "bad-yaml"),
        ("brackets", deep("[", "]", 100_000), "bad-yaml"),
        ("braces", deep("{a: ", "}", 50_000), "bad-yaml"),
        ("brackets that stay open", deep("[", "", 100_000), "bad-yaml"),
        ("indented keys", block, "bad-yaml"),
        ("a list in lists", format!("extra:\n  a: {}x", "- ".repeat(50_000)), "bad-yaml"),
        ("keys", (0..50_000).map(|n| format!("k{n}: 1\n")).collect(), "bad-yaml"),
        (
            "actors",
            format!("actors: [{}]", (0..5_000).map(|n| format!("n{n}")).collect::<Vec<_>>().join(",")),
            "too-large",
        ),
        ("a key twice", "title: U".into(), "repeated-key"),
        ("a key twice below", "extra: {a: {b: 1, b: 2}}".into(), "repeated-key"),
        ("a key twice in a list", "dates: [{date: 2025, date: 2024, title: x}]".into(), "repeated-key"),
        // What a tag says is not heard: a list is a list.
        ("an object of a program", "authors: !!python/object/apply:os.system [x]".into(), ""),
        ("a tag of its own", "summary: !mine {a: b}".into(), "bad-value"),
        ("keys from elsewhere at the top", "<<: {status: draft}".into(), "unknown-key"),
        ("a lone surrogate", r#"summary: "\ud800""#.into(), "bad-yaml"),
        ("a byte of nothing", r#"summary: "a\0b""#.into(), "bad-value"),
        ("controls that XML forbids", r#"summary: "\x01\x0b\ufffe\uffff""#.into(), "bad-value"),
        ("a text that is too long", format!("summary: {}", "x".repeat(1_000_000)), "bad-value"),
        ("a date that is too long", format!("dates: [{{date: \"{}\", title: x}}]", "1".repeat(100_000)), "bad-date"),
        ("no number for a place", "locations: [{name: A, coordinates: [.nan, .inf]}]".into(), "bad-value"),
        ("a number without end", "locations: [{name: A, coordinates: [1e999, 2]}]".into(), "bad-coordinates"),
        ("a number of too many digits", "extra: {a: 99999999999999999999999999}".into(), "bad-yaml"),
        ("two documents", "...\n---\ntitle: U".into(), ""),
        ("yes and no as tags", "tags: [no, yes, on, off, y, n]".into(), ""),
        ("numbers as tags", "tags: [010, 0x1f, 0o17, 1_000, 1e3]".into(), ""),
        ("numbers of any size below extra", "extra: {a: .nan, b: -.inf, c: 9999999999999999999, d: 1e999}".into(), ""),
        ("keys from elsewhere below extra", "extra: {x: &x {a: 1}, y: {<<: *x, b: 2}}".into(), ""),
    ] {
        let found = codes(what, &front(&keys));
        match code {
            "" => assert_eq!(found, Vec::<String>::new(), "{what}"),
            code => assert!(found.iter().any(|found| found == code), "{what}: {found:?}"),
        }
    }
}

#[test]
fn files() {
    let good = String::from_utf8(body("Text.")).unwrap();
    for (what, text, code) in [
        ("nothing", Vec::new(), "no-front-matter"),
        ("a front matter that stays open", b"---\ntitle: T\n".to_vec(), "no-front-matter"),
        ("no UTF-8", [good.as_bytes(), b"\xff\xfe\xc3("].concat(), "not-text"),
        ("UTF-16", good.encode_utf16().flat_map(u16::to_le_bytes).collect(), "not-text"),
        ("an overlong slash", [good.as_bytes(), b"\xc0\xaf"].concat(), "not-text"),
        ("a surrogate in bytes", [good.as_bytes(), b"\xed\xa0\x80"].concat(), "not-text"),
        ("a byte of nothing", [good.as_bytes(), b"a\0b"].concat(), "not-text"),
        ("controls", [good.as_bytes(), b"a\x01\x0b\x1fb"].concat(), "not-text"),
        ("a reference to a control", body("a&#1;b"), "not-text"),
        ("one in an attribute", body("<b title=\"x&#x1b;y\">z</b>"), "not-text"),
        ("one in a title", body("[x](https://ok.example \"a&#12;b\")"), "not-text"),
        ("one in what a picture shows", body("![a&#xffff;b](https://ok.example/)"), "not-text"),
        ("one in a heading", body("# a&#2;b"), "not-text"),
        ("one behind a fence", body("```x&#1;y\ncode\n```"), "not-text"),
        ("a control of eight bits", body("a\u{9b}31m"), "not-text"),
        ("no character", body("a\u{ffff}b"), "not-text"),
        ("references to characters", body("&#65; &#x20ac; &amp;"), ""),
        ("40 MB", [good.as_bytes(), &b"word ".repeat(8_000_000)].concat(), "too-large"),
        ("a byte order mark", format!("\u{feff}{good}").into_bytes(), ""),
        ("lines of Windows", good.replace('\n', "\r\n").into_bytes(), ""),
        ("lines of an old Mac", good.replace('\n', "\r").into_bytes(), "no-front-matter"),
    ] {
        let found = codes(what, &text);
        match code {
            "" => assert_eq!(found, Vec::<String>::new(), "{what}"),
            code => assert!(found.iter().any(|found| found == code), "{what}: {found:?}"),
        }
    }
}

/// A megabyte of each: what opens something again and again, and never closes it.
#[test]
fn markdown() {
    const MEGABYTE: usize = 1_000_000;
    let openers = [
        "[",
        "![",
        "*",
        "*a ",
        "_a ",
        "> ",
        "- ",
        "1. ",
        "`",
        "`a``b```",
        "<",
        "<div>",
        "<b>",
        "&",
        "<a:",
        "[[",
        "[[a|",
        "[^",
        "~~a",
        "<!--",
        "<![CDATA[",
        "<?",
        "|a",
        "](",
        "[a](b",
        "**a *b ",
        "</",
        "&#x",
        "> [!NOTE]\n",
        "\\",
        "# [",
        "> - ",
        "a\n=\n",
        "[^a]: ",
        "[a]: b\n",
        "```a\n",
        "*[_`<",
        "# same\n",
        "\u{200b}",
        "a\u{301}",
        "\u{202e}",
        "x",
    ];
    openers.into_par_iter().for_each(|opener| {
        codes(opener, &body(&opener.repeat(MEGABYTE / opener.len())));
        // About the most that is read of it.
        codes(opener, &body(&opener.repeat(usize::min(100_000, MEGABYTE / opener.len() / 4))));
    });
    let notes: String = (0..20_000).fold(String::new(), |text, n| format!("{text}[^{n}]: x\n\n"));
    codes("notes that nothing refers to", &body(&notes));
    let table = format!("{}|\n{}|\n{}", "|a".repeat(5_000), "|-".repeat(5_000), "|b|\n".repeat(20_000));
    codes("a table as wide as long", &body(&table));
}
