//! Who appears with whom, laid out when a site is built.
//!
//! Around one actor stand the others on an oval, so that each has room for its name; all actors of a site stand as far
//! from each other as the graph has steps between them. Nothing is left to chance: the same ties give the same picture.

mod oval;
mod stress;

pub(super) use oval::around;
pub(super) use stress::lay_out;

/// A tie between two of the actors of a picture, by their numbers, and how many briefings name both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tie {
    pub(super) one: usize,
    pub(super) other: usize,
    pub(super) count: u32,
}
