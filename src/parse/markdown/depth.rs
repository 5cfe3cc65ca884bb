//! How deep elements lie in each other.

use super::Wrong;
use crate::diagnostic::Code;
use crate::parse::bounds::DEEPEST;

/// Whether elements of raw HTML may lie too deep in each other.
pub(super) fn is_deep(html: &str) -> bool {
    let mut depth = 0_usize;
    for piece in html.split('<').skip(1) {
        // What needs no end, and what lists leave open, counts too: there is room for it.
        if piece.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if piece.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_void(piece) {
            depth += 1;
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// Elements that have no end (HTML, section 13.1.2).
fn is_void(tag: &str) -> bool {
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

/// The mistake of a body whose elements lie too deep in each other.
pub(super) fn too_deep(at: usize) -> Wrong {
    Wrong {
        code: Code::BadValue,
        span: at..at,
        message: format!("elements of this text lie more than {DEEPEST} levels deep in each other"),
        help: "close each element of raw HTML that is opened; indent lists less".into(),
    }
}
