//! Where marks and their labels stand so that all of them can be read.
//!
//! The most mentioned come first. A mark that would lie on another steps aside, with a line to where it belongs; where
//! too many are near, it joins the other, which then has the number of all. A label takes the first of eight places
//! around its mark that is free. Everything is in pixels of a map of one width.

/// The least distance between two marks, from middle to middle: what WCAG asks of things to press.
pub(in crate::render) const APART: f64 = 24.0;
/// How far a mark may step aside.
const ASIDE: f64 = 26.0;
/// The size of a mark with a number in it.
pub(in crate::render) const NUMBERED: f64 = 8.5;
/// The height of a label's line.
const LINE: f64 = 14.0;

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

/// Where a label begins, has its middle or ends, and the foot of its letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render) struct Label {
    pub(in crate::render) at: (f64, f64),
    pub(in crate::render) anchor: &'static str,
}

/// A rectangle: left, top, right, bottom.
pub(in crate::render) type Bounds = [f64; 4];

/// How wide a label of twelve pixels is, and a little more.
pub(in crate::render) fn width(text: &str) -> f64 {
    let of = |c: char| match c {
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' => 0.0,
        'i' | 'l' | 'j' | 'I' | 't' | 'f' | 'r' | ' ' | '.' | ',' | '\'' | '-' => 0.36,
        'm' | 'w' | 'M' | 'W' => 0.88,
        '\u{1100}'.. => 1.05,
        c if c.is_uppercase() => 0.7,
        _ => 0.57,
    };
    text.chars().map(of).sum::<f64>() * 12.0 + 2.0
}

/// Places marks on a map of some size, the most important first; labels where there is room.
pub(in crate::render) fn lay_out(marks: &[Mark<'_>], size: (f64, f64), labelled: bool) -> (Vec<Placed>, Vec<Bounds>) {
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
    if labelled {
        for (mark, place) in marks.iter().zip(&mut placed).filter(|(_, place)| place.joined.is_none()) {
            place.label = label(mark, place, size, &mut taken);
        }
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
            let lonely = standing.iter().filter(near).count() <= 2;
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

/// The first free place for a label; it is taken then.
fn label(mark: &Mark<'_>, place: &Placed, size: (f64, f64), taken: &mut Vec<Bounds>) -> Option<Label> {
    let wide = width(mark.name);
    let (dx, dy) = place.aside;
    let gap = place.size + 4.0;
    let (near, slant) = (gap * 0.75, gap * 0.6);
    // The foot of the letters is a third of a line below their middle.
    let foot = 4.0;
    let around: &[(f64, f64, &'static str)] = if mark.is_area {
        &[
            (0.0, foot, "middle"),
            (0.0, foot + LINE, "middle"),
            (0.0, foot - LINE, "middle"),
            (0.0, foot + 2.0 * LINE, "middle"),
            (0.0, foot - 2.0 * LINE, "middle"),
        ]
    } else {
        &[
            (gap, foot, "start"),
            (-gap, foot, "end"),
            (0.0, -gap - 1.0, "middle"),
            (0.0, gap + 10.0, "middle"),
            (near, foot - slant - 4.0, "start"),
            (near, foot + slant + 4.0, "start"),
            (-near, foot - slant - 4.0, "end"),
            (-near, foot + slant + 4.0, "end"),
        ]
    };
    for &(x, y, anchor) in around {
        let (x, y) = (x + dx, y + dy);
        let left =
            mark.at.0 + x - [0.0, wide / 2.0, wide][["start", "middle", "end"].iter().position(|a| *a == anchor)?];
        let bottom = mark.at.1 + y + 3.0;
        let bounds = [left, bottom - LINE, left + wide, bottom];
        if is_free(bounds, size, taken) {
            taken.push(bounds);
            return Some(Label { at: (x, y), anchor });
        }
    }
    None
}

/// Whether nothing else is there, and all of it on the map.
pub(in crate::render) fn is_free([left, top, right, bottom]: Bounds, size: (f64, f64), taken: &[Bounds]) -> bool {
    let within = left > 2.0 && top > 2.0 && right < size.0 - 2.0 && bottom < size.1 - 2.0;
    within && taken.iter().all(|t| right < t[0] || left > t[2] || bottom < t[1] || top > t[3])
}
