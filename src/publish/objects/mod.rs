//! Object storage as a target, through `object_store`: Amazon S3 and services like it, Google's and Azure's.
//!
//! A bucket can't be switched at once. So a publish is done in steps of which each leaves a site that works:
//!
//! 1. The manifest says what is going to change (`pending`).
//! 2. Files are sent, many at a time; each [sort](super::Sort) when the one before is whole, pages last, so that no page
//!    leads to what is not there yet. On the way the manifest is brought up to date, so that a publish that ends early,
//!    by an error, Ctrl-C or a killed process, goes on from there the next time.
//! 3. Only when all of that is there, what is no more of the site is removed.
//! 4. The manifest says what is there.
//!
//! The manifest is only written over the version that was read, where the service can promise that: two people who
//! publish at the same time don't mix their sites.

mod ended;
mod store;
mod words;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use futures_util::stream::{self, StreamExt as _};
use object_store::path::Path as Key;
use object_store::{
    Attribute, Attributes, Error, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions, PutPayload, PutResult,
    UpdateVersion, WriteMultipart,
};
use tokio::runtime::Runtime;

use super::form::Form;
use super::manifest::{Entry, Found, Manifest, NAME};
use super::site::{SiteFile, digest_of};
use super::{Plan, PublishError, Site, Sort, There};
use crate::config::{Compression, Target};
use crate::load::{open, read_file};

/// How many files are on their way at once.
const AT_ONCE: usize = 32;

/// Files above this size, in bytes, are sent in parts of that size.
const PART: usize = 16 * 1024 * 1024;

/// How many parts of one file are on their way at once.
const PARTS_AT_ONCE: usize = 4;

/// How often the manifest is brought up to date while files are sent, where that is quick: else so seldom that it takes
/// at most the [`SHARE`]th part of the time.
const CHECKPOINT: Duration = Duration::from_secs(2);

/// See [`CHECKPOINT`].
const SHARE: u32 = 10;

/// How long what is on its way is waited for when a publish ends early.
const GRACE: Duration = Duration::from_secs(5);

/// With what headers the manifest is stored: it is for programs, and never an old one.
const MANIFEST_FORM: (&str, &str) = ("application/json", "no-store");

/// A part of a bucket.
#[derive(Debug)]
pub struct Bucket {
    store: Arc<dyn ObjectStore>,
    /// The same for looking: it gives up sooner.
    looking: Arc<dyn ObjectStore>,
    runtime: Runtime,
    /// What the bucket is called in messages.
    name: String,
    prefix: Key,
    compression: Option<Compression>,
    /// The version of the manifest that was read or written last.
    version: RefCell<Option<UpdateVersion>>,
    /// Whether the service writes on condition.
    is_conditional: Cell<bool>,
}

