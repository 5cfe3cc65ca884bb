//! Which other briefings are about the same: by the actors, places and tags that they share, and by time.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde::Serialize;

use super::shared::{DateView, RefView, TitledView};
use crate::model::{BriefingId, Day, EntityRef};
use crate::render::Site;

/// How many are shown.
const SHOWN: usize = 4;

/// Who and what stands in more briefings than this says nothing of what two of them have in common.
const COMMON: usize = 250;

/// Of how many the dates are compared.
const COMPARED: usize = 24;

/// How many of the shared names are told.
const TOLD: usize = 3;

/// What all that is shared must weigh at least: one rare name or two that are not.
const LEAST: f64 = 0.6;

/// Another briefing about the same.
#[derive(Serialize)]
pub(super) struct RelatedView<'a> {
    briefing: TitledView<'a>,
    date: DateView,
    /// The actors and places that both name, the rarest first.
    shared: Vec<RefView<'a>>,
    /// Whether it tells of the same days.
    same_time: bool,
}

/// What is known of a candidate while it is weighed.
#[derive(Default)]
struct Candidate {
    weight: f64,
    shared: Vec<(usize, EntityRef)>,
}

impl<'a> Site<'a> {
    /// The briefings that have most in common with one. Each name weighs the less the more briefings it stands in; only
    /// lists of those who share something are walked, never all pairs.
    pub(super) fn related(&self, id: BriefingId) -> Vec<RelatedView<'a>> {
        let briefing = self.catalog.briefing(id);
        if briefing.status.is_withdrawn() {
            return Vec::new();
        }
        let mut found: HashMap<BriefingId, Candidate> = HashMap::new();
        let of_actors = self.catalog.actors_of(id).into_iter().map(EntityRef::Actor);
        let of_places = self.catalog.locations_of(id).into_iter().map(EntityRef::Location);
        for entity in of_actors.chain(of_places) {
            let list = &self.catalog.entity(entity).briefings;
            for (other, weight) in self.weighed(id, list) {
                let candidate = found.entry(other).or_default();
                candidate.weight += weight;
                candidate.shared.push((list.len(), entity));
            }
        }
        for tag in &briefing.tags {
            for (other, weight) in self.weighed(id, &self.catalog.tag(tag.id).briefings) {
                found.entry(other).or_default().weight += weight / 2.0;
            }
        }
        let mut ranked: Vec<(BriefingId, Candidate)> =
            found.into_iter().filter(|(_, candidate)| candidate.weight >= LEAST).collect();
        ranked.sort_by(|(a, x), (b, y)| y.weight.total_cmp(&x.weight).then(a.cmp(b)));
        ranked.truncate(COMPARED);
        let span = self.span(id);
        let mut ranked: Vec<_> =
            ranked.into_iter().map(|(other, candidate)| (other, meets(span, self.span(other)), candidate)).collect();
        ranked.sort_by(|(a, x_meets, x), (b, y_meets, y)| {
            let weight = |meets: bool, candidate: &Candidate| candidate.weight * if meets { 1.5 } else { 1.0 };
            weight(*y_meets, y).total_cmp(&weight(*x_meets, x)).then(a.cmp(b))
        });
        ranked.truncate(SHOWN);
        let view = |(other, same_time, mut candidate): (BriefingId, bool, Candidate)| {
            candidate.shared.sort_unstable();
            RelatedView {
                briefing: self.titled(other),
                date: self.date_of_moment(&self.catalog.briefing(other).date),
                shared: candidate.shared.iter().take(TOLD).map(|(_, entity)| self.entity_ref(*entity)).collect(),
                same_time,
            }
        };
        ranked.into_iter().map(view).collect()
    }

    /// The other briefings of a list, each once whatever its languages, with what it weighs to stand in it.
    fn weighed(&self, id: BriefingId, list: &[BriefingId]) -> impl Iterator<Item = (BriefingId, f64)> {
        let weight = 1.0 / (1.0 + f64::ln(usize::max(list.len(), 1) as f64));
        let own = self.catalog.listed_as(id);
        let list = if list.len() > COMMON { &[] } else { list };
        let mut others: Vec<BriefingId> =
            list.iter().map(|other| self.catalog.listed_as(*other)).filter(|other| *other != own).collect();
        others.sort_unstable_by_key(|other| Reverse(*other));
        others.dedup();
        others.into_iter().map(move |other| (other, weight))
    }

    /// The first and the last day that a briefing tells of.
    fn span(&self, id: BriefingId) -> Option<(Day, Day)> {
        let dates = || self.catalog.briefing(id).events.iter().map(|event| &self.catalog.event(*event).date);
        let first = dates().filter_map(|date| date.earliest()).min()?;
        Some((first, dates().filter_map(|date| date.latest()).max()?))
    }
}

/// Whether two spans have a day in common.
fn meets(one: Option<(Day, Day)>, other: Option<(Day, Day)>) -> bool {
    matches!((one, other), (Some((a, b)), Some((c, d))) if a <= d && c <= b)
}
