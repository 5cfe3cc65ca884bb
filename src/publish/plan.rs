//! What a publish would do.

use std::collections::BTreeMap;

use serde::Serialize;

use super::manifest::Entry;
use super::{MANIFEST, Site, SiteFile, There};

/// What has to be done to a target so that it is the site.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Routes of the site that are not there.
    pub new: Vec<String>,
    /// Routes that are there with other content.
    pub changed: Vec<String>,
    /// Routes of Dateline's that the site has no more.
    pub removed: Vec<String>,
    /// How many files are as they should be.
    pub same: usize,
    /// Routes of the site where somebody else's file is.
    pub taken: Vec<String>,
    /// Of the changed: those where somebody else's file is taken over.
    pub adopted: Vec<String>,
    /// Routes of the site that can't be, since somebody else has a file where the site has a folder, or a folder where the
    /// site has a file; with theirs.
    pub blocked: Vec<(String, String)>,
    /// How many of others' files stay.
    pub foreign: usize,
    /// How much is to be sent, in bytes.
    pub bytes: u64,
    /// The same by sort.
    pub bytes_by_sort: BTreeMap<Sort, u64>,
    /// Whether the publish before was interrupted.
    pub mends: bool,
}

/// What a file is to whoever publishes it; in the order in which they are sent, so that no page points to what is not
/// there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Style, scripts, faces.
    Assets,
    /// Pictures and other files of the content.
    Files,
    /// The search index.
    Search,
    /// Data, feeds, calendars, and what only machines read.
    Data,
    /// Pages.
    Pages,
}

impl Sort {
    /// All, in that order.
    pub const ALL: [Sort; 5] = [Sort::Assets, Sort::Files, Sort::Search, Sort::Data, Sort::Pages];

    /// The sort of a file at a route.
    pub fn of(route: &str) -> Sort {
        let ending = route.rsplit_once('.').map(|(_, ending)| ending);
        match ending {
            Some("html") => Sort::Pages,
            // It leads to the files of the index, so it goes when they are there.
            _ if route.ends_with("/pagefind-entry.json") => Sort::Data,
            _ if route.starts_with("assets/") => Sort::Assets,
            _ if route.starts_with(crate::search::FOLDER) => Sort::Search,
            Some("json" | "xml" | "csv" | "ics" | "geojson" | "txt") | None => Sort::Data,
            Some(_) => Sort::Files,
        }
    }

    /// What it is called.
    pub fn as_str(self) -> &'static str {
        match self {
            Sort::Assets => "assets",
            Sort::Files => "files",
            Sort::Search => "search",
            Sort::Data => "data",
            Sort::Pages => "pages",
        }
    }
}

impl Plan {
    /// Compares a site with what is at a target; with `adopt` somebody else's file in the way becomes Dateline's.
    /// `form` is the form in which the target would get a file now.
    pub fn new(site: &Site, there: &There, adopt: bool, form: impl Fn(&str, &SiteFile) -> Option<String>) -> Plan {
        let mut plan = Plan::default();
        let manifest = there.manifest.as_ref();
        for (route, file) in &site.files {
            let is_same = |known: &&Entry| known.digest == file.digest && known.form == form(route, file);
            let known = manifest.and_then(|manifest| manifest.files.get(route));
            let owned = manifest.is_some_and(|manifest| manifest.owns(route));
            if let Some(other) = there.in_the_way(route) {
                plan.blocked.push((route.clone(), other.to_owned()));
                continue;
            }
            let list = match there.files.get(route) {
                None => &mut plan.new,
                Some(_) if !owned && !adopt => &mut plan.taken,
                Some(found) if known.filter(is_same).is_some_and(|known| known.is_still(found)) => {
                    plan.same += 1;
                    continue;
                }
                Some(_) => {
                    plan.adopted.extend((!owned).then(|| route.clone()));
                    &mut plan.changed
                }
            };
            list.push(route.clone());
            plan.bytes += file.digest.bytes;
            *plan.bytes_by_sort.entry(Sort::of(route)).or_default() += file.digest.bytes;
        }
        let gone = |route: &&String| !site.files.contains_key(*route) && *route != MANIFEST;
        for route in there.files.keys().filter(gone) {
            match manifest.is_some_and(|manifest| manifest.owns(route)) {
                true => plan.removed.push(route.clone()),
                false => plan.foreign += 1,
            }
        }
        plan.mends = manifest.is_some_and(|manifest| !manifest.pending.is_empty());
        plan
    }

    /// Whether there is nothing to do.
    pub fn is_done(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.removed.is_empty() && !self.mends
    }

    /// What is sent, assets first and pages last.
    pub fn sent(&self) -> Vec<&str> {
        let mut sent: Vec<&str> = self.new.iter().chain(&self.changed).map(String::as_str).collect();
        sent.sort_by_key(|route| (Sort::of(route), *route));
        sent
    }

    /// How many files of each sort are new, changed and removed.
    pub fn by_sort(&self) -> BTreeMap<Sort, [usize; 3]> {
        let mut counts: BTreeMap<Sort, [usize; 3]> = BTreeMap::new();
        for (i, list) in [&self.new, &self.changed, &self.removed].into_iter().enumerate() {
            for route in list {
                counts.entry(Sort::of(route)).or_default()[i] += 1;
            }
        }
        counts
    }
}
