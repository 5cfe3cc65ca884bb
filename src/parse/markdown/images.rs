//! Pictures: each becomes one hole, since only the site knows its size.

use pulldown_cmark::{Event, Tag};

use super::html::unescaped;
use super::writer::Writer;
use super::{HOLE, HOLE_END, RawHole, RawLink, Wrong};
use crate::diagnostic::Code;
use crate::model::Illustration;

impl Writer<'_> {
    /// Whether the paragraph that ends is just a picture with a title: it becomes a figure, which no paragraph may
    /// hold. In a note, the way back stands in the paragraph.
    pub(super) fn is_figure(&mut self) -> bool {
        if self.definition.is_some() {
            return false;
        }
        let [.., Event::Start(Tag::Paragraph), Event::InlineHtml(marker)] = self.out().as_slice() else { return false };
        let marker = marker.to_string();
        match number(&marker).and_then(|number| self.holes.get_mut(number)) {
            Some(RawHole::Picture(link, shown)) if link.title.is_some() => shown.figure = true,
            _ => return false,
        }
        let out = self.out();
        out.truncate(out.len() - 2);
        out.push(Event::Html(format!("{marker}\n").into()));
        true
    }
}

/// The number of the hole that a marker stands for.
fn number(marker: &str) -> Option<usize> {
    marker.strip_prefix(HOLE)?.strip_suffix(HOLE_END)?.parse().ok()
}

/// A picture that nobody says what it shows.
pub(super) fn no_alt(link: &RawLink) -> Wrong {
    let to = &link.to;
    Wrong {
        code: Code::NoAlt,
        span: link.span.clone(),
        message: "this picture does not say what it shows, for who can't see it".into(),
        help: format!("describe it: ![A ferry at the quay]({to}); if it only decorates: <img src=\"{to}\" alt=\"\">"),
    }
}

/// Makes holes of the images of raw HTML, as the allow-list wrote it: every attribute in double quotes.
pub(super) fn taken_out(html: &str, writer: &mut Writer<'_>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<img ") {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let Some((attributes, after)) = attributes(&tag["<img".len()..]) else {
            out.push_str("<img ");
            rest = &tag["<img ".len()..];
            continue;
        };
        rest = after;
        match hole(&attributes, writer) {
            Some(marker) => out.push_str(marker),
            // The allow-list took its address.
            None => out.push_str(&tag[..tag.len() - after.len()]),
        }
    }
    out.push_str(rest);
    out
}

/// The attributes of an element as they are written, and what follows its `>`.
fn attributes(text: &str) -> Option<(Vec<(&str, &str)>, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(attribute) = rest.strip_prefix(' ') {
        let (name, value) = attribute.split_once("=\"")?;
        if !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return None;
        }
        let (value, after) = value.split_once('"')?;
        found.push((name, value));
        rest = after;
    }
    Some((found, rest.strip_prefix('>')?))
}

/// Makes the address of an image a hole for all of it.
fn hole<'t>(attributes: &[(&str, &'t str)], writer: &mut Writer<'_>) -> Option<&'t str> {
    let mut shown = Illustration::default();
    let mut alt = None;
    let mut marker = None;
    for (name, value) in attributes {
        match *name {
            "src" => marker = Some(*value),
            "alt" => alt = Some(*value),
            "width" => shown.size.0 = value.parse().ok(),
            "height" => shown.size.1 = value.parse().ok(),
            "loading" => {}
            name => shown.attributes.push_str(&format!(" {name}=\"{value}\"")),
        }
    }
    let marker = marker?;
    let hole = number(marker).and_then(|number| writer.holes.get_mut(number))?;
    let RawHole::Address(link) = hole else { return None };
    let link = link.clone();
    if alt.is_none() {
        writer.wrong.push(no_alt(&link));
    }
    shown.alt = unescaped(alt.unwrap_or_default());
    *hole = RawHole::Picture(link, Box::new(shown));
    Some(marker)
}
