//! What every body is read against: all names of the site, and the documents that links lead to.

use std::collections::{HashMap, HashSet};

use crate::config::{AutoLink, Config};
use crate::diagnostic::FilePath;
use crate::load::Sources;
use crate::model::{Absent, Briefing, EntityRef, Target};
use crate::parse::Markdown;

use super::links::Ground;
use super::names::{AllNames, Names};
use super::prose::{self, Mentions, Owner};

/// All names, complete; entities are numbered as they came.
#[derive(Debug)]
pub(super) struct Lexicon {
    actors: Names,
    locations: Names,
    publishers: Names,
    /// Those that only withdrawn briefings name: to all others they are nobody.
    only_withdrawn: HashSet<EntityRef>,
    nobody: HashSet<EntityRef>,
    mentions: Mentions,
    /// What is withdrawn still knows whom it named.
    mentions_there: Option<Mentions>,
    documents: HashMap<FilePath, Target>,
}

impl Lexicon {
    pub(super) fn new(
        [actors, locations, publishers]: [Names; 3],
        only_withdrawn: HashSet<EntityRef>,
        documents: HashMap<FilePath, Target>,
        mode: AutoLink,
    ) -> Lexicon {
        let nobody = HashSet::new();
        let with = |unknown| Mentions::new(&AllNames::new(&actors, &locations, &publishers, unknown), mode);
        let mentions = with(&only_withdrawn);
        let mentions_there = (!only_withdrawn.is_empty()).then(|| with(&nobody));
        Lexicon { actors, locations, publishers, only_withdrawn, nobody, mentions, mentions_there, documents }
    }

    /// The names as all see them but what is withdrawn.
    pub(super) fn names(&self) -> AllNames<'_> {
        AllNames::new(&self.actors, &self.locations, &self.publishers, &self.only_withdrawn)
    }

    /// What reads bodies with these names.
    pub(super) fn reading<'a>(&'a self, config: &'a Config, sources: &'a Sources, absent: &'a Absent) -> Reading<'a> {
        let ground = Ground { base_url: config.base_url.as_ref(), sources, documents: &self.documents, absent };
        Reading {
            lexicon: self,
            names: self.names(),
            names_there: AllNames::new(&self.actors, &self.locations, &self.publishers, &self.nobody),
            ground,
        }
    }
}

/// Reads bodies.
pub(super) struct Reading<'a> {
    lexicon: &'a Lexicon,
    names: AllNames<'a>,
    names_there: AllNames<'a>,
    ground: Ground<'a>,
}

impl Reading<'_> {
    /// Reads the body of a briefing; `anchors` gives those that its page has beside it.
    pub(super) fn briefing(
        &self,
        body: Markdown,
        briefing: &Briefing,
        anchors: &(dyn Fn() -> Vec<String> + Sync),
    ) -> prose::Resolved {
        let owner = Owner {
            file: &briefing.file,
            url: &format!("briefings/{}/", briefing.id),
            about: None,
            sources: briefing.sources.len(),
            anchors,
        };
        match &self.lexicon.mentions_there {
            Some(mentions) if briefing.status.is_withdrawn() => {
                prose::resolve(body, &owner, &self.names_there, mentions, &self.ground)
            }
            _ => self.other(body, &owner),
        }
    }

    /// Reads the body of anything else.
    pub(super) fn other(&self, body: Markdown, owner: &Owner<'_>) -> prose::Resolved {
        prose::resolve(body, owner, &self.names, &self.lexicon.mentions, &self.ground)
    }
}
