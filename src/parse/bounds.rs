//! How much one file may list. Who stands with whom is counted for each pair of names: a list without an end would take a
//! time without one.

use super::Front;
use crate::diagnostic::{Code, Diagnostic, FilePath, Place};
use crate::path;

/// The most entries of a list, and the most names of a kind in a briefing with those of its dates and claims.
const MOST: usize = 1_000;

/// What is too long in a front matter; a file that lists too much is not read any further.
pub(super) fn look(file: &FilePath, front: &Front) -> Option<Diagnostic> {
    let Front::Briefing(raw) = front else { return None };
    let of_dates = |names: fn(&super::front_matter::RawEvent) -> usize| raw.dates.iter().map(names).sum::<usize>();
    let lists = [
        ("actors", raw.actors.len() + of_dates(|date| date.actors.len())),
        ("locations", raw.locations.len() + of_dates(|date| date.locations.len())),
        ("dates", raw.dates.len()),
        ("claims", raw.claims.len()),
        ("sources", raw.sources.len()),
        ("tags", raw.tags.len()),
        ("authors", raw.authors.len()),
        ("aliases", raw.aliases.len()),
        ("corrections", raw.corrections.len()),
        ("key_judgments", raw.key_judgments.len()),
    ];
    let (key, length) = lists.into_iter().find(|(_, length)| *length > MOST)?;
    let message = format!("this briefing has {length} {}; Dateline reads at most {MOST}", key.replace('_', " "));
    let help = "part it into several briefings, or name fewer";
    Some(Diagnostic::new(Code::TooLarge, Place::value(file, path![key]), message).help(help))
}

#[cfg(test)]
mod tests {
    use crate::load::{SourceText, Sources};
    use crate::parse::parse;

    fn parsed(actors: usize, of_the_date: usize) -> (usize, Vec<String>) {
        let names = |count: usize| (0..count).map(|n| format!("Name {n}")).collect::<Vec<_>>().join(", ");
        let (own, dates) = (names(actors), names(of_the_date));
        let text = format!(
            "---\ntitle: A\ndate: 2026-01-01\nactors: [{own}]\ndates: [{{date: 2026-01-01, title: B, actors: [{dates}]}}]\n---\n"
        );
        let source = SourceText { path: "content/briefings/a.md".into(), text: text.into() };
        let parsed = parse(&Sources { documents: vec![source], ..Sources::default() });
        let told = parsed.diagnostics.iter().map(|told| format!("{}: {}", told.code.as_str(), told.message));
        (parsed.documents.len(), told.collect())
    }

    #[test]
    fn a_briefing_that_names_too_many_is_not_read_further() {
        assert_eq!(parsed(600, 400), (1, Vec::new()));
        let told = "too-large: this briefing has 1001 actors; Dateline reads at most 1000";
        assert_eq!(parsed(600, 401), (0, vec![told.to_owned()]));
        assert_eq!(parsed(100_000, 0).0, 0);
    }
}
