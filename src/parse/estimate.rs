//! Likelihood and confidence in one sentence.
//!
//! How likely something is and how sound the grounds are for saying so are two things, and a sentence that
//! has a degree of both is read as having one (ICD 203, section D.6.e(2)). English is looked through only.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::markdown::EXTENSIONS;

/// Degrees of likelihood (ICD 203, section D.6.e(2)(a)), longer ones before those that are in them.
const LIKELIHOODS: [&str; 20] = [
    "almost no chance",
    "remote chance",
    "highly improbable",
    "very unlikely",
    "unlikely",
    "improbably",
    "improbable",
    "roughly even chance",
    "roughly even odds",
    "even chance",
    "very likely",
    "highly likely",
    "likely",
    "highly probable",
    "probably",
    "probable",
    "almost certainly",
    "almost certain",
    "nearly certain",
    "realistic possibility",
];

/// Levels of confidence (ICD 203, section D.6.e(2)(c)), as analysts write them.
const CONFIDENCES: [&str; 14] = [
    "high confidence",
    "high-confidence",
    "moderate confidence",
    "moderate-confidence",
    "medium confidence",
    "medium-confidence",
    "low confidence",
    "low-confidence",
    "confidence is high",
    "confidence is moderate",
    "confidence is low",
    "highly confident",
    "moderately confident",
    "confident that",
];

/// What all of them have in them.
const SURE: &str = "confiden";

/// A sentence with a degree of each.
pub(super) struct Mixed {
    /// Where it stands in the text, in bytes.
    pub(super) span: Range<usize>,
    /// The word for how likely it is.
    pub(super) likelihood: &'static str,
    /// The words for how sure one is.
    pub(super) confidence: &'static str,
}

/// The sentences of plain text that mix the two.
pub(super) fn in_text(text: &str) -> Vec<Mixed> {
    if !may_mix(text) {
        return Vec::new();
    }
    let mut pieces = Pieces::default();
    pieces.add(text, 0);
    pieces.mixed()
}

/// The sentences of Markdown that mix the two, in bytes from its beginning: not those in code, in a quotation
/// of somebody else, or across paragraphs.
pub(super) fn in_markdown(text: &str) -> Vec<Mixed> {
    if !may_mix(text) {
        return Vec::new();
    }
    let (mut found, mut block, mut quoted) = (Vec::new(), Pieces::default(), 0_usize);
    for (event, range) in Parser::new_ext(text, EXTENSIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::BlockQuote(None) | Tag::CodeBlock(_)) => quoted += 1,
            Event::End(TagEnd::BlockQuote(None) | TagEnd::CodeBlock) => quoted = quoted.saturating_sub(1),
            Event::Text(words) if quoted == 0 => block.add(&words, range.start),
            Event::SoftBreak | Event::HardBreak => block.add(" ", range.start),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::FootnoteDefinition,
            ) => found.extend(std::mem::take(&mut block).mixed()),
            _ => {}
        }
    }
    found.extend(block.mixed());
    found
}

/// What every degree of likelihood has one of in it.
const UNSURE: [&str; 6] = ["likel", "probab", "certain", "chance", "odds", "realistic possib"];

/// Whether a paragraph speaks of both: few do, and in a text in which none does, no sentence need be looked at.
fn may_mix(text: &str) -> bool {
    memmem::find_iter(text.as_bytes(), "onfiden").any(|at| {
        let start = text[..at].rfind("\n\n").unwrap_or(0);
        let end = text[at..].find("\n\n").map_or(text.len(), |length| at + length);
        let paragraph = text[start..end].to_ascii_lowercase();
        UNSURE.iter().any(|unsure| paragraph.contains(unsure))
    })
}

/// A running text that was put together from pieces of a source.
#[derive(Default)]
struct Pieces {
    text: String,
    /// Where a piece begins, here and in the source.
    begins: Vec<(usize, usize)>,
}

