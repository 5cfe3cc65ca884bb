//! The size of a drawing.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// How far into a drawing its first element is looked for.
const FAR: usize = 64 << 10;

/// Width and height of a drawing, from its own attributes or its view box.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::from_reader(&bytes[..bytes.len().min(FAR)]);
    loop {
        match reader.read_event().ok()? {
            Event::Start(root) | Event::Empty(root) => return of_root(&root),
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn of_root(root: &BytesStart<'_>) -> Option<(u32, u32)> {
    if root.local_name().as_ref() != b"svg" {
        return None;
    }
    let attribute = |name: &str| {
        let found = root.try_get_attribute(name).ok().flatten()?;
        String::from_utf8(found.value.into_owned()).ok()
    };
    let length = |name: &str| pixels(attribute(name)?.trim_end_matches("px"));
    if let (Some(width), Some(height)) = (length("width"), length("height")) {
        return Some((width, height));
    }
    let view = attribute("viewBox")?;
    let mut numbers = view.split([' ', ',']).filter(|number| !number.is_empty()).skip(2);
    Some((pixels(numbers.next()?)?, pixels(numbers.next()?)?))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is known to be small and positive"
)]
fn pixels(text: &str) -> Option<u32> {
    let number: f64 = text.trim().parse().ok()?;
    (1.0..=100_000.0).contains(&number).then(|| number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_says_its_size_in_two_ways() {
        for (text, expected) in [
            ("<?xml version=\"1.0\"?><!-- x --><svg width=\"30\" height=\"20.4px\"/>", Some((30, 20))),
            ("<svg viewBox='0 0 640,480' width='100%'>", Some((640, 480))),
            ("<svg width=\"0\" height=\"-3\"/>", None),
            ("<html width=\"30\" height=\"20\">", None),
            ("no drawing", None),
        ] {
            assert_eq!(size(text.as_bytes()), expected, "{text}");
        }
    }
}
