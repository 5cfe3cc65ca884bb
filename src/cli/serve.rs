//! `dateline serve`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Outcome;
use super::args::{Editor, ServeArgs};
use super::build::no_site;
use super::clock::now;
use super::report::{fail, out, print, told};
use crate::config::{BaseUrl, Config};
use crate::diagnostic::{Diagnostics, Severity};
use crate::load::{Sources, is_site};
use crate::resolve::{Clock, Drafts, Future, Seen};
use crate::serve::{Desk, Options, Port, Told, Watching, serve as run};

/// Serves the site until the process ends.
pub(super) fn serve(root: &Path, args: &ServeArgs) -> Outcome {
    let refuse = |message: &str| {
        fail(message);
        Outcome::BadCommandLine
    };
    let base_url = match args.base_url.as_deref().map(BaseUrl::new).transpose() {
        Ok(base_url) => base_url,
        Err(message) => return refuse(&format!("--base-url: {}", message.replace('\n', "; "))),
    };
    if !is_site(root) {
        return refuse(&no_site(root));
    }
    if !args.bind.is_loopback() {
        print(&format!(
            "warning: --bind {}: whoever reaches this machine can read the site, drafts and all",
            args.bind
        ));
    }
    let options = Options {
        root: absolute(root),
        bind: args.bind,
        port: if args.port == 0 { Port::Any } else { Port::From(args.port) },
        watching: if args.poll { Watching::Polled } else { Watching::Told },
        base_url,
        editor: match &args.editor {
            Editor::Vscode => "vscode://file{path}:{line}".to_owned(),
            Editor::File => "file://{path}".to_owned(),
            Editor::Pattern(pattern) => pattern.clone(),
        },
    };
    let terminal = Terminal { root: root.to_owned(), opens: args.open, published: args.published, wanted: args.port };
    match run(options, Arc::new(terminal)) {
        Ok(()) => Outcome::Done,
        Err(error) => {
            fail(&error.to_string());
            Outcome::MachineFailed
        }
    }
}

/// The folder's whole path, without a link resolved: it is what an editor is told.
fn absolute(root: &Path) -> PathBuf {
    let path = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    // `.` at the end is no name of a folder.
    path.components().collect()
}

/// The terminal and the clock.
struct Terminal {
    root: PathBuf,
    opens: bool,
    published: bool,
    wanted: u16,
}

impl Terminal {
    fn seen_by(&self, published: bool) -> Result<Seen, String> {
        let today = now()?;
        Ok(Seen {
            now: today,
            today,
            drafts: if published { Drafts::Hidden } else { Drafts::Shown },
            future: if published { Future::Hidden } else { Future::Shown },
            clock: Clock::Now,
        })
    }
}

impl Desk for Terminal {
    fn seen(&self, _: &Config) -> Result<Seen, String> {
        self.seen_by(self.published)
    }

    fn published(&self, _: &Config) -> Result<Seen, String> {
        self.seen_by(true)
    }

    fn told(&self, diagnostics: &Diagnostics, sources: &Sources) -> Vec<Told> {
        told(diagnostics, sources, &self.root)
    }

    fn ready(&self, address: &str) {
        let port = address.rsplit(':').next().and_then(|rest| rest.split('/').next()).unwrap_or_default();
        if self.wanted != 0 && port != self.wanted.to_string() {
            print(&format!("Port {} is taken; this is the next free one.", self.wanted));
        }
        let shown = if self.published { "as it would be published now" } else { "drafts and what is to come included" };
        out(&format!(
            "Serving at {address} ({shown}). What authors should know: {}__dateline/. Ctrl-C ends.",
            root_of(address)
        ));
        if self.opens
            && let Err(error) = open::that_detached(address)
        {
            print(&format!("warning: no browser could be opened: {error}"));
        }
    }

    fn report(&self, told: &[Told]) {
        if told.is_empty() {
            return print("All is mended.");
        }
        for one in told {
            print(&one.styled);
        }
        let errors = told.iter().filter(|told| told.severity == Severity::Error).count();
        if errors > 0 {
            print("The last good edition is shown until this is mended.");
        }
    }
}

/// An address without what stands below its host.
fn root_of(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    address[host..].find('/').map_or(address, |slash| &address[..=host + slash])
}
