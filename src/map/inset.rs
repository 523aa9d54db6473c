//! Where on the globe a map lies: the half of it that faces the reader, with a box.

use super::{Base, LonLat, MapFrame, Point, Rectangle, path, simplify};

/// Vertices go whose triangle is smaller than this, square units.
const LEAST: f64 = 0.5;
/// Pieces of land smaller than this are not drawn, square units.
const ISLET: f64 = 2.0;
/// The box is at least this large, units.
const BOX: f64 = 7.0;

/// An inset of a radius around a middle, as SVG.
pub(super) fn draw(base: &Base, frame: &MapFrame, middle: Point, radius: f64) -> Option<String> {
    let centre = frame.unplace(Point {
        x: frame.width / 2.0,
        y: frame.height / 2.0,
    })?;
    let globe = Globe {
        lon: centre.lon,
        tilt: centre.lat.to_radians().sin_cos(),
        middle,
        radius,
    };
    let land = globe.land(&base.globe);
    let corners = [
        (0.0, 0.0),
        (frame.width, 0.0),
        (frame.width, frame.height),
        (0.0, frame.height),
    ];
    let placed: Vec<Point> = corners
        .into_iter()
        .filter_map(|(x, y)| frame.unplace(Point { x, y }))
        .map(|at| globe.place(at).0)
        .collect();
    let all = Rectangle::around(&placed);
    let half = ((all.right - all.left) / 2.0).max(BOX / 2.0);
    let tall = ((all.bottom - all.top) / 2.0).max(BOX / 2.0);
    let number = path::coordinate;
    Some(format!(
        "<g class=\"map-inset\"><circle class=\"map-sea\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/><path class=\"map-land\" d=\"{land}\"/>\
         <rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/></g>",
        x = number(middle.x),
        y = number(middle.y),
        r = number(radius),
        left = number(middle.x - half),
        top = number(middle.y - tall),
        width = number(2.0 * half),
        height = number(2.0 * tall),
    ))
}

struct Globe {
    /// Degrees of longitude in the middle.
    lon: f64,
    /// Sine and cosine of the latitude there.
    tilt: (f64, f64),
    middle: Point,
    radius: f64,
}

impl Globe {
    /// The land of this side, to be filled by the even-odd rule.
    fn land(&self, rings: &[Vec<LonLat>]) -> String {
        let mut land = String::new();
        let mut is_inverted = false;
        for ring in rings {
            let Some(points) = self.ring(ring) else {
                continue;
            };
            let points = simplify::simplified(&points, LEAST);
            if super::ground::area(&points) >= ISLET {
                path::push(&mut land, &points, true);
                is_inverted ^= self.is_behind(ring);
            }
        }
        // The part behind of land around the far pole goes along the wrong side of the rim: all is filled but that land.
        if is_inverted {
            let (r, left) = (
                path::coordinate(self.radius),
                path::coordinate(self.middle.x - self.radius),
            );
            let y = path::coordinate(self.middle.y);
            land.push_str(&format!(
                "M{left} {y}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0z",
                d = path::coordinate(2.0 * self.radius)
            ));
        }
        land
    }

    /// Whether the point opposite the middle lies in a ring: its outline is crossed an odd number of times on the way to the North
    /// Pole, which is at sea.
    fn is_behind(&self, ring: &[LonLat]) -> bool {
        let opposite = LonLat {
            lon: self.lon + 180.0,
            lat: -self.tilt.0.asin().to_degrees(),
        };
        let east = |at: &LonLat| (at.lon - opposite.lon + 180.0).rem_euclid(360.0) - 180.0;
        let next = ring.iter().cycle().skip(1);
        let crossed = ring.iter().zip(next).filter(|(a, b)| {
            let (from, to) = (east(a), east(b));
            let is_near = (from - to).abs() < 180.0 && (from < 0.0) != (to < 0.0);
            is_near && a.lat + (b.lat - a.lat) * from / (from - to) > opposite.lat
        });
        crossed.count() % 2 == 1
    }

    /// Where a place stands (orthographic), and whether it is on this side.
    fn place(&self, at: LonLat) -> (Point, bool) {
        let (sin, cos) = self.tilt;
        let (lat_sin, lat_cos) = at.lat.to_radians().sin_cos();
        let (east_sin, east_cos) = (at.lon - self.lon).to_radians().sin_cos();
        let seen = sin * lat_sin + cos * lat_cos * east_cos >= 0.0;
        let (mut x, mut y) = (lat_cos * east_sin, cos * lat_sin - sin * lat_cos * east_cos);
        let length = x.hypot(y);
        // What lies behind is drawn at the rim, so that outlines that go around stay closed.
        if !seen && length > 1e-9 {
            (x, y) = (x / length, y / length);
        }
        (
            Point {
                x: self.middle.x + x * self.radius,
                y: self.middle.y - y * self.radius,
            },
            seen,
        )
    }

    /// `None` where all of it lies behind.
    fn ring(&self, ring: &[LonLat]) -> Option<Vec<Point>> {
        let placed: Vec<(Point, bool)> = ring.iter().map(|at| self.place(*at)).collect();
        placed
            .iter()
            .any(|(_, seen)| *seen)
            .then(|| placed.into_iter().map(|(point, _)| point).collect())
    }
}
