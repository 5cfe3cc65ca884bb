//! `dateline init`: a small site that builds at once, and what a host needs to build it. The site's files stand in
//! `site/`, as they are written, those for hosts in `ci/`.

mod ci;

use std::path::Path;

use super::Outcome;
use super::args::{InitArgs, SchemaKind};
use super::create::{Created, create, is_there, shown};
use super::report::{fail, out};
use super::schema;
use crate::load::is_site;

/// The briefing to begin with.
const BRIEFING: &str = "content/briefings/ferry-berth-closes.md";

/// The files of the site: where each goes, what it is, what stands in it.
const FILES: [(&str, &str, &str); 10] = [
    ("dateline.yaml", "what the site says of itself", include_str!("site/dateline.yaml")),
    (BRIEFING, "a briefing", include_str!("site/briefings/ferry-berth-closes.md")),
    (
        "content/actors/larkhaven-harbour-authority.md",
        "who acts in it",
        include_str!("site/actors/larkhaven-harbour-authority.md"),
    ),
    ("content/locations/larkhaven.md", "where", include_str!("site/locations/larkhaven.md")),
    ("content/publishers/larkhaven-courier.md", "a source", include_str!("site/publishers/larkhaven-courier.md")),
    ("content/pages/about.md", "a page about the site", include_str!("site/pages/about.md")),
    (".gitignore", "what Git leaves alone", include_str!("site/gitignore")),
    (".vscode/extensions.json", "for VS Code: what helps", include_str!("site/vscode/extensions.json")),
    (".vscode/settings.json", "for VS Code: checks dateline.yaml", include_str!("site/vscode/settings.json")),
    (".vscode/tasks.json", "for VS Code: checks the briefings", include_str!("site/vscode/tasks.json")),
];

/// Where the schema goes that the editor checks `dateline.yaml` by.
const SCHEMA: &str = "schemas/config.json";

/// Where the snippets go that the editor completes front matter by, for each kind of file.
const SNIPPETS: [(SchemaKind, &str); 4] = [
    (SchemaKind::Briefing, ".vscode/briefing.code-snippets"),
    (SchemaKind::Actor, ".vscode/actor.code-snippets"),
    (SchemaKind::Location, ".vscode/location.code-snippets"),
    (SchemaKind::Publisher, ".vscode/publisher.code-snippets"),
];

/// Writes the site, or to a site what a host needs, and says what to do next.
pub(super) fn init(root: &Path, args: &InitArgs) -> Outcome {
    let folder = args.folder.as_ref().map_or_else(|| root.to_owned(), |folder| root.join(folder));
    let for_host = args.ci.map(ci::files).unwrap_or_default();
    let schema = format!("{}\n", schema::text(SchemaKind::Config));
    let snippets = SNIPPETS.map(|(kind, path)| (path, format!("{}\n", schema::snippets(kind))));
    let snippets =
        snippets.iter().map(|(path, text)| (*path, "for VS Code: the keys that it completes", text.as_str()));
    let made = snippets.chain([(SCHEMA, "what may stand in dateline.yaml", schema.as_str())]);
    let for_host: Vec<_> = for_host.iter().map(|(path, about, text)| (*path, *about, text.as_str())).collect();
    let is_site = is_site(&folder);
    let files: Vec<(&str, &str, &str)> = match (is_site, args.ci) {
        (true, Some(_)) => for_host,
        _ => FILES.into_iter().chain(made).chain(for_host).collect(),
    };
    let there = || files.iter().map(|(path, ..)| *path).filter(|path| is_there(&folder.join(path)));
    if is_site && (args.ci.is_none() || there().count() == files.len()) {
        let there: Vec<&str> = there().collect();
        let there = if there.is_empty() { "content".to_owned() } else { there.join(", ") };
        let what = if args.ci.is_none() { "a site" } else { "all of this" };
        fail(&format!("there is {what} in {} already: {there}; nothing was written", named(&folder)));
        return Outcome::BadCommandLine;
    }
    let (mut written, mut kept) = (Vec::new(), Vec::new());
    for (path, about, text) in files {
        match create(&folder.join(path), text) {
            Ok(Created::New) => written.push(format!("  {path:<48} {about}")),
            Ok(Created::WasThere) => kept.push(format!("  {path}")),
            Err(message) => {
                fail(&message);
                return Outcome::MachineFailed;
            }
        }
    }
    let mut text = match is_site {
        true => format!("Wrote into {}:\n{}\n{}", named(&folder), written.join("\n"), left(&kept)),
        false => closing(&folder, &written, &kept),
    };
    if let Some(host) = args.ci {
        let last = if is_site { "\nNext:" } else { "\n\nThen, for the host:" };
        text.push_str(&format!("{last}{}", ci::next(host)));
    }
    out(&text);
    Outcome::Done
}

/// A folder in a sentence.
fn named(folder: &Path) -> String {
    let place = shown(folder);
    if place == "." { "this folder".to_owned() } else { place }
}

/// What was left alone.
fn left(kept: &[String]) -> String {
    if kept.is_empty() {
        return String::new();
    }
    format!("Left as they are, for they were there already:\n{}\n", kept.join("\n"))
}

/// What was written, what was left alone, and what to do next.
fn closing(folder: &Path, written: &[String], kept: &[String]) -> String {
    let place = shown(folder);
    let mut text = format!("Wrote a small site into {}:\n{}\n", named(folder), written.join("\n"));
    text.push_str(&left(kept));
    let mut steps = Vec::new();
    if place != "." {
        steps.push(format!("cd {}", if place.contains(' ') { format!("\"{place}\"") } else { place }));
    }
    steps.push(if cfg!(feature = "serve") { "dateline serve --open" } else { "dateline build" }.to_owned());
    let steps: Vec<String> = steps.iter().map(|step| format!("       {step}\n")).collect();
    text.push_str(&format!(
        "\nNext:\n  1. {}:\n{}  2. Open {BRIEFING} in your editor. Its comments say what may be written there.\n  \
         3. Build the site into public/: dateline build\n  \
         4. Begin a briefing of your own: dateline new briefing \"Its title\"\n  \
         5. Then delete the sample's files in content/, and put your own title into dateline.yaml",
        if cfg!(feature = "serve") { "Look at the site while you write" } else { "Build the site" },
        steps.concat()
    ));
    text
}
