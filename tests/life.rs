//! The life of a briefing, and the site as it stood on a day of it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::{Run, Site};

fn on(day: &str) -> Run {
    let run = Site::case("as-of").run(&["build", "--strict", "--as-of", day]);
    run.succeeds().quiet().links_lead_somewhere("/");
    run
}

#[test]
fn a_site_is_shown_as_it_stood_on_each_day() {
    on("2026-02-28").missing("briefings/berth/index.html");
    let page = |day: &str| on(day).page("briefings/berth/").text().to_owned();
    // Each row: a day, what is there, what is not yet.
    let (first, second, retracted) =
        ("The first name was wrong.", "The second name was wrong.", "It was another berth.");
    let rows: [(&str, &[&str], &[&str]); 5] = [
        ("2026-03-02", &["Reported"], &[first, second, retracted, "Disputed", "Corrected", "ersion 3"]),
        ("2026-03-05", &[first, "Corrected"], &[second, retracted, "Disputed"]),
        ("2026-03-12", &[first, second, "Disputed"], &[retracted, "Refuted", "ersion 3"]),
        ("2026-03-16", &[second, "Refuted", "It stayed closed."], &[retracted]),
        ("2026-03-21", &[retracted, "Retracted", "ersion 3"], &[]),
    ];
    for (day, there, not_yet) in rows {
        let text = page(day);
        for word in there {
            assert!(text.contains(word), "{day} lacks {word}\n{text}");
        }
        for word in not_yet {
            assert!(!text.contains(word), "{day} has {word}\n{text}");
        }
    }
    on("2026-03-16").page("claims/").says("The berth will reopen.");
    on("2026-03-21").missing("claims/index.html");
}

#[test]
fn only_a_clock_that_is_set_back_takes_a_withdrawal_back() {
    let site = Site::case("as-of");
    let text = std::fs::read_to_string(site.root().join("content/briefings/berth.md")).unwrap();
    // A slip in the year must not publish anew what was retracted.
    site.write("content/briefings/berth.md", text.replace("updated: 2026-03-20", "updated: 2996-03-20"));
    site.build().succeeds().page("briefings/berth/").says("It was another berth.");
}

#[test]
fn a_clock_that_is_set_forward_shows_for_a_look_only() {
    let site = Site::briefing("title: Held until noon\ndate: 2026-01-01\npublish_at: 2027-01-01", "Of Ann Roe.");
    site.write("dateline.yaml", "base_url: https://example.org/\n");
    let run = site.run(&["build", "--as-of", "2027-06-01"]);
    run.succeeds().says("For a look only, not to be published: it shows 1 briefing before its time.");
    run.page("briefings/a/").says("Not yet published").has("<meta name=\"robots\" content=\"noindex\">");
    run.file("robots.txt").has("Disallow: /\n");
    run.file("sitemap.xml").lacks("briefings/a/");
    // So it does not help to say a day on which it is still held back.
    site.run(&["build", "--as-of", "2026-08-01"])
        .succeeds()
        .says("1 briefing under embargo")
        .nowhere("Held until noon");
}
