//! The folding of names for search: by it `Khrenin`, `Hrenin` and `Хрэнін` meet.
//!
//! A folded name is no name: two that fold to one are asked about (`near-miss`) and found together,
//! and never taken for each other.

use std::collections::BTreeMap;

use deunicode::deunicode_char;

use super::text::{fold, is_combining};

/// Letters that transliterations of one sound write differently, in the order in which they are replaced.
///
/// They are few on purpose: what only some systems confuse (`g` and `h`, `e` and `i`) stays apart.
const RULES: [(&str, &str); 17] = [
    ("`", ""),
    ("shch", "sh"),
    ("sch", "sh"),
    ("tch", "ch"),
    ("kh", "h"),
    ("ph", "f"),
    ("ck", "k"),
    ("ks", "x"),
    ("q", "k"),
    ("w", "v"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("y", "i"),
    ("j", "i"),
    ("ie", "e"),
    ("'", ""),
];

/// What a reader's keyboard leaves out: `Vucic` is looked for who is Vučić and Vuchich. Too coarse to ask about.
const LOOSE: [(&str, &str); 3] = [("ch", "c"), ("sh", "s"), ("zh", "z")];

/// Letters that names are transliterated by otherwise than `deunicode` has it.
const LETTERS: [(char, &str); 14] = [
    ('ё', "e"),
    ('ћ', "ch"),
    ('ђ', "dj"),
    ('џ', "dzh"),
    ('č', "ch"),
    ('ć', "ch"),
    ('š', "sh"),
    ('ž', "zh"),
    ('đ', "dj"),
    ('η', "i"),
    ('ή', "i"),
    ('ხ', "kh"),
    ('ჯ', "j"),
    ('ჟ', "zh"),
];

/// The letters whose transliteration a page's script must know, since readers type them: those with marks,
/// Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian. What is not among them is searched as it is written.
const ALPHABETS: [std::ops::RangeInclusive<char>; 8] = [
    '\u{df}'..='\u{24f}',
    '\u{370}'..='\u{3ff}',
    '\u{400}'..='\u{52f}',
    '\u{561}'..='\u{587}',
    '\u{5d0}'..='\u{5ea}',
    '\u{620}'..='\u{64a}',
    '\u{10d0}'..='\u{10ff}',
    '\u{1e00}'..='\u{1eff}',
];

/// The form in which names are searched: without case and marks, in Latin letters, with the usual ways to
/// write one sound made one, and no letter twice in a row. Words stay apart.
///
/// A name without Latin letters or an alphabet that can be written in them keeps its own signs.
pub fn search_key(name: &str) -> String {
    let mut key = spoken(name);
    for (from, to) in LOOSE {
        if key.contains(from) {
            key = key.replace(from, to);
        }
    }
    single(key)
}

/// A name in small letters and without their marks: `vucic` for Vučić, as it is typed in a hurry.
pub fn unmarked(name: &str) -> String {
    let latin = |c: char| matches!(c, '\u{df}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let plain = |c: char| match deunicode_char(c).filter(|_| latin(c)) {
        Some(plain) => plain.to_ascii_lowercase(),
        None => c.to_string(),
    };
    fold(name).chars().map(plain).collect()
}

/// How a name sounds: its folded form as far as two transliterations of one name have it in common.
pub fn sound(name: &str) -> String {
    single(spoken(name))
}

/// A name in Latin letters, with the usual ways to write one sound made one.
fn spoken(name: &str) -> String {
    let mut latin = String::with_capacity(name.len());
    for c in fold(name).chars() {
        match c {
            '\'' | '-' | '.' | ',' => {}
            c if c.is_ascii() => latin.push(c),
            c if is_combining(c) => {}
            c => latin.push_str(&romanized(c).unwrap_or_else(|| c.to_string())),
        }
    }
    for (from, to) in RULES {
        if latin.contains(from) {
            latin = latin.replace(from, to);
        }
    }
    latin
}

/// No letter twice in a row.
fn single(mut latin: String) -> String {
    let mut last = None;
    latin.retain(|c| last.replace(c) != Some(c) || !c.is_ascii_alphabetic());
    latin
}

/// A letter of one of the alphabets in Latin ones.
fn romanized(c: char) -> Option<String> {
    if !ALPHABETS.iter().any(|letters| letters.contains(&c)) {
        return None;
    }
    let own = LETTERS.iter().find(|(letter, _)| *letter == c).map(|(_, latin)| (*latin).to_owned());
    own.or_else(|| deunicode_char(c).map(str::to_ascii_lowercase))
}

/// How a script folds what a reader types as [`search_key`] folds names.
#[derive(Debug, serde::Serialize)]
pub struct Folding {
    /// Letters that are not Latin, or have marks, each in Latin letters.
    pub letters: BTreeMap<char, String>,
    /// What is replaced by what, in this order, once each over the whole text.
    pub rules: Vec<(&'static str, &'static str)>,
}

/// The tables of [`search_key`].
pub fn folding() -> Folding {
    let small = ALPHABETS.iter().cloned().flatten().filter(|c| !c.is_uppercase() && c.is_alphabetic());
    let rules = RULES.into_iter().chain(LOOSE).collect();
    Folding { letters: small.filter_map(|c| Some((c, romanized(c)?))).collect(), rules }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn transliterations_of_one_name_meet() {
        for names in [
            &["Khrenin", "Hrenin", "Хрэнін", "Хренин", "Khrénin"][..],
            &["Zelensky", "Zelenskyy", "Zelenskiy", "Зеленський"],
            &["Maxim Marchenko", "Maksim Marchenko", "Максим Марченко"],
            &["Yevgeny", "Evgenii", "Евгений"],
            &["Oleksiy", "Oleksii", "Олексій"],
            &["Gorbachev", "Gorbatchev"],
            &["Παπαδόπουλος", "Papadopoulos"],
            &["Mikheil Saakashvili", "მიხეილ სააკაშვილი"],
            &["Alexis Tsipras", "Αλέξης Τσίπρας"],
            &["Nikol Pashinyan", "Նիկոլ Փաշինյան"],
            &["Khrushchev", "Хрущёв", "Khruschev"],
            &["Vučić", "Вучић", "Vucic", "Vuchich"],
            &["Đoković", "Ђоковић", "Djokovic"],
            &["Marchenko", "Marčenko", "Марченко"],
            &["Shoigu", "Šojgu", "Шойгу"],
            &["D'Arcy", "D’Arcy", "Darcy"],
        ] {
            let keys: Vec<String> = names.iter().map(|name| search_key(name)).collect();
            assert!(keys.iter().all(|key| *key == keys[0]), "{names:?} {keys:?}");
        }
    }

    #[test]
    fn other_names_stay_apart() {
        for (one, other) in [("Xi", "Shi"), ("Grodno", "Hrodna"), ("Han", "Hun"), ("Anna", "Hanna"), ("北京", "南京")]
        {
            assert_ne!(search_key(one), search_key(other));
        }
        assert_eq!(search_key("北京"), "北京");
    }

    /// What only a keyboard leaves out is found, and not asked about.
    #[test]
    fn the_sound_is_finer_than_the_search() {
        assert_eq!(search_key("Zhang Wei"), search_key("Zang Wei"));
        assert_ne!(sound("Zhang Wei"), sound("Zang Wei"));
        assert_eq!(sound("Marchenko"), sound("Marčenko"));
        assert_eq!(unmarked("Vučić Ж"), "vucic ж");
    }

    proptest! {
        #[test]
        fn any_name_has_a_key_of_which_no_word_is_lost(name in "\\PC{0,40}") {
            let key = search_key(&name);
            prop_assert!(key.split(' ').count() <= fold(&name).split(' ').count().max(1) + key.matches(' ').count());
        }

        /// What a page's script does with the tables is what is done here.
        #[test]
        fn the_tables_say_all(name in "[A-Za-zа-яіўэєїґА-Яά-ώa-zéèšž' -]{0,30}") {
            let Folding { letters, rules } = folding();
            let mut text: String = fold(&name)
                .chars()
                .filter(|c| !matches!(c, '\'' | '-' | '.' | ',') && !is_combining(*c))
                .map(|c| letters.get(&c).cloned().unwrap_or_else(|| c.to_string()))
                .collect();
            for (from, to) in rules {
                text = text.replace(from, to);
            }
            let mut last = None;
            text.retain(|c| last.replace(c) != Some(c) || !c.is_ascii_alphabetic());
            prop_assert_eq!(text, search_key(&name));
        }
    }
}
