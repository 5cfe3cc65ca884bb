//! YAML as front matter and configuration hold it: typed at once, and with places when it is wrong.

mod pitfalls;
mod recover;
mod tree;

pub(crate) use pitfalls::pitfalls;
pub(crate) use recover::{passed_over, read};
pub(crate) use tree::{Node, read as read_tree};
