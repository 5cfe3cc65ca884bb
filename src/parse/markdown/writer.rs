//! Markdown's events written as HTML, with markers for what only the site can know.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Alignment, CowStr, Event, LinkType, Tag, TagEnd, html};

use super::html::{anchor_of, quieted};
use super::images::no_alt;
use super::{Citable, HOLE, HOLE_END, RUN, RUN_END, RawHole, RawLink, Wrong};
use crate::model::{Heading, Illustration, kind_prefix};

pub(super) struct Writer<'a> {
    /// The body as its author wrote it.
    pub(super) body: &'a str,
    /// Where the body begins in its file.
    pub(super) offset: usize,
    pub(super) cited: HashMap<&'a str, usize>,
    /// Whether the body is a briefing's, which has sources to cite.
    pub(super) has_sources: bool,
    main: Vec<Event<'a>>,
    pub(super) holes: Vec<RawHole>,
    pub(super) headings: Vec<Heading>,
    pub(super) anchors: Vec<String>,
    pub(super) wrong: Vec<Wrong>,
    raw: bool,
    pub(super) raw_ranges: Vec<Range<usize>>,
    /// How deep in links, headings and code: there no name becomes a link.
    quiet: usize,
    /// How deep in links, headings and code of raw HTML.
    raw_quiet: usize,
    /// Whether each open link is left out, since it lies in one of raw HTML.
    left_out: Vec<bool>,
    /// Whether the next text is a `[[kind:Name]]`, of which readers see the name.
    named: bool,
    heading: Option<(usize, Heading)>,
    image: Option<(RawLink, String, usize)>,
    table: Vec<Alignment>,
    tables: usize,
    cell: usize,
    head: bool,
    code: bool,
    /// The footnote that is being defined; an empty label is thrown away.
    pub(super) definition: Option<String>,
    pub(super) notes: HashMap<String, Vec<Event<'a>>>,
    pub(super) note_spans: Vec<(String, Range<usize>)>,
    /// Footnotes in the order of their first reference, with the number of references.
    pub(super) referred: Vec<(String, usize)>,
    used_ids: HashSet<String>,
    /// Which number the next heading of the same words gets.
    next_numbers: HashMap<String, usize>,
    discard: Vec<Event<'a>>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(body: &'a str, offset: usize, citable: Citable<'a>) -> Writer<'a> {
        let (cited, has_sources) = match citable {
            Citable::Sources(cited) => (cited, true),
            Citable::Nothing => (&[][..], false),
        };
        Writer {
            body,
            offset,
            has_sources,
            cited: cited.iter().enumerate().map(|(i, id)| (*id, i)).rev().collect(),
            // An event for each few words: room for most from the beginning.
            main: Vec::with_capacity(body.len() / 24),
            holes: Vec::new(),
            headings: Vec::new(),
            anchors: Vec::new(),
            wrong: Vec::new(),
            raw: false,
            raw_ranges: Vec::new(),
            quiet: 0,
            raw_quiet: 0,
            left_out: Vec::new(),
            named: false,
            heading: None,
            image: None,
            table: Vec::new(),
            tables: 0,
            cell: 0,
            head: false,
            code: false,
            definition: None,
            notes: HashMap::new(),
            note_spans: Vec::new(),
            referred: Vec::new(),
            used_ids: HashSet::new(),
            next_numbers: HashMap::new(),
            discard: Vec::new(),
        }
    }

    pub(super) fn out(&mut self) -> &mut Vec<Event<'a>> {
        match &self.definition {
            Some(label) if label.is_empty() => {
                self.discard.clear();
                &mut self.discard
            }
            Some(label) => self.notes.entry(label.clone()).or_default(),
            None => &mut self.main,
        }
    }

    pub(super) fn html(&mut self, html: impl Into<CowStr<'a>>) {
        let event = Event::InlineHtml(html.into());
        self.out().push(event);
    }

    pub(super) fn hole(&mut self, hole: RawHole) -> String {
        self.holes.push(hole);
        format!("{HOLE}{}{HOLE_END}", self.holes.len() - 1)
    }

    fn span(&self, range: &Range<usize>) -> Range<usize> {
        range.start + self.offset..range.end + self.offset
    }

    pub(super) fn event(&mut self, event: Event<'a>, range: Range<usize>) {
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
            Event::Html(ref html) | Event::InlineHtml(ref html) => {
                self.raw = true;
                self.raw_quiet = quieted(html, self.raw_quiet);
                self.raw_ranges.push(range);
                self.out().push(event);
            }
            Event::FootnoteReference(label) => self.reference(&label),
            Event::TaskListMarker(done) => {
                let checked = if done { " checked" } else { "" };
                let label = self.hole(RawHole::Word(if done { "task_done" } else { "task_to_do" }, 0));
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
        let text = match std::mem::take(&mut self.named).then(|| kind_prefix(&text)) {
            Some((Some(_), name)) => CowStr::from(name.to_owned()),
            _ => text,
        };
        if let Some((_, heading)) = &mut self.heading {
            heading.text.push_str(&text);
        }
        if !self.code && text.contains('[') {
            self.undefined_notes(&text, range);
            self.failed_links(&text, range);
        }
        if self.quiet == 0 && self.raw_quiet == 0 {
            self.html(RUN);
            self.out().push(Event::Text(text));
            self.html(RUN_END);
        } else {
            self.out().push(Event::Text(text));
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Link { link_type, dest_url, title, .. } => {
                self.quiet += 1;
                self.named = matches!(link_type, LinkType::WikiLink { has_pothole: false });
                self.left_out.push(self.raw_quiet > 0);
                if self.raw_quiet > 0 {
                    return;
                }
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
                self.tables += 1;
                // Regions are told from each other by their names.
                let label = self.hole(RawHole::Word("table_number", self.tables));
                self.html(format!(
                    "<div class=\"table-scroll\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\"><table>"
                ));
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
                if self.left_out.pop() != Some(true) {
                    let marker = self.hole(RawHole::Close);
                    self.html(marker);
                }
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
            TagEnd::Paragraph if self.is_figure() => {}
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
            && let Some((link, alt, _)) = self.image.take()
        {
            if alt.trim().is_empty() {
                self.wrong.push(no_alt(&link));
            }
            // In a link, it leads where that leads; and a link says what it leads to.
            let opens = self.quiet == 0 && self.raw_quiet == 0 && !alt.trim().is_empty();
            let shown = Illustration { alt, opens, ..Illustration::default() };
            let marker = self.hole(RawHole::Picture(link, Box::new(shown)));
            self.html(marker);
        }
    }

    /// An anchor that the file has only once: the author's own, else the heading's words.
    fn heading_id(&mut self, heading: &Heading) -> String {
        let own = anchor_of(&heading.id);
        let mut base = if own.is_empty() { anchor_of(&heading.text) } else { own };
        if base.is_empty() {
            base.push_str("section");
        }
        if self.used_ids.insert(base.clone()) {
            return base;
        }
        // Where the numbers go on is remembered: a file of nothing but one heading is no slower for it.
        let next = self.next_numbers.entry(base.clone()).or_insert(2);
        loop {
            let id = format!("{base}-{next}");
            *next += 1;
            if self.used_ids.insert(id.clone()) {
                return id;
            }
        }
    }

    /// The HTML with its markers, and whether raw HTML is in it.
    pub(super) fn finish(&mut self) -> (String, bool) {
        let mut out = String::with_capacity(self.body.len() + self.body.len() / 4);
        html::push_html(&mut out, std::mem::take(&mut self.main).into_iter());
        self.write_notes(&mut out);
        (out, self.raw)
    }
}
