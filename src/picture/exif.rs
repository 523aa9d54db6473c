//! Exif: a small TIFF file inside pictures. Of it we keep how the picture is turned.

/// Tag of how the picture is turned.
const ORIENTATION: u16 = 0x0112;
/// Tag of the place of the data of position.
const GPS: u16 = 0x8825;
/// Tags of latitude and longitude in them.
const POSITION: [u16; 2] = [2, 4];

/// What is read of Exif data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Exif {
    pub(super) orientation: Option<u8>,
    pub(super) has_position: bool,
}

/// Numbers in the order of bytes that the file names.
struct Tiff<'a> {
    bytes: &'a [u8],
    is_little: bool,
}

impl Tiff<'_> {
    fn two(&self, at: usize) -> Option<u16> {
        let found: [u8; 2] = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.is_little {
            u16::from_le_bytes(found)
        } else {
            u16::from_be_bytes(found)
        })
    }

    fn four(&self, at: usize) -> Option<usize> {
        let found: [u8; 4] = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let number = if self.is_little {
            u32::from_le_bytes(found)
        } else {
            u32::from_be_bytes(found)
        };
        usize::try_from(number).ok()
    }

    /// Where the value of a tag stands in a directory.
    fn value(&self, directory: usize, tag: u16) -> Option<usize> {
        let count = usize::from(self.two(directory)?);
        (0..count)
            .map(|index| directory + 2 + index * 12)
            .find(|at| self.two(*at) == Some(tag))
            .map(|at| at + 8)
    }
}

/// Reads Exif data, which begin with their order of bytes.
pub(super) fn read(bytes: &[u8]) -> Exif {
    let bytes = bytes.strip_prefix(b"Exif\0\0").unwrap_or(bytes);
    let tiff = Tiff {
        bytes,
        is_little: bytes.starts_with(b"II"),
    };
    let Some(first) = tiff.four(4) else {
        return Exif::default();
    };
    let orientation = tiff
        .value(first, ORIENTATION)
        .and_then(|at| tiff.two(at))
        .and_then(|turn| u8::try_from(turn).ok())
        .filter(|turn| (1..=8).contains(turn));
    let gps = tiff.value(first, GPS).and_then(|at| tiff.four(at));
    let has_position =
        gps.is_some_and(|gps| POSITION.iter().any(|tag| tiff.value(gps, *tag).is_some()));
    Exif {
        orientation,
        has_position,
    }
}

/// Exif data that say how a picture is turned, and nothing else.
pub(super) fn turned(orientation: u8) -> [u8; 26] {
    let [tag, short] = [ORIENTATION.to_be_bytes(), 3_u16.to_be_bytes()];
    [
        b'M',
        b'M',
        0,
        42,
        0,
        0,
        0,
        8,
        0,
        1,
        tag[0],
        tag[1],
        short[0],
        short[1],
        0,
        0,
        0,
        1,
        0,
        orientation,
        0,
        0,
        0,
        0,
        0,
        0,
    ]
}

/// Whether metadata in Adobe's XML name a position.
pub(super) fn names_position(xmp: &[u8]) -> bool {
    [&b"GPSLatitude"[..], b"GPSLongitude"]
        .iter()
        .any(|name| xmp.windows(name.len()).any(|part| part == *name))
}

#[cfg(test)]
mod tests {
    use super::{Exif, read, turned};

    #[test]
    fn a_turn_is_read_as_written() {
        for turn in 1..=8 {
            let wanted = Exif {
                orientation: Some(turn),
                has_position: false,
            };
            assert_eq!(read(&turned(turn)), wanted);
        }
        assert_eq!(read(b"II*\0\xff\xff\xff\xff"), Exif::default());
        assert_eq!(read(b""), Exif::default());
    }
}
