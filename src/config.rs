//! `dateline.yaml`: what a site says of itself, checked as strictly as front matter.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, FilePath, Level, Levels, Place};
use crate::model::{Lang, Text, Tlp, Vocabulary, WebUrl, closest};
use crate::path;
use crate::yaml;

/// The configuration of a site, with every default filled in.
#[derive(Debug, Clone)]
pub struct Config {
    /// The site's title.
    pub title: String,
    /// Where it will stand; without it there are no canonical links, no feed and no sitemap.
    pub base_url: Option<BaseUrl>,
    /// One or two sentences.
    pub description: Option<String>,
    /// Its language.
    pub language: Lang,
    /// Who publishes it.
    pub publisher: Option<Publisher>,
    /// Under which licence.
    pub licence: Option<Licence>,
    /// The highest marking that it may carry (TLP 2.0).
    pub tlp: Tlp,
    /// The output folder, from the site's root.
    pub output: String,
    /// Where a bare date begins at 00:00.
    pub timezone: TimeZone,
    /// Which end of the timeline comes first.
    pub timeline_order: TimelineOrder,
    /// Which names in prose become links by themselves.
    pub auto_link: AutoLink,
    /// Links of the site's own in its navigation: title and address.
    pub navigation: Vec<(String, String)>,
    /// Colours, logo, footer.
    pub theme: Theme,
    /// How feeds are made.
    pub feeds: Feeds,
    /// What may be left out.
    pub outputs: Outputs,
    /// What codes weigh here.
    pub levels: Levels,
    /// Where the site may be published, by name.
    pub publish: BTreeMap<String, Target>,
    /// Whatever the site's own templates want.
    pub extra: serde_yaml::Mapping,
}

/// A place that a site is published to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Target {
    /// A folder, also on a mounted share.
    Directory {
        /// The folder.
        path: String,
    },
    /// A branch of a Git repository.
    Git {
        /// The remote's name or address.
        remote: String,
        /// The branch.
        branch: String,
    },
    /// A bucket of Amazon S3 or a service like it.
    S3 {
        /// The bucket.
        bucket: String,
        /// What every key begins with.
        #[serde(default)]
        prefix: String,
        /// The service's address, where it is not Amazon's.
        endpoint: Option<WebUrl>,
        /// The region.
        region: Option<String>,
    },
    /// A bucket of Google Cloud Storage.
    Gcs {
        /// The bucket.
        bucket: String,
        /// What every key begins with.
        #[serde(default)]
        prefix: String,
    },
    /// A container of Azure Blob Storage.
    Azure {
        /// The container.
        container: String,
        /// The account.
        account: String,
        /// What every name begins with.
        #[serde(default)]
        prefix: String,
    },
}

/// The address under which the site will stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host, without a final slash: `https://host`.
    pub origin: String,
    /// The path, with a slash at both ends: `/team/`.
    pub path: String,
}

impl BaseUrl {
    /// Takes an absolute web address, with or without a final slash.
    ///
    /// # Errors
    /// When it is no `http` or `https` address, or has a query or fragment.
    pub fn new(text: &str) -> Result<BaseUrl, String> {
        let url = WebUrl::new(text)?;
        let text = url.as_str();
        if text.contains(['?', '#']) {
            return Err("the address of a site has no `?` and no `#`".into());
        }
        let host = text.find("://").map_or(0, |i| i + 3);
        let (origin, path) = match text[host..].find('/') {
            Some(slash) => text.split_at(host + slash),
            None => (text, "/"),
        };
        let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
        if parts.iter().any(|p| matches!(*p, "." | "..")) {
            return Err("the address of a site has no `.` or `..` in its path".into());
        }
        let path = if parts.is_empty() { "/".to_owned() } else { format!("/{}/", parts.join("/")) };
        Ok(BaseUrl { origin: origin.to_owned(), path })
    }
}

/// Who publishes the site.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publisher {
    /// The name.
    pub name: Text,
    /// The address.
    pub url: Option<WebUrl>,
    /// The logo, a path below the site's root.
    pub logo: Option<Text>,
}

