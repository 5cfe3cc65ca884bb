//! Pictures as bytes: what one is, what of it is published, and the smaller ones made of it. No disk, no catalog.
//!
//! ```text
//! bytes ─look→ Picture (size, format, hash)      in `load`, from the head of the file
//!       ─strip→ the same without metadata        in `write`, of every picture that is published
//!       ─resize→ WebP of some widths             in `write`, of pictures that a page shows
//! ```

mod active;
mod gif;
mod jpeg;
mod resize;
mod strip;
mod svg;

use image::metadata::Orientation;
use imagesize::{Compression, ImageType};

use crate::model::content_hash;

pub use resize::{is_whole, resize};
pub use strip::strip;

/// The most bytes that a picture may have.
pub const LARGEST: u64 = 64 << 20;

/// The most pixels that a picture may have: a file of a few bytes can claim any number of them.
pub const MOST_PIXELS: u64 = 100_000_000;

/// The widths that pages ask for, smallest first.
const WIDTHS: [u32; 3] = [480, 960, 1600];

/// Changes when the same picture would be made otherwise, and so its name.
const MAKING: u64 = 1;

/// The longest side that WebP has.
const LONGEST: u32 = 16_383;

/// What a picture is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its format.
    pub format: Format,
    /// Width and height as it is seen, its orientation counted; none of a drawing without a size.
    pub size: Option<(u32, u32)>,
    /// Whether it moves: nothing smaller is made of it.
    pub moves: bool,
    /// Whether it holds metadata that can't be taken out.
    pub tells: bool,
    /// What in a drawing runs or loads something, as a clause that goes on after "this drawing".
    pub active: Option<String>,
    hash: u64,
}

/// The format of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
    /// GIF.
    Gif,
    /// SVG.
    Svg,
    /// AVIF.
    Avif,
    /// One that most browsers don't show: TIFF, HEIC, JPEG XL, Photoshop's, a camera's raw file.
    Other,
}

/// Why a picture can't be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong with it.
    pub message: String,
    /// How to mend it.
    pub help: &'static str,
}

impl Unreadable {
    fn damaged() -> Unreadable {
        Unreadable {
            message: "this picture can't be read: the file is damaged, or is not what its name says".to_owned(),
            help: "save it anew as JPEG, PNG or WebP",
        }
    }

    /// A file of so many bytes, if that is too many.
    pub fn too_long(len: u64) -> Option<Unreadable> {
        (len > LARGEST).then(|| Unreadable {
            message: format!(
                "this picture has {} MiB; Dateline publishes pictures of at most {}",
                len >> 20,
                LARGEST >> 20
            ),
            help: "save it smaller, or in a format that packs it better",
        })
    }
}

/// How many bytes of a file [`may_be`] looks at.
pub const HEAD: usize = 16;

/// Whether a file may be a picture, by its name or its first bytes: a name may lie.
pub fn may_be(name: &str, head: &[u8]) -> bool {
    let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
    matches!(
        ending.as_str(),
        "jpg"
            | "jpeg"
            | "jpe"
            | "jfif"
            | "png"
            | "apng"
            | "webp"
            | "gif"
            | "svg"
            | "avif"
            | "heic"
            | "heif"
            | "tif"
            | "tiff"
    ) || format_of(name, head).is_some()
}

fn format_of(name: &str, head: &[u8]) -> Option<Format> {
    let is_svg = || name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("svg"));
    // What `imagesize` needs to see of a WebP is longer than its mark, and it takes films for pictures.
    match imagesize::image_type(head) {
        _ if is_svg() => Some(Format::Svg),
        Ok(ImageType::Jpeg) => Some(Format::Jpeg),
        Ok(ImageType::Png) => Some(Format::Png),
        Ok(ImageType::Webp) => Some(Format::WebP),
        Ok(ImageType::Gif) => Some(Format::Gif),
        Ok(ImageType::Heif(Compression::Av1)) => Some(Format::Avif),
        Ok(
            ImageType::Heif(Compression::Hevc | Compression::Jpeg) | ImageType::Tiff | ImageType::Jxl | ImageType::Psd,
        ) => Some(Format::Other),
        _ if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") => Some(Format::WebP),
        _ if head.get(4..8) == Some(b"ftyp")
            && head.get(8..11).is_some_and(|brand| matches!(brand, b"hei" | b"mif" | b"hev" | b"crx")) =>
        {
            Some(Format::Other)
        }
        _ if head.get(4..11) == Some(b"ftypavi") => Some(Format::Avif),
        _ => None,
    }
}

/// What a file that [`may_be`] a picture is.
///
/// # Errors
/// When it is no picture, is damaged, or is too large.
pub fn look(name: &str, bytes: &[u8]) -> Result<Picture, Unreadable> {
    let format = format_of(name, bytes).ok_or_else(Unreadable::damaged)?;
    let stored = match format {
        Format::Svg => svg::size(bytes),
        Format::Other => None,
        // It is shown as it is, so that browsers may know more of it.
        Format::Avif => sides(bytes),
        _ => Some(sides(bytes).ok_or_else(Unreadable::damaged)?),
    };
    if let Some((width, height)) = stored
        && format != Format::Svg
        && u64::from(width) * u64::from(height) > MOST_PIXELS
    {
        return Err(Unreadable {
            message: format!(
                "this picture is {width} by {height}; Dateline publishes pictures of at most {} million pixels",
                MOST_PIXELS / 1_000_000
            ),
            help: "save it smaller",
        });
    }
    let parts = strip::parts(format, bytes)?;
    let turned = parts.orientation.is_some_and(is_turned);
    Ok(Picture {
        format,
        size: stored.map(|(width, height)| if turned { (height, width) } else { (width, height) }),
        moves: parts.moves,
        tells: match format {
            Format::Other => true,
            Format::Avif => bytes.windows(4).take(1 << 16).any(|word| word == b"Exif" || word == b"mime"),
            _ => false,
        },
        active: if format == Format::Svg { active::active(bytes) } else { None },
        hash: content_hash(bytes) ^ MAKING,
    })
}

