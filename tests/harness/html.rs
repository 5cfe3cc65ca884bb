//! As much of HTML as the tests need: tags, attributes, text.

/// A tag as it stands in a page.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, String)>,
}

/// Every opening tag of a page. Values are read as browsers read them, quoted or bare.
fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        if end == 0 {
            continue;
        }
        let name = &rest[..end];
        let (attributes, after) = attributes(&rest[end..]);
        found.push(Tag { name, attributes });
        rest = after;
    }
    found
}

fn attributes(mut rest: &str) -> (Vec<(&str, String)>, &str) {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return (found, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (found, after);
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len()).max(1);
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let Some(value) = rest.strip_prefix('=').map(str::trim_start) else {
            found.push((name, String::new()));
            continue;
        };
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap(),
            _ => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
        };
        found.push((name, unescaped(value)));
        rest = after;
    }
}

/// How the block of data begins that a page may have.
const DATA: &str = "<script type=\"application/ld+json\">";

/// The block of data that a page has for machines, which runs nothing.
#[track_caller]
pub fn data(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once(DATA)?;
    let (data, after) = rest.split_once("</script>").unwrap();
    assert!(!data.contains('<'), "a text ends the block of data: {data}");
    assert!(!after.contains(DATA), "two blocks of data");
    Some(data)
}

/// A page without its block of data.
#[track_caller]
pub fn without_data(html: &str) -> String {
    match data(html) {
        Some(data) => html.replacen(&format!("{DATA}{data}</script>"), "", 1),
        None => html.to_owned(),
    }
}

/// How the theme's own elements begin that would be harmful in a text.
const THEME: [&str; 7] = [
    "<script type=\"module\" src=\"/",
    "<template id=\"Names\"",
    "<form class=\"search\"",
    "<form class=\"span\"",
    "<form class=\"seek\"",
    "<svg viewBox=\"",
    "<svg class=\"",
];

/// A page without the theme's own elements that would be harmful in a text; what they say stays.
pub fn without_theme(html: &str) -> String {
    THEME.iter().fold(html.to_owned(), |html, element| html.replace(element, "<p id=\""))
}

/// Every address that a page holds: of links, images, styles, scripts, frames and refreshes.
pub fn addresses(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(html) {
        let refresh = tag.name == "meta" && tag.attributes.iter().any(|(n, v)| *n == "http-equiv" && v == "refresh");
        for (name, value) in tag.attributes {
            match name {
                "href" | "src" | "action" | "poster" | "data" => found.push(value),
                "srcset" => {
                    found.extend(value.split(',').filter_map(|part| part.split_whitespace().next()).map(str::to_owned));
                }
                "content" if refresh => {
                    let url = value.split_once("url=").unwrap().1;
                    found.push(url.to_owned());
                }
                _ => {}
            }
        }
    }
    found
}

/// Every id of a page; each is there only once.
#[track_caller]
pub fn ids(html: &str) -> Vec<String> {
    let attributes = tags(html).into_iter().flat_map(|tag| tag.attributes);
    let ids: Vec<String> = attributes.filter(|(name, _)| *name == "id").map(|(_, value)| value).collect();
    let mut sorted = ids.clone();
    sorted.sort();
    let twice = sorted.windows(2).find(|pair| pair[0] == pair[1]);
    assert!(twice.is_none(), "an id is there twice: {}", sorted.join(" "));
    ids
}

/// The names of all elements and attributes of a page.
pub fn vocabulary(html: &str) -> Vec<String> {
    let names = tags(html).into_iter().flat_map(|tag| {
        let attributes = tag.attributes.into_iter().map(|(name, _)| name.to_lowercase());
        std::iter::once(format!("<{}", tag.name.to_lowercase())).chain(attributes).collect::<Vec<_>>()
    });
    names.collect()
}

/// What a reader sees of a page: without tags, with one space for any white space.
pub fn plain(html: &str) -> String {
    let mut text = String::new();
    let html = without_data(html);
    let mut rest = &*html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        // A block ends a word; a phrase does not.
        let name: String = after.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if !matches!(name.as_str(), "a" | "b" | "bdi" | "em" | "strong" | "i" | "code" | "span" | "time" | "sup") {
            text.push(' ');
        }
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    unescaped(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without its character references, as far as the program writes such.
pub fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.find(';').filter(|end| *end <= 8);
        let meant = end.and_then(|end| match &after[..end] {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some(' '),
            name => {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)
            }
        });
        out.push(meant.unwrap_or('&'));
        rest = match (meant, end) {
            (Some(_), Some(end)) => &after[end + 1..],
            _ => after,
        };
    }
    out.push_str(rest);
    out
}
