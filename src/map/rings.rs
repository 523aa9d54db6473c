//! Whether a ring encloses an area, and where it fails to.

use super::LonLat;

/// What keeps a ring from enclosing an area; numbers are those of its points, from zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RingFault {
    /// Two edges cross or touch at this place, the edges that begin at these points.
    Crossing(LonLat, [usize; 2]),
    /// The line goes back the way that it came at this point.
    Spike(usize),
    /// All points lie on one line.
    Flat,
}

/// Square degrees that a ring encloses, positive where it runs counter-clockwise.
pub fn signed_area(ring: &[LonLat]) -> f64 {
    let next = ring.iter().skip(1).chain(ring.first());
    ring.iter()
        .zip(next)
        .map(|(a, b)| a.lon * b.lat - b.lon * a.lat)
        .sum::<f64>()
        / 2.0
}

/// The first fault of a ring, whose first point is not repeated at its end. Points that follow each other differ.
pub fn ring_fault(ring: &[LonLat]) -> Option<RingFault> {
    let count = ring.len();
    let edges: Vec<(usize, LonLat, LonLat)> = ring
        .iter()
        .zip(ring.iter().cycle().skip(1))
        .enumerate()
        .map(|(at, (a, b))| (at, *a, *b))
        .collect();
    let next = edges.iter().cycle().skip(1);
    let spike = edges.iter().zip(next).find(|((_, a, b), (_, _, c))| {
        let along = (b.lon - a.lon) * (c.lon - b.lon) + (b.lat - a.lat) * (c.lat - b.lat);
        cross(*a, *b, *c) == 0.0 && along < 0.0
    });
    let flat = ring.iter().skip(2).all(|at| {
        ring.first()
            .zip(ring.get(1))
            .is_some_and(|(a, b)| cross(*a, *b, *at) == 0.0)
    });
    if flat {
        return Some(RingFault::Flat);
    }
    if let Some(((at, ..), _)) = spike {
        return Some(RingFault::Spike((at + 1) % count.max(1)));
    }
    crossing(edges, count)
}

/// The first two edges that meet, but for neighbours in their common point; a sweep from west to east.
fn crossing(mut edges: Vec<(usize, LonLat, LonLat)>, count: usize) -> Option<RingFault> {
    edges.sort_by(|(_, a, b), (_, c, d)| a.lon.min(b.lon).total_cmp(&c.lon.min(d.lon)));
    let mut open: Vec<(usize, LonLat, LonLat)> = Vec::new();
    let mut found: Option<(usize, usize, LonLat)> = None;
    for (index, a, b) in edges {
        let west = a.lon.min(b.lon);
        open.retain(|(_, c, d)| c.lon.max(d.lon) >= west);
        for (other, c, d) in &open {
            let apart = index.abs_diff(*other);
            let beside = a.lat.max(b.lat) < c.lat.min(d.lat) || c.lat.max(d.lat) < a.lat.min(b.lat);
            if beside || apart == 1 || apart == count - 1 {
                continue;
            }
            if let Some(at) = meeting(a, b, *c, *d) {
                let pair = (index.min(*other), index.max(*other), at);
                found = Some(found.map_or(pair, |first| {
                    if (pair.0, pair.1) < (first.0, first.1) {
                        pair
                    } else {
                        first
                    }
                }));
            }
        }
        open.push((index, a, b));
    }
    found.map(|(first, second, at)| RingFault::Crossing(at, [first, second]))
}

/// Twice the area of a triangle, positive where it turns left.
pub(super) fn cross(a: LonLat, b: LonLat, c: LonLat) -> f64 {
    (b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon)
}

/// Where two segments meet.
fn meeting(a: LonLat, b: LonLat, c: LonLat, d: LonLat) -> Option<LonLat> {
    let (from, to) = (cross(c, d, a), cross(c, d, b));
    let (start, end) = (cross(a, b, c), cross(a, b, d));
    if from == 0.0 && to == 0.0 {
        // On one line: what they share begins at an end of one of them.
        let inside = |at: LonLat, from: LonLat, to: LonLat| {
            (from.lon.min(to.lon)..=from.lon.max(to.lon)).contains(&at.lon)
                && (from.lat.min(to.lat)..=from.lat.max(to.lat)).contains(&at.lat)
        };
        return [(a, c, d), (b, c, d), (c, a, b)]
            .into_iter()
            .find(|ends| inside(ends.0, ends.1, ends.2))
            .map(|ends| ends.0);
    }
    let apart = from * to > 0.0 || start * end > 0.0;
    let part = from / (from - to);
    (!apart).then_some(LonLat {
        lon: a.lon + part * (b.lon - a.lon),
        lat: a.lat + part * (b.lat - a.lat),
    })
}

#[cfg(test)]
mod tests {
    use super::{RingFault, ring_fault, signed_area};
    use crate::map::LonLat;

    fn ring(points: &[(f64, f64)]) -> Vec<LonLat> {
        points
            .iter()
            .map(|(lon, lat)| LonLat {
                lon: *lon,
                lat: *lat,
            })
            .collect()
    }

    #[test]
    fn faults_are_found_where_they_are() {
        let at = |lon, lat| LonLat { lon, lat };
        for (points, expected) in [
            (&[(0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)][..], None),
            (
                &[(0.0, 0.0), (4.0, 0.0), (2.0, 1.0), (4.0, 3.0), (0.0, 3.0)],
                None,
            ),
            (
                &[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)],
                Some(RingFault::Crossing(at(1.0, 1.0), [0, 2])),
            ),
            (
                &[(0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (2.0, 0.0), (0.0, 3.0)],
                Some(RingFault::Crossing(at(2.0, 0.0), [0, 2])),
            ),
            (
                &[(0.0, 0.0), (4.0, 0.0), (6.0, 0.0), (4.0, 0.0), (4.0, 3.0)],
                Some(RingFault::Spike(2)),
            ),
            (&[(0.0, 0.0), (1.0, 1.0), (3.0, 3.0)], Some(RingFault::Flat)),
        ] {
            assert_eq!(ring_fault(&ring(points)), expected, "{points:?}");
        }
    }

    #[test]
    fn areas_know_their_direction() {
        let square = ring(&[(0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)]);
        assert!((signed_area(&square) - 12.0).abs() < 1e-12);
        assert!((signed_area(&square.into_iter().rev().collect::<Vec<_>>()) + 12.0).abs() < 1e-12);
    }
}
