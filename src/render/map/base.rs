//! What lies under the places: land, borders, the lines of the globe, drawn for one frame.

use super::frame::Frame;
use super::line::{clipped, simplified, squared};
use super::projection::Projection;
use crate::atlas::{Bounds, Country, Detail, Point, Shapes};

/// How many units of a drawing are one pixel of the page at its usual size: no drawing needs decimals.
pub(super) const UNITS: f64 = 10.0;

/// Lines of a drawing, in its units.
pub(super) type Lines = Vec<Vec<(f64, f64)>>;

/// How a frame is drawn: how wide it usually is on the page, and how far a line may be off, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render) struct Scale {
    pub(super) width: f64,
    pub(super) off: f64,
}

/// What lies under the places, as the data of SVG paths.
#[derive(Debug)]
pub(in crate::render) struct Base {
    /// The land.
    pub(in crate::render) land: String,
    /// The borders between countries.
    pub(in crate::render) borders: String,
    /// Meridians and parallels.
    pub(in crate::render) graticule: String,
    /// The outline of the globe, of a map of the world.
    pub(in crate::render) globe: Option<String>,
}

/// A frame that is drawn at a scale.
pub(super) struct Drawing<'a> {
    pub(super) frame: &'a Frame,
    pub(super) scale: Scale,
    bounds: Bounds,
    shapes: &'static Shapes,
}

