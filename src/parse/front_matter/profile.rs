//! The front matter of profiles and free pages.

use schemars::JsonSchema;
use serde::Deserialize;

use super::forms::{Anything, RawDate, decided, or_default};
use crate::diagnostic::KeyPath;
use crate::model::{ActorType, Coordinates, Lang, Precision, Reliability, Slug, Status, Text, Tlp, WebUrl, Wikidata};
use crate::path;

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
    /// Names or ids of others that it is not.
    pub different_from: Vec<Text>,
    /// Its item at Wikidata.
    pub wikidata: Option<Wikidata>,
    /// Links about it.
    pub links: Vec<RawLink>,
    /// Whatever the site's own templates want.
    pub extra: serde_yaml::Mapping,
}

impl RawCommon {
    /// Every name that resolves to it, with the way to it.
    pub fn names(&self) -> impl Iterator<Item = (&str, KeyPath)> {
        let native = self.native_name.as_ref().map(|n| (&*n.text, path!["native_name", "text"]));
        std::iter::once((&*self.name, path!["name"]))
            .chain(self.aliases.iter().enumerate().map(|(i, a)| (&**a, path!["aliases", i])))
            .chain(native)
            .chain(self.previous_names.iter().enumerate().map(|(i, p)| (&*p.name, path!["previous_names", i, "name"])))
    }
}

/// A name in its own language and script.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {text: …, lang: uk}")]
#[schemars(rename = "NativeName")]
pub struct RawNativeName {
    /// The name.
    pub text: Text,
    /// Its language.
    pub lang: Lang,
}

/// A name of the past.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {name: …, until: …}")]
#[schemars(rename = "PreviousName")]
pub struct RawPreviousName {
    /// The name.
    pub name: Text,
    /// When it ended.
    pub until: Option<RawDate>,
}

/// A titled link.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {title: …, url: …}")]
#[schemars(rename = "Link")]
pub struct RawLink {
    /// What it leads to, in words.
    pub title: Text,
    /// Where it leads.
    pub url: WebUrl,
}

/// An office held.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {title: …, organization: …}")]
#[schemars(rename = "Role")]
pub struct RawRole {
    /// Its title.
    pub title: Text,
    /// Where it is held.
    pub organization: Option<Text>,
    /// Since when it is held.
    pub from: Option<RawDate>,
    /// Until when it was held.
    pub to: Option<RawDate>,
}

/// An actor's profile.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping of keys")]
#[schemars(rename = "Actor")]
pub struct RawActor {
    /// Stable id and part of the address; by default the file's name.
    id: Option<Slug>,
    /// The name that pages show.
    name: Text,
    /// What the actor is.
    #[serde(rename = "type")]
    pub kind: Option<ActorType>,
    /// The name in its own language and script.
    native_name: Option<RawNativeName>,
    /// Other names that briefings may use for it.
    #[serde(default, deserialize_with = "or_default")]
    aliases: Vec<Text>,
    /// Names that a search finds it by, and that never stand for it in a briefing.
    #[serde(default, deserialize_with = "or_default")]
    weak_aliases: Vec<Text>,
    /// Names of the past; they stand for it too.
    #[serde(default, deserialize_with = "or_default")]
    previous_names: Vec<RawPreviousName>,
    /// Names or ids of others that it is not, though they are called alike or nearly so.
    #[serde(default, deserialize_with = "or_default")]
    different_from: Vec<Text>,
    /// Offices held.
    #[serde(default, deserialize_with = "or_default")]
    pub roles: Vec<RawRole>,
    /// What the actor belongs to: a list of names.
    #[serde(default, deserialize_with = "or_default")]
    pub member_of: Vec<Text>,
    /// Its item at Wikidata: `Q7184`.
    wikidata: Option<Wikidata>,
    /// A picture beside this file, by its name. Who can't see it is told the actor's name.
    pub image: Option<Text>,
    /// Links about it.
    #[serde(default, deserialize_with = "or_default")]
    links: Vec<RawLink>,
    /// `draft` keeps it out of the site.
    #[serde(default, deserialize_with = "decided")]
    #[schemars(with = "Status")]
    status: Option<Status>,
    /// TLP 2.0 marking. What is marked above the site's `tlp` is not built.
    #[serde(default, deserialize_with = "decided")]
    #[schemars(with = "Tlp")]
    tlp: Option<Tlp>,
    /// Whether its page is built even if no visible briefing mentions it.
    #[serde(default)]
    standalone: bool,
    /// Whatever the site's own templates want.
    #[serde(default, deserialize_with = "or_default")]
    #[schemars(with = "Anything")]
    extra: serde_yaml::Mapping,
}

