//! The page of a publisher.

use std::collections::HashMap;

use serde::Serialize;
use tera::Value;

use super::View;
use super::claims::{ReliabilityView, reliability};
use super::entity::{CountryView, EntityView, country, entity_view, lists};
use super::pager::of_page;
use super::shared::{DateView, value};
use crate::model::{ClaimId, EntityKind, EntityRef, Judgment, PublisherId, Source};
use crate::plan::PER_PAGE_OF;
use crate::render::Site;
use crate::render::theme::{Askable, Asked};

#[derive(Serialize)]
struct PublisherView<'a> {
    #[serde(flatten)]
    entity: EntityView<'a>,
    website: Option<&'a str>,
    country: Option<CountryView<'a>>,
    reliability: Option<ReliabilityView<'a>>,
    reliability_note: Option<&'a str>,
}

/// Something that a publisher published, and the briefings that cite it.
#[derive(Serialize)]
struct WorkView<'a> {
    title: Option<&'a str>,
    url: Option<&'a str>,
    archive_url: Option<&'a str>,
    published: Option<DateView>,
    /// How many claims rest on it there.
    claims: usize,
    /// How many key judgments rest on these.
    judgments: usize,
    briefings: Vec<Value>,
}

/// What a publisher published, as the briefings of this page of its list cite it; what more than one
/// cites in the same words stands once.
fn works<'a>(site: &Site<'a>, id: PublisherId, page: usize) -> Vec<WorkView<'a>> {
    let briefings = of_page(&site.catalog.publisher(id).entity.briefings, page, PER_PAGE_OF);
    let mut works: Vec<WorkView<'a>> = Vec::new();
    let mut known: HashMap<(Option<&str>, Option<&str>), usize> = HashMap::new();
    for &briefing in briefings {
        let all = site.catalog.briefing(briefing);
        let own = |(_, source): &(usize, &Source)| source.publisher.as_ref().is_some_and(|p| p.id == id);
        for (number, source) in all.sources.iter().enumerate().filter(own) {
            let rests = |claim: &&ClaimId| site.catalog.claim(**claim).sources.contains(&number);
            let (title, url) = (source.title.as_deref(), source.url.as_ref().map(|u| u.as_str()));
            let resting: Vec<ClaimId> = all.claims.iter().filter(rests).copied().collect();
            let leans = |judgment: &&Judgment| judgment.claims.iter().any(|claim| resting.contains(claim));
            let (claims, judgments) = (resting.len(), all.key_judgments.iter().filter(leans).count());
            if let Some(&work) = known.get(&(title, url)) {
                works[work].claims += claims;
                works[work].judgments += judgments;
                works[work].briefings.push(site.titled(briefing));
                continue;
            }
            known.insert((title, url), works.len());
            works.push(WorkView {
                title,
                url,
                archive_url: source.archive_url.as_ref().map(|u| u.as_str()),
                published: source.published.as_ref().map(|d| site.date(d, None)),
                claims,
                judgments,
                briefings: vec![site.titled(briefing)],
            });
        }
    }
    works
}

/// What a page of a publisher shows.
pub(in crate::render) fn publisher(site: &Site<'_>, asked: Asked, id: PublisherId, page: usize) -> View {
    let publisher = site.catalog.publisher(id);
    let view = PublisherView {
        entity: entity_view(site, EntityRef::Publisher(id)),
        website: publisher.url.as_ref().map(|u| u.as_str()),
        country: publisher.country.as_deref().map(|name| country(site, name)),
        reliability: publisher.reliability.map(|grade| reliability(site.say(), grade)),
        reliability_note: publisher.reliability_note.as_deref(),
    };
    let lists = lists(site, asked, EntityKind::Publisher, &publisher.entity, page, 0);
    [vec![("publisher", value(&view)), ("works", value(&asked.then(Askable::Works, || works(site, id, page))))], lists]
        .concat()
}
