//! When something last changed.

use std::borrow::Cow;

use super::Site;
use crate::model::{Briefing, Correction, Moment};

/// When a briefing last changed: by its own word, by a correction whose day is known, or since another stands in its
/// place.
pub(super) fn last<'a>(site: &Site<'a>, briefing: &'a Briefing) -> Cow<'a, Moment> {
    let said = briefing.last_change();
    let days = briefing.corrections.iter().filter_map(|correction| corrected(site, correction).map(Cow::Owned));
    // Who replaces a briefing need not say in it when that was.
    let replaced = briefing.superseded_by.map(|other| Cow::Borrowed(&site.catalog.briefing(other).date));
    let last = days.chain(replaced).max_by_key(|day| day.at()).filter(|day| day.at() > said.at());
    last.unwrap_or(Cow::Borrowed(said))
}

/// When a correction was made, where its day is known.
pub(super) fn corrected(site: &Site<'_>, correction: &Correction) -> Option<Moment> {
    Moment::parse(correction.date.text(), &site.config.timezone).ok()
}
