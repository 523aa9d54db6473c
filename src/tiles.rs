//! The header of a file of map tiles (PMTiles, specification 3): whether a browser can show them, and what part of the globe they cover.

use std::fmt;

const MAGIC: &[u8] = b"PMTiles";
const VERSION: u8 = 3;
/// Where the header ends.
const LENGTH: usize = 127;
/// Tiles of lines and areas, as tippecanoe makes them.
const VECTOR: u8 = 1;
/// Not compressed, or as gzip: what the reader in the browser undoes.
const PLAIN: [u8; 2] = [1, 2];

/// What the header of a sound file says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tiles {
    /// West, south, east and north, degrees.
    pub bounds: [f64; 4],
}

/// Why the tiles of a file cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TilesFault {
    /// It does not begin as such a file does.
    Foreign,
    /// It is of another version.
    Version(u8),
    /// It ends before its tiles do.
    Cut,
    /// Its tiles are pictures, or of a form that is not known.
    Form,
    /// Its tiles are compressed in a way that the reader in the browser does not know.
    Compression,
}

impl fmt::Display for TilesFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str("this is not a PMTiles file"),
            Self::Version(version) => write!(
                f,
                "this is PMTiles of version {version}; version {VERSION} is needed"
            ),
            Self::Cut => f.write_str("this PMTiles file ends before its tiles do"),
            Self::Form => f.write_str("the tiles of this file are no vector tiles"),
            Self::Compression => {
                f.write_str("the tiles of this file are compressed otherwise than by gzip")
            }
        }
    }
}

impl Tiles {
    /// Reads the header of a file of this length from its first bytes.
    ///
    /// # Errors
    ///
    /// Why the tiles cannot be shown.
    pub fn read(bytes: &[u8], file_length: u64) -> Result<Self, TilesFault> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(TilesFault::Foreign)?;
        let version = *rest.first().ok_or(TilesFault::Cut)?;
        if version != VERSION {
            return Err(TilesFault::Version(version));
        }
        let header = bytes.get(..LENGTH).ok_or(TilesFault::Cut)?;
        // Offset and length of directories, metadata and tiles.
        let ends = [8, 24, 40, 56].map(|at| whole(header, at).zip(whole(header, at + 8)));
        let is_whole = |part: &Option<(u64, u64)>| {
            part.and_then(|(offset, length)| offset.checked_add(length))
                .is_some_and(|end| end <= file_length)
        };
        if !ends.iter().all(is_whole) {
            return Err(TilesFault::Cut);
        }
        let [directories, tiles, form] =
            [97, 98, 99].map(|at| header.get(at).copied().unwrap_or_default());
        match (form, PLAIN.contains(&directories) && PLAIN.contains(&tiles)) {
            (VECTOR, true) => Ok(Self {
                bounds: [102, 106, 110, 114].map(|at| degrees(header, at).unwrap_or_default()),
            }),
            (VECTOR, false) => Err(TilesFault::Compression),
            _ => Err(TilesFault::Form),
        }
    }

    /// Whether a place lies in the box of the tiles, which lets none of its sides lie beyond 180° of longitude.
    pub fn hold(&self, lon: f64, lat: f64) -> bool {
        let [west, south, east, north] = self.bounds;
        (west..=east).contains(&lon) && (south..=north).contains(&lat)
    }
}

fn whole(header: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(header.get(at..at + 8)?.try_into().ok()?))
}

/// Degrees are stored as ten-millionths.
fn degrees(header: &[u8], at: usize) -> Option<f64> {
    Some(f64::from(i32::from_le_bytes(header.get(at..at + 4)?.try_into().ok()?)) / 1e7)
}

#[cfg(test)]
mod tests {
    use super::{LENGTH, MAGIC, Tiles, TilesFault};

    /// A header whose parts are all empty, of the Levant.
    fn header() -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.resize(LENGTH, 0);
        bytes[7] = 3;
        bytes[97..100].copy_from_slice(&[2, 2, 1]);
        for (at, tenths) in [(102, 245), (106, 110), (110, 640), (114, 460)] {
            bytes[at..at + 4].copy_from_slice(&i32::to_le_bytes(tenths * 1_000_000));
        }
        bytes
    }

    fn fault(change: impl FnOnce(&mut Vec<u8>)) -> Option<TilesFault> {
        let mut bytes = header();
        change(&mut bytes);
        Tiles::read(&bytes, bytes.len() as u64).err()
    }

    #[test]
    fn a_sound_header() {
        let tiles = Tiles::read(&header(), header().len() as u64).expect("it is sound");
        assert_eq!(
            tiles,
            Tiles {
                bounds: [24.5, 11.0, 64.0, 46.0]
            }
        );
        assert!(tiles.hold(36.6, 35.9) && !tiles.hold(71.4, 51.1) && !tiles.hold(36.6, 10.0));
    }

    #[test]
    fn faults() {
        assert_eq!(fault(|bytes| bytes[0] = b'v'), Some(TilesFault::Foreign));
        assert_eq!(fault(Vec::clear), Some(TilesFault::Foreign));
        assert_eq!(fault(|bytes| bytes[7] = 2), Some(TilesFault::Version(2)));
        assert_eq!(fault(|bytes| bytes.truncate(126)), Some(TilesFault::Cut));
        assert_eq!(
            fault(|bytes| (bytes[56], bytes[64]) = (127, 1)),
            Some(TilesFault::Cut)
        );
        assert_eq!(
            fault(|bytes| bytes[56..72].fill(0xff)),
            Some(TilesFault::Cut)
        );
        assert_eq!(fault(|bytes| bytes[99] = 2), Some(TilesFault::Form));
        assert_eq!(fault(|bytes| bytes[98] = 3), Some(TilesFault::Compression));
        assert_eq!(fault(|bytes| bytes[97] = 4), Some(TilesFault::Compression));
    }
}
