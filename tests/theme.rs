//! The built-in theme, and a site's own templates in front of it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::BTreeSet;
use std::path::Path;

use dateline::model::LANGUAGES;
use dateline::render::theme::{BUILTIN, FACES};
use harness::Site;

const BRIEFING: (&str, &str) = ("content/briefings/a.md", "---\ntitle: One\ndate: 2026-01-01\n---\nText.\n");

#[test]
fn the_binary_holds_every_file_of_the_theme() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let entries = walkdir::WalkDir::new(&top).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file());
    let folder: BTreeSet<String> =
        entries.map(|e| e.path().strip_prefix(&top).unwrap().to_str().unwrap().replace('\\', "/")).collect();
    let words = LANGUAGES.iter().map(|words| format!("words/{}.yaml", words.lang));
    let faces = FACES.iter().map(|(name, _)| (*name).to_owned());
    let binary: BTreeSet<String> =
        BUILTIN.iter().map(|(name, _)| (*name).to_owned()).chain(words).chain(faces).collect();
    assert_eq!(
        folder, binary,
        "the lists in src/render/theme/mod.rs, src/render/theme/assets.rs and src/model/words.rs, and the folder templates/ differ"
    );
}

#[test]
fn a_sites_own_template_may_extend_the_built_in_one() {
    let site = Site::of(&[
        BRIEFING,
        (
            "templates/briefing.html",
            "{% extends \"builtin/briefing.html\" %}{% block head_extra %}<meta name=\"own\" content=\"{{ briefing.title }}\">{% endblock %}",
        ),
    ]);
    site.build()
        .succeeds()
        .page("briefings/a/")
        .has("<meta name=\"own\" content=\"One\">")
        .has("<h1><bdi>One</bdi></h1>");
}

#[test]
fn a_sites_own_base_stands_behind_every_built_in_page() {
    let own = "{% extends \"builtin/base.html\" %}{% block footer %}OWN FOOT{% endblock %}";
    let site = Site::of(&[BRIEFING, ("templates/base.html", own)]);
    let run = site.build();
    run.succeeds().page("").has("OWN FOOT");
    run.page("briefings/a/").has("OWN FOOT").has("<h1><bdi>One</bdi></h1>");
}

#[test]
fn a_base_without_the_blocks_that_pages_fill_is_told_which() {
    let site = Site::of(&[BRIEFING, ("templates/base.html", "OWN {% block main %}{% endblock %}")]);
    site.build().ends(1).says("templates/base.html:1:").says("lacks the blocks `brand`, `print_foot`, `print_head`");
}

#[test]
fn a_sites_own_component_takes_the_place_of_the_built_in_one() {
    let own = "{% component tlp(tlp: map, meaning: bool = false) %}<b>own marking</b>{% endcomponent tlp %}";
    let site = Site::of(&[BRIEFING, ("dateline.yaml", "tlp: CLEAR\n"), ("templates/components/tlp.html", own)]);
    site.build().succeeds().page("briefings/a/").has("own marking");
}

#[test]
fn a_component_that_takes_something_else_is_told_with_what_the_built_in_one_takes() {
    for (own, told) in [
        ("tlp(tlp: map)", "does not take `meaning`"),
        ("tlp(tlp: string, meaning: bool = false)", "takes `tlp` as another type: it is given a map"),
        ("tlp(tlp: map, meaning: bool)", "needs `meaning`, which it is not always given"),
        ("tlp(tlp: map, meaning: bool = false, size: integer)", "needs `size`"),
    ] {
        let own = format!("\n{{% component {own} %}}x{{% endcomponent tlp %}}");
        let site = Site::of(&[BRIEFING, ("templates/components/tlp.html", &own)]);
        let run = site.build();
        run.ends(1).says("templates/components/tlp.html:2:14").says(told).says("tlp(tlp: map, meaning: bool = false)");
        run.says("1 error");
    }
    let own = "{% component tlp(tlp, meaning = false, size = 1) %}<b>{{ size }}</b>{% endcomponent tlp %}";
    let site = Site::of(&[BRIEFING, ("templates/components/tlp.html", own)]);
    site.build().succeeds().quiet();
}

