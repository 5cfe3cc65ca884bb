//! Atom (RFC 4287), with archives (RFC 5005, section 4).

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::{Entry, Feed};
use crate::model::Moment;

/// The media type of Atom, its namespace, and that of the element that marks an archive (RFC 5005, section 4).
const MEDIA_TYPE: &str = "application/atom+xml";
const ATOM: &str = "http://www.w3.org/2005/Atom";
const HISTORY: &str = "http://purl.org/syndication/history/1.0";

/// When an empty feed changed: never.
const NEVER: &str = "1970-01-01T00:00:00+00:00";

/// A document while it is written. Each text goes there from the catalog: `atom_syndication` would copy all of them first.
struct Document(Writer<Vec<u8>>);

/// Attributes, in their order.
type Attributes<'a> = &'a [(&'static str, &'a str)];

pub(super) fn write(feed: &Feed<'_>) -> Vec<u8> {
    let mut out = Document(Writer::new(Vec::new()));
    // Writing to memory can't fail.
    let _ = out.feed(feed);
    let mut out = out.0.into_inner();
    out.push(b'\n');
    out
}

impl Document {
    fn feed(&mut self, feed: &Feed<'_>) -> io::Result<()> {
        self.0.write_event(Event::Decl(BytesDecl::new("1.0", None, None)))?;
        self.0.write_event(Event::Text(BytesText::from_escaped("\n")))?;
        let is_archive = feed.current.is_some();
        let history = is_archive.then_some(("xmlns:fh", HISTORY));
        let attributes: Vec<_> =
            [("xmlns", ATOM)].into_iter().chain(history).chain([("xml:lang", feed.lang)]).collect();
        self.start("feed", &attributes)?;
        self.element("title", &[], &feed.title)?;
        self.element("id", &[], &feed.page)?;
        // A feed changes when one of its entries does.
        let updated = feed.entries.iter().map(|entry| &*entry.updated).max_by_key(|moment| moment.at());
        self.element("updated", &[], &updated.map_or_else(|| NEVER.to_owned(), date))?;
        self.author(feed.author, feed.author_url)?;
        self.element("generator", &[], "Dateline")?;
        self.link(&feed.own, "self", MEDIA_TYPE)?;
        self.link(&feed.page, "alternate", "text/html")?;
        for (rel, url) in [("prev-archive", &feed.older), ("next-archive", &feed.newer), ("current", &feed.current)] {
            if let Some(url) = url {
                self.link(url, rel, MEDIA_TYPE)?;
            }
        }
        for (name, text) in [("logo", feed.logo.as_deref()), ("rights", feed.rights), ("subtitle", feed.description)] {
            if let Some(text) = text {
                self.element(name, &[], text)?;
            }
        }
        for entry in &feed.entries {
            self.entry(entry, feed.lang)?;
        }
        if is_archive {
            self.element("fh:archive", &[], "")?;
        }
        self.end("feed")
    }

    /// An entry of a feed in a language, which texts in another say of themselves.
    fn entry(&mut self, entry: &Entry<'_>, lang: &str) -> io::Result<()> {
        let own = [("xml:lang", entry.lang)];
        // What was put together with words of the site's own is in no one language.
        let lang_of = |text: &Cow<'_, str>| {
            let is_own = entry.lang != lang && matches!(text, Cow::Borrowed(_));
            if is_own { &own[..] } else { &[] }
        };
        self.start("entry", &[])?;
        self.element("title", lang_of(&entry.title), &entry.title)?;
        self.element("id", &[], &entry.id)?;
        self.element("updated", &[], &date(&entry.updated))?;
        for name in entry.authors {
            self.author(name, None)?;
        }
        for term in &entry.tags {
            self.empty("category", &[("term", term)])?;
        }
        self.link(&entry.url, "alternate", "text/html")?;
        self.element("published", &[], &date(entry.published))?;
        if let Some(summary) = &entry.summary {
            self.element("summary", lang_of(summary), summary)?;
        }
        if let Some(html) = &entry.html {
            self.element("content", &[own[0], ("type", "html")], html)?;
        }
        self.end("entry")
    }

    fn author(&mut self, name: &str, url: Option<&str>) -> io::Result<()> {
        self.start("author", &[])?;
        self.element("name", &[], name)?;
        if let Some(url) = url {
            self.element("uri", &[], url)?;
        }
        self.end("author")
    }

    fn link(&mut self, href: &str, rel: &str, kind: &str) -> io::Result<()> {
        self.empty("link", &[("href", href), ("rel", rel), ("type", kind)])
    }

    fn element(&mut self, name: &str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.start(name, attributes)?;
        // Quotes are none of markup here: HTML is full of them.
        self.0.write_event(Event::Text(BytesText::from_escaped(partial_escape(text))))?;
        self.end(name)
    }

    fn start(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Start(tag(name, attributes)))
    }

    fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Empty(tag(name, attributes)))
    }

    fn end(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }
}

fn tag<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    BytesStart::new(name).with_attributes(attributes.iter().copied())
}

/// A moment, with the offset in numbers also where it is none: readers compare what they had before.
fn date(moment: &Moment) -> String {
    moment.rfc3339().replace('Z', "+00:00")
}
