//! Which part of the globe a map shows.

use super::projection::{Projection, direction, towards};
use crate::atlas::{Bounds, Point};

/// The meridian in the middle of the world: the edge falls into the Bering Strait, through no land.
const MIDDLE: f64 = 11.0;
/// Width to height of a map of the world, with its whole outline from pole to pole, and of a map of a region.
const WORLD: f64 = 2.05;
const REGION: f64 = 1.6;
/// Half of the height of the widest region, in radii of the globe: of more the world is shown.
const WIDEST: f64 = 0.5;
/// How much of the way to the side places may lie.
const FILLED: f64 = 0.84;
/// Half of the height of the nearest view: about 500 kilometres from top to bottom.
const NEAREST: f64 = 0.04;

/// A rectangle of a projection's plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render) struct Frame {
    pub(super) projection: Projection,
    /// The middle.
    middle: (f64, f64),
    /// Half of the width and of the height.
    pub(super) half: (f64, f64),
}

/// A frame as a key: what shows nearly the same shows the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::render) struct FrameKey([i64; 4]);

/// Beyond this parallel no region is drawn.
const POLAR: f64 = 76.0;

impl Frame {
    /// The whole world.
    pub(in crate::render) fn world() -> Frame {
        let half = Projection::half_world() * 1.005;
        Frame { projection: Projection::World { east: MIDDLE }, middle: (0.0, 0.0), half: (half, half / WORLD) }
    }

    /// The nearest frame around some points that will do, and no nearer than half a height; the world where none does.
    ///
    /// A frame on the grid is a little wider, and the same for many maps, which is drawn once.
    pub(super) fn around(points: &[Point], nearest: f64, on_grid: bool, will_do: impl Fn(&Frame) -> bool) -> Frame {
        let world = Frame::world;
        let Some((east, north)) = middle(points) else { return world() };
        // Around a pole the shapes of the atlas, which end there along a parallel, have no inside.
        if north.abs() > POLAR {
            return world();
        }
        let at = |east: f64, north: f64, half: f64| Frame {
            projection: Projection::Region { east, north },
            middle: (0.0, 0.0),
            half: (half * REGION, half),
        };
        let needed = |frame: Frame| {
            let forward = frame.projection.forwards();
            let away = points.iter().map(|point| {
                let (x, y) = forward(*point);
                (x.abs() / REGION).max(y.abs())
            });
            away.fold(0.0, f64::max) / FILLED
        };
        let mut half = nearest.max(NEAREST);
        if !on_grid {
            half = half.max(needed(at(east, north, half)));
        }
        while half <= WIDEST {
            let step = (half / 3.0).to_degrees();
            let on_step = (north / step).round() * step;
            // Meridians come together towards the poles.
            let wide = step * (1.0 / on_step.to_radians().cos().max(0.2)).round();
            let frame = match on_grid {
                true => at((east / wide).round() * wide, on_step, half),
                false => at(east, north, half),
            };
            if needed(frame) <= half && will_do(&frame) {
                return frame;
            }
            half *= std::f64::consts::SQRT_2;
        }
        world()
    }

    /// Whether it shows the world.
    pub(in crate::render) fn is_world(&self) -> bool {
        matches!(self.projection, Projection::World { .. })
    }

    /// The point in the middle.
    pub(in crate::render) fn middle(&self) -> Point {
        match self.projection {
            Projection::World { east } => (east, 0.0),
            Projection::Region { east, north } => (east, north),
        }
    }

    /// How much of the width of another it shows.
    pub(in crate::render) fn part_of(&self, other: &Frame) -> f64 {
        self.half.0 / other.half.0
    }

    /// Width to height.
    pub(super) fn ratio(&self) -> f64 {
        self.half.0 / self.half.1
    }

    /// How many degrees it shows from top to bottom, roughly.
    pub(super) fn degrees(&self) -> f64 {
        (self.half.1 * 2.0).to_degrees()
    }

    /// What is drawn once for all frames of it.
    pub(super) fn key(&self) -> FrameKey {
        let whole = |number: f64| (number * 1e6).round() as i64;
        match self.projection {
            Projection::World { .. } => FrameKey([-1, whole(self.half.1), whole(self.middle.1), 0]),
            Projection::Region { east, north } => FrameKey([whole(self.half.1), whole(east), whole(north), 1]),
        }
    }

    /// Where a point is: from the left and from the top, in parts of the whole.
    pub(in crate::render) fn at(&self, (east, north): Point) -> (f64, f64) {
        let mut east = east;
        if let Projection::World { east: middle } = self.projection {
            east = middle + (east - middle + 180.0).rem_euclid(360.0) - 180.0;
        }
        self.of_plane(self.projection.forward((east, north)))
    }

