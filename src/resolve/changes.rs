//! What was changed after publication.

use std::cmp::Reverse;

use crate::model::{Briefing, BriefingId, Catalog, Change, ChangeKind, Status};

/// Every change of every briefing, newest first; those of one day in the catalog's order.
pub(super) fn of(catalog: &Catalog) -> Vec<Change> {
    let mut changes: Vec<Change> =
        catalog.briefing_ids().flat_map(|id| of_briefing(id, catalog.briefing(id))).collect();
    changes.sort_by_cached_key(|change| {
        // What became of a briefing as a whole came after its corrections.
        let part = change.correction.unwrap_or(usize::MAX);
        (Reverse(catalog.change_day(change)), change.briefing, Reverse(part))
    });
    changes
}

/// The changes of one briefing: each correction, and what its status says; one that was only updated
/// has that alone.
fn of_briefing(briefing: BriefingId, is: &Briefing) -> Vec<Change> {
    let change = |kind, correction| Change { briefing, kind, correction };
    let mut changes: Vec<Change> = (0..is.corrections.len()).map(|i| change(ChangeKind::Corrected, Some(i))).collect();
    match is.status {
        Status::Superseded => changes.push(change(ChangeKind::Superseded, None)),
        Status::Retracted => changes.push(change(ChangeKind::Retracted, None)),
        Status::Corrected if changes.is_empty() => changes.push(change(ChangeKind::Corrected, None)),
        Status::Published | Status::Draft if changes.is_empty() && is.updated.is_some() => {
            changes.push(change(ChangeKind::Updated, None));
        }
        Status::Corrected | Status::Published | Status::Draft => {}
    }
    changes
}