impl<'a> Drawing<'a> {
    pub(super) fn new(frame: &'a Frame, scale: Scale) -> Drawing<'a> {
        // Where a degree is a few pixels, nobody sees what the finer shapes have more.
        let per_degree = scale.width / frame.ratio() / frame.degrees();
        let detail = if per_degree * 0.3 / scale.off < 2.5 { Detail::Coarse } else { Detail::Fine };
        Drawing { frame, scale, bounds: frame.bounds(), shapes: Shapes::at(detail) }
    }

    /// Its size in units.
    pub(super) fn size(&self) -> (f64, f64) {
        let width = self.scale.width * UNITS;
        (width, (width / self.frame.ratio()).round())
    }

    pub(super) fn base(&self) -> Base {
        Base {
            land: self.rings(self.shapes.land(&self.bounds)),
            borders: self.borders(),
            graticule: self.graticule(),
            globe: self.frame.is_world().then(|| self.globe()),
        }
    }

    /// The shape of a country; none where it is smaller than a mark.
    pub(super) fn country(&self, country: Country) -> Option<String> {
        let mut rings = self.shapes.country(country, &self.bounds);
        if rings.is_empty() {
            rings = Shapes::at(Detail::Fine).country(country, &self.bounds);
        }
        let rings: Vec<Vec<(f64, f64)>> = rings.into_iter().filter_map(|ring| self.ring(ring)).collect();
        let area: f64 = rings.iter().map(|ring| super::line::area(ring).abs()).sum();
        const SMALLEST: f64 = 45.0;
        (area > SMALLEST * UNITS * UNITS).then(|| path(&rings, true))
    }

    /// The rings of a country, closed, as they lie: neither cut at the edges nor made simpler.
    pub(super) fn outlines(&self, country: Country) -> Lines {
        let rings = self.shapes.country(country, &self.bounds).into_iter();
        rings.filter_map(closed).map(|ring| self.drawn(&ring)).collect()
    }

    /// Of rings that lie in this drawing those that are drawn, but for most of those whose area is less than `least`.
    pub(super) fn large_rings(&self, rings: impl Iterator<Item = Vec<(f64, f64)>>, least: f64) -> Lines {
        let large = rings.filter(|ring| is_so_large(ring, least)).map(|ring| clipped(ring, self.size()));
        // What is cut off may be most of it; to make a ring simpler takes longest.
        large.filter(|ring| is_so_large(ring, least)).filter_map(|ring| self.seen(ring)).collect()
    }

    fn rings(&self, rings: Vec<Vec<Point>>) -> String {
        let rings: Vec<_> = rings.into_iter().filter_map(|ring| self.ring(ring)).collect();
        path(&rings, true)
    }

    /// A ring as it is drawn; none where nothing of it is seen.
    fn ring(&self, ring: Vec<Point>) -> Option<Vec<(f64, f64)>> {
        self.seen(clipped(self.drawn(&closed(ring)?), self.size()))
    }

    /// What is seen of a ring that is cut at the edges.
    fn seen(&self, clipped: Vec<(f64, f64)>) -> Option<Vec<(f64, f64)>> {
        let drawn = simplified(clipped, self.scale.off * UNITS);
        (drawn.len() > 3 && super::line::area(&drawn).abs() > 3.0 * self.scale.off * UNITS * UNITS).then_some(drawn)
    }

    fn borders(&self) -> String {
        let mut lines: Vec<Vec<Point>> = Vec::new();
        for line in self.shapes.borders(&self.bounds) {
            match lines.last_mut() {
                Some(last) if last.last() == line.first() => last.extend_from_slice(&line[1..]),
                _ => lines.push(line),
            }
        }
        let (width, height) = self.size();
        let seen = |line: &Vec<(f64, f64)>| {
            line.iter().any(|(x, y)| (0.0..=width).contains(x) && (0.0..=height).contains(y)) && line.len() > 1
        };
        let lines = lines.into_iter().map(|line| simplified(self.drawn(&line), self.scale.off * UNITS));
        path(&lines.filter(seen).collect::<Vec<_>>(), false)
    }

    /// A line in units, with steps short enough that it bends as the projection does.
    fn drawn(&self, line: &[Point]) -> Vec<(f64, f64)> {
        const LONGEST: f64 = 1.5;
        let (width, height) = self.size();
        let at_drawn = self.frame.at_drawn();
        let at = |point: Point| {
            let (x, y) = at_drawn(point);
            (x * width, y * height)
        };
        // Of points that lie closer together than a line may be off, the first will do: fewer are cut and made simpler.
        let closest = (self.scale.off * UNITS / 3.0).powi(2);
        let mut out: Vec<(f64, f64)> = Vec::new();
        let mut before: Option<Point> = None;
        for (number, &point) in line.iter().enumerate() {
            if let Some(before) = before {
                let way = (point.0 - before.0, point.1 - before.1);
                let steps = (way.0.abs().max(way.1.abs()) / LONGEST).ceil().max(1.0);
                for step in 1..steps as usize {
                    let part = step as f64 / steps;
                    out.push(at((before.0 + way.0 * part, before.1 + way.1 * part)));
                }
            }
            let drawn = at(point);
            let is_end = number + 1 == line.len();
            if is_end || out.last().is_none_or(|last| squared((drawn.0 - last.0, drawn.1 - last.1)) >= closest) {
                out.push(drawn);
            }
            before = Some(point);
        }
        out
    }

    fn graticule(&self) -> String {
        let height = self.frame.degrees();
        let step = [1.0, 2.0, 5.0, 10.0, 15.0].into_iter().find(|step| height / step < 5.0).unwrap_or(30.0);
        let Bounds { west, south, east, north } = self.bounds;
        let steps = |from: f64, to: f64| {
            let (first, last) = ((from / step).ceil() as i64, (to / step).floor() as i64);
            (first..=last).map(move |number| number as f64 * step)
        };
        let furthest = 90.0 - step;
        let meridians = steps(west, east)
            .filter(|east| *east < west + 360.0)
            .map(|east| vec![(east, south.max(-furthest)), (east, north.min(furthest))]);
        let parallels = steps(south, north).filter(|n| n.abs() <= furthest).map(|n| vec![(west, n), (east, n)]);
        let lines = meridians.chain(parallels).map(|line| simplified(self.drawn(&line), 0.6 * UNITS));
        path(&lines.collect::<Vec<_>>(), false)
    }

    fn globe(&self) -> String {
        let Projection::World { east } = self.frame.projection else { return String::new() };
        let (west, east) = (east - 180.0, east + 180.0);
        let corners = [(west, -90.0), (west, 90.0), (east, 90.0), (east, -90.0), (west, -90.0)];
        path(&[simplified(self.drawn(&corners), 0.3 * UNITS)], true)
    }
}

/// A ring whose last point is its first.
fn closed(mut ring: Vec<Point>) -> Option<Vec<Point>> {
    ring.push(*ring.first()?);
    Some(ring)
}

/// Whether the rectangle around a ring is so large that its area may be as much. A line that crosses itself may go
/// around a part of it more than once.
fn is_so_large(ring: &[Point], least: f64) -> bool {
    let (mut west, mut north, mut east, mut south) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for (x, y) in ring {
        (west, east) = (west.min(*x), east.max(*x));
        (north, south) = (north.min(*y), south.max(*y));
    }
    !ring.is_empty() && (east - west) * (south - north) * 2.0 >= least
}

/// The data of a path: whole units, each step from the last point.
pub(super) fn path(lines: &[Vec<(f64, f64)>], closed: bool) -> String {
    let mut out = String::new();
    let whole = |(x, y): (f64, f64)| (x.round() as i64, y.round() as i64);
    for line in lines {
        let points: &[(f64, f64)] = if closed { &line[..line.len() - 1] } else { line };
        let mut before: Option<(i64, i64)> = None;
        for point in points.iter().copied().map(whole) {
            match before {
                None => out.push_str(&format!("M{} {}l", point.0, point.1)),
                Some(last) if last == point => continue,
                Some(last) => {
                    let (x, y) = (point.0 - last.0, point.1 - last.1);
                    // A minus parts numbers too, and so does the letter before the first.
                    let gap = if x < 0 || out.ends_with('l') { "" } else { " " };
                    let between = if y < 0 { "" } else { " " };
                    out.push_str(&format!("{gap}{x}{between}{y}"));
                }
            }
            before = Some(point);
        }
        if out.ends_with('l') {
            out.push_str("0 0");
        }
        if closed {
            out.push('z');
        }
    }
    out
}
