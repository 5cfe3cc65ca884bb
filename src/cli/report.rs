//! Diagnostics for people and for programs.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::args::Format;
use super::closing::thousands;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Place, Severity};
use crate::load::{CONFIG, Sources};
use crate::parse::Locator;

/// Writes all diagnostics of a run, in the order of their places.
pub(super) fn report(diagnostics: &Diagnostics, sources: &Sources, root: &Path, format: Format) {
    let files = Files::new(sources, root);
    let (ordered, left_out) = ordered(diagnostics.iter(), &files);
    match format {
        Format::Text => {
            for (diagnostic, found) in ordered {
                print(&text(diagnostic, found.as_ref(), &files, Renderer::styled()));
            }
            for LeftOut { code, file, number } in left_out {
                print(&format!("and {} more of {code} in {}\n", thousands(number), files.path(file)));
            }
        }
        Format::Json => out(&json(&ordered, &left_out, &files)),
        Format::Github => {
            let lines: Vec<String> = ordered.iter().map(|(d, found)| github(d, found.as_ref(), &files)).collect();
            if !lines.is_empty() {
                out(&lines.join("\n"));
            }
        }
    }
}

/// The most diagnostics of one code in one file that are told one by one: nobody reads more, and a hostile file would
/// keep a report busy for hours.
const MOST: usize = 1000;

/// Diagnostics of one code in one file above [`MOST`], and how many they are.
pub(super) struct LeftOut<'a> {
    code: Code,
    file: &'a str,
    number: usize,
}

/// Diagnostics in the order of their places, each once, and what was left out.
pub(super) fn ordered<'a>(
    diagnostics: impl Iterator<Item = &'a Diagnostic>,
    files: &'a Files<'a>,
) -> (Vec<(&'a Diagnostic, Option<Found<'a>>)>, Vec<LeftOut<'a>>) {
    let mut numbers: BTreeMap<(&str, Code), usize> = BTreeMap::new();
    let is_told = |diagnostic: &&'a Diagnostic| {
        let Some(place) = &diagnostic.place else { return true };
        let number = numbers.entry((&place.file, diagnostic.code)).or_default();
        *number += 1;
        *number <= MOST
    };
    let mut ordered: Vec<(&Diagnostic, Option<Found<'_>>)> = diagnostics
        .filter(is_told)
        .map(|d| (d, d.place.as_ref().map(|place| Found::new(&files.locator, place))))
        .collect();
    let left_out = numbers.into_iter().filter(|(_, number)| *number > MOST);
    let left_out = left_out.map(|((file, code), number)| LeftOut { code, file, number: number - MOST }).collect();
    ordered.sort_by(|(a, at), (b, bt)| {
        let key = |d: &'a Diagnostic, found: &Option<Found<'_>>| {
            (d.place.as_ref().map(|p| &p.file), found.as_ref().map(|f| f.range.start), d.code, &*d.message)
        };
        key(a, at).cmp(&key(b, bt))
    });
    // Two ways can lead to the same mistake; it is told once.
    ordered.dedup_by(|(a, _), (b, _)| a == b);
    (ordered, left_out)
}

/// One line to standard error, coloured where that is a terminal.
#[expect(clippy::disallowed_methods, reason = "reports go to the terminal")]
pub(super) fn print(text: &str) {
    // Eight-bit controls of terminals; those of seven bits are replaced where a report is drawn.
    let text = text.replace(|c| ('\u{80}'..='\u{9f}').contains(&c), "\u{fffd}");
    // There is nobody left to tell when standard error is closed.
    let _ = writeln!(anstream::AutoStream::auto(std::io::stderr()), "{text}");
}

/// An error that has no place in a file, to standard error.
pub(super) fn fail(message: &str) {
    fail_with(message, None);
}

/// The same, with what mends it.
pub(super) fn fail_with(message: &str, help: Option<&str>) {
    // A path may hold what steers a terminal.
    let message = message.replace(|c: char| c.is_control() && c != '\n' && c != '\t', "\u{fffd}");
    let group = Group::with_title(Level::ERROR.primary_title(message));
    print(&Renderer::styled().render(&[match help {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    }]));
}

/// Whether a result could not be written.
static LOST: AtomicBool = AtomicBool::new(false);

/// A result, to standard output. One that can't be written is remembered: [`all_written`] tells.
#[expect(clippy::disallowed_methods, reason = "results go to standard output")]
pub(super) fn out(text: &str) {
    let mut stdout = std::io::stdout();
    if let Err(error) = writeln!(stdout, "{text}").and_then(|()| stdout.flush())
        // A reader that has seen enough is no failure: `dateline schema | head`.
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        fail(&format!("can't write to standard output: {error}"));
        LOST.store(true, Ordering::Relaxed);
    }
}

