//! A file of each kind: reading it ends, and whatever is told of it has a place in it.
#![no_main]

use dateline::parse::{Locator, parse};
use dateline_fuzz::sources;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for kind in ["briefings", "actors", "locations", "publishers", "pages"] {
        let path = format!("content/{kind}/a.md");
        let sources = sources(&[(&path, text)], &[]);
        let parsed = parse(&sources);
        let locator = Locator::new(&sources);
        for told in parsed.diagnostics.iter() {
            assert!(!told.message.is_empty());
            let place = told.place.as_ref().expect("a place");
            if let Some((text, range)) = locator.locate(place) {
                assert!(text.get(range.clone()).is_some(), "{range:?} is no piece of the text: {}", told.message);
            }
        }
        assert!(
            !parsed.documents.is_empty() || parsed.diagnostics.iter().next().is_some(),
            "it is lost without a word"
        );
    }
});
