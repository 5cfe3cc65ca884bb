//! The files of the index: CBOR (RFC 8949) or JSON behind Pagefind's mark, compressed (RFC 1952), named by content.

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

use super::postings::{Places, Word};
use super::runtime::VERSION;
use super::words::CONNECTORS;
use super::{Fragment, Record, SearchFile};
use crate::model::content_hash;

/// What stands before the content of each file.
const MARK: &[u8] = b"pagefind_dcd";

/// The endings of the files that [`file`] names.
const ENDINGS: [&str; 4] = ["pf_filter", "pf_fragment", "pf_index", "pf_meta"];

/// CBOR that is being written: the few kinds of items that the format has.
#[derive(Debug, Default)]
pub(super) struct Cbor(Vec<u8>);

impl Cbor {
    /// An item's head (RFC 8949, section 3): its major type and an argument, as short as that goes.
    fn head(&mut self, major: u8, argument: u64) -> &mut Cbor {
        let major = major << 5;
        match argument {
            0..=23 => self.0.push(major | argument as u8),
            24..=0xff => self.0.extend([major | 24, argument as u8]),
            0x100..=0xffff => {
                self.0.push(major | 25);
                self.0.extend((argument as u16).to_be_bytes());
            }
            0x1_0000..=0xffff_ffff => {
                self.0.push(major | 26);
                self.0.extend((argument as u32).to_be_bytes());
            }
            _ => {
                self.0.push(major | 27);
                self.0.extend(argument.to_be_bytes());
            }
        }
        self
    }

    /// The beginning of an array of so many items.
    pub(super) fn array(&mut self, items: usize) -> &mut Cbor {
        self.head(4, items as u64)
    }

    pub(super) fn number(&mut self, number: usize) -> &mut Cbor {
        self.head(0, number as u64)
    }

    pub(super) fn integers(&mut self, integers: &[i32]) -> &mut Cbor {
        self.array(integers.len());
        for &integer in integers {
            match u64::try_from(integer) {
                Ok(number) => self.head(0, number),
                Err(_) => self.head(1, u64::from(integer.unsigned_abs()) - 1),
            };
        }
        self
    }

    pub(super) fn text(&mut self, text: &str) -> &mut Cbor {
        self.head(3, text.len() as u64);
        self.0.extend(text.as_bytes());
        self
    }

    /// Items that were written elsewhere.
    pub(super) fn all_of(&mut self, other: &Cbor) -> &mut Cbor {
        self.0.extend(&other.0);
        self
    }
}

/// A chunk of words.
pub(super) fn chunk(words: &[Word], language: &str) -> SearchFile {
    let mut out = Cbor::default();
    out.array(1).array(words.len());
    for Word { word, plain, marked } in words {
        out.array(3).text(word);
        places(&mut out, plain);
        out.array(marked.len());
        for (form, at) in marked {
            out.array(2).text(form);
            places(&mut out, at);
        }
    }
    file("index/", out.0, language, "pf_index")
}

fn places(out: &mut Cbor, places: &Places) {
    out.array(places.records);
    if places.records > 0 {
        out.array(3).number(places.first).all_of(&places.written);
    }
}

/// A facet: each of its values with the numbers of the records that have it.
pub(super) fn facet(facet: &str, values: &BTreeMap<&str, Vec<usize>>, language: &str) -> SearchFile {
    let mut out = Cbor::default();
    out.array(2).text(facet).array(values.len());
    for (value, records) in values {
        out.array(2).text(value).array(records.len());
        for record in records {
            out.number(*record);
        }
    }
    file("filter/", out.0, language, "pf_filter")
}

/// What results show of records that lie in one file.
pub(super) fn fragment(records: &[&Record], language: &str) -> SearchFile {
    let all: BTreeMap<&str, Fragment<'_>> = records
        .iter()
        .map(|record| {
            let Record { id, url, text, shown, .. } = record;
            (id.as_str(), Fragment { url, content: text, meta: shown, anchors: [] })
        })
        .collect();
    // Plain structs with texts for keys always can be JSON.
    file("fragment/", serde_json::to_vec(&all).unwrap_or_default(), language, "pf_fragment")
}

