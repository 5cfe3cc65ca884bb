//! Whether links inside the site lead somewhere.

use std::collections::HashSet;

use super::{PageKind, SitePlan};
use crate::config::{Config, Face};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FilePath, Place};
use crate::load::CONFIG;
use crate::model::{Absence, Absent, Address, BriefingId, Catalog, PageId, Prose, Target, closest};
use crate::path;

/// Up to how many diagnostics a broken link is given the nearest address.
const SUGGESTED: usize = 200;

/// Reports every link of the catalog and the configuration that leads to no page of the plan, or to
/// no place on its page. `theme_anchors` are the places that templates put on pages.
pub fn check_links(
    plan: &SitePlan,
    catalog: &Catalog,
    config: &Config,
    absent: &Absent,
    theme_anchors: &HashSet<String>,
    diagnostics: &mut Diagnostics,
) {
    let check = Check { plan, catalog, absent, theme_anchors };
    for briefing in &catalog.briefings {
        check.prose(&briefing.prose, &briefing.file, diagnostics);
    }
    for (file, prose) in catalog.profile_proses() {
        check.prose(prose, file, diagnostics);
    }
    for page in &catalog.pages {
        check.prose(&page.prose, &page.file, diagnostics);
    }
    for (i, (_, url)) in config.navigation.iter().enumerate() {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        if path.starts_with('/') && !path.starts_with("//") && plan.at(path).is_none() {
            let place = Place::value(&CONFIG.into(), path!["navigation", i, "url"]);
            let told = diagnostics.iter().len();
            diagnostics.extend(check.broken(path, place, told));
        }
    }
    let publisher = config.publisher.as_ref().and_then(|publisher| publisher.logo.as_deref());
    let logos = [(config.theme.logo.as_deref(), path!["theme", "logo"]), (publisher, path!["publisher", "logo"])];
    let named = logos.into_iter().filter_map(|(file, path)| Some((file?, path)));
    let faces = config.theme.faces.each().filter_map(|(key, face)| match face {
        Face::File(file) => Some((&**file, path!["theme", "faces", key])),
        Face::Families(_) => None,
    });
    for (file, path) in named.chain(faces).filter(|(file, _)| plan.at(file.trim_start_matches('/')).is_none()) {
        let place = Place::value(&CONFIG.into(), path);
        let help = format!("put it into static/{}", file.trim_start_matches('/'));
        diagnostics.push(Diagnostic::new(Code::MissingAsset, place, format!("there is no file {file}")).help(help));
    }
}

/// The same for one prose of a file.
pub fn check_prose(
    (prose, file): (&Prose, &FilePath),
    plan: &SitePlan,
    catalog: &Catalog,
    absent: &Absent,
    theme_anchors: &HashSet<String>,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    Check { plan, catalog, absent, theme_anchors }.prose(prose, file, &mut diagnostics);
    diagnostics
}

struct Check<'a> {
    plan: &'a SitePlan,
    catalog: &'a Catalog,
    absent: &'a Absent,
    theme_anchors: &'a HashSet<String>,
}

