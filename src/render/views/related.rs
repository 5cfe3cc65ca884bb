//! Which other briefings are about the same: by the actors, places and tags that they share, and by time.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde::Serialize;
use tera::Value;

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
pub(super) struct RelatedView {
    briefing: Value,
    date: Value,
    /// The actors and places that both name, the rarest first.
    shared: Vec<Value>,
    /// Whether it tells of the same days.
    same_time: bool,
}

impl<'a> Site<'a> {
    /// The briefings that have most in common with one. Each name weighs the less the more briefings it stands in; only
    /// lists of those who share something are walked, never all pairs.
    pub(super) fn related(&self, id: BriefingId) -> Vec<RelatedView> {
        let briefing = self.catalog.briefing(id);
        if briefing.status.is_withdrawn() {
            return Vec::new();
        }
        let of_actors = self.catalog.actors_of(id).into_iter().map(EntityRef::Actor);
        let of_places = self.catalog.locations_of(id).into_iter().map(EntityRef::Location);
        let named = of_actors.chain(of_places).map(|entity| {
            let list = &self.catalog.entity(entity).briefings;
            (list.len(), entity, self.others(id, list))
        });
        let named: Vec<(usize, EntityRef, Vec<BriefingId>)> = named.collect();
        let mut weights: HashMap<BriefingId, f64> = HashMap::new();
        for (length, _, others) in &named {
            for other in others {
                *weights.entry(*other).or_default() += weight(*length);
            }
        }
        for tag in &briefing.tags {
            let list = &self.catalog.tag(tag.id).briefings;
            for other in self.others(id, list) {
                *weights.entry(other).or_default() += weight(list.len()) / 2.0;
            }
        }
        let mut ranked: Vec<(BriefingId, f64)> = weights.into_iter().filter(|(_, weight)| *weight >= LEAST).collect();
        ranked.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
        ranked.truncate(COMPARED);
        let span = self.span(id);
        let mut ranked: Vec<(BriefingId, bool, f64)> = ranked
            .into_iter()
            .map(|(other, weight)| {
                let same_time = meets(span, self.span(other));
                (other, same_time, weight * if same_time { 1.5 } else { 1.0 })
            })
            .collect();
        ranked.sort_by(|(a, _, x), (b, _, y)| y.total_cmp(x).then(a.cmp(b)));
        ranked.truncate(SHOWN);
        let view = |(other, same_time, _): (BriefingId, bool, f64)| {
            let shared = named.iter().filter(|(_, _, others)| others.contains(&other));
            let mut shared: Vec<(usize, EntityRef)> = shared.map(|(length, entity, _)| (*length, *entity)).collect();
            shared.sort_unstable();
            RelatedView {
                briefing: self.titled(other),
                date: self.published(other),
                shared: shared.iter().take(TOLD).map(|(_, entity)| self.shared_ref(*entity)).collect(),
                same_time,
            }
        };
        ranked.into_iter().map(view).collect()
    }

    /// The other briefings of a list, each once whatever its languages; none of one that says nothing.
    fn others(&self, id: BriefingId, list: &[BriefingId]) -> Vec<BriefingId> {
        let own = self.catalog.listed_as(id);
        let list = if list.len() > COMMON { &[] } else { list };
        let mut others: Vec<BriefingId> =
            list.iter().map(|other| self.catalog.listed_as(*other)).filter(|other| *other != own).collect();
        others.sort_unstable_by_key(|other| Reverse(*other));
        others.dedup();
        others
    }

    /// The first and the last day that a briefing tells of.
    fn span(&self, id: BriefingId) -> Option<(Day, Day)> {
        let dates = || self.catalog.briefing(id).events.iter().map(|event| &self.catalog.event(*event).date);
        let first = dates().filter_map(|date| date.earliest()).min()?;
        Some((first, dates().filter_map(|date| date.latest()).max()?))
    }
}

/// What it weighs to stand in a list of some length.
fn weight(length: usize) -> f64 {
    1.0 / (1.0 + f64::ln(usize::max(length, 1) as f64))
}

/// Whether two spans have a day in common.
fn meets(one: Option<(Day, Day)>, other: Option<(Day, Day)>) -> bool {
    matches!((one, other), (Some((a, b)), Some((c, d))) if a <= d && c <= b)
}
