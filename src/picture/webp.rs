//! WebP: chunks in a RIFF file, the first of which says what there is.

use super::{Carried, exif};

/// What the picture is made of, and its colours.
const KEPT: [&[u8; 4]; 7] = [
    b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
];
/// Flags of the first chunk: there is Exif, there is XMP.
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;

/// What the file carries, and the file without it.
pub(super) fn carried(bytes: &[u8]) -> Carried {
    let mut found = Carried::default();
    let mut kept = Vec::new();
    let Some(end) = little(bytes, 4).and_then(|length| length.checked_add(8)) else {
        return found;
    };
    let mut at = 12;
    while at < end.min(bytes.len()) {
        let Some((name, body, next)) = chunk(bytes, at) else {
            return found;
        };
        if name == b"EXIF" && found.orientation.is_none() {
            let read = exif::read(body);
            found.orientation = read.orientation;
            found.has_position |= read.has_position;
            if let Some(turn) = read.orientation.filter(|turn| *turn != 1) {
                kept.extend(b"EXIF\x1a\0\0\0");
                kept.extend(exif::turned(turn));
            }
        }
        found.has_position |= name == b"XMP " && exif::names_position(body);
        if KEPT.iter().any(|kept| *kept == name) {
            kept.extend(bytes.get(at..next.min(bytes.len())).unwrap_or_default());
        }
        at = next;
    }
    found.is_whole = end <= bytes.len();
    let cleaned = finished(kept, found.orientation);
    found.cleaned = (found.is_whole && cleaned != bytes).then_some(cleaned);
    found
}

fn finished(mut chunks: Vec<u8>, orientation: Option<u8>) -> Vec<u8> {
    if chunks.starts_with(b"VP8X")
        && let Some(flags) = chunks.get_mut(8)
    {
        *flags &= !(EXIF | XMP);
        if orientation.is_some_and(|turn| turn != 1) {
            *flags |= EXIF;
        }
    }
    // OK because the file was no longer than its own length, which is of four bytes.
    let length = u32::try_from(chunks.len() + 4)
        .unwrap_or_default()
        .to_le_bytes();
    [b"RIFF", &length[..], b"WEBP", &chunks].concat()
}

/// The chunk at a place: name, contents, and where the next begins, at an even place.
fn chunk(bytes: &[u8], at: usize) -> Option<(&[u8], &[u8], usize)> {
    let length = little(bytes, at.checked_add(4)?)?;
    let end = at.checked_add(8)?.checked_add(length)?;
    Some((
        bytes.get(at..at + 4)?,
        bytes.get(at + 8..end)?,
        end + end % 2,
    ))
}

fn little(bytes: &[u8], at: usize) -> Option<usize> {
    let found: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(found)).ok()
}
