//! How far outside of its country a place lies.

use super::{Base, Extent, LonLat, frame, segment};

impl Base {
    /// Kilometres from the nearest point of a country's outline to a place outside of it; zero inside, and on land that is
    /// disputed. `None` where the country is not known.
    pub(super) fn outside(&self, code: &str, at: LonLat) -> Option<f64> {
        let country = self
            .country(code)
            .and_then(|place| self.countries.get(place))?;
        let own = |extent: &Extent| {
            [-360.0, 0.0, 360.0]
                .into_iter()
                .find(|turn| extent.meets(&Extent::of(&[at]), *turn))
        };
        for outline in &country.outlines {
            let Some(turn) = own(&outline.extent) else {
                continue;
            };
            if holds(
                &self.points(outline),
                LonLat {
                    lon: at.lon + turn,
                    lat: at.lat,
                },
            ) {
                return Some(0.0);
            }
        }
        if self.disputed.iter().any(|(_, ring)| holds(ring, at)) {
            return Some(0.0);
        }
        let nearest = country
            .outlines
            .iter()
            .map(|outline| distance(&self.points(outline), at))
            .fold(f64::INFINITY, f64::min);
        Some(nearest)
    }
}

fn edges(ring: &[LonLat]) -> impl Iterator<Item = (&LonLat, &LonLat)> {
    ring.iter().zip(ring.iter().skip(1).chain(ring.first()))
}

fn holds(ring: &[LonLat], at: LonLat) -> bool {
    let crossed = edges(ring).filter(|(a, b)| (a.lat > at.lat) != (b.lat > at.lat));
    crossed
        .filter(|(a, b)| at.lon < (b.lon - a.lon) * (at.lat - a.lat) / (b.lat - a.lat) + a.lon)
        .count()
        % 2
        == 1
}

/// To the nearest edge, kilometres; true near the place, where it matters.
fn distance(ring: &[LonLat], at: LonLat) -> f64 {
    let scale = at.lat.to_radians().cos();
    let flat = |from: &LonLat| {
        let lon = (from.lon - at.lon + 180.0).rem_euclid(360.0) - 180.0;
        (lon * scale, from.lat - at.lat)
    };
    let to_edge = |(a, b): (&LonLat, &LonLat)| segment::nearest_to_origin(flat(a), flat(b)).1;
    edges(ring)
        .map(to_edge)
        .fold(f64::INFINITY, f64::min)
        .to_radians()
        * frame::RADIUS
}
