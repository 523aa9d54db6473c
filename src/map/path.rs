//! Points → the text of a path: relative steps with one decimal, a tenth of a pixel at most, as short as SVG allows.

use super::Point;

/// Appends a line; `closed` brings it back to its beginning.
pub(super) fn push(out: &mut String, points: &[Point], closed: bool) {
    let mut steps = points
        .iter()
        .map(|point| (tenths(point.x), tenths(point.y)));
    let Some(first) = steps.next() else { return };
    let start = out.len();
    out.push('M');
    pair(out, first);
    let mut before = first;
    let mut drawn = false;
    for step in steps {
        if step == before {
            continue;
        }
        if !drawn {
            out.push('l');
        }
        let delta = (step.0 - before.0, step.1 - before.1);
        if drawn && delta.0 >= 0 {
            out.push(' ');
        }
        pair(out, delta);
        before = step;
        drawn = true;
    }
    if !drawn {
        // Smaller than a tenth of a pixel.
        out.truncate(start);
    } else if closed {
        out.push('z');
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "drawings are clipped to some thousand units"
)]
fn tenths(value: f64) -> i64 {
    (value * 10.0).round() as i64
}

fn pair(out: &mut String, (x, y): (i64, i64)) {
    number(out, x);
    if y >= 0 {
        out.push(' ');
    }
    number(out, y);
}

/// Tenths as a decimal: `-5` is `-.5`.
fn number(out: &mut String, tenths: i64) {
    if tenths < 0 {
        out.push('-');
    }
    let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
    if whole != 0 || rest == 0 {
        out.push_str(&whole.to_string());
    }
    if rest != 0 {
        out.push('.');
        out.push_str(&rest.to_string());
    }
}

/// A coordinate for an attribute.
pub(super) fn coordinate(value: f64) -> String {
    let mut out = String::new();
    number(&mut out, tenths(value));
    out
}

#[cfg(test)]
mod tests {
    use super::push;
    use crate::map::Point;

    #[test]
    fn paths_are_short() {
        let at = |x, y| Point { x, y };
        let mut out = String::new();
        push(
            &mut out,
            &[at(0.0, 0.5), at(10.0, 0.0), at(9.54, -3.0), at(9.55, -3.0)],
            false,
        );
        push(&mut out, &[at(1.0, 1.0), at(1.01, 1.0)], true);
        push(&mut out, &[at(1.0, 1.0), at(2.0, 1.0), at(2.0, 2.0)], true);
        assert_eq!(out, "M0 .5l10-.5-.5-3 .1 0M1 1l1 0 0 1z");
    }
}
