//! All actors of a site: each as far from each other as there are steps between them (stress majorization, by Gansner,
//! Koren and North), then apart enough to be told from each other.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Tie;

/// How often the places are made better.
const ROUNDS: usize = 70;
/// The least distance between two marks, in pixels: what WCAG asks of things to press.
const APART: f64 = 25.0;
/// How far from the sides they stay, at least; names stand to the left and right.
const MARGIN: (f64, f64) = (70.0, 22.0);

/// Places some actors, the most important first, in a picture of a size; `sizes` are half of the widths of their marks.
pub(in crate::render) fn lay_out(sizes: &[f64], ties: &[Tie], size: (f64, f64)) -> Vec<(f64, f64)> {
    let count = sizes.len();
    let steps = distances(count, ties);
    // From the middle outwards, the most important first.
    let mut at: Vec<(f64, f64)> = (0..count)
        .map(|number| {
            let (sin, cos) = (number as f64 * 2.399_963).sin_cos();
            let far = (number as f64 + 0.5).sqrt() * 0.5;
            (cos * far * size.0 / size.1, sin * far)
        })
        .collect();
    for _ in 0..ROUNDS {
        for number in 0..count {
            let (mut sum, mut weights) = ((0.0, 0.0), 0.0);
            for other in (0..count).filter(|other| *other != number) {
                let step = steps[number * count + other];
                let weight = 1.0 / (step * step);
                let way = (at[number].0 - at[other].0, at[number].1 - at[other].1);
                let far = way.0.hypot(way.1).max(1e-6);
                sum.0 += weight * (at[other].0 + way.0 * step / far);
                sum.1 += weight * (at[other].1 + way.1 * step / far);
                weights += weight;
            }
            if weights > 0.0 {
                at[number] = (sum.0 / weights, sum.1 / weights);
            }
        }
    }
    fit(&mut at, size);
    part(&mut at, sizes, size);
    at.into_iter().map(|(x, y)| (x.round(), y.round())).collect()
}

/// How many steps are between each two; a tie of many briefings is a short one.
fn distances(count: usize, ties: &[Tie]) -> Vec<f64> {
    const STEP: u32 = 1000;
    let most = f64::from(ties.iter().map(|tie| tie.count).max().unwrap_or(1));
    let mut near: Vec<Vec<(usize, u32)>> = vec![Vec::new(); count];
    for tie in ties {
        let strength = (f64::from(tie.count) / most).sqrt();
        let length = (f64::from(STEP) * (1.25 - 0.65 * strength)) as u32;
        near[tie.one].push((tie.other, length));
        near[tie.other].push((tie.one, length));
    }
    let mut all = vec![u32::MAX; count * count];
    for start in 0..count {
        let row = &mut all[start * count..(start + 1) * count];
        row[start] = 0;
        let mut open = BinaryHeap::from([Reverse((0, start))]);
        while let Some(Reverse((far, number))) = open.pop() {
            if far > row[number] {
                continue;
            }
            for (other, length) in &near[number] {
                if far + length < row[*other] {
                    row[*other] = far + length;
                    open.push(Reverse((far + length, *other)));
                }
            }
        }
    }
    // Who has no way to another stands a little farther than the farthest who has.
    let farthest = all.iter().filter(|far| **far < u32::MAX).max().copied().unwrap_or(0).max(STEP);
    let steps = |far: u32| f64::from(if far == u32::MAX { farthest + STEP / 2 } else { far.max(1) }) / f64::from(STEP);
    all.into_iter().map(steps).collect()
}

/// Fills the picture.
fn fit(at: &mut [(f64, f64)], size: (f64, f64)) {
    let (mut west, mut north, mut east, mut south) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for (x, y) in at.iter() {
        (west, east) = (west.min(*x), east.max(*x));
        (north, south) = (north.min(*y), south.max(*y));
    }
    let scale = |low: f64, high: f64, whole: f64, margin: f64| {
        let wide = (high - low).max(1e-6);
        move |value: f64| margin + (value - low) / wide * (whole - 2.0 * margin)
    };
    // A few stand in the middle, not at both ends.
    let aside = MARGIN.0.max((size.0 - 2.2 * size.1) / 2.0);
    let (x, y) = (scale(west, east, size.0, aside), scale(north, south, size.1, MARGIN.1));
    for point in at.iter_mut() {
        *point = if east - west < 1e-6 { (size.0 / 2.0, size.1 / 2.0) } else { (x(point.0), y(point.1)) };
    }
}

/// Moves apart what is too near.
fn part(at: &mut [(f64, f64)], sizes: &[f64], size: (f64, f64)) {
    for _ in 0..300 {
        let mut moved = false;
        for one in 0..at.len() {
            for other in one + 1..at.len() {
                // Between large ones there is room for their names.
                let need = ((sizes[one] + sizes[other]) * 1.5 + 6.0).max(APART + 1.0);
                let way = (at[other].0 - at[one].0, at[other].1 - at[one].1);
                let far = way.0.hypot(way.1);
                if far >= need {
                    continue;
                }
                moved = true;
                // What lies on the same point goes apart sideways.
                let way = if far < 1e-6 { (1.0, 0.0) } else { (way.0 / far, way.1 / far) };
                let push = (need - far) / 2.0 + 0.1;
                at[one] = (at[one].0 - way.0 * push, at[one].1 - way.1 * push);
                at[other] = (at[other].0 + way.0 * push, at[other].1 + way.1 * push);
            }
        }
        for point in at.iter_mut() {
            *point = (point.0.clamp(16.0, size.0 - 16.0), point.1.clamp(16.0, size.1 - 16.0));
        }
        if !moved {
            break;
        }
    }
}
