//! Pictures as pages show them: with their size, so that nothing moves when they come, and in the width that fits.

use std::fmt::Write as _;

use serde::Serialize;

use super::Site;
use super::prose::{Setting, escape};
use super::urls::Form;
use crate::model::{Illustration, Target};
use crate::picture::scaled;
use crate::plan::{Planned, Route};

/// How wide a prose is at most, in CSS pixels.
const COLUMN: u32 = 640;

/// How wide a picture stands at most that is much higher than wide: the style sheet's 24 rem.
const COLUMN_OF_TALL: u32 = 384;

/// The picture of a prose. `early` if it may be seen before anybody scrolls.
pub(super) fn picture(
    out: &mut String,
    site: &Site<'_>,
    target: &Target,
    shown: &Illustration,
    setting: Setting<'_>,
    early: bool,
) {
    let away = matches!(setting, Setting::Feed(..));
    let form = if away { Form::Absolute } else { Form::Rooted };
    let Some(url) = site.urls.target(site.catalog, site.plan, target, form) else {
        // Nothing can be shown; what it would show is told.
        escape(out, &shown.alt);
        return;
    };
    let planned = site.planned(target).map(|(_, planned)| planned);
    let large = planned.and_then(|planned| planned.picture.size).is_some_and(|(width, _)| width > COLUMN);
    let opens = shown.opens && large;
    let tall = planned.is_some_and(is_tall) && shown.size == (None, None) && shown.attributes.is_empty();
    let caption = shown.title.as_deref().filter(|_| shown.figure);
    if caption.is_some() {
        out.push_str("<figure class=\"picture\">");
    }
    if opens {
        out.push_str("<a class=\"picture-link\" href=\"");
        escape(out, &url);
        out.push_str("\">");
    }
    out.push_str("<img src=\"");
    // Who knows nothing of widths gets one that fits anywhere; a feed's reader, the picture itself.
    let fallback =
        planned.and_then(|planned| planned.widths.iter().find(|(width, _)| *width >= COLUMN).filter(|_| !away));
    match fallback {
        Some((_, route)) => escape(out, &site.urls.rooted(route)),
        None => escape(out, &url),
    }
    out.push('"');
    if let Some(planned) = planned {
        if !away {
            sources(out, site, planned, if tall { COLUMN_OF_TALL } else { COLUMN });
        }
        size(out, planned, shown);
    } else {
        attribute(out, "width", shown.size.0);
        attribute(out, "height", shown.size.1);
    }
    out.push_str(" alt=\"");
    escape(out, &shown.alt);
    out.push('"');
    if let Some(title) = shown.title.as_deref().filter(|_| caption.is_none()) {
        out.push_str(" title=\"");
        escape(out, title);
        out.push('"');
    }
    out.push_str(if tall { " class=\"tall\"" } else { &shown.attributes });
    out.push_str(if early { " decoding=\"async\">" } else { " loading=\"lazy\" decoding=\"async\">" });
    if opens {
        out.push_str("</a>");
    }
    if let Some(caption) = caption {
        out.push_str("<figcaption>");
        escape(out, caption);
        out.push_str("</figcaption></figure>");
    }
}

/// Whether a picture is so high that at full width it would be a wall.
fn is_tall(planned: &Planned) -> bool {
    planned.picture.size.is_some_and(|(width, height)| u64::from(height) * 4 > u64::from(width) * 5)
}

fn attribute(out: &mut String, name: &str, value: Option<u32>) {
    if let Some(value) = value {
        let _ = write!(out, " {name}=\"{value}\"");
    }
}

/// Width and height: the author's, the missing one by the picture's own shape.
fn size(out: &mut String, planned: &Planned, shown: &Illustration) {
    let Some((width, height)) = planned.picture.size else { return };
    let (width, height) = match shown.size {
        (None, None) => (width, height),
        (Some(w), None) => (w, scaled(w, height, width)),
        (None, Some(h)) => (scaled(h, width, height), h),
        (Some(w), Some(h)) => (w, h),
    };
    let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
}

/// The widths that a browser may choose from, and how wide the picture stands.
fn sources(out: &mut String, site: &Site<'_>, planned: &Planned, column: u32) {
    let Some((widest, _)) = planned.widths.last() else { return };
    let wide = column.min(*widest);
    out.push_str(" srcset=\"");
    escape(out, &srcset(site, planned));
    let _ = write!(out, "\" sizes=\"(min-width: {}px) {wide}px, 100vw\"", wide + 40);
}

/// The widths of a picture with their addresses, as `srcset` takes them.
fn srcset(site: &Site<'_>, planned: &Planned) -> String {
    let mut set = String::new();
    // It is escaped where it is written.
    for (width, route) in &planned.widths {
        if !set.is_empty() {
            set.push_str(", ");
        }
        // A comma at an end would be taken for the list's own; nothing else in an address is special here.
        let address = site.urls.rooted(route).replace(',', "%2C");
        let _ = write!(set, "{address} {width}w");
    }
    set
}

/// A picture of its own on a page: its address at a width that fits, and all that keeps the page still.
#[derive(Serialize)]
pub(super) struct PictureView {
    url: String,
    original: String,
    width: Option<u32>,
    height: Option<u32>,
    srcset: Option<String>,
}

impl<'a> Site<'a> {
    /// What the plan knows of the picture that a target is, and where the original is.
    pub(super) fn planned(&self, target: &Target) -> Option<(&'a Route, &'a Planned)> {
        match target {
            Target::Asset(path) => self.plan.pictures.get_key_value(&Route::of_file(path.as_str())),
            Target::Path(address) => self.plan.pictures.get_key_value(&self.plan.at(&address.path)?.route),
            _ => None,
        }
    }

    /// A file of the site as a picture.
    pub(super) fn picture_view(&self, original: &Route) -> PictureView {
        let planned = self.plan.pictures.get(original);
        let (width, height) = planned.and_then(|planned| planned.picture.size).unzip();
        let smallest = planned.and_then(|planned| planned.widths.first());
        PictureView {
            url: self.urls.rooted(smallest.map_or(original, |(_, route)| route)),
            original: self.urls.rooted(original),
            width,
            height,
            srcset: smallest.and(planned).map(|planned| srcset(self, planned)),
        }
    }
}
