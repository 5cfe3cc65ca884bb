//! What can be found: briefings, what they date and claim, profiles and pages, with what they are filtered by.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::text::{line, words};
use crate::model::date::SortKey;
use crate::model::{
    ActorId, BriefingId, ClaimId, Entity, EntityRef, EventDate, EventId, Lang, LocationId, Prose, PublisherId, Speaker,
    TagId, Vocabulary as _, content_hash,
};
use crate::plan::{PageKind, Route};
use crate::render::{Site, labels};
use crate::search::Record;

/// How many profiles or pages lie in one file.
const PER_FILE: usize = 64;

/// What a browser knows a page by; two addresses that have the same are not to be expected.
pub(super) fn id(url: &str) -> String {
    let hash = content_hash(url.as_bytes());
    format!("{:010x}", (hash ^ (hash >> 40)) & 0xff_ffff_ffff)
}

/// All that can be found, from the oldest; what has no date comes last.
pub(super) fn records(site: &Site<'_>) -> Vec<Record> {
    let catalog = site.catalog;
    let standing: Vec<BriefingId> =
        catalog.briefing_ids().filter(|id| !catalog.briefing(*id).status.is_withdrawn()).collect();
    let mut dated: Vec<(Option<SortKey>, Record)> =
        standing.par_iter().flat_map_iter(|id| Finder { site, briefing: *id }.all()).collect();
    let mut others: Vec<Record> = catalog.references().filter_map(|reference| of_entity(site, reference)).collect();
    others.extend(pages(site));
    for (i, record) in others.iter_mut().enumerate() {
        record.file = catalog.briefings.len() + i / PER_FILE;
    }
    // Those of one moment stay as their briefings have them.
    dated.sort_by_key(|(date, _)| (date.is_none(), *date));
    dated.into_iter().map(|(_, record)| record).chain(others).collect()
}

/// A value of a facet: what the address of a search has of it, and what readers see.
fn value(id: &str, label: &str) -> String {
    format!("{id} {label}")
}

/// Makes the records of one briefing.
struct Finder<'a, 's> {
    site: &'s Site<'a>,
    briefing: BriefingId,
}

impl Finder<'_, '_> {
    fn all(&self) -> Vec<(Option<SortKey>, Record)> {
        let catalog = self.site.catalog;
        let briefing = catalog.briefing(self.briefing);
        let mut all = vec![(Some(briefing.date.event_date().sort_key()), self.whole())];
        let events = briefing.events.iter().filter(|id| catalog.event(**id).told_in.is_none());
        all.extend(events.map(|id| self.event(*id)));
        let claims = briefing.claims.iter().filter(|id| catalog.claim(**id).told_in.is_none());
        all.extend(claims.map(|id| self.claim(*id)));
        for (number, (date, record)) in all.iter_mut().enumerate() {
            record.dated = date.is_some();
            record.file = self.briefing.index();
            if number > 0 {
                record.id = format!("{}.{number}", record.id);
            }
        }
        all
    }

    /// The briefing's own page.
    fn whole(&self) -> Record {
        let (catalog, say) = (self.site.catalog, self.site.say());
        let briefing = catalog.briefing(self.briefing);
        let actors = catalog.actors_of(self.briefing);
        let places = catalog.locations_of(self.briefing);
        let judgments = briefing.key_judgments.iter().map(|judgment| judgment.text.as_str());
        let said: Vec<&str> = briefing.summary.as_deref().into_iter().chain(judgments).collect();
        let text = with_prose(&said.join(" "), &briefing.prose);
        let mut record = self.begun(None, "briefing", &briefing.title, text);
        self.who_and_where(&mut record, &actors, &places);
        let date = self.site.date_of_moment(&briefing.date).text;
        record.names.push(("when", line(&format!("{date} {}", briefing.date.day()))));
        record.shown.insert("date", date);
        let standing = labels::standing(say, briefing);
        record.shown.extend(standing.map(|standing| ("status", standing.to_owned())));
        let standing = standing.unwrap_or_else(|| say.text("status_published"));
        record.facets.push(("status", value(briefing.status.as_str(), standing)));
        self.year(&mut record, &briefing.date.event_date());
        self.named(&mut record, actors, places, 0..briefing.sources.len());
        record
    }

