//! Where on the globe a map lies: the half of it that faces the reader, with a box.

use super::{Base, Frame, LonLat, Point, Rectangle, path, simplify};

/// Vertices go whose triangle is smaller than this, square units.
const LEAST: f64 = 0.5;
/// Pieces of land smaller than this are not drawn, square units.
const ISLET: f64 = 2.0;
/// The box is at least this large, units.
const BOX: f64 = 7.0;

/// An inset of a radius around a middle, as SVG.
pub(super) fn draw(base: &Base, frame: &Frame, middle: Point, radius: f64) -> Option<String> {
    let centre = frame.unplace(Point { x: frame.width / 2.0, y: frame.height / 2.0 })?;
    let globe = Globe { lon: centre.lon, tilt: centre.lat.to_radians().sin_cos(), middle, radius };
    let mut land = String::new();
    for ring in &base.globe {
        if let Some(points) = globe.ring(ring) {
            let points = simplify::simplified(&points, LEAST);
            if super::ground::area(&points) >= ISLET {
                path::push(&mut land, &points, true);
            }
        }
    }
    let corners = [(0.0, 0.0), (frame.width, 0.0), (frame.width, frame.height), (0.0, frame.height)];
    let placed: Vec<Point> =
        corners.into_iter().filter_map(|(x, y)| frame.unplace(Point { x, y })).map(|at| globe.place(at).0).collect();
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
        (Point { x: self.middle.x + x * self.radius, y: self.middle.y - y * self.radius }, seen)
    }

    /// `None` where all of it lies behind.
    fn ring(&self, ring: &[LonLat]) -> Option<Vec<Point>> {
        let placed: Vec<(Point, bool)> = ring.iter().map(|at| self.place(*at)).collect();
        placed.iter().any(|(_, seen)| *seen).then(|| placed.into_iter().map(|(point, _)| point).collect())
    }
}