/// A location's profile.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping of keys")]
#[schemars(rename = "Location")]
pub struct RawLocation {
    /// Stable id and part of the address; by default the file's name.
    id: Option<Slug>,
    /// The name that pages show.
    name: Text,
    /// The name in its own language and script.
    native_name: Option<RawNativeName>,
    /// Other names that briefings may use for it.
    #[serde(default, deserialize_with = "or_default")]
    aliases: Vec<Text>,
    /// Names that a search finds it by, and that never stand for it in a briefing.
    #[serde(default, deserialize_with = "or_default")]
    weak_aliases: Vec<Text>,
    /// Names of the past; they stand for it too.
    #[serde(default, deserialize_with = "or_default")]
    previous_names: Vec<RawPreviousName>,
    /// Names or ids of others that it is not, though they are called alike or nearly so.
    #[serde(default, deserialize_with = "or_default")]
    different_from: Vec<Text>,
    /// The place that it lies in, by name or id.
    pub within: Option<Text>,
    /// Where it is: `[latitude, longitude]` in degrees.
    pub coordinates: Option<Coordinates>,
    /// How exactly the place is known; an undisclosed one is never a point on a map.
    pub precision: Option<Precision>,
    /// Its country.
    pub country: Option<Text>,
    /// Its item at Wikidata: `Q7184`.
    wikidata: Option<Wikidata>,
    /// Links about it.
    #[serde(default, deserialize_with = "or_default")]
    links: Vec<RawLink>,
    /// `draft` keeps it out of the site.
    #[serde(default, deserialize_with = "decided")]
    #[schemars(with = "Status")]
    status: Option<Status>,
    /// TLP 2.0 marking. What is marked above the site's `tlp` is not built.
    #[serde(default, deserialize_with = "decided")]
    #[schemars(with = "Tlp")]
    tlp: Option<Tlp>,
    /// Whether its page is built even if no visible briefing mentions it.
    #[serde(default)]
    standalone: bool,
    /// Whatever the site's own templates want.
    #[serde(default, deserialize_with = "or_default")]
    #[schemars(with = "Anything")]
    extra: serde_yaml::Mapping,
}

/// A publisher's profile.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping of keys")]
#[schemars(rename = "Publisher")]
pub struct RawPublisher {
    /// Stable id and part of the address; by default the file's name.
    id: Option<Slug>,
    /// The name that pages show.
    name: Text,
    /// The name in its own language and script.
    native_name: Option<RawNativeName>,
    /// Other names that briefings may use for it.
    #[serde(default, deserialize_with = "or_default")]
    aliases: Vec<Text>,
    /// Names that a search finds it by, and that never stand for it in a briefing.
    #[serde(default, deserialize_with = "or_default")]
    weak_aliases: Vec<Text>,
    /// Names of the past; they stand for it too.
    #[serde(default, deserialize_with = "or_default")]
    previous_names: Vec<RawPreviousName>,
    /// Names or ids of others that it is not, though they are called alike or nearly so.
    #[serde(default, deserialize_with = "or_default")]
    different_from: Vec<Text>,
    /// Its address on the web.
    pub url: Option<WebUrl>,
    /// Its country.
    pub country: Option<Text>,
    /// How reliable it is: A to F, the Admiralty scale.
    pub reliability: Option<Reliability>,
    /// Why it is rated so.
    pub reliability_note: Option<Text>,
    /// Its item at Wikidata: `Q7184`.
    wikidata: Option<Wikidata>,
    /// Links about it.
    #[serde(default, deserialize_with = "or_default")]
    links: Vec<RawLink>,
    /// `draft` keeps it out of the site.
    #[serde(default, deserialize_with = "decided")]
    #[schemars(with = "Status")]
    status: Option<Status>,
    /// TLP 2.0 marking. What is marked above the site's `tlp` is not built.
    #[serde(default, deserialize_with = "decided")]
    #[schemars(with = "Tlp")]
    tlp: Option<Tlp>,
    /// Whether its page is built even if no visible briefing mentions it.
    #[serde(default)]
    standalone: bool,
    /// Whatever the site's own templates want.
    #[serde(default, deserialize_with = "or_default")]
    #[schemars(with = "Anything")]
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

                /// Its name.
                pub fn name(&self) -> &Text {
                    &self.name
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
                        different_from: std::mem::take(&mut self.different_from),
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
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping of keys")]
#[schemars(rename = "Page")]
pub struct RawPage {
    /// The last part of its address; by default the file's name.
    pub id: Option<Slug>,
    /// What the page is called.
    pub title: Text,
    /// One or two sentences for lists and social cards.
    pub summary: Option<Text>,
    /// `draft` keeps it out of the site.
    #[serde(default, deserialize_with = "decided")]
    #[schemars(with = "Status")]
    pub status: Option<Status>,
    /// TLP 2.0 marking. What is marked above the site's `tlp` is not built.
    #[serde(default, deserialize_with = "decided")]
    #[schemars(with = "Tlp")]
    pub tlp: Option<Tlp>,
    /// Its language, where that is not the site's.
    pub lang: Option<Lang>,
    /// A template of the site's own, by file name.
    pub template: Option<Text>,
    /// Old addresses that lead to it, each beginning with a slash.
    #[serde(default, deserialize_with = "or_default")]
    pub aliases: Vec<Text>,
    /// Whatever the site's own templates want.
    #[serde(default, deserialize_with = "or_default")]
    #[schemars(with = "Anything")]
    pub extra: serde_yaml::Mapping,
}