    fn event(&self, id: EventId) -> (Option<SortKey>, Record) {
        let event = self.site.catalog.event(id);
        let actors: Vec<ActorId> = event.actors.iter().map(|mention| mention.id).collect();
        let places: Vec<LocationId> = event.locations.iter().map(|mention| mention.id).collect();
        let mut record = self.begun(Some(&event.anchor), "event", &event.title, line(&event.title));
        self.who_and_where(&mut record, &actors, &places);
        self.when(&mut record, &event.date, event.date_text.as_deref());
        self.year(&mut record, &event.date);
        self.named(&mut record, actors, places, event.sources.iter().copied());
        (event.date.year().map(|_| event.date.sort_key()), record)
    }

    fn claim(&self, id: ClaimId) -> (Option<SortKey>, Record) {
        let (catalog, say) = (self.site.catalog, self.site.say());
        let claim = catalog.claim(id);
        let (actors, speaker) = match &claim.said_by {
            Some(Speaker::Actor(mention)) => (vec![mention.id], Some(&catalog.actor(mention.id).entity.name)),
            Some(Speaker::Anonymous(described)) => (Vec::new(), described.as_ref()),
            None => (Vec::new(), None),
        };
        let mut record = self.begun(Some(&claim.anchor), "claim", &claim.text, line(&claim.text));
        self.who_and_where(&mut record, &actors, &[]);
        let status = labels::claim_status(say, claim.status);
        record.shown.insert("status", status.to_owned());
        // What stands in force, or is disputed, is another thing with a briefing than with what it tells of.
        let of_claim = format!("{} · {status}", say.text("search_claim"));
        record.facets.push(("status", value(claim.status.as_str(), &of_claim)));
        record.shown.extend(speaker.map(|speaker| ("by", speaker.clone())));
        if let Some(date) = &claim.date {
            self.when(&mut record, date, claim.date_text.as_deref());
            self.year(&mut record, date);
        }
        self.named(&mut record, actors, Vec::new(), claim.sources.iter().copied());
        let dated = claim.date.as_ref().filter(|date| date.year().is_some());
        (dated.map(EventDate::sort_key), record)
    }

    /// A record of the briefing's page, or of a part of it.
    fn begun(&self, anchor: Option<&str>, kind: &'static str, title: &str, text: String) -> Record {
        let briefing = self.site.catalog.briefing(self.briefing);
        let url = Route::page(&format!("briefings/{}/", briefing.id)).url();
        let mut shown = BTreeMap::from([
            ("kind", kind.to_owned()),
            ("title", title.to_owned()),
            ("lang", briefing.lang.as_str().to_owned()),
        ]);
        if anchor.is_some() {
            shown.insert("in", briefing.title.clone());
        }
        Record {
            id: id(&url),
            file: 0,
            url: anchor.map_or(url.clone(), |anchor| format!("{url}#{anchor}")),
            text,
            names: vec![("title", line(title))],
            shown,
            facets: vec![kind_of(self.site, kind), of_language(&briefing.lang)],
            dated: true,
        }
    }

    /// It is found by the names of who is in it and where it is, which no text of its author's need hold.
    fn who_and_where(&self, record: &mut Record, actors: &[ActorId], places: &[LocationId]) {
        let catalog = self.site.catalog;
        let actors = actors.iter().map(|id| &catalog.actor(*id).entity);
        let all = actors.chain(places.iter().map(|id| &catalog.location(*id).entity));
        let names: Vec<&str> = all.map(|entity| entity.name.as_str()).collect();
        if !names.is_empty() {
            record.names.push(("who", line(&names.join(" · "))));
        }
    }

    /// It is found by its date, as pages word it and as EDTF.
    fn when(&self, record: &mut Record, date: &EventDate, own: Option<&str>) {
        let shown = self.site.date(date, own).text;
        record.names.push(("when", line(&format!("{shown} {}", date.text()))));
        record.shown.insert("date", shown);
    }

    fn year(&self, record: &mut Record, date: &EventDate) {
        if let Some(year) = date.year() {
            record.facets.push(("year", value(&year.to_string(), &self.site.words().year(year))));
        }
    }

