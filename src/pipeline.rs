//! The phases in their order, and nothing else.
//!
//! ```text
//! folder ─load→ Sources ─prepare→ Prepared ─render_all→ (route, bytes) ─→ write
//!                          parse, resolve, plan            in parallel, streamed
//! ```

mod account;

use std::collections::HashSet;
use std::sync::{Mutex, OnceLock};

pub use account::{Account, Phase, Step, during};
use rayon::prelude::*;

use crate::audit::Audit;
use crate::config::{self, BaseUrl, Config};
use crate::diagnostic::{At, Diagnostic, Diagnostics, FilePath, Place};
use crate::load::{CONFIG, SourceText, Sources};
use crate::model::{Absent, BriefingId, Catalog, EntityKind, Prose, Tlp};
use crate::parse::{self, Front};
use crate::plan::{self, Page, SitePlan};
use crate::render;
use crate::render::theme::Theme;
use crate::render::{Rendered, Site, check_templates, render, search_index};
use crate::resolve::{self, Amender, Awaited, Seen};
use crate::search::{FOLDER, SearchFile};

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
    /// What looks for hidden words in it, where there are any.
    audit: Option<Audit>,
    /// What is not in it, for diagnostics.
    absent: Absent,
    /// What takes in another body of a briefing.
    amender: Amender,
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
pub fn prepare(
    sources: Sources,
    config: Config,
    diagnostics: Diagnostics,
    seen: &Seen,
    account: &dyn Account,
) -> Prepared {
    let parsed = during(account, Step::Phase(Phase::Parse), || parse::parse(&sources));
    prepare_parsed(parsed, sources, config, diagnostics, seen, account)
}

/// The same, where only what is not in the memory is parsed.
pub fn prepare_again(
    memory: &mut parse::Memory,
    sources: Sources,
    config: Config,
    diagnostics: Diagnostics,
    seen: &Seen,
) -> Prepared {
    let parsed = memory.parse(&sources);
    prepare_parsed(parsed, sources, config, diagnostics, seen, &())
}

fn prepare_parsed(
    parsed: parse::Parsed,
    mut sources: Sources,
    config: Config,
    mut diagnostics: Diagnostics,
    seen: &Seen,
    account: &dyn Account,
) -> Prepared {
    diagnostics.extend(std::mem::take(&mut sources.diagnostics));
    let named = parsed.templates().collect();
    let (own, files) = (&sources.templates, &sources.theme_files);
    let theme = during(account, Step::Phase(Phase::Theme), || {
        Theme::new(own, files, &named, &config.theme, &config.language, &mut diagnostics)
    });
    let (hidden, rehearsed) = during(account, Step::Phase(Phase::Hidden), || {
        let hidden = resolve::held_back(&parsed, &config, seen);
        let rehearsed = match hidden.is_empty() {
            true => Diagnostics::default(),
            false => rehearse(&parsed, &sources, &config, &theme, seen),
        };
        (hidden, rehearsed)
    });
    let resolved = during(account, Step::Phase(Phase::Resolve), || resolve::resolve(parsed, &sources, &config, seen));
    let resolve::Resolved { catalog, absent, amender, diagnostics: found } = resolved;
    diagnostics.extend(found);
    let audit = during(account, Step::Phase(Phase::Hidden), || audit(&sources, &hidden, &catalog));
    diagnostics.extend(rehearsed.into_iter().filter_map(|diagnostic| absent.of_hidden(diagnostic)));
    during(account, Step::Phase(Phase::Theme), || check_templates(&catalog, &theme, &mut diagnostics));
    let plan = during(account, Step::Phase(Phase::Plan), || {
        let plan = plan::plan(&catalog, &config, &sources, &theme.assets(), &mut diagnostics);
        plan::check_links(&plan, &catalog, &config, &absent, theme.anchors(), &mut diagnostics);
        plan
    });
    let diagnostics = diagnostics.levelled(&config.levels);
    if diagnostics.is_empty() && audit.is_none() {
        // No place in them will be shown: a large site need not keep its texts while it renders.
        sources.documents = Vec::new();
    }
    Prepared { sources, config, catalog, plan, theme, audit, absent, amender, diagnostics }
}

/// What is held back and when it would appear; with the catalog of what is seen and that of everything, without their
/// mistakes.
pub fn outlook(sources: &Sources, config: &Config, seen: &Seen) -> (Vec<Awaited>, Catalog, Catalog) {
    let parsed = parse::parse(sources);
    let awaited = resolve::outlook(&parsed, config, seen);
    let (then, _) = resolve_everything(&parsed, sources, config, seen);
    let now = resolve::resolve(parsed, sources, config, seen);
    (awaited, now.catalog, then.catalog)
}

