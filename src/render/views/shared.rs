//! The views that more than one kind of page uses.

use std::borrow::Cow;

use serde::Serialize;
use tera::Value;

use crate::model::date::{Day, year_slug};
use crate::model::{
    ActorId, BriefingId, Certainty, EntityRef, EventDate, LocationId, Mention, Moment, Named, PublisherId, Role, Tlp,
    Vocabulary, fold,
};
use crate::render::theme::Say;
use crate::render::{Site, labels};

/// A value for a template. Views are plain structs, which always can be one.
pub(in crate::render) fn value(view: &impl Serialize) -> Value {
    Value::try_from_serializable(view).unwrap_or_else(|_| Value::none())
}

/// HTML that is not escaped again.
pub(in crate::render) fn safe(html: &str) -> Value {
    Value::safe_string(html)
}

/// A name with the page that it leads to.
#[derive(Serialize, Clone)]
pub(in crate::render) struct RefView<'a> {
    pub(in crate::render) name: &'a str,
    pub(in crate::render) url: Option<String>,
    /// The entity's own name, where the text names it otherwise, and its `role`.
    title: Option<Cow<'a, str>>,
    /// The offices that it held on the day of which the text tells.
    role: Option<String>,
    kind: &'static str,
    dir: &'static str,
    /// What tells it from another of the same name: its id.
    apart: Option<&'a str>,
    /// What stands on a page for it, where many name it so.
    html: Option<Value>,
}

/// A date as the author put it, and as a machine reads it.
#[derive(Serialize, Clone)]
pub(in crate::render) struct DateView {
    pub(in crate::render) text: String,
    pub(in crate::render) edtf: String,
    pub(in crate::render) datetime: Option<String>,
    pub(in crate::render) earliest: Option<String>,
    pub(in crate::render) latest: Option<String>,
    pub(in crate::render) certainty: &'static str,
    /// Where `text` is the author's own words and says less: the reading of the date, or how sure it is.
    pub(in crate::render) note: Option<String>,
}

/// A marking.
#[derive(Serialize, Clone, Copy)]
pub(in crate::render) struct TlpView<'a> {
    label: &'static str,
    name: &'static str,
    class: &'static str,
    meaning: &'a str,
}

pub(in crate::render) fn tlp(say: &Say, tlp: Tlp) -> TlpView<'_> {
    let class = match tlp {
        Tlp::Clear => "clear",
        Tlp::Green => "green",
        Tlp::Amber => "amber",
        Tlp::AmberStrict => "amber-strict",
        Tlp::Red => "red",
    };
    TlpView { label: tlp.label(), name: tlp.as_str(), class, meaning: labels::tlp(say, tlp) }
}

/// A title with its address.
#[derive(Serialize, Clone)]
pub(in crate::render) struct TitledView<'a> {
    pub(in crate::render) title: &'a str,
    pub(in crate::render) url: String,
    /// Where it stands, if it is not simply in force.
    status_label: Option<&'a str>,
}

/// A label with its address.
#[derive(Serialize, Clone)]
pub(in crate::render) struct LabelledView {
    pub(in crate::render) label: String,
    pub(in crate::render) url: String,
}

/// An entity with how often it appears.
#[derive(Serialize)]
pub(in crate::render) struct CountedView {
    #[serde(rename = "ref")]
    reference: Value,
    count: u32,
}

/// An office with where it is held.
pub(super) fn office(say: &Say, role: &Role) -> String {
    match &role.organization {
        Some(organization) => say.fill("role_in", &[("role", &role.title), ("organization", &organization.name)]),
        None => role.title.clone(),
    }
}

/// The direction of a name by its first letter.
pub(in crate::render) fn dir(name: &str) -> &'static str {
    let rtl = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    match name.chars().find(|c| c.is_alphabetic()) {
        Some(c) if rtl(c) => "rtl",
        Some(_) => "ltr",
        None => "auto",
    }
}

/// Another language of a briefing.
#[derive(Serialize)]
pub(in crate::render) struct TranslationView<'a> {
    title: &'a str,
    url: String,
    absolute: Option<String>,
    /// The name of its language in that language, or its tag.
    language: &'a str,
    lang: &'a str,
    dir: &'static str,
    status_label: Option<&'a str>,
    withdrawn: bool,
}

