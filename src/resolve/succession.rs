//! Which briefing stands in the place of which, and which translates which.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Briefing, BriefingId, Vocabulary};
use crate::path;

/// Reports every briefing whose references lead back to it, takes them out, and warns of translations that
/// are none.
pub(super) fn check(briefings: &mut [Briefing], diagnostics: &mut Diagnostics) {
    let superseded = Reference {
        key: "superseded_by",
        of: |briefing| &mut briefing.superseded_by,
        says: "says in turn that this briefing stands in its place",
        mend: "take `superseded_by` out of the one that is in force",
    };
    let translated = Reference {
        key: "translation_of",
        of: |briefing| &mut briefing.translation_of,
        says: "says in turn that it translates this briefing",
        mend: "take `translation_of` out of the original",
    };
    superseded.break_circles(briefings, diagnostics);
    translated.break_circles(briefings, diagnostics);
    for briefing in &*briefings {
        if let Some(original) = briefing.translation_of {
            translation(briefing, &briefings[original.index()], diagnostics);
        }
    }
}

/// A key by which one briefing leads to another.
struct Reference {
    key: &'static str,
    of: fn(&mut Briefing) -> &mut Option<BriefingId>,
    /// What the other says of this one, where it leads back.
    says: &'static str,
    mend: &'static str,
}

impl Reference {
    fn break_circles(&self, briefings: &mut [Briefing], diagnostics: &mut Diagnostics) {
        for i in 0..briefings.len() {
            let mut at = *(self.of)(&mut briefings[i]);
            let first = at;
            let mut steps = 0;
            while let Some(next) = at.filter(|next| next.index() != i && steps < briefings.len()) {
                at = *(self.of)(&mut briefings[next.index()]);
                steps += 1;
            }
            if at.is_none_or(|back| back.index() != i) {
                continue;
            }
            let other = first.map_or_else(String::new, |next| briefings[next.index()].id.to_string());
            let place = Place::value(&briefings[i].file, path![self.key]);
            let message = format!("`{other}` {}", self.says);
            diagnostics.push(Diagnostic::new(Code::CircularReference, place, message).help(self.mend));
            *(self.of)(&mut briefings[i]) = None;
        }
    }
}

/// Warns of a translation in the language of its original, and of one that outlives it.
fn translation(briefing: &Briefing, original: &Briefing, diagnostics: &mut Diagnostics) {
    let mut doubt = |message: String, help| {
        let place = Place::value(&briefing.file, path!["translation_of"]);
        diagnostics.push(Diagnostic::new(Code::DoubtfulTranslation, place, message).help(help));
    };
    if briefing.lang == original.lang {
        let language = briefing.lang.as_str();
        doubt(
            format!("this briefing and `{}`, which it translates, are both in `{language}`", original.id),
            "give the translation its language: `lang: fr`",
        );
    }
    if original.status.is_withdrawn() && !briefing.status.is_withdrawn() {
        let status = original.status.as_str();
        doubt(
            format!("`{}`, which it translates, is {status}, and this version still stands", original.id),
            "give this one the same `status` and `status_reason`; or take `translation_of` out",
        );
    }
}
