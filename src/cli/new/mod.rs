//! `dateline new`: a file of one kind, with the keys that are used most. The files that it fills in
//! stand beside this one.

use std::path::Path;

use super::Outcome;
use super::args::{NewArgs, NewKind};
use super::build::no_site;
use super::clock::today;
use super::create::{Created, create, shown};
use super::report::{fail, out};
use crate::diagnostic::FilePath;
use crate::load::{LoadError, Sources, is_site, load};
use crate::model::{Slug, Text};
use crate::parse::{id_of_file, parse};
use crate::pipeline::configure;

/// Writes a new file and prints its path.
pub(super) fn new(root: &Path, args: &NewArgs) -> Outcome {
    match written(root, args) {
        Ok(path) => {
            out(&path);
            Outcome::Done
        }
        Err((outcome, message)) => {
            fail(&message);
            outcome
        }
    }
}

impl NewKind {
    /// The folder of its files, from the site's root.
    fn folder(self) -> &'static str {
        match self {
            NewKind::Briefing => "content/briefings/",
            NewKind::Actor => "content/actors/",
            NewKind::Location => "content/locations/",
            NewKind::Publisher => "content/publishers/",
        }
    }

    /// What stands in a new one: `NAME` is its name, `TODAY` the day.
    fn template(self) -> &'static str {
        match self {
            NewKind::Briefing => include_str!("briefing.md"),
            NewKind::Actor => include_str!("actor.md"),
            NewKind::Location => include_str!("location.md"),
            NewKind::Publisher => include_str!("publisher.md"),
        }
    }
}

/// Writes a new file; its path, or how the run ends and why.
fn written(root: &Path, args: &NewArgs) -> Result<String, (Outcome, String)> {
    let refuse = |message: String| (Outcome::BadCommandLine, message);
    let words = args.name.join(" ");
    let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = Text::new(&name).map_err(|message| refuse(format!("NAME: {message}")))?;
    let id = match &args.id {
        Some(id) => id.clone(),
        None => Slug::of_name(&name).ok_or_else(|| {
            refuse(format!("no letter or digit of `{name}` is left for the name of a file; give one with --id"))
        })?,
    };
    if !is_site(root) {
        return Err(refuse(no_site(root)));
    }
    let sources = load(root).map_err(|error: LoadError| (Outcome::MachineFailed, error.to_string()))?;
    let folder = args.kind.folder();
    if let Some(file) = holder(&sources, folder, &id) {
        let file = shown(&root.join(&*file));
        return Err(refuse(format!("{file} has the id `{id}` already; open that file, or give this one another --id")));
    }
    let (config, _) = configure(&sources, None);
    let today = today(&config).map_err(refuse)?.to_string();
    let quoted = serde_yaml::to_string(&*name).map_err(|error| refuse(format!("NAME: {error}")))?;
    let text = args.kind.template().replace("TODAY", &today).replace("NAME", quoted.trim_end());
    let path = root.join(format!("{folder}{id}.md"));
    match create(&path, &text) {
        Ok(Created::New) => Ok(shown(&path)),
        Ok(Created::WasThere) => {
            Err(refuse(format!("{} is there already, and is left as it is; give this one another --id", shown(&path))))
        }
        Err(message) => Err((Outcome::MachineFailed, message)),
    }
}

/// The file of a folder that answers at an id, or would if it could be read.
fn holder(sources: &Sources, folder: &str, id: &Slug) -> Option<FilePath> {
    let parsed = parse(sources);
    let read = parsed.documents.iter().map(|document| (&document.file, document.id()));
    let unread = parsed.unread.iter().map(|source| (&source.path, id_of_file(&source.path)));
    let found = read.chain(unread).find(|(file, its)| file.starts_with(folder) && its.as_ref() == Some(id));
    found.map(|(file, _)| file.clone())
}
