//! Dates: what is read is written again as it was, its days are in order, and every language has words for it.
#![no_main]

use dateline::model::{EventDate, LANGUAGES};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(date) = EventDate::parse(text) else { return };
    assert_eq!(EventDate::parse(date.text()).as_ref(), Ok(&date));
    if let (Some(earliest), Some(latest)) = (date.earliest(), date.latest()) {
        assert!(earliest <= latest, "{text}: {earliest} to {latest}");
    }
    if let Some((first, last)) = date.days() {
        assert!(first <= last, "{text}");
    }
    let _ = (date.sort_key(), date.datetime(), date.start_and_end(), date.year(), date.last_year(), date.precision());
    for language in &LANGUAGES {
        assert!(!date.display(&language.words().dates).is_empty(), "{text} has no words in {}", language.lang);
    }
});
