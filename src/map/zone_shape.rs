//! What a zone or a route covers.

use super::{Extent, LonLat};

/// Points, lines and areas in degrees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ZoneShape {
    /// Lines, each from end to end.
    pub lines: Vec<Vec<LonLat>>,
    /// Areas: each its outer ring, then its holes; the first point of a ring is not repeated.
    pub areas: Vec<Vec<Vec<LonLat>>>,
}

impl ZoneShape {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.areas.is_empty()
    }

    /// All its points.
    pub fn points(&self) -> impl Iterator<Item = LonLat> {
        self.lines
            .iter()
            .chain(self.areas.iter().flatten())
            .flatten()
            .copied()
    }

    /// The box of all its points; `None` where there are none.
    pub fn extent(&self) -> Option<Extent> {
        let points: Vec<LonLat> = self.points().collect();
        (!points.is_empty()).then(|| Extent::of(&points))
    }
}
