//! Feeds: one file per format.

mod atom;

pub(super) use atom::atom;
