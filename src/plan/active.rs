//! Attached files that a browser would run as documents of the site.

use super::{PageKind, Planner};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::load::Sources;

/// The endings of files that browsers show as documents, run, or take for a style, and of those that a server would run. A
/// page of another's making, under the site's own address, may do what the site may; and a policy that allows the site's
/// scripts allows an attached one.
const RUNNING: [&str; 41] = [
    "ashx",
    "asp",
    "aspx",
    "atom",
    "cfm",
    "cgi",
    "cjs",
    "css",
    "eml",
    "fcgi",
    "hta",
    "htaccess",
    "htc",
    "htm",
    "html",
    "js",
    "jse",
    "jsp",
    "jspx",
    "mathml",
    "mht",
    "mhtml",
    "mjs",
    "mml",
    "phar",
    "php",
    "phtml",
    "pl",
    "rdf",
    "rss",
    "shtm",
    "shtml",
    "svgz",
    "swf",
    "wasm",
    "webmanifest",
    "xbl",
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
            let name = path.rsplit('/').next().unwrap_or_default();
            let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
            let picture = sources.assets.binary_search_by(|file| file.path.cmp(path)).ok();
            let picture = picture.and_then(|at| sources.assets[at].picture.as_ref()?.as_ref().ok());
            let message = match picture.and_then(|picture| picture.active.as_ref()) {
                Some(what) => format!("this drawing {what}: opened by itself, it would do so as a page of your site"),
                // What has no ending is whatever a host takes it for.
                None if ending.is_empty() => "a file without an ending may be opened as a page of your site".to_owned(),
                None if RUNNING.contains(&&*ending) || ending.starts_with("xsl") || ending.starts_with("php") => {
                    format!("browsers or servers run a .{ending} file as a page of your site")
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
