//! Smaller pictures of one: WebP, with loss for photographs, without for what is drawn.

use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

use image::imageops::{self, FilterType};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageICC as _};
use webp::{Encoder, PixelLayout, WebPConfig};

use super::{Format, MOST_PIXELS, Unreadable, format_of};

/// The quality of photographs, of 100.
const QUALITY: f32 = 78.0;

/// Pictures with more pixels than this are held in memory one at a time.
const LARGE: u64 = 25_000_000;

/// A picture in some widths, as files.
///
/// # Errors
/// When its pixels can't be read.
pub fn resize(name: &str, bytes: &[u8], widths: &[u32]) -> Result<Vec<(u32, Vec<u8>)>, Unreadable> {
    static ONE_LARGE: Mutex<()> = Mutex::new(());
    let format = match format_of(name, bytes) {
        Some(Format::Jpeg) => ImageFormat::Jpeg,
        Some(Format::Png) => ImageFormat::Png,
        Some(Format::WebP) => ImageFormat::WebP,
        _ => return Err(Unreadable::damaged()),
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PIXELS * 8);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Unreadable::damaged())?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS {
        return Err(Unreadable::damaged());
    }
    let held = (pixels > LARGE).then(|| ONE_LARGE.lock().unwrap_or_else(PoisonError::into_inner));
    let orientation = match format {
        // As in `parts`.
        ImageFormat::WebP => Orientation::NoTransforms,
        _ => decoder.orientation().map_err(|_| Unreadable::damaged())?,
    };
    // A profile of greys or of printing inks is not that of what is made here.
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| profile.get(16..20) == Some(b"RGB "));
    let decoded = DynamicImage::from_decoder(decoder).map_err(|_| Unreadable::damaged())?;
    let mut source = match decoded.color().has_alpha() {
        true => DynamicImage::ImageRgba8(premultiplied(decoded.into_rgba8())),
        false => DynamicImage::ImageRgb8(decoded.into_rgb8()),
    };
    let drawn = format == ImageFormat::Png && is_drawn(&source);
    let turned = super::is_turned(orientation);
    let (width, height) = if turned { (height, width) } else { (width, height) };
    let mut made = Vec::with_capacity(widths.len());
    // Each is made of the one before: the largest is looked at only once.
    let mut descending = widths.to_vec();
    descending.sort_unstable_by(|a, b| b.cmp(a));
    for wanted in descending {
        let high = super::scaled(height, wanted, width);
        let (w, h) = if turned { (high, wanted) } else { (wanted, high) };
        source = made_smaller(source, w, h);
        let mut shown = match &source {
            DynamicImage::ImageRgba8(pixels) => DynamicImage::ImageRgba8(unmultiplied(pixels.clone())),
            other => other.clone(),
        };
        shown.apply_orientation(orientation);
        made.push((wanted, encoded(&shown, drawn, profile.as_deref()).ok_or_else(Unreadable::damaged)?));
    }
    drop(held);
    Ok(made)
}

/// A picture in another size. Where it is much smaller, most of the way is gone by averages, which is far quicker.
fn made_smaller(source: DynamicImage, width: u32, height: u32) -> DynamicImage {
    if (source.width(), source.height()) == (width, height) {
        return source;
    }
    let near = if source.width() / 3 >= width && source.height() / 3 >= height {
        source.thumbnail_exact(width * 2, height * 2)
    } else {
        source
    };
    match near {
        DynamicImage::ImageRgba8(near) => {
            DynamicImage::ImageRgba8(imageops::resize(&near, width, height, FilterType::CatmullRom))
        }
        near => DynamicImage::ImageRgb8(imageops::resize(&near.into_rgb8(), width, height, FilterType::CatmullRom)),
    }
}

fn encoded(shown: &DynamicImage, drawn: bool, profile: Option<&[u8]>) -> Option<Vec<u8>> {
    let layout = if shown.color().has_alpha() { PixelLayout::Rgba } else { PixelLayout::Rgb };
    let mut config = WebPConfig::new().ok()?;
    config.lossless = i32::from(drawn);
    // For what is drawn, it is the effort.
    config.quality = if drawn { 60.0 } else { QUALITY };
    config.method = 4;
    config.thread_level = 0;
    let encoder = Encoder::new(shown.as_bytes(), layout, shown.width(), shown.height());
    let file = encoder.encode_advanced(&config).ok()?;
    let Some(profile) = profile else { return Some(file.to_vec()) };
    let mut webp = WebP::from_bytes(Bytes::copy_from_slice(&file)).ok()?;
    webp.set_icc_profile(Some(Bytes::copy_from_slice(profile)));
    Some(webp.encoder().bytes().to_vec())
}

/// Whether the bytes begin a whole WebP of that length: a power loss may leave a file short or empty.
pub fn is_whole(head: &[u8], len: u64) -> bool {
    let said = head.get(4..8).map(|said| u32::from_le_bytes([said[0], said[1], said[2], said[3]]));
    head.starts_with(b"RIFF") && said.is_some_and(|said| u64::from(said) + 8 == len)
}

/// Whether a picture is drawn rather than photographed: most of it is areas of one colour.
fn is_drawn(source: &DynamicImage) -> bool {
    let size = usize::from(source.color().bytes_per_pixel());
    let bytes = source.as_bytes();
    let step = (bytes.len() / size / 40_000).max(1);
    let (mut flat, mut seen) = (0_usize, 0_usize);
    for pair in bytes.chunks_exact(size * 2).step_by(step) {
        let (left, right) = pair.split_at(size);
        // What is transparent is neither.
        if left.get(3) != Some(&0) {
            seen += 1;
            flat += usize::from(left == right);
        }
    }
    flat * 5 > seen * 3
}

/// Colours that count as much as they are seen, so that what is transparent does not shine through when averaged.
fn premultiplied(mut pixels: image::RgbaImage) -> image::RgbaImage {
    for pixel in pixels.pixels_mut() {
        let alpha = u16::from(pixel.0[3]);
        for channel in &mut pixel.0[..3] {
            *channel = u8::try_from((u16::from(*channel) * alpha + 127) / 255).unwrap_or(u8::MAX);
        }
    }
    pixels
}

fn unmultiplied(mut pixels: image::RgbaImage) -> image::RgbaImage {
    for pixel in pixels.pixels_mut() {
        let alpha = u16::from(pixel.0[3]);
        for channel in pixel.0[..3].iter_mut().filter(|_| alpha > 0) {
            *channel = u8::try_from((u16::from(*channel) * 255 + alpha / 2) / alpha).unwrap_or(u8::MAX);
        }
    }
    pixels
}
