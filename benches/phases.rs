//! How long each phase takes, and a build as a whole, on a corpus that is made here.
//!
//! ```text
//! cargo bench                  1,000 and 10,000 briefings
//! cargo bench -- 1000          only 1,000
//! cargo bench -- render        only that phase
//! ```
//!
//! Nothing here says how long anything may take: machines differ, and the same one from hour to hour.
//! What is faster than others is for `compare.py` to say.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a bench may fail loudly, and works in folders of its own"
)]

mod corpus;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};
use std::time::Duration;

use dateline::config::Config;
use dateline::diagnostic::Diagnostics;
use dateline::load::{Sources, load};
use dateline::parse::{Parsed, parse};
use dateline::pipeline::{Prepared, configure, prepare, render_all};
use dateline::plan::plan;
use dateline::render::Rendered;
use dateline::resolve::{Clock, Drafts, Future, Seen, resolve};
use dateline::write::{Output, Protected};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use tempfile::TempDir;

fn main() {
    divan::main();
    SITES.lock().unwrap().clear();
}

/// How many briefings a corpus has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Briefings(usize);

/// Written so that `1000` asks for one of them only.
impl fmt::Display for Briefings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 10_000 { write!(f, "{}", self.0) } else { write!(f, "{}_{:03}", self.0 / 1000, self.0 % 1000) }
    }
}

const SIZES: [Briefings; 2] = [Briefings(1000), Briefings(10_000)];

/// The corpora that were needed so far; the folders go at the end.
static SITES: LazyLock<Mutex<BTreeMap<Briefings, TempDir>>> = LazyLock::new(Mutex::default);

fn site(size: Briefings) -> PathBuf {
    let mut sites = SITES.lock().unwrap();
    let folder = sites.entry(size).or_insert_with(|| {
        let folder = TempDir::new().unwrap();
        corpus::write(folder.path(), size.0);
        folder
    });
    folder.path().to_owned()
}

/// 1 January 2026, when all of a corpus has been published.
fn seen() -> Seen {
    let now = "2026-01-01T00:00:00Z".parse().unwrap();
    Seen { now, today: now, drafts: Drafts::Hidden, future: Future::Hidden, clock: Clock::Now }
}

fn configured(sources: &Sources) -> Config {
    let (config, diagnostics) = configure(sources, None);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    config
}

fn prepared(root: &Path) -> Prepared {
    let sources = load(root).unwrap();
    let (config, diagnostics) = configure(&sources, None);
    let prepared = prepare(sources, config, diagnostics, &seen(), &());
    assert!(prepared.diagnostics.is_empty(), "{:?}", prepared.diagnostics.iter().next());
    prepared
}

fn opened(root: &Path, folder: &Path) -> Output {
    let protected = Protected { root: root.to_owned(), inputs: Vec::new(), home: None };
    Output::open(folder, &protected, Duration::from_secs(1)).unwrap()
}

/// Times a phase on each corpus, a run at a time.
macro_rules! phases {
    ($($(#[doc = $about:literal])+ fn $function:ident($name:literal, $bencher:ident, $root:ident) $body:block)*) => {
        $(
            $(#[doc = $about])+
            #[divan::bench(name = $name, args = SIZES, sample_count = 12, sample_size = 1, max_time = 30)]
            fn $function(bencher: Bencher<'_, '_>, size: Briefings) {
                let $root = site(size);
                let $bencher = bencher.counter(ItemsCount::new(size.0));
                $body
            }
        )*
    };
}

phases! {
    /// The folder into texts.
    fn time_load("1 load", bencher, root) {
        bencher.bench_local(|| load(&root).unwrap());
    }

    /// Texts into front matter and Markdown.
    fn time_parse("2 parse", bencher, root) {
        let sources = load(&root).unwrap();
        bencher.bench_local(|| parse(&sources));
    }

    /// Names into entities, and all that follows from them.
    fn time_resolve("3 resolve", bencher, root) {
        let sources = load(&root).unwrap();
        let config = configured(&sources);
        let parsed = parse(&sources);
        let again = || Parsed {
            documents: parsed.documents.clone(),
            unread: parsed.unread.clone(),
            diagnostics: Diagnostics::default(),
        };
        bencher.with_inputs(again).bench_local_values(|parsed| resolve(parsed, &sources, &config, &seen()));
    }

    /// The catalog into a list of files.
    fn time_plan("4 plan", bencher, root) {
        let Prepared { sources, config, catalog, theme, .. } = prepared(&root);
        let assets = theme.assets();
        bencher.bench_local(|| plan(&catalog, &config, &sources, &assets, &mut Diagnostics::default()));
    }

    /// Every page, to nowhere.
    fn time_render("5 render", bencher, root) {
        let mut prepared = prepared(&root);
        bencher.bench_local(|| {
            let rendered = render_all(&mut prepared, &(), |_, rendered| {
                black_box(rendered);
                Ok::<(), Infallible>(())
            });
            rendered.unwrap()
        });
    }

    /// Every page, rendered before, into a new folder.
    fn time_write("6 write", bencher, root) {
        let pages = Mutex::new(Vec::new());
        let mut prepared = prepared(&root);
        let rendered = render_all(&mut prepared, &(), |page, rendered| {
            if let Rendered::Bytes(bytes) = rendered {
                pages.lock().unwrap().push((page.route.file().to_owned(), bytes.into_owned()));
            }
            Ok::<(), Infallible>(())
        });
        rendered.unwrap();
        let pages = pages.into_inner().unwrap();
        bencher.with_inputs(|| TempDir::new().unwrap()).bench_local_values(|folder| {
            use rayon::prelude::*;
            let output = opened(&root, &folder.path().join("public"));
            pages.par_iter().for_each(|(path, bytes)| {
                output.put(path, bytes).unwrap();
            });
            output.commit().unwrap();
            // Its removal is not timed.
            folder
        });
    }

    /// From the folder to a new site.
    fn time_whole("7 whole", bencher, root) {
        bencher.with_inputs(|| TempDir::new().unwrap()).bench_local_values(|folder| {
            let mut prepared = prepared(&root);
            let output = opened(&root, &folder.path().join("public"));
            let rendered = render_all(&mut prepared, &(), |page, rendered| match rendered {
                Rendered::Bytes(bytes) => output.put(page.route.file(), &bytes).map(|_| ()),
                Rendered::Stripped(_) | Rendered::Resized { .. } => Ok(()),
                Rendered::Copy(file) => output.copy(page.route.file(), &root.join(&**file)).map(|_| ()),
            });
            rendered.unwrap();
            output.commit().unwrap();
            folder
        });
    }
}
