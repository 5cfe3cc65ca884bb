//! Makes an edition of the site after each change, or keeps the last good one and tells what is wrong.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use tokio::sync::watch;

use super::content::Studio;
use super::edition::Edition;
use super::standing::{Change, Standing, Told};
use super::watch::News;
use super::{Desk, Options};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FilePath, Level, Severity};
use crate::load::{CONFIG, Sources, is_site, load, reload};
use crate::parse::Memory;
use crate::pipeline::{configure, prepare_again};

/// With more changed paths than these the folder is read anew.
const MANY: usize = 200;

/// What makes editions.
pub(super) struct Press {
    options: Options,
    desk: Arc<dyn Desk>,
    standing: watch::Sender<Standing>,
    tell: Sender<News>,
    memory: Memory,
    studio: Arc<Studio>,
    /// What was read last.
    sources: Option<Sources>,
    /// What is wrong with it, but for what its templates show.
    diagnostics: Diagnostics,
    /// Whether only the authors' page tells of profiles that nothing mentions.
    hides_orphans: bool,
    number: u64,
}

impl Press {
    pub(super) fn new(
        options: Options,
        desk: Arc<dyn Desk>,
        standing: watch::Sender<Standing>,
        tell: Sender<News>,
    ) -> Press {
        Press {
            options,
            desk,
            standing,
            tell,
            memory: Memory::default(),
            studio: Arc::default(),
            sources: None,
            diagnostics: Diagnostics::default(),
            hides_orphans: true,
            number: 0,
        }
    }

    /// Makes the first edition, then one after each change, until nobody tells of any.
    pub(super) fn run(mut self, news: &Receiver<News>) {
        self.issue(None);
        while let Ok(first) = news.recv() {
            let mut changed = Some(BTreeSet::new());
            // What came meanwhile is done at once.
            for news in std::iter::once(first).chain(std::iter::from_fn(|| news.try_recv().ok())) {
                match news {
                    News::Changed(paths) => {
                        if let Some(changed) = &mut changed {
                            changed.extend(paths);
                        }
                    }
                    News::Everything => changed = None,
                    News::Found(number, found) => self.found(number, found),
                }
            }
            match changed {
                Some(paths) if paths.is_empty() => {}
                Some(paths) if paths.len() <= MANY => self.issue(Some(&paths)),
                _ => self.issue(None),
            }
        }
    }

    /// Reads what changed, or all, and shows what it makes.
    fn issue(&mut self, changed: Option<&BTreeSet<FilePath>>) {
        let root = &self.options.root.clone();
        if !is_site(root) {
            return self.fail("there is no site in this folder any more: it has neither dateline.yaml nor content/");
        }
        let read = match (changed, &self.sources) {
            (Some(paths), Some(sources)) => reload(sources.clone(), root, paths),
            _ => load(root),
        };
        let sources = match read {
            Ok(sources) => sources,
            // A file that went while it was read: the news of that is on its way.
            Err(error) => return self.fail(&error.to_string()),
        };
        let change = match &self.sources {
            Some(before) if *before == sources && !self.is_failed() && changed.is_some_and(are_texts) => return,
            Some(_) => changed.map_or(Change::Everything, change),
            None => Change::Everything,
        };
        let (mut config, found) = configure(&sources, self.options.base_url.clone());
        let seen = match self.desk.seen(&config) {
            Ok(seen) => seen,
            Err(error) => return self.fail(&error),
        };
        config.tell_advice();
        self.hides_orphans = !config.levels.contains_key(&Code::OrphanProfile);
        config.levels.entry(Code::OrphanProfile).or_insert(Level::Warn);
        let read = Arc::new((sources.clone(), config.clone()));
        self.sources = Some(sources.clone());
        let prepared = prepare_again(&mut self.memory, sources, config, found, &seen);
        self.diagnostics = prepared.diagnostics.clone();
        let broken = self.diagnostics.has_errors();
        let edition = match broken {
            true => Err(Vec::new()),
            false => self.print(prepared),
        };
        let (edition, found) = match edition {
            Ok(edition) => (Some(Arc::new(edition)), Vec::new()),
            Err(found) => (None, found),
        };
        self.show(change, edition, found, Some(read));
    }

    fn print(&mut self, prepared: crate::pipeline::Prepared) -> Result<Edition, Vec<Diagnostic>> {
        self.number += 1;
        let in_view = self.standing.borrow().views.all();
        let (studio, tell) = (Arc::clone(&self.studio), self.tell.clone());
        Edition::new(self.number, self.options.root.clone(), prepared, in_view, studio, tell)
    }

    /// Shows an edition, or the last one where there is none, with what is wrong.
    fn show(
        &mut self,
        change: Change,
        edition: Option<Arc<Edition>>,
        found: Vec<Diagnostic>,
        read: Option<Arc<(Sources, Config)>>,
    ) {
        let mut diagnostics = self.diagnostics.clone();
        diagnostics.extend(found);
        let none = Sources::default();
        let all = self.desk.told(&diagnostics, self.sources.as_ref().unwrap_or(&none));
        let told = all.iter().filter(|told| !(self.hides_orphans && told.code == Some(Code::OrphanProfile)));
        let told: Vec<Told> = told.cloned().collect();
        let before = Arc::clone(&self.standing.borrow().told);
        if *before != *told {
            self.desk.report(&told);
        }
        self.standing.send_modify(|standing| {
            // Who slept through an edition has all of its changes before it.
            standing.change = if standing.edition.is_some() { change } else { Change::Everything };
            standing.begun = true;
            standing.told = told.into();
            standing.for_authors = all.into();
            if let Some(read) = read {
                standing.read = Some(read);
            }
            if let Some(edition) = edition {
                standing.edition = Some(edition);
            }
        });
    }

    /// What the templates of an edition show to be wrong, if it is still shown.
    fn found(&mut self, number: u64, found: Vec<Diagnostic>) {
        if number == self.number && !self.diagnostics.has_errors() {
            self.show(Change::Styles, None, found, None);
        }
    }

    /// The machine failed, or there is nothing to read.
    fn fail(&mut self, message: &str) {
        self.sources = None;
        let told = vec![Told {
            severity: Severity::Error,
            code: None,
            file: None,
            line: None,
            text: format!("error: {message}\n"),
            styled: format!("error: {message}\n"),
        }];
        let before = Arc::clone(&self.standing.borrow().told);
        if *before != *told {
            self.desk.report(&told);
        }
        self.standing.send_modify(|standing| {
            standing.begun = true;
            standing.told = told.clone().into();
            standing.for_authors = told.into();
        });
    }

    fn is_failed(&self) -> bool {
        self.standing.borrow().told.iter().any(|told| told.code.is_none())
    }
}

/// Whether all of them are read as texts: then they are the same where the texts are.
fn are_texts(paths: &BTreeSet<FilePath>) -> bool {
    let endings = ["md", "html", "xml", "css", "js", "mjs", "yaml", "yml"];
    paths.iter().all(|path| {
        path.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending)) && !path.starts_with("static/")
    })
}

/// How much of a page may be old after these changed.
fn change(paths: &BTreeSet<FilePath>) -> Change {
    let one = |path: &FilePath| {
        let is = |folder: &str, ending: &str| path.starts_with(folder) && path.ends_with(ending);
        if is("templates/assets/", ".css") {
            Change::Styles
        } else if is("content/", ".md") || is("templates/", ".html") || &**path == CONFIG {
            Change::Pages
        } else {
            Change::Everything
        }
    };
    paths.iter().map(one).max().unwrap_or(Change::Everything)
}
