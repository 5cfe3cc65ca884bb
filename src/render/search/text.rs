//! The words of a prose, without what makes HTML of them.

use quick_xml::escape::{resolve_predefined_entity, unescape_with};

use crate::model::{Prose, is_invisible};
use crate::search::spaced;

/// Elements that stand within a word or a line; the ends of all others part words.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
    "span", "strong", "sub", "u", "var",
];

/// The words of a prose with one space between them. What is hung on a word from outside (notes, citations) is left out.
pub(super) fn words(prose: &Prose) -> String {
    let html = prose.html.as_str();
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push(&mut text, &rest[..at]);
        rest = &rest[at..];
        let (tag, after) = rest.split_at(end_of_tag(rest));
        rest = after;
        let name = tag.trim_start_matches(['<', '/']);
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if name == "sup" && !tag.starts_with("</") {
            // A note's number, which no reader takes for a part of the word before it.
            rest = rest.split_once("</sup>").map_or("", |(_, after)| after);
        } else if !INLINE.contains(&name) {
            text.push(' ');
        }
    }
    push(&mut text, rest);
    line(&text)
}

/// A text as it is indexed: one space between words, no characters that leave no mark, signs of scripts without spaces
/// apart.
pub(super) fn line(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let spaced = spaced(&seen);
    let mut line = String::with_capacity(spaced.len());
    for word in spaced.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
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

fn push(text: &mut String, escaped: &str) {
    let entity = |name: &str| (name == "nbsp").then_some("\u{a0}").or_else(|| resolve_predefined_entity(name));
    match unescape_with(escaped, entity) {
        Ok(plain) => text.push_str(&plain),
        // No entity of ours: it is shown as it is written.
        Err(_) => text.push_str(escaped),
    }
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
