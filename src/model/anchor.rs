//! What a part of a page is called in its address.

use std::collections::HashSet;

use super::id::slug_words;

/// The most bytes of an anchor's words.
const LONGEST: usize = 60;

/// Gives the parts of a briefing's page their anchors: `event-the-pier-closes`, `claim-c1`.
///
/// An anchor comes from the part's id, else from its words, never from where it stands: a date that is
/// put in between leaves the addresses of the others alone.
pub struct Anchors {
    taken: HashSet<String>,
}

impl Anchors {
    /// None of the page's own anchors is given again.
    pub fn beside(page: &[String]) -> Anchors {
        Anchors { taken: page.iter().cloned().collect() }
    }

    /// The anchors of a page's parts of one kind, each given as its id and its words.
    ///
    /// Ids come first, whatever else has the same words. Of parts that share their words the first has
    /// them alone, and the others a number after them.
    pub fn of<'a>(&mut self, kind: &str, parts: &[(Option<&'a str>, &'a str)]) -> Vec<String> {
        let mut anchors = vec![String::new(); parts.len()];
        for named in [true, false] {
            for (anchor, (id, words)) in anchors.iter_mut().zip(parts).filter(|(_, (id, _))| id.is_some() == named) {
                *anchor = self.one(kind, id.unwrap_or(words));
            }
        }
        anchors
    }

    fn one(&mut self, kind: &str, words: &str) -> String {
        let words = shortened(&slug_words(words));
        let base = if words.is_empty() { kind.to_owned() } else { format!("{kind}-{words}") };
        let mut anchor = base.clone();
        let mut n = 2;
        while !self.taken.insert(anchor.clone()) {
            anchor = format!("{base}-{n}");
            n += 1;
        }
        anchor
    }
}

/// A slug of whole words that is not too long.
fn shortened(slug: &str) -> String {
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

    fn events(parts: &[(Option<&str>, &str)]) -> Vec<String> {
        Anchors::beside(&[]).of("event", parts)
    }

    #[test]
    fn a_part_put_in_between_leaves_the_others_alone() {
        let closes = (None, "The pier closes");
        let opens = (None, "It opens again");
        assert_eq!(events(&[closes, opens]), ["event-the-pier-closes", "event-it-opens-again"]);
        assert_eq!(events(&[closes, (None, "A hearing"), opens])[2], "event-it-opens-again");
    }

    #[test]
    fn an_id_has_its_anchor_whatever_stands_before_it() {
        assert_eq!(events(&[(None, "Vote"), (Some("vote"), "The vote")]), ["event-vote-2", "event-vote"]);
        assert_eq!(events(&[(Some("1"), "x"), (None, "y")]), ["event-1", "event-y"]);
    }

    #[test]
    fn no_two_parts_of_a_page_share_an_anchor() {
        assert_eq!(
            events(&[(None, "Vote"), (None, "Vote"), (None, "Vote 2"), (None, "…"), (None, "!")]),
            ["event-vote", "event-vote-2", "event-vote-2-2", "event", "event-2"]
        );
        let mut anchors = Anchors::beside(&["event-vote".to_owned()]);
        assert_eq!(anchors.of("event", &[(None, "Vote")]), ["event-vote-2"]);
    }

    #[test]
    fn words_are_cut_between_two_of_them() {
        let long = "The committee of the regional council meets behind closed doors to weigh the plan";
        assert_eq!(events(&[(None, long)]), ["event-the-committee-of-the-regional-council-meets-behind-closed"]);
        assert_eq!(events(&[(None, &"x".repeat(90))]), [format!("event-{}", "x".repeat(60))]);
    }

    #[test]
    fn other_scripts_are_spelled_in_latin_letters() {
        assert_eq!(events(&[(None, "Мост открыт")]), ["event-most-otkryt"]);
    }
}
