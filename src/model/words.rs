//! What Dateline says by itself, in the languages that it speaks.

use std::sync::OnceLock;

use serde::Deserialize;

use super::date::DateWords;
use super::interface::Interface;
use super::text::Lang;

/// The words of one language, as a file `templates/words/LANG.yaml` has them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// How dates are worded.
    pub dates: DateWords,
    /// What else the interface says.
    pub interface: Interface,
}

/// A language's file, read when it is first asked for.
#[derive(Debug)]
pub struct BuiltinWords {
    /// The language (BCP 47).
    pub lang: &'static str,
    /// The file.
    pub text: &'static str,
    words: OnceLock<Words>,
}

macro_rules! builtin {
    ($($lang:literal)*) => {
        [$(BuiltinWords {
            lang: $lang,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/words/", $lang, ".yaml")),
            words: OnceLock::new(),
        }),*]
    };
}

/// The languages that Dateline speaks, English first; `tests/theme.rs` compares the list with the folder.
pub static LANGUAGES: [BuiltinWords; 4] = builtin! { "en" "ar" "fr" "uk" };

impl BuiltinWords {
    /// The file of a language: of its whole tag, or else of its first part (`fr` for `fr-CA`).
    pub fn of(lang: &Lang) -> Option<&'static BuiltinWords> {
        let of = |tag: &str| LANGUAGES.iter().find(|words| words.lang.eq_ignore_ascii_case(tag));
        of(lang.as_str()).or_else(|| of(lang.primary()))
    }

    /// Its words.
    #[expect(clippy::expect_used, reason = "the file is compiled in, and a test reads each")]
    pub fn words(&self) -> &Words {
        self.words.get_or_init(|| serde_yaml::from_str(self.text).expect("a built-in file of words is whole"))
    }
}

impl Words {
    /// What Dateline says in English, which is what its diagnostics are written in.
    pub fn english() -> &'static Words {
        LANGUAGES[0].words()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_language_can_be_read() {
        for builtin in &LANGUAGES {
            let read: Result<Words, _> = serde_yaml::from_str(builtin.text);
            assert!(read.is_ok(), "{}: {}", builtin.lang, read.unwrap_err());
        }
    }

    #[test]
    fn a_region_speaks_its_language() {
        let of = |tag: &str| BuiltinWords::of(&Lang::new(tag).unwrap()).map(|words| words.lang);
        assert_eq!([of("fr-CA"), of("UK"), of("de")], [Some("fr"), Some("uk"), None]);
    }
}
