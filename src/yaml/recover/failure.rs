//! Why a value can't be built, in an author's words.

use std::fmt;
use std::ops::Range;

use serde::de;

use super::Spot;
use crate::diagnostic::{Code, KeyPath, Step};
use crate::model::{COORDINATES, DATE, EMPTY, EventDate, ID, WebUrl, closest, is_invisible};

/// Where a failure is, and what the next reading may pass over.
#[derive(Debug, Clone)]
pub(super) struct FailurePlace {
    pub(super) shown: Range<usize>,
    pub(super) path: KeyPath,
    pub(super) spot: Option<Spot>,
    pub(super) mapping: usize,
    /// Every entry of the mapping has been told of already.
    pub(super) spent: bool,
    /// The key that is refused has no value: it may be the rest of a text with a comma.
    pub(super) bare_key: bool,
}

/// Why a value can't be built.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) what: What,
    pub(super) place: Option<FailurePlace>,
}

#[derive(Debug)]
pub(super) enum What {
    Message(String),
    Kind {
        found: String,
        wanted: String,
    },
    Unknown {
        key: String,
        known: &'static [&'static str],
    },
    /// A word that is not one of a closed list.
    Word {
        word: String,
        known: &'static [&'static str],
    },
    Missing(&'static str),
    /// What stands in for a missing key did not fit: the key is told as missing already.
    Filled,
}

impl What {
    /// The code, the message and the help of a failure; `written` is what stands at its place, and
    /// `path` leads there.
    pub(super) fn told(&self, written: &str, path: &KeyPath) -> (Code, String, Option<String>) {
        match self {
            What::Message(message) => {
                let (code, rest) = if let Some(rest) = message.strip_prefix(DATE) {
                    (Code::BadDate, rest)
                } else if let Some(rest) = message.strip_prefix(COORDINATES) {
                    (Code::BadCoordinates, rest)
                } else if let Some(rest) = message.strip_prefix(ID) {
                    (Code::BadId, rest)
                } else {
                    (Code::BadValue, message.as_str())
                };
                match (rest.split_once('\n'), path.0.last()) {
                    (Some((message, help)), _) => (code, message.to_owned(), Some(help.to_owned())),
                    (None, Some(Step::Key(key))) if rest == EMPTY => {
                        (code, rest.to_owned(), Some(format!("write a text after `{key}:`, or remove the line")))
                    }
                    (None, Some(Step::Index(_))) if rest == EMPTY => {
                        (code, rest.to_owned(), Some("write a text, or remove the entry".to_owned()))
                    }
                    (None, _) => (code, rest.to_owned(), None),
                }
            }
            What::Kind { found, wanted } => {
                let (found, wanted) = (kind_found(found, written), kind_wanted(wanted));
                let key =
                    path.0.iter().rev().find_map(|step| if let Step::Key(key) = step { Some(&**key) } else { None });
                // The `sources` of a claim are ids; those of the briefing are mappings.
                let key = match key {
                    Some("sources" | "claims") if path.0.len() > 1 => Some("ids"),
                    key => key,
                };
                let help = kind_help(&found, &wanted, written, key.unwrap_or_default());
                (Code::BadValue, format!("this is {}, where {wanted} is expected", found.told), Some(help))
            }
            What::Unknown { key, known } => {
                let hides = known.contains(&"status") && known.contains(&"tlp");
                let help = match closest(key, known.iter().copied()) {
                    _ if key.contains(is_invisible) => {
                        format!("take the invisible characters out of it: `{}`", key.replace(is_invisible, ""))
                    }
                    _ if hides && hiding(key).is_some() => hiding(key).unwrap_or_default().to_owned(),
                    Some(near) => format!("did you mean `{near}`?"),
                    None if meant(key, known).is_some() => meant(key, known).unwrap_or_default(),
                    None if is_picture(key) && known.len() > 12 => {
                        "a picture stands in the text: ![what it shows](a.jpg), with the file beside this one"
                            .to_owned()
                    }
                    None if known.len() > 12 => "remove it, or put it under `extra` for your own templates".to_owned(),
                    None => format!("the keys here are: {}", known.join(", ")),
                };
                (Code::UnknownKey, format!("there is no key `{key}` here"), Some(help))
            }
            What::Word { word, known } => {
                let help = match closest(word, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("it is one of: {}", known.join(", ")),
                };
                (Code::BadValue, format!("`{word}` is not one of the words that can stand here"), Some(help))
            }
            What::Filled => (Code::MissingKey, String::new(), None),
            What::Missing(key) => {
                (Code::MissingKey, format!("the key `{key}` is missing"), Some(format!("add a line `{key}: …`")))
            }
        }
    }
}

