//! What a card says of a name when a reader points at it.

use serde::Serialize;
use tera::Value;

use super::claims::{ReliabilityView, reliability};
use super::index::{NativeView, native};
use super::shared::{dir, office, value};
use crate::model::{EntityRef, EventDate};
use crate::render::theme::Askable;
use crate::render::{Site, labels};

/// Who or where a name is, in two lines.
#[derive(Serialize)]
pub(super) struct HoverView<'a> {
    name: &'a str,
    dir: &'static str,
    url: String,
    kind: &'static str,
    native: Option<NativeView<'a>>,
    /// What it is: a person, a city.
    label: &'a str,
    /// The office that an actor surely held then.
    role: Option<String>,
    /// What a place lies in.
    within: Option<Value>,
    reliability: Option<ReliabilityView<'a>>,
    briefings: usize,
    events: usize,
    /// What is shown of it, where that is the same on every day.
    card_html: Option<Value>,
}

impl<'a> Site<'a> {
    /// The card of an entity with a page, as things were on the first of some dates of which that is known.
    pub(super) fn hover(&self, entity: EntityRef, on: &[EventDate]) -> Option<Value> {
        if !self.catalog.entity(entity).has_page {
            return None;
        }
        let role = match entity {
            EntityRef::Actor(id) => {
                let actor = self.catalog.actor(id);
                on.iter().find_map(|date| actor.roles_on(date).next()).map(|role| office(self.say(), role))
            }
            EntityRef::Location(_) | EntityRef::Publisher(_) => None,
        };
        let drawn = || {
            self.with_piece(self.hover_view(entity), self.asked.has(Askable::CardHtml), ("hover_card", "n"), |view| {
                &mut view.card_html
            })
        };
        Some(match role {
            Some(_) => value(&HoverView { role, ..self.hover_view(entity) }),
            None => self.cache.hovers.of(entity).get_or_init(drawn).clone(),
        })
    }

    /// What is the same on every day.
    fn hover_view(&self, entity: EntityRef) -> HoverView<'a> {
        let found = self.catalog.entity(entity);
        let mut view = HoverView {
            name: &found.name,
            dir: dir(&found.name),
            url: self.urls.entity(self.catalog, entity),
            kind: entity.kind().as_str(),
            native: native(found),
            label: "",
            role: None,
            within: None,
            reliability: None,
            briefings: found.briefings.len(),
            events: found.events.len(),
            card_html: None,
        };
        match entity {
            EntityRef::Actor(id) => view.label = labels::actor_type(self.say(), self.catalog.actor(id).kind),
            EntityRef::Location(id) => {
                let location = self.catalog.location(id);
                view.label = location.precision.map_or("", |precision| labels::precision(self.say(), precision));
                view.within = location.within.map(|up| self.shared_ref(EntityRef::Location(up)));
            }
            EntityRef::Publisher(id) => {
                let rated = self.catalog.publisher(id).reliability;
                view.reliability = rated.map(|letter| reliability(self.say(), letter));
            }
        }
        view
    }
}
