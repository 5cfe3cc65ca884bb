//! The scales by which analysts rate: likelihood and confidence (ICD 203), credibility and reliability (the Admiralty
//! scale).

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer};

use super::schema::words;
use super::vocabulary::{Vocabulary, Word, vocabulary};

vocabulary! {
    /// How likely a judgment is (ICD 203, section D.6.e.2.a).
    Likelihood, "likelihood" {
        /// 1 to 5 percent.
        AlmostNoChance = "almost no chance" | "remote",
        /// 5 to 20 percent.
        VeryUnlikely = "very unlikely" | "highly improbable",
        /// 20 to 45 percent.
        Unlikely = "unlikely" | "improbable",
        /// 45 to 55 percent.
        RoughlyEvenChance = "roughly even chance" | "roughly even odds",
        /// 55 to 80 percent.
        Likely = "likely" | "probable" | "probably",
        /// 80 to 95 percent.
        VeryLikely = "very likely" | "highly probable",
        /// 95 to 99 percent.
        AlmostCertain = "almost certain" | "almost certainly" | "nearly certain",
    }
}

impl Likelihood {
    /// The chances that it stands for, in percent (ICD 203, section D.6.e.2.a).
    pub fn percent(self) -> (u8, u8) {
        match self {
            Likelihood::AlmostNoChance => (1, 5),
            Likelihood::VeryUnlikely => (5, 20),
            Likelihood::Unlikely => (20, 45),
            Likelihood::RoughlyEvenChance => (45, 55),
            Likelihood::Likely => (55, 80),
            Likelihood::VeryLikely => (80, 95),
            Likelihood::AlmostCertain => (95, 99),
        }
    }
}

vocabulary! {
    /// How sound the grounds of a judgment are (ICD 203, section D.6.e.2.b); never its likelihood.
    Confidence, "confidence" {
        /// Scant or doubtful grounds.
        Low = "low",
        /// Credible grounds, of too little quality or corroboration for more.
        Moderate = "moderate" | "medium",
        /// Good grounds from several sources.
        High = "high",
    }
}

vocabulary! {
    /// How credible one item is (the Admiralty scale, AJP-2.1).
    Credibility, "credibility (1 to 6)" {
        /// Confirmed by other sources.
        Confirmed = "1",
        /// Probably true.
        ProbablyTrue = "2",
        /// Possibly true.
        PossiblyTrue = "3",
        /// Doubtful.
        Doubtful = "4",
        /// Improbable.
        Improbable = "5",
        /// Truth cannot be judged.
        CannotBeJudged = "6",
    }
}

vocabulary! {
    /// How reliable a source is (the Admiralty scale, AJP-2.1).
    Reliability, "reliability (A to F)" {
        /// Completely reliable.
        A = "A",
        /// Usually reliable.
        B = "B",
        /// Fairly reliable.
        C = "C",
        /// Not usually reliable.
        D = "D",
        /// Unreliable.
        E = "E",
        /// Reliability cannot be judged.
        F = "F",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_terms_of_the_directive_are_read() {
        assert_eq!(Likelihood::parse("almost certainly"), Ok(Likelihood::AlmostCertain));
    }

    /// One likelihood begins where another ends.
    #[test]
    fn likelihoods_leave_no_chance_out() {
        let percents: Vec<_> = Likelihood::WORDS.iter().map(|(_, likelihood)| likelihood.percent()).collect();
        assert!(percents.windows(2).all(|pair| pair[0].1 == pair[1].0), "{percents:?}");
    }
}
