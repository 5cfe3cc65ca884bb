//! From texts to [`Document`]s: typed front matter and Markdown, one file at a time, in parallel.
//!
//! Nothing here knows another file. Names are still strings, links still go where the author wrote
//! that they go.

mod below;
mod bounds;
mod estimate;
pub mod front_matter;
mod locate;
mod markdown;
mod sense;
mod swallowed;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, FilePath, Place, Step};
use crate::load::{SourceText, Sources};
use crate::model::{Slug, is_forbidden};
use crate::yaml;
use front_matter::{RawActor, RawBriefing, RawLocation, RawPage, RawPublisher};

pub use locate::Locator;
use markdown::Citable;
pub use markdown::{Markdown, RawHole, RawLink};

/// One file of `content/`: typed raw front matter and parsed Markdown.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its path from the site's root.
    pub file: FilePath,
    /// What stands at its head.
    pub front: Front,
    /// What follows.
    pub body: Markdown,
    /// The keys of the front matter of which a part could not be read: what refers to one may be right.
    pub damaged: Vec<String>,
}

impl Document {
    /// Whether a part of a key's value could not be read.
    pub fn is_damaged(&self, key: &str) -> bool {
        self.damaged.iter().any(|damaged| damaged == key)
    }

    /// The id that it answers at: its own, or its file's name; none where neither gives one.
    pub fn id(&self) -> Option<Slug> {
        let own = match &self.front {
            Front::Briefing(raw) => raw.id.as_ref(),
            Front::Actor(raw) => raw.id(),
            Front::Location(raw) => raw.id(),
            Front::Publisher(raw) => raw.id(),
            Front::Page(raw) => raw.id.as_ref(),
        };
        own.cloned().or_else(|| id_of_file(&self.file))
    }
}

/// The id that a file's name gives; none if no letter or digit is left of it.
pub fn id_of_file(file: &FilePath) -> Option<Slug> {
    Slug::of_name(stem(file))
}

/// The name of a file without folder and ending; an `index.md` in a folder of its own, with its pictures
/// beside it, goes by the folder's name. Free pages have their folders in their addresses anyway.
pub(crate) fn stem(file: &FilePath) -> &str {
    let mut parts = file.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let folder = parts.next().filter(|_| name == "index.md" && parts.count() > 1 && !file.starts_with(PAGES));
    folder.unwrap_or_else(|| name.trim_end_matches(".md"))
}

const PAGES: &str = "content/pages/";

/// The front matter of a document, by the kind of its folder.
#[derive(Debug, Clone)]
pub enum Front {
    /// `content/briefings/**`.
    Briefing(Box<RawBriefing>),
    /// `content/actors/**`.
    Actor(Box<RawActor>),
    /// `content/locations/**`.
    Location(Box<RawLocation>),
    /// `content/publishers/**`.
    Publisher(Box<RawPublisher>),
    /// `content/pages/**`.
    Page(Box<RawPage>),
}

/// What parsing makes of a site's texts.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The documents that could be read, by path.
    pub documents: Vec<Document>,
    /// The files that could not be read, with their texts where they have one; what is wrong with each
    /// is told.
    pub unread: Vec<SourceText>,
    /// What is wrong with any of them.
    pub diagnostics: Diagnostics,
}

impl Parsed {
    /// The templates that documents ask for.
    pub fn templates(&self) -> impl Iterator<Item = &str> {
        self.documents.iter().filter_map(|document| match &document.front {
            Front::Briefing(raw) => raw.template.as_deref(),
            Front::Page(raw) => raw.template.as_deref(),
            Front::Actor(_) | Front::Location(_) | Front::Publisher(_) => None,
        })
    }
}

/// Parses every document of a site.
pub fn parse(sources: &Sources) -> Parsed {
    let all: Vec<_> = sources.documents.par_iter().map(document).collect();
    gather(sources, all)
}

/// What was made of texts before, by their paths: only what is another text is parsed again.
#[derive(Debug, Default)]
pub struct Memory(HashMap<FilePath, (Arc<str>, Outcome)>);

/// What is made of one text: nothing where it could not be read.
type Outcome = (Option<Document>, Vec<Diagnostic>);

