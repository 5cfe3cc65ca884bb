//! A save that changes only words: what an edition takes in is what it would be if all were made anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod harness;

use std::cell::Cell;
use std::path::Path;

use dateline::load::{Sources, load};
use dateline::parse::Memory;
use dateline::pipeline::{Prepared, configure, prepare_again};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// Sites in which much refers to much; the first has a briefing with all that there is.
const SITES: [&str; 6] = ["full", "full", "full", "claims", "withdrawn", "names"];

/// What a writer adds, of which some is wrong and some changes more than the page.
const ADDED: [&str; 16] = [
    "A sentence more.",
    "\n\nA paragraph *more*, with `code` and a [link](https://example.org/).\n\n",
    "\n\n## A heading more\n\n",
    "\n\n- one\n- two\n\n",
    " Dana Kovač ",
    " [[Dana Kovač]] ",
    " [[Port Alder]] ",
    " [[Nobody at all]] ",
    " Dock Union ",
    "[^gazette]",
    "[^log]",
    "[^nothing]",
    " [method](../pages/method.md) ",
    " [away](/actors/) or [nowhere](/actors/nowhere/) ",
    " ![A picture](../actors/kovac.svg) ",
    "<script>alert(1)</script>",
];

fn prepared(memory: &mut Memory, sources: Sources) -> Prepared {
    let (config, diagnostics) = configure(&sources, None);
    prepare_again(memory, sources, config, diagnostics, &harness::seen())
}

/// A text in which a key of the front matter has another value.
fn line(text: &str, key: &str, value: String) -> String {
    let is_key = |line: &&str| line.starts_with(key) && line[key.len()..].starts_with(':');
    let written = format!("{key}: {}\n", if value.starts_with('[') { value } else { format!("{value:?}") });
    match text.split_inclusive('\n').find(is_key) {
        Some(line) => text.replacen(line, &written, 1),
        None => text.replacen("---\n", &format!("---\n{written}"), 1),
    }
}

/// All pages of a site, and what is wrong with it.
fn whole(prepared: &mut Prepared) -> (Vec<(String, String)>, String) {
    let told = format!("{:#?}", prepared.diagnostics);
    let pages = prepared.pages().unwrap();
    let of = |page: &dateline::plan::Page| {
        let bytes = pages.render(page).map(|rendered| String::from_utf8_lossy(rendered.bytes()).into_owned());
        (page.route.file().to_owned(), bytes.unwrap_or_else(|wrong| format!("{wrong:?}")))
    };
    (pages.plan().pages.iter().map(of).collect(), told)
}

#[test]
fn what_is_taken_in_is_what_is_made_anew() {
    let sites: Vec<Sources> = SITES
        .iter()
        .map(|name| load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name)).unwrap())
        .collect();
    let (taken, refused) = (Cell::new(0), Cell::new(0));
    let saves =
        (0..sites.len(), any::<prop::sample::Index>(), 0..ADDED.len(), any::<prop::sample::Index>(), 0_usize..40, 0..5);
    let config = Config { cases: 150, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, proptest::test_runner::TestRng::deterministic_rng(Default::default()))
        .run(&saves, |(site, which, added, at, cut, head)| {
            let before = &sites[site];
            let briefings: Vec<usize> = (0..before.documents.len())
                .filter(|i| before.documents[*i].path.starts_with("content/briefings/"))
                .collect();
            let which = briefings[which.index(briefings.len())];
            let text = &before.documents[which].text;
            let body = text.match_indices("\n---\n").next().map_or(text.len(), |(end, mark)| end + mark.len());
            let places: Vec<usize> = (body..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
            let (from, rest) = (at.index(places.len()), places.len());
            let until = (from + cut).min(rest - 1);
            let other = format!("{}{}{}", &text[..places[from]], ADDED[added], &text[places[until]..]);
            let other = match head {
                0 => line(&other, "title", "Another title: in *two* parts".into()),
                1 => line(&other, "summary", "Said in other words.".into()),
                2 => line(&other, "authors", "[Somebody else]".into()),
                _ => other,
            };
            let mut after = before.clone();
            after.documents[which].text = other.into();

            let mut memory = Memory::default();
            let mut edition = prepared(&mut memory, before.clone());
            let document = memory.other_words(&after.documents[which]);
            let Some(mut words) = document.and_then(|document| edition.other_words(document)) else {
                refused.set(refused.get() + 1);
                return Ok(());
            };
            taken.set(taken.get() + 1);
            edition.amend(&mut words);
            let (pages, told) = whole(&mut edition);
            let (anew, told_anew) = whole(&mut prepared(&mut Memory::default(), after));
            prop_assert_eq!(told, told_anew);
            prop_assert_eq!(pages.len(), anew.len());
            for (page, anew) in pages.iter().zip(&anew) {
                prop_assert_eq!(page, anew);
            }
            if taken.get() <= 5 {
                edition.amend(&mut words);
                let as_before = whole(&mut prepared(&mut Memory::default(), before.clone()));
                prop_assert!(whole(&mut edition) == as_before, "it does not go back");
            }
            Ok(())
        })
        .unwrap();
    assert!(taken.get() > 30 && refused.get() > 30, "{} were taken in, {} refused", taken.get(), refused.get());
}
