//! Where labels stand, so that none covers another, a marker, or what lies around the map.
//!
//! Greedy by priority first. Then a label that found no room takes it from a single other one that can stand elsewhere. Both
//! go in a fixed order, without chance.

use super::{Point, Rectangle, clip};

/// Between a marker's edge and its label.
const GAP: f64 = 4.0;
/// Directions and lengths of leader lines.
const DIRECTIONS: u32 = 16;
const LENGTHS: [f64; 4] = [22.0, 34.0, 48.0, 66.0];
/// Between a marker and the label of another, so that a name is not taken for its.
const ROUND: f64 = 2.0;
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
    /// Of two that meet, the greater stays.
    pub rank: i32,
    /// Where it stands if there is room.
    pub side: Side,
}

/// Markers closer than this are read as one, which bears the name of the greatest.
const ONE: f64 = 9.0;

/// Whether a marker stands in the shade of a greater one; of equals the first is greater.
fn is_shaded(wanted: &[Wanted], index: usize) -> bool {
    let Some(one) = wanted.get(index) else {
        return false;
    };
    let greater = |(other, two): (usize, &Wanted)| {
        let near = (one.at.x - two.at.x).hypot(one.at.y - two.at.y) < ONE;
        near && other != index
            && (two.rank, std::cmp::Reverse(other)) > (one.rank, std::cmp::Reverse(index))
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
pub(super) struct PlacedLabel {
    /// What the label covers.
    pub area: Rectangle,
    /// The edge that stands still.
    pub anchor: Anchor,
    /// Far from its marker: a line leads from the marker to this point.
    pub leader: Option<Point>,
    /// What it costs to stand there.
    pub preference: f64,
}

/// Finds a place for each label; `None` where there is no room. `taken` is kept free, and so are all markers.
pub(super) fn place(
    wanted: &[Wanted],
    frame: &Rectangle,
    taken: &[Rectangle],
) -> Vec<Option<PlacedLabel>> {
    let mut order: Vec<usize> = (0..wanted.len())
        .filter(|index| !is_shaded(wanted, *index))
        .collect();
    order.sort_by_key(|index| wanted.get(*index).map(|one| std::cmp::Reverse(one.rank)));
    let markers = wanted
        .iter()
        .map(|one| Rectangle::square(one.at, one.radius))
        .collect();
    let choices = wanted.iter().map(candidates).collect();
    let mut sheet = LabelPlacer {
        frame,
        taken,
        markers,
        choices,
        placed: vec![None; wanted.len()],
    };
    for index in &order {
        sheet.settle(*index);
    }
    // Each round places more names; there are few rounds.
    while order.iter().any(|index| sheet.make_room(*index)) {}
    sheet.placed
}

/// What stands in the way of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Free,
    /// Another label, by index, and nothing else.
    ZoneLabel(usize),
    Blocked,
}

/// Labels as they are placed.
struct LabelPlacer<'a> {
    frame: &'a Rectangle,
    taken: &'a [Rectangle],
    markers: Vec<Rectangle>,
    /// Where each label may stand, the best first.
    choices: Vec<Vec<PlacedLabel>>,
    placed: Vec<Option<PlacedLabel>>,
}

impl LabelPlacer<'_> {
    /// Gives a label the best place that is free; whether there was one.
    fn settle(&mut self, index: usize) -> bool {
        let choices = self.choices.get(index).into_iter().flatten();
        let best = choices
            .copied()
            .find(|candidate| self.way(candidate, index) == Way::Free);
        if let Some(slot) = self.placed.get_mut(index) {
            *slot = best;
        }
        best.is_some()
    }

    /// Gives a place to a label that has none, where a single other one can stand elsewhere; whether there was one.
    fn make_room(&mut self, index: usize) -> bool {
        if self.placed.get(index).is_none_or(Option::is_some) {
            return false;
        }
        for candidate in self.choices.get(index).cloned().unwrap_or_default() {
            let Way::ZoneLabel(other) = self.way(&candidate, index) else {
                continue;
            };
            let before = self.placed.get(other).copied().flatten();
            self.put(index, Some(candidate));
            self.put(other, None);
            if self.settle(other) {
                return true;
            }
            self.put(index, None);
            self.put(other, before);
        }
        false
    }

    fn put(&mut self, index: usize, placed: Option<PlacedLabel>) {
        if let Some(slot) = self.placed.get_mut(index) {
            *slot = placed;
        }
    }

    fn way(&self, candidate: &PlacedLabel, index: usize) -> Way {
        let others = self
            .markers
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index);
        let own = self.markers.get(index).map(Rectangle::middle);
        let leader = own.zip(candidate.leader);
        let is_hit = |area: &Rectangle| {
            area.meets(&candidate.area)
                || leader.is_some_and(|(from, to)| clip::segment(from, to, area).is_some())
        };
        let is_free = self.frame.contains(&candidate.area)
            && !self.taken.iter().any(is_hit)
            && !others
                .map(|(_, marker)| marker.grown(ROUND))
                .any(|marker| is_hit(&marker));
        if !is_free {
            return Way::Blocked;
        }
        let mut way = Way::Free;
        for (other, placed) in self.placed.iter().enumerate() {
            let Some(placed) = placed.as_ref().filter(|_| other != index) else {
                continue;
            };
            let line = self
                .markers
                .get(other)
                .map(Rectangle::middle)
                .zip(placed.leader);
            let is_crossed = line.is_some_and(|line| {
                clip::segment(line.0, line.1, &candidate.area).is_some()
                    || leader.is_some_and(|leader| cross(leader, line))
            });
            if is_hit(&placed.area) || is_crossed {
                if way != Way::Free {
                    return Way::Blocked;
                }
                way = Way::ZoneLabel(other);
            }
        }
        way
    }
}

