//! Names that are nearly another: one slip of the pen makes two people of one.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::{Names, Profile, Unprofiled};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Slug, fold, search_key};

impl Names {
    /// Warns of every unprofiled name that is nearly one of a profile's, `Khrennin` for `Khrenin`, or
    /// that is nearly another one without a profile.
    pub(in crate::resolve) fn warn_of_near(&self, diagnostics: &mut Diagnostics) {
        let known: Vec<(Outline, String, &str)> = self
            .profiles
            .iter()
            .flat_map(Profile::names)
            .map(|name| (fold(name), name))
            .map(|(folded, name)| (Outline::of(&folded), folded, name))
            .collect();
        let mut sounds: HashMap<String, &str> = HashMap::new();
        for (_, folded, name) in known.iter().rev() {
            sounds.extend(sound(folded).map(|sound| (sound, *name)));
        }
        let mut others = Shortened::default();
        for Unprofiled { name, place } in &self.unprofiled {
            let folded = fold(name);
            let outline = Outline::of(&folded);
            // In a short name one letter is another name.
            let most = if outline.length < 6 { 0 } else { 1 + usize::from(outline.length >= 18) };
            let slip =
                known.iter().find(|(other, name, _)| other.may_be_slip(outline, most) && is_slip(name, &folded, most));
            let alike = || sound(&folded).and_then(|sound| sounds.get(&sound).copied());
            let near = slip.filter(|_| most > 0).map(|(.., name)| *name).or_else(alike);
            if let Some(near) = near {
                let message = format!("`{name}` has no profile, and is nearly `{near}`, which has one");
                let help = format!("did you mean `{near}`? If they are two, write a profile for `{name}`");
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

/// How a folded name sounds, as far as that tells two transliterations of one name from two names: a
/// short sound is that of many.
fn sound(folded: &str) -> Option<String> {
    Some(search_key(folded)).filter(|sound| sound.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST_SOUND)
}

/// The shortest sound by which two names are asked about, in letters.
const SHORTEST_SOUND: usize = 6;

/// Whether a name is another with up to `most` slips, and the two are not told apart on purpose.
fn is_slip(one: &str, other: &str, most: usize) -> bool {
    digits(one) == digits(other)
        && !differ_in_a_letter_alone(one, other)
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
            let other = *self.by_sound.get(&sound(name)?)?;
            (digits(&self.names[other]) == digits(name)).then_some(other)
        })
    }

    fn add(&mut self, name: String) {
        for rest in Shortened::rests(&name) {
            self.by_rest.entry(rest).or_default().push(self.names.len());
        }
        if let Some(sound) = sound(&name) {
            self.by_sound.entry(sound).or_insert(self.names.len());
        }
        self.names.push(name);
    }
}

/// The digits of a name: the 5th and the 6th Army are not near to each other.
fn digits(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
}

/// Whether two names differ in a word of one letter: Army Group A and B are not near to each other.
fn differ_in_a_letter_alone(one: &str, other: &str) -> bool {
    let words = |name: &'_ str| name.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    let single = |(a, b): (&String, &String)| a != b && a.chars().count() == 1 && b.chars().count() == 1;
    one.len() == other.len() && one.iter().zip(&other).any(single)
}
