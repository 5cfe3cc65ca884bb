//! Words as the index has them: in small letters, without marks and signs, without their endings.
//!
//! What is done here the runtime does with what a reader types (pagefind.js, `search`); two that differ never meet.

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};
use pagefind_stem::Stemmer;

/// Signs that join words and stay in them (Unicode's Connector Punctuation).
pub(super) const CONNECTORS: [char; 10] = ['_', '‿', '⁀', '⁔', '︳', '︴', '﹍', '﹎', '﹏', '＿'];

/// A form under which a word is found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// What stands in the index.
    pub(super) word: String,
    /// The word with its marks, where it has any: who types them finds it before others.
    pub(super) marked: Option<String>,
    /// Whether it is a part of the word: `sharing` of `power-sharing`.
    pub(super) part: bool,
}

/// Makes forms of words.
pub(super) struct Splitter {
    stemmer: Option<Stemmer>,
    categories: CodePointMapDataBorrowed<'static, GeneralCategory>,
}

impl Splitter {
    /// By the rules of a language, where Pagefind knows it.
    pub(super) fn new(stemmer: Option<Stemmer>) -> Splitter {
        Splitter { stemmer, categories: CodePointMapData::<GeneralCategory>::new() }
    }

    /// All forms of a word, which has no spaces in it: the whole first, if anything is left of it.
    pub(super) fn forms(&self, word: &str) -> Vec<Form> {
        let whole = normalized(word);
        let mut forms = Vec::new();
        if !whole.is_empty() {
            forms.push(self.form(&whole, false));
        }
        if let Some(bare) = without_article(&whole) {
            forms.push(self.form(bare, true));
        }
        let apart = |c: char| !c.is_alphanumeric() && !self.is_mark(c);
        let parts: Vec<&str> = word.split(apart).filter(|part| !part.is_empty()).collect();
        if parts.len() > 1 {
            let parts = parts.iter().filter(|part| part.len() > 1);
            forms.extend(parts.map(|part| self.form(&part.to_lowercase(), true)));
        }
        forms
    }

    fn form(&self, word: &str, part: bool) -> Form {
        let plain = self.unmarked(word);
        let marked = (*plain != *word).then(|| word.to_owned());
        let word = match &self.stemmer {
            Some(stemmer) => stemmer.stem(&plain).into_owned(),
            None => plain.into_owned(),
        };
        Form { word, marked, part }
    }

    /// Whether a character is a mark on the one before it.
    fn is_mark(&self, c: char) -> bool {
        GeneralCategoryGroup::Mark.contains(self.categories.get(c))
    }

    /// A word without its marks; the two that make another sound of a kana stay.
    fn unmarked<'w>(&self, word: &'w str) -> Cow<'w, str> {
        if word.is_ascii() {
            return Cow::Borrowed(word);
        }
        let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(word);
        let is_voicing = |c: char| matches!(c, '\u{3099}' | '\u{309a}');
        let plain: String = decomposed.chars().filter(|c| is_voicing(*c) || !self.is_mark(*c)).collect();
        if plain.contains(is_voicing) {
            return Cow::Owned(ComposingNormalizerBorrowed::new_nfc().normalize(&plain).into_owned());
        }
        if plain == word { Cow::Borrowed(word) } else { Cow::Owned(plain) }
    }
}

/// An Arabic word without its article and what is written onto that: `كتابة` of `والكتابة`. Stemmers know them in their own
/// language only, and readers leave them out in any.
fn without_article(word: &str) -> Option<&str> {
    let before = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let before = before.strip_prefix(['ب', 'ك']).filter(|rest| rest.starts_with("ال")).unwrap_or(before);
    let bare = before.strip_prefix("ال").or_else(|| before.strip_prefix("لل"))?;
    (bare.chars().count() > 1).then_some(bare)
}

/// A word in small letters, without signs.
fn normalized(word: &str) -> String {
    let mut kept = String::with_capacity(word.len());
    for c in word.chars().filter(|c| c.is_alphanumeric() || CONNECTORS.contains(c)) {
        // What has no capital form stays as it is, whatever it is lowered to.
        if c.is_uppercase() {
            kept.extend(c.to_lowercase());
        } else {
            kept.push(c);
        }
    }
    kept
}

/// A text in which every sign of a script without spaces stands for itself: `北京` as `北 京`. What a reader types
/// is taken apart likewise, and pages close the gaps in what they quote.
pub fn spaced(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unspaced) {
        return Cow::Borrowed(text);
    }
    let categories = CodePointMapData::<GeneralCategory>::new();
    let mut out = String::with_capacity(text.len() * 4 / 3);
    let (mut after_sign, mut after_letter) = (false, false);
    for c in text.chars() {
        let is_mark = GeneralCategoryGroup::Mark.contains(categories.get(c));
        let is_sign = is_unspaced(c) && !is_mark;
        // A mark belongs to the sign before it; punctuation needs no place of its own.
        let is_letter = c.is_alphanumeric() && !is_mark;
        if (is_sign && after_letter) || (is_letter && after_sign) {
            out.push(' ');
        }
        out.push(c);
        after_sign = is_sign || (after_sign && is_mark);
        after_letter = is_letter || (after_letter && is_mark);
    }
    Cow::Owned(out)
}

/// Whether a letter is of a script that writes words without spaces between them: Thai, Lao, Burmese, Khmer, Kana,
/// Han.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use pagefind_stem::Algorithm;

    use super::*;

    fn forms(word: &str) -> Vec<(String, bool)> {
        let splitter = Splitter::new(Some(Stemmer::create(Algorithm::English)));
        splitter.forms(word).into_iter().map(|form| (form.word, form.part)).collect()
    }

    #[test]
    fn a_word_is_found_whole_and_by_its_parts() {
        assert_eq!(forms("Shipments,"), [("shipment".to_owned(), false)]);
        assert_eq!(
            forms("power-sharing"),
            [("powershar".to_owned(), false), ("power".to_owned(), true), ("share".to_owned(), true)]
        );
        assert_eq!(forms("—"), []);
    }

    #[test]
    fn marks_are_left_out_and_kept_beside() {
        let splitter = Splitter::new(None);
        assert_eq!(
            splitter.forms("Vučić"),
            [Form { word: "vucic".to_owned(), marked: Some("vučić".to_owned()), part: false }]
        );
        assert_eq!(splitter.forms("バンド")[0].word, "バンド");
    }

    #[test]
    fn an_arabic_article_is_no_part_of_a_name() {
        for word in ["الكتابة", "والكتابة", "بالكتابة", "للكتابة"] {
            assert_eq!(without_article(word), Some("كتابة"), "{word}");
        }
        assert_eq!(without_article("وزارة"), None);
    }

    #[test]
    fn signs_without_spaces_stand_for_themselves() {
        assert_eq!(spaced("在北京, Beijing北x京。"), "在 北 京, Beijing 北 x 京。");
        assert_eq!(spaced("ที่นี่"), "ที่ นี่");
        assert_eq!(spaced("plain"), "plain");
    }
}
