//! Many texts, looked for at once, however many they are: a page is read once for each length below.
//!
//! Each text is known by a hash of its first bytes. The hash of as many bytes of a page is carried on from one byte to
//! the next (Karp and Rabin), and where it is that of a text, the two are compared. That takes no more memory than the
//! texts themselves; an automaton of theirs takes many times as much, and is slower where it no longer fits a cache.

use std::collections::HashMap;

/// By how many of its first bytes a text is known: the most that it has. None may be shorter than the first.
const KNOWN_BY: [usize; 2] = [6, 24];

/// Any odd number with bits all over it: two to the 64th divided by the golden ratio.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// Some texts, by their numbers.
#[derive(Debug)]
pub(super) struct Words([Window; 2]);

impl Words {
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Words {
        let mut of_length: [Vec<(usize, &str)>; 2] = Default::default();
        for (number, text) in texts.enumerate() {
            debug_assert!(text.len() >= KNOWN_BY[0], "{text} would never be found");
            of_length[usize::from(text.len() >= KNOWN_BY[1])].push((number, text));
        }
        let [short, long] = of_length;
        Words([Window::new(KNOWN_BY[0], &short), Window::new(KNOWN_BY[1], &long)])
    }

    /// Tells of each text that stands in another where, and which it is.
    pub(super) fn each(&self, text: &str, mut found: impl FnMut(usize, usize)) {
        for window in &self.0 {
            window.each(text.as_bytes(), &mut found);
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

/// One of the texts.
#[derive(Debug)]
struct Known {
    number: usize,
    text: Box<[u8]>,
}

/// The texts that are known by so many bytes.
#[derive(Debug)]
struct Window {
    length: usize,
    /// What the first of so many bytes counts for.
    highest: u64,
    /// The texts by the hash of their first bytes.
    texts: HashMap<u64, Vec<Known>>,
    /// A bit for what each hash begins with: nearly all bytes of a page need no more than that.
    bits: Vec<u64>,
    shift: u32,
}

impl Window {
    fn new(length: usize, texts: &[(usize, &str)]) -> Window {
        // Sixteen bits for each text, and at least a word.
        let size = (texts.len() * 16).next_power_of_two().max(64);
        let shift = u64::BITS - size.trailing_zeros();
        let highest = (1..length).fold(1, |power: u64, _| power.wrapping_mul(BASE));
        let mut window = Window { length, highest, texts: HashMap::new(), bits: vec![0; size / 64], shift };
        for (number, text) in texts {
            let bytes = text.as_bytes();
            let hash = bytes.iter().take(length).fold(0, |hash, byte| add(hash, *byte));
            let bit = (hash >> shift) as usize;
            window.bits[bit / 64] |= 1 << (bit % 64);
            window.texts.entry(hash).or_default().push(Known { number: *number, text: bytes.into() });
        }
        window
    }

    fn each(&self, text: &[u8], found: &mut impl FnMut(usize, usize)) {
        if self.texts.is_empty() || text.len() < self.length {
            return;
        }
        let mut hash = text[..self.length - 1].iter().fold(0, |hash, byte| add(hash, *byte));
        for (at, (first, last)) in text.iter().zip(&text[self.length - 1..]).enumerate() {
            hash = add(hash, *last);
            let bit = (hash >> self.shift) as usize;
            if self.bits[bit / 64] & (1 << (bit % 64)) != 0
                && let Some(texts) = self.texts.get(&hash)
            {
                let here = texts.iter().filter(|known| text[at..].starts_with(&known.text));
                here.for_each(|known| found(at, known.number));
            }
            hash = hash.wrapping_sub(self.highest.wrapping_mul(u64::from(*first)));
        }
    }
}

fn add(hash: u64, byte: u8) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(u64::from(byte))
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
