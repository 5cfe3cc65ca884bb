//! A site's own templates: what they build on, and whether anything uses them.

use std::collections::HashSet;
use std::ops::Range;

use tera::{ErrorKind, Tera};

use super::components::{defined, name_of};
use super::{ASSETS, BUILTIN, BUILTIN_PREFIX, mistakes, words};
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Place};
use crate::load::SourceText;
use crate::model::closest;

pub(super) const COMPONENTS: &str = "components/";

/// A site's own files by their names below `templates/`.
pub(super) fn named(own: &[SourceText]) -> impl Iterator<Item = (&str, &SourceText)> {
    own.iter().map(|source| (source.path.strip_prefix("templates/").unwrap_or(&source.path), source))
}

/// A site's own templates among its files.
pub(super) fn templates(own: &[SourceText]) -> impl Iterator<Item = (&str, &SourceText)> {
    let is_template =
        |name: &str| !name.starts_with(ASSETS) && !name.starts_with(BUILTIN_PREFIX) && name.ends_with(".html");
    named(own).filter(move |(name, _)| is_template(name))
}

/// The text of a site's own template.
pub(super) fn text<'a>(own: &'a [SourceText], name: &str) -> Option<&'a str> {
    templates(own).find(|(its, _)| *its == name).map(|(_, source)| &*source.text)
}

/// A site's own templates that can be read.
pub(super) struct Read<'a> {
    /// Their names and texts.
    pub(super) templates: Vec<(&'a str, &'a str)>,
    /// Whether there are others.
    pub(super) wrong: bool,
}

/// Reads each template alone, so that every one's mistake is told, and leaves out what builds on one
/// that is wrong or not there.
pub(super) fn read<'a>(own: &'a [SourceText], diagnostics: &mut Diagnostics) -> Read<'a> {
    let mut read = Read { templates: Vec::new(), wrong: false };
    let names: Vec<&str> = templates(own).map(|(name, _)| name).collect();
    for (name, source) in templates(own) {
        if let Err(error) = Tera::new().add_raw_template(name, &source.text)
            && matches!(error.kind(), ErrorKind::SyntaxError(_))
        {
            diagnostics.push(mistakes::diagnostic(&error, name, own));
            continue;
        }
        match parent(&source.text).filter(|parent| !names.contains(&parent.name) && !is_builtin(parent.name)) {
            Some(missing) => diagnostics.push(orphan(source, &missing, &names)),
            None => read.templates.push((name, &source.text)),
        }
    }
    read.wrong = read.templates.len() < names.len();
    loop {
        let left: HashSet<&str> = read.templates.iter().map(|(name, _)| *name).collect();
        let stands = |name: &str| left.contains(name) || !names.contains(&name);
        let before = read.templates.len();
        read.templates.retain(|(_, text)| parent(text).is_none_or(|parent| stands(parent.name)));
        if read.templates.len() == before {
            return read;
        }
    }
}

pub(super) fn is_builtin(name: &str) -> bool {
    let name = name.strip_prefix(BUILTIN_PREFIX).unwrap_or(name);
    !name.starts_with(ASSETS) && BUILTIN.iter().any(|(known, _)| *known == name)
}

/// The template that another builds on.
pub(super) struct Parent<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// Where the name stands.
    pub(super) span: Range<usize>,
}

/// What a template extends.
pub(super) fn parent(text: &str) -> Option<Parent<'_>> {
    let tag = text.match_indices("{%").find_map(|(at, _)| {
        let inner = text[at + 2..].trim_start_matches(['-', ' ', '\t', '\r', '\n']);
        inner.strip_prefix("extends")
    })?;
    let quoted = tag.trim_start();
    let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let name = quoted[1..].split(quote).next()?;
    let start = text.len() - quoted.len() + 1;
    Some(Parent { name, span: start..start + name.len() })
}

fn orphan(source: &SourceText, missing: &Parent<'_>, names: &[&str]) -> Diagnostic {
    let place = Place { file: source.path.clone(), at: missing.span.clone().into() };
    let message = format!("there is no template `{}` to extend", missing.name);
    let builtin: Vec<String> = builtin_templates().map(|name| format!("{BUILTIN_PREFIX}{name}")).collect();
    let known = names.iter().copied().chain(builtin_templates()).chain(builtin.iter().map(String::as_str));
    // Every name has the same ending, which says nothing.
    let help = match closest(stem(missing.name), known.map(stem)) {
        // By its own name a template would extend itself.
        Some(near) if source.path.strip_prefix("templates/").map(stem) == Some(near) => {
            format!("did you mean \"{BUILTIN_PREFIX}{near}.html\"?")
        }
        Some(near) => format!("did you mean \"{near}.html\"?"),
        None => "the built-in ones are called \"builtin/base.html\", \"builtin/briefing.html\" and so on".to_owned(),
    };
    Diagnostic::new(Code::BadTemplate, place, message).help(help)
}

