//! `dateline build`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::convert::Infallible;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use rayon::prelude::*;

use super::Outcome;
use super::args::{BuildArgs, CommonArgs, Format};
use super::clock::{Stopwatch, as_of, now};
use super::closing::{Search, closing, counted, failure, size, thousands};
use super::inputs::{Inputs, Stamps};
use super::interrupt::{self, Clearing, interrupted};
use super::mend::mend;
use super::progress::Progress;
use super::report::{fail, fail_with, out, print, report};
use super::timings::Timings;
use crate::config::{BaseUrl, Config};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FilePath, Place};
use crate::load::{Sources, is_site, load};
use crate::picture::{Picture, Unreadable};
use crate::pipeline::{Phase, Prepared, Step, configure, during, index_all, prepare, render_all, render_those};
use crate::plan::{Page, Route};
use crate::render::Rendered;
use crate::resolve::{Clock, Drafts, Future, Seen};
use crate::write::{Before, Held, OpenError, Output, Protected, WriteError};

/// How long a build waits for another one to finish, once it said so.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long it waits without a word.
const SILENCE: Duration = Duration::from_millis(300);

/// Builds the site into its output folder.
pub(super) fn build(root: &Path, args: &BuildArgs) -> Outcome {
    let since = Stopwatch::start();
    interrupt::listen();
    let timings = match args.timings || args.trace.is_some() {
        true => Timings::kept(since),
        false => Timings::none(since),
    };
    let built = loaded(root, &args.common, &timings)
        .and_then(|loaded| built(root, loaded, &args.common, args.output.clone(), &timings));
    let outcome = match built {
        Ok(Built { line, prepared, .. }) => {
            // The run ends here: the system takes everything back at once, piece by piece it takes long.
            std::mem::forget(prepared);
            // Standard output is the JSON's alone.
            if args.common.format == Format::Json {
                print(&line)
            } else {
                out(&line)
            }
            Outcome::Done
        }
        Err(outcome) => outcome,
    };
    // A build that failed tells of what it did until then.
    if args.timings {
        timings.print();
    }
    match args.trace.as_deref().map_or(Ok(()), |file| timings.trace(file)) {
        Ok(()) => outcome,
        Err(message) => {
            fail(&message);
            Outcome::MachineFailed
        }
    }
}

/// A site in its output folder.
pub(super) struct Built {
    /// What it was made from.
    pub(super) prepared: Prepared,
    /// Where it is.
    pub(super) folder: PathBuf,
    /// What is said of that.
    pub(super) line: String,
    /// No other build changes it meanwhile.
    pub(super) _held: Held,
}

/// What an output must never replace.
pub(super) fn protected(root: &Path) -> Protected {
    Protected {
        root: root.to_owned(),
        inputs: ["content", "templates", "static"].map(|input| root.join(input)).to_vec(),
        home: home(),
    }
}

