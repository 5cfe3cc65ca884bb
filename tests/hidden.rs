//! What is hidden leaves no word in any file; what is withdrawn keeps its address and its reason.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::{Run, Site};

/// Words that only the hidden briefing and what only it mentions have. Some hold what HTML escapes.
const SECRETS: &[&str] = &[
    "zqtitle & Co",
    "zqsummary",
    "zqbody <b>",
    "zqauthor",
    "zqtag",
    "zqseries",
    "zqactor \"Ж\"",
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
    "zqid",
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
    "zqcomment",
];

const HIDDEN: &str = "---
id: zqid
title: zqtitle & Co
date: 2025-11-11
summary: zqsummary
authors: [zqauthor]
tags: [zqtag]
series: zqseries
filed_from: zqfiled
aliases: [/zqalias/]
actors:
  - {name: \"zqactor \\\"Ж\\\"\", role: zqrole}
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

zqbody <b> of [[zqactor \"Ж\"]] and NATO, see [the other](visible.md). <!-- zqcomment -->

![zqasset](zqasset.png)
";

/// A site with one briefing that is hidden so, and visible ones that speak of other things.
fn site(how: &str) -> Site {
    Site::of(&[
        ("dateline.yaml", "base_url: https://host.example/team/\ntlp: GREEN\n"),
        ("content/briefings/hidden.md", &HIDDEN.replace("HOW", how)),
        ("content/briefings/zqasset.png", "zqbytes"),
        (
            "content/actors/zqprofile.md",
            "---\nname: zqprofile\naliases: [zqother]\nprevious_names: [{name: zqpast}]\nnative_name: {text: zqnative, lang: ru}\nmember_of: [NATO]\n---\nzqprose of NATO. ![zqportrait](zqportrait.png)\n",
        ),
        ("content/actors/zqportrait.png", "zqbytes"),
        ("content/locations/zqland.md", "---\nname: zqland\nwithin: Belarus\n---\nzqprose\n"),
        ("content/publishers/zqpress.md", "---\nname: zqpress\nreliability: A\n---\nzqprose\n"),
        ("content/actors/nato.md", "---\nname: NATO\n---\nAn alliance.\n"),
        (
            "content/briefings/visible.md",
            "---\ntitle: Visible\ndate: 2025-12-01\nactors: [NATO]\nlocations: [Minsk]\ndates: [2025-10: Something]\n---\nNATO came.\n",
        ),
    ])
}

/// Each secret as it might show: raw, escaped, percent-encoded, folded, as a slug.
fn forms(secret: &str) -> Vec<String> {
    let escaped = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let encoded: String = secret
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02x}") })
        .collect();
    let slug: String = secret.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let word = secret.split(' ').next().unwrap();
    [secret, &escaped, &escaped.replace('"', "&quot;"), &encoded, &slug, word].map(str::to_lowercase).to_vec()
}

/// Where secrets are in the output, as paths or as text.
fn leaks(run: &Run) -> Vec<String> {
    let mut found = Vec::new();
    for (path, bytes) in &run.files {
        // gzip, zip, zstd: whoever writes the first such file has it opened here.
        let packed = [&b"\x1f\x8b"[..], b"PK\x03\x04", b"\x28\xb5\x2f\xfd"];
        assert!(
            !packed.iter().any(|magic| bytes.starts_with(magic)),
            "{path} is compressed: no word of it is looked at"
        );
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for secret in SECRETS {
            if forms(secret).iter().any(|form| text.contains(form) || path.to_lowercase().contains(form)) {
                found.push(format!("{secret} in {path}"));
            }
        }
    }
    found
}

const WAYS: &[(&str, &str)] = &[
    ("status: draft", "--drafts"),
    ("publish_at: 2027-03-01T06:00:00Z", "--future"),
    ("tlp: AMBER", ""),
    ("tlp: tlp:red", ""),
    ("tlp: AMBER+STRICT", ""),
    ("tlp: GREEN\nstatus: Draft", "--drafts"),
];

#[test]
fn no_word_of_what_is_hidden_is_in_any_file() {
    for (how, _) in WAYS {
        let run = site(how).run(&["build"]);
        run.succeeds().quiet().links_lead_somewhere("/team/");
        assert_eq!(leaks(&run), [""; 0], "{how}");
        run.page("actors/nato/").says("An alliance.");
    }
}

#[test]
fn a_date_in_the_future_hides_too() {
    let site = site("tags: []");
    let text = HIDDEN.replace("2025-11-11", "2027-11-11").replace("2025-12-01", "2027-12-01").replace("HOW\n", "");
    site.write("content/briefings/hidden.md", &text);
    let run = site.run(&["build"]);
    run.succeeds().quiet();
    assert_eq!(leaks(&run), [""; 0]);
    assert!(!leaks(site.run(&["build", "--as-of", "2027-12-01"]).succeeds()).is_empty());
    assert!(!leaks(site.run(&["build", "--future"]).succeeds()).is_empty());
}

#[test]
fn what_is_not_hidden_shows_every_word_so_that_the_search_above_finds_what_it_looks_for() {
    let run = site("status: published").run(&["build"]);
    run.succeeds().quiet().links_lead_somewhere("/team/");
    let seen = leaks(&run);
    for secret in SECRETS {
        // Comments are taken out, `extra` is for templates of one's own.
        let unseen = ["zqcomment", "zqextra", "zqreason"].contains(secret);
        assert_eq!(seen.iter().any(|leak| leak.starts_with(&format!("{secret} in"))), !unseen, "{secret}");
    }
}

#[test]
fn flags_show_drafts_and_the_future_for_a_look_and_never_lift_a_marking() {
    for (how, flag) in WAYS {
        let site = site(how);
        let run = site.run(&["build", "--drafts", "--future"]);
        run.succeeds();
        assert_eq!(leaks(&run).is_empty(), flag.is_empty(), "{how}");
        if let Some(other) = ["--drafts", "--future"].iter().find(|other| *other != flag) {
            assert_eq!(leaks(site.run(&["build", other]).succeeds()), [""; 0], "{how} with {other}");
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
        "content/briefings/visible.md",
        "---\ntitle: Visible\ndate: 2025-12-01\nstatus: superseded\nstatus_reason: A better one came.\nsuperseded_by: zqid\nlang: fr\ntranslation_of: zqid\n---\n",
    );
    let run = site.run(&["build"]);
    run.succeeds().reports(&["held-back-reference", "held-back-reference"]).links_lead_somewhere("/team/");
    assert_eq!(leaks(&run), [""; 0]);
    run.page("briefings/visible/").says("A better one came.").lacks("Read instead");
    let shown = site.run(&["build", "--drafts"]);
    shown.succeeds().quiet().page("briefings/visible/").says("Read instead: zqtitle & Co");
}

#[test]
fn links_to_what_is_hidden_are_errors_that_do_not_build() {
    for link in ["[x](hidden.md)", "[x](/briefings/zqid/)", "[x](/zqalias/)", "[[zqprofile two]]"] {
        let site = site("status: draft");
        site.write("content/briefings/visible.md", format!("---\ntitle: V\ndate: 2025-12-01\n---\n{link}\n"));
        site.run(&["build"]).ends(1).reports(&["broken-link"]);
    }
}

#[test]
fn what_became_hidden_goes_from_the_output() {
    let site = site("status: published");
    assert!(!leaks(site.run(&["build"]).succeeds()).is_empty());
    site.write("content/briefings/hidden.md", HIDDEN.replace("HOW", "status: draft"));
    assert_eq!(leaks(site.run(&["build"]).succeeds()), [""; 0]);
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
        ("content/pages/zqid.md", "---\ntitle: zqtitle\nstatus: draft\n---\nzqbody\n"),
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2025-12-01\nactors: [NATO]\n---\n"),
    ])
    .run(&["build"]);
    run.succeeds().quiet().page("actors/nato/").says("known here by name only");
    assert_eq!(leaks(&run), [""; 0]);
}

#[test]
fn drafts_are_shown_with_their_marking() {
    let run = site("status: draft").run(&["build", "--drafts"]);
    run.succeeds().page("briefings/zqid/").says("Draft");
}

/// A briefing in force and one that is withdrawn so.
fn withdrawn(how: &str) -> Run {
    Site::of(&[
        ("dateline.yaml", "base_url: https://host.example/\n"),
        (
            "content/briefings/old.md",
            &format!(
                "---\ntitle: Old\ndate: 2025-11-01\nactors: [NATO, Only Old]\nlocations: [Minsk]\ndates: [2025-10-01: The withdrawn event]\n\
                 claims: [{{text: The withdrawn claim, said_by: NATO}}]\nsources: [{{publisher: CGTN, title: T}}]\n{how}\n---\nText about NATO.\n"
            ),
        ),
        (
            "content/briefings/new.md",
            "---\ntitle: New\ndate: 2025-12-01\nactors: [NATO]\ndates: [2025-10-02: The standing event]\n---\n",
        ),
    ])
    .run(&["build"])
}

#[test]
fn what_is_withdrawn_keeps_its_address_and_says_why() {
    for how in [
        "status: retracted\nstatus_reason: The source was forged.",
        "status: superseded\nstatus_reason: The source was forged.\nsuperseded_by: new",
    ] {
        let run = withdrawn(how);
        run.succeeds().quiet().links_lead_somewhere("/");
        let page = run.page("briefings/old/");
        page.says("The source was forged.").has("<meta name=\"robots\" content=\"noindex\">").says("Old");
        if how.contains("superseded_by") {
            page.says("Superseded").says("Read instead: New");
        } else {
            page.says("Retracted");
        }
        run.file("feed.xml").has("<id>https://host.example/briefings/old/</id>").has("The source was forged.");
    }
}

#[test]
fn what_is_withdrawn_leaves_timeline_counts_and_lists() {
    let run = withdrawn("status: retracted\nstatus_reason: The source was forged.");
    for page in ["timeline/", "timeline/2025/", "actors/nato/", "actors/"] {
        run.page(page).lacks("The withdrawn event").lacks("The withdrawn claim").lacks("href=\"/briefings/old/\"");
    }
    run.page("timeline/").says("The standing event");
    run.page("actors/nato/").says("1 briefing").lacks("2 briefings");
    run.page("").lacks("The withdrawn event");
    run.missing("actors/only-old/index.html")
        .missing("publishers/cgtn/index.html")
        .missing("locations/minsk/index.html");
    run.file("sitemap.xml").lacks("briefings/old/");
}
