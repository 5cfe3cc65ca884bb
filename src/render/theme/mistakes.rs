//! What Tera says of a template, as diagnostics.

use tera::{ErrorKind, ReportError};

use super::{BUILTIN_PREFIX, bounds, components, own};
use crate::diagnostic::{At, Code, Diagnostic, FilePath, Place};
use crate::load::SourceText;
use crate::model::closest;

/// What is wrong between templates: Tera tells such mistakes together, as one text of reports.
pub(super) fn together(error: &tera::Error, own: &[SourceText]) -> Vec<Diagnostic> {
    let told = match error.kind() {
        ErrorKind::Msg(told) => told,
        _ => return vec![diagnostic(error, "", own)],
    };
    let reports: Vec<Report<'_>> = told.split("error: ").filter_map(Report::read).collect();
    // A built-in template is right: what it builds on is a template of the site's own, which lacks a block.
    let (builtin, own_reports): (Vec<_>, Vec<_>) =
        reports.into_iter().partition(|report| report.name.starts_with(BUILTIN_PREFIX));
    let mut found: Vec<Diagnostic> = own_reports.iter().map(|report| report.diagnostic(own)).collect();
    found.extend(lacking(&builtin, own));
    found.extend(defined_twice(told, own));
    if found.is_empty() { vec![diagnostic(error, "", own)] } else { found }
}

/// One report of Tera's: a message, then `--> name:line:column`.
struct Report<'a> {
    message: &'a str,
    name: &'a str,
    line: usize,
    column: usize,
}

impl<'a> Report<'a> {
    fn read(report: &'a str) -> Option<Report<'a>> {
        let mut lines = report.lines();
        let message = lines.next()?.trim();
        let position = lines.find_map(|line| line.trim_start().strip_prefix("--> "))?;
        let mut parts = position.rsplitn(3, ':');
        let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Report { message, name: parts.next()?, line, column })
    }

    fn diagnostic(&self, own: &[SourceText]) -> Diagnostic {
        let place = place_at(own, self.name, self.line, self.column);
        Diagnostic::new(Code::BadTemplate, place, self.message.to_owned()).maybe_help(nearest(self.message, own))
    }
}

/// A place in a template by the line and the column that Tera gives.
fn place_at(own: &[SourceText], name: &str, line: usize, column: usize) -> Place {
    let text = own::text(own, name).unwrap_or_default();
    let above = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let start = above + column.saturating_sub(1);
    Place { file: file(name), at: (start..start + 1).into() }
}

fn file(name: &str) -> FilePath {
    format!("templates/{name}").into()
}

/// What was probably meant where a component, a block or a field is not there.
fn nearest(message: &str, own: &[SourceText]) -> Option<String> {
    let wrong = message.split('`').nth(1)?;
    let known: Vec<&str> = if message.starts_with("Unknown component") {
        components::all_components(own).collect()
    } else if message.starts_with("Block ") {
        own::all_blocks(own).collect()
    } else {
        message.split_once("Available fields: ")?.1.split(", ").collect()
    };
    closest(wrong, known.into_iter().filter(|name| *name != wrong)).map(|near| format!("did you mean `{near}`?"))
}

/// A component that two of the site's own templates define.
fn defined_twice(told: &str, own: &[SourceText]) -> Option<Diagnostic> {
    let rest = told.strip_prefix("Component `")?;
    let (name, files) = rest.split_once("` is defined in both ")?;
    let files: Vec<&str> = files.split('`').filter(|part| part.ends_with(".html")).collect();
    let [first, second] = files[..] else { return None };
    let place = |file: &str| components::place_of(own, file, name);
    let message = format!("the component `{name}` is defined in another template too");
    let diagnostic = Diagnostic::new(Code::BadTemplate, place(second), message).help("keep one of the two");
    Some(diagnostic.related(place(first), "the other one"))
}

