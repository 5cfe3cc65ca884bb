//! From a briefing's raw front matter to a [`Briefing`] whose references are valid.

mod evidence;
mod parts;

use std::collections::{HashMap, HashSet};

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FilePath, KeyPath, Place};
use crate::model::{
    Absence, Absent, ActorId, Briefing, BriefingId, Claim, ClaimId, Correction, Event, Involvement, Judgment,
    LocationId, Mention, PlaceNamed, Precision, Prose, SeriesId, Slug, Status, TagId, closest, fold,
};
use crate::parse::front_matter::{RawBriefing, RawCorrection, RawDate, RawEvent, RawPlace};
use crate::path;

use super::names::Names;
use super::places::Said;
use super::topics::Topics;
use super::visibility::moment;
pub(super) use parts::PartAnchors;

/// What briefings are resolved against, and what they add to.
pub(super) struct Desk<'a> {
    pub(super) config: &'a Config,
    pub(super) actors: &'a mut Names,
    pub(super) locations: &'a mut Names,
    pub(super) publishers: &'a mut Names,
    pub(super) tags: &'a mut Topics,
    pub(super) series: &'a mut Topics,
    /// The visible briefings by id.
    pub(super) briefings: &'a HashMap<Slug, BriefingId>,
    /// The ids of briefings that are held back.
    pub(super) held_back: &'a HashMap<Slug, FilePath>,
    /// What else is not in the catalog.
    pub(super) absent: &'a Absent,
    pub(super) events: Vec<Event>,
    pub(super) claims: Vec<Claim>,
    /// Contradictions to claims of other briefings, which may not be known yet.
    pub(super) elsewhere: Vec<Elsewhere>,
    /// What briefings say of places that have no profile.
    pub(super) places: Vec<Said>,
    pub(super) diagnostics: Diagnostics,
}

/// A claim of another briefing that one contradicts.
#[derive(Debug)]
pub(super) struct Elsewhere {
    claim: ClaimId,
    briefing: BriefingId,
    /// The other claim's id.
    other: String,
    place: Place,
}

/// A briefing being resolved: its number, its file, and its ids.
struct Here<'a> {
    id: BriefingId,
    file: &'a FilePath,
    sources: HashMap<String, usize>,
    claims: HashMap<String, ClaimId>,
    /// The keys of which a part could not be read.
    damaged: &'a [String],
}

impl Here<'_> {
    fn place(&self, path: KeyPath) -> Place {
        Place::value(self.file, path)
    }
}

