//! The types and properties of schema.org that pages use.

use serde::Serialize;

/// A value that is left out where there is nothing to say.
trait Absent {
    fn is_absent(&self) -> bool {
        false
    }
}

impl<T> Absent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Absent for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl Absent for &str {}
impl Absent for String {}
impl Absent for Reference<'_> {}
impl Absent for Party<'_> {}

/// What a page says: things that refer to each other.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    #[serde(rename = "@context")]
    pub(super) context: &'static str,
    #[serde(rename = "@graph")]
    pub(super) graph: Vec<Node<'a>>,
}

/// A thing of a page.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Node<'a> {
    WebSite(WebSite<'a>),
    Organization(Organization<'a>),
    Report(Box<Report<'a>>),
    Series(Series<'a>),
    Event(Event<'a>),
    Claim(Claim<'a>),
    Entity(Box<Entity<'a>>),
}

/// Something that is told of elsewhere: by its id, and so much that the page stands by itself.
#[derive(Serialize)]
pub(super) struct Reference<'a> {
    #[serde(rename = "@type", skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<&'static str>,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
}

impl Reference<'_> {
    /// Something of the same page or of another, by its id alone.
    pub(super) fn to(id: String) -> Self {
        Reference { kind: None, id: Some(id), name: None }
    }
}

/// Somebody where schema.org wants a person or an organization: of whom nobody says which, the name without a type.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Party<'a> {
    /// Whoever has a page or a kind.
    Known(Reference<'a>),
    /// All that is known.
    Name(&'a str),
}

/// A work of somebody else's that tells of something.
#[derive(Serialize)]
pub(super) struct Told<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    pub(super) url: &'a str,
}

/// A work of somebody else's, by its address.
#[derive(Serialize)]
pub(super) struct Work<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<&'a str>,
    pub(super) name: &'a str,
}

/// A position (WGS 84).
#[derive(Serialize)]
pub(super) struct Geo {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
}

macro_rules! nodes {
    ($($(#[doc = $doc:literal])+ $name:ident { $($field:ident: $type:ty,)* })*) => {
        $(
            $(#[doc = $doc])+
            #[derive(Serialize)]
            #[serde(rename_all = "camelCase")]
            pub(super) struct $name<'a> {
                #[serde(rename = "@type")]
                pub(super) kind: &'static str,
                #[serde(rename = "@id", skip_serializing_if = "Absent::is_absent")]
                pub(super) id: Option<String>,
                $(
                    #[serde(skip_serializing_if = "Absent::is_absent")]
                    pub(super) $field: $type,
                )*
            }
        )*
    };
}

nodes! {
    /// The site.
    WebSite {
        name: &'a str,
        url: String,
        description: Option<&'a str>,
        in_language: &'a str,
        publisher: Option<Reference<'a>>,
        license: Option<Work<'a>>,
    }

    /// Whoever publishes the site.
    Organization {
        name: &'a str,
        url: Option<&'a str>,
        logo: Option<String>,
    }

    /// A briefing.
    Report {
        url: String,
        main_entity_of_page: String,
        headline: &'a str,
        description: Option<&'a str>,
        image: Option<String>,
        date_published: String,
        date_modified: Option<String>,
        in_language: &'a str,
        version: Option<&'a str>,
        creative_work_status: Option<&'a str>,
        // Nobody says whether an author is a person: a name is all that is known.
        author: Vec<&'a str>,
        publisher: Option<Reference<'a>>,
        is_part_of: Vec<Reference<'a>>,
        position: Option<usize>,
        license: Option<Work<'a>>,
        keywords: Vec<&'a str>,
        about: Vec<Reference<'a>>,
        mentions: Vec<Reference<'a>>,
        content_location: Vec<Reference<'a>>,
        location_created: Option<Reference<'a>>,
        citation: Vec<Source<'a>>,
        correction: Vec<Correction<'a>>,
        translation_of_work: Option<Reference<'a>>,
        work_translation: Vec<Reference<'a>>,
    }

    /// A series of briefings.
    Series {
        name: &'a str,
        url: String,
        is_part_of: Reference<'a>,
    }

    /// Something that a briefing relies on.
    Source {
        name: Option<&'a str>,
        url: Option<&'a str>,
        archived_at: Option<&'a str>,
        date_published: Option<String>,
        publisher: Option<Party<'a>>,
    }

    /// A mistake that was mended.
    Correction {
        text: &'a str,
        date_published: Option<String>,
    }

    /// Something that happened.
    Event {
        name: &'a str,
        start_date: Option<String>,
        end_date: Option<String>,
        location: Vec<Reference<'a>>,
        about: Vec<Reference<'a>>,
        // Who tells of it: the briefing and its sources.
        subject_of: Vec<Reference<'a>>,
        same_as: Option<String>,
    }

    /// What somebody said.
    Claim {
        text: &'a str,
        in_language: &'a str,
        author: Option<Party<'a>>,
        // When it was said.
        date_created: Option<String>,
        appearance: Reference<'a>,
        creative_work_status: &'static str,
        citation: Vec<Reference<'a>>,
        same_as: Option<String>,
    }

    /// An office: schema.org says the property once more, with a title and dates around it.
    Office {
        role_name: &'a str,
        start_date: Option<String>,
        end_date: Option<String>,
        affiliation: Party<'a>,
    }

    /// An actor, a location, a publisher.
    Entity {
        name: &'a str,
        description: Option<String>,
        main_entity_of_page: String,
        url: Option<&'a str>,
        alternate_name: Vec<&'a str>,
        image: Option<String>,
        same_as: Option<String>,
        subject_of: Vec<Told<'a>>,
        member_of: Vec<Party<'a>>,
        affiliation: Vec<Office<'a>>,
        contained_in_place: Option<Reference<'a>>,
        geo: Option<Geo>,
    }
}