/// Whether every result reached standard output.
pub(super) fn all_written() -> bool {
    !LOST.load(Ordering::Relaxed)
}

/// The files that places are in, and where they lie from where the command was given.
pub(super) struct Files<'a> {
    locator: Locator<'a>,
    root: &'a Path,
}

impl<'a> Files<'a> {
    pub(super) fn new(sources: &'a Sources, root: &'a Path) -> Files<'a> {
        Files { locator: Locator::new(sources), root }
    }

    /// The path of a file by which whoever reads the report can open it.
    fn path(&self, file: &str) -> String {
        let path: PathBuf = self.root.components().filter(|part| !matches!(part, Component::CurDir)).collect();
        path.join(file).to_string_lossy().replace('\\', "/")
    }
}

/// A place in its text.
pub(super) struct Found<'a> {
    /// The text; empty when the file is none.
    text: &'a str,
    range: Range<usize>,
}

impl<'a> Found<'a> {
    fn new(locator: &Locator<'a>, place: &Place) -> Found<'a> {
        match locator.locate(place) {
            Some((text, range)) if place.at != At::File => Found { text, range },
            _ => Found { text: "", range: 0..0 },
        }
    }

    /// The line that it is on, from 1; none where there is no text.
    #[cfg(feature = "serve")]
    pub(super) fn line_number(&self) -> Option<usize> {
        (!self.text.is_empty()).then(|| self.position(self.range.start).0)
    }

    /// Line and column, from 1, the column in characters.
    fn position(&self, at: usize) -> (usize, usize) {
        let before = &self.text[..at];
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        let column = before[start..].trim_start_matches('\u{feff}').chars().count() + 1;
        (line, column)
    }

    /// The line that the place begins on, its number, and the place within it.
    fn line(&self) -> (&'a str, usize, Range<usize>) {
        let start = self.text[..self.range.start].rfind('\n').map_or(0, |i| i + 1);
        // A byte order mark is no character of the first line.
        let start = if self.text[start..].starts_with('\u{feff}') { start + '\u{feff}'.len_utf8() } else { start };
        let end = self.text[start..].find('\n').map_or(self.text.len(), |i| start + i);
        // A line of a Windows file ends before its carriage return.
        let end = end - usize::from(self.text[start..end].ends_with('\r'));
        let from = self.range.start.clamp(start, end);
        let to = self.range.end.clamp(from, end);
        let (number, _) = self.position(start);
        (&self.text[start..end], number, from - start..to - start)
    }

    /// The same with the lines around it, up to two on each side.
    fn lines(&self) -> (&'a str, usize, Range<usize>) {
        let (line, number, range) = self.line();
        let at = line.as_ptr() as usize - self.text.as_ptr() as usize;
        let above: Vec<usize> = self.text[..at].rmatch_indices('\n').map(|(i, _)| i + 1).skip(1).take(2).collect();
        let first = above.last().copied().unwrap_or(if number > 1 { 0 } else { at });
        let below = self.text[at + line.len()..].match_indices('\n').map(|(i, _)| at + line.len() + i);
        let last = below.skip(1).take(2).last().unwrap_or(self.text.trim_end().len().max(at + line.len()));
        let lines_above = self.text[first..at].matches('\n').count();
        (&self.text[first..last], number - lines_above, at - first + range.start..at - first + range.end)
    }
}

/// A diagnostic as people read it.
pub(super) fn text(
    diagnostic: &Diagnostic,
    found: Option<&Found<'_>>,
    files: &Files<'_>,
    renderer: Renderer,
) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&*diagnostic.message).id(diagnostic.code.as_str());
    let mut groups = vec![Group::with_title(title)];
    if let (Some(place), Some(found)) = (&diagnostic.place, found) {
        groups = groups
            .into_iter()
            .map(|group| shown(group, files.path(&place.file), found, AnnotationKind::Primary))
            .collect();
    }
    if let Some(help) = &diagnostic.help {
        groups = groups.into_iter().map(|group| group.element(Level::HELP.message(&**help))).collect();
    }
    let related: Vec<(Found<'_>, &Place, &str)> = diagnostic
        .related
        .iter()
        .map(|(place, label)| (Found::new(&files.locator, place), place, label.as_str()))
        .collect();
    for (found, place, label) in &related {
        let group = Group::with_title(Level::NOTE.secondary_title(*label));
        groups.push(shown(group, files.path(&place.file), found, AnnotationKind::Context));
    }
    let mut text = renderer.decor_style(DecorStyle::Ascii).render(&groups);
    text.push('\n');
    text
}

