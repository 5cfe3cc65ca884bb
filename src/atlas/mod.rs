//! The shapes of land and of countries, embedded: Natural Earth (public domain) at 1:110 and 1:50 million.
//! `make.mjs` makes the file.
//!
//! `atlas.bin`, all numbers little-endian: how many countries, `u16`, and the names of each in the languages of
//! `LANGUAGES`, with their lengths, `u8`, nought where it is as in English; then the two levels, coarse and fine, each with its length in bytes, `u32`. A level has pieces of lines (how many,
//! `u16`; of each how many points, `u8`, and these as zigzag varints, the first from nought and the others from the
//! one before, east and north in hundredths of a degree), the rings of the land, the countries (how many, `u16`; of
//! each its number and its rings), and one list of the pieces that are borders. Rings are a count, `u16`, and for
//! each how many pieces and their numbers, `i16`, `!n` being `n` backwards. A piece goes on beyond 180 degrees where
//! the land does; so do rings, when each piece begins where the last one ended.
//!
//! A level is read when it is first asked for. Pieces that lie wholly on one side of what is asked for are passed
//! over, so that the cost of a cut is that of what it shows.

mod country;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

pub use country::Country;
use country::LANGUAGES;

static DATA: &[u8] = include_bytes!("atlas.bin");

/// How many units a degree has.
const PER_DEGREE: f64 = 100.0;
/// Once around the globe, in these units.
const AROUND: i32 = 36_000;

/// East and north, in degrees; east may lie beyond 180.
pub type Point = (f64, f64);

/// How fine the shapes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Detail {
    /// For a map of the world: 1:110 million.
    Coarse,
    /// For a region: 1:50 million.
    Fine,
}

/// A rectangle of degrees: west, south, east, north.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The western side.
    pub west: f64,
    /// The southern side.
    pub south: f64,
    /// The eastern side, never less than the western.
    pub east: f64,
    /// The northern side.
    pub north: f64,
}

/// The shapes of one level.
#[derive(Debug)]
pub struct Shapes {
    points: Vec<[i32; 2]>,
    pieces: Vec<Piece>,
    land: Vec<Ring>,
    countries: HashMap<usize, Vec<Ring>>,
    borders: Vec<i16>,
}

#[derive(Debug)]
struct Piece {
    points: Range<usize>,
    bounds: [i32; 4],
}

#[derive(Debug)]
struct Ring {
    pieces: Vec<i16>,
    bounds: [i32; 4],
}

/// What the file holds: the names of the countries and both levels' bytes.
struct Parts {
    names: Vec<[&'static str; LANGUAGES.len()]>,
    coarse: &'static [u8],
    fine: &'static [u8],
}

fn parts() -> &'static Parts {
    static PARTS: OnceLock<Parts> = OnceLock::new();
    PARTS.get_or_init(|| {
        let mut bytes = Bytes(DATA);
        let names = (0..bytes.u16()).map(|_| {
            LANGUAGES.map(|_| {
                let length = bytes.u8();
                std::str::from_utf8(bytes.take(length)).unwrap_or_default()
            })
        });
        let names = names.collect();
        let length = bytes.u32();
        let coarse = bytes.take(length);
        let length = bytes.u32();
        Parts { names, coarse, fine: bytes.take(length) }
    })
}

