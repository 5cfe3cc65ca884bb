//! The search index, in the format of Pagefind 1.6.0, whose runtime reads it in the browser.
//!
//! ```text
//! Records ─words→ forms ─postings→ words with the records that have them ─pack→ files
//!             in parallel, by runs of records              in parallel, by chunks of words
//! ```
//!
//! Pagefind's own indexer takes one record at a time under a lock and copies each several times: at 10,000
//! briefings it took three times as long as all of the rest of a build, and gigabytes. So the index is written
//! here, and `tests/pagefind.rs` holds it against what Pagefind's indexer makes of the same records, byte by byte.
//!
//! A browser loads `pagefind-entry.json`, the meta file that it names, and of the rest only what a question needs:
//! the chunks in which its words stand, the facets that are shown, and the files of the results that are shown.
//! Every name but those of the entry and of the runtime changes with the content.

mod pack;
mod postings;
mod runtime;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use postings::Words;
use words::Splitter;

pub use pack::is_named_by_content;
pub use words::spaced;

/// Something that can be found.
#[derive(Debug, Default)]
pub struct Record {
    /// What it is known by among all; short, since every browser that searches loads all of these.
    pub id: String,
    /// The file that holds it, by number: records that are shown together lie together.
    pub file: usize,
    /// Its address, below the site's base path.
    pub url: String,
    /// What is searched and quoted.
    pub text: String,
    /// Names that are searched before the text, by field.
    pub names: Vec<(&'static str, String)>,
    /// What results show of it.
    pub shown: BTreeMap<&'static str, String>,
    /// By what it may be filtered: a facet and one of its values, as often as there are values.
    pub facets: Vec<(&'static str, String)>,
    /// Whether it has a date.
    pub dated: bool,
}

/// A file of the index.
#[derive(Debug)]
pub struct SearchFile {
    /// Its path below [`FOLDER`].
    pub name: String,
    /// What is published.
    pub bytes: Cow<'static, [u8]>,
    /// What is in it before it is compressed, where it is: for who looks for words in it.
    pub plain: Option<Vec<u8>>,
}

/// The folder of the index, below the site's root.
pub const FOLDER: &str = "pagefind/";

/// The order of results from the newest; those without a date come last.
pub const NEWEST: &str = "newest";

/// The order of results from the oldest; those without a date come last.
pub const OLDEST: &str = "oldest";

/// Makes the index of records, which are given from the oldest, those without a date last; `language` is the one
/// by whose rules the endings of words are left out of account.
pub fn index(records: &[Record], language: &str) -> Vec<SearchFile> {
    let language = language.to_ascii_lowercase();
    let runtime = runtime::of(&language);
    let splitter = || Splitter::new(runtime.stemmer());
    let fields = fields(records);
    let words = Words::of(records, &fields, splitter);
    let chunks = words.chunks();
    let packed: Vec<SearchFile> = chunks.par_iter().map(|chunk| pack::chunk(chunk, &language)).collect();
    let mut by_file: BTreeMap<usize, Vec<&Record>> = BTreeMap::new();
    for record in records {
        by_file.entry(record.file).or_default().push(record);
    }
    let by_file: Vec<(usize, Vec<&Record>)> = by_file.into_iter().collect();
    let mut fragments: Vec<SearchFile> =
        by_file.par_iter().map(|(_, records)| pack::fragment(records, &language)).collect();
    let file_of: BTreeMap<usize, &str> =
        by_file.iter().zip(&fragments).map(|((number, _), file)| (*number, pack::stem(&file.name))).collect();
    let facets = facets(records);
    let facets: Vec<(&str, SearchFile)> =
        facets.iter().map(|(facet, values)| (*facet, pack::facet(facet, values, &language))).collect();
    let meta = pack::Meta {
        records,
        file_of,
        lengths: &words.lengths,
        chunks: chunks.iter().zip(&packed).map(|(chunk, file)| (*chunk, pack::stem(&file.name))).collect(),
        facets: facets.iter().map(|(facet, file)| (*facet, pack::stem(&file.name))).collect(),
        sorts: sorts(records),
        fields,
    };
    let meta = pack::meta(&meta, &language);
    let entry = pack::entry(&meta, records.len(), &language, runtime.wasm_name(&language));
    let mut files = vec![entry];
    files.extend(runtime.files(&language));
    files.push(meta);
    files.extend(packed);
    files.extend(facets.into_iter().map(|(_, file)| file));
    // Records of one text in one place are one file.
    fragments.sort_by(|one, other| one.name.cmp(&other.name));
    fragments.dedup_by(|one, other| one.name == other.name);
    files.extend(fragments);
    files
}

/// The names of the fields that are searched, in order: others know them by their number.
fn fields(records: &[Record]) -> Vec<&'static str> {
    let mut fields: Vec<&'static str> =
        records.iter().flat_map(|record| record.names.iter().map(|(field, _)| *field)).collect();
    fields.sort_unstable();
    fields.dedup();
    fields
}

/// Each facet's values, with the numbers of the records that have them.
type Facets<'a> = BTreeMap<&'static str, BTreeMap<&'a str, Vec<usize>>>;

fn facets(records: &[Record]) -> Facets<'_> {
    let mut facets: Facets<'_> = BTreeMap::new();
    for (number, record) in records.iter().enumerate() {
        for (facet, value) in &record.facets {
            facets.entry(facet).or_default().entry(value).or_default().push(number);
        }
    }
    facets
}

/// The numbers of the records in each order.
fn sorts(records: &[Record]) -> [(&'static str, Vec<usize>); 2] {
    let dated = records.iter().take_while(|record| record.dated).count();
    let newest = (0..dated).rev().chain(dated..records.len()).collect();
    [(NEWEST, newest), (OLDEST, (0..records.len()).collect())]
}

/// What a file of records holds of one.
#[derive(Serialize)]
struct Fragment<'a> {
    url: &'a str,
    content: &'a str,
    meta: &'a BTreeMap<&'static str, String>,
    // The runtime looks for parts of a page in it.
    anchors: [(); 0],
}
