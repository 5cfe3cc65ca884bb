//! What may be seen: decided here, once, before anything else looks at a briefing.

use std::collections::HashSet;

use jiff::Timestamp;

use crate::config::Config;
use crate::diagnostic::FilePath;
use crate::model::{Ahead, HeldBack, Moment, Status, Tlp};
use crate::parse::front_matter::RawMoment;
use crate::parse::{Document, Front, Parsed};

/// Whose eyes a build is for.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// The build's clock: what is dated after it is in the future.
    pub now: Timestamp,
    /// The true clock: what is dated after it is not for others yet, whatever the build's clock says.
    pub today: Timestamp,
    /// Whether drafts are shown.
    pub drafts: Drafts,
    /// Whether what is dated or embargoed after the clock is shown.
    pub future: Future,
    /// Whether the clock is set back, to see the site as it stood.
    pub clock: Clock,
}

/// Which moment a build takes for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// That of the build.
    Now,
    /// Another, which somebody asked for: what briefings say of a later time is taken back.
    AsOf,
}

impl Seen {
    /// The eyes of an author, who sees everything.
    #[must_use]
    pub fn everything(self) -> Seen {
        Seen { drafts: Drafts::Shown, future: Future::Shown, ..self }
    }
}

/// Whether drafts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafts {
    /// They are not in the catalog.
    Hidden,
    /// They are, for a look.
    Shown,
}

/// Whether what lies in the future is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Future {
    /// It is not in the catalog.
    Hidden,
    /// It is, for a look.
    Shown,
}

/// Why a document is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    Draft,
    Marked,
    Embargoed,
    Future,
}

impl Hidden {
    /// The reason, to end a sentence with.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Hidden::Draft => "it is a draft",
            Hidden::Marked => "its TLP marking is above what this site may carry",
            Hidden::Embargoed => "it is under embargo",
            Hidden::Future => "its date is in the future",
        }
    }
}

/// The moment that the front matter writes, in the site's time zone.
pub(super) fn moment(raw: &RawMoment, config: &Config) -> Moment {
    let far_future = || Moment::parse("9998-12-31", &jiff::tz::TimeZone::UTC);
    // The text was checked when it was parsed; what a time zone still refuses stays unseen.
    match Moment::parse(&raw.0, &config.timezone).or_else(|_| Moment::parse(&raw.0, &jiff::tz::TimeZone::UTC)) {
        Ok(moment) => moment,
        Err(_) => far_future().unwrap_or_else(|_| unreachable!("a literal date is a date")),
    }
}

/// Why a document is hidden, if it is.
pub(super) fn hidden(document: &Document, config: &Config, seen: &Seen) -> Option<Hidden> {
    let (status, tlp) = match &document.front {
        Front::Briefing(raw) => (raw.status, raw.tlp),
        Front::Actor(raw) => raw.marking(),
        Front::Location(raw) => raw.marking(),
        Front::Publisher(raw) => raw.marking(),
        Front::Page(raw) => (raw.status, raw.tlp),
    };
    // A marking is never lifted for a look.
    if tlp.unwrap_or(Tlp::Clear) > config.tlp {
        return Some(Hidden::Marked);
    }
    if status == Some(Status::Draft) && seen.drafts == Drafts::Hidden {
        return Some(Hidden::Draft);
    }
    if let Front::Briefing(raw) = &document.front
        && seen.future == Future::Hidden
    {
        if raw.publish_at.as_ref().is_some_and(|at| moment(at, config).at() > seen.now) {
            return Some(Hidden::Embargoed);
        }
        if moment(&raw.date, config).at() > seen.now {
            return Some(Hidden::Future);
        }
    }
    None
}

/// The files that are hidden, by their paths.
pub fn held_back(parsed: &Parsed, config: &Config, seen: &Seen) -> HashSet<FilePath> {
    let hidden = parsed.documents.iter().filter(|document| hidden(document, config, seen).is_some());
    hidden.map(|document| document.file.clone()).collect()
}

/// Why a document that is seen is so for a look only.
pub(super) fn ahead(document: &Document, config: &Config, seen: &Seen) -> Option<Ahead> {
    // A clock that is set forward shows what nobody may see yet: it is no better than a flag.
    let now = seen.now.min(seen.today);
    let others = Seen { now, drafts: Drafts::Hidden, future: Future::Hidden, ..*seen };
    match hidden(document, config, &others)? {
        Hidden::Draft => Some(Ahead::Draft),
        Hidden::Embargoed | Hidden::Future => Some(Ahead::Future),
        Hidden::Marked => None,
    }
}

/// Counts a hidden document for the closing line of a build.
pub(super) fn count(held_back: &mut HeldBack, document: &Document, hidden: Hidden) {
    let counter = match (&document.front, hidden) {
        (Front::Briefing(_), Hidden::Draft) => &mut held_back.drafts,
        (Front::Briefing(_), Hidden::Marked) => &mut held_back.marked,
        (Front::Briefing(_), Hidden::Embargoed) => &mut held_back.embargoed,
        (Front::Briefing(_), Hidden::Future) => &mut held_back.future,
        (_, Hidden::Marked) => &mut held_back.other_marked,
        _ => &mut held_back.other_drafts,
    };
    *counter += 1;
}
