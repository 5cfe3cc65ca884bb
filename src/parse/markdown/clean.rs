//! The allow-list for raw HTML.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use super::html::{Address, addresses, tags};
use super::writer::Writer;
use super::{HOLE, HOLE_END, RawHole, RawLink, Wrong};
use crate::diagnostic::Code;
use crate::model::{LINKABLE, SCHEMES, is_linkable, scheme};

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
        .add_tag_attributes("time", ["datetime"])
        .url_schemes(HashSet::from(SCHEMES))
        .link_rel(None);
    allowed
}

/// Passes HTML through the allow-list; the addresses in it become holes.
pub(super) fn clean(html: &str, writer: &mut Writer<'_>) -> String {
    // The filter outlives this call, as far as its type says: it owns what it looks at.
    let found = Arc::new(Mutex::new((std::mem::take(&mut writer.holes), std::mem::take(&mut writer.anchors))));
    let offset = writer.offset;
    let raw = together(std::mem::take(&mut writer.raw_ranges));
    // What was added to the body is not the author's.
    let raw: Vec<_> = raw.into_iter().map(|range| range.start..range.end.min(writer.body.len())).collect();
    let raw_tags: Vec<_> = raw.iter().flat_map(|range| tags(writer.body, range.clone())).collect();
    let written: Vec<Address> = raw.into_iter().flat_map(|range| addresses(writer.body, range)).collect();
    for address in &written {
        let span = address.span.start + offset..address.span.end + offset;
        writer.wrong.extend(unsafe_link(&address.value, span));
    }
    let span_of = move |value: &str| {
        let span = written.iter().find(|address| address.value == value).map(|address| address.span.clone());
        span.map_or(offset..offset, |span| span.start + offset..span.end + offset)
    };
    let filled = Arc::clone(&found);
    let mut builder = allowed();
    let known = builder.clone_tags();
    for (name, span) in raw_tags {
        if !known.contains(name.as_str()) {
            writer.wrong.push(removed(&name, span.start + offset..span.end + offset));
        }
    }
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
                found.0.push(RawHole::Address(link));
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

/// Ranges that follow each other directly as one: a tag may stand on two lines.
fn together(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => joined.push(range),
        }
    }
    joined
}

/// An element that no page may hold.
fn removed(name: &str, span: Range<usize>) -> Wrong {
    let help = match name {
        "video" | "audio" | "iframe" | "object" | "embed" => "link to it instead: [title](address)",
        "style" | "link" => "put styles into templates/assets/style.css",
        "script" => "pages hold no scripts; take it out",
        _ => "write it as Markdown, or take it out",
    };
    Wrong {
        code: Code::RemovedHtml,
        span,
        message: format!("`<{name}>` is left out: no page may hold it"),
        help: help.into(),
    }
}

/// What the allow-list takes out of a link of raw HTML, its author should hear of.
fn unsafe_link(address: &str, span: Range<usize>) -> Option<Wrong> {
    let scheme = scheme(address).filter(|scheme| !is_linkable(scheme))?;
    Some(Wrong {
        code: Code::UnsafeLink,
        span,
        message: format!("a link can't lead to `{scheme}:`"),
        help: LINKABLE.into(),
    })
}
