//! Many texts, looked for at once, however many they are: a page is read once.
//!
//! Each text is known by its first bytes, a long one by more of them. At each byte of a page the next few are taken as one
//! number, which needs nothing of the byte before, and a bit says whether any text begins so. Only where one does, the
//! texts themselves are compared. That takes no more memory than they do; an automaton of theirs takes many times as much,
//! and is slower where it no longer fits a cache.

use std::collections::HashMap;

/// By how many of its first bytes a text is known at least. None may be shorter.
const SHORT: usize = 6;

/// The same of a long one: many sentences begin with the same few bytes.
const LONG: usize = 24;

/// Any odd number with bits all over it: two to the 64th divided by the golden ratio.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// Some texts, by their numbers.
#[derive(Debug)]
pub(super) struct Words {
    /// How any of them begins.
    begins: Bits,
    short: Known,
    long: Known,
}

impl Words {
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Words {
        let (mut short, mut long): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
        let mut begins = Vec::new();
        for (number, text) in texts.enumerate() {
            debug_assert!(text.len() >= SHORT, "{text} would never be found");
            let begin = first_6(text.as_bytes());
            begins.push(begin);
            match first_24(text.as_bytes()) {
                Some(key) => long.push((key, number, text)),
                None => short.push((begin, number, text)),
            }
        }
        Words { begins: Bits::new(&begins), short: Known::new(&short), long: Known::new(&long) }
    }

    /// Tells of each text that stands in another where, and which it is.
    pub(super) fn each(&self, text: &str, mut found: impl FnMut(usize, usize)) {
        let text = text.as_bytes();
        for at in 0..text.len().saturating_sub(SHORT - 1) {
            let rest = &text[at..];
            let begin = first_6(rest);
            if !self.begins.has(begin) {
                continue;
            }
            if self.short.bits.has(begin) {
                self.short.each(begin, rest, |number| found(at, number));
            }
            if let Some(key) = first_24(rest)
                && self.long.bits.has(key)
            {
                self.long.each(key, rest, |number| found(at, number));
            }
        }
    }

    /// The number of the text that stands first in another.
    pub(super) fn first(&self, text: &str) -> Option<usize> {
        let mut first = None;
        self.each(text, |at, number| {
            if first.is_none_or(|known| (at, number) < known) {
                first = Some((at, number));
            }
        });
        first.map(|(_, number)| number)
    }
}

/// A text with its number.
type Numbered = (usize, Box<[u8]>);

/// The texts that are known by so many bytes.
#[derive(Debug)]
struct Known {
    bits: Bits,
    /// By their first bytes.
    texts: HashMap<u64, Vec<Numbered>>,
}

impl Known {
    fn new(all: &[(u64, usize, &str)]) -> Known {
        let keys: Vec<u64> = all.iter().map(|(key, ..)| *key).collect();
        let mut texts: HashMap<u64, Vec<Numbered>> = HashMap::new();
        for (key, number, text) in all {
            texts.entry(*key).or_default().push((*number, text.as_bytes().into()));
        }
        Known { bits: Bits::new(&keys), texts }
    }

    /// Tells of each text with a key that another begins with.
    fn each(&self, key: u64, rest: &[u8], found: impl FnMut(usize)) {
        let texts = self.texts.get(&key).into_iter().flatten();
        texts.filter(|(_, text)| rest.starts_with(text)).map(|(number, _)| *number).for_each(found);
    }
}

/// A bit for each of some keys, by what their product with [`BASE`] begins with: nearly all bytes of a page need no more
/// than that.
#[derive(Debug)]
struct Bits {
    bits: Vec<u64>,
    shift: u32,
}

impl Bits {
    fn new(keys: &[u64]) -> Bits {
        // Sixty-four bits for each: few places of a page meet one by chance, and at least a word.
        let size = (keys.len() * 64).next_power_of_two().max(64);
        let mut bits = Bits { bits: vec![0; size / 64], shift: u64::BITS - size.trailing_zeros() };
        for key in keys {
            let bit = bits.of(*key);
            bits.bits[bit / 64] |= 1 << (bit % 64);
        }
        bits
    }

    fn of(&self, key: u64) -> usize {
        (key.wrapping_mul(BASE) >> self.shift) as usize
    }

    fn has(&self, key: u64) -> bool {
        let bit = self.of(key);
        self.bits[bit / 64] & (1 << (bit % 64)) != 0
    }
}

/// The first six bytes of at least as many, as a number.
fn first_6(text: &[u8]) -> u64 {
    let eight = text.first_chunk().copied().unwrap_or_else(|| {
        let mut padded = [0; 8];
        padded[..text.len()].copy_from_slice(text);
        padded
    });
    u64::from_le_bytes(eight) & 0xffff_ffff_ffff
}

/// A hash of the first twenty-four bytes; none of fewer.
fn first_24(text: &[u8]) -> Option<u64> {
    let (eights, _) = text.first_chunk::<LONG>()?.as_chunks();
    Some(
        eights.iter().fold(0, |hash: u64, eight| (hash.rotate_left(5) ^ u64::from_le_bytes(*eight)).wrapping_mul(BASE)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_text_is_found_wherever_it_stands(
            texts in proptest::collection::vec("[ab]{6,40}", 1..20), before in "[ab]{0,30}", after in "[ab]{0,30}", which in 0..20_usize
        ) {
            let words = Words::new(texts.iter().map(String::as_str));
            let page = format!("{before}{}{after}", texts[which % texts.len()]);
            let mut found = Vec::new();
            words.each(&page, |at, number| found.push((at, number)));
            found.sort_unstable();
            let mut stand = Vec::new();
            for (number, text) in texts.iter().enumerate() {
                stand.extend((0..page.len()).filter(|at| page[*at..].starts_with(text.as_str())).map(|at| (at, number)));
            }
            stand.sort_unstable();
            prop_assert_eq!(words.first(&page), stand.first().map(|(_, number)| *number));
            prop_assert_eq!(found, stand);
        }
    }

    #[test]
    fn where_there_is_no_text_none_is_found() {
        assert_eq!(Words::new(std::iter::empty()).first("A page"), None);
        assert_eq!(Words::new(std::iter::once("A secret")).first(""), None);
    }
}
