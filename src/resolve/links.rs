//! Where a link leads.

use std::collections::HashMap;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use crate::config::BaseUrl;
use crate::diagnostic::{Code, Diagnostic, FilePath, Place};
use crate::load::Sources;
use crate::model::{
    Absence, Absent, Address, Anchor, BriefingId, EntityRef, LINKABLE, PageId, Target, is_forbidden, is_linkable,
    scheme,
};

/// What links are resolved against.
pub(super) struct Ground<'a> {
    /// Where the site will stand, if that is known.
    pub(super) base_url: Option<&'a BaseUrl>,
    pub(super) sources: &'a Sources,
    /// What the visible documents are, by file.
    pub(super) documents: &'a HashMap<FilePath, Target>,
    /// The other documents.
    pub(super) absent: &'a Absent,
}

/// Where a link stands: its file, the address of the page that the file becomes, and its bytes.
pub(super) struct Stand<'a> {
    pub(super) file: &'a FilePath,
    pub(super) url: &'a str,
    pub(super) span: &'a Range<usize>,
}

impl Stand<'_> {
    fn place(&self) -> Place {
        Place { file: self.file.clone(), at: self.span.clone().into() }
    }

    /// The target of a link from here to an address of this site.
    fn path(&self, path: String, rest: &str) -> Target {
        Target::Path(Box::new(Address { path, rest: rest.to_owned(), span: (self.span.start, self.span.end) }))
    }
}

/// The target of an address as an author writes it.
pub(super) fn target<'a, 'g>(
    ground: &'g Ground<'g>,
    stand: &Stand<'_>,
    to: &str,
    anchors: impl FnOnce() -> &'a Vec<String>,
) -> Result<Target, Diagnostic> {
    let to = to.trim();
    if let Some(scheme) = scheme(to) {
        if is_linkable(&scheme) && !to.contains(|c: char| is_forbidden(c) || c.is_whitespace()) {
            // The whole address of a page of this site is looked at as its path is.
            if let Some(path) = ground.base_url.and_then(|base| base.path_of(to)) {
                return target(ground, stand, &format!("/{path}"), anchors);
            }
            return Ok(Target::External(to.to_owned()));
        }
        let message = format!("a link can't lead to `{scheme}:`");
        return Err(Diagnostic::new(Code::UnsafeLink, stand.place(), message).help(LINKABLE));
    }
    if to.starts_with("//") || to.starts_with("\\") || to.starts_with("/\\") {
        let message = "this address leaves out whether it is http or https";
        let help = "begin it with https://";
        return Err(Diagnostic::new(Code::UnsafeLink, stand.place(), message).help(help));
    }
    let cut = to.find(['?', '#']).unwrap_or(to.len());
    let (path, rest) = to.split_at(cut);
    let fragment = rest.split_once('#').map(|(_, f)| decoded(f)).filter(|f| !f.is_empty());
    if path.is_empty() && rest.starts_with('?') {
        let help = "write the address of a page; the pages of a site have no queries";
        return Err(Diagnostic::new(Code::BrokenLink, stand.place(), "this link is a query without a page").help(help));
    }
    if path.is_empty() {
        return match fragment {
            Some(anchor) => own_anchor(stand, anchor, anchors()),
            None if rest == "#" => Ok(Target::Anchor(String::new())),
            None => {
                let help = "write where it leads, or take the brackets away";
                Err(Diagnostic::new(Code::BrokenLink, stand.place(), "this link leads nowhere").help(help))
            }
        };
    }
    let path = decoded(path);
    if let Some(absolute) = path.strip_prefix('/') {
        let path = normal("", absolute).map_or_else(|| format!("/{absolute}"), |p| format!("/{p}"));
        return Ok(stand.path(path, rest));
    }
    relative(ground, stand, &path, rest, fragment)
}

/// The picture that a profile names, by its path below `content/`.
pub(super) fn picture(ground: &Ground<'_>, file: &FilePath, to: &str) -> Result<String, Diagnostic> {
    let place = Place::value(file, crate::path!["image"]);
    let stand = Stand { file, url: "", span: &(0..0) };
    match target(ground, &stand, to, || const { &Vec::new() }) {
        Ok(Target::Asset(path)) => Ok(path),
        Ok(_) => {
            let message = format!("`{to}` is no file of this site");
            Err(Diagnostic::new(Code::MissingAsset, place, message).help("put the picture beside this file"))
        }
        Err(mut diagnostic) => {
            diagnostic.place = Some(place);
            Err(diagnostic)
        }
    }
}

