//! Components: what each takes, and whether a site's own can stand for a built-in one.

use std::collections::BTreeMap;
use std::ops::Range;

use tera::Tera;

use super::BUILTIN;
use super::own::{self, templates, texts};
use crate::diagnostic::{At, Code, Diagnostic, Place};
use crate::load::SourceText;

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
    templates(own).find_map(|(_, source)| Some((source, span(&source.text, name)?)))
}

/// Where a template writes what a component takes.
fn span(text: &str, name: &str) -> Option<Range<usize>> {
    let signature = signature(text, name)?;
    let start = text.find(signature)?;
    Some(start..start + signature.len())
}

/// What a built-in component takes.
pub(super) fn builtin_signature(name: &str) -> Option<&'static str> {
    BUILTIN.iter().find_map(|(_, text)| signature(text, name))
}

/// Where a template of the site defines a component.
pub(super) fn place_of(own: &[SourceText], file: &str, component: &str) -> Place {
    let found = own::text(own, file).and_then(|text| span(text, component));
    let at = found.map_or(At::File, At::from);
    Place { file: format!("templates/{file}").into(), at }
}

/// Every component that can be called.
pub(super) fn all_components(own: &[SourceText]) -> impl Iterator<Item = &str> {
    texts(own).flat_map(defined).map(name_of)
}

/// The first of the site's own components that calls itself, or another of its own.
pub(super) fn calls_itself(own: &[SourceText]) -> Option<(Place, String)> {
    let all: Vec<(&SourceText, &str, &str)> = templates(own)
        .flat_map(|(_, source)| {
            let bodies = source.text.split("endcomponent").filter_map(|body| Some((defined(body).next()?, body)));
            bodies.map(move |(signature, body)| (source, name_of(signature), body))
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
pub(super) fn defined(text: &str) -> impl Iterator<Item = &str> {
    text.split("{%").skip(1).filter_map(|tag| {
        let rest = tag.trim_start_matches('-').trim_start().strip_prefix("component ")?.trim_start();
        Some(&rest[..=rest.find(')')?])
    })
}

/// The name in what a component takes.
pub(super) fn name_of(signature: &str) -> &str {
    signature.split('(').next().unwrap_or_default().trim()
}
