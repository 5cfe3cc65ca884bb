//! Dateline turns a folder of briefings into a site that says who, where, when, and says who.
//!
//! Data flows one way, and each phase hands the next a new type:
//!
//! ```text
//! folder ─load→ Sources ─parse→ Vec<Document> ─resolve→ Catalog ─plan→ SitePlan ─render→ bytes ─write→ public/
//! ```
//!
//! - [`load::load`] reads the folder into [`load::Sources`]: the texts by path; other files only as
//!   path and length.
//! - [`parse::parse`] makes a [`parse::Document`] of each text, in parallel: typed front matter and
//!   Markdown. Names are still strings.
//! - [`resolve::resolve`] decides what may be seen, finds what names stand for, and makes the
//!   [`model::Catalog`]: every reference valid, backlinks and timeline computed.
//! - [`plan::plan`] lists every output file in a [`plan::SitePlan`] and refuses collisions.
//! - [`render::render`] makes the bytes of one page, a pure function of the catalog.
//! - [`write::Output`] takes them, as they come, and switches from the old site to the new at once.
//!
//! `serve` keeps the catalog in memory, and renders what a browser asks for.
//!
//! [`audit`] looks through the bytes for what is hidden before they are written.
//!
//! [`picture`] says what a picture is, and makes smaller ones of it.
//!
//! [`pipeline`] puts these in order; [`cli`] asks for it. What an author can mend is a
//! [`diagnostic::Diagnostic`]; what only the machine can is an error of `load` or `write`.

pub mod atlas;
pub mod audit;
pub mod cli;
pub mod codes;
pub mod config;
pub mod diagnostic;
pub mod gazetteer;
pub mod load;
#[cfg(any(feature = "serve", feature = "object-storage"))]
pub mod media_type;
pub mod model;
pub mod parse;
pub mod picture;
pub mod pipeline;
pub mod plan;
pub mod publish;
pub mod render;
pub mod resolve;
pub mod search;
#[cfg(feature = "serve")]
pub mod serve;
pub mod write;
mod yaml;