impl Desk<'_> {
    /// Resolves one briefing; its prose is put in later.
    pub(super) fn briefing(
        &mut self,
        id: BriefingId,
        slug: Slug,
        file: &FilePath,
        raw: RawBriefing,
        damaged: &[String],
        anchors: PartAnchors,
    ) -> Briefing {
        // Every key is named, so that a new one can't be forgotten here.
        let RawBriefing {
            id: _,
            title,
            date,
            updated,
            version,
            summary,
            status,
            status_reason,
            superseded_by,
            publish_at: _,
            tlp,
            lang,
            translation_of,
            filed_from,
            authors,
            tags,
            series,
            template,
            aliases,
            key_judgments,
            actors,
            locations,
            dates,
            claims,
            sources,
            corrections,
            extra,
        } = raw;
        let mut here = Here { id, file, sources: HashMap::new(), claims: HashMap::new(), damaged };
        let status = status.unwrap_or(Status::Published);
        if status.is_withdrawn() && status_reason.is_none() {
            let message = format!("a {status} briefing must say why");
            let diagnostic = Diagnostic::new(Code::MissingKey, here.place(path!["status"]), message);
            self.diagnostics.push(diagnostic.help("add a line `status_reason: …`"));
        }
        let sources = self.sources(&mut here, sources, anchors.sources);
        let claims = self.claims(&mut here, claims, anchors.claims);
        let key_judgments = key_judgments
            .into_iter()
            .enumerate()
            .map(|(i, raw)| Judgment {
                text: raw.text.into(),
                likelihood: raw.likelihood,
                confidence: raw.confidence,
                claims: self.claim_ids(&here, &raw.claims, || path!["key_judgments", i, "claims"]),
            })
            .collect();
        let mut involved: Vec<Involvement> = Vec::with_capacity(actors.len());
        for (i, raw) in actors.into_iter().enumerate() {
            let place = || here.place(path!["actors", i]);
            let Some(actor) = self.actor(&raw.name, place) else { continue };
            self.same(involved.iter().map(|other| &other.actor), &actor, place);
            let (role, stance) = (raw.role.map(Into::into), raw.stance.map(Into::into));
            involved.push(Involvement { actor, role, stance });
        }
        let mut places: Vec<PlaceNamed> = Vec::with_capacity(locations.len());
        for (i, raw) in locations.into_iter().enumerate() {
            let Some(named) = self.place_named(&here, i, raw) else { continue };
            let place = || here.place(path!["locations", i]);
            self.same(places.iter().map(|other| &other.location), &named.location, place);
            places.push(named);
        }
        self.dates(&mut here, dates, anchors.dates);
        let filed_from = filed_from.and_then(|name| self.location(&name, || here.place(path!["filed_from"])));
        let config = self.config;
        Briefing {
            id: slug,
            file: file.clone(),
            title: title.into(),
            date: moment(&date, config),
            updated: updated.as_ref().map(|raw| moment(raw, config)),
            summary: summary.map(Into::into),
            version,
            status,
            ahead: None,
            status_reason: status_reason.map(Into::into),
            superseded_by: self.other(&here, superseded_by.as_ref(), "superseded_by"),
            tlp,
            lang: lang.unwrap_or_else(|| config.language.clone()),
            translation_of: self.other(&here, translation_of.as_ref(), "translation_of"),
            translations: Vec::new(),
            filed_from,
            authors: authors.into_iter().map(Into::into).collect(),
            tags: tags
                .iter()
                .enumerate()
                .map(|(i, tag)| Mention {
                    id: TagId::from_index(self.tags.number(tag, || here.place(path!["tags", i]))),
                    written: (&**tag).into(),
                })
                .collect(),
            series: series.as_deref().map(|series| Mention {
                id: SeriesId::from_index(self.series.number(series, || here.place(path!["series"]))),
                written: series.into(),
            }),
            template: template.map(Into::into),
            aliases: aliases.into_iter().map(Into::into).collect(),
            key_judgments,
            actors: involved,
            locations: places,
            events: Vec::new(),
            claims,
            sources,
            corrections: corrected(corrections, anchors.corrections),
            mentioned: Vec::new(),
            extra,
            prose: Prose::default(),
        }
    }

    fn actor(&mut self, name: &str, place: impl Fn() -> Place) -> Option<Mention<ActorId>> {
        let (entity, written) = self.actors.entity(name, place, &mut self.diagnostics)?;
        Some(Mention { id: ActorId::from_index(entity), written })
    }

    fn location(&mut self, name: &str, place: impl Fn() -> Place) -> Option<Mention<LocationId>> {
        let (entity, written) = self.locations.entity(name, place, &mut self.diagnostics)?;
        Some(Mention { id: LocationId::from_index(entity), written })
    }

    /// Two names of one list may be those of one profile; the same words twice are told where the file is
    /// read.
    fn same<'m, Id: PartialEq + 'm>(
        &mut self,
        mut before: impl Iterator<Item = &'m Mention<Id>>,
        named: &Mention<Id>,
        place: impl Fn() -> Place,
    ) {
        let Some(first) = before.find(|other| other.id == named.id) else { return };
        if fold(&first.written) != fold(&named.written) {
            let message =
                format!("`{}` is the same as `{}`, which stands in this list already", named.written, first.written);
            let diagnostic = Diagnostic::new(Code::RepeatedName, place(), message);
            self.diagnostics.push(diagnostic.help("keep one of the two"));
        }
    }

    fn place_named(&mut self, here: &Here<'_>, i: usize, raw: RawPlace) -> Option<PlaceNamed> {
        let RawPlace { name, within, precision, coordinates } = raw;
        if precision == Some(Precision::Undisclosed) && coordinates.is_some() {
            let place = here.place(path!["locations", i, "coordinates"]);
            let message = "an undisclosed place can't have coordinates";
            let help = "remove `coordinates`, or say how exact they are with another `precision`";
            self.diagnostics.push(Diagnostic::new(Code::BadCoordinates, place, message).help(help));
        }
        let location = self.location(&name, || here.place(path!["locations", i]))?;
        let within = within.and_then(|name| self.location(&name, || here.place(path!["locations", i, "within"])));
        let named = PlaceNamed { location, within, precision, coordinates };
        let entity = named.location.id.index();
        if entity >= self.locations.profiles.len() || named.precision.is_some() || named.within.is_some() {
            self.places.push((entity, named.clone(), here.place(path!["locations", i])));
        }
        Some(named)
    }

    fn dates(&mut self, here: &mut Here<'_>, raw: Vec<RawEvent>, anchors: Vec<String>) {
        let mut ids = HashSet::new();
        for (number, (raw, anchor)) in raw.into_iter().zip(anchors).enumerate() {
            if let Some(id) = &raw.id
                && !ids.insert(id.clone())
            {
                self.repeated(here, id, "date", path!["dates", number, "id"]);
            }
            self.event(here, number, anchor, raw);
        }
    }

    fn event(&mut self, here: &Here<'_>, number: usize, anchor: String, raw: RawEvent) {
        let RawEvent { id, date: RawDate(date), date_text, title, kind, actors, locations, sources } = raw;
        let actors = actors
            .iter()
            .enumerate()
            .filter_map(|(i, name)| self.actor(name, || here.place(path!["dates", number, "actors", i])))
            .collect();
        let locations = locations
            .iter()
            .enumerate()
            .filter_map(|(i, name)| self.location(name, || here.place(path!["dates", number, "locations", i])))
            .collect();
        let sources = self.source_numbers(here, &sources, || path!["dates", number, "sources"]);
        self.events.push(Event {
            briefing: here.id,
            number,
            anchor,
            id: id.map(Into::into),
            date,
            date_text: date_text.map(Into::into),
            title: title.into(),
            kind: kind.map(Into::into),
            actors,
            locations,
            sources,
            told_in: None,
        });
    }

    /// The other briefing that a key refers to.
    fn other(&mut self, here: &Here<'_>, id: Option<&Slug>, key: &str) -> Option<BriefingId> {
        let id = id?;
        if key == "translation_of" && self.held_back.contains_key(id) {
            let message = format!("`{id}`, which this translates, is held back; this version would be published");
            let help = "give it the same `status`, `publish_at` or `tlp`; or take `translation_of` out";
            self.diagnostics.push(Diagnostic::new(Code::HeldBackOriginal, here.place(path![key]), message).help(help));
            return None;
        }
        self.briefing_called(here, id.as_str(), || here.place(path![key]))
    }

    /// The other briefing of an id.
    fn briefing_called(&mut self, here: &Here<'_>, id: &str, place: impl Fn() -> Place) -> Option<BriefingId> {
        let slug = Slug::new(id).ok();
        let known = slug.as_ref().and_then(|slug| self.briefings.get(slug));
        let (code, message, help) = match known {
            Some(other) if *other == here.id => {
                let message = "a briefing can't refer to itself here".to_owned();
                (Code::UnknownReference, message, "write the id of another briefing".to_owned())
            }
            Some(other) => return Some(*other),
            None if slug.as_ref().is_some_and(|slug| self.held_back.contains_key(slug)) => {
                let message = format!("the briefing `{id}` is held back; the reference to it is left out");
                (Code::HeldBackReference, message, "it appears when that briefing does".to_owned())
            }
            None if self.absent.address(&format!("/briefings/{id}/")) == Some(Absence::Unread) => return None,
            None => {
                let mut ids: Vec<&str> = self.briefings.keys().map(Slug::as_str).collect();
                ids.sort_unstable();
                let help = match closest(id, ids) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write the id of a briefing: its `id`, or its file's name".to_owned(),
                };
                (Code::UnknownReference, format!("there is no briefing with the id `{id}`"), help)
            }
        };
        self.diagnostics.push(Diagnostic::new(code, place(), message).help(help));
        None
    }
}

fn corrected(raw: Vec<RawCorrection>, anchors: Vec<String>) -> Vec<Correction> {
    let correction =
        |(raw, anchor): (RawCorrection, String)| Correction { anchor, date: raw.date.0, text: raw.text.into() };
    raw.into_iter().zip(anchors).map(correction).collect()
}