/// The blocks that built-in templates fill and the site's own `base.html` lacks.
fn lacking(reports: &[Report<'_>], own: &[SourceText]) -> Option<Diagnostic> {
    let mut blocks: Vec<&str> = reports.iter().filter_map(|report| report.message.split('`').nth(1)).collect();
    blocks.sort_unstable();
    blocks.dedup();
    let [first, others @ ..] = &blocks[..] else { return None };
    let quoted: Vec<String> = blocks.iter().map(|block| format!("`{block}`")).collect();
    let plural = if others.is_empty() { "" } else { "s" };
    let message =
        format!("your base.html lacks the block{plural} {}, which the built-in pages fill", quoted.join(", "));
    let help = format!("add {{% block {first} %}}{{% endblock %}} to it, or extend builtin/base.html in it");
    // What is missing stands nowhere: it is told at the end of the file.
    let text = own::text(own, "base.html").unwrap_or_default().trim_end();
    let last = text.rfind('\n').map_or(0, |at| at + 1);
    let place = Place { file: file("base.html"), at: (last..text.len()).into() };
    Some(Diagnostic::new(Code::BadTemplate, place, message).help(help))
}

/// A template that extends itself, by itself or by way of others.
fn circle(chain: &[String], own: &[SourceText]) -> Option<Diagnostic> {
    let name = chain.iter().find(|name| own::text(own, name).is_some())?;
    let parent = own::text(own, name).and_then(own::parent)?;
    let place = Place { file: file(name), at: parent.span.into() };
    let message = match parent.name == name {
        true => "this template extends itself".to_owned(),
        false => format!("{} extends this template, and this one that", parent.name),
    };
    let builtin = own::is_builtin(name).then(|| format!("the built-in one is \"{BUILTIN_PREFIX}{name}\""));
    Some(Diagnostic::new(Code::BadTemplate, place, message).maybe_help(builtin))
}

/// A template that includes itself.
fn included(name: &str, own: &[SourceText]) -> Option<Diagnostic> {
    let text = own::text(own, name)?;
    let at = text.find("include")?;
    let place = Place { file: file(name), at: (at..at + "include".len()).into() };
    let message = "this template includes itself, or another that includes it".to_owned();
    Some(Diagnostic::new(Code::BadTemplate, place, message).help("take the include out of one of them"))
}

/// A mistake in a template, with its place where Tera knows it.
pub(super) fn diagnostic(error: &tera::Error, fallback: &str, own: &[SourceText]) -> Diagnostic {
    let found = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            return of_report(report, &error.to_string(), fallback, own);
        }
        ErrorKind::CircularExtend { inheritance_chain, .. } => circle(inheritance_chain, own),
        ErrorKind::CircularInclude { tpl, .. } => included(tpl, own),
        ErrorKind::Io(std::io::ErrorKind::FileTooLarge) => {
            let message = format!("a page of this template has more than {} MB", bounds::LONGEST >> 20);
            let place = Place { file: file(fallback), at: At::File };
            Some(Diagnostic::new(Code::TooLarge, place, message).help("look for a loop in it that does not end"))
        }
        ErrorKind::Msg(told) if told.contains("recursion depth") => endless(own),
        _ => None,
    };
    found.unwrap_or_else(|| {
        let place = Place { file: file(fallback), at: At::File };
        Diagnostic::new(Code::BadTemplate, place, error.to_string())
    })
}

/// What Tera reports of a place in a template; `told` is its report in full.
fn of_report(report: &ReportError, told: &str, fallback: &str, own: &[SourceText]) -> Diagnostic {
    // Tera keeps the template's name to itself, but for the second line of its report.
    let name = told.lines().find_map(|line| line.trim_start().strip_prefix("--> ")).unwrap_or_default();
    let name = name.rsplitn(3, ':').nth(2).unwrap_or(fallback);
    let called = told.lines().filter_map(|line| line.strip_prefix("note: called from "));
    // What the site's own templates call, they can mend; how the built-in ones come there says nothing.
    let mut callers = called.filter(|caller| !caller.starts_with(BUILTIN_PREFIX));
    let message = report.message();
    if let (Some(builtin), Some(caller)) = (name.strip_prefix(BUILTIN_PREFIX), callers.next()) {
        let mut parts = caller.rsplitn(3, ':');
        let mut number = || parts.next().and_then(|number| number.parse().ok()).unwrap_or(1);
        let (column, line) = (number(), number());
        let place = place_at(own, parts.next().unwrap_or_default(), line, column);
        let message = format!("what is given to {builtin} is not what it takes: {message}");
        let component = builtin.rsplit('/').next().and_then(|name| name.strip_suffix(".html")).unwrap_or(builtin);
        let takes = components::builtin_signature(component).map(|signature| format!("it is called as {signature}"));
        return Diagnostic::new(Code::BadTemplate, place, message).maybe_help(takes);
    }
    let place = Place { file: file(name), at: report.span().range.clone().into() };
    let help = match callers.next() {
        Some(caller) => Some(format!("called from {caller}")),
        None if message.contains("end of input") || message == "Unknown tag" => Some(
            "a tag is not closed: {% if … %} ends with {% endif %}, {% for … %} with {% endfor %}, {% block … %} with {% endblock %}"
                .to_owned(),
        ),
        None if message.contains("undefined") => Some("test it first: {% if name %}…{% endif %}".to_owned()),
        None => nearest(message, own),
    };
    Diagnostic::new(Code::BadTemplate, place, message.to_owned()).maybe_help(help)
}

/// A component that calls itself, by itself or by way of others.
fn endless(own: &[SourceText]) -> Option<Diagnostic> {
    let Some((place, name)) = components::calls_itself(own) else {
        let first = |(name, source): (&'_ str, &SourceText)| {
            let signature = components::defined(&source.text).next()?;
            Some(components::place_of(own, name, components::name_of(signature)))
        };
        let place = own::templates(own).find_map(first)?;
        let message = "a component of yours calls itself by way of a template that it includes, and does not end";
        return Some(
            Diagnostic::new(Code::BadTemplate, place, message.to_owned()).help("take the call or the include out"),
        );
    };
    let message = format!("the component `{name}` calls itself, and does not end");
    Some(Diagnostic::new(Code::BadTemplate, place, message).help("take the call out, or put it behind a condition"))
}
