//! The last look before anything is written finds what is hidden, wherever a mistake of Dateline's would put it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::path::Path;

use dateline::codes::Code;
use dateline::diagnostic::Diagnostic;
use dateline::load::{SourceFile, SourceText, Sources, load};
use dateline::pipeline::{Prepared, render_all};
use dateline::plan::{Page, PageKind, Route};
use harness::prepared;

/// A picture that only the draft uses.
const PLAN: &str = "content/briefings/plan.png";

/// A site with a draft and something to read.
fn site() -> Prepared {
    let text = |path: &str, text: &str| SourceText { path: path.into(), text: text.into() };
    let hidden = "---\ntitle: The depot burns\nstatus: draft\ndate: 2026-01-01\nactors: [Mara Quillon, Ждан Щукарёв]\n---\nNobody outside the room was told of it at all. ![](plan.png)\n";
    let documents = vec![
        // Only the draft names her: her profile is not built.
        text("content/actors/mara.md", "---\nname: Mara Quillon\naliases: [Colonel Quillon]\n---\n"),
        text("content/briefings/depot-fire.md", hidden),
        text(
            "content/briefings/seen.md",
            "---\ntitle: A ship comes in\ndate: 2026-01-02\nactors: [NATO]\n---\nIt came.\n",
        ),
    ];
    let assets = vec![SourceFile { path: PLAN.into(), len: 1, picture: None }];
    prepared(Sources { documents, assets, ..Sources::default() }.sorted())
}

/// The leaks that a build would tell of, and how many files it would have written by then.
fn leaks(mut prepared: Prepared) -> (Vec<Diagnostic>, usize) {
    let written = std::sync::atomic::AtomicUsize::new(0);
    let Ok(found) = render_all(&mut prepared, &(), |_, _| {
        written.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Ok::<(), std::convert::Infallible>(())
    });
    (found.into_iter().filter(|found| found.code == Code::Leak).collect(), written.into_inner())
}

#[test]
fn a_site_without_a_leak_passes() {
    let (found, written) = leaks(site());
    assert!(found.is_empty() && written > 10, "{found:?}");
}

/// A mistake in some room.
type Meddle = fn(&mut Prepared);

/// OpenCTI once exported past its sharing limit (its issue 7348), Quartz publishes the files of private notes: whatever
/// room makes such a mistake, nothing is written.
#[test]
fn whatever_puts_a_hidden_word_into_a_page_is_stopped() {
    let meddle: [(&str, Meddle); 7] = [
        ("a title", |site| site.catalog.briefings[0].title = "The depot burns".into()),
        ("a name", |site| site.catalog.actors[0].entity.aliases.push("MARA QUILLON".into())),
        ("a name in capitals that are not ASCII", |site| {
            site.catalog.actors[0].entity.aliases.push("ЖДАН ЩУКАРЁВ".into());
        }),
        ("a name that only an unbuilt profile has", |site| {
            site.catalog.actors[0].entity.aliases.push("Colonel Quillon".into());
        }),
        ("a sentence", |site| {
            site.catalog.briefings[0].summary = Some("Nobody outside the room was told of it at all.".into());
        }),
        ("a picture", |site| {
            let route = Route::of_file("briefings/plan.png");
            site.plan.pages.push(Page { route, kind: PageKind::Asset(PLAN.into()) });
        }),
        ("an address", |site| {
            let route = Route::page("briefings/depot-fire/");
            site.plan.pages.push(Page { route, kind: PageKind::NotFound });
        }),
    ];
    for (what, meddle) in meddle {
        let mut site = site();
        meddle(&mut site);
        let (found, _) = leaks(site);
        assert!(!found.is_empty(), "{what} gets out");
        assert!(found[0].message.contains("which is held back, would be in "), "{found:?}");
        let file = &*found[0].place.as_ref().unwrap().file;
        assert!(["content/actors/mara.md", "content/briefings/depot-fire.md"].contains(&file), "{file}");
    }
}

/// A site of real texts, with each of its briefings held back in turn: what it has in common with others is no leak.
#[test]
fn what_is_held_back_raises_no_false_alarm() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all = load(root).unwrap();
    let briefings: Vec<usize> =
        (0..all.documents.len()).filter(|i| all.documents[*i].path.starts_with("content/briefings/")).collect();
    for i in briefings {
        let mut sources = load(root).unwrap();
        let document = &mut sources.documents[i];
        let lines = document.text.lines().filter(|line| !line.starts_with("status:"));
        let text: Vec<&str> = lines.collect();
        document.text = text.join("\n").replacen("---\n", "---\nstatus: draft\n", 1).into();
        let path = document.path.clone();
        let (found, _) = leaks(prepared(sources));
        assert!(found.is_empty(), "{path}: {found:?}");
    }
}
