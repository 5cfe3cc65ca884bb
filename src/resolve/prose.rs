//! Links, names and citations of a prose.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use aho_corasick::{AhoCorasick, MatchKind};

use crate::config::AutoLink;
use crate::diagnostic::{Code, Diagnostic, FilePath, Place};
use crate::model::{Absence, EntityKind, EntityRef, Hole, Illustration, Prose, Target, is_apostrophe, kind_prefix};
use crate::parse::{Markdown, RawHole, RawLink};

use super::links::{Ground, Stand, target};
use super::names::{AllNames, Found, Names, reference};

/// Finds known names in prose.
#[derive(Debug)]
pub(super) struct Mentions {
    finder: Option<AhoCorasick>,
    entities: Vec<EntityRef>,
    mode: AutoLink,
}

impl Mentions {
    /// Prepares to find the names that stand for one entity only.
    pub(super) fn new(names: &AllNames<'_>, mode: AutoLink) -> Mentions {
        let mut patterns = Vec::new();
        let mut entities = Vec::new();
        let mut seen = HashSet::new();
        if mode != AutoLink::Off {
            for kind in names.kinds() {
                for (name, number) in kind.unambiguous() {
                    // A single letter is a word before it is a name. Text in HTML has `&` and `<` escaped.
                    if !names.knows(reference(kind.kind, number))
                        || name.chars().count() < 2
                        || names.is_shared(name, kind.kind)
                    {
                        continue;
                    }
                    let pattern = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                    let straight = pattern.replace(is_apostrophe, "'");
                    let curly = straight.replace('\'', "’");
                    for pattern in [pattern, straight, curly] {
                        if seen.insert(pattern.clone()) {
                            patterns.push(pattern);
                            entities.push(reference(kind.kind, number));
                        }
                    }
                }
            }
        }
        // The names together are bounded by the size of the files they come from.
        let finder = (!patterns.is_empty())
            .then(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns).ok())
            .flatten();
        Mentions { finder, entities, mode }
    }

    /// The mentions in a text: where, and of whom.
    fn find<'a>(
        &'a self,
        html: &'a str,
        runs: &'a [std::ops::Range<usize>],
    ) -> impl Iterator<Item = (usize, usize, EntityRef)> + 'a {
        runs.iter().flat_map(move |run| {
            let text = &html[run.clone()];
            self.finder.iter().flat_map(move |finder| finder.find_iter(text)).filter_map(move |found| {
                let whole = is_edge(text[..found.start()].chars().next_back(), text[found.start()..].chars().next())
                    && is_edge(text[found.end()..].chars().next(), text[..found.end()].chars().next_back());
                let entity = self.entities[found.pattern().as_usize()];
                let whole = whole && !is_part(&text[..found.start()], &text[found.range()], &text[found.end()..]);
                whole.then(|| (run.start + found.start(), run.start + found.end(), entity))
            })
        })
    }
}

/// Whether a name may end between its last character and the one outside: both are not part of one
/// word. Scripts that are written without spaces have no such edge.
fn is_edge(outside: Option<char>, inside: Option<char>) -> bool {
    let unspaced = |c: char| matches!(c, '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    match (outside, inside) {
        (Some(out), Some(inside)) => !out.is_alphanumeric() || !inside.is_alphanumeric() || unspaced(inside),
        _ => true,
    }
}

/// Whether a name is probably part of a longer one: `New York` of `New York University`, `Washington` of
/// `George Washington`. A title before a name of more words (`Minister Viktor Khrenin`) is none of it.
fn is_part(before: &str, name: &str, after: &str) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let next = after.strip_prefix(' ').is_some_and(|after| {
        let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        (capital(word) && !matches!(word, "I")) || WIDER.contains(&word)
    });
    if next {
        return true;
    }
    let Some(before) = before.strip_suffix(' ').filter(|_| !name.contains(' ')) else { return false };
    let start = before
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let word = &before[start..];
    let above = before[..start].trim_end();
    let begins_sentence = above.is_empty() || above.ends_with(['.', '!', '?', ':', '"', '“', '”', '«', '»', ')', ']']);
    capital(word) && !(begins_sentence && OPENINGS.iter().any(|opening| word.eq_ignore_ascii_case(opening)))
}

/// Words after a place's name that make a wider place of it, or another: Odesa is not the Odesa region.
const WIDER: [&str; 17] = [
    "airport",
    "area",
    "bay",
    "county",
    "department",
    "district",
    "governorate",
    "harbour",
    "island",
    "municipality",
    "oblast",
    "peninsula",
    "port",
    "prefecture",
    "province",
    "region",
    "strait",
];

