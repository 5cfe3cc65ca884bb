//! The templates: those that the binary holds, and a site's own in front of them.
//!
//! The only file that knows Tera. A built-in template is `builtin/briefing.html`; a site's
//! `briefing.html` stands in its place and may extend it under that name.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use crate::config::Colour;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, FilePath, Place};
use crate::load::SourceText;
use crate::model::content_hash;
use crate::plan::ThemeFile;

macro_rules! builtin {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $name)))),*]
    };
}

/// The theme that the binary holds; `tests/theme.rs` compares the list with the folder.
pub const BUILTIN: &[(&str, &str)] = builtin! {
    "404.html" "actor.html" "actors.html" "all-series.html" "assets/style.css" "base.html" "briefing.html"
    "briefings.html" "changes.html" "claims.html"
    "components/beside.html" "components/card.html" "components/change.html" "components/claim.html" "components/claim_status.html"
    "components/date.html" "components/event.html" "components/letters.html" "components/pager.html"
    "components/ref.html" "components/refs.html" "components/source.html" "components/status.html"
    "components/tag_list.html"
    "components/tally.html" "components/tlp.html" "components/toc.html" "components/topics.html" "components/years.html"
    "home.html" "location.html" "locations.html" "map.html" "page.html" "publisher.html" "publishers.html"
    "redirect.html" "series.html" "shared.html" "tag.html" "tags.html" "timeline.html"
};

/// What a built-in template is called where a site's own stands in front of it.
const BUILTIN_PREFIX: &str = "builtin/";

/// The templates and assets of a site.
pub struct Theme {
    tera: Tera,
    assets: BTreeMap<String, Arc<str>>,
    anchors: HashSet<String>,
    /// Whether every template could be read.
    whole: bool,
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Theme").field("assets", &self.assets.keys()).finish_non_exhaustive()
    }
}

impl Theme {
    /// The built-in theme with a site's own templates in front; mistakes in these are reported.
    ///
    /// The style sheet takes the site's own colour, if it has one.
    pub fn new(own: &[SourceText], accent: Option<&Colour>, diagnostics: &mut Diagnostics) -> Theme {
        let mut assets: BTreeMap<String, Arc<str>> = BTreeMap::new();
        let mut templates: Vec<(String, &str)> = Vec::new();
        let mut anchors = HashSet::new();
        let before = diagnostics.iter().len();
        for (name, text) in BUILTIN {
            match name.strip_prefix("assets/") {
                Some(asset) => {
                    assets.insert(asset.to_owned(), Arc::from(*text));
                }
                None => templates.push((format!("{BUILTIN_PREFIX}{name}"), text)),
            }
        }
        for source in own {
            let name = source.path.strip_prefix("templates/").unwrap_or(&source.path);
            match name.strip_prefix("assets/") {
                Some(asset) => {
                    assets.insert(asset.to_owned(), source.text.clone());
                }
                None if name.ends_with(".html") => {
                    // Each is read alone first, so that every template's mistake is told.
                    if let Err(error) = Tera::new().add_raw_template(name, &source.text)
                        && matches!(error.kind(), ErrorKind::SyntaxError(_))
                    {
                        diagnostics.push(diagnostic(&error, name));
                        continue;
                    }
                    templates.push((name.to_owned(), &source.text));
                }
                None => {}
            }
        }
        if let (Some(accent), Some(style)) = (accent, assets.get_mut("style.css")) {
            *style = format!("{style}\n:root {{ --accent-base: {} }}\n", accent.as_str()).into();
        }
        for (_, text) in &templates {
            anchors.extend(literal_ids(text).map(str::to_owned));
        }
        let mut theme = Theme { tera: engine(), assets, anchors, whole: true };
        if let Err(error) = theme.tera.add_raw_templates(templates) {
            diagnostics.extend(together(&error, own));
        }
        theme.whole = diagnostics.iter().len() == before;
        theme
    }

    /// The files of the theme. Style sheets and scripts have a hash of their content in their names;
    /// what they name themselves, faces and pictures, keeps its own.
    pub fn assets(&self) -> Vec<ThemeFile> {
        let file = |(name, text): (&String, &Arc<str>)| {
            let file = match name.rsplit_once('.') {
                Some((stem, ending @ ("css" | "js" | "mjs"))) => {
                    format!("{stem}.{:010x}.{ending}", content_hash(text.as_bytes()) & 0xff_ffff_ffff)
                }
                _ => name.clone(),
            };
            ThemeFile { name: name.clone(), file }
        };
        self.assets.iter().map(file).collect()
    }

    /// A file of the theme.
    pub fn asset(&self, name: &str) -> Option<&[u8]> {
        self.assets.get(name).map(|text| text.as_bytes())
    }

    /// The anchors that templates write into their pages.
    pub fn anchors(&self) -> &HashSet<String> {
        &self.anchors
    }

