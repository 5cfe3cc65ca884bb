//! Markdown to HTML with holes.
//!
//! `pulldown-cmark` writes the HTML; what only the whole site can know (where a link leads, whether
//! a name is known) becomes a numbered marker in it, made of characters that no text has (Unicode's
//! private use area). Raw HTML, where there is any, passes `ammonia`'s allow-list with the markers
//! inside; then the markers are cut out and remembered by their place.

mod clean;
mod depth;
mod html;
mod images;
mod notes;
mod writer;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::bounds::DEEPEST;
use crate::diagnostic::Code;
use crate::model::{Heading, Illustration, is_forbidden};
use clean::clean;
use writer::Writer;

/// A parsed body: HTML whose links still go where the author wrote.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Markdown {
    /// The HTML without what the holes add.
    pub html: String,
    /// What goes where, by byte of `html`, in order.
    pub holes: Vec<(usize, RawHole)>,
    /// Where in `html` prose stands in which a known name becomes a link.
    pub runs: Vec<Range<usize>>,
    /// The headings.
    pub headings: Vec<Heading>,
    /// Every anchor that the HTML defines.
    pub anchors: Vec<String>,
}

/// A hole whose target is still the author's text.
#[derive(Debug, Clone, PartialEq)]
pub enum RawHole {
    /// A link begins.
    Open(RawLink),
    /// A `[[Name]]` begins.
    Name(RawLink),
    /// The link ends.
    Close,
    /// The address in an attribute that has been opened: a raw HTML link's.
    Address(RawLink),
    /// A picture.
    Picture(RawLink, Box<Illustration>),
    /// A citation of the briefing's source with this number, from 0.
    Citation(usize),
    /// What the interface says by this key, of a number.
    Word(&'static str, usize),
}

/// Where a link leads, as written.
#[derive(Debug, Clone, PartialEq)]
pub struct RawLink {
    /// The address or the name.
    pub to: String,
    /// The title, if any.
    pub title: Option<String>,
    /// Where it stands, in bytes of the file.
    pub span: Range<usize>,
}

/// A mistake in a body.
pub(in crate::parse) struct Wrong {
    pub(in crate::parse) code: Code,
    pub(in crate::parse) span: Range<usize>,
    pub(in crate::parse) message: String,
    pub(in crate::parse) help: String,
}

const HOLE: char = '\u{f8f0}';
const HOLE_END: char = '\u{f8f1}';
const RUN: &str = "\u{f8f2}";
const RUN_END: &str = "\u{f8f3}";

/// What a body may have beyond CommonMark.
pub(in crate::parse) const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_WIKILINKS);

/// What a body may cite.
#[derive(Debug, Clone, Copy)]
pub(in crate::parse) enum Citable<'a> {
    /// The briefing's sources, by their ids in order.
    Sources(&'a [&'a str]),
    /// Only a briefing has sources.
    Nothing,
}

/// Reads the body of a file, from a byte of it on.
pub(in crate::parse) fn read(text: &str, start: usize, citable: Citable<'_>) -> (Markdown, Vec<Wrong>) {
    let cited = match citable {
        Citable::Sources(cited) => cited,
        Citable::Nothing => &[],
    };
    let body = prepared(&text[start..], cited);
    // A line break in the source is a space: a name may be broken over two lines.
    let unbroken = |(event, range)| match event {
        Event::SoftBreak => (Event::Text(" ".into()), range),
        other => (other, range),
    };
    let events = TextMergeWithOffset::new(Parser::new_ext(&body, EXTENSIONS).into_offset_iter().map(unbroken));
    let mut writer = Writer::new(&text[start..], start, citable);
    let mut depth = 0_usize;
    for (event, range) in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth > DEEPEST {
            return (Markdown::default(), vec![depth::too_deep(start + range.start)]);
        }
        // What `prepared` added is not the author's.
        if range.start < text.len() - start {
            writer.event(event, range);
        } else if let Event::End(TagEnd::FootnoteDefinition) = event {
            writer.definition = None;
        } else if let Event::Start(Tag::FootnoteDefinition(_)) = event {
            writer.definition = Some(String::new());
        }
    }
    let (html, raw) = writer.finish();
    let html = match raw {
        true if depth::is_deep(&html) => {
            writer.wrong.push(depth::too_deep(start));
            String::new()
        }
        true => images::taken_out(&clean(&html, &mut writer), &mut writer),
        false => html,
    };
    let markdown = cut(&html, writer.holes, writer.headings, writer.anchors);
    let mut wrong = writer.wrong;
    wrong.extend(forbidden(&text[start..], start, &markdown));
    (markdown, wrong)
}