/// The licence of what the site holds.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// The name.
    pub name: Text,
    /// Its text.
    pub url: Option<WebUrl>,
}

/// Which end of the timeline comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimelineOrder {
    /// The oldest entry.
    #[default]
    Oldest,
    /// The newest entry.
    Newest,
}

/// Which names in prose become links by themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AutoLink {
    /// The first mention of each.
    #[default]
    First,
    /// Every mention.
    All,
    /// None.
    Off,
}

/// What a site changes of the theme without a template of its own.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// The one colour: `#8a1c1c`.
    pub accent: Option<Colour>,
    /// A picture in `static/`, by its path there.
    pub logo: Option<Text>,
    /// A line at the foot of each page.
    pub footer: Option<Text>,
}

/// A colour as CSS writes it in hexadecimal (CSS Color 4, section 5.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Colour(String);

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Colour, String> {
        let digits = text.strip_prefix('#').unwrap_or_default();
        if matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            Ok(Colour(text))
        } else {
            Err(format!("`{text}` is not a colour\nwrite six hexadecimal digits in quotes: \"#8a1c1c\""))
        }
    }
}

impl Colour {
    /// The colour as CSS writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How feeds are made.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Feeds {
    /// The most entries of a feed.
    pub items: usize,
    /// What an entry holds.
    pub content: FeedContent,
}

impl Default for Feeds {
    fn default() -> Feeds {
        Feeds { items: 50, content: FeedContent::Full }
    }
}

/// What an entry of a feed holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FeedContent {
    /// The whole text.
    Full,
    /// The summary.
    Summary,
}

/// What may be left out.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Outputs {
    /// The search index.
    pub search: bool,
    /// Images in several widths.
    pub images: bool,
    /// A feed for each actor, location and tag.
    pub entity_feeds: bool,
    /// The data files.
    pub data: bool,
}

