//! `dateline serve`.

use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, UdpSocket};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::Outcome;
use super::args::{Editor, ServeArgs};
use super::build::no_site;
use super::clock::now;
use super::closing::{counted, found};
use super::report::{fail, out, print};
use super::teller::Teller;
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
        let what = match args.published {
            true => "the site, and in the page for authors the titles of what is held back",
            false => "the site, drafts and all",
        };
        print(&format!("warning: --bind {}: whoever reaches this machine can read {what}", args.bind));
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
    let terminal = Terminal {
        root: root.to_owned(),
        opens: args.open,
        published: args.published,
        wanted: args.port,
        is_open: args.bind.is_unspecified(),
        teller: Mutex::default(),
        began: AtomicBool::default(),
        before: Mutex::default(),
    };
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

/// The most warnings that are told at once: the page for authors has all of them.
const MOST: usize = 20;

/// The terminal and the clock.
struct Terminal {
    root: PathBuf,
    opens: bool,
    published: bool,
    wanted: u16,
    /// Whether it is listened at every address of this machine.
    is_open: bool,
    teller: Mutex<Teller>,
    /// Whether it was told where the site is.
    began: AtomicBool,
    /// What was told last.
    before: Mutex<HashSet<String>>,
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

    fn told(&self, diagnostics: &Diagnostics, sources: &Sources) -> Vec<Arc<Told>> {
        self.teller.lock().unwrap_or_else(PoisonError::into_inner).told(diagnostics, sources, &self.root)
    }

    fn ready(&self, address: &str) {
        if self.began.swap(true, Ordering::Relaxed) {
            return print(&format!("The site stands at {address} now."));
        }
        let port = address.rsplit(':').next().and_then(|rest| rest.split('/').next()).unwrap_or_default();
        if self.wanted != 0 && port != self.wanted.to_string() {
            print(&format!("Port {} is taken; this is the next free one.", self.wanted));
        }
        let shown = if self.published { "as it would be published now" } else { "drafts and what is to come included" };
        out(&format!(
            "Serving at {address} ({shown}). What authors should know: {}__dateline/. Ctrl-C ends.",
            root_of(address)
        ));
        if self.is_open
            && let Some(ip) = own_address()
        {
            print(&format!("Others reach it at {}.", address.replacen("localhost", &ip.to_string(), 1)));
        }
        if self.opens
            && let Err(error) = open::that_detached(address)
        {
            print(&format!("warning: no browser could be opened ({}): open {address} yourself", error.kind()));
        }
    }

    fn report(&self, told: &[Arc<Told>], partial: Option<bool>) {
        let mut before = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        let now: HashSet<String> = told.iter().map(|told| told.mistake()).collect();
        let gone = before.difference(&now).count();
        if told.is_empty() {
            print("All is mended.");
        } else {
            // What was told before and still stands is not told again.
            let new: Vec<&Arc<Told>> = told.iter().filter(|told| !before.contains(&told.mistake())).collect();
            let is_error = |told: &&&Arc<Told>| told.severity == Severity::Error;
            let worst_last = new.iter().filter(|told| !is_error(told)).take(MOST).chain(new.iter().filter(is_error));
            for one in worst_last {
                print(&one.styled);
            }
            let left = new.iter().filter(|told| !is_error(told)).count().saturating_sub(MOST);
            if left > 0 {
                print(&format!("{} more: see the page for authors.", counted(left, "warning")));
            }
            let mended = if gone > 0 { format!("{gone} mended; ") } else { String::new() };
            let errors = told.iter().filter(|told| told.severity == Severity::Error).count();
            let found = found(errors, told.len() - errors);
            let shown = match partial {
                _ if errors == 0 => "",
                Some(false) => " The last good edition is shown until this is mended.",
                Some(true) => " The site is shown without what is wrong.",
                None => " There is nothing to show until this is mended.",
            };
            print(&format!("{mended}{found}.{shown}"));
        }
        *before = now;
    }
}

/// The address of this machine in its network, as the way out of it says; nothing is sent.
#[expect(clippy::disallowed_methods, reason = "a socket says at which address this machine stands")]
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address of RFC 5737, which is nobody's.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket.local_addr().ok().map(|address| address.ip())
}

/// An address without what stands below its host.
fn root_of(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    address[host..].find('/').map_or(address, |slash| &address[..=host + slash])
}
