//! The interface's English words for what the model names.

use crate::model::{ActorType, Ahead, Briefing, ClaimStatus, Lang, Precision, Status, Vocabulary};
use crate::plan::Ledger;

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

/// The heading of an index under which an actor stands, with its place among the headings.
pub(super) fn actor_types(kind: Option<ActorType>) -> (u8, &'static str) {
    match kind {
        Some(ActorType::Person) => (0, "Persons"),
        Some(ActorType::Government) => (1, "Governments"),
        Some(ActorType::Organization) => (2, "Organizations"),
        Some(ActorType::MilitaryUnit) => (3, "Military units"),
        Some(ActorType::Group) => (4, "Groups"),
        Some(ActorType::Other) => (5, "Others"),
        None => (6, "Others"),
    }
}

/// The heading of an index under which a place stands, with its place among the headings.
pub(super) fn precisions(precision: Option<Precision>) -> (u8, &'static str) {
    match precision {
        Some(Precision::Country) => (0, "Countries"),
        Some(Precision::Region) => (1, "Regions"),
        Some(Precision::City) => (2, "Cities"),
        Some(Precision::Area) => (3, "Areas"),
        Some(Precision::Exact) => (4, "Exact positions"),
        Some(Precision::Undisclosed) => (5, "Undisclosed"),
        None => (6, "Of no stated precision"),
    }
}

/// The heading of an index under which a publisher stands, with its place among the headings.
pub(super) fn rated(is_rated: bool) -> (u8, &'static str) {
    if is_rated { (0, "Rated") } else { (1, "Not rated") }
}

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
    capitalized(status.as_str())
}

/// The heading over a list of claims.
pub(super) fn claims(ledger: Ledger) -> &'static str {
    match ledger {
        Ledger::All => "Claims",
        Ledger::Of(ClaimStatus::Reported) => "Reported claims",
        Ledger::Of(ClaimStatus::Confirmed) => "Confirmed claims",
        Ledger::Of(ClaimStatus::Disputed) => "Disputed claims",
        Ledger::Of(ClaimStatus::Refuted) => "Refuted claims",
        Ledger::Of(ClaimStatus::Withdrawn) => "Withdrawn claims",
        Ledger::Unnamed => "Claims of the unnamed",
    }
}

/// A word as a heading begins with it.
pub(super) fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
