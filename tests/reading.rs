//! What a briefing's page has for those who read on: related briefings, citations, cards on names, notes for paper.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::Site;

fn briefing(name: &str, front: &str, body: &str) -> (String, String) {
    let text = format!("---\ntitle: {name}\n{front}\n---\n{body}\n");
    (format!("content/briefings/{}.md", name.to_lowercase()), text)
}

fn site(files: &[(String, String)]) -> Site {
    Site::of(&files.iter().map(|(path, text)| (&**path, &**text)).collect::<Vec<_>>())
}

#[test]
fn briefings_are_related_by_who_where_and_when() {
    let files = [
        briefing(
            "Storm",
            "date: 2026-01-05\nactors: [Ann Author, Port Office]\nlocations: [Larkhaven]\ndates: [2026-01-01: Storm]",
            "",
        ),
        briefing(
            "Repair",
            "date: 2026-01-09\nactors: [Ann Author, Port Office]\ndates: [2026-01-01: Repair begins]",
            "",
        ),
        briefing(
            "Vote",
            "date: 2026-01-07\nactors: [Port Office]\nlocations: [Larkhaven]\ndates: [2025-06-01: Vote]",
            "",
        ),
        briefing("Other", "date: 2026-01-08\nactors: [Ben Else]", ""),
        briefing(
            "Gone",
            "date: 2026-01-08\nactors: [Ann Author, Port Office]\nstatus: retracted\nstatus_reason: Wrong.",
            "",
        ),
        briefing("Draft", "date: 2026-01-08\nactors: [Ann Author, Port Office]\nstatus: draft", ""),
    ];
    let run = site(&files).build();
    run.succeeds();
    let storm = run.page("briefings/storm/");
    // Of two that share as much, the one about the same days comes first, and says so.
    storm.has_in_order(&["Related briefings", ">Repair<", ">Ann Author<", "the same days", ">Vote<", ">Larkhaven<"]);
    let text = storm.text();
    let related = &text[text.find("id=\"Related\"").unwrap()..text.find("class=\"neighbours\"").unwrap()];
    for none in ["Other", "Gone", "Draft"] {
        assert!(!related.contains(none), "{none} is no related briefing:\n{related}");
    }
    run.page("briefings/other/").lacks("Related briefings");
}

#[test]
fn what_everybody_is_in_relates_nobody() {
    let mut files: Vec<_> = (0..260)
        .map(|i| briefing(&format!("B{i}"), "date: 2026-01-05\nactors: [Everybody]\ntags: [all]", ""))
        .collect();
    files.push(briefing("Last", "date: 2026-01-06\nactors: [Everybody, Ann Author]", ""));
    let run = site(&files).build();
    run.succeeds().page("briefings/last/").lacks("Related briefings");
}

#[test]
fn a_briefing_is_cited_as_reference_managers_read_it() {
    let front = "date: 2025-12-22\nversion: 2\nauthors: [Ann Author, Lind and Sons]\nlang: en";
    let site = site(&[briefing("Storm & {harbour}", front, "Text.")]);
    site.write(
        "dateline.yaml",
        "title: Harbour Watch\nbase_url: https://host.example/team/\npublisher: {name: The 1% Desk}\n",
    );
    let site_run = site.build();
    let page = site_run.succeeds().page("briefings/storm-harbour/");
    page.has("@misc{storm-harbour,")
        .has("author = {Ann Author and {Lind and Sons}},")
        .has("title = {{Storm \\&amp; \\{harbour\\}}},")
        .has("year = {2025},")
        .has("publisher = {The 1\\% Desk},")
        .has("url = {https://host.example/team/briefings/storm-harbour/},");
    let plain = harness::html::unescaped(page.text());
    let json = &plain[plain.find("[\n  {").unwrap()..];
    let items: serde_json::Value = serde_json::from_str(&json[..json.find("\n]").unwrap() + 2]).unwrap();
    assert_eq!(items[0]["issued"]["date-parts"], serde_json::json!([[2025, 12, 22]]));
    assert_eq!(items[0]["author"][1]["literal"], "Lind and Sons");
    assert_eq!(items[0]["URL"], "https://host.example/team/briefings/storm-harbour/");
}

#[test]
fn links_are_notes_on_paper() {
    let body = "See [the report](https://a.example/r) and [it again](https://a.example/r), [this](https://b.example/?x=1&y=2).";
    let run = site(&[briefing("A", "date: 2026-01-05", body)]).build();
    let page = run.succeeds().page("briefings/a/");
    page.has_in_order(&[
        "on-paper\" aria-hidden=\"true\">a<",
        "on-paper\" aria-hidden=\"true\">a<",
        "aria-hidden=\"true\">b<",
    ]);
    page.has("<li><sup>b</sup> <bdi dir=\"ltr\">https://b.example/?x=1&amp;y=2</bdi></li>");
}

#[test]
fn a_card_says_who_somebody_was_then() {
    let profile = "---\nname: Ann Author\ntype: person\nroles:\n  - {title: Harbour master, from: 2019, to: 2021-06}\n  - {title: Minister, from: 2024}\n---\n";
    let front = "date: 2026-01-05\nactors: [Ann Author]\ndates: [2020-05-05: She closes the harbour]";
    let site = site(&[briefing("A", front, "Text."), ("content/actors/ann.md".into(), profile.into())]);
    let run = site.build();
    run.succeeds().page("briefings/a/").has_in_order(&[
        "<template id=\"Names\">",
        "data-of=\"/actors/ann/\"",
        "Harbour master",
    ]);
}

