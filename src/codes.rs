//! Every kind of mistake that Dateline knows, by its code.
//!
//! One table: the code that reports and `checks:` in `dateline.yaml` use, how much it weighs, and
//! whether a site may weigh it otherwise. `tests/diagnostics.rs` holds a snapshot of each.

use std::fmt;

use crate::diagnostic::Severity;

/// Whether a site's `checks` may change what a code weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// Always an error: without it nothing true could be built.
    Firm,
    /// An error unless the site says otherwise.
    Error,
    /// A warning unless the site says otherwise.
    Warn,
    /// Told by `check`, and by `build` only where the site asks for it: advice for those who look through a site.
    Advice,
    /// Not told unless the site asks for it.
    Off,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $weight:ident;)*) => {
        /// A kind of mistake.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The code as reports and configuration write it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)*
                }
            }

            /// What the code means, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Code::$variant => concat!($($doc),+).trim_ascii(),)*
                }
            }

            fn weight(self) -> Weight {
                match self {
                    $(Code::$variant => Weight::$weight,)*
                }
            }
        }
    };
}

codes! {
    /// A file can't be read as text: not UTF-8, or a control character that no page may hold.
    NotText = "not-text", Firm;
    /// A file is larger than Dateline reads, or lists more.
    TooLarge = "too-large", Firm;
    /// A link, a pipe, a device or a folder stands where the configuration is read, or no folder where a folder is.
    NotOrdinary = "not-ordinary", Firm;
    /// A file's name can't be part of an address, or of a path on every system.
    BadFileName = "bad-file-name", Firm;
    /// A symbolic link is not followed.
    SymbolicLink = "symbolic-link", Warn;
    /// A file under `content/` lies where no kind of document is kept.
    StrayFile = "stray-file", Warn;
    /// A file has no front matter, or it is not closed.
    NoFrontMatter = "no-front-matter", Firm;
    /// A key that would hide a file stands where it does not count.
    MisplacedMarking = "misplaced-marking", Firm;
    /// A word of a file that is held back would stand in an output file.
    Leak = "leak", Firm;
    /// The front matter or the configuration is not YAML.
    BadYaml = "bad-yaml", Firm;
    /// YAML reads a line otherwise than it seems to be meant.
    YamlPitfall = "yaml-pitfall", Warn;
    /// A key that Dateline does not know.
    UnknownKey = "unknown-key", Firm;
    /// A key is given twice.
    RepeatedKey = "repeated-key", Firm;
    /// A key that must be there is missing.
    MissingKey = "missing-key", Firm;
    /// A value is of the wrong kind, or not one of the words allowed.
    BadValue = "bad-value", Firm;
    /// A date can be read as something else than was probably meant.
    AmbiguousDate = "ambiguous-date", Warn;
    /// Of two dates the later comes first.
    DatesOutOfOrder = "dates-out-of-order", Warn;
    /// A date is not a possible one, or not written as EDTF or ISO 8601.
    BadDate = "bad-date", Firm;
    /// A position is not on the globe.
    BadCoordinates = "bad-coordinates", Firm;
    /// An id can't be part of an address.
    BadId = "bad-id", Firm;
    /// Two files, or two entries of one file, have the same id.
    RepeatedId = "repeated-id", Firm;
    /// A name that two profiles claim is used without an id.
    AmbiguousName = "ambiguous-name", Firm;
    /// A name that two profiles claim; nothing uses it yet.
    SharedName = "shared-name", Warn;
    /// A name stands for a profile whose id tells it from another of the name.
    UnsureName = "unsure-name", Warn;
    /// Two names come to one address, or a name to none.
    NameWithoutAddress = "name-without-address", Firm;
    /// Two briefings put a place of one name in different countries or at different points.
    ConflictingPlace = "conflicting-place", Firm;
    /// A place is shown less exactly than a file has it, as another file, or what the place lies in, is vaguer.
    VaguerPrecision = "vaguer-precision", Warn;
    /// Two briefings say of each other that they stand in the other's place.
    CircularReference = "circular-reference", Firm;
    /// A translation is in its original's language, stands though the original is withdrawn, or has another status of a claim.
    DoubtfulTranslation = "doubtful-translation", Warn;
    /// A name stands twice in one list.
    RepeatedName = "repeated-name", Warn;
    /// A name that no profile claims is that of more than one place in the gazetteer.
    AmbiguousPlace = "ambiguous-place", Warn;
    /// Two names that no profile claims are one place in the gazetteer.
    OnePlaceTwice = "one-place-twice", Warn;
    /// Places lie within each other in a circle.
    CircularPlace = "circular-place", Firm;
    /// An id of a source, a claim or a briefing that does not exist.
    UnknownReference = "unknown-reference", Firm;
    /// A reference to a briefing that is held back is left out.
    HeldBackReference = "held-back-reference", Warn;
    /// A translation would be published before its original.
    HeldBackOriginal = "held-back-original", Error;
    /// A link inside the site leads nowhere.
    BrokenLink = "broken-link", Error;
    /// A link leads to a page, but not to a place on it.
    BrokenAnchor = "broken-anchor", Error;
    /// An image or a file that is not beside the briefing.
    MissingAsset = "missing-asset", Error;
    /// A file below `content/` would run in a browser as a page of the site.
    ActiveFile = "active-file", Firm;
    /// A picture is damaged, too large, or not what its name says.
    BadImage = "bad-image", Firm;
    /// A picture does not say what it shows, for who can't see it.
    NoAlt = "no-alt", Warn;
    /// A picture of a format of which metadata can't be taken out is published as it is.
    ImageMetadata = "image-metadata", Warn;
    /// A footnote or citation is used and not defined.
    MissingFootnote = "missing-footnote", Error;
    /// A note is written that nothing refers to, so that no page shows it.
    UnusedFootnote = "unused-footnote", Warn;
    /// A claim has neither a speaker nor a source.
    UnattributedClaim = "unattributed-claim", Warn;
    /// A link of a kind that is not allowed, such as `javascript:`.
    UnsafeLink = "unsafe-link", Firm;
    /// An element of raw HTML that no page may hold is left out.
    RemovedHtml = "removed-html", Warn;
    /// Markdown stands where only plain text does.
    MarkupInText = "markup-in-text", Warn;
    /// Two sources make one address.
    RouteCollision = "route-collision", Firm;
    /// A template has a mistake, or is missing.
    BadTemplate = "bad-template", Firm;
    /// A file of `templates/` is nothing that a page uses.
    UnusedTemplate = "unused-template", Warn;
    /// A name that no profile claims is nearly another.
    NearMiss = "near-miss", Warn;
    /// A name that no profile claims is a word for having none, such as `unknown`.
    PlaceholderName = "placeholder-name", Warn;
    /// A status does not fit what else the file says.
    DoubtfulStatus = "doubtful-status", Warn;
    /// A sentence has both a likelihood and a confidence, which readers take for one (ICD 203).
    MixedConfidence = "mixed-confidence", Advice;
    /// A claim names no source.
    UnsourcedClaim = "unsourced-claim", Advice;
    /// A key judgment rests on no claim with a source.
    UnsourcedJudgment = "unsourced-judgment", Advice;
    /// A source has an address and no copy kept in an archive.
    NoArchive = "no-archive", Advice;
    /// The site is in a language that Dateline has no words for.
    NoWords = "no-words", Advice;
    /// A source has an address and no day on which it was read.
    NoRetrieved = "no-retrieved", Advice;
    /// A profile that no visible briefing mentions is not built.
    OrphanProfile = "orphan-profile", Off;
}

impl Code {
    /// What the code weighs where the site says nothing.
    pub fn severity(self) -> Severity {
        match self.weight() {
            Weight::Firm | Weight::Error => Severity::Error,
            Weight::Warn | Weight::Advice | Weight::Off => Severity::Warning,
        }
    }

    /// Whether `checks` may change what it weighs.
    pub fn adjustable(self) -> bool {
        self.weight() != Weight::Firm
    }

    /// Whether a build tells it only where the site asks for it.
    pub fn off_by_default(self) -> bool {
        matches!(self.weight(), Weight::Off | Weight::Advice)
    }

    /// Whether `check` tells it, unless the site says otherwise.
    pub fn is_advice(self) -> bool {
        self.weight() == Weight::Advice
    }

    /// The code written so, if there is one.
    pub fn parse(text: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.as_str() == text)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
