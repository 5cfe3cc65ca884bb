//! The keys under which the interface names what the model names.

use super::theme::Say;
use crate::model::{
    ActorType, Ahead, Briefing, ChangeKind, ClaimStatus, Confidence, Coordinates, Credibility, Lang, Likelihood,
    Precision, Reliability, Status, Tlp,
};
use crate::plan::Ledger;

/// The word for where a briefing stands; none for one that is simply in force.
pub(super) fn standing<'s>(say: &'s Say, briefing: &Briefing) -> Option<&'s str> {
    let key = match briefing.ahead {
        Some(Ahead::Future) if briefing.status != Status::Draft => "status_future",
        _ => match briefing.status {
            Status::Published => return None,
            Status::Draft => "status_draft",
            Status::Corrected => "status_corrected",
            Status::Superseded => "status_superseded",
            Status::Retracted => "status_retracted",
        },
    };
    Some(say.text(key))
}

/// The word for what was changed in a briefing.
pub(super) fn change(say: &Say, kind: ChangeKind) -> &str {
    say.text(match kind {
        ChangeKind::Corrected => "status_corrected",
        ChangeKind::Updated => "status_updated",
        ChangeKind::Superseded => "status_superseded",
        ChangeKind::Retracted => "status_retracted",
    })
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
pub(super) fn actor_type(say: &Say, kind: Option<ActorType>) -> &str {
    say.text(match kind {
        None => return "",
        Some(ActorType::Person) => "actor_person",
        Some(ActorType::Organization) => "actor_organization",
        Some(ActorType::Government) => "actor_government",
        Some(ActorType::MilitaryUnit) => "actor_military_unit",
        Some(ActorType::Group) => "actor_group",
        Some(ActorType::Other) => "actor_other",
    })
}

/// The heading of an index under which an actor stands, with its place among the headings.
pub(super) fn actor_types(say: &Say, kind: Option<ActorType>) -> (u8, &str) {
    let (place, key) = match kind {
        Some(ActorType::Person) => (0, "actors_person"),
        Some(ActorType::Government) => (1, "actors_government"),
        Some(ActorType::Organization) => (2, "actors_organization"),
        Some(ActorType::MilitaryUnit) => (3, "actors_military_unit"),
        Some(ActorType::Group) => (4, "actors_group"),
        Some(ActorType::Other) => (5, "actors_other"),
        None => (6, "actors_other"),
    };
    (place, say.text(key))
}

/// The heading of an index under which a place stands, with its place among the headings.
pub(super) fn precisions(say: &Say, precision: Option<Precision>) -> (u8, &str) {
    let (place, key) = match precision {
        Some(Precision::Country) => (0, "places_country"),
        Some(Precision::Region) => (1, "places_region"),
        Some(Precision::City) => (2, "places_city"),
        Some(Precision::Area) => (3, "places_area"),
        Some(Precision::Exact) => (4, "places_exact"),
        Some(Precision::Undisclosed) => (5, "places_undisclosed"),
        None => (6, "places_unsaid"),
    };
    (place, say.text(key))
}

/// The heading of an index under which a publisher stands, with its place among the headings.
pub(super) fn rated(say: &Say, is_rated: bool) -> (u8, &str) {
    if is_rated { (0, say.text("publishers_rated")) } else { (1, say.text("publishers_unrated")) }
}

/// The words for how exactly a place is known.
pub(super) fn precision(say: &Say, precision: Precision) -> &str {
    say.text(match precision {
        Precision::Exact => "place_exact",
        Precision::City => "place_city",
        Precision::Area => "place_area",
        Precision::Region => "place_region",
        Precision::Country => "place_country",
        Precision::Undisclosed => "place_undisclosed",
    })
}

/// The same after a position, in a word; none where no position is told.
pub(super) fn precise(say: &Say, precision: Precision) -> Option<&str> {
    Some(say.text(match precision {
        Precision::Exact => "precision_exact",
        Precision::City => "precision_city",
        Precision::Area => "precision_area",
        Precision::Region => "precision_region",
        Precision::Country => "precision_country",
        Precision::Undisclosed => return None,
    }))
}

/// A position in words: `53.9° N, 27.57° E`.
pub(super) fn position(say: &Say, at: &Coordinates) -> String {
    let side = |degrees: f64, positive, negative| {
        let number = degrees.abs().to_string().replace('.', say.text("decimal"));
        say.fill(if degrees < 0.0 { negative } else { positive }, &[("degrees", &number)])
    };
    let latitude = side(at.latitude, "latitude_north", "latitude_south");
    let longitude = side(at.longitude, "longitude_east", "longitude_west");
    format!("{latitude}{}{longitude}", say.text("comma"))
}

/// The word for what became of a claim.
pub(super) fn claim_status(say: &Say, status: ClaimStatus) -> &str {
    say.text(match status {
        ClaimStatus::Reported => "claim_reported",
        ClaimStatus::Confirmed => "claim_confirmed",
        ClaimStatus::Disputed => "claim_disputed",
        ClaimStatus::Refuted => "claim_refuted",
        ClaimStatus::Withdrawn => "claim_withdrawn",
    })
}

/// The heading over a list of claims.
pub(super) fn claims(say: &Say, ledger: Ledger) -> &str {
    say.text(match ledger {
        Ledger::All => "claims_title",
        Ledger::Of(ClaimStatus::Reported) => "reported_claims",
        Ledger::Of(ClaimStatus::Confirmed) => "confirmed_claims",
        Ledger::Of(ClaimStatus::Disputed) => "disputed_claims",
        Ledger::Of(ClaimStatus::Refuted) => "refuted_claims",
        Ledger::Of(ClaimStatus::Withdrawn) => "withdrawn_claims",
        Ledger::Unnamed => "unnamed_speakers_claims",
    })
}

/// What a marking asks of a reader.
pub(super) fn tlp(say: &Say, tlp: Tlp) -> &str {
    say.text(match tlp {
        Tlp::Clear => "tlp_clear",
        Tlp::Green => "tlp_green",
        Tlp::Amber => "tlp_amber",
        Tlp::AmberStrict => "tlp_amber_strict",
        Tlp::Red => "tlp_red",
    })
}

/// How likely a judgment is.
pub(super) fn likelihood(say: &Say, likelihood: Likelihood) -> &str {
    say.text(match likelihood {
        Likelihood::AlmostNoChance => "likelihood_almost_no_chance",
        Likelihood::VeryUnlikely => "likelihood_very_unlikely",
        Likelihood::Unlikely => "likelihood_unlikely",
        Likelihood::RoughlyEvenChance => "likelihood_roughly_even_chance",
        Likelihood::Likely => "likelihood_likely",
        Likelihood::VeryLikely => "likelihood_very_likely",
        Likelihood::AlmostCertain => "likelihood_almost_certain",
    })
}

/// The chances that a likelihood stands for: "55–80%".
pub(super) fn chances(say: &Say, likelihood: Likelihood) -> String {
    let (least, most) = likelihood.percent();
    say.fill("percent", &[("from", &least.to_string()), ("to", &most.to_string())])
}

/// How sound the grounds of a judgment are, and what that means.
pub(super) fn confidence(say: &Say, confidence: Confidence) -> (&str, &str) {
    match confidence {
        Confidence::Low => (say.text("confidence_low"), say.text("confidence_low_meaning")),
        Confidence::Moderate => (say.text("confidence_moderate"), say.text("confidence_moderate_meaning")),
        Confidence::High => (say.text("confidence_high"), say.text("confidence_high_meaning")),
    }
}

/// What a grade of credibility means.
pub(super) fn credibility(say: &Say, credibility: Credibility) -> &str {
    say.text(match credibility {
        Credibility::Confirmed => "credibility_1",
        Credibility::ProbablyTrue => "credibility_2",
        Credibility::PossiblyTrue => "credibility_3",
        Credibility::Doubtful => "credibility_4",
        Credibility::Improbable => "credibility_5",
        Credibility::CannotBeJudged => "credibility_6",
    })
}

/// What a grade of reliability means.
pub(super) fn reliability(say: &Say, reliability: Reliability) -> &str {
    say.text(match reliability {
        Reliability::A => "reliability_a",
        Reliability::B => "reliability_b",
        Reliability::C => "reliability_c",
        Reliability::D => "reliability_d",
        Reliability::E => "reliability_e",
        Reliability::F => "reliability_f",
    })
}

/// A word as a heading begins with it.
pub(super) fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
