//! Pictures: whatever bytes they are, looking at them ends; a drawing that holds `<script` is seen to.
#![no_main]

use dateline::picture;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for name in ["a.svg", "a.jpg"] {
        let Ok(picture) = picture::look(name, bytes) else { continue };
        let _ = picture::strip(name, bytes);
        if name == "a.svg" && picture.active.is_none() {
            let text = std::str::from_utf8(bytes).expect("what is harmless is UTF-8");
            // In a comment, a value or CDATA it is no element.
            let plain =
                !text.contains("<!--") && !text.contains("<![") && !text.contains(['"', '\'']) && !text.contains("<?");
            assert!(!plain || !["<script>", "<script/", "<script "].iter().any(|tag| text.contains(tag)), "{text}");
        }
    }
});