impl<'a> Site<'a> {
    /// A view with what a component makes of it, for many pages, where one asks for that (`asked`); which the component takes by what
    /// name, and where that goes.
    pub(super) fn with_piece<V: Serialize>(
        &self,
        mut view: V,
        asked: bool,
        (component, takes): (&str, &'static str),
        html: impl FnOnce(&mut V) -> &mut Option<Value>,
    ) -> Value {
        if asked {
            let made = self.theme.piece(component, takes, value(&view));
            *html(&mut view) = made;
        }
        value(&view)
    }

    /// The other languages of a briefing.
    pub(in crate::render) fn translations(&self, id: BriefingId) -> Vec<TranslationView<'a>> {
        let view = |other: &BriefingId| {
            let (lang, titled) = (&self.catalog.briefing(*other).lang, self.titled_view(*other));
            TranslationView {
                title: titled.title,
                absolute: self.config.base_url.as_ref().map(|base| format!("{}{}", base.origin, titled.url)),
                url: titled.url,
                language: labels::language(lang),
                lang: lang.as_str(),
                dir: lang.dir(),
                status_label: titled.status_label,
                withdrawn: self.catalog.briefing(*other).status.is_withdrawn(),
            }
        };
        self.catalog.briefing(id).translations.iter().map(view).collect()
    }

    /// An entity under a name that a text gives it.
    pub(in crate::render) fn reference(&self, entity: EntityRef, written: &'a str) -> RefView<'a> {
        let found = self.catalog.entity(entity);
        RefView {
            name: written,
            url: found.has_page.then(|| self.urls.entity(self.catalog, entity)),
            role: None,
            title: (found.name != written && fold(&found.name) != fold(written)).then_some(found.name.as_str().into()),
            kind: entity.kind().as_str(),
            dir: dir(written),
            apart: self.cache.is_shared(entity.kind(), &found.name).then(|| found.id.as_str()),
            html: None,
        }
    }

    /// An entity under its own name.
    pub(in crate::render) fn entity_ref(&self, entity: EntityRef) -> RefView<'a> {
        self.reference(entity, &self.catalog.entity(entity).name)
    }

