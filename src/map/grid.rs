//! Boxes of a grid: maps of the same neighbourhood show the same ground, so that it is drawn once for all of them.

use super::frame::{east_of, smallest};
use super::{Extent, LonLat, Size};

/// Sizes of boxes grow by this.
const GROWTH: f64 = std::f64::consts::SQRT_2;
/// From this one on, degrees.
const SMALLEST: f64 = 0.01;
/// Middles of boxes stand at multiples of this part of their size: half of it, at each side, is what places need less.
const STEP: f64 = 1.0 / 8.0;
/// Degrees up to which boxes are snapped: continents are shared by chance alone.
const WIDEST: f64 = 40.0;
/// Kilometres in a degree of the equator.
const DEGREE: f64 = 111.195;
/// Cosines are those of multiples of so many degrees, so that one row of boxes has one height.
const BAND: f64 = 5.0;
/// Mercator and its boxes end here, degrees.
const POLE: f64 = 80.0;

/// A box of the grid around places, at least so many kilometres across; `None` where there are none, or no box holds them.
pub fn snapped(places: &[LonLat], size: &Size, least_km: f64) -> Option<Extent> {
    let all = smallest(places)?;
    let middle = LonLat {
        lon: f64::midpoint(all.west, all.east),
        lat: f64::midpoint(all.south, all.north),
    };
    let band = ((middle.lat / BAND).round() * BAND).clamp(-POLE, POLE);
    let cosine = band.to_radians().cos();
    // Degrees of latitude for each of longitude that fill the drawing evenly.
    let slope =
        cosine * (size.most_height - 2.0 * size.padding) / (size.width - 2.0 * size.padding);
    let needed = (all.east - all.west)
        .max((all.north - all.south) / slope)
        .max(least_km / DEGREE / cosine);
    let wide = ladder(needed / (1.0 - STEP));
    if wide > WIDEST || all.north.abs().max(all.south.abs()) > POLE {
        return None;
    }
    let high = wide * slope;
    let to_grid = |value: f64, step: f64| (value / step).round() * step;
    let (lon, lat) = (
        to_grid(middle.lon, wide * STEP),
        to_grid(middle.lat, high * STEP),
    );
    Some(Extent {
        west: lon - wide / 2.0,
        east: lon + wide / 2.0,
        south: lat - high / 2.0,
        north: lat + high / 2.0,
    })
}

/// The smallest size of a box that is enough.
fn ladder(needed: f64) -> f64 {
    let mut size = SMALLEST;
    while size < needed {
        size *= GROWTH;
    }
    size
}

impl Extent {
    /// Corners and the middles of the sides: what must be inside for the box to be.
    pub fn outline(&self) -> Vec<LonLat> {
        let (lon, lat) = (
            f64::midpoint(self.west, self.east),
            f64::midpoint(self.south, self.north),
        );
        let columns = [self.west, lon, self.east];
        let all = columns
            .into_iter()
            .flat_map(|lon| [self.south, lat, self.north].map(|lat| LonLat { lon, lat }));
        all.collect()
    }

    /// Whether a place lies inside.
    pub fn holds(&self, at: LonLat) -> bool {
        self.west + east_of(at.lon, self.west) <= self.east
            && (self.south..=self.north).contains(&at.lat)
    }
}

#[cfg(test)]
mod tests {
    use super::snapped;
    use crate::map::{LonLat, Size};

    const SIZE: Size = Size {
        width: 288.0,
        least_height: 216.0,
        most_height: 216.0,
        padding: 34.0,
        least_km: 0.0,
    };

    #[test]
    fn places_are_inside_and_neighbours_share_a_box() {
        let at = |lon, lat| LonLat { lon, lat };
        for places in [
            vec![at(36.63, 35.93)],
            vec![at(36.63, 35.93), at(36.81, 35.86)],
            vec![at(35.79, 35.53), at(37.16, 36.2), at(36.7, 35.1)],
            vec![at(177.0, -18.0), at(-179.0, -16.0)],
            vec![at(24.9, 60.2), at(37.6, 55.7)],
            vec![at(-73.97, 40.75)],
        ] {
            let found = snapped(&places, &SIZE, 110.0).expect("a box");
            assert!(
                places.iter().all(|place| found.holds(*place)),
                "{places:?} {found:?}"
            );
        }
        let one = |lon, lat| snapped(&[at(lon, lat)], &SIZE, 110.0);
        assert_eq!(one(36.63, 35.93), one(36.66, 35.95));
        assert_eq!(
            snapped(&[at(-74.0, 40.7), at(36.3, 33.5)], &SIZE, 110.0),
            None,
            "half the world is no box of the grid"
        );
        assert_eq!(snapped(&[], &SIZE, 110.0), None);
    }
}
