//! Lines and areas cut to a rectangle.

use super::{Point, Rectangle};

impl Rectangle {
    /// Whether a point lies in it.
    pub fn holds(&self, at: Point) -> bool {
        (self.left..=self.right).contains(&at.x) && (self.top..=self.bottom).contains(&at.y)
    }

    /// The rectangle with `by` more on each side.
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    /// The box of points; turned inside out where there are none.
    pub fn around(points: &[Point]) -> Self {
        let empty = Self {
            left: f64::INFINITY,
            top: f64::INFINITY,
            right: f64::NEG_INFINITY,
            bottom: f64::NEG_INFINITY,
        };
        points.iter().fold(empty, |all, at| Self {
            left: all.left.min(at.x),
            top: all.top.min(at.y),
            right: all.right.max(at.x),
            bottom: all.bottom.max(at.y),
        })
    }

    /// Whether two rectangles share anything.
    pub fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// The square around a point.
    pub fn square(middle: Point, half: f64) -> Self {
        Self {
            left: middle.x - half,
            top: middle.y - half,
            right: middle.x + half,
            bottom: middle.y + half,
        }
    }

    /// The point in its middle.
    pub fn middle(&self) -> Point {
        Point {
            x: f64::midpoint(self.left, self.right),
            y: f64::midpoint(self.top, self.bottom),
        }
    }

    /// Whether another lies wholly inside.
    pub fn contains(&self, other: &Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }
}

/// The parts of a line inside a rectangle (Liang and Barsky, edge by edge).
pub(super) fn line(points: &[Point], area: &Rectangle) -> Vec<Vec<Point>> {
    let all = Rectangle::around(points);
    if area.contains(&all) {
        return vec![points.to_vec()];
    }
    let mut parts: Vec<Vec<Point>> = Vec::new();
    if !all.meets(&area.grown(1e-9)) {
        return parts;
    }
    for (a, b) in points.iter().zip(points.iter().skip(1)) {
        let Some((from, to)) = segment(*a, *b, area) else {
            continue;
        };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&from) => part.push(to),
            _ => parts.push(vec![from, to]),
        }
    }
    parts
}

/// The part of a line from point to point inside a rectangle.
pub(super) fn segment(a: Point, b: Point, area: &Rectangle) -> Option<(Point, Point)> {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (p, q) in [
        (-dx, a.x - area.left),
        (dx, area.right - a.x),
        (-dy, a.y - area.top),
        (dy, area.bottom - a.y),
    ] {
        if p == 0.0 {
            if q < 0.0 {
                return None;
            }
        } else if p < 0.0 {
            enter = enter.max(q / p);
        } else {
            leave = leave.min(q / p);
        }
    }
    let at = |t: f64| Point {
        x: a.x + t * dx,
        y: a.y + t * dy,
    };
    // Ends inside stay as they are, to the last bit, so that parts that meet are joined.
    (enter <= leave).then(|| {
        (
            if enter > 0.0 { at(enter) } else { a },
            if leave < 1.0 { at(leave) } else { b },
        )
    })
}

/// An area cut to a rectangle (Sutherland and Hodgman); edges along the rectangle are to be filled, never stroked.
pub(super) fn ring(points: &[Point], area: &Rectangle) -> Vec<Point> {
    let all = Rectangle::around(points);
    if area.contains(&all) {
        return points.to_vec();
    }
    if !all.meets(area) {
        return Vec::new();
    }
    let cross_x = |limit: f64| {
        move |a: Point, b: Point| Point {
            x: limit,
            y: a.y + (b.y - a.y) * (limit - a.x) / (b.x - a.x),
        }
    };
    let cross_y = |limit: f64| {
        move |a: Point, b: Point| Point {
            x: a.x + (b.x - a.x) * (limit - a.y) / (b.y - a.y),
            y: limit,
        }
    };
    let left = half(points, |at| at.x >= area.left, cross_x(area.left));
    let right = half(&left, |at| at.x <= area.right, cross_x(area.right));
    let top = half(&right, |at| at.y >= area.top, cross_y(area.top));
    half(&top, |at| at.y <= area.bottom, cross_y(area.bottom))
}

fn half(
    points: &[Point],
    keeps: impl Fn(Point) -> bool,
    crossing: impl Fn(Point, Point) -> Point,
) -> Vec<Point> {
    let Some(mut before) = points.last().copied() else {
        return Vec::new();
    };
    let mut kept = Vec::with_capacity(points.len());
    for at in points.iter().copied() {
        match (keeps(before), keeps(at)) {
            (true, true) => kept.push(at),
            (true, false) => kept.push(crossing(before, at)),
            (false, true) => kept.extend([crossing(before, at), at]),
            (false, false) => {}
        }
        before = at;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{line, ring};
    use crate::map::{Point, Rectangle};

    const AREA: Rectangle = Rectangle {
        left: 0.0,
        top: 0.0,
        right: 10.0,
        bottom: 10.0,
    };

    fn at(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    #[test]
    fn lines_are_cut_into_parts() {
        let found = line(
            &[
                at(-5.0, 5.0),
                at(5.0, 5.0),
                at(5.0, 15.0),
                at(8.0, 15.0),
                at(8.0, 5.0),
            ],
            &AREA,
        );
        assert_eq!(
            found,
            [
                vec![at(0.0, 5.0), at(5.0, 5.0), at(5.0, 10.0)],
                vec![at(8.0, 10.0), at(8.0, 5.0)]
            ]
        );
        assert_eq!(
            line(&[at(-5.0, 5.0), at(-1.0, 50.0)], &AREA),
            Vec::<Vec<Point>>::new()
        );
    }

    #[test]
    fn areas_are_cut() {
        let whole = ring(
            &[
                at(-5.0, -5.0),
                at(15.0, -5.0),
                at(15.0, 15.0),
                at(-5.0, 15.0),
            ],
            &AREA,
        );
        assert_eq!(Rectangle::around(&whole), AREA);
        assert_eq!(
            ring(&[at(11.0, 0.0), at(12.0, 0.0), at(12.0, 9.0)], &AREA),
            []
        );
    }
}
