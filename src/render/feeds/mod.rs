//! Feeds: filled once, and written by one file per format.
//!
//! The site's own feed holds whole texts, where its configuration asks for them. Those of an actor or a
//! location give summaries: a briefing is in the feed of everybody whom it names, and its text would be
//! copied into each. A briefing has the same id in every feed, which is its address; a change has its own.
//!
//! Who follows a feed reads its subscription document again and again, and an archive once (RFC 5005, section 4.1). So
//! an older briefing that was corrected, updated or withdrawn since is told again in the subscription document, beside
//! its place in an archive; the two entries are alike.

mod atom;
mod json;

use std::borrow::Cow;
use std::cmp::Reverse;

use super::prose::{Setting, escaped, html};
use super::{Site, changed, labels};
use crate::config::FeedContent;
use crate::model::{Briefing, BriefingId, Change, ChangeKind, Moment};
use crate::plan::{FeedEntry, FeedFormat, FeedOf, FeedPart, PlannedFeed, Route};

/// A document of a feed, before it is written in a format.
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
    /// The address of the archive with the next older entries.
    older: Option<String>,
    /// Of an archive, that with the next newer entries.
    newer: Option<String>,
    /// Of an archive, the document that readers subscribe to; none of that itself.
    current: Option<String>,
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
    /// What it says in short, and what was changed, where the whole text does not tell that; of a withdrawn one, why it is.
    summary: Option<Cow<'a, str>>,
    /// What was changed and its whole text, where the feed has it; of one that another replaced, where to read that.
    html: Option<String>,
    published: &'a Moment,
    updated: Cow<'a, Moment>,
    authors: &'a [String],
    tags: Vec<&'a str>,
}

/// The bytes of a document of a feed, the feed by its number in the plan.
pub(super) fn feed(site: &Site<'_>, number: usize, part: FeedPart, format: FeedFormat) -> Vec<u8> {
    let feed = fill(site, &site.plan.feeds[number], part, format);
    match format {
        FeedFormat::Atom => atom::write(&feed),
        FeedFormat::Json => json::write(&feed),
    }
}

fn fill<'a>(site: &Site<'a>, feed: &PlannedFeed, part: FeedPart, format: FeedFormat) -> Feed<'a> {
    let (config, catalog, of) = (site.config, site.catalog, feed.of);
    let full = of == FeedOf::Site && config.feeds.content == FeedContent::Full;
    let publisher = config.publisher.as_ref();
    let at = |part| site.urls.absolute(&of.route(catalog, part, format));
    let again = if part == FeedPart::Current { told_again(site, feed, format) } else { Vec::new() };
    let entries = feed.entries(part, format).iter().copied().chain(again.into_iter().map(FeedEntry::Briefing));
    Feed {
        title: title(site, of),
        description: config.description.as_deref().filter(|_| of == FeedOf::Site),
        lang: config.language.as_str(),
        page: site.urls.absolute(&Route::page(&of.folder(catalog))),
        own: at(part),
        author: publisher.map_or(config.title.as_str(), |p| &*p.name),
        author_url: publisher.and_then(|p| p.url.as_ref()).map(|url| url.as_str()),
        logo: site.publisher_logo(),
        rights: config.licence.as_ref().map(|licence| &*licence.name),
        older: feed.older_than(part, format).map(at),
        newer: feed.newer_than(part).map(at),
        current: (part != FeedPart::Current).then(|| at(FeedPart::Current)),
        entries: entries
            .map(|told| match told {
                FeedEntry::Briefing(id) => entry(site, id, full),
                FeedEntry::Change(number) => change(site, &catalog.changes[number]),
            })
            .collect(),
    }
}

/// The older briefings that changed after the oldest one of the subscription document was published, newest
/// first: those of the last changes, at most as many again as that document has.
fn told_again(site: &Site<'_>, feed: &PlannedFeed, format: FeedFormat) -> Vec<BriefingId> {
    let newest = feed.entries(FeedPart::Current, format);
    let Some(FeedEntry::Briefing(oldest)) = newest.last() else { return Vec::new() };
    let since = site.catalog.briefing(*oldest).date.at();
    let older = feed.older(format).iter().filter_map(|entry| match entry {
        FeedEntry::Briefing(id) => Some((changed::last(site, site.catalog.briefing(*id)).at(), *id)),
        FeedEntry::Change(_) => None,
    });
    let mut again: Vec<_> = older.filter(|(changed, _)| *changed > since).collect();
    again.sort_unstable_by_key(|(changed, id)| (Reverse(*changed), *id));
    again.truncate(newest.len());
    let mut again: Vec<BriefingId> = again.into_iter().map(|(_, id)| id).collect();
    again.sort_unstable();
    again
}

