//! The last look before anything is written: no word that only a hidden file has may stand in an output file.
//!
//! Visibility is decided in `resolve`, and what is hidden is not in the catalog. This room does not rely on
//! that. It takes the words of the hidden files from their very texts, leaves out what the visible files, the
//! templates and the interface say too, and looks for the rest in every page as it is made. It costs nothing
//! where nothing is hidden.
//!
//! What it can't find: words of fewer than six letters, words that something visible says too, the rest of a long
//! sentence without its beginning, and what stands inside a picture or another file that is copied as it is.

mod words;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, FilePath, Place};
use crate::load::SourceText;
use crate::model::{Slug, fold, fold_letters, is_mark, nfc, search_key, unmarked};
use crate::parse::split;
use words::Words;

/// The fewest letters of a secret in the front matter: shorter ones stand in other words.
const SHORTEST: usize = 6;
/// The fewest and the most bytes of a secret in a body: a part of a sentence that nobody else writes.
const SHORTEST_OF_BODY: usize = 24;
const LONGEST_OF_BODY: usize = 64;
/// The most words of the interface that may come together on a page by chance.
const BY_CHANCE: usize = 5;

/// Looks for what is hidden in what is about to be written.
#[derive(Debug)]
pub struct Audit {
    words: Words,
    secrets: Vec<Secret>,
}

/// A text that only a hidden file has.
#[derive(Debug)]
struct Secret {
    file: FilePath,
    /// As it would stand in a page, whichever way that escapes texts; letter case and Unicode form do not matter.
    text: String,
    /// Where the hidden file says it; none for its address, which no key need say.
    at: Option<usize>,
}

impl Audit {
    /// Prepares the look: `hidden` and `visible` are documents of `content/`, `files` the paths of the others there;
    /// `public` is whatever else is for everybody: the configuration, templates, the words of the interface. None
    /// where nothing is hidden.
    pub fn new<'a>(
        hidden: &[&SourceText],
        visible: &[&SourceText],
        files: impl Iterator<Item = &'a str>,
        public: impl Iterator<Item = &'a str>,
        interface: &[&'a str],
    ) -> Option<Audit> {
        if hidden.is_empty() {
            return None;
        }
        let mut secrets: Vec<Secret> = hidden.iter().flat_map(|source| secrets_of(source)).collect();
        secrets.extend(files_of(hidden, files));
        let by_chance = words_of(interface);
        secrets.retain(|secret| {
            let words = || secret.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            words().count() > BY_CHANCE
                || !words()
                    .all(|word| word.chars().all(|c| c.is_ascii_digit()) || by_chance.contains(&fold_letters(word)))
        });
        let said = said_by(&secrets, visible, public.chain(interface.iter().copied()));
        let mut said = said.into_iter();
        secrets.retain(|_| said.next() != Some(true));
        Some(Audit { words: words(&secrets), secrets })
    }

    /// The first secret in an output file, told as the mistake that it is.
    pub fn look(&self, route: &str, bytes: &[u8]) -> Option<Diagnostic> {
        let first = |text: &str| self.words.first(&fold_letters(text));
        // What is text throughout is found to be that many times as fast.
        let text = || std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed);
        let secret = &self.secrets[first(route).or_else(|| first(&text()))?];
        let message = format!("`{}` of this file, which is held back, would be in {route}", secret.text);
        let place = match secret.at {
            Some(at) => Place { file: secret.file.clone(), at: (at..at + secret.text.len()).into() },
            None => Place::file(&secret.file),
        };
        let help = "nothing was written. This is a mistake of Dateline's, unless these words stand there by chance: \
                    then name them in dateline.yaml, under `extra`, and they are no secret";
        Some(Diagnostic::new(Code::Leak, place, message).help(help).in_doubt())
    }
}

/// What looks for the secrets in texts whose letters are folded.
fn words(secrets: &[Secret]) -> Words {
    let texts: Vec<String> = secrets.iter().map(|secret| fold_letters(&secret.text)).collect();
    Words::new(texts.iter().map(String::as_str))
}

