//! The columns of the tables: what each is called, holds and means. The tables and their description are made of these.

use std::borrow::Cow;

use super::rows::{ActorRow, ClaimRow, EventRow, Named, Place, SourceRow, When};
use crate::model::Vocabulary as _;

/// What stands between the parts of a cell that holds a list.
pub(super) const LIST: &str = "; ";

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    /// A text.
    Text,
    /// Texts, with [`LIST`] between them.
    Texts,
    /// A number.
    Number,
    /// A whole number.
    Count,
    /// A calendar day, `2025-12-19`; years before 1 and after 9999 have a sign.
    Day,
}

/// A column of a table with rows `R`.
pub(super) struct Column<R> {
    /// Its name, in the first line.
    pub(super) name: &'static str,
    /// What it means.
    pub(super) about: &'static str,
    /// What its cells are.
    pub(super) is: Type,
    /// A cell; empty where nothing is known.
    pub(super) cell: Cell<R>,
}

type Cell<R> = fn(&R) -> Cow<'_, str>;

/// A table that is being described.
struct Table<R>(Vec<Column<R>>);

impl<R> Table<R> {
    fn has(mut self, is: Type, name: &'static str, about: &'static str, cell: Cell<R>) -> Self {
        self.0.push(Column { name, about, is, cell });
        self
    }

    fn one(self, name: &'static str, about: &'static str, cell: Cell<R>) -> Self {
        self.has(Type::Text, name, about, cell)
    }

    fn many(self, name: &'static str, about: &'static str, cell: Cell<R>) -> Self {
        self.has(Type::Texts, name, about, cell)
    }
}

/// A row with a date.
trait Dated {
    fn when(&self) -> Option<&When<'_>>;
}

impl Dated for EventRow<'_> {
    fn when(&self) -> Option<&When<'_>> {
        Some(&self.date)
    }
}

impl Dated for ClaimRow<'_> {
    fn when(&self) -> Option<&When<'_>> {
        self.date.as_ref()
    }
}

impl<R: Dated> Table<R> {
    /// A date, in its columns.
    fn date(self) -> Self {
        self.one("date", "When, as EDTF (ISO 8601-2, levels 0 to 2).", |row| or_empty(row.when().map(|when| when.edtf)))
            .one("date_text", "When, in words.", |row| or_empty(row.when().map(|when| &*when.text)))
            .has(
                Type::Day,
                "earliest",
                "The first day that the date may mean; empty where it is open or unknown. Before the year 1 it has an apostrophe and a minus sign.",
                |row| or_empty(row.when().and_then(|when| when.earliest.as_deref())),
            )
            .has(Type::Day, "latest", "The last day that it may mean; empty where it is open or unknown.", |row| {
                or_empty(row.when().and_then(|when| when.latest.as_deref()))
            })
            .one("date_precision", "The finest unit that is known: day, month, season, year, span …", |row| {
                or_empty(row.when().map(|when| when.precision))
            })
            .one("date_certainty", "How sure it is: exact, uncertain, approximate, uncertain-approximate.", |row| {
                or_empty(row.when().map(|when| when.certainty))
            })
    }
}

/// The columns of `events.csv`.
pub(super) fn events<'a>() -> Vec<Column<EventRow<'a>>> {
    let Table(columns) = Table::<EventRow<'a>>(Vec::new())
        .one("id", "The address of the date on its briefing's page; no other date has it.", |row| (&*row.id).into())
        .one("title", "What happened.", |row| row.title.into())
        .date()
        .one("type", "Of what sort it is, in the author's word.", |row| or_empty(row.kind))
        .many("actors", "Who was involved, by name.", |row| joined(row.actors.iter().map(|actor| actor.name)))
        .many("actor_ids", "The same by the last part of the address; empty for a name without a page.", |row| {
            joined(row.actors.iter().map(id))
        })
        .many("locations", "Where it was, by name.", |row| joined(row.locations.iter().map(|place| place.named.name)))
        .many("location_ids", "The same by the last part of the address.", |row| {
            joined(row.locations.iter().map(|place| id(&place.named)))
        })
        .has(
            Type::Number,
            "latitude",
            "Degrees north (WGS 84) of the first location that has a position, rounded to what is known.",
            |row| number(place(row).and_then(|place| place.latitude)),
        )
        .has(Type::Number, "longitude", "Degrees east of the same.", |row| {
            number(place(row).and_then(|place| place.longitude))
        })
        .many(
            "position",
            "How exactly each location is known: exact, city, area, region, country, undisclosed.",
            |row| joined(row.locations.iter().map(|place| place.precision.unwrap_or_default())),
        )
        .one("country", "The country of that location.", |row| or_empty(place(row).and_then(|place| place.country)))
        .many("sources", "What says so: publisher, title and address of each.", |row| cited(&row.sources))
        .one("briefing", "The address of the briefing that tells it.", |row| (&*row.briefing.url).into())
        .one("briefing_title", "Its title.", |row| row.briefing.title.into())
        .has(Type::Day, "briefing_date", "The day on which it was published.", |row| (&*row.briefing.date).into())
        .one("briefing_status", "Where it stands: published, corrected, superseded …", |row| {
            row.briefing.status.into()
        })
        .one("tlp", "Its marking (TLP 2.0), where it has one of its own.", |row| or_empty(row.briefing.tlp));
    columns
}

