//! The words of a prose, without what makes HTML of them.

use crate::model::{Prose, is_invisible};
use crate::render::pieces::{Piece, pieces};
use crate::search::spaced;

/// Elements that stand within a word or a line; the ends of all others part words.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
    "span", "strong", "sub", "u", "var",
];

/// The words of a prose with one space between them. What is hung on a word from outside (notes, citations) is left out.
pub(super) fn words(prose: &Prose) -> String {
    let mut text = String::with_capacity(prose.html.len());
    let mut in_note = false;
    for piece in pieces(&prose.html) {
        match piece {
            // A note's number, which no reader takes for a part of the word before it.
            Piece::Tag("sup") => in_note = true,
            Piece::Tag("/sup") => in_note = false,
            _ if in_note => {}
            Piece::Text(words) => text.push_str(&words),
            Piece::Tag(tag) if INLINE.contains(&tag.trim_start_matches('/')) => {}
            Piece::Tag(_) => text.push(' '),
        }
    }
    line(&text)
}

/// A text as it is indexed: one space between words, no characters that leave no mark, signs of scripts without spaces
/// apart.
pub(super) fn line(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    spaced(&seen).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> String {
        words(&Prose { html: html.to_owned(), ..Prose::default() })
    }

    #[test]
    fn words_are_parted_where_a_reader_sees_them_parted() {
        assert_eq!(of("<p>Un<em>declared</em> cargo</p><p>of grain</p>"), "Undeclared cargo of grain");
        assert_eq!(of("<ul><li>one</li><li>two</li></ul>"), "one two");
        assert_eq!(of("a<br>b &amp; c&nbsp;d &lt;x&gt; &#x27;"), "a b & c d <x> '");
    }

    #[test]
    fn what_is_in_tags_is_no_text() {
        assert_eq!(of("<a title=\"a > b\" href=\"\">port</a>"), "port");
        assert_eq!(of("<p>grain<sup class=\"footnote-reference\"><a href=\"#fn1\">1</a></sup>.</p>"), "grain.");
    }
}
