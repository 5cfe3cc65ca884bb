//! What templates see: one struct for each thing that a page shows.
//!
//! A view borrows from the catalog and says how a thing is written, never what it is. Optional
//! fields are there with a null, lists are there and empty, so that a template can test any of them.

mod briefing;
mod cards;
mod claims;
mod entity;
mod faces;
mod graph;
mod head;
mod home;
mod hover;
mod index;
mod map;
mod pager;
mod publisher;
mod related;
mod shared;
mod strip;
mod timeline;
mod topics;

pub(super) use briefing::briefing;
pub(super) use cards::Cache;
pub(super) use entity::{actor, location};
pub(super) use graph::graph;
pub(super) use head::{PageHead, global, icon};
pub(super) use home::home;
pub(super) use index::{
    actors, all_series, briefings, data, free_page, locations, publishers, search, shared_name, tags,
};
pub(super) use map::map;
pub(super) use publisher::publisher;
pub(super) use shared::{DateView, value};
pub(super) use timeline::{timeline, year};
pub(super) use topics::{changes, claims, series, speakers, tag};

/// What a template sees beside the global: each name with its value.
pub(super) type View = Vec<(&'static str, tera::Value)>;
