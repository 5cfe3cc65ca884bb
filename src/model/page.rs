//! A free page: about, method, contact.

use super::{Lang, Prose, Slug};
use crate::diagnostic::FilePath;

/// A page that is no briefing and no profile.
#[derive(Debug, Clone, PartialEq)]
pub struct FreePage {
    /// The parts of its address below the site's root: `content/pages/method/dates.md` is
    /// `/method/dates/`.
    pub path: Vec<Slug>,
    /// The file it comes from.
    pub file: FilePath,
    /// Its title.
    pub title: String,
    /// Whether it is a draft, shown for a look only.
    pub draft: bool,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Its language.
    pub lang: Lang,
    /// The template that shows it, instead of `page.html`.
    pub template: Option<String>,
    /// Old addresses that lead to it, as paths from the site's root.
    pub aliases: Vec<String>,
    /// Whatever a site's own templates want.
    pub extra: serde_yaml::Mapping,
    /// Its text.
    pub prose: Prose,
}