    /// Whether every template could be read; else no page can be rendered.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Whether there is a template of a name.
    pub fn has(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// Sets what every template sees.
    pub fn set_global(&mut self, name: &'static str, value: Value) {
        self.tera.global_context().insert_value(name, value);
    }

    /// Renders a template with what its page shows.
    ///
    /// # Errors
    /// When the template has a mistake that shows only now, with its place.
    pub fn render(&self, template: &str, view: Vec<(&'static str, Value)>) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut context = Context::new();
        for (name, value) in view {
            context.insert_value(name, value);
        }
        let mut out = Vec::with_capacity(16 << 10);
        match self.tera.render_to(template, &context, &mut out) {
            Ok(()) => Ok(out),
            Err(error) => Err(Box::new(diagnostic(&error, template))),
        }
    }
}

fn engine() -> Tera {
    let mut tera = Tera::new();
    // The list is empty yet, which is when this can't fail.
    let _ = tera.set_fallback_prefixes([BUILTIN_PREFIX]);
    tera.register_filter("without", without);
    tera
}

/// The filter `without(url=…)`: a list of names without the one that leads to an address.
fn without(list: Value, kwargs: Kwargs, _: &State<'_>) -> Value {
    // Most lists stand where no name is left out: they are handed on as they are.
    let url = kwargs.get::<String>("url").ok().flatten().filter(|url| !url.is_empty());
    let (Some(url), Some(names)) = (url, list.as_array()) else { return list };
    let leads_there = |value: &Value| value.get_from_path("url").and_then(Value::as_str) == Some(&url);
    if !names.iter().any(leads_there) {
        return list;
    }
    Value::from(names.iter().filter(|value| !leads_there(value)).cloned().collect::<Vec<_>>())
}

/// The ids that a template writes as they stand, without a `{{ }}` in them.
fn literal_ids(text: &str) -> impl Iterator<Item = &str> {
    text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|id| !id.contains('{'))
}

/// What is wrong between templates: Tera tells such mistakes together, as one text of reports.
fn together(error: &tera::Error, own: &[SourceText]) -> Vec<Diagnostic> {
    let ErrorKind::Msg(told) = error.kind() else { return vec![diagnostic(error, "")] };
    let reports: Vec<Diagnostic> = told.split("error: ").filter_map(|report| told_in(report, own)).collect();
    if reports.is_empty() { vec![diagnostic(error, "")] } else { reports }
}

/// One report of Tera's: a message, then `--> name:line:column`.
fn told_in(report: &str, own: &[SourceText]) -> Option<Diagnostic> {
    let mut lines = report.lines();
    let message = lines.next()?.trim();
    let position = lines.find_map(|line| line.trim_start().strip_prefix("--> "))?;
    let mut parts = position.rsplitn(3, ':');
    let (column, line): (usize, usize) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let name = parts.next()?;
    if let Some(builtin) = name.strip_prefix(BUILTIN_PREFIX) {
        // The built-in template is right: what it builds on is a template of the site's own.
        let block = message.split('`').nth(1).unwrap_or_default();
        let message = format!("the built-in {builtin} fills the block `{block}`, which your templates no longer have");
        let help =
            format!("add {{% block {block} %}}{{% endblock %}} to your base.html, or extend builtin/base.html in it");
        let place = Place { file: "templates/base.html".into(), at: At::File };
        return Some(Diagnostic::new(Code::BadTemplate, place, message).help(help));
    }
    let file: FilePath = format!("templates/{name}").into();
    let text = own.iter().find(|source| source.path == file).map_or("", |source| &source.text);
    let start: usize =
        text.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>() + column.saturating_sub(1);
    Some(Diagnostic::new(Code::BadTemplate, Place { file, at: (start..start + 1).into() }, message))
}

/// A mistake in a template, with its place where Tera knows it.
fn diagnostic(error: &tera::Error, fallback: &str) -> Diagnostic {
    let file = |name: &str| -> FilePath {
        let name = if name.is_empty() { fallback } else { name };
        format!("templates/{name}").into()
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            // Tera keeps the template's name to itself, but for the second line of its report.
            let told = error.to_string();
            let name = told.lines().find_map(|l| l.trim_start().strip_prefix("--> ")).unwrap_or_default();
            let name = name.rsplitn(3, ':').nth(2).unwrap_or_default();
            let range = report.span().range.clone();
            let place = Place { file: file(name), at: range.into() };
            let mut diagnostic = Diagnostic::new(Code::BadTemplate, place, report.message().to_owned());
            let called: Vec<&str> = told.lines().filter_map(|l| l.strip_prefix("note: ")).collect();
            if !called.is_empty() {
                diagnostic = diagnostic.help(called.join(", "));
            } else if report.message().contains("undefined") {
                diagnostic = diagnostic.help("test it first: {% if name %}…{% endif %}");
            }
            diagnostic
        }
        other => {
            let name = match other {
                ErrorKind::MissingParent { current, .. } => current.as_str(),
                ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => tpl.as_str(),
                ErrorKind::TemplateNotFound(name) => name.as_str(),
                _ => "",
            };
            let place = Place { file: file(name), at: At::File };
            Diagnostic::new(Code::BadTemplate, place, other.to_string())
        }
    }
}
