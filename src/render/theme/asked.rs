//! What the templates of a page ask for: what no template names is not made.
//!
//! A template asks for a value where its name is a word of one of the template's tags, of what it extends or includes, or
//! of a component that these call, and so on. The word may mean something else there, so more may be made than is shown,
//! and nothing less: a template that comes to values otherwise than by their names asks for all (`sees_all`).

use std::collections::HashMap;

use super::components::{defined, name_of};
use super::own::{self, COMPONENTS};
use super::{ASSETS, BUILTIN, BUILTIN_PREFIX};
use crate::load::SourceText;

macro_rules! values {
    ($($(#[$doc:meta])* $value:ident = $name:literal,)*) => {
        /// What is made only where a template asks for it: whatever costs something, by the name that templates see.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Askable { $($(#[$doc])* $value),* }

        impl Askable {
            /// All of them.
            pub const ALL: &[Askable] = &[$(Askable::$value),*];

            /// Its name in templates.
            pub fn name(self) -> &'static str {
                match self { $(Askable::$value => $name),* }
            }
        }
    };
}

values! {
    /// The start of an event's row, drawn once.
    OpeningHtml = "opening_html",
    /// What stands below a card's title, likewise.
    BelowHtml = "below_html",
    /// The card of a name, likewise.
    CardHtml = "card_html",
    /// A map, of a page or of the site.
    Map = "map",
    /// The drawing above a list of dates.
    Strip = "strip",
    /// Who appears with an actor.
    Graph = "graph",
    /// The timeline of an entity.
    EventsByYear = "events_by_year",
    /// Briefings that only mention an entity.
    Mentions = "mentions",
    /// What the text of a briefing names beside its head.
    Mentioned = "mentioned",
    /// Other briefings about the same.
    Related = "related",
    /// Cards of the names on a briefing's page.
    Names = "names",
    /// How a briefing is cited.
    Cite = "cite",
    /// Where a text's links lead, for paper, and the marks of these in the text.
    LinkNotes = "link_notes",
    /// Who appears with an actor, and how often.
    CoActors = "co_actors",
    /// What a publisher published.
    Works = "works",
    /// JSON-LD.
    StructuredData = "structured_data",
}

/// What some templates ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Asked(u64);

impl Asked {
    const ALL: Asked = Asked(u64::MAX);

    /// Whether they ask for a value.
    pub fn has(self, value: Askable) -> bool {
        self.0 & (1 << value as u32) != 0
    }

    /// Makes a value if they ask for it; else there is none, or an empty one.
    pub fn then<T: Default>(self, value: Askable, make: impl FnOnce() -> T) -> T {
        if self.has(value) { make() } else { T::default() }
    }

    /// What these or others ask for.
    #[must_use]
    pub fn and(self, others: Asked) -> Asked {
        Asked(self.0 | others.0)
    }

    /// What the tags of a text ask for.
    fn of_tags(text: &str) -> Asked {
        if sees_all(text) {
            return Asked::ALL;
        }
        words(text)
            .filter_map(|word| Askable::ALL.iter().find(|value| value.name() == word))
            .fold(Asked::default(), |asked, value| asked.and(Asked(1 << *value as u32)))
    }
}

/// What each template asks for, by its name as pages call it.
pub(super) fn all(own: &[SourceText]) -> HashMap<String, Asked> {
    let own: Vec<(&str, &str)> = own::templates(own).map(|(name, source)| (name, &*source.text)).collect();
    let builtin = BUILTIN.iter().copied().filter(|(name, _)| !name.starts_with(ASSETS));
    let texts: Vec<(&str, &str)> = own.iter().copied().chain(builtin).collect();
    // A site's own come first, and stand in front of the built-in ones of their names; so do their components.
    let mut by_name: HashMap<&str, usize> = HashMap::new();
    let mut by_component: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (name, text)) in texts.iter().enumerate() {
        by_name.entry(name).or_insert(at);
        for component in defined(text).map(name_of) {
            let known = by_component.entry(component).or_default();
            if known.last().is_none_or(|last| *last < own.len()) && (at < own.len() || known.is_empty()) {
                known.push(at);
            }
        }
    }
    let named = |name: &str| match name.strip_prefix(BUILTIN_PREFIX) {
        Some(builtin) => texts.iter().rposition(|(known, _)| *known == builtin),
        None => by_name.get(name).copied(),
    };
    let tags: Vec<String> = texts.iter().map(|(_, text)| tags(text)).collect();
    let needs: Vec<Vec<usize>> = tags
        .iter()
        .map(|text| {
            let called = calls(text).filter_map(|component| by_component.get(component)).flatten().copied();
            template_names(text).filter_map(named).chain(called).collect()
        })
        .collect();
    let asked: Vec<Asked> = tags.iter().map(|text| Asked::of_tags(text)).collect();
    let of_pages = by_name.iter().filter(|(name, _)| !name.starts_with(COMPONENTS));
    of_pages.map(|(name, at)| ((*name).to_owned(), together(*at, &needs, &asked))).collect()
}

