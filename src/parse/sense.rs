//! What a front matter says that can't be meant, though each value is right by itself.

use std::collections::HashSet;

use super::front_matter::{RawBriefing, RawClaim, RawDate, RawMoment, RawRole};
use super::{Front, estimate};
use crate::diagnostic::{Code, Diagnostic, FilePath, KeyPath, Place};
use crate::model::{EventDate, Moment, Status, Text, Words, fold};
use crate::path;

/// Looks for what one file says against itself; of `damaged` keys a part could not be read.
pub(super) fn look(file: &FilePath, front: &Front, damaged: &[String]) -> Vec<Diagnostic> {
    let mut sense = Sense { file, damaged, found: Vec::new() };
    match front {
        Front::Briefing(raw) => sense.briefing(raw),
        Front::Actor(raw) => sense.roles(&raw.roles),
        Front::Location(_) | Front::Publisher(_) | Front::Page(_) => {}
    }
    sense.found
}

struct Sense<'a> {
    file: &'a FilePath,
    damaged: &'a [String],
    found: Vec<Diagnostic>,
}

impl Sense<'_> {
    fn tell(&mut self, code: Code, path: KeyPath, message: impl Into<String>, help: impl Into<String>) {
        self.found.push(Diagnostic::new(code, Place::value(self.file, path), message).help(help));
    }

    fn briefing(&mut self, raw: &RawBriefing) {
        let published = moment(&raw.date);
        if let (Some(published), Some(updated)) = (&published, raw.updated.as_ref().and_then(moment))
            && updated.at() < published.at()
        {
            let help = "`date` is the first publication, `updated` the last change";
            self.tell(Code::DatesOutOfOrder, path!["updated"], "this is before the briefing's own `date`", help);
        }
        for (i, correction) in raw.corrections.iter().enumerate() {
            self.plain(&correction.text, path!["corrections", i, "text"]);
            let before = published.as_ref().zip(correction.date.0.latest()).is_some_and(|(p, day)| day < p.day());
            if before {
                let help = "a correction comes after what it corrects";
                let path = path!["corrections", i, "date"];
                self.tell(Code::DatesOutOfOrder, path, "this is before the briefing's own `date`", help);
            }
        }
        self.names(raw.actors.iter().map(|actor| &*actor.name), "actors");
        self.names(raw.locations.iter().map(|place| &*place.name), "locations");
        self.names(raw.tags.iter().map(|tag| &**tag), "tags");
        for (i, event) in raw.dates.iter().enumerate() {
            self.plain(&event.title, path!["dates", i, "title"]);
            if event.date_text.is_none() {
                self.season(&event.date.0, path!["dates", i, "date"]);
            }
        }
        self.standing(raw);
        for (i, claim) in raw.claims.iter().enumerate() {
            self.plain(&claim.text, path!["claims", i, "text"]);
            self.history(i, claim);
            let is_whole = !self.damaged.iter().any(|key| key == "claims");
            if is_whole && claim.sources.is_empty() {
                let message = "this does not say where the claim was read";
                let help = "add the ids of its `sources`";
                self.tell(Code::UnsourcedClaim, path!["claims", i], message, help);
            }
            if is_whole && claim.said_by.is_none() && claim.sources.is_empty() {
                let message = "this says neither who makes the claim nor where it was read";
                let help = "add `said_by: …`, or {anonymous: true, description: …}, or the ids of its `sources`";
                self.tell(Code::UnattributedClaim, path!["claims", i], message, help);
            }
            if let (Some(id), Some(at)) =
                (&claim.id, claim.contradicts.iter().position(|c| Some(c) == claim.id.as_ref()))
            {
                let message = format!("the claim `{id}` is said to contradict itself");
                self.tell(
                    Code::UnknownReference,
                    path!["claims", i, "contradicts", at],
                    message,
                    "write the id of another claim",
                );
            }
        }
        for (i, source) in raw.sources.iter().enumerate() {
            if is_after(source.published.as_ref(), source.retrieved.as_ref()) {
                let message = "this was retrieved before it was published";
                let help = "`published` is when the source appeared, `retrieved` when it was read";
                self.tell(Code::DatesOutOfOrder, path!["sources", i, "retrieved"], message, help);
            }
        }
        for (i, judgment) in raw.key_judgments.iter().enumerate() {
            self.plain(&judgment.text, path!["key_judgments", i, "text"]);
            self.mixed(&judgment.text, path!["key_judgments", i, "text"]);
            let sourced = |id: &Text| raw.claims.iter().any(|c| c.id.as_ref() == Some(id) && !c.sources.is_empty());
            let is_whole = !self.damaged.iter().any(|key| key == "claims" || key == "key_judgments");
            if is_whole && !judgment.claims.iter().any(sourced) {
                let message = "this judgment rests on no claim that has a source";
                let help = "add the ids of the `claims` that it rests on, each with its `sources`";
                self.tell(Code::UnsourcedJudgment, path!["key_judgments", i], message, help);
            }
        }
        self.plain(&raw.title, path!["title"]);
        for (key, text) in [("summary", &raw.summary), ("status_reason", &raw.status_reason)] {
            if let Some(text) = text {
                self.plain(text, path![key]);
                self.mixed(text, path![key]);
            }
        }
    }

    /// A briefing's status beside what should come with it.
    fn standing(&mut self, raw: &RawBriefing) {
        let status = raw.status.unwrap_or(Status::Published);
        let known = |key: &str| !self.damaged.iter().any(|damaged| damaged == key);
        if status == Status::Corrected && raw.corrections.is_empty() && known("corrections") {
            let message = "this briefing is corrected, and nothing says what was";
            let help = "add `corrections: [{date: 2026-01-05, text: What was wrong, and how it reads now.}]`";
            self.tell(Code::DoubtfulStatus, path!["status"], message, help);
        }
        if status.is_withdrawn() && raw.updated.is_none() && known("updated") {
            let message = format!("this briefing is {status}, and nothing says since when");
            let help = "add `updated: 2026-01-05`, the day; without it `/changes/` has it at the briefing's own date, and \
                        `--as-of` never shows the briefing as it stood";
            self.tell(Code::DoubtfulStatus, path!["status"], message, help);
        }
        if raw.superseded_by.is_some() && !matches!(status, Status::Superseded | Status::Draft) && known("status") {
            let message = format!("this names what stands in the briefing's place, and its status is `{status}`");
            let help = "write `status: superseded` and a `status_reason`, or take this out";
            self.tell(Code::DoubtfulStatus, path!["superseded_by"], message, help);
        }
    }

    /// How a claim's status changed, beside what it is.
    fn history(&mut self, number: usize, claim: &RawClaim) {
        for (i, pair) in claim.history.windows(2).enumerate() {
            if is_after(Some(&pair[0].date), Some(&pair[1].date)) {
                let message = "this change stands after one that came later";
                let help = "write the changes in their order, the newest last";
                self.tell(Code::DatesOutOfOrder, path!["claims", number, "history", i + 1, "date"], message, help);
            }
        }
        if let (Some(status), Some(last)) = (claim.status, claim.history.last())
            && status != last.status
        {
            let message = format!("the claim is `{status}`, and its last change made it `{}`", last.status);
            let help = "write the same in both places; without `status` the last change counts";
            self.tell(Code::DoubtfulStatus, path!["claims", number, "status"], message, help);
        }
    }

    fn roles(&mut self, roles: &[RawRole]) {
        for (i, role) in roles.iter().enumerate() {
            if is_after(role.from.as_ref(), role.to.as_ref()) {
                let help = "`from` is when the role began, `to` when it ended";
                self.tell(Code::DatesOutOfOrder, path!["roles", i, "to"], "this role ends before it begins", help);
            }
        }
    }

    /// A name that stands twice in one list.
    fn names<'n>(&mut self, names: impl Iterator<Item = &'n str>, key: &str) {
        let mut seen = HashSet::new();
        for (i, name) in names.enumerate() {
            if !seen.insert(fold(name)) {
                let message = format!("`{name}` stands in this list already");
                self.tell(Code::RepeatedName, path![key, i], message, "keep one of the two");
            }
            if name.contains(';') {
                let apart: Vec<&str> = name.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
                let help = format!("write each name as an entry of its own: [{}]", apart.join(", "));
                self.tell(Code::YamlPitfall, path![key, i], format!("`{name}` looks like more than one name"), help);
            }
        }
    }

    /// `2025-26` is the summer of 2025 in EDTF (level 2, ISO 8601-2 section 4.8), and two years to most.
    fn season(&mut self, date: &EventDate, path: KeyPath) {
        let Some((year, season)) = date.text().split_once('-') else { return };
        let (Ok(first), Ok(second)) = (year.parse::<u32>(), season.parse::<u32>()) else { return };
        if year.len() == 4 && season.len() == 2 && second > 20 && second == first % 100 + 1 {
            let message = format!("`{}` is read as {}", date.text(), date.display(&Words::english().dates));
            let help = format!("write {year}/{} for the years; with `date_text` the season stays", first + 1);
            self.tell(Code::AmbiguousDate, path, message, help);
        }
    }

    /// A sentence that has both a likelihood and a confidence.
    fn mixed(&mut self, text: &str, path: KeyPath) {
        if let Some(mixed) = estimate::in_text(text).first() {
            let (message, help) = mixing(mixed);
            self.tell(Code::MixedConfidence, path, message, help);
        }
    }

    /// What looks like Markdown where readers see the bare characters.
    fn plain(&mut self, text: &str, path: KeyPath) {
        // `[sic](see note)` is no link: an address has a dot, a stroke or a hash.
        let address = |rest: &str| rest.split(')').next().is_some_and(|to| to.contains(['.', '/', '#']));
        let link = text.find("](").is_some_and(|at| text[..at].contains('[') && address(&text[at..]));
        let name = text.find("[[").is_some_and(|at| text[at..].contains("]]"));
        if link || name || text.contains("[^") {
            let message = "this is plain text: readers see the brackets of a link";
            self.tell(
                Code::MarkupInText,
                path,
                message,
                "take the markup out; links stand in the text below the front matter",
            );
        }
    }
}

/// What is said of a sentence that has both a likelihood and a confidence.
pub(super) fn mixing(mixed: &estimate::Mixed) -> (String, &'static str) {
    let message = format!(
        "this sentence says both how likely it is, `{}`, and how sure you are, `{}`: readers take the two for one",
        mixed.likelihood, mixed.confidence
    );
    (message, "say them in two sentences (ICD 203)")
}

fn moment(raw: &RawMoment) -> Option<Moment> {
    Moment::parse(&raw.0, &jiff::tz::TimeZone::UTC).ok()
}

/// Whether all that the first can mean lies after all that the second can.
fn is_after(first: Option<&RawDate>, second: Option<&RawDate>) -> bool {
    let earliest = first.and_then(|date| date.0.earliest());
    let latest = second.and_then(|date| date.0.latest());
    earliest.zip(latest).is_some_and(|(earliest, latest)| earliest > latest)
}
