//! Short designations stay on one line: U-2, S-75, Su-34, Су-34.

/// How many letters may stand before the hyphen, and how many digits after it.
const MOST: usize = 3;

/// The HTML of a prose, its designations marked as what does not break after its hyphen. The text itself stays as it
/// was written, so that it is found and copied as that.
pub(super) fn unbroken(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        mark(&mut out, text);
        let (tag, after) = tag.split_at(tag_end(tag));
        out.push_str(tag);
        rest = after;
    }
    mark(&mut out, rest);
    out
}

/// Where a tag ends that begins here: a `>` in an attribute is no end.
fn tag_end(tag: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    tag.len()
}

fn mark(out: &mut String, text: &str) {
    let mut done = 0;
    for (hyphen, _) in text.match_indices('-') {
        let Some((from, to)) = designation(text, hyphen).filter(|(from, _)| *from >= done) else { continue };
        out.push_str(&text[done..from]);
        out.push_str("<span class=\"unbroken\">");
        out.push_str(&text[from..to]);
        out.push_str("</span>");
        done = to;
    }
    out.push_str(&text[done..]);
}

/// The bounds of the designation around a hyphen: a capital and perhaps letters, the hyphen, digits and perhaps a letter.
fn designation(text: &str, hyphen: usize) -> Option<(usize, usize)> {
    let (before, after) = (&text[..hyphen], &text[hyphen + 1..]);
    let joined = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '&');
    let letters: String = before.chars().rev().take_while(|c| joined(*c)).collect();
    let digits = after.chars().take_while(char::is_ascii_digit).count();
    let tail: String = after[digits..].chars().take_while(|c| joined(*c)).collect();
    let is_head = letters.chars().all(char::is_alphabetic)
        && letters.chars().count() <= MOST
        && letters.chars().next_back().is_some_and(char::is_uppercase);
    let is_tail = tail.chars().count() <= 1 && tail.chars().all(char::is_alphabetic);
    (is_head && (1..=MOST).contains(&digits) && is_tail)
        .then(|| (hyphen - letters.len(), hyphen + 1 + digits + tail.len()))
}
