//! From a key path to the bytes where it stands.

use std::collections::HashSet;
use std::ops::Range;

use super::front_matter::{RawActor, RawBriefing, RawLocation, RawPage, RawPublisher};
use super::split;
use crate::diagnostic::{At, FilePath, Place};
use crate::load::{CONFIG, Sources};
use crate::yaml;

/// The bytes of a place in its text; the front matter is read again, with positions.
fn span_in(text: &str, place: &Place) -> Range<usize> {
    let at = &place.at;
    let (front, offset) = if &*place.file == CONFIG {
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
                let range = tree.find(at, &passed_over(&place.file, front));
                range.start + offset..range.end + offset
            }
            Err(_) => offset..offset,
        },
    };
    let end = floor(text, range.end);
    floor(text, range.start).min(end)..end
}

/// The elements of lists that were passed over when the front matter was read into its kind's type.
fn passed_over(file: &FilePath, front: &str) -> HashSet<usize> {
    match file.strip_prefix("content/").and_then(|path| path.split_once('/')) {
        Some(("briefings", _)) => yaml::passed_over::<RawBriefing>(front),
        Some(("actors", _)) => yaml::passed_over::<RawActor>(front),
        Some(("locations", _)) => yaml::passed_over::<RawLocation>(front),
        Some(("publishers", _)) => yaml::passed_over::<RawPublisher>(front),
        Some(("pages", _)) => yaml::passed_over::<RawPage>(front),
        _ => HashSet::new(),
    }
}

/// The text that a place is in and its bytes there; none when the file is not a text of the site.
pub fn locate<'a>(sources: &'a Sources, place: &Place) -> Option<(&'a str, Range<usize>)> {
    let text = sources.text(&place.file)?;
    Some((text, span_in(text, place)))
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
