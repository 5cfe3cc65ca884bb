//! The front matter of profiles and free pages.

use serde::Deserialize;

use super::forms::{RawDate, decided, or_default};
use crate::model::{ActorType, Coordinates, Lang, Precision, Reliability, Slug, Status, Text, Tlp, WebUrl, Wikidata};

/// What profiles of every kind take, gathered from the three.
#[derive(Debug, Clone)]
pub struct RawCommon {
    /// Stable id; by default the file's name.
    pub id: Option<Slug>,
    /// The name.
    pub name: Text,
    /// `draft`, or nothing.
    pub status: Option<Status>,
    /// TLP 2.0 marking.
    pub tlp: Option<Tlp>,
    /// Build the page even if no visible briefing mentions it.
    pub standalone: bool,
    /// The name in its own language and script.
    pub native_name: Option<RawNativeName>,
    /// Other names that resolve to it.
    pub aliases: Vec<Text>,
    /// Names that are searched and never resolve.
    pub weak_aliases: Vec<Text>,
    /// Names of the past.
    pub previous_names: Vec<RawPreviousName>,
    /// Its item at Wikidata.
    pub wikidata: Option<Wikidata>,
    /// Links about it.
    pub links: Vec<RawLink>,
    /// Whatever the site's own templates want.
    pub extra: serde_yaml::Mapping,
}

/// A name in its own language and script.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {text: …, lang: uk}")]
pub struct RawNativeName {
    /// The name.
    pub text: Text,
    /// Its language.
    pub lang: Lang,
}

/// A name of the past.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {name: …, until: …}")]
pub struct RawPreviousName {
    /// The name.
    pub name: Text,
    /// When it ended.
    pub until: Option<RawDate>,
}

/// A titled link.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {title: …, url: …}")]
pub struct RawLink {
    /// What it leads to, in words.
    pub title: Text,
    /// Where.
    pub url: WebUrl,
}

/// An office held.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {title: …, organization: …}")]
pub struct RawRole {
    /// Its title.
    pub title: Text,
    /// Where it is held.
    pub organization: Option<Text>,
    /// Since when.
    pub from: Option<RawDate>,
    /// Until when.
    pub to: Option<RawDate>,
}

/// An actor's profile.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping of keys")]
pub struct RawActor {
    id: Option<Slug>,
    name: Text,
    /// What the actor is.
    #[serde(rename = "type")]
    pub kind: Option<ActorType>,
    native_name: Option<RawNativeName>,
    #[serde(default, deserialize_with = "or_default")]
    aliases: Vec<Text>,
    #[serde(default, deserialize_with = "or_default")]
    weak_aliases: Vec<Text>,
    #[serde(default, deserialize_with = "or_default")]
    previous_names: Vec<RawPreviousName>,
    /// Offices held.
    #[serde(default, deserialize_with = "or_default")]
    pub roles: Vec<RawRole>,
    /// What the actor belongs to.
    #[serde(default, deserialize_with = "or_default")]
    pub member_of: Vec<Text>,
    wikidata: Option<Wikidata>,
    /// A picture beside the profile.
    pub image: Option<Text>,
    #[serde(default, deserialize_with = "or_default")]
    links: Vec<RawLink>,
    #[serde(default, deserialize_with = "decided")]
    status: Option<Status>,
    #[serde(default, deserialize_with = "decided")]
    tlp: Option<Tlp>,
    #[serde(default)]
    standalone: bool,
    #[serde(default, deserialize_with = "or_default")]
    extra: serde_yaml::Mapping,
}

