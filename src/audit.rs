//! The last look before anything is written: no word that only a hidden file has may stand in an output file.
//!
//! Visibility is decided in `resolve`, and what is hidden is not in the catalog. This room does not rely on
//! that. It takes the words of the hidden files from their very texts, leaves out what the visible files, the
//! templates and the interface say too, and looks for the rest in every page as it is made. It costs nothing
//! where nothing is hidden.
//!
//! What it can't find: words of fewer than six letters, words that something visible says too, and what stands
//! inside a picture or another file that is copied as it is.

use std::collections::{HashMap, HashSet};

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, FilePath, Place};
use crate::load::SourceText;
use crate::model::{Slug, search_key};
use crate::parse::split;

/// The fewest letters of a secret in the front matter: shorter ones stand in other words.
const SHORTEST: usize = 6;
/// The fewest and the most bytes of a secret in a body: a part of a sentence that nobody else writes.
const SHORTEST_OF_BODY: usize = 24;
const LONGEST_OF_BODY: usize = 64;
/// How many secrets are taken from the body of one file, from its beginning.
const MOST_OF_BODY: usize = 200;

/// Looks for what is hidden in what is about to be written.
#[derive(Debug)]
pub struct Audit {
    words: AhoCorasick,
    secrets: Vec<Secret>,
}

/// A text that only a hidden file has.
#[derive(Debug)]
struct Secret {
    file: FilePath,
    /// As it would stand in a page, whichever way that escapes texts.
    text: String,
    /// Where the hidden file says it; none for its address, which no key need say.
    at: Option<usize>,
}

impl Audit {
    /// Prepares the look: `hidden` and `visible` are files of `content/`, `public` is whatever else is for
    /// everybody: the configuration, templates, the words of the interface. None where nothing is hidden.
    ///
    /// # Errors
    /// When the words can't be looked for; then nothing may be written.
    pub fn new<'a>(
        hidden: &[&SourceText],
        visible: &[&SourceText],
        public: impl Iterator<Item = &'a str>,
        interface: &[&'a str],
    ) -> Result<Option<Audit>, Box<Diagnostic>> {
        if hidden.is_empty() {
            return Ok(None);
        }
        let mut secrets: Vec<Secret> = hidden.iter().flat_map(|source| secrets_of(source)).collect();
        let by_chance = words_of(interface);
        secrets.retain(|secret| {
            let mut words = secret.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            !words.all(|word| word.chars().all(|c| c.is_ascii_digit()) || by_chance.contains(&word.to_lowercase()))
        });
        let said = said_by(&secrets, visible, public.chain(interface.iter().copied()))?;
        let mut said = said.into_iter();
        secrets.retain(|_| said.next() != Some(true));
        let words = automaton(secrets.iter().map(|secret| secret.text.as_str()))?;
        Ok(Some(Audit { words, secrets }))
    }

    /// The first secret in an output file, told as the mistake that it is.
    pub fn look(&self, route: &str, bytes: &[u8]) -> Option<Diagnostic> {
        let found = self.words.find(route.as_bytes()).or_else(|| self.words.find(bytes))?;
        let secret = &self.secrets[found.pattern().as_usize()];
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

fn automaton<'a>(words: impl Iterator<Item = &'a str>) -> Result<AhoCorasick, Box<Diagnostic>> {
    let built = AhoCorasickBuilder::new().ascii_case_insensitive(true).build(words);
    built.map_err(|error| {
        let message = format!("what is held back can't be looked for in the output: {error}");
        let help = "hold back fewer files at once; nothing is written without that look";
        Box::new(Diagnostic::new(Code::Leak, Place::file(&"content/".into()), message).help(help))
    })
}

/// Which of the secrets something visible says too.
fn said_by<'a>(
    secrets: &[Secret],
    visible: &[&SourceText],
    public: impl Iterator<Item = &'a str>,
) -> Result<Vec<bool>, Box<Diagnostic>> {
    let mut said = vec![false; secrets.len()];
    // One text may be the secret of several files, and be within others.
    let mut same: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, secret) in secrets.iter().enumerate() {
        same.entry(secret.text.to_ascii_lowercase()).or_default().push(i);
    }
    let texts: Vec<&String> = same.keys().collect();
    let words = automaton(texts.iter().map(|text| text.as_str()))?;
    let look = |text: &str, found: &mut HashSet<usize>| {
        found.extend(words.find_overlapping_iter(text).map(|found| found.pattern().as_usize()));
    };
    let mut found = HashSet::new();
    for text in public {
        look(&on_one_line(text), &mut found);
    }
    let of_files = visible.par_iter().map(|source| {
        let mut found = HashSet::new();
        look(&source.path, &mut found);
        let text = on_one_line(&source.text);
        look(&text, &mut found);
        look(&text.replace(['*', '_', '`', '[', ']', '\\'], ""), &mut found);
        for text in scalars(&source.text) {
            // What pages make of a name: its address, and how it is searched.
            look(&search_key(&text), &mut found);
            if let Some(slug) = Slug::of_name(&text) {
                look(slug.as_str(), &mut found);
            }
        }
        found
    });
    for pattern in of_files.flatten_iter().collect::<Vec<_>>().into_iter().chain(found) {
        for i in &same[texts[pattern]] {
            said[*i] = true;
        }
    }
    Ok(said)
}

