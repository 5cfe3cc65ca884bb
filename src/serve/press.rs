//! Makes an edition of the site after each change, or keeps the last good one and tells what is wrong.

use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use tokio::sync::watch;

use super::content::Studio;
use super::edition::Edition;
use super::standing::{AllTold, Change, Standing, Told};
use super::watch::News;
use super::{Desk, Options};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FilePath, Level, Levels, Severity};
use crate::load::{SourceText, Sources, is_site, load, reload};
use crate::parse::Memory;
use crate::pipeline::{configure, prepare_again};

/// With more changed paths than these the folder is read anew.
const MANY: usize = 200;

/// How long a file that was emptied is waited for.
const EMPTIED: Duration = Duration::from_millis(80);

/// How soon it is tried again after the machine failed.
const AGAIN: Duration = Duration::from_secs(1);

/// What makes editions.
pub(super) struct Press {
    options: Options,
    desk: Arc<dyn Desk>,
    standing: watch::Sender<Standing>,
    tell: Sender<News>,
    memory: Memory,
    studio: Arc<Studio>,
    /// What was read last, as those who show it have it too.
    read: Option<Arc<(Sources, Config)>>,
    /// What is wrong with it, but for what its templates show.
    diagnostics: Diagnostics,
    /// What its templates show to be wrong.
    found: Vec<Diagnostic>,
    /// What was told of all that last.
    told: AllTold,
    /// Whether it is what the edition shows.
    is_shown: bool,
    /// Whether only the authors' page tells of profiles that nothing mentions.
    hides_orphans: bool,
    /// How much diagnostics weigh, by the last configuration that could be read.
    levels: Option<Levels>,
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
            read: None,
            diagnostics: Diagnostics::default(),
            found: Vec::new(),
            told: Arc::new([]),
            is_shown: false,
            hides_orphans: true,
            levels: None,
            // A page that was open before this process began must take none of ours for the next of its own. Scripts know
            // whole numbers up to 53 bits.
            number: RandomState::new().hash_one(0) >> 16,
        }
    }

    /// Makes the first edition, then one after each change, until nobody tells of any.
    pub(super) fn run(mut self, news: &Receiver<News>) {
        self.issue(None);
        loop {
            // A site that is gone may come back without a word: nothing is left there to be watched.
            let first = match self.is_failed() {
                true => news.recv_timeout(AGAIN).or_else(|why| match why {
                    RecvTimeoutError::Timeout => Ok(News::Everything),
                    RecvTimeoutError::Disconnected => Err(()),
                }),
                false => news.recv().map_err(|_| ()),
            };
            let Ok(first) = first else { return };
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
        let before = self.read.as_deref().map(|(sources, _)| sources);
        let read = match (changed, before) {
            (Some(paths), Some(before)) => reload(before.clone(), root, paths).and_then(|sources| {
                if !is_emptied(before, &sources) {
                    return Ok(sources);
                }
                // An editor that empties a file before it writes it is given a moment.
                std::thread::sleep(EMPTIED);
                reload(sources, root, paths)
            }),
            _ => load(root),
        };
        let sources = match read {
            Ok(sources) => sources,
            // A file that went while it was read: the news of that is on its way.
            Err(error) => return self.fail(&error.to_string()),
        };
        let copied = |path: &FilePath| sources.is_copied(path);
        let unread = changed.is_some_and(|paths| paths.iter().any(copied)).then_some(Change::Everything);
        let change = match before {
            Some(before) => match difference(before, &sources).max(unread) {
                Some(change) => change,
                None => return,
            },
            None => Change::Everything,
        };
        if self.is_shown && unread.is_none() && self.amend(&sources) {
            return;
        }
        let (mut config, found) = configure(&sources, self.options.base_url.clone());
        let seen = match self.desk.seen(&config) {
            Ok(seen) => seen,
            Err(error) => return self.fail(&error),
        };
        match &self.levels {
            // What a site does not want to be told is not told while its configuration is being written.
            Some(levels) if found.has_errors() => config.levels.clone_from(levels),
            None if found.has_errors() => {}
            _ => self.levels = Some(config.levels.clone()),
        }
        if self.levels.is_some() {
            config.tell_advice();
        }
        self.hides_orphans = !config.levels.contains_key(&Code::OrphanProfile);
        config.levels.entry(Code::OrphanProfile).or_insert(Level::Warn);
        self.read = Some(Arc::new((sources.clone(), config.clone())));
        let prepared = prepare_again(&mut self.memory, sources, config, found, &seen);
        self.diagnostics = prepared.diagnostics.clone();
        // Before there was a good edition, one that lacks what is wrong is better than none.
        let has_good = self.standing.borrow().edition.as_ref().is_some_and(|edition| !edition.partial);
        let edition = match self.diagnostics.has_errors() && has_good {
            true => Err(Vec::new()),
            false => self.print(prepared),
        };
        let edition = match edition {
            Ok(edition) => {
                self.found = Vec::new();
                Some((change, edition))
            }
            Err(found) => {
                self.found = found;
                None
            }
        };
        self.is_shown = edition.is_some();
        self.show(edition);
    }

    /// Shows what was read where it is the words of one briefing alone that are others.
    fn amend(&mut self, sources: &Sources) -> bool {
        let edition = self.standing.borrow().edition.clone();
        let (Some(read), Some(edition)) = (&self.read, edition) else { return false };
        let Some(document) = other_text(&read.0, sources).and_then(|text| self.memory.other_words(text)) else {
            return false;
        };
        let config = read.1.clone();
        let in_view = self.standing.borrow().views.all();
        let Some(amended) = edition.amended(document, in_view) else { return false };
        self.number = amended.number;
        self.read = Some(Arc::new((sources.clone(), config)));
        // What is wrong is what it was, but may stand in other lines.
        self.show(Some((Change::Pages, amended)));
        true
    }

    fn print(&mut self, prepared: crate::pipeline::Prepared) -> Result<Edition, Vec<Diagnostic>> {
        self.number += 1;
        let in_view = self.standing.borrow().views.all();
        let (studio, tell) = (Arc::clone(&self.studio), self.tell.clone());
        Edition::new(self.number, self.options.root.clone(), prepared, in_view, studio, tell)
    }

    /// Shows an edition, or the last one where there is none, with what is wrong.
    fn show(&mut self, edition: Option<(Change, Edition)>) {
        let read = self.read.clone();
        let has_errors = self.diagnostics.has_errors() || self.found.iter().any(|d| d.severity == Severity::Error);
        // No page waits until all that is wrong is put into words; what is mended is known before.
        self.standing.send_modify(|standing| {
            standing.read = read;
            if let Some((change, edition)) = edition {
                standing.begun = true;
                standing.change = if standing.edition.is_some() { change } else { Change::Everything };
                standing.edition = Some(Arc::new(edition));
            }
            if !has_errors && standing.is_broken() {
                standing.told = standing.told.iter().filter(|told| told.severity != Severity::Error).cloned().collect();
            }
        });
        let mut diagnostics = self.diagnostics.clone();
        diagnostics.extend(self.found.iter().cloned());
        let none = Sources::default();
        let sources = self.read.as_deref().map_or(&none, |(sources, _)| sources);
        let all = self.desk.told(&diagnostics, sources);
        let told = all.iter().filter(|told| !(self.hides_orphans && told.code == Some(Code::OrphanProfile)));
        self.tell_all(told.cloned().collect(), all.iter().cloned().collect());
    }

    /// Tells what is wrong, on the terminal where it is not what it was.
    fn tell_all(&mut self, told: AllTold, for_authors: AllTold) {
        self.standing.send_modify(|standing| {
            standing.begun = true;
            standing.told = Arc::clone(&told);
            standing.for_authors = for_authors;
        });
        if self.told != told {
            let shown = self.standing.borrow().edition.as_ref().map(|edition| edition.partial);
            self.desk.report(&told, shown);
            self.told = told;
        }
    }

    /// What the templates of an edition show to be wrong, if it is still shown.
    fn found(&mut self, number: u64, found: Vec<Diagnostic>) {
        if number == self.number && !self.diagnostics.has_errors() {
            self.found = found;
            self.show(None);
        }
    }

    /// The machine failed, or there is nothing to read.
    fn fail(&mut self, message: &str) {
        (self.read, self.is_shown) = (None, false);
        let text = format!("error: {message}\n");
        let told = Told { severity: Severity::Error, code: None, file: None, line: None, styled: text.clone(), text };
        let told: AllTold = Arc::new([Arc::new(told)]);
        self.tell_all(Arc::clone(&told), told);
    }

    fn is_failed(&self) -> bool {
        self.standing.borrow().told.iter().any(|told| told.code.is_none())
    }
}