/// What a text and all that it needs ask for.
fn together(at: usize, needs: &[Vec<usize>], asked: &[Asked]) -> Asked {
    let mut met = vec![false; needs.len()];
    let mut open = vec![at];
    let mut all = Asked::default();
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut met[at], true) {
            all = all.and(asked[at]);
            open.extend(&needs[at]);
        }
    }
    all
}

/// The tags of a text, without what stands between them: each ends at the first end outside of quotes, as Tera has it.
fn tags(text: &str) -> String {
    // What is raw may look like a beginning.
    if text.contains("endraw") {
        return text.to_owned();
    }
    let mut tags = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        rest = &rest[at..];
        let length = match rest.as_bytes().get(1) {
            Some(b'{') => end_of_tag(rest, "}}"),
            Some(b'%') => end_of_tag(rest, "%}"),
            Some(b'#') => {
                rest = rest.split_once("#}").map_or("", |(_, rest)| rest);
                continue;
            }
            _ => {
                rest = &rest[1..];
                continue;
            }
        };
        tags.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    tags
}

/// How long a tag is.
fn end_of_tag(tag: &str, end: &str) -> usize {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in tag.char_indices().skip(2) {
        match quote {
            Some(_) if escaped || c == '\\' => escaped = !escaped,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None if tag[at..].starts_with(end) => return at + end.len(),
            None => {}
        }
    }
    tag.len()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_word(c)).filter(|word| !word.is_empty())
}

/// The word that a text begins with, after spaces, and what comes after it.
fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_at(text.find(|c| !is_word(c)).unwrap_or(text.len()))
}

/// The components that a text may call: the word after each `<`.
fn calls(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).map(|rest| first_word(rest).0)
}

/// The names of templates that a text may extend or include: all that is quoted and ends as they do.
fn template_names(text: &str) -> impl Iterator<Item = &str> {
    const ENDING: &str = ".html";
    text.match_indices(ENDING).filter_map(|(at, _)| {
        let end = at + ENDING.len();
        let quote = text[end..].chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        Some(&text[text[..at].rfind(quote)? + 1..end])
    })
}

/// Whether a template may see a value without its name: all of a context or of a map, what is left of a map that is taken
/// apart, or what a name leads to that only the page's own data know.
fn sees_all(text: &str) -> bool {
    /// What pages show, which a template could show whole.
    const WHOLE: [&str; 6] = ["actor", "briefing", "content", "location", "page", "publisher"];
    let shown_whole = |rest: &str| {
        let (word, after) = first_word(rest.trim_start_matches('-'));
        WHOLE.contains(&word) && !after.trim_start().starts_with(['.', '[', '?'])
    };
    let by_pairs = |rest: &str| {
        let after = first_word(rest).1.trim_start();
        rest.starts_with(char::is_whitespace) && after.starts_with(',')
    };
    let computed = |rest: &str| rest.trim_start().strip_prefix('=').is_some_and(|rest| !is_literal(rest, &[')', ',']));
    let indexed = |(at, _): (usize, &str)| {
        let before = text[..at].trim_end();
        let inner = &text[at + 1..];
        before.ends_with(|c: char| is_word(c) || matches!(c, ']' | ')' | '?'))
            && !is_literal(inner, &[']'])
            && !is_part(inner)
    };
    // What stands after each time that a text is there.
    let after = |word: &'static str| text.match_indices(word).map(move |(at, _)| &text[at + word.len()..]);
    words(text).any(|word| word == "__tera_context")
        || after("{{").any(shown_whole)
        || after("|").any(|rest| matches!(first_word(rest).0, "pairs" | "values"))
        || after("for").any(by_pairs)
        || after("key").any(computed)
        || after("attribute").any(computed)
        || text.match_indices('[').any(indexed)
}

/// Whether brackets take a part of a list or a text, which they do from one place to another: `list[:most]`.
fn is_part(text: &str) -> bool {
    let inner = text.split(']').next().unwrap_or_default();
    inner.contains(':') && !inner.contains(['"', '\'', '`', '{', '['])
}

