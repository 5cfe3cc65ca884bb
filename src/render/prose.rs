//! Fills the holes of a prose.

use std::fmt::Write as _;

use super::Site;
use super::pictures::picture;
use super::pieces::{Piece, pieces};
use super::unbroken::unbroken;
use super::urls::Form;
use crate::model::{Briefing, Hole, Prose, Target};

/// How many bytes of a prose may be seen before anybody scrolls.
const FIRST_SCREEN: usize = 800;

/// Where the text of a prose will stand.
#[derive(Clone, Copy)]
pub(super) enum Setting<'a> {
    /// On the page of a briefing, whose sources it may cite.
    Briefing(&'a Briefing),
    /// On another page.
    Page,
    /// In a feed, away from the site: the address of the page that holds the text.
    Feed(&'a Briefing, &'a str),
}

impl<'a> Setting<'a> {
    fn briefing(self) -> Option<&'a Briefing> {
        match self {
            Setting::Briefing(briefing) | Setting::Feed(briefing, _) => Some(briefing),
            Setting::Page => None,
        }
    }
}

/// The whole HTML of a prose.
pub(super) fn html(site: &Site<'_>, prose: &Prose, setting: Setting<'_>) -> String {
    let form = if matches!(setting, Setting::Feed(..)) { Form::Absolute } else { Form::Rooted };
    let mut out = String::with_capacity(prose.html.len() + prose.holes.len() * 48);
    let mut done = 0;
    // Links can't lie in each other; a link that leads nowhere leaves out its end too.
    let mut open = false;
    let mut seen = false;
    for (at, hole) in &prose.holes {
        out.push_str(&prose.html[done..*at]);
        done = *at;
        match hole {
            Hole::Open { target, title } => {
                let url = site.urls.target(site.catalog, site.plan, target, form);
                open = url.is_some();
                if let Some(url) = url {
                    anchor(&mut out, target, &absolute_anchor(url, setting), title.as_deref());
                }
            }
            Hole::Close => {
                if open {
                    out.push_str("</a>");
                }
                open = false;
            }
            Hole::Address(target) => {
                let url = site.urls.target(site.catalog, site.plan, target, form).unwrap_or_default();
                escape(&mut out, &absolute_anchor(url, setting));
            }
            Hole::Picture(target, shown) => {
                picture(&mut out, site, target, shown, setting, !seen && *at < FIRST_SCREEN);
                seen = true;
            }
            Hole::Word(key, number) => escape(&mut out, &said(site, key, *number)),
            Hole::Citation { source, nth } => citation(&mut out, site, setting, *source, *nth),
        }
    }
    out.push_str(&prose.html[done..]);
    match setting {
        Setting::Feed(_, page) => footnotes_on(page, &out),
        _ => unbroken(out),
    }
}

/// Footnotes lead to places of the page, which a reader of the feed is not on.
fn footnotes_on(page: &str, html: &str) -> String {
    let links = ["<a href=\"", "<a class=\"footnote-backref\" href=\""];
    let mut out = String::with_capacity(html.len() + 512);
    let mut done = 0;
    for (at, _) in html.match_indices('#') {
        if html[at..].starts_with("#fn") && links.iter().any(|link| html[..at].ends_with(link)) {
            out.push_str(&html[done..at]);
            out.push_str(page);
            done = at;
        }
    }
    out.push_str(&html[done..]);
    out
}

/// How many letters of a text describe a page.
const OPENING: usize = 200;

/// How a text begins: the words of its first paragraph, as far as a description goes. Nothing where it begins otherwise.
pub(super) fn opening(prose: &Prose) -> Option<String> {
    let paragraph = prose.html.strip_prefix("<p>")?.split("</p>").next()?;
    let text: String = pieces(paragraph)
        .filter_map(|piece| match piece {
            Piece::Text(text) => Some(text),
            Piece::Tag(_) => None,
        })
        .collect();
    let mut words = String::new();
    for word in text.split_whitespace() {
        if words.chars().count() + word.chars().count() > OPENING {
            words.push_str(" …");
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    (!words.is_empty()).then_some(words)
}

/// In a feed, a place of the same page is a place of the page on the site.
fn absolute_anchor(url: String, setting: Setting<'_>) -> String {
    match setting {
        Setting::Feed(_, page) if url.starts_with('#') => format!("{page}{url}"),
        _ => url,
    }
}

fn anchor(out: &mut String, target: &Target, url: &str, title: Option<&str>) {
    out.push_str(match target {
        Target::Entity(_) => "<a class=\"mention\" href=\"",
        Target::External(_) => "<a rel=\"noopener noreferrer\" href=\"",
        _ => "<a href=\"",
    });
    escape(out, url);
    if let Some(title) = title {
        out.push_str("\" title=\"");
        escape(out, title);
    }
    out.push_str("\">");
}

fn said(site: &Site<'_>, key: &str, number: usize) -> String {
    site.say().fill(key, &[("number", &number.to_string())])
}

fn citation(out: &mut String, site: &Site<'_>, setting: Setting<'_>, source: usize, nth: usize) {
    let Some(cited) = setting.briefing().and_then(|briefing| briefing.sources.get(source)) else {
        return;
    };
    let anchor = &cited.anchor;
    let page = match setting {
        Setting::Feed(_, page) => page,
        _ => "",
    };
    let number = source + 1;
    let mut label = String::new();
    escape(&mut label, &said(site, "source_number", number));
    // Writing to a string can't fail.
    let _ = write!(
        out,
        "<sup class=\"citation\"><a href=\"{page}#{anchor}\" id=\"cite-{anchor}-{}\" aria-label=\"{label}\">[{number}]</a></sup>",
        nth + 1
    );
}

/// A text as the content of an element or a quoted attribute.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}

/// Appends a text as the content of an element or a quoted attribute.
pub(super) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}
