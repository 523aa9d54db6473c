//! The scale bar: a round number of kilometres, as long as it is where it stands.

use super::{Frame, Point};

/// Lengths that readers expect, times a power of ten.
const ROUND: [f64; 3] = [1.0, 2.0, 5.0];
/// Of the width of the frame, at most.
const SHARE: f64 = 0.16;

/// A scale bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    /// What it stands for.
    pub km: f64,
    /// Units.
    pub length: f64,
}

/// The bar for the middle of a frame; `None` off the globe.
pub(super) fn bar(frame: &Frame) -> Option<Scale> {
    let km = frame.km_per_unit(Point { x: frame.width / 2.0, y: frame.height / 2.0 })?;
    let most = frame.width * SHARE * km;
    let power = 10.0_f64.powf(most.log10().floor());
    let round = ROUND.into_iter().map(|step| step * power).filter(|step| *step <= most).fold(power, f64::max);
    Some(Scale { km: round, length: round / km })
}
