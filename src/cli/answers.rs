//! What `check` is asked beside mistakes: what would appear when, and what leans on whom.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use jiff::Timestamp;
use serde::Serialize;

use super::Outcome;
use super::args::Format;
use super::report::{fail, out};
use crate::config::Config;
use crate::model::{
    Briefing, BriefingId, Catalog, Claim, Entity, EntityRef, Source, Speaker, Status, Vocabulary, closest, fold,
};
use crate::resolve::Awaited;

/// An entity that only held-back files bring.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Brought {
    kind: &'static str,
    name: String,
}

/// The entities with pages of a site that shows everything which the site as it is does not have, by the file that
/// names them.
pub(super) fn brought(now: &Catalog, then: &Catalog) -> BTreeMap<String, Vec<Brought>> {
    let known: std::collections::HashSet<(&str, String)> = now
        .entities()
        .filter(|(_, entity)| entity.has_page)
        .map(|(kind, entity)| (kind.as_str(), fold(&entity.name)))
        .collect();
    let mut by_file: BTreeMap<String, Vec<Brought>> = BTreeMap::new();
    for (kind, entity) in then.entities().filter(|(_, entity)| entity.has_page) {
        if known.contains(&(kind.as_str(), fold(&entity.name))) {
            continue;
        }
        for briefing in entity.briefings.iter().chain(&entity.mentions) {
            let brought = Brought { kind: kind.as_str(), name: entity.name.clone() };
            by_file.entry(then.briefing(*briefing).file.to_string()).or_default().push(brought);
        }
    }
    by_file
}

#[derive(Serialize)]
struct AwaitedView<'a> {
    file: &'a str,
    title: &'a str,
    reason: &'static str,
    appears: Option<String>,
    brings: &'a [Brought],
}

/// Says what is held back and when it would appear.
pub(super) fn awaited(
    awaited: &[Awaited],
    brings: &BTreeMap<String, Vec<Brought>>,
    config: &Config,
    format: Format,
) -> Outcome {
    let none = Vec::new();
    let of = |held: &Awaited| brings.get(&*held.file).unwrap_or(&none).as_slice();
    if format == Format::Json {
        let views: Vec<AwaitedView<'_>> = awaited
            .iter()
            .map(|held| AwaitedView {
                file: &held.file,
                title: &held.title,
                reason: held.reason,
                appears: held.appears.map(|at| at.to_string()),
                brings: of(held),
            })
            .collect();
        out(&serde_json::json!({ "held_back": views }).to_string());
        return Outcome::Done;
    }
    if awaited.is_empty() {
        out("Nothing is held back.");
        return Outcome::Done;
    }
    let mut text = String::new();
    for held in awaited {
        // Writing to a string can't fail.
        let _ = match held.appears {
            Some(at) => writeln!(text, "{}", local(at, config)),
            None => writeln!(text, "not by itself: {}", mend(held, config)),
        };
        let _ = writeln!(text, "  {}\n  {}", held.title, held.file);
        let names: Vec<String> = of(held).iter().map(|new| format!("{} ({})", new.name, new.kind)).collect();
        if !names.is_empty() {
            let _ = writeln!(text, "  brings {}", names.join(", "));
        }
        text.push('\n');
    }
    out(text.trim_end());
    Outcome::Done
}

/// A moment as the site's time zone has it, and which that is.
fn local(at: Timestamp, config: &Config) -> String {
    let there = config.timezone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string();
    format!("{there} ({})", config.timezone.iana_name().unwrap_or("UTC"))
}

fn mend(held: &Awaited, config: &Config) -> String {
    match held.reason {
        "tlp" => format!("its marking is above the site's, which is {}", config.tlp.label()),
        _ => "it has `status: draft`".to_owned(),
    }
}

#[derive(Serialize)]
struct Leaning<'a> {
    file: &'a str,
    title: &'a str,
    /// Where it stands in its life.
    status: &'static str,
    /// Why it is held back, as `check --embargoed` says it, and when it would appear.
    held_back: Option<&'static str>,
    appears: Option<String>,
    /// The same in words; empty for what everybody sees.
    #[serde(skip)]
    mark: String,
    /// What of the entity it cites.
    sources: Vec<&'a str>,
    claims: Vec<&'a str>,
    judgments: Vec<&'a str>,
}

