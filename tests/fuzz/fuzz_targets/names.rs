//! Names: whom they mean does not depend on the order in which files are read, and none is lost.
#![no_main]

use dateline::model::{search_key, sound, unmarked};
use dateline::parse::parse;
use dateline::pipeline::configure;
use dateline::resolve::resolve;
use dateline_fuzz::{seen, sources};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let names: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(12).collect();
    for name in &names {
        let _ = (search_key(name), unmarked(name), sound(name));
    }
    let quoted: Vec<String> = names.iter().map(|name| serde_quoted(name)).collect();
    let briefing = |names: &[String]| format!("---\ntitle: T\ndate: 2026-01-01\nactors: [{}]\n---\n", names.join(", "));
    let (first, rest) = quoted.split_at(quoted.len() / 2);
    let profile = quoted.first().map(|name| format!("---\nname: {name}\naliases: [{}]\n---\n", first.join(", ")));
    let (a, b) = (briefing(first), briefing(rest));
    let of = |a: &str, b: &str| {
        let mut documents = vec![("content/briefings/a.md", a), ("content/briefings/b.md", b)];
        documents.extend(profile.as_deref().map(|profile| ("content/actors/p.md", profile)));
        let sources = sources(&documents, &[]);
        let (config, _) = configure(&sources, None);
        let catalog = resolve(parse(&sources), &sources, &config, &seen()).catalog;
        let actors = catalog.actors.iter().map(|actor| format!("{} {}", actor.entity.id, actor.entity.name));
        let mut actors: Vec<String> = actors.collect();
        actors.sort();
        actors
    };
    assert_eq!(of(&a, &b), of(&b, &a));
});

/// A text as YAML quotes it.
fn serde_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control()
                || ('\u{80}'..'\u{a0}').contains(&c)
                || ('\u{2028}'..='\u{2029}').contains(&c)
                || c == '\u{feff}' =>
            {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
