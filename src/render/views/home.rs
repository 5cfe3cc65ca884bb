//! The home page: the latest, what changed, when and who.

use serde::Serialize;
use tera::Value;

use super::View;
use super::shared::{DateView, RefView, date, date_of_moment, value};
use crate::model::{ActorId, BriefingId, EntityRef, Status};
use crate::render::{Site, labels};

#[derive(Serialize)]
struct CountsView {
    briefings: usize,
    actors: usize,
    locations: usize,
    events: usize,
    claims: usize,
}

#[derive(Serialize)]
struct InvolvedView<'a> {
    #[serde(rename = "ref")]
    reference: RefView<'a>,
    type_label: &'static str,
    briefings: usize,
    events: usize,
}

/// A change of a briefing after its publication.
struct Change {
    id: BriefingId,
    what: &'static str,
    date: DateView,
    day: String,
}

/// What the home page shows.
pub(in crate::render) fn home(site: &Site<'_>) -> View {
    let catalog = site.catalog;
    let standing: Vec<BriefingId> =
        catalog.briefing_ids().filter(|id| !catalog.briefing(*id).status.is_withdrawn()).collect();
    let dated = &catalog.timeline.entries[..site.plan.undated];
    let events = dated.iter().rev().filter(|e| matches!(e, crate::model::TimelineEntry::Event(_)));
    let dates: Vec<Value> = events.take(8).map(|entry| site.entry(*entry)).collect();
    let mut involved: Vec<usize> = (0..catalog.actors.len()).filter(|i| catalog.actors[*i].entity.has_page).collect();
    involved.sort_by_key(|i| {
        let entity = &catalog.actors[*i].entity;
        (std::cmp::Reverse(entity.briefings.len()), std::cmp::Reverse(entity.events.len()), *i)
    });
    let involved: Vec<InvolvedView<'_>> = involved
        .into_iter()
        .filter(|i| !catalog.actors[*i].entity.briefings.is_empty())
        .take(12)
        .map(|i| {
            let actor = &catalog.actors[i];
            InvolvedView {
                reference: site.entity_ref(EntityRef::Actor(ActorId::from_index(i))),
                type_label: labels::actor_type(actor.kind),
                briefings: actor.entity.briefings.len(),
                events: actor.entity.events.len(),
            }
        })
        .collect();
    let counts = CountsView {
        briefings: standing.len(),
        actors: catalog.actors.iter().filter(|a| a.entity.has_page).count(),
        locations: catalog.locations.iter().filter(|l| l.entity.has_page).count(),
        events: catalog.timeline.entries.len() - standing.len(),
        claims: catalog.claims.iter().filter(|c| !catalog.briefing(c.briefing).status.is_withdrawn()).count(),
    };
    vec![
        ("latest", site.cards(&standing[..standing.len().min(6)])),
        ("changed", changed(site)),
        ("dates", Value::from(dates)),
        ("involved", value(&involved)),
        ("counts", value(&counts)),
    ]
}

/// The latest changes of briefings, newest first: cards with what changed and when.
fn changed(site: &Site<'_>) -> Value {
    let mut changes: Vec<Change> = site.catalog.briefing_ids().filter_map(|id| change(site, id)).collect();
    changes.sort_by(|a, b| (&b.day, a.id).cmp(&(&a.day, b.id)));
    changes.truncate(5);
    let cards = changes.into_iter().map(|Change { id, what, date, .. }| {
        let mut card = site.card(id).into_map().unwrap_or_default();
        card.insert("change".into(), Value::from(what));
        card.insert("change_date".into(), value(&date));
        Value::from(card)
    });
    Value::from(cards.collect::<Vec<_>>())
}

fn change(site: &Site<'_>, id: BriefingId) -> Option<Change> {
    let briefing = site.catalog.briefing(id);
    let what = match briefing.status {
        Status::Corrected => "Corrected",
        Status::Superseded => "Superseded",
        Status::Retracted => "Retracted",
        Status::Published | Status::Draft if briefing.updated.is_some() || !briefing.corrections.is_empty() => {
            "Updated"
        }
        Status::Published | Status::Draft => return None,
    };
    let (date, day) = match (&briefing.updated, briefing.corrections.last()) {
        (Some(updated), _) => (date_of_moment(updated), updated.day().to_string()),
        (None, Some(correction)) => {
            let day = correction.date.earliest().map(|d| d.to_string()).unwrap_or_default();
            (date(&correction.date, None), day)
        }
        (None, None) => (date_of_moment(&briefing.date), briefing.date.day().to_string()),
    };
    Some(Change { id, what, date, day })
}
