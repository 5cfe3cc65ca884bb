//! Where an output file is.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What a path of an address holds unencoded: RFC 3986's `pchar` and `/`, without `'` and `&`.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A file below the output folder: `briefings/x/index.html`, whose address is `briefings/x/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(String);

impl Route {
    /// The page in a folder: `""` is the home page, `briefings/x/` a briefing's.
    pub fn page(folder: &str) -> Route {
        Route(format!("{folder}index.html"))
    }

    /// A page of a list: the first in the list's folder, the others in `page/2/` and on below it.
    pub fn of_list(folder: &str, number: usize) -> Route {
        match number {
            1 => Route::page(folder),
            n => Route::page(&format!("{folder}page/{n}/")),
        }
    }

    /// A file by its path.
    pub fn of_file(path: impl Into<String>) -> Route {
        Route(path.into())
    }

    /// The file's path below the output folder, with `/` between the parts.
    pub fn file(&self) -> &str {
        &self.0
    }

    /// The path of its address below the site's base path, not encoded.
    pub fn path(&self) -> &str {
        match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.0,
        }
    }

    /// The same, percent-encoded where RFC 3986 asks for it.
    pub fn url(&self) -> String {
        // Nearly always there is nothing to encode.
        Cow::from(utf8_percent_encode(self.path(), UNSAFE)).into_owned()
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_its_folder() {
        assert_eq!(Route::page("").path(), "");
        assert_eq!(Route::page("briefings/x/").path(), "briefings/x/");
        assert_eq!(Route::of_file("feed.xml").path(), "feed.xml");
        assert_eq!(Route::of_file("a/myindex.html").path(), "a/myindex.html");
        assert_eq!(Route::of_file("a b/ü#.png").url(), "a%20b/%C3%BC%23.png");
    }
}
