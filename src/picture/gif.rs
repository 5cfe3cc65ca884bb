//! What of a GIF is published: its pictures, how long each stands, and how often they begin anew.

/// The same GIF without comments and what programs wrote into it; none if it is damaged.
pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let flags = *bytes.get(10)?;
    let mut at = 13 + table(flags);
    let mut out = bytes.get(..at)?.to_vec();
    loop {
        let start = at;
        let kept = match bytes.get(at)? {
            0x21 => {
                let label = *bytes.get(at + 1)?;
                let name = bytes.get(at + 3..at + 14).unwrap_or_default();
                at = blocks(bytes, at + 2)?;
                match label {
                    // A comment; and what a program wrote, but for how often it begins anew and its colours.
                    0xfe => false,
                    0xff => matches!(name, b"NETSCAPE2.0" | b"ANIMEXTS1.0" | b"ICCRGBG1012"),
                    _ => true,
                }
            }
            0x2c => {
                let flags = *bytes.get(at + 9)?;
                // The picture's place, its colours, the length of its codes, its blocks.
                at = blocks(bytes, at + 10 + table(flags) + 1)?;
                true
            }
            0x3b => {
                out.push(0x3b);
                return Some(out);
            }
            _ => return None,
        };
        if kept {
            out.extend(bytes.get(start..at)?);
        }
    }
}

/// The length of the table of colours that flags announce.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Where a run of blocks ends that begins there.
fn blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
