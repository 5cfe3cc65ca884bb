//! From a key path to the bytes where it stands.

use std::ops::Range;

use super::split;
use crate::diagnostic::{At, Place};
use crate::load::{CONFIG, Sources};
use crate::yaml;

/// The bytes of a place in its text; the front matter is read again, with positions.
pub fn span_in(text: &str, at: &At, is_yaml: bool) -> Range<usize> {
    let (front, offset) = if is_yaml {
        (text, 0)
    } else {
        match split(text) {
            Some(split) => (&text[split.front.clone()], split.front.start),
            None => ("", 0),
        }
    };
    let range = match at {
        At::Bytes(start, end) => *start..*end,
        At::File => 0..0,
        At::Key(_) | At::Value(_) => match yaml::read_tree(front) {
            Ok(tree) => {
                let range = tree.find(at);
                range.start + offset..range.end + offset
            }
            Err(_) => offset..offset,
        },
    };
    let end = floor(text, range.end);
    floor(text, range.start).min(end)..end
}

/// The text that a place is in and its bytes there; none when the file is not a text of the site.
pub fn locate<'a>(sources: &'a Sources, place: &Place) -> Option<(&'a str, Range<usize>)> {
    let text = sources.text(&place.file)?;
    Some((text, span_in(text, &place.at, &*place.file == CONFIG)))
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
