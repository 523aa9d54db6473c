//! Meridians and parallels at round degrees, as many as the extent can bear.

use super::{LonLat, MapFrame, Point, clip, path};

/// Steps that readers expect, degrees.
const ROUND: [f64; 8] = [0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0];
/// At most so many lines each way.
const MOST: f64 = 7.0;
/// A line is drawn as so many straight pieces.
const PIECES: u32 = 48;

/// The lines of a frame and what stands at their ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Graticule {
    /// All lines as one path.
    pub lines: String,
    /// Where meridians leave the frame at its top.
    pub meridians: Vec<GraticuleMark>,
    /// Where parallels leave the frame, on the side asked for.
    pub parallels: Vec<GraticuleMark>,
}

/// The end of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GraticuleMark {
    /// Where it leaves the frame.
    pub at: Point,
    /// Degrees, north or east positive.
    pub degrees: f64,
}

/// Draws the graticule of a frame; parallels are marked on its left or right.
pub(super) fn draw(frame: &MapFrame, marks_right: bool) -> Graticule {
    let extent = frame.extent();
    let step = step(extent.east - extent.west).max(step(extent.north - extent.south) / 2.0);
    let mut found = Graticule::default();
    for lon in multiples(extent.west, extent.east, step) {
        let line = course(
            |t| LonLat {
                lon,
                lat: between(extent.south, extent.north, t),
            },
            frame,
        );
        found
            .meridians
            .extend(end(&line, frame, |at| -at.y).map(|at| GraticuleMark {
                at,
                degrees: wrapped(lon),
            }));
        push(&mut found.lines, &line, frame);
    }
    for lat in multiples(extent.south, extent.north, step)
        .into_iter()
        .filter(|lat| lat.abs() < 90.0)
    {
        let line = course(
            |t| LonLat {
                lon: between(extent.west, extent.east, t),
                lat,
            },
            frame,
        );
        let outward = if marks_right { 1.0 } else { -1.0 };
        found.parallels.extend(
            end(&line, frame, |at| outward * at.x).map(|at| GraticuleMark { at, degrees: lat }),
        );
        push(&mut found.lines, &line, frame);
    }
    found
}

fn between(low: f64, high: f64, t: f64) -> f64 {
    low + (high - low) * t
}

fn course(at: impl Fn(f64) -> LonLat, frame: &MapFrame) -> Vec<Point> {
    (0..=PIECES)
        .map(|piece| frame.place_turned(at(f64::from(piece) / f64::from(PIECES)), 0.0))
        .collect()
}

fn push(out: &mut String, line: &[Point], frame: &MapFrame) {
    for part in clip::line(&super::simplify::simplified(line, 0.5), &frame.area()) {
        path::push(out, &part, false);
    }
}

/// The point of the clipped line that lies farthest by some measure, where that is at the edge of the frame.
fn end(line: &[Point], frame: &MapFrame, measure: impl Fn(&Point) -> f64) -> Option<Point> {
    let parts = clip::line(line, &frame.area());
    let farthest = parts
        .into_iter()
        .flatten()
        .max_by(|a, b| measure(a).total_cmp(&measure(b)))?;
    let inner = frame.area().grown(-1.0);
    (!inner.holds(farthest)).then_some(farthest)
}

/// The smallest step that leaves few enough lines.
fn step(span: f64) -> f64 {
    ROUND
        .into_iter()
        .find(|step| span / step <= MOST)
        .unwrap_or(45.0)
}

fn multiples(low: f64, high: f64, step: f64) -> Vec<f64> {
    let first = (low / step).ceil();
    let mut found = Vec::new();
    let mut index = first;
    while index * step <= high && found.len() < 100 {
        found.push(index * step);
        index += 1.0;
    }
    // Both ends of a full turn are one meridian.
    if high - low >= 360.0 && found.len() > 1 {
        found.pop();
    }
    found
}

fn wrapped(lon: f64) -> f64 {
    let turned = (lon + 180.0).rem_euclid(360.0) - 180.0;
    if turned <= -180.0 { 180.0 } else { turned }
}

#[cfg(test)]
mod tests {
    use super::{multiples, step, wrapped};

    #[test]
    fn steps_are_round() {
        let same = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} {b}");
        same(step(1.6), 0.25);
        same(step(2.0), 0.5);
        same(step(130.0), 20.0);
        same(wrapped(190.0), -170.0);
        same(wrapped(-180.0), 180.0);
        assert_eq!(multiples(34.9, 36.1, 0.5), [35.0, 35.5, 36.0]);
    }
}