/// The columns of `actors.csv`.
pub(super) fn actors<'a>() -> Vec<Column<ActorRow<'a>>> {
    let Table(columns) = Table::<ActorRow<'a>>(Vec::new())
        .one("id", "The last part of the address of its page; no other actor has it.", |row| {
            row.entity.id.as_str().into()
        })
        .one("name", "What it is called here.", |row| (&*row.entity.name).into())
        .one("type", "What it is: person, organization …; empty where nobody says.", |row| or_empty(row.kind))
        .one("native_name", "Its name in its own script.", |row| {
            or_empty(row.entity.native_name.as_ref().map(|name| &*name.text))
        })
        .one("native_lang", "The language of that (BCP 47).", |row| {
            or_empty(row.entity.native_name.as_ref().map(|name| name.lang.as_str()))
        })
        .many("aliases", "What else it is or was called.", |row| {
            let former = row.entity.previous_names.iter().map(|former| &*former.name);
            joined(row.entity.aliases.iter().map(|alias| &**alias).chain(former))
        })
        .many("member_of", "What it belongs to.", |row| joined(row.member_of.iter().copied()))
        .one("wikidata", "Its item at Wikidata.", |row| {
            or_empty(row.entity.wikidata.as_ref().map(|item| item.as_str()))
        })
        .has(Type::Count, "briefings", "How many briefings name it in what stands at their head.", |row| {
            row.entity.briefings.len().to_string().into()
        })
        .has(Type::Count, "events", "How many dates involve it.", |row| row.entity.events.len().to_string().into())
        .has(Type::Count, "claims", "How many claims it made.", |row| row.claims.to_string().into())
        .one("url", "The address of its page.", |row| (&*row.url).into());
    columns
}

/// The columns of `claims.csv`.
pub(super) fn claims<'a>() -> Vec<Column<ClaimRow<'a>>> {
    let Table(columns) = Table::<ClaimRow<'a>>(Vec::new())
        .one("id", "The address of the claim on its briefing's page; no other claim has it.", |row| (&*row.id).into())
        .one("text", "What was said, in the briefing's words.", |row| (&*row.claim.text).into())
        .one("said_by", "Who said it, by name.", |row| or_empty(row.said_by.as_ref().map(|who| who.name)))
        .one("said_by_id", "The same by the last part of the address.", |row| {
            or_empty(row.said_by.as_ref().and_then(|who| who.id))
        })
        .one("anonymous", "What is told of somebody who stays without a name.", |row| or_empty(row.anonymous))
        .date()
        .one("status", "What became of it: reported, confirmed, disputed, refuted …", |row| {
            row.claim.status.as_str().into()
        })
        .one("credibility", "How credible it is, 1 (confirmed) to 6 (cannot be judged): the Admiralty scale.", |row| {
            or_empty(row.claim.credibility.map(|credibility| credibility.as_str()))
        })
        .many("contradicts", "The claims that it speaks against, by their ids.", |row| {
            joined(row.contradicts.iter().map(|other| &**other))
        })
        .many("sources", "What says so: publisher, title and address of each.", |row| cited(&row.sources))
        .one("briefing", "The address of the briefing that tells it.", |row| (&*row.briefing.url).into())
        .one("briefing_title", "Its title.", |row| row.briefing.title.into())
        .one("briefing_status", "Where it stands: published, corrected, superseded …", |row| {
            row.briefing.status.into()
        })
        .one("tlp", "Its marking (TLP 2.0), where it has one of its own.", |row| or_empty(row.briefing.tlp));
    columns
}

fn or_empty(text: Option<&str>) -> Cow<'_, str> {
    text.unwrap_or_default().into()
}

fn number(number: Option<f64>) -> Cow<'static, str> {
    number.map_or(Cow::Borrowed(""), |number| number.to_string().into())
}

/// A list in one cell.
pub(super) fn joined<'r>(texts: impl Iterator<Item = &'r str>) -> Cow<'r, str> {
    texts.collect::<Vec<_>>().join(LIST).into()
}

fn id<'r>(named: &'r Named<'_>) -> &'r str {
    named.id.unwrap_or_default()
}

/// The first of a date's places that has a position, else the first.
fn place<'r>(row: &'r EventRow<'_>) -> Option<&'r Place<'r>> {
    row.locations.iter().find(|place| place.latitude.is_some()).or_else(|| row.locations.first())
}

fn cited<'r>(sources: &'r [SourceRow<'_>]) -> Cow<'r, str> {
    let one = |source: &SourceRow<'_>| {
        let parts: Vec<&str> = [source.publisher, source.title, source.url].into_iter().flatten().collect();
        parts.join(", ")
    };
    sources.iter().map(one).collect::<Vec<_>>().join(LIST).into()
}
