//! Atom (RFC 4287), with archives (RFC 5005, section 4).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str::FromStr as _;

use atom_syndication::extension::{Extension, ExtensionMap};
use atom_syndication::{Category, Content, FixedDateTime, Generator, Link, Person, Text};

use super::{Entry, Feed};
use crate::model::Moment;

/// The media type of Atom, and the namespace of the element that marks an archive (RFC 5005, section 4).
const ATOM: &str = "application/atom+xml";
const HISTORY: (&str, &str) = ("fh", "http://purl.org/syndication/history/1.0");

pub(super) fn write(feed: &Feed<'_>) -> Vec<u8> {
    // A feed changes when one of its entries does; an empty one never did.
    let updated = feed.entries.iter().map(|entry| &*entry.updated).max_by_key(|moment| moment.at());
    let feed = atom_syndication::Feed {
        title: Text::plain(&*feed.title),
        subtitle: feed.description.map(Text::plain),
        id: feed.page.clone(),
        updated: updated.map_or_else(FixedDateTime::default, date),
        authors: vec![Person {
            name: feed.author.to_owned(),
            uri: feed.author_url.map(str::to_owned),
            ..Person::default()
        }],
        generator: Some(Generator { value: "Dateline".into(), ..Generator::default() }),
        logo: feed.logo.clone(),
        rights: feed.rights.map(Text::plain),
        lang: Some(feed.lang.to_owned()),
        links: links(feed),
        entries: feed.entries.iter().map(|each| entry(each, feed.lang)).collect(),
        namespaces: namespaces(feed),
        extensions: extensions(feed),
        ..atom_syndication::Feed::default()
    };
    let mut out = Vec::new();
    // Writing to memory can't fail.
    let _ = feed.write_to(&mut out);
    out.push(b'\n');
    out
}

fn links(feed: &Feed<'_>) -> Vec<Link> {
    let others = [("prev-archive", &feed.older), ("next-archive", &feed.newer), ("current", &feed.current)];
    let others = others.into_iter().filter_map(|(rel, url)| Some(link(rel, url.as_deref()?, ATOM)));
    let own = [link("self", &feed.own, ATOM), link("alternate", &feed.page, "text/html")];
    own.into_iter().chain(others).collect()
}

fn namespaces(feed: &Feed<'_>) -> BTreeMap<String, String> {
    let (prefix, namespace) = HISTORY;
    feed.current.iter().map(|_| (prefix.to_owned(), namespace.to_owned())).collect()
}

/// The mark of an archive.
fn extensions(feed: &Feed<'_>) -> ExtensionMap {
    let (prefix, _) = HISTORY;
    let mark = Extension { name: format!("{prefix}:archive"), ..Extension::default() };
    let marks = BTreeMap::from([("archive".to_owned(), vec![mark])]);
    feed.current.iter().map(|_| (prefix.to_owned(), marks.clone())).collect()
}

/// An entry of a feed in a language, which texts in another say of themselves.
fn entry(entry: &Entry<'_>, lang: &str) -> atom_syndication::Entry {
    let person = |name: &String| Person { name: name.clone(), ..Person::default() };
    let category = |tag: &&str| Category { term: (*tag).to_owned(), ..Category::default() };
    let content = |html: &String| Content {
        value: Some(html.clone()),
        content_type: Some("html".into()),
        lang: Some(entry.lang.to_owned()),
        ..Content::default()
    };
    let other = (entry.lang != lang).then(|| entry.lang.to_owned());
    // What was put together with words of the site's own is in no one language.
    let text = |text: &Cow<'_, str>| Text {
        lang: other.clone().filter(|_| matches!(text, Cow::Borrowed(_))),
        ..Text::plain(&**text)
    };
    atom_syndication::Entry {
        title: text(&entry.title),
        id: entry.id.clone(),
        updated: date(&entry.updated),
        published: Some(date(entry.published)),
        authors: entry.authors.iter().map(person).collect(),
        categories: entry.tags.iter().map(category).collect(),
        links: vec![link("alternate", &entry.url, "text/html")],
        summary: entry.summary.as_ref().map(text),
        content: entry.html.as_ref().map(content),
        ..atom_syndication::Entry::default()
    }
}

fn date(moment: &Moment) -> FixedDateTime {
    FixedDateTime::from_str(&moment.rfc3339()).unwrap_or_default()
}

fn link(rel: &str, href: &str, kind: &str) -> Link {
    Link { rel: rel.to_owned(), href: href.to_owned(), mime_type: Some(kind.to_owned()), ..Link::default() }
}