/// Where a character stands that no page may hold. What has one byte is looked for in the whole file before.
fn find_forbidden(text: &str) -> Option<usize> {
    // Delete, and the first bytes of the controls of eight bits and of U+FFFE in UTF-8.
    memchr::memchr3_iter(0x7f, 0xc2, 0xef, text.as_bytes()).find(|at| text[*at..].starts_with(is_forbidden))
}

/// A character that no page may hold and that stands in the HTML of a body: a reference (`&#1;`) spells it, or it is none of
/// those that are looked for in the whole file.
fn forbidden(body: &str, start: usize, markdown: &Markdown) -> Option<Wrong> {
    let at = body.find("&#").or_else(|| find_forbidden(body))?;
    let in_hole = |hole: &RawHole| -> Option<char> {
        let (link, picture) = match hole {
            RawHole::Open(link) | RawHole::Name(link) | RawHole::Address(link) => (link, None),
            RawHole::Picture(link, picture) => (link, Some(picture)),
            _ => return None,
        };
        let of_picture = picture
            .into_iter()
            .flat_map(|picture| [Some(&picture.alt), picture.title.as_ref(), Some(&picture.attributes)]);
        let texts = [Some(&link.to), link.title.as_ref()].into_iter().chain(of_picture).flatten();
        texts.flat_map(|text| text.chars()).find(|c| is_forbidden(*c))
    };
    let c = markdown.html.chars().find(|c| is_forbidden(*c));
    let c = c.or_else(|| markdown.holes.iter().find_map(|(_, hole)| in_hole(hole)))?;
    Some(Wrong {
        code: Code::NotText,
        span: start + at..start + at + 1,
        message: format!("this text holds the control character U+{:04X}, which no page may", u32::from(c)),
        help: "remove it, or the reference that stands for it".into(),
    })
}

fn is_marker(c: char) -> bool {
    ('\u{f8f0}'..='\u{f8f3}').contains(&c)
}

/// Where the next marker stands: the same as to look at each character, in a fraction of the time.
fn find_marker(text: &str) -> Option<usize> {
    // The first byte of each in UTF-8, and of few other characters.
    memchr::memchr_iter(0xef, text.as_bytes()).find(|at| text[*at..].starts_with(is_marker))
}

/// The body with a definition for every cited source, so that `[^id]` is read as a reference; and
/// without the characters that markers are made of.
fn prepared<'a>(body: &'a str, cited: &[&str]) -> Cow<'a, str> {
    let mut prepared = Cow::Borrowed(body);
    if find_marker(body).is_some() {
        // As long in bytes as what it replaces, so that positions stay.
        prepared = Cow::Owned(body.replace(is_marker, "\u{fffd}"));
    }
    if body.contains("[^") {
        for id in cited {
            let defined = format!("[^{id}]:");
            if body.contains(&format!("[^{id}]")) && !body.contains(&defined) {
                let _ = write!(prepared.to_mut(), "\n\n{defined} source");
            }
        }
    }
    prepared
}

/// Cuts the markers out of the HTML and keeps what they stood for by its place.
fn cut(marked: &str, holes: Vec<RawHole>, headings: Vec<Heading>, anchors: Vec<String>) -> Markdown {
    let mut markdown = Markdown { html: String::with_capacity(marked.len()), headings, anchors, ..Markdown::default() };
    let mut holes: Vec<Option<RawHole>> = holes.into_iter().map(Some).collect();
    let mut run = None;
    let mut rest = marked;
    while let Some(at) = find_marker(rest) {
        markdown.html.push_str(&rest[..at]);
        let marker = rest[at..].chars().next().unwrap_or(HOLE);
        rest = &rest[at + marker.len_utf8()..];
        let here = markdown.html.len();
        match marker {
            HOLE => {
                let Some((number, after)) = rest.split_once(HOLE_END) else {
                    continue;
                };
                rest = after;
                // An attribute that was cleaned twice keeps its first hole only.
                if let Some(hole) = number.parse::<usize>().ok().and_then(|n| holes.get_mut(n)).and_then(Option::take) {
                    markdown.holes.push((here, hole));
                }
            }
            '\u{f8f2}' => run = Some(here),
            '\u{f8f3}' => {
                if let Some(start) = run.take() {
                    markdown.runs.push(start..here);
                }
            }
            _ => {}
        }
    }
    markdown.html.push_str(rest);
    // All bodies of a site are held at once.
    markdown.holes.shrink_to_fit();
    markdown.runs.shrink_to_fit();
    markdown
}
