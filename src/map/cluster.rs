//! Markers that would cover one another → one marker, with their number.
//!
//! The script of the page does the same when it zooms or filters; what it finds for the whole map must be what is drawn here.

use std::collections::BTreeMap;

use super::Point;

/// Single markers closer than this are read as one, units.
const APART: f64 = 12.0;
/// A marker with a number is wider than a single one, by this.
const WIDER: f64 = 5.0;
/// Side of the cells that points are looked up by: no marker reaches farther.
const CELL: f64 = APART + 2.0 * WIDER;

/// Groups of points, by index. Those before others lead: a group stands where its first member stands. `points` begin with the
/// weightiest.
pub(super) fn groups(points: &[Point]) -> Vec<Vec<usize>> {
    let mut groups: Vec<MarkerGroup> = points
        .iter()
        .enumerate()
        .map(|(index, at)| MarkerGroup {
            at: *at,
            of: vec![index],
        })
        .collect();
    loop {
        let before = groups.len();
        groups = merged(groups);
        // A group that has grown may reach a neighbour that it left alone.
        if groups.len() == before {
            return groups.into_iter().map(|group| group.of).collect();
        }
    }
}

struct MarkerGroup {
    at: Point,
    of: Vec<usize>,
}

impl MarkerGroup {
    fn is_near(&self, other: &Self) -> bool {
        let many = [self, other]
            .into_iter()
            .filter(|group| group.of.len() > 1)
            .count();
        let reach = match many {
            0 => APART,
            1 => APART + WIDER,
            _ => CELL,
        };
        (self.at.x - other.at.x).hypot(self.at.y - other.at.y) < reach
    }
}

/// Each group that is near to one before it joins the first such one.
fn merged(groups: Vec<MarkerGroup>) -> Vec<MarkerGroup> {
    let mut kept: Vec<MarkerGroup> = Vec::with_capacity(groups.len());
    let mut cells: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for group in groups {
        let (column, row) = cell(group.at);
        let around =
            (column - 1..=column + 1).flat_map(|x| (row - 1..=row + 1).map(move |y| (x, y)));
        let near = around.filter_map(|key| cells.get(&key)).flatten().copied();
        let first = near
            .filter(|index| kept.get(*index).is_some_and(|other| other.is_near(&group)))
            .min();
        match first.and_then(|index| kept.get_mut(index)) {
            Some(head) => head.of.extend(group.of),
            None => {
                cells.entry((column, row)).or_default().push(kept.len());
                kept.push(group);
            }
        }
    }
    kept
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "drawings have some thousand units"
)]
fn cell(at: Point) -> (i64, i64) {
    ((at.x / CELL).floor() as i64, (at.y / CELL).floor() as i64)
}

#[cfg(test)]
mod tests {
    use super::{APART, CELL, groups};
    use crate::map::Point;

    fn points(all: &[(f64, f64)]) -> Vec<Point> {
        all.iter().map(|(x, y)| Point { x: *x, y: *y }).collect()
    }

    #[test]
    fn what_is_near_is_one() {
        assert_eq!(
            groups(&points(&[(10.0, 10.0), (22.0, 10.0)])),
            [vec![0], vec![1]],
            "twelve units are enough"
        );
        assert_eq!(groups(&points(&[(10.0, 10.0), (21.9, 10.0)])), [vec![0, 1]]);
        let chain = points(&[(10.0, 10.0), (26.0, 10.0), (12.0, 10.0)]);
        assert_eq!(
            groups(&chain),
            [vec![0, 2, 1]],
            "a marker that has grown takes what it then touches"
        );
        let ends = points(&[(0.0, 0.0), (11.0, 0.0), (22.0, 0.0)]);
        assert_eq!(
            groups(&ends),
            [vec![0, 1], vec![2]],
            "what is in a group does not draw others in"
        );
        assert!(groups(&[]).is_empty());
    }

    /// The words of the claim, tried on a crowd without the cells.
    #[test]
    fn no_two_groups_are_near() {
        let crowd: Vec<(f64, f64)> = (0..700)
            .map(|i| {
                (
                    f64::from(i * 7919 % 811) - 5.0,
                    f64::from(i * 104_729 % 617),
                )
            })
            .collect();
        let all = points(&crowd);
        let found = groups(&all);
        assert_eq!(found.iter().flatten().count(), 700);
        for (at, one) in found.iter().enumerate() {
            for other in found.iter().skip(at + 1) {
                let (a, b) = (all[one[0]], all[other[0]]);
                let apart = (a.x - b.x).hypot(a.y - b.y);
                assert!(
                    apart
                        >= if one.len() > 1 && other.len() > 1 {
                            CELL
                        } else {
                            APART
                        },
                    "{apart}"
                );
            }
        }
    }
}
