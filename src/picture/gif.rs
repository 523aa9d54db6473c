//! GIF: blocks in a row; comments and the notes of programs are blocks of their own.

use super::{Carried, exif};

/// Notes of programs that the picture needs: how often it repeats, and its colour profile.
const KEPT: [&[u8; 11]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

/// What the file carries, and the file without it.
pub(super) fn carried(bytes: &[u8]) -> Carried {
    let mut found = Carried::default();
    let mut kept = Vec::new();
    let whole = blocks(bytes, |block, is_note| {
        if is_note {
            found.has_position |= exif::names_position(block);
        } else {
            kept.extend(block);
        }
    });
    found.is_whole = whole.is_some();
    found.cleaned = (found.is_whole && kept != bytes).then_some(kept);
    found
}

/// Hands each block over, and whether it is a note, up to the end of the picture.
fn blocks(bytes: &[u8], mut take: impl FnMut(&[u8], bool)) -> Option<()> {
    let mut at = 13 + colours(*bytes.get(10)?);
    take(bytes.get(..at)?, false);
    loop {
        let from = at;
        let (body, is_note) = match bytes.get(at)? {
            0x3b => {
                take(bytes.get(at..=at)?, false);
                return Some(());
            }
            0x2c => (at + 11 + colours(*bytes.get(at + 9)?), false),
            0x21 => match bytes.get(at + 1)? {
                0xf9 => (at + 2, false),
                0xff => {
                    let name = bytes.get(at + 3..at + 14)?;
                    (at + 2, !KEPT.iter().any(|kept| *kept == name))
                }
                _ => (at + 2, true),
            },
            _ => return None,
        };
        at = parts_end(bytes, body)?;
        take(bytes.get(from..at)?, is_note);
    }
}

/// How many bytes of colours follow flags.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

/// Where a row of parts ends, each with its length before it.
fn parts_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
