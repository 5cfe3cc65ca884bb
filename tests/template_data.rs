//! What templates see is what `content/pages/docs/template-data.md` says, name by name.
//!
//! Every template is replaced by one that shows its whole context; each value is then compared with the
//! page of the documentation: all that is there is listed, all that is listed is there, of its type.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::collections::{BTreeMap, BTreeSet};

use harness::Site;
use serde_json::Value;

const DOCUMENTED: &str = include_str!("../content/pages/docs/template-data.md");

/// Types by name, each with its fields and their types.
type Types = BTreeMap<String, BTreeMap<String, String>>;

/// The tables of the page: the values of each template, and the fields of each type.
fn documented() -> (Types, Types) {
    let (pages, types) = DOCUMENTED.split_once("\n## Types\n").unwrap();
    (tables(pages), tables(types))
}

fn tables(text: &str) -> Types {
    let mut found = Types::new();
    for section in text.split("\n### ").skip(1) {
        let (title, rest) = section.split_once('\n').unwrap();
        let rows = rest.lines().filter_map(|line| line.strip_prefix("| `"));
        let fields: BTreeMap<String, String> = rows
            .map(|row| {
                let (name, rest) = row.split_once("` | ").unwrap();
                (name.to_owned(), rest.split(" |").next().unwrap().to_owned())
            })
            .collect();
        for name in title.split(", ") {
            assert!(found.insert(name.to_owned(), fields.clone()).is_none(), "{name} is described twice");
        }
    }
    found
}

/// What Tera shows of a context is JSON but for its none, which is nothing at all, and for the escapes,
/// which are Rust's.
fn json(shown: &str) -> Value {
    let mut text = String::with_capacity(shown.len());
    let mut in_text = false;
    let mut rest = shown.trim();
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        let wants_value = text.ends_with(": ") || text.ends_with(", ");
        if !in_text && matches!(c, ',' | '}') && wants_value {
            text.push_str("null");
        }
        match c {
            '\\' if rest.starts_with("u{") => {
                let (code, after) = rest[2..].split_once('}').unwrap();
                let escaped = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
                text.push_str(serde_json::to_string(&escaped).unwrap().trim_matches('"'));
                rest = after;
            }
            '\\' if rest.starts_with('\'') => {}
            '\\' => {
                text.push(c);
                text.push_str(&rest[..1]);
                rest = &rest[1..];
            }
            '"' => {
                in_text = !in_text;
                text.push(c);
            }
            _ => text.push(c),
        }
    }
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in\n{text}"))
}

struct Check {
    types: Types,
    /// The types that were met.
    met: BTreeSet<String>,
    wrong: BTreeSet<String>,
}

impl Check {
    fn value(&mut self, value: &Value, kind: &str, path: &str) {
        if let Some(kind) = kind.strip_suffix(" or none") {
            if !value.is_null() {
                self.value(value, kind, path);
            }
            return;
        }
        if let Some(kind) = kind.strip_prefix("list of ") {
            match value.as_array() {
                Some(items) => items.iter().for_each(|item| self.value(item, kind, &format!("{path}[]"))),
                None => self.say(format!("{path} is no list: {value}")),
            }
            return;
        }
        let fits = match kind {
            "text" | "html" => value.is_string(),
            "number" => value.is_number(),
            "yes or no" => value.is_boolean(),
            "map" => value.is_object(),
            _ => return self.object(value, kind, path),
        };
        if !fits {
            self.say(format!("{path} is no {kind}: {value}"));
        }
    }

    fn object(&mut self, value: &Value, kind: &str, path: &str) {
        let Some(fields) = self.types.get(kind).cloned() else {
            return self.say(format!("{path} is said to be a {kind}, which is not described"));
        };
        self.met.insert(kind.to_owned());
        self.fields(value, &fields, path);
    }

    fn fields(&mut self, value: &Value, fields: &BTreeMap<String, String>, path: &str) {
        let Some(object) = value.as_object() else {
            return self.say(format!("{path} has no fields: {value}"));
        };
        for (name, value) in object {
            match fields.get(name) {
                Some(kind) => self.value(value, kind, &format!("{path}.{name}")),
                None => self.say(format!("{path}.{name} is not described")),
            }
        }
        for name in fields.keys().filter(|name| !object.contains_key(*name)) {
            self.say(format!("{path}.{name} is described and not there"));
        }
    }

    fn say(&mut self, what: String) {
        self.wrong.insert(what);
    }
}

