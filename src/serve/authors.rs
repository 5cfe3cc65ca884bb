//! The page for those who write: what is wrong, what waits for its day, which names are doubtful, what lacks a copy.

use std::fmt::Write as _;

use super::server::{OWN, Shop};
use super::standing::Told;
use crate::config::Config;
use crate::diagnostic::{Code, Severity};
use crate::load::Sources;
use crate::model::{Catalog, EntityKind};
use crate::pipeline::outlook;
use crate::render::escaped;

/// What of the diagnostics is told in a part of its own, under which heading.
const PARTS: [(&str, &[Code]); 4] = [
    (
        "Names that may be wrong",
        &[
            Code::NearMiss,
            Code::UnknownReference,
            Code::AmbiguousName,
            Code::UnsureName,
            Code::SharedName,
            Code::PlaceholderName,
            Code::NameWithoutAddress,
            Code::AmbiguousPlace,
            Code::OnePlaceTwice,
        ],
    ),
    ("Sources without a copy in an archive", &[Code::NoArchive]),
    ("Profiles that no briefing mentions", &[Code::OrphanProfile]),
    (
        "Advice",
        &[Code::MixedConfidence, Code::UnsourcedClaim, Code::UnsourcedJudgment, Code::NoWords, Code::NoRetrieved],
    ),
];

/// The page, as HTML.
pub(super) fn page(shop: &Shop) -> String {
    let standing = shop.standings.borrow().clone();
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>For authors</title>\n<link rel=\"stylesheet\" href=\"{OWN}authors.css\">\n</head>\n<body>\n<main>\n"
    );
    let base = standing.edition.as_ref().map_or("/", |edition| &edition.base);
    let title = standing.read.as_ref().map_or("", |read| &read.1.title);
    _ = write!(
        out,
        "<p class=\"back\"><a href=\"{}\">{}</a></p>\n<h1>For authors</h1>\n",
        escaped(base),
        escaped(title)
    );
    let told = &standing.for_authors;
    let errors = told.iter().filter(|told| told.severity == Severity::Error).count();
    if errors > 0 {
        let partial = standing.edition.as_ref().is_some_and(|edition| edition.partial);
        out.push_str(if partial {
            "<p class=\"wrong\">The site is shown without what is wrong.</p>\n"
        } else {
            "<p class=\"wrong\">The site is shown as it last was without an error.</p>\n"
        });
    }
    let of_a_part = |told: &&Told| {
        let code = told.code.filter(|_| told.severity != Severity::Error);
        code.is_some_and(|code| PARTS.iter().any(|(_, codes)| codes.contains(&code)))
    };
    let rest: Vec<&Told> = told.iter().filter(|told| !of_a_part(told)).collect();
    part(&mut out, shop, "Mistakes", &rest);
    if let Some(read) = &standing.read {
        waiting(&mut out, shop, &read.0, &read.1);
    }
    for (heading, codes) in PARTS {
        let is_of = |told: &&Told| of_a_part(told) && told.code.is_some_and(|code| codes.contains(&code));
        let found: Vec<&Told> = told.iter().filter(is_of).collect();
        part(&mut out, shop, heading, &found);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn part(out: &mut String, shop: &Shop, text: &str, told: &[&Told]) {
    heading(out, text, told.len());
    if told.is_empty() {
        out.push_str("<p class=\"none\">None.</p>\n");
    }
    for told in told {
        _ = writeln!(out, "<div class=\"told {}\">", told.severity.as_str());
        if let Some(file) = &told.file {
            let line = told.line.unwrap_or(1);
            let link = opens(shop, file, line);
            _ = writeln!(out, "<p class=\"where\">{link}</p>");
        }
        _ = write!(out, "<pre>{}</pre>\n</div>\n", escaped(told.text.trim_end()));
    }
    out.push_str("</section>\n");
}

/// The heading of a part, with how much is in it.
fn heading(out: &mut String, text: &str, count: usize) {
    let count = if count > 0 { format!(" <span class=\"count\">{count}</span>") } else { String::new() };
    _ = writeln!(out, "<section>\n<h2>{text}{count}</h2>");
}

/// What is held back, or would be if the site were published now.
fn waiting(out: &mut String, shop: &Shop, sources: &Sources, config: &Config) {
    let seen = match shop.desk.published(config) {
        Ok(seen) => seen,
        Err(error) => {
            _ = writeln!(out, "<p class=\"wrong\">{}</p>", escaped(&error));
            return;
        }
    };
    let (awaited, _, then) = outlook(sources, config, &seen);
    heading(out, "Not published now", awaited.len());
    if awaited.is_empty() {
        out.push_str("<p class=\"none\">All that is written would be published now.</p>\n");
    } else {
        out.push_str("<table>\n<thead><tr><th scope=\"col\">What</th><th scope=\"col\">Why</th><th scope=\"col\">Appears</th><th scope=\"col\">File</th></tr></thead>\n<tbody>\n");
        for one in &awaited {
            let why = match one.reason {
                "draft" => "it is a draft",
                "tlp" => "it is marked above the site’s tlp",
                "embargo" => "it is under embargo",
                _ => "it is dated in the future",
            };
            let appears = one.appears.map_or_else(
                || "when somebody changes it".to_owned(),
                |at| config.timezone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string(),
            );
            _ = writeln!(
                out,
                "<tr><td>{}</td><td>{why}</td><td>{appears}</td><td>{}</td></tr>",
                escaped(&one.title),
                opens(shop, &one.file, 1)
            );
        }
        out.push_str("</tbody>\n</table>\n");
    }
    out.push_str("</section>\n");
    unprofiled(out, &then);
}

/// The names that no profile stands for: each may be a slip of the pen.
fn unprofiled(out: &mut String, catalog: &Catalog) {
    let mut names: Vec<(&str, &str)> = catalog
        .entities()
        .filter(|(_, entity)| !entity.profiled)
        .map(|(kind, entity)| {
            let kind = match kind {
                EntityKind::Actor => "actor",
                EntityKind::Location => "location",
                EntityKind::Publisher => "publisher",
            };
            (entity.name.as_str(), kind)
        })
        .collect();
    names.sort_unstable();
    heading(out, "Names without a profile", names.len());
    if names.is_empty() {
        out.push_str("<p class=\"none\">None.</p>\n");
    } else {
        out.push_str("<ul class=\"names\">\n");
        for (name, kind) in names {
            _ = writeln!(out, "<li><bdi>{}</bdi> <span class=\"kind\">{kind}</span></li>", escaped(name));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
}

/// A link that opens a file.
fn opens(shop: &Shop, file: &str, line: usize) -> String {
    let at = if line > 1 { format!(":{line}") } else { String::new() };
    format!("<a href=\"{}\">{}{at}</a>", escaped(&shop.opens(file, line)), escaped(file))
}