#[test]
fn a_mistake_is_told_once_where_the_site_can_mend_it() {
    let own = |text: &str| {
        format!("{{% extends \"builtin/actor.html\" %}}\n{{% block actor_head %}}\n{text}{{% endblock %}}")
    };
    let component =
        |body: &str| format!("{{% component tlp(tlp: map, meaning: bool = false) %}}\n{body}{{% endcomponent tlp %}}");
    let of = |file: &str, text: String, told: &[&str]| {
        let briefing =
            ("content/briefings/a.md", "---\ntitle: One\ndate: 2026-01-01\nactors: [NATO]\ntlp: CLEAR\n---\n");
        let site = Site::of(&[briefing, (file, &text)]);
        let run = site.build();
        run.ends(1).says(&format!("--> {file}:")).says("1 error");
        for told in told {
            run.says(told);
        }
    };
    // What is given to a built-in component is wrong where it is given.
    of("templates/actor.html", own("{{ <card c={site} /> }}"), &[":3:4", "called as card(c: map"]);
    of("templates/actor.html", own("{{ <crd c={actor} /> }}"), &[":3:4", "did you mean `card`?"]);
    of("templates/actor.html", own("{{ actor.nmae }}"), &[":3:10", "did you mean `name`?"]);
    of("templates/actor.html", own("{% if actor %}"), &["a tag is not closed"]);
    of("templates/actor.html", own("").replace("actor_head", "actor_haed"), &[":2:10", "did you mean `actor_head`?"]);
    of("templates/actor.html", "{% include \"actor.html\" %}".to_owned(), &[":1:4", "includes itself"]);
    let loops = "{% for a in range(end=400) %}{% for b in range(end=400) %}{% endfor %}{% endfor %}";
    of("templates/actor.html", own(loops), &[":3:42", "does this loop end?"]);
    // However many pages have it, and by whatever way they come to it.
    of("templates/components/tlp.html", component("{{ tlp.nmae }}"), &[":2:8"]);
    of("templates/components/tlp.html", component("{{ <tlp tlp={tlp} /> }}"), &[":2:4", "calls itself"]);
    let by_include = Site::of(&[
        BRIEFING,
        ("dateline.yaml", "tlp: CLEAR\n"),
        ("templates/components/tlp.html", &component("{% include \"part.html\" %}")),
        ("templates/part.html", "{{ <tlp tlp={tlp} /> }}"),
    ]);
    by_include.build().ends(1).says("--> templates/components/tlp.html:1:14").says("by way of").says("1 error");
    let long = format!("{{% for a in range(end=90000) %}}{}{{% endfor %}}", "long ".repeat(200));
    let briefing = ("content/briefings/a.md", "---\ntitle: One\ndate: 2026-01-01\nactors: [NATO]\n---\n");
    let run = Site::of(&[briefing, ("templates/actor.html", &own(&long))]).build();
    run.ends(1).reports(&["too-large"]).says("--> templates/actor.html").says("more than 64 MB");
}

#[test]
fn what_a_template_extends_must_be_there() {
    for (file, parent, told) in [
        ("briefing.html", "briefing.html", "extends itself"),
        ("briefing.html", "briefin.html", "did you mean \"builtin/briefing.html\"?"),
        ("actor.html", "bas.html", "did you mean \"base.html\"?"),
        ("actor.html", "theme/page-of-mine", "\"builtin/base.html\""),
    ] {
        let file = format!("templates/{file}");
        let site = Site::of(&[BRIEFING, (&file, &format!("{{% extends \"{parent}\" %}}\n"))]);
        site.build().ends(1).says(&format!("{file}:1:13")).says(told).says("1 error");
    }
    // What builds on a template that is wrong is not told of too.
    let site = Site::of(&[
        BRIEFING,
        ("templates/page.html", "{% extends \"none.html\" %}"),
        ("templates/briefing.html", "{% extends \"page.html\" %}"),
        ("templates/actor.html", "{% extends \"builtin/actor.html\" %}{% block none %}{% endblock %}"),
    ]);
    site.build().ends(1).says("templates/page.html:1:13").says("templates/actor.html:1:").says("2 errors");
}

#[test]
fn a_sites_own_style_sheet_and_colour() {
    let site = Site::of(&[
        BRIEFING,
        ("dateline.yaml", "theme: {accent: \"#1c4f8a\"}\n"),
        ("templates/assets/style.css", "body { color: black }\n"),
        ("templates/assets/more.css", "p { margin: 0 }\n"),
    ]);
    let run = site.build();
    run.succeeds().asset("style.css").has("body { color: black }").has("--accent-base: #1c4f8a");
    run.asset("more.css").has("p { margin: 0 }");
}

/// What a briefing's or a claim's standing looks like does not depend on a site's colour, on paper neither.
#[test]
fn standings_never_take_the_accent() {
    let (_, css) = BUILTIN.iter().find(|(name, _)| *name == "assets/style.css").unwrap();
    let standing = [".status", ".notice", ".claim-status", ".standing-"];
    let rules = css.lines().filter(|line| standing.iter().any(|class| line.trim_start().starts_with(class)));
    let wrong: Vec<&str> = rules.filter(|line| line.contains("--accent")).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let paper = css.split("\n/* Paper */").nth(1).unwrap();
    assert!(paper.contains("--accent: var(--accent-base)"), "the accent of paper is the site's own");
}

