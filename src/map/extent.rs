//! Places and boxes on the globe, degrees.

/// A place on the globe, degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LonLat {
    /// East of Greenwich; beyond ±180 after a turn.
    pub lon: f64,
    /// North of the equator.
    pub lat: f64,
}

/// A box of longitudes and latitudes, degrees; where it crosses ±180°, one of its sides lies beyond.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Least longitude.
    pub west: f64,
    /// Least latitude.
    pub south: f64,
    /// Greatest longitude.
    pub east: f64,
    /// Greatest latitude.
    pub north: f64,
}

impl Extent {
    /// The box of points; turned inside out where there are none.
    pub fn of(points: &[LonLat]) -> Self {
        let empty = Self {
            west: f64::INFINITY,
            south: f64::INFINITY,
            east: f64::NEG_INFINITY,
            north: f64::NEG_INFINITY,
        };
        points.iter().fold(empty, |all, at| Self {
            west: all.west.min(at.lon),
            south: all.south.min(at.lat),
            east: all.east.max(at.lon),
            north: all.north.max(at.lat),
        })
    }

    /// The box after a turn of so many degrees of longitude.
    #[must_use]
    pub fn turned(&self, turn: f64) -> Self {
        Self {
            west: self.west + turn,
            east: self.east + turn,
            ..*self
        }
    }

    /// The box of both.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// Whether two boxes share anything, the other shifted by `turn` degrees of longitude.
    pub fn meets(&self, other: &Self, turn: f64) -> bool {
        self.west <= other.east + turn
            && other.west + turn <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }
}
