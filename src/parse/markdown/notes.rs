//! Footnotes: numbered by their first reference, written at the end; citations of sources are holes.

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::html;

use super::writer::Writer;
use super::{RawHole, Wrong};
use crate::diagnostic::Code;
use crate::model::closest;

impl Writer<'_> {
    /// A `[^label]` that is still text has no definition, unless its bracket is escaped.
    pub(super) fn undefined_notes(&mut self, text: &str, range: &Range<usize>) {
        if !text.contains("[^") {
            return;
        }
        let written = self.body.get(range.clone()).unwrap_or_default();
        let mut from = 0;
        while let Some(start) = written[from..].find("[^").map(|i| i + from) {
            let Some(end) = written[start..].find(']').map(|i| i + start) else {
                return;
            };
            let label = &written[start + 2..end];
            from = start + 2;
            let before = &self.body[..range.start + start];
            let escaped = (before.len() - before.trim_end_matches('\\').len()) % 2 == 1;
            if escaped || label.trim().is_empty() || label.contains(['[', '\n']) || label.len() > 40 {
                continue;
            }
            if label.contains(char::is_whitespace) {
                let joined = label.split_whitespace().collect::<Vec<_>>().join("-");
                let at = self.offset + range.start + start;
                self.wrong.push(Wrong {
                    code: Code::MissingFootnote,
                    span: at..at + end + 1 - start,
                    message: format!("`[^{label}]` is no note: its label has a space in it"),
                    help: format!("write [^{joined}], and a line `[^{joined}]: …`"),
                });
                continue;
            }
            let at = self.offset + range.start + start;
            let mut known: Vec<&str> = self.cited.keys().copied().collect();
            known.sort_unstable();
            let (message, help) = match (self.has_sources, closest(label, known)) {
                (_, Some(near)) => (" source of this briefing and no footnote", format!("did you mean `[^{near}]`?")),
                (true, None) => (
                    " source of this briefing and no footnote",
                    format!("add a source with `id: {label}`, or a line `[^{label}]: …`"),
                ),
                (false, None) => (" footnote of this page", format!("add a line `[^{label}]: …`")),
            };
            self.wrong.push(Wrong {
                code: Code::MissingFootnote,
                span: at..at + end + 1 - start,
                message: format!("nothing is noted as `[^{label}]`: it is no{message}"),
                help,
            });
        }
    }

    /// `[Report](my report.pdf)` is no link: an address ends at a space.
    pub(super) fn failed_links(&mut self, text: &str, range: &Range<usize>) {
        let Some(at) = text.find("](") else { return };
        let (label, rest) = (&text[..at], &text[at + 2..]);
        let (Some(open), Some(end)) = (label.rfind('['), rest.find(')')) else { return };
        let address = &rest[..end];
        if !address.contains(' ') || address.contains(['<', '"']) {
            return;
        }
        let written = self.body.get(range.clone()).unwrap_or_default();
        let start = self.offset + range.start + written.find(&label[open..]).unwrap_or(0);
        self.wrong.push(Wrong {
            code: Code::BrokenLink,
            span: start..(start + label.len() - open + 3 + end).min(self.offset + range.end),
            message: "this is no link: an address ends at a space".to_owned(),
            help: format!("put the address in angle brackets: {}](<{address}>)", &label[open..]),
        });
    }

    pub(super) fn reference(&mut self, label: &str) {
        // As Markdown reads labels, letter case does not matter.
        let lower = label.to_lowercase();
        let alike = || self.cited.iter().filter(|(id, _)| id.to_lowercase() == lower).map(|(_, source)| source).min();
        if let Some(source) = self.cited.get(label).or_else(alike) {
            let hole = RawHole::Citation(*source);
            let marker = self.hole(hole);
            return self.html(marker);
        }
        let number = match self.referred.iter().position(|(l, _)| l == label) {
            Some(i) => i,
            None => {
                self.referred.push((label.to_owned(), 0));
                self.referred.len() - 1
            }
        };
        self.referred[number].1 += 1;
        let (n, nth) = (number + 1, self.referred[number].1);
        let id = if nth == 1 { format!("fnref-{n}") } else { format!("fnref-{n}-{nth}") };
        self.html(format!("<sup class=\"footnote-ref\"><a href=\"#fn-{n}\" id=\"{id}\">{n}</a></sup>"));
    }

    /// A note that nothing refers to is on no page.
    fn unused_notes(&mut self) {
        for (label, span) in std::mem::take(&mut self.note_spans) {
            if self.referred.iter().any(|(referred, _)| *referred == label) {
                continue;
            }
            let is_source = self.cited.keys().any(|id| id.to_lowercase() == label.to_lowercase());
            let (message, help) = if is_source {
                let message = format!("`[^{label}]` cites the source of that id: this note is not shown");
                (message, "give the note another label, or take it out".to_owned())
            } else {
                let message = format!("nothing refers to the note `[^{label}]`: it is not shown");
                (message, format!("write [^{label}] in the text, or take the note out"))
            };
            let mark = span.start..(span.start + label.len() + 3).min(span.end);
            self.wrong.push(Wrong { code: Code::UnusedFootnote, span: mark, message, help });
        }
    }

    /// Writes the footnotes that were referred to, in the order of their first reference.
    pub(super) fn write_notes(&mut self, out: &mut String) {
        self.unused_notes();
        let referred = std::mem::take(&mut self.referred);
        if referred.is_empty() {
            return;
        }
        let name = self.hole(RawHole::Word("footnotes", 0));
        let _ = writeln!(out, "<section class=\"footnotes\" aria-label=\"{name}\"><ol>");
        for (i, (label, references)) in referred.iter().enumerate() {
            let n = i + 1;
            let mut note = String::new();
            html::push_html(&mut note, self.notes.remove(label).unwrap_or_default().into_iter());
            let mut back = String::new();
            for nth in 1..=*references {
                let id = if nth == 1 { format!("fnref-{n}") } else { format!("fnref-{n}-{nth}") };
                let label = self.hole(RawHole::Word("back_to_text", nth));
                let _ = write!(back, " <a class=\"footnote-backref\" href=\"#{id}\" aria-label=\"{label}\">↩</a>");
                self.anchors.push(id);
            }
            let note = note.trim_end();
            let _ = match note.strip_suffix("</p>") {
                Some(note) => writeln!(out, "<li id=\"fn-{n}\">{note}{back}</p></li>"),
                None => writeln!(out, "<li id=\"fn-{n}\">{note}{back}</li>"),
            };
            self.anchors.push(format!("fn-{n}"));
        }
        out.push_str("</ol></section>\n");
    }
}
