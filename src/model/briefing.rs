//! A briefing, with every name in it resolved.

use super::{
    ActorId, BriefingId, Claim, ClaimId, Confidence, Coordinates, Event, EventDate, EventId, Lang, Likelihood,
    LocationId, Mention, Moment, Precision, Prose, PublisherId, SeriesId, Slug, Status, TagId, Tlp, WebUrl,
};
use crate::diagnostic::FilePath;

/// A document that says who, where, when, and says who.
#[derive(Debug, Clone, PartialEq)]
pub struct Briefing {
    /// Its address.
    pub id: Slug,
    /// The file it comes from.
    pub file: FilePath,
    /// Its title.
    pub title: String,
    /// When it was published.
    pub date: Moment,
    /// When it was last changed.
    pub updated: Option<Moment>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Its version, as the author counts.
    pub version: Option<String>,
    /// Where it stands in its life; never a draft unless drafts were asked for.
    pub status: Status,
    /// Why it is shown for a look only; none in a site that is for others.
    pub ahead: Option<Ahead>,
    /// Why it was superseded or retracted.
    pub status_reason: Option<String>,
    /// The briefing in its place.
    pub superseded_by: Option<BriefingId>,
    /// Its marking, where its author gave it one.
    pub tlp: Option<Tlp>,
    /// Its language.
    pub lang: Lang,
    /// The briefing that it translates.
    pub translation_of: Option<BriefingId>,
    /// The other languages of it: what it translates, what translates it or the same.
    pub translations: Vec<BriefingId>,
    /// The place in the dateline.
    pub filed_from: Option<Mention<LocationId>>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Its subjects.
    pub tags: Vec<Mention<TagId>>,
    /// The series that it belongs to.
    pub series: Option<Mention<SeriesId>>,
    /// The template that shows it, instead of `briefing.html`.
    pub template: Option<String>,
    /// Old addresses that lead to it, as paths from the site's root.
    pub aliases: Vec<String>,
    /// Its judgments.
    pub key_judgments: Vec<Judgment>,
    /// Who is in it.
    pub actors: Vec<Involvement>,
    /// Where it plays.
    pub locations: Vec<PlaceNamed>,
    /// Its events, in the timeline's order.
    pub events: Vec<EventId>,
    /// Its claims, in its own order.
    pub claims: Vec<ClaimId>,
    /// What it relies on, in its own order.
    pub sources: Vec<Source>,
    /// What was mended in it.
    pub corrections: Vec<Correction>,
    /// Actors that its prose names and its front matter does not.
    pub mentioned: Vec<super::EntityRef>,
    /// Whatever a site's own templates want.
    pub extra: serde_yaml::Mapping,
    /// Its text.
    pub prose: Prose,
}

impl Briefing {
    /// The anchors of its parts, with its claims and dates given: what its page has beside those of
    /// its prose.
    pub fn anchors<'a>(
        &'a self,
        claims: impl Iterator<Item = &'a Claim>,
        dates: impl Iterator<Item = &'a Event>,
    ) -> impl Iterator<Item = &'a str> {
        let claims = claims.map(|claim| &*claim.anchor);
        let sources = self.sources.iter().map(|source| &*source.anchor);
        let corrections = self.corrections.iter().map(|correction| &*correction.anchor);
        claims.chain(sources).chain(corrections).chain(dates.map(|event| &*event.anchor))
    }
}

impl Briefing {
    /// What is said of it elsewhere than on its page: its summary, or, where it no longer stands, why.
    pub fn told_elsewhere(&self) -> Option<&str> {
        let reason = self.status_reason.as_deref().filter(|_| self.status.is_withdrawn());
        reason.or(self.summary.as_deref())
    }

    /// When it last changed; an update dated before the publication is no change of it.
    pub fn last_change(&self) -> &Moment {
        self.updated.as_ref().filter(|updated| updated.at() > self.date.at()).unwrap_or(&self.date)
    }
}

/// Why something is shown before its time: flags that ask for a look let it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ahead {
    /// It is a draft.
    Draft,
    /// It is under embargo, or dated in the future.
    Future,
}

/// An actor's part in a briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Involvement {
    /// Who.
    pub actor: Mention<ActorId>,
    /// As what.
    pub role: Option<String>,
    /// With what attitude to the matter.
    pub stance: Option<String>,
}

/// A place of a briefing, with what the briefing says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceNamed {
    /// Where.
    pub location: Mention<LocationId>,
    /// The place that it lies in, where the briefing says so.
    pub within: Option<Mention<LocationId>>,
    /// How exactly the place is known: the vaguest word that anyone says.
    pub precision: Option<Precision>,
    /// The position, where the briefing says so, no finer than that.
    pub coordinates: Option<Coordinates>,
}

/// A judgment: likelihood and confidence are two things and stay apart (ICD 203).
#[derive(Debug, Clone, PartialEq)]
pub struct Judgment {
    /// What is judged.
    pub text: String,
    /// How likely it is.
    pub likelihood: Option<Likelihood>,
    /// How sound the grounds are.
    pub confidence: Option<Confidence>,
    /// The claims that it rests on.
    pub claims: Vec<ClaimId>,
}

/// Something that a briefing relies on.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// What its address on the briefing's page is called.
    pub anchor: String,
    /// What the briefing calls it.
    pub id: Option<String>,
    /// Whose publication it is.
    pub publisher: Option<Mention<PublisherId>>,
    /// Its title.
    pub title: Option<String>,
    /// Where it is.
    pub url: Option<WebUrl>,
    /// Where a copy of it is kept.
    pub archive_url: Option<WebUrl>,
    /// When it appeared.
    pub published: Option<EventDate>,
    /// When it was read.
    pub retrieved: Option<EventDate>,
}

/// A mistake that was mended after publication.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// What its address on the briefing's page is called.
    pub anchor: String,
    /// When.
    pub date: EventDate,
    /// What was wrong, and how it reads now.
    pub text: String,
}
