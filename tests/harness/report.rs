//! What a run reported, by its codes; what a page says to its reader.

use super::html::plain;
use super::{File, Run};

impl Run {
    /// The codes of the text report, in its order.
    pub fn codes(&self) -> Vec<&str> {
        let code = |line: &str| -> Option<std::ops::Range<usize>> {
            let start = ["error[", "warning["].iter().find(|s| line.starts_with(**s))?.len();
            Some(start..start + line[start..].find(']')?)
        };
        self.stderr.lines().filter_map(|line| code(line).map(|range| &line[range])).collect()
    }

    /// Just these codes are reported, in this order.
    #[track_caller]
    pub fn reports(&self, codes: &[&str]) -> &Run {
        assert_eq!(self.codes(), codes, "\n{}", self.stderr);
        self
    }
}

impl File<'_> {
    /// What a reader sees of the page holds the text.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        let plain = plain(self.text());
        assert!(plain.contains(text), "{} does not say {text:?}:\n{plain}", self.path);
        self
    }

    /// What a reader sees of the page holds the texts, one after the other.
    #[track_caller]
    pub fn says_in_order(&self, texts: &[&str]) -> &Self {
        let plain = plain(self.text());
        let mut from = 0;
        for text in texts {
            match plain[from..].find(text) {
                Some(at) => from += at + text.len(),
                None => panic!("{} does not say {text:?} in its turn:\n{plain}", self.path),
            }
        }
        self
    }

    /// How often the file holds the text.
    pub fn count(&self, text: &str) -> usize {
        self.text().matches(text).count()
    }
}