#[test]
fn templates_see_what_the_documentation_says() {
    let (pages, types) = documented();
    let mut check = Check { types, met: BTreeSet::new(), wrong: BTreeSet::new() };
    let mut shown = BTreeSet::new();
    let namesakes = Site::of(&[
        ("content/actors/one.md", "---\nname: Ann\n---\n"),
        ("content/actors/two.md", "---\nname: Ann\n---\n"),
        (
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\nactors: [one, two]\nlocations: [Belarus]\n---\n[B](https://b.example/)\n",
        ),
        ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-01\nactors: [one, two]\n---\n"),
    ]);
    let dates: String = (0..260).map(|i| format!("  - {{date: {}, title: E, actors: [Ann]}}\n", 1000 + i)).collect();
    let many = Site::briefing(&format!("title: A\ndate: 2026-01-01\ndates:\n{dates}"), "");
    for i in 0..160 {
        many.write(&format!("content/briefings/b{i}.md"), "---\ntitle: B\ndate: 2026-01-02\nactors: [Ann]\n---\n");
    }
    let withdrawn = Site::case("withdrawn");
    for site in [Site::case("full"), namesakes, many, withdrawn] {
        for template in pages.keys().map(String::as_str).chain(["wide.html"]) {
            site.write(&format!("templates/{template}"), "{{ __tera_context | safe }}");
        }
        let run = site.build();
        run.succeeds();
        for (path, bytes) in run.files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let context = json(std::str::from_utf8(bytes).unwrap());
            let kind = context["page"]["kind"].as_str().unwrap_or_default();
            let template = format!("{kind}.html");
            let mut fields = pages.get(&template).cloned().unwrap_or_else(|| panic!("{template} is not described"));
            fields.insert("site".into(), "Site".into());
            fields.insert("page".into(), "Page".into());
            check.fields(&context, &fields, &template);
            shown.insert(template);
            assert!(check.wrong.len() < 40, "{path}: {:#?}", check.wrong);
        }
    }
    assert!(check.wrong.is_empty(), "{:#?}", check.wrong);
    let unseen: Vec<&String> = pages.keys().filter(|page| !shown.contains(*page)).collect();
    assert!(unseen.is_empty(), "no site of this test has {unseen:?}");
    let unmet: Vec<&String> = check.types.keys().filter(|kind| !check.met.contains(*kind)).collect();
    assert!(unmet.is_empty(), "nothing of this test is a {unmet:?}");
}

/// Pages with something that is made only where a template asks for it, each by its name alone.
const ASKED: &[(&str, &[&str])] = &[
    (
        "briefing",
        &[
            "{{ briefing.cite.bibtex }}",
            "{% for r in briefing.related %}{{ r.briefing.title }} {% endfor %}",
            "{% for n in briefing.names %}{{ n.card_html }}{% endfor %}",
            "{% for m in briefing.mentioned %}{{ m.name }} {% endfor %}",
            "{% for l in briefing.link_notes %}{{ l.mark }} {{ l.url }}{% endfor %}{{ briefing.body_html }}",
            "{% if map %}{{ map.land }}{% endif %}",
            "{% if strip %}{{ strip.height }}{% endif %}",
            "{{ page.structured_data }}",
            "{% for e in briefing.events %}{{ e.opening_html }}{% endfor %}",
        ],
    ),
    (
        "actor",
        &[
            "{{ graph | length }}",
            "{% for c in co_actors %}{{ c.ref.name }} {{ c.count }}{% endfor %}",
            "{% for y in events_by_year %}{{ y.label }}{% for e in y.events %}{{ e.title }}{% endfor %}{% endfor %}",
            "{% for c in briefings %}{{ c.below_html }}{% endfor %}",
            "{% set shown = map %}{% if shown %}{{ shown.land }}{% endif %}",
            "{% for c in mentions %}{{ c.title }}{% endfor %}",
        ],
    ),
    ("publisher", &["{% for w in works %}{{ w.title }}{% endfor %}"]),
    ("location", &["{{ <drawing m={map} /> }}"]),
];

#[test]
fn what_a_template_asks_for_is_what_there_would_be_if_all_were_asked_for() {
    let site = Site::case("full");
    site.write(
        "templates/components/drawing.html",
        "{% component drawing(m) %}{% if m %}{{ m.land }}{% endif %}{% endcomponent drawing %}",
    );
    let pages = |run: &harness::Run, folder: &str| -> BTreeMap<String, Vec<u8>> {
        let of_folder = run.files.iter().filter(|(path, _)| path.starts_with(folder) && path.ends_with("/index.html"));
        of_folder.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
    };
    for round in 0..ASKED.iter().map(|(_, shown)| shown.len()).max().unwrap() {
        let here: Vec<_> = ASKED.iter().filter_map(|(kind, shown)| Some((*kind, *shown.get(round)?))).collect();
        let build = |before: &str| {
            for (kind, shown) in &here {
                site.write(&format!("templates/{kind}.html"), format!("{before}{shown}"));
            }
            let run = site.build();
            run.succeeds();
            run
        };
        let (some, all) = (build(""), build("{% if false %}{{ __tera_context }}{% endif %}"));
        for (kind, shown) in here {
            let pages = [&some, &all].map(|run| pages(run, &format!("{kind}s/")));
            assert_eq!(pages[0], pages[1], "{shown}");
            assert!(pages[0].values().any(|page| !page.trim_ascii().is_empty()), "no page shows {shown}");
        }
    }
}

#[test]
fn a_text_has_no_marks_of_notes_that_its_page_does_not_show() {
    let site = Site::briefing("title: A\ndate: 2026-01-01", "[One](https://one.example/)");
    let marked = |template: &str| {
        site.write("templates/briefing.html", template);
        let run = site.build();
        run.succeeds();
        let page = run.files.iter().find(|(path, _)| path.starts_with("briefings/") && path.ends_with("/index.html"));
        String::from_utf8_lossy(page.unwrap().1).contains("on-paper")
    };
    assert!(!marked("{{ briefing.body_html }}"));
    assert!(marked("{{ briefing.body_html }}{{ briefing.link_notes | length }}"));
}
