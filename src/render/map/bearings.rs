//! Whether a reader sees by a map where it is: by a coast or a border, not by water or one country alone.

use super::frame::Frame;
use super::projection::Projection;
use crate::atlas::{Bounds, Country, Detail, Point, Shapes, contains};

/// How many points are looked at, across and down.
const COLUMNS: i32 = 17;
const ROWS: i32 = 11;
/// How far the middle reaches to the sides.
const MIDDLE: f64 = 0.6;
/// The most of the whole, and of the middle, that the sea may take.
const MOST_SEA: (f64, f64) = (0.85, 0.94);
/// The same of a country, whose inside shows nothing.
const MOST_LAND: (f64, f64) = (0.72, 0.9);

/// Whether more than one thing, be it a country or the sea, is well in view.
pub(super) fn orients(frame: &Frame) -> bool {
    let Projection::Region { east, north } = frame.projection else { return true };
    let (shapes, bounds) = (Shapes::at(Detail::Coarse), frame.bounds());
    let rings: Vec<(Country, Vec<Ringed>)> = Country::all()
        .map(|country| (country, shapes.country(country, &bounds).into_iter().map(Ringed::new).collect::<Vec<_>>()))
        .filter(|(_, rings)| !rings.is_empty())
        .collect();
    let lies_in = |point: Point| {
        let inside = |rings: &[Ringed]| rings.iter().filter(|ring| ring.contains(point)).count() % 2 == 1;
        rings.iter().find(|(_, rings)| inside(rings)).map(|(country, _)| *country)
    };
    let part = |step: i32, steps: i32| (f64::from(step) + 0.5) / f64::from(steps) * 2.0 - 1.0;
    let (mut all, mut middle) = (Vec::new(), Vec::new());
    for (column, row) in (0..COLUMNS).flat_map(|column| (0..ROWS).map(move |row| (column, row))) {
        let (x, y) = (part(column, COLUMNS), part(row, ROWS));
        let found = lies_in(Projection::back(east, north, (x * frame.half.0, y * frame.half.1)));
        all.push(found);
        if x.abs().max(y.abs()) < MIDDLE {
            middle.push(found);
        }
    }
    let most = |of: Option<Country>| if of.is_some() { MOST_LAND } else { MOST_SEA };
    let ((whole, whole_part), (near, near_part)) = (commonest(&all), commonest(&middle));
    whole_part <= most(whole).0 || near_part <= most(near).1
}

/// A ring with how far it reaches: what lies beyond is not looked for in it.
struct Ringed {
    ring: Vec<Point>,
    reach: Bounds,
}

impl Ringed {
    fn new(ring: Vec<Point>) -> Ringed {
        let mut reach = Bounds { west: f64::MAX, south: f64::MAX, east: f64::MIN, north: f64::MIN };
        for (east, north) in &ring {
            (reach.west, reach.east) = (reach.west.min(*east), reach.east.max(*east));
            (reach.south, reach.north) = (reach.south.min(*north), reach.north.max(*north));
        }
        Ringed { ring, reach }
    }

    fn contains(&self, point: Point) -> bool {
        let Bounds { west, south, east, north } = self.reach;
        let is_near = (west..=east).contains(&point.0) && (south..=north).contains(&point.1);
        is_near && contains(&self.ring, point)
    }
}

/// The commonest of all, and how much of them it is.
fn commonest(all: &[Option<Country>]) -> (Option<Country>, f64) {
    let often = |one: &Option<Country>| all.iter().filter(|other| *other == one).count();
    let (most, found) = all.iter().map(|one| (often(one), *one)).max_by_key(|(often, _)| *often).unwrap_or_default();
    (found, most as f64 / all.len().max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coast_or_a_border_says_where_one_is() {
        let near = |point: Point| Frame::around(&[point], 0.055, false, |_| true);
        let wide = |point: Point| Frame::around(&[point], 0.055, false, orients);
        // Vilnius, Athens: a border, a coast. Moscow, a point in the Atlantic, one in the Pacific: neither.
        for point in [(25.3, 54.7), (23.7, 38.0)] {
            assert_eq!(wide(point), near(point));
        }
        for point in [(37.6, 55.75), (-65.0, 27.0), (-140.0, -40.0), (100.0, 60.0)] {
            assert!(!orients(&near(point)), "{point:?}");
            let wide = wide(point);
            assert!(orients(&wide) && wide.half.1 > near(point).half.1, "{point:?} {wide:?}");
        }
        assert!(wide((37.6, 55.75)).degrees() < 20.0);
    }
}