impl Check<'_> {
    fn prose(&self, prose: &Prose, file: &FilePath, diagnostics: &mut Diagnostics) {
        for (_, hole) in &prose.holes {
            let Some(target) = hole.target() else { continue };
            match target {
                Target::Path(address) => {
                    let Address { path, rest, span } = &**address;
                    let place = || Place { file: file.clone(), at: (span.0..span.1).into() };
                    match self.plan.at(path) {
                        None => {
                            let told = diagnostics.iter().len();
                            diagnostics.extend(self.broken(path, place(), told));
                        }
                        Some(page) => {
                            let anchor = rest.split_once('#').map(|(_, anchor)| anchor).filter(|a| !a.is_empty());
                            let wrong = anchor.and_then(|anchor| self.anchor(&page.kind, path, anchor, place()));
                            diagnostics.extend(wrong);
                        }
                    }
                }
                Target::Briefing(id, Some(anchor)) => {
                    let path = format!("/briefings/{}/", self.catalog.briefing(*id).id);
                    let place = Place { file: file.clone(), at: (anchor.span.0..anchor.span.1).into() };
                    diagnostics.extend(self.anchor(&PageKind::Briefing(*id), &path, &anchor.name, place));
                }
                Target::Page(id, Some(anchor)) => {
                    let path = &self.catalog.page(*id).title;
                    let place = Place { file: file.clone(), at: (anchor.span.0..anchor.span.1).into() };
                    diagnostics.extend(self.anchor(&PageKind::Free(*id), path, &anchor.name, place));
                }
                _ => {}
            }
        }
    }

    /// The diagnostic of an address without a page; none if its file could not be read.
    fn broken(&self, path: &str, place: Place, told: usize) -> Option<Diagnostic> {
        match self.absent.address(path) {
            Some(Absence::Unread) => return None,
            Some(Absence::Hidden(reason)) => {
                let message = format!("{path} is held back: {reason}");
                let help = "take the link out until it is published";
                return Some(Diagnostic::new(Code::BrokenLink, place, message).help(help));
            }
            None => {}
        }
        // The last part of the address is what is mistyped; the folder says among which pages.
        let (folder, name) = path.trim_matches('/').rsplit_once('/').unwrap_or(("", path.trim_matches('/')));
        let neighbours = self.plan.pages.iter().filter_map(|page| {
            let (its_folder, its_name) = page
                .route
                .path()
                .trim_end_matches('/')
                .rsplit_once('/')
                .unwrap_or_else(|| ("", page.route.path().trim_end_matches('/')));
            (its_folder == folder && !its_name.is_empty()).then_some(its_name)
        });
        // Where everything is broken, a search for each would take long and help nobody.
        let near = if told < SUGGESTED { closest(name, neighbours) } else { None };
        let addresses = || self.plan.pages.iter().map(|page| page.route.path()).filter(|path| !path.is_empty());
        let anywhere = || closest(path.trim_start_matches('/'), addresses());
        let without = ["/static", "/content", "/public"].iter().find_map(|folder| path.strip_prefix(folder));
        let help = match near {
            _ if without.is_some_and(|path| self.plan.at(path).is_some()) => {
                format!("files of that folder stand at the site's root: {}", without.unwrap_or_default())
            }
            Some(near) if folder.is_empty() => format!("did you mean /{near}/?"),
            Some(near) => format!("did you mean /{folder}/{near}/?"),
            None => match (told < SUGGESTED).then(anywhere).flatten() {
                Some(near) => format!("did you mean /{near}?"),
                None => "write the address of a page of this site: /briefings/its-id/".to_owned(),
            },
        };
        Some(Diagnostic::new(Code::BrokenLink, place, format!("this site has no page {path}")).help(help))
    }

    fn anchor(&self, kind: &PageKind, path: &str, anchor: &str, place: Place) -> Option<Diagnostic> {
        let anchors = match kind {
            PageKind::Briefing(id) => self.of_briefing(*id),
            PageKind::Free(id) => self.of_page(*id),
            // What other pages hold, their templates decide.
            _ => return None,
        };
        if anchors.iter().any(|known| known == anchor) || self.theme_anchors.contains(anchor) {
            return None;
        }
        let help = match closest(anchor, anchors.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `#{near}`?"),
            None => "write the words of a heading in small letters with hyphens between them".to_owned(),
        };
        let message = format!("{path} has no place `#{anchor}`");
        Some(Diagnostic::new(Code::BrokenAnchor, place, message).help(help))
    }

    fn of_briefing(&self, id: BriefingId) -> Vec<String> {
        let briefing = self.catalog.briefing(id);
        let mut anchors = briefing.prose.anchors.clone();
        let claims = briefing.claims.iter().map(|id| self.catalog.claim(*id));
        let events = briefing.events.iter().map(|id| self.catalog.event(*id));
        anchors.extend(briefing.anchors(claims, events).map(str::to_owned));
        anchors
    }

    fn of_page(&self, id: PageId) -> Vec<String> {
        self.catalog.page(id).prose.anchors.clone()
    }
}
