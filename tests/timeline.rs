//! When things are: the forms of EDTF, unquoted where YAML allows it, and their order.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::Site;

/// Every form, as the front matter writes it, in an order of its own.
const DATES: &str = "---\ntitle: Chronicle\ndate: 2025-12-22\ndates:
  - 2025: a year
  - 2025-12: a month
  - 2025-12~: about a month
  - 2025-12-19?: perhaps a day
  - 2025-12-19: just a day
  - 2025-22: a summer
  - 2024-03/..: an open end
  - ../2025-12-30: an open start
  - XXXX-12-19: no year at all
  - -0043-03-15: the ides of March
  - {date: [2025-12-18, 2025-12-19], title: one of two}
  - {date: 156X, title: a decade}
  - {date: 2025-12-19T06:30:00Z, title: a minute}
---\n";

/// By the earliest day, then the latest, then the more precise first; an open start counts as its
/// end; what has no year comes last.
const ORDER: [&str; 14] = [
    "the ides of March",
    "a decade",
    "an open end",
    "a year",
    "a summer",
    "a month",
    "about a month",
    "one of two",
    "a minute",
    "just a day",
    "perhaps a day",
    "The briefing itself",
    "an open start",
    "no year at all",
];

fn site(config: &str) -> Site {
    Site::of(&[
        ("content/briefings/a.md", DATES),
        ("content/briefings/b.md", "---\ntitle: The briefing itself\ndate: 2025-12-22\n---\n"),
        ("dateline.yaml", config),
    ])
}

#[test]
fn the_timeline_is_in_order() {
    let run = site("title: T\n").run(&["build"]);
    run.succeeds().quiet().links_lead_somewhere("/");
    let text = harness::html::plain(run.page("timeline/").text());
    let start = text.find("the ides of March").expect("the oldest comes first");
    let mut found: Vec<(usize, &str)> =
        ORDER.iter().filter_map(|what| Some((text[start..].find(what)?, *what))).collect();
    found.sort_unstable();
    assert_eq!(found.into_iter().map(|(_, what)| what).collect::<Vec<_>>(), ORDER, "{text}");
}

#[test]
fn newest_first_is_the_other_way_round_with_the_undated_still_last() {
    let run = site("timeline_order: newest\n").run(&["build"]);
    run.succeeds().page("timeline/").says_in_order(&[
        "an open start",
        "The briefing itself",
        "a decade",
        "the ides of March",
    ]);
    run.page("timeline/").says_in_order(&["the ides of March", "no year at all"]);
}

#[test]
fn an_entry_is_on_the_page_of_the_year_that_it_sorts_by() {
    let run = site("title: T\n").run(&["build"]);
    run.page("timeline/-0043/").says("the ides of March").says("44 BC");
    run.page("timeline/1560/").says("a decade");
    run.page("timeline/2024/").says("an open end");
    run.page("timeline/2025/").says_in_order(&["a year", "a month", "just a day", "an open start"]);
    for (path, bytes) in run.files.iter().filter(|(path, _)| path.starts_with("timeline/") && path.ends_with(".html")) {
        let year = path.trim_start_matches("timeline/").trim_end_matches("/index.html");
        if year != "index.html" {
            assert!(!String::from_utf8_lossy(bytes).contains("no year at all"), "{path} has what has no year");
        }
    }
}

#[test]
fn what_goes_on_is_named_in_the_years_that_it_spans() {
    let run = Site::of(&[(
        "content/briefings/a.md",
        "---\ntitle: A\ndate: 2026-01-01\ndates:\n  - 2023-05/2025-02: a long affair\n  - 2024: something\n  - 2025: something else\n---\n",
    )])
    .build();
    run.succeeds().quiet();
    for year in ["2023", "2024", "2025"] {
        run.page(&format!("timeline/{year}/")).says("a long affair");
    }
    run.page("timeline/2026/").lacks("a long affair");
}

#[test]
fn text_shows_what_the_author_knew_and_markup_only_what_html_can_say() {
    let run = site("title: T\n").run(&["build"]);
    let page = run.page("briefings/a/");
    page.has("<time datetime=\"2025-12-19\">").has("<time datetime=\"2025-12\">").has("<time datetime=\"2025\">");
    // Neither a day of no year nor a decade nor a season is a date to a machine.
    for vague in ["datetime=\"2025-12~", "datetime=\"156", "datetime=\"XXXX", "datetime=\"2025-22", "datetime=\"-0043"]
    {
        page.lacks(vague);
    }
    page.says("summer 2025").says("44 BC");
}

#[test]
fn the_authors_own_words_go_before_ours() {
    let run = Site::of(&[(
        "content/briefings/a.md",
        "---\ntitle: A\ndate: 2026-01-01\ndates:\n  - {date: 2025-12~, date_text: late December, title: Something}\n---\n",
    )])
    .build();
    run.succeeds().quiet().page("briefings/a/").says("late December");
}

#[test]
fn claims_join_the_timeline_only_through_an_event() {
    let run = Site::of(&[(
        "content/briefings/a.md",
        "---\ntitle: A\ndate: 2026-01-01\nclaims:\n  - {text: The bridge will fall, said_by: NATO, date: 2025-03-01}\n---\n",
    )])
    .build();
    run.succeeds().quiet().page("timeline/").lacks("The bridge will fall");
    run.missing("timeline/2025/index.html").page("actors/nato/").says("The bridge will fall");
}