impl Pieces {
    fn add(&mut self, text: &str, at: usize) {
        self.begins.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// A byte of the text in the source.
    fn source(&self, byte: usize) -> usize {
        let piece = self.begins.partition_point(|(here, _)| *here <= byte).saturating_sub(1);
        self.begins.get(piece).map_or(byte, |(here, there)| there + byte - here)
    }

    fn mixed(self) -> Vec<Mixed> {
        let small = self.text.to_ascii_lowercase();
        // Few paragraphs speak of confidence, and in these few sentences: only they are asked for the rest.
        if !small.contains(SURE) {
            return Vec::new();
        }
        let spoken = unquoted(&small);
        let mut found = Vec::new();
        for sentence in sentences(&spoken) {
            let words = &spoken[sentence.clone()];
            if !words.contains(SURE) {
                continue;
            }
            if let (Some(likelihood), Some(confidence)) = (first(words, &LIKELIHOODS), first(words, &CONFIDENCES)) {
                let last = words.trim_end().chars().next_back().map_or(0, char::len_utf8);
                let end = sentence.start + words.trim_end().len() - last;
                let span = self.source(sentence.start)..self.source(end) + last;
                found.push(Mixed { span, likelihood, confidence });
            }
        }
        found
    }
}

/// The first of some words that stands in a text by itself.
fn first(text: &str, words: &[&'static str]) -> Option<&'static str> {
    let stands = |word: &&str| {
        text.match_indices(*word).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + word.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    };
    words.iter().copied().find(|word| stands(word))
}

/// The text with blanks in the place of what stands in quotation marks: that is somebody else's sentence. Of
/// the same length.
fn unquoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['“', '"', '«', '„']) {
        let (before, quotation) = rest.split_at(at);
        out.push_str(before);
        let mut chars = quotation.chars();
        let open = chars.next().unwrap_or_default();
        let close: &[char] = match open {
            '"' => &['"'],
            '«' => &['»'],
            _ => &['”', '“'],
        };
        let Some(end) = chars.as_str().find(close) else {
            out.push_str(quotation);
            return out;
        };
        let mark = chars.as_str()[end..].chars().next().map_or(0, char::len_utf8);
        let length = open.len_utf8() + end + mark;
        out.extend(std::iter::repeat_n(' ', length));
        rest = &quotation[length..];
    }
    out.push_str(rest);
    out
}

/// The sentences of a text, in bytes; each ends with a full stop, a question mark or the like before white space.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut ended = false;
    for (at, c) in text.char_indices() {
        if ended && c.is_whitespace() {
            found.push(start..at);
            start = at;
        }
        ended = matches!(c, '.' | '!' | '?' | '…' | ';') || (ended && matches!(c, ')' | '”' | '"' | '’'));
    }
    found.push(start..text.len());
    let trimmed = |range: Range<usize>| {
        let words = &text[range.clone()];
        range.start + (words.len() - words.trim_start().len())..range.end
    };
    found.into_iter().map(trimmed).filter(|range| !range.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(markdown: &str) -> Vec<&str> {
        in_markdown(markdown).into_iter().map(|mixed| &markdown[mixed.span]).collect()
    }

    #[test]
    fn every_degree_is_seen_at_first_sight() {
        assert!(CONFIDENCES.iter().all(|words| words.contains(SURE)));
        assert!(LIKELIHOODS.iter().all(|words| UNSURE.iter().any(|unsure| words.contains(unsure))));
    }

    #[test]
    fn a_degree_of_each_in_one_sentence_is_told_with_the_sentence() {
        assert_eq!(
            told("It rained. We assess with *high confidence* that\nit will **likely** rain again. So be it."),
            ["We assess with *high confidence* that\nit will **likely** rain again."]
        );
        assert_eq!(told("We are confident that it is likely."), ["We are confident that it is likely."]);
        assert_eq!(
            told("- An attack is very unlikely (low confidence)"),
            ["An attack is very unlikely (low confidence)"]
        );
    }

    #[test]
    fn what_does_not_mix_them_is_not_told() {
        for text in [
            "We judge that it will likely rain. We have high confidence in this, as two gauges agree.",
            "It is likely; our confidence in that is high confidence.",
            "He said “it is likely, with high confidence” and left.",
            "> It is likely, with high confidence.",
            "    likely with high confidence",
            "The likelihood of a vote of confidence is high.",
            "High confidence\n\nlikely",
            "A confidence trick is likely.",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }

    proptest! {
        #[test]
        fn spans_lie_in_the_text(text in "([a-z.“”\"> \n*`]|likely|high confidence|. ){0,30}") {
            for mixed in in_markdown(&text).into_iter().chain(in_text(&text)) {
                prop_assert!(text.get(mixed.span).is_some_and(|words| !words.is_empty()));
            }
        }
    }
}
