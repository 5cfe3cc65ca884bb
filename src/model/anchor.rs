//! What a part of a page is called in its address.

use std::collections::{HashMap, HashSet};

use super::id::slug_words;

/// The most bytes of an anchor's words.
const LONGEST: usize = 60;

/// A part of a page, by what it may be called.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// What its author calls it.
    pub id: Option<&'a str>,
    /// What it says.
    pub words: &'a str,
    /// What tells it from another part that says the same.
    pub besides: &'a str,
}

/// Gives the parts of a briefing's page their anchors: `event-the-pier-closes`, `claim-c1`.
///
/// An anchor comes from the part's id, else from its words, never from where it stands: a date that is
/// put in between leaves the addresses of the others alone. Parts that share their words all take
/// what tells them apart too, so that no address comes to mean another part.
pub struct Anchors {
    taken: HashSet<String>,
}

impl Anchors {
    /// None of the page's own anchors is given again.
    pub fn beside(page: &[String]) -> Anchors {
        Anchors { taken: page.iter().cloned().collect() }
    }

    /// The anchors of a page's parts of one kind; ids come first, whatever else has the same words.
    pub fn of(&mut self, kind: &str, parts: &[Part<'_>]) -> Vec<String> {
        let words: Vec<String> = parts.iter().map(|part| slug(part.id.unwrap_or(part.words))).collect();
        let mut times: HashMap<&str, usize> = HashMap::with_capacity(parts.len());
        for (words, _) in words.iter().zip(parts).filter(|(_, part)| part.id.is_none()) {
            *times.entry(words).or_default() += 1;
        }
        let mut anchors = vec![String::new(); parts.len()];
        for named in [true, false] {
            for (i, part) in parts.iter().enumerate().filter(|(_, part)| part.id.is_some() == named) {
                let is_shared = !named && times[&*words[i]] > 1;
                let besides = if is_shared { slug(part.besides) } else { String::new() };
                anchors[i] = self.one([kind, &words[i], &besides]);
            }
        }
        anchors
    }

    fn one(&mut self, parts: [&str; 3]) -> String {
        let base = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        let mut anchor = base.clone();
        let mut n = 2;
        while !self.taken.insert(anchor.clone()) {
            anchor = format!("{base}-{n}");
            n += 1;
        }
        anchor
    }
}

/// The words of a text as an address has them, whole and not too many.
fn slug(text: &str) -> String {
    let slug = slug_words(text);
    let slug = slug.trim_end_matches('-');
    match slug.get(..LONGEST) {
        Some(start) if slug.len() > LONGEST => {
            let end = if slug[LONGEST..].starts_with('-') { LONGEST } else { start.rfind('-').unwrap_or(LONGEST) };
            slug[..end].to_owned()
        }
        _ => slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(parts: &[(Option<&str>, &str, &str)]) -> Vec<String> {
        let parts: Vec<_> = parts.iter().map(|(id, words, besides)| Part { id: *id, words, besides }).collect();
        Anchors::beside(&[]).of("event", &parts)
    }

    #[test]
    fn a_part_put_in_between_leaves_the_others_alone() {
        let closes = (None, "The pier closes", "2025");
        let opens = (None, "It opens again", "2026");
        assert_eq!(events(&[closes, opens]), ["event-the-pier-closes", "event-it-opens-again"]);
        assert_eq!(events(&[closes, (None, "A hearing", "2025"), opens])[2], "event-it-opens-again");
    }

    #[test]
    fn an_id_has_its_anchor_whatever_stands_before_it() {
        assert_eq!(events(&[(None, "Vote", ""), (Some("vote"), "The vote", "")]), ["event-vote-2", "event-vote"]);
        assert_eq!(events(&[(Some("1"), "x", ""), (None, "y", "")]), ["event-1", "event-y"]);
    }

    #[test]
    fn no_address_comes_to_mean_another_part_of_the_same_words() {
        let parts = [(None, "Vote", "2025-01-01"), (None, "Vote", "2025-02-01")];
        let before = events(&parts);
        assert_eq!(before, ["event-vote-2025-01-01", "event-vote-2025-02-01"]);
        assert_eq!(events(&[(None, "Vote", "2024"), parts[0], parts[1]])[1..], before);
    }

    #[test]
    fn no_two_parts_of_a_page_share_an_anchor() {
        assert_eq!(
            events(&[(None, "Vote", ""), (None, "Vote", ""), (None, "…", ""), (None, "!", "")]),
            ["event-vote", "event-vote-2", "event", "event-2"]
        );
        let part = Part { id: None, words: "Vote", besides: "" };
        assert_eq!(Anchors::beside(&["event-vote".to_owned()]).of("event", &[part]), ["event-vote-2"]);
    }

    #[test]
    fn words_are_cut_between_two_of_them() {
        let long = "The committee of the regional council meets behind closed doors to weigh the plan";
        assert_eq!(events(&[(None, long, "")]), ["event-the-committee-of-the-regional-council-meets-behind-closed"]);
        assert_eq!(events(&[(None, &"x".repeat(90), "")]), [format!("event-{}", "x".repeat(60))]);
    }

    #[test]
    fn other_scripts_are_spelled_in_latin_letters() {
        assert_eq!(events(&[(None, "Мост открыт", "")]), ["event-most-otkryt"]);
    }
}
