//! What in a drawing would run, or load from elsewhere.
//!
//! An SVG that a page shows runs nothing (HTML, section 4.8.3), but opened by itself it is a document of the site's own
//! origin: its scripts read and do what the site's may. Content is not trusted, so such a drawing is refused. Nothing is
//! taken out: what is left would be another drawing than the one that its author saw.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// Elements that run, hold another document, or load one.
const RUNNING: [&str; 24] = [
    "audio",
    "base",
    "body",
    "button",
    "canvas",
    "embed",
    "foreignobject",
    "form",
    "frame",
    "handler",
    "head",
    "html",
    "iframe",
    "img",
    "input",
    "link",
    "listener",
    "meta",
    "object",
    "picture",
    "script",
    "source",
    "track",
    "video",
];

/// Vocabularies whose elements browsers take for those of a page.
const OF_PAGES: [&str; 2] = ["http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/math/mathml"];

/// Pictures that a drawing may hold within itself.
const WITHIN: [&str; 5] = ["png", "jpeg", "jpg", "gif", "webp"];

/// What in a drawing runs or loads something, as a clause that goes on after "this drawing".
pub(super) fn active(bytes: &[u8]) -> Option<String> {
    // Another encoding could show a browser other marks than are seen here.
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Some("is not in UTF-8".to_owned());
    };
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut in_style = false;
    loop {
        let found = match reader.read_event() {
            Err(_) => Some("is no XML from beginning to end".to_owned()),
            Ok(Event::Eof) => return None,
            Ok(Event::Decl(decl)) => match decl.encoding() {
                Some(Ok(name)) if !name.eq_ignore_ascii_case(b"utf-8") && !name.eq_ignore_ascii_case(b"us-ascii") => {
                    Some("says that it is not in UTF-8".to_owned())
                }
                _ => None,
            },
            Ok(Event::DocType(doctype)) => {
                // What drawing programs write names the W3C's own by its public name.
                let is_own = !doctype.contains(&b'[') && !doctype.windows(6).any(|word| word == b"SYSTEM");
                (!is_own).then(|| "declares entities, which may stand for anything".to_owned())
            }
            Ok(Event::PI(instruction)) => {
                let name = String::from_utf8_lossy(instruction.target()).into_owned();
                name.eq_ignore_ascii_case("xml-stylesheet").then(|| "asks for a style sheet".to_owned())
            }
            Ok(Event::Start(tag)) => {
                in_style = tag.local_name().as_ref().eq_ignore_ascii_case(b"style");
                of_element(&tag)
            }
            Ok(Event::Empty(tag)) => of_element(&tag),
            Ok(Event::End(_)) => {
                in_style = false;
                None
            }
            Ok(Event::Text(text)) if in_style => of_sheet(&String::from_utf8_lossy(&text)),
            Ok(Event::CData(text)) if in_style => of_sheet(&String::from_utf8_lossy(&text)),
            // `url&#40;` is one, too.
            Ok(Event::GeneralRef(_)) if in_style => Some("has a reference in its styles".to_owned()),
            Ok(_) => None,
        };
        if found.is_some() {
            return found;
        }
    }
}