impl Picture {
    /// Whether a file of these bytes is this picture, as it was when it was looked at.
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        self.hash == content_hash(bytes) ^ MAKING
    }
}

/// Width and height as they are stored.
fn sides(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(bytes).ok()?;
    let side = |length: usize| u32::try_from(length).ok().filter(|length| *length > 0);
    Some((side(size.width)?, side(size.height)?))
}

/// A length that grows as `to` does from `of`, in whole pixels.
pub fn scaled(length: u32, to: u32, of: u32) -> u32 {
    let of = u64::from(of.max(1));
    u32::try_from((u64::from(length) * u64::from(to) + of / 2) / of).unwrap_or(u32::MAX).max(1)
}

/// Whether a picture is stored on its side.
fn is_turned(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

impl Picture {
    /// Whether it is published without its metadata, and so not byte for byte.
    pub fn is_stripped(&self) -> bool {
        matches!(self.format, Format::Jpeg | Format::Png | Format::WebP | Format::Gif)
    }

    /// The widths in which it is made anew: none wider than itself, none for what is small, moves, or is drawn.
    pub fn widths(&self) -> Vec<u32> {
        let (Some((width, height)), Format::Jpeg | Format::Png | Format::WebP, false) =
            (self.size, self.format, self.moves)
        else {
            return Vec::new();
        };
        let [smallest, .., largest] = WIDTHS;
        if width <= smallest {
            return Vec::new();
        }
        // One that is hardly smaller than the next would be made for nothing.
        let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|step| step * 5 / 4 <= width).collect();
        if width < largest || widths.last().is_none_or(|last| *last < largest) {
            widths.push(width.min(largest));
        }
        widths.retain(|width| self.height_at(*width).is_some_and(|height| height <= LONGEST));
        widths.dedup();
        let _ = height;
        widths
    }

    /// How high it is at a width.
    pub fn height_at(&self, at: u32) -> Option<u32> {
        let (width, height) = self.size?;
        Some(scaled(height, at, width))
    }

    /// What the file is called that holds it at a width: the whole name of the original, so that whoever looks for
    /// that finds this, and a mark that changes with the original.
    pub fn name_at(&self, original: &str, width: u32) -> String {
        format!("{original}-{width}.{:010x}.webp", self.hash & 0xff_ffff_ffff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(width: u32, height: u32) -> Picture {
        Picture { format: Format::Jpeg, size: Some((width, height)), moves: false, tells: false, active: None, hash: 0 }
    }

    #[test]
    fn no_width_is_larger_than_the_picture_nor_nearly_the_next() {
        for (width, widths) in [
            (300, &[][..]),
            (480, &[]),
            (500, &[500]),
            (700, &[480, 700]),
            (1000, &[480, 1000]),
            (1400, &[480, 960, 1400]),
            (1600, &[480, 960, 1600]),
            (1700, &[480, 960, 1600]),
            (4000, &[480, 960, 1600]),
        ] {
            assert_eq!(photo(width, 100).widths(), widths, "{width}");
        }
        assert!(photo(600, 65_000).widths().is_empty(), "WebP is not as high");
    }

    #[test]
    fn a_picture_is_known_by_its_first_bytes_and_a_film_is_none() {
        for (head, format) in [
            (&b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0"[..], Some(Format::Jpeg)),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some(Format::Png)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(Format::WebP)),
            (b"GIF89a\x01\0\x01\0\0\0\0,\0\0", Some(Format::Gif)),
            (b"\0\0\0\x1cftypavif\0\0\0\0", Some(Format::Avif)),
            (b"\0\0\0\x1cftypheic\0\0\0\0", Some(Format::Other)),
            (b"\0\0\0\x18ftypcrx \0\0\0\x01", Some(Format::Other)),
            (b"II*\0\x08\0\0\0\0\0\0\0\0\0\0\0", Some(Format::Other)),
            (b"\0\0\0\x18ftypisom\0\0\x02\0", None),
            (b"\0\0\0\x14ftypqt  \0\0\x02\0", None),
            (b"%PDF-1.7 and more", None),
            (b"", None),
        ] {
            assert_eq!(format_of("file", head), format, "{}", String::from_utf8_lossy(head));
        }
        assert_eq!(format_of("a.SVG", b"<svg/>"), Some(Format::Svg));
    }

    #[test]
    fn nothing_in_a_file_makes_it_fail_otherwise_than_with_a_word() {
        let plain = [
            &b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02L\x01\0;"
                [..],
            b"RIFF\x1e\0\0\0WEBPVP8L\x11\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0\0\0\0\0",
        ];
        let mut files: Vec<Vec<u8>> = plain.iter().map(|bytes| bytes.to_vec()).collect();
        for format in [image::ImageFormat::Jpeg, image::ImageFormat::Png] {
            let mut out = std::io::Cursor::new(Vec::new());
            image::RgbImage::new(4, 3).write_to(&mut out, format).unwrap();
            files.push(out.into_inner());
        }
        for file in files {
            assert!(strip("x", &file).is_ok_and(|stripped| look("x", &stripped).is_ok()));
            for at in 0..file.len() {
                let _ = (look("x", &file[..at]), strip("x", &file[..at]));
                for byte in [0, 1, 0x7f, 0xd9, 0xff] {
                    let mut changed = file.clone();
                    changed[at] = byte;
                    let _ = (look("x", &changed), strip("x", &changed), resize("x", &changed, &[2, 3]));
                }
            }
        }
    }
}
