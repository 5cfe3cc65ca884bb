//! The views that more than one kind of page uses.

use std::sync::OnceLock;

use serde::Serialize;
use tera::Value;

use crate::model::date::{Day, year_label, year_slug};
use crate::model::{
    ActorId, Briefing, BriefingId, Certainty, Claim, ClaimId, EntityKind, EntityRef, Event, EventDate, EventId,
    LocationId, Mention, Moment, Named, PublisherId, Source, Speaker, TimelineEntry, Tlp, Vocabulary,
};
use crate::plan::Route;
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
    /// The entity's own name, where the text names it otherwise.
    title: Option<&'a str>,
    kind: &'static str,
    dir: &'static str,
}

/// A date as the author put it, and as a machine reads it.
#[derive(Serialize, Clone)]
pub(in crate::render) struct DateView {
    pub(in crate::render) text: String,
    edtf: String,
    datetime: Option<String>,
    earliest: Option<String>,
    latest: Option<String>,
    certainty: &'static str,
    /// The reading of the date where `text` is the author's own words and says less.
    note: Option<String>,
}

/// A marking.
#[derive(Serialize, Clone, Copy)]
pub(in crate::render) struct TlpView {
    label: &'static str,
    name: &'static str,
    class: &'static str,
    meaning: &'static str,
}

pub(in crate::render) fn tlp(tlp: Tlp) -> TlpView {
    let class = match tlp {
        Tlp::Clear => "clear",
        Tlp::Green => "green",
        Tlp::Amber => "amber",
        Tlp::AmberStrict => "amber-strict",
        Tlp::Red => "red",
    };
    TlpView { label: tlp.label(), name: tlp.as_str(), class, meaning: tlp.meaning() }
}

/// A title with its address.
#[derive(Serialize, Clone)]
pub(in crate::render) struct TitledView<'a> {
    pub(in crate::render) title: &'a str,
    pub(in crate::render) url: String,
}

/// A label with its address.
#[derive(Serialize, Clone)]
pub(in crate::render) struct LabelledView {
    pub(in crate::render) label: String,
    pub(in crate::render) url: String,
}

/// An entity with how often it appears.
#[derive(Serialize)]
pub(in crate::render) struct CountedView<'a> {
    #[serde(rename = "ref")]
    reference: RefView<'a>,
    count: u32,
}

#[derive(Serialize)]
struct CardView<'a> {
    title: &'a str,
    url: String,
    date: DateView,
    summary: Option<&'a str>,
    actors: Vec<RefView<'a>>,
    locations: Vec<RefView<'a>>,
    tags: &'a [String],
    status: &'static str,
    status_label: Option<&'static str>,
    tlp: TlpView,
    series: Option<&'a str>,
    updated: Option<DateView>,
}

#[derive(Serialize)]
struct EventView<'a> {
    date: DateView,
    title: &'a str,
    #[serde(rename = "type")]
    kind_of: Option<&'a str>,
    kind: &'static str,
    briefing: TitledView<'a>,
    url: String,
    anchor: String,
    actors: Vec<RefView<'a>>,
    locations: Vec<RefView<'a>>,
    also: Option<String>,
}

#[derive(Serialize)]
struct ClaimView<'a> {
    id: Option<&'a str>,
    anchor: String,
    text: &'a str,
    speaker: Option<RefView<'a>>,
    anonymous: Option<&'a str>,
    date: Option<DateView>,
    status: &'static str,
    status_label: String,
    credibility: Option<CredibilityView>,
    contradicts: Vec<OtherClaim<'a>>,
    history: Vec<HistoryView<'a>>,
    sources: Vec<LabelledView>,
    briefing: TitledView<'a>,
}

#[derive(Serialize)]
struct CredibilityView {
    number: &'static str,
    meaning: &'static str,
}

#[derive(Serialize)]
struct OtherClaim<'a> {
    anchor: String,
    url: Option<String>,
    text: &'a str,
    speaker_name: Option<&'a str>,
}

