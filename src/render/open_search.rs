//! How browsers search the site: a description document (OpenSearch 1.1, draft 6).

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::{Site, views};
use crate::plan::{OPEN_SEARCH, Route};

/// The most characters of a `ShortName`, a `LongName` and a `Description`.
const SHORT: usize = 16;
const LONG: usize = 48;
const DESCRIPTION: usize = 1024;

/// The description of the site's search: its names, its icon, its language, and how to ask.
pub(super) fn description(site: &Site<'_>) -> Vec<u8> {
    let title = &site.config.title;
    let short = cut(title, SHORT);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n",
    );
    // Writing to a string can't fail.
    let mut element = |name: &str, attributes: &str, text: &str| {
        let _ = writeln!(out, "<{name}{attributes}>{}</{name}>", escape(text));
    };
    element("ShortName", "", &short);
    if short != *title {
        element("LongName", "", &cut(title, LONG));
    }
    element("Description", "", &cut(site.config.description.as_deref().unwrap_or(title), DESCRIPTION));
    element("Language", "", site.config.language.as_str());
    element("InputEncoding", "", "UTF-8");
    if let Some(icon) = views::icon(site.plan) {
        let kind = match icon.file().rsplit_once('.') {
            Some((_, "svg")) => " type=\"image/svg+xml\"",
            Some((_, "png")) => " type=\"image/png\"",
            _ => " type=\"image/vnd.microsoft.icon\"",
        };
        element("Image", kind, &site.urls.absolute(icon));
    }
    let search = site.urls.absolute(&Route::page("search/"));
    let own = site.urls.absolute(&Route::of_file(OPEN_SEARCH));
    let _ = writeln!(out, "<Url type=\"text/html\" template=\"{}?q={{searchTerms}}\"/>", escape(search));
    let kind = "application/opensearchdescription+xml";
    let _ = writeln!(out, "<Url type=\"{kind}\" rel=\"self\" template=\"{}\"/>", escape(own));
    out.push_str("</OpenSearchDescription>\n");
    out.into_bytes()
}

/// The beginning of a text, as many characters as may be, whole words where there are two.
fn cut(text: &str, most: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= most {
        return text.to_owned();
    }
    // One more than fits: where a word ends with the last that fits, a blank follows.
    let head: String = text.chars().take(most + 1).collect();
    let words = head.rsplit_once(char::is_whitespace).map(|(words, _)| words.trim_end());
    words.filter(|words| !words.is_empty()).map_or_else(|| head.chars().take(most).collect(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_ends_with_a_word_and_one_long_word_is_cut() {
        assert_eq!(cut("Harbour Watch", SHORT), "Harbour Watch");
        assert_eq!(cut("The Dateline Sample Desk", SHORT), "The Dateline");
        assert_eq!(cut("Sixteen letters, and more", SHORT), "Sixteen letters,");
        assert_eq!(cut("Nachrichtenübersicht", SHORT), "Nachrichtenübers");
    }
}
