//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

use super::{Entry, Feed};

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    /// Where the next older items are.
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    authors: [Author<'a>; 1],
    language: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    /// An item must have a content: without the whole text it is the summary, else the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    date_published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [&'a str],
    language: &'a str,
}

pub(super) fn write(feed: &Feed<'_>) -> Vec<u8> {
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.page,
        feed_url: &feed.own,
        description: feed.description,
        authors: [Author { name: feed.author, url: feed.author_url }],
        language: feed.lang,
        items: feed.entries.iter().map(item).collect(),
    };
    let mut out = Vec::new();
    // Plain structs always can be JSON, and writing to memory can't fail.
    let _ = serde_json::to_writer(&mut out, &feed);
    out.push(b'\n');
    out
}

fn item<'a>(entry: &'a Entry<'_>) -> Item<'a> {
    let text = || entry.summary.as_deref().unwrap_or(&entry.title);
    Item {
        id: &entry.id,
        url: &entry.url,
        title: &entry.title,
        content_html: entry.html.as_deref(),
        content_text: entry.html.is_none().then(text),
        summary: entry.summary.as_deref(),
        date_published: entry.published.rfc3339(),
        date_modified: (*entry.updated != *entry.published).then(|| entry.updated.rfc3339()),
        authors: entry.authors.iter().map(|name| Author { name, url: None }).collect(),
        tags: &entry.tags,
        language: entry.lang,
    }
}
