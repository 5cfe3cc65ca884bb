//! The home page: the latest, what changed, when and who.

use serde::Serialize;
use tera::Value;

use super::View;
use super::shared::{RefView, value};
use crate::model::{ActorId, BriefingId, Catalog, Change, EntityRef};
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
    type_label: &'a str,
    briefings: usize,
    events: usize,
}

/// What the home page shows.
pub(in crate::render) fn home(site: &Site<'_>) -> View {
    let catalog = site.catalog;
    let standing: Vec<BriefingId> =
        catalog.listed.iter().copied().filter(|id| !catalog.briefing(*id).status.is_withdrawn()).collect();
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
                type_label: labels::actor_type(site.say(), actor.kind),
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
        claims: catalog.standing_claims().count(),
    };
    vec![
        ("latest", site.cards(&standing[..standing.len().min(6)])),
        ("changed", value(&newest_changes(catalog).map(|change| site.change_view(change)).collect::<Vec<_>>())),
        ("dates", Value::from(dates)),
        ("involved", value(&involved)),
        ("counts", value(&counts)),
    ]
}

/// What changed last: of one briefing and one day only what came last.
fn newest_changes(catalog: &Catalog) -> impl Iterator<Item = &Change> {
    let changes = &catalog.changes;
    let told = move |i: usize| {
        let day = catalog.change_day(&changes[i]);
        // Those of one day stand together.
        let mut of_the_day = changes[..i].iter().rev().take_while(|other| catalog.change_day(other) == day);
        of_the_day.any(|other| other.briefing == changes[i].briefing)
    };
    (0..changes.len()).filter(move |i| !told(*i)).map(|i| &changes[i]).take(5)
}
