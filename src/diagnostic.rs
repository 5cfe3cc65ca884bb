//! What an author can mend: a mistake with its code, its place and the way out of it.
//!
//! A [`Diagnostic`] is made wherever a mistake is seen and never printed there: all of them are
//! collected, sorted and shown together at the end. On the fast path nothing tracks positions; a
//! diagnostic says *which value* it is about ([`At::Value`] with a [`KeyPath`]) and
//! `parse::Locator` finds line and column when it is shown.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use crate::codes::Code;

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site can't be built; the last good output stays.
    Error,
    /// The site is built; the author should look.
    Warning,
}

impl Severity {
    /// The word of the JSON report: `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A path of a file of the site, relative to its root, with `/` between the parts.
pub type FilePath = Arc<str>;

/// One step of a [`KeyPath`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A key of a mapping.
    Key(String),
    /// An element of a sequence, from 0.
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Step {
        Step::Key(key.to_owned())
    }
}

impl From<String> for Step {
    fn from(key: String) -> Step {
        Step::Key(key)
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Step {
        Step::Index(index)
    }
}

/// Which value of a YAML document: `actors[2].role`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyPath(pub Vec<Step>);

impl KeyPath {
    /// The path one step further down.
    #[must_use]
    pub fn then(&self, step: impl Into<Step>) -> KeyPath {
        let mut steps = self.0.clone();
        steps.push(step.into());
        KeyPath(steps)
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if i == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// The path made of these steps: `path!["actors", 2, "role"]`.
#[macro_export]
macro_rules! path {
    ($($step:expr),* $(,)?) => {
        $crate::diagnostic::KeyPath(vec![$($crate::diagnostic::Step::from($step)),*])
    };
}

/// Where in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// The file as a whole.
    File,
    /// The key that ends the path, in the front matter or the configuration.
    Key(KeyPath),
    /// The value at the path, in the front matter or the configuration.
    Value(KeyPath),
    /// A range of bytes of the file.
    Bytes(usize, usize),
}

impl From<Range<usize>> for At {
    fn from(range: Range<usize>) -> At {
        At::Bytes(range.start, range.end)
    }
}

/// A place in a file of the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FilePath,
    /// Where in it.
    pub at: At,
}

impl Place {
    /// The value at `path` of `file`'s front matter.
    pub fn value(file: &FilePath, path: KeyPath) -> Place {
        Place { file: file.clone(), at: At::Value(path) }
    }

    /// The file as a whole.
    pub fn file(file: &FilePath) -> Place {
        Place { file: file.clone(), at: At::File }
    }
}

/// One mistake, told so that its author can mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of mistake.
    pub code: Code,
    /// How much it weighs here.
    pub severity: Severity,
    /// What is wrong, in a sentence without a final stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// Where; without a place it is about the site as a whole.
    pub place: Option<Place>,
    /// Other places that belong to it, each with what it is.
    pub related: Vec<(Place, String)>,
    /// The mistake leaves in doubt whether its file is hidden, so it stays an error there.
    pub in_doubt: bool,
}

impl Diagnostic {
    /// A diagnostic of the code's own severity at a place.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            help: None,
            place: Some(place),
            related: Vec::new(),
            in_doubt: false,
        }
    }

    /// The same with a way to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// The same with a way to mend it, where one is known.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Diagnostic {
        self.help = help;
        self
    }

    /// The same with another place that belongs to it.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Diagnostic {
        self.related.push((place, label.into()));
        self
    }

    /// The same, as a mistake that leaves in doubt whether its file is hidden.
    #[must_use]
    pub fn in_doubt(mut self) -> Diagnostic {
        self.in_doubt = true;
        self
    }
}

/// What a site makes of a code that may be adjusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Fails the build.
    Error,
    /// Is reported.
    Warn,
    /// Is not reported.
    Off,
}

/// The levels that a site's configuration sets by code.
pub type Levels = BTreeMap<Code, Level>;

/// All that was found in one run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another run's.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(others);
    }

    /// Each of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Each of them, to change.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Diagnostic> {
        self.0.iter_mut()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of them fails the build.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    /// The same with the site's levels applied and its repeats gone.
    #[must_use]
    pub fn levelled(mut self, levels: &Levels) -> Diagnostics {
        self.0.retain_mut(|d| match levels.get(&d.code) {
            Some(Level::Off) => false,
            Some(Level::Error) => {
                d.severity = Severity::Error;
                true
            }
            Some(Level::Warn) => {
                d.severity = Severity::Warning;
                true
            }
            None => !d.code.off_by_default(),
        });
        self
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Diagnostics(iter.into_iter().collect())
    }
}
