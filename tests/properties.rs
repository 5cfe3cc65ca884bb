//! What holds for any input: nothing panics, order does not matter, what is hidden is nowhere.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use dateline::load::{SourceText, Sources};
use dateline::pipeline::{Prepared, configure, render_all};
use dateline::render::Rendered;
use harness::prepared;
use harness::secrets::Search;
use proptest::prelude::*;

/// A site of literal texts, prepared as a build would on 1 June 2026.
fn site(documents: &[(String, String)]) -> Prepared {
    let text = |(path, text): &(String, String)| SourceText { path: path.as_str().into(), text: text.as_str().into() };
    let config: Arc<str> = "title: T\nbase_url: https://host.example/\n".into();
    let sources =
        Sources { config: Some(config), documents: documents.iter().map(text).collect(), ..Sources::default() }
            .sorted();
    prepared(sources)
}

/// Every file of a site, whether or not it has mistakes.
fn rendered(mut prepared: Prepared) -> BTreeMap<String, Vec<u8>> {
    let files = Mutex::new(BTreeMap::new());
    let Ok(found) = render_all(&mut prepared, &(), |page, rendered| {
        if let Rendered::Bytes(bytes) = rendered {
            // A face is no text, and nothing of a site is in it.
            if !page.route.file().ends_with(".woff2") {
                files.lock().unwrap().insert(page.route.file().to_owned(), bytes.into_owned());
            }
        }
        Ok::<(), std::convert::Infallible>(())
    });
    assert!(found.is_empty(), "a template is wrong: {found:?}");
    files.into_inner().unwrap()
}

fn briefing(front: &str, body: &str) -> Vec<(String, String)> {
    vec![("content/briefings/a.md".to_owned(), format!("---\ntitle: T\ndate: 2026-01-01\n{front}\n---\n{body}"))]
}

/// Texts that are likelier than chance to mean something.
fn lively() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,12}",
        Just("[[".to_owned()),
        Just("]]".to_owned()),
        Just("[^a]".to_owned()),
        Just("[^a]: x\n\n".to_owned()),
        Just("![x](y \"z\")".to_owned()),
        Just("[x](#y)".to_owned()),
        Just("<b onclick=x>".to_owned()),
        Just("<a href=\"/x\">".to_owned()),
        Just("</script><script>".to_owned()),
        Just("| a | b |\n|---|:-:|\n".to_owned()),
        Just("# ".to_owned()),
        Just("\n\n".to_owned()),
        Just("\n- ".to_owned()),
        Just("> [!NOTE]\n> ".to_owned()),
        Just("```a b\n".to_owned()),
        Just("\u{f8f0}1\u{f8f1}\u{f8f2}".to_owned()),
        Just("T & \"NATO\" 'x'".to_owned()),
    ];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// What holds a file back.
const HIDING: &[&str] = &["status: draft", "tlp: RED", "tlp: TLP:AMBER", "publish_at: 2999-01-01T06:00:00Z"];

/// A slip: what it does to that line, to the others, and to the end of the front matter.
type Slip = fn(&mut String, &mut Vec<String>, &mut String, usize);