/// How what a key of another program's says is said here, where it would hide a file: told to take
/// such a line out, an author would publish.
fn hiding(key: &str) -> Option<&'static str> {
    let plain: String = key.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
    Some(match plain.as_str() {
        "draft" | "drafts" | "isdraft" | "private" | "hidden" | "hide" | "visibility" | "visible" | "unlisted"
        | "published" | "public" | "publish" | "state" | "internal" => "to hold this back, write `status: draft`",
        "embargo" | "embargoed" | "embargountil" | "embargoeduntil" | "embargodate" | "publishon" | "publishdate"
        | "releaseat" | "releasedate" | "release" | "goeslive" | "notbefore" | "availablefrom" => {
            "to hold this back until a moment, write `publish_at: 2026-01-05T06:00:00Z`"
        }
        "classification"
        | "classified"
        | "marking"
        | "markings"
        | "sensitivity"
        | "confidential"
        | "confidentiality"
        | "secret"
        | "restricted"
        | "distribution"
        | "handling"
        | "trafficlightprotocol" => {
            "to mark how far this may be shared, write `tlp: RED` (or AMBER+STRICT, AMBER, GREEN, CLEAR)"
        }
        _ => return None,
    })
}

fn is_picture(key: &str) -> bool {
    matches!(key.to_lowercase().as_str(), "image" | "images" | "picture" | "photo" | "cover" | "thumbnail" | "figure")
}

/// What is said here with another key than the one that came to an author's mind.
fn meant(key: &str, known: &[&str]) -> Option<String> {
    let key = key.to_lowercase();
    if matches!(&*key, "uncertain" | "approximate" | "circa" | "approx") && known.contains(&"date_text") {
        return Some(
            "mark the date itself: `2026-10?` is uncertain, `2026-10~` approximate, `2026-10%` both".to_owned(),
        );
    }
    let candidates: &[&str] = match &*key {
        "places" | "place" | "where" | "geo" | "countries" => &["locations", "within"],
        "people" | "persons" | "person" | "who" | "entities" | "organizations" | "organisations" => &["actors"],
        "events" | "event" | "timeline" | "when" | "chronology" => &["dates", "date"],
        "speaker" | "said" | "says" | "who_said" | "attribution" | "attributed_to" | "actor" | "by" => &["said_by"],
        "judgments" | "judgements" | "key_judgements" | "assessments" | "findings" => &["key_judgments"],
        "references" | "bibliography" | "reference" | "cites" => &["sources"],
        "keywords" | "categories" | "topics" | "labels" => &["tags"],
        "abstract" | "description" | "lead" | "excerpt" => &["summary"],
        "text" | "what" | "name" | "headline" => &["title", "text", "name"],
        "title" | "claim" | "statement" | "quote" => &["text", "title", "name"],
        "link" | "href" | "uri" | "address" => &["url"],
        "position" | "job" | "function" => &["role", "roles"],
        "modified" | "lastmod" | "changed" => &["updated"],
        "slug" | "permalink" => &["id"],
        _ => return None,
    };
    let found = candidates.iter().find(|candidate| known.contains(candidate))?;
    Some(format!("here it is called `{found}`"))
}

/// What kind of value was found.
struct FoundKind {
    kind: Kind,
    told: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Nothing,
    Number,
    YesOrNo,
    Text,
    List,
    Mapping,
}

/// Serde's words for what it found, in an author's.
fn kind_found(found: &str, written: &str) -> FoundKind {
    let (kind, told) = match found.split_once(' ').map_or(found, |(kind, _)| kind) {
        "unit" => (Kind::Nothing, "nothing".to_owned()),
        "integer" | "floating" => (Kind::Number, format!("the number {}", first_line(written))),
        "boolean" => (Kind::YesOrNo, format!("the yes-or-no value {}", first_line(written))),
        "sequence" => (Kind::List, "a list".to_owned()),
        "map" => (Kind::Mapping, "a mapping".to_owned()),
        _ => (Kind::Text, format!("the text {}", found.strip_prefix("string ").unwrap_or(found))),
    };
    FoundKind { kind, told }
}

/// Serde's words for what it wanted, in an author's; a type's own words stay.
fn kind_wanted(wanted: &str) -> String {
    let plain = match wanted {
        "sequence" | "a sequence" => "a list",
        "a map" | "map" | "a YAML mapping" => "a mapping of keys",
        "a string" => "a text",
        "a boolean" => "`true` or `false`",
        "f64" | "f32" => "a number",
        "usize" | "u64" | "u32" | "u16" | "u8" => "a whole number",
        "i64" | "i32" => "a whole number",
        own => own,
    };
    plain.to_owned()
}

