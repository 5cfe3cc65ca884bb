//! What a name stands for: id, name, alias, previous and native name; never a guess.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::{Run, Site};

const KHRENIN: &str = "---\nid: khrenin\nname: Viktor Khrenin\ntype: person\naliases: [\"Minister Khrenin\", Café Owner]\n\
    weak_aliases: [The Minister]\nprevious_names: [{name: Vitya Khrenin, until: 1990}]\nnative_name: {text: Віктар Хрэнін, lang: be}\n---\nA soldier.\n";

/// A site with the profile and a briefing that names these actors, each in quotes.
fn naming(names: &[&str]) -> Run {
    naming_site(names).run(&["build"])
}

fn naming_site(names: &[&str]) -> Site {
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let briefing = format!("---\ntitle: A\ndate: 2026-01-01\nactors: [{}]\n---\n", names.join(", "));
    Site::of(&[("content/actors/file-name.md", KHRENIN), ("content/briefings/a.md", &briefing)])
}

/// The actors that have pages.
fn actors(run: &Run) -> Vec<String> {
    let redirect = |path: &str| String::from_utf8_lossy(&run.files[path]).contains("http-equiv=\"refresh\"");
    let pages = run.files.keys().filter(|path| path.ends_with("/index.html") && !redirect(path));
    pages.filter_map(|path| path.strip_prefix("actors/")?.strip_suffix("/index.html")).map(str::to_owned).collect()
}

#[test]
fn every_name_of_a_profile_leads_to_it() {
    for name in ["khrenin", "Viktor Khrenin", "Minister Khrenin", "Vitya Khrenin", "Віктар Хрэнін", "Café Owner"]
    {
        let run = naming(&[name]);
        run.succeeds().quiet().links_lead_somewhere("/");
        assert_eq!(actors(&run), ["khrenin"], "{name}");
        run.page("briefings/a/").has("href=\"/actors/khrenin/\"");
    }
}

#[test]
fn case_unicode_form_and_surrounding_space_do_not_matter() {
    for name in ["VIKTOR khrenin", " Viktor  Khrenin ", "ВІКТАР ХРЭНІН", "Cafe\u{301} Owner", "KHRENIN"] {
        let run = naming(&[name]);
        run.succeeds().quiet();
        assert_eq!(actors(&run), ["khrenin"], "{name}");
    }
}

#[test]
fn a_weak_alias_is_shown_and_never_resolved() {
    let run = naming(&["khrenin", "The Minister"]);
    run.succeeds();
    assert_eq!(actors(&run), ["khrenin", "the-minister"]);
    run.page("actors/khrenin/").says("May appear as The Minister");
}

#[test]
fn an_id_goes_before_a_name_and_in_other_letters_is_asked_back() {
    let run = |name: &str| {
        Site::of(&[
            ("content/actors/nato.md", "---\nname: North Atlantic Treaty Organization\n---\n"),
            ("content/actors/other.md", "---\nname: NATO\n---\n"),
            (
                "content/briefings/a.md",
                &format!("---\ntitle: A\ndate: 2026-01-01\nactors: [{name}]\n---\nSo NATO said.\n"),
            ),
        ])
        .build()
    };
    let by_id = run("nato");
    by_id.succeeds();
    assert_eq!(actors(&by_id), ["nato"]);
    // The word in the prose may be either's: it is nobody's.
    by_id.page("briefings/a/").has("<p>So NATO said.");
    run("NATO").ends(1).reports(&["ambiguous-name"]).says("`nato` claims it").says("`other` claims it");
}

#[test]
fn a_name_that_no_profile_claims_makes_its_own_entity_once() {
    let run = naming(&["Somebody New", "somebody new", "Иван Петров"]);
    run.succeeds().reports(&["repeated-name"]);
    let actors = actors(&run);
    assert_eq!(actors.len(), 2, "{actors:?}");
    run.page("actors/somebody-new/").says("Somebody New").says("known here by name only");
    // Another script: its transliteration and always a hash of the name.
    let petrov = actors.iter().find(|slug| slug.starts_with("ivan-petrov-")).expect("a transliteration and a hash");
    run.page(&format!("actors/{petrov}/")).says("Иван Петров");
}

#[test]
fn a_slug_does_not_depend_on_what_else_the_site_holds() {
    let alone = actors(&naming(&["Иван Петров"]));
    let among = actors(&naming(&["Anna", "Иван Петров", "khrenin"]));
    assert!(alone.iter().all(|slug| among.contains(slug)), "{alone:?} {among:?}");
}

#[test]
fn a_profile_answers_at_its_id_and_redirects_from_the_slugs_of_its_names() {
    let run = naming(&["khrenin"]);
    for former in ["viktor-khrenin", "minister-khrenin", "vitya-khrenin", "cafe-owner"] {
        run.page(&format!("actors/{former}/")).has("url=/actors/khrenin/");
        run.file("_redirects").has(&format!("/actors/{former}/ /actors/khrenin/ 301\n"));
    }
    run.missing("actors/file-name/index.html").missing("actors/the-minister/index.html");
}

