//! `dateline.yaml`: what a site says of itself, checked as strictly as front matter.

mod base_url;
mod faces;
mod parts;
mod raw;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, FilePath, KeyPath, Level, Levels, Place, Step};
use crate::model::{Lang, Text, Tlp, Vocabulary, WebUrl, closest, schema_of};
use crate::path;
use crate::yaml;
pub use base_url::BaseUrl;
pub use faces::{Face, Faces};
pub use parts::{
    AutoLink, Colour, Compression, FeedContent, Feeds, Licence, Outputs, Publisher, Target, Theme, TimelineOrder,
};
use raw::{RawConfig, RawLevel, RawNavigation};

/// The name of the file by which Dateline knows a folder as its output; nothing else there has it.
pub const MARKER: &str = ".dateline";

/// The configuration of a site, with every default filled in.
#[derive(Debug, Clone)]
pub struct Config {
    /// The site's title.
    pub title: String,
    /// Where it will stand; without it there are no canonical links, no feeds, no sitemap and no JSON-LD.
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
    /// Whether the configuration gives that marking itself: a page shows none that nobody gave.
    pub marked: bool,
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

/// What `dateline.yaml` may hold, as JSON Schema.
pub fn schema() -> serde_json::Value {
    schema_of::<RawConfig>()
}

/// Reads the configuration of a site; without one, everything has its default.
pub fn read(text: Option<&str>, file: &FilePath) -> (Config, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let mut links_told = Vec::new();
    let raw = match text {
        Some(text) if !text.trim().is_empty() => {
            let (raw, findings) = yaml::read::<RawConfig>(text);
            links_told = findings.iter().filter_map(|finding| link_of(&finding.path)).collect();
            if raw.is_some() {
                diagnostics.extend(yaml::pitfalls(text).into_iter().map(|pitfall| pitfall.at(file, 0)));
            }
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
        title: title.map_or_else(|| "Briefing desk".to_owned(), Into::into),
        base_url: base_url.map(|url| url.0),
        description: description.map(Into::into),
        language: language.unwrap_or_default(),
        publisher,
        licence,
        marked: tlp.is_some(),
        tlp: tlp.unwrap_or(Tlp::Clear),
        output: output_folder(output, file, &mut diagnostics),
        timezone: timezone.map_or(TimeZone::UTC, |tz| tz.0),
        timeline_order: timeline_order.unwrap_or_default(),
        auto_link: auto_link.unwrap_or_default(),
        navigation: navigation_links(navigation.unwrap_or_default(), &links_told, file, &mut diagnostics),
        theme: theme.unwrap_or_default(),
        feeds: feeds.unwrap_or_default(),
        outputs: outputs.unwrap_or_default(),
        levels: levels(checks.unwrap_or_default(), file, &mut diagnostics),
        publish: publish.unwrap_or_default(),
        extra: extra.unwrap_or_default(),
    };
    (config, diagnostics)
}

/// The output folder: none that holds what the site is made of.
fn output_folder(output: Option<Text>, file: &FilePath, diagnostics: &mut Diagnostics) -> String {
    let Some(output) = output else { return "public".to_owned() };
    let parts: Vec<&str> = output.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect();
    let inputs = ["content", "templates", "static"];
    let relative = !output.starts_with('/');
    if relative && parts.first().is_none_or(|first| inputs.contains(first)) {
        let place = Place::value(file, path!["output"]);
        let message = format!("`{output}` holds what the site is made of: it can't be the output folder");
        let help = "name a folder of its own, such as public";
        diagnostics.push(Diagnostic::new(Code::BadValue, place, message).help(help));
    }
    output.into()
}

/// The number of the navigation's link that a path leads to.
fn link_of(path: &KeyPath) -> Option<usize> {
    match path.0.as_slice() {
        [Step::Key(key), Step::Index(number), ..] if key == "navigation" => Some(*number),
        _ => None,
    }
}

/// The links of the navigation; of those in `told`, mistakes are told already.
fn navigation_links(
    links: Vec<RawNavigation>,
    told: &[usize],
    file: &FilePath,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, String)> {
    for (i, link) in links.iter().enumerate() {
        if told.contains(&i) {
            continue;
        }
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
    /// Whether a kind of mistake is told of: by the code's own weight where the site says nothing.
    pub fn asks(&self, code: Code) -> bool {
        self.levels.get(&code).map_or(!code.off_by_default(), |level| *level != Level::Off)
    }

    /// Has advice told, where the site says nothing of it.
    pub fn tell_advice(&mut self) {
        for code in Code::ALL.iter().filter(|code| code.is_advice()) {
            self.levels.entry(*code).or_insert(Level::Warn);
        }
    }

    /// The path that every address of the site begins with: `/`, or `/team/`.
    pub fn base_path(&self) -> &str {
        self.base_url.as_ref().map_or("/", |url| &url.path)
    }

    /// The highest marking that the site may carry, in words.
    pub fn ceiling(&self) -> &'static str {
        self.tlp.as_str()
    }
}
