//! Who appears with whom: what the pictures show, and that they can be read.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod harness;

use harness::{Run, Site};
use regex_lite::Regex;

/// A site of briefings, each by the actors that it names.
fn briefings(named: impl Iterator<Item = Vec<String>>) -> Site {
    let site = Site::of(&[]);
    for (i, actors) in named.enumerate() {
        let front = format!("title: Briefing {i}\ndate: 2026-01-{:02}\nactors: [{}]", i % 28 + 1, actors.join(", "));
        site.write(&format!("content/briefings/b{i}.md"), format!("---\n{front}\n---\n"));
    }
    site
}

fn drawn(run: &Run, page: &str) -> String {
    let text = run.page(page).text().to_owned();
    let start = text.find("<figure class=\"graph").unwrap();
    text[start..start + text[start..].find("</figure>").unwrap()].to_owned()
}

/// The marks of a picture: whose, where, half of the width.
fn marks(drawn: &str) -> Vec<(String, f64, f64, f64)> {
    let mark = Regex::new(r#"data-node="([^"]+)"(?s:.*?)cx="([-0-9.]+)" cy="([-0-9.]+)" r="([0-9.]+)""#).unwrap();
    let number = |text: &str| text.parse::<f64>().unwrap();
    mark.captures_iter(drawn).map(|m| (m[1].to_owned(), number(&m[2]), number(&m[3]), number(&m[4]))).collect()
}

#[track_caller]
fn stand_apart(drawn: &str, count: usize) {
    let all = marks(drawn);
    assert_eq!(all.len(), count);
    for (i, a) in all.iter().enumerate() {
        for b in &all[i + 1..] {
            assert!((a.1 - b.1).hypot(a.2 - b.2) >= (a.3 + b.3).max(23.0), "{a:?} lies on {b:?}");
        }
    }
}

#[test]
fn an_actor_is_shown_with_those_of_the_same_briefings() {
    let named = [vec!["Ann", "Bea"], vec!["Ann", "Bea", "Cem"], vec!["Bea", "Dan"], vec!["Eva"]];
    let site = briefings(named.into_iter().map(|n| n.into_iter().map(str::to_owned).collect()));
    site.write("content/actors/bea.md", "---\nname: Bea\ntype: government\n---\n");
    let run = site.build();
    run.succeeds().links_lead_somewhere("/");
    let ann = drawn(&run, "actors/ann/");
    assert!(ann.contains("<title>Bea: 2 briefings in common") && ann.contains("Briefing 1\nBriefing 0"), "{ann}");
    assert!(ann.contains("Cem: 1 briefing in common") && !ann.contains("Dan") && !ann.contains("Eva"), "{ann}");
    // A tie of the two others, and a shape of its own for a government.
    assert!(ann.contains("data-one=\"bea\" data-other=\"cem\"") && ann.contains("M0-1.2L1.2 0"), "{ann}");
    run.page("actors/eva/").lacks("<figure class=\"graph");
    let all = drawn(&run, "graph/");
    assert!(all.contains("2 with Ann") && all.contains("href=\"/actors/dan/\"") && !all.contains("Eva"), "{all}");
    run.page("graph/").says_in_order(&["Most often together", "Bea and Ann", "2 briefings"]);
    run.page("actors/ann/").has("href=\"/graph/\"");
    // With too few there is nothing to show.
    let few = briefings([vec!["Ann".to_owned(), "Bea".to_owned()]].into_iter()).build();
    few.missing("graph/index.html").page("actors/ann/").has("<figure class=\"graph").lacks("/graph/");
}

#[test]
fn many_can_be_told_from_each_other() {
    let many = briefings((0..400_usize).map(|i| {
        let own = i % 230;
        [own, (own + i % 3 + 1) % 230, (own * 7 + i) % 60].iter().map(|n| format!("Actor {n}")).collect()
    }));
    let run = many.build();
    run.succeeds();
    let all = drawn(&run, "graph/");
    stand_apart(&all, 200);
    assert!(all.contains("30 more<"), "nobody says that there are more");
    assert!(all.len() < 300_000, "{}", all.len());
    let around = run.files.keys().filter(|path| path.starts_with("actors/actor-") && path.ends_with("/index.html"));
    let mut most = 0;
    for path in around.filter(|path| !path.contains("/page/")) {
        let page = path.strip_suffix("index.html").unwrap();
        let one = drawn(&run, page);
        most = most.max(marks(&one).len());
        assert!(one.len() < 25_000, "{page}: {}", one.len());
    }
    assert_eq!(most, 20);
    let again = many.build();
    assert!(run.files == again.files, "the same site is drawn in two ways");
}

#[test]
fn words_and_lists_agree_on_how_many_there_are() {
    let named = (0..10).map(|i| (0..10).map(|n| format!("Actor {}", i * 10 + n)).chain(["Ann".to_owned()]).collect());
    let run = briefings(named).build();
    run.succeeds();
    let drawn = drawn(&run, "actors/ann/");
    assert!(drawn.contains("40 more in the list"), "{drawn}");
    let page = run.page("actors/ann/").text().to_owned();
    let list = &page[page.find("In the same briefings").unwrap()..];
    let list = &list[..list.find("</section>").unwrap()];
    assert_eq!(list.matches("class=\"count\"").count(), 60);
    assert!(list.contains("and 40 more, less often"), "{list}");
}

#[test]
fn what_is_held_back_ties_nobody() {
    let front = "title: B\ndate: 2026-01-01\nactors: [Ann, Bea, Cem]\n";
    let site = Site::of(&[
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nactors: [Ann, Bea]\n---\n"),
        ("content/briefings/b.md", &format!("---\n{front}status: draft\n---\n")),
        ("content/briefings/c.md", &format!("---\n{front}status: retracted\nstatus_reason: No.\n---\n")),
    ]);
    let run = site.build();
    let ann = drawn(&run, "actors/ann/");
    assert!(ann.contains("Bea: 1 briefing in common") && !ann.contains("Cem"), "{ann}");
}
