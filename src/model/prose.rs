//! Markdown turned into HTML, with holes where a link goes.
//!
//! The HTML is made once, when the file is parsed; an address is known only when the site is. So
//! the text is kept as one string and a sorted list of [`Hole`]s, each at a byte of it, and
//! rendering is copying with the holes filled in.

/// One text of the site as HTML.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Prose {
    /// The HTML, without what the holes add.
    pub html: String,
    /// What goes where, by byte of `html`, in order.
    pub holes: Vec<(usize, Hole)>,
    /// The headings, for a table of contents.
    pub headings: Vec<Heading>,
    /// Every anchor that the HTML defines.
    pub anchors: Vec<String>,
}

impl Prose {
    /// Whether it shows nothing.
    pub fn is_empty(&self) -> bool {
        self.html.trim().is_empty() && self.holes.is_empty()
    }
}

/// What a page puts into a [`Prose`] at one place.
#[derive(Debug, Clone, PartialEq)]
pub enum Hole {
    /// The beginning of a link; left out with its end where the target has no page.
    Open {
        /// Where it leads.
        target: Target,
        /// The link's title.
        title: Option<String>,
    },
    /// The end of the link that began before.
    Close,
    /// The address in an attribute that has been opened: a raw HTML link's.
    Address(Target),
    /// A picture, all of it.
    Picture(Target, Box<Illustration>),
    /// A citation of the briefing's source with this number, from 0.
    Citation {
        /// Which source.
        source: usize,
        /// The how-manieth citation of it this is, from 0.
        nth: usize,
    },
    /// What the interface says by this key, of a number: inside an attribute.
    Word(&'static str, usize),
}

impl Hole {
    /// Where it leads, or what it shows.
    pub fn target(&self) -> Option<&Target> {
        match self {
            Hole::Open { target, .. } | Hole::Address(target) | Hole::Picture(target, _) => Some(target),
            Hole::Close | Hole::Citation { .. } | Hole::Word(..) => None,
        }
    }
}

/// How a picture stands in a prose, beside which it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Illustration {
    /// What it shows, for who can't see it, as text.
    pub alt: String,
    /// Its title, as text: what stands below a figure.
    pub title: Option<String>,
    /// Whether it is a paragraph of its own.
    pub figure: bool,
    /// Whether a link to the whole picture may stand around it.
    pub opens: bool,
    /// Width and height that its author gives it.
    pub size: (Option<u32>, Option<u32>),
    /// Its other attributes, as HTML, each with a space before it.
    pub attributes: String,
}

/// Where a link of a prose leads. Most lead to an entity; what few need more room for is boxed, since a site holds many.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// An actor, a location or a publisher.
    Entity(super::EntityRef),
    /// A briefing, with an anchor on its page.
    Briefing(super::BriefingId, Option<Box<Anchor>>),
    /// A free page, with an anchor on it.
    Page(super::PageId, Option<Box<Anchor>>),
    /// An address of this site, from its root, with what follows the path.
    Path(Box<Address>),
    /// An anchor of the same page, without `#`.
    Anchor(String),
    /// A file of the content folder, by its path below `content/`.
    Asset(String),
    /// Somebody else's address.
    External(String),
    /// Nowhere: the text stands without a link.
    Nowhere,
}

/// An address of this site that a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The path, beginning with `/`.
    pub path: String,
    /// Query and fragment, as written, or nothing.
    pub rest: String,
    /// Where the link stands: bytes of the file.
    pub span: (usize, usize),
}

/// A place on another page that a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Its name, without `#`.
    pub name: String,
    /// Where the link stands: bytes of the file.
    pub span: (usize, usize),
}

/// A heading of a prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its anchor.
    pub id: String,
    /// Its text without markup.
    pub text: String,
    /// 1 to 6.
    pub level: u8,
}