impl Memory {
    /// The same as [`parse`]; remembers what it made, and of what.
    pub fn parse(&mut self, sources: &Sources) -> Parsed {
        let known = |source: &SourceText| {
            let (text, outcome) = self.0.get(&source.path)?;
            (Arc::ptr_eq(text, &source.text) || *text == source.text).then(|| outcome.clone())
        };
        let read = |source: &SourceText| match known(source) {
            Some(outcome) => (outcome, false),
            None => (document(source), true),
        };
        let all: Vec<(Outcome, bool)> = sources.documents.par_iter().map(read).collect();
        for (source, (outcome, is_new)) in sources.documents.iter().zip(&all) {
            if *is_new {
                self.0.insert(source.path.clone(), (Arc::clone(&source.text), outcome.clone()));
            }
        }
        if self.0.len() > sources.documents.len() {
            let there: HashSet<&FilePath> = sources.documents.iter().map(|source| &source.path).collect();
            self.0.retain(|path, _| there.contains(path));
        }
        gather(sources, all.into_iter().map(|(outcome, _)| outcome).collect())
    }

    /// The document of a briefing's text that is known with other words only, its title, summary or body; remembers it.
    ///
    /// Nothing where what it says to others is not what it was, or what is wrong with it.
    pub fn other_words(&mut self, source: &SourceText) -> Option<Document> {
        let (text, (known, told)) = self.0.get_mut(&source.path)?;
        let (made, told_now) = document(source);
        let (before, now) = (known.as_mut()?, made?);
        let (Front::Briefing(said), Front::Briefing(says)) = (&before.front, &now.front) else { return None };
        let as_before = RawBriefing { title: said.title.clone(), summary: said.summary.clone(), ..(**says).clone() };
        if as_before != **said || *told != told_now || before.damaged != now.damaged {
            return None;
        }
        *text = Arc::clone(&source.text);
        *before = now.clone();
        Some(now)
    }
}

fn gather(sources: &Sources, all: Vec<Outcome>) -> Parsed {
    let mut parsed = Parsed { documents: Vec::with_capacity(all.len()), ..Parsed::default() };
    for ((document, diagnostics), source) in all.into_iter().zip(&sources.documents) {
        if document.is_none() {
            parsed.unread.push(source.clone());
        }
        parsed.documents.extend(document);
        parsed.diagnostics.extend(diagnostics);
    }
    let told = sources.diagnostics.iter().filter(|told| matches!(told.code, Code::NotText | Code::TooLarge));
    let not_texts = told.filter_map(|diagnostic| diagnostic.place.as_ref());
    parsed.unread.extend(not_texts.map(|place| SourceText { path: place.file.clone(), text: "".into() }));
    parsed
}

/// Where the front matter of a text stands, and where its body begins, in bytes.
pub(crate) struct Split {
    pub(crate) front: std::ops::Range<usize>,
    pub(crate) body: usize,
}

/// Finds the front matter: between a first line `---` and the next line `---`.
pub(crate) fn split(text: &str) -> Option<Split> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first = text[start..].lines().next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let front = start + text[start..].find('\n')? + 1;
    let mut at = front;
    for line in text[front..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some(Split { front: front..at, body: at + line.len() });
        }
        at += line.len();
    }
    None
}

/// How much of a text is its front matter, with the lines around it, in bytes; nothing where it has none.
pub fn front_length(text: &str) -> usize {
    split(text).map_or(0, |split| split.body)
}

