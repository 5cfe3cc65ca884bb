//! Lettering: how wide a label is, and where there is room for it. All in pixels, of letters of twelve.

/// The height of a label's line.
const LINE: f64 = 14.0;
/// How far the foot of letters is below the middle of their line.
const FOOT: f64 = 4.0;

/// Where a label begins, has its middle or ends, and the foot of its letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render) struct Label {
    pub(in crate::render) at: (f64, f64),
    pub(in crate::render) anchor: &'static str,
    /// Where a line from the mark to the label begins and ends: of a label that stands away from its mark.
    pub(in crate::render) leader: Option<[(f64, f64); 2]>,
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

/// The first free place for a name at a point, around a mark of some half width, or over the point where there is no
/// mark; it is taken then.
pub(in crate::render) fn label(
    name: &str,
    at: (f64, f64),
    mark: Option<f64>,
    size: (f64, f64),
    taken: &mut Vec<Bounds>,
) -> Option<Label> {
    let gap = mark.unwrap_or_default() + 4.0;
    let (near, slant) = (gap * 0.75, gap * 0.6);
    let foot = FOOT;
    let around: &[(f64, f64, &'static str)] = if mark.is_none() {
        // Farther off it would stand in another country.
        &[(0.0, foot, "middle"), (0.0, foot + 0.7 * LINE, "middle"), (0.0, foot - 0.7 * LINE, "middle")]
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
    around.iter().find_map(|&(x, y, anchor)| {
        let bounds = bounds(width(name), (at.0 + x, at.1 + y), anchor);
        is_free(bounds, size, taken).then(|| {
            taken.push(bounds);
            Label { at: (x, y), anchor, leader: None }
        })
    })
}

/// The first free place for a name some way off its mark, with a line to it that crosses nothing; it is taken then.
pub(in crate::render) fn label_away(
    name: &str,
    at: (f64, f64),
    radius: f64,
    size: (f64, f64),
    taken: &mut Vec<Bounds>,
) -> Option<Label> {
    // Down the sides of the mark and away from it, as (to the side, down).
    const WAYS: [(f64, f64); 8] =
        [(0.8, -0.6), (0.8, 0.6), (-0.8, -0.6), (-0.8, 0.6), (0.4, -0.9), (0.4, 0.9), (-0.4, -0.9), (-0.4, 0.9)];
    let ways = [16.0, 28.0, 42.0].into_iter().flat_map(|far| WAYS.map(|way| (far, way)));
    ways.into_iter().find_map(|(far, (x, y))| {
        let (start, end) = (radius + 1.0, radius + far);
        let anchor = if x > 0.0 { "start" } else { "end" };
        let foot = (x * end + f64::signum(x) * 3.0, y * end + FOOT);
        let bounds = bounds(width(name), (at.0 + foot.0, at.1 + foot.1), anchor);
        let crosses = |part: f64| {
            // Beyond the mark's own square, which is taken by itself.
            let away = radius * 1.5 + 2.0 + (end - radius * 1.5 - 2.0).max(0.0) * part;
            let (x, y) = (at.0 + x * away, at.1 + y * away);
            taken.iter().any(|t| (t[0]..=t[2]).contains(&x) && (t[1]..=t[3]).contains(&y))
        };
        let clear = is_free(bounds, size, taken) && ![0.0, 0.25, 0.5, 0.75, 1.0].into_iter().any(crosses);
        clear.then(|| {
            taken.push(bounds);
            Label { at: foot, anchor, leader: Some([(x * start, y * start), (x * end, y * end)]) }
        })
    })
}

/// What a label takes whose letters have their foot at a point.
fn bounds(wide: f64, (x, y): (f64, f64), anchor: &str) -> Bounds {
    let left = match anchor {
        "middle" => x - wide / 2.0,
        "end" => x - wide,
        _ => x,
    };
    let bottom = y + 3.0;
    [left, bottom - LINE, left + wide, bottom]
}

/// Whether nothing else is there, and all of it on the map.
pub(in crate::render) fn is_free([left, top, right, bottom]: Bounds, size: (f64, f64), taken: &[Bounds]) -> bool {
    let within = left > 2.0 && top > 2.0 && right < size.0 - 2.0 && bottom < size.1 - 2.0;
    within && taken.iter().all(|t| right < t[0] || left > t[2] || bottom < t[1] || top > t[3])
}
