//! Dateline turns a folder of briefings into a site that says who, where, when, and says who.
pub mod codes;
pub mod config;
pub mod diagnostic;
pub mod load;
pub mod model;
pub mod parse;
pub mod resolve;
mod yaml;