/// Whether a text begins with one quoted text or with numbers, and nothing else up to where it ends.
fn is_literal(text: &str, ends: &[char]) -> bool {
    let text = text.trim_start();
    let rest = match text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) {
        Some(quote) => match text[1..].split_once(quote) {
            Some((inner, rest)) if !inner.contains('\\') => rest,
            _ => return false,
        },
        None => text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '-' | ' ')),
    };
    rest.trim_start().starts_with(ends)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of_text(text: &str) -> Asked {
        Asked::of_tags(&tags(text))
    }

    fn asked(text: &str) -> Vec<&'static str> {
        let asked = of_text(text);
        Askable::ALL.iter().filter(|value| asked.has(**value)).map(|value| value.name()).collect()
    }

    fn own(files: &[(&str, &str)]) -> Vec<SourceText> {
        let file =
            |(name, text): &(&str, &str)| SourceText { path: format!("templates/{name}").into(), text: (*text).into() };
        files.iter().map(file).collect()
    }

    #[test]
    fn a_name_is_asked_for_wherever_it_is_a_word() {
        for text in [
            "{{ map.land }}",
            "{% if briefing?.map %}",
            "{{ briefing[\"map\"] }}",
            "{{ <x m={map} /> }}",
            "{{ list | group_by(attribute=\"a.map\") }}",
            "{% set which = 'map' %}",
        ] {
            assert_eq!(asked(text), ["map"], "{text}");
        }
        assert_eq!(asked("{{ bitmap }} {{ maps }} {{ map_url }} {{ briefing.title }}"), [""; 0]);
        // Not in HTML or a comment, but after each end that is none.
        assert_eq!(asked("<map>{# {{ map }} #} { map }} {{ a }} map %} {% set a = b %} map"), [""; 0]);
        for text in [
            "{{ \"}}\" ~ map }}",
            "{{ '\\'}}' ~ map }}",
            "{{ <x a={ {a: 1} } m={map} /> }}",
            "{% if a == '%}' or map %}",
            "{% raw %}{#{% endraw %}{{ map }}",
        ] {
            assert_eq!(asked(text), ["map"], "{text}");
        }
    }

    #[test]
    fn what_comes_to_values_without_their_names_asks_for_all() {
        for text in [
            "{{ __tera_context }}",
            "{{ briefing }}",
            "{{- page | str }}",
            "{% for key, value in briefing %}",
            "{{ briefing[which] }}",
            "{{ briefing[\"ma\" ~ \"p\"] }}",
            "{{ briefing[\"m\\u{61}p\"] }}",
            "{{ page.x?[ which ] }}",
            "{{ briefing | get(key=which) }}",
            "{{ briefing | pairs }}",
            "{{ list | sort(attribute = page.extra.by) }}",
        ] {
            assert_eq!(of_text(text), Asked::ALL, "{text}");
        }
        for text in [
            "{{ briefing.title }} {{ list[0] }} {{ list[1:-2] }} {{ list[:most] }} {{ map[\"a\"] }} {{ [a, b] | words }}",
            "{% for a in briefing.authors %}{{ list | get(key='a', default=b) }}{% endfor %}",
        ] {
            assert_ne!(of_text(text), Asked::ALL, "{text}");
        }
    }

    #[test]
    fn a_template_asks_for_what_it_builds_on_and_calls() {
        let own = own(&[
            ("base.html", "{{ page.structured_data }}"),
            ("briefing.html", "{% extends \"base.html\" %}{{ <row /> }}"),
            ("home.html", "{% include 'parts/strip.html' %}"),
            ("parts/strip.html", "{{ strip }}"),
            ("wide.html", "{% extends \"builtin/briefing.html\" %}"),
            ("components/row.html", "{% component row() %}{{ < cell /> }}{% endcomponent row %}"),
            ("components/cell.html", "{% component cell() %}{{ cite }}{% endcomponent cell %}"),
            ("components/related.html", "{% component related(list: array) %}none{% endcomponent related %}"),
        ]);
        let all = all(&own);
        let asked = |name: &str| {
            let asked = all[name];
            Askable::ALL.iter().filter(|value| asked.has(**value)).map(|value| value.name()).collect::<Vec<_>>()
        };
        assert_eq!(asked("briefing.html"), ["cite", "structured_data"]);
        assert_eq!(asked("home.html"), ["strip"]);
        // It is the built-in one with the site's own frame.
        assert!(asked("wide.html").contains(&"names"));
        assert!(all["wide.html"] != Asked::ALL);
    }

    #[test]
    fn the_built_in_templates_name_what_they_show() {
        let all = all(&[]);
        for (name, text) in BUILTIN.iter().filter(|(name, _)| !name.starts_with(ASSETS)) {
            assert!(!sees_all(&tags(text)), "{name} sees all");
        }
        let anywhere = all.values().fold(Asked::default(), |all, asked| all.and(*asked));
        for value in Askable::ALL {
            assert!(anywhere.has(*value), "no built-in template shows {}", value.name());
        }
    }

    proptest! {
        #[test]
        fn no_text_around_hides_a_name(
            before in "([^{}]|[{}] |\\{\\{ a\\.b \\}\\}|\\{# [^#]* #\\}|\\{% set a = '[^'\\\\]*' %\\})*",
            after in ".*",
            value in 0..Askable::ALL.len(),
        ) {
            let value = Askable::ALL[value];
            let text = format!("{before}{{{{ a.{} }}}}{after}", value.name());
            prop_assert!(of_text(&text).has(value));
        }
    }
}
