//! What a target keeps of a file beside its bytes: with what headers it will be sent to readers.

use std::io::{self, Write as _};

use flate2::Compression as Level;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use super::site::hexadecimal;
use crate::config::Compression;
use crate::media_type::{is_compressible, media_type};

/// How much Brotli tries, of 11: above this it takes many times as long for a few per cent.
const BROTLI_QUALITY: u32 = 9;

/// The binary logarithm of the window in which Brotli looks for what it has seen, in bytes.
const BROTLI_WINDOW: u32 = 22;

/// How much Brotli holds in memory at once.
const BUFFER: usize = 64 * 1024;

/// How many hexadecimal digits name a form: enough to tell the few that one file can have.
const DIGITS: usize = 12;

/// The form in which a file is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    /// The header `Content-Type`.
    pub(super) content_type: String,
    /// The header `Cache-Control`.
    pub(super) cache_control: &'static str,
    /// How it is compressed.
    pub(super) compression: Option<Compression>,
}

impl Form {
    /// The form of the file at a route, where texts are to be compressed in that way.
    pub(super) fn of(route: &str, cache_control: &'static str, compression: Option<Compression>) -> Form {
        let compression = compression.filter(|_| is_compressible(route));
        Form { content_type: media_type(route), cache_control, compression }
    }

    /// The header `Content-Encoding`.
    pub(super) fn content_encoding(&self) -> Option<&'static str> {
        self.compression.map(|compression| match compression {
            Compression::Gzip => "gzip",
            Compression::Brotli => "br",
        })
    }

    /// A short name of the form, another one for another form: by it a manifest tells that a file is to be sent again
    /// though its content is the same.
    pub(super) fn name(&self) -> String {
        let encoding = self.content_encoding().unwrap_or_default();
        let digest = Sha256::digest(format!("{}\n{}\n{encoding}", self.content_type, self.cache_control));
        let mut name = hexadecimal(&digest);
        name.truncate(DIGITS);
        name
    }

    /// The bytes of a file as they are stored.
    ///
    /// # Errors
    /// Only those of the compressors, which have none for bytes in memory.
    pub(super) fn stored(&self, bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        match self.compression {
            None => Ok(bytes),
            Some(Compression::Gzip) => {
                let mut gzip = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Level::best());
                gzip.write_all(&bytes)?;
                gzip.finish()
            }
            Some(Compression::Brotli) => {
                let stored = Vec::with_capacity(bytes.len() / 4);
                let mut brotli = brotli::CompressorWriter::new(stored, BUFFER, BROTLI_QUALITY, BROTLI_WINDOW);
                brotli.write_all(&bytes)?;
                Ok(brotli.into_inner())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_is_compressed_comes_back() {
        let text = "Ferry berth closes after the storm. ".repeat(400).into_bytes();
        let mut back = Vec::new();
        let gzip = Form::of("briefings/one/index.html", "no-cache", Some(Compression::Gzip));
        let stored = gzip.stored(text.clone()).unwrap();
        assert!(stored.len() < text.len() / 10);
        flate2::read::GzDecoder::new(&stored[..]).read_to_end(&mut back).unwrap();
        assert_eq!(back, text);
        back.clear();
        let brotli = Form::of("data/events.geojson", "no-cache", Some(Compression::Brotli));
        let stored = brotli.stored(text.clone()).unwrap();
        brotli::Decompressor::new(&stored[..], BUFFER).read_to_end(&mut back).unwrap();
        assert_eq!(back, text);
    }

    #[test]
    fn pictures_and_packed_files_stay_as_they_are() {
        for route in ["static/photo.jpg", "assets/face.woff2", "pagefind/fragment/en_1.pf_fragment"] {
            assert_eq!(Form::of(route, "no-cache", Some(Compression::Gzip)).content_encoding(), None, "{route}");
        }
    }

    #[test]
    fn another_header_makes_another_form() {
        let names = [
            Form::of("a.html", "no-cache", None).name(),
            Form::of("a.css", "no-cache", None).name(),
            Form::of("a.html", "max-age=60", None).name(),
            Form::of("a.html", "no-cache", Some(Compression::Gzip)).name(),
            Form::of("a.html", "no-cache", Some(Compression::Brotli)).name(),
        ];
        let different: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(different.len(), names.len());
    }
}
