//! Small things of HTML.

use std::ops::Range;

/// The anchor that words make: their letters and digits in small letters, with hyphens between.
pub(super) fn anchor_of(text: &str) -> String {
    let mut id = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.trim_end_matches('-').to_owned()
}

/// How deep a piece of raw HTML leaves the text in elements that hold no links of ours.
pub(super) fn quieted(html: &str, mut depth: usize) -> usize {
    for tag in html.split('<').skip(1) {
        let (closes, name) = tag.strip_prefix('/').map_or((false, tag), |rest| (true, rest));
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        if matches!(name.as_str(), "a" | "code" | "pre" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
            depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        }
    }
    depth
}

/// An address in an attribute of raw HTML: what it says, and where it stands.
#[derive(Debug, PartialEq)]
pub(super) struct Address {
    pub(super) value: String,
    pub(super) span: Range<usize>,
}

/// The addresses of links and images in a piece of raw HTML, with their places in the whole text.
///
/// Only to tell an author where an address stands: what is let through, `ammonia` decides.
pub(super) fn addresses(text: &str, within: Range<usize>) -> Vec<Address> {
    let mut found = Vec::new();
    let html = &text[within.clone()];
    // As long in bytes as the text itself.
    let small = html.to_ascii_lowercase();
    for name in ["href", "src"] {
        for (at, _) in small.match_indices(name) {
            let is_word = html[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '/'));
            let after = &html[at + name.len()..];
            let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start).filter(|_| is_word) else {
                continue;
            };
            let (value, end) = match value.chars().next() {
                Some(mark @ ('"' | '\'')) => (&value[1..], value[1..].find(mark)),
                _ => (value, value.find(|c: char| c.is_whitespace() || c == '>')),
            };
            let value = &value[..end.unwrap_or(value.len())];
            let start = within.start + (value.as_ptr() as usize - html.as_ptr() as usize);
            found.push(Address { value: unescaped(value.trim()), span: start..start + value.len() });
        }
    }
    found.sort_by_key(|address| address.span.start);
    found
}

/// The elements that a piece of raw HTML opens, by name, with their places in the whole text.
pub(super) fn tags(text: &str, within: Range<usize>) -> Vec<(String, Range<usize>)> {
    let html = &text[within.clone()];
    let opened = html.match_indices('<').filter_map(|(at, _)| {
        let rest = &html[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        let begins = rest.starts_with(|c: char| c.is_ascii_alphabetic());
        begins.then(|| (rest[..end].to_ascii_lowercase(), within.start + at..within.start + at + 1 + end))
    });
    opened.collect()
}

/// The text that the commonest character references stand for (HTML, section 13.5).
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let decoded = rest.split_once(';').and_then(|(name, after)| {
            let c = match name.strip_prefix("&#") {
                Some(number) => match number.strip_prefix(['x', 'X']) {
                    Some(hex) => char::from_u32(u32::from_str_radix(hex, 16).ok()?)?,
                    None => char::from_u32(number.parse().ok()?)?,
                },
                None => match name {
                    "&amp" => '&',
                    "&lt" => '<',
                    "&gt" => '>',
                    "&quot" => '"',
                    "&apos" => '\'',
                    "&nbsp" => '\u{a0}',
                    "&colon" => ':',
                    "&Tab" => '\t',
                    "&NewLine" => '\n',
                    _ => return None,
                },
            };
            Some((c, after))
        });
        match decoded {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_where_they_stand() {
        let text = "x <a class=b HREF = 'a&amp;b' title=\"src\"><img src=c.png data-href=d>";
        let found: Vec<(String, &str)> =
            addresses(text, 2..text.len()).into_iter().map(|a| (a.value, &text[a.span])).collect();
        assert_eq!(found, [("a&b".to_owned(), "a&amp;b"), ("c.png".to_owned(), "c.png")]);
        assert_eq!(unescaped("java&#115;cript&colon;&x;&"), "javascript:&x;&");
    }
}
