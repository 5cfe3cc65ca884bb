//! One body more against the names of a catalog: what most saves of a writer are.
//!
//! Where nothing depends on a briefing but its own text, the catalog can take in another body of it without all the
//! rest being resolved again.

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::load::Sources;
use crate::model::{Absent, Briefing, BriefingId, Catalog, EntityRef, Event, Hole, Prose, Target};
use crate::parse::Markdown;

use super::assemble::{AllNumbers, renumber_prose};
use super::backlinks::only_in_prose;
use super::briefing_anchors;
use super::lexicon::Lexicon;

/// What resolves one body more, after a catalog was made.
#[derive(Debug)]
pub struct Amender {
    lexicon: Lexicon,
    numbers: AllNumbers,
}

/// A body that was resolved: what a catalog has of it.
#[derive(Debug)]
pub struct Amended {
    /// The prose.
    pub prose: Prose,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

impl Amender {
    pub(super) fn new(lexicon: Lexicon, numbers: AllNumbers) -> Amender {
        Amender { lexicon, numbers }
    }

    /// Resolves another body of a briefing, where nothing in the catalog depends on what became another in it.
    ///
    /// Nothing where it names others than before, has other places to lead to, or uses other files or pictures.
    pub fn body(
        &self,
        catalog: &Catalog,
        id: BriefingId,
        body: Markdown,
        config: &Config,
        sources: &Sources,
        absent: &Absent,
    ) -> Option<Amended> {
        let briefing = catalog.briefing(id);
        let dates: Vec<&Event> = briefing.events.iter().map(|event| catalog.event(*event)).collect();
        let anchors = || briefing_anchors(briefing, &catalog.claims, dates.iter().copied());
        let mut read = self.lexicon.reading(config, sources, absent).briefing(body, briefing, &anchors);
        renumber_prose(&mut read.prose, &self.numbers);
        let named: Vec<_> = read.named.iter().filter_map(|entity| self.numbers.any(*entity)).collect();
        let mentioned = only_in_prose(catalog, id, &named);
        let same = OfText::new(&mentioned, &read.prose) == counts_of_text(briefing);
        same.then_some(Amended { prose: read.prose, diagnostics: read.diagnostics })
    }
}

/// What of a briefing's text other pages than its own, its feeds and the search count on: as long as it is the same, none
/// of them is another.
#[derive(Debug, PartialEq)]
pub struct OfText<'a> {
    /// Whom and what it names.
    mentioned: &'a [EntityRef],
    /// Where in it one can lead.
    anchors: &'a [String],
    /// What it takes from the content folder, and how it shows it.
    files: Vec<&'a Hole>,
}

impl<'a> OfText<'a> {
    fn new(mentioned: &'a [EntityRef], prose: &'a Prose) -> OfText<'a> {
        let is_file =
            |hole: &&Hole| matches!(hole, Hole::Picture(..)) || matches!(hole.target(), Some(Target::Asset(_)));
        let files = prose.holes.iter().map(|(_, hole)| hole).filter(is_file).collect();
        OfText { mentioned, anchors: &prose.anchors, files }
    }
}

/// What other pages count on of a briefing's text.
pub fn counts_of_text(briefing: &Briefing) -> OfText<'_> {
    OfText::new(&briefing.mentioned, &briefing.prose)
}