fn document(source: &SourceText) -> Outcome {
    let file = &source.path;
    let text = &*source.text;
    let Some(kind) = file.strip_prefix("content/").and_then(|p| p.split_once('/')).map(|(kind, _)| kind) else {
        return (None, vec![stray(file)]);
    };
    // No byte of a longer character looks like one of these.
    if let Some((at, c)) = text.bytes().enumerate().find(|(_, byte)| *byte < b' ' && is_forbidden(char::from(*byte))) {
        let place = Place { file: file.clone(), at: (at..at + 1).into() };
        let message = format!("this text holds the control character U+{c:04X}, which no page may");
        return (None, vec![Diagnostic::new(Code::NotText, place, message).help("remove it").in_doubt()]);
    }
    let Some(split) = split(text) else {
        return (None, vec![no_front_matter(file, text, kind)]);
    };
    let yaml = &text[split.front.clone()];
    let mut reading = FrontReading { file, offset: split.front.start, diagnostics: Vec::new(), damaged: Vec::new() };
    let front = match kind {
        "briefings" => reading.read(yaml).map(|raw| Front::Briefing(Box::new(raw))),
        "actors" => reading.read(yaml).map(|raw| Front::Actor(Box::new(raw))),
        "locations" => reading.read(yaml).map(|raw| Front::Location(Box::new(raw))),
        "publishers" => reading.read(yaml).map(|raw| Front::Publisher(Box::new(raw))),
        "pages" => reading.read(yaml).map(|raw| Front::Page(Box::new(raw))),
        _ => return (None, vec![stray(file)]),
    };
    let FrontReading { mut diagnostics, damaged, .. } = reading;
    let Some(front) = front else {
        return (None, diagnostics);
    };
    if let Some(too_much) = bounds::look(file, &front).or_else(|| bounds::of_body(file, text, split.body)) {
        diagnostics.push(too_much);
        return (None, diagnostics);
    }
    diagnostics.extend(sense::look(file, &front, &damaged));
    diagnostics.extend(swallowed::look(file, text, split.front.clone(), &front, &damaged));
    diagnostics.extend(below::look(file, text, split.body));
    if matches!(front, Front::Briefing(_)) {
        diagnostics.extend(estimate::in_markdown(&text[split.body..]).into_iter().map(|mixed| {
            let (message, help) = sense::mixing(&mixed);
            let at = (split.body + mixed.span.start..split.body + mixed.span.end).into();
            Diagnostic::new(Code::MixedConfidence, Place { file: file.clone(), at }, message).help(help)
        }));
    }
    let cited: Vec<&str>;
    let citable = match &front {
        Front::Briefing(raw) => {
            cited = raw.sources.iter().filter_map(|s| s.id.as_deref()).collect();
            Citable::Sources(&cited)
        }
        _ => Citable::Nothing,
    };
    let (body, wrong) = markdown::read(text, split.body, citable);
    let unsure = damaged.iter().any(|key| key == "sources");
    let wrong = wrong.into_iter().filter(|wrong| !(unsure && wrong.code == Code::MissingFootnote));
    diagnostics.extend(wrong.map(|wrong| {
        let place = Place { file: file.clone(), at: wrong.span.into() };
        Diagnostic::new(wrong.code, place, wrong.message).help(wrong.help)
    }));
    (Some(Document { file: file.clone(), front, body, damaged }), diagnostics)
}

fn stray(file: &FilePath) -> Diagnostic {
    let message = "this file lies where Dateline looks for no document; it is left out";
    let help = "move it to content/briefings, actors, locations, publishers or pages";
    Diagnostic::new(Code::StrayFile, Place::file(file), message).help(help)
}

fn no_front_matter(file: &FilePath, text: &str, kind: &str) -> Diagnostic {
    let is_mark = |line: &str| line.trim_end() == "---";
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let open = lines.clone().next().is_some_and(is_mark);
    let after_blank = lines.by_ref().find(|line| !line.trim().is_empty()).is_some_and(is_mark);
    let begun = match kind {
        "actors" | "locations" | "publishers" => "`name: …`",
        "pages" => "`title: …`",
        _ => "`title: …` and `date: …`",
    };
    let (message, help) = if open {
        ("the front matter is not closed", "end it with a line `---` of its own".to_owned())
    } else if after_blank {
        (
            "the front matter does not begin at the first line",
            "remove what stands above the first line `---`".to_owned(),
        )
    } else {
        ("this file has no front matter", format!("begin it with a line `---`, then {begun}, then `---`"))
    };
    let place = Place { file: file.clone(), at: At::Bytes(0, text.lines().next().map_or(0, str::len)) };
    Diagnostic::new(Code::NoFrontMatter, place, message).help(help).in_doubt()
}

/// The keys that decide whether a file is seen: a mistake in one leaves that in doubt.
const DECIDING: [&str; 4] = ["status", "date", "publish_at", "tlp"];

/// A front matter that is being read: what is wrong with it, and with which of its keys.
struct FrontReading<'a> {
    file: &'a FilePath,
    /// Where it begins in its file.
    offset: usize,
    diagnostics: Vec<Diagnostic>,
    damaged: Vec<String>,
}

impl FrontReading<'_> {
    fn read<T: serde::de::DeserializeOwned>(&mut self, text: &str) -> Option<T> {
        let (raw, findings) = yaml::read(text);
        let lost = raw.is_none();
        if !lost {
            self.diagnostics.extend(yaml::pitfalls(text).into_iter().map(|pitfall| pitfall.at(self.file, self.offset)));
        }
        for finding in findings {
            let decides = match finding.path.0.as_slice() {
                [Step::Key(key)] => DECIDING.contains(&key.as_str()),
                _ => false,
            };
            if let Some(Step::Key(key)) = finding.path.0.first() {
                self.damaged.push(key.clone());
            }
            // A mistyped `status` would show what was meant to be hidden.
            let named = |help: &str| DECIDING.iter().any(|key| help.contains(&format!("`{key}")));
            let mistyped = finding.code == Code::UnknownKey && finding.help.as_deref().is_some_and(named);
            let diagnostic = finding.at(self.file, self.offset);
            self.diagnostics.push(if lost || decides || mistyped { diagnostic.in_doubt() } else { diagnostic });
        }
        raw
    }
}