/// A location's profile.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping of keys")]
pub struct RawLocation {
    id: Option<Slug>,
    name: Text,
    native_name: Option<RawNativeName>,
    #[serde(default, deserialize_with = "or_default")]
    aliases: Vec<Text>,
    #[serde(default, deserialize_with = "or_default")]
    weak_aliases: Vec<Text>,
    #[serde(default, deserialize_with = "or_default")]
    previous_names: Vec<RawPreviousName>,
    /// The place that it lies in.
    pub within: Option<Text>,
    /// `[latitude, longitude]`.
    pub coordinates: Option<Coordinates>,
    /// How exactly the place is known.
    pub precision: Option<Precision>,
    /// Its country.
    pub country: Option<Text>,
    wikidata: Option<Wikidata>,
    #[serde(default, deserialize_with = "or_default")]
    links: Vec<RawLink>,
    #[serde(default, deserialize_with = "decided")]
    status: Option<Status>,
    #[serde(default, deserialize_with = "decided")]
    tlp: Option<Tlp>,
    #[serde(default)]
    standalone: bool,
    #[serde(default, deserialize_with = "or_default")]
    extra: serde_yaml::Mapping,
}

/// A publisher's profile.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping of keys")]
pub struct RawPublisher {
    id: Option<Slug>,
    name: Text,
    native_name: Option<RawNativeName>,
    #[serde(default, deserialize_with = "or_default")]
    aliases: Vec<Text>,
    #[serde(default, deserialize_with = "or_default")]
    weak_aliases: Vec<Text>,
    #[serde(default, deserialize_with = "or_default")]
    previous_names: Vec<RawPreviousName>,
    /// Its address.
    pub url: Option<WebUrl>,
    /// Its country.
    pub country: Option<Text>,
    /// A to F, the Admiralty scale.
    pub reliability: Option<Reliability>,
    /// Why.
    pub reliability_note: Option<Text>,
    wikidata: Option<Wikidata>,
    #[serde(default, deserialize_with = "or_default")]
    links: Vec<RawLink>,
    #[serde(default, deserialize_with = "decided")]
    status: Option<Status>,
    #[serde(default, deserialize_with = "decided")]
    tlp: Option<Tlp>,
    #[serde(default)]
    standalone: bool,
    #[serde(default, deserialize_with = "or_default")]
    extra: serde_yaml::Mapping,
}

macro_rules! common {
    ($($type:ident)*) => {
        $(
            impl $type {
                /// Its status and marking, which decide whether it is seen.
                pub fn marking(&self) -> (Option<Status>, Option<Tlp>) {
                    (self.status, self.tlp)
                }

                /// Its own id, if it has one.
                pub fn id(&self) -> Option<&Slug> {
                    self.id.as_ref()
                }

                /// Takes out what profiles of every kind have, and leaves what is this kind's own.
                pub fn take_common(&mut self) -> RawCommon {
                    RawCommon {
                        id: self.id.take(),
                        name: self.name.clone(),
                        status: self.status,
                        tlp: self.tlp,
                        standalone: self.standalone,
                        native_name: self.native_name.take(),
                        aliases: std::mem::take(&mut self.aliases),
                        weak_aliases: std::mem::take(&mut self.weak_aliases),
                        previous_names: std::mem::take(&mut self.previous_names),
                        wikidata: self.wikidata.take(),
                        links: std::mem::take(&mut self.links),
                        extra: std::mem::take(&mut self.extra),
                    }
                }
            }
        )*
    };
}

common!(RawActor RawLocation RawPublisher);

/// A free page's front matter.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping of keys")]
pub struct RawPage {
    /// The last part of its address; by default the file's name.
    pub id: Option<Slug>,
    /// The title.
    pub title: Text,
    /// One or two sentences.
    pub summary: Option<Text>,
    /// `draft`, or nothing.
    #[serde(default, deserialize_with = "decided")]
    pub status: Option<Status>,
    /// TLP 2.0 marking.
    #[serde(default, deserialize_with = "decided")]
    pub tlp: Option<Tlp>,
    /// Language, when it is not the site's.
    pub lang: Option<Lang>,
    /// A template of the site's own.
    pub template: Option<Text>,
    /// Old addresses that lead to it.
    #[serde(default, deserialize_with = "or_default")]
    pub aliases: Vec<Text>,
    /// Whatever the site's own templates want.
    #[serde(default, deserialize_with = "or_default")]
    pub extra: serde_yaml::Mapping,
}
