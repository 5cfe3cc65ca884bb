//! Which briefing stands in the place of which.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::Briefing;
use crate::path;

/// Reports every briefing whose successors lead back to it, and takes the reference out.
pub(super) fn check(briefings: &mut [Briefing], diagnostics: &mut Diagnostics) {
    for i in 0..briefings.len() {
        let mut at = briefings[i].superseded_by;
        let mut steps = 0;
        while let Some(next) = at.filter(|next| next.index() != i && steps < briefings.len()) {
            at = briefings[next.index()].superseded_by;
            steps += 1;
        }
        if at.is_some_and(|back| back.index() == i) {
            let other =
                briefings[i].superseded_by.map_or_else(String::new, |next| briefings[next.index()].id.to_string());
            let place = Place::value(&briefings[i].file, path!["superseded_by"]);
            let message = format!("`{other}` says in turn that this briefing stands in its place");
            let help = "take `superseded_by` out of the one that is in force";
            diagnostics.push(Diagnostic::new(Code::CircularReference, place, message).help(help));
            briefings[i].superseded_by = None;
        }
    }
}
