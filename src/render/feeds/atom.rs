//! The Atom feed of the site (RFC 4287).

use std::str::FromStr as _;

use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};

use crate::config::FeedContent;
use crate::model::{Briefing, Mention, Moment, TagId};
use crate::plan::Route;
use crate::render::Site;
use crate::render::prose::{Setting, html};

/// The feed of every briefing, newest first, up to the number that the site asks for.
pub(in crate::render) fn atom(site: &Site<'_>) -> Vec<u8> {
    let config = site.config;
    let home = site.urls.absolute(&Route::page(""));
    let briefings: Vec<&Briefing> =
        site.catalog.briefings.iter().filter(|b| b.ahead.is_none()).take(config.feeds.items).collect();
    let author = config.publisher.as_ref().map_or(config.title.as_str(), |p| &*p.name);
    // A feed changes when one of its entries does; an empty one never did.
    let updated = briefings.iter().map(|b| changed(b)).max_by_key(|m| m.at());
    let feed = Feed {
        title: Text::plain(&*config.title),
        subtitle: config.description.as_deref().map(Text::plain),
        id: home.clone(),
        updated: updated.map_or_else(FixedDateTime::default, date),
        authors: vec![Person { name: author.to_owned(), ..Person::default() }],
        generator: Some(Generator { value: "Dateline".into(), ..Generator::default() }),
        rights: config.licence.as_ref().map(|licence| Text::plain(&*licence.name)),
        lang: Some(config.language.as_str().to_owned()),
        links: vec![
            link("self", &site.urls.absolute(&Route::of_file("feed.xml")), "application/atom+xml"),
            link("alternate", &home, "text/html"),
        ],
        entries: briefings.into_iter().map(|briefing| entry(site, briefing)).collect(),
        ..Feed::default()
    };
    let mut out = Vec::new();
    // Writing to memory can't fail.
    let _ = feed.write_to(&mut out);
    out.push(b'\n');
    out
}

fn entry(site: &Site<'_>, briefing: &Briefing) -> Entry {
    let url = site.urls.absolute(&Route::page(&format!("briefings/{}/", briefing.id)));
    let mut title = briefing.title.clone();
    if let Some(label) = crate::render::labels::standing(briefing) {
        title = format!("{label}: {title}");
    }
    let content =
        (site.config.feeds.content == FeedContent::Full && !briefing.status.is_withdrawn()).then(|| Content {
            value: Some(html(site, &briefing.prose, Setting::Feed(briefing, &url))),
            content_type: Some("html".into()),
            lang: Some(briefing.lang.as_str().to_owned()),
            ..Content::default()
        });
    let summary = briefing.status_reason.as_deref().filter(|_| briefing.status.is_withdrawn());
    let person = |name: &String| Person { name: name.clone(), ..Person::default() };
    let category = |tag: &Mention<TagId>| Category { term: tag.written.to_string(), ..Category::default() };
    Entry {
        title: Text::plain(title),
        id: url.clone(),
        updated: date(changed(briefing)),
        published: Some(date(&briefing.date)),
        authors: briefing.authors.iter().map(person).collect(),
        categories: briefing.tags.iter().map(category).collect(),
        links: vec![link("alternate", &url, "text/html")],
        summary: summary.or(briefing.summary.as_deref()).map(Text::plain),
        content: content.filter(|c| c.value.as_deref().is_some_and(|html| !html.trim().is_empty())),
        ..Entry::default()
    }
}

/// When a briefing last changed.
fn changed(briefing: &Briefing) -> &Moment {
    briefing.updated.as_ref().filter(|updated| updated.at() > briefing.date.at()).unwrap_or(&briefing.date)
}

fn date(moment: &Moment) -> FixedDateTime {
    FixedDateTime::from_str(&moment.rfc3339()).unwrap_or_default()
}

fn link(rel: &str, href: &str, kind: &str) -> Link {
    Link { rel: rel.to_owned(), href: href.to_owned(), mime_type: Some(kind.to_owned()), ..Link::default() }
}