/// Whether two lines from point to point cross.
fn cross(one: (Point, Point), other: (Point, Point)) -> bool {
    let turn = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    let is_between =
        |(a, b): (Point, Point), (c, d): (Point, Point)| turn(a, b, c) * turn(a, b, d) <= 0.0;
    is_between(one, other) && is_between(other, one)
}

/// Where a label may stand: beside its marker, then at the end of a line.
pub(super) fn candidates(one: &Wanted) -> Vec<PlacedLabel> {
    let near = one.radius + GAP;
    // Beside a wide marker, not over its corner.
    let slant = (near * 0.7).max(one.radius + 1.0);
    let mirror = if one.side == Side::Left { -1.0 } else { 1.0 };
    let (beside, other) = if one.side == Side::Left {
        (Anchor::Right, Anchor::Left)
    } else {
        (Anchor::Left, Anchor::Right)
    };
    let level = one.at.y;
    let (up, down) = (
        one.at.y - slant - one.height / 2.0,
        one.at.y + slant + one.height / 2.0,
    );
    let mut all = vec![
        spot(one, one.at.x + mirror * near, level, beside, 0.0),
        spot(one, one.at.x + mirror * slant, up, beside, 2.0),
        spot(one, one.at.x + mirror * slant, down, beside, 2.5),
        spot(one, one.at.x - mirror * near, level, other, 4.0),
        spot(one, one.at.x - mirror * slant, up, other, 5.0),
        spot(one, one.at.x - mirror * slant, down, other, 5.5),
        spot(
            one,
            one.at.x,
            one.at.y - near - one.height / 2.0,
            Anchor::Middle,
            6.0,
        ),
        spot(
            one,
            one.at.x,
            one.at.y + near + one.height / 2.0,
            Anchor::Middle,
            6.5,
        ),
    ];
    for placed in &mut all {
        let above = placed.area.bottom < one.at.y;
        let below = placed.area.top > one.at.y;
        let asked = (one.side == Side::Above && above) || (one.side == Side::Below && below);
        if asked && placed.anchor == Anchor::Middle {
            placed.preference = -1.0;
        }
    }
    all.extend(led_to(one));
    all.sort_by(|a, b| a.preference.total_cmp(&b.preference));
    all
}

/// Labels at the ends of lines that lead away from the marker.
fn led_to(one: &Wanted) -> Vec<PlacedLabel> {
    let mut all = Vec::new();
    for length in LENGTHS {
        for direction in 0..DIRECTIONS {
            let angle = f64::from(direction) * std::f64::consts::TAU / f64::from(DIRECTIONS);
            let to = Point {
                x: one.at.x + length * angle.cos(),
                y: one.at.y + length * angle.sin(),
            };
            let preference = LEADER + length / 4.0;
            let mut placed = match angle.cos() {
                // Straight up or down: the line ends at the edge of the label.
                cos if cos.abs() < 0.1 => spot(
                    one,
                    to.x,
                    to.y + angle.sin().signum() * one.height / 2.0,
                    Anchor::Middle,
                    preference,
                ),
                cos if cos > 0.0 => spot(one, to.x, to.y, Anchor::Left, preference),
                _ => spot(one, to.x, to.y, Anchor::Right, preference),
            };
            placed.leader = Some(to);
            all.push(placed);
        }
    }
    all
}

/// A label whose edge or middle stands at a point.
fn spot(one: &Wanted, x: f64, y: f64, anchor: Anchor, preference: f64) -> PlacedLabel {
    let left = match anchor {
        Anchor::Left => x,
        Anchor::Middle => x - one.width / 2.0,
        Anchor::Right => x - one.width,
    };
    let area = Rectangle {
        left,
        top: y - one.height / 2.0,
        right: left + one.width,
        bottom: y + one.height / 2.0,
    };
    PlacedLabel {
        area,
        anchor,
        leader: None,
        preference,
    }
}

#[cfg(test)]
mod tests {
    use super::{Anchor, LabelPlacer, PlacedLabel, Side, Wanted, Way, candidates, cross, place};
    use crate::map::{Point, Rectangle};

    const FRAME: Rectangle = Rectangle {
        left: 0.0,
        top: 0.0,
        right: 400.0,
        bottom: 400.0,
    };

