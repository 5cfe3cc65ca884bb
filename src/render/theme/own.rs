//! A site's own templates: what they build on, what they define, and whether anything uses them.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use tera::{ErrorKind, Tera};

use super::{ASSETS, BUILTIN, BUILTIN_PREFIX, mistakes};
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Place};
use crate::load::SourceText;
use crate::model::closest;

const COMPONENTS: &str = "components/";

/// A site's own files by their names below `templates/`.
pub(super) fn named(own: &[SourceText]) -> impl Iterator<Item = (&str, &SourceText)> {
    own.iter().map(|source| (source.path.strip_prefix("templates/").unwrap_or(&source.path), source))
}

/// A site's own templates among its files.
fn templates(own: &[SourceText]) -> impl Iterator<Item = (&str, &SourceText)> {
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

/// What a component takes: names with types, and whether each may be left out.
pub(super) type Taken = BTreeMap<String, (Option<&'static str>, bool)>;

/// What each component takes.
pub(super) fn components(tera: &Tera) -> BTreeMap<String, Taken> {
    let names: Vec<&str> = tera.get_component_names().collect();
    let taken = |name: &str| {
        let definition = tera.get_component_definition(name)?;
        let taken = definition.args().iter().map(|arg| {
            let kind = arg.arg_type().map(|kind| kind.as_str());
            (arg.name().to_owned(), (kind, arg.default().is_some()))
        });
        Some((name.to_owned(), taken.collect()))
    };
    names.into_iter().filter_map(taken).collect()
}

/// The site's own components that can't stand for the built-in ones of their names.
pub(super) fn misfits(builtin: &BTreeMap<String, Taken>, tera: &Tera, own: &[SourceText]) -> Vec<Diagnostic> {
    let all = components(tera);
    let misfit = |(name, asked): (&String, &Taken)| {
        let has = all.get(name).filter(|has| *has != asked)?;
        let (source, span) = definition(own, name)?;
        let missing: Vec<&str> = asked.keys().filter(|key| !has.contains_key(*key)).map(String::as_str).collect();
        let other =
            asked.iter().find(|(key, (kind, _))| has.get(*key).is_some_and(|(own, _)| own.is_some() && own != kind));
        let more = has.iter().find(|(key, (_, optional))| !optional && asked.get(*key).is_none_or(|(_, left)| *left));
        let message = match (&missing[..], other, more) {
            ([], None, None) => return None,
            ([], Some((key, (kind, _))), _) => {
                format!(
                    "the component `{name}` takes `{key}` as another type: it is given a {}",
                    kind.unwrap_or("value")
                )
            }
            ([], None, Some((key, _))) => format!("the component `{name}` needs `{key}`, which it is not always given"),
            (missing, ..) => {
                format!("the component `{name}` does not take `{}`, which it is given", missing.join("`, `"))
            }
        };
        let place = Place { file: source.path.clone(), at: span.into() };
        let signature = builtin_signature(name).unwrap_or_default();
        let help = format!("the built-in pages call it as {signature}");
        Some(Diagnostic::new(Code::BadTemplate, place, message).help(help))
    };
    builtin.iter().filter_map(misfit).collect()
}

/// Where a site's own template defines a component.
fn definition<'a>(own: &'a [SourceText], name: &str) -> Option<(&'a SourceText, Range<usize>)> {
    templates(own).find_map(|(_, source)| {
        let signature = signature(&source.text, name)?;
        let start = source.text.find(signature)?;
        Some((source, start..start + signature.len()))
    })
}

/// What a built-in component takes.
pub(super) fn builtin_signature(name: &str) -> Option<&'static str> {
    BUILTIN.iter().find_map(|(_, text)| signature(text, name))
}

/// Where a template of the site defines a component.
pub(super) fn place_of(own: &[SourceText], file: &str, component: &str) -> Place {
    let text = text(own, file).unwrap_or_default();
    let found = signature(text, component).and_then(|signature| Some((text.find(signature)?, signature.len())));
    let at = found.map_or(At::File, |(start, length)| (start..start + length).into());
    Place { file: format!("templates/{file}").into(), at }
}