/// Two people of one name, with a briefing that names them so.
fn smiths(actors: &str, body: &str) -> Run {
    Site::of(&[
        ("content/actors/smith-mp.md", "---\nname: John Smith\n---\n"),
        ("content/actors/smith-general.md", "---\nname: J. Smith\naliases: [John Smith]\n---\n"),
        ("content/briefings/a.md", &format!("---\ntitle: A\ndate: 2026-01-01\nactors: [{actors}]\n---\n{body}\n")),
    ])
    .run(&["build"])
}

#[test]
fn a_name_that_two_profiles_claim_is_an_error_where_it_is_used_and_names_both() {
    let told = smiths("john SMITH", "");
    told.ends(1).reports(&["shared-name", "ambiguous-name"]);
    told.says("write the id of the actor that you mean: smith-general or smith-mp");
    told.says("content/actors/smith-mp.md:2:7").says("content/actors/smith-general.md:3:11");
    smiths("smith-mp", "By [[John Smith]].").ends(1).reports(&["shared-name", "ambiguous-name"]);
}

#[test]
fn an_id_tells_two_of_one_name_apart_and_they_are_never_merged() {
    let run = smiths("smith-mp, smith-general", "John Smith spoke. So did J. Smith.");
    run.succeeds().reports(&["shared-name"]).links_lead_somewhere("/");
    assert_eq!(actors(&run), ["john-smith", "smith-general", "smith-mp"]);
    // A name that may be either is no link, and its address is neither's: it leads to the choice.
    run.page("briefings/a/").has("<p>John Smith spoke.").has("href=\"/actors/smith-general/\">J. Smith</a>");
    run.page("actors/john-smith/").has("More than one bears this name.").has("smith-mp").has("smith-general");
}

#[test]
fn a_hidden_profile_claims_no_name() {
    let run = Site::of(&[
        ("content/actors/smith-mp.md", "---\nname: John Smith\n---\n"),
        ("content/actors/smith-spy.md", "---\nname: John Smith\nstatus: draft\n---\n"),
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nactors: [John Smith]\n---\n"),
    ])
    .build();
    run.succeeds().quiet();
    assert_eq!(actors(&run), ["smith-mp"]);
}

#[test]
fn slugs_that_meet_or_come_out_empty_ask_for_a_profile_with_an_id() {
    for names in [["Jean Luc", "Jean-Luc"], ["X", "!!!"]] {
        let site = naming_site(&names);
        site.write("dateline.yaml", "base_url: https://host.example/\n");
        site.build().ends(1).says("name-without-address").says("write a profile").reports(&["name-without-address"]);
    }
}

#[test]
fn a_near_miss_of_a_known_name_is_a_warning() {
    let run = naming(&["Viktor Khrennin"]);
    run.succeeds().says("did you mean").says("Viktor Khrenin");
}

/// Charles II and III, and the words of a name in another order.
#[test]
fn what_counts_alike_is_not_near_and_what_is_turned_round_is() {
    let actors = |known: &str, named: &str| {
        Site::of(&[
            ("content/actors/k.md", &format!("---\nname: {known}\nstandalone: true\n---\n")),
            ("content/briefings/a.md", &format!("---\ntitle: A\ndate: 2026-01-01\nactors: [{named}]\n---\n")),
        ])
        .build()
    };
    actors("Charles II", "Charles III").succeeds().quiet();
    actors("Elizabeth I", "Elizabeth II").succeeds().quiet();
    for (one, other) in
        [("Li Wei", "Liu Wei"), ("Tom Cox", "Tim Cox"), ("Ann Rae", "Ann Ray"), ("Paul Miller", "Saul Miller")]
    {
        actors(one, other).succeeds().quiet();
    }
    for (one, other) in [
        ("Ivan Petrov", "Petrov Ivan"),
        ("Al-Shabaab", "Al Shabab"),
        ("Aleksandr Lukashenko", "Alyaksandr Lukashenka"),
        ("Владимир Зеленский", "Володимир Зеленський"),
    ] {
        actors(one, other).succeeds().reports(&["near-miss"]);
    }
}

/// Who is known to be another is not asked about again, whether called nearly alike or quite alike.
#[test]
fn two_that_are_told_to_be_two_are_not_asked_about() {
    let site = Site::of(&[
        (
            "content/actors/paul.md",
            "---\nname: Marten Miller\ndifferent_from: [Martin Miller]\nstandalone: true\n---\n",
        ),
        ("content/actors/smith-mp.md", "---\nname: John Smith\n---\n"),
        ("content/actors/smith-general.md", "---\nname: John Smith\ndifferent_from: [smith-mp]\n---\n"),
        (
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\nactors: [Martin Miller, smith-mp, smith-general]\n---\n",
        ),
    ]);
    site.run(&["build", "--strict"]).succeeds().quiet();
    site.write("content/actors/smith-general.md", "---\nname: John Smith\n---\n");
    site.build().succeeds().reports(&["shared-name"]).says("`different_from`");
}

