//! Invented briefings, as many as are asked for; the same each time.
//!
//! Like a real desk's they name four to eight actors out of a circle that grows, some far more often
//! than others; they date, claim, cite, and link to each other. Every name has a profile.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Writes a site of `briefings` briefings into an empty folder.
pub(crate) fn write(root: &Path, briefings: usize) {
    let mut random = Random(briefings as u64);
    let people = names(&mut random, pool(briefings), |random| {
        format!("{} {}{}", random.one(&GIVEN), random.one(&FAMILY), random.one(&ENDING))
    });
    let places = names(&mut random, 30 + briefings / 40, |random| {
        format!("{}{}{}", random.one(&SHORE), random.one(&VOWEL), random.one(&TOWN))
    });
    put(root, "dateline.yaml", "title: A desk of many briefings\nbase_url: https://desk.example/\ntlp: CLEAR\n");
    for (i, name) in people.iter().enumerate() {
        let kind = ["person", "organization", "government"][i % 3];
        let text = format!(
            "---\nname: {name}\ntype: {kind}\naliases: [\"{name} ({i})\"]\n---\n\n{}\n",
            prose(&mut random, 40, &[], &[], 0)
        );
        put(root, &format!("content/actors/actor-{i}.md"), &text);
    }
    for (i, name) in places.iter().enumerate() {
        let (north, east) = (random.below(1600) as f64 / 10.0 - 80.0, random.below(3400) as f64 / 10.0 - 170.0);
        let text = format!("---\nname: {name}\ncoordinates: [{north:.1}, {east:.1}]\nprecision: city\n---\n");
        put(root, &format!("content/locations/place-{i}.md"), &text);
    }
    for i in 0..PUBLISHERS {
        let letter = ["A", "B", "C", "D"][i % 4];
        let text = format!("---\nname: Journal {i}\nreliability: {letter}\n---\n");
        put(root, &format!("content/publishers/journal-{i}.md"), &text);
    }
    for i in 0..briefings {
        let text = briefing(&mut random, i, &people, &places);
        put(root, &format!("content/briefings/{}/briefing-{i}.md", 2015 + i % 10), &text);
    }
}

const PUBLISHERS: usize = 25;

