//! The front matter of a briefing.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde::de::{self, MapAccess, Visitor};

use super::forms::{
    Anything, DateText, RawDate, RawMoment, Rejoined, decided, name_or_mapping, or_default, or_name, or_short, scalar,
};
use crate::model::{
    ClaimStatus, Confidence, Coordinates, Credibility, DATE, EventDate, Lang, Likelihood, Precision, Slug, Status,
    Text, Tlp, WebUrl, closest,
};

/// A briefing's front matter; only `title` and `date` are required.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping of keys")]
#[schemars(rename = "Briefing")]
pub struct RawBriefing {
    /// Stable id and part of the address; by default the file's name.
    pub id: Option<Slug>,
    /// What the page is called.
    pub title: Text,
    /// When it was published: `2025-12-22`, with a time and an offset if need be: `2025-12-22T06:00Z`.
    pub date: RawMoment,
    /// When its text was last changed.
    pub updated: Option<RawMoment>,
    /// Its version, as the author counts.
    #[serde(default, deserialize_with = "scalar")]
    #[schemars(with = "Option<Text>")]
    pub version: Option<String>,
    /// One or two sentences for lists, feeds and social cards.
    pub summary: Option<Text>,
    /// Where the briefing stands in its life; without it, it is published.
    #[serde(default, deserialize_with = "decided")]
    #[schemars(with = "Status")]
    pub status: Option<Status>,
    /// Why it was superseded or retracted; required then.
    pub status_reason: Option<Text>,
    /// The id of the briefing that stands in its place.
    pub superseded_by: Option<Slug>,
    /// Embargo: the moment from which it may be seen. Until then a build leaves no trace of it.
    #[serde(default, deserialize_with = "decided")]
    #[schemars(with = "RawMoment")]
    pub publish_at: Option<RawMoment>,
    /// TLP 2.0 marking. What is marked above the site's `tlp` is not built.
    #[serde(default, deserialize_with = "decided")]
    #[schemars(with = "Tlp")]
    pub tlp: Option<Tlp>,
    /// Its language, where that is not the site's: `en`, `uk`, `zh-Hant`.
    pub lang: Option<Lang>,
    /// The id of the briefing that it translates.
    pub translation_of: Option<Slug>,
    /// The place in the dateline, by name or id; without it, the date stands alone.
    pub filed_from: Option<Text>,
    /// Who wrote it: a list of names.
    #[serde(default, deserialize_with = "or_default")]
    pub authors: Vec<Text>,
    /// Its subjects: a list of words.
    #[serde(default, deserialize_with = "or_default")]
    pub tags: Vec<Text>,
    /// The series that it belongs to.
    pub series: Option<Text>,
    /// A template of the site's own, by file name.
    pub template: Option<Text>,
    /// Old addresses that lead to it, each beginning with a slash.
    #[serde(default, deserialize_with = "or_default")]
    pub aliases: Vec<Text>,
    /// What the author judges, with likelihood and confidence apart.
    #[serde(default, deserialize_with = "or_default")]
    pub key_judgments: Vec<RawJudgment>,
    /// Who is in it: a list of names, or of mappings such as `{name: …, role: …}`.
    #[serde(default, deserialize_with = "or_default")]
    pub actors: Vec<RawInvolvement>,
    /// Where it plays: a list of names, or of mappings such as `{name: …, within: …}`.
    #[serde(default, deserialize_with = "or_default")]
    pub locations: Vec<RawPlace>,
    /// What happened when: a list of entries such as `2025-12-19: what happened`.
    #[serde(default, deserialize_with = "or_default")]
    pub dates: Vec<RawEvent>,
    /// Who said what; a claim keeps its speaker.
    #[serde(default, deserialize_with = "or_default")]
    pub claims: Vec<RawClaim>,
    /// What it relies on. `[^id]` in the text cites the source with that id.
    #[serde(default, deserialize_with = "or_default")]
    pub sources: Vec<RawSource>,
    /// What was mended after publication.
    #[serde(default, deserialize_with = "or_default")]
    pub corrections: Vec<RawCorrection>,
    /// Whatever the site's own templates want.
    #[serde(default, deserialize_with = "or_default")]
    #[schemars(with = "Anything")]
    pub extra: serde_yaml::Mapping,
}

/// A key judgment.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {text: …, likelihood: …}")]
#[schemars(rename = "Judgment")]
pub struct RawJudgment {
    /// What is judged, in a sentence.
    pub text: Text,
    /// How likely it is (ICD 203).
    pub likelihood: Option<Likelihood>,
    /// How sound its grounds are (ICD 203); never how likely it is.
    pub confidence: Option<Confidence>,
    /// Ids of the claims that it rests on.
    #[serde(default, deserialize_with = "or_default")]
    pub claims: Vec<Text>,
}

/// An actor of a briefing: a name, or a mapping.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields, expecting = "a mapping such as {name: …, role: …}")]
#[schemars(rename = "Involvement", transform = or_name)]
pub struct RawInvolvement {
    /// The actor's name or id.
    pub name: Text,
    /// As what the actor is in it: `speaker`, `host`, `signatory`.
    pub role: Option<Text>,
    /// With what attitude: `supports`, `opposes`.
    pub stance: Option<Text>,
}

