//! Areas laid over each other, in degrees: what they cover together, and what of them lies inside a country.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::float::clip::FloatClip as _;
use i_overlay::float::simplify::SimplifyShape as _;
use i_overlay::float::single::SingleFloatOverlay as _;
use i_overlay::string::clip::ClipRule;

use super::{LonLat, ZoneShape};

type Rings = Vec<Vec<[f64; 2]>>;

/// What pieces cover together.
pub(super) fn united(pieces: Vec<Vec<LonLat>>) -> Vec<Vec<Vec<LonLat>>> {
    let pieces: Rings = pieces.into_iter().map(|piece| wound(&piece)).collect();
    pieces
        .simplify_shape(FillRule::NonZero)
        .into_iter()
        .map(|area| area.iter().map(|ring| points(ring)).collect())
        .collect()
}

/// What of a shape lies inside these rings.
pub(super) fn within(shape: &ZoneShape, rings: &[Vec<LonLat>]) -> ZoneShape {
    let clip: Rings = rings.iter().map(|ring| pairs(ring)).collect();
    let subject: Vec<Rings> = shape
        .areas
        .iter()
        .map(|area| area.iter().map(|ring| pairs(ring)).collect())
        .collect();
    let areas = if subject.is_empty() {
        Vec::new()
    } else {
        let cut = subject.overlay(&clip, OverlayRule::Intersect, FillRule::EvenOdd);
        cut.into_iter()
            .map(|area| area.iter().map(|ring| points(ring)).collect())
            .collect()
    };
    let lines: Rings = shape.lines.iter().map(|line| pairs(line)).collect();
    let lines = if lines.is_empty() {
        Vec::new()
    } else {
        let rule = ClipRule {
            invert: false,
            boundary_included: true,
        };
        lines
            .clip_by(&clip, FillRule::EvenOdd, rule)
            .iter()
            .map(|line| points(line))
            .collect()
    };
    ZoneShape { lines, areas }
}

fn pairs(points: &[LonLat]) -> Vec<[f64; 2]> {
    points.iter().map(|at| [at.lon, at.lat]).collect()
}

/// Wound like all others, so that pieces add up where they overlap.
fn wound(points: &[LonLat]) -> Vec<[f64; 2]> {
    let mut pairs = pairs(points);
    if super::rings::signed_area(points) < 0.0 {
        pairs.reverse();
    }
    pairs
}

fn points(pairs: &[[f64; 2]]) -> Vec<LonLat> {
    pairs
        .iter()
        .map(|[lon, lat]| LonLat {
            lon: *lon,
            lat: *lat,
        })
        .collect()
}
