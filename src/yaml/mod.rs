//! YAML as front matter and configuration hold it: typed at once, and with places when it is wrong.

mod recover;
mod tree;

pub(crate) use recover::read;
pub(crate) use tree::read as read_tree;
