//! The search index against Pagefind's own indexer: of the same records both make the same words, facets and orders,
//! byte by byte; and the runtime in the repository is the one that Pagefind publishes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::io::Read as _;

use dateline::search::{self, Record, SearchFile};
use pagefind::api::PagefindIndex;

type Files = BTreeMap<String, Vec<u8>>;

/// What Pagefind makes of records.
fn theirs(records: &[Record], language: &str) -> Files {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut index = PagefindIndex::new(None).unwrap();
        for (number, record) in records.iter().enumerate() {
            let meta = record.names.iter().map(|(field, name)| ((*field).to_owned(), name.clone())).collect();
            let mut facets: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for (facet, value) in &record.facets {
                facets.entry((*facet).to_owned()).or_default().push(value.clone());
            }
            let newest = if record.dated { 1_000 - number } else { 1_000 + number };
            let sort = [(search::NEWEST, newest), (search::OLDEST, number)];
            let sort = sort.map(|(name, at)| (name.to_owned(), at.to_string())).into();
            let (url, text) = (record.url.clone(), record.text.clone());
            index.add_custom_record(url, text, language.into(), Some(meta), Some(facets), Some(sort)).await.unwrap();
        }
        index.build_indexes().await.unwrap();
        let files = index.get_files().await.unwrap();
        files.into_iter().map(|file| (file.filename.to_string_lossy().replace('\\', "/"), file.contents)).collect()
    })
}

fn ours(records: &[Record], language: &str) -> Files {
    let files = search::index(records, language).into_iter();
    files.map(|SearchFile { name, bytes, .. }| (name, bytes.into_owned())).collect()
}

/// The contents of the files with such names, without their order: both name files by content, each in its way.
fn contents(files: &Files, folder: &str) -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> =
        files.iter().filter(|(name, _)| name.starts_with(folder)).map(|(_, bytes)| unpacked(bytes)).collect();
    all.sort();
    all
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut out).unwrap();
    out
}

/// Records whose words are taken apart alike: in words like `s1` and `iPhone` Pagefind sees names of programs, and it
/// leaves the marks of `«ferry»` and `d’Arcy` on their parts.
fn records(count: usize) -> Vec<Record> {
    let words = [
        "The",
        "shipments",
        "of",
        "grain",
        "were",
        "power-sharing",
        "policies,",
        "Vučić",
        "Vucic",
        "Ministère",
        "l'État",
        "d'Arcy",
        "(undeclared)",
        "Хренин",
        "北",
        "京",
        "قاهرة",
        "Πρωθυπουργός",
        "2025-12-19",
        "—",
        "Straße",
        "İzmir",
        "co-operation/coordination",
        "한국어",
        "Việt",
        "resumé",
        "résumé",
        "Résumé",
        "UN",
        "x",
    ];
    let mut seed = 7_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let record = |i: usize| {
        let length = 1 + next(300);
        let mut text: Vec<String> = (0..length).map(|_| words[next(words.len())].to_owned()).collect();
        // Rare words, so that there is more than one chunk.
        text.extend((0..60).map(|_| format!("word{}", ["a", "b", "c", "d"].map(|l| l.repeat(1 + next(6))).concat())));
        Record {
            id: format!("r{i}"),
            file: i / 4,
            url: format!("records/{i}/"),
            text: text.join(" "),
            names: vec![("title", words[next(words.len())].to_owned() + " grain"), ("also", words[next(9)].to_owned())],
            shown: BTreeMap::from([("title", "shown".to_owned())]),
            facets: vec![("kind", ["event", "briefing"][next(2)].to_owned()), ("actor", format!("a{}", next(9)))],
            dated: i < count - 20,
        }
    };
    (0..count).map(record).collect()
}

#[test]
fn the_words_and_facets_are_those_that_pagefind_makes() {
    let records = records(400);
    for language in ["en", "fr", "uk"] {
        let (theirs, ours) = (theirs(&records, language), ours(&records, language));
        for folder in ["index/", "filter/"] {
            let (theirs, ours) = (contents(&theirs, folder), contents(&ours, folder));
            assert!(!ours.is_empty());
            if theirs != ours {
                let items = |files: &[Vec<u8>]| -> Vec<String> { files.iter().flat_map(|file| items(file)).collect() };
                let (theirs, ours) = (items(&theirs), items(&ours));
                let at = theirs.iter().zip(&ours).take_while(|(one, other)| one == other).count();
                let around =
                    |items: &[String]| items[at.saturating_sub(12)..].iter().take(24).cloned().collect::<Vec<_>>();
                panic!("{language} {folder}: theirs {:?}, ours {:?}", around(&theirs), around(&ours));
            }
        }
        assert!(contents(&ours, "index/").len() > 1, "one chunk says nothing of where chunks end");
    }
}

/// Beside the names of files and records, which are others, the meta files are the same: lengths, bounds, orders.
#[test]
fn the_meta_file_is_the_one_that_pagefind_makes() {
    let records = records(300);
    let meta = |files: &Files| {
        let [meta] = &contents(files, "pagefind.en")[..] else { panic!("one meta file") };
        let is_name =
            |text: &str| text.starts_with("en_") || text.is_empty() || text.starts_with('r') && text.len() < 5;
        let items = items(meta).into_iter().map(|item| if is_name(&item) { "a name".to_owned() } else { item });
        items.collect::<Vec<String>>()
    };
    let (theirs, ours) = (meta(&theirs(&records, "en")), meta(&ours(&records, "en")));
    let differ = theirs.iter().zip(&ours).position(|(one, other)| one != other);
    assert!(theirs.len() == ours.len() && differ.is_none(), "{:?}", differ.map(|at| (&theirs[at], &ours[at])));
}

/// The texts of a CBOR file, and the heads of its other items.
fn items(bytes: &[u8]) -> Vec<String> {
    let mut out = Vec::new();
    let mut at = b"pagefind_dcd".len();
    while at < bytes.len() {
        let (major, mut argument) = (bytes[at] >> 5, u64::from(bytes[at] & 31));
        at += 1;
        if argument > 23 {
            let length = 1 << (argument - 24);
            argument = bytes[at..at + length].iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
            at += length;
        }
        if major == 3 {
            let text = String::from_utf8(bytes[at..at + argument as usize].to_vec()).unwrap();
            at += argument as usize;
            out.push(text);
        } else {
            out.push(format!("{major}:{argument}"));
        }
    }
    out
}

#[test]
fn the_runtime_is_the_one_that_pagefind_publishes() {
    for language in ["en", "sr", "zh"] {
        let records = records(30);
        let (theirs, ours) = (theirs(&records, language), ours(&records, language));
        let runtime = |files: &Files| -> Files {
            let of = |name: &str| name == "pagefind.js" || name.starts_with("wasm.");
            files.iter().filter(|(name, _)| of(name)).map(|(name, bytes)| (name.clone(), bytes.clone())).collect()
        };
        let ours = runtime(&ours);
        assert_eq!(ours.len(), 2);
        for (name, bytes) in &ours {
            assert!(theirs.get(name) == Some(bytes), "{language}: {name} is another");
        }
    }
}

#[test]
fn the_same_records_give_the_same_bytes() {
    assert!(ours(&records(300), "en") == ours(&records(300), "en"));
}
