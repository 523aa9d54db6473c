//! Fewer vertices: those that a reader could not tell apart at the scale of a drawing.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::Point;

/// Drops vertices whose triangle is smaller than `least` square units (Visvalingam); ends stay.
pub(super) fn simplified(points: &[Point], least: f64) -> Vec<Point> {
    // Vertices much closer to the last one kept than any triangle that stays is wide go before any other thought is given
    // to them.
    visvalingam(&sparse(points, 0.5 * least.sqrt()), least)
}

/// One pass, so that the ten thousand vertices of a coast on a map of the world cost next to nothing.
fn sparse(points: &[Point], near: f64) -> Vec<Point> {
    let Some((last, inner)) = points.split_last() else {
        return Vec::new();
    };
    let mut kept: Vec<Point> = Vec::with_capacity(inner.len().min(64) + 1);
    for point in inner {
        let far = kept
            .last()
            .is_none_or(|before| (point.x - before.x).abs() + (point.y - before.y).abs() >= near);
        if far {
            kept.push(*point);
        }
    }
    kept.push(*last);
    kept
}

/// A vertex in the queue; ordered by area, the smallest first, then by place, so that ties have one order.
struct Vertex {
    area: f64,
    index: usize,
}

impl Ord for Vertex {
    fn cmp(&self, other: &Self) -> Ordering {
        other
            .area
            .total_cmp(&self.area)
            .then(other.index.cmp(&self.index))
    }
}

impl PartialOrd for Vertex {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Vertex {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Vertex {}

/// The points as a linked list: `before` and `after` of each, and its present area, 0 where it is gone.
struct Chain<'a> {
    points: &'a [Point],
    before: Vec<usize>,
    after: Vec<usize>,
    area: Vec<f64>,
}

impl Chain<'_> {
    fn measured(&self, index: usize) -> Option<f64> {
        let at = |place: &usize| self.points.get(*place).copied();
        let (a, b, c) = (
            at(self.before.get(index)?)?,
            at(&index)?,
            at(self.after.get(index)?)?,
        );
        Some(((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)).abs() / 2.0)
    }

    /// Takes a vertex out; says who its neighbours are.
    fn remove(&mut self, index: usize) -> Option<[usize; 2]> {
        let (before, after) = (*self.before.get(index)?, *self.after.get(index)?);
        *self.after.get_mut(before)? = after;
        *self.before.get_mut(after)? = before;
        *self.area.get_mut(index)? = -1.0;
        Some([before, after])
    }
}

fn visvalingam(points: &[Point], least: f64) -> Vec<Point> {
    let count = points.len();
    if count <= 2 {
        return points.to_vec();
    }
    let before = (0..count).map(|index| index.saturating_sub(1)).collect();
    let after = (0..count).map(|index| (index + 1).min(count - 1)).collect();
    let mut chain = Chain {
        points,
        before,
        after,
        area: vec![f64::INFINITY; count],
    };
    let mut queue = BinaryHeap::new();
    for index in 1..count - 1 {
        let area = chain.measured(index).unwrap_or_default();
        if let Some(slot) = chain.area.get_mut(index) {
            *slot = area;
        }
        queue.push(Vertex { area, index });
    }
    while let Some(Vertex { area, index }) = queue.pop() {
        if area >= least {
            break;
        }
        if chain
            .area
            .get(index)
            .is_none_or(|now| now.total_cmp(&area).is_ne())
        {
            continue;
        }
        for neighbour in chain
            .remove(index)
            .into_iter()
            .flatten()
            .filter(|place| (1..count - 1).contains(place))
        {
            // Never less than what was just dropped: else a long bow would go vertex by vertex.
            let again = chain.measured(neighbour).unwrap_or_default().max(area);
            if let Some(slot) = chain.area.get_mut(neighbour) {
                *slot = again;
            }
            queue.push(Vertex {
                area: again,
                index: neighbour,
            });
        }
    }
    points
        .iter()
        .zip(&chain.area)
        .filter(|(_, area)| **area >= 0.0)
        .map(|(point, _)| *point)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::simplified;
    use crate::map::Point;

    #[test]
    fn bends_stay_and_wiggles_go() {
        let at = |x, y| Point { x, y };
        let line = [
            at(0.0, 0.0),
            at(5.0, 0.01),
            at(10.0, 0.0),
            at(10.0, 10.0),
            at(10.1, 10.0),
            at(20.0, 10.0),
        ];
        assert_eq!(
            simplified(&line, 0.5),
            [at(0.0, 0.0), at(10.0, 0.0), at(10.0, 10.0), at(20.0, 10.0)]
        );
        assert_eq!(simplified(&line[..1], 0.5), line[..1]);
        assert_eq!(simplified(&[], 0.5), []);
    }
}
