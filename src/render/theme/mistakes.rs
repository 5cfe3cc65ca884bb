//! What Tera says of a template, as diagnostics.

use tera::ErrorKind;

use super::{BUILTIN_PREFIX, own};
use crate::diagnostic::{At, Code, Diagnostic, FilePath, Place};
use crate::load::SourceText;

/// What is wrong between templates: Tera tells such mistakes together, as one text of reports.
pub(super) fn together(error: &tera::Error, own: &[SourceText]) -> Vec<Diagnostic> {
    let told = match error.kind() {
        ErrorKind::Msg(told) => told,
        ErrorKind::CircularExtend { tpl, .. } => return vec![circle(tpl, own)],
        _ => return vec![diagnostic(error, "")],
    };
    let reports: Vec<Report<'_>> = told.split("error: ").filter_map(Report::read).collect();
    // A built-in template is right: what it builds on is a template of the site's own, which lacks a block.
    let (builtin, own_reports): (Vec<_>, Vec<_>) =
        reports.into_iter().partition(|report| report.name.starts_with(BUILTIN_PREFIX));
    let mut found: Vec<Diagnostic> = own_reports.iter().map(|report| report.diagnostic(own)).collect();
    found.extend(lacking(&builtin));
    if found.is_empty() { vec![diagnostic(error, "")] } else { found }
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
        let file: FilePath = format!("templates/{}", self.name).into();
        let text = own.iter().find(|source| source.path == file).map_or("", |source| &source.text);
        let line = text.split_inclusive('\n').take(self.line.saturating_sub(1)).map(str::len).sum::<usize>();
        let start = line + self.column.saturating_sub(1);
        let place = Place { file, at: (start..start + 1).into() };
        Diagnostic::new(Code::BadTemplate, place, self.message.to_owned())
    }
}

/// The blocks that built-in templates fill and the site's own `base.html` lacks.
fn lacking(reports: &[Report<'_>]) -> Option<Diagnostic> {
    let mut blocks: Vec<&str> = reports.iter().filter_map(|report| report.message.split('`').nth(1)).collect();
    blocks.sort_unstable();
    blocks.dedup();
    let [first, others @ ..] = &blocks[..] else { return None };
    let quoted: Vec<String> = blocks.iter().map(|block| format!("`{block}`")).collect();
    let plural = if others.is_empty() { "" } else { "s" };
    let message =
        format!("your base.html lacks the block{plural} {}, which the built-in pages fill", quoted.join(", "));
    let help = format!("add {{% block {first} %}}{{% endblock %}} to it, or extend builtin/base.html in it");
    let place = Place { file: "templates/base.html".into(), at: At::File };
    Some(Diagnostic::new(Code::BadTemplate, place, message).help(help))
}

/// A template that extends itself, by itself or by way of others.
fn circle(name: &str, own: &[SourceText]) -> Diagnostic {
    let file: FilePath = format!("templates/{name}").into();
    let parent = own.iter().find(|source| source.path == file).and_then(|source| own::parent(&source.text));
    let at = parent.map_or(At::File, |parent| parent.span.into());
    let message = "this template extends itself".to_owned();
    let diagnostic = Diagnostic::new(Code::BadTemplate, Place { file, at }, message);
    diagnostic.help(format!("the built-in one is \"{BUILTIN_PREFIX}{name}\""))
}

/// A mistake in a template, with its place where Tera knows it.
pub(super) fn diagnostic(error: &tera::Error, fallback: &str) -> Diagnostic {
    let file = |name: &str| -> FilePath {
        let name = if name.is_empty() { fallback } else { name };
        format!("templates/{name}").into()
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            // Tera keeps the template's name to itself, but for the second line of its report.
            let told = error.to_string();
            let name = told.lines().find_map(|l| l.trim_start().strip_prefix("--> ")).unwrap_or_default();
            let name = name.rsplitn(3, ':').nth(2).unwrap_or_default();
            let range = report.span().range.clone();
            let place = Place { file: file(name), at: range.into() };
            let mut diagnostic = Diagnostic::new(Code::BadTemplate, place, report.message().to_owned());
            let called: Vec<&str> = told.lines().filter_map(|l| l.strip_prefix("note: ")).collect();
            if !called.is_empty() {
                diagnostic = diagnostic.help(called.join(", "));
            } else if report.message().contains("undefined") {
                diagnostic = diagnostic.help("test it first: {% if name %}…{% endif %}");
            }
            diagnostic
        }
        other => {
            let name = match other {
                ErrorKind::CircularInclude { tpl, .. } => tpl.as_str(),
                ErrorKind::TemplateNotFound(name) => name.as_str(),
                _ => "",
            };
            let place = Place { file: file(name), at: At::File };
            Diagnostic::new(Code::BadTemplate, place, other.to_string())
        }
    }
}
