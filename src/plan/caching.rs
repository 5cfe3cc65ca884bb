//! How long browsers and what stands between may keep an output file.

use super::{Page, PageKind, Route, SitePlan};
use crate::search::{FOLDER, is_named_by_content};

/// How long an output file may be kept without asking for it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Caching {
    /// For good: its name bears a hash of its content, so other content has another address.
    Forever,
    /// For a week: it keeps its name, but only changes with the theme, and an old one does no harm.
    Week,
    /// Not without asking whether it has changed: pages, and all that keeps its address.
    Ask,
}

impl Caching {
    /// The value of the header `Cache-Control`.
    pub fn header(self) -> &'static str {
        match self {
            Caching::Forever => "public, max-age=31536000, immutable",
            Caching::Week => "public, max-age=604800",
            Caching::Ask => "public, max-age=0, must-revalidate",
        }
    }
}

/// How long a file of the plan may be kept: the one place that knows which of them are named by their content.
pub fn caching(route: &Route, kind: &PageKind) -> Caching {
    match kind {
        PageKind::ThemeAsset(name) => match route.file().strip_prefix("assets/") {
            Some(file) if file != name => Caching::Forever,
            // Every page asks for these first, and a text that changes its face while it is read is worse than an old one.
            _ if name.starts_with("faces/") => Caching::Week,
            _ => Caching::Ask,
        },
        PageKind::Resized(..) => Caching::Forever,
        _ => Caching::Ask,
    }
}

impl SitePlan {
    /// How long the file at a path below the output folder may be kept, be it of the plan or of the search index, whose
    /// files no plan knows.
    pub fn caching(&self, file: &str) -> Caching {
        match self.at(file) {
            Some(Page { route, kind }) => caching(route, kind),
            None if file.strip_prefix(FOLDER).is_some_and(is_named_by_content) => Caching::Forever,
            None => Caching::Ask,
        }
    }
}
