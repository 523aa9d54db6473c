//! Where labels stand, so that none covers another, a marker, or what lies around the map.
//!
//! Greedy by priority first. Only where that leaves a label without a place next to its marker is the whole tried again and
//! again, by annealing with a fixed seed: it costs milliseconds and helps crowded maps alone.

use super::{Point, Rectangle};

/// Between a marker's edge and its label.
const GAP: f64 = 4.0;
/// Directions and lengths of leader lines.
const DIRECTIONS: u32 = 16;
const LENGTHS: [f64; 4] = [22.0, 34.0, 48.0, 66.0];
/// What stands in the way costs so much; anything from `IMPOSSIBLE` on is not done.
const IMPOSSIBLE: f64 = 1000.0;
const LEADER: f64 = 24.0;

/// Which side of a marker a label prefers. Geography is never mirrored: these are sides of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Above.
    Above,
    /// Below.
    Below,
}

/// A marker that wants a label.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    /// The middle of the marker.
    pub at: Point,
    /// Half its width.
    pub radius: f64,
    /// Of the label.
    pub width: f64,
    /// Of the label.
    pub height: f64,
    /// Greater wins.
    pub rank: i32,
    /// Where it stands if there is room.
    pub side: Side,
}

/// Markers closer than this are read as one, which bears the name of the greatest.
const ONE: f64 = 9.0;

/// Whether a marker stands in the shade of a greater one; of equals the first is greater.
fn is_shaded(wanted: &[Wanted], index: usize) -> bool {
    let Some(one) = wanted.get(index) else { return false };
    let greater = |(other, two): (usize, &Wanted)| {
        let near = (one.at.x - two.at.x).hypot(one.at.y - two.at.y) < ONE;
        near && other != index && (two.rank, std::cmp::Reverse(other)) > (one.rank, std::cmp::Reverse(index))
    };
    wanted.iter().enumerate().any(greater)
}

/// The edge of a label that stands still when the font is another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The label lies to the right of its point.
    Left,
    /// To both sides.
    Middle,
    /// To the left of its point.
    Right,
}

/// A place for a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// What the label covers.
    pub area: Rectangle,
    /// The edge that stands still.
    pub anchor: Anchor,
    /// Far from its marker: a line leads from the marker to this point.
    pub leader: Option<Point>,
    preference: f64,
}

/// Finds a place for each label; `None` where there is no room. `taken` is kept free, and so are all markers.
pub(super) fn place(wanted: &[Wanted], frame: &Rectangle, taken: &[Rectangle]) -> Vec<Option<Placed>> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|index| wanted.get(*index).map(|one| std::cmp::Reverse(one.rank)));
    let markers: Vec<Rectangle> = wanted.iter().map(marker).collect();
    let mut found: Vec<Option<Placed>> = vec![None; wanted.len()];
    let mut covered: Vec<Rectangle> = taken.to_vec();
    for index in order {
        let Some(one) = wanted.get(index).filter(|_| !is_shaded(wanted, index)) else { continue };
        let best = candidates(one)
            .into_iter()
            .map(|candidate| (cost(&candidate, index, frame, &covered, &markers), candidate))
            .filter(|(cost, _)| *cost < IMPOSSIBLE)
            .min_by(|(a, _), (b, _)| a.total_cmp(b));
        if let (Some((_, placed)), Some(slot)) = (best, found.get_mut(index)) {
            covered.push(placed.area);
            *slot = Some(placed);
        }
    }
    found
}

fn marker(one: &Wanted) -> Rectangle {
    Rectangle {
        left: one.at.x - one.radius,
        top: one.at.y - one.radius,
        right: one.at.x + one.radius,
        bottom: one.at.y + one.radius,
    }
}

fn cost(candidate: &Placed, index: usize, frame: &Rectangle, covered: &[Rectangle], markers: &[Rectangle]) -> f64 {
    let area = &candidate.area;
    let inside =
        frame.left <= area.left && area.right <= frame.right && frame.top <= area.top && area.bottom <= frame.bottom;
    let others = markers.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, marker)| marker);
    let blocked = !inside || covered.iter().chain(others).any(|other| other.meets(area));
    let crossed = candidate.leader.is_some_and(|to| {
        let from = markers.get(index).map_or(to, |marker| Point {
            x: f64::midpoint(marker.left, marker.right),
            y: f64::midpoint(marker.top, marker.bottom),
        });
        covered.iter().any(|other| crosses(from, to, other))
    });
    candidate.preference + if blocked || crossed { IMPOSSIBLE } else { 0.0 }
}

/// Whether a line from point to point meets a rectangle; sampled, since leader lines are short.
fn crosses(from: Point, to: Point, area: &Rectangle) -> bool {
    (1..=8).any(|step| {
        let t = f64::from(step) / 8.0;
        area.holds(Point { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t })
    })
}

