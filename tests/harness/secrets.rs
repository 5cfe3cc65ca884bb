//! The forms in which a text could stand in an output file or in its name, and a look for all of them.
//!
//! Letter case counts only in Base64. What can't be read as text is a leak too, as nobody can say what it holds.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::io::Read as _;

use aho_corasick::AhoCorasick;
use dateline::model::{Slug, collation_key, fold, search_key};
use dateline::render::theme::FACES;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// The fewest letters and digits of a form in which signs are left out: fewer stand in other words.
const SHORTEST: usize = 5;

/// A way in which a text could be written.
pub type Disguise = fn(&str) -> String;

/// A text that was found where it should not be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    pub secret: String,
    pub form: &'static str,
    pub path: String,
}

/// A look for some texts.
pub struct Search {
    /// Each form with the text that it is of.
    forms: Vec<(String, &'static str)>,
    any_case: AhoCorasick,
    /// Where in `forms` those begin whose case counts.
    exact_from: usize,
    exact: AhoCorasick,
}

impl Search {
    pub fn of(secrets: &[&str]) -> Search {
        let (mut any, mut exact) = (Vec::new(), Vec::new());
        for secret in secrets {
            any.extend(forms(secret).into_iter().map(|(form, text)| (secret.to_string(), form, text.to_lowercase())));
            exact.extend(in_base64(secret).into_iter().map(|(form, text)| (secret.to_string(), form, text)));
        }
        let build =
            |forms: &[(String, &'static str, String)]| AhoCorasick::new(forms.iter().map(|(_, _, text)| text)).unwrap();
        let (any_case, exact_case, exact_from) = (build(&any), build(&exact), any.len());
        let forms = any.into_iter().chain(exact).map(|(secret, form, _)| (secret, form)).collect();
        Search { forms, any_case, exact_from, exact: exact_case }
    }

    /// What is found in some files and their names, each thing once in each file.
    pub fn leaks(&self, files: &BTreeMap<String, Vec<u8>>) -> Vec<Leak> {
        let mut leaks = Vec::new();
        // The theme's own faces are what the binary holds, whatever a site says.
        let is_face = |bytes: &Vec<u8>| FACES.iter().any(|(_, face)| face == bytes);
        for (path, bytes) in files.iter().filter(|(_, bytes)| !is_face(bytes)) {
            let leak = |secret: &str, form| Leak { secret: secret.to_owned(), form, path: path.clone() };
            for text in [Some(Cow::from(path)), opened(path, bytes)] {
                match text {
                    Some(text) => {
                        leaks.extend(self.found(&text).map(|number| leak(&self.forms[number].0, self.forms[number].1)));
                    }
                    None => leaks.push(leak("", "unreadable")),
                }
            }
        }
        leaks.sort();
        leaks.dedup();
        leaks
    }

    /// The numbers of the forms that stand in a text.
    fn found<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let lower = text.to_lowercase();
        let any: Vec<usize> = self.any_case.find_overlapping_iter(&lower).map(|m| m.pattern().as_usize()).collect();
        let exact = self.exact.find_overlapping_iter(text).map(|m| m.pattern().as_usize() + self.exact_from);
        any.into_iter().chain(exact)
    }
}

/// A file as text. What is compressed is opened where it is known what it is: whoever writes the first file of
/// another sort has it opened here.
pub fn opened<'a>(path: &str, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (!text.contains('\0')).then_some(Cow::Borrowed(text));
    }
    let name = path.strip_prefix("pagefind/")?;
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut text).ok()?;
    if let Some(language) = name.strip_prefix("wasm.").and_then(|name| name.strip_suffix(".pagefind")) {
        let own = format!("{}/src/search/runtime/stemmers/{language}.wasm.gz", env!("CARGO_MANIFEST_DIR"));
        // Pagefind's own machine code says nothing of a site.
        return (std::fs::read(own).ok()? == bytes).then_some(Cow::Borrowed(""));
    }
    // Between the numbers of the index its words stand as they are.
    Some(Cow::Owned(String::from_utf8_lossy(&text).into_owned()))
}