/// How many actors are known once so many briefings are written.
fn pool(briefings: usize) -> usize {
    40 + briefings / 8
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn names(random: &mut Random, many: usize, mut name: impl FnMut(&mut Random) -> String) -> Vec<String> {
    let mut known = BTreeSet::new();
    let mut names = Vec::new();
    while names.len() < many {
        let name = name(random);
        if known.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

fn briefing(random: &mut Random, number: usize, people: &[String], places: &[String]) -> String {
    let day = |random: &mut Random| {
        format!("{}-{:02}-{:02}", 2015 + random.below(10), 1 + random.below(12), 1 + random.below(28))
    };
    let count = 4 + random.below(5);
    let actors = random.some(&people[..pool(number).min(people.len())], count);
    let count = 1 + random.below(3);
    let wheres = random.some(&places[..(30 + number / 40).min(places.len())], count);
    let mut text = format!(
        "---\ntitle: {}\ndate: {}\nsummary: {}\nauthors: [Desk {}]\ntags: [{}, {}]\nactors:\n",
        sentence(random, 6).trim_end_matches('.'),
        day(random),
        sentence(random, 18),
        random.below(9),
        random.one(&WORDS),
        number % 7,
    );
    for (i, actor) in actors.iter().enumerate() {
        let _ =
            if i == 1 { writeln!(text, "  - {{name: {actor}, role: speaker}}") } else { writeln!(text, "  - {actor}") };
    }
    let _ = writeln!(text, "locations: [{}]\ndates:", wheres.join(", "));
    for _ in 0..2 + random.below(3) {
        let (date, what) = (day(random), sentence(random, 7));
        let _ = match random.below(4) {
            0 => writeln!(text, "  - \"{}~\": {what}", &date[..7]),
            1 => writeln!(text, "  - date: {}\n    title: {what}\n    actors: [{}]", &date[..7], actors[0]),
            2 => writeln!(
                text,
                "  - date: {date}\n    title: {what}\n    actors: [{}, {}]\n    locations: [{}]\n    sources: [s1]",
                actors[0], actors[2], wheres[0]
            ),
            _ => writeln!(text, "  - {date}: {what}"),
        };
    }
    text.push_str("claims:\n");
    for (speaker, claim) in actors[1..3 + random.below(2)].iter().zip(1..) {
        let status = ["reported", "confirmed", "disputed"][random.below(3)];
        let _ = writeln!(
            text,
            "  - {{id: c{claim}, text: {}, said_by: {}, date: {}, status: {status}, sources: [s{}]}}",
            sentence(random, 12),
            speaker,
            day(random),
            1 + claim % 2
        );
    }
    let _ = writeln!(
        text,
        "key_judgments:\n  - {{text: {}, likelihood: likely, confidence: moderate, claims: [c1]}}\nsources:",
        sentence(random, 14)
    );
    for source in 1..=2 {
        let _ = writeln!(
            text,
            "  - {{id: s{source}, publisher: Journal {}, title: {}, published: {}, url: \"https://journal.example/{number}/{source}\"}}",
            random.below(PUBLISHERS),
            sentence(random, 6).trim_end_matches('.'),
            day(random)
        );
    }
    let _ = write!(text, "---\n\n{}\n", prose(random, 300, &actors, &wheres, number));
    text
}

/// A text of so many words, which names those who act, cites the sources and links to another briefing.
fn prose(random: &mut Random, words: usize, actors: &[String], places: &[String], number: usize) -> String {
    let mut text = String::new();
    let mut written = 0;
    let mut paragraph = 0;
    while written < words {
        if paragraph % 2 == 1 && !actors.is_empty() {
            let _ = write!(text, "## {}\n\n", sentence(random, 3).trim_end_matches('.'));
        }
        for _ in 0..4 {
            text.push_str(&sentence(random, 14));
            text.push(' ');
            written += 14;
        }
        if !actors.is_empty() {
            let name = random.one(actors).clone();
            let place = random.one(places).clone();
            let _ = match paragraph % 3 {
                0 => write!(text, "{name} was in {place}.[^s1]"),
                1 => write!(text, "[[{name}]] had **left** before.[^s2]"),
                _ => {
                    let other = random.below(number + 1);
                    write!(text, "See [what was known](../{}/briefing-{other}.md).", 2015 + other % 10)
                }
            };
        }
        text.push_str("\n\n");
        paragraph += 1;
    }
    text
}

fn sentence(random: &mut Random, words: usize) -> String {
    let mut text = String::new();
    for i in 0..words {
        let word = *random.one(&WORDS);
        if i == 0 {
            text.push_str(&word[..1].to_uppercase());
            text.push_str(&word[1..]);
        } else {
            text.push(' ');
            text.push_str(word);
        }
    }
    text.push('.');
    text
}

/// SplitMix64: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// Some of a list, each once; the first of it come up most.
    fn some(&mut self, list: &[String], many: usize) -> Vec<String> {
        let mut picked: Vec<String> = Vec::new();
        while picked.len() < many.min(list.len()) {
            let depth = self.below(list.len()) + 1;
            let name = self.one(&list[..depth]);
            if !picked.contains(name) {
                picked.push(name.clone());
            }
        }
        picked
    }
}

const GIVEN: [&str; 24] = [
    "Ada", "Bruno", "Cécile", "Dmitri", "Elif", "Farid", "Greta", "Hana", "Ivo", "Jelena", "Karim", "Lucía", "Marek",
    "Nadia", "Oskar", "Petra", "Quentin", "Rosa", "Søren", "Tomás", "Ursula", "Vera", "Wanda", "Yusuf",
];
const FAMILY: [&str; 20] = [
    "Alder", "Bystr", "Calv", "Dom", "Egel", "Fjell", "Gorsk", "Harl", "Ister", "Jand", "Kovar", "Lind", "Morav",
    "Nord", "Olsz", "Pell", "Rask", "Stav", "Tarn", "Vost",
];
const ENDING: [&str; 12] = ["a", "berg", "czyk", "dottir", "en", "ić", "mann", "ov", "quist", "son", "ström", "wood"];
const SHORE: [&str; 16] =
    ["Al", "Bren", "Cor", "Dar", "Esk", "Fal", "Gar", "Hol", "Ing", "Kal", "Lar", "Mor", "Nor", "Ost", "Per", "Ved"];
const VOWEL: [&str; 5] = ["a", "e", "i", "o", "u"];
const TOWN: [&str; 12] =
    ["bridge", "dale", "ford", "gate", "haven", "holm", "minster", "mouth", "port", "stad", "stone", "ton"];
const WORDS: [&str; 64] = [
    "harbour",
    "minister",
    "said",
    "that",
    "the",
    "agreement",
    "would",
    "hold",
    "until",
    "spring",
    "when",
    "talks",
    "resume",
    "officials",
    "from",
    "both",
    "sides",
    "met",
    "in",
    "private",
    "and",
    "left",
    "without",
    "comment",
    "while",
    "the",
    "inspection",
    "of",
    "stores",
    "continued",
    "reports",
    "differ",
    "on",
    "how",
    "many",
    "ships",
    "were",
    "counted",
    "before",
    "dawn",
    "a",
    "letter",
    "reached",
    "capital",
    "late",
    "night",
    "its",
    "author",
    "denies",
    "having",
    "signed",
    "it",
    "observers",
    "doubt",
    "whether",
    "units",
    "had",
    "moved",
    "at",
    "all",
    "fuel",
    "was",
    "short",
    "again",
];