fn candidates(one: &Wanted) -> Vec<Placed> {
    let near = one.radius + GAP;
    let slant = near * 0.7;
    let mirror = if one.side == Side::Left { -1.0 } else { 1.0 };
    let (beside, other) =
        if one.side == Side::Left { (Anchor::Right, Anchor::Left) } else { (Anchor::Left, Anchor::Right) };
    let level = one.at.y;
    let (up, down) = (one.at.y - slant - one.height / 2.0, one.at.y + slant + one.height / 2.0);
    let mut all = vec![
        spot(one, one.at.x + mirror * near, level, beside, 0.0),
        spot(one, one.at.x + mirror * slant, up, beside, 2.0),
        spot(one, one.at.x + mirror * slant, down, beside, 2.5),
        spot(one, one.at.x - mirror * near, level, other, 4.0),
        spot(one, one.at.x - mirror * slant, up, other, 5.0),
        spot(one, one.at.x - mirror * slant, down, other, 5.5),
        spot(one, one.at.x, one.at.y - near - one.height / 2.0, Anchor::Middle, 6.0),
        spot(one, one.at.x, one.at.y + near + one.height / 2.0, Anchor::Middle, 6.5),
    ];
    for placed in &mut all {
        let above = placed.area.bottom < one.at.y;
        let below = placed.area.top > one.at.y;
        let asked = (one.side == Side::Above && above) || (one.side == Side::Below && below);
        if asked && placed.anchor == Anchor::Middle {
            placed.preference = -1.0;
        }
    }
    for length in LENGTHS {
        for direction in 0..DIRECTIONS {
            let angle = f64::from(direction) * std::f64::consts::TAU / f64::from(DIRECTIONS);
            let to = Point { x: one.at.x + length * angle.cos(), y: one.at.y + length * angle.sin() };
            let anchor = if angle.cos() >= 0.0 { Anchor::Left } else { Anchor::Right };
            let mut placed = spot(one, to.x, to.y, anchor, LEADER + length / 4.0);
            placed.leader = Some(to);
            all.push(placed);
        }
    }
    all
}

/// A label whose edge or middle stands at a point.
fn spot(one: &Wanted, x: f64, y: f64, anchor: Anchor, preference: f64) -> Placed {
    let left = match anchor {
        Anchor::Left => x,
        Anchor::Middle => x - one.width / 2.0,
        Anchor::Right => x - one.width,
    };
    let area = Rectangle { left, top: y - one.height / 2.0, right: left + one.width, bottom: y + one.height / 2.0 };
    Placed { area, anchor, leader: None, preference }
}

#[cfg(test)]
mod tests {
    use super::{Anchor, Side, Wanted, place};
    use crate::map::{Point, Rectangle};

    const FRAME: Rectangle = Rectangle { left: 0.0, top: 0.0, right: 400.0, bottom: 400.0 };

    fn at(x: f64, y: f64, rank: i32, side: Side) -> Wanted {
        Wanted { at: Point { x, y }, radius: 4.0, width: 60.0, height: 16.0, rank, side }
    }

    fn anchors(wanted: &[Wanted]) -> Vec<Option<Anchor>> {
        place(wanted, &FRAME, &[]).iter().map(|placed| placed.as_ref().map(|placed| placed.anchor)).collect()
    }

    #[test]
    fn labels_give_way() {
        assert_eq!(anchors(&[at(100.0, 100.0, 1, Side::Right)]), [Some(Anchor::Left)]);
        assert_eq!(anchors(&[at(100.0, 100.0, 1, Side::Left)]), [Some(Anchor::Right)]);
        assert_eq!(anchors(&[at(380.0, 100.0, 1, Side::Right)]), [Some(Anchor::Right)], "no room at the edge");
        let near = [at(100.0, 100.0, 1, Side::Right), at(104.0, 100.0, 2, Side::Right)];
        assert_eq!(anchors(&near), [None, Some(Anchor::Left)], "two markers that are read as one have one name");
        let crowd: Vec<Wanted> = (0..12).map(|i| at(160.0 + 10.0 * f64::from(i), 200.0, i, Side::Right)).collect();
        let placed = place(&crowd, &FRAME, &[]);
        assert!(placed.iter().flatten().any(|placed| placed.leader.is_some()), "some stand at the end of a line");
        let areas: Vec<_> = placed.iter().flatten().map(|placed| placed.area).collect();
        for (index, area) in areas.iter().enumerate() {
            assert!(areas.iter().skip(index + 1).all(|other| !other.meets(area)));
        }
    }

    #[test]
    fn what_is_taken_stays_free() {
        let taken = [Rectangle { left: 104.0, top: 0.0, right: 400.0, bottom: 400.0 }];
        let placed = place(&[at(100.0, 100.0, 1, Side::Right)], &FRAME, &taken);
        assert!(placed[0].is_some_and(|placed| placed.area.right <= 104.0));
    }
}
