//! What the theme says by itself, in the site's language: the built-in words, with a site's own in front.

use std::borrow::Cow;

use serde_yaml::{Mapping, Value};

use super::own::named;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Place};
use crate::load::{CONFIG, SourceText};
use crate::model::{BuiltinWords, DateWords, Interface, LANGUAGES, Lang, Words};
use crate::path;
use crate::yaml;

/// The folder of `templates/` whose files are words, one for each language.
pub(super) const WORDS: &str = "words/";

/// The part of a file that is for dates.
const DATES: &str = "dates";

/// The part of a file that is for all else.
const INTERFACE: &str = "interface";

/// The file of words for a language among a site's own: for its whole tag, or else for its first part.
fn own_file<'a>(own: &'a [SourceText], language: &Lang) -> Option<(&'a str, &'a SourceText)> {
    let file = |tag: &str| {
        let is_it = |name: &str| lang_of(name).is_some_and(|lang| lang.eq_ignore_ascii_case(tag));
        named(own).find(|(name, _)| is_it(name))
    };
    file(language.as_str()).or_else(|| file(language.primary()))
}

/// The language of a file of words, by its name.
fn lang_of(name: &str) -> Option<&str> {
    name.strip_prefix(WORDS)?.strip_suffix(".yaml")
}

/// The words of a site in its language, and the language that they are in. A site's own file stands in front of the
/// built-in one, key by key; for a language that Dateline does not speak its dates have to be whole, and what the
/// interface does not say in it is said in English.
pub(super) fn read(own: &[SourceText], language: &Lang, diagnostics: &mut Diagnostics) -> (Cow<'static, Words>, Lang) {
    let builtin = BuiltinWords::of(language);
    let else_words = || match builtin {
        Some(builtin) => (Cow::Borrowed(builtin.words()), language.clone()),
        None => (Cow::Borrowed(Words::english()), Lang::new(LANGUAGES[0].lang).unwrap_or_else(|_| language.clone())),
    };
    let Some((name, source)) = own_file(own, language) else {
        if builtin.is_none() {
            diagnostics.push(unspoken(language));
        }
        return else_words();
    };
    let base = builtin.map_or(LANGUAGES[0].text, |builtin| builtin.text);
    let mut found = match over(&source.text, base, builtin.is_some()) {
        Some(words) if builtin.is_some() => return (Cow::Owned(words), language.clone()),
        Some(words) => {
            diagnostics.extend(unsaid(source));
            let Some(missing) = missing(source) else { return (Cow::Owned(words), language.clone()) };
            vec![missing]
        }
        None => {
            // What the built-in file has need not stand in the site's own.
            let is_filled = |finding: &yaml::Finding| finding.code == Code::MissingKey && finding.path.0.len() <= 1;
            let findings = yaml::read::<Words>(&source.text).1.into_iter().filter(|finding| !is_filled(finding));
            let missing = missing(source).filter(|_| builtin.is_none());
            findings.map(|finding| finding.at(&source.path, 0)).chain(missing).collect()
        }
    };
    if found.is_empty() {
        let place = Place { file: source.path.clone(), at: At::File };
        found.push(Diagnostic::new(Code::BadYaml, place, format!("`{name}` has no words that can be read")));
    }
    diagnostics.extend(found);
    else_words()
}

/// A site's own words over built-in ones; `None` where they can't be read. Forms by number stand in front of the
/// language's own one by one, and all together in front of those of another language.
fn over(own: &str, builtin: &str, is_of_language: bool) -> Option<Words> {
    let own: Mapping = serde_yaml::from_str(own).ok()?;
    let mut all: Mapping = serde_yaml::from_str(builtin).ok()?;
    for (part, words) in own {
        let by_form = is_of_language && part.as_str() == Some(INTERFACE);
        match (all.get_mut(&part), words) {
            (Some(Value::Mapping(all)), Value::Mapping(words)) if by_form => {
                for (key, said) in words {
                    match (all.get_mut(&key), said) {
                        (Some(Value::Mapping(all)), Value::Mapping(forms)) => all.extend(forms),
                        (_, said) => _ = all.insert(key, said),
                    }
                }
            }
            (Some(Value::Mapping(all)), Value::Mapping(words)) => all.extend(words),
            (_, words) => _ = all.insert(part, words),
        }
    }
    serde_yaml::from_value(Value::Mapping(all)).ok()
}

/// A part of a file of words.
fn part(text: &str, name: &str) -> Option<Mapping> {
    match serde_yaml::from_str::<Mapping>(text).ok()?.get(name) {
        Some(Value::Mapping(part)) => Some(part.clone()),
        _ => None,
    }
}

/// What is said in English where a file does not say it in a language that Dateline does not speak.
fn unsaid(source: &SourceText) -> Option<Diagnostic> {
    let own = part(&source.text, INTERFACE).unwrap_or_default();
    let unsaid: Vec<&&str> = Interface::keys().iter().filter(|key| !own.contains_key(**key)).collect();
    let (first, more) = (unsaid.first()?, unsaid.len() - 1);
    let place = Place { file: source.path.clone(), at: At::File };
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let message = format!("the interface says `{first}`{more} in English");
    let help = format!("write them under `{INTERFACE}`; `dateline templates words/en.yaml` prints every key");
    Some(Diagnostic::new(Code::NoWords, place, message).help(help))
}

/// What a file lacks that has to stand by itself: the keys of the English one without which that could not be read.
fn missing(source: &SourceText) -> Option<Diagnostic> {
    let english = part(LANGUAGES[0].text, DATES)?;
    let own = part(&source.text, DATES).unwrap_or_default();
    let is_needed = |key: &Value| {
        let mut without = english.clone();
        without.remove(key);
        serde_yaml::from_value::<DateWords>(Value::Mapping(without)).is_err()
    };
    let missing = english.keys().filter(|key| !own.contains_key(*key) && is_needed(key)).filter_map(Value::as_str);
    let missing: Vec<String> = missing.map(|key| format!("`{key}`")).collect();
    if missing.is_empty() {
        return None;
    }
    let place = Place::value(&source.path, path![DATES]);
    let message = format!("Dateline has no words of this language, and `{DATES}` lacks {}", missing.join(", "));
    let help = "`dateline templates words/en.yaml` prints every key, in English";
    Some(Diagnostic::new(Code::MissingKey, place, message).help(help))
}

fn unspoken(language: &Lang) -> Diagnostic {
    let place = Place::value(&CONFIG.into(), path!["language"]);
    let message = format!("Dateline has no words for `{}`: the interface is in English", language.as_str());
    let help =
        format!("put its words into templates/{WORDS}{}.yaml, as the documentation of words says", language.as_str());
    Diagnostic::new(Code::NoWords, place, message).help(help)
}

/// Whether a file is the words of a language, though it may not be the site's: a theme is shared by many sites.
pub(super) fn is_words(name: &str) -> bool {
    lang_of(name).is_some_and(|lang| Lang::new(lang).is_ok())
}
