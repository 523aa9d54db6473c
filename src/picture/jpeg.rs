//! JPEG: segments, each with a mark and a length, and between them the pixels.

use super::{Carried, big, exif};

const START: [u8; 2] = [0xff, 0xd8];
const END: [u8; 2] = [0xff, 0xd9];
const PROFILE: &[u8] = b"ICC_PROFILE\0";

/// What the file carries, and the file without it: kept are the tables, the pixels, the colour profile, and how it is turned.
/// What stands behind the end belongs to no picture that is shown: previews, films, and the notes of cameras.
pub(super) fn carried(bytes: &[u8]) -> Carried {
    let mut walk = Walk {
        kept: START.to_vec(),
        found: Carried::default(),
    };
    if walk.segments(bytes).is_none() {
        return walk.found;
    }
    walk.found.is_whole = true;
    let cleaned = walk.finished();
    walk.found.cleaned = (cleaned != bytes).then_some(cleaned);
    walk.found
}

struct Walk {
    kept: Vec<u8>,
    found: Carried,
}

impl Walk {
    /// Goes through all segments up to the end of the picture.
    fn segments(&mut self, bytes: &[u8]) -> Option<()> {
        let mut at = START.len();
        loop {
            // Any number of fill bytes may stand before a mark.
            while bytes.get(at..at + 2)? == [0xff, 0xff] {
                at += 1;
            }
            let [0xff, mark] = *bytes.get(at..at + 2)? else {
                return None;
            };
            if mark == 0xd9 {
                self.kept.extend(END);
                return Some(());
            }
            // Marks without a segment.
            if mark == 0x01 || (0xd0..=0xd7).contains(&mark) {
                self.kept.extend([0xff, mark]);
                at += 2;
                continue;
            }
            let end = at + 2 + big::<2>(bytes, at + 2).filter(|length| *length >= 2)?;
            let body = bytes.get(at + 4..end)?;
            if mark == 0xe0 && body.starts_with(b"JFIF\0") {
                // The numbers of a small picture, and none behind them.
                self.kept.extend([0xff, 0xe0, 0, 16]);
                self.kept.extend(body.get(..12)?);
                self.kept.extend([0, 0]);
            } else if self.is_kept(mark, body) {
                self.kept.extend(bytes.get(at..end)?);
            }
            at = end;
            if mark == 0xda {
                let next = pixels_end(bytes, at)?;
                self.kept.extend(bytes.get(at..next)?);
                at = next;
            }
        }
    }

    fn is_kept(&mut self, mark: u8, body: &[u8]) -> bool {
        match mark {
            0xe1 if body.starts_with(b"Exif\0") => {
                let read = exif::read(body);
                self.found.orientation = self.found.orientation.or(read.orientation);
                self.found.has_position |= read.has_position;
                false
            }
            0xe1 => {
                self.found.has_position |= exif::names_position(body);
                false
            }
            0xe2 => body.starts_with(PROFILE),
            0xee => body.starts_with(b"Adobe"),
            // Tables, frames, pixels, and how often they begin anew.
            0xc0..=0xcf | 0xda..=0xdf => true,
            _ => false,
        }
    }

    /// The file, with how it is turned behind its first segment, which readers of JFIF want to be the first.
    fn finished(&self) -> Vec<u8> {
        let Some(turn) = self.found.orientation.filter(|turn| *turn != 1) else {
            return self.kept.clone();
        };
        let jfif = big::<2>(&self.kept, 4).filter(|_| self.kept.get(2..4) == Some(&[0xff, 0xe0]));
        let (head, rest) = self.kept.split_at(
            jfif.map_or(START.len(), |length| 4 + length)
                .min(self.kept.len()),
        );
        let turn = exif::turned(turn);
        // OK because the length of a constant fits.
        let length = u16::try_from(2 + 6 + turn.len())
            .unwrap_or_default()
            .to_be_bytes();
        [head, &[0xff, 0xe1], &length, b"Exif\0\0", &turn, rest].concat()
    }
}

/// Where the pixels end: at the next mark that does not belong to them.
fn pixels_end(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let marks = rest.windows(2);
    let found = marks
        .into_iter()
        .position(|pair| matches!(pair, [0xff, mark] if *mark != 0 && *mark != 0xff && !(0xd0..=0xd7).contains(mark)))?;
    Some(from + found)
}