name_or_mapping!(RawInvolvement, "an actor's name, or a mapping such as {name: …, role: …}", |name| {
    RawInvolvement { name, role: None, stance: None }
});

/// A place of a briefing: a name, or a mapping.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields, expecting = "a mapping such as {name: …, within: …}")]
#[schemars(rename = "Place", transform = or_name)]
pub struct RawPlace {
    /// The place's name or id.
    pub name: Text,
    /// The place that it lies in.
    pub within: Option<Text>,
    /// How exactly it is known; an undisclosed place is never a point on a map.
    pub precision: Option<Precision>,
    /// Where it is: `[latitude, longitude]` in degrees.
    pub coordinates: Option<Coordinates>,
}

name_or_mapping!(RawPlace, "a place's name, or a mapping such as {name: …, within: …}", |name| RawPlace {
    name,
    within: None,
    precision: None,
    coordinates: None
});

/// A dated entry: `2025-12-19: what happened`, or a mapping.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields, expecting = "a mapping such as {date: …, title: …}")]
#[schemars(rename = "Event", transform = or_dated)]
pub struct RawEvent {
    /// When it happened, in EDTF; `"2025-12~"` is about December 2025.
    pub date: RawDate,
    /// When it happened, in the author's words: `late December`.
    pub date_text: Option<Text>,
    /// What happened.
    pub title: Text,
    /// Of what sort it is: `statement`, `meeting`.
    #[serde(rename = "type")]
    pub kind: Option<Text>,
    /// Who took part, by name or id.
    #[serde(default, deserialize_with = "or_default")]
    pub actors: Vec<Text>,
    /// Where it happened, by name or id.
    #[serde(default, deserialize_with = "or_default")]
    pub locations: Vec<Text>,
    /// Ids of the sources that tell it.
    #[serde(default, deserialize_with = "or_default")]
    pub sources: Vec<Text>,
    /// What its address is called: `id: vote` makes `/briefings/…/#event-vote`; without one its title does.
    pub id: Option<Text>,
}

/// The keys of a dated entry's full form; a first key that is none of them is a date.
const EVENT_KEYS: &[&str] = &["date", "date_text", "title", "type", "actors", "locations", "sources", "id"];

/// Adds the short form; no key of the long form looks like a date, and no date has a small letter.
fn or_dated(full: &mut Schema) {
    let short = serde_json::json!({
        "description": "When, and what happened: `2025-12-19: The bridge opens`.",
        "type": "object",
        "patternProperties": {"^[^a-z]+$": {"type": ["string", "number"], "pattern": "\\S"}},
        "additionalProperties": false,
        "minProperties": 1,
        "maxProperties": 1
    });
    or_short(full, short);
}

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
            return RawEvent::deserialize(de::value::MapAccessDeserializer::new(map));
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
            id: None,
            date: RawDate(date),
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
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {text: …, said_by: …}")]
#[schemars(rename = "Claim")]
pub struct RawClaim {
    /// What judgments and other claims call it, and its address: `/briefings/…/#claim-c1`; without one the
    /// address has its first words.
    pub id: Option<Text>,
    /// What was said.
    pub text: Text,
    /// Who said it: a name, or `{anonymous: true, description: …}`.
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
    /// How credible it is: 1 to 6, the Admiralty scale.
    pub credibility: Option<Credibility>,
    /// Ids of claims that it speaks against; `storm#c1` is the claim `c1` of the briefing `storm`.
    #[serde(default, deserialize_with = "or_default")]
    pub contradicts: Vec<Text>,
    /// Ids of the sources that tell it.
    #[serde(default, deserialize_with = "or_default")]
    pub sources: Vec<Text>,
}

/// Who says a claim: a name, or `{anonymous: true, description: …}`.
#[derive(Debug, Clone, PartialEq)]
pub enum RawSpeaker {
    /// Id or name.
    Name(Text),
    /// Somebody who stays without a name.
    Anonymous(Option<Text>),
}

/// A speaker, or that there is one without a name.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {anonymous: true, description: …}")]
#[schemars(rename = "Speaker", transform = or_name)]
struct FullSpeaker {
    /// Whether the speaker stays without a name.
    #[serde(default)]
    anonymous: bool,
    /// The speaker's name or id.
    name: Option<Text>,
    /// Who an anonymous speaker is, as far as that may be told.
    description: Option<Text>,
}

impl JsonSchema for RawSpeaker {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        FullSpeaker::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        FullSpeaker::json_schema(generator)
    }
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
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {date: …, status: …}")]
#[schemars(rename = "ClaimChange")]
pub struct RawClaimChange {
    /// When it changed.
    pub date: RawDate,
    /// What it changed to.
    pub status: ClaimStatus,
    /// Why it changed.
    pub note: Option<Text>,
}

/// A source; it needs an `id` only to be referred to.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {title: …, publisher: …, url: …}")]
#[schemars(rename = "Source")]
pub struct RawSource {
    /// What the briefing calls it: `[^id]` cites it.
    pub id: Option<Text>,
    /// Whose publication it is, by name or id.
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
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {date: …, text: …}")]
#[schemars(rename = "Correction")]
pub struct RawCorrection {
    /// When it was mended.
    pub date: RawDate,
    /// What was wrong, and how it reads now.
    pub text: Text,
}
