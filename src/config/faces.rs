//! The faces that a site is set in.

use schemars::JsonSchema;
use serde::Deserialize;

/// The faces that the site is set in: the name of one that readers have, or a file in `static/`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {text: /faces/own.woff2, label: Arial}")]
pub struct Faces {
    /// The face of texts: names such as `Georgia, Charter`, or a file in `static/` by its path there,
    /// `/faces/own.woff2`.
    pub text: Option<Face>,
    /// The italics of the text face, where that is a file.
    pub text_italic: Option<Face>,
    /// The face of headlines.
    pub display: Option<Face>,
    /// The face of small type: navigation, dates, names beside a text.
    pub label: Option<Face>,
}

/// A face.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(with = "String", inline)]
pub enum Face {
    /// The names of families that readers may have, the first of them that is there is taken; as CSS writes them
    /// (CSS Fonts 4, section 2.1.2).
    Families(String),
    /// A file in `static/`, by its path there from `/`.
    File(String),
}

impl TryFrom<String> for Face {
    type Error = String;

    fn try_from(text: String) -> Result<Face, String> {
        let wrong = || {
            Err(format!(
                "`{text}` is not a face\nwrite names such as Georgia, or a file in static/ such as /faces/own.woff2"
            ))
        };
        if text.contains('/') || text.contains('\\') {
            let known =
                ["woff2", "woff", "ttf", "otf"].iter().any(|ending| text.to_ascii_lowercase().ends_with(ending));
            return if known && text.starts_with('/') { Ok(Face::File(text)) } else { wrong() };
        }
        let names: Vec<&str> = text.split(',').map(|name| name.trim().trim_matches(['"', '\''])).collect();
        let is_name = |name: &&str| {
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.'))
        };
        if !names.iter().all(is_name) || names.iter().any(|name| name.to_ascii_lowercase().ends_with(".woff2")) {
            return wrong();
        }
        let css = |name: &&str| match GENERIC.contains(name) {
            true => (*name).to_owned(),
            false => format!("\"{name}\""),
        };
        Ok(Face::Families(names.iter().map(css).collect::<Vec<_>>().join(", ")))
    }
}

/// Words that stand for any face of a kind (CSS Fonts 4, section 2.1.3): quoted they would be names.
const GENERIC: [&str; 6] = ["serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif"];

impl Faces {
    /// Those that are set, by what they are for.
    pub fn each(&self) -> impl Iterator<Item = (&'static str, &Face)> {
        let faces = [
            ("text", &self.text),
            ("text_italic", &self.text_italic),
            ("display", &self.display),
            ("label", &self.label),
        ];
        faces.into_iter().filter_map(|(key, face)| Some((key, face.as_ref()?)))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn a_face_is_names_or_a_file() {
        let face = |text: &str| Face::try_from(text.to_owned());
        assert_eq!(
            face("Georgia, 'Noto Serif', serif").unwrap(),
            Face::Families("\"Georgia\", \"Noto Serif\", serif".into())
        );
        assert_eq!(face("/faces/own.woff2").unwrap(), Face::File("/faces/own.woff2".into()));
        for wrong in ["", "a; color: red", "own.woff2", "faces/own.woff2", "/faces/own.png", "url(x)", "a, , b"] {
            assert!(face(wrong).is_err(), "{wrong}");
        }
    }
}
