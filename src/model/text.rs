//! Texts that an author writes: words, names, languages, web addresses.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use serde::de::{self, Deserialize, Deserializer};
use unicase::UniCase;

/// The most bytes that one text of the front matter may have.
const LONGEST: usize = 20_000;

/// Why a blank text is none.
pub(crate) const EMPTY: &str = "this is empty, where a text is expected";

/// A text that says something: not blank, trimmed, without control characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Box<str>);

impl Text {
    /// Takes a text.
    ///
    /// # Errors
    /// When it is blank, longer than 20,000 bytes, or holds a control character other than a line
    /// break or a tab.
    pub fn new(text: &str) -> Result<Text, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EMPTY.into());
        }
        if text.len() > LONGEST {
            return Err(format!("this text has {} bytes; at most {LONGEST} fit here", text.len()));
        }
        if let Some(c) = text.chars().find(|c| is_forbidden(*c)) {
            return Err(format!("this text holds the control character U+{:04X}", u32::from(c)));
        }
        Ok(Text(text.into()))
    }
}

/// Whether XML 1.0 and HTML forbid the character in a text (XML 1.0, production 2).
pub(crate) fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> String {
        text.0.into()
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        Text::new(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// A language tag (BCP 47, section 2.1, without checking its parts against the registry): a language of
/// two or three letters (ISO 639), since longer ones are reserved and `english` is none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Box<str>);

impl Lang {
    /// Takes a tag such as `en`, `uk`, `zh-Hant`.
    ///
    /// # Errors
    /// When it is not of the form of a language tag.
    pub fn new(text: &str) -> Result<Lang, String> {
        let mut parts = text.split('-');
        let first = parts.next().unwrap_or_default();
        let good = (2..=3).contains(&first.len())
            && first.bytes().all(|b| b.is_ascii_alphabetic())
            && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
        if good && text.len() <= 35 {
            Ok(Lang(text.into()))
        } else {
            Err(format!("`{text}` is not a language tag\nwrite a tag such as en, fr, uk or zh-Hant (BCP 47)"))
        }
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without script and region: `zh` of `zh-Hant`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The usual script of its letters, as far as the theme's faces tell scripts apart: `latin`, `cyrillic`, `greek`,
    /// `arabic`; `latin` for all others.
    pub fn script(&self) -> &'static str {
        let named = self.0.split('-').skip(1).find(|part| part.len() == 4).map(str::to_ascii_lowercase);
        match (named.as_deref(), self.primary().to_ascii_lowercase().as_str()) {
            (Some("cyrl"), _) => "cyrillic",
            (Some("arab"), _) => "arabic",
            (Some("latn"), _) => "latin",
            (_, "ar" | "ckb" | "fa" | "ks" | "ps" | "sd" | "ug" | "ur") => "arabic",
            (_, "be" | "bg" | "kk" | "ky" | "mk" | "mn" | "ru" | "sr" | "tg" | "uk") => "cyrillic",
            (_, "el") => "greek",
            _ => "latin",
        }
    }

    /// The direction of its usual script: `rtl` or `ltr`.
    pub fn dir(&self) -> &'static str {
        let mut parts = self.0.split('-');
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        let latin = parts.any(|p| p.eq_ignore_ascii_case("latn") || p.eq_ignore_ascii_case("cyrl"));
        let rtl = matches!(
            language.as_str(),
            "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ks" | "ps" | "sd" | "ug" | "ur" | "yi"
        );
        if rtl && !latin { "rtl" } else { "ltr" }
    }
}

impl Default for Lang {
    fn default() -> Lang {
        Lang("en".into())
    }
}

impl<'de> Deserialize<'de> for Lang {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Lang, D::Error> {
        Lang::new(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// An `http` or `https` address of somebody else's page (RFC 3986).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebUrl(Box<str>);

impl WebUrl {
    /// Takes an absolute web address.
    ///
    /// # Errors
    /// When it has another scheme, no host, or a character that no address may hold.
    pub fn new(text: &str) -> Result<WebUrl, String> {
        let text = text.trim();
        let rest = ["https://", "http://"].iter().find_map(|scheme| {
            text.get(..scheme.len()).filter(|head| head.eq_ignore_ascii_case(scheme)).map(|_| &text[scheme.len()..])
        });
        let Some(rest) = rest else {
            return Err(format!("`{text}` is not a web address\nwrite the whole address, beginning with https://"));
        };
        if rest.is_empty() || rest.starts_with(['/', '?', '#']) {
            return Err(format!("`{text}` has no host"));
        }
        if let Some(c) = text.chars().find(|c| {
            c.is_whitespace() || is_forbidden(*c) || matches!(c, '"' | '<' | '>' | '`' | '\\' | '^' | '{' | '|' | '}')
        }) {
            return Err(format!(
                "the address holds `{}`, which no address may\nwrite it percent-encoded",
                c.escape_default()
            ));
        }
        Ok(WebUrl(text.into()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for WebUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<WebUrl, D::Error> {
        WebUrl::new(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// The scheme of an address: letters, digits, `+`, `-`, `.` before a colon (RFC 3986, section 3.1).
///
/// Browsers skip tabs, line breaks and leading control characters, so they are skipped here too.
pub(crate) fn scheme(address: &str) -> Option<String> {
    let head: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .take_while(|c| !matches!(c, '/' | '?' | '#'))
        .collect();
    let (scheme, _) = head.split_once(':')?;
    Some(scheme.to_owned())
}

/// The schemes that a link may have.
pub(crate) const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// How a link with another scheme is mended.
pub(crate) const LINKABLE: &str =
    "link to a page of this site, or to an address that begins with https:, http:, mailto: or tel:";

/// Whether a link may have the scheme.
pub(crate) fn is_linkable(scheme: &str) -> bool {
    SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

/// An item of Wikidata: `Q7184`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wikidata(Box<str>);

impl Wikidata {
    /// The item's id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of the item's page.
    pub fn url(&self) -> String {
        format!("https://www.wikidata.org/wiki/{}", self.0)
    }
}

impl<'de> Deserialize<'de> for Wikidata {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Wikidata, D::Error> {
        struct Item;
        impl de::Visitor<'_> for Item {
            type Value = Wikidata;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an item of Wikidata, such as Q7184")
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Wikidata, E> {
                Err(E::custom(format!("`{number}` is not an item of Wikidata\nwrite Q{number}")))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Wikidata, E> {
                match text.strip_prefix('Q') {
                    Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
                        Ok(Wikidata(text.into()))
                    }
                    _ => Err(E::custom(format!(
                        "`{text}` is not an item of Wikidata\nwrite Q and a number, such as Q7184"
                    ))),
                }
            }
        }
        deserializer.deserialize_any(Item)
    }
}

/// The composed form of a text (Unicode Normalization Form C, UAX 15).
pub(crate) fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { ComposingNormalizerBorrowed::new_nfc().normalize(text) }
}

/// The form in which names are compared: case, Unicode form and white space around do not matter.
///
/// Full case folding (Unicode Standard, section 3.13) of the composed form, with runs of white space as one space.
pub fn fold(name: &str) -> String {
    let letters = fold_letters(name);
    let mut folded = String::with_capacity(letters.len());
    for word in letters.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    // Folding can take a text out of its composed form.
    match nfc(&folded) {
        Cow::Borrowed(_) => folded,
        Cow::Owned(composed) => composed,
    }
}

/// A text with its letters folded: full case folding (Unicode Standard, section 3.13) of the composed form. Each sign
/// of ASCII stays where it is, so that this costs little for a whole page.
pub(crate) fn fold_letters(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
        push_lower(&mut folded, &rest[..at]);
        let end = rest[at..].bytes().position(|byte| byte.is_ascii()).map_or(rest.len(), |length| at + length);
        // A mark belongs to the letter before it.
        let before = if rest[at..].starts_with(is_combining) { folded.pop() } else { None };
        let run: String = before.into_iter().chain(rest[at..end].chars()).collect();
        // Nobody sees them, so nobody means them; what joins letters in some scripts (U+200C, U+200D) stays.
        let composed = nfc(&run);
        let seen = composed.chars().filter(|c| !is_invisible(*c)).map(|c| match c {
            c if is_apostrophe(c) => '\'',
            c if c.is_whitespace() => ' ',
            c => c,
        });
        let seen: String = seen.collect();
        folded.push_str(&nfc(&UniCase::unicode(seen).to_folded_case()));
        rest = &rest[end..];
    }
    push_lower(&mut folded, rest);
    folded
}

fn push_lower(text: &mut String, ascii: &str) {
    let from = text.len();
    text.push_str(ascii);
    text[from..].make_ascii_lowercase();
}

/// The apostrophes that word processors write for `'`.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{ff07}')
}

/// A character that leaves no mark: soft hyphen, zero-width space, word joiner, byte order mark, and
/// the signs of direction.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The key by which names stand in an index: without accents, in folded case; then as written.
pub fn collation_key(name: &str) -> String {
    let folded = fold(name);
    if folded.is_ascii() {
        return folded;
    }
    DecomposingNormalizerBorrowed::new_nfd().normalize(&folded).chars().filter(|c| !is_combining(*c)).collect()
}

/// Whether a character is a mark on the letter before it, in any script.
pub(crate) fn is_mark(c: char) -> bool {
    CanonicalCombiningClassMapBorrowed::new().get_u8(c) != 0
}

pub(crate) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The letter under which a name stands in an index: `É…` under E, digits and signs under `#`,
/// names in Chinese characters under 文.
pub fn initial(name: &str) -> String {
    match collation_key(name).chars().next() {
        Some('\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}') => "文".into(),
        Some(c) if c.is_alphabetic() => c.to_uppercase().collect(),
        _ => "#".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_fold_over_case_form_and_space() {
        assert_eq!(fold("  Viktor   KHRENIN "), fold("viktor khrenin"));
        assert_eq!(fold("Élysée"), fold("E\u{301}LYSE\u{301}E"));
        assert_eq!(fold("Straße"), fold("STRASSE"));
        assert_ne!(fold("Хрэнін"), fold("Хренин"));
    }

    #[test]
    fn only_web_addresses_pass() {
        assert!(WebUrl::new("https://example.org/a?b=c#d").is_ok());
        for bad in [
            "javascript:alert(1)",
            "//x",
            "https://",
            "https:///x",
            "ftp://x",
            "http://a b",
            "data:text/html,x",
            "https://x/\"><",
        ] {
            assert!(WebUrl::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn languages_know_their_direction() {
        assert_eq!(Lang::new("ar").unwrap().dir(), "rtl");
        assert_eq!(Lang::new("uz-Latn").unwrap().dir(), "ltr");
        assert!(Lang::new("english language").is_err());
    }

    #[test]
    fn a_scheme_is_seen_in_disguise() {
        assert_eq!(scheme("java\tscript:alert(1)").as_deref(), Some("javascript"));
        assert_eq!(scheme("\u{1}data:x").as_deref(), Some("data"));
        assert_eq!(scheme("/a:b"), None);
        assert_eq!(scheme("#a:b"), None);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(name in "\\PC{0,40}") {
            let once = fold(&name);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
