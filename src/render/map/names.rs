//! The names of countries, where there is room for them.

use super::Use;
use super::base::{Drawing, Lines, Scale, UNITS};
use super::frame::Frame;
use super::line::{area, squared, way_to};
use crate::atlas::{Country, contains};
use crate::render::lettering::{Bounds, is_free, width};

/// A name and its middle, in parts of the whole.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Name {
    pub(in crate::render) text: &'static str,
    pub(in crate::render) at: (f64, f64),
}

/// The outlines of all countries on a map, for any width of it: to find where they lie takes longest.
pub(in crate::render) struct Outlines {
    /// The width of the drawing that they lie in, in its units.
    width: f64,
    rings: Vec<(Country, Lines)>,
}

impl Outlines {
    /// The outlines on a frame.
    pub(in crate::render) fn on(frame: &Frame, what: Use) -> Outlines {
        let drawing = Drawing::new(frame, what.scale(frame));
        let rings = Country::all().map(|country| (country, drawing.outlines(country)));
        Outlines { width: drawing.size().0, rings: rings.filter(|(_, rings)| !rings.is_empty()).collect() }
    }
}

/// Names the countries in a language where a name has room on a map of some width, but for some and where something is
/// already.
pub(in crate::render) fn name_countries(
    outlines: &Outlines,
    (frame, what, wide): (&Frame, Use, f64),
    language: &str,
    but: &[Country],
    taken: &[Bounds],
) -> Vec<Name> {
    let drawing = Drawing::new(frame, Scale { width: wide, ..what.scale(frame) });
    let (wide, high) = drawing.size();
    let size = (wide / UNITS, high / UNITS);
    let times = wide / outlines.width;
    let mut taken = taken.to_vec();
    let mut names = Vec::new();
    for (country, rings) in outlines.rings.iter().filter(|(country, _)| !but.contains(country)) {
        let text = country.name_in(language);
        // Set in small letters, a little apart.
        let half = (width(text) * 0.5, 7.0);
        let least = half.0 * half.1 * 8.0;
        let rings = rings.iter().map(|ring| ring.iter().map(|(x, y)| (x * times, y * times)).collect());
        let rings = drawing.large_rings(rings, least * UNITS * UNITS);
        let Some(ring) = rings.iter().max_by(|a, b| area(a).abs().total_cmp(&area(b).abs())) else { continue };
        let ring: Vec<(f64, f64)> = ring.iter().map(|(x, y)| (x / UNITS, y / UNITS)).collect();
        if area(&ring).abs() < least {
            continue;
        }
        if let Some((x, y)) = room(&ring, half, size, &taken) {
            taken.push([x - half.0, y - half.1, x + half.0, y + half.1]);
            names.push(Name { text, at: (x / size.0, y / size.1) });
        }
    }
    names
}

/// The place in a ring where a box is farthest from its sides.
fn room(ring: &[(f64, f64)], half: (f64, f64), size: (f64, f64), taken: &[Bounds]) -> Option<(f64, f64)> {
    let (mut west, mut north, mut east, mut south) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for (x, y) in ring {
        (west, east) = (west.min(*x), east.max(*x));
        (north, south) = (north.min(*y), south.max(*y));
    }
    let (west, east) = (west.max(0.0) + half.0, east.min(size.0) - half.0);
    let (north, south) = (north.max(0.0) + half.1, south.min(size.1) - half.1);
    if east <= west || south <= north {
        return None;
    }
    const STEPS: i32 = 8;
    let mut best: Option<(f64, (f64, f64))> = None;
    for row in 0..=STEPS {
        for column in 0..=STEPS {
            let part = |step: i32| f64::from(step) / f64::from(STEPS);
            let (x, y) = (west + (east - west) * part(column), north + (south - north) * part(row));
            let bounds = [x - half.0, y - half.1, x + half.0, y + half.1];
            if !is_free(bounds, size, taken) || !contains(ring, (x, y)) {
                continue;
            }
            let ends = [-1.0, -0.5, 0.0, 0.5, 1.0].map(|part| (x + half.0 * part, y));
            if !ends.iter().all(|end| contains(ring, *end)) {
                continue;
            }
            // A side that is nearer than that rules the place out.
            let least = best.map_or((half.1 * 0.8).powi(2), |(most, _)| most);
            let mut room = f64::MAX;
            let mut ways = ends.iter().flat_map(|end| ring.windows(2).map(|side| way_to(*end, side[0], side[1])));
            let is_farther = ways.all(|way| {
                room = room.min(squared(way));
                room > least
            });
            if is_farther {
                best = Some((room, (x, y)));
            }
        }
    }
    best.map(|(_, at)| at)
}