/// The look for hidden words: what they are is taken from the texts, not from what was made of them.
fn audit(sources: &Sources, hidden: &HashSet<FilePath>, catalog: &Catalog) -> Option<Audit> {
    if hidden.is_empty() {
        return None;
    }
    // A profile that only hidden briefings name is not built: it is as hidden as they are.
    let built: HashSet<&FilePath> = catalog
        .entities()
        .filter(|(_, entity)| entity.has_page)
        .filter_map(|(_, entity)| entity.file.as_ref())
        .collect();
    let kinds = [EntityKind::Actor, EntityKind::Location, EntityKind::Publisher];
    let folders = kinds.map(|kind| format!("content/{}/", kind.folder()));
    let is_unbuilt = |file: &FilePath| folders.iter().any(|f| file.starts_with(f.as_str())) && !built.contains(file);
    let is_hidden = |file: &FilePath| hidden.contains(file) || is_unbuilt(file);
    let (hidden, visible): (Vec<&SourceText>, Vec<&SourceText>) =
        sources.documents.iter().partition(|source| is_hidden(&source.path));
    let templates = sources.templates.iter().map(|template| &*template.text);
    let statics = sources.statics.iter().map(|file| &*file.path);
    // No file says in which country the gazetteer puts a city, but its page does.
    let countries = catalog.locations.iter().filter(|location| !location.entity.profiled);
    let countries = countries.filter_map(|location| location.country.as_deref());
    let public = sources.config.as_deref().into_iter().chain(templates).chain(statics).chain(countries);
    let files = sources.assets.iter().map(|file| &*file.path);
    Audit::new(&hidden, &visible, files, public, &render::words())
}

/// What is wrong with a site when all of it is shown: what is held back is looked through before its
/// day, and nothing but its mistakes is kept.
fn rehearse(parsed: &parse::Parsed, sources: &Sources, config: &Config, theme: &Theme, seen: &Seen) -> Diagnostics {
    let (resolved, config) = resolve_everything(parsed, sources, config, seen);
    let resolve::Resolved { catalog, absent, mut diagnostics, .. } = resolved;
    check_templates(&catalog, theme, &mut diagnostics);
    let plan = plan::plan(&catalog, &config, sources, &theme.assets(), &mut diagnostics);
    plan::check_links(&plan, &catalog, &config, &absent, theme.anchors(), &mut diagnostics);
    diagnostics
}

/// A site with all that is held back, and the configuration under which it may all be seen.
fn resolve_everything(
    parsed: &parse::Parsed,
    sources: &Sources,
    config: &Config,
    seen: &Seen,
) -> (resolve::Resolved, Config) {
    let parsed = parse::Parsed {
        documents: parsed.documents.clone(),
        unread: parsed.unread.clone(),
        diagnostics: Diagnostics::default(),
    };
    let config = Config { tlp: Tlp::Red, ..config.clone() };
    (resolve::resolve(parsed, sources, &config, &seen.everything()), config)
}

/// The pages of a site, each to be rendered when it is asked for.
#[derive(Debug)]
pub struct Pages<'a> {
    site: Site<'a>,
    catalog: &'a Catalog,
    plan: &'a SitePlan,
    audit: Option<&'a Audit>,
    search: OnceLock<Result<Vec<SearchFile>, Box<Diagnostic>>>,
}

/// What a briefing says in words, as [`Prepared::amend`] exchanges it.
#[derive(Debug)]
pub struct Words {
    id: BriefingId,
    title: String,
    summary: Option<String>,
    prose: Prose,
}

impl Prepared {
    /// What a briefing would say by a document that has other words than it: another title, summary or body.
    ///
    /// Nothing where more in the site would be another than what pages show of that, or where something is wrong with
    /// either body.
    pub fn other_words(&self, document: parse::Document) -> Option<Words> {
        let parse::Document { file, front: Front::Briefing(raw), body, damaged: _ } = document else { return None };
        // What is wrong in a body has its place by bytes, and others are told of what stands there.
        let in_body = |place: &Place| place.file == file && matches!(place.at, At::Bytes(..));
        let mut places = self.diagnostics.iter().flat_map(|d| d.place.iter().chain(d.related.iter().map(|(at, _)| at)));
        // Hidden words are looked for by what the texts were.
        if self.audit.is_some() || places.any(in_body) {
            return None;
        }
        let number = self.catalog.briefings.iter().position(|briefing| briefing.file == file)?;
        let (catalog, id) = (&self.catalog, BriefingId::from_index(number));
        let amended = self.amender.body(catalog, id, body, &self.config, &self.sources, &self.absent)?;
        let resolve::Amended { prose, diagnostics } = amended;
        let anchors = self.theme.anchors();
        let links = plan::check_prose((&prose, &file), &self.plan, catalog, &self.absent, anchors);
        let (title, summary) = (raw.title.into(), raw.summary.map(Into::into));
        (diagnostics.is_empty() && links.is_empty()).then_some(Words { id, title, summary, prose })
    }

    /// Exchanges what a briefing says; the same again brings the old words back.
    pub fn amend(&mut self, words: &mut Words) {
        let briefing = &mut self.catalog.briefings[words.id.index()];
        std::mem::swap(&mut briefing.title, &mut words.title);
        std::mem::swap(&mut briefing.summary, &mut words.summary);
        std::mem::swap(&mut briefing.prose, &mut words.prose);
    }

    /// Whether hidden words are looked for in its pages.
    pub fn is_audited(&self) -> bool {
        self.audit.is_some()
    }

