//! The front matter of a briefing.

use serde::Deserialize;
use serde::de::{self, MapAccess, Visitor};

use super::forms::{DateText, RawDate, RawMoment, Rejoined, decided, name_or_mapping, or_default, scalar};
use crate::model::{
    ClaimStatus, Confidence, Coordinates, Credibility, DATE, EventDate, Lang, Likelihood, Precision, Slug, Status,
    Text, Tlp, WebUrl, closest,
};

/// A briefing's front matter; only `title` and `date` are required.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping of keys")]
pub struct RawBriefing {
    /// Stable id and part of the address; by default the file's name.
    pub id: Option<Slug>,
    /// The title.
    pub title: Text,
    /// When it was published: ISO 8601, with a time and an offset if need be.
    pub date: RawMoment,
    /// When it was last changed.
    pub updated: Option<RawMoment>,
    /// The version, as the author counts.
    #[serde(default, deserialize_with = "scalar")]
    pub version: Option<String>,
    /// One or two sentences for lists, feeds and social cards.
    pub summary: Option<Text>,
    /// Where the briefing stands in its life.
    #[serde(default, deserialize_with = "decided")]
    pub status: Option<Status>,
    /// Why it was superseded or retracted.
    pub status_reason: Option<Text>,
    /// The id of the briefing in its place.
    pub superseded_by: Option<Slug>,
    /// Embargo: when it may be seen.
    #[serde(default, deserialize_with = "decided")]
    pub publish_at: Option<RawMoment>,
    /// TLP 2.0 marking.
    #[serde(default, deserialize_with = "decided")]
    pub tlp: Option<Tlp>,
    /// Language, when it is not the site's.
    pub lang: Option<Lang>,
    /// The id of the briefing that it translates.
    pub translation_of: Option<Slug>,
    /// The place in the dateline.
    pub filed_from: Option<Text>,
    /// Who wrote it.
    #[serde(default, deserialize_with = "or_default")]
    pub authors: Vec<Text>,
    /// Its subjects.
    #[serde(default, deserialize_with = "or_default")]
    pub tags: Vec<Text>,
    /// The series that it belongs to.
    pub series: Option<Text>,
    /// A template of the site's own.
    pub template: Option<Text>,
    /// Old addresses that lead to it.
    #[serde(default, deserialize_with = "or_default")]
    pub aliases: Vec<Text>,
    /// Judgments, with likelihood and confidence apart.
    #[serde(default, deserialize_with = "or_default")]
    pub key_judgments: Vec<RawJudgment>,
    /// Who is in it.
    #[serde(default, deserialize_with = "or_default")]
    pub actors: Vec<RawInvolvement>,
    /// Where it plays.
    #[serde(default, deserialize_with = "or_default")]
    pub locations: Vec<RawPlace>,
    /// What happened when.
    #[serde(default, deserialize_with = "or_default")]
    pub dates: Vec<RawEvent>,
    /// Who said what.
    #[serde(default, deserialize_with = "or_default")]
    pub claims: Vec<RawClaim>,
    /// What it relies on.
    #[serde(default, deserialize_with = "or_default")]
    pub sources: Vec<RawSource>,
    /// What was mended after publication.
    #[serde(default, deserialize_with = "or_default")]
    pub corrections: Vec<RawCorrection>,
    /// Whatever the site's own templates want.
    #[serde(default, deserialize_with = "or_default")]
    pub extra: serde_yaml::Mapping,
}

/// A key judgment.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {text: …, likelihood: …}")]
pub struct RawJudgment {
    /// What is judged.
    pub text: Text,
    /// How likely it is (ICD 203).
    pub likelihood: Option<Likelihood>,
    /// How sound its grounds are (ICD 203).
    pub confidence: Option<Confidence>,
    /// Ids of the claims that it rests on.
    #[serde(default, deserialize_with = "or_default")]
    pub claims: Vec<Text>,
}

