//! Where marks and their labels stand so that all of them can be read.
//!
//! The most mentioned come first. A mark that would lie on another steps aside, with a line to where it belongs; where
//! too many are near, it joins the other, which then has the number of all. A label takes the first of eight places
//! around its mark that is free. Everything is in pixels of a map of one width.

use crate::render::lettering::{Bounds, Label, label};

/// The least distance between two marks, from middle to middle: what WCAG asks of things to press.
pub(in crate::render) const APART: f64 = 24.0;
/// How far a mark may step aside.
const ASIDE: f64 = 25.0;
/// The size of a mark with a number in it.
pub(in crate::render) const NUMBERED: f64 = 8.5;
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

/// Where a mark and its label stand.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Placed {
    /// How far it stands from where it belongs.
    pub(in crate::render) aside: (f64, f64),
    /// Half of its width.
    pub(in crate::render) size: f64,
    /// The mark that it joined.
    pub(in crate::render) joined: Option<usize>,
    /// How many joined it.
    pub(in crate::render) others: usize,
    /// Where its label stands, from where it belongs.
    pub(in crate::render) label: Option<Label>,
}

/// Places marks on a map of some size, the most important first, and labels where there is room; with them, all that is
/// taken then.
pub(in crate::render) fn lay_out(marks: &[Mark<'_>], size: (f64, f64)) -> (Vec<Placed>, Vec<Bounds>) {
    let mut numbered = vec![false; marks.len()];
    // A mark that others join grows, and may then lie on another: once more, until none does.
    let mut placed = place(marks, &numbered, size);
    for _ in 0..8 {
        let mut grown = false;
        for (number, place) in placed.iter().enumerate() {
            grown |= place.others > 0 && !std::mem::replace(&mut numbered[number], true);
        }
        if !grown {
            break;
        }
        placed = place(marks, &numbered, size);
    }
    let mut taken: Vec<Bounds> = Vec::new();
    for (mark, place) in marks.iter().zip(&placed).filter(|(mark, place)| !mark.is_area && place.joined.is_none()) {
        let (x, y) = (mark.at.0 + place.aside.0, mark.at.1 + place.aside.1);
        let reach = place.size + 1.0;
        taken.push([x - reach, y - reach, x + reach, y + reach]);
    }
    let standing = marks.iter().zip(&mut placed).filter(|(_, place)| place.joined.is_none());
    for (mark, place) in standing.take(MOST_LABELS) {
        let own = (!mark.is_area).then_some((place.size, place.aside));
        place.label = label(mark.name, mark.at, own, size, &mut taken);
    }
    (placed, taken)
}

fn place(marks: &[Mark<'_>], numbered: &[bool], size: (f64, f64)) -> Vec<Placed> {
    let mut placed: Vec<Placed> = Vec::with_capacity(marks.len());
    // The marks that stand, by number.
    let mut standing: Vec<usize> = Vec::new();
    for (number, mark) in marks.iter().enumerate() {
        let own = if numbered[number] { mark.size.max(NUMBERED) } else { mark.size };
        let mut here = Placed { aside: (0.0, 0.0), size: own, joined: None, others: 0, label: None };
        if mark.is_area {
            placed.push(here);
            continue;
        }
        let at = |aside: (f64, f64)| (mark.at.0 + aside.0, mark.at.1 + aside.1);
        let clear = |aside: (f64, f64)| {
            let (x, y) = at(aside);
            standing.iter().all(|other| {
                let (theirs, there) = (&marks[*other], &placed[*other]);
                let apart = (theirs.at.0 + there.aside.0 - x).hypot(theirs.at.1 + there.aside.1 - y);
                apart >= (own + there.size + 2.0).max(APART)
            })
        };
        let inside = |aside: (f64, f64)| {
            let (x, y) = at(aside);
            x > own && y > own && x < size.0 - own && y < size.1 - own
        };
        if !clear((0.0, 0.0)) {
            let near = |other: &&usize| {
                let theirs = marks[**other].at;
                (theirs.0 - mark.at.0).hypot(theirs.1 - mark.at.1) < APART * 1.5
            };
            let lonely = standing.iter().filter(near).count() <= 1;
            let aside = ways().find(|aside| lonely && inside(*aside) && clear(*aside));
            match aside {
                Some(aside) => here.aside = aside,
                None => {
                    let (x, y) = mark.at;
                    let far = |other: &usize| {
                        let (theirs, there) = (&marks[*other], &placed[*other]);
                        (theirs.at.0 + there.aside.0 - x).hypot(theirs.at.1 + there.aside.1 - y)
                    };
                    here.joined = standing.iter().copied().min_by(|a, b| far(a).total_cmp(&far(b)));
                }
            }
        }
        match here.joined {
            Some(other) => placed[other].others += 1,
            None => standing.push(number),
        }
        placed.push(here);
    }
    placed
}

/// The ways aside, nearest first.
fn ways() -> impl Iterator<Item = (f64, f64)> {
    let far = [0.4, 0.6, 0.8, 1.0].into_iter();
    // To the sides first: labels stand there.
    let turns = [1.0, 7.0, 3.0, 5.0, 0.0, 4.0, 2.0, 6.0];
    far.flat_map(move |far| {
        turns.into_iter().map(move |turn: f64| {
            let (sin, cos) = (turn * std::f64::consts::FRAC_PI_4).sin_cos();
            ((cos * far * ASIDE).round(), (sin * far * ASIDE).round())
        })
    })
}