impl Bucket {
    pub(super) fn new(target: &Target) -> Result<Bucket, PublishError> {
        let opened = store::open(target)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| PublishError::Target(format!("cannot begin to send: {error}")))?;
        let prefix = Key::parse(opened.prefix)
            .map_err(|_| PublishError::Refused(format!("`{}` can't be what keys begin with", opened.prefix)))?;
        Ok(Bucket {
            store: opened.store,
            looking: opened.looking,
            runtime,
            name: opened.name,
            prefix,
            compression: opened.compression,
            version: RefCell::default(),
            is_conditional: Cell::new(true),
        })
    }

    pub(super) fn form(&self, route: &str, file: &SiteFile) -> Form {
        Form::of(route, file.cache_control, self.compression)
    }

    fn key(&self, route: &str) -> Result<Key, PublishError> {
        let key = if self.prefix.is_root() { route.to_owned() } else { format!("{}/{route}", self.prefix) };
        Key::parse(key).map_err(|error| PublishError::Target(format!("{route} can't be a key: {error}")))
    }

    fn failed(&self, doing: &str, error: &Error) -> PublishError {
        PublishError::Target(words::said(&self.name, doing, error))
    }

    pub(super) fn look(&self) -> Result<There, PublishError> {
        self.runtime.block_on(async {
            let manifest = match self.looking.get(&self.key(NAME)?).await {
                Ok(found) => {
                    let (e_tag, version) = (found.meta.e_tag.clone(), found.meta.version.clone());
                    *self.version.borrow_mut() = Some(UpdateVersion { e_tag, version });
                    let bytes = found.bytes().await.map_err(|error| self.failed("read the manifest", &error))?;
                    Some(Manifest::read(&bytes).map_err(PublishError::Manifest)?)
                }
                Err(Error::NotFound { .. }) => {
                    *self.version.borrow_mut() = None;
                    None
                }
                Err(error) => return Err(self.failed("read the manifest", &error)),
            };
            let mut files = BTreeMap::new();
            let mut listed = self.looking.list(Some(&self.prefix));
            while let Some(found) = listed.next().await {
                let found = found.map_err(|error| self.failed("list what is there", &error))?;
                let key = found.location.as_ref();
                let below = key.strip_prefix(self.prefix.as_ref()).unwrap_or(key).trim_start_matches('/');
                let tag = found.e_tag.as_deref().map(plain_tag);
                files.insert(below.to_owned(), Found { bytes: found.size, tag });
            }
            Ok(There { manifest, files, ..There::default() })
        })
    }

    /// `on_sent` hears of each file that was sent.
    pub(super) fn send(&self, site: &Site, there: &There, plan: &Plan, on_sent: &dyn Fn()) -> Result<(), PublishError> {
        self.runtime.block_on(self.sending(site, there, plan, on_sent))
    }

    async fn sending(&self, site: &Site, there: &There, plan: &Plan, on_sent: &dyn Fn()) -> Result<(), PublishError> {
        let routes = plan.sent();
        let mut manifest = begun(site, there, plan, &routes);
        let mut saving = Instant::now();
        // A service that knows no conditions is soon seen, and so is one that lets nobody write.
        self.save_by(&*self.looking, &manifest).await?;
        let (mut sent, mut saved_at, mut took) = (0, Instant::now(), saving.elapsed());
        let interrupted = ended::asked_to_end();
        tokio::pin!(interrupted);
        let mut stopped: Option<PublishError> = None;
        let mut patience = std::pin::pin!(tokio::time::sleep(Duration::MAX));
        for group in routes.chunk_by(|a, b| Sort::of(a) == Sort::of(b)) {
            let is_stopped = Cell::new(false);
            let waiting = stream::iter(group).take_while(|_| std::future::ready(!is_stopped.get()));
            let sending = waiting.map(|route| async move { (*route, self.put(site, route).await) });
            let mut sending = std::pin::pin!(sending.buffer_unordered(AT_ONCE));
            // What is on its way when something fails is waited for, so that the manifest knows of it.
            loop {
                let done = tokio::select! {
                    done = sending.next() => done,
                    () = &mut interrupted, if stopped.is_none() => {
                        is_stopped.set(true);
                        stopped = Some(PublishError::Interrupted { sent, of: routes.len() });
                        patience.as_mut().reset(tokio::time::Instant::now() + GRACE);
                        continue;
                    }
                    // What was on its way then stays pending.
                    () = &mut patience, if stopped.is_some() => break,
                    () = ended::asked_to_end(), if stopped.is_some() => break,
                };
                if stopped.is_some() && patience.deadline() > tokio::time::Instant::now() + GRACE {
                    patience.as_mut().reset(tokio::time::Instant::now() + GRACE);
                }
                match done {
                    None => break,
                    Some((route, Ok(entry))) => {
                        manifest.pending.remove(route);
                        manifest.files.insert(route.to_owned(), entry);
                        sent += 1;
                        on_sent();
                    }
                    Some((_, Err(error))) => {
                        is_stopped.set(true);
                        stopped.get_or_insert(error);
                    }
                }
                if saved_at.elapsed() > CHECKPOINT.max(took * SHARE) && stopped.is_none() {
                    saving = Instant::now();
                    match self.save(&manifest).await {
                        Ok(()) => (saved_at, took) = (Instant::now(), saving.elapsed()),
                        Err(error) => {
                            is_stopped.set(true);
                            stopped = Some(error);
                        }
                    }
                }
            }
            if stopped.is_some() {
                break;
            }
        }
        if let Some(why) = stopped {
            return Err(self.ended(why, &manifest, sent, routes.len()).await);
        }
        // Whoever began meanwhile counts on what is there now: then nothing is removed.
        if let Err(why) = self.save(&manifest).await {
            return Err(self.ended(why, &manifest, sent, routes.len()).await);
        }
        let failure = self.remove(&plan.removed, &mut manifest).await;
        // What another publish had announced may still come: it stays Dateline's, and the next publish looks for it.
        manifest.under_way.take_if(|_| manifest.pending.is_empty());
        if let Err(why) = self.save(&manifest).await {
            return Err(self.ended(why, &manifest, sent, routes.len()).await);
        }
        failure.map_or(Ok(()), Err)
    }

    /// Notes what was sent before something went wrong, and tells of it.
    async fn ended(&self, why: PublishError, manifest: &Manifest, sent: usize, of: usize) -> PublishError {
        // Somebody else's manifest is not written over; theirs knows what is pending.
        if matches!(why, PublishError::Moved) {
            return PublishError::Target(format!(
                "somebody else began to publish to {} meanwhile; publish again when they are done",
                self.name
            ));
        }
        let noted = self.save_by(&*self.looking, manifest).await;
        match why {
            PublishError::Interrupted { .. } => PublishError::Interrupted { sent, of },
            _ => PublishError::Target(format!(
                "{why}\n{sent} of {of} files were sent, and nothing was removed; {}",
                match noted {
                    Ok(()) => "the next publish goes on from there",
                    Err(_) => "the next publish sends those again of which the bucket could not be told",
                }
            )),
        }
    }

    /// Sends one file.
    async fn put(&self, site: &Site, route: &str) -> Result<Entry, PublishError> {
        let Some(file) = site.files.get(route) else {
            return Err(PublishError::Target(format!("{route} is not of the site")));
        };
        let (form, key, path) = (self.form(route, file), self.key(route)?, site.path(route));
        let mut attributes = attributes(form.content_type.clone(), form.cache_control);
        if let Some(encoding) = form.content_encoding() {
            attributes.insert(Attribute::ContentEncoding, encoding.into());
        }
        let name = form.name();
        let is_large = form.compression.is_none() && file.digest.bytes > PART as u64;
        let put = if is_large {
            self.put_in_parts(&key, path, file.digest.bytes, attributes).await
        } else {
            let planned = file.digest.clone();
            let reading = tokio::task::spawn_blocking(move || {
                // What somebody wrote there since the plan was made, a draft say, is not what was asked for.
                let asked_for = |bytes: &Vec<u8>| digest_of(bytes).sha256 == planned.sha256;
                let changed = || std::io::Error::other("it was changed while the site was published");
                form.stored(read_file(&path, planned.bytes)?.filter(asked_for).ok_or_else(changed)?)
            });
            let bytes = reading.await.map_err(std::io::Error::other).and_then(|read| read);
            let bytes = bytes.map_err(|error| PublishError::Target(format!("cannot read {route}: {error}")))?;
            self.store.put_opts(&key, bytes.into(), attributes.into()).await
        };
        let put = put.map_err(|error| self.failed(&format!("send {route}"), &error))?;
        Ok(Entry { digest: file.digest.clone(), form: Some(name), tag: put.e_tag.as_deref().map(plain_tag) })
    }

    async fn put_in_parts(
        &self,
        key: &Key,
        path: PathBuf,
        bytes: u64,
        attributes: Attributes,
    ) -> Result<PutResult, Error> {
        let unread = |source: std::io::Error| Error::Generic { store: "disk", source: Box::new(source) };
        let mut file = open(&path).map_err(unread)?.take(bytes);
        let mut upload =
            WriteMultipart::new_with_chunk_size(self.store.put_multipart_opts(key, attributes.into()).await?, PART);
        loop {
            // Reads from a disk are short beside what sending a part takes.
            let mut part = Vec::with_capacity(PART);
            if let Err(error) = (&mut file).take(PART as u64).read_to_end(&mut part) {
                upload.abort().await?;
                return Err(unread(error));
            }
            if part.is_empty() {
                return upload.finish().await;
            }
            upload.wait_for_capacity(PARTS_AT_ONCE).await?;
            upload.put(part.into());
        }
    }

    /// Removes what is no more of the site; what could not be removed stays pending, for the next publish.
    async fn remove(&self, routes: &[String], manifest: &mut Manifest) -> Option<PublishError> {
        let mut keys = BTreeMap::new();
        for route in routes {
            match self.key(route) {
                Ok(key) => keys.insert(key, route),
                Err(error) => return Some(error),
            };
        }
        let all: Vec<_> = keys.keys().cloned().map(Ok).collect();
        let mut removed = self.store.delete_stream(stream::iter(all).boxed());
        let mut failure = None;
        while let Some(result) = removed.next().await {
            match result {
                Ok(key) => {
                    keys.get(&key).map(|route| manifest.pending.remove(*route));
                }
                Err(error) => {
                    let doing = "remove what is no more of the site";
                    failure.get_or_insert_with(|| self.failed(doing, &error));
                }
            }
        }
        failure
    }

    /// Writes the manifest over the version that is known.
    async fn save(&self, manifest: &Manifest) -> Result<(), PublishError> {
        self.save_by(&*self.store, manifest).await
    }

    async fn save_by(&self, store: &dyn ObjectStore, manifest: &Manifest) -> Result<(), PublishError> {
        let key = self.key(NAME)?;
        let text = PutPayload::from(manifest.text());
        let (content_type, cache_control) = MANIFEST_FORM;
        let attributes = attributes(content_type.to_owned(), cache_control);
        let known = self.version.borrow().clone();
        let mode = match known {
            _ if !self.is_conditional.get() => PutMode::Overwrite,
            Some(version) => PutMode::Update(version),
            None => PutMode::Create,
        };
        let options = PutOptions { mode, attributes: attributes.clone(), ..PutOptions::default() };
        let mut put = store.put_opts(&key, text.clone(), options).await;
        if put.as_ref().is_err_and(words::knows_no_conditions) {
            self.is_conditional.set(false);
            put = store.put_opts(&key, text, attributes.into()).await;
        }
        match put {
            Ok(put) => {
                *self.version.borrow_mut() = Some(put.into());
                Ok(())
            }
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => Err(PublishError::Moved),
            Err(error) => Err(self.failed("write the manifest", &error)),
        }
    }
}