/// The composed form of a text.
pub fn nfc(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
}

/// The decomposed form of a text.
pub fn nfd(text: &str) -> String {
    DecomposingNormalizerBorrowed::new_nfd().normalize(text).into_owned()
}

/// A text as HTML escapes it.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The same, as it stands in an attribute.
pub fn in_attribute(text: &str) -> String {
    escaped(text).replace('"', "&quot;").replace('\'', "&#x27;")
}

/// A text with each sign beyond ASCII as a numeric reference of HTML.
pub fn in_references(text: &str) -> String {
    escaped(text).chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("&#{};", u32::from(c)) }).collect()
}

/// A text inside a string of JSON.
pub fn in_json(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap();
    quoted[1..quoted.len() - 1].to_owned()
}

/// The same, with each sign beyond ASCII by its number.
pub fn in_json_numbers(text: &str) -> String {
    let mut all = String::new();
    for c in in_json(text).chars() {
        match c.is_ascii() {
            true => all.push(c),
            false => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| write!(all, "\\u{unit:04x}").unwrap()),
        }
    }
    all
}

/// A text in an address.
pub fn in_address(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// The forms of a text, each with its name; of those that are the same the first.
fn forms(secret: &str) -> Vec<(&'static str, String)> {
    let ways: [(&'static str, Disguise); 6] = [
        ("escaped", escaped),
        ("in an attribute", in_attribute),
        ("in references", in_references),
        ("in JSON", in_json),
        ("in JSON by number", in_json_numbers),
        ("in an address", in_address),
    ];
    let mut forms = vec![("plain", secret.to_owned()), ("composed", nfc(secret)), ("decomposed", nfd(secret))];
    for text in [nfc(secret), nfd(secret)] {
        forms.extend(ways.iter().map(|(name, way)| (*name, way(&text))));
    }
    let mut loose = vec![
        ("folded", fold(secret)),
        ("without marks", collation_key(secret)),
        ("as search folds it", search_key(secret)),
        ("with hyphens", secret.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()),
    ];
    if let Some(slug) = Slug::of_name(secret) {
        // A name in another script has a hash behind it: whoever transliterates it has the rest.
        let bare = slug.as_str().rsplit_once('-').filter(|_| !secret.is_ascii()).map(|(bare, _)| bare.to_owned());
        loose.push(("slug", slug.as_str().to_owned()));
        loose.extend(bare.map(|bare| ("transliterated", bare)));
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    forms.extend(loose.into_iter().filter(|(_, text)| letters(text) >= SHORTEST));
    let mut seen = HashSet::new();
    forms.retain(|(_, text)| seen.insert(text.clone()));
    forms
}

/// What Base64 makes of a text that stands anywhere in what is encoded: it takes three bytes at a time, so there are
/// three ways, of which the signs that its neighbours have a part in are left out.
fn in_base64(secret: &str) -> Vec<(&'static str, String)> {
    let mut forms = Vec::new();
    for text in [secret.to_owned(), nfc(secret), nfd(secret), in_json(secret), escaped(secret)] {
        for before in 0..3_usize {
            let mut bytes = vec![0; before];
            bytes.extend(text.as_bytes());
            let (from, to) = ((before * 8).div_ceil(6), bytes.len() * 8 / 6);
            let encoded = base64(&bytes)[from..to].to_owned();
            if encoded.len() > SHORTEST {
                forms.push(("in Base64 of addresses", encoded.replace('+', "-").replace('/', "_")));
                forms.push(("in Base64", encoded));
            }
        }
    }
    forms.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    forms.dedup_by(|a, b| a.1 == b.1);
    forms
}

/// Base64 (RFC 4648, section 4).
pub fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut all = String::new();
    for three in bytes.chunks(3) {
        let at = |i: usize| u32::from(three.get(i).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for sign in 0..4 {
            match sign <= three.len() {
                true => all.push(char::from(SIGNS[(bits >> (18 - 6 * sign)) as usize & 63])),
                false => all.push('='),
            }
        }
    }
    all
}
