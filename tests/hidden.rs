//! What is hidden leaves no word in any file; what is withdrawn keeps its address and its reason.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::BTreeMap;

use dateline::model::{Slug, collation_key, fold, search_key};
use harness::secrets::{self, Disguise, Leak, Search};
use harness::{Run, Site};

/// Words that only the hidden briefing and what only it mentions have. Some hold what HTML escapes, some letters that
/// have two forms in Unicode or are no Latin ones.
const SECRETS: &[&str] = &[
    "zqtitle & Co",
    "zqsummary",
    "zqbody <b>",
    "zqauthor",
    "zqtag",
    "zqseries",
    "zqactor \"Ж\"",
    "Йона Зкщука",
    "zqcafe\u{301} noir",
    "zqrole",
    "zqplace",
    "zqwithin",
    "zqfiled",
    "zqevent",
    "zqwords",
    "zqclaim",
    "zqspeaker",
    "zqanonymous",
    "zqnote",
    "zqjudgment",
    "zqpublisher",
    "zqsource",
    "zqurl",
    "zqarchive",
    "zqalias",
    "zqcorrection",
    "zqextra",
    "zqasset",
    "zqbytes",
    "zqкарта",
    "zqreport",
    "zqpaper",
    "zqloose",
    "zqfolder",
    "zqident",
    "zqheading",
    "zqreason",
    "zqprofile",
    "zqother",
    "zqpast",
    "zqnative",
    "zqprose",
    "zqportrait",
    "zqland",
    "zqpress",
    "1999-09-19",
    "19 September 1999",
    "zqcomment",
];

/// What no page shows of a briefing that is seen: comments are taken out, `extra` is for templates of one's own, a
/// reason is for what is withdrawn, and a file that no text links to is not published.
const NEVER_SHOWN: &[&str] = &["zqcomment", "zqextra", "zqreason", "zqloose"];

