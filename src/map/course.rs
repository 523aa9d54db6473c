//! The points of a line that a frame needs: all inside of it, and few of those beside it.

use super::{Extent, LonLat};

/// Leaves out points beside a box, turned by so many degrees of longitude; of each run of them one in `step` stays.
///
/// All points of a run lie on one side of the box, and so does the line between any two of them: what is inside is as it was.
/// A coast of ten thousand vertices that passes a small map costs no more than its part in it.
pub(super) fn needed(points: &[LonLat], extent: &Extent, turn: f64, step: usize) -> Vec<LonLat> {
    let mut kept: Vec<LonLat> = Vec::new();
    let (mut common, mut count, mut skipped) = (0, 0, None);
    for at in points {
        let sides = sides(
            extent,
            LonLat {
                lon: at.lon + turn,
                lat: at.lat,
            },
        );
        if common & sides == 0 {
            kept.extend(skipped.take());
            kept.push(*at);
            (common, count) = (sides, 0);
            continue;
        }
        common &= sides;
        count += 1;
        skipped = Some(*at);
        if count % step == 0 {
            kept.extend(skipped.take());
        }
    }
    kept.extend(skipped);
    kept
}

/// On which sides of a box a place lies, one bit for each; none inside.
fn sides(extent: &Extent, at: LonLat) -> u8 {
    u8::from(at.lon < extent.west)
        | u8::from(at.lon > extent.east) << 1
        | u8::from(at.lat < extent.south) << 2
        | u8::from(at.lat > extent.north) << 3
}

#[cfg(test)]
mod tests {
    use super::needed;
    use crate::map::{Extent, LonLat};

    #[test]
    fn a_line_goes_around_the_box_as_it_did() {
        let extent = Extent {
            west: 0.0,
            south: 0.0,
            east: 10.0,
            north: 10.0,
        };
        let at = |(lon, lat): (f64, f64)| LonLat { lon, lat };
        let west = [(-1.0, 5.0), (-2.0, 6.0), (-1.0, 7.0), (-3.0, 11.0)];
        let line: Vec<LonLat> = west
            .into_iter()
            .chain([(4.0, 11.0), (5.0, 5.0), (5.0, 6.0)])
            .map(at)
            .collect();
        let kept = needed(&line, &extent, 0.0, usize::MAX);
        assert_eq!(
            kept,
            [
                (-1.0, 5.0),
                (-3.0, 11.0),
                (4.0, 11.0),
                (5.0, 5.0),
                (5.0, 6.0)
            ]
            .map(at)
        );
        assert_eq!(needed(&line, &extent, 0.0, 1), line);
        assert_eq!(
            needed(&line, &extent, 100.0, usize::MAX),
            [line[0], line[6]]
        );
        assert_eq!(needed(&[], &extent, 0.0, 2), []);
    }
}
