//! The places whose files say where they are, found by where they are.

use std::collections::BTreeMap;

use crate::map::{Extent, LonLat};
use crate::site::{EntityId, Site};

/// The places on maps that the readers of a language are shown.
pub struct Located {
    /// By title.
    all: Vec<(EntityId, LonLat)>,
    /// Indices into `all` by whole degrees: every page with a map asks for what lies near.
    cells: BTreeMap<(i32, i32), Vec<usize>>,
}

/// Where a place is.
pub(super) fn position(site: &Site, id: EntityId) -> Option<LonLat> {
    site.entity(id).place()?.position()
}

impl Located {
    /// Of places in the order of their titles.
    pub(in crate::present) fn new(site: &Site, places: &[EntityId]) -> Self {
        let all: Vec<_> = places
            .iter()
            .filter_map(|id| Some((*id, position(site, *id)?)))
            .collect();
        let mut cells: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (index, (_, at)) in all.iter().enumerate() {
            cells
                .entry((degree(at.lon), degree(at.lat)))
                .or_default()
                .push(index);
        }
        Self { all, cells }
    }

    /// All of them, by title.
    pub(super) fn all(&self) -> &[(EntityId, LonLat)] {
        &self.all
    }

    /// Those in a box that is not wider than some degrees, by title.
    pub(super) fn inside(&self, extent: &Extent) -> Vec<(EntityId, LonLat)> {
        let mut found: Vec<usize> = Vec::new();
        for lon in degree(extent.west)..=degree(extent.east) {
            // Beyond the date line degrees begin anew.
            let lon = (lon + 180).rem_euclid(360) - 180;
            let column = (lon, degree(extent.south))..=(lon, degree(extent.north));
            found.extend(self.cells.range(column).flat_map(|(_, cell)| cell));
        }
        found.sort_unstable();
        let places = found
            .into_iter()
            .filter_map(|index| self.all.get(index))
            .copied();
        places.filter(|(_, at)| extent.holds(*at)).collect()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "degrees are a few hundred")]
fn degree(value: f64) -> i32 {
    value.floor() as i32
}