/// Builds a site that was read into a folder, by default that of its configuration, or tells why that can't be.
pub(super) fn built(
    root: &Path,
    loaded: Loaded,
    common: &CommonArgs,
    output: Option<PathBuf>,
    timings: &Timings,
) -> Result<Built, Outcome> {
    let inputs = Inputs::read(&loaded.sources, root, common);
    let mut prepared = loaded.prepare(timings);
    timings.count(Phase::Resolve, || counted(prepared.catalog.briefings.len(), "briefing"));
    timings.count(Phase::Plan, || counted(prepared.plan.pages.len(), "file"));
    if fails(&prepared.diagnostics, common) {
        look_through(&mut prepared);
        report(&prepared.diagnostics, &prepared.sources, root, common.format);
        print(&failure(&prepared.diagnostics, common.strict, "nothing was written"));
        return Err(Outcome::ContentHasErrors);
    }
    let folder = output.unwrap_or_else(|| root.join(&prepared.config.output));
    let mut output = match opened(&folder, root) {
        Ok(output) => output,
        Err(error) => {
            report(&prepared.diagnostics, &prepared.sources, root, common.format);
            return Err(not_opened(&error));
        }
    };
    let _clearing = Clearing::begin();
    let made_of = inputs.map(|inputs| inputs.of(&prepared.catalog));
    let before = made_of.as_ref().map_or(Before::Other, |(made_of, _)| output.before(made_of));
    let others = match before {
        Before::Same(summary) => {
            report(&prepared.diagnostics, &prepared.sources, root, common.format);
            let search = Search { bytes: 0, took: Duration::ZERO };
            let line = closing(&prepared, &summary, &search, &folder, timings.since().elapsed());
            return Ok(Built { prepared, folder, line, _held: output.leave() });
        }
        Before::But(texts) => show_one_of(&prepared, &texts),
        Before::Other => None,
    };
    let is_other = |page: &Page| others.as_ref().is_none_or(|others| others.contains(&page.route));
    let pages = others.as_ref().map_or(prepared.plan.pages.len(), HashSet::len);
    let progress = Progress::new("Writing", pages, "pages", timings.since());
    let unreadable: Mutex<BTreeMap<FilePath, Unreadable>> = Mutex::default();
    let pictures = pictures(&prepared.sources);
    let write = |page: &Page, rendered: Rendered<'_>| {
        progress.step();
        unless_interrupted(&folder)?;
        let route = page.route.file();
        let (from, put) = match rendered {
            Rendered::Bytes(bytes) => return output.put(route, &bytes).map(|_| ()),
            Rendered::Copy(file) => return output.copy(route, &root.join(&**file)).map(|_| ()),
            Rendered::Stripped(file) => (file, output.stripped(route, &root.join(&**file), pictures.get(file))?),
            Rendered::Resized { from, width, widths } => {
                (from, output.resized(route, &root.join(&**from), pictures.get(from), width, &widths)?)
            }
        };
        if let (Err(why), Ok(mut unreadable)) = (put, unreadable.lock()) {
            unreadable.insert(from.clone(), why);
        }
        Ok(())
    };
    let rendered = during(timings, Step::Phase(Phase::Pages), || {
        let found = render_those(&mut prepared, timings, is_other, write)?;
        let kept = prepared.plan.pages.par_iter().filter(|page| !is_other(page));
        kept.try_for_each(|page| output.keep(page.route.file()).map(|_| ()))?;
        Ok(found)
    });
    let before_search = Stopwatch::start();
    let told_before = prepared.diagnostics.iter().count();
    let indexed = rendered.and_then(|found| {
        let (of_search, bytes) = during(timings, Step::Phase(Phase::Search), || {
            index_all(&mut prepared, |route, bytes| {
                unless_interrupted(&folder)?;
                output.put(route, bytes).map(|_| ())
            })
        })?;
        timings.count(Phase::Search, || size(bytes));
        prepared.diagnostics.extend(found);
        prepared.diagnostics.extend(of_search);
        Ok(bytes)
    });
    let search = match indexed {
        Ok(bytes) => Search { bytes, took: before_search.elapsed() },
        Err(error) => {
            progress.done();
            return Err(machine_failed(&error));
        }
    };
    for (file, why) in unreadable.into_inner().unwrap_or_default() {
        prepared.diagnostics.push(Diagnostic::new(Code::BadImage, Place::file(&file), why.message).help(why.help));
    }
    let failed = fails(&prepared.diagnostics, common);
    // What only shows when pages are made has to be told the next time, too: then they are made again.
    // A file that was another when it was copied than when it was hashed must be copied again by the next build.
    let is_noted = |stamps: &Stamps| prepared.diagnostics.iter().count() == told_before && stamps.hold();
    if let Some((made_of, _)) = made_of.filter(|(_, stamps)| is_noted(stamps)) {
        output.note(made_of);
    }
    let committed = match failed {
        true => None,
        false => Some(during(timings, Step::Phase(Phase::Switch), || {
            unless_interrupted(&folder)?;
            output.commit_and_hold()
        })),
    };
    progress.done();
    report(&prepared.diagnostics, &prepared.sources, root, common.format);
    match committed {
        None => {
            print(&failure(&prepared.diagnostics, common.strict, "nothing was written"));
            Err(Outcome::ContentHasErrors)
        }
        Some(Err(error)) => Err(machine_failed(&error)),
        Some(Ok((summary, held))) => {
            if let Some(leftover) = &summary.leftover {
                print(&format!("warning: {leftover}; the next build removes it"));
            }
            timings.count(Phase::Pages, || size(summary.bytes_total));
            timings.count(Phase::Switch, || {
                let (new, gone) = (summary.new + summary.changed, summary.removed);
                format!("{} written, {} removed", counted(new, "file"), thousands(gone))
            });
            let line = closing(&prepared, &summary, &search, &folder, timings.since().elapsed());
            Ok(Built { prepared, folder, line, _held: held })
        }
    }
}

/// The pictures of a site as they were when it was read.
fn pictures(sources: &Sources) -> HashMap<FilePath, Picture> {
    let files = sources.assets.iter().chain(&sources.statics);
    files.filter_map(|file| Some((file.path.clone(), file.picture.as_ref()?.as_ref().ok()?.clone()))).collect()
}

/// The pages that show the text of one of some briefings, where all others may be kept as they are.
fn show_one_of(prepared: &Prepared, texts: &HashSet<String>) -> Option<HashSet<Route>> {
    // Whatever is held back, every page is looked through for its words.
    if prepared.is_audited() {
        return None;
    }
    let catalog = &prepared.catalog;
    let ids = catalog.briefing_ids().filter(|id| texts.contains(catalog.briefing(*id).id.as_str())).collect();
    let show = prepared.plan.pages.iter().filter(|page| prepared.plan.shows_text(page, &ids));
    Some(show.map(|page| page.route.clone()).collect())
}

