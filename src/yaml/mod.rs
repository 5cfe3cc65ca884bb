//! YAML as front matter and configuration hold it: typed at once, and with places when it is wrong.

mod blocks;
mod pitfalls;
mod recover;
mod tree;

pub(crate) use pitfalls::pitfalls;
pub(crate) use recover::{Finding, passed_over, read};
pub(crate) use tree::Node;

/// Whether a text is a key as authors write it, without quotes.
fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// A document with the place of every value: what can be read of it.
pub(crate) fn read_tree(text: &str) -> Option<Node> {
    blocks::read(text).ok().map(|whole| whole.root)
}
