//! A site's own template, which shows what its page has: it is told what is wrong with it, or makes a page.
#![no_main]

use dateline_fuzz::{pages, prepared, sources};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let briefing = "---\ntitle: T <b>\ndate: 2026-01-01\nactors: [NATO]\nlocations: [Minsk]\nextra: {a: [1, {b: c}]}\n---\nText.\n";
    let template = format!("{{% extends \"builtin/briefing.html\" %}}{{% block briefing_end %}}{text}{{% endblock %}}");
    let prepared =
        prepared(sources(&[("content/briefings/a.md", briefing)], &[("templates/briefing.html", &template)]));
    for told in prepared.diagnostics.iter() {
        assert!(told.place.is_some(), "no place: {}", told.message);
    }
    let _ = pages(prepared);
});
