//! The files of the theme that are published: style sheets, scripts, faces, and whatever a site puts beside them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest as _, Sha384};

use super::{bundle, own};
use crate::config;
use crate::config::Face;
use crate::diagnostic::FilePath;
use crate::load::{SourceFile, SourceText};
use crate::model::content_hash;
use crate::plan::{Route, ThemeFile};
use crate::render::Rendered;

/// The folder of `templates/` whose files are published.
pub(super) const ASSETS: &str = "assets/";

macro_rules! faces {
    ($($name:literal)*) => {
        &[$((concat!("assets/faces/", $name),
             include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/assets/faces/", $name)))),*]
    };
}

/// The faces that the binary holds, with their licence. `faces.py` makes them.
#[rustfmt::skip]
pub const FACES: &[(&str, &[u8])] = faces! {
    "OFL.txt"
    "dateline-display-cyrillic-ext.woff2" "dateline-display-cyrillic.woff2" "dateline-display-greek.woff2"
    "dateline-display-latin-ext.woff2" "dateline-display-latin-rare.woff2" "dateline-display-latin.woff2" "dateline-display-vietnamese.woff2"
    "dateline-sans-cyrillic-ext.woff2" "dateline-sans-cyrillic.woff2" "dateline-sans-greek.woff2"
    "dateline-sans-latin-ext.woff2" "dateline-sans-latin-rare.woff2" "dateline-sans-latin.woff2" "dateline-sans-vietnamese.woff2"
    "dateline-serif-cyrillic-ext.woff2" "dateline-serif-cyrillic.woff2" "dateline-serif-greek.woff2"
    "dateline-serif-italic-cyrillic-ext.woff2" "dateline-serif-italic-cyrillic.woff2"
    "dateline-serif-italic-greek.woff2" "dateline-serif-italic-latin-ext.woff2" "dateline-serif-italic-latin-rare.woff2" "dateline-serif-italic-latin.woff2"
    "dateline-serif-italic-vietnamese.woff2" "dateline-serif-latin-ext.woff2" "dateline-serif-latin-rare.woff2" "dateline-serif-latin.woff2"
    "dateline-serif-vietnamese.woff2" "noto-naskh-arabic-arabic.woff2"
};

/// The accent of the built-in theme, as its icon writes it.
const ACCENT: &str = "#8a1c1c";

/// What a published file of the theme is.
enum Asset {
    /// A style sheet or a script.
    Text(Arc<str>),
    /// Bytes that the binary holds.
    Bytes(&'static [u8]),
    /// A file of the site's own, copied as it is.
    File(FilePath),
}

/// The published files by their names below `templates/assets/`.
pub(super) struct Assets(BTreeMap<String, Asset>);

impl Assets {
    /// The built-in ones (`builtin`: texts by name), with a site's own in front; the style sheet takes
    /// `faces.css`, its colour and faces, and the words that it says.
    pub(super) fn new(
        builtin: &'static [(&str, &str)],
        texts: &[SourceText],
        files: &[SourceFile],
        theme: &config::Theme,
        words: &str,
    ) -> Assets {
        let mut assets = BTreeMap::new();
        let mut add = |name: &str, asset: Asset| {
            if let Some(name) = name.strip_prefix(ASSETS) {
                assets.insert(name.to_owned(), asset);
            }
        };
        // A copy that nobody changed is the built-in one.
        let is_builtin = |name: &str, text: &str| builtin.iter().any(|(its, built)| *its == name && *built == text);
        let own: BTreeMap<&str, &SourceText> =
            own::named(texts).filter(|(name, source)| !is_builtin(name, &source.text)).collect();
        for (name, text) in builtin {
            let Some((folder, file)) =
                folder_of(name).filter(|(folder, _)| !own.keys().any(|own| own.starts_with(folder)))
            else {
                add(name, Asset::Text(published(name, text).join("\n").into()));
                continue;
            };
            let beside = || builtin.iter().filter_map(|(name, text)| Some((name.strip_prefix(folder)?, *text)));
            if !beside().any(|(_, text)| bundle::imports(text).any(|(_, imported)| imported == file)) {
                let text = |file: &str| {
                    beside().find(|(name, _)| *name == file).map(|(_, text)| published(name, text).join("\n"))
                };
                add(name, Asset::Text(bundle::bundled(file, &text).into()));
            }
        }
        for (name, bytes) in FACES {
            add(name, Asset::Bytes(bytes));
        }
        for (name, source) in own {
            add(name, Asset::Text(source.text.clone()));
        }
        for file in files {
            add(file.path.strip_prefix("templates/").unwrap_or(&file.path), Asset::File(file.path.clone()));
        }
        // One request fewer that a page waits for.
        let faces = match assets.remove("faces.css") {
            Some(Asset::Text(faces)) => faces,
            _ => "".into(),
        };
        if let Some(Asset::Text(style)) = assets.get_mut("style.css") {
            *style = format!("{faces}\n{style}\n{}{words}", look(theme)).into();
        }
        if let (Some(accent), Some(Asset::Text(icon))) = (&theme.accent, assets.get_mut("icon.svg")) {
            *icon = icon.replace(ACCENT, accent.as_str()).into();
        }
        Assets(assets)
    }

    /// The files. Style sheets and scripts have a hash of their content in their names; what they name themselves, faces
    /// and pictures, keeps its own. Scripts in a folder may import each other by name: there the folder bears the hash, of
    /// all of them, and inside it each keeps its name.
    pub(super) fn files(&self) -> Vec<ThemeFile> {
        let mut folders: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
        for (name, asset) in self.0.iter().filter(|(name, _)| is_script(name)) {
            if let (Some((folder, _)), Asset::Text(text)) = (name.split_once('/'), asset) {
                let all = folders.entry(folder).or_default();
                all.extend_from_slice(name.as_bytes());
                all.extend_from_slice(text.as_bytes());
            }
        }
        let hash = |bytes: &[u8]| format!("{:010x}", content_hash(bytes) & 0xff_ffff_ffff);
        let file = |(name, asset): (&String, &Asset)| {
            let in_folder = name.split_once('/').filter(|_| is_script(name));
            let file = match (in_folder, asset, name.rsplit_once('.')) {
                (Some((folder, below)), ..) => match folders.get(folder) {
                    Some(all) => format!("{folder}.{}/{below}", hash(all)),
                    None => name.clone(),
                },
                (None, Asset::Text(text), Some((stem, ending @ ("css" | "js" | "mjs")))) => {
                    format!("{stem}.{}.{ending}", hash(text.as_bytes()))
                }
                _ => name.clone(),
            };
            ThemeFile { name: name.clone(), file }
        };
        self.0.iter().map(file).collect()
    }

    /// What browsers compare style sheets and scripts with before they use them, by name: `sha384-…` of the published
    /// bytes (Subresource Integrity). Faces have none, as none is asked of them where a style sheet names them, and a
    /// browser may take one that was fetched under another condition for another one.
    pub(super) fn integrity(&self) -> BTreeMap<String, String> {
        let texts = self.0.iter().filter(|(name, _)| is_script(name) || name.ends_with(".css"));
        let hashed = texts.filter_map(|(name, asset)| match asset {
            Asset::Text(text) => Some((name.clone(), format!("sha384-{}", base64(&Sha384::digest(text.as_bytes()))))),
            Asset::Bytes(_) | Asset::File(_) => None,
        });
        hashed.collect()
    }

    /// Their names.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    /// What a file holds; nothing where there is none.
    pub(super) fn get(&self, name: &str) -> Rendered<'_> {
        match self.0.get(name) {
            Some(Asset::Text(text)) => Rendered::Bytes(Cow::Borrowed(text.as_bytes())),
            Some(Asset::Bytes(bytes)) => Rendered::Bytes(Cow::Borrowed(bytes)),
            Some(Asset::File(path)) => Rendered::Copy(path),
            None => Rendered::Bytes(Cow::Borrowed(&[])),
        }
    }
}

/// What a site's configuration changes of the style sheet, as the end of it.
fn look(theme: &config::Theme) -> Cow<'static, str> {
    let (mut rules, mut properties) = (String::new(), String::new());
    if let Some(accent) = &theme.accent {
        _ = write!(properties, " --accent-base: {};", accent.as_str());
    }
    for (part, face) in theme.faces.each() {
        let (family, style) = part.strip_suffix("_italic").map_or((part, "normal"), |family| (family, "italic"));
        let families = match face {
            Face::Families(families) => families.clone(),
            Face::File(file) => {
                rules.push_str(&face_rule(family, style, file));
                format!("\"Site {family}\"")
            }
        };
        if style == "normal" {
            _ = write!(properties, " --face-{family}: {families};");
        }
    }
    if properties.is_empty() {
        return Cow::Borrowed("");
    }
    Cow::Owned(format!("{rules}:root {{{properties} }}\n"))
}

/// A face from a file in `static/`; style sheets lie in the site's `assets/`, so it is one folder up.
fn face_rule(part: &str, style: &str, file: &str) -> String {
    let path = Route::of_file(file.trim_start_matches('/')).url();
    format!(
        "@font-face {{ font-family: \"Site {part}\"; font-style: {style}; font-weight: 100 900; font-display: swap; \
         src: url(\"../{path}\"); }}\n"
    )
}

/// The folder in which a script stands beside others, and its file name there.
fn folder_of(name: &str) -> Option<(&str, &str)> {
    let (folder, file) = name.split_at(name.rfind('/')? + 1);
    (folder != ASSETS && folder.starts_with(ASSETS) && is_script(file)).then_some((folder, file))
}

/// What is published of a built-in file: a template whole, a style sheet or a script without what only those read who
/// change it, which is lines of comment and how lines are set in. No line of ours begins inside a text.
pub fn published<'t>(name: &str, text: &'t str) -> Vec<&'t str> {
    if !(is_script(name) || name.ends_with(".css")) {
        return vec![text];
    }
    let mut code = Vec::new();
    let mut in_comment = false;
    for line in text.lines().map(str::trim_start) {
        let opens = line.starts_with("/*") && line.split_once("*/").is_none_or(|(_, after)| after.is_empty());
        if !(in_comment || opens || line.is_empty() || line.starts_with("//")) {
            code.push(line);
        }
        in_comment = (in_comment || opens) && !line.contains("*/");
    }
    code
}

/// Bytes in base64 (RFC 4648); whole groups of three only, such as a hash of 48 bytes has.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (groups, _) = bytes.as_chunks::<3>();
    let letters = groups.iter().flat_map(|[a, b, c]| {
        let group = u32::from_be_bytes([0, *a, *b, *c]);
        [18, 12, 6, 0].map(|shift| char::from(LETTERS[(group >> shift & 63) as usize]))
    });
    letters.collect()
}

/// Whether a file is a script.
fn is_script(name: &str) -> bool {
    name.ends_with(".js") || name.ends_with(".mjs")
}
