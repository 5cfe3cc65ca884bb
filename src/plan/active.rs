//! Attached files that a browser would run as documents of the site.

use super::{PageKind, Planner};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::load::Sources;

/// The endings of files that browsers show as documents, run, or take for a style. A page of another's making, under
/// the site's own address, may do what the site may; and a policy that allows the site's scripts allows an attached one.
const RUNNING: [&str; 24] = [
    "atom",
    "cjs",
    "css",
    "hta",
    "htc",
    "htm",
    "html",
    "js",
    "jse",
    "mht",
    "mhtml",
    "mjs",
    "rdf",
    "rss",
    "shtm",
    "shtml",
    "svgz",
    "swf",
    "wasm",
    "webmanifest",
    "xht",
    "xhtml",
    "xml",
    "xsl",
];

impl Planner<'_> {
    /// Refuses what below `content/` would run: content may come from anybody. `static/` is the site's own.
    pub(super) fn active(&mut self, sources: &Sources) {
        for page in &self.plan.pages {
            let PageKind::Asset(path) = &page.kind else { continue };
            let ending = path.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
            let picture = sources.assets.binary_search_by(|file| file.path.cmp(path)).ok();
            let picture = picture.and_then(|at| sources.assets[at].picture.as_ref()?.as_ref().ok());
            let message = match picture.and_then(|picture| picture.active.as_ref()) {
                Some(what) => format!("this drawing {what}: opened by itself, it would do so as a page of your site"),
                None if RUNNING.contains(&&*ending) || ending.starts_with("xsl") => {
                    format!("browsers open a .{ending} file as a page of your site, and run what is in it")
                }
                None => continue,
            };
            let help = match picture {
                Some(_) => "save it as a plain SVG or a PNG; if you trust it, put it into static/ and link to it there",
                None => "attach a PDF or a ZIP file of it; if you trust it, put it into static/ and link to it there",
            };
            self.diagnostics.push(Diagnostic::new(Code::ActiveFile, Place::file(path), message).help(help));
        }
    }
}