    /// By whom and where it is filtered, with what places lie in; by what the briefing is about, and by the sources
    /// with these numbers.
    fn named(
        &self,
        record: &mut Record,
        actors: Vec<ActorId>,
        places: Vec<LocationId>,
        sources: impl Iterator<Item = usize>,
    ) {
        let catalog = self.site.catalog;
        let briefing = catalog.briefing(self.briefing);
        let mut places: Vec<LocationId> = places.into_iter().flat_map(|place| catalog.way_up(place)).collect();
        places.sort_unstable();
        places.dedup();
        let published = sources.filter_map(|i| briefing.sources.get(i)?.publisher.as_ref());
        let mut publishers: Vec<PublisherId> = published.map(|mention| mention.id).collect();
        publishers.sort_unstable();
        publishers.dedup();
        let all = actors.into_iter().map(EntityRef::Actor).chain(places.into_iter().map(EntityRef::Location));
        let all = all.chain(publishers.into_iter().map(EntityRef::Publisher));
        record.facets.extend(all.map(|reference| own_facet(reference, catalog.entity(reference))));
        let tag = |id: TagId| {
            let tag = catalog.tag(id);
            ("tag", value(tag.slug.as_str(), &tag.name))
        };
        record.facets.extend(briefing.tags.iter().map(|mention| tag(mention.id)));
    }
}

/// What is said before a prose, and its words.
fn with_prose(before: &str, prose: &Prose) -> String {
    format!("{} {}", line(before), words(prose)).trim().to_owned()
}

fn of_language(lang: &Lang) -> (&'static str, String) {
    ("lang", value(lang.as_str(), labels::language(lang)))
}

/// The facet of what a record is.
fn kind_of(site: &Site<'_>, kind: &str) -> (&'static str, String) {
    let label = site.say().text(match kind {
        "briefing" => "kind_briefing",
        "event" => "search_event",
        "claim" => "search_claim",
        "actor" => "search_actor",
        "place" => "search_place",
        "publisher" => "publisher",
        _ => "search_page",
    });
    ("kind", value(kind, label))
}

/// The word that facets and addresses of searches have for a kind.
pub(super) fn kind_word(reference: EntityRef) -> &'static str {
    match reference {
        EntityRef::Actor(_) => "actor",
        EntityRef::Location(_) => "place",
        EntityRef::Publisher(_) => "publisher",
    }
}

fn own_facet(reference: EntityRef, entity: &Entity) -> (&'static str, String) {
    (kind_word(reference), value(entity.id.as_str(), &entity.name))
}

/// An actor's, a place's or a publisher's page.
fn of_entity(site: &Site<'_>, reference: EntityRef) -> Option<Record> {
    let entity = site.catalog.entity(reference);
    if !entity.has_page {
        return None;
    }
    let kind = kind_word(reference);
    let path = format!("{}/{}/", reference.kind().folder(), entity.id);
    let others: Vec<&str> = entity.other_names().chain(entity.weak_aliases.iter().map(String::as_str)).collect();
    let told = entity.prose.as_ref().map(words).filter(|text| !text.is_empty());
    let mut facets = vec![kind_of(site, kind), own_facet(reference, entity)];
    if let EntityRef::Location(id) = reference {
        let around = site.catalog.way_up(id).into_iter().skip(1).map(EntityRef::Location);
        facets.extend(around.map(|around| own_facet(around, site.catalog.entity(around))));
    }
    let mut shown = BTreeMap::from([("kind", kind.to_owned()), ("title", entity.name.clone())]);
    if let EntityRef::Actor(id) = reference
        && let kind @ Some(_) = site.catalog.actor(id).kind
    {
        shown.insert("label", labels::actor_type(site.say(), kind).to_owned());
    }
    Some(Record {
        id: id(&path),
        file: 0,
        url: Route::page(&path).url(),
        text: told.unwrap_or_else(|| line(&entity.name)),
        names: vec![("title", line(&entity.name)), ("also", line(&others.join(" · ")))],
        shown,
        facets,
        dated: false,
    })
}

/// Pages that stand for themselves.
fn pages(site: &Site<'_>) -> Vec<Record> {
    let free = site.plan.pages.iter().filter_map(|page| match page.kind {
        PageKind::Free(id) => Some((page, site.catalog.page(id))),
        _ => None,
    });
    free.map(|(planned, page)| {
        let url = planned.route.url();
        Record {
            id: id(&url),
            file: 0,
            text: with_prose(page.summary.as_deref().unwrap_or_default(), &page.prose),
            names: vec![("title", line(&page.title))],
            shown: BTreeMap::from([
                ("kind", "page".to_owned()),
                ("title", page.title.clone()),
                ("lang", page.lang.as_str().to_owned()),
            ]),
            facets: vec![kind_of(site, "page"), of_language(&page.lang)],
            dated: false,
            url,
        }
    })
    .collect()
}
