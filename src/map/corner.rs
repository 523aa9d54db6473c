//! The corner of a drawing with least under it, for what lies around the map.

use super::{MapFrame, Point, Rectangle};

/// From the edges, units.
const MARGIN: f64 = 10.0;
/// Room that is kept around markers, for their labels.
const AROUND: f64 = 26.0;
/// Half the width of a marker.
const HALF: f64 = 6.0;

/// A corner of a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Corner {
    TopLeft,
    TopRight,
    BottomRight,
    BottomLeft,
}

impl Corner {
    /// All, the preferred first; the order is that of a reader of left-to-right text, or mirrored.
    pub(super) fn order(rtl: bool, bottom: bool) -> [Self; 4] {
        match (rtl, bottom) {
            (false, false) => [
                Self::TopRight,
                Self::TopLeft,
                Self::BottomRight,
                Self::BottomLeft,
            ],
            (true, false) => [
                Self::TopLeft,
                Self::TopRight,
                Self::BottomLeft,
                Self::BottomRight,
            ],
            (false, true) => [
                Self::BottomLeft,
                Self::BottomRight,
                Self::TopLeft,
                Self::TopRight,
            ],
            (true, true) => [
                Self::BottomRight,
                Self::BottomLeft,
                Self::TopRight,
                Self::TopLeft,
            ],
        }
    }

    fn area(self, frame: &MapFrame, width: f64, height: f64) -> Rectangle {
        let left = match self {
            Self::TopLeft | Self::BottomLeft => MARGIN,
            Self::TopRight | Self::BottomRight => frame.width - MARGIN - width,
        };
        // Below the degrees of the meridians.
        let top = match self {
            Self::TopLeft | Self::TopRight => MARGIN + 12.0,
            Self::BottomRight | Self::BottomLeft => frame.height - MARGIN - height,
        };
        Rectangle {
            left,
            top,
            right: left + width,
            bottom: top + height,
        }
    }
}

/// Where something of this size is near the fewest markers, and hides none nor anything that is taken; of equals the first.
pub(super) fn emptiest(
    order: [Corner; 4],
    frame: &MapFrame,
    (width, height): (f64, f64),
    markers: &[Point],
    taken: &[Rectangle],
) -> Option<Rectangle> {
    let areas = order
        .into_iter()
        .map(|corner| corner.area(frame, width, height));
    let free = areas.filter(|area| !taken.iter().any(|other| other.meets(area)));
    let under = |area: &Rectangle| markers.iter().filter(|at| area.holds(**at)).count();
    free.filter(|area| is_clear(area, markers))
        .min_by_key(|area| under(&area.grown(AROUND)))
}

/// Whether it would hide no marker.
pub(super) fn is_clear(area: &Rectangle, markers: &[Point]) -> bool {
    !markers.iter().any(|at| area.grown(HALF).holds(*at))
}

#[cfg(test)]
mod tests {
    use super::{Corner, emptiest};
    use crate::map::{LonLat, MapFrame, Point, Rectangle, Size};

    #[test]
    fn the_emptiest_corner_wins() {
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
        let find = |markers: &[Point], taken: &[Rectangle]| {
            let area = emptiest(
                Corner::order(false, false),
                &frame,
                (50.0, 50.0),
                markers,
                taken,
            )
            .expect("a corner");
            (area.left > 200.0, area.top < 200.0)
        };
        assert_eq!(find(&[], &[]), (true, true));
        assert_eq!(find(&[Point { x: 370.0, y: 40.0 }], &[]), (false, true));
        let three = [
            Point { x: 325.0, y: 80.0 },
            Point { x: 325.0, y: 85.0 },
            Point { x: 370.0, y: 85.0 },
        ];
        let one = Point { x: 40.0, y: 40.0 };
        let below = [Point { x: 370.0, y: 370.0 }, Point { x: 40.0, y: 370.0 }];
        let all = [three.as_slice(), &[one], &below].concat();
        assert_eq!(find(&all, &[]), (true, true), "near three, but on none");
        let top = Rectangle {
            left: 0.0,
            top: 0.0,
            right: 400.0,
            bottom: 200.0,
        };
        assert_eq!(find(&[], &[top]), (true, false));
    }
}