/// The manifest of a publish that begins: what is going to change is pending.
fn begun(site: &Site, there: &There, plan: &Plan, sent: &[&str]) -> Manifest {
    let mut pending: BTreeSet<String> = sent.iter().map(|route| (*route).to_owned()).collect();
    pending.extend(plan.removed.iter().cloned());
    // What a publish that did not end has announced and is not there may be on its way still.
    let announced = there.manifest.iter().filter(|manifest| manifest.under_way.is_some());
    let on_their_way =
        announced.flat_map(|manifest| &manifest.pending).filter(|route| !site.files.contains_key(*route));
    pending.extend(on_their_way.cloned());
    let known = there.manifest.iter().flat_map(|manifest| &manifest.files);
    let stays = known.filter(|(route, _)| there.files.contains_key(*route) && !pending.contains(*route));
    let mut manifest = Manifest::new(stays.map(|(route, entry)| (route.clone(), entry.clone())).collect());
    manifest.pending = pending;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    manifest.under_way = Some(format!("{:x}-{:x}", now.as_nanos(), std::process::id()));
    manifest
}

fn attributes(content_type: String, cache_control: &'static str) -> Attributes {
    let mut attributes = Attributes::new();
    attributes.insert(Attribute::ContentType, content_type.into());
    attributes.insert(Attribute::CacheControl, cache_control.into());
    attributes
}

/// A version's name as one service says it in a header and in a list: with quotes, or without.
fn plain_tag(tag: &str) -> String {
    tag.trim_matches('"').to_owned()
}
