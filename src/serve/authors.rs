//! The page for those who write: what is wrong, what waits for its day, which names are doubtful, what lacks a copy.

use std::fmt::Write as _;
use std::sync::Arc;

use super::server::{OWN, Shop};
use super::standing::Told;
use crate::config::Config;
use crate::diagnostic::{Code, FilePath, Level, Severity};
use crate::load::Sources;
use crate::model::{Catalog, Entity, EntityKind};
use crate::pipeline::outlook;
use crate::render::escaped;
use crate::resolve::Drafts;

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
    let of_a_part = |told: &&Arc<Told>| {
        let code = told.code.filter(|_| told.severity != Severity::Error);
        code.is_some_and(|code| PARTS.iter().any(|(_, codes)| codes.contains(&code)))
    };
    let rest: Vec<&Arc<Told>> = told.iter().filter(|told| !of_a_part(told)).collect();
    part(&mut out, shop, "Mistakes", &rest, NONE);
    let config = standing.read.as_ref().map(|read| &read.1);
    if let Some(read) = &standing.read {
        waiting(&mut out, shop, base, &read.0, &read.1);
    }
    for (heading, codes) in PARTS {
        let is_off = |code: &Code| config.is_some_and(|config| config.levels.get(code) == Some(&Level::Off));
        let none = if codes.iter().all(is_off) { "Not looked for: <code>checks</code> says so." } else { NONE };
        let is_of = |told: &&Arc<Told>| of_a_part(told) && told.code.is_some_and(|code| codes.contains(&code));
        let found: Vec<&Arc<Told>> = told.iter().filter(is_of).collect();
        part(&mut out, shop, heading, &found, none);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

const NONE: &str = "None.";

fn part(out: &mut String, shop: &Shop, text: &str, told: &[&Arc<Told>], none: &str) {
    heading(out, text, told.len());
    if told.is_empty() {
        _ = writeln!(out, "<p class=\"none\">{none}</p>");
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
fn waiting(out: &mut String, shop: &Shop, base: &str, sources: &Sources, config: &Config) {
    let seen = match shop.desk.published(config) {
        Ok(seen) => seen,
        Err(error) => {
            _ = writeln!(out, "<p class=\"wrong\">{}</p>", escaped(&error));
            return;
        }
    };
    let (awaited, _, then) = outlook(sources, config, &seen);
    // An edition from before a mistake may lack the page.
    let is_last = !shop.standings.borrow().is_broken();
    let shown = is_last && shop.desk.seen(config).is_ok_and(|seen| seen.drafts == Drafts::Shown);
    let pages = Pages { base, catalog: &then, shown };
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
            let zone = config.timezone.iana_name().unwrap_or("UTC");
            let at = |at| format!("{} ({zone})", config.timezone.to_datetime(at).strftime("%Y-%m-%d %H:%M"));
            let dated = one.dated.map_or_else(String::new, |dated| format!("; it is dated {}", at(dated)));
            let appears = one.appears.map_or_else(|| format!("when somebody changes it{dated}"), at);
            _ = writeln!(
                out,
                "<tr><td>{}</td><td>{why}</td><td>{appears}</td><td>{}</td></tr>",
                pages.link(pages.of_file(&one.file), &one.title),
                opens(shop, &one.file, 1)
            );
        }
        out.push_str("</tbody>\n</table>\n");
    }
    out.push_str("</section>\n");
    unprofiled(out, shop, &pages);
}

/// The pages of the site with all that is held back, if they are shown.
struct Pages<'a> {
    base: &'a str,
    catalog: &'a Catalog,
    shown: bool,
}

impl Pages<'_> {
    /// The address of the page that is written in a file, below the site's base path.
    fn of_file(&self, file: &FilePath) -> Option<String> {
        let briefing = self.catalog.briefings.iter().find(|briefing| briefing.file == *file);
        let page = || {
            let page = self.catalog.pages.iter().find(|page| page.file == *file)?;
            Some(page.path.iter().map(|part| format!("{part}/")).collect())
        };
        let entity = || {
            let is_its = |(_, entity): &(EntityKind, &Entity)| entity.file.as_ref() == Some(file);
            self.catalog.entities().find(is_its).and_then(|(kind, entity)| of_entity(kind, entity))
        };
        briefing.map(|briefing| format!("briefings/{}/", briefing.id)).or_else(page).or_else(entity)
    }

    /// A text that leads to a page, where there is one.
    fn link(&self, page: Option<String>, text: &str) -> String {
        match page.filter(|_| self.shown) {
            Some(page) => format!("<a href=\"{}{}\">{}</a>", escaped(self.base), escaped(&page), escaped(text)),
            None => escaped(text),
        }
    }
}

/// The address of an entity's page, below the site's base path.
fn of_entity(kind: EntityKind, entity: &Entity) -> Option<String> {
    entity.has_page.then(|| format!("{}/{}/", kind.folder(), entity.id))
}

/// The names that no profile stands for: each may be a slip of the pen.
fn unprofiled(out: &mut String, shop: &Shop, pages: &Pages<'_>) {
    let mut names: Vec<(EntityKind, &Entity)> =
        pages.catalog.entities().filter(|(_, entity)| !entity.profiled).collect();
    names.sort_by_key(|(_, entity)| &entity.name);
    heading(out, "Names without a profile", names.len());
    if names.is_empty() {
        out.push_str("<p class=\"none\">None.</p>\n");
    } else {
        out.push_str("<ul class=\"names\">\n");
        for (kind, entity) in names {
            let link = pages.link(of_entity(kind, entity), &entity.name);
            let all: Vec<_> = entity.briefings.iter().chain(&entity.mentions).chain(&entity.withdrawn).collect();
            let used = all.first().map_or_else(String::new, |first| {
                let file = opens(shop, &pages.catalog.briefing(**first).file, 1);
                let more = if all.len() > 1 { format!(" and {} more", all.len() - 1) } else { String::new() };
                format!("<span class=\"used\">{file}{more}</span>")
            });
            _ = writeln!(out, "<li><bdi>{link}</bdi> <span class=\"kind\">{}</span>{used}</li>", kind.as_str());
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