/// Words that have a capital only because a sentence begins with them. Where another stands before a name,
/// the name may be the second half of a person's: then it is left alone, and a later mention is linked.
const OPENINGS: [&str; 34] = [
    "after", "although", "and", "as", "at", "because", "before", "both", "but", "by", "even", "for", "from", "had",
    "how", "if", "in", "near", "no", "not", "of", "on", "only", "since", "that", "the", "then", "though", "to",
    "until", "what", "when", "while", "with",
];

/// What a prose is part of.
pub(super) struct Owner<'a> {
    pub(super) file: &'a FilePath,
    /// The address of its page, from the site's root.
    pub(super) url: &'a str,
    /// The entity that the prose is about: it is not linked to itself.
    pub(super) about: Option<EntityRef>,
    /// How many sources may be cited.
    pub(super) sources: usize,
    /// The anchors that the page has beside those of the prose.
    pub(super) anchors: &'a (dyn Fn() -> Vec<String> + Sync),
}

/// A resolved prose with what was learned on the way.
pub(super) struct Resolved {
    pub(super) prose: Prose,
    /// The entities that the prose names, in the order of their first mention.
    pub(super) named: Vec<EntityRef>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Resolves every link, name and citation of a body.
pub(super) fn resolve(
    body: Markdown,
    owner: &Owner<'_>,
    names: &AllNames<'_>,
    mentions: &Mentions,
    ground: &Ground<'_>,
) -> Resolved {
    let Markdown { html, holes, runs, headings, anchors } = body;
    let mut out = Resolved {
        prose: Prose { html, holes: Vec::with_capacity(holes.len()), headings, anchors: Vec::new() },
        named: Vec::new(),
        diagnostics: Vec::new(),
    };
    let mut named = Named::default();
    let mut cited = vec![0; owner.sources];
    // Most texts link to no place of their own page.
    let own_anchors = LazyCell::new(|| [(owner.anchors)(), anchors.clone()].concat());
    let goes = |link: &RawLink, diagnostics: &mut Vec<Diagnostic>| {
        let stand = Stand { file: owner.file, url: owner.url, span: &link.span };
        target(ground, &stand, &link.to, || &own_anchors).unwrap_or_else(|diagnostic| {
            diagnostics.push(diagnostic);
            Target::Nowhere
        })
    };
    for (at, hole) in holes {
        let hole = match hole {
            RawHole::Open(link) => {
                let target = goes(&link, &mut out.diagnostics);
                if let Target::Entity(entity) = target {
                    named.note(entity);
                }
                Hole::Open { target, title: link.title }
            }
            RawHole::Name(link) => {
                let found = name(&link, owner.file, names, ground);
                let (target, told) = match found {
                    Ok((target, warning)) => (target, warning),
                    Err(diagnostic) => (Target::Nowhere, Some(diagnostic)),
                };
                out.diagnostics.extend(told);
                if let Target::Entity(entity) = target {
                    named.note(entity);
                }
                Hole::Open { target, title: link.title }
            }
            RawHole::Close => Hole::Close,
            RawHole::Word(key, number) => Hole::Word(key, number),
            RawHole::Address(link) => Hole::Address(goes(&link, &mut out.diagnostics)),
            RawHole::Picture(link, shown) => {
                let mut target = goes(&link, &mut out.diagnostics);
                if matches!(target, Target::External(_)) {
                    out.diagnostics.push(foreign_image(&link, owner.file));
                    target = Target::Nowhere;
                }
                Hole::Picture(target, Box::new(Illustration { title: link.title, ..*shown }))
            }
            RawHole::Citation(source) => {
                let nth = cited.get_mut(source).map_or(0, |count| {
                    *count += 1;
                    *count - 1
                });
                Hole::Citation { source, nth }
            }
        };
        out.prose.holes.push((at, hole));
    }
    out.prose.anchors = anchors;
    link_mentions(&mut out, &mut named, &runs, owner, mentions);
    out.named = named.order;
    out
}

/// An image from elsewhere would be a request to a third party from each reader.
fn foreign_image(link: &RawLink, file: &FilePath) -> Diagnostic {
    let place = Place { file: file.clone(), at: link.span.clone().into() };
    let message = "an image can't come from another site: each reader would be known there";
    Diagnostic::new(Code::MissingAsset, place, message).help("put the image beside this file, and link to its source")
}

/// The entities that a prose names, each once, in their order.
#[derive(Default)]
struct Named {
    order: Vec<EntityRef>,
    all: HashSet<EntityRef>,
}

impl Named {
    fn note(&mut self, entity: EntityRef) {
        if self.all.insert(entity) {
            self.order.push(entity);
        }
    }
}

/// What a `[[Name]]` leads to.
fn name(
    link: &RawLink,
    file: &FilePath,
    names: &AllNames<'_>,
    ground: &Ground<'_>,
) -> Result<(Target, Option<Diagnostic>), Diagnostic> {
    let (wanted, name) = kind_prefix(link.to.trim());
    let place = || Place { file: file.clone(), at: link.span.clone().into() };
    let kinds: Vec<&Names> =
        names.kinds().into_iter().filter(|kind| wanted.is_none_or(|wanted| wanted == kind.kind)).collect();
    for kind in &kinds {
        match names.find(kind, name) {
            Found::Id(entity) | Found::Name(entity) => {
                let others: Vec<&str> = kinds
                    .iter()
                    // An organization and its publications may well share a name; a place is another thing.
                    .filter(|other| other.kind == EntityKind::Location && other.kind != kind.kind)
                    .filter(|other| !matches!(names.find(other, name), Found::Nothing))
                    .map(|other| other.kind.as_str())
                    .collect();
                let warning = (!others.is_empty()).then(|| two_kinds(name, kind.kind.as_str(), &others, place()));
                return Ok((Target::Entity(reference(kind.kind, entity)), warning));
            }
            Found::Ambiguous => return Err(kind.ambiguous(name, place())),
            Found::Nothing => {}
        }
    }
    if name.is_empty() {
        let help = "write a name between the brackets, or take them away";
        return Err(Diagnostic::new(Code::BrokenLink, place(), "this link names nothing").help(help));
    }
    if let Some(Absence::Hidden(reason)) = ground.absent.profile(name) {
        let message = format!("the profile of `{name}` is held back: {reason}");
        let help = "take the link out until it is published, or name it in the front matter of a briefing";
        return Err(Diagnostic::new(Code::BrokenLink, place(), message).help(help));
    }
    match ground.absent.name(name) {
        Some(Absence::Unread) => return Ok((Target::Nowhere, None)),
        Some(Absence::Hidden(_)) => {
            let message = format!("`{name}` is named only in what is held back");
            let help = "take the link out until that is published, or write a profile for the name";
            return Err(Diagnostic::new(Code::BrokenLink, place(), message).help(help));
        }
        None => {}
    }
    if kinds.iter().any(|kind| kind.find(name) != Found::Nothing) {
        let message = format!("`{name}` is named only in what is withdrawn");
        let help = "name it in the front matter, write a profile for it, or take the link out";
        return Err(Diagnostic::new(Code::BrokenLink, place(), message).help(help));
    }
    let near = kinds.iter().find_map(|kind| kind.near(name));
    let help = match near {
        Some(near) => format!("did you mean `[[{near}]]`?"),
        None => "name it in the front matter, or write a profile for it".to_owned(),
    };
    Err(Diagnostic::new(Code::BrokenLink, place(), format!("nothing is known as `{name}`")).help(help))
}

/// A name that is an actor's and a place's: it leads to the first, and the other may be meant.
fn two_kinds(name: &str, kind: &str, others: &[&str], place: Place) -> Diagnostic {
    let message = format!("`{name}` is the name of more than one thing: this leads to the {kind}");
    let others = others.iter().map(|other| format!("[[{other}:{name}]]")).collect::<Vec<_>>().join(" or ");
    Diagnostic::new(Code::SharedName, place, message).help(format!("write [[{kind}:{name}]], or {others}"))
}

/// Makes links of the names that stand in the prose as plain text.
fn link_mentions(
    out: &mut Resolved,
    named: &mut Named,
    runs: &[std::ops::Range<usize>],
    owner: &Owner<'_>,
    mentions: &Mentions,
) {
    let explicit = named.all.clone();
    let mut linked = HashMap::new();
    let mut added = Vec::new();
    for (start, end, entity) in mentions.find(&out.prose.html, runs) {
        if Some(entity) == owner.about {
            continue;
        }
        let times = linked.entry(entity).or_insert(0_usize);
        *times += 1;
        let first = *times == 1 && !explicit.contains(&entity);
        if mentions.mode == AutoLink::All || first {
            added.push((start, Hole::Open { target: Target::Entity(entity), title: None }));
            added.push((end, Hole::Close));
        }
        if *times == 1 {
            named.note(entity);
        }
    }
    if added.is_empty() {
        return;
    }
    // Both lists are in order; no mention crosses a hole, since a hole ends a run.
    let old = std::mem::take(&mut out.prose.holes);
    let mut merged = Vec::with_capacity(old.len() + added.len());
    let mut old = old.into_iter().peekable();
    for (at, hole) in added {
        let closes = matches!(hole, Hole::Close);
        while let Some(next) = old.next_if(|(o, _)| if closes { *o < at } else { *o <= at }) {
            merged.push(next);
        }
        merged.push((at, hole));
    }
    merged.extend(old);
    out.prose.holes = merged;
}
