//! Names of output files that not every disk can hold: a site is built on one system and served, or copied, on another.

use super::{PageKind, Route};
use crate::diagnostic::Place;
use crate::model::is_reserved;

/// The most bytes that a name has on the disks in use.
const LONGEST: usize = 255;

/// Why a file can't be where a route says, if so, and what mends it.
pub(super) fn unfit(route: &Route) -> Option<(String, &'static str)> {
    route.file().split('/').find_map(|name| {
        if name.len() > LONGEST {
            let message = format!("{route} has a name of {} bytes; no disk takes more than {LONGEST}", name.len());
            return Some((
                message,
                "give the file a shorter name; a smaller picture has that of its original and more",
            ));
        }
        let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
        let why = match name {
            _ if is_reserved(&stem) => "a device's name on Windows",
            _ if name.ends_with(['.', ' ']) => "a name that Windows shortens, since it ends with a dot or a blank",
            _ if name.contains(['<', '>', ':', '"', '|', '?', '*']) => "a name with a sign that Windows allows in none",
            _ => return None,
        };
        Some((format!("{route} can't be a file everywhere: `{name}` is {why}"), "rename it"))
    })
}

/// The file that a page is made of, where it is made of one.
pub(super) fn source(kind: &PageKind) -> Option<Place> {
    match kind {
        PageKind::Asset(file) | PageKind::Static(file) | PageKind::Resized(file, _) => Some(Place::file(file)),
        PageKind::ThemeAsset(name) => Some(Place::file(&format!("templates/assets/{name}").into())),
        _ => None,
    }
}
