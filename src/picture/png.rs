//! PNG: chunks, each with a length, a name and a checksum.

use super::{Carried, big, exif};

const HEAD: &[u8] = b"\x89PNG\r\n\x1a\n";
/// What the picture is made of, and its colours.
const KEPT: [&[u8; 4]; 20] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

/// What the file carries, and the file without it.
pub(super) fn carried(bytes: &[u8]) -> Carried {
    let mut found = Carried::default();
    let mut kept = HEAD.to_vec();
    let mut at = HEAD.len();
    loop {
        let Some((name, body, next)) = chunk(bytes, at) else {
            return found;
        };
        if name == b"eXIf" && found.orientation.is_none() {
            let read = exif::read(body);
            found.orientation = read.orientation;
            found.has_position |= read.has_position;
            let turn = read.orientation.filter(|turn| *turn != 1);
            kept.extend(
                turn.into_iter()
                    .flat_map(|turn| made(*b"eXIf", &exif::turned(turn))),
            );
        }
        found.has_position |= name == b"iTXt" && exif::names_position(body);
        if KEPT.iter().any(|kept| *kept == name) {
            kept.extend(bytes.get(at..next).unwrap_or_default());
        }
        at = next;
        if name == b"IEND" {
            break;
        }
    }
    found.is_whole = true;
    found.cleaned = (kept != bytes).then_some(kept);
    found
}

/// The chunk at a place: name, contents, and where the next begins.
fn chunk(bytes: &[u8], at: usize) -> Option<(&[u8], &[u8], usize)> {
    let length = big::<4>(bytes, at)?;
    let end = at.checked_add(8)?.checked_add(length)?;
    let next = end.checked_add(4).filter(|next| *next <= bytes.len())?;
    Some((bytes.get(at + 4..at + 8)?, bytes.get(at + 8..end)?, next))
}

fn made(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    // OK because what we make is short.
    let length = u32::try_from(body.len()).unwrap_or_default().to_be_bytes();
    let checked = [&name, body].concat();
    [&length[..], &checked, &checksum(&checked).to_be_bytes()].concat()
}

/// CRC-32 as PNG wants it.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn checksums() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
        assert_eq!(checksum(b"IEND"), 0xae42_6082);
    }
}
