//! From a key path to the bytes where it stands.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::front_matter::{RawActor, RawBriefing, RawLocation, RawPage, RawPublisher};
use super::split;
use crate::diagnostic::{At, FilePath, Place};
use crate::load::{CONFIG, Sources};
use crate::yaml::{self, Node};

/// Finds places in the texts of a site. A front matter is read again, with positions, when a place in it
/// is first asked for.
pub struct Locator<'a> {
    sources: &'a Sources,
    read: RefCell<HashMap<FilePath, Front>>,
}

/// A front matter with its positions.
struct Front {
    /// Where it begins in its file.
    offset: usize,
    /// None where it is not YAML.
    tree: Option<Node>,
}

impl<'a> Locator<'a> {
    /// For the texts of a site.
    pub fn new(sources: &'a Sources) -> Locator<'a> {
        Locator { sources, read: RefCell::default() }
    }

    /// The text that a place is in and its bytes there; none when the file is not a text of the site.
    pub fn locate(&self, place: &Place) -> Option<(&'a str, Range<usize>)> {
        let text = self.sources.text(&place.file)?;
        let range = match &place.at {
            At::Bytes(start, end) => *start..*end,
            At::File => 0..0,
            At::Key(_) | At::Value(_) => {
                let mut read = self.read.borrow_mut();
                let Front { offset, tree } = read.entry(place.file.clone()).or_insert_with(|| front(text, &place.file));
                let range = tree.as_ref().map_or(0..0, |tree| tree.find(&place.at));
                range.start + *offset..range.end + *offset
            }
        };
        let end = floor(text, range.end);
        Some((text, floor(text, range.start).min(end)..end))
    }
}

fn front(text: &str, file: &FilePath) -> Front {
    let range = if &**file == CONFIG { 0..text.len() } else { split(text).map_or(0..0, |split| split.front) };
    let front = &text[range.clone()];
    let tree = yaml::read_tree(front).map(|tree| tree.without(&passed_over(file, front)));
    Front { offset: range.start, tree }
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

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