#[derive(Serialize)]
struct HistoryView<'a> {
    date: DateView,
    status_label: String,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct SourceView<'a> {
    id: Option<&'a str>,
    anchor: String,
    number: usize,
    title: Option<&'a str>,
    publisher: Option<RefView<'a>>,
    reliability: Option<ReliabilityView>,
    url: Option<&'a str>,
    archive_url: Option<&'a str>,
    published: Option<DateView>,
    retrieved: Option<DateView>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::render) struct ReliabilityView {
    letter: &'static str,
    meaning: &'static str,
}

pub(in crate::render) fn reliability(reliability: crate::model::Reliability) -> ReliabilityView {
    ReliabilityView { letter: reliability.as_str(), meaning: reliability.meaning() }
}

/// The pages of a list.
#[derive(Serialize)]
pub(in crate::render) struct PagerView {
    page: usize,
    pages: usize,
    total: usize,
    prev: Option<String>,
    next: Option<String>,
    items: Vec<PagerItem>,
}

#[derive(Serialize)]
struct PagerItem {
    number: Option<usize>,
    url: Option<String>,
    current: bool,
}

/// Views that many pages share, each made when it is first asked for.
#[derive(Default)]
pub(in crate::render) struct Cache {
    cards: Vec<OnceLock<Value>>,
    events: Vec<OnceLock<Value>>,
    briefings: Vec<OnceLock<Value>>,
}

impl Cache {
    pub(in crate::render) fn new(briefings: usize, events: usize) -> Cache {
        let cells = |n| std::iter::repeat_with(OnceLock::new).take(n).collect();
        Cache { cards: cells(briefings), events: cells(events), briefings: cells(briefings) }
    }
}

