//! Maps, drawn when a site is built: which part of the globe, what lies under the places, where their marks stand.
//!
//! What is drawn is the data of paths and the places of marks; a template makes the SVG of them. What lies under the
//! places is drawn once for all maps of one frame.

mod base;
mod bearings;
mod frame;
mod layout;
mod line;
mod names;
mod projection;

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use crate::atlas::{Country, Detail, Point, Shapes};
use crate::gazetteer::{Kind as Known, lookup};
use crate::model::{Location, Precision};
use crate::render::lettering::Bounds;
use base::Base;
use base::{Drawing, Scale};
pub(super) use frame::Frame;
use frame::FrameKey;
pub(super) use layout::{Mark, Placed, label_of, lay_out};
pub(super) use names::{Outlines, name_countries};

/// What a map is for, which says how large and how fine it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Use {
    /// The map of the site: a page of its own.
    Site,
    /// The surroundings of a place, on its page.
    Place,
    /// In the margin beside other things.
    Margin,
    /// Where in the world another map is.
    Inset,
}

impl Use {
    /// How wide it usually is, in pixels.
    pub(super) fn width(self) -> f64 {
        match self {
            Use::Site => 1200.0,
            Use::Place => 640.0,
            Use::Margin => 280.0,
            Use::Inset => 130.0,
        }
    }

    fn scale(self, frame: &Frame) -> Scale {
        let off = match (self, frame.is_world()) {
            // One zooms into it, and there is only one.
            (Use::Site, _) => 0.2,
            (Use::Place, false) if frame.degrees() > 20.0 => 0.9,
            (Use::Place, false) => 0.35,
            (Use::Margin, false) => 0.45,
            (_, true) | (Use::Inset, _) => 0.7,
        };
        Scale { width: self.width(), off }
    }
}

/// How a place is drawn, so that nobody takes an area for a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// A point that is known exactly.
    Exact,
    /// A town, by its middle.
    Town,
    /// A point of which nobody says how exact it is.
    Open,
    /// Somewhere around a point.
    Area,
    /// A country whose shape is known.
    Country(Country),
}

impl Shape {
    /// Its class.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Shape::Exact => "exact",
            Shape::Town => "town",
            Shape::Open => "open",
            Shape::Area => "area",
            Shape::Country(_) => "country",
        }
    }

    /// How a location is drawn; none where it has no position.
    pub(super) fn of(location: &Location) -> Option<(Point, Shape)> {
        let at = location.coordinates?;
        let shape = match location.precision {
            Some(Precision::Undisclosed) => return None,
            Some(Precision::Exact) => Shape::Exact,
            Some(Precision::City) => Shape::Town,
            Some(Precision::Area | Precision::Region) => Shape::Area,
            Some(Precision::Country) => country(location).map_or(Shape::Area, Shape::Country),
            None => Shape::Open,
        };
        Some(((at.longitude, at.latitude), shape))
    }

    /// The points that a frame needs to show all of it.
    fn reach(self, at: Point) -> Vec<Point> {
        let mut points = vec![at];
        if let Shape::Country(country) = self {
            let main = Shapes::at(Detail::Coarse).mainland(country);
            let main = main.or_else(|| Shapes::at(Detail::Fine).mainland(country));
            points.extend(main.map(|(ring, _)| ring).unwrap_or_default());
        }
        points
    }
}

/// The country that a location is, by one of its names.
fn country(location: &Location) -> Option<Country> {
    let entity = &location.entity;
    let names = std::iter::once(entity.name.as_str()).chain(entity.other_names());
    let known = |name: &str| lookup(name).into_iter().map(|c| c.place).find(|place| place.kind() == Known::Country);
    names.into_iter().find_map(known).and_then(Country::of)
}

/// The shapes of the countries that all places of a site lie in, where these are few: what it is about.
fn home(places: &[(Point, Shape)]) -> Vec<Point> {
    const FEW: usize = 3;
    let shapes = Shapes::at(Detail::Coarse);
    let mut countries: Vec<Country> = Vec::new();
    for (at, _) in places {
        match shapes.country_at(*at) {
            Some(country) if !countries.contains(&country) => countries.push(country),
            _ => {}
        }
        if countries.len() > FEW {
            return Vec::new();
        }
    }
    let main = |country: Country| {
        shapes.mainland(country).filter(|(ring, _)| places.iter().any(|(at, _)| crate::atlas::contains(ring, *at)))
    };
    countries.into_iter().filter_map(main).flat_map(|(ring, _)| ring).collect()
}

/// What is drawn once for all maps of one frame.
#[derive(Default)]
pub(super) struct Drawings {
    bases: Once<(FrameKey, Use), Base>,
    countries: Once<(FrameKey, Use, Country), Option<String>>,
    orients: Once<FrameKey, bool>,
}

impl Drawings {
    /// The frame around some places, wide enough that a reader sees where it is.
    pub(super) fn frame_of(&self, places: &[(Point, Shape)], what: Use) -> Frame {
        let mut points: Vec<Point> = places.iter().flat_map(|(at, shape)| shape.reach(*at)).collect();
        if what == Use::Site {
            points.extend(home(places));
        }
        let nearest = match what {
            Use::Place => match places.first() {
                Some((_, Shape::Area)) => 0.09,
                _ => 0.055,
            },
            _ => 0.05,
        };
        Frame::around(&points, nearest, what == Use::Margin, |frame| {
            let orients = || bearings::orients(frame);
            // The map of a site shows what the site has.
            what == Use::Site || *self.orients.get(frame.key(), what == Use::Place, orients)
        })
    }

    /// What lies under the places.
    pub(super) fn base(&self, frame: &Frame, what: Use) -> Arc<Base> {
        let draw = || Drawing::new(frame, what.scale(frame)).base();
        self.bases.get((frame.key(), what), what == Use::Place, draw)
    }

    /// The shape of a country; none where it would be smaller than a mark.
    pub(super) fn country(&self, frame: &Frame, what: Use, country: Country) -> Arc<Option<String>> {
        let draw = || Drawing::new(frame, what.scale(frame)).country(country);
        self.countries.get((frame.key(), what, country), what == Use::Place, draw)
    }
}

/// Where buttons and the map of the world lie on a map, in pixels: either of the upper corners, by the page's direction.
pub(super) fn corners(what: Use, (width, _): (f64, f64)) -> Vec<Bounds> {
    let (wide, high) = match what {
        Use::Margin | Use::Inset => return Vec::new(),
        Use::Site => (74.0, 40.0),
        Use::Place => ((width * 0.21).clamp(80.0, 136.0), 70.0),
    };
    vec![[0.0, 0.0, wide, high], [width - wide, 0.0, width, high]]
}

/// The size of a drawing in units.
pub(super) fn size(frame: &Frame, what: Use) -> (f64, f64) {
    Drawing::new(frame, what.scale(frame)).size()
}

/// Things that are made once, when they are first asked for.
struct Once<Key, Made>(Mutex<HashMap<Key, Arc<Made>>>);

impl<Key, Made> Default for Once<Key, Made> {
    fn default() -> Self {
        Once(Mutex::default())
    }
}

impl<Key: Eq + Hash, Made> Once<Key, Made> {
    /// Two threads may make the same at once: it is the same, so it does not matter whose is kept. What is asked
    /// for once only is not kept.
    fn get(&self, key: Key, once: bool, make: impl FnOnce() -> Made) -> Arc<Made> {
        if once {
            return Arc::new(make());
        }
        let kept = |key: &Key| self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned();
        if let Some(made) = kept(&key) {
            return made;
        }
        let made = Arc::new(make());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(made).clone()
    }
}
