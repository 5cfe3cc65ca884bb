//! Lettering: how wide a label is, and where there is room for it. All in pixels, of letters of twelve.

/// The height of a label's line.
const LINE: f64 = 14.0;

/// Where a label begins, has its middle or ends, and the foot of its letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render) struct Label {
    pub(in crate::render) at: (f64, f64),
    pub(in crate::render) anchor: &'static str,
}

/// A rectangle: left, top, right, bottom.
pub(in crate::render) type Bounds = [f64; 4];

/// How wide a label of twelve pixels is in the theme's own face, and a little more.
pub(in crate::render) fn width(text: &str) -> f64 {
    let of = |c: char| match c {
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' => 0.0,
        'i' | 'l' | 'j' | 'I' | 't' | 'f' | 'r' | ' ' | '.' | ',' | '\'' | '-' => 0.3,
        'm' | 'w' | 'M' | 'W' => 0.85,
        '\u{1100}'.. => 1.05,
        c if c.is_uppercase() => 0.63,
        _ => 0.54,
    };
    text.chars().map(of).sum::<f64>() * 12.0 + 2.0
}

/// The first free place for a name at a point, around a mark of some size that stands aside from there, or over the
/// point where there is no mark; it is taken then.
pub(in crate::render) fn label(
    name: &str,
    at: (f64, f64),
    mark: Option<(f64, (f64, f64))>,
    size: (f64, f64),
    taken: &mut Vec<Bounds>,
) -> Option<Label> {
    let wide = width(name);
    let (radius, (dx, dy)) = mark.unwrap_or_default();
    let gap = radius + 4.0;
    let (near, slant) = (gap * 0.75, gap * 0.6);
    // The foot of the letters is a third of a line below their middle.
    let foot = 4.0;
    let around: &[(f64, f64, &'static str)] = if mark.is_none() {
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
        let left = at.0 + x - [0.0, wide / 2.0, wide][["start", "middle", "end"].iter().position(|a| *a == anchor)?];
        let bottom = at.1 + y + 3.0;
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
