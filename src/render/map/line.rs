//! Lines of a drawing: cut at its edges, and without points that nobody sees.

use crate::atlas::clip_side;

/// How far beyond the edges a ring goes on, in units: what follows the edge is out of sight.
const BEYOND: f64 = 60.0;

/// A closed ring without what lies beyond the edges of a drawing.
pub(super) fn clipped(ring: Vec<(f64, f64)>, (width, height): (f64, f64)) -> Vec<(f64, f64)> {
    let ring = clip_side(ring, |p| p.0 + BEYOND);
    let ring = clip_side(ring, |p| width + BEYOND - p.0);
    let ring = clip_side(ring, |p| p.1 + BEYOND);
    let mut ring = clip_side(ring, |p| height + BEYOND - p.1);
    if ring.first() != ring.last() {
        ring.extend(ring.first().copied());
    }
    ring
}

/// A line without the points that are no farther than `off` from it (Douglas and Peucker); of a ring two points stay.
pub(super) fn simplified(line: Vec<(f64, f64)>, off: f64) -> Vec<(f64, f64)> {
    let (Some(first), Some(last)) = (line.first().copied(), line.len().checked_sub(1)) else { return line };
    let mut keeps = vec![false; line.len()];
    let mut open = Vec::new();
    keeps[0] = true;
    keeps[last] = true;
    if line[last] == first {
        let away = |p: &(f64, f64)| squared((p.0 - first.0, p.1 - first.1));
        let aways = line.iter().map(away).enumerate();
        let farthest = aways.max_by(|(_, a), (_, b)| a.total_cmp(b)).map_or(0, |(at, _)| at);
        keeps[farthest] = true;
        open.extend([(0, farthest), (farthest, last)]);
    } else {
        open.push((0, last));
    }
    while let Some((from, to)) = open.pop() {
        let mut worst = (off * off, 0);
        for at in from + 1..to {
            let way = squared(way_to(line[at], line[from], line[to]));
            if way > worst.0 {
                worst = (way, at);
            }
        }
        if worst.1 > 0 {
            keeps[worst.1] = true;
            open.extend([(from, worst.1), (worst.1, to)]);
        }
    }
    line.into_iter().zip(keeps).filter(|(_, keep)| *keep).map(|(point, _)| point).collect()
}

/// The way from a piece of a line to a point.
pub(super) fn way_to(p: (f64, f64), a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    let way = (b.0 - a.0, b.1 - a.1);
    let length = way.0 * way.0 + way.1 * way.1;
    let part = if length > 0.0 { ((p.0 - a.0) * way.0 + (p.1 - a.1) * way.1) / length } else { 0.0 };
    let part = part.clamp(0.0, 1.0);
    (p.0 - a.0 - way.0 * part, p.1 - a.1 - way.1 * part)
}

/// The square of how long a way is, which tells the longer of two: a root would take ten times as long.
pub(super) fn squared(way: (f64, f64)) -> f64 {
    way.0 * way.0 + way.1 * way.1
}

/// The area of a closed ring, negative where it turns the other way.
pub(super) fn area(ring: &[(f64, f64)]) -> f64 {
    ring.windows(2).map(|pair| pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1).sum::<f64>() / 2.0
}
