//! Names that are nearly another: one slip of the pen makes two people of one.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::{Names, Profile, Unprofiled};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Slug, fold, sound};

impl Names {
    /// Warns of every unprofiled name that is nearly one of a profile's, `Khrennin` for `Khrenin`, or
    /// that is nearly another one without a profile.
    pub(in crate::resolve) fn warn_of_near(&self, diagnostics: &mut Diagnostics) {
        let named = self.profiles.iter().flat_map(|profile| profile.names().map(move |name| (profile, name)));
        let known: Vec<Known<'_>> = named.map(|(profile, name)| Known::of(profile, name)).collect();
        let mut sounds: HashMap<String, &Known<'_>> = HashMap::new();
        for known in known.iter().rev() {
            sounds.extend(known_sound(&known.folded).map(|sound| (sound, known)));
        }
        let mut others = Shortened::default();
        for Unprofiled { name, place } in &self.unprofiled {
            let folded = fold(name);
            let outline = Outline::of(&folded);
            // In a short name one letter is another name.
            let most = if outline.length < 6 { 0 } else { 1 + usize::from(outline.length >= 18) };
            let is_near = |known: &&Known<'_>| {
                known.outline.may_be_slip(outline, most)
                    && is_slip(&known.folded, &folded, most)
                    && !known.profile.is_not(&folded)
            };
            let slip = known.iter().find(is_near).filter(|_| most > 0);
            let alike = || known_sound(&folded).and_then(|sound| sounds.get(&sound).copied());
            let is_two = |known: &Known<'_>| known.profile.is_not(&folded) || differ_in_a_count(&known.folded, &folded);
            let near = slip.or_else(alike).filter(|known| !is_two(known));
            if let Some(Known { name: near, profile, .. }) = near {
                let message = format!("`{name}` has no profile, and is nearly `{near}`, which has one");
                let help = format!(
                    "did you mean `{near}`? If they are two, write `different_from: [{name}]` in {}",
                    profile.file
                );
                diagnostics.push(Diagnostic::new(Code::NearMiss, place.clone(), message).help(help));
            } else if let Some(other) = others.near(&folded).map(|other| &self.unprofiled[other])
                // Names of one address are an error already.
                && Slug::of_name(&other.name) != Slug::of_name(name)
            {
                let message = format!("`{name}` is nearly `{}`: each has a page of its own", other.name);
                let help = "write one of the two in both places; or, if they are two, a profile for each";
                let diagnostic = Diagnostic::new(Code::NearMiss, place.clone(), message).help(help);
                diagnostics.push(diagnostic.related(other.place.clone(), format!("`{}` stands here", other.name)));
            }
            others.add(folded);
        }
    }
}

/// A name that a profile has.
struct Known<'a> {
    profile: &'a Profile,
    name: &'a str,
    folded: String,
    outline: Outline,
}

impl<'a> Known<'a> {
    fn of(profile: &'a Profile, name: &'a str) -> Known<'a> {
        let folded = fold(name);
        Known { profile, name, outline: Outline::of(&folded), folded }
    }
}

/// How a folded name sounds, its words in any order, as far as that tells two transliterations of one name from two
/// names: a short sound is that of many.
fn known_sound(folded: &str) -> Option<String> {
    let sound = sound(&folded.replace('-', " "));
    let mut words: Vec<&str> = sound.split(' ').collect();
    words.sort_unstable();
    let skeleton: String = words.iter().flat_map(|word| word.chars()).filter(|c| !"aeiou ".contains(*c)).collect();
    // Transliterations differ most in their vowels: Aleksandr Lukashenko is Alyaksandr Lukashenka.
    if skeleton.len() >= SHORTEST_SKELETON && words.len() > 1 && skeleton.is_ascii() {
        return Some(skeleton);
    }
    let letters = sound.chars().filter(|c| c.is_alphabetic()).count();
    (letters >= SHORTEST_SOUND).then(|| words.join(" "))
}

/// The fewest consonants by which two names of several words are asked about, whatever their vowels.
const SHORTEST_SKELETON: usize = 10;

/// The shortest sound by which two names are asked about, in letters.
const SHORTEST_SOUND: usize = 6;