#[test]
fn a_long_timeline_lists_years_with_counts() {
    let mut front = "---\ntitle: A\ndate: 2026-01-01\ndates:\n".to_owned();
    for day in 0..510 {
        front.push_str(&format!("  - {}-{:02}: event number {day}\n", 1500 + day / 12, day % 12 + 1));
    }
    let run = Site::of(&[("content/briefings/a.md", &format!("{front}---\n"))]).build();
    run.succeeds().quiet().links_lead_somewhere("/");
    run.page("timeline/").lacks("event number 3<").has("href=\"/timeline/1500/\"").says("1500");
    run.page("timeline/1500/").says("event number 3");
}

/// The JSON of a data file of the timeline.
fn data(run: &harness::Run, name: &str) -> serde_json::Value {
    serde_json::from_str(run.file(&format!("timeline/data/{name}.json")).text()).unwrap()
}

#[test]
fn data_files_count_what_there_is_and_hold_each_entry_once() {
    let hidden = "---\ntitle: Hidden\ndate: 2025-12-01\nstatus: draft\ndates:\n  - 2025-12-02: a secret meeting\n---\n";
    let told = "---\ntitle: Told\ndate: 2025-12-22\ntags: [Canals]\ndates:
  - {date: 2025-12-19, title: in a city, type: strike, actors: [NATO], locations: [Minsk]}
  - {date: \"2025-12~\", date_text: late December, title: in its country, actors: [NATO, OSCE], locations: [Belarus]}
  - {date: \"2025\", title: a year}
  - {date: \"2024-03/..\", title: an open end}
  - {date: \"XXXX-12-19\", title: no year at all}
---\n";
    let site = Site::of(&[("content/briefings/told.md", told), ("content/briefings/hidden.md", hidden)]);
    let run = site.build();
    run.succeeds().nowhere("a secret meeting");
    let index = data(&run, "index");
    let year = index["years"].as_array().unwrap().iter().find(|year| year["year"] == 2025).unwrap();
    // A year is in no single month; December holds a day, a month and the briefing.
    assert_eq!(year["months"], serde_json::json!([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3]), "{year}");
    assert_eq!((&year["count"], &year["actors"]), (&4.into(), &serde_json::json!([0, 2, 1, 1])), "{year}");
    assert_eq!(index["actors"]["id"], serde_json::json!(["nato", "osce"]));
    // What happens in a city happens in its country.
    assert_eq!(index["places"]["id"], serde_json::json!(["belarus", "minsk"]));
    assert_eq!(
        (&index["places"]["within"], &year["places"]),
        (&serde_json::json!([null, 0]), &serde_json::json!([0, 2, 1, 1]))
    );
    assert_eq!(index["spanning"]["spans"], serde_json::json!([[2024, null, 1]]));
    assert_eq!((&index["undated"]["count"], &index["tags"]["id"]), (&1.into(), &serde_json::json!(["canals"])));

    let entries = data(&run, "2025");
    assert_eq!(entries["title"], serde_json::json!(["a year", "in its country", "in a city", null]), "{entries}");
    let of = |column: &str, entry: usize| {
        entries["dates"][column][entries["date"][entry].as_u64().unwrap() as usize].clone()
    };
    assert_eq!((of("edtf", 1), of("text", 1)), ("2025-12~".into(), "late December".into()));
    assert_eq!((of("earliest", 1), of("latest", 1)), ("2025-12-01".into(), "2025-12-31".into()));
    assert_eq!(entries["briefings"]["id"], serde_json::json!(["told"]));
    assert_eq!(data(&run, "spanning")["title"], serde_json::json!(["an open end"]));
    assert_eq!(data(&run, "undated")["title"], serde_json::json!(["no year at all"]));
    run.missing("timeline/data/2024.json");
    run.page("timeline/").has("data-index=\"/timeline/data/index.json\"");
}

#[test]
fn a_drawing_leads_to_its_rows_and_shows_what_is_not_sure_as_such() {
    let briefing = |dates: &str| {
        let front = format!("---\ntitle: A\ndate: 2026-01-01\nactors: [NATO]\ndates:\n{dates}---\n");
        Site::of(&[("content/briefings/a.md", &front)]).build()
    };
    let run = briefing(
        "  - {date: 2025-12-19, title: a day, actors: [NATO]}\n  - {date: 2025-12~, title: a month, actors: [NATO]}\n  - {date: 2025-03/2025-05, title: a spring, actors: [NATO]}\n",
    );
    let page = run.page("briefings/a/");
    let marks: Vec<&str> =
        page.text().split("<a class=\"mark\"").skip(1).map(|rest| rest.split("</a>").next().unwrap()).collect();
    let of = |title: &str| *marks.iter().find(|mark| mark.contains(title)).unwrap();
    assert_eq!(marks.len(), 3);
    assert!(of("a day").contains("<circle") && !of("a day").contains("<rect"), "{marks:?}");
    assert!(of("a month").contains("class=\"bar\"") && of("a month").contains("url(#Strip-hatch)"), "{marks:?}");
    assert!(of("a spring").contains("class=\"bar\"") && of("a spring").contains("fill=\"none\""), "{marks:?}");
    run.links_lead_somewhere("/");
    // On an actor's page what happened is drawn; the day of publication is only a row of the list.
    let page = run.page("actors/nato/");
    assert_eq!(page.text().matches("<a class=\"mark\"").count(), 3);
    page.has("id=\"At-a\"");
    briefing("  - {date: 2025-12-19, title: a day}\n").page("briefings/a/").lacks("class=\"mini\"");
}
