//! What a briefing rests on: its sources, its claims, and who refers to which.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, KeyPath};
use crate::model::{
    Briefing, Claim, ClaimChange, ClaimId, ClaimStatus, Mention, PublisherId, Source, Speaker, Text, WebUrl, closest,
};
use crate::parse::front_matter::{RawClaim, RawSource, RawSpeaker};
use crate::path;

use super::{Desk, Elsewhere, Here};

impl Desk<'_> {
    pub(super) fn sources(&mut self, here: &mut Here<'_>, raw: Vec<RawSource>, anchors: Vec<String>) -> Vec<Source> {
        let mut sources = Vec::with_capacity(raw.len());
        for (i, (raw, anchor)) in raw.into_iter().zip(anchors).enumerate() {
            let RawSource { id, publisher, title, url, archive_url, published, retrieved } = raw;
            if let Some(id) = &id
                && here.sources.insert(id.to_string(), i).is_some()
            {
                self.repeated(here, id, "source", path!["sources", i, "id"]);
            }
            if title.is_none() && publisher.is_none() && url.is_none() {
                let message = "this source says neither a title nor a publisher nor an address";
                let diagnostic = Diagnostic::new(Code::MissingKey, here.place(path!["sources", i]), message);
                self.diagnostics.push(diagnostic.help("add a line `title: …`"));
            }
            if let Some(url) = &url {
                self.kept(here, i, url.as_str(), archive_url.is_some(), retrieved.is_some());
            }
            let publisher = publisher.and_then(|name| {
                let place = || here.place(path!["sources", i, "publisher"]);
                let (entity, written) = self.publishers.entity(&name, place, &mut self.diagnostics)?;
                Some(Mention { id: PublisherId::from_index(entity), written })
            });
            sources.push(Source {
                anchor,
                id: id.map(Into::into),
                publisher,
                title: title.map(Into::into),
                url,
                archive_url,
                published: published.map(|d| d.0),
                retrieved: retrieved.map(|d| d.0),
            });
        }
        sources
    }

    /// Advises to keep what may change or vanish; a large site has many sources, and a build does not ask.
    fn kept(&mut self, here: &Here<'_>, number: usize, url: &str, archived: bool, dated: bool) {
        let mut advise = |code, message: String, help| {
            if self.config.asks(code) {
                let diagnostic = Diagnostic::new(code, here.place(path!["sources", number]), message);
                self.diagnostics.push(diagnostic.help(help));
            }
        };
        if !archived {
            let message = format!("no copy of {url} is kept in an archive");
            advise(Code::NoArchive, message, "have it archived, and add `archive_url: …`");
        }
        if !dated {
            let message = format!("nothing says when {url} was read");
            advise(Code::NoRetrieved, message, "add the day, `retrieved: 2026-01-05`: what stands there may change");
        }
    }

    pub(super) fn claims(&mut self, here: &mut Here<'_>, raw: Vec<RawClaim>, anchors: Vec<String>) -> Vec<ClaimId> {
        let first = self.claims.len();
        for (i, raw) in raw.iter().enumerate() {
            if let Some(id) = &raw.id
                && here.claims.insert(id.to_string(), ClaimId::from_index(first + i)).is_some()
            {
                self.repeated(here, id, "claim", path!["claims", i, "id"]);
            }
        }
        let count = raw.len();
        for (i, (raw, anchor)) in raw.into_iter().zip(anchors).enumerate() {
            let RawClaim { id, text, said_by, date, date_text, status, history, credibility, contradicts, sources } =
                raw;
            let said_by = said_by.and_then(|speaker| match speaker {
                RawSpeaker::Name(name) => {
                    self.actor(&name, || here.place(path!["claims", i, "said_by"])).map(Speaker::Actor)
                }
                RawSpeaker::Anonymous(description) => Some(Speaker::Anonymous(description.map(Into::into))),
            });
            let claim = Claim {
                briefing: here.id,
                anchor,
                id: id.map(Into::into),
                text: text.into(),
                said_by,
                date: date.map(|d| d.0),
                date_text: date_text.map(Into::into),
                status: status.or(history.last().map(|last| last.status)).unwrap_or(ClaimStatus::Reported),
                history: history
                    .into_iter()
                    .map(|raw| ClaimChange { date: raw.date.0, status: raw.status, note: raw.note.map(Into::into) })
                    .collect(),
                credibility,
                contradicts: self.contradicted(here, ClaimId::from_index(first + i), &contradicts, i),
                contradicted_by: Vec::new(),
                sources: self.source_numbers(here, &sources, || path!["claims", i, "sources"]),
                told_in: None,
            };
            self.claims.push(claim);
        }
        (first..first + count).map(ClaimId::from_index).collect()
    }

    /// The claims of this briefing that one of it contradicts; those of others wait until all are known.
    fn contradicted(&mut self, here: &Here<'_>, claim: ClaimId, ids: &[Text], number: usize) -> Vec<ClaimId> {
        let path = path!["claims", number, "contradicts"];
        let (elsewhere, own): (Vec<_>, Vec<_>) = ids.iter().enumerate().partition(|(_, id)| id.contains('#'));
        for (i, id) in elsewhere {
            let (briefing, other) = id.split_once('#').unwrap_or_default();
            if let Some(briefing) = self.briefing_called(here, briefing, || here.place(path.then(i))) {
                self.elsewhere.push(Elsewhere {
                    claim,
                    briefing,
                    other: other.into(),
                    place: here.place(path.then(i)),
                });
            }
        }
        own.into_iter().flat_map(|(i, id)| self.reference(here, id, || path.then(i), "claim", &here.claims)).collect()
    }

    /// Finds the claims of other briefings that are contradicted, and has each contradiction seen from both sides,
    /// whichever of the two says it. What is withdrawn contradicts nothing, and nothing it.
    pub(in crate::resolve) fn contradictions(&mut self, briefings: &[Briefing]) {
        for Elsewhere { claim, briefing, other, place } in std::mem::take(&mut self.elsewhere) {
            let told = &briefings[briefing.index()];
            let found = told.claims.iter().find(|id| self.claims[id.index()].id.as_deref() == Some(&other));
            let Some(found) = found else {
                let ids = told.claims.iter().filter_map(|id| self.claims[id.index()].id.as_deref());
                let help = match closest(&other, ids.clone()) {
                    Some(near) => format!("did you mean `{}#{near}`?", told.id),
                    None => match ids.collect::<Vec<_>>().join(", ") {
                        ids if ids.is_empty() => format!("give the claim there an id: `id: {other}`"),
                        ids => format!("its claims are: {ids}"),
                    },
                };
                let message = format!("the briefing `{}` has no claim with the id `{other}`", told.id);
                self.diagnostics.push(Diagnostic::new(Code::UnknownReference, place, message).help(help));
                continue;
            };
            let found = *found;
            let stands = |claim: ClaimId| !briefings[self.claims[claim.index()].briefing.index()].status.is_withdrawn();
            if stands(claim) && stands(found) && !self.claims[claim.index()].contradicts.contains(&found) {
                self.claims[claim.index()].contradicts.push(found);
            }
        }
        for i in 0..self.claims.len() {
            for other in self.claims[i].contradicts.clone() {
                let this = ClaimId::from_index(i);
                let other = &mut self.claims[other.index()];
                let back = &mut other.contradicted_by;
                if !other.contradicts.contains(&this) && !back.contains(&this) {
                    back.push(this);
                }
            }
        }
    }

    pub(super) fn repeated(&mut self, here: &Here<'_>, id: &str, what: &str, path: KeyPath) {
        let message = format!("another {what} of this briefing has the id `{id}`");
        let diagnostic = Diagnostic::new(Code::RepeatedId, here.place(path), message);
        self.diagnostics.push(diagnostic.help(format!("give this {what} another id")));
    }

    pub(super) fn source_numbers(&mut self, here: &Here<'_>, ids: &[Text], path: impl Fn() -> KeyPath) -> Vec<usize> {
        self.references(here, ids, path, "source", &here.sources)
    }

    pub(super) fn claim_ids(&mut self, here: &Here<'_>, ids: &[Text], path: impl Fn() -> KeyPath) -> Vec<ClaimId> {
        self.references(here, ids, path, "claim", &here.claims)
    }

    fn references<T: Copy>(
        &mut self,
        here: &Here<'_>,
        ids: &[Text],
        path: impl Fn() -> KeyPath,
        what: &str,
        known: &HashMap<String, T>,
    ) -> Vec<T> {
        let numbered = ids.iter().enumerate();
        numbered.filter_map(|(i, id)| self.reference(here, id, || path().then(i), what, known)).collect()
    }

    fn reference<T: Copy>(
        &mut self,
        here: &Here<'_>,
        id: &Text,
        path: impl Fn() -> KeyPath,
        what: &str,
        known: &HashMap<String, T>,
    ) -> Option<T> {
        if let Some(reference) = known.get(&**id) {
            return Some(*reference);
        }
        if here.damaged.iter().any(|key| key.strip_suffix('s') == Some(what)) {
            return None;
        }
        let mut ids: Vec<&str> = known.keys().map(String::as_str).collect();
        ids.sort_unstable();
        let help = match closest(id, ids.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if what == "source" && WebUrl::new(id).is_ok() => {
                format!("give it an entry under `sources`, {{id: s1, url: \"{id}\"}}, and write s1 here")
            }
            None if ids.is_empty() => format!("no {what} here has an id yet; give one `id: {id}` under `{what}s`"),
            None => format!("the {what}s here are: {}", ids.join(", ")),
        };
        let message = format!("this briefing has no {what} with the id `{id}`");
        self.diagnostics.push(Diagnostic::new(Code::UnknownReference, here.place(path()), message).help(help));
        None
    }
}
