//! The lists of claims below `/claims/`.

use crate::model::{Claim, ClaimStatus, Speaker, Vocabulary};

/// A list of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ledger {
    /// All that stand.
    All,
    /// Those of one status.
    Of(ClaimStatus),
    /// Those of whom no name is told.
    Unnamed,
}

impl Ledger {
    /// Every list that there may be.
    pub fn all() -> impl Iterator<Item = Ledger> {
        let of_status = ClaimStatus::WORDS.iter().map(|(_, status)| Ledger::Of(*status));
        std::iter::once(Ledger::All).chain(of_status).chain([Ledger::Unnamed])
    }

    /// The folder of its pages.
    pub fn folder(self) -> String {
        match self {
            Ledger::All => "claims/".to_owned(),
            Ledger::Of(status) => format!("claims/{}/", status.as_str()),
            Ledger::Unnamed => "claims/unnamed/".to_owned(),
        }
    }

    /// Whether a claim stands in it, if it stands.
    pub fn has(self, claim: &Claim) -> bool {
        match self {
            Ledger::All => true,
            Ledger::Of(status) => claim.status == status,
            Ledger::Unnamed => !matches!(claim.said_by, Some(Speaker::Actor(_))),
        }
    }
}