/// How the value that was found becomes one of the kind that was wanted.
fn kind_help(found: &FoundKind, wanted: &str, written: &str, key: &str) -> String {
    let line = first_line(written);
    let whole = line == written.trim_end();
    let bare = line.trim_matches(['"', '\'']);
    // A type's own words end with an example: `a mapping such as {text: …}`.
    let example = wanted.split_once("such as ").map(|(_, example)| example);
    let takes_text = wanted == "a text" || wanted.contains("name, or");
    match (found.kind, example) {
        (Kind::Mapping, _) if wanted == "a text" && EventDate::parse(key).is_ok() => {
            format!("write {{date: {key}, title: …}} for more than a title")
        }
        (Kind::Text, _) if key == "coordinates" && wanted == "a number" && bare.parse::<f64>().is_err() => {
            "write degrees as a plain number, such as 53.9; south and west have a minus".to_owned()
        }
        (Kind::Nothing, _) => "write it here, or remove the line".to_owned(),
        (Kind::Number | Kind::YesOrNo, _) if takes_text => format!("put it in quotes: \"{line}\""),
        (Kind::List, _) if takes_text && whole => {
            format!("take the brackets away: {}", line.trim_start_matches('[').trim_end_matches(']'))
        }
        (Kind::Text, Some(example)) if example.contains("url: …") && WebUrl::new(bare).is_ok() => {
            format!("write {{url: {bare}}}")
        }
        (Kind::Text, Some(example)) if whole => {
            let (head, tail) = example.split_once('…').unwrap_or((example, ""));
            // Of more keys the first is enough.
            let tail = if tail.contains('…') { "}" } else { tail };
            format!("write {head}{bare}{tail}")
        }
        (_, Some(example)) => format!("write {example}"),
        (Kind::Mapping, _) if wanted == "a list" && !line.starts_with('{') => {
            format!("begin each entry with a hyphen: - {line}")
        }
        (Kind::Text, _) if wanted == "a list" && whole && is_names(key) && bare.contains(", ") => {
            format!("write a list: [{bare}]; or, if that is one name, [\"{bare}\"]")
        }
        (Kind::Text, _) if wanted == "a list" => format!("write a list: {}", as_list(written, key)),
        (_, _) if wanted == "a list" => format!("write a list: [{}]", if whole { line } else { "one, two" }),
        (Kind::Text, _) if wanted.contains("number") && bare != line && bare.parse::<f64>().is_ok() => {
            format!("take the quotation marks away: {bare}")
        }
        (Kind::Text, _) if wanted.contains("`true`") && matches!(bare, "yes" | "Yes" | "on" | "no" | "No" | "off") => {
            format!("write {}", if matches!(bare, "yes" | "Yes" | "on") { "true" } else { "false" })
        }
        _ => format!("write {wanted}"),
    }
}

/// Whether a key takes a list of names.
fn is_names(key: &str) -> bool {
    matches!(key, "actors" | "locations" | "tags" | "aliases" | "authors")
}

/// A text that was meant for a list, as one: by its lines, bullets and semicolons, else as one entry.
fn as_list(written: &str, key: &str) -> String {
    let bullet = |c: char| matches!(c, '-' | '*' | '•' | '–' | '—' | '·') || c.is_whitespace();
    let lines = written.lines().flat_map(|line| line.split(';'));
    let entries: Vec<&str> = lines.map(|entry| entry.trim_start_matches(bullet).trim_end()).collect();
    let entries: Vec<&str> = entries.into_iter().filter(|entry| !entry.is_empty()).collect();
    // The entries of these lists are mappings.
    let wrapped = |entry: &str| match key {
        "claims" | "key_judgments" => format!("{{text: {entry}}}"),
        "sources" | "roles" => format!("{{title: {entry}}}"),
        "dates" => format!("{{2025-12-19: {entry}}}"),
        "corrections" => format!("{{date: 2025-12-19, text: {entry}}}"),
        "previous_names" => format!("{{name: {entry}}}"),
        _ if entry.contains([',', ':']) && !entry.starts_with(['"', '\'']) => format!("\"{entry}\""),
        _ => entry.to_owned(),
    };
    format!("[{}]", entries.into_iter().map(wrapped).collect::<Vec<_>>().join(", "))
}

fn first_line(written: &str) -> &str {
    written.lines().next().unwrap_or_default().trim_end()
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what.told("", &KeyPath::default()).1)
    }
}

impl std::error::Error for Failure {}

impl de::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Failure {
        Failure { what: What::Message(message.to_string()), place: None }
    }

    fn invalid_type(found: de::Unexpected<'_>, wanted: &dyn de::Expected) -> Failure {
        Failure { what: What::Kind { found: found.to_string(), wanted: wanted.to_string() }, place: None }
    }

    fn invalid_value(found: de::Unexpected<'_>, wanted: &dyn de::Expected) -> Failure {
        Failure::invalid_type(found, wanted)
    }

    fn unknown_field(key: &str, known: &'static [&'static str]) -> Failure {
        Failure { what: What::Unknown { key: key.to_owned(), known }, place: None }
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Failure {
        Failure { what: What::Word { word: word.to_owned(), known }, place: None }
    }

    fn invalid_length(_: usize, wanted: &dyn de::Expected) -> Failure {
        Failure { what: What::Kind { found: "sequence".into(), wanted: wanted.to_string() }, place: None }
    }

    fn missing_field(key: &'static str) -> Failure {
        Failure { what: What::Missing(key), place: None }
    }
}
