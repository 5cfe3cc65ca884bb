//! The phases in their order, and nothing else.
//!
//! ```text
//! folder ─load→ Sources ─prepare→ Prepared ─render_all→ (route, bytes) ─→ write
//!                          parse, resolve, plan            in parallel, streamed
//! ```

use std::sync::Mutex;

use rayon::prelude::*;

use crate::config::{self, BaseUrl, Config};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::{CONFIG, Sources};
use crate::model::{Catalog, Tlp};
use crate::parse;
use crate::plan::{self, Page, SitePlan};
use crate::render::theme::Theme;
use crate::render::{Rendered, Site, check_templates, render};
use crate::resolve::{self, Seen};

/// A site that is ready to be rendered, or the mistakes that keep it from that.
#[derive(Debug)]
pub struct Prepared {
    /// The texts that it was made from, to show places in them.
    pub sources: Sources,
    /// Its configuration.
    pub config: Config,
    /// What it shows.
    pub catalog: Catalog,
    /// Where it shows it.
    pub plan: SitePlan,
    /// How it shows it.
    pub theme: Theme,
    /// What is wrong with it.
    pub diagnostics: Diagnostics,
}

/// Reads the configuration of a site, which says whose time zone a clock is read in.
pub fn configure(sources: &Sources, base_url: Option<BaseUrl>) -> (Config, Diagnostics) {
    let (mut config, diagnostics) = config::read(sources.config.as_deref(), &CONFIG.into());
    if base_url.is_some() {
        config.base_url = base_url;
    }
    (config, diagnostics)
}

/// Parses, resolves and plans a site; every mistake of every file is found in one go.
pub fn prepare(mut sources: Sources, config: Config, mut diagnostics: Diagnostics, seen: &Seen) -> Prepared {
    let parsed = parse::parse(&sources);
    diagnostics.extend(std::mem::take(&mut sources.diagnostics));
    let named = parsed.templates().collect();
    let theme = Theme::new(&sources.templates, &named, config.theme.accent.as_ref(), &mut diagnostics);
    let rehearsed = rehearse(&parsed, &sources, &config, &theme, seen);
    let resolve::Resolved { catalog, absent, diagnostics: found } = resolve::resolve(parsed, &sources, &config, seen);
    diagnostics.extend(found);
    diagnostics.extend(rehearsed.into_iter().filter_map(|diagnostic| absent.of_hidden(diagnostic)));
    check_templates(&catalog, &theme, &mut diagnostics);
    let plan = plan::plan(&catalog, &config, &sources, &theme.assets(), &mut diagnostics);
    plan::check_links(&plan, &catalog, &config, &absent, theme.anchors(), &mut diagnostics);
    let diagnostics = diagnostics.levelled(&config.levels);
    if diagnostics.is_empty() {
        // No place in them will be shown: a large site need not keep its texts while it renders.
        sources.documents = Vec::new();
    }
    Prepared { sources, config, catalog, plan, theme, diagnostics }
}

/// What is wrong with a site when all of it is shown: what is held back is looked through before its
/// day, and nothing but its mistakes is kept. Nothing is looked for where nothing is held back.
fn rehearse(parsed: &parse::Parsed, sources: &Sources, config: &Config, theme: &Theme, seen: &Seen) -> Diagnostics {
    if !resolve::holds_back(parsed, config, seen) {
        return Diagnostics::default();
    }
    let parsed = parse::Parsed {
        documents: parsed.documents.clone(),
        unread: parsed.unread.clone(),
        diagnostics: Diagnostics::default(),
    };
    let config = Config { tlp: Tlp::Red, ..config.clone() };
    let resolved = resolve::resolve(parsed, sources, &config, &seen.everything());
    let resolve::Resolved { catalog, absent, mut diagnostics } = resolved;
    check_templates(&catalog, theme, &mut diagnostics);
    let plan = plan::plan(&catalog, &config, sources, &theme.assets(), &mut diagnostics);
    plan::check_links(&plan, &catalog, &config, &absent, theme.anchors(), &mut diagnostics);
    diagnostics
}

/// Renders every page of a site, in parallel, and gives each to `sink` as it is done; returns the
/// mistakes that templates show only now.
///
/// # Errors
/// The first error of the sink; what is not rendered by then is left out.
pub fn render_all<E: Send>(
    prepared: &mut Prepared,
    sink: impl Fn(&Page, Rendered<'_>) -> Result<(), E> + Sync,
) -> Result<Diagnostics, E> {
    let Prepared { config, catalog, plan, theme, .. } = prepared;
    if !theme.is_whole() {
        // Their own mistakes are told; pages would only tell them again.
        return Ok(Diagnostics::default());
    }
    let site = Site::new(catalog, config, plan, theme);
    let found: Mutex<Vec<(usize, Diagnostic)>> = Mutex::default();
    plan.pages.par_iter().enumerate().try_for_each(|(i, page)| match render(&site, page) {
        Ok(rendered) => sink(page, rendered),
        Err(diagnostic) => {
            if let Ok(mut found) = found.lock() {
                found.push((i, *diagnostic));
            }
            Ok(())
        }
    })?;
    let mut found = found.into_inner().unwrap_or_default();
    found.sort_by_key(|(page, _)| *page);
    // One mistake of a template shows on every page that uses it.
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for (_, diagnostic) in found {
        if !diagnostics.contains(&diagnostic) {
            diagnostics.push(diagnostic);
        }
    }
    Ok(diagnostics.into_iter().collect())
}
