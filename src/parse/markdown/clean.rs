//! The allow-list for raw HTML.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use super::writer::Writer;
use super::{AddressOf, HOLE, HOLE_END, RawHole, RawLink};

/// What raw HTML may hold: what `ammonia` allows, and what Dateline's own HTML has beside that.
fn allowed<'a>() -> ammonia::Builder<'a> {
    let mut allowed = ammonia::Builder::default();
    allowed
        .add_tags(["section", "input"])
        .rm_tags(["map", "area"])
        .add_generic_attributes(["id", "class", "dir", "aria-label"])
        .add_tag_attributes("input", ["disabled", "checked"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .add_tag_attributes("div", ["role", "tabindex"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("th", ["scope"])
        .add_tag_attributes("ol", ["start"])
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(None);
    allowed
}

/// Passes HTML through the allow-list; the addresses in it become holes.
pub(super) fn clean(html: &str, writer: &mut Writer<'_>, body: &str, offset: usize) -> String {
    // The filter outlives this call, as far as its type says: it owns what it looks at.
    let found = Arc::new(Mutex::new((std::mem::take(&mut writer.holes), std::mem::take(&mut writer.anchors))));
    let raw: Vec<(usize, String)> = std::mem::take(&mut writer.raw_ranges)
        .into_iter()
        .filter_map(|range| Some((range.start + offset, body.get(range)?.to_owned())))
        .collect();
    let span_of = move |address: &str| {
        let start = raw.iter().find_map(|(start, html)| html.find(address).map(|i| start + i));
        start.map_or(offset..offset, |start| start..start + address.len())
    };
    let filled = Arc::clone(&found);
    let mut builder = allowed();
    builder.attribute_filter(move |element, attribute, value| {
        let Ok(mut found) = filled.lock() else {
            return None;
        };
        match (element, attribute) {
            (_, "id") => {
                if !found.1.iter().any(|anchor| anchor == value) {
                    found.1.push(value.to_owned());
                }
                Some(value.into())
            }
            // What only quotes an address is no link, and no reader misses it.
            (_, "cite") => None,
            ("a", "href") | ("img", "src") if !value.starts_with(HOLE) => {
                if value.starts_with("#fn") {
                    return Some(value.into());
                }
                let link = RawLink { to: value.to_owned(), title: None, span: span_of(value) };
                let of = if element == "img" { AddressOf::Image } else { AddressOf::Link };
                found.0.push(RawHole::Address(link, of));
                Some(format!("{HOLE}{}{HOLE_END}", found.0.len() - 1).into())
            }
            _ => Some(value.into()),
        }
    });
    let html = builder.clean(html).to_string();
    if let Ok(mut found) = found.lock() {
        let (holes, anchors) = &mut *found;
        writer.holes = std::mem::take(holes);
        writer.anchors = std::mem::take(anchors);
    }
    html
}