fn builtin_templates<'a>() -> impl Iterator<Item = &'a str> {
    BUILTIN.iter().map(|(name, _)| *name).filter(|name| !name.starts_with(ASSETS))
}

/// Every block that a template has.
pub(super) fn all_blocks(own: &[SourceText]) -> impl Iterator<Item = &str> {
    let tags = texts(own).flat_map(|text| text.split("{%").skip(1));
    tags.filter_map(|tag| tag.trim_start_matches(['-', ' ']).strip_prefix("block ")?.split_whitespace().next())
}

/// The texts of all templates, the built-in ones first.
pub(super) fn texts(own: &[SourceText]) -> impl Iterator<Item = &str> {
    BUILTIN.iter().map(|(_, text)| *text).chain(templates(own).map(|(_, source)| &*source.text))
}

/// The files of `templates/` that nothing uses: most are mistyped.
pub(super) fn unused(own: &[SourceText], asked: &HashSet<&str>) -> Vec<Diagnostic> {
    let is_called = |component: &str| texts(own).any(|text| text.contains(&format!("<{component} ")));
    let is_used = |name: &str, text: &str| {
        let defines = || defined(text).map(name_of);
        if name.starts_with(COMPONENTS) {
            return defines().any(is_called);
        }
        let quoted = ['"', '\'', '`'].map(|quote| format!("{quote}{name}{quote}"));
        let is_built_on = || {
            let others = templates(own).filter(|(other, _)| *other != name);
            others.into_iter().any(|(_, source)| quoted.iter().any(|quoted| source.text.contains(quoted)))
        };
        (is_builtin(name) && !text.trim().is_empty())
            || asked.contains(name)
            || is_built_on()
            || defines().any(is_called)
    };
    let is_template = |name: &str| name.ends_with(".html") && !name.starts_with(BUILTIN_PREFIX);
    let unused = named(own)
        .filter(|(name, source)| !(name.starts_with(ASSETS) || is_template(name) && is_used(name, &source.text)))
        .filter(|(name, _)| !words::is_words(name));
    unused.map(|(name, source)| unused_file(name, source)).collect()
}

fn unused_file(name: &str, source: &SourceText) -> Diagnostic {
    let place = Place { file: source.path.clone(), at: At::File };
    // Every name has the same ending, which says nothing.
    let near = closest(stem(name), builtin_templates().map(stem));
    let (message, help) = match (name.ends_with(".html"), near) {
        _ if name.starts_with(BUILTIN_PREFIX) => {
            let help = format!("put it at templates/{}", name.strip_prefix(BUILTIN_PREFIX).unwrap_or(name));
            ("`builtin/` names the built-in templates: a site's own does not lie there", help)
        }
        (false, _) if name.starts_with(words::WORDS) => {
            let help = "a file of words is called by the tag of its language: words/fr.yaml, words/de.yaml";
            ("these words are of no language", help.to_owned())
        }
        (true, _) if source.text.trim().is_empty() && is_builtin(name) => {
            ("this template is empty, and so is every page of it", "remove it".to_owned())
        }
        (true, _) if name.starts_with(COMPONENTS) => {
            let message = "no page calls a component that this file defines";
            (message, "begin it with {% component NAME(…) %}, of a name that a template calls".to_owned())
        }
        (_, Some(near)) => ("no page uses this template", format!("did you mean templates/{near}.html?")),
        (true, None) => {
            let help = format!("ask for it with `template: {name}`, extend it in another template, or remove it");
            ("no page uses this template", help)
        }
        (false, None) => {
            let help = "a template is called NAME.html; what is to be published lies in templates/assets/ or static/";
            ("this is no template, and not published", help.to_owned())
        }
    };
    Diagnostic::new(Code::UnusedTemplate, place, message).help(help)
}

fn stem(name: &str) -> &str {
    name.split_once('.').map_or(name, |(stem, _)| stem)
}
