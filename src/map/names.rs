//! Where the names of countries stand: inside what is seen of them, away from edges, labels and markers.

use std::collections::BTreeMap;

use super::ground::VisibleCountry;
use super::text::Widths;
use super::{Point, Rectangle};

/// Height of the letters, units.
const SIZE: f64 = 13.0;
/// Points that are tried along each side.
const ACROSS: u32 = 14;
const DOWN: u32 = 10;
/// What is seen of a country must be larger than this many times its name.
const ROOM: f64 = 1.6;

/// Names and their middles at the baseline; what they cover is added to `taken`. The largest country chooses first.
pub(super) fn place(
    countries: &[VisibleCountry],
    frame: &Rectangle,
    widths: &Widths,
    names: &BTreeMap<String, String>,
    taken: &mut Vec<Rectangle>,
) -> Vec<(String, Point)> {
    let mut seen: Vec<(f64, &String, &[Point])> = countries
        .iter()
        .filter_map(|seen| Some((seen.area, names.get(&seen.code)?, &*seen.ring)))
        .collect();
    seen.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let mut found = Vec::new();
    for (area, name, ring) in seen {
        let (width, height) = (widths.of(name, SIZE, false), SIZE * 1.4);
        if area < width * height * ROOM {
            continue;
        }
        if let Some(middle) = best(ring, width, height, &frame.grown(-4.0), taken) {
            taken.push(label(middle, width, height));
            found.push((
                name.clone(),
                Point {
                    x: middle.x,
                    y: middle.y + SIZE * 0.35,
                },
            ));
        }
    }
    found
}

fn label(middle: Point, width: f64, height: f64) -> Rectangle {
    Rectangle {
        left: middle.x - width / 2.0,
        top: middle.y - height / 2.0,
        right: middle.x + width / 2.0,
        bottom: middle.y + height / 2.0,
    }
}

/// The point farthest from the edge among those where the name is inside and free.
pub(super) fn best(
    ring: &[Point],
    width: f64,
    height: f64,
    frame: &Rectangle,
    taken: &[Rectangle],
) -> Option<Point> {
    let all = Rectangle::around(ring);
    let at = |index: u32, of: u32, low: f64, high: f64| {
        low + (high - low) * (f64::from(index) + 0.5) / f64::from(of)
    };
    let mut found: Option<(f64, Point)> = None;
    for y in (0..DOWN).map(|j| at(j, DOWN, all.top, all.bottom)) {
        let [top, level, bottom] =
            [y - height / 2.0, y, y + height / 2.0].map(|y| Scanline::across(ring, y));
        for x in (0..ACROSS).map(|i| at(i, ACROSS, all.left, all.right)) {
            let middle = Point { x, y };
            let area = label(middle, width, height);
            let inside = level.holds(x)
                && [&top, &bottom]
                    .iter()
                    .all(|row| row.holds(area.left) && row.holds(area.right));
            let free = || {
                frame.contains(&area) && !taken.iter().any(|other| other.meets(&area.grown(3.0)))
            };
            if !inside || !free() {
                continue;
            }
            let away = distance(ring, middle);
            if found.is_none_or(|(most, _)| away > most) {
                found = Some((away, middle));
            }
        }
    }
    found.map(|(_, middle)| middle)
}

fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    let next = ring.iter().skip(1).chain(ring.first()).copied();
    ring.iter().copied().zip(next)
}

/// Where the edges of a ring cross a height: all points at that height are judged by one look at the ring.
struct Scanline(Vec<f64>);

impl Scanline {
    fn across(ring: &[Point], y: f64) -> Self {
        let crossed = edges(ring).filter(|(a, b)| (a.y > y) != (b.y > y));
        Self(
            crossed
                .map(|(a, b)| (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x)
                .collect(),
        )
    }

    fn holds(&self, x: f64) -> bool {
        self.0.iter().filter(|crossing| x < **crossing).count() % 2 == 1
    }
}

/// The square of the distance from a point to the nearest edge.
fn distance(ring: &[Point], at: Point) -> f64 {
    let to_edge = |(a, b): (Point, Point)| {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let length = dx * dx + dy * dy;
        let t = if length == 0.0 {
            0.0
        } else {
            (((at.x - a.x) * dx + (at.y - a.y) * dy) / length).clamp(0.0, 1.0)
        };
        (at.x - a.x - t * dx).powi(2) + (at.y - a.y - t * dy).powi(2)
    };
    edges(ring).map(to_edge).fold(f64::INFINITY, f64::min)
}