    /// The same of points whose east is already on the right side of the globe.
    pub(super) fn at_drawn(&self) -> impl Fn(Point) -> (f64, f64) {
        let forward = self.projection.forwards();
        move |point| self.of_plane(forward(point))
    }

    fn of_plane(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let from_left = (x - self.middle.0) / self.half.0;
        let from_top = (self.middle.1 - y) / self.half.1;
        (0.5 + from_left / 2.0, 0.5 + from_top / 2.0)
    }

    /// Whether it shows a point.
    #[cfg(test)]
    fn shows(&self, point: Point) -> bool {
        let (x, y) = self.at(point);
        (0.0..=1.0).contains(&x) && (0.0..=1.0).contains(&y)
    }

    /// The degrees that it shows, and a few more.
    pub(super) fn bounds(&self) -> Bounds {
        let Projection::Region { east, north } = self.projection else {
            let east = self.projection.east();
            return Bounds { west: east - 180.0, south: -90.0, east: east + 180.0, north: 90.0 };
        };
        const STEPS: i32 = 12;
        let mut bounds = Bounds { west: east, south: north, east, north };
        for step in -STEPS..=STEPS {
            let part = f64::from(step) / f64::from(STEPS) * 1.05;
            for (x, y) in [(part, 1.05), (part, -1.05), (1.05, part), (-1.05, part)] {
                let point = Projection::back(east, north, (x * self.half.0, y * self.half.1));
                bounds.west = bounds.west.min(point.0);
                bounds.east = bounds.east.max(point.0);
                bounds.south = bounds.south.min(point.1);
                bounds.north = bounds.north.max(point.1);
            }
        }
        let margin = 1.0;
        let Bounds { west, south, .. } = bounds;
        let mut all = Bounds {
            west: west - margin,
            south: (south - margin).max(-90.0),
            east: bounds.east + margin,
            north: (bounds.north + margin).min(90.0),
        };
        for (pole, side) in [(90.0, &mut all.north), (-90.0, &mut all.south)] {
            let (x, y) = self.at((east, pole));
            if (-0.1..=1.1).contains(&x) && (-0.1..=1.1).contains(&y) {
                *side = pole;
                (all.west, all.east) = (east - 180.0, east + 180.0);
            }
        }
        all
    }
}

/// The middle of some points; none where they lie all around the globe.
fn middle(points: &[Point]) -> Option<Point> {
    let mut sum = [0.0; 3];
    for point in points {
        let way = direction(*point);
        for (sum, way) in sum.iter_mut().zip(way) {
            *sum += way;
        }
    }
    let length = sum.iter().map(|part| part * part).sum::<f64>().sqrt();
    if points.is_empty() || length / (points.len() as f64) < 0.25 {
        return None;
    }
    let mut at = towards(sum);
    // From where most of them are to the middle of all.
    for _ in 0..3 {
        let plane = Projection::Region { east: at.0, north: at.1 };
        let (mut west, mut south, mut east, mut north) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
        for (x, y) in points.iter().map(|point| plane.forward(*point)) {
            (west, east) = (west.min(x), east.max(x));
            (south, north) = (south.min(y), north.max(y));
        }
        if west.hypot(south).max(east.hypot(north)) > 1.6 {
            return None;
        }
        at = Projection::back(at.0, at.1, ((west + east) / 2.0, (south + north) / 2.0));
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_shows_what_it_is_around() {
        for points in [
            &[(27.6, 53.9)][..],
            &[(27.6, 53.9), (37.6, 55.7), (-77.0, 38.9)],
            &[(178.0, -18.0), (-176.0, -20.0), (-171.0, -13.0)],
            &[(10.0, 78.0), (-150.0, 80.0)],
            &[(-70.0, -33.0), (151.0, -33.0), (0.0, 51.0)],
            &[(0.0, -89.0)],
        ] {
            for on_grid in [true, false] {
                let frame = Frame::around(points, 0.0, on_grid, |_| true);
                assert!(points.iter().all(|point| frame.shows(*point)), "{points:?} {frame:?}");
            }
        }
        let pacific = Frame::around(&[(178.0, -18.0), (-176.0, -20.0)], 0.0, true, |_| true);
        assert!(!pacific.is_world() && pacific.degrees() < 30.0, "{pacific:?}");
        // No frame will do: all of the globe, to both poles.
        let world = Frame::around(&[(178.0, -18.0)], 0.0, true, |_| false);
        assert!(world.is_world() && world.shows((191.0, -90.0)) && world.shows((11.0, 90.0)), "{world:?}");
    }
}