impl Default for Outputs {
    fn default() -> Outputs {
        Outputs { search: true, images: true, entity_feeds: true, data: true }
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawConfig {
    title: Option<Text>,
    base_url: Option<RawBaseUrl>,
    description: Option<Text>,
    language: Option<Lang>,
    publisher: Option<Publisher>,
    licence: Option<Licence>,
    tlp: Option<Tlp>,
    output: Option<Text>,
    timezone: Option<RawTimezone>,
    timeline_order: Option<TimelineOrder>,
    auto_link: Option<AutoLink>,
    outputs: Option<Outputs>,
    navigation: Option<Vec<RawNavigation>>,
    theme: Option<Theme>,
    feeds: Option<Feeds>,
    checks: Option<BTreeMap<String, RawLevel>>,
    publish: Option<BTreeMap<String, Target>>,
    extra: Option<serde_yaml::Mapping>,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct RawBaseUrl(BaseUrl);

impl TryFrom<String> for RawBaseUrl {
    type Error = String;

    fn try_from(text: String) -> Result<RawBaseUrl, String> {
        BaseUrl::new(&text).map(RawBaseUrl)
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct RawTimezone(TimeZone);

impl TryFrom<String> for RawTimezone {
    type Error = String;

    fn try_from(text: String) -> Result<RawTimezone, String> {
        TimeZone::get(&text).map(RawTimezone).map_err(|_| {
            format!("`{text}` is not a time zone\nwrite its name in the IANA database, such as UTC or Europe/Kyiv")
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNavigation {
    title: Text,
    url: Text,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(try_from = "LevelWord")]
struct RawLevel(Level);

/// `off` is a word here and a yes-or-no value to some YAML readers: both are taken.
#[derive(Deserialize)]
#[serde(untagged)]
enum LevelWord {
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

/// Reads the configuration of a site; without one, everything has its default.
pub fn read(text: Option<&str>, file: &FilePath) -> (Config, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let raw = match text {
        Some(text) if !text.trim().is_empty() => {
            let (raw, findings) = yaml::read::<RawConfig>(text);
            diagnostics.extend(findings.into_iter().map(|finding| finding.at(file, 0)));
            raw.unwrap_or_default()
        }
        _ => RawConfig::default(),
    };
    let RawConfig {
        title,
        base_url,
        description,
        language,
        publisher,
        licence,
        tlp,
        output,
        timezone,
        timeline_order,
        auto_link,
        outputs,
        navigation,
        theme,
        feeds,
        checks,
        publish,
        extra,
    } = raw;
    let config = Config {
        title: title.map_or_else(|| "Briefings".to_owned(), Into::into),
        base_url: base_url.map(|url| url.0),
        description: description.map(Into::into),
        language: language.unwrap_or_default(),
        publisher,
        licence,
        tlp: tlp.unwrap_or(Tlp::Clear),
        output: output.map_or_else(|| "public".to_owned(), Into::into),
        timezone: timezone.map_or(TimeZone::UTC, |tz| tz.0),
        timeline_order: timeline_order.unwrap_or_default(),
        auto_link: auto_link.unwrap_or_default(),
        navigation: navigation_links(navigation.unwrap_or_default(), file, &mut diagnostics),
        theme: theme.unwrap_or_default(),
        feeds: feeds.unwrap_or_default(),
        outputs: outputs.unwrap_or_default(),
        levels: levels(checks.unwrap_or_default(), file, &mut diagnostics),
        publish: publish.unwrap_or_default(),
        extra: extra.unwrap_or_default(),
    };
    (config, diagnostics)
}

fn navigation_links(
    links: Vec<RawNavigation>,
    file: &FilePath,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, String)> {
    for (i, link) in links.iter().enumerate() {
        let inside = link.url.starts_with('/') && !link.url.starts_with("//");
        if !inside && WebUrl::new(&link.url).is_err() {
            let place = Place::value(file, path!["navigation", i, "url"]);
            let message = format!("`{}` is neither a page of this site nor a web address", link.url);
            let help = "write /about/ for a page of this site, or an address that begins with https://";
            diagnostics.push(Diagnostic::new(Code::UnsafeLink, place, message).help(help));
        }
    }
    links.into_iter().map(|link| (link.title.into(), link.url.into())).collect()
}

fn levels(checks: BTreeMap<String, RawLevel>, file: &FilePath, diagnostics: &mut Diagnostics) -> Levels {
    let mut levels = Levels::new();
    for (name, RawLevel(level)) in checks {
        let place = || Place { file: file.clone(), at: crate::diagnostic::At::Key(path!["checks", name.as_str()]) };
        match Code::parse(&name) {
            Some(code) if code.adjustable() => {
                levels.insert(code, level);
            }
            Some(code) if level == Level::Error => {
                levels.insert(code, level);
            }
            Some(code) => {
                let message = format!("`{code}` is always an error: without it nothing true could be built");
                diagnostics.push(Diagnostic::new(Code::BadValue, place(), message).help("remove the line"));
            }
            None => {
                let adjustable = || Code::ALL.iter().filter(|code| code.adjustable()).map(|code| code.as_str());
                let help = match closest(&name, adjustable()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the checks are: {}", adjustable().collect::<Vec<_>>().join(", ")),
                };
                let message = format!("there is no check `{name}`");
                diagnostics.push(Diagnostic::new(Code::UnknownKey, place(), message).help(help));
            }
        }
    }
    levels
}

impl Config {
    /// The path that every address of the site begins with: `/`, or `/team/`.
    pub fn base_path(&self) -> &str {
        self.base_url.as_ref().map_or("/", |url| &url.path)
    }

    /// The highest marking that the site may carry, in words.
    pub fn ceiling(&self) -> &'static str {
        self.tlp.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_an_origin_and_a_path_with_slashes() {
        let url = |text| BaseUrl::new(text).map(|u| (u.origin, u.path));
        assert_eq!(url("https://host"), Ok(("https://host".into(), "/".into())));
        assert_eq!(url("https://host:8080/a/b"), Ok(("https://host:8080".into(), "/a/b/".into())));
        assert_eq!(url("http://host//team//"), Ok(("http://host".into(), "/team/".into())));
        assert!(url("host.org").is_err());
        assert!(url("https://host/?x").is_err());
        assert!(url("https://host/a/../b").is_err());
    }
}
