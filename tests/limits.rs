//! Each limit that the manual names: what is within it is read, what is beyond it ends with its code.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::{DOT, Site};

/// The page of the manual.
const LIMITS: &str = include_str!("../content/pages/docs/limits.md");

fn briefing(front: &str, body: &str) -> Site {
    Site::briefing(&format!("title: A\ndate: 2026-01-01\n{front}"), body)
}

/// A row of the manual, and a site that is as large as a number says: at the limit and one beyond.
struct Limit {
    row: &'static str,
    at: usize,
    code: &'static str,
    site: fn(usize) -> Site,
}

fn list(length: usize, of: impl Fn(usize) -> String) -> String {
    (0..length).map(of).collect::<Vec<_>>().join(", ")
}

const ALL: &[Limit] = &[
    Limit {
        row: "| A text, the configuration or a template | 4 MiB |",
        at: 4 << 20,
        code: "too-large",
        site: |bytes| {
            let head = "---\ntitle: A\ndate: 2026-01-01\n---\n";
            let site = Site::of(&[]);
            site.write(
                "content/briefings/a.md",
                format!("{head}{}", "word ".repeat(bytes / 5 + 1).split_at(bytes - head.len()).0),
            );
            site
        },
    },
    Limit {
        row: "| Levels of a front matter in each other | 64 |",
        at: 64 - 1,
        code: "bad-yaml",
        site: |levels| briefing(&format!("extra: {{a: {}1{}}}", "[".repeat(levels), "]".repeat(levels)), ""),
    },
    Limit {
        row: "| Values in a front matter, with what its aliases stand for | 20,000 |",
        // Title, date, extra, what they are called, and the lists are values too.
        at: 20_000 - 9,
        code: "bad-yaml",
        site: |values| briefing(&format!("extra: {{a: [{}]}}", list(values, |_| "1".to_owned())), ""),
    },
    Limit {
        row: "| Texts that the aliases of a front matter stand for | 1 MiB |",
        at: 64,
        code: "bad-yaml",
        site: |aliases| {
            let text = "x".repeat((1 << 20) / 64);
            briefing(&format!("extra: {{t: &t {text}, a: [{}]}}", list(aliases, |_| "*t".to_owned())), "")
        },
    },
    Limit {
        row: "| A value that is a text | 20,000 bytes |",
        at: 20_000,
        code: "bad-value",
        site: |bytes| briefing(&format!("summary: {}", "x".repeat(bytes)), ""),
    },
    Limit {
        row: "| An [id](reference/briefing.md#id) | 100 characters |",
        at: 100,
        code: "bad-id",
        site: |characters| briefing(&format!("id: {}", "x".repeat(characters)), ""),
    },
    Limit {
        row: "sources; tags | 1,000 each |",
        at: 1_000,
        code: "too-large",
        site: |tags| briefing(&format!("tags: [{}]", list(tags, |n| format!("tag {n}"))), ""),
    },
    Limit {
        row: "| Marks that may be markup (`*`, `_`, `[`, `<`, `\\|`, `- ` and the like) and line ends | 250,000 |",
        at: 250_000,
        code: "too-large",
        site: |marks| briefing("", &"[".repeat(marks)),
    },
    Limit {
        row: "| Quotations, lists and elements of HTML in each other | 250 |",
        // The last is the paragraph.
        at: 250 - 1,
        code: "bad-value",
        site: |levels| briefing("", &format!("{}a", ">".repeat(levels))),
    },
    Limit {
        row: "| Its pixels | 100 million |",
        at: 100_000_000,
        code: "bad-image",
        site: |pixels| {
            let site = briefing("", "![x](a.gif)");
            let (wide, high) = if pixels == 100_000_000 { (10_000, 10_000) } else { (10_001_u16, 10_000_u16) };
            let mut gif = DOT.as_bytes().to_vec();
            gif[6..8].copy_from_slice(&wide.to_le_bytes());
            gif[8..10].copy_from_slice(&high.to_le_bytes());
            site.write("content/briefings/a.gif", gif);
            site
        },
    },
    Limit {
        row: "| Steps of all `range()`s of a page | 100,000 |",
        at: 100_000,
        code: "bad-template",
        site: |steps| with_template(&format!("{{% for i in range(end={steps}) %}}{{% endfor %}}")),
    },
    Limit {
        row: "| A page | 64 MB |",
        at: 63 << 10,
        code: "too-large",
        site: |kilobytes| {
            let more = if kilobytes > 63 << 10 { 2 << 10 } else { 0 };
            with_template(&format!(
                "{{% for i in range(end={}) %}}{}{{% endfor %}}",
                kilobytes + more,
                "x".repeat(1024)
            ))
        },
    },
];

/// A page whose own template goes on with a text.
fn with_template(text: &str) -> Site {
    Site::of(&[
        ("content/pages/p.md", "---\ntitle: P\n---\n"),
        (
            "templates/page.html",
            &format!("{{% extends \"builtin/page.html\" %}}{{% block page_body %}}{text}{{% endblock %}}"),
        ),
    ])
}

#[test]
fn what_is_within_is_read_and_what_is_beyond_is_told() {
    for Limit { row, at, code, site } in ALL {
        assert!(
            LIMITS.contains(row) && LIMITS.contains(&format!("[{code}](checks.md#{code})")),
            "the manual lacks {row}"
        );
        let within = site(*at).build();
        assert_eq!(within.status, 0, "{row}, at the limit:\n{}", within.stderr);
        let beyond = site(at + 1).build();
        assert_eq!(beyond.status, 1, "{row}, beyond the limit:\n{}", beyond.stderr);
        beyond.says(&format!("[{code}]"));
        assert!(beyond.files.is_empty(), "{row}");
    }
}
