//! What a page is, in a word, and which of its list.

use crate::plan::PageKind;

/// The word for a kind of page, which its body's class and a template's tests use.
pub(super) fn kind_name(kind: &PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home",
        PageKind::Briefings(_) => "briefings",
        PageKind::Briefing(_) => "briefing",
        PageKind::Actors(_) => "actors",
        PageKind::Actor(..) => "actor",
        PageKind::Locations(_) => "locations",
        PageKind::Location(..) => "location",
        PageKind::Publishers(_) => "publishers",
        PageKind::Publisher(..) => "publisher",
        PageKind::Timeline | PageKind::Year(..) => "timeline",
        PageKind::Claims(..) => "claims",
        PageKind::Speakers(_) => "speakers",
        PageKind::Tags(_) => "tags",
        PageKind::Tag(..) => "tag",
        PageKind::AllSeries(_) => "all-series",
        PageKind::Series(..) => "series",
        PageKind::Changes(_) => "changes",
        PageKind::Graph => "graph",
        PageKind::Map => "map",
        PageKind::Search => "search",
        PageKind::Data => "data",
        PageKind::Free(_) => "page",
        PageKind::NotFound => "404",
        PageKind::SharedName(_) => "shared",
        PageKind::Redirect(_) => "redirect",
        PageKind::Feed(..)
        | PageKind::Calendar(_)
        | PageKind::DataFile(_)
        | PageKind::Names
        | PageKind::TimelineIndex
        | PageKind::TimelineData(_)
        | PageKind::Sitemap
        | PageKind::SitemapPart(_)
        | PageKind::OpenSearch
        | PageKind::Robots
        | PageKind::Redirects
        | PageKind::Headers
        | PageKind::NoJekyll
        | PageKind::ThemeAsset(_)
        | PageKind::Asset(_)
        | PageKind::Static(_)
        | PageKind::Resized(..) => "file",
    }
}

/// The number of a page among those of its list, from 1.
pub(super) fn number(kind: &PageKind) -> usize {
    match kind {
        PageKind::Briefings(number)
        | PageKind::Actors(number)
        | PageKind::Actor(_, number)
        | PageKind::Locations(number)
        | PageKind::Location(_, number)
        | PageKind::Publishers(number)
        | PageKind::Publisher(_, number)
        | PageKind::Year(_, number)
        | PageKind::Claims(_, number)
        | PageKind::Speakers(number)
        | PageKind::Tags(number)
        | PageKind::Tag(_, number)
        | PageKind::AllSeries(number)
        | PageKind::Series(_, number)
        | PageKind::Changes(number) => *number,
        _ => 1,
    }
}