pub(in crate::render) fn date(date: &EventDate, words: Option<&str>) -> DateView {
    let display = date.display();
    let day = |day: Option<Day>| day.map(|d| d.to_string());
    let (text, note) = match words {
        // The author's words stand first; the reading is told beside them where it is not exact.
        Some(words) => {
            let note = (date.certainty() == Certainty::Exact && words != display && date.datetime().is_some())
                .then_some(display);
            (words.to_owned(), note)
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

/// The date of a publication.
pub(in crate::render) fn date_of_moment(moment: &Moment) -> DateView {
    let day = moment.day().to_string();
    DateView {
        text: moment.display(),
        edtf: moment.text().to_owned(),
        datetime: Some(moment.datetime()),
        earliest: Some(day.clone()),
        latest: Some(day),
        certainty: Certainty::Exact.as_str(),
        note: None,
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

impl<'a> Site<'a> {
    /// An entity under a name that a text gives it.
    pub(in crate::render) fn reference(&self, entity: EntityRef, written: &'a str) -> RefView<'a> {
        let found = self.catalog.entity(entity);
        let kind = match entity {
            EntityRef::Actor(_) => EntityKind::Actor,
            EntityRef::Location(_) => EntityKind::Location,
            EntityRef::Publisher(_) => EntityKind::Publisher,
        };
        RefView {
            name: written,
            url: found.has_page.then(|| self.urls.entity(self.catalog, entity)),
            title: (found.name != written).then_some(found.name.as_str()),
            kind: kind.as_str(),
            dir: dir(written),
        }
    }

    /// An entity under its own name.
    pub(in crate::render) fn entity_ref(&self, entity: EntityRef) -> RefView<'a> {
        self.reference(entity, &self.catalog.entity(entity).name)
    }

    pub(in crate::render) fn actor_ref(&self, mention: &'a Mention<ActorId>) -> RefView<'a> {
        self.reference(EntityRef::Actor(mention.id), &mention.written)
    }

    pub(in crate::render) fn location_ref(&self, mention: &'a Mention<LocationId>) -> RefView<'a> {
        self.reference(EntityRef::Location(mention.id), &mention.written)
    }

    pub(in crate::render) fn publisher_ref(&self, mention: &'a Mention<PublisherId>) -> RefView<'a> {
        self.reference(EntityRef::Publisher(mention.id), &mention.written)
    }

    /// A name of a profile, with a page where briefings give it one.
    pub(in crate::render) fn named_ref(&self, named: &'a Named) -> RefView<'a> {
        match named.actor {
            Some(actor) => self.reference(EntityRef::Actor(actor), &named.name),
            None => RefView { name: &named.name, url: None, title: None, kind: "actor", dir: dir(&named.name) },
        }
    }

    pub(in crate::render) fn counted(&self, entity: EntityRef, count: u32) -> CountedView<'a> {
        CountedView { reference: self.entity_ref(entity), count }
    }

    pub(in crate::render) fn briefing_url(&self, id: BriefingId) -> String {
        self.urls.below(&format!("briefings/{}/", self.catalog.briefing(id).id))
    }

    pub(in crate::render) fn titled(&self, id: BriefingId) -> TitledView<'a> {
        TitledView { title: &self.catalog.briefing(id).title, url: self.briefing_url(id) }
    }

    /// A briefing in a list.
    pub(in crate::render) fn card(&self, id: BriefingId) -> Value {
        self.cache.cards[id.index()].get_or_init(|| value(&self.card_view(id))).clone()
    }

    pub(in crate::render) fn cards(&self, ids: &[BriefingId]) -> Value {
        Value::from(ids.iter().map(|id| self.card(*id)).collect::<Vec<_>>())
    }

    fn card_view(&self, id: BriefingId) -> CardView<'a> {
        // A list shows who is most in it, not all who are.
        const MOST: usize = 6;
        let briefing: &Briefing = self.catalog.briefing(id);
        CardView {
            title: &briefing.title,
            url: self.briefing_url(id),
            date: date_of_moment(&briefing.date),
            summary: briefing.summary.as_deref(),
            actors: briefing.actors.iter().take(MOST).map(|i| self.actor_ref(&i.actor)).collect(),
            locations: briefing.locations.iter().take(MOST).map(|p| self.location_ref(&p.location)).collect(),
            tags: &briefing.tags,
            status: briefing.status.as_str(),
            status_label: labels::status(briefing.status),
            tlp: tlp(briefing.tlp),
            series: briefing.series.as_deref(),
            updated: briefing.updated.as_ref().map(date_of_moment),
        }
    }

    /// An entry of a timeline.
    pub(in crate::render) fn entry(&self, entry: TimelineEntry) -> Value {
        match entry {
            TimelineEntry::Event(id) => self.event(id),
            TimelineEntry::Briefing(id) => {
                self.cache.briefings[id.index()].get_or_init(|| value(&self.briefing_entry(id))).clone()
            }
        }
    }

    pub(in crate::render) fn event(&self, id: EventId) -> Value {
        self.cache.events[id.index()].get_or_init(|| value(&self.event_view(id))).clone()
    }

    fn event_view(&self, id: EventId) -> EventView<'a> {
        let event: &Event = self.catalog.event(id);
        let anchor = event.anchor();
        let also = event.date.last_year().filter(|last| event.date.year().is_some_and(|first| *last > first));
        EventView {
            date: date(&event.date, event.date_text.as_deref()),
            title: &event.title,
            kind_of: event.kind.as_deref(),
            kind: "event",
            briefing: self.titled(event.briefing),
            url: format!("{}#{anchor}", self.briefing_url(event.briefing)),
            anchor,
            actors: event.actors.iter().map(|m| self.actor_ref(m)).collect(),
            locations: event.locations.iter().map(|m| self.location_ref(m)).collect(),
            also: also.map(|last| format!("goes on into {}", year_label(last))),
        }
    }

    fn briefing_entry(&self, id: BriefingId) -> EventView<'a> {
        let briefing = self.catalog.briefing(id);
        EventView {
            date: date_of_moment(&briefing.date),
            title: &briefing.title,
            kind_of: None,
            kind: "briefing",
            briefing: self.titled(id),
            url: self.briefing_url(id),
            anchor: String::new(),
            actors: Vec::new(),
            locations: Vec::new(),
            also: None,
        }
    }

    /// A claim in a ledger.
    pub(in crate::render) fn claim(&self, id: ClaimId) -> Value {
        let claim: &Claim = self.catalog.claim(id);
        let briefing = self.catalog.briefing(claim.briefing);
        let (speaker, anonymous) = match &claim.said_by {
            Some(Speaker::Actor(mention)) => (Some(self.actor_ref(mention)), None),
            Some(Speaker::Anonymous(description)) => {
                (None, Some(description.as_deref().unwrap_or("an anonymous speaker")))
            }
            None => (None, None),
        };
        value(&ClaimView {
            id: claim.id.as_deref(),
            anchor: self.claim_anchor(id),
            text: &claim.text,
            speaker,
            anonymous,
            date: claim.date.as_ref().map(|d| date(d, None)),
            status: claim.status.as_str(),
            status_label: labels::claim_status(claim.status),
            credibility: claim.credibility.map(|c| CredibilityView { number: c.as_str(), meaning: c.meaning() }),
            contradicts: claim.contradicts.iter().map(|other| self.other_claim(*other)).collect(),
            history: claim
                .history
                .iter()
                .map(|change| HistoryView {
                    date: date(&change.date, None),
                    status_label: labels::claim_status(change.status),
                    note: change.note.as_deref(),
                })
                .collect(),
            sources: claim
                .sources
                .iter()
                .map(|i| {
                    let anchor = briefing.sources[*i].anchor(*i);
                    LabelledView { label: (i + 1).to_string(), url: format!("#{anchor}") }
                })
                .collect(),
            briefing: self.titled(claim.briefing),
        })
    }

    /// The anchor of a claim on its briefing's page.
    pub(in crate::render) fn claim_anchor(&self, id: ClaimId) -> String {
        let claim = self.catalog.claim(id);
        let first = self.catalog.briefing(claim.briefing).claims.first().map_or(0, |first| first.index());
        claim.anchor(id.index() - first)
    }

    fn other_claim(&self, id: ClaimId) -> OtherClaim<'a> {
        let claim = self.catalog.claim(id);
        OtherClaim {
            anchor: self.claim_anchor(id),
            url: None,
            text: &claim.text,
            speaker_name: match &claim.said_by {
                Some(Speaker::Actor(mention)) => Some(&mention.written),
                Some(Speaker::Anonymous(Some(description))) => Some(description),
                _ => None,
            },
        }
    }

    /// A source of a briefing, by its number there, from 0.
    pub(in crate::render) fn source(&self, source: &'a Source, number: usize) -> Value {
        let publisher = source.publisher.as_ref();
        let rated = publisher.and_then(|m| self.catalog.publisher(m.id).reliability);
        value(&SourceView {
            id: source.id.as_deref(),
            anchor: source.anchor(number),
            number: number + 1,
            title: source.title.as_deref(),
            publisher: publisher.map(|m| self.publisher_ref(m)),
            reliability: rated.map(reliability),
            url: source.url.as_ref().map(|u| u.as_str()),
            archive_url: source.archive_url.as_ref().map(|u| u.as_str()),
            published: source.published.as_ref().map(|d| date(d, None)),
            retrieved: source.retrieved.as_ref().map(|d| date(d, None)),
            note: None,
        })
    }

    /// The pages of a list: first, last, and those around the current one.
    pub(in crate::render) fn pager(&self, folder: &str, page: usize, total: usize) -> PagerView {
        let pages = total.div_ceil(crate::plan::PER_PAGE).max(1);
        let url = |n: usize| {
            let route = if n == 1 { Route::page(folder) } else { Route::page(&format!("{folder}page/{n}/")) };
            self.urls.rooted(&route)
        };
        let mut items = Vec::new();
        for n in 1..=pages {
            let near = n == 1 || n == pages || n.abs_diff(page) <= 2;
            if near {
                items.push(PagerItem { number: Some(n), url: Some(url(n)), current: n == page });
            } else if items.last().is_some_and(|last: &PagerItem| last.number.is_some()) {
                items.push(PagerItem { number: None, url: None, current: false });
            }
        }
        PagerView {
            page,
            pages,
            total,
            prev: (page > 1).then(|| url(page - 1)),
            next: (page < pages).then(|| url(page + 1)),
            items,
        }
    }

    /// The address of a year's page.
    pub(in crate::render) fn year_url(&self, year: i64) -> String {
        self.urls.below(&format!("timeline/{}/", year_slug(year)))
    }
}
