//! An edition: the site as it was at one moment, in memory, with threads that render what is asked for.
//!
//! The catalog and all that borrows from it live on the stack of the edition's own thread; who holds an [`Edition`]
//! only holds the way to ask it. When nobody does any more, its threads end.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use tokio::sync::oneshot;

use super::content::{NoBytes, Studio};
use super::watch::News;
use crate::diagnostic::{Diagnostic, FilePath};
use crate::model::Catalog;
use crate::parse::Document;
use crate::pipeline::{Pages, Prepared};
use crate::plan::{Page, PageKind};
use crate::search::FOLDER;

/// How many pages are rendered at once for browsers.
const HANDS: usize = 4;

/// How many pages are kept.
const KNOWN: usize = 50;

/// A site that answers.
#[derive(Debug)]
pub(super) struct Edition {
    /// One more than the one before.
    pub(super) number: u64,
    /// Whether it lacks what is wrong: there was no good one yet.
    pub(super) partial: bool,
    /// The path that the site stands under, with a slash at both ends.
    pub(super) base: String,
    /// The addresses of its style sheets by their names below `templates/assets/`.
    pub(super) styles: Vec<(String, String)>,
    asks: Sender<Ask>,
    wanted: Arc<Wanted>,
}

/// What editions with one catalog hold together: when all of them are gone, so is the wish for more.
#[derive(Debug, Default)]
struct Wanted(Arc<AtomicBool>);

impl Drop for Wanted {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

enum Ask {
    /// What is at an address.
    Page { path: String, reply: oneshot::Sender<Answer> },
    /// Other words of a briefing.
    Amend(Box<Amendment>),
    /// One of those who answer shall go, since what they borrow is to change.
    Leave,
}

/// A document whose words a catalog shall take in, if that changes nothing else.
struct Amendment {
    document: Document,
    /// The number of the edition that it makes.
    number: u64,
    in_view: Vec<String>,
    took: Sender<bool>,
}

/// What is at an address.
#[derive(Debug)]
pub(super) enum Answer {
    /// This.
    Found(Found),
    /// The same with a slash: its address from the host's root.
    Moved(String),
    /// Nothing; the page that says so, if the site has one.
    Missing(Option<Found>),
    /// A page that can't be rendered; the press is told why.
    Wrong,
}

/// A file of the site.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Its path, by which its media type is known.
    pub(super) file: String,
    /// All of it.
    pub(super) bytes: Bytes,
    /// The file that it was written in, by its path from the site's root.
    pub(super) source: Option<FilePath>,
}

impl Edition {
    /// Makes an edition; `in_view` are the addresses that browsers show, which must be whole before it is shown.
    ///
    /// # Errors
    /// What the templates show to be wrong.
    pub(super) fn new(
        number: u64,
        root: PathBuf,
        prepared: Prepared,
        in_view: Vec<String>,
        studio: Arc<Studio>,
        tell: Sender<News>,
    ) -> Result<Edition, Vec<Diagnostic>> {
        let (asks, asked) = mpsc::channel();
        let (proof, proved) = mpsc::channel();
        let wanted = Arc::new(Wanted::default());
        let base = prepared.config.base_path().to_owned();
        let partial = prepared.diagnostics.has_errors();
        let styles = prepared.plan.theme_files().filter(|(name, _)| name.ends_with(".css"));
        let styles = styles.map(|(name, route)| (name.to_owned(), format!("{base}{}", route.url()))).collect();
        let house = House { root, studio, tell, over: Arc::clone(&wanted.0), asked: Mutex::new(asked) };
        std::thread::spawn(move || house.open(number, prepared, &in_view, &proof));
        match proved.recv() {
            Ok(result) => result.map(|()| Edition { number, partial, base, styles, asks, wanted }),
            Err(_) => Err(Vec::new()),
        }
    }

    /// The edition after this one, in which only a briefing's words are others; it takes this one's place.
    ///
    /// Nothing where more changes by it, or something would be wrong: this one is as it was.
    pub(super) fn amended(&self, document: Document, in_view: Vec<String>) -> Option<Edition> {
        let number = self.number + 1;
        let (took, has_taken) = mpsc::channel();
        self.asks.send(Ask::Amend(Box::new(Amendment { document, number, in_view, took }))).ok()?;
        for _ in 1..HANDS {
            self.asks.send(Ask::Leave).ok()?;
        }
        has_taken.recv().ok().filter(|took| *took)?;
        let Edition { partial, base, styles, asks, wanted, .. } = self;
        Some(Edition {
            number,
            partial: *partial,
            base: base.clone(),
            styles: styles.clone(),
            asks: asks.clone(),
            wanted: Arc::clone(wanted),
        })
    }

