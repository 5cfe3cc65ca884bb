//! Markdown to HTML with holes.
//!
//! `pulldown-cmark` writes the HTML; what only the whole site can know (where a link leads, whether
//! a name is known) becomes a numbered marker in it, made of characters that no text has (Unicode's
//! private use area). Raw HTML, where there is any, passes `ammonia`'s allow-list with the markers
//! inside; then the markers are cut out and remembered by their place.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use pulldown_cmark::{Alignment, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset, html};

use crate::diagnostic::Code;
use crate::model::Heading;

/// A parsed body: HTML whose links still go where the author wrote.
#[derive(Debug, Default, PartialEq)]
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
    /// The address in an attribute that has been opened: an image's, or a raw HTML link's.
    Address(RawLink, AddressOf),
    /// A citation of the briefing's source with this number, from 0.
    Citation(usize),
}

/// What an address belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressOf {
    /// An image.
    Image,
    /// A link of raw HTML.
    Link,
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
pub(super) struct Wrong {
    pub(super) code: Code,
    pub(super) span: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

const HOLE: char = '\u{f8f0}';
const HOLE_END: char = '\u{f8f1}';
const RUN: &str = "\u{f8f2}";
const RUN_END: &str = "\u{f8f3}";

/// Reads the body of a file, from a byte of it on; `cited` are the ids of the briefing's sources.
pub(super) fn read(text: &str, start: usize, cited: &[&str]) -> (Markdown, Vec<Wrong>) {
    let body = prepared(&text[start..], cited);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS;
    // A line break in the source is a space: a name may be broken over two lines.
    let unbroken = |(event, range)| match event {
        Event::SoftBreak => (Event::Text(" ".into()), range),
        other => (other, range),
    };
    let events = TextMergeWithOffset::new(Parser::new_ext(&body, options).into_offset_iter().map(unbroken));
    let mut writer = Writer::new(start, cited);
    for (event, range) in events {
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
    let html = if raw { clean(&html, &mut writer, &text[start..], start) } else { html };
    let markdown = cut(&html, writer.holes, writer.headings, writer.anchors);
    (markdown, writer.wrong)
}

fn is_marker(c: char) -> bool {
    ('\u{f8f0}'..='\u{f8f3}').contains(&c)
}

/// The body with a definition for every cited source, so that `[^id]` is read as a reference; and
/// without the characters that markers are made of.
fn prepared<'a>(body: &'a str, cited: &[&str]) -> Cow<'a, str> {
    let mut prepared = Cow::Borrowed(body);
    if body.contains(is_marker) {
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

struct Writer<'a> {
    offset: usize,
    cited: HashMap<&'a str, usize>,
    main: Vec<Event<'a>>,
    holes: Vec<RawHole>,
    headings: Vec<Heading>,
    anchors: Vec<String>,
    wrong: Vec<Wrong>,
    raw: bool,
    raw_ranges: Vec<Range<usize>>,
    /// How deep in links, headings and code: there no name becomes a link.
    quiet: usize,
    heading: Option<(usize, Heading)>,
    image: Option<(RawLink, String, usize)>,
    table: Vec<Alignment>,
    cell: usize,
    head: bool,
    code: bool,
    /// The footnote that is being defined; an empty label is thrown away.
    definition: Option<String>,
    notes: HashMap<String, Vec<Event<'a>>>,
    note_spans: Vec<(String, Range<usize>)>,
    /// Footnotes in the order of their first reference, with the number of references.
    referred: Vec<(String, usize)>,
    used_ids: HashSet<String>,
    discard: Vec<Event<'a>>,
}

impl<'a> Writer<'a> {
    fn new(offset: usize, cited: &[&'a str]) -> Writer<'a> {
        Writer {
            offset,
            cited: cited.iter().enumerate().map(|(i, id)| (*id, i)).rev().collect(),
            main: Vec::new(),
            holes: Vec::new(),
            headings: Vec::new(),
            anchors: Vec::new(),
            wrong: Vec::new(),
            raw: false,
            raw_ranges: Vec::new(),
            quiet: 0,
            heading: None,
            image: None,
            table: Vec::new(),
            cell: 0,
            head: false,
            code: false,
            definition: None,
            notes: HashMap::new(),
            note_spans: Vec::new(),
            referred: Vec::new(),
            used_ids: HashSet::new(),
            discard: Vec::new(),
        }
    }

    fn out(&mut self) -> &mut Vec<Event<'a>> {
        match &self.definition {
            Some(label) if label.is_empty() => {
                self.discard.clear();
                &mut self.discard
            }
            Some(label) => self.notes.entry(label.clone()).or_default(),
            None => &mut self.main,
        }
    }

    fn html(&mut self, html: impl Into<CowStr<'a>>) {
        let event = Event::InlineHtml(html.into());
        self.out().push(event);
    }

    fn hole(&mut self, hole: RawHole) -> String {
        self.holes.push(hole);
        format!("{HOLE}{}{HOLE_END}", self.holes.len() - 1)
    }

    fn span(&self, range: &Range<usize>) -> Range<usize> {
        range.start + self.offset..range.end + self.offset
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.image.is_some() {
            return self.in_image(&event);
        }
        match event {
            Event::Text(text) => self.text(text, &range),
            Event::Code(code) => {
                if let Some((_, heading)) = &mut self.heading {
                    heading.text.push_str(&code);
                }
                self.out().push(Event::Code(code));
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                self.raw = true;
                self.raw_ranges.push(range);
                self.out().push(event);
            }
            Event::FootnoteReference(label) => self.reference(&label),
            Event::TaskListMarker(done) => {
                let checked = if done { " checked" } else { "" };
                let label = if done { "done" } else { "to do" };
                self.html(format!("<input type=\"checkbox\" disabled aria-label=\"{label}\"{checked}> "));
            }
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::SoftBreak | Event::HardBreak => {
                if let Some((_, heading)) = &mut self.heading {
                    heading.text.push(' ');
                }
                self.out().push(event);
            }
            other => self.out().push(other),
        }
    }

    fn text(&mut self, text: CowStr<'a>, range: &Range<usize>) {
        if let Some((_, heading)) = &mut self.heading {
            heading.text.push_str(&text);
        }
        if !self.code {
            self.undefined_notes(&text, range);
        }
        if self.quiet == 0 {
            self.html(RUN);
            self.out().push(Event::Text(text));
            self.html(RUN_END);
        } else {
            self.out().push(Event::Text(text));
        }
    }

    /// A `[^label]` that is still text has no definition.
    fn undefined_notes(&mut self, text: &str, range: &Range<usize>) {
        let mut from = 0;
        while let Some(start) = text[from..].find("[^").map(|i| i + from) {
            let Some(end) = text[start..].find(']').map(|i| i + start) else {
                return;
            };
            let label = &text[start + 2..end];
            from = end;
            if label.is_empty() || label.contains(char::is_whitespace) || label.contains('[') {
                continue;
            }
            let at = (self.offset + range.start + start).min(self.offset + range.end);
            self.wrong.push(Wrong {
                code: Code::MissingFootnote,
                span: at..(at + end + 1 - start).min(self.offset + range.end),
                message: format!("nothing is noted as `[^{label}]`: it is no source of this briefing and no footnote"),
                help: format!("add a source with `id: {label}`, or a line `[^{label}]: …`"),
            });
        }
    }

    fn reference(&mut self, label: &str) {
        if let Some(source) = self.cited.get(label) {
            let hole = RawHole::Citation(*source);
            let marker = self.hole(hole);
            return self.html(marker);
        }
        let number = match self.referred.iter().position(|(l, _)| l == label) {
            Some(i) => i,
            None => {
                self.referred.push((label.to_owned(), 0));
                self.referred.len() - 1
            }
        };
        self.referred[number].1 += 1;
        let (n, nth) = (number + 1, self.referred[number].1);
        let id = if nth == 1 { format!("fnref-{n}") } else { format!("fnref-{n}-{nth}") };
        self.html(format!("<sup class=\"footnote-ref\"><a href=\"#fn-{n}\" id=\"{id}\">{n}</a></sup>"));
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Link { link_type, dest_url, title, .. } => {
                self.quiet += 1;
                let to = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                let title = (!title.is_empty()).then(|| title.into_string());
                let link = RawLink { to, title, span: self.span(&range) };
                let hole = match link_type {
                    LinkType::WikiLink { .. } => RawHole::Name(link),
                    _ => RawHole::Open(link),
                };
                let marker = self.hole(hole);
                self.html(marker);
            }
            Tag::Image { dest_url, title, .. } => {
                let title = (!title.is_empty()).then(|| title.into_string());
                let link = RawLink { to: dest_url.into_string(), title, span: self.span(&range) };
                self.image = Some((link, String::new(), 1));
            }
            Tag::Heading { level, id, .. } => {
                self.quiet += 1;
                let at = self.out().len();
                self.html("");
                let level = (level as u8).max(2);
                let id = id.map(CowStr::into_string).unwrap_or_default();
                self.heading = Some((at, Heading { id, text: String::new(), level }));
            }
            Tag::CodeBlock(_) => {
                self.quiet += 1;
                self.code = true;
                self.out().push(Event::Start(tag));
            }
            Tag::FootnoteDefinition(label) => {
                self.note_spans.push((label.to_string(), self.span(&range)));
                self.definition = Some(label.into_string());
                self.out();
            }
            Tag::Table(alignments) => {
                self.table = alignments;
                self.html("<div class=\"table-scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>");
            }
            Tag::TableHead => {
                self.head = true;
                self.cell = 0;
                self.html("<thead><tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.html("<tr>");
            }
            Tag::TableCell => {
                let class = match self.table.get(self.cell) {
                    Some(Alignment::Left) => " class=\"align-left\"",
                    Some(Alignment::Center) => " class=\"align-center\"",
                    Some(Alignment::Right) => " class=\"align-right\"",
                    _ => "",
                };
                self.cell += 1;
                let cell = if self.head { "th scope=\"col\"" } else { "td" };
                self.html(format!("<{cell}{class}>"));
            }
            Tag::HtmlBlock => {}
            other => self.out().push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                self.quiet -= 1;
                let marker = self.hole(RawHole::Close);
                self.html(marker);
            }
            TagEnd::Heading(_) => {
                self.quiet -= 1;
                if let Some((at, mut heading)) = self.heading.take() {
                    heading.id = self.heading_id(&heading);
                    let open = format!("<h{} id=\"{}\">", heading.level, heading.id);
                    let close = format!("</h{}>\n", heading.level);
                    self.out()[at] = Event::InlineHtml(open.into());
                    self.html(close);
                    self.anchors.push(heading.id.clone());
                    self.headings.push(heading);
                }
            }
            TagEnd::CodeBlock => {
                self.quiet -= 1;
                self.code = false;
                self.out().push(Event::End(tag));
            }
            TagEnd::FootnoteDefinition => self.definition = None,
            TagEnd::Table => self.html("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.head = false;
                self.html("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.html("</tr>\n"),
            TagEnd::TableCell => {
                let cell = if self.head { "</th>" } else { "</td>" };
                self.html(cell);
            }
            TagEnd::HtmlBlock => {}
            other => self.out().push(Event::End(other)),
        }
    }

    fn in_image(&mut self, event: &Event<'_>) {
        let Some((_, alt, depth)) = &mut self.image else {
            return;
        };
        match event {
            Event::Text(text) | Event::Code(text) => alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            Event::Start(_) => *depth += 1,
            Event::End(_) => *depth -= 1,
            _ => {}
        }
        if *depth == 0
            && let Some((mut link, alt, _)) = self.image.take()
        {
            let title = link.title.take().map_or_else(String::new, |t| format!(" title=\"{}\"", escaped(&t)));
            let marker = self.hole(RawHole::Address(link, AddressOf::Image));
            self.html(format!("<img src=\"{marker}\" alt=\"{}\"{title} loading=\"lazy\">", escaped(&alt)));
        }
    }

    /// An anchor that the file has only once: the author's own, else the heading's words.
    fn heading_id(&mut self, heading: &Heading) -> String {
        let plain = |text: &str| {
            let mut id = String::new();
            for c in text.chars().flat_map(char::to_lowercase) {
                if c.is_alphanumeric() {
                    id.push(c);
                } else if !id.is_empty() && !id.ends_with('-') {
                    id.push('-');
                }
            }
            id.trim_end_matches('-').to_owned()
        };
        let own = plain(&heading.id);
        let mut base = if own.is_empty() { plain(&heading.text) } else { own };
        if base.is_empty() {
            base.push_str("section");
        }
        let mut id = base.clone();
        let mut n = 2;
        while !self.used_ids.insert(id.clone()) {
            id = format!("{base}-{n}");
            n += 1;
        }
        id
    }

    /// The HTML with its markers, and whether raw HTML is in it.
    fn finish(&mut self) -> (String, bool) {
        let mut out = String::new();
        html::push_html(&mut out, std::mem::take(&mut self.main).into_iter());
        let referred = std::mem::take(&mut self.referred);
        if !referred.is_empty() {
            out.push_str("<section class=\"footnotes\" aria-label=\"Notes\"><ol>\n");
            for (i, (label, references)) in referred.iter().enumerate() {
                let n = i + 1;
                let mut note = String::new();
                html::push_html(&mut note, self.notes.remove(label).unwrap_or_default().into_iter());
                let mut back = String::new();
                for nth in 1..=*references {
                    let id = if nth == 1 { format!("fnref-{n}") } else { format!("fnref-{n}-{nth}") };
                    let _ = write!(
                        back,
                        " <a class=\"footnote-backref\" href=\"#{id}\" aria-label=\"Back to the text\">↩</a>"
                    );
                    self.anchors.push(id);
                }
                let note = note.trim_end();
                let _ = match note.strip_suffix("</p>") {
                    Some(note) => writeln!(out, "<li id=\"fn-{n}\">{note}{back}</p></li>"),
                    None => writeln!(out, "<li id=\"fn-{n}\">{note}{back}</li>"),
                };
                self.anchors.push(format!("fn-{n}"));
            }
            out.push_str("</ol></section>\n");
        }
        (out, self.raw)
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

/// What raw HTML may hold: what `ammonia` allows, and what Dateline's own HTML has beside that.
fn allowed<'a>() -> ammonia::Builder<'a> {
    let mut allowed = ammonia::Builder::default();
    allowed
        .add_tags(["section", "input"])
        .rm_tags(["map", "area"])
        .add_generic_attributes(["id", "class", "dir", "aria-label"])
        .add_tag_attributes("input", ["disabled", "checked"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .add_tag_attributes("div", ["role", "tabindex"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("th", ["scope"])
        .add_tag_attributes("ol", ["start"])
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(None);
    allowed
}

/// Passes HTML through the allow-list; the addresses in it become holes.
fn clean(html: &str, writer: &mut Writer<'_>, body: &str, offset: usize) -> String {
    // The filter outlives this call, as far as its type says: it owns what it looks at.
    let found = Arc::new(Mutex::new((std::mem::take(&mut writer.holes), std::mem::take(&mut writer.anchors))));
    let raw: Vec<(usize, String)> = std::mem::take(&mut writer.raw_ranges)
        .into_iter()
        .filter_map(|range| Some((range.start + offset, body.get(range)?.to_owned())))
        .collect();
    let span_of = move |address: &str| {
        let start = raw.iter().find_map(|(start, html)| html.find(address).map(|i| start + i));
        start.map_or(offset..offset, |start| start..start + address.len())
    };
    let filled = Arc::clone(&found);
    let mut builder = allowed();
    builder.attribute_filter(move |element, attribute, value| {
        let Ok(mut found) = filled.lock() else {
            return None;
        };
        match (element, attribute) {
            (_, "id") => {
                if !found.1.iter().any(|anchor| anchor == value) {
                    found.1.push(value.to_owned());
                }
                Some(value.into())
            }
            // What only quotes an address is no link, and no reader misses it.
            (_, "cite") => None,
            ("a", "href") | ("img", "src") if !value.starts_with(HOLE) => {
                if value.starts_with("#fn") {
                    return Some(value.into());
                }
                let link = RawLink { to: value.to_owned(), title: None, span: span_of(value) };
                let of = if element == "img" { AddressOf::Image } else { AddressOf::Link };
                found.0.push(RawHole::Address(link, of));
                Some(format!("{HOLE}{}{HOLE_END}", found.0.len() - 1).into())
            }
            _ => Some(value.into()),
        }
    });
    let html = builder.clean(html).to_string();
    if let Ok(mut found) = found.lock() {
        let (holes, anchors) = &mut *found;
        writer.holes = std::mem::take(holes);
        writer.anchors = std::mem::take(anchors);
    }
    html
}

/// Cuts the markers out of the HTML and keeps what they stood for by its place.
fn cut(marked: &str, holes: Vec<RawHole>, headings: Vec<Heading>, anchors: Vec<String>) -> Markdown {
    let mut markdown = Markdown { html: String::with_capacity(marked.len()), headings, anchors, ..Markdown::default() };
    let mut holes: Vec<Option<RawHole>> = holes.into_iter().map(Some).collect();
    let mut run = None;
    let mut rest = marked;
    while let Some(at) = rest.find(is_marker) {
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
    markdown
}