/// Says which briefings lean on an actor, a location or a publisher: of a publisher also which claims and judgments
/// rest on what it published, of an actor what it is said to have said. The answer is its author's: `catalog` is that
/// of everything, and what is held back or withdrawn is told as what it is.
pub(super) fn affected_by(
    catalog: &Catalog,
    awaited: &[Awaited],
    config: &Config,
    asked: &str,
    format: Format,
) -> Outcome {
    let held: HashMap<&str, &Awaited> = awaited.iter().map(|held| (&*held.file, held)).collect();
    let named = |wanted: &str| {
        let is = |entity: &Entity| {
            entity.id.as_str() == asked
                || fold(&entity.name) == wanted
                || entity.other_names().any(|name| fold(name) == wanted)
        };
        catalog.references().filter(|reference| is(catalog.entity(*reference))).collect::<Vec<_>>()
    };
    let found = named(&fold(asked));
    let by_id: Vec<EntityRef> =
        found.iter().copied().filter(|reference| catalog.entity(*reference).id.as_str() == asked).collect();
    let found = if by_id.is_empty() { found } else { by_id };
    if found.is_empty() {
        let ids = catalog.entities().flat_map(|(_, entity)| [entity.id.as_str(), entity.name.as_str()]);
        let near = closest(asked, ids).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        fail(&format!("there is no actor, location or publisher `{asked}`{near}"));
        return Outcome::BadCommandLine;
    }
    let mut views = Vec::new();
    let mut text = String::new();
    for reference in found {
        let entity = catalog.entity(reference);
        let all = catalog.briefing_ids().filter(|id| catalog.names(*id, reference));
        let leaning: Vec<Leaning<'_>> = all
            .map(|id| leaning(catalog, id, reference, held.get(&*catalog.briefing(id).file).copied(), config))
            .collect();
        let _ = writeln!(
            text,
            "{} ({}, {}): {} briefing{}\n",
            entity.name,
            reference.kind().as_str(),
            entity.id,
            leaning.len(),
            if leaning.len() == 1 { "" } else { "s" }
        );
        for briefing in &leaning {
            let _ = writeln!(text, "{}{}\n  {}", briefing.file, briefing.mark, briefing.title);
            for (what, list) in
                [("source", &briefing.sources), ("claim", &briefing.claims), ("judgment", &briefing.judgments)]
            {
                for entry in list {
                    let _ = writeln!(text, "  {what}: {entry}");
                }
            }
            text.push('\n');
        }
        let kind = reference.kind().as_str();
        views.push(
            serde_json::json!({"kind": kind, "id": entity.id.as_str(), "name": entity.name, "briefings": leaning}),
        );
    }
    if format == Format::Json {
        out(&serde_json::json!({ "affected": views }).to_string());
    } else {
        out(text.trim_end());
    }
    Outcome::Done
}

/// What is to be known of a briefing beside that it leans on somebody: that it is withdrawn, or not seen yet.
fn marks(briefing: &Briefing, held: Option<&Awaited>, config: &Config) -> String {
    let until = |held: &Awaited| held.appears.map_or_else(String::new, |at| format!(" until {}", local(at, config)));
    let hidden = held.map(|held| match held.reason {
        "draft" => "draft".to_owned(),
        "tlp" => "held back: marked above the site's `tlp`".to_owned(),
        "embargo" => format!("embargoed{}", until(held)),
        _ => format!("dated in the future, held back{}", until(held)),
    });
    let status = match briefing.status {
        Status::Draft if held.is_none_or(|held| held.reason != "draft") => Some("draft"),
        Status::Superseded | Status::Retracted => Some(briefing.status.as_str()),
        Status::Draft | Status::Published | Status::Corrected => None,
    };
    let marks: Vec<String> = status.map(str::to_owned).into_iter().chain(hidden).collect();
    if marks.is_empty() { String::new() } else { format!(" ({})", marks.join("; ")) }
}

fn leaning<'a>(
    catalog: &'a Catalog,
    id: BriefingId,
    on: EntityRef,
    held: Option<&Awaited>,
    config: &Config,
) -> Leaning<'a> {
    let briefing = catalog.briefing(id);
    let own = |source: &Source| match on {
        EntityRef::Publisher(publisher) => source.publisher.as_ref().is_some_and(|mention| mention.id == publisher),
        EntityRef::Actor(_) | EntityRef::Location(_) => false,
    };
    let cited: Vec<usize> = (0..briefing.sources.len()).filter(|i| own(&briefing.sources[*i])).collect();
    let rests = |claim: &Claim| match on {
        EntityRef::Actor(actor) => {
            matches!(&claim.said_by, Some(Speaker::Actor(mention)) if mention.id == actor)
        }
        _ => claim.sources.iter().any(|source| cited.contains(source)),
    };
    let claims: Vec<_> = briefing.claims.iter().copied().filter(|claim| rests(catalog.claim(*claim))).collect();
    let judgments = briefing.key_judgments.iter().filter(|j| j.claims.iter().any(|claim| claims.contains(claim)));
    let called = |i: &usize| {
        let source = &briefing.sources[*i];
        source.title.as_deref().or(source.url.as_ref().map(|url| url.as_str())).unwrap_or("without a title")
    };
    Leaning {
        file: &briefing.file,
        title: &briefing.title,
        status: briefing.status.as_str(),
        held_back: held.map(|held| held.reason),
        appears: held.and_then(|held| held.appears).map(|at| at.to_string()),
        mark: marks(briefing, held, config),
        sources: cited.iter().map(called).collect(),
        claims: claims.iter().map(|claim| catalog.claim(*claim).text.as_str()).collect(),
        judgments: judgments.map(|judgment| judgment.text.as_str()).collect(),
    }
}