/// Whether a text that was there is empty now.
fn is_emptied(before: &Sources, now: &Sources) -> bool {
    let was_full = |path: &FilePath| before.text(path).is_some_and(|text| !text.is_empty());
    now.documents.iter().any(|source| source.text.is_empty() && was_full(&source.path))
}

/// The text that is another one, where it is one alone and nothing else changed.
fn other_text<'a>(before: &Sources, now: &'a Sources) -> Option<&'a SourceText> {
    let Sources { documents, config, templates, theme_files, assets, statics, diagnostics } = before;
    let rest = (config, templates, theme_files, assets, statics, diagnostics);
    let same = rest == (&now.config, &now.templates, &now.theme_files, &now.assets, &now.statics, &now.diagnostics);
    if !same || documents.len() != now.documents.len() {
        return None;
    }
    let mut others = documents.iter().zip(&now.documents).filter(|(before, now)| before != now);
    let (before, other) = others.next()?;
    (others.next().is_none() && before.path == other.path).then_some(other)
}

/// How much of a page may be old; nothing where the same was read.
fn difference(before: &Sources, now: &Sources) -> Option<Change> {
    if (&before.theme_files, &before.assets, &before.statics) != (&now.theme_files, &now.assets, &now.statics) {
        return Some(Change::Everything);
    }
    let pages =
        before.config != now.config || before.documents != now.documents || before.diagnostics != now.diagnostics;
    // Each template that is not the same on both sides.
    let others = |these: &[SourceText], those: &[SourceText]| -> Vec<FilePath> {
        let same = |text: &&SourceText| {
            those.binary_search_by(|other| other.path.cmp(&text.path)).is_ok_and(|i| those[i] == **text)
        };
        these.iter().filter(|text| !same(text)).map(|text| text.path.clone()).collect()
    };
    let changed = [others(&before.templates, &now.templates), others(&now.templates, &before.templates)].concat();
    // A page links the style sheets that there are: one more or fewer is another page.
    let is_there = |texts: &[SourceText], path: &FilePath| texts.iter().any(|text| text.path == *path);
    let stays = |path: &FilePath| is_there(&before.templates, path) && is_there(&now.templates, path);
    let of_template = changed.iter().map(|path| match path.rsplit_once('.') {
        Some((_, "css")) if stays(path) => Change::Styles,
        Some((_, "js" | "mjs")) => Change::Everything,
        _ => Change::Pages,
    });
    of_template.chain(pages.then_some(Change::Pages)).max()
}
