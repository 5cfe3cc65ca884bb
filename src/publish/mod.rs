//! Publishing: what a built site and a target differ in, and how the target becomes the site.
//!
//! ```text
//! output folder ─read→ Site ─┐
//! target ─look→ There ───────┴─plan→ Plan ─send→ target
//! ```
//!
//! - **Compared by content.** A [`Manifest`] at the target says which files are Dateline's and what is in each
//!   (SHA-256); it is held against what is really there, so that a file that somebody removed is sent again.
//! - **Others' files stay.** What no manifest names is somebody else's: a CNAME, another site below the same folder.
//!   A site that would overwrite such a file is refused, unless it is adopted.
//! - **Whole at each moment.** A folder is switched and a branch is moved at once. A bucket can't be: there what pages
//!   need is sent before them, and what is no more of the site goes last.
//!
//! Each kind of target is a file of its own.

#![expect(clippy::disallowed_methods, reason = "publishing touches disks, networks and the user's own git")]

mod directory;
mod error;
#[cfg(feature = "object-storage")]
mod form;
mod git;
mod manifest;
#[cfg(feature = "object-storage")]
mod objects;
mod plan;
mod site;

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::Path;

pub use error::PublishError;
pub use manifest::{Digest, Entry, Found, Manifest, NAME as MANIFEST};
pub use plan::{Plan, Sort};
pub use site::{Site, SiteFile, digest, hexadecimal};

use crate::config::Target;
use crate::write::Protected;

/// What is at a target.
#[derive(Debug, Default)]
pub struct There {
    /// What the manifest says, where there is one.
    pub manifest: Option<Manifest>,
    /// Every file that is really there, by route.
    pub files: BTreeMap<String, Found>,
    /// Whether files stand in folders there, so that a name is a file or a folder. In a bucket a name is only a name.
    has_folders: bool,
    /// By what the target's state is known, for a target that others may change meanwhile.
    state: Option<String>,
}

impl There {
    /// Somebody else's file that keeps a file of the site from its route: where the site has a folder, or in a folder where
    /// the site has a file.
    fn in_the_way(&self, route: &str) -> Option<&str> {
        if !self.has_folders {
            return None;
        }
        let is_theirs = |file: &&str| !self.manifest.as_ref().is_some_and(|manifest| manifest.owns(file));
        let above = route.match_indices('/').filter_map(|(at, _)| self.files.get_key_value(&route[..at]));
        let below = || {
            let folder = format!("{route}/");
            let from = self.files.range::<str, _>((Bound::Included(&*folder), Bound::Unbounded));
            from.map(|(file, _)| file.as_str()).take_while(|file| file.starts_with(&folder)).find(is_theirs)
        };
        above.map(|(file, _)| file.as_str()).find(is_theirs).or_else(below)
    }
}

