//! Feeds: filled once, and written by one file per format.
//!
//! The site's own feed holds whole texts, where its configuration asks for them. Those of an actor or a
//! location give summaries: a briefing is in the feed of everybody whom it names, and its text would be
//! copied into each. A briefing has the same id in every feed, which is its address; a change has its own.

mod atom;
mod json;

use std::borrow::Cow;

use super::prose::{Setting, html};
use super::{Site, labels};
use crate::config::FeedContent;
use crate::model::{Briefing, BriefingId, Change, Correction, Moment};
use crate::plan::{FeedFormat, FeedOf, Route};

/// A feed, before it is written in a format.
struct Feed<'a> {
    title: Cow<'a, str>,
    description: Option<&'a str>,
    lang: &'a str,
    /// The page that shows the same.
    page: String,
    /// Its own address.
    own: String,
    /// Who publishes the site.
    author: &'a str,
    author_url: Option<&'a str>,
    /// The logo of whoever publishes it.
    logo: Option<String>,
    rights: Option<&'a str>,
    /// Newest first.
    entries: Vec<Entry<'a>>,
}

/// A briefing in a feed.
struct Entry<'a> {
    /// The briefing's address; of a change, with a fragment of its own.
    id: String,
    /// Where it is read.
    url: String,
    title: Cow<'a, str>,
    lang: &'a str,
    /// What it says in short; of a withdrawn one, why it is.
    summary: Option<&'a str>,
    /// Its whole text, where the feed has it.
    html: Option<String>,
    published: &'a Moment,
    updated: Cow<'a, Moment>,
    authors: &'a [String],
    tags: Vec<&'a str>,
}

/// The bytes of a feed.
pub(super) fn feed(site: &Site<'_>, of: FeedOf, format: FeedFormat) -> Vec<u8> {
    let feed = fill(site, of, format);
    match format {
        FeedFormat::Atom => atom::write(&feed),
        FeedFormat::Json => json::write(&feed),
    }
}

fn fill<'a>(site: &Site<'a>, of: FeedOf, format: FeedFormat) -> Feed<'a> {
    let (config, catalog) = (site.config, site.catalog);
    let full = of == FeedOf::Site && config.feeds.content == FeedContent::Full;
    let publisher = config.publisher.as_ref();
    Feed {
        title: title(site, of),
        description: config.description.as_deref().filter(|_| of == FeedOf::Site),
        lang: config.language.as_str(),
        page: site.urls.absolute(&Route::page(&of.folder(catalog))),
        own: site.urls.absolute(&of.route(catalog, format)),
        author: publisher.map_or(config.title.as_str(), |p| &*p.name),
        author_url: publisher.and_then(|p| p.url.as_ref()).map(|url| url.as_str()),
        logo: site.publisher_logo(),
        rights: config.licence.as_ref().map(|licence| &*licence.name),
        entries: match of {
            FeedOf::Changes => {
                FeedOf::changes(catalog, config.feeds.items).map(|change| changed(site, change)).collect()
            }
            _ => of.briefings(catalog, config.feeds.items).into_iter().map(|id| entry(site, id, full)).collect(),
        },
    }
}

/// What a feed is called: as the site, or as what it is of, at the site.
pub(super) fn title<'a>(site: &Site<'a>, of: FeedOf) -> Cow<'a, str> {
    match of.name(site.catalog) {
        None => Cow::Borrowed(&site.config.title),
        Some(name) => Cow::Owned(format!("{name} · {}", site.config.title)),
    }
}

/// The entry of a change: its id is a place on the briefing's page, so that it is another than the
/// briefing's own among all.
fn changed<'a>(site: &Site<'a>, change: &Change) -> Entry<'a> {
    let briefing: &'a Briefing = site.catalog.briefing(change.briefing);
    let whole = entry(site, change.briefing, false);
    let Some(number) = change.correction else {
        return Entry { id: format!("{}#{}", whole.url, change.kind.as_str()), ..whole };
    };
    let correction = &briefing.corrections[number];
    // A correction of a vague date is put at the briefing's last change.
    let day = corrected(site, correction).map(Cow::Owned);
    let url = format!("{}#{}", whole.url, correction.anchor);
    Entry {
        id: url.clone(),
        url,
        title: Cow::Owned(format!("Corrected: {}", briefing.title)),
        summary: Some(&correction.text),
        updated: day.unwrap_or(whole.updated),
        ..whole
    }
}

/// When a briefing last changed: by its own word, or by a correction whose day is known.
pub(in crate::render) fn last_change<'a>(site: &Site<'a>, briefing: &'a Briefing) -> Cow<'a, Moment> {
    let said = briefing.last_change();
    let days = briefing.corrections.iter().filter_map(|correction| corrected(site, correction));
    let last = days.max_by_key(Moment::at).filter(|day| day.at() > said.at());
    last.map_or(Cow::Borrowed(said), Cow::Owned)
}

/// When a correction was made, where its day is known.
fn corrected(site: &Site<'_>, correction: &Correction) -> Option<Moment> {
    Moment::parse(correction.date.text(), &site.config.timezone).ok()
}

fn entry<'a>(site: &Site<'a>, id: BriefingId, full: bool) -> Entry<'a> {
    let briefing: &'a Briefing = site.catalog.briefing(id);
    let withdrawn = briefing.status.is_withdrawn();
    let url = site.absolute_briefing_url(id);
    let text = (full && !withdrawn).then(|| html(site, &briefing.prose, Setting::Feed(briefing, &url)));
    Entry {
        title: match labels::standing(site.say(), briefing) {
            Some(status) => {
                Cow::Owned(site.say().fill("standing_title", &[("status", status), ("title", &briefing.title)]))
            }
            None => Cow::Borrowed(&briefing.title),
        },
        lang: briefing.lang.as_str(),
        summary: briefing.told_elsewhere(),
        html: text.filter(|html| !html.trim().is_empty()),
        published: &briefing.date,
        updated: last_change(site, briefing),
        authors: &briefing.authors,
        tags: briefing.tags.iter().map(|tag| &*tag.written).collect(),
        id: url.clone(),
        url,
    }
}
