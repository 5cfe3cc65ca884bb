//! What runs in the browser: Pagefind's script and its machine code, one for each language whose endings it knows.
//!
//! The files in `runtime/` are those that Pagefind 1.6.0 itself publishes (MIT licence); a test compares them.

use pagefind_stem::{Algorithm, Stemmer};

use super::SearchFile;

/// The version of the format and of the runtime, which must be the same.
pub(super) const VERSION: &str = "1.6.0";

const SCRIPT: &[u8] = include_bytes!("runtime/pagefind.js");
const NO_LANGUAGE: &[u8] = include_bytes!("runtime/stemmers/unknown.wasm.gz");

/// What reads an index of one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Runtime {
    /// What is known of the language's words, if anything is.
    known: Option<Known>,
}

/// How a language's words are taken apart, and the machine code that does so too.
#[derive(Debug, Clone, Copy)]
struct Known {
    stemmer: fn() -> Stemmer,
    code: &'static [u8],
}

macro_rules! languages {
    ($language:expr; $($code:literal => $algorithm:ident,)*) => {
        match $language {
            $($code => Some(Known {
                stemmer: || Stemmer::create(Algorithm::$algorithm),
                code: include_bytes!(concat!("runtime/stemmers/", $code, ".wasm.gz")),
            }),)*
            _ => None,
        }
    };
}

/// The runtime for a language, by its tag (BCP 47).
pub(super) fn of(language: &str) -> Runtime {
    let primary = language.split('-').next().unwrap_or_default();
    let known = languages! { primary;
        "ar" => Arabic, "ca" => Catalan, "da" => Danish, "de" => German, "el" => Greek, "en" => English,
        "eo" => Esperanto, "es" => Spanish, "et" => Estonian, "eu" => Basque, "fi" => Finnish, "fr" => French,
        "ga" => Irish, "hi" => Hindi, "hu" => Hungarian, "hy" => Armenian, "id" => Indonesian, "it" => Italian,
        "lt" => Lithuanian, "nb" => Norwegian, "ne" => Nepali, "nl" => Dutch, "nn" => Norwegian, "no" => Norwegian,
        "pl" => Polish, "pt" => Portuguese, "ro" => Romanian, "ru" => Russian, "sr" => Serbian, "sv" => Swedish,
        "ta" => Tamil, "tr" => Turkish, "yi" => Yiddish,
    };
    Runtime { known }
}

impl Runtime {
    /// What leaves the endings of words out of account; none where nobody knows how.
    pub(super) fn stemmer(self) -> Option<Stemmer> {
        self.known.map(|known| (known.stemmer)())
    }

    /// The name by which the entry calls the language's machine code.
    pub(super) fn wasm_name(self, language: &str) -> Option<&str> {
        self.known.map(|_| language)
    }

    /// Its files.
    pub(super) fn files(self, language: &str) -> [SearchFile; 2] {
        let (name, code) = match self.known {
            Some(Known { code, .. }) => (language, code),
            None => ("unknown", NO_LANGUAGE),
        };
        [file("pagefind.js".to_owned(), SCRIPT), file(format!("wasm.{name}.pagefind"), code)]
    }
}

fn file(name: String, bytes: &'static [u8]) -> SearchFile {
    SearchFile { name, bytes: bytes.into(), plain: None }
}
