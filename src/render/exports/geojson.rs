//! The dates as GeoJSON (RFC 7946): a feature each, at the places whose positions may be told.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::columns::joined;
use super::rows::{EventRow, Place};
use crate::render::Site;

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    name: &'a str,
    features: Features<'a>,
}

/// A feature for each row, made as it is written: all at once are many times as large as the file.
struct Features<'a>(&'a [EventRow<'a>]);

impl Serialize for Features<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(feature))
    }
}

/// `events.geojson`
pub(super) fn write(site: &Site<'_>, events: &[EventRow<'_>]) -> Vec<u8> {
    let (name, features) = (&*site.config.title, Features(events));
    // Texts, numbers and lists always are JSON.
    serde_json::to_vec(&Collection { kind: "FeatureCollection", name, features }).unwrap_or_default()
}

/// A feature is not located where nothing may be told of its places (section 3.2): it is never put anywhere else.
fn feature(row: &EventRow<'_>) -> Value {
    let positions: Vec<(&Place<'_>, [f64; 2])> =
        row.locations.iter().filter_map(|place| Some((place, [place.longitude?, place.latitude?]))).collect();
    let geometry = match positions.as_slice() {
        [] => Value::Null,
        [(_, at)] => json!({"type": "Point", "coordinates": at}),
        all => json!({"type": "MultiPoint", "coordinates": all.iter().map(|(_, at)| at).collect::<Vec<_>>()}),
    };
    // How exactly each position is known, in the order of the coordinates; where there is none, of the places.
    let told: Vec<Option<&str>> = match positions.is_empty() {
        true => row.locations.iter().map(|place| place.precision).collect(),
        false => positions.iter().map(|(place, _)| place.precision).collect(),
    };
    json!({
        "type": "Feature",
        "id": row.id,
        "geometry": geometry,
        "properties": {
            "title": row.title,
            "date": row.date.edtf,
            "date_text": row.date.text,
            "earliest": row.date.earliest,
            "latest": row.date.latest,
            "date_certainty": row.date.certainty,
            "type": row.kind,
            "actors": joined(row.actors.iter().map(|actor| actor.name)),
            "locations": joined(row.locations.iter().map(|place| place.named.name)),
            "position": joined(told.iter().map(|precision| precision.unwrap_or("unknown"))),
            "briefing": row.briefing.url,
            "briefing_title": row.briefing.title,
            "tlp": row.briefing.tlp,
        },
    })
}