/// Which of the secrets something visible says too.
fn said_by<'a>(secrets: &[Secret], visible: &[&SourceText], public: impl Iterator<Item = &'a str>) -> Vec<bool> {
    let words = words(secrets);
    let look = |text: &str, found: &mut HashSet<usize>| {
        words.each(text, |_, number| {
            found.insert(number);
        });
    };
    let mut found = HashSet::new();
    for text in public {
        look(&fold(text), &mut found);
    }
    let of_files = visible.par_iter().map(|source| {
        let mut found = HashSet::new();
        look(&fold_letters(&source.path), &mut found);
        let text = fold(&source.text);
        look(&text, &mut found);
        look(&text.replace(['*', '_', '`', '[', ']', '\\'], ""), &mut found);
        found
    });
    // Many files say the same names. What pages make of one: its address, and how it is searched.
    let names: HashSet<String> = visible.par_iter().flat_map_iter(|source| scalars(&source.text)).collect();
    let of_names = names.par_iter().map(|name| {
        let mut found = HashSet::new();
        look(&search_key(name), &mut found);
        look(&unmarked(name), &mut found);
        if let Some(slug) = Slug::of_name(name) {
            look(slug.as_str(), &mut found);
        }
        found
    });
    found.extend(of_files.chain(of_names).flatten_iter().collect::<Vec<_>>());
    (0..secrets.len()).map(|number| found.contains(&number)).collect()
}

/// A text in composed form, with one space for any white space: a page breaks lines elsewhere.
fn on_one_line(text: &str) -> String {
    nfc(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// The words of some texts, their letters folded.
fn words_of(texts: &[&str]) -> HashSet<String> {
    let words = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(fold_letters).collect()
}

/// The texts of a hidden file that would betray it.
fn secrets_of(source: &SourceText) -> Vec<Secret> {
    let secret = |text: &str, at| Secret { file: source.path.clone(), text: text.to_owned(), at };
    let body = split(&source.text).map_or(0, |split| split.body);
    let mut found = Vec::new();
    for text in scalars(&source.text) {
        let long = |(_, piece): &(usize, &str)| letters(piece) >= SHORTEST;
        for (_, piece) in pieces(&text).filter(long) {
            found.push(secret(piece, source.text[..body].find(piece)));
        }
        let bare = unmarked(&text);
        if bare != fold(&text) {
            found.extend(pieces(&bare).filter(long).map(|(_, piece)| secret(piece, None)));
        }
        // Names and titles are addresses, too.
        let slug = Slug::of_name(&text).filter(|slug| letters(slug.as_str()) >= SHORTEST && text.len() < 200);
        found.extend(slug.filter(|slug| slug.as_str() != text).map(|slug| secret(slug.as_str(), None)));
    }
    let name = source.path.rsplit('/').next().and_then(|name| name.strip_suffix(".md")).unwrap_or_default();
    if letters(name) >= SHORTEST {
        found.push(secret(name, None));
    }
    let mut line_at = body;
    for line in source.text[body..].split_inclusive('\n') {
        let composed = nfc(line);
        for (at, piece) in pieces(&composed).filter(|(_, piece)| piece.len() >= SHORTEST_OF_BODY) {
            let fits = (0..=LONGEST_OF_BODY.min(piece.len())).rev().find(|end| piece.is_char_boundary(*end));
            // In another form of Unicode than the file's it is not as long as there.
            let at = matches!(composed, Cow::Borrowed(_)).then_some(line_at + at);
            found.push(secret(piece[..fits.unwrap_or(0)].trim_end(), at));
        }
        line_at += line.len();
    }
    found
}

/// The names of the pictures and other files that hidden files speak of, but for names that links write otherwise.
fn files_of<'a>(hidden: &[&SourceText], files: impl Iterator<Item = &'a str>) -> Vec<Secret> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let names: HashSet<&str> = files.filter_map(|path| path.rsplit('/').next()).collect();
    let mut names: Vec<&str> = names.into_iter().filter(|n| letters(n) >= SHORTEST && n.chars().all(plain)).collect();
    names.sort_unstable();
    let folded: Vec<String> = names.iter().map(|name| fold_letters(name)).collect();
    let words = Words::new(folded.iter().map(String::as_str));
    let mut found = Vec::new();
    for source in hidden {
        let mut told = BTreeSet::new();
        words.each(&fold_letters(&source.text), |_, number| {
            told.insert(number);
        });
        let secret = |name: &str| {
            let at = source.text.find(name);
            Secret { file: source.path.clone(), text: name.to_owned(), at }
        };
        found.extend(told.into_iter().map(|number| secret(names[number])));
    }
    found
}

