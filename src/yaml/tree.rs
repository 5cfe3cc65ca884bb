//! YAML with the place of every value.
//!
//! Read only when something is wrong: the fast path goes from text to typed values without it.
//! Limits: 64 levels deep, 20,000 values, aliases counted with what they stand for.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use crate::diagnostic::{At, KeyPath, Step};

/// How deep values may lie within each other.
const DEEPEST: usize = 64;
/// What is said of values that lie too deep.
pub(super) const TOO_DEEP: &str = "values lie more than 64 levels deep";

/// Where brackets lie deeper in each other than any value may; brackets in texts count too, which
/// leaves room for more of them than anybody writes.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth > 16 * DEEPEST {
            return Some(at);
        }
    }
    None
}

/// How many values one document may hold.
const MOST: usize = 20_000;

/// How many bytes of texts aliases may stand for.
const MOST_COPIED: usize = 1 << 20;

pub(super) const TOO_MANY: &str = "there are more than 20000 values";

/// Whether a document is beyond a limit. What reads a document at once has other limits, or none.
pub(super) fn is_beyond(text: &str) -> bool {
    let is_limit = |error: NotYaml| error.message == TOO_DEEP || error.message == TOO_MANY;
    may_be_beyond(text) && read(text).is_err_and(is_limit)
}

/// Whether it may be: most are so short and so flat that nobody has to count.
fn may_be_beyond(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has = |byte| memchr::memchr(byte, bytes).is_some();
    if bytes.len() >= MOST || (has(b'&') && has(b'*')) {
        return true;
    }
    let mut open = 0_usize;
    bytes.split(|byte| *byte == b'\n').any(|line| {
        let margin = line.iter().take_while(|byte| matches!(byte, b' ' | b'-' | b'?' | b':')).count();
        open += line.iter().filter(|byte| matches!(byte, b'[' | b'{')).count();
        margin + open > DEEPEST
    })
}

/// A value and where it stands, in bytes of the text.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) range: Range<usize>,
    pub(crate) data: Data,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(crate) enum Data {
    /// A scalar; `plain` if it is neither quoted nor tagged as a string.
    Scalar { text: String, plain: bool },
    /// A sequence.
    Sequence(Vec<Node>),
    /// A mapping, repeated keys and all.
    Mapping(Vec<(Node, Node)>),
}

/// Why a text is not a YAML document.
#[derive(Debug, Clone)]
pub(crate) struct NotYaml {
    pub(crate) message: String,
    pub(crate) at: usize,
}

/// Reads the one document of a text.
pub(crate) fn read(text: &str) -> Result<Node, NotYaml> {
    let bytes = ByteIndex::new(text);
    let mut events = Parser::new_from_str(text);
    let mut builder = Builder { text, anchors: HashMap::new(), count: 0, copied: 0, bytes: &bytes };
    let mut root = None;
    while let Some(next) = events.next() {
        let (event, span) =
            next.map_err(|error| NotYaml { message: error.info().to_owned(), at: bytes.of(error.marker().index()) })?;
        match event {
            Event::DocumentStart(_) if root.is_some() => {
                return Err(NotYaml {
                    message: "a second document begins here".into(),
                    at: bytes.of(span.start.index()),
                });
            }
            Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) | Event::Alias(_) => {
                root = Some(builder.node(event, span, &mut events, 0)?);
            }
            _ => {}
        }
    }
    Ok(root.unwrap_or(Node { range: 0..0, data: Data::Scalar { text: String::new(), plain: true } }))
}

struct Builder<'a> {
    text: &'a str,
    anchors: HashMap<usize, Node>,
    count: usize,
    copied: usize,
    bytes: &'a ByteIndex,
}

type Events<'a> = Parser<'a, saphyr_parser::StrInput<'a>>;

impl Builder<'_> {
    fn node(&mut self, event: Event<'_>, span: Span, events: &mut Events<'_>, depth: usize) -> Result<Node, NotYaml> {
        let start = self.bytes.of(span.start.index());
        self.count += 1;
        if depth > DEEPEST {
            return Err(NotYaml { message: TOO_DEEP.to_owned(), at: start });
        }
        if self.count > MOST {
            return Err(NotYaml { message: TOO_MANY.to_owned(), at: start });
        }
        let (anchor, data, end) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none_or(|t| t.suffix != "str");
                let text = text.into_owned();
                (anchor, Data::Scalar { text, plain }, self.bytes.of(span.end.index()))
            }
            Event::SequenceStart(anchor, _) => {
                let mut items = Vec::new();
                let end = loop {
                    let (event, span) = self.next(events, start)?;
                    if matches!(event, Event::SequenceEnd) {
                        break self.bytes.of(span.end.index());
                    }
                    items.push(self.node(event, span, events, depth + 1)?);
                };
                (anchor, Data::Sequence(items), end)
            }
            Event::MappingStart(anchor, _) => {
                let mut entries = Vec::new();
                let end = loop {
                    let (event, span) = self.next(events, start)?;
                    if matches!(event, Event::MappingEnd) {
                        break self.bytes.of(span.end.index());
                    }
                    let key = self.node(event, span, events, depth + 1)?;
                    let (event, span) = self.next(events, start)?;
                    let value = self.node(event, span, events, depth + 1)?;
                    entries.push((key, value));
                };
                (anchor, Data::Mapping(entries), end)
            }
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor).cloned() else {
                    return Err(NotYaml { message: "this alias stands for nothing".into(), at: start });
                };
                self.count += size(&node);
                self.copied += length(&node);
                if self.copied > MOST_COPIED {
                    return Err(NotYaml { message: TOO_MANY.to_owned(), at: start });
                }
                return Ok(Node { range: start..self.bytes.of(span.end.index()), data: node.data });
            }
            _ => {
                return Err(NotYaml { message: "a value is missing here".into(), at: start });
            }
        };
        // The end of a block is found only after what follows it: show its last value instead.
        let block = !self.text[start.min(self.text.len())..].starts_with(['[', '{']);
        let end = match &data {
            _ if !block => end,
            Data::Sequence(items) => items.last().map_or(end, |n| n.range.end.max(start)),
            Data::Mapping(entries) => entries.last().map_or(end, |(_, n)| n.range.end.max(start)),
            Data::Scalar { .. } => end,
        };
        let node = Node { range: start..end.max(start), data };
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn next<'i>(&self, events: &mut Events<'i>, at: usize) -> Result<(Event<'i>, Span), NotYaml> {
        match events.next() {
            Some(Ok(next)) => Ok(next),
            Some(Err(error)) => {
                Err(NotYaml { message: error.info().to_owned(), at: self.bytes.of(error.marker().index()) })
            }
            None => Err(NotYaml { message: "the document ends in the middle of a value".into(), at }),
        }
    }
}

