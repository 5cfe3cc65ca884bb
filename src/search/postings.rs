//! Which word stands where: for each form of a word the records that have it, with the places in them.
//!
//! Records are gone through in runs, in parallel; in a run a word is taken apart once, however often it stands there,
//! and what it has in a record is written in the format at once: an index of millions of places is little more than
//! its bytes.

use std::collections::HashMap;

use rayon::prelude::*;

use super::Record;
use super::pack::Cbor;
use super::words::Splitter;

/// How many records one thread goes through at a time.
const RUN: usize = 128;

/// How many places a chunk holds before the next begins, as Pagefind counts them.
const CHUNK: usize = 20_000;

/// How much a word of a text weighs: 1.0, in twenty-fourths.
const WEIGHT: u8 = 24;

/// The weight that the format begins with, wherever it stands.
const UNSAID: u8 = 25;

/// All words of the index.
#[derive(Debug)]
pub(super) struct Words {
    /// Sorted.
    words: Vec<Word>,
    /// How many words each record has.
    pub(super) lengths: Vec<usize>,
}

/// A word with its places.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) word: String,
    pub(super) plain: Places,
    /// The places where it has marks, by how it is written there.
    pub(super) marked: Vec<(String, Places)>,
}

impl Words {
    /// Goes through all records; `fields` are the fields of their names, and each thread makes a splitter.
    pub(super) fn of(records: &[Record], fields: &[&str], splitter: impl Fn() -> Splitter + Sync) -> Words {
        let runs: Vec<Run> = records
            .par_chunks(RUN)
            .enumerate()
            .map(|(number, records)| Run::over(records, number * RUN, fields, &splitter()))
            .collect();
        let mut lengths = Vec::with_capacity(records.len());
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut words: Vec<Word> = Vec::new();
        for run in runs {
            lengths.extend(run.lengths);
            for word in run.words {
                match known.get(&word.word) {
                    Some(&i) => words[i].append(word),
                    None => {
                        known.insert(word.word.clone(), words.len());
                        words.push(word);
                    }
                }
            }
        }
        words.sort_unstable_by(|one, other| one.word.cmp(&other.word));
        Words { words, lengths }
    }

    /// The words in chunks, of which a browser loads those that it needs.
    pub(super) fn chunks(&self) -> Vec<&[Word]> {
        let mut chunks = Vec::new();
        let (mut from, mut places) = (0, 0);
        for (i, word) in self.words.iter().enumerate() {
            places += word.weight();
            if places >= CHUNK {
                chunks.push(&self.words[from..=i]);
                (from, places) = (i + 1, 0);
            }
        }
        if from < self.words.len() {
            chunks.push(&self.words[from..]);
        }
        chunks
    }
}

impl Word {
    fn append(&mut self, later: Word) {
        self.plain.append(later.plain);
        for (marked, places) in later.marked {
            self.written(&marked).append(places);
        }
    }

    /// Its places where it is written so.
    fn written(&mut self, marked: &str) -> &mut Places {
        let found = self.marked.iter().position(|(own, _)| own == marked);
        let at = found.unwrap_or_else(|| {
            self.marked.push((marked.to_owned(), Places::default()));
            self.marked.len() - 1
        });
        &mut self.marked[at].1
    }

    fn weight(&self) -> usize {
        self.plain.weight + self.marked.len() + self.marked.iter().map(|(_, places)| places.weight).sum::<usize>()
    }
}

/// Where a form stands.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// How many records have it.
    pub(super) records: usize,
    /// The first of them, by number.
    pub(super) first: usize,
    last: usize,
    /// What is written of the first record after its number; then the others, each whole, with the distance to the
    /// one before for a number.
    pub(super) written: Cbor,
    weight: usize,
}

impl Places {
    /// Adds a record with a higher number than all others.
    fn add(&mut self, record: usize, in_text: &[i32], in_names: &[i32]) {
        if self.records == 0 {
            self.first = record;
        } else {
            self.written.array(3).number(record - self.last);
        }
        self.written.integers(in_text).integers(in_names);
        self.last = record;
        self.records += 1;
        self.weight += in_text.len() + in_names.len() + 1;
    }

    /// Adds the records of a later run.
    fn append(&mut self, later: Places) {
        if later.records == 0 {
            return;
        }
        if self.records == 0 {
            *self = later;
            return;
        }
        self.written.array(3).number(later.first - self.last).all_of(&later.written);
        self.last = later.last;
        self.records += later.records;
        self.weight += later.weight;
    }
}

/// A form of a word by its number in a run, and whether it is a part of the word.
#[derive(Debug, Clone, Copy)]
struct Known {
    word: u32,
    /// How it is written with its marks, by number; from 1.
    marked: u32,
    part: bool,
}

/// A place of a form in a record.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    word: u32,
    /// Names come after texts.
    in_name: bool,
    marked: u32,
    /// The weight in a text, the field of a name.
    of: i32,
    position: i32,
}

/// The words of some records.
struct Run {
    words: Vec<Word>,
    lengths: Vec<usize>,
}

/// What is known of the words of a run.
struct Lexicon<'a> {
    splitter: &'a Splitter,
    forms: HashMap<&'a str, Vec<Known>>,
    numbers: HashMap<String, u32>,
    words: Vec<Word>,
    marked_numbers: HashMap<String, u32>,
    marked: Vec<String>,
}

