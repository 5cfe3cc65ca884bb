//! What the interface says: every word in the files of words, in every language.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::BTreeSet;

use dateline::model::{Interface, LANGUAGES, PLURALS, Said, holes};
use dateline::render::theme::BUILTIN;
use harness::Site;
use icu_plurals::{PluralCategory, PluralRules};
use regex_lite::Regex;

/// The templates, without their comments.
fn templates() -> impl Iterator<Item = (&'static str, String)> {
    let comment = Regex::new(r"(?s)\{#.*?#\}").unwrap();
    let html = BUILTIN.iter().filter(|(name, _)| name.ends_with(".html"));
    html.map(move |(name, text)| (*name, comment.replace_all(text, "").into_owned()))
}

fn has_letters(text: &str) -> bool {
    // Proper names, which are the same in every language.
    let bare = ["GeoNames", "CC BY 4.0", "Wikidata"].iter().fold(text.to_owned(), |text, name| text.replace(name, ""));
    bare.replace("&nbsp;", "").chars().any(char::is_alphabetic)
}

/// A template says nothing by itself: not in its text, not in what is read of its attributes, not to a component.
#[test]
fn no_template_says_a_word_of_its_own() {
    let tags = Regex::new(r"(?s)\{%.*?%\}").unwrap();
    let output = Regex::new(r"(?s)\{\{.*?\}\}").unwrap();
    let element = Regex::new(r"(?s)<[^>]*>").unwrap();
    let read = Regex::new(r#"(?:aria-label|title|placeholder|alt)="([^"]*)""#).unwrap();
    let label = Regex::new(r#"(?s)\{\{ <\w+ [^}]*?\w+="([^"]*)""#).unwrap();
    let mut said: Vec<String> = Vec::new();
    for (name, text) in templates() {
        for found in
            label.captures_iter(&text).filter(|found| found[1].contains(|c: char| c.is_uppercase() || c == ' '))
        {
            said.push(format!("{name}: {}", &found[1]));
        }
        let text = output.replace_all(&text, "").into_owned();
        let text = tags.replace_all(&text, "");
        said.extend(read.captures_iter(&text).map(|found| found[1].to_owned()).filter(|text| has_letters(text)));
        let bare = element.replace_all(&text, "\n");
        said.extend(bare.lines().filter(|line| has_letters(line)).map(|line| format!("{name}: {line}")));
    }
    assert!(said.is_empty(), "move these to templates/words/*.yaml: {said:#?}");
}

/// The code and the templates ask for the keys that there are, and for each of them.
#[test]
fn every_key_is_used_and_every_key_that_is_used_is_there() {
    let folders =
        [concat!(env!("CARGO_MANIFEST_DIR"), "/src/render"), concat!(env!("CARGO_MANIFEST_DIR"), "/src/parse")];
    let code = folders
        .into_iter()
        .flat_map(walkdir::WalkDir::new)
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file());
    let code: String = code.map(|entry| std::fs::read_to_string(entry.path()).unwrap()).collect();
    let html: String = templates().map(|(_, text)| text).collect();
    let keys: BTreeSet<&str> = Interface::keys().iter().copied().collect();
    let unused: Vec<&&str> = keys
        .iter()
        .filter(|key| !key.starts_with("alert_"))
        .filter(|key| !code.contains(&format!("\"{key}\"")) && !html.contains(&format!("\"{key}\"")))
        .collect();
    assert!(unused.is_empty(), "nothing says {unused:?}");
    let asked = Regex::new(r#"(?:\b(?:text|fill)\(|\{\{ |or \(|\{)"(\w+)"(?: \| say|\)|,)"#).unwrap();
    let both = [code, html].concat();
    let unknown: BTreeSet<&str> = asked
        .captures_iter(&both)
        .map(|found| found.get(1).unwrap().as_str())
        .filter(|key| !keys.contains(key))
        .collect();
    assert!(unknown.is_empty(), "no file of words has {unknown:?}");
}

/// Every language says all that English says, of the same things, and in each of its own categories of number.
#[test]
fn every_language_is_complete() {
    let english = &LANGUAGES[0].words().interface;
    for language in &LANGUAGES {
        let rules =
            PluralRules::try_new_cardinal((&language.lang.parse::<icu_locale_core::Locale>().unwrap()).into()).unwrap();
        let name = |category: PluralCategory| format!("{category:?}").to_lowercase();
        let wanted: BTreeSet<String> = rules.categories().map(name).collect();
        let own = &language.words().interface;
        for (key, said) in english.iter() {
            let place = format!("templates/words/{}.yaml: {key}", language.lang);
            let Some(own) = own.get(key) else { panic!("{place} is missing") };
            if let (Said::Counted(_), Said::Counted(forms)) = (said, own) {
                let forms: BTreeSet<String> = forms.keys().map(|form| (*form).to_owned()).collect();
                assert_eq!(forms, wanted, "{place}");
            }
            let holes_of = |said: &Said| said.of("other").to_owned();
            let (one, other) = (holes_of(said), holes_of(own));
            assert_eq!(holes(&one).collect::<BTreeSet<_>>(), holes(&other).collect::<BTreeSet<_>>(), "{place}");
            assert!(
                matches!((said, own), (Said::Text(_), Said::Text(_)) | (Said::Counted(_), Said::Counted(_))),
                "{place}"
            );
        }
        assert!(wanted.iter().all(|category| PLURALS.contains(&&**category)));
    }
}

#[test]
fn an_arabic_site_speaks_arabic() {
    let run = Site::case("arabic").run(&["build"]);
    run.succeeds();
    run.page("").has("<html lang=\"ar\" dir=\"rtl\">").has("انتقل إلى المحتوى").has("أحدث الإحاطات");
    run.page("briefings/").has("3 إحاطات");
    run.page("briefings/harbour-closed/").has_in_order(&[
        "بقلم <bdi>سلمى الراوي</bdi>، <bdi>نادر العلي</bdi> و<bdi>Jane Doe</bdi>",
        "أبرز التقديرات",
        "مرجّح",
        "المصدر: <a",
    ]);
    // The text of a briefing keeps its own language, and the interface the site's.
    run.page("briefings/tide-table/").has("<h1><bdi lang=\"en\" dir=\"ltr\">").has("للاستشهاد");
    run.page("actors/").has("إحاطتان").lacks("briefing<");
    run.page("claims/").has("ادعاءان").has("محل خلاف");
}

/// A site's own words stand in front, key by key and form by form, wherever they are said.
#[test]
fn a_site_may_say_what_it_likes_otherwise() {
    let site = Site::briefing("title: T\ndate: 2026-01-01\nactors: [NATO]", "");
    site.write(
        "templates/words/en.yaml",
        "interface:\n  skip: Jump & <go>\n  briefings: {one: \"a single \\\"briefing\\\"\"}\n  actors_title: People\n",
    );
    let run = site.build();
    run.succeeds().quiet();
    run.page("briefings/").has("Jump &amp; &lt;go&gt;</a>").has("a single &quot;briefing&quot;").has(">People</a>");
}

/// For a language that Dateline does not speak, what a site does not say is in English.
#[test]
fn what_a_language_lacks_is_in_english() {
    let site = Site::case("words");
    site.write(
        "templates/words/de.yaml",
        format!(
            "{}\ninterface: {{skip: Zum Inhalt}}\n",
            std::fs::read_to_string(site.root().join("templates/words/de.yaml")).unwrap()
        ),
    );
    let run = site.build();
    run.succeeds().page("").has("Zum Inhalt</a>").has(">Briefings</a>");
    site.run(&["check"]).succeeds().reports(&["no-words"]).says("more in English");
}

#[test]
fn mistakes_in_words_have_their_place() {
    let site = Site::briefing("title: T\ndate: 2026-01-01", "");
    site.write(
        "templates/words/en.yaml",
        "interface:\n  skp: Go\n  version: \"V {versoin}\"\n  briefings: {eins: \"{count} b\"}\n  updated: lately\n",
    );
    let run = site.build();
    run.ends(1).says("templates/words/en.yaml:2:3").says("there is no key `skp` here").says("did you mean `skip`");
    run.says("templates/words/en.yaml:3:12").says("`{versoin}` stands for nothing here").says("there is no key `eins`");
    run.says("`lately` has no place for {date}");
}

/// A template that asks for what is not there is told so.
#[test]
fn a_template_is_told_of_a_word_that_is_not_there() {
    for (asks, told) in [
        ("{{ \"skp\" | say }}", "no word `skp`; did you mean `skip`?"),
        ("{{ \"version\" | say }}", "`version` says something of `version`, which it is not given"),
        ("{{ \"briefings\" | say }}", "`briefings` depends on a number"),
    ] {
        let page = format!("{{% extends \"base.html\" %}}{{% block main %}}{asks}{{% endblock %}}");
        let site = Site::briefing("title: T\ndate: 2026-01-01", "");
        site.write("templates/briefing.html", &page);
        site.build().ends(1).says("templates/briefing.html:1:").says(told);
    }
}