/// A text with one space for any white space: a page breaks lines elsewhere.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of some texts, in small letters.
fn words_of(texts: &[&str]) -> HashSet<String> {
    let words = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The texts of a hidden file that would betray it.
fn secrets_of(source: &SourceText) -> Vec<Secret> {
    let secret = |text: &str, at| Secret { file: source.path.clone(), text: text.to_owned(), at };
    let mut found = Vec::new();
    for text in scalars(&source.text) {
        for piece in pieces(&text).filter(|piece| letters(piece) >= SHORTEST) {
            found.push(secret(piece, source.text.find(piece)));
        }
        // Names and titles are addresses, too.
        let slug = Slug::of_name(&text).filter(|slug| letters(slug.as_str()) >= SHORTEST && text.len() < 200);
        found.extend(slug.filter(|slug| slug.as_str() != text).map(|slug| secret(slug.as_str(), None)));
    }
    let name = source.path.rsplit('/').next().and_then(|name| name.strip_suffix(".md")).unwrap_or_default();
    if letters(name) >= SHORTEST {
        found.push(secret(name, None));
    }
    let body = split(&source.text).map_or(0, |split| split.body);
    let lines = source.text[body..].lines().flat_map(pieces);
    for piece in lines.filter(|piece| piece.len() >= SHORTEST_OF_BODY).take(MOST_OF_BODY) {
        let end = (0..=LONGEST_OF_BODY.min(piece.len())).rev().find(|end| piece.is_char_boundary(*end)).unwrap_or(0);
        found.push(secret(piece[..end].trim_end(), source.text.find(piece)));
    }
    found
}

/// The parts of a text that stand in any page, feed or data as they are written: no way of escaping changes
/// letters, digits, spaces and these signs.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | ',' | ';' | ':' | '(' | ')' | '_');
    text.split(move |c| !plain(c)).map(|piece| piece.trim_matches(|c: char| !c.is_alphanumeric()))
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

    fn file(path: &str, text: &str) -> SourceText {
        SourceText { path: path.into(), text: text.into() }
    }

    fn audit(hidden: &str, visible: &str) -> Audit {
        let (hidden, visible) =
            (file("content/briefings/secret-plan.md", hidden), file("content/briefings/v.md", visible));
        Audit::new(&[&hidden], &[&visible], std::iter::empty(), &["Published on December"]).unwrap().unwrap()
    }

    const HIDDEN: &str = "---\ntitle: Depot \"North\" burns\nactors: [Zoë Müllerova]\ndate: 2026-01-01\n---\nThe guards of that night were told to say nothing at all.\n";

    #[test]
    fn a_word_of_a_hidden_file_is_found_however_it_is_escaped() {
        let audit = audit(HIDDEN, "---\ntitle: V\n---\n");
        for leak in [
            "<a href=\"/tags/depot-north-burns/\">",
            "{\"name\":\"ZOë MüLLEROVA\"}",
            "<a href=\"/actors/zoe-mullerova/\">",
            "<a href=\"/briefings/secret-plan/\">",
            "<p>The guards of that night were told to say nothing at all.</p>",
        ] {
            assert!(audit.look("index.html", leak.as_bytes()).is_some(), "{leak}");
        }
        assert!(audit.look("briefings/secret-plan/index.html", b"").is_some());
        assert!(audit.look("index.html", b"<p>Published on 1 January 2026</p>").is_none());
    }

    #[test]
    fn what_is_said_in_public_is_no_secret() {
        let visible = "---\ntitle: V\nactors: [Zoë\n  Müllerova]\n---\nOf **Zoë**\nMüllerova.\n";
        let audit = audit(HIDDEN, visible);
        assert!(audit.look("actors/zoe-mullerova/index.html", "<h1>Zoë Müllerova</h1>".as_bytes()).is_none());
    }

    #[test]
    fn where_nothing_is_hidden_nothing_is_looked_for() {
        assert!(Audit::new(&[], &[], std::iter::empty(), &[]).unwrap().is_none());
    }
}