    fn at(x: f64, y: f64, rank: i32, side: Side) -> Wanted {
        Wanted {
            at: Point { x, y },
            radius: 4.0,
            width: 60.0,
            height: 16.0,
            rank,
            side,
        }
    }

    fn anchors(wanted: &[Wanted]) -> Vec<Option<Anchor>> {
        place(wanted, &FRAME, &[])
            .iter()
            .map(|placed| placed.as_ref().map(|placed| placed.anchor))
            .collect()
    }

    #[test]
    fn labels_give_way() {
        assert_eq!(
            anchors(&[at(100.0, 100.0, 1, Side::Right)]),
            [Some(Anchor::Left)]
        );
        assert_eq!(
            anchors(&[at(100.0, 100.0, 1, Side::Left)]),
            [Some(Anchor::Right)]
        );
        assert_eq!(
            anchors(&[at(380.0, 100.0, 1, Side::Right)]),
            [Some(Anchor::Right)],
            "no room at the edge"
        );
        let near = [
            at(100.0, 100.0, 1, Side::Right),
            at(104.0, 100.0, 2, Side::Right),
        ];
        assert_eq!(
            anchors(&near),
            [None, Some(Anchor::Left)],
            "two markers that are read as one have one name"
        );
        let crowd: Vec<Wanted> = (0..12)
            .map(|i| at(160.0 + 10.0 * f64::from(i), 200.0, i, Side::Right))
            .collect();
        let placed = place(&crowd, &FRAME, &[]);
        assert!(
            placed
                .iter()
                .flatten()
                .any(|placed| placed.leader.is_some()),
            "some stand at the end of a line"
        );
        let areas: Vec<_> = placed.iter().flatten().map(|placed| placed.area).collect();
        for (index, area) in areas.iter().enumerate() {
            assert!(areas.iter().skip(index + 1).all(|other| !other.meets(area)));
        }
    }

    /// Marks and names as they fall; whether what was placed is sound, and what was not has indeed no place.
    #[test]
    fn no_name_is_missing_for_which_there_is_room() {
        let crowd: Vec<Wanted> = (0..90)
            .map(|i| {
                at(
                    f64::from(i * 7919 % 401),
                    f64::from(i * 104_729 % 397),
                    i % 5,
                    Side::Right,
                )
            })
            .collect();
        let placed = place(&crowd, &FRAME, &[]);
        let markers: Vec<Rectangle> = crowd
            .iter()
            .map(|one| Rectangle::square(one.at, one.radius))
            .collect();
        let choices = crowd.iter().map(candidates).collect();
        let sheet = LabelPlacer {
            frame: &FRAME,
            taken: &[],
            markers,
            choices,
            placed: placed.clone(),
        };
        for (index, found) in placed
            .iter()
            .enumerate()
            .filter(|(index, _)| !super::is_shaded(&crowd, *index))
        {
            match found {
                Some(found) => assert_eq!(sheet.way(found, index), Way::Free),
                None => assert!(
                    !sheet.choices[index]
                        .iter()
                        .any(|choice| sheet.way(choice, index) == Way::Free)
                ),
            }
        }
        let leaders: Vec<_> = placed
            .iter()
            .zip(&crowd)
            .filter_map(|(placed, one)| Some((one.at, placed.as_ref()?.leader?)))
            .collect();
        assert!(leaders.len() > 5 && placed.iter().any(Option::is_none));
        for (index, one) in leaders.iter().enumerate() {
            assert!(
                leaders
                    .iter()
                    .skip(index + 1)
                    .all(|other| !cross(*one, *other))
            );
        }
    }

    /// The second name can stand at one side of its mark alone, where the first, the greater, would stand.
    #[test]
    fn a_label_gives_way_to_one_that_has_no_other_place() {
        let frame = Rectangle {
            left: 0.0,
            top: 0.0,
            right: 200.0,
            bottom: 20.0,
        };
        let wanted = [
            at(70.0, 10.0, 2, Side::Right),
            at(150.0, 10.0, 1, Side::Right),
        ];
        assert_eq!(
            place(&wanted[..1], &frame, &[])[0].map(|placed| placed.anchor),
            Some(Anchor::Left)
        );
        let placed = place(&wanted, &frame, &[]);
        let anchor = |placed: &Option<PlacedLabel>| placed.as_ref().map(|placed| placed.anchor);
        assert_eq!(
            placed.iter().map(anchor).collect::<Vec<_>>(),
            [Some(Anchor::Right), Some(Anchor::Right)]
        );
    }

    #[test]
    fn what_is_taken_stays_free() {
        let taken = [Rectangle {
            left: 104.0,
            top: 0.0,
            right: 400.0,
            bottom: 400.0,
        }];
        let placed = place(&[at(100.0, 100.0, 1, Side::Right)], &FRAME, &taken);
        assert!(placed[0].is_some_and(|placed| placed.area.right <= 104.0));
    }
}