impl<'a> Lexicon<'a> {
    /// The forms of a word as it is written.
    fn forms(&mut self, word: &'a str) -> &[Known] {
        if !self.forms.contains_key(word) {
            let forms = self.splitter.forms(word);
            let known = forms.into_iter().map(|form| Known {
                word: self.word(form.word),
                marked: form.marked.map_or(0, |marked| self.mark(marked)),
                part: form.part,
            });
            let known = known.collect();
            self.forms.insert(word, known);
        }
        &self.forms[word]
    }

    fn word(&mut self, word: String) -> u32 {
        let next = number(self.words.len());
        *self.numbers.entry(word).or_insert_with_key(|word| {
            self.words.push(Word { word: word.clone(), plain: Places::default(), marked: Vec::new() });
            next
        })
    }

    fn mark(&mut self, marked: String) -> u32 {
        let next = number(self.marked.len() + 1);
        *self.marked_numbers.entry(marked).or_insert_with_key(|marked| {
            self.marked.push(marked.clone());
            next
        })
    }
}

impl Run {
    fn over(records: &[Record], first: usize, fields: &[&str], splitter: &Splitter) -> Run {
        let mut lexicon = Lexicon {
            splitter,
            forms: HashMap::new(),
            numbers: HashMap::new(),
            words: Vec::new(),
            marked_numbers: HashMap::new(),
            marked: Vec::new(),
        };
        let mut lengths = Vec::with_capacity(records.len());
        let mut places: Vec<Place> = Vec::new();
        for (i, record) in records.iter().enumerate() {
            places.clear();
            let mut length = 0;
            for (position, word) in record.text.split_whitespace().enumerate() {
                length = position + 1;
                let forms = lexicon.forms(word);
                let parts = forms.iter().filter(|form| form.part).count();
                // Parts share the weight of the whole.
                let of_part = i32::from(WEIGHT).checked_div(number(parts) as i32).unwrap_or_default().max(1);
                places.extend(forms.iter().map(|form| Place {
                    word: form.word,
                    in_name: false,
                    marked: form.marked,
                    of: if form.part { of_part } else { i32::from(WEIGHT) },
                    position: number(position) as i32,
                }));
            }
            lengths.push(length.max(1));
            for (field, name) in &record.names {
                let field = fields.iter().position(|other| other == field).unwrap_or_default();
                for (position, word) in name.split_whitespace().enumerate() {
                    places.extend(lexicon.forms(word).iter().map(|form| Place {
                        word: form.word,
                        in_name: true,
                        marked: form.marked,
                        of: number(field) as i32,
                        position: number(position) as i32,
                    }));
                }
            }
            write(&mut lexicon, first + i, &mut places);
        }
        Run { words: lexicon.words, lengths }
    }
}

/// Writes the places of a record to its words.
fn write(lexicon: &mut Lexicon<'_>, record: usize, places: &mut [Place]) {
    let marked = std::mem::take(&mut lexicon.marked);
    let written = |place: &Place| place.marked.checked_sub(1).map(|i| marked[i as usize].as_str());
    let key = |place: &Place| (place.word, place.in_name, place.of, place.position);
    places.sort_unstable_by(|one, other| {
        let forms = (one.word, one.in_name).cmp(&(other.word, other.in_name));
        forms.then_with(|| written(one).cmp(&written(other))).then_with(|| key(one).cmp(&key(other)))
    });
    let (mut in_text, mut in_names) = (Vec::new(), Vec::new());
    for of_word in places.chunk_by(|one, other| one.word == other.word) {
        let word = &mut lexicon.words[of_word[0].word as usize];
        let names = of_word.partition_point(|place| !place.in_name);
        let (texts, names) = of_word.split_at(names);
        let by_form = |one: &Place, other: &Place| one.marked == other.marked;
        for group in texts.chunk_by(by_form) {
            let also = names.chunk_by(by_form).find(|names| names[0].marked == group[0].marked);
            positions(group, &mut in_text);
            fields(also.unwrap_or_default(), &mut in_names);
            places_of(word, written(&group[0])).add(record, &in_text, &in_names);
        }
        let only_names = names.chunk_by(by_form).filter(|names| texts.iter().all(|t| t.marked != names[0].marked));
        for group in only_names {
            fields(group, &mut in_names);
            places_of(word, written(&group[0])).add(record, &[], &in_names);
        }
    }
    lexicon.marked = marked;
}

fn places_of<'w>(word: &'w mut Word, marked: Option<&str>) -> &'w mut Places {
    match marked {
        None => &mut word.plain,
        Some(marked) => word.written(marked),
    }
}

/// Positions in a text: each with its distance to the one before, of one weight; another weight is said as a negative
/// number, and begins anew.
fn positions(places: &[Place], out: &mut Vec<i32>) {
    out.clear();
    let (mut weight, mut last) = (i32::from(UNSAID), 0);
    for place in places {
        if place.of != weight {
            out.extend([-place.of - 1, place.position]);
            weight = place.of;
        } else {
            out.push(place.position - last);
        }
        last = place.position;
    }
}

/// Positions in names, likewise, by field instead of weight.
fn fields(places: &[Place], out: &mut Vec<i32>) {
    out.clear();
    let (mut field, mut last) = (None, 0);
    for place in places {
        if field.replace(place.of) != Some(place.of) {
            out.push(-place.of - 1);
            last = 0;
        }
        out.push(place.position - last);
        last = place.position;
    }
}

/// Memory ends before four thousand million words do.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