fn of_element(tag: &BytesStart<'_>) -> Option<String> {
    let local = |name: &[u8]| String::from_utf8_lossy(name).to_ascii_lowercase();
    let element = local(tag.local_name().as_ref());
    // What a reader that is more patient than a browser takes for a name.
    if element.contains(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.')) {
        return Some("is no XML from beginning to end".to_owned());
    }
    if RUNNING.contains(&&*element) {
        return Some(format!("holds <{element}>"));
    }
    for attribute in tag.attributes() {
        let Ok(attribute) = attribute else { return Some("is no XML from beginning to end".to_owned()) };
        let name = local(attribute.key.local_name().as_ref());
        let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else {
            return Some(format!("has a value in `{name}` that can't be read"));
        };
        let leads = |value: &str| leads_out(&element, value).then(|| format!("leads elsewhere in `{name}`"));
        let found = match &*name {
            _ if name.starts_with("on") => Some(format!("has a program in `{name}`")),
            "href" | "src" | "base" => leads(&value),
            "srcset" | "ping" | "formaction" | "action" => Some(format!("leads elsewhere in `{name}`")),
            _ if OF_PAGES.contains(&&*value.trim().to_ascii_lowercase()) => Some("holds elements of a page".to_owned()),
            "style" => of_sheet(&value),
            // What changes with time may become what could not stand there from the beginning.
            "attributename" => {
                let target = value.rsplit(':').next().unwrap_or_default().trim().to_ascii_lowercase();
                (target.starts_with("on") || target == "href").then(|| format!("changes `{target}`"))
            }
            _ => of_style(&value),
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Whether an address leads out of the drawing. A link may, to what links of a text may lead to.
fn leads_out(element: &str, address: &str) -> bool {
    let address: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let address = address.to_ascii_lowercase();
    let is_within =
        |rest: &str| WITHIN.iter().any(|kind| rest.strip_prefix(kind).is_some_and(|rest| rest.starts_with(';')));
    if address.is_empty() || address.starts_with('#') || address.strip_prefix("data:image/").is_some_and(is_within) {
        return false;
    }
    !(element == "a" && ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme)))
}

/// The same of a style, where an escape may spell any word (CSS Syntax, section 4.3.7).
fn of_sheet(style: &str) -> Option<String> {
    if style.contains('\\') { Some("has an escape in its styles".to_owned()) } else { of_style(style) }
}

/// What a style or the value of an attribute loads.
fn of_style(style: &str) -> Option<String> {
    let style: Cow<'_, str> = match style.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => style.to_ascii_lowercase().into(),
        false => style.into(),
    };
    let escaped = style.contains('\\') && style.contains('(');
    let loads = ["@import", "image-set(", "src(", "expression("].iter().any(|word| style.contains(word));
    let url_out = style.split("url(").skip(1).any(|rest| {
        let to = rest.split(')').next().unwrap_or_default().trim().trim_matches(['"', '\'']).trim();
        !(to.starts_with('#') || to.starts_with("data:"))
    });
    (escaped || loads || url_out).then(|| "loads something in its styles".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(inner: &str) -> Option<String> {
        active(format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inner}</svg>").as_bytes())
    }

    #[test]
    fn what_runs_or_loads_is_seen() {
        for (inner, clause) in [
            ("<script>alert(1)</script>", "holds <script>"),
            ("<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>", "holds <script>"),
            ("<g ONLOAD='alert(1)'/>", "has a program in `onload`"),
            ("<foreignObject><p/></foreignObject>", "holds <foreignobject>"),
            ("<a href='java&#x09;script:alert(1)'/>", "leads elsewhere in `href`"),
            ("<a xlink:href=' JavaScript:alert(1)'/>", "leads elsewhere in `href`"),
            ("<image href='https://x.example/a.png'/>", "leads elsewhere in `href`"),
            ("<image href='data:image/svg+xml,&lt;svg onload=alert(1)&gt;'/>", "leads elsewhere in `href`"),
            ("<use href='other.svg#a'/>", "leads elsewhere in `href`"),
            ("<set attributeName='xlink:href' to='javascript:alert(1)'/>", "changes `href`"),
            ("<animate attributeName='onclick' values='alert(1)'/>", "changes `onclick`"),
            ("<style>@import 'https://x.example/a.css'</style>", "loads something in its styles"),
            ("<style><![CDATA[a{fill:URL( https://x.example/a)}]]></style>", "loads something in its styles"),
            ("<style>a{fill:u\\72l(x)}</style>", "has an escape in its styles"),
            ("<style>@\\69mport 'x'</style>", "has an escape in its styles"),
            ("<g style='fill:u\\72l(x)'/>", "has an escape in its styles"),
            ("<meta http-equiv='refresh' content='0'/>", "holds <meta>"),
            ("<b xmlns='http://www.w3.org/1999/xhtml'/>", "holds elements of a page"),
            ("<g xmlns:h='http://www.w3.org/1999/XHTML'/>", "holds elements of a page"),
            ("<image srcset='https://x.example/ 1x'/>", "leads elsewhere in `srcset`"),
            ("<a href='#x' ping='https://x.example/'/>", "leads elsewhere in `ping`"),
            ("<style>a{fill:url&#40;x)}</style>", "has a reference in its styles"),
            ("<g fill='url(//x.example/a)'/>", "loads something in its styles"),
            ("<g id='&unknown;'/>", "has a value in `id` that can't be read"),
            ("<script/.a<-->", "is no XML from beginning to end"),
            ("<g></a>", "is no XML from beginning to end"),
            ("<g a=b/>", "is no XML from beginning to end"),
        ] {
            assert_eq!(of(inner).as_deref(), Some(clause), "{inner}");
        }
        for (text, clause) in [
            (
                "<!DOCTYPE svg [<!ENTITY a '<script/>'>]><svg>&a;</svg>",
                "declares entities, which may stand for anything",
            ),
            ("<!DOCTYPE svg SYSTEM 'x.dtd'><svg/>", "declares entities, which may stand for anything"),
            ("<?xml-stylesheet href='a.css'?><svg/>", "asks for a style sheet"),
            ("<?xml version='1.0' encoding='ISO-2022-JP'?><svg/>", "says that it is not in UTF-8"),
        ] {
            assert_eq!(active(text.as_bytes()).as_deref(), Some(clause), "{text}");
        }
        assert_eq!(active(b"<svg>\xff</svg>").as_deref(), Some("is not in UTF-8"));
    }

    #[test]
    fn a_drawing_may_be_one() {
        for inner in [
            "",
            "<title>A &amp; B</title><g id='a' style='fill:#fff' transform='rotate(3)'><path d='M0 0h1'/></g>",
            "<a href='https://x.example/'><text>x</text></a><use xlink:href='#a'/><g fill='url(#grey)'/>",
            "<image href='data:image/png;base64,iVBORw0KGgo='/>",
            "<style>@font-face{src:url(data:font/woff2;base64,AA)} .a{fill:url('#b')}</style>",
            "<animate attributeName='x' values='0;1'/><metadata><rdf:RDF xmlns:rdf='http://x.example/'/></metadata>",
        ] {
            assert_eq!(of(inner), None, "{inner}");
        }
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg/>";
        assert_eq!(active(head.as_bytes()), None);
    }
}