/// How many bytes the texts of a value have.
fn length(node: &Node) -> usize {
    match &node.data {
        Data::Scalar { text, .. } => text.len(),
        Data::Sequence(items) => items.iter().map(length).sum(),
        Data::Mapping(entries) => entries.iter().map(|(key, value)| length(key) + length(value)).sum(),
    }
}

fn size(node: &Node) -> usize {
    1 + match &node.data {
        Data::Scalar { .. } => 0,
        Data::Sequence(items) => items.iter().map(size).sum(),
        Data::Mapping(entries) => entries.iter().map(|(k, v)| size(k) + size(v)).sum(),
    }
}

impl Node {
    /// The text that names a key: a scalar's own, a flow collection's as written.
    pub(crate) fn key_text(&self) -> String {
        match &self.data {
            Data::Scalar { text, .. } => text.clone(),
            Data::Sequence(items) => {
                format!("[{}]", items.iter().map(Node::key_text).collect::<Vec<_>>().join(", "))
            }
            Data::Mapping(entries) => {
                format!("{{{}}}", entries.iter().map(|(k, _)| k.key_text()).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// The same without the elements of lists that begin at a byte of `passed`: those after them have the
    /// numbers that a reading which passed over these gave them.
    pub(crate) fn without(mut self, passed: &HashSet<usize>) -> Node {
        self.data = match self.data {
            Data::Sequence(items) => {
                let left = items.into_iter().filter(|item| !passed.contains(&item.range.start));
                Data::Sequence(left.map(|item| item.without(passed)).collect())
            }
            Data::Mapping(entries) => {
                Data::Mapping(entries.into_iter().map(|(key, value)| (key, value.without(passed))).collect())
            }
            other => other,
        };
        self
    }

    /// The bytes of the key or value at a path, or of the nearest that exists above it.
    pub(crate) fn find(&self, at: &At) -> Range<usize> {
        let (path, wants_key) = match at {
            At::Key(path) => (path, true),
            At::Value(path) => (path, false),
            At::File => return 0..0,
            At::Bytes(start, end) => return *start..*end,
        };
        self.walk(path, wants_key)
    }

    fn walk(&self, path: &KeyPath, wants_key: bool) -> Range<usize> {
        let mut node = self;
        let mut range = if path.0.is_empty() { self.range.clone() } else { self.range.start..self.range.start };
        for (i, step) in path.0.iter().enumerate() {
            match (step, &node.data) {
                (Step::Key(key), Data::Mapping(entries)) => {
                    let Some((k, v)) = entries.iter().find(|(k, _)| k.key_text() == *key) else {
                        break;
                    };
                    let last = i + 1 == path.0.len();
                    range = if (last && wants_key) || v.range.is_empty() { k.range.clone() } else { v.range.clone() };
                    node = v;
                }
                (Step::Index(index), Data::Sequence(items)) => {
                    let Some(item) = items.get(*index) else { break };
                    range = item.range.clone();
                    node = item;
                }
                _ => break,
            }
        }
        range
    }
}

/// From the number of a character to that of its first byte.
struct ByteIndex(Option<Vec<usize>>, usize);

impl ByteIndex {
    fn new(text: &str) -> ByteIndex {
        let table = (!text.is_ascii()).then(|| text.char_indices().map(|(byte, _)| byte).collect());
        ByteIndex(table, text.len())
    }

    fn of(&self, character: usize) -> usize {
        match &self.0 {
            Some(table) => table.get(character).copied().unwrap_or(self.1),
            None => character.min(self.1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path;

    #[test]
    fn a_path_leads_to_its_bytes() {
        let text = "title: Ä\nactors:\n  - NATO\n  - {name: X, role: спикер}\n";
        let tree = read(text).unwrap();
        let at = |at| &text[tree.find(&at)];
        assert_eq!(at(At::Value(path!["title"])), "Ä");
        assert_eq!(at(At::Key(path!["actors"])), "actors");
        assert_eq!(at(At::Value(path!["actors", 1, "role"])), "спикер");
        assert_eq!(at(At::Value(path!["actors", 1, "nothing"])), "{name: X, role: спикер}");
    }

    #[test]
    fn deep_and_multiplying_documents_end() {
        assert!(read(&"[".repeat(100_000)).is_err());
        let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n";
        assert!(read(bomb).unwrap_err().message.contains("more than 20000"));
    }
}