    /// Its pages; none where its theme's own mistakes, which are told, would only be told again by each.
    pub fn pages(&mut self) -> Option<Pages<'_>> {
        let Prepared { config, catalog, plan, theme, audit, .. } = self;
        let (catalog, plan, audit) = (&*catalog, &*plan, audit.as_ref());
        theme.is_whole().then(|| Pages {
            site: Site::new(catalog, config, plan, theme),
            catalog,
            plan,
            audit,
            search: OnceLock::new(),
        })
    }
}

impl<'a> Pages<'a> {
    /// Which there are, and where.
    pub fn plan(&self) -> &'a SitePlan {
        self.plan
    }

    /// What they show.
    pub fn catalog(&self) -> &'a Catalog {
        self.catalog
    }

    /// Whether hidden words are looked for in each.
    pub fn is_audited(&self) -> bool {
        self.audit.is_some()
    }

    /// Renders one of them.
    ///
    /// # Errors
    /// What a template shows to be wrong only now, or that hidden words are in the page.
    pub fn render<'s>(&'s self, page: &'s Page) -> Result<Rendered<'s>, Diagnostic> {
        let rendered = render(&self.site, page).map_err(|diagnostic| *diagnostic)?;
        match self.audit.and_then(|audit| audit.look(page.route.file(), rendered.bytes())) {
            Some(leak) => Err(leak),
            None => Ok(rendered),
        }
    }

    /// The files of the search index, which is made when it is first asked for; none where there is none.
    ///
    /// # Errors
    /// That hidden words are in it.
    pub fn search(&self) -> Result<&[SearchFile], &Diagnostic> {
        let made = self.search.get_or_init(|| {
            if !self.plan.has_search() {
                return Ok(Vec::new());
            }
            let files = search_index(&self.site);
            let leak = |file: &SearchFile| {
                self.audit.and_then(|audit| audit.look(&format!("{FOLDER}{}", file.name), file.plain.as_ref()?))
            };
            match files.par_iter().find_map_first(leak) {
                Some(leak) => Err(Box::new(leak)),
                None => Ok(files),
            }
        });
        made.as_deref().map_err(|leak| &**leak)
    }
}

/// Makes the search index of a site and gives each file to `sink` with its path; returns the mistake that keeps it
/// from being published, and how many bytes it has.
///
/// # Errors
/// The first error of the sink.
pub fn index_all<E: Send>(
    prepared: &mut Prepared,
    sink: impl Fn(&str, &[u8]) -> Result<(), E> + Sync,
) -> Result<(Diagnostics, u64), E> {
    let Some(pages) = prepared.pages() else { return Ok((Diagnostics::default(), 0)) };
    let files = match pages.search() {
        Ok(files) => files,
        Err(leak) => return Ok((std::iter::once(leak.clone()).collect(), 0)),
    };
    files.par_iter().try_for_each(|file| sink(&format!("{FOLDER}{}", file.name), &file.bytes))?;
    Ok((Diagnostics::default(), files.iter().map(|file| file.bytes.len() as u64).sum()))
}

/// How many pages a thread takes at once. Some take a thousand times as long as others: who has taken few waits little.
const AT_ONCE: usize = 16;

/// Renders every page of a site, in parallel, and gives each to `sink` as it is done; returns the
/// mistakes that templates show only now.
///
/// # Errors
/// The first error of the sink; what is not rendered by then is left out.
pub fn render_all<E: Send>(
    prepared: &mut Prepared,
    account: &dyn Account,
    sink: impl Fn(&Page, Rendered<'_>) -> Result<(), E> + Sync,
) -> Result<Diagnostics, E> {
    render_those(prepared, account, |_| true, sink)
}

/// The same of those pages that are wanted.
///
/// # Errors
/// As for [`render_all`].
pub fn render_those<E: Send>(
    prepared: &mut Prepared,
    account: &dyn Account,
    is_wanted: impl Fn(&Page) -> bool + Sync,
    sink: impl Fn(&Page, Rendered<'_>) -> Result<(), E> + Sync,
) -> Result<Diagnostics, E> {
    let Some(pages) = prepared.pages() else { return Ok(Diagnostics::default()) };
    let found: Mutex<Vec<(usize, Diagnostic)>> = Mutex::default();
    let make = |i, page| match during(account, Step::Render(page), || pages.render(page)) {
        Ok(rendered) => {
            let step = Step::Write(page, rendered.bytes().len());
            during(account, step, || sink(page, rendered))
        }
        Err(wrong) => {
            if let Ok(mut found) = found.lock() {
                found.push((i, wrong));
            }
            Ok(())
        }
    };
    // Before what pages share is kept, there is most room for what is made of everything.
    let wanted = pages.plan.pages.iter().enumerate().filter(|(_, page)| is_wanted(page));
    let (of_all, others): (Vec<_>, Vec<_>) = wanted.partition(|(_, page)| page.kind.is_made_of_all());
    for (pages, at_once) in [(of_all, 1), (others, AT_ONCE)] {
        let pages = pages.into_par_iter().with_max_len(at_once);
        pages.try_for_each(|(i, page)| during(account, Step::Page(page), || make(i, page)))?;
    }
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
