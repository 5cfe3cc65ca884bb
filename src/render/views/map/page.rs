//! The page of the map: every place, drawn and in a list.

use std::collections::HashSet;

use super::super::View;
use super::super::shared::value;
use super::Spots;
use super::parts::{DrawnView, PlaceView};
use crate::model::{BriefingId, Catalog, Entity, EntityRef, EventId, LocationId, Precision, Vocabulary};
use crate::render::map::Use;
use crate::render::{Site, labels};
use tera::Value;

/// What `/map/` shows: every place that has a position drawn, and all in a list, under the one that each lies in;
/// those without a position apart.
pub(in crate::render) fn map(site: &Site<'_>) -> View {
    let locations = &site.catalog.locations;
    let spots = site.cache.spots.get_or_init(|| Spots::new(site)).0.clone();
    let (map, mut drawn) = match spots.is_empty() {
        true => (Value::none(), Vec::new()),
        false => {
            let places: Vec<_> = spots.iter().map(|spot| (spot.at, spot.shape)).collect();
            let frame = site.cache.drawings.frame_of(&places, Use::Site);
            site.drawn(spots, &frame, Use::Site)
        }
    };
    drawn.sort_by_key(|(id, _)| std::cmp::Reverse(*id));
    let mut marks: Vec<Option<DrawnView<'_>>> = std::iter::repeat_with(|| None).take(locations.len()).collect();
    // What something drawn lies in stays above it in the list.
    let mut around: HashSet<LocationId> = HashSet::new();
    for (id, mark) in drawn {
        let way = std::iter::successors(site.catalog.location(id).within, |at| site.catalog.location(*at).within);
        around.extend(way);
        marks[id.index()] = Some(mark);
    }
    let (mut places, mut without, mut undisclosed) = (Vec::new(), Vec::new(), Vec::new());
    let tops = (0..locations.len()).filter(|i| locations[*i].within.is_none_or(|up| !has_page(site, up)));
    let mut open: Vec<(LocationId, usize)> = tops.map(|i| (LocationId::from_index(i), 0)).collect();
    open.reverse();
    while let Some((id, depth)) = open.pop() {
        let location = site.catalog.location(id);
        open.extend(location.parts.iter().rev().map(|part| (*part, depth + 1)));
        if !location.entity.has_page {
            continue;
        }
        let (briefings, events) = match location.coordinates {
            Some(_) => at_point(site.catalog, id),
            None => (location.entity.briefings.len(), location.entity.events.len()),
        };
        let view = PlaceView {
            reference: site.entity_ref(EntityRef::Location(id)),
            id: location.entity.id.as_str(),
            depth,
            precision: location.precision.map(Vocabulary::as_str),
            precision_label: location.precision.map(|precision| labels::precision(site.say(), precision)),
            position: location.coordinates.map(|c| labels::position(site.say(), &c)),
            briefings,
            events,
            mark: marks[id.index()].take(),
        };
        match (location.precision, &view.mark) {
            (Some(Precision::Undisclosed), _) => undisclosed.push(view),
            (_, Some(_)) => places.push(view),
            (_, None) if around.contains(&id) => places.push(view),
            (_, None) => without.push(view),
        }
    }
    vec![
        ("total", value(&(places.len() + without.len() + undisclosed.len()))),
        ("map", map),
        ("places", value(&places)),
        ("unplaced", value(&without)),
        ("undisclosed", value(&undisclosed)),
        (
            "from_gazetteer",
            value(&locations.iter().any(|location| location.entity.has_page && location.from_gazetteer)),
        ),
    ]
}

/// How many briefings and dates of a place are told where a point stands for it: not those of an undisclosed
/// place in it.
pub(super) fn at_point(catalog: &Catalog, id: LocationId) -> (usize, usize) {
    let Entity { briefings, events, .. } = &catalog.location(id).entity;
    if !holds_undisclosed(catalog, id) {
        return (briefings.len(), events.len());
    }
    let is_open = |at: LocationId| {
        let mut way = std::iter::successors(Some(at), |at| catalog.location(*at).within);
        catalog.location(at).precision != Some(Precision::Undisclosed) && way.any(|up| up == id)
    };
    let dated = |event: &&EventId| catalog.event(**event).locations.iter().any(|place| is_open(place.id));
    let told = |briefing: &&BriefingId| {
        let briefing = catalog.briefing(**briefing);
        let named = briefing.locations.iter().map(|place| &place.location).chain(&briefing.filed_from);
        named.into_iter().any(|place| is_open(place.id)) || briefing.events.iter().any(|event| dated(&event))
    };
    (briefings.iter().filter(told).count(), events.iter().filter(dated).count())
}

fn holds_undisclosed(catalog: &Catalog, id: LocationId) -> bool {
    let mut open = vec![id];
    while let Some(at) = open.pop() {
        let location = catalog.location(at);
        if location.precision == Some(Precision::Undisclosed) {
            return true;
        }
        open.extend(&location.parts);
    }
    false
}

fn has_page(site: &Site<'_>, id: LocationId) -> bool {
    site.catalog.location(id).entity.has_page
}
