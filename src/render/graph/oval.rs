//! An actor in the middle, those with whom it appears on an oval around it.

use super::Tie;

/// Where one of those around stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render) struct Slot {
    pub(in crate::render) at: (f64, f64),
    /// Whether its name stands to its left.
    pub(in crate::render) left: bool,
}

/// The height of a row, which has room for two lines.
const ROW: f64 = 30.0;
/// Half of the width of the oval.
const HALF: f64 = 48.0;

/// Places some actors around another in a picture of this width: who appears with whom stands side by side. With the
/// places, the height of the picture.
pub(in crate::render) fn around(count: usize, ties: &[Tie], width: f64) -> (Vec<Slot>, f64) {
    let order = order(count, ties);
    let right = count.div_ceil(2);
    let height = ROW * right.max(2) as f64 + 16.0;
    let mut slots = vec![Slot { at: (0.0, 0.0), left: false }; count];
    for (place, number) in order.into_iter().enumerate() {
        let left = place >= right;
        // Down on the right, up on the left.
        let (row, rows) = if left { (count - 1 - place, count - right) } else { (place, right) };
        let y = height / 2.0 + (row as f64 - (rows as f64 - 1.0) / 2.0) * ROW;
        let part = (y - height / 2.0) / (height / 2.0);
        let reach = HALF * (1.0 - part * part).max(0.0).sqrt().max(0.35);
        let x = if left { width / 2.0 - reach } else { width / 2.0 + reach };
        slots[number] = Slot { at: (x.round(), y.round()), left };
    }
    (slots, height)
}

/// The first of all, then always the one that is nearest to the last two, else the next.
fn order(count: usize, ties: &[Tie]) -> Vec<usize> {
    let mut weights = vec![0_u32; count * count];
    for tie in ties {
        weights[tie.one * count + tie.other] = tie.count;
        weights[tie.other * count + tie.one] = tie.count;
    }
    let mut open: Vec<usize> = (0..count).collect();
    let mut order: Vec<usize> = Vec::with_capacity(count);
    while !open.is_empty() {
        let near = |number: usize| {
            let last = order.iter().rev().take(2);
            last.zip([2, 1]).map(|(last, factor)| weights[last * count + number] * factor).sum::<u32>()
        };
        let mut best = 0;
        for at in 1..open.len() {
            if near(open[at]) > near(open[best]) {
                best = at;
            }
        }
        order.push(open.remove(best));
    }
    order
}