/// The first John Smith has no profile; one for the second must not take the first one's briefings over in silence.
#[test]
fn a_profile_for_a_second_of_a_name_is_asked_about() {
    let run = Site::of(&[
        ("content/actors/john-smith-general.md", "---\nname: John Smith\n---\n"),
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nactors: [John Smith]\n---\n"),
        ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-01\nactors: [John Smith]\n---\n"),
    ])
    .build();
    run.succeeds().reports(&["unsure-name"]).says("write `john-smith-general` if that is meant");
}

#[test]
fn the_kinds_do_not_mix() {
    let run = Site::of(&[(
        "content/briefings/a.md",
        "---\ntitle: A\ndate: 2026-01-01\nactors: [Belarus]\nlocations: [Belarus]\nsources: [{publisher: Belarus, title: T}]\n---\n\
         [[Belarus]] [[location:Belarus]] [[publisher:belarus|theirs]]\n",
    )])
    .build();
    // Which of the three is meant, only its author knows.
    run.succeeds().reports(&["shared-name"]).links_lead_somewhere("/");
    run.page("briefings/a/")
        .has("href=\"/actors/belarus/\">Belarus</a>")
        .has("href=\"/locations/belarus/\">")
        .has("href=\"/publishers/belarus/\">theirs</a>");
}

#[test]
fn the_kind_that_a_link_asks_for_is_not_shown() {
    let run = Site::briefing("title: A\ndate: 2026-01-01\nlocations: [Belarus]", "In [[location:Belarus]].").build();
    run.succeeds().quiet().page("briefings/a/").says("In Belarus.");
}

#[test]
fn an_apostrophe_is_one_whichever_it_is() {
    let run = Site::of(&[
        ("content/actors/sinn.md", "---\nname: Sinn O'Connor\n---\n"),
        (
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\nactors: [Sinn O’Connor]\n---\nSinn O’Connor spoke.\n",
        ),
    ])
    .build();
    run.succeeds()
        .quiet()
        .page("briefings/a/")
        .has("<a class=\"mention\" href=\"/actors/sinn/\">Sinn O’Connor</a> spoke.");
}

#[test]
fn armies_of_another_letter_are_not_near() {
    let run = Site::of(&[
        ("content/actors/group-a.md", "---\nname: Army Group A\nstandalone: true\n---\n"),
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nactors: [Army Group B]\n---\n"),
    ])
    .build();
    run.succeeds().quiet();
}

#[test]
fn a_profile_keeps_its_page_when_the_briefing_that_names_it_is_withdrawn() {
    let site = Site::of(&[
        ("content/actors/ann.md", "---\nname: Ann Roe\n---\nShe chairs the board.\n"),
        (
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\nstatus: retracted\nstatus_reason: Wrong\nactors: [Ann Roe, Bo Low]\n---\n",
        ),
    ]);
    let run = site.build();
    run.succeeds().links_lead_somewhere("/");
    run.page("actors/ann/").says("She chairs the board.").lacks("briefings/a/");
    // Of who has no profile nothing is left to say.
    run.missing("actors/bo-low/index.html");
}

#[test]
fn a_name_that_only_a_withdrawn_briefing_knows_is_nobodys_elsewhere() {
    let site = Site::of(&[
        (
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\nupdated: 2026-01-02\nstatus: retracted\nstatus_reason: Wrong\nactors: [Bo Low]\n---\nOf [[Bo Low]].\n",
        ),
        ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-01\n---\nThis names Bo Low too.\n"),
    ]);
    let run = site.build();
    run.succeeds().quiet().missing("actors/bo-low/index.html");
    run.page("briefings/a/").says("Of Bo Low.");
    run.page("briefings/b/").says("This names Bo Low too.").lacks("actors/bo-low");
    run.file("search/names.json").lacks("Bo Low");
    // Nor is it a name to link to.
    site.write("content/briefings/c.md", "---\ntitle: C\ndate: 2026-01-01\n---\nOf [[Bo Low]].\n");
    site.build().reports(&["broken-link"]).says("`Bo Low` is named only in what is withdrawn");
    site.write("content/briefings/c.md", "---\ntitle: C\ndate: 2026-01-01\nactors: [Bo Low]\n---\n");
    site.build().succeeds().page("actors/bo-low/").says("1 briefing").says("Named in passing");
}

#[test]
fn two_of_one_name_are_told_apart_wherever_they_stand() {
    let run = Site::of(&[
        ("content/actors/wei-li-1.md", "---\nname: Wei Li\n---\n"),
        ("content/actors/wei-li-2.md", "---\nname: Wei Li\n---\n"),
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nactors: [wei-li-1, wei-li-2]\n---\n"),
    ])
    .build();
    for page in ["actors/", "briefings/a/"] {
        run.page(page).says_in_order(&["Wei Li (wei-li-1)", "Wei Li (wei-li-2)"]);
    }
}
