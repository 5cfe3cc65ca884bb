//! The body of a briefing, as its page shows it: nothing in it runs or loads.
#![no_main]

use dateline::parse::parse;
use dateline_fuzz::{assert_harmless, pages, prepared, sources};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| {
    let text = format!(
        "---\ntitle: T\ndate: 2026-01-01\nactors: [NATO, 'A \"B\" <c>']\nsources: [{{id: s, title: S}}]\n---\n{body}"
    );
    let sources = sources(&[("content/briefings/a.md", &text)], &[]);
    for document in parse(&sources).documents {
        assert_harmless(&document.body.html);
    }
    // What only the whole site knows is in its page; one in fifty is made, for that takes a thousand times as long.
    if body.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % 50 != 0 {
        return;
    }
    for (file, html) in pages(prepared(sources)) {
        if file == "briefings/a/index.html" {
            let prose = html
                .split_once("<div class=\"prose\">")
                .and_then(|(_, rest)| rest.split_once("<!-- prose -->").or(rest.split_once("</article>")));
            if let Some((prose, _)) = prose {
                assert_harmless(prose.split("<template").next().unwrap_or_default());
            }
        }
    }
});