/// The parts of a text that stand in any page, feed or data as they are written, each with where it begins: no way of
/// escaping changes letters, their marks, digits, spaces and these signs.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let plain =
        |c: char| c.is_alphanumeric() || is_mark(c) || matches!(c, ' ' | '-' | '.' | ',' | ';' | ':' | '(' | ')' | '_');
    let no_word = |c: char| !c.is_alphanumeric();
    let mut next = 0;
    text.split_inclusive(move |c| !plain(c)).map(move |part| {
        let piece = part.trim_start_matches(no_word);
        let at = next + part.len() - piece.len();
        next += part.len();
        (at, piece.trim_end_matches(no_word))
    })
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// The texts of a front matter.
fn scalars(text: &str) -> Vec<String> {
    let Some(split) = split(text) else { return Vec::new() };
    let mut found = Vec::new();
    let Ok(value) = serde_yaml::from_str::<serde_yaml::Value>(&text[split.front]) else { return found };
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            serde_yaml::Value::String(text) => found.push(on_one_line(&text)),
            serde_yaml::Value::Sequence(list) => waiting.extend(list),
            serde_yaml::Value::Mapping(map) => waiting.extend(map.into_iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::At;

    fn file(path: &str, text: &str) -> SourceText {
        SourceText { path: path.into(), text: text.into() }
    }

    fn audit(hidden: &str, visible: &str) -> Audit {
        let (hidden, visible) =
            (file("content/briefings/secret-plan.md", hidden), file("content/briefings/v.md", visible));
        Audit::new(&[&hidden], &[&visible], std::iter::empty(), std::iter::empty(), &["Published on December"]).unwrap()
    }

    const HIDDEN: &str = "---\ntitle: Depot \"North\" burns\nactors: [Zoë Müllerova, Ждан Щукарёв, नरेन्द्र अग्रवाल]\ndate: 2026-01-01\n---\nThe guards of that night were told to say nothing at all.\n";

    #[test]
    fn a_word_of_a_hidden_file_is_found_however_it_is_escaped() {
        let audit = audit(HIDDEN, "---\ntitle: V\n---\n");
        for leak in [
            "<a href=\"/tags/depot-north-burns/\">",
            "{\"name\":\"ZOë MüLLEROVA\"}",
            "<a href=\"/actors/zoe-mullerova/\">",
            "<a href=\"/briefings/secret-plan/\">",
            "{\"key\":\"zoe\u{308} mu\u{308}llerova\"}",
            "<h1>Zoe Mullerova</h1>",
            "<h1>ЖДАН ЩУКАРЁВ</h1>",
            "<h1>नरेन्द्र अग्रवाल</h1>",
            "<p>The guards of that night were told to say nothing at all.</p>",
        ] {
            assert!(audit.look("index.html", leak.as_bytes()).is_some(), "{leak}");
        }
        assert!(audit.look("briefings/secret-plan/index.html", b"").is_some());
        assert!(audit.look("index.html", b"<p>Published on 1 January 2026</p>").is_none());
    }

    #[test]
    fn the_last_sentence_of_a_long_text_is_a_secret_too_and_told_where_it_stands() {
        let sentence = |number: usize| format!("The guards of ship {number} were told by the seventh of May");
        let body: String = (0..5_000).map(|number| sentence(number) + ".\n").collect();
        let (hidden, last) = (format!("{HIDDEN}{body}"), sentence(4_999));
        let leak = audit(&hidden, "---\ntitle: V\n---\n").look("index.html", last.as_bytes()).unwrap();
        let at = hidden.find(&last).unwrap();
        assert_eq!(leak.place.unwrap().at, At::Bytes(at, at + last.len()));
    }

    #[test]
    fn what_is_said_in_public_is_no_secret() {
        let visible = "---\ntitle: V\nactors: [Zoe\u{308}\n  MÜLLEROVA]\n---\nOf **Zoë**\nMüllerova.\n";
        let audit = audit(HIDDEN, visible);
        assert!(audit.look("actors/zoe-mullerova/index.html", "<h1>Zoë Müllerova</h1>".as_bytes()).is_none());
    }

    #[test]
    fn where_nothing_is_hidden_nothing_is_looked_for() {
        assert!(Audit::new(&[], &[], std::iter::empty(), std::iter::empty(), &[]).is_none());
    }
}