/// What a feed is called: as the site, or as what it is of, at the site.
pub(super) fn title<'a>(site: &Site<'a>, of: FeedOf) -> Cow<'a, str> {
    let name = match of {
        FeedOf::Changes => Some(site.say().text("changes_title")),
        _ => of.name(site.catalog),
    };
    match name {
        None => Cow::Borrowed(&site.config.title),
        Some(name) => Cow::Owned(format!("{name} · {}", site.config.title)),
    }
}

/// The entry of a change: its id is a place on the briefing's page, so that it is another than the
/// briefing's own among all.
fn change<'a>(site: &Site<'a>, change: &Change) -> Entry<'a> {
    let briefing: &'a Briefing = site.catalog.briefing(change.briefing);
    let whole = entry(site, change.briefing, false);
    let title = Cow::Owned(standing_title(site, labels::change(site.say(), change.kind), briefing));
    let Some(correction) = change.correction.and_then(|number| briefing.corrections.get(number)) else {
        let summary = match change.kind {
            // It says itself what was done.
            ChangeKind::Corrected | ChangeKind::Updated => briefing.summary.as_deref().map(Cow::Borrowed),
            ChangeKind::Superseded | ChangeKind::Retracted => whole.summary,
        };
        return Entry { id: format!("{}#{}", whole.url, change.kind.as_str()), title, summary, ..whole };
    };
    // A correction of a vague date is put at the briefing's last change.
    let day = changed::corrected(site, correction).map(Cow::Owned);
    let url = format!("{}#{}", whole.url, correction.anchor);
    Entry {
        id: url.clone(),
        url,
        title,
        summary: Some(Cow::Borrowed(&correction.text)),
        html: None,
        updated: day.unwrap_or(whole.updated),
        ..whole
    }
}

/// A briefing's title behind a word for where it stands.
fn standing_title(site: &Site<'_>, status: &str, briefing: &Briefing) -> String {
    site.say().fill("standing_title", &[("status", status), ("title", &briefing.title)])
}

/// What was changed in a briefing that stands, and when, oldest first: its corrections, else that it was updated.
fn notes(site: &Site<'_>, briefing: &Briefing) -> Vec<String> {
    let (say, words) = (site.say(), site.words());
    let status = |kind| labels::change(say, kind).to_lowercase();
    let corrected = briefing.corrections.iter().map(|correction| {
        let (date, status) = (correction.date.display(words), status(ChangeKind::Corrected));
        say.fill("status_noted_why", &[("date", &date), ("status", &status), ("note", &correction.text)])
    });
    let updated = briefing.updated.as_ref().filter(|updated| updated.at() > briefing.date.at());
    let updated = updated.filter(|_| briefing.corrections.is_empty()).map(|updated| {
        let (date, status) = (updated.display(words), status(ChangeKind::Updated));
        say.fill("status_noted", &[("date", &date), ("status", &status)])
    });
    corrected.chain(updated).collect()
}

/// What is told of a briefing that another replaced: why, and where to read that.
fn replaced(site: &Site<'_>, briefing: &Briefing, by: BriefingId) -> String {
    let paragraph = |text: &str| format!("<p>{}</p>", escaped(text));
    let why = briefing.status_reason.as_deref().map(paragraph);
    // The link takes the place of a character that no text has, once the words around it are escaped.
    let sentence = paragraph(&site.say().fill("read_instead", &[("title", "\0")]));
    let title = escaped(&site.catalog.briefing(by).title);
    let link = format!("<a href=\"{}\">{title}</a>", escaped(&site.absolute_briefing_url(by)));
    why.unwrap_or_default() + &sentence.replace('\0', &link)
}

fn entry<'a>(site: &Site<'a>, id: BriefingId, full: bool) -> Entry<'a> {
    let briefing: &'a Briefing = site.catalog.briefing(id);
    let url = site.absolute_briefing_url(id);
    let mut summary = briefing.told_elsewhere().map(Cow::Borrowed);
    let text = if briefing.status.is_withdrawn() {
        briefing.superseded_by.map(|by| replaced(site, briefing, by))
    } else if full {
        let notes: String = notes(site, briefing).iter().map(|note| format!("<p>{}</p>\n", escaped(note))).collect();
        Some(notes + &html(site, &briefing.prose, Setting::Feed(briefing, &url)))
    } else {
        if let Some(note) = notes(site, briefing).pop() {
            summary = Some(Cow::Owned(summary.map_or_else(|| note.clone(), |summary| format!("{summary} {note}"))));
        }
        None
    };
    Entry {
        title: match labels::standing(site.say(), briefing) {
            Some(status) => Cow::Owned(standing_title(site, status, briefing)),
            None => Cow::Borrowed(&briefing.title),
        },
        lang: briefing.lang.as_str(),
        summary,
        html: text.filter(|html| !html.trim().is_empty()),
        published: &briefing.date,
        updated: changed::last(site, briefing),
        authors: &briefing.authors,
        tags: briefing.tags.iter().map(|tag| &*tag.written).collect(),
        id: url.clone(),
        url,
    }
}
