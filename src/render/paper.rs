//! Links on paper: where they lead is printed as notes below the text.

use std::borrow::Cow;
use std::fmt::Write as _;

/// What a link begins with.
const LINK: &str = "<a ";

/// A text whose links have a mark that only paper shows, and where they lead, in order, each once. Links within the
/// site are among them where its `origin` is known, but for those of names, which the page tells of beside its text.
pub(super) fn with_notes(html: String, origin: Option<&str>) -> (String, Vec<String>) {
    // The text is ours: attributes are quoted, and links can't lie in each other.
    if !html.contains(LINK) {
        return (html, Vec::new());
    }
    let mut notes: Vec<String> = Vec::new();
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html.as_str();
    while let Some(start) = next_link(rest) {
        let (Some(tag), Some(end)) = (rest[start..].find('>'), rest[start..].find("</a>")) else { break };
        let attributes = &rest[start..start + tag];
        let (link, after) = rest.split_at(start + end + "</a>".len());
        out.push_str(link);
        if let Some(url) = attributes.split(" href=\"").nth(1).and_then(|rest| rest.split('"').next())
            && let Some(url) = address(url, attributes, origin)
            // What shows its address needs no note of it.
            && link[start + tag + 1..].trim_end_matches("</a>") != url
        {
            let number = notes.iter().position(|note| *note == url).unwrap_or_else(|| {
                notes.push(url.into_owned());
                notes.len() - 1
            });
            // Writing to a string can't fail.
            let _ = write!(out, "<sup class=\"on-paper\" aria-hidden=\"true\">{}</sup>", letter(number));
        }
        rest = after;
    }
    out.push_str(rest);
    (out, notes)
}

/// Where the next link begins. A sign is found many times as fast as a text.
fn next_link(html: &str) -> Option<usize> {
    html.match_indices('<').map(|(at, _)| at).find(|at| html[*at..].starts_with(LINK))
}

/// The whole address of a link that has a note.
fn address<'u>(url: &'u str, attributes: &str, origin: Option<&str>) -> Option<Cow<'u, str>> {
    if url.starts_with("http") {
        return Some(Cow::Borrowed(url));
    }
    // Names and pictures are links of their own classes.
    let is_written = url.starts_with('/') && !attributes.contains(" class=\"") && !attributes.starts_with("class=\"");
    origin.filter(|_| is_written).map(|origin| Cow::Owned(format!("{origin}{url}")))
}

/// The mark of a note: a, b, … z, aa, ab, …
pub(super) fn letter(number: usize) -> String {
    let mut letters = Vec::new();
    let mut left = number + 1;
    while left > 0 {
        left -= 1;
        letters.push((b'a' + (left % 26) as u8) as char);
        left /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_out_of_the_site_are_notes() {
        let html = "<p><a href=\"/x/\">in</a> <a rel=\"n\" href=\"https://a.example/?a&amp;b\">one</a> \
                    <a href=\"https://a.example/?a&amp;b\"><b>again</b></a> <a href=\"https://b.example\">https://b.example</a></p>";
        let (html, notes) = with_notes(html.to_owned(), None);
        assert_eq!(notes, ["https://a.example/?a&amp;b"]);
        assert_eq!(html.matches("<sup class=\"on-paper\" aria-hidden=\"true\">a</sup>").count(), 2);
        assert!(!html.contains(">b</sup>"));
    }

    #[test]
    fn links_within_the_site_are_notes_with_their_whole_address() {
        let html = "<p><a href=\"/team/x/\">text</a> <a class=\"mention\" href=\"/team/actors/y/\">name</a> \
                    <a href=\"#z\">place</a></p>";
        let (_, notes) = with_notes(html.to_owned(), Some("https://a.example"));
        assert_eq!(notes, ["https://a.example/team/x/"]);
        assert_eq!(with_notes(html.to_owned(), None), (html.to_owned(), Vec::new()));
    }

    #[test]
    fn marks_go_on_after_z() {
        assert_eq!([letter(0), letter(25), letter(26), letter(701), letter(702)], ["a", "z", "aa", "zz", "aaa"]);
    }
}
