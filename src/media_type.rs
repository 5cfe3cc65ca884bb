//! Which media type a file of a name has (RFC 9110, section 8.3): where Dateline itself sends or stores files.

/// The media type that a host gives to a file of that name; texts say that they are in UTF-8.
pub fn media_type(file: &str) -> String {
    // What hosts read at a site's root is text, whatever its name.
    if matches!(file, "_headers" | "_redirects" | "CNAME" | ".nojekyll") {
        return "text/plain; charset=utf-8".to_owned();
    }
    let mime = mime_guess::from_path(file).first_or_octet_stream();
    if is_text(&mime) { format!("{mime}; charset=utf-8") } else { mime.to_string() }
}

/// Whether a file of that name gets much smaller when it is compressed.
#[cfg(feature = "object-storage")]
pub fn is_compressible(file: &str) -> bool {
    let mime = mime_guess::from_path(file).first_or_octet_stream();
    let is_structured = matches!(mime.suffix().map(|suffix| suffix.as_str()), Some("xml" | "json"));
    is_text(&mime) || is_structured || matches!(mime.subtype().as_str(), "wasm" | "geo+json")
}

fn is_text(mime: &mime_guess::Mime) -> bool {
    mime.type_() == "text" || matches!(mime.subtype().as_str(), "javascript" | "json" | "xml")
}