/// Renders everything to nowhere, for the mistakes of templates that show only then.
pub(super) fn look_through(prepared: &mut Prepared) {
    let Ok(found) = render_all(prepared, &(), |_, _| Ok::<(), Infallible>(()));
    prepared.diagnostics.extend(found);
    // Of the search index only hidden words can be told.
    if prepared.is_audited() {
        let Ok((of_search, _)) = index_all(prepared, |_, _| Ok::<(), Infallible>(()));
        prepared.diagnostics.extend(of_search);
    }
}

/// Loads a site, or says why that can't be.
pub(super) fn loaded(root: &Path, args: &CommonArgs, timings: &Timings) -> Result<Loaded, Outcome> {
    let refuse = |message: &str| {
        fail(message);
        Outcome::BadCommandLine
    };
    let base_url = match args.base_url.as_deref().map(BaseUrl::new).transpose() {
        Ok(base_url) => base_url,
        Err(message) => {
            return Err(refuse(&format!("--base-url: {}", message.replace('\n', "; "))));
        }
    };
    if !is_site(root) {
        return Err(refuse(&no_site(root)));
    }
    let sources = match during(timings, Step::Phase(Phase::Load), || load(root)) {
        Ok(sources) => sources,
        Err(error) => {
            fail_with(&error.to_string(), mend(&error.source));
            return Err(Outcome::MachineFailed);
        }
    };
    timings.count(Phase::Load, || counted(sources.count(), "file"));
    timings.count(Phase::Parse, || counted(sources.documents.len(), "document"));
    let (config, diagnostics) = configure(&sources, base_url);
    let today = now().map_err(|message| refuse(&message))?;
    let asked = args.as_of.as_deref().map(|text| as_of(text, &config)).transpose();
    let seen = Seen {
        now: asked.map_err(|message| refuse(&message))?.unwrap_or(today),
        today,
        drafts: if args.drafts { Drafts::Shown } else { Drafts::Hidden },
        future: if args.future { Future::Shown } else { Future::Hidden },
        clock: if args.as_of.is_some() { Clock::AsOf } else { Clock::Now },
    };
    Ok(Loaded { sources, config, diagnostics, seen })
}

/// A site that is read, and for whose eyes.
pub(super) struct Loaded {
    pub(super) sources: Sources,
    pub(super) config: Config,
    diagnostics: Diagnostics,
    pub(super) seen: Seen,
}

impl Loaded {
    pub(super) fn prepare(self, timings: &Timings) -> Prepared {
        prepare(self.sources, self.config, self.diagnostics, &self.seen, timings)
    }

    /// Tells what is wrong with the configuration, where something is.
    pub(super) fn configuration_fails(&self, root: &Path, format: Format) -> bool {
        let fails = self.diagnostics.has_errors();
        if fails {
            report(&self.diagnostics, &self.sources, root, format);
        }
        fails
    }
}

/// What is said where there is no site.
pub(super) fn no_site(root: &Path) -> String {
    format!(
        "there is no site in {}: it has neither dateline.yaml nor content/; go to the site's folder, or name it with --root, or begin one with `dateline init`",
        if root == Path::new(".") { "this folder".to_owned() } else { root.display().to_string() }
    )
}

pub(super) fn fails(diagnostics: &Diagnostics, args: &CommonArgs) -> bool {
    diagnostics.has_errors() || (args.strict && !diagnostics.is_empty())
}

fn machine_failed(error: &WriteError) -> Outcome {
    let outcome = match interrupted() {
        Some(signal) => Outcome::Interrupted(signal),
        None => {
            fail_with(&format!("{error}"), mend(&error.source));
            Outcome::MachineFailed
        }
    };
    print("The site that stood there before is untouched.");
    outcome
}

/// Opens the output folder; that it waits for another build is said, since nothing else shows it.
fn opened(folder: &Path, root: &Path) -> Result<Output, OpenError> {
    let protected = protected(root);
    match Output::open(folder, &protected, SILENCE) {
        Err(error @ OpenError::Busy { .. }) => {
            print(&format!("Waiting at most {} s: {error}.", PATIENCE.as_secs()));
            Output::open(folder, &protected, PATIENCE)
        }
        opened => opened,
    }
}

fn not_opened(error: &OpenError) -> Outcome {
    let help = match error {
        OpenError::Disk(error) => mend(&error.source),
        OpenError::Busy { .. } => Some("build again when it has ended, or name another folder with --output"),
        OpenError::Refused(_) => None,
    };
    fail_with(&error.to_string(), help);
    if matches!(error, OpenError::Refused(_)) { Outcome::BadCommandLine } else { Outcome::MachineFailed }
}

/// Ends a build that was asked to end where it next writes something.
fn unless_interrupted(folder: &Path) -> Result<(), WriteError> {
    match interrupted() {
        None => Ok(()),
        Some(_) => {
            Err(WriteError { path: folder.to_owned(), doing: "finish", source: io::ErrorKind::Interrupted.into() })
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the home folder is asked for so that it is never written to")]
fn home() -> Option<PathBuf> {
    std::env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" }).map(PathBuf::from)
}
