//! The parts of a configuration.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Faces;
use crate::model::{Text, WebUrl};

/// A place that a site is published to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
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
        /// In which form texts are stored, for services that can't compress what they send. Readers' browsers undo it.
        compress: Option<Compression>,
    },
    /// A bucket of Google Cloud Storage.
    Gcs {
        /// The bucket.
        bucket: String,
        /// What every key begins with.
        #[serde(default)]
        prefix: String,
        /// In which form texts are stored, for services that can't compress what they send. Readers' browsers undo it.
        compress: Option<Compression>,
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
        /// In which form texts are stored, for services that can't compress what they send. Readers' browsers undo it.
        compress: Option<Compression>,
    },
}

/// How texts are stored at a target that sends what it has as it is (RFC 9110, section 8.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Compression {
    /// Gzip, which everything reads.
    Gzip,
    /// Brotli, which is smaller, and which browsers read over HTTPS only.
    Brotli,
}

/// Who publishes the site.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {name: …, url: …}")]
pub struct Publisher {
    /// The name.
    pub name: Text,
    /// The address.
    pub url: Option<WebUrl>,
    /// The logo, a picture in `static/` by its path there; feeds, previews and JSON-LD show it.
    pub logo: Option<Text>,
}

/// The licence of what the site holds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {name: …, url: …}")]
pub struct Licence {
    /// The name.
    pub name: Text,
    /// Its text.
    pub url: Option<WebUrl>,
}

/// Which end of the timeline comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TimelineOrder {
    /// The oldest entry.
    #[default]
    Oldest,
    /// The newest entry.
    Newest,
}

/// Which names in prose become links by themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {accent: …, logo: …}")]
pub struct Theme {
    /// The one colour, in quotes: `"#8a1c1c"`.
    pub accent: Option<Colour>,
    /// The faces that the site is set in, where they are not Dateline's own.
    #[serde(default)]
    pub faces: Faces,
    /// A picture in `static/`, by its path there.
    pub logo: Option<Text>,
    /// A line at the foot of each page.
    pub footer: Option<Text>,
}

/// A colour as CSS writes it in hexadecimal (CSS Color 4, section 5.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(with = "String", inline, extend("pattern" = "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"))]
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
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a mapping such as {items: 50, content: full}")]
pub struct Feeds {
    /// How many of the newest entries a feed has, up to twice as many until they fill an archive; older ones are in its
    /// archives, as many in each.
    pub items: usize,
    /// What an entry of the site's own feed holds; the whole text by default. Other feeds give summaries.
    pub content: FeedContent,
}

impl Default for Feeds {
    fn default() -> Feeds {
        Feeds { items: 50, content: FeedContent::Full }
    }
}

/// What an entry of the site's own feed holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FeedContent {
    /// The whole text.
    Full,
    /// The summary.
    Summary,
}

/// What may be left out.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a mapping such as {search: true, images: true}")]
pub struct Outputs {
    /// The search index.
    pub search: bool,
    /// Pictures in several widths. Without these, pictures lose their metadata all the same.
    pub images: bool,
    /// Feeds for each actor, location, tag and series, with summaries.
    pub entity_feeds: bool,
    /// The data files.
    pub data: bool,
}

impl Default for Outputs {
    fn default() -> Outputs {
        Outputs { search: true, images: true, entity_feeds: true, data: true }
    }
}
