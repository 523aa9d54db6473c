//! Where the labels of a map stand, so that none covers another.

/// Width of a letter and height of a line, in the units of the drawing: an estimate, since browsers choose the font.
const LETTER: f64 = 13.0;
const LINE: f64 = 30.0;
/// Between a marker and its label.
const GAP: f64 = 12.0;
/// Half the side of the square that a marker takes.
const MARKER: f64 = 9.0;

/// A marker that wants a label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub x: f64,
    pub y: f64,
    /// How many letters the label has.
    pub letters: usize,
    /// Labels of a lower rank give way.
    pub rank: u8,
}

/// On which side of its marker a label stands. Geography is never mirrored: right is east in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    East,
    West,
}

/// Where the label of a marker begins.
pub(super) fn position(wanted: Wanted, side: Side) -> (f64, f64) {
    let shift = match side {
        Side::East => GAP,
        Side::West => -GAP,
    };
    (wanted.x + shift, wanted.y + 5.0)
}

#[derive(Clone, Copy)]
struct Rectangle {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Rectangle {
    fn meets(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// The side of each label; `None` where there is no room for it. Higher ranks choose first, then the order given.
pub(super) fn place(wanted: &[Wanted], width: f64) -> Vec<Option<Side>> {
    let markers: Vec<Rectangle> = wanted.iter().map(|one| marker(*one)).collect();
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(wanted.get(*index).map(|one| one.rank)));
    let mut sides = vec![None; wanted.len()];
    let mut taken: Vec<Rectangle> = Vec::new();
    for index in order {
        let Some(one) = wanted.get(index) else { continue };
        let others = || markers.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, marker)| *marker);
        let free = |area: Rectangle| !taken.iter().copied().chain(others()).any(|other| other.meets(area));
        let inside = |area: Rectangle| area.left >= 0.0 && area.right <= width;
        let side = [Side::East, Side::West].into_iter().find(|side| {
            let area = area(*one, *side);
            inside(area) && free(area)
        });
        if let (Some(side), Some(slot)) = (side, sides.get_mut(index)) {
            taken.push(area(*one, side));
            *slot = Some(side);
        }
    }
    sides
}

fn marker(one: Wanted) -> Rectangle {
    Rectangle { left: one.x - MARKER, top: one.y - MARKER, right: one.x + MARKER, bottom: one.y + MARKER }
}

fn area(one: Wanted, side: Side) -> Rectangle {
    #[expect(clippy::cast_precision_loss, reason = "titles are far shorter than 2^52 letters")]
    let width = one.letters as f64 * LETTER;
    let (x, _) = position(one, side);
    let (left, right) = match side {
        Side::East => (x, x + width),
        Side::West => (x - width, x),
    };
    Rectangle { left, top: one.y - LINE / 2.0, right, bottom: one.y + LINE / 2.0 }
}

#[cfg(test)]
mod tests {
    use super::{Side, Wanted, place};

    fn at(x: f64, y: f64, rank: u8) -> Wanted {
        Wanted { x, y, letters: 8, rank }
    }

    #[test]
    fn labels_give_way() {
        assert_eq!(place(&[at(100.0, 100.0, 1)], 1000.0), [Some(Side::East)]);
        assert_eq!(place(&[at(980.0, 100.0, 1)], 1000.0), [Some(Side::West)], "no room at the edge");
        assert_eq!(place(&[at(300.0, 100.0, 1), at(300.0, 200.0, 1)], 1000.0), [Some(Side::East), Some(Side::East)]);
        let crowd = [at(300.0, 100.0, 1), at(305.0, 101.0, 9), at(310.0, 99.0, 1)];
        assert_eq!(
            place(&crowd, 1000.0),
            [Some(Side::West), None, Some(Side::East)],
            "one between two others has no room"
        );
        let near = [at(300.0, 100.0, 1), at(300.0, 112.0, 9)];
        assert_eq!(place(&near, 1000.0), [Some(Side::West), Some(Side::East)], "the higher rank chooses first");
    }
}
