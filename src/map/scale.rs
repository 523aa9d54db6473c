//! The scale bar: a round number of kilometres, as long as it is where it stands.

use super::corner::is_clear;
use super::labels::Anchor;
use super::letters::line;
use super::path::coordinate;
use super::text::SMALL;
use super::{MapFrame, Point, Rectangle};

/// Lengths that readers expect, times a power of ten.
const ROUND: [f64; 3] = [1.0, 2.0, 5.0];
/// Of the width of the frame, at most.
const SHARE: f64 = 0.16;
/// From the edges, units; at the top the degrees of the meridians lie between.
const MARGIN: f64 = 12.0;
/// Of the bar and its words, units.
const HEIGHT: f64 = SMALL + 10.0;
/// Room around it, units.
const AROUND: f64 = 4.0;

/// A scale bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    /// What it stands for.
    pub km: f64,
    /// How long it is drawn, units.
    pub length: f64,
}

/// The bar for the middle of a frame; `None` off the globe.
pub(super) fn bar(frame: &MapFrame) -> Option<Scale> {
    let km = frame.km_per_unit(Point {
        x: frame.width / 2.0,
        y: frame.height / 2.0,
    })?;
    let most = frame.width * SHARE * km;
    let power = 10.0_f64.powf(most.log10().floor());
    let round = ROUND
        .into_iter()
        .map(|step| step * power)
        .filter(|step| *step <= most)
        .fold(power, f64::max);
    Some(Scale {
        km: round,
        length: round / km,
    })
}

/// Where a bar stands.
pub(super) struct ScaleSpot {
    /// What it covers, with some room around it.
    pub area: Rectangle,
    is_left: bool,
}

/// At the end of the line, at the bottom, and elsewhere where it would hide a place; `None` where it would hide one everywhere.
/// `width` is that of the bar or its words.
pub(super) fn place(
    frame: &MapFrame,
    rtl: bool,
    width: f64,
    markers: &[Point],
) -> Option<ScaleSpot> {
    let (lowest, highest) = (frame.height - MARGIN, 2.0 * MARGIN + HEIGHT);
    let all = [
        (rtl, lowest),
        (rtl, highest),
        (!rtl, lowest),
        (!rtl, highest),
    ];
    let places = all.into_iter().map(|(is_left, bottom)| {
        let left = if is_left {
            MARGIN
        } else {
            frame.width - MARGIN - width
        };
        let area = Rectangle {
            left,
            top: bottom - HEIGHT,
            right: left + width,
            bottom,
        }
        .grown(AROUND);
        ScaleSpot { area, is_left }
    });
    places
        .into_iter()
        .find(|place| is_clear(&place.area, markers))
}

/// At its own origin, so that scripts can draw it anew as long as it must be.
pub(super) fn draw(bar: &Scale, place: &ScaleSpot, text: &str, rtl: bool) -> String {
    let Rectangle {
        left,
        right,
        bottom,
        ..
    } = place.area.grown(-AROUND);
    let (edge, from, anchor) = if place.is_left {
        (left, 0.0, Anchor::Left)
    } else {
        (right, -bar.length, Anchor::Right)
    };
    format!(
        "<g class=\"map-scale\" transform=\"translate({} {})\" data-km=\"{}\" data-unit=\"{:.5}\">\
         <path d=\"M{} -5v5h{}v-5\"/>{}</g>",
        coordinate(edge),
        coordinate(bottom),
        bar.km,
        bar.length / bar.km,
        coordinate(from),
        coordinate(bar.length),
        line("map-km", Point { x: 0.0, y: -9.0 }, anchor, rtl, None, text)
    )
}

#[cfg(test)]
mod tests {
    use super::{MARGIN, place};
    use crate::map::{LonLat, MapFrame, Point, Size};

    #[test]
    fn the_bar_hides_no_place() {
        let size = Size {
            width: 400.0,
            least_height: 400.0,
            most_height: 400.0,
            padding: 40.0,
            least_km: 60.0,
        };
        let frame = MapFrame::fit(
            &[LonLat {
                lon: 36.0,
                lat: 36.0,
            }],
            &size,
        )
        .expect("there is a place");
        let middle = MARGIN + 30.0;
        let [left, right] = [middle, 400.0 - middle].map(|x| move |y| Point { x, y });
        let spots = [right(380.0), right(35.0), left(380.0), left(35.0)];
        let find = |rtl, count: usize| {
            let mut markers = spots;
            // Seen from the end of the line.
            markers
                .iter_mut()
                .for_each(|at| at.x = if rtl { 400.0 - at.x } else { at.x });
            let markers: Vec<Point> = markers.into_iter().take(count).collect();
            let found = place(&frame, rtl, 60.0, &markers)?;
            Some((found.is_left == rtl, found.area.bottom > 200.0))
        };
        for rtl in [false, true] {
            assert_eq!(find(rtl, 0), Some((true, true)));
            assert_eq!(find(rtl, 1), Some((true, false)));
            assert_eq!(find(rtl, 2), Some((false, true)));
            assert_eq!(find(rtl, 3), Some((false, false)));
            assert_eq!(find(rtl, 4), None);
        }
    }
}
