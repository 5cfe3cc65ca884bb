//! The configuration as it is written, key by key.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use super::{AutoLink, BaseUrl, Feeds, Licence, Outputs, Publisher, Target, Theme, TimelineOrder};
use crate::codes::Code;
use crate::diagnostic::Level;
use crate::model::{Lang, Text, Tlp, WebUrl};

/// What `dateline.yaml` may say of a site. Everything is optional.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping of keys")]
#[schemars(rename = "Configuration")]
pub(super) struct RawConfig {
    /// What the site is called; `Briefing desk` by default.
    pub(super) title: Option<Text>,
    /// The address where the site will stand, a path included. Without it there are no feeds, no sitemap and no JSON-LD.
    pub(super) base_url: Option<RawBaseUrl>,
    /// One or two sentences about the site.
    pub(super) description: Option<Text>,
    /// The language of its texts: `en`, `uk`, `zh-Hant`; `en` by default.
    pub(super) language: Option<Lang>,
    /// Who publishes it.
    pub(super) publisher: Option<Publisher>,
    /// Under which licence its texts are.
    pub(super) licence: Option<Licence>,
    /// The highest TLP 2.0 marking that this site may carry; what is marked above it is not built. `CLEAR` by
    /// default.
    pub(super) tlp: Option<Tlp>,
    /// The folder that a build writes to; `public` by default.
    pub(super) output: Option<Text>,
    /// Where a bare date begins at 00:00: a name such as `UTC` or `Europe/Kyiv`; `UTC` by default.
    pub(super) timezone: Option<RawTimezone>,
    /// Which end of the timeline comes first; `oldest` by default.
    pub(super) timeline_order: Option<TimelineOrder>,
    /// Which names in prose become links by themselves; `first` by default.
    pub(super) auto_link: Option<AutoLink>,
    /// What may be left out of a build.
    pub(super) outputs: Option<Outputs>,
    /// Links at the head of every page, beside those of the site itself.
    pub(super) navigation: Option<Vec<RawNavigation>>,
    /// Colour, faces, logo and footer.
    pub(super) theme: Option<Theme>,
    /// How feeds are made.
    pub(super) feeds: Option<Feeds>,
    /// What a kind of mistake weighs here: `error`, `warn` or `off`; reports name the kind.
    #[schemars(transform = of_codes)]
    pub(super) checks: Option<BTreeMap<String, RawLevel>>,
    /// Places that `dateline publish` sends the site to, each with a name of your own. No password or
    /// token belongs here: Git keeps its own, and object storage takes them from the environment.
    pub(super) publish: Option<BTreeMap<String, Target>>,
    /// Whatever the site's own templates want.
    #[schemars(with = "Option<serde_json::Map<String, serde_json::Value>>")]
    pub(super) extra: Option<serde_yaml::Mapping>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(with = "WebUrl", inline)]
pub(super) struct RawBaseUrl(pub(super) BaseUrl);

impl TryFrom<String> for RawBaseUrl {
    type Error = String;

    fn try_from(text: String) -> Result<RawBaseUrl, String> {
        BaseUrl::new(&text).map(RawBaseUrl)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(with = "String", inline)]
pub(super) struct RawTimezone(pub(super) TimeZone);

impl TryFrom<String> for RawTimezone {
    type Error = String;

    fn try_from(text: String) -> Result<RawTimezone, String> {
        TimeZone::get(&text).map(RawTimezone).map_err(|_| {
            format!("`{text}` is not a time zone\nwrite its name in the IANA database, such as UTC or Europe/Kyiv")
        })
    }
}

/// A link of the navigation.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {title: …, url: …}")]
#[schemars(rename = "NavigationLink")]
pub(super) struct RawNavigation {
    /// What the link says.
    pub(super) title: Text,
    /// Where it leads: `/about/`, or an address that begins with https://.
    pub(super) url: Text,
}

/// What a kind of mistake weighs.
#[derive(Deserialize, Clone, Copy, JsonSchema)]
#[serde(try_from = "LevelWord")]
#[schemars(rename = "Level", with = "serde_json::Value", extend("enum" = ["error", "warn", "off", "warning", false]))]
pub(super) struct RawLevel(pub(super) Level);

/// Names the checks in the schema of a mapping of levels, each with its meaning.
fn of_codes(schema: &mut Schema) {
    let Some(level) = schema.remove("additionalProperties") else {
        return;
    };
    let of_code = |code: &Code| {
        let (mut property, about) = match code.adjustable() {
            true => (level.clone(), code.meaning().to_owned()),
            false => (serde_json::json!({"const": "error"}), format!("{} Always an error.", code.meaning())),
        };
        if let Some(property) = property.as_object_mut() {
            property.insert("description".to_owned(), about.into());
        }
        (code.to_string(), property)
    };
    let properties: serde_json::Map<_, _> = Code::ALL.iter().map(of_code).collect();
    schema.insert("properties".to_owned(), properties.into());
    schema.insert("additionalProperties".to_owned(), false.into());
}

/// `off` is a word here and a yes-or-no value to some YAML readers: both are taken.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum LevelWord {
    Bool(bool),
    Word(String),
}

impl TryFrom<LevelWord> for RawLevel {
    type Error = String;

    fn try_from(word: LevelWord) -> Result<RawLevel, String> {
        match word {
            LevelWord::Bool(false) => Ok(RawLevel(Level::Off)),
            LevelWord::Word(word) if word == "error" => Ok(RawLevel(Level::Error)),
            LevelWord::Word(word) if matches!(word.as_str(), "warn" | "warning") => Ok(RawLevel(Level::Warn)),
            LevelWord::Word(word) if word == "off" => Ok(RawLevel(Level::Off)),
            _ => Err("this is not a level\nwrite error, warn or off".into()),
        }
    }
}