/// What there is: all that the runtime has to know before it is asked anything.
pub(super) struct Meta<'a> {
    pub(super) records: &'a [Record],
    /// The file of each number that a record gives.
    pub(super) file_of: BTreeMap<usize, &'a str>,
    /// How many words each record has.
    pub(super) lengths: &'a [usize],
    pub(super) chunks: Vec<(&'a [Word], &'a str)>,
    pub(super) facets: Vec<(&'a str, &'a str)>,
    pub(super) sorts: [(&'static str, Vec<usize>); 2],
    pub(super) fields: Vec<&'static str>,
}

pub(super) fn meta(meta: &Meta<'_>, language: &str) -> SearchFile {
    let mut out = Cbor::default();
    out.array(6).text(VERSION).array(meta.records.len());
    for (record, length) in meta.records.iter().zip(meta.lengths) {
        let file = meta.file_of.get(&record.file).copied().unwrap_or_default();
        out.array(3).text(&record.id).number(*length).text(file);
    }
    out.array(meta.chunks.len());
    for ((from, to), (_, name)) in bounds(&meta.chunks).into_iter().zip(&meta.chunks) {
        out.array(3).text(&from).text(&to).text(name);
    }
    out.array(meta.facets.len());
    for (facet, name) in &meta.facets {
        out.array(2).text(facet).text(name);
    }
    out.array(meta.sorts.len());
    for (sort, records) in &meta.sorts {
        out.array(2).text(sort).array(records.len());
        for record in records {
            out.number(*record);
        }
    }
    out.array(meta.fields.len());
    for field in &meta.fields {
        out.text(field);
    }
    file("pagefind.", out.0, language, "pf_meta")
}

/// The first and the last word of each chunk, as far as they must be known to tell it from its neighbours.
fn bounds(chunks: &[(&[Word], &str)]) -> Vec<(String, String)> {
    let word = |word: Option<&Word>| word.map(|word| word.word.clone()).unwrap_or_default();
    let mut bounds: Vec<(String, String)> =
        chunks.iter().map(|(words, _)| (word(words.first()), word(words.last()))).collect();
    for i in 1..bounds.len() {
        let (to, from) = (&bounds[i - 1].1, &bounds[i].0);
        let common = to.chars().zip(from.chars()).take_while(|(one, other)| one == other).count();
        let [to, from] = [to, from].map(|word| word.chars().take(common + 1).collect::<String>());
        if to >= bounds[i - 1].0 {
            bounds[i - 1].1 = to;
        }
        bounds[i].0 = from;
    }
    bounds
}

/// The file that everything begins with, which alone has always the same name.
pub(super) fn entry(meta: &SearchFile, records: usize, language: &str, wasm: Option<&str>) -> SearchFile {
    #[derive(Serialize)]
    struct Entry<'a> {
        version: &'a str,
        languages: BTreeMap<&'a str, Language<'a>>,
        include_characters: [char; 10],
    }
    #[derive(Serialize)]
    struct Language<'a> {
        hash: &'a str,
        wasm: Option<&'a str>,
        page_count: usize,
    }
    let of_language = Language { hash: stem(&meta.name), wasm, page_count: records };
    let languages = BTreeMap::from([(language, of_language)]);
    let entry = Entry { version: VERSION, languages, include_characters: CONNECTORS };
    let bytes = serde_json::to_vec(&entry).unwrap_or_default();
    SearchFile { name: "pagefind-entry.json".to_owned(), bytes: bytes.into(), plain: None }
}

/// Whether a file of the index has a hash of its content in its name; the entry and the runtime have none.
pub fn is_named_by_content(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// What the format calls a file: its name without folder and ending.
pub(super) fn stem(name: &str) -> &str {
    let name = name.rsplit_once('/').map_or(name, |(_, name)| name);
    let name = name.strip_prefix("pagefind.").unwrap_or(name);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

fn file(folder: &str, plain: Vec<u8>, language: &str, ending: &str) -> SearchFile {
    let hash = content_hash(&plain);
    // 48 bits: each stands in the meta file, and no two of a site's files will have the same.
    let name = format!("{folder}{language}_{:012x}.{ending}", (hash ^ (hash >> 48)) & 0xffff_ffff_ffff);
    let mut out = GzEncoder::new(Vec::with_capacity(plain.len() / 2), Compression::default());
    // Memory does not fail.
    let bytes = out.write_all(MARK).and_then(|()| out.write_all(&plain)).and_then(|()| out.finish());
    SearchFile { name, bytes: bytes.unwrap_or_default().into(), plain: Some(plain) }
}
