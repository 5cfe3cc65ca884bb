//! Where marks and their labels stand so that all of them can be read.
//!
//! A mark stands where its place is. The most mentioned come first; one that would lie on another joins it, and the two
//! are one mark with the number of both. It is the labels that give way: each takes the first of eight places around its
//! mark that is free, else one away from it with a line to it, else none. Everything is in pixels of a map of one width.

use crate::render::lettering::{Bounds, Label, label, label_away};

/// The least distance between two marks, from middle to middle: what WCAG asks of things to press.
pub(in crate::render) const APART: f64 = 24.0;
/// The size of a mark that stands for several places, whatever they are.
pub(in crate::render) const NUMBERED: f64 = 9.5;
/// The most labels of a map: the others are shown when their marks are pointed at.
const MOST_LABELS: usize = 45;

/// Something to mark.
#[derive(Debug, Clone)]
pub(in crate::render) struct Mark<'a> {
    /// Where it is, in pixels.
    pub(in crate::render) at: (f64, f64),
    /// Half of its width.
    pub(in crate::render) size: f64,
    /// What it is called.
    pub(in crate::render) name: &'a str,
    /// Whether its name stands in its middle and nothing else does: a shaded area.
    pub(in crate::render) is_area: bool,
}

/// How a mark and its label stand.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Placed {
    /// Half of its width.
    pub(in crate::render) size: f64,
    /// The mark that it joined.
    pub(in crate::render) joined: Option<usize>,
    /// The marks that joined it.
    pub(in crate::render) others: Vec<usize>,
    /// Where its label stands, from where it is.
    pub(in crate::render) label: Option<Label>,
}

/// What a mark is called that stands for some others too.
pub(in crate::render) fn label_of(name: &str, others: usize) -> String {
    if others == 0 { name.to_owned() } else { format!("{name} +{others}") }
}

/// Places marks on a map of some size, the most important first, and labels where there is room and nothing else stands;
/// with them, all that is taken then.
pub(in crate::render) fn lay_out(
    marks: &[Mark<'_>],
    size: (f64, f64),
    mut taken: Vec<Bounds>,
) -> (Vec<Placed>, Vec<Bounds>) {
    let mut numbered = vec![false; marks.len()];
    // A mark that others join is of another size, and may then lie on another: once more, until none does.
    let mut placed = place(marks, &numbered);
    for _ in 0..8 {
        let mut changed = false;
        for (number, place) in placed.iter().enumerate() {
            changed |= !place.others.is_empty() && !std::mem::replace(&mut numbered[number], true);
        }
        if !changed {
            break;
        }
        placed = place(marks, &numbered);
    }
    for (number, (mark, place)) in marks.iter().zip(&mut placed).enumerate() {
        // One that others joined only while it was larger stays as small as it was laid out.
        place.size = match (place.others.is_empty(), numbered[number]) {
            (true, true) => mark.size.min(NUMBERED),
            (true, false) => mark.size,
            (false, _) => NUMBERED,
        };
    }
    for (mark, place) in marks.iter().zip(&placed).filter(|(mark, place)| !mark.is_area && place.joined.is_none()) {
        let ((x, y), reach) = (mark.at, place.size + 1.0);
        taken.push([x - reach, y - reach, x + reach, y + reach]);
    }
    let standing = marks.iter().zip(&mut placed).filter(|(_, place)| place.joined.is_none());
    let mut away = Vec::new();
    for (mark, place) in standing.take(MOST_LABELS) {
        let name = label_of(mark.name, place.others.len());
        place.label = label(&name, mark.at, (!mark.is_area).then_some(place.size), size, &mut taken);
        if place.label.is_none() {
            away.push((name, mark, place));
        }
    }
    for (name, mark, place) in away {
        let radius = if mark.is_area { 0.0 } else { place.size };
        place.label = label_away(&name, mark.at, radius, size, &mut taken);
    }
    (placed, taken)
}

fn place(marks: &[Mark<'_>], numbered: &[bool]) -> Vec<Placed> {
    let mut placed: Vec<Placed> = Vec::with_capacity(marks.len());
    // The marks that stand, by number.
    let mut standing: Vec<usize> = Vec::new();
    for (number, mark) in marks.iter().enumerate() {
        let own = if numbered[number] { NUMBERED } else { mark.size };
        let mut here = Placed { size: own, joined: None, others: Vec::new(), label: None };
        if !mark.is_area {
            let far = |other: usize| (marks[other].at.0 - mark.at.0).hypot(marks[other].at.1 - mark.at.1);
            let near =
                standing.iter().copied().filter(|other| far(*other) < (own + placed[*other].size + 2.0).max(APART));
            here.joined = near.min_by(|a, b| far(*a).total_cmp(&far(*b)));
            match here.joined {
                Some(other) => placed[other].others.push(number),
                None => standing.push(number),
            }
        }
        placed.push(here);
    }
    placed
}