/// Every component that can be called.
pub(super) fn all_components(own: &[SourceText]) -> impl Iterator<Item = &str> {
    texts(own).flat_map(defined).map(|signature| signature.split('(').next().unwrap_or_default().trim())
}

/// Every block that a template has.
pub(super) fn all_blocks(own: &[SourceText]) -> impl Iterator<Item = &str> {
    let tags = texts(own).flat_map(|text| text.split("{%").skip(1));
    tags.filter_map(|tag| tag.trim_start_matches(['-', ' ']).strip_prefix("block ")?.split_whitespace().next())
}

/// The texts of all templates, the built-in ones first.
fn texts(own: &[SourceText]) -> impl Iterator<Item = &str> {
    BUILTIN.iter().map(|(_, text)| *text).chain(templates(own).map(|(_, source)| &*source.text))
}

/// The first of the site's own components that calls itself, or another of its own.
pub(super) fn calls_itself(own: &[SourceText]) -> Option<(Place, String)> {
    let all: Vec<(&SourceText, &str, &str)> = templates(own)
        .flat_map(|(_, source)| {
            let bodies = source.text.split("endcomponent").filter_map(|body| Some((defined(body).next()?, body)));
            bodies.map(move |(signature, body)| (source, signature.split('(').next().unwrap_or_default().trim(), body))
        })
        .collect();
    let call = |body: &str, name: &str| body.find(&format!("<{name} "));
    let itself = all.iter().find_map(|(source, name, body)| Some((source, *name, body, call(body, name)?)));
    let another = || {
        let called = |body: &str| all.iter().find_map(|(_, other, _)| call(body, other));
        all.iter().find_map(|(source, name, body)| Some((source, *name, body, called(body)?)))
    };
    let (source, name, body, at) = itself.or_else(another)?;
    let start = source.text.find(body)? + at;
    let place = Place { file: source.path.clone(), at: (start..start + 1).into() };
    Some((place, name.to_owned()))
}

/// What a template writes where it defines a component: `tlp(tlp: map, meaning: bool = false)`.
fn signature<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    defined(text).find(|signature| signature.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('(')))
}

/// The components that a template defines, each with what it takes.
fn defined(text: &str) -> impl Iterator<Item = &str> {
    text.split("{%").skip(1).filter_map(|tag| {
        let rest = tag.trim_start_matches('-').trim_start().strip_prefix("component ")?.trim_start();
        Some(&rest[..=rest.find(')')?])
    })
}

/// The files of `templates/` that nothing uses: most are mistyped.
pub(super) fn unused(own: &[SourceText], asked: &HashSet<&str>) -> Vec<Diagnostic> {
    let is_called = |component: &str| texts(own).any(|text| text.contains(&format!("<{component} ")));
    let is_used = |name: &str, text: &str| {
        let component = |signature: &str| signature.split('(').next().unwrap_or_default().trim().to_owned();
        let defines = || defined(text).map(component).collect::<Vec<_>>();
        if name.starts_with(COMPONENTS) {
            return defines().iter().any(|component| is_called(component));
        }
        let quoted = ['"', '\'', '`'].map(|quote| format!("{quote}{name}{quote}"));
        let is_built_on = || {
            let others = templates(own).filter(|(other, _)| *other != name);
            others.into_iter().any(|(_, source)| quoted.iter().any(|quoted| source.text.contains(quoted)))
        };
        (is_builtin(name) && !text.trim().is_empty())
            || asked.contains(name)
            || is_built_on()
            || defines().iter().any(|component| is_called(component))
    };
    let is_template = |name: &str| name.ends_with(".html") && !name.starts_with(BUILTIN_PREFIX);
    let unused = named(own)
        .filter(|(name, source)| !(name.starts_with(ASSETS) || is_template(name) && is_used(name, &source.text)));
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