    pub(in crate::render) fn actor_ref(&self, mention: &'a Mention<ActorId>) -> RefView<'a> {
        self.reference(EntityRef::Actor(mention.id), &mention.written)
    }

    /// An actor with the office that it held on a day.
    pub(in crate::render) fn actor_on(&self, mention: &'a Mention<ActorId>, date: Option<&EventDate>) -> RefView<'a> {
        let plain = self.actor_ref(mention);
        let held = date.map(|date| {
            self.catalog.actor(mention.id).roles_on(date).map(|role| office(self.say(), role)).collect::<Vec<_>>()
        });
        let Some(role) = held.filter(|held| !held.is_empty()).map(|held| held.join(self.say().text("semicolon")))
        else {
            return plain;
        };
        let title = match &plain.title {
            Some(name) => self.say().fill("role_of", &[("name", name), ("role", &role)]),
            None => role.clone(),
        };
        RefView { title: Some(title.into()), role: Some(role), ..plain }
    }

    pub(in crate::render) fn location_ref(&self, mention: &'a Mention<LocationId>) -> RefView<'a> {
        self.reference(EntityRef::Location(mention.id), &mention.written)
    }

    /// A name of a profile, with a page where briefings give it one.
    pub(in crate::render) fn named_ref(&self, named: &'a Named) -> RefView<'a> {
        match named.actor {
            Some(actor) => self.reference(EntityRef::Actor(actor), &named.name),
            None => {
                let name = &*named.name;
                RefView {
                    name,
                    url: None,
                    title: None,
                    role: None,
                    kind: "actor",
                    dir: dir(name),
                    apart: None,
                    html: None,
                }
            }
        }
    }

    /// An entity under its own name, made once for all pages: most names are written so.
    pub(in crate::render) fn shared_ref(&self, entity: EntityRef) -> Value {
        let drawn = || self.with_piece(self.entity_ref(entity), true, ("ref", "r"), |view| &mut view.html);
        self.cache.refs.of(entity).get_or_init(drawn).clone()
    }

    /// An actor as [`actor_on`](Self::actor_on) has it, where that may be the shared one.
    pub(in crate::render) fn actor_named(&self, mention: &'a Mention<ActorId>, date: Option<&EventDate>) -> Value {
        let actor = self.catalog.actor(mention.id);
        let in_office = date.is_some_and(|date| actor.roles_on(date).next().is_some());
        match *mention.written == *actor.entity.name && !in_office {
            true => self.shared_ref(EntityRef::Actor(mention.id)),
            false => value(&self.actor_on(mention, date)),
        }
    }

    /// A location as [`location_ref`](Self::location_ref) has it, likewise.
    pub(in crate::render) fn location_named(&self, mention: &'a Mention<LocationId>) -> Value {
        match *mention.written == *self.catalog.location(mention.id).entity.name {
            true => self.shared_ref(EntityRef::Location(mention.id)),
            false => value(&self.location_ref(mention)),
        }
    }

    /// A publisher as a text names it, likewise.
    pub(in crate::render) fn publisher_named(&self, mention: &'a Mention<PublisherId>) -> Value {
        let entity = EntityRef::Publisher(mention.id);
        match *mention.written == *self.catalog.entity(entity).name {
            true => self.shared_ref(entity),
            false => value(&self.reference(entity, &mention.written)),
        }
    }

    pub(in crate::render) fn counted(&self, entity: EntityRef, count: u32) -> CountedView {
        CountedView { reference: self.shared_ref(entity), count }
    }

    pub(in crate::render) fn briefing_url(&self, id: BriefingId) -> String {
        self.urls.below(&format!("briefings/{}/", self.catalog.briefing(id).id))
    }

    /// The address of a briefing's page with the host, where the site has one.
    pub(in crate::render) fn absolute_briefing_url(&self, id: BriefingId) -> String {
        self.urls.absolute_briefing(self.catalog, id)
    }

    /// A briefing by its title, made once for all pages.
    pub(in crate::render) fn titled(&self, id: BriefingId) -> Value {
        self.cache.titled[id.index()].get_or_init(|| value(&self.titled_view(id))).clone()
    }

    fn titled_view(&self, id: BriefingId) -> TitledView<'a> {
        let briefing = self.catalog.briefing(id);
        TitledView {
            title: &briefing.title,
            url: self.briefing_url(id),
            status_label: labels::standing(self.say(), briefing),
        }
    }

    /// A date as its author put it, or in words.
    pub(in crate::render) fn date(&self, date: &EventDate, own: Option<&str>) -> DateView {
        let words = self.words();
        let display = date.display(words);
        let day = |day: Option<Day>| day.map(|d| d.to_string());
        let (text, note) = match own {
            // The author's words stand first; beside them the reading where it is exact, else how sure it is.
            Some(own) => {
                let hedge = words.hedge(own, date.certainty()).map(str::to_owned);
                let is_exact = date.certainty() == Certainty::Exact && own != display && date.datetime().is_some();
                (own.to_owned(), if is_exact { Some(display) } else { hedge })
            }
            None => (display, None),
        };
        DateView {
            text,
            edtf: date.text().to_owned(),
            datetime: date.datetime(),
            earliest: day(date.earliest()),
            latest: day(date.latest()),
            certainty: date.certainty().as_str(),
            note,
        }
    }

    /// When a briefing was published, made once for all pages.
    pub(in crate::render) fn published(&self, id: BriefingId) -> Value {
        let date = || value(&self.date_of_moment(&self.catalog.briefing(id).date));
        self.cache.published[id.index()].get_or_init(date).clone()
    }

    /// The date of a publication.
    pub(in crate::render) fn date_of_moment(&self, moment: &Moment) -> DateView {
        let day = moment.day().to_string();
        DateView {
            text: moment.display(self.words()),
            edtf: moment.text().to_owned(),
            datetime: Some(moment.datetime()),
            earliest: Some(day.clone()),
            latest: Some(day),
            certainty: Certainty::Exact.as_str(),
            note: None,
        }
    }

    /// The address of a year's page.
    pub(in crate::render) fn year_url(&self, year: i64) -> String {
        self.urls.below(&format!("timeline/{}/", year_slug(year)))
    }
}
