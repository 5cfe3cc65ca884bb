//! Short designations stay on one line: U-2, S-75, Su-34, Су-34.

/// How many letters may stand before the hyphen, and how many digits after it.
const MOST: usize = 3;

/// The HTML of a prose, its designations marked as what does not break after its hyphen. The text itself stays as it
/// was written, so that it is found and copied as that.
pub(super) fn unbroken(html: String) -> String {
    // Most texts have none, not even in a tag.
    if !html.match_indices('-').any(|(hyphen, _)| designation(&html, hyphen).is_some()) {
        return html;
    }
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html.as_str();
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
    let joined = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | '&');
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=MOST).contains(&digits) {
        return None;
    }
    // One more than there may be: then it is none.
    let letters: Vec<char> = before.chars().rev().take_while(joined).take(MOST + 1).collect();
    let tail: Vec<char> = after[digits..].chars().take_while(joined).take(2).collect();
    let is_head = letters.len() <= MOST && letters.last().is_some_and(|first| first.is_uppercase());
    let is_named = letters.iter().chain(&tail).all(|c| c.is_alphabetic());
    let bytes = |chars: &[char]| chars.iter().map(|c| c.len_utf8()).sum::<usize>();
    (is_head && is_named && tail.len() <= 1).then(|| (hyphen - bytes(&letters), hyphen + 1 + digits + bytes(&tail)))
}
