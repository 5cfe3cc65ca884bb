//! A briefing as it stood on a day before today.

use jiff::Timestamp;

use super::visibility::moment;
use crate::config::Config;
use crate::model::{Moment, Status};
use crate::parse::front_matter::{RawBriefing, RawDate};

/// Takes back what a briefing's front matter says of a time after `now`: corrections, changes of claims, the last
/// update with its version, and the status that came with these. What nobody dates stays; so do the words of the
/// text, which are today's.
pub(super) fn as_it_stood(raw: &mut RawBriefing, config: &Config, now: Timestamp) {
    let today = config.timezone.to_datetime(now).date().to_string();
    let Ok(today) = Moment::parse(&today, &config.timezone) else { return };
    let is_later = |date: &RawDate| date.0.earliest().is_some_and(|day| day > today.day());
    let corrections = raw.corrections.len();
    raw.corrections.retain(|correction| !is_later(&correction.date));
    let corrected_later = raw.corrections.is_empty() && corrections > 0;
    for claim in &mut raw.claims {
        let changes = claim.history.len();
        claim.history.retain(|change| !is_later(&change.date));
        if claim.history.len() < changes {
            // The last change that is left counts, or none.
            claim.status = None;
        }
    }
    let updated_later = raw.updated.as_ref().is_some_and(|at| moment(at, config).at() > now);
    if updated_later {
        raw.updated = None;
        raw.version = None;
    }
    let status = raw.status.unwrap_or(Status::Published);
    if status.is_withdrawn() && updated_later {
        raw.status = Some(if raw.corrections.is_empty() { Status::Published } else { Status::Corrected });
        raw.status_reason = None;
        raw.superseded_by = None;
    } else if status == Status::Corrected && corrected_later {
        raw.status = None;
    }
}