    /// What is at a path below the site's base path, percent-decoded; nothing where the edition is over.
    pub(super) async fn ask(&self, path: String) -> Option<Answer> {
        let (reply, answer) = oneshot::channel();
        self.asks.send(Ask::Page { path, reply }).ok()?;
        answer.await.ok()
    }
}

/// Where an edition lives: what it needs beside its catalog.
struct House {
    root: PathBuf,
    studio: Arc<Studio>,
    tell: Sender<News>,
    /// Whether nobody wants it any more.
    over: Arc<AtomicBool>,
    asked: Mutex<Receiver<Ask>>,
}

impl House {
    /// Answers until nobody asks any more, if the site is whole enough for that.
    fn open(
        &self,
        mut number: u64,
        mut prepared: Prepared,
        in_view: &[String],
        proof: &Sender<Result<(), Vec<Diagnostic>>>,
    ) {
        let has_templates = !prepared.sources.templates.is_empty();
        let Some(pages) = prepared.pages() else {
            // Its theme's mistakes are told already.
            let _ = proof.send(Err(Vec::new()));
            return;
        };
        let wrong = prove(&pages, has_templates, in_view);
        let is_whole = wrong.is_empty();
        if proof.send(if is_whole { Ok(()) } else { Err(wrong) }).is_err() || !is_whole {
            return;
        }
        let mut to_look_through = has_templates || pages.is_audited();
        let mut amendment = self.answer(number, &pages, &mut to_look_through);
        while let Some(Amendment { document, number: next, in_view, took }) = amendment {
            let mut words = prepared.other_words(document);
            if let Some(words) = &mut words {
                prepared.amend(words);
            }
            let Some(mut pages) = prepared.pages() else { return };
            let is_taken = words.is_some() && prove(&pages, false, &in_view).is_empty();
            if is_taken {
                number = next;
            } else if let Some(mut words) = words {
                drop(pages);
                prepared.amend(&mut words);
                let Some(as_before) = prepared.pages() else { return };
                pages = as_before;
            }
            // Whoever asked waits for the answer.
            let _ = took.send(is_taken);
            amendment = self.answer(number, &pages, &mut to_look_through);
        }
    }

    /// Answers until there are words to take in, or nobody asks any more.
    fn answer(&self, number: u64, pages: &Pages<'_>, to_look_through: &mut bool) -> Option<Amendment> {
        let (known, amendment, leave) = (Mutex::default(), Mutex::default(), AtomicBool::new(false));
        let counter = Counter { number, pages, house: self, known: &known, amendment: &amendment, leave: &leave };
        std::thread::scope(|scope| {
            for _ in 0..HANDS {
                scope.spawn(|| counter.answer_all());
            }
            if *to_look_through {
                let stops = || self.over.load(Ordering::Relaxed) || leave.load(Ordering::Relaxed);
                *to_look_through = !look_through(number, pages, &self.tell, stops);
            }
        });
        amendment.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is wrong with the pages that are looked at now, and with one of each kind where templates may be wrong.
fn prove(pages: &Pages<'_>, has_templates: bool, in_view: &[String]) -> Vec<Diagnostic> {
    let plan = pages.plan();
    let mut kinds = std::collections::HashSet::new();
    let first_of_kind = |page: &&Page| has_templates && kinds.insert(std::mem::discriminant(&page.kind));
    let seen = in_view.iter().filter_map(|path| plan.at(path));
    let mut wrong: Vec<Diagnostic> = Vec::new();
    for page in plan.pages.iter().filter(first_of_kind).chain(seen) {
        if let Err(found) = pages.render(page)
            && !wrong.contains(&found)
        {
            wrong.push(found);
        }
    }
    wrong
}

/// Renders everything once, beside the rest: what only some pages show to be wrong is found before they are asked for.
/// Whether it came to the end.
fn look_through(number: u64, pages: &Pages<'_>, tell: &Sender<News>, stops: impl Fn() -> bool) -> bool {
    let mut found: Vec<Diagnostic> = Vec::new();
    for page in &pages.plan().pages {
        if stops() {
            return false;
        }
        if let Err(wrong) = pages.render(page)
            && !found.contains(&wrong)
        {
            found.push(wrong);
        }
    }
    if !found.is_empty() {
        // Nobody is left to be told when serving ends.
        let _ = tell.send(News::Found(number, found));
    }
    true
}

/// What answers need.
struct Counter<'a> {
    number: u64,
    pages: &'a Pages<'a>,
    house: &'a House,
    /// Pages that were rendered: a browser that asks whether one is another will ask for it next.
    known: &'a Mutex<HashMap<String, Found>>,
    /// The words that are to be taken in.
    amendment: &'a Mutex<Option<Amendment>>,
    /// Whether there are any.
    leave: &'a AtomicBool,
}

impl Counter<'_> {
    /// Answers until it is to leave, or nobody asks any more.
    fn answer_all(&self) {
        loop {
            let ask = self.house.asked.lock().unwrap_or_else(PoisonError::into_inner).recv();
            match ask {
                Ok(Ask::Page { path, reply }) => {
                    // Whoever asked may have gone.
                    let _ = reply.send(self.answer(&path));
                }
                Ok(Ask::Amend(amendment)) => {
                    *self.amendment.lock().unwrap_or_else(PoisonError::into_inner) = Some(*amendment);
                    self.leave.store(true, Ordering::Relaxed);
                    return;
                }
                Ok(Ask::Leave) | Err(_) => return,
            }
        }
    }

