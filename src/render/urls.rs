//! Addresses as pages write them.

use crate::config::Config;
use crate::model::{Anchor, BriefingId, Catalog, EntityRef, Target};
use crate::plan::{Route, SitePlan};

/// How addresses inside the site are written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// From the host's root, base path and all: `/team/briefings/x/`.
    Rooted,
    /// With scheme and host, for texts that leave the site: feeds.
    Absolute,
}

/// Writes the addresses of a site.
#[derive(Debug, Clone)]
pub(super) struct Urls {
    origin: String,
    base: String,
}

impl Urls {
    pub(super) fn new(config: &Config) -> Urls {
        let origin = config.base_url.as_ref().map(|url| url.origin.clone()).unwrap_or_default();
        Urls { origin, base: config.base_path().to_owned() }
    }

    /// A route from the host's root.
    pub(super) fn rooted(&self, route: &Route) -> String {
        format!("{}{}", self.base, route.url())
    }

    /// A path below the site's base path, from the host's root.
    pub(super) fn below(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// A route with scheme and host.
    pub(super) fn absolute(&self, route: &Route) -> String {
        format!("{}{}{}", self.origin, self.base, route.url())
    }

    /// The page of a briefing with scheme and host. An id needs no encoding.
    pub(super) fn absolute_briefing(&self, catalog: &Catalog, id: BriefingId) -> String {
        format!("{}{}briefings/{}/", self.origin, self.base, catalog.briefing(id).id)
    }

    /// The page of an entity with scheme and host.
    pub(super) fn absolute_entity(&self, catalog: &Catalog, entity: EntityRef) -> String {
        format!("{}{}{}/{}/", self.origin, self.base, entity.kind().folder(), catalog.entity(entity).id)
    }

    pub(super) fn entity(&self, catalog: &Catalog, entity: EntityRef) -> String {
        format!("{}{}/{}/", self.base, entity.kind().folder(), catalog.entity(entity).id)
    }

    /// The address of a target; none where it has no page.
    pub(super) fn target(&self, catalog: &Catalog, plan: &SitePlan, target: &Target, form: Form) -> Option<String> {
        let with_anchor = |url: String, anchor: &Option<Box<Anchor>>| match anchor {
            Some(anchor) => format!("{url}#{}", anchor.name),
            None => url,
        };
        let rooted = match target {
            Target::Entity(entity) => catalog.entity(*entity).has_page.then(|| self.entity(catalog, *entity))?,
            Target::Briefing(id, anchor) => {
                with_anchor(format!("{}briefings/{}/", self.base, catalog.briefing(*id).id), anchor)
            }
            Target::Page(id, anchor) => {
                let folder: String = catalog.page(*id).path.iter().map(|part| format!("{part}/")).collect();
                with_anchor(format!("{}{folder}", self.base), anchor)
            }
            Target::Path(to) => format!("{}{}", self.rooted(&plan.at(&to.path)?.route), to.rest),
            Target::Asset(path) => self.rooted(&Route::of_file(path.as_str())),
            Target::Anchor(anchor) => return Some(format!("#{anchor}")),
            Target::External(url) => return Some(url.clone()),
            Target::Nowhere => return None,
        };
        Some(match form {
            Form::Rooted => rooted,
            Form::Absolute => format!("{}{rooted}", self.origin),
        })
    }
}