/// An actor of a briefing: a name, or a mapping.
#[derive(Debug, Clone)]
pub struct RawInvolvement {
    /// Id or name.
    pub name: Text,
    /// As what.
    pub role: Option<Text>,
    /// With what attitude.
    pub stance: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {name: …, role: …}")]
struct FullInvolvement {
    name: Text,
    role: Option<Text>,
    stance: Option<Text>,
}

impl From<FullInvolvement> for RawInvolvement {
    fn from(FullInvolvement { name, role, stance }: FullInvolvement) -> Self {
        RawInvolvement { name, role, stance }
    }
}

name_or_mapping!(RawInvolvement from FullInvolvement, "an actor's name, or a mapping such as {name: …, role: …}", |name| RawInvolvement { name, role: None, stance: None });

/// A place of a briefing: a name, or a mapping.
#[derive(Debug, Clone)]
pub struct RawPlace {
    /// Id or name.
    pub name: Text,
    /// The place that it lies in.
    pub within: Option<Text>,
    /// How exactly it is known.
    pub precision: Option<Precision>,
    /// `[latitude, longitude]`.
    pub coordinates: Option<Coordinates>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {name: …, within: …}")]
struct FullPlace {
    name: Text,
    within: Option<Text>,
    precision: Option<Precision>,
    coordinates: Option<Coordinates>,
}

impl From<FullPlace> for RawPlace {
    fn from(FullPlace { name, within, precision, coordinates }: FullPlace) -> Self {
        RawPlace { name, within, precision, coordinates }
    }
}

name_or_mapping!(RawPlace from FullPlace, "a place's name, or a mapping such as {name: …, within: …}", |name| RawPlace { name, within: None, precision: None, coordinates: None });

/// A dated entry: `2025-12-19: what happened`, or a mapping.
#[derive(Debug, Clone)]
pub struct RawEvent {
    /// When.
    pub date: EventDate,
    /// When, in the author's words.
    pub date_text: Option<Text>,
    /// What.
    pub title: Text,
    /// Of what sort.
    pub kind: Option<Text>,
    /// Who.
    pub actors: Vec<Text>,
    /// Where.
    pub locations: Vec<Text>,
    /// Ids of the sources that tell it.
    pub sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {date: …, title: …}")]
struct FullEvent {
    date: RawDate,
    date_text: Option<Text>,
    title: Text,
    #[serde(rename = "type")]
    kind: Option<Text>,
    #[serde(default, deserialize_with = "or_default")]
    actors: Vec<Text>,
    #[serde(default, deserialize_with = "or_default")]
    locations: Vec<Text>,
    #[serde(default, deserialize_with = "or_default")]
    sources: Vec<Text>,
}

/// The keys of a dated entry's full form; a first key that is none of them is a date.
const EVENT_KEYS: &[&str] = &["date", "date_text", "title", "type", "actors", "locations", "sources"];

impl<'de> Deserialize<'de> for RawEvent {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<RawEvent, D::Error> {
        deserializer.deserialize_any(EventVisitor)
    }
}

struct EventVisitor;

impl<'de> Visitor<'de> for EventVisitor {
    type Value = RawEvent;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a date and what happened, such as {2025-12-19: …}")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<RawEvent, E> {
        Err(E::custom(match EventDate::parse(text) {
            Ok(date) => format!(
                "here stands when, and not what happened\nwrite what happened after the date: {}: …",
                date.text()
            ),
            Err(_) => format!("here stands no date\nwrite when it happened first: 2025-12-19: {text}"),
        }))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<RawEvent, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawEvent, A::Error> {
        let Some(DateText(first)) = map.next_key()? else {
            return Err(de::Error::missing_field("date"));
        };
        if EVENT_KEYS.contains(&first.as_str()) {
            let map = Rejoined { first: Some(first), rest: map };
            let full = FullEvent::deserialize(de::value::MapAccessDeserializer::new(map))?;
            let FullEvent { date, date_text, title, kind, actors, locations, sources } = full;
            return Ok(RawEvent { date: date.0, date_text, title, kind, actors, locations, sources });
        }
        let date = EventDate::parse(&first).map_err(|error| match closest(&first, EVENT_KEYS.iter().copied()) {
            Some(_) => de::Error::unknown_field(&first, EVENT_KEYS),
            None => {
                let help = error.help.map_or_else(String::new, |h| format!("\n{h}"));
                de::Error::custom(format!("{DATE}{}{help}", error.message))
            }
        })?;
        let title: Text = map.next_value()?;
        if map.next_key::<DateText>()?.is_some() {
            return Err(de::Error::custom(
                "the short form `date: what happened` takes no further keys\nwrite the full form: {date: …, title: …, …}",
            ));
        }
        Ok(RawEvent {
            date,
            date_text: None,
            title,
            kind: None,
            actors: Vec::new(),
            locations: Vec::new(),
            sources: Vec::new(),
        })
    }
}

/// A claim.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {text: …, said_by: …}")]
pub struct RawClaim {
    /// What judgments and other claims call it.
    pub id: Option<Text>,
    /// What was said.
    pub text: Text,
    /// Who said it.
    pub said_by: Option<RawSpeaker>,
    /// When it was said.
    pub date: Option<RawDate>,
    /// When it was said, in the author's words.
    pub date_text: Option<Text>,
    /// What became of it.
    pub status: Option<ClaimStatus>,
    /// How its status changed.
    #[serde(default, deserialize_with = "or_default")]
    pub history: Vec<RawClaimChange>,
    /// 1 to 6, the Admiralty scale.
    pub credibility: Option<Credibility>,
    /// Ids of claims that it speaks against.
    #[serde(default, deserialize_with = "or_default")]
    pub contradicts: Vec<Text>,
    /// Ids of the sources that tell it.
    #[serde(default, deserialize_with = "or_default")]
    pub sources: Vec<Text>,
}

/// Who says a claim: a name, or `{anonymous: true, description: …}`.
#[derive(Debug, Clone)]
pub enum RawSpeaker {
    /// Id or name.
    Name(Text),
    /// Somebody who stays without a name.
    Anonymous(Option<Text>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {anonymous: true, description: …}")]
struct FullSpeaker {
    #[serde(default)]
    anonymous: bool,
    name: Option<Text>,
    description: Option<Text>,
}

impl<'de> Deserialize<'de> for RawSpeaker {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<RawSpeaker, D::Error> {
        struct SpeakerVisitor;
        impl<'de> Visitor<'de> for SpeakerVisitor {
            type Value = RawSpeaker;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a speaker's name, or a mapping such as {anonymous: true, description: …}")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<RawSpeaker, E> {
                Text::new(text).map(RawSpeaker::Name).map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawSpeaker, A::Error> {
                let full = FullSpeaker::deserialize(de::value::MapAccessDeserializer::new(map))?;
                match full {
                    FullSpeaker { anonymous: true, name: None, description } => Ok(RawSpeaker::Anonymous(description)),
                    FullSpeaker { anonymous: true, name: Some(_), .. } => {
                        Err(de::Error::custom("an anonymous speaker can't have a name\nremove `name`, or `anonymous`"))
                    }
                    FullSpeaker { name: Some(name), description: None, .. } => Ok(RawSpeaker::Name(name)),
                    FullSpeaker { .. } => Err(de::Error::custom(
                        "this says neither a name nor that the speaker is anonymous\nwrite a name, or {anonymous: true, description: …}",
                    )),
                }
            }
        }
        deserializer.deserialize_any(SpeakerVisitor)
    }
}

/// A change of a claim's status.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {date: …, status: …}")]
pub struct RawClaimChange {
    /// When.
    pub date: RawDate,
    /// To what.
    pub status: ClaimStatus,
    /// Why.
    pub note: Option<Text>,
}

/// A source; it needs an `id` only to be referred to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {title: …, publisher: …, url: …}")]
pub struct RawSource {
    /// What the briefing calls it.
    pub id: Option<Text>,
    /// Whose publication it is.
    pub publisher: Option<Text>,
    /// Its title.
    pub title: Option<Text>,
    /// Where it is.
    pub url: Option<WebUrl>,
    /// Where a copy is kept.
    pub archive_url: Option<WebUrl>,
    /// When it appeared.
    pub published: Option<RawDate>,
    /// When it was read.
    pub retrieved: Option<RawDate>,
}

/// A correction.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {date: …, text: …}")]
pub struct RawCorrection {
    /// When.
    pub date: RawDate,
    /// What was wrong, and how it reads now.
    pub text: Text,
}
