//! What a page is, in a word, and which of its list.

use super::PageKind;

impl PageKind {
    /// Whether it is one large file with something of every briefing.
    pub fn is_made_of_all(&self) -> bool {
        matches!(self, PageKind::Calendar(_) | PageKind::DataFile(_))
    }

    /// The word for a kind of page, which its body's class and a template's tests use; none for a file that is no page.
    pub fn word(&self) -> Option<&'static str> {
        use PageKind::*;
        Some(match self {
            Home => "home",
            Briefings(_) => "briefings",
            Briefing(_) => "briefing",
            Actors(_) => "actors",
            Actor(..) => "actor",
            Locations(_) => "locations",
            Location(..) => "location",
            Publishers(_) => "publishers",
            Publisher(..) => "publisher",
            Timeline | Year(..) => "timeline",
            Claims(..) => "claims",
            Speakers(_) => "speakers",
            Tags(_) => "tags",
            Tag(..) => "tag",
            AllSeries(_) => "all-series",
            Series(..) => "series",
            Changes(_) => "changes",
            Graph => "graph",
            Map => "map",
            Search => "search",
            Data => "data",
            Free(_) => "page",
            NotFound => "404",
            SharedName(_) => "shared",
            Redirect(_) => "redirect",
            Feed(..) | Calendar(_) | DataFile(_) | Names | TimelineIndex | TimelineData(_) | Sitemap
            | SitemapPart(_) | OpenSearch | Robots | Redirects | Headers | NoJekyll | ThemeAsset(_) | Asset(_)
            | Static(_) | Resized(..) => return None,
        })
    }

    /// The number of a page among those of its list, from 1.
    pub fn number(&self) -> usize {
        use PageKind::*;
        match self {
            Briefings(number)
            | Actors(number)
            | Actor(_, number)
            | Locations(number)
            | Location(_, number)
            | Publishers(number)
            | Publisher(_, number)
            | Year(_, number)
            | Claims(_, number)
            | Speakers(number)
            | Tags(number)
            | Tag(_, number)
            | AllSeries(number)
            | Series(_, number)
            | Changes(number) => *number,
            _ => 1,
        }
    }
}