/// What a page tells once it does not tell again in the next row.
#[test]
fn roles_and_contradictions_are_told_once() {
    let front = "date: 2026-01-05\ndates:\n  - {date: 2026-01-01, title: One, actors: [Ann]}\n  - {date: 2026-01-02, \
                 title: Two, actors: [Ann]}\n  - {date: 2026-02-02, title: Three, actors: [Ann]}\nclaims:\n  \
                 - {id: a, text: It was so., contradicts: [b]}\n  - {id: b, text: It was not., contradicts: [a]}";
    let roles = "roles: [{title: mayor, to: 2026-01}, {title: minister, from: 2026-02-01}]";
    let site = site(&[
        briefing("Told", front, ""),
        ("content/actors/ann.md".into(), format!("---\nname: Ann\n{roles}\n---\n")),
    ]);
    let run = site.build();
    run.succeeds();
    let text = run.page("actors/ann/").text().to_owned();
    for role in ["as mayor", "as minister"] {
        assert_eq!(text.matches(role).count(), 1, "{role}:\n{text}");
    }
    for page in ["claims/", "briefings/told/"] {
        let text = run.page(page).text().to_owned();
        assert_eq!(text.matches(">Contradicts<").count(), 1, "{page}:\n{text}");
        assert_eq!(text.matches("Contradicted by").count(), 1, "{page}:\n{text}");
    }
}

/// A text in another language than the site's is dated in its own words, and the page's labels are in the site's.
#[test]
fn a_dateline_speaks_the_language_of_its_text() {
    let files = [
        briefing(
            "Note",
            "date: 2026-01-05\nlang: fr\nsources: [{id: s, title: S}]",
            "Texte.[^s] Plus.[^n]\n\n[^n]: Fin.",
        ),
        briefing("Plan", "date: 2026-01-05\nlang: fr\nauthors: [Ann]", "## Titre\n\nTexte."),
    ];
    let site = site(&files);
    site.write("dateline.yaml", "title: Desk\nlanguage: ar\n");
    let run = site.build();
    run.succeeds();
    run.page("briefings/note/")
        .has_in_order(&[
            r#"lang="fr" dir="ltr">"#,
            r#"<p class="dateline"><bdi lang="fr"><time datetime="2026-01-05">5 janvier 2026</time></bdi>"#,
        ])
        .has("aria-label=\"المصدر 1\"")
        .has("aria-label=\"الحواشي\"")
        .has("aria-label=\"العودة إلى النص\"");
    // Where no paragraph opens the text, the dateline stands at the head.
    run.page("briefings/plan/")
        .has_in_order(&["byline", "5 janvier 2026", "Ann", "</header>"])
        .lacks("<p class=\"dateline\">");
}

/// A short designation does not break after its hyphen, and its text stays as it was written.
#[test]
fn designations_stay_on_one_line() {
    let body = "A U-2, an S-75M and the Су-34; not COVID-19, 10-2, e-2, A-2-b or [x](https://a.example/U-2 \"> U-2\").";
    let site = site(&[briefing("A", "date: 2026-01-05", body)]);
    site.write("dateline.yaml", "title: Desk\nbase_url: https://desk.example/\n");
    let run = site.build();
    let page = run.succeeds().page("briefings/a/");
    for designation in ["U-2", "S-75M", "Су-34"] {
        page.has(&format!("<span class=\"unbroken\">{designation}</span>"));
    }
    assert_eq!(page.text().matches("class=\"unbroken\"").count(), 3, "{}", page.text());
    run.file("feed.xml").lacks("unbroken");
}

/// What was corrected, and what is not for others yet, says so in a line at its head.
#[test]
fn a_line_at_the_head_says_what_is_not_final() {
    let corrected =
        "date: 2026-01-05\nstatus: corrected\ncorrections:\n  - {date: 2026-01-07, text: The pier was another.}";
    let run = site(&[briefing("A", corrected, "Text."), briefing("B", "date: 2026-01-06", "Text.")]).build();
    run.succeeds().page("briefings/a/").has_in_order(&[
        "notice-corrected",
        "7 January 2026",
        "href=\"#Corrections\"",
        "</header>",
    ]);
    run.page("briefings/b/").lacks("class=\"notice");
    let drafts = site(&[briefing("A", "date: 2026-01-05\nstatus: draft", "Text.")]);
    drafts.run(&["build", "--drafts"]).succeeds().page("briefings/a/").has_in_order(&["notice-draft", "</header>"]);
}

/// The front page says what changed, and of one briefing and day only what came last.
#[test]
fn the_front_page_says_what_changed() {
    let front = "date: 2026-01-05\nupdated: 2026-01-07\nstatus: retracted\nstatus_reason: It was forged.\n\
                 corrections:\n  - {date: 2026-01-06, text: One pier.}\n  - {date: 2026-01-07, text: Two piers.}";
    let run = site(&[briefing("A", front, "Text.")]).build();
    run.succeeds()
        .page("")
        .says_in_order(&["What changed", "Retracted.", "It was forged.", "Corrected.", "One pier."])
        .lacks("Two piers.");
}

/// In a list the words of a briefing run their own way inside a row that runs the page's.
#[test]
fn rows_keep_the_direction_of_the_page() {
    let front =
        |lang: &str| format!("date: 2026-01-05\n{lang}summary: 7 in all.\ndates: [{{date: 2026-01-01, title: Fire}}]");
    let site = site(&[briefing("A", &front("lang: en\n"), "Text."), briefing("B", &front(""), "Text.")]);
    site.write("dateline.yaml", "title: Desk\nlanguage: ar\n");
    let run = site.build();
    for page in ["", "briefings/", "timeline/"] {
        let rows = run.succeeds().page(page);
        rows.has("<bdi lang=\"en\" dir=\"ltr\">").has("<bdi lang=\"ar\" dir=\"auto\">");
        for block in ["<p class=\"what\" ", "<p class=\"card-summary\" "] {
            rows.lacks(block);
        }
    }
}