impl Shapes {
    /// The shapes of a level.
    pub fn at(detail: Detail) -> &'static Shapes {
        static COARSE: OnceLock<Shapes> = OnceLock::new();
        static FINE: OnceLock<Shapes> = OnceLock::new();
        match detail {
            Detail::Coarse => COARSE.get_or_init(|| Shapes::read(parts().coarse)),
            Detail::Fine => FINE.get_or_init(|| Shapes::read(parts().fine)),
        }
    }

    fn read(bytes: &[u8]) -> Shapes {
        let mut bytes = Bytes(bytes);
        let (mut points, mut pieces) = (Vec::new(), Vec::new());
        for _ in 0..bytes.u16() {
            let start = points.len();
            let mut at = [0, 0];
            for _ in 0..bytes.u8() {
                at = [at[0] + bytes.varint(), at[1] + bytes.varint()];
                points.push(at);
            }
            let bounds = bounds_of(points.get(start..).unwrap_or_default().iter().copied());
            pieces.push(Piece { points: start..points.len(), bounds });
        }
        let mut shapes = Shapes { points, pieces, land: Vec::new(), countries: HashMap::new(), borders: Vec::new() };
        shapes.land = bytes.rings(&shapes);
        for _ in 0..bytes.u16() {
            let number = bytes.u16();
            let rings = bytes.rings(&shapes);
            shapes.countries.insert(number, rings);
        }
        shapes.borders = bytes.rings(&shapes).pop().map(|all| all.pieces).unwrap_or_default();
        shapes
    }

    /// The rings of the land in some bounds, cut at them.
    pub fn land(&self, bounds: &Bounds) -> Vec<Vec<Point>> {
        self.cut(&self.land, bounds)
    }

    /// The rings of a country in some bounds, cut at them; none where this level does not know it.
    pub fn country(&self, country: Country, bounds: &Bounds) -> Vec<Vec<Point>> {
        self.cut(self.countries.get(&country.0).map_or(&[][..], |rings| rings), bounds)
    }

    /// The borders that touch some bounds, whole.
    pub fn borders(&self, bounds: &Bounds) -> Vec<Vec<Point>> {
        let unit = bounds.units();
        let mut lines = Vec::new();
        for &number in &self.borders {
            let Some(piece) = self.pieces.get(number as usize) else { continue };
            for shift in shifts(piece.bounds, unit) {
                if !is_apart(piece.bounds, shift, unit) {
                    lines.push(self.of_piece(piece).iter().map(|p| degrees([p[0] + shift, p[1]])).collect());
                }
            }
        }
        lines
    }

    /// The widest part of a country, whole, and where it is.
    pub fn mainland(&self, country: Country) -> Option<(Vec<Point>, Bounds)> {
        let size = |ring: &&Ring| {
            let [west, south, east, north] = ring.bounds;
            i64::from(east - west) * i64::from(north - south)
        };
        let ring = self.countries.get(&country.0)?.iter().max_by_key(size)?;
        let bounds = Bounds::of_units(ring.bounds);
        Some((self.cut(std::slice::from_ref(ring), &bounds).into_iter().next()?, bounds))
    }

    /// The country that a point lies in.
    pub fn country_at(&self, (east, north): Point) -> Option<Country> {
        let point = Bounds { west: east, south: north, east, north };
        let unit = point.units();
        let near = |rings: &&Vec<Ring>| {
            rings.iter().any(|r| shifts(r.bounds, unit).any(|shift| !is_apart(r.bounds, shift, unit)))
        };
        let all = Bounds { west: east - 180.0, south: -90.0, east: east + 180.0, north: 90.0 };
        let mut numbers: Vec<usize> = self.countries.iter().filter(|(_, rings)| near(rings)).map(|(n, _)| *n).collect();
        numbers.sort_unstable();
        let inside = |number: &usize| {
            let rings = self.country(Country(*number), &all);
            rings.iter().filter(|ring| contains(ring, (east, north))).count() % 2 == 1
        };
        numbers.into_iter().find(inside).map(Country)
    }

    fn of_piece(&self, piece: &Piece) -> &[[i32; 2]] {
        self.points.get(piece.points.clone()).unwrap_or_default()
    }

    fn cut(&self, rings: &[Ring], bounds: &Bounds) -> Vec<Vec<Point>> {
        let unit = bounds.units();
        let mut all = Vec::new();
        for ring in rings {
            for shift in shifts(ring.bounds, unit) {
                if is_apart(ring.bounds, shift, unit) {
                    continue;
                }
                let cut = clip(self.points_of(ring, shift, unit), bounds);
                if cut.len() > 2 {
                    all.push(cut);
                }
            }
        }
        all
    }

    /// The points of a ring; of a piece that lies wholly on one side of the bounds, only its ends.
    fn points_of(&self, ring: &Ring, shift: i32, unit: [i32; 4]) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        let mut last: Option<i32> = None;
        for &number in &ring.pieces {
            let backwards = number < 0;
            let Some(piece) = self.pieces.get(if backwards { !number } else { number } as usize) else { continue };
            let own = self.of_piece(piece);
            let (Some(first), Some(end)) = (own.first(), own.last()) else { continue };
            let (first, end) = if backwards { (end, first) } else { (first, end) };
            // A piece begins where the last one ended, once around the globe or not.
            let shift = last.map_or(shift, |last| nearest(last - first[0]));
            last = Some(end[0] + shift);
            let mut push = |p: &[i32; 2]| points.push(degrees([p[0] + shift, p[1]]));
            match (is_apart(piece.bounds, shift, unit), backwards) {
                (true, _) => {
                    push(first);
                    push(end);
                }
                (false, true) => own.iter().rev().for_each(push),
                (false, false) => own.iter().for_each(push),
            }
        }
        points
    }
}

