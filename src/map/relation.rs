//! How two rings lie to each other: holes belong into their outline, and parts of one area beside each other.

use super::LonLat;
use super::rings::cross;

/// How a second ring lies to a first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RingRelation {
    /// Beside it; they may touch.
    Apart,
    /// In it.
    Inside,
    /// Around it.
    Around,
    /// On it all along.
    Equal,
    /// Partly in it.
    Crossing,
}

/// How the second of two sound rings lies to the first.
pub fn relation(first: &[LonLat], second: &[LonLat]) -> RingRelation {
    if !boxes_meet(first, second) {
        return RingRelation::Apart;
    }
    if edges(first)
        .filter(|edge| boxes_meet(&[edge.0, edge.1], second))
        .any(|one| edges(second).any(|other| crosses(one, other)))
    {
        return RingRelation::Crossing;
    }
    let places = |ring: &[LonLat], of: &[LonLat]| {
        let found = of.iter().map(|at| place(*at, ring));
        found.fold([false; 2], |[inside, outside], place| {
            [
                inside | (place == Some(true)),
                outside | (place == Some(false)),
            ]
        })
    };
    match places(first, second) {
        [true, true] => RingRelation::Crossing,
        [true, false] => RingRelation::Inside,
        [false, true] => match places(second, first) {
            [true, _] => RingRelation::Around,
            [false, _] => RingRelation::Apart,
        },
        [false, false] => match places(second, first) {
            [false, false] => RingRelation::Equal,
            [true, _] => RingRelation::Around,
            [false, true] => RingRelation::Inside,
        },
    }
}

fn edges(ring: &[LonLat]) -> impl Iterator<Item = (LonLat, LonLat)> {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| (*a, *b))
}

/// West, south, east, north.
fn bounds(points: &[LonLat]) -> [f64; 4] {
    points.iter().fold(
        [f64::MAX, f64::MAX, f64::MIN, f64::MIN],
        |[west, south, east, north], at| {
            [
                west.min(at.lon),
                south.min(at.lat),
                east.max(at.lon),
                north.max(at.lat),
            ]
        },
    )
}

fn boxes_meet(one: &[LonLat], other: &[LonLat]) -> bool {
    let ([a_west, a_south, a_east, a_north], [b_west, b_south, b_east, b_north]) =
        (bounds(one), bounds(other));
    a_west <= b_east && b_west <= a_east && a_south <= b_north && b_south <= a_north
}

/// Whether two edges cross in a point that is an end of neither.
fn crosses((a, b): (LonLat, LonLat), (c, d): (LonLat, LonLat)) -> bool {
    let opposite = |one: f64, other: f64| one * other < 0.0;
    opposite(cross(a, b, c), cross(a, b, d)) && opposite(cross(c, d, a), cross(c, d, b))
}

/// Whether a point lies in a ring; `None` on it.
fn place(at: LonLat, ring: &[LonLat]) -> Option<bool> {
    let mut is_inside = false;
    for (a, b) in edges(ring) {
        let side = cross(a, b, at);
        let is_beside = (a.lat > at.lat) != (b.lat > at.lat);
        let is_within = at.lon >= a.lon.min(b.lon)
            && at.lon <= a.lon.max(b.lon)
            && at.lat >= a.lat.min(b.lat)
            && at.lat <= a.lat.max(b.lat);
        if side == 0.0 && is_within {
            return None;
        }
        if is_beside && (side > 0.0) == (b.lat > a.lat) {
            is_inside = !is_inside;
        }
    }
    Some(is_inside)
}

#[cfg(test)]
mod tests {
    use super::{RingRelation, relation};
    use crate::map::LonLat;

    fn square(west: f64, south: f64, side: f64) -> Vec<LonLat> {
        let at = |lon, lat| LonLat { lon, lat };
        let (east, north) = (west + side, south + side);
        vec![
            at(west, south),
            at(east, south),
            at(east, north),
            at(west, north),
        ]
    }

    #[test]
    fn squares() {
        let first = square(0.0, 0.0, 4.0);
        for (second, expected) in [
            (square(1.0, 1.0, 2.0), RingRelation::Inside),
            (square(0.0, 0.0, 2.0), RingRelation::Inside),
            (square(-1.0, -1.0, 6.0), RingRelation::Around),
            (square(0.0, 0.0, 8.0), RingRelation::Around),
            (square(2.0, 2.0, 4.0), RingRelation::Crossing),
            (square(4.0, 0.0, 4.0), RingRelation::Apart),
            (square(4.0, 4.0, 1.0), RingRelation::Apart),
            (square(9.0, 9.0, 1.0), RingRelation::Apart),
            (first.clone(), RingRelation::Equal),
        ] {
            assert_eq!(relation(&first, &second), expected, "{second:?}");
        }
    }
}