    fn answer(&self, path: &str) -> Answer {
        if let Some(name) = path.strip_prefix(FOLDER) {
            return self.of_search(path, name);
        }
        let Some(page) = self.pages.plan().at(path) else { return self.missing() };
        let there = page.route.path();
        if there != path && page.route.file() != path {
            let lacks_slash = there.strip_suffix('/') == Some(path);
            return if lacks_slash { Answer::Moved(page.route.url()) } else { self.missing() };
        }
        match self.content(page) {
            Ok(Some(found)) => Answer::Found(found),
            Ok(None) => self.missing(),
            Err(wrong) => {
                // Nobody is left to be told when serving ends.
                let _ = self.house.tell.send(News::Found(self.number, vec![*wrong]));
                Answer::Wrong
            }
        }
    }

    /// A file of the search index, which is made when somebody searches: until then nobody waits for it.
    fn of_search(&self, path: &str, name: &str) -> Answer {
        match self.pages.search() {
            Ok(files) => match files.iter().find(|file| file.name == name) {
                Some(file) => {
                    let bytes = Bytes::copy_from_slice(&file.bytes);
                    Answer::Found(Found { file: path.to_owned(), bytes, source: None })
                }
                None => self.missing(),
            },
            Err(wrong) => {
                // Nobody is left to be told when serving ends.
                let _ = self.house.tell.send(News::Found(self.number, vec![wrong.clone()]));
                Answer::Wrong
            }
        }
    }

    fn missing(&self) -> Answer {
        let page = self.pages.plan().at("404.html").map(|page| self.content(page));
        Answer::Missing(page.and_then(Result::ok).flatten())
    }

    /// A page as it is sent; nothing where its file went.
    fn content(&self, page: &Page) -> Result<Option<Found>, Box<Diagnostic>> {
        let file = page.route.file();
        let lock = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(file) {
            return Ok(Some(known.clone()));
        }
        let rendered = self.pages.render(page).map_err(Box::new)?;
        let source = source(&page.kind, self.pages.catalog());
        match self.house.studio.bytes(&self.house.root, file, rendered) {
            Ok(bytes) => {
                let found = Found { file: file.to_owned(), bytes: bytes.into(), source };
                if file.ends_with(".html") {
                    let mut known = lock();
                    if known.len() >= KNOWN {
                        known.clear();
                    }
                    known.insert(file.to_owned(), found.clone());
                }
                Ok(Some(found))
            }
            Err(NoBytes::Gone) => Ok(None),
            Err(NoBytes::Wrong(wrong)) => Err(wrong),
        }
    }
}

/// The file in which a page was written.
fn source(kind: &PageKind, catalog: &Catalog) -> Option<FilePath> {
    match kind {
        PageKind::Briefing(id) => Some(catalog.briefing(*id).file.clone()),
        PageKind::Free(id) => Some(catalog.page(*id).file.clone()),
        PageKind::Actor(id, _) => catalog.actor(*id).entity.file.clone(),
        PageKind::Location(id, _) => catalog.location(*id).entity.file.clone(),
        PageKind::Publisher(id, _) => catalog.publisher(*id).entity.file.clone(),
        _ => None,
    }
}
