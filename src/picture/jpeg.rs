//! What of a JPEG is published: the picture, its colour profile, and how it is turned.

use img_parts::Bytes;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};

use super::Unreadable;

/// The bytes of EXIF that a JPEG holds.
pub(super) fn exif(jpeg: &Jpeg) -> Option<Bytes> {
    let mut segments = jpeg.segments_by_marker(markers::APP1);
    segments.find_map(|segment| segment.contents().starts_with(b"Exif\0\0").then(|| segment.contents().slice(6..)))
}

/// The same JPEG with nothing in it but the picture; `exif` is put in the place of its own.
pub(super) fn strip(jpeg: &Jpeg, bytes: &[u8], exif: Option<Bytes>) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    let mut exif = exif;
    for segment in jpeg.segments() {
        let Some(kept) = kept(segment) else { continue };
        // What JFIF says of itself comes first; a decoder need not look for it elsewhere.
        if segment.marker() != markers::APP0
            && let Some(exif) = exif.take()
        {
            push(&mut out, markers::APP1, &[b"Exif\0\0", &exif[..]].concat());
        }
        push(&mut out, segment.marker(), &kept);
        if segment.has_entropy() {
            // It is all that follows in the file.
            scans(&mut out, &bytes[bytes.len() - (segment.len_with_entropy() - segment.len())..]);
            break;
        }
    }
    out
}

/// The contents of a segment, if they are published.
fn kept(segment: &JpegSegment) -> Option<Vec<u8>> {
    let contents = segment.contents();
    match segment.marker() {
        // A thumbnail may stand behind the first 14 bytes; its width and height are the last two of them.
        markers::APP0 if contents.starts_with(b"JFIF\0") && contents.len() >= 14 => {
            let mut head = contents[..14].to_vec();
            head[12..].fill(0);
            Some(head)
        }
        markers::APP2 if contents.starts_with(b"ICC_PROFILE\0") => Some(contents.to_vec()),
        // Whether its colours are YCCK or RGB.
        markers::APP14 if contents.starts_with(b"Adobe") => Some(contents.to_vec()),
        markers::APP0..=markers::APP15 | markers::COM => None,
        _ => Some(contents.to_vec()),
    }
}

fn push(out: &mut Vec<u8>, marker: u8, contents: &[u8]) {
    let length = u16::try_from(contents.len() + 2).unwrap_or(u16::MAX);
    out.extend([0xff, marker]);
    out.extend(length.to_be_bytes());
    out.extend(contents);
}

/// The scans of a picture, up to its end: what stands behind that is other pictures with metadata of their own, and
/// what stands between scans may be metadata too.
fn scans(out: &mut Vec<u8>, entropy: &[u8]) {
    let mut rest = entropy;
    while let Some(at) = rest.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xff | 0xd0..=0xd7))
    {
        let marker = rest[at + 1];
        out.extend(&rest[..at]);
        rest = &rest[at..];
        let length = rest.get(2..4).map_or(0, |length| usize::from(u16::from_be_bytes([length[0], length[1]])));
        if marker == markers::EOI || length < 2 || rest.len() < 2 + length {
            out.extend([0xff, markers::EOI]);
            return;
        }
        if !matches!(marker, markers::APP0..=markers::APP15 | markers::COM) {
            out.extend(&rest[..2 + length]);
        }
        rest = &rest[2 + length..];
    }
    // The file ends before the picture does: browsers show what is there.
    out.extend(rest);
    out.extend([0xff, markers::EOI]);
}

/// A JPEG, taken apart.
pub(super) fn read(bytes: &[u8]) -> Result<Jpeg, Unreadable> {
    let jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).map_err(|_| Unreadable::damaged())?;
    if jpeg.dimensions().is_none() || !jpeg.segments().iter().any(JpegSegment::has_entropy) {
        return Err(Unreadable::damaged());
    }
    Ok(jpeg)
}
