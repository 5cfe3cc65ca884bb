//! From the globe to the plane and back.

use std::f64::consts::FRAC_PI_2;

use crate::atlas::Point;

/// A map projection; both keep areas true. Planes are in radii of the globe, north is up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render) enum Projection {
    /// Equal Earth, around a meridian: for the world.
    World {
        /// The meridian in the middle.
        east: f64,
    },
    /// Lambert's azimuthal one, around a point: for a part of it.
    Region {
        /// The point in the middle.
        east: f64,
        /// The same.
        north: f64,
    },
}

/// The coefficients of Equal Earth (Šavrič, Patterson, Jenny 2018).
const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];

impl Projection {
    /// The meridian in the middle.
    pub(super) fn east(self) -> f64 {
        match self {
            Projection::World { east } | Projection::Region { east, .. } => east,
        }
    }

    /// A point of the globe in the plane.
    pub(super) fn forward(self, point: Point) -> (f64, f64) {
        self.forwards()(point)
    }

    /// The same for many points: what is the same for all is reckoned once.
    pub(super) fn forwards(self) -> impl Fn(Point) -> (f64, f64) {
        let (sin0, cos0) = match self {
            Projection::World { .. } => (0.0, 1.0),
            Projection::Region { north, .. } => north.to_radians().sin_cos(),
        };
        move |(east, north)| match self {
            Projection::World { east: middle } => {
                let root = 3.0_f64.sqrt() / 2.0;
                let t = (root * north.to_radians().sin()).asin();
                let t2 = t * t;
                let t6 = t2 * t2 * t2;
                let slope = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
                let x = (east - middle).to_radians() * t.cos() / (root * slope);
                (x, t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2)))
            }
            Projection::Region { east: middle, .. } => {
                let (sin, cos) = north.to_radians().sin_cos();
                let (sin_e, cos_e) = (east - middle).to_radians().sin_cos();
                // The point on the other side of the globe has no place in the plane.
                let k = (2.0 / (1.0 + sin0 * sin + cos0 * cos * cos_e).max(1e-9)).sqrt();
                (k * cos * sin_e, k * (cos0 * sin - sin0 * cos * cos_e))
            }
        }
    }

    /// The point of the globe for one of a region's plane, its east within 180 degrees of the middle.
    pub(super) fn back(east: f64, north: f64, (x, y): (f64, f64)) -> Point {
        let rho = x.hypot(y);
        if rho < 1e-12 {
            return (east, north);
        }
        let (sin_c, cos_c) = (2.0 * (rho / 2.0).min(1.0).asin()).sin_cos();
        let (sin0, cos0) = north.to_radians().sin_cos();
        let parallel = (cos_c * sin0 + y * sin_c * cos0 / rho).clamp(-1.0, 1.0).asin();
        let turn = (x * sin_c).atan2(rho * cos0 * cos_c - y * sin0 * sin_c);
        (east + turn.to_degrees(), parallel.to_degrees())
    }

    /// Half the width of the whole world.
    pub(super) fn half_world() -> f64 {
        Projection::World { east: 0.0 }.forward((180.0, 0.0)).0
    }
}

/// The direction of a point from the middle of the globe.
pub(super) fn direction((east, north): Point) -> [f64; 3] {
    let ((sin_e, cos_e), (sin_n, cos_n)) = (east.to_radians().sin_cos(), north.to_radians().sin_cos());
    [cos_n * cos_e, cos_n * sin_e, sin_n]
}

/// The point in a direction.
pub(super) fn towards([x, y, z]: [f64; 3]) -> Point {
    let flat = x.hypot(y);
    let north = if flat < 1e-12 { FRAC_PI_2.copysign(z) } else { z.atan2(flat) };
    (y.atan2(x).to_degrees(), north.to_degrees())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_comes_back() {
        let (east, north) = (27.0, 53.0);
        for point in [(27.0, 53.0), (30.5, 50.4), (-5.0, 71.0), (80.0, 10.0)] {
            let plane = Projection::Region { east, north }.forward(point);
            let back = Projection::back(east, north, plane);
            assert!((back.0 - point.0).abs() < 1e-9 && (back.1 - point.1).abs() < 1e-9, "{point:?} {back:?}");
        }
    }

    #[test]
    fn the_world_is_as_wide_as_its_authors_say() {
        assert!((Projection::half_world() - 2.706_629_98).abs() < 1e-4);
        let pole = Projection::World { east: 0.0 }.forward((0.0, 90.0)).1;
        assert!((pole - 1.317_362_76).abs() < 1e-4);
    }
}
