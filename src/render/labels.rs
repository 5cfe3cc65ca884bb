//! The interface's English words for what the model names.

use crate::model::{ActorType, Ahead, Briefing, ClaimStatus, Lang, Precision, Status, Vocabulary};

/// The word for where a briefing stands; none for one that is simply in force.
pub(super) fn standing(briefing: &Briefing) -> Option<&'static str> {
    match briefing.ahead {
        Some(Ahead::Future) if briefing.status != Status::Draft => Some("Not yet published"),
        _ => status(briefing.status),
    }
}

fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Published => None,
        Status::Draft => Some("Draft"),
        Status::Corrected => Some("Corrected"),
        Status::Superseded => Some("Superseded"),
        Status::Retracted => Some("Retracted"),
    }
}

/// The name of a language in that language; its tag where none is known here.
pub(super) fn language(lang: &Lang) -> &str {
    let tag = lang.as_str();
    match tag.split('-').next().unwrap_or_default() {
        "ar" => "العربية",
        "be" => "беларуская",
        "cs" => "čeština",
        "da" => "dansk",
        "de" => "Deutsch",
        "el" => "ελληνικά",
        "en" => "English",
        "es" => "español",
        "et" => "eesti",
        "fa" => "فارسی",
        "fi" => "suomi",
        "fr" => "français",
        "he" => "עברית",
        "hu" => "magyar",
        "it" => "italiano",
        "ja" => "日本語",
        "ka" => "ქართული",
        "ko" => "한국어",
        "lt" => "lietuvių",
        "lv" => "latviešu",
        "nb" | "no" => "norsk",
        "nl" => "Nederlands",
        "pl" => "polski",
        "pt" => "português",
        "ro" => "română",
        "ru" => "русский",
        "sv" => "svenska",
        "tr" => "Türkçe",
        "uk" => "українська",
        "vi" => "Tiếng Việt",
        "zh" => "中文",
        _ => tag,
    }
}

/// The word for what an actor is; none where no profile says so.
pub(super) fn actor_type(kind: Option<ActorType>) -> &'static str {
    match kind {
        None => "",
        Some(ActorType::Person) => "Person",
        Some(ActorType::Organization) => "Organization",
        Some(ActorType::Government) => "Government",
        Some(ActorType::MilitaryUnit) => "Military unit",
        Some(ActorType::Group) => "Group",
        Some(ActorType::Other) => "Other",
    }
}

/// What the actors of an index are, in its order.
pub(super) const ACTOR_TYPES: [&str; 7] =
    ["Persons", "Governments", "Organizations", "Military units", "Groups", "Others", "Known by name only"];

/// The heading of an index under which an actor stands.
pub(super) fn actor_types(kind: Option<ActorType>) -> &'static str {
    let [persons, governments, organizations, units, groups, others, unknown] = ACTOR_TYPES;
    match kind {
        Some(ActorType::Person) => persons,
        Some(ActorType::Government) => governments,
        Some(ActorType::Organization) => organizations,
        Some(ActorType::MilitaryUnit) => units,
        Some(ActorType::Group) => groups,
        Some(ActorType::Other) => others,
        None => unknown,
    }
}

/// How exactly the places of an index are known, in its order.
pub(super) const PRECISIONS: [&str; 7] =
    ["Countries", "Regions", "Cities", "Areas", "Exact positions", "Undisclosed", "Of no stated precision"];

/// The heading of an index under which a place stands.
pub(super) fn precisions(precision: Option<Precision>) -> &'static str {
    let [countries, regions, cities, areas, exact, undisclosed, unknown] = PRECISIONS;
    match precision {
        Some(Precision::Country) => countries,
        Some(Precision::Region) => regions,
        Some(Precision::City) => cities,
        Some(Precision::Area) => areas,
        Some(Precision::Exact) => exact,
        Some(Precision::Undisclosed) => undisclosed,
        None => unknown,
    }
}

/// Whether the publishers of an index are rated, in its order.
pub(super) const RATINGS: [&str; 2] = ["Rated", "Not rated"];

/// The words for how exactly a place is known.
pub(super) fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Exact => "Exact position",
        Precision::City => "City",
        Precision::Area => "Area",
        Precision::Region => "Region",
        Precision::Country => "Country",
        Precision::Undisclosed => "Place undisclosed",
    }
}

/// The word for what became of a claim.
pub(super) fn claim_status(status: ClaimStatus) -> String {
    let word = status.as_str();
    word[..1].to_uppercase() + &word[1..]
}

/// The name of a month, 1 to 12.
pub(super) fn month(month: u8) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}
