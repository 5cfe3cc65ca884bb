//! Where the site will stand.

use percent_encoding::{CONTROLS, utf8_percent_encode};

use crate::model::WebUrl;

/// The address under which the site will stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host, without a final slash: `https://host`.
    pub origin: String,
    /// The path, with a slash at both ends: `/team/`.
    pub path: String,
}

impl BaseUrl {
    /// Takes an absolute web address, with or without a final slash.
    ///
    /// # Errors
    /// When it is no `http` or `https` address, or has a query or fragment.
    pub fn new(text: &str) -> Result<BaseUrl, String> {
        let url = WebUrl::new(text)?;
        let text = url.as_str();
        if text.contains(['?', '#']) {
            return Err("the address of a site has no `?` and no `#`".into());
        }
        let host = text.find("://").map_or(0, |i| i + 3);
        let (origin, path) = match text[host..].find('/') {
            Some(slash) => text.split_at(host + slash),
            None => (text, "/"),
        };
        let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
        if parts.iter().any(|p| matches!(*p, "." | "..")) {
            return Err("the address of a site has no `.` or `..` in its path".into());
        }
        if origin.contains('@') {
            return Err("the address of a site has no user name and no password: each page would show them".into());
        }
        if !origin.is_ascii() {
            let help = "write it as your registrar does, in letters of ASCII, beginning with xn--";
            return Err(format!("the host of this address has other letters than ASCII\n{help}"));
        }
        // As RFC 3986 asks, and as it is once: what is encoded already stays.
        let path = utf8_percent_encode(&parts.join("/"), CONTROLS).to_string();
        let path = if parts.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Ok(BaseUrl { origin: origin.to_owned(), path })
    }

    /// The path below the site's own of an address that is one of the site, without a slash before it.
    pub fn path_of<'a>(&self, address: &'a str) -> Option<&'a str> {
        let here = address.get(..self.origin.len()).filter(|origin| origin.eq_ignore_ascii_case(&self.origin))?;
        let path = &address[here.len()..];
        match path.strip_prefix(&self.path) {
            Some(below) => Some(below),
            None => (path == self.path.trim_end_matches('/')).then_some(""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_an_origin_and_a_path_with_slashes() {
        let url = |text| BaseUrl::new(text).map(|u| (u.origin, u.path));
        assert_eq!(url("https://host"), Ok(("https://host".into(), "/".into())));
        assert_eq!(url("https://host:8080/a/b"), Ok(("https://host:8080".into(), "/a/b/".into())));
        assert_eq!(url("http://host//team//"), Ok(("http://host".into(), "/team/".into())));
        assert_eq!(url("https://host/ünï/"), Ok(("https://host".into(), "/%C3%BCn%C3%AF/".into())));
        assert!(url("https://me:secret@host/").is_err());
        assert!(url("host.org").is_err());
        assert!(url("https://host/?x").is_err());
        assert!(url("https://host/a/../b").is_err());
    }
}