#[test]
fn every_mistake_in_every_template_has_its_line() {
    let site = Site::of(&[
        BRIEFING,
        ("templates/home.html", "one\n{% if %}\n"),
        ("templates/actors.html", "one\ntwo\n{{ x \n"),
    ]);
    site.build().ends(1).says("templates/home.html:2:").says("templates/actors.html:");
}

#[test]
fn a_mistake_that_shows_only_in_rendering_has_its_line() {
    let site = Site::of(&[BRIEFING, ("templates/briefing.html", "<p>\n{{ briefing.nothing }}\n</p>\n")]);
    site.build().ends(1).says("templates/briefing.html:2:").says("nothing was written");
}

#[test]
fn a_template_that_is_not_there_is_told_where_it_is_asked_for() {
    let site = Site::briefing("title: One\ndate: 2026-01-01\ntemplate: wide.html", "");
    site.build().ends(1).says("content/briefings/a.md:4:").says("templates/wide.html");
}

#[test]
fn a_site_is_set_in_its_own_faces() {
    let config = "title: Site\ntheme:\n  accent: \"#123456\"\n  faces:\n    text: /type/Own Text.woff2\n    text_italic: /type/italic.woff2\n    label: Verdana, sans-serif\n";
    let face = [("static/type/Own Text.woff2", "wOF2"), ("static/type/italic.woff2", "wOF2")];
    let site = Site::of(&[BRIEFING, ("dateline.yaml", config), face[0], face[1]]);
    let run = site.build();
    run.succeeds().page("briefings/a/").lacks("as=\"font\"");
    let style = run.asset("style.css");
    style.has("font-family: \"Site text\"; font-style: normal; font-weight: 100 900; font-display: swap; src: url(\"../type/Own%20Text.woff2\")");
    style
        .has("font-style: italic")
        .has("--accent-base: #123456; --face-text: \"Site text\"; --face-label: \"Verdana\", sans-serif;");
    let missing = Site::of(&[BRIEFING, ("dateline.yaml", config), face[0]]);
    missing.build().ends(1).says("there is no file /type/italic.woff2").says("put it into static/type/italic.woff2");
}

#[test]
fn the_faces_of_a_language_are_asked_for_at_once() {
    let faces = [("en", "dateline-serif-latin"), ("uk", "dateline-serif-cyrillic"), ("ar", "noto-naskh-arabic-arabic")];
    for (language, face) in faces {
        let site = Site::of(&[BRIEFING, ("dateline.yaml", &format!("language: {language}\n"))]);
        let link = format!("<link rel=\"preload\" href=\"/assets/faces/{face}.woff2\" as=\"font\"");
        let run = site.build();
        run.succeeds().page("").has(&link);
        assert!(run.files.contains_key(&format!("assets/faces/{face}.woff2")));
        let styles: Vec<&String> = run.files.keys().filter(|name| name.ends_with(".css")).collect();
        assert_eq!(styles.len(), 1, "a page waits for one style sheet: {styles:?}");
        run.file(styles[0]).has(&format!("url(\"faces/{face}.woff2\")")).lacks("/*");
    }
}

#[test]
fn pictures_and_faces_of_a_sites_theme_are_published_as_they_are() {
    let bytes = [0xff, 0x00, 0xfe];
    let site = Site::of(&[BRIEFING]);
    site.write("templates/assets/faces/own.woff2", bytes).build().succeeds();
    assert_eq!(site.output("public")["assets/faces/own.woff2"], bytes);
}

#[test]
fn scripts_in_a_folder_find_each_other_by_name() {
    let folder = |text: &str| {
        let own = ("templates/assets/tools/part.js", text);
        let main = ("templates/assets/tools/main.js", "import \"./part.js\";\n");
        let run = Site::of(&[BRIEFING, own, main, ("templates/assets/tools/picture.svg", "<svg/>")]).build();
        run.succeeds().file("assets/tools/picture.svg").has("<svg/>");
        let mut found = run.files.keys().filter(|path| path.starts_with("assets/tools.")).cloned();
        let (first, second) = (found.next().unwrap(), found.next().unwrap());
        let (top, name) = first.rsplit_once('/').unwrap();
        assert_eq!((name, second.as_str()), ("main.js", format!("{top}/part.js").as_str()));
        top.to_owned()
    };
    assert_ne!(folder("export const one = 1;\n"), folder("export const one = 2;\n"), "browsers would keep an old part");
}
