//! What is held back, why, and when it would appear.

use jiff::Timestamp;

use super::visibility::{Hidden, Seen, hidden, moment};
use crate::config::Config;
use crate::diagnostic::FilePath;
use crate::parse::{Front, Parsed};

/// A file that is held back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// The file.
    pub file: FilePath,
    /// Its title or name.
    pub title: String,
    /// Why it is held back, in a word: `draft`, `tlp`, `embargo`, `date`.
    pub reason: &'static str,
    /// When it appears by itself; none where somebody has to change something.
    pub appears: Option<Timestamp>,
    /// The day that a briefing is dated at, or until when it is under embargo, if that is still to come.
    pub dated: Option<Timestamp>,
}

/// All that is held back: first what appears by itself, in its order, then the rest by file.
pub fn outlook(parsed: &Parsed, config: &Config, seen: &Seen) -> Vec<Awaited> {
    let mut awaited: Vec<Awaited> = Vec::new();
    for document in &parsed.documents {
        let Some(why) = hidden(document, config, seen) else { continue };
        let (title, appears) = match &document.front {
            Front::Briefing(raw) => {
                let embargo = raw.publish_at.as_ref().map(|at| moment(at, config).at());
                (raw.title.to_string(), Some(moment(&raw.date, config).at()).max(embargo))
            }
            Front::Actor(raw) => (raw.name().to_string(), None),
            Front::Location(raw) => (raw.name().to_string(), None),
            Front::Publisher(raw) => (raw.name().to_string(), None),
            Front::Page(raw) => (raw.title.to_string(), None),
        };
        let (reason, by_itself) = match why {
            Hidden::Draft => ("draft", false),
            Hidden::Marked => ("tlp", false),
            Hidden::Embargoed => ("embargo", true),
            Hidden::Future => ("date", true),
        };
        let dated = appears.filter(|at| *at > seen.now);
        let appears = appears.filter(|_| by_itself);
        awaited.push(Awaited { file: document.file.clone(), title, reason, appears, dated });
    }
    awaited.sort_by(|a, b| (a.appears.is_none(), a.appears, &a.file).cmp(&(b.appears.is_none(), b.appears, &b.file)));
    awaited
}
