//! Takes out of pictures what is not the picture: where and when it was taken, with which camera, by whom.
//!
//! What stays is listed, and all else goes: nobody knows every place in which programs leave something. Pixels are
//! copied as they are.

use std::borrow::Cow;

use image::metadata::Orientation;
use img_parts::png::Png;
use img_parts::riff::RiffContent;
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF as _};

use super::{Format, Unreadable, format_of, gif, jpeg};

/// What the head of a picture tells beside its size.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) orientation: Option<Orientation>,
    pub(super) moves: bool,
}

/// Looks into a picture; fails where [`strip`] would.
pub(super) fn parts(format: Format, bytes: &[u8]) -> Result<Parts, Unreadable> {
    let of = |exif: Option<Bytes>, moves| Parts { orientation: orientation(exif), moves };
    Ok(match format {
        Format::Jpeg => of(jpeg::exif(&jpeg::read(bytes)?), false),
        Format::Png => {
            let png = png(bytes)?;
            of(png.exif(), png.chunk_by_type(*b"acTL").is_some())
        }
        Format::WebP => {
            let webp = webp(bytes)?;
            // Browsers show a WebP as it is stored, whatever its EXIF says.
            of(None, webp.has_chunk(*b"ANIM"))
        }
        Format::Gif => {
            gif::strip(bytes).ok_or_else(Unreadable::damaged)?;
            Parts::default()
        }
        Format::Svg | Format::Avif | Format::Other => Parts::default(),
    })
}

/// The picture as it is published.
///
/// # Errors
/// When it is damaged.
pub fn strip<'a>(name: &str, bytes: &'a [u8]) -> Result<Cow<'a, [u8]>, Unreadable> {
    let stripped = match format_of(name, bytes).ok_or_else(Unreadable::damaged)? {
        Format::Jpeg => {
            let jpeg = jpeg::read(bytes)?;
            jpeg::strip(&jpeg, bytes, turned(jpeg::exif(&jpeg)))
        }
        Format::Png => {
            let mut png = png(bytes)?;
            let exif = turned(png.exif());
            png.chunks_mut().retain(|chunk| PNG.contains(&&chunk.kind()));
            png.set_exif(exif);
            png.encoder().bytes().to_vec()
        }
        Format::WebP => {
            let mut webp = webp(bytes)?;
            webp.chunks_mut().retain(|chunk| WEBP.contains(&&chunk.id()));
            webp.set_exif(None);
            for chunk in webp.chunks_mut().iter_mut().filter(|chunk| chunk.id() == *b"VP8X") {
                if let RiffContent::Data(data) = chunk.content_mut() {
                    let mut flags = data.to_vec();
                    // There is no XMP any more.
                    flags.iter_mut().take(1).for_each(|first| *first &= !0b100);
                    *data = flags.into();
                }
            }
            webp.encoder().bytes().to_vec()
        }
        Format::Gif => gif::strip(bytes).ok_or_else(Unreadable::damaged)?,
        Format::Svg | Format::Avif | Format::Other => return Ok(Cow::Borrowed(bytes)),
    };
    Ok(Cow::Owned(stripped))
}

/// The chunks of a PNG that say how it looks.
const PNG: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI",
    b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// The chunks of a WebP that say how it looks.
const WEBP: &[&[u8; 4]] = &[b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

fn png(bytes: &[u8]) -> Result<Png, Unreadable> {
    let png = Png::from_bytes(Bytes::copy_from_slice(bytes)).map_err(|_| Unreadable::damaged())?;
    let whole = png.chunk_by_type(*b"IDAT").is_some();
    if whole { Ok(png) } else { Err(Unreadable::damaged()) }
}

fn webp(bytes: &[u8]) -> Result<WebP, Unreadable> {
    let webp = WebP::from_bytes(Bytes::copy_from_slice(bytes)).map_err(|_| Unreadable::damaged())?;
    let whole = [*b"VP8 ", *b"VP8L", *b"ANMF"].into_iter().any(|chunk| webp.has_chunk(chunk));
    if whole { Ok(webp) } else { Err(Unreadable::damaged()) }
}

/// How a picture is to be turned before it is seen, where it is.
fn orientation(exif: Option<Bytes>) -> Option<Orientation> {
    Orientation::from_exif_chunk(&exif?).filter(|orientation| *orientation != Orientation::NoTransforms)
}

/// EXIF that says how a picture is turned and nothing else; none where it stands as it is.
fn turned(exif: Option<Bytes>) -> Option<Bytes> {
    let orientation = orientation(exif)?;
    // A directory of one entry (TIFF 6.0, section 2): tag 0x0112, one short, its value.
    let mut tiff = *b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    tiff[19] = orientation.to_exif();
    Some(Bytes::copy_from_slice(&tiff))
}
