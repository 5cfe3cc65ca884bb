//! A file of the output, or a part of one, and what must be in it.

use super::html::plain;

/// A text of the output.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    name: String,
    /// As it stands.
    pub(crate) html: String,
}

impl Page {
    pub(super) fn new(name: &str, html: String) -> Page {
        Page { name: name.to_owned(), html }
    }

    /// It has this text, markup and all.
    #[track_caller]
    pub(crate) fn contains(&self, text: &str) -> &Page {
        assert!(self.html.contains(text), "{} lacks {text:?}:\n{}", self.name, self.html);
        self
    }

    /// It does not have this text, markup and all.
    #[track_caller]
    pub(crate) fn lacks(&self, text: &str) -> &Page {
        assert!(!self.html.contains(text), "{} has {text:?}:\n{}", self.name, self.html);
        self
    }

    /// Its reader reads this.
    #[track_caller]
    pub(crate) fn says(&self, text: &str) -> &Page {
        let plain = plain(&self.html);
        assert!(plain.contains(text), "{} does not say {text:?}:\n{plain}", self.name);
        self
    }

    /// Its reader does not read this.
    #[track_caller]
    pub(crate) fn says_nothing_of(&self, text: &str) -> &Page {
        let plain = plain(&self.html);
        assert!(!plain.contains(text), "{} says {text:?}:\n{plain}", self.name);
        self
    }

    /// Its reader reads these one after the other.
    #[track_caller]
    pub(crate) fn says_in_order(&self, texts: &[&str]) -> &Page {
        let plain = plain(&self.html);
        let mut from = 0;
        for text in texts {
            match plain[from..].find(text) {
                Some(at) => from += at + text.len(),
                None => panic!("{} does not say {text:?} in its turn:\n{}", self.name, &plain),
            }
        }
        self
    }

    /// The part from one text to the next of another.
    #[track_caller]
    pub(crate) fn part(&self, from: &str, to: &str) -> Page {
        let Some(start) = self.html.find(from) else {
            panic!("{} has no {from:?}:\n{}", self.name, self.html);
        };
        let end = self.html[start..].find(to).map_or(self.html.len(), |i| start + i + to.len());
        Page::new(&format!("{from}…{to} of {}", self.name), self.html[start..end].to_owned())
    }

    /// How often it has a text.
    pub(crate) fn count(&self, text: &str) -> usize {
        self.html.matches(text).count()
    }
}
