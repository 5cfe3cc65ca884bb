//! `/_headers`: what hosts that read it send with each file. Netlify and Cloudflare Pages do.
//!
//! Where several rules name one header, Cloudflare Pages sends their values joined by commas. So no file of the site is
//! met by two rules of one header: all stand under one rule for the policy, and each may stand under one about caching.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::Site;
use crate::plan::{Caching, Page, PageKind, caching};
use crate::search::FOLDER;

/// How many rules the file may have: Cloudflare Pages reads the first hundred.
const MOST_RULES: usize = 100;

/// What stands before the rules. What concerns more than the site's own addresses is for whoever has these.
const PREFACE: &str = "\
# How Netlify and Cloudflare Pages send this site. A file static/_headers stands in place of this one.
#
# If everything on your domain is to be asked for by https only, for good, add under the first rule:
#   Strict-Transport-Security: max-age=31536000
# It binds all of the host, not only this site, so Dateline does not write it.
";

/// What a page may do: nothing but with what the site itself publishes. Pagefind's runtime compiles WebAssembly, which
/// `WASM` allows.
const POLICY: &str = "default-src 'none'; script-src 'self'@WASM@; style-src 'self'; img-src 'self'; font-src 'self'; \
  media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

/// What is sent with every file. Frames can't be forbidden in a page itself (CSP 3, section 3.3).
const FOR_ALL: &str = "  \
  Content-Security-Policy: @POLICY@; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin

# Files whose names bear a hash of their content, and faces. All others hosts let browsers ask for anew.
";

/// What the policy says of scripts where the site can be searched.
const WASM: &str = " 'wasm-unsafe-eval'";

/// The policy that each page says of itself, for hosts that send none.
pub(super) fn policy(has_search: bool) -> String {
    POLICY.replace("@WASM@", if has_search { WASM } else { "" })
}

/// What the file says of itself, on any site.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    [PREFACE, POLICY, FOR_ALL, WASM, CACHE, Caching::Forever.header(), Caching::Week.header()].into_iter()
}

/// The header about caching.
const CACHE: &str = "Cache-Control";

/// The file.
pub(super) fn headers(site: &Site<'_>) -> Vec<u8> {
    let has_search = site.plan.has_search();
    let base = &site.urls.below("");
    let for_all = FOR_ALL.replace("@POLICY@", &policy(has_search));
    let mut out = format!("{PREFACE}\n{base}*\n{for_all}");
    for (pattern, caching) in kept(&site.plan.pages, has_search) {
        // Writing to a string can't fail.
        let _ = writeln!(out, "{base}{pattern}\n  {CACHE}: {}", caching.header());
    }
    out.into_bytes()
}

/// The rules for what may be kept, with at most one `*` in each: those that meet no file but their own. What no rule meets
/// is only asked for more often.
fn kept(pages: &[Page], has_search: bool) -> Vec<(String, Caching)> {
    // Only these can lie beside what is kept; all other pages have folders of their own.
    let files: Vec<&Page> = pages.iter().filter(|page| is_beside(&page.kind)).collect();
    let folded: Vec<String> = files.iter().map(|page| page.route.file().to_ascii_lowercase()).collect();
    let mut webp = files.iter().zip(&folded).filter(|(_, name)| name.ends_with(".webp"));
    let only_ours = webp.all(|(page, _)| matches!(page.kind, PageKind::Resized(..)));
    let rules: Vec<Option<(String, Caching)>> = files.iter().map(|page| rule(page, only_ours)).collect();
    let is_exact = |rule: &&(String, Caching)| {
        let pattern = rule.0.to_ascii_lowercase();
        is_plain(&pattern)
            && folded.iter().zip(&rules).all(|(name, its)| its.as_ref() == Some(*rule) || !meets(&pattern, name))
    };
    let all: BTreeSet<&(String, Caching)> = rules.iter().flatten().collect();
    let (theme, pictures): (Vec<_>, Vec<_>) = all.into_iter().partition(|rule| rule.0.starts_with("assets/"));
    let index = ["filter/*", "fragment/*", "index/*", "*.pf_meta"].map(|below| format!("{FOLDER}{below}"));
    let index = index.into_iter().filter(|_| has_search).map(|pattern| (pattern, Caching::Forever));
    let theme = theme.into_iter().filter(is_exact).cloned().chain(index);
    theme.chain(pictures.into_iter().filter(is_exact).cloned()).take(MOST_RULES - 1).collect()
}

/// Whether a file may lie beside one that is kept.
fn is_beside(kind: &PageKind) -> bool {
    use PageKind::{Asset, Free, Redirect, Resized, Static, ThemeAsset};
    matches!(kind, ThemeAsset(_) | Resized(..) | Asset(_) | Static(_) | Free(_) | Redirect(_))
}

/// The rule by which a file is kept, if it may be: for scripts that import each other that of their folder, for pictures
/// that of all, else that of each original.
fn rule(page: &Page, only_ours: bool) -> Option<(String, Caching)> {
    let caching = caching(&page.route, &page.kind);
    let pattern = match (&page.kind, caching) {
        (_, Caching::Ask) => return None,
        (PageKind::Resized(..), _) if only_ours => "*.webp".to_owned(),
        (PageKind::Resized(original, _), _) => {
            let original = original.strip_prefix("content/").or_else(|| original.strip_prefix("static/"))?;
            format!("{original}-*")
        }
        (_, Caching::Week) => "assets/faces/*".to_owned(),
        (PageKind::ThemeAsset(name), _) => {
            let folder = |path: &str| path.split_once('/').map(|(folder, _)| folder.to_owned());
            let below = page.route.file().strip_prefix("assets/")?;
            match folder(below).filter(|marked| folder(name).as_ref() != Some(marked)) {
                Some(marked) => format!("assets/{marked}/*"),
                None => page.route.file().to_owned(),
            }
        }
        _ => page.route.file().to_owned(),
    };
    Some((pattern, caching))
}

/// Whether a pattern meets a file, both in small letters: Netlify knows no capitals.
fn meets(pattern: &str, file: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == file,
        Some((before, after)) => {
            file.len() >= before.len() + after.len() && file.starts_with(before) && file.ends_with(after)
        }
    }
}

/// Whether hosts read a pattern alike: letters that mean something in patterns, or are encoded in addresses, they do not.
fn is_plain(pattern: &str) -> bool {
    pattern.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '*'))
        && pattern.matches('*').count() <= 1
}
