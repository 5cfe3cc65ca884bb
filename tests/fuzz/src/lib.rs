//! What the fuzz targets share: a site of texts that no disk holds, and what a page may never have.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Mutex;

use dateline::load::{SourceText, Sources};
use dateline::pipeline::{Prepared, configure, prepare, render_all};
use dateline::render::Rendered;
use dateline::resolve::{Clock, Drafts, Future, Seen};

/// The configuration of every site here: what only some sites have, a feed and a calendar among it, is on.
pub const CONFIG: &str =
    "title: T\nbase_url: https://host.example/\nchecks: {missing-asset: off, broken-link: off, broken-anchor: off}\n";

/// For the eyes of all, on 1 June 2026.
pub fn seen() -> Seen {
    let now = "2026-06-01T00:00:00Z".parse().expect("a moment");
    Seen { now, today: now, drafts: Drafts::Hidden, future: Future::Hidden, clock: Clock::Now }
}

/// The texts of a site, by path and text.
pub fn sources(documents: &[(&str, &str)], templates: &[(&str, &str)]) -> Sources {
    let text = |(path, text): &(&str, &str)| SourceText { path: (*path).into(), text: (*text).into() };
    Sources {
        config: Some(CONFIG.into()),
        documents: documents.iter().map(text).collect(),
        templates: templates.iter().map(text).collect(),
        ..Sources::default()
    }
    .sorted()
}

/// A site as a build prepares it.
pub fn prepared(sources: Sources) -> Prepared {
    let (config, diagnostics) = configure(&sources, None);
    prepare(sources, config, diagnostics, &seen(), &())
}

/// Every page of a site, whether or not it has mistakes; nothing where a template has one.
pub fn pages(mut prepared: Prepared) -> BTreeMap<String, String> {
    let files = Mutex::new(BTreeMap::new());
    let _ = render_all(&mut prepared, &(), |page, rendered| {
        let file = page.route.file();
        if let (true, Rendered::Bytes(bytes)) = (file.ends_with(".html"), rendered) {
            let html = String::from_utf8(bytes.into_owned()).expect("a page is UTF-8");
            files.lock().expect("no other thread panicked").insert(file.to_owned(), html);
        }
        Ok::<(), Infallible>(())
    });
    files.into_inner().expect("no thread panicked")
}

/// Panics where a piece of a page, made of a text of others, would run or load something.
pub fn assert_harmless(html: &str) {
    for tag in html.split('<').skip(1) {
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        let is_bad = matches!(
            &*name,
            "script" | "style" | "iframe" | "object" | "embed" | "svg" | "math" | "form" | "base" | "template"
        );
        assert!(!is_bad, "<{name}> in\n{html}");
        for (attribute, value) in attributes(&tag[name.len()..]) {
            assert!(
                !attribute.starts_with("on") && attribute != "style" && attribute != "srcdoc",
                "{attribute} in\n{html}"
            );
            if matches!(&*attribute, "href" | "src") {
                let value: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
                let scheme = value.split([':', '/', '?', '#', '&']).next().unwrap_or_default().to_ascii_lowercase();
                assert!(!["javascript", "data", "vbscript", "file", "blob"].contains(&&*scheme), "{value} in\n{html}");
            }
        }
    }
}

/// The attributes of a tag, as browsers read them; `rest` begins behind its name.
fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return found;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        // A name may begin with an equals sign (HTML, section 13.2.5.32).
        let end = if end == 0 { 1 } else { end };
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start_matches(|c: char| c.is_ascii_whitespace());
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
            (value, rest) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                _ => after.split_at(after.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(after.len())),
            };
        }
        found.push((name, value.to_owned()));
    }
}
