//! HTML that was made here, taken apart again: for who wants its words.

use std::borrow::Cow;

use quick_xml::escape::{resolve_predefined_entity, unescape_with};

/// A part of an HTML text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'h> {
    /// What a reader sees.
    Text(Cow<'h, str>),
    /// The name of an element that begins, or, after a slash, ends here.
    Tag(&'h str),
}

/// The parts of an HTML text, in its order.
pub(super) fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let is_tag = rest.starts_with('<');
        let end = if is_tag { end_of_tag(rest) } else { rest.find('<').unwrap_or(rest.len()) };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(if is_tag { Piece::Tag(name(piece)) } else { Piece::Text(unescaped(piece)) })
    })
}

/// The name of a tag's element, with the slash of its end.
fn name(tag: &str) -> &str {
    let slash = usize::from(tag.starts_with("</"));
    let letters = tag[1 + slash..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    &tag[1..1 + slash + letters]
}

/// Where the tag ends that a text begins with.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c == '>' => return at + 1,
            None => {}
        }
    }
    text.len()
}

fn unescaped(text: &str) -> Cow<'_, str> {
    let entity = |name: &str| (name == "nbsp").then_some("\u{a0}").or_else(|| resolve_predefined_entity(name));
    // What is no entity of ours is shown as it is written.
    unescape_with(text, entity).unwrap_or(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_tags_is_no_text() {
        let all: Vec<Piece<'_>> = pieces("a <a title=\"b > c\">&amp;</a>").collect();
        let text = |text: &'static str| Piece::Text(text.into());
        assert_eq!(all, [text("a "), Piece::Tag("a"), text("&"), Piece::Tag("/a")]);
    }
}