/// The whole turns nearest to a way around the globe.
fn nearest(way: i32) -> i32 {
    (f64::from(way) / f64::from(AROUND)).round() as i32 * AROUND
}

fn degrees([east, north]: [i32; 2]) -> Point {
    (f64::from(east) / PER_DEGREE, f64::from(north) / PER_DEGREE)
}

fn bounds_of(points: impl Iterator<Item = [i32; 2]>) -> [i32; 4] {
    points.fold([i32::MAX, i32::MAX, i32::MIN, i32::MIN], |[west, south, east, north], [x, y]| {
        [west.min(x), south.min(y), east.max(x), north.max(y)]
    })
}

/// Whether something lies wholly on one side.
fn is_apart([west, south, east, north]: [i32; 4], shift: i32, around: [i32; 4]) -> bool {
    east + shift < around[0] || west + shift > around[2] || north < around[1] || south > around[3]
}

/// By how much something may be moved around the globe to lie in some bounds.
fn shifts(own: [i32; 4], around: [i32; 4]) -> impl Iterator<Item = i32> {
    let first = (around[0] - own[2]).div_euclid(AROUND);
    let last = (around[2] - own[0]).div_euclid(AROUND);
    (first..=last).map(|turns| turns * AROUND)
}

impl Bounds {
    fn units(&self) -> [i32; 4] {
        let unit = |degrees: f64| (degrees * PER_DEGREE).round() as i32;
        [unit(self.west), unit(self.south), unit(self.east), unit(self.north)]
    }

    fn of_units([west, south, east, north]: [i32; 4]) -> Bounds {
        let ((west, south), (east, north)) = (degrees([west, south]), degrees([east, north]));
        Bounds { west, south, east, north }
    }
}

/// A ring without what lies beyond some bounds, side by side (Sutherland and Hodgman): where it leaves and comes
/// back, it follows them.
fn clip(ring: Vec<Point>, bounds: &Bounds) -> Vec<Point> {
    let Bounds { west, south, east, north } = *bounds;
    let ring = clip_side(ring, |p| p.0 - west);
    let ring = clip_side(ring, |p| east - p.0);
    let ring = clip_side(ring, |p| p.1 - south);
    clip_side(ring, |p| north - p.1)
}