const HIDDEN: &str = "---
id: zqident
title: zqtitle & Co
date: 2025-11-11
summary: zqsummary
authors: [zqauthor]
tags: [zqtag, zqcafe\u{301} noir]
series: zqseries
filed_from: zqfiled
aliases: [/zqalias/]
actors:
  - {name: \"zqactor \\\"Ж\\\"\", role: zqrole}
  - Йона Зкщука
  - zqprofile
  - NATO
locations: [{name: zqplace, within: zqwithin}, zqland, Minsk]
key_judgments: [{text: zqjudgment, claims: [c1]}]
dates:
  - 1999-09-19: zqevent
  - {date: 2025, date_text: zqwords, title: zqevent two, actors: [zqspeaker]}
claims:
  - {id: c1, text: zqclaim, said_by: zqspeaker, sources: [s], history: [{date: 2025, status: disputed, note: zqnote}]}
  - {text: zqclaim two, said_by: {anonymous: true, description: zqanonymous}}
sources:
  - {id: s, publisher: zqpublisher, title: zqsource, url: \"https://zqurl.example/\", archive_url: \"https://zqarchive.example/\"}
  - {publisher: zqpress, title: zqsource two}
corrections: [{date: 2025-12-01, text: zqcorrection}]
extra: {k: zqextra}
HOW
---
# zqheading

zqbody <b> of [[zqactor \"Ж\"]] and NATO, see [the other](visible.md) and [the paper](zqreport.pdf). <!-- zqcomment -->

![zqasset](zqasset.svg) ![zqasset](zqfolder/zqкарта.svg)
";

const VISIBLE: &str = "---
title: Visible
date: 2025-12-01
actors: [NATO]
locations: [Minsk]
dates: [2025-10: Something]
---
NATO came. ![The quay](quay.svg) [The list](list.pdf)
";

const ZQ_PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>zqbytes</title></svg>";
const QUAY: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

/// The hidden briefing, and how it is hidden: by a line of its own, or by its date.
fn hidden(how: &str) -> String {
    match how.starts_with("date:") {
        true => HIDDEN.replace("date: 2025-11-11", how).replace("2025-12-01", "2027-12-01").replace("HOW\n", ""),
        false => HIDDEN.replace("HOW", how),
    }
}

/// A site with one briefing that is hidden so, and a visible one in the same folder that speaks of other things; each
/// has files of its own there.
fn site(how: &str) -> Site {
    Site::of(&[
        ("dateline.yaml", "base_url: https://host.example/team/\ntlp: GREEN\n"),
        ("content/briefings/raid/hidden.md", &hidden(how)),
        ("content/briefings/raid/zqasset.svg", ZQ_PICTURE),
        ("content/briefings/raid/zqreport.pdf", "%PDF-1.7 zqpaper"),
        ("content/briefings/raid/zqloose.pdf", "%PDF-1.7 zqloose"),
        ("content/briefings/raid/zqfolder/zqкарта.svg", ZQ_PICTURE),
        (
            "content/actors/zqprofile.md",
            "---\nname: zqprofile\naliases: [zqother]\nprevious_names: [{name: zqpast}]\nnative_name: {text: zqnative, lang: ru}\nmember_of: [NATO]\n---\nzqprose of NATO. ![zqportrait](zqportrait.svg)\n",
        ),
        ("content/actors/zqportrait.svg", ZQ_PICTURE),
        ("content/locations/zqland.md", "---\nname: zqland\nwithin: Belarus\n---\nzqprose\n"),
        ("content/publishers/zqpress.md", "---\nname: zqpress\nreliability: A\n---\nzqprose\n"),
        ("content/actors/nato.md", "---\nname: NATO\n---\nAn alliance.\n"),
        ("content/briefings/raid/visible.md", VISIBLE),
        ("content/briefings/raid/quay.svg", QUAY),
        ("content/briefings/raid/list.pdf", "%PDF-1.7 a list"),
    ])
}

/// Where secrets are in the output, as paths or as text: each whole, and the first word of each.
fn leaks(run: &Run) -> Vec<Leak> {
    let words = SECRETS.iter().filter_map(|secret| secret.split(' ').next()).filter(|word| word.starts_with("zq"));
    run.leaks(&SECRETS.iter().copied().chain(words).collect::<Vec<_>>())
}

/// What hides a briefing, and the flag that shows it all the same.
const WAYS: &[(&str, &str)] = &[
    ("status: draft", "--drafts"),
    ("publish_at: 2027-03-01T06:00:00Z", "--future"),
    ("date: 2027-11-11", "--future"),
    ("tlp: AMBER", ""),
    ("tlp: red", ""),
    ("tlp: tlp:red", ""),
    ("tlp: AMBER+STRICT", ""),
    ("tlp: GREEN\nstatus: Draft", "--drafts"),
];

#[test]
fn no_word_of_what_is_hidden_is_in_any_file() {
    for (how, _) in WAYS {
        let run = site(how).run(&["build"]);
        run.succeeds().quiet().links_lead_somewhere("/team/");
        assert_eq!(leaks(&run), [], "{how}");
        run.page("actors/nato/").says("An alliance.");
        assert_eq!(run.files["briefings/raid/quay.svg"], QUAY.as_bytes());
        assert_eq!(run.files["briefings/raid/list.pdf"], b"%PDF-1.7 a list");
    }
}

#[test]
fn a_date_in_the_future_comes() {
    let site = site("date: 2027-11-11");
    assert!(leaks(site.run(&["build", "--as-of", "2027-11-10"]).succeeds()).is_empty());
    assert!(!leaks(site.run(&["build", "--as-of", "2027-12-01"]).succeeds()).is_empty());
}

#[test]
fn what_is_not_hidden_shows_every_word_so_that_the_search_above_finds_what_it_looks_for() {
    let run = site("status: published").run(&["build"]);
    run.succeeds().quiet().links_lead_somewhere("/team/");
    let seen = leaks(&run);
    for secret in SECRETS {
        assert_eq!(seen.iter().any(|leak| leak.secret == *secret), !NEVER_SHOWN.contains(secret), "{secret}");
    }
    // Each row: a secret, the form that it takes, and a file that has it so.
    for (secret, form, path) in [
        ("zqtitle & Co", "plain", "feed.json"),
        ("zqtitle & Co", "escaped", "briefings/zqident/index.html"),
        ("zqactor \"Ж\"", "in JSON", "search/names.json"),
        ("zqactor \"Ж\"", "in an attribute", "briefings/index.html"),
    ] {
        let leak = Leak { secret: secret.to_owned(), form, path: path.to_owned() };
        assert!(seen.contains(&leak), "{leak:?} is not among {seen:#?}");
    }
}

/// Nothing that is built today holds most of these: what looks for them is tried on what is made for it.
#[test]
fn each_search_finds_a_word_in_any_disguise_in_a_file_and_in_its_name() {
    assert_eq!(secrets::base64(b"foobar") + &secrets::base64(b"foob"), "Zm9vYmFyZm9vYg==");
    let disguises: &[(&str, Disguise)] = &[
        ("as it is", str::to_owned),
        ("in capitals", str::to_uppercase),
        ("composed", secrets::nfc),
        ("decomposed", secrets::nfd),
        ("escaped", secrets::escaped),
        ("in an attribute", secrets::in_attribute),
        ("in references", secrets::in_references),
        ("in JSON", secrets::in_json),
        ("in JSON by number", secrets::in_json_numbers),
        ("in an address", secrets::in_address),
        ("decomposed in an address", |text| secrets::in_address(&secrets::nfd(text)).to_lowercase()),
        ("folded", fold),
        ("without marks", collation_key),
        ("as search folds it", search_key),
        ("as a slug", |text| Slug::of_name(text).unwrap().to_string()),
        ("in Base64", |text| secrets::base64(text.as_bytes())),
        ("in Base64, one byte on", |text| secrets::base64(format!("x{text}").as_bytes())),
        ("in Base64, two bytes on", |text| secrets::base64(format!("xx{text}").as_bytes())),
        ("in Base64 of addresses", |text| secrets::base64(text.as_bytes()).replace('+', "-").replace('/', "_")),
        ("composed in Base64", |text| secrets::base64(secrets::nfc(text).as_bytes())),
    ];
    for secret in SECRETS {
        let search = Search::of(&[secret]);
        for (disguise, write) in disguises {
            let text = write(&format!("They say {secret}, they say"));
            for (path, held) in [("index.html", text.as_str()), (&text, "")] {
                let found = search.leaks(&BTreeMap::from([(path.to_owned(), held.as_bytes().to_vec())]));
                assert!(!found.is_empty(), "{secret} {disguise} is not found in {path}: {held}");
            }
        }
    }
    let packed = BTreeMap::from([("index.html.gz".to_owned(), vec![0x1f, 0x8b, 8, 0])]);
    assert_eq!(Search::of(SECRETS).leaks(&packed)[0].form, "unreadable");
}

#[test]
fn flags_show_drafts_and_the_future_for_a_look_and_never_lift_a_marking() {
    for (how, flag) in WAYS {
        let site = site(how);
        let run = site.run(&["build", "--drafts", "--future"]);
        run.succeeds();
        assert_eq!(leaks(&run).is_empty(), flag.is_empty(), "{how}");
        if let Some(other) = ["--drafts", "--future"].iter().find(|other| *other != flag) {
            assert_eq!(leaks(site.run(&["build", other]).succeeds()), [], "{how} with {other}");
        }
    }
}

#[test]
fn an_embargo_ends_at_its_moment() {
    let site = site("publish_at: 2026-03-01T06:00:00+02:00");
    assert!(leaks(site.run(&["build", "--as-of", "2026-03-01T03:59:59Z"]).succeeds()).is_empty());
    assert!(!leaks(site.run(&["build", "--as-of", "2026-03-01T04:00:00Z"]).succeeds()).is_empty());
}

#[test]
fn a_bare_date_begins_in_the_sites_time_zone() {
    let site = Site::of(&[
        ("dateline.yaml", "timezone: Europe/Kyiv\n"),
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-03-01\n---\n"),
    ]);
    site.run(&["build", "--as-of", "2026-02-28T21:59:59Z"]).succeeds().missing("briefings/a/index.html");
    site.run(&["build", "--as-of", "2026-02-28T22:00:00Z"]).succeeds().page("briefings/a/");
}

#[test]
fn references_to_what_is_hidden_are_warned_of_and_left_out() {
    let site = site("status: draft");
    site.write(
        "content/briefings/raid/visible.md",
        "---\ntitle: Visible\ndate: 2025-12-01\nupdated: 2025-12-02\nstatus: superseded\nstatus_reason: A better one came.\nsuperseded_by: zqident\n---\n",
    );
    let run = site.run(&["build"]);
    run.succeeds().reports(&["held-back-reference"]).links_lead_somewhere("/team/");
    assert_eq!(leaks(&run), []);
    run.page("briefings/visible/").says("A better one came.").lacks("Read instead");
    let shown = site.run(&["build", "--drafts"]);
    shown.succeeds().quiet().page("briefings/visible/").says("Read instead: zqtitle & Co");
}

/// A translation says what its original says.
#[test]
fn a_translation_of_what_is_hidden_is_an_error() {
    let site = site("publish_at: 2027-03-01T06:00:00Z");
    let french = "---\ntitle: Visible\ndate: 2025-12-01\nlang: fr\ntranslation_of: zqident\n---\n";
    site.write("content/briefings/raid/visible.md", french);
    site.run(&["build"]).ends(1).reports(&["held-back-original"]);
    site.write("content/briefings/raid/visible.md", french.replace("lang:", "publish_at: 2027-03-01T06:00:00Z\nlang:"));
    site.run(&["build"]).succeeds();
}

/// A draft of a profile whose id is its name takes the name from no briefing.
#[test]
fn a_hidden_profile_leaves_its_name_to_others() {
    let run = Site::of(&[
        ("content/locations/odesa.md", "---\nname: Odesa\nstatus: draft\n---\n"),
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2025-12-01\nlocations: [Odesa]\n---\n"),
    ])
    .build();
    run.succeeds().quiet().page("briefings/a/").says("Odesa");
}

#[test]
fn markdown_that_is_copied_is_told() {
    let site = Site::briefing("title: A\ndate: 2025-12-01", "");
    site.write("static/note.md", "---\ntitle: zq\nstatus: draft\n---\n");
    site.build().succeeds().reports(&["stray-file"]);
}

#[test]
fn links_to_what_is_hidden_are_errors_that_do_not_build() {
    for link in ["[x](hidden.md)", "[x](/briefings/zqident/)", "[x](/zqalias/)", "[[zqprofile two]]"] {
        let site = site("status: draft");
        site.write("content/briefings/raid/visible.md", format!("---\ntitle: V\ndate: 2025-12-01\n---\n{link}\n"));
        site.run(&["build"]).ends(1).reports(&["broken-link"]);
    }
}

#[test]
fn what_became_hidden_goes_from_the_output() {
    let site = site("status: published");
    assert!(!leaks(site.run(&["build"]).succeeds()).is_empty());
    site.write("content/briefings/raid/hidden.md", hidden("status: draft"));
    assert_eq!(leaks(site.run(&["build"]).succeeds()), []);
    // Nor does an empty folder, or one that the build worked in, keep the name of what lay in it.
    let all = walkdir::WalkDir::new(site.root()).into_iter().map(|entry| entry.unwrap().into_path());
    let made = all.filter(|path| !path.starts_with(site.root().join("content")));
    let names = made.map(|path| (path.strip_prefix(site.root()).unwrap().to_str().unwrap().to_owned(), Vec::new()));
    assert_eq!(Search::of(SECRETS).leaks(&names.collect()), []);
}

#[test]
fn the_closing_line_says_what_was_held_back_why_and_how_to_see_it() {
    site("status: draft").run(&["build"]).says("Held back: 1 draft (--drafts shows it)");
    site("publish_at: 2027-01-01").run(&["build"]).says("1 briefing under embargo (--future shows it)");
    site("tlp: RED").run(&["build"]).says("1 briefing marked above the site's `tlp`");
    site("status: draft").run(&["build"]).says("3 profiles that no briefing mentions");
}

#[test]
fn hidden_profiles_and_pages_leave_no_word_and_no_name() {
    let run = Site::of(&[
        ("dateline.yaml", "base_url: https://host.example/\n"),
        ("content/actors/x.md", "---\nname: NATO\naliases: [zqother]\ntlp: RED\nstandalone: true\n---\nzqprose\n"),
        ("content/pages/zqident.md", "---\ntitle: zqtitle\nstatus: draft\n---\nzqbody\n"),
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2025-12-01\nactors: [NATO]\n---\n"),
    ])
    .run(&["build"]);
    run.succeeds().quiet().page("actors/nato/").says("known here by name only");
    assert_eq!(leaks(&run), []);
}

#[test]
fn drafts_are_shown_with_their_marking() {
    let run = site("status: draft").run(&["build", "--drafts"]);
    run.succeeds().page("briefings/zqident/").says("Draft");
}
