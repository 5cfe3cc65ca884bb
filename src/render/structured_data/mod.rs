//! What a page says to machines: JSON-LD in the words of schema.org.
//!
//! Every thing has an `@id` that stays: the address of its page and a fragment. So what one page says of
//! an actor and another of a briefing comes together: `…/actors/x/#actor`, `…/briefings/y/#briefing`,
//! `…/briefings/y/#event-vote`, `…/briefings/y/#claim-c1`. Without an address of the site no id would stay,
//! and there is no JSON-LD; nor is there any of what is shown for a look only.
//!
//! No more is said than the author did. What no profile tells of is a `Thing`, never a `Person`; a date
//! that is vague (`197X`, `2025-12~`) is left out, and so is a position not known to a city.

mod briefing;
mod entity;
mod series;
mod words;

use super::Site;
use crate::model::EntityRef;
use crate::plan::{PageKind, Route};
use words::{Document, Node, Organization, Reference, WebSite, Work};

/// The JSON-LD of a page, ready to stand in a `<script>`; none where there is nothing to say.
pub(super) fn of(site: &Site<'_>, kind: &PageKind) -> Option<String> {
    site.config.base_url.as_ref()?;
    let graph = match kind {
        PageKind::Home => home(site),
        PageKind::Briefing(id) => briefing::nodes(site, *id),
        // Later pages of a list are the list alone.
        PageKind::Actor(id, 1) => entity::nodes(site, EntityRef::Actor(*id)),
        PageKind::Location(id, 1) => entity::nodes(site, EntityRef::Location(*id)),
        PageKind::Series(id, 1) => vec![series::node(site, *id)],
        PageKind::Publisher(id, 1) => entity::nodes(site, EntityRef::Publisher(*id)),
        _ => return None,
    };
    if graph.is_empty() {
        return None;
    }
    let json = serde_json::to_string(&Document { context: "https://schema.org", graph }).ok()?;
    // In JSON a `<` stands in texts only; so written, no text can end the script or begin a comment.
    Some(json.replace('<', "\\u003c"))
}

fn home<'a>(site: &Site<'a>) -> Vec<Node<'a>> {
    let config = site.config;
    let of_site = Node::WebSite(WebSite {
        kind: "WebSite",
        id: Some(id_of_site(site, "site")),
        name: &config.title,
        url: site.urls.absolute(&Route::page("")),
        description: config.description.as_deref(),
        in_language: config.language.as_str(),
        publisher: publisher(site),
        license: license(site),
    });
    let of_publisher = config.publisher.as_ref().map(|publisher| {
        Node::Organization(Organization {
            kind: "Organization",
            id: Some(id_of_site(site, "publisher")),
            name: &publisher.name,
            url: publisher.url.as_ref().map(|url| url.as_str()),
            logo: site.publisher_logo(),
        })
    });
    std::iter::once(of_site).chain(of_publisher).collect()
}

/// The id of something that the whole site has one of.
fn id_of_site(site: &Site<'_>, fragment: &str) -> String {
    format!("{}#{fragment}", site.urls.absolute(&Route::page("")))
}

/// Whoever publishes the site.
fn publisher<'a>(site: &Site<'a>) -> Option<Reference<'a>> {
    let publisher = site.config.publisher.as_ref()?;
    let id = id_of_site(site, "publisher");
    Some(Reference { kind: Some("Organization"), id: Some(id), name: Some(&publisher.name) })
}

/// The licence: its address says which it is, else its name.
fn license<'a>(site: &Site<'a>) -> Option<Work<'a>> {
    let licence = site.config.licence.as_ref()?;
    Some(Work { kind: "CreativeWork", id: licence.url.as_ref().map(|url| url.as_str()), name: &licence.name })
}