/// A ring without what lies beyond a line, which `inside` tells by a negative number.
pub fn clip_side(ring: Vec<Point>, inside: impl Fn(&Point) -> f64) -> Vec<Point> {
    if ring.iter().all(|point| inside(point) >= 0.0) {
        return ring;
    }
    let mut out = Vec::with_capacity(ring.len());
    let Some(mut before) = ring.last().copied() else { return out };
    let mut was = inside(&before);
    for point in ring {
        let is = inside(&point);
        if (is < 0.0) != (was < 0.0) {
            let part = was / (was - is);
            out.push((before.0 + (point.0 - before.0) * part, before.1 + (point.1 - before.1) * part));
        }
        if is >= 0.0 {
            out.push(point);
        }
        (before, was) = (point, is);
    }
    out
}

/// Whether a point lies in a ring.
pub fn contains(ring: &[Point], (x, y): Point) -> bool {
    let edges = ring.iter().zip(ring.iter().cycle().skip(1));
    let crossed = |(a, b): &(&Point, &Point)| (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0;
    edges.filter(crossed).count() % 2 == 1
}

/// Bytes that are read from the front; beyond their end all is nought.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        taken
    }

    fn number(&mut self, length: usize) -> usize {
        self.take(length).iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
    }

    fn u8(&mut self) -> usize {
        self.number(1)
    }

    fn u16(&mut self) -> usize {
        self.number(2)
    }

    fn u32(&mut self) -> usize {
        self.number(4)
    }

    fn varint(&mut self) -> i32 {
        let mut number = 0;
        for shift in (0..28).step_by(7) {
            let byte = self.u8() as i32;
            number |= (byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        (number >> 1) ^ -(number & 1)
    }

    fn rings(&mut self, shapes: &Shapes) -> Vec<Ring> {
        let count = self.u16();
        let ring = |_| {
            let length = self.u16();
            let pieces: Vec<i16> = (0..length).map(|_| self.u16() as u16 as i16).collect();
            let mut ring = Ring { pieces, bounds: [-AROUND, -9_000, AROUND, 9_000] };
            let whole = shapes.points_of(&ring, 0, ring.bounds);
            let unit = |(east, north): Point| [(east * PER_DEGREE).round() as i32, (north * PER_DEGREE).round() as i32];
            ring.bounds = bounds_of(whole.into_iter().map(unit));
            ring
        };
        (0..count).map(ring).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::GazetteerPlace;

    #[test]
    fn it_stays_small() {
        assert!(DATA.len() < 250_000, "{} bytes", DATA.len());
    }

    #[test]
    fn the_gazetteer_knows_the_countries() {
        let known: Vec<Country> = GazetteerPlace::all().filter_map(Country::of).collect();
        let unknown: Vec<&str> = Country::all().filter(|c| !known.contains(c)).map(Country::name).collect();
        // Nobody lives there.
        assert_eq!(unknown, ["Antarctica", "Heard & McDonald Islands"]);
    }

    #[test]
    fn countries_have_names_in_the_languages_of_the_interface() {
        let known = Country::all().find(|country| country.name() == "Lithuania");
        let names = ["en", "fr-CA", "uk", "ar", "de"].map(|language| known.map(|country| country.name_in(language)));
        let expected = ["Lithuania", "Lituanie", "Литва", "ليتوانيا", "Lithuania"];
        assert_eq!(names, expected.map(Some));
        assert_eq!(Country::all().find(|c| c.name() == "Cuba").map(|cuba| cuba.name_in("fr")), Some("Cuba"));
    }

    #[test]
    fn points_lie_in_their_countries() {
        for detail in [Detail::Coarse, Detail::Fine] {
            let at = |east, north| Shapes::at(detail).country_at((east, north)).map(Country::name);
            assert_eq!(at(27.6, 53.9), Some("Belarus"));
            assert_eq!(at(34.1, 45.0), Some("Ukraine"));
            assert_eq!(at(-175.0, 66.5), Some("Russia"));
            assert_eq!(at(177.0, 65.0), Some("Russia"));
            assert_eq!(at(33.5, 35.3), Some("Cyprus"));
            assert_eq!(at(0.0, -88.0), Some("Antarctica"));
            assert_eq!(at(-40.0, 30.0), None);
        }
    }
}