/// A group with the line that a place is on.
fn shown<'a>(group: Group<'a>, path: String, found: &Found<'a>, kind: AnnotationKind) -> Group<'a> {
    if found.text.is_empty() {
        return group.element(Origin::path(path));
    }
    // What a template's line means shows in the lines around it.
    let in_template = path.contains("templates/");
    let (lines, number, range) = if in_template { found.lines() } else { found.line() };
    // A password that should not be there need not stand in a log, too.
    if path.ends_with(CONFIG) && may_be_secret(lines) {
        return group.element(Origin::path(format!("{path}:{number}")));
    }
    let (column, cut) = (found.position(found.range.start).1, window(lines, &range));
    let group = match cut == (0..lines.len()) {
        true => group,
        // The snippet would count the column from where it is cut.
        false => group.element(Origin::path(path.clone()).line(number).char_column(column)),
    };
    let snippet = Snippet::source(&lines[cut.clone()]).line_start(number).fold(!in_template);
    let snippet = if cut == (0..lines.len()) { snippet.path(path) } else { snippet };
    group.element(snippet.annotation(kind.span(range.start - cut.start..range.end.min(cut.end) - cut.start)))
}

/// What of a long line is shown around a place, cut between characters: to draw a line costs as much as it is long, and a
/// line may be a file of megabytes with a mistake in each word.
fn window(text: &str, range: &Range<usize>) -> Range<usize> {
    const AROUND: usize = 2_000;
    if text.len() <= 2 * AROUND {
        return 0..text.len();
    }
    let between = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = between(range.start.saturating_sub(AROUND));
    start..between(usize::min(range.end.min(range.start + AROUND) + AROUND, text.len()))
}

/// Whether a line of the configuration looks as if it held a secret.
fn may_be_secret(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    let has_user = line.split_once("://").is_some_and(|(_, rest)| rest.contains('@'));
    has_user || ["secret", "password", "token", "access_key", "account_key"].iter().any(|word| line.contains(word))
}

#[derive(Serialize)]
struct JsonReport<'a> {
    diagnostics: Vec<JsonDiagnostic<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<JsonLeftOut>,
}

#[derive(Serialize)]
struct JsonLeftOut {
    code: &'static str,
    file: String,
    number: usize,
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

fn json(diagnostics: &[(&Diagnostic, Option<Found<'_>>)], left_out: &[LeftOut<'_>], files: &Files<'_>) -> String {
    let diagnostics = diagnostics.iter().map(|(diagnostic, found)| {
        let found = found.as_ref().filter(|found| !found.text.is_empty());
        let start = found.map(|f| f.position(f.range.start));
        let end = found.map(|f| f.position(f.range.end));
        JsonDiagnostic {
            code: diagnostic.code.as_str(),
            severity: diagnostic.severity.as_str(),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            file: diagnostic.place.as_ref().map(|place| files.path(&place.file)),
            line: start.map(|(line, _)| line),
            column: start.map(|(_, column)| column),
            end_line: end.map(|(line, _)| line),
            end_column: end.map(|(_, column)| column),
        }
    });
    let left_out = left_out.iter().map(|LeftOut { code, file, number }| JsonLeftOut {
        code: code.as_str(),
        file: files.path(file),
        number: *number,
    });
    let report = JsonReport { diagnostics: diagnostics.collect(), left_out: left_out.collect() };
    // Plain strings and numbers always are JSON.
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

/// A diagnostic as a workflow command of GitHub Actions.
fn github(diagnostic: &Diagnostic, found: Option<&Found<'_>>, files: &Files<'_>) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut line = format!("::{} ", diagnostic.severity.as_str());
    if let Some(place) = &diagnostic.place {
        line.push_str(&format!("file={},", property(&files.path(&place.file))));
    }
    if let Some(found) = found.filter(|found| !found.text.is_empty()) {
        let ((start_line, column), (end_line, end_column)) =
            (found.position(found.range.start), found.position(found.range.end));
        line.push_str(&format!("line={start_line},col={column},endLine={end_line},endColumn={end_column},"));
    }
    let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!("\nhelp: {help}"));
    line.push_str(&format!("title={}::{}", diagnostic.code, data(&format!("{}{help}", diagnostic.message))));
    line
}