/// A link that is relative to its file: another document, a file beside it, or a page relative to
/// the page that the file becomes.
fn relative<'a>(
    ground: &'a Ground<'a>,
    stand: &Stand<'_>,
    path: &str,
    rest: &str,
    fragment: Option<String>,
) -> Result<Target, Diagnostic> {
    let folder = stand.file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let Some(file) = normal(folder, path).filter(|file| file.starts_with("content/")) else {
        let message = format!("`{path}` leads out of the content folder");
        let help = "link to what lies below content/, or to a page by its address: /briefings/…/";
        return Err(Diagnostic::new(Code::BrokenLink, stand.place(), message).help(help));
    };
    if let Some(target) = ground.documents.get(file.as_str()) {
        let anchor = fragment.map(|name| Box::new(Anchor { name, span: (stand.span.start, stand.span.end) }));
        return Ok(match target {
            Target::Briefing(id, _) => Target::Briefing(*id, anchor),
            Target::Page(id, _) => Target::Page(*id, anchor),
            other => other.clone(),
        });
    }
    match ground.absent.file(&file) {
        Some(Absence::Hidden(reason)) => {
            let message = format!("`{path}` is held back: {reason}");
            let help = "take the link out until it is published";
            return Err(Diagnostic::new(Code::BrokenLink, stand.place(), message).help(help));
        }
        Some(Absence::Unread) => return Ok(Target::Nowhere),
        None => {}
    }
    if ground.sources.has_asset(&file) {
        return Ok(Target::Asset(file["content/".len()..].to_owned()));
    }
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.') && !name.starts_with('.'));
    if is_file {
        if is_host(path.split('/').next().unwrap_or_default()) {
            let message = format!("`{path}` is read as a file beside this one");
            let help = format!("did you mean https://{path}{rest}?");
            return Err(Diagnostic::new(Code::BrokenLink, stand.place(), message).help(help));
        }
        let code = if path.ends_with(".md") { Code::BrokenLink } else { Code::MissingAsset };
        let message = format!("there is no file `{path}` beside this one");
        let beside = |path: &'a FilePath| path.rsplit_once('/').filter(|(at, _)| *at == folder).map(|(_, name)| name);
        let assets = ground.sources.assets.iter().map(|asset| &asset.path);
        let mut names: Vec<&str> = assets.chain(ground.documents.keys()).filter_map(beside).collect();
        // Who looks for a picture does not mean a text.
        names.retain(|name| name.ends_with(".md") == path.ends_with(".md"));
        names.sort_unstable();
        // The ending is most of what short names share: names are compared without it.
        let stem = |name: &'_ str| name.rsplit_once('.').map_or(name.to_owned(), |(stem, _)| stem.to_owned());
        let stems: Vec<String> = names.iter().map(|name| stem(name)).collect();
        let near = crate::model::closest(&stem(path), stems.iter().map(String::as_str));
        let near = near.and_then(|near| names.iter().find(|name| stem(name) == near));
        let help = match (near, elsewhere(ground, &file, stand.file)) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, Some(path)) => format!("did you mean `{path}`?"),
            (None, None) => format!("put the file at {file}"),
        };
        return Err(Diagnostic::new(code, stand.place(), message).help(help));
    }
    if let Some(target) = ground.documents.get(format!("{file}.md").as_str()) {
        return Ok(target.clone());
    }
    let path = normal(stand.url.trim_matches('/'), path).map_or_else(|| path.to_owned(), |p| format!("/{p}"));
    Ok(stand.path(path, rest))
}

/// The way from a file to the one of the same name that lies in another folder, if there is just one.
fn elsewhere(ground: &Ground<'_>, wanted: &str, from: &str) -> Option<String> {
    let name = wanted.rsplit('/').next()?;
    let assets = ground.sources.assets.iter().map(|asset| &*asset.path);
    let mut same =
        assets.chain(ground.documents.keys().map(|file| &**file)).filter(|path| path.rsplit('/').next() == Some(name));
    let (Some(path), None) = (same.next(), same.next()) else { return None };
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), path.split('/').collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - 1 - common);
    Some(format!("{up}{}", to[common..].join("/")))
}

fn own_anchor(stand: &Stand<'_>, anchor: String, anchors: &[String]) -> Result<Target, Diagnostic> {
    if anchors.contains(&anchor) {
        return Ok(Target::Anchor(anchor));
    }
    // The page's own sections begin with a capital, so that no heading meets them.
    if let Some(section) = anchors.iter().find(|known| known.eq_ignore_ascii_case(&anchor)) {
        return Ok(Target::Anchor(section.clone()));
    }
    let message = format!("this page has no place `#{anchor}`");
    let help = match crate::model::closest(&anchor, anchors.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `#{near}`?"),
        None => "write the words of a heading in small letters with hyphens between them".to_owned(),
    };
    Err(Diagnostic::new(Code::BrokenAnchor, stand.place(), message).help(help))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Whether the first part of an address looks like the host of a site of somebody else.
fn is_host(part: &str) -> bool {
    let domains = ["com", "org", "net", "int", "gov", "edu", "info", "eu", "io", "uk", "de", "fr", "ru", "by", "ua"];
    let labels: Vec<&str> = part.split('.').collect();
    let [.., last] = labels.as_slice() else { return false };
    labels.len() > 1
        && labels.iter().all(|label| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        && (labels[0] == "www" || domains.contains(last))
}

/// A path joined to a folder, without `.` and `..`; none if it leads above the top.
fn normal(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let mut joined = parts.join("/");
    if path.ends_with('/') && !joined.is_empty() {
        joined.push('/');
    }
    Some(joined)
}

/// A document's own target, by what it is.
pub(super) fn of_briefing(id: BriefingId) -> Target {
    Target::Briefing(id, None)
}

/// A free page's own target.
pub(super) fn of_page(id: PageId) -> Target {
    Target::Page(id, None)
}

/// A profile's own target.
pub(super) fn of_entity(entity: EntityRef) -> Target {
    Target::Entity(entity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_never_lead_above_the_top() {
        assert_eq!(normal("content/briefings", "../actors/x.md").as_deref(), Some("content/actors/x.md"));
        assert_eq!(normal("content", "../../etc/passwd"), None);
        assert_eq!(normal("", "a/./b//c/").as_deref(), Some("a/b/c/"));
    }
}
