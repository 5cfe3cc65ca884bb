//! The dates as JSON: lists as lists, what is unknown as null.

use serde::Serialize;

use super::rows::{self, Each};
use crate::render::Site;

#[derive(Serialize)]
struct File<'a, Events: Serialize> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<&'a str>,
    events: Events,
}

/// `events.json`
pub(super) fn write(site: &Site<'_>) -> Vec<u8> {
    let config = site.config;
    let licence = config.licence.as_ref();
    let file = File {
        title: &config.title,
        publisher: config.publisher.as_ref().map(|publisher| &*publisher.name),
        licence: licence.map(|licence| licence.url.as_ref().map_or(&*licence.name, |url| url.as_str())),
        events: Each(rows::events(site)),
    };
    // Texts, numbers and lists always are JSON.
    serde_json::to_vec(&file).unwrap_or_default()
}
