//! Links on paper: where they lead is printed as notes below the text.

use std::fmt::Write as _;

/// A text whose links out of the site have a mark that only paper shows, and where they lead, in order, each once.
pub(super) fn with_notes(html: String) -> (String, Vec<String>) {
    // The text is ours: attributes are quoted, and links can't lie in each other.
    const LINK: &str = "<a ";
    if !html.contains(" href=\"http") {
        return (html, Vec::new());
    }
    let mut notes: Vec<String> = Vec::new();
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html.as_str();
    while let Some(start) = rest.find(LINK) {
        let (Some(tag), Some(end)) = (rest[start..].find('>'), rest[start..].find("</a>")) else { break };
        let attributes = &rest[start..start + tag];
        let (link, after) = rest.split_at(start + end + "</a>".len());
        out.push_str(link);
        if let Some(url) = attributes.split(" href=\"").nth(1).and_then(|rest| rest.split('"').next())
            && url.starts_with("http")
            // What shows its address needs no note of it.
            && link[start + tag + 1..].trim_end_matches("</a>") != url
        {
            let number = notes.iter().position(|note| note == url).unwrap_or_else(|| {
                notes.push(url.to_owned());
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
        let (html, notes) = with_notes(html.to_owned());
        assert_eq!(notes, ["https://a.example/?a&amp;b"]);
        assert_eq!(html.matches("<sup class=\"on-paper\" aria-hidden=\"true\">a</sup>").count(), 2);
        assert!(!html.contains(">b</sup>"));
    }

    #[test]
    fn marks_go_on_after_z() {
        assert_eq!([letter(0), letter(25), letter(26), letter(701), letter(702)], ["a", "z", "aa", "zz", "aaa"]);
    }
}