/// Slips of the pen and of the editor.
const SLIPS: &[Slip] = &[
    |line, _, _, n| line.insert_str(0, &" ".repeat(1 + n % 3)),
    |line, _, _, _| line.insert(0, '\t'),
    |line, _, _, _| *line = line.replacen(": ", ":", 1),
    |line, _, _, _| *line = line.replacen(": ", " : ", 1),
    |line, _, _, _| *line = line.replacen(": ", " ", 1),
    |line, _, _, _| *line = line.replacen(": ", " = ", 1),
    |line, _, _, _| *line = line.replacen(": ", "：", 1),
    |line, _, _, _| *line = line.replacen(": ", ":\u{a0}", 1),
    |line, _, _, _| *line = line.replacen(": ", ":\n  ", 1),
    |line, _, _, _| *line = line.replacen(": ", ":\n", 1),
    |line, _, _, _| *line = line.to_uppercase(),
    |line, _, _, _| {
        let rest = line.split_off(line.chars().next().map_or(0, char::len_utf8));
        *line = line.to_uppercase() + &rest;
    },
    |line, _, _, _| *line = line.replacen(": ", ": \"", 1),
    |line, _, _, _| *line = format!("\"{line}"),
    |line, _, _, _| *line = format!("\"{line}\""),
    |line, _, _, _| *line = format!("- {line}"),
    |line, _, _, _| *line = format!("{{{line}}}"),
    |line, _, _, _| *line = format!("{line},"),
    |line, _, _, _| *line = format!("{line} # as agreed"),
    |line, _, _, _| *line = format!("{line}\n{line}"),
    |line, _, _, _| *line = line.replacen("_", "-", 1).replacen("_", "", 1),
    |line, _, _, n| {
        // One letter of the key is gone, or is there twice.
        let key = line.find(':').unwrap_or(1).max(1);
        let at = (0..=n % key).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
        if let Some(c) = line[at..].chars().next() {
            if n % 2 == 0 {
                line.remove(at);
            } else {
                line.insert(at, c);
            }
        }
    },
    |line, lines, _, n| {
        // It hangs at the end of another line; without its colon it is only words there.
        if !line.contains(": ") || line.contains('\n') {
            return;
        }
        let at = n % lines.len();
        lines[at] = format!("{} {line}", lines[at]);
        line.clear();
    },
    |_, lines, _, n| {
        // Another text is left open above or below it.
        let at = n % 3;
        lines[at] = lines[at].replacen(": ", ": \"", 1);
    },
    |_, lines, _, _| lines[2] = "summary: >".to_owned(),
    |_, lines, _, _| lines[3] = "actors: [NATO".to_owned(),
    |line, _, ends, _| {
        // It stands below the front matter.
        *ends = format!("{ends}{line}\n");
        line.clear();
    },
    |line, _, ends, _| {
        *ends = format!("{ends}\n{line}\n\n");
        line.clear();
    },
    |_, _, ends, _| *ends = ends.replacen("---", "--- ", 1),
    |_, _, ends, _| *ends = ends.replacen("---", "----", 1),
    |_, _, ends, _| *ends = ends.replacen("---", "—", 1),
    |line, _, _, _| *line = line.replace('\n', "\r\n") + "\r",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_front_matter_panics(front in lively()) {
        for kind in ["briefings", "actors", "locations", "publishers", "pages"] {
            rendered(site(&[(format!("content/{kind}/a.md"), format!("---\nname: N\n{front}\n---\n"))]));
            rendered(site(&[(format!("content/{kind}/a.md"), front.clone())]));
        }
        rendered(site(&briefing(&format!("actors: [{front}]\ndates: [{front}]"), "")));
    }

    #[test]
    fn no_configuration_panics(text in lively()) {
        let sources = Sources { config: Some(text.as_str().into()), ..Sources::default() };
        configure(&sources, None);
    }

    #[test]
    fn no_body_panics_and_no_marker_or_script_is_left(body in lively()) {
        for (path, bytes) in rendered(site(&briefing("actors: [NATO]\nsources: [{id: a, title: A}]", &body))) {
            let html = String::from_utf8(bytes).unwrap();
            prop_assert!(!html.contains(|c| ('\u{f8f0}'..='\u{f8f3}').contains(&c)), "{path} has a marker");
            let html = harness::html::without_theme(&harness::html::without_data(&html));
            let mut tags = html.split('<').skip(1).filter_map(|rest| rest.split('>').next());
            prop_assert!(!tags.any(|tag| tag.starts_with("script") || tag.contains(" onclick")), "{path} runs a script");
        }
    }

    #[test]
    fn names_resolve_the_same_in_any_order(names in proptest::collection::vec("[A-Ca-c]{1,2}", 1..8), seed in any::<u64>()) {
        let profile = ("content/actors/p.md".to_owned(), "---\nname: Ab\naliases: [C]\n---\n".to_owned());
        let of = |i: usize, name: &String| {
            (format!("content/briefings/b{i}.md"), format!("---\ntitle: B\ndate: 2026-01-01\nactors: [{name}x]\n---\n"))
        };
        let mut documents: Vec<_> = names.iter().enumerate().map(|(i, name)| of(i, name)).collect();
        documents.push(profile);
        let forward = rendered(site(&documents));
        let middle = (seed as usize) % documents.len();
        documents.rotate_left(middle);
        documents.reverse();
        prop_assert_eq!(forward, rendered(site(&documents)));
    }

    /// Whatever slip happens to the line that holds a file back: it is held back, or the build tells of a mistake.
    #[test]
    fn no_slip_of_the_pen_publishes_what_is_to_be_hidden(
        hide in 0..HIDING.len(), at in 0..4_usize, slips in proptest::collection::vec((0..SLIPS.len(), any::<usize>()), 1..3)
    ) {
        let mut lines: Vec<String> =
            ["title: Zqzqzqzq seen", "date: 2026-01-01", "summary: Two words", "actors:\n  - NATO"].map(str::to_owned).to_vec();
        let mut line = HIDING[hide].to_owned();
        let mut ends = "\n---\n".to_owned();
        for (slip, number) in &slips {
            SLIPS[*slip](&mut line, &mut lines, &mut ends, *number);
        }
        lines.insert(at.min(lines.len()), line);
        let text = format!("---\n{}{ends}Zqzqzqzq text.\n", lines.join("\n"));
        let prepared = site(&[("content/briefings/a.md".to_owned(), text.clone())]);
        if !prepared.diagnostics.has_errors() {
            for (path, bytes) in rendered(prepared) {
                prop_assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("zqzqzqzq"), "{path} of\n{text}");
            }
        }
    }

    #[test]
    fn a_hidden_briefings_words_are_nowhere(word in "[a-z]{14}", hide in 0..=HIDING.len()) {
        // The last way is a date of its own.
        let (date, how) = HIDING.get(hide).map_or(("2999-01-01", "status: published"), |how| ("2026-01-01", *how));
        let visible = briefing("actors: [NATO]\nsuperseded_by: h", "See [[NATO]].").remove(0);
        let hidden = format!(
            "---\nid: h\ntitle: {word}\ndate: {date}\n{how}\nsummary: {word} {word}\nactors: [{word}]\nlocations: [{{name: {word}, within: in{word}}}]\n\
             tags: [{word}]\nseries: {word}\ndates: [2026: {word}]\nclaims: [{{text: {word}, said_by: by{word}}}]\nsources: [{{publisher: {word}}}]\naliases: [/{word}/]\n---\n{word} [[NATO]]\n"
        );
        let profile = ("content/actors/p.md".to_owned(), format!("---\nname: {word}\naliases: [al{word}]\n---\n{word}\n"));
        let files = rendered(site(&[visible, ("content/briefings/hidden.md".to_owned(), hidden), profile]));
        prop_assert_eq!(Search::of(&[&word]).leaks(&files), []);
    }
}
