//! Ids: the slug that is part of an address, and the typed numbers of the catalog.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer};

/// The most bytes that a slug may have, so that every file system takes it.
const LONGEST: usize = 100;

/// Names that Windows keeps for devices, with or without an ending.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Whether Windows keeps a name, in small letters and without an ending, for a device.
pub(crate) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// A stable id that is one part of an address: lower-case ASCII letters, digits and single hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Box<str>);

/// Why a text is not a slug.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlugError {
    /// What is wrong, in words.
    pub message: String,
    /// A slug that could stand in its place.
    pub suggestion: Option<Slug>,
}

impl Slug {
    /// Takes a text that already is a slug.
    ///
    /// # Errors
    /// When it has other characters, is empty, too long, or a device's name on Windows.
    pub fn new(text: &str) -> Result<Slug, SlugError> {
        let error = |message: String| SlugError { message, suggestion: Slug::of_name(text) };
        if text.is_empty() {
            return Err(error("an id can't be empty".into()));
        }
        if text.len() > LONGEST {
            return Err(error(format!("an id has at most {LONGEST} characters, this one has {}", text.len())));
        }
        let plain = text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if !plain || text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return Err(error(format!(
                "`{text}` can't be part of an address: an id has lower-case letters a to z, digits, and single hyphens between them"
            )));
        }
        if is_reserved(text) {
            return Err(error(format!("`{text}` is a device's name on Windows, no file can have it")));
        }
        Ok(Slug(text.into()))
    }

    /// The slug of a name; none if no letter or digit is left of it.
    ///
    /// A name in Latin letters gives its plain slug, one in another script its transliteration
    /// and a short hash of the name: `Хрэнін` and `Hrenin` stay apart. It depends on the name
    /// alone, never on what else a site holds.
    pub fn of_name(name: &str) -> Option<Slug> {
        let name = super::text::nfc(name.trim());
        let name = name.replace(super::text::is_invisible, "");
        let latin = name.chars().all(|c| !c.is_alphabetic() || is_latin(c));
        let mut slug = slug_words(&name);
        let long = slug.len() > LONGEST - 7;
        slug.truncate(LONGEST - 7);
        let slug = slug.trim_end_matches('-');
        if slug.is_empty() {
            return None;
        }
        if !latin || long || is_reserved(slug) {
            let hash = content_hash(name.as_bytes()) & 0xff_ffff;
            return Some(Slug(format!("{slug}-{hash:06x}").into()));
        }
        Some(Slug(slug.into()))
    }

    /// A slug for a name of which nothing is left, so that a site with this mistake can be looked at
    /// for others: it is reported and never published.
    pub fn placeholder(name: &str) -> Slug {
        Slug(format!("unnamed-{:06x}", content_hash(name.as_bytes()) & 0xff_ffff).into())
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Slug {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Slug, D::Error> {
        let text = String::deserialize(deserializer)?;
        Slug::new(&text).map_err(|error| {
            let help = error.suggestion.map_or_else(String::new, |slug| format!("\nwrite {slug}"));
            de::Error::custom(format!("{}{}{help}", super::ID, error.message))
        })
    }
}

/// The words of a text as a slug has them: in lower-case ASCII, with single hyphens between.
pub(super) fn slug_words(text: &str) -> String {
    let spelled = if text.is_ascii() { text.to_owned() } else { deunicode::deunicode(text) };
    let mut words = String::with_capacity(spelled.len());
    for c in spelled.chars() {
        // An apostrophe joins: O'Brien is obrien, not o-brien.
        if c == '\'' || c == '’' {
            continue;
        }
        if c.is_ascii_alphanumeric() {
            words.push(c.to_ascii_lowercase());
        } else if !words.is_empty() && !words.ends_with('-') {
            words.push('-');
        }
    }
    words
}

/// Whether a letter belongs to the Latin script (Unicode blocks Basic Latin to IPA Extensions,
/// Latin Extended Additional, C, D, E and the presentation forms).
fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{2b8}' | '\u{1d00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' | '\u{ab30}'..='\u{ab6f}' | '\u{fb00}'..='\u{fb06}' | '\u{ff21}'..='\u{ff5a}')
}

/// The 64-bit FNV-1a hash: short and the same everywhere, which is all that a slug and the
/// name of a file ask of it.
pub(crate) fn content_hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)*) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub u32);

            impl $name {
                /// Where it stands in its list of the catalog.
                pub fn index(self) -> usize {
                    self.0 as usize
                }

                /// The id of what stands there.
                pub fn from_index(index: usize) -> $name {
                    $name(u32::try_from(index).unwrap_or(u32::MAX))
                }
            }
        )*
    };
}

ids! {
    /// A briefing of the catalog.
    BriefingId;
    /// An actor of the catalog.
    ActorId;
    /// A location of the catalog.
    LocationId;
    /// A publisher of the catalog.
    PublisherId;
    /// An event of the catalog.
    EventId;
    /// A claim of the catalog.
    ClaimId;
    /// A free page of the catalog.
    PageId;
    /// A tag of the catalog.
    TagId;
    /// A series of the catalog.
    SeriesId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_names_give_their_plain_slug_and_others_a_hash() {
        let slug = |name| Slug::of_name(name).map(|s| s.to_string());
        assert_eq!(slug("Viktor Khrenin").as_deref(), Some("viktor-khrenin"));
        assert_eq!(slug("Ulric Çelikdağ").as_deref(), Some("ulric-celikdag"));
        assert_eq!(slug("O’Brien & Sons").as_deref(), Some("obrien-sons"));
        assert_eq!(slug("  ").as_deref(), None);
        assert_eq!(slug("!!!").as_deref(), None);
        let cyrillic = slug("Віктар Хрэнін").unwrap();
        assert!(cyrillic.starts_with("viktar-khrenin-"), "{cyrillic}");
        assert_ne!(slug("Хрэнін"), slug("Хренин"));
    }

    #[test]
    fn composed_and_decomposed_names_share_a_slug() {
        assert_eq!(Slug::of_name("é"), Slug::of_name("e\u{301}"));
        assert_eq!(Slug::of_name("й"), Slug::of_name("и\u{306}"));
    }

    #[test]
    fn a_slug_is_a_name_never_a_path() {
        for bad in ["", "a/b", "..", "a.b", "A", "a--b", "-a", "nul", "ä", "a b", &"x".repeat(101)] {
            assert!(Slug::new(bad).is_err(), "{bad}");
        }
        assert!(Slug::new("oreshnik-2").is_ok());
        assert_eq!(Slug::of_name("CON").unwrap().as_str().len(), "con-000000".len());
    }
}
