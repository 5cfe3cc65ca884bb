//! Writing with the site beside you: pages are rendered when a browser asks for them, and again when a file changed.
//!
//! ```text
//! folder ─watch→ News ─press→ Edition ─server→ browser
//!                      load what changed,        asks for a page,
//!                      parse it, resolve all      waits for the next edition
//! ```
//!
//! The `press` makes an edition of the site after each change: a catalog in memory with a few threads that answer for
//! it (`edition`). Where a change is a mistake, the last good edition stays, and every page tells of the mistake.
//! What browsers may ask, and who may ask it, is in `server` and `guard`.

mod authors;
mod content;
mod edition;
mod events;
mod guard;
mod press;
mod server;
mod standing;
mod watch;

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};

use crate::config::{BaseUrl, Config};
use crate::diagnostic::Diagnostics;
use crate::load::Sources;
use crate::resolve::Seen;

pub use standing::Told;

/// What is served, and to whom.
#[derive(Debug, Clone)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// The address that is listened at.
    pub bind: IpAddr,
    /// The port that is listened at.
    pub port: Port,
    /// How changes are seen.
    pub watching: Watching,
    /// Where the site will stand, instead of where its configuration says.
    pub base_url: Option<BaseUrl>,
    /// The address that opens a file in an editor, with `{path}` and `{line}` in it.
    pub editor: String,
}

/// The port that is listened at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// The first free one from here on.
    From(u16),
    /// Any that is free.
    Any,
}

/// How changes are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watching {
    /// The system tells.
    Told,
    /// The folder is looked through again and again: where the system does not tell, as on many shared folders.
    Polled,
}

/// What serving needs from the command line: the clock, and the terminal.
pub trait Desk: Send + Sync {
    /// For whose eyes the site is, now.
    ///
    /// # Errors
    /// When the clock can't be read, in words.
    fn seen(&self, config: &Config) -> Result<Seen, String>;
    /// What would be seen of it if it were published now.
    ///
    /// # Errors
    /// As for [`seen`](Self::seen).
    fn published(&self, config: &Config) -> Result<Seen, String>;
    /// What is wrong with a site, each as `check` prints it, in the order of their places.
    fn told(&self, diagnostics: &Diagnostics, sources: &Sources) -> Vec<Arc<Told>>;
    /// The site can be looked at, at this address.
    fn ready(&self, address: &str);
    /// What is wrong is not what it was; `partial` says whether what is shown lacks what is wrong, or nothing is shown.
    fn report(&self, told: &[Arc<Told>], partial: Option<bool>);
}

/// Why nothing can be served.
#[derive(Debug)]
pub enum ServeError {
    /// No port could be listened at.
    Listen(SocketAddr, io::Error),
    /// The folder can't be watched.
    Watch(String),
    /// The machine failed.
    Machine(io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServeError::Listen(address, error) => write!(f, "can't listen at {address}: {error}"),
            ServeError::Watch(error) => {
                write!(f, "can't watch the site's folder: {error}; --poll looks for changes itself")
            }
            ServeError::Machine(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for ServeError {}

/// Serves a site until the process ends.
///
/// # Errors
/// When no port is free, or the folder can't be watched.
pub fn serve(options: Options, desk: Arc<dyn Desk>) -> Result<(), ServeError> {
    let listener = server::listen(options.bind, options.port)?;
    let address = listener.local_addr().map_err(ServeError::Machine)?;
    let (tell, news) = mpsc::channel();
    watch::watch(&options.root, options.watching, tell.clone())?;
    let (standing, standings) = standing::channel();
    let press = press::Press::new(options.clone(), Arc::clone(&desk), standing, tell);
    std::thread::spawn(move || press.run(&news));
    server::run(listener, server::Shop { address, options, desk, standings })
}
