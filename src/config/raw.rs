//! The configuration as it is written, key by key.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::Deserialize;

use super::{AutoLink, BaseUrl, Feeds, Licence, Outputs, Publisher, Target, Theme, TimelineOrder};
use crate::diagnostic::Level;
use crate::model::{Lang, Text, Tlp};

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, expecting = "a mapping of keys")]
pub(super) struct RawConfig {
    pub(super) title: Option<Text>,
    pub(super) base_url: Option<RawBaseUrl>,
    pub(super) description: Option<Text>,
    pub(super) language: Option<Lang>,
    pub(super) publisher: Option<Publisher>,
    pub(super) licence: Option<Licence>,
    pub(super) tlp: Option<Tlp>,
    pub(super) output: Option<Text>,
    pub(super) timezone: Option<RawTimezone>,
    pub(super) timeline_order: Option<TimelineOrder>,
    pub(super) auto_link: Option<AutoLink>,
    pub(super) outputs: Option<Outputs>,
    pub(super) navigation: Option<Vec<RawNavigation>>,
    pub(super) theme: Option<Theme>,
    pub(super) feeds: Option<Feeds>,
    pub(super) checks: Option<BTreeMap<String, RawLevel>>,
    pub(super) publish: Option<BTreeMap<String, Target>>,
    pub(super) extra: Option<serde_yaml::Mapping>,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(super) struct RawBaseUrl(pub(super) BaseUrl);

impl TryFrom<String> for RawBaseUrl {
    type Error = String;

    fn try_from(text: String) -> Result<RawBaseUrl, String> {
        BaseUrl::new(&text).map(RawBaseUrl)
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(super) struct RawTimezone(pub(super) TimeZone);

impl TryFrom<String> for RawTimezone {
    type Error = String;

    fn try_from(text: String) -> Result<RawTimezone, String> {
        TimeZone::get(&text).map(RawTimezone).map_err(|_| {
            format!("`{text}` is not a time zone\nwrite its name in the IANA database, such as UTC or Europe/Kyiv")
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {title: …, url: …}")]
pub(super) struct RawNavigation {
    pub(super) title: Text,
    pub(super) url: Text,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(try_from = "LevelWord")]
pub(super) struct RawLevel(pub(super) Level);

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