/// Whether a name is another with up to `most` slips, and the two are not told apart on purpose.
fn is_slip(one: &str, other: &str, most: usize) -> bool {
    digits(one) == digits(other)
        && !differ_in_a_count(one, other)
        && !differ_in_a_short_word(one, other)
        && strsim::damerau_levenshtein(one, other) <= most
}

/// What is quickly seen of a name: most names that are not near to each other differ in it already.
#[derive(Clone, Copy)]
struct Outline {
    /// In letters.
    length: usize,
    /// A bit for each letter that is in it; some letters share one.
    letters: u64,
}

impl Outline {
    fn of(name: &str) -> Outline {
        Outline {
            length: name.chars().count(),
            letters: name.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64)),
        }
    }

    /// Whether so few slips can lead from one to the other: each takes or gives a letter, or both.
    fn may_be_slip(self, other: Outline, most: usize) -> bool {
        self.length.abs_diff(other.length) <= most && (self.letters ^ other.letters).count_ones() as usize <= 2 * most
    }
}

/// Folded names by what is left of them without any one letter: two names that differ by one slip
/// have that in common, so no name is compared with all others.
#[derive(Default)]
struct Shortened {
    names: Vec<String>,
    by_rest: HashMap<u64, Vec<usize>>,
    /// The first of the names of a sound.
    by_sound: HashMap<String, usize>,
}

impl Shortened {
    /// The shortest names in which one letter is taken for a slip, in letters.
    const SHORTEST: usize = 8;

    fn rests(name: &str) -> impl Iterator<Item = u64> {
        let of = |head: &str, tail: &str| {
            let mut hasher = DefaultHasher::new();
            head.chars().chain(tail.chars()).for_each(|c| c.hash(&mut hasher));
            hasher.finish()
        };
        let long = name.chars().count() >= Shortened::SHORTEST;
        let cuts = name.char_indices().filter(move |_| long);
        cuts.map(move |(at, c)| of(&name[..at], &name[at + c.len_utf8()..])).chain(long.then(|| of(name, "")))
    }

    /// The first of the names so far that is one slip away.
    fn near(&self, name: &str) -> Option<usize> {
        let same_rest = Shortened::rests(name).filter_map(|rest| self.by_rest.get(&rest)).flatten();
        let slip = same_rest.copied().filter(|other| is_slip(&self.names[*other], name, 1)).min();
        slip.or_else(|| {
            let other = *self.by_sound.get(&known_sound(name)?)?;
            let same = &self.names[other];
            (digits(same) == digits(name) && !differ_in_a_count(same, name)).then_some(other)
        })
    }

    fn add(&mut self, name: String) {
        for rest in Shortened::rests(&name) {
            self.by_rest.entry(rest).or_default().push(self.names.len());
        }
        if let Some(sound) = known_sound(&name) {
            self.by_sound.entry(sound).or_insert(self.names.len());
        }
        self.names.push(name);
    }
}

/// The digits of a name: the 5th and the 6th Army are not near to each other.
fn digits(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
}

/// Whether a word in which two names differ is so short that one letter makes it another: Li Wei and Liu Wei, Tom Cox
/// and Tim Cox are not near to each other.
fn differ_in_a_short_word(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let length = |word: &str| word.chars().count();
    let short = |(a, b): (&&str, &&str)| a != b && length(a).max(length(b)) < SHORTEST_WORD;
    one.len() == other.len() && one.len() > 1 && one.iter().zip(&other).any(short)
}

/// The fewest letters of a word, among others, in which one letter is taken for a slip.
const SHORTEST_WORD: usize = 5;

/// Whether two names differ in a word by which their like are told apart: Army Group A and B, Charles II and III are
/// not near to each other.
fn differ_in_a_count(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let is_letter = |word: &str| word.chars().count() == 1;
    let is_numeral = |word: &str| word.bytes().all(|b| b"ivxl".contains(&b));
    let counted = |(a, b): (&&str, &&str)| a != b && (is_letter(a) && is_letter(b) || is_numeral(a) && is_numeral(b));
    one.len() == other.len() && one.iter().zip(&other).any(counted)
}
