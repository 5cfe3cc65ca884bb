//! The dates as GeoJSON (RFC 7946): a feature each, at the places whose positions may be told.

use serde::Serialize;

use super::columns::joined;
use super::rows::{self, Each, EventRow, Place};
use crate::render::Site;

#[derive(Serialize)]
struct Collection<'a, Features: Serialize> {
    #[serde(rename = "type")]
    kind: &'static str,
    name: &'a str,
    features: Features,
}

#[derive(Serialize)]
struct Feature<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    geometry: Option<Geometry>,
    properties: Properties<'a>,
}

/// Longitude and latitude, of each place.
#[derive(Serialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Point([f64; 2]),
    MultiPoint(Vec<[f64; 2]>),
}

#[derive(Serialize)]
struct Properties<'a> {
    title: &'a str,
    date: &'a str,
    date_text: String,
    earliest: Option<String>,
    latest: Option<String>,
    date_certainty: &'static str,
    #[serde(rename = "type")]
    kind: Option<&'a str>,
    actors: String,
    locations: String,
    position: String,
    briefing: String,
    briefing_title: &'a str,
    tlp: Option<&'static str>,
}

/// `events.geojson`
pub(super) fn write(site: &Site<'_>) -> Vec<u8> {
    let (name, features) = (&*site.config.title, Each(rows::events(site).map(feature)));
    // Texts, numbers and lists always are JSON.
    serde_json::to_vec(&Collection { kind: "FeatureCollection", name, features }).unwrap_or_default()
}

/// A feature is not located where nothing may be told of its places (section 3.2): it is never put anywhere else.
fn feature(row: EventRow<'_>) -> Feature<'_> {
    let positions: Vec<(&Place<'_>, [f64; 2])> =
        row.locations.iter().filter_map(|place| Some((place, [place.longitude?, place.latitude?]))).collect();
    let geometry = match positions.as_slice() {
        [] => None,
        [(_, at)] => Some(Geometry::Point(*at)),
        all => Some(Geometry::MultiPoint(all.iter().map(|(_, at)| *at).collect())),
    };
    // How exactly each position is known, in the order of the coordinates; where there is none, of the places.
    let told: Vec<Option<&str>> = match positions.is_empty() {
        true => row.locations.iter().map(|place| place.precision).collect(),
        false => positions.iter().map(|(place, _)| place.precision).collect(),
    };
    let properties = Properties {
        title: row.title,
        date: row.date.edtf,
        date_text: row.date.text,
        earliest: row.date.earliest,
        latest: row.date.latest,
        date_certainty: row.date.certainty,
        kind: row.kind,
        actors: joined(row.actors.iter().map(|actor| actor.name)).into_owned(),
        locations: joined(row.locations.iter().map(|place| place.named.name)).into_owned(),
        position: joined(told.iter().map(|precision| precision.unwrap_or("unknown"))).into_owned(),
        briefing: row.briefing.url,
        briefing_title: row.briefing.title,
        tlp: row.briefing.tlp,
    };
    Feature { kind: "Feature", id: row.id, geometry, properties }
}