/// A target that can be published to.
#[derive(Debug)]
pub enum Door<'a> {
    /// A folder.
    Directory(directory::Directory<'a>),
    /// A branch of a Git repository.
    Git(git::Branch<'a>),
    /// A part of a bucket.
    #[cfg(feature = "object-storage")]
    Objects(Box<objects::Bucket>),
}

impl<'a> Door<'a> {
    /// The way to a target; paths and remotes are those of the site's folder.
    ///
    /// # Errors
    /// This program can't publish to such a target, what the configuration says of it can't be used, or there are no
    /// credentials for it.
    pub fn new(target: &'a Target, root: &'a Path, protected: &'a Protected) -> Result<Door<'a>, PublishError> {
        if let Some(why) = secret_in(target) {
            return Err(PublishError::Refused(why));
        }
        match target {
            Target::Directory { path } => Ok(Door::Directory(directory::Directory::new(root, path, protected))),
            Target::Git { remote, branch } => Ok(Door::Git(git::Branch::new(root, remote, branch))),
            #[cfg(feature = "object-storage")]
            Target::S3 { .. } | Target::Gcs { .. } | Target::Azure { .. } => {
                Ok(Door::Objects(Box::new(objects::Bucket::new(target)?)))
            }
            #[cfg(not(feature = "object-storage"))]
            Target::S3 { .. } | Target::Gcs { .. } | Target::Azure { .. } => {
                Err(PublishError::Unsupported { to: "object storage", feature: "object-storage" })
            }
        }
    }

    /// Looks at what is there; changes nothing.
    ///
    /// # Errors
    /// The target can't be reached or read.
    pub fn look(&self) -> Result<There, PublishError> {
        match self {
            Door::Directory(directory) => directory.look(),
            Door::Git(branch) => branch.look(),
            #[cfg(feature = "object-storage")]
            Door::Objects(bucket) => bucket.look(),
        }
    }

    /// What has to be done so that the target is the site; with `adopt` also where somebody else's file is in the way.
    pub fn plan(&self, site: &Site, there: &There, adopt: bool) -> Plan {
        Plan::new(site, there, adopt, |route, file| self.form(route, file))
    }

    /// The name of the form in which the target would get a file, where it keeps more than bytes.
    #[cfg_attr(not(feature = "object-storage"), expect(unused_variables, reason = "only object storage has forms"))]
    fn form(&self, route: &str, file: &SiteFile) -> Option<String> {
        match self {
            Door::Directory(_) | Door::Git(_) => None,
            #[cfg(feature = "object-storage")]
            Door::Objects(bucket) => Some(bucket.form(route, file).name()),
        }
    }

    /// Makes the target the site, as planned; `message` says in words what is new, and `on_sent` hears of each file that
    /// is sent.
    ///
    /// # Errors
    /// [`PublishError::Moved`] where somebody else has published meanwhile: plan again. Else the target or the machine
    /// failed. A folder or a branch is then as it was; in a bucket the next publish goes on.
    pub fn send(
        &self,
        site: &Site,
        there: &There,
        plan: &Plan,
        message: &str,
        on_sent: &dyn Fn(),
    ) -> Result<(), PublishError> {
        match self {
            Door::Directory(directory) => directory.send(site, there, plan, on_sent),
            Door::Git(branch) => branch.send(site, there, plan, message, on_sent),
            #[cfg(feature = "object-storage")]
            Door::Objects(bucket) => bucket.send(site, there, plan, on_sent),
        }
    }

    /// Brings the version before back, where the target keeps it.
    ///
    /// # Errors
    /// It keeps none, or the target failed.
    pub fn roll_back(&self) -> Result<(), PublishError> {
        match self {
            Door::Directory(directory) => directory.roll_back(),
            Door::Git(_) => Err(PublishError::NoPrevious(
                "a branch keeps every version as a commit: take it back with `git revert` there".to_owned(),
            )),
            #[cfg(feature = "object-storage")]
            Door::Objects(_) => Err(PublishError::NoPrevious(
                "a bucket keeps no version before: check out the commit that you want back, and publish that"
                    .to_owned(),
            )),
        }
    }
}

/// Why a target's address may not be used: `dateline.yaml` is committed and shared, so no secret belongs in it.
fn secret_in(target: &Target) -> Option<String> {
    let (key, address, mend) = match target {
        Target::Git { remote, .. } => {
            ("remote", remote.as_str(), "leave it out, and let Git ask for it or keep it (`git help credentials`)")
        }
        Target::S3 { endpoint: Some(endpoint), .. } => {
            ("endpoint", endpoint.as_str(), "leave it out, and put it into the environment or ~/.aws/credentials")
        }
        _ => return None,
    };
    let (scheme, rest) = address.split_once("://")?;
    let (host, query) = (rest.split(['/', '?', '#']).next()?, rest.split_once('?').map_or("", |(_, query)| query));
    let user = host.rsplit_once('@').map_or("", |(user, _)| user);
    // A name alone is none, as in `ssh://git@host/`; what begins like a token or is as long as one is.
    let is_token = user.len() >= SHORTEST_TOKEN || TOKENS.iter().any(|begin| user.starts_with(begin));
    let is_secret = user.contains(':')
        || (scheme.starts_with("http") && is_token)
        || ["token=", "password=", "secret=", "sig="].iter().any(|key| query.contains(key))
        // The address of a service has neither.
        || (matches!(target, Target::S3 { .. }) && !(user.is_empty() && query.is_empty()));
    is_secret.then(|| {
        format!("`{key}` in dateline.yaml holds a password or a token, and dateline.yaml is no place for one: {mend}")
    })
}

/// No service gives out shorter ones without a beginning of its own.
const SHORTEST_TOKEN: usize = 20;

/// How tokens of GitHub, GitLab and Gitea's kin begin.
const TOKENS: [&str; 7] = ["ghp_", "gho_", "ghu_", "ghs_", "github_pat_", "glpat-", "x-access-token"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_in_an_address_is_found_and_not_told() {
        let remote = |remote: &str| secret_in(&Target::Git { remote: remote.to_owned(), branch: "pages".to_owned() });
        for plain in
            ["origin", "git@host.example:desk/site.git", "ssh://git@host.example/site", "https://me@host.example/a:b@c"]
        {
            assert_eq!(remote(plain), None, "{plain}");
        }
        for secret in [
            "https://me:hunter2@host.example/site",
            "https://ghp_0123456789abcdefghij@host.example/site",
            "https://host.example/site?private_token=hunter2",
            "https://ghp_hunter2@host.example/site",
        ] {
            let why = remote(secret).unwrap();
            assert!(why.contains("git help credentials") && !why.contains("hunter2") && !why.contains("ghp_"), "{why}");
        }
    }
}
