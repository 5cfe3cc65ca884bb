//! Pictures: which are published without metadata, and in which widths.

use std::collections::HashSet;

use super::{PageKind, Planner, Route};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, FilePath, Place};
use crate::load::{SourceFile, Sources};
use crate::model::{Catalog, Hole, Target};
use crate::picture::Picture;

/// A picture of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What it is.
    pub picture: Picture,
    /// The widths in which it is made anew, smallest first, each with its file.
    pub widths: Vec<(u32, Route)>,
}

impl Planner<'_> {
    /// Looks at every picture that is published, and plans the smaller ones of those that a page shows.
    pub(super) fn pictures(&mut self, catalog: &Catalog, config: &Config, sources: &Sources) {
        let copied: Vec<(Route, FilePath)> = self.plan.pages.iter().filter_map(copied).collect();
        let shown = if config.outputs.images { shown(catalog) } else { HashSet::new() };
        for (route, path) in copied {
            let place = || Place::file(&path);
            let picture = match file(sources, &path).and_then(|file| file.picture.as_ref()) {
                None => continue,
                Some(Ok(picture)) => picture,
                Some(Err(unreadable)) => {
                    let told = Diagnostic::new(Code::BadImage, place(), unreadable.message.clone());
                    self.diagnostics.push(told.help(unreadable.help));
                    continue;
                }
            };
            if picture.tells {
                let message = "this picture is published as it is: it may say where it was taken, when, and by whom";
                let help = "save it as JPEG, PNG or WebP, of which Dateline takes that out";
                self.diagnostics.push(Diagnostic::new(Code::ImageMetadata, place(), message).help(help));
            }
            let mut planned = Planned { picture: picture.clone(), widths: Vec::new() };
            if shown.contains(route.file()) {
                for width in picture.widths() {
                    let route = Route::of_file(picture.name_at(route.file(), width));
                    self.add(route.clone(), PageKind::Resized(path.clone(), width));
                    planned.widths.push((width, route));
                }
            }
            self.plan.pictures.insert(route, planned);
        }
    }
}

/// Where a file is copied to, and from.
fn copied(page: &super::Page) -> Option<(Route, FilePath)> {
    match &page.kind {
        PageKind::Asset(file) | PageKind::Static(file) => Some((page.route.clone(), file.clone())),
        _ => None,
    }
}

fn file<'a>(sources: &'a Sources, path: &FilePath) -> Option<&'a SourceFile> {
    let list = if path.starts_with("static/") { &sources.statics } else { &sources.assets };
    list.binary_search_by(|file| file.path.cmp(path)).ok().map(|i| &list[i])
}

/// The pictures that pages show, by their paths from the site's root.
fn shown(catalog: &Catalog) -> HashSet<&str> {
    let proses = catalog.briefings.iter().map(|briefing| &briefing.prose);
    let proses = proses.chain(catalog.profile_proses().map(|(_, prose)| prose));
    let proses = proses.chain(catalog.pages.iter().map(|page| &page.prose));
    let pictures = proses.flat_map(|prose| &prose.holes).filter_map(|(_, hole)| match hole {
        Hole::Picture(Target::Asset(path), _) => Some(path.as_str()),
        Hole::Picture(Target::Path(address), _) => Some(address.path.trim_start_matches('/')),
        _ => None,
    });
    pictures.chain(catalog.actors.iter().filter_map(|actor| actor.image.as_deref())).collect()
}
