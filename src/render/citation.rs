//! How a briefing is cited, in the formats that reference managers read: BibTeX and CSL-JSON.

use std::fmt::Write as _;

use serde::Serialize;

use super::{Site, labels};
use crate::model::{Briefing, BriefingId};

/// A briefing in the formats of reference managers.
#[derive(Serialize, Default)]
pub(super) struct Citation {
    /// BibTeX, a `@misc`: it has no entry for what stands on the web.
    bibtex: String,
    /// CSL-JSON 1.0, a list of one item of the type `report`.
    csl: String,
}

/// An item of CSL-JSON (citation-style-language/schema, csl-data.json).
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Author<'a>>,
    issued: Issued,
    container_title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

/// A name as it is written: nothing says which part of it is the family's.
#[derive(Serialize)]
struct Author<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Issued {
    date_parts: [[i64; 3]; 1],
}

impl Site<'_> {
    /// How a briefing is cited.
    pub(super) fn citation(&self, id: BriefingId, url: Option<&str>) -> Citation {
        let briefing = self.catalog.briefing(id);
        let note = labels::standing(self.say(), briefing);
        Citation { bibtex: self.bibtex(briefing, url, note), csl: self.csl(briefing, url, note) }
    }

    fn bibtex(&self, briefing: &Briefing, url: Option<&str>, note: Option<&str>) -> String {
        let day = briefing.date.day();
        let mut out = format!("@misc{{{},\n", briefing.id.as_str());
        // Writing to a string can't fail.
        let mut field = |name: &str, value: &str| _ = writeln!(out, "  {name} = {{{value}}},");
        if !briefing.authors.is_empty() {
            field("author", &briefing.authors.iter().map(|name| bibtex_name(name)).collect::<Vec<_>>().join(" and "));
        }
        // A second pair of braces keeps the title's capitals.
        field("title", &format!("{{{}}}", bibtex_text(&briefing.title)));
        field("howpublished", &bibtex_text(&self.config.title));
        field("year", &day.year().to_string());
        field("month", &day.month().to_string());
        field("day", &day.day().to_string());
        if let Some(publisher) = &self.config.publisher {
            field("publisher", &bibtex_text(&publisher.name));
        }
        if let Some(version) = &briefing.version {
            field("version", &bibtex_text(version));
        }
        if let Some(note) = note {
            field("note", &bibtex_text(note));
        }
        field("language", briefing.lang.as_str());
        if let Some(url) = url {
            field("url", url);
        }
        out.push('}');
        out
    }

    fn csl(&self, briefing: &Briefing, url: Option<&str>, note: Option<&str>) -> String {
        let day = briefing.date.day();
        let item = Item {
            id: briefing.id.as_str(),
            kind: "report",
            title: &briefing.title,
            author: briefing.authors.iter().map(|name| Author { literal: name }).collect(),
            issued: Issued { date_parts: [[day.year(), day.month().into(), day.day().into()]] },
            container_title: &self.config.title,
            publisher: self.config.publisher.as_ref().map(|publisher| &*publisher.name),
            url,
            language: briefing.lang.as_str(),
            version: briefing.version.as_deref(),
            note,
        };
        serde_json::to_string_pretty(&[item]).unwrap_or_default()
    }
}

/// A text with what TeX reads as commands written out.
fn bibtex_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// A name that BibTeX does not take apart where it would read two names, or a family's before a comma.
fn bibtex_name(name: &str) -> String {
    let text = bibtex_text(name);
    let splits = name.contains(',') || name.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
    if splits { format!("{{{text}}}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_name() {
        assert_eq!(bibtex_name("Mara Lind"), "Mara Lind");
        assert_eq!(bibtex_name("Lind and Sons"), "{Lind and Sons}");
        assert_eq!(bibtex_name("Lind, Mara"), "{Lind, Mara}");
    }

    #[test]
    fn tex_reads_no_command() {
        assert_eq!(bibtex_text("50 % of A&B {x} \\end"), "50 \\% of A\\&B \\{x\\} \\textbackslash{}end");
    }
}
