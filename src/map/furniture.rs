//! What lies around a map and stays where it is: scale, degrees, inset and legend.

use super::corner::{self, Corner};
use super::graticule::Graticule;
use super::labels::Anchor;
use super::legend::{self, Sign};
use super::letters::line;
use super::request::Grade;
use super::text::SMALL;
use super::{Base, Canvas, Point, Rectangle, inset, scale};

/// Degrees across from which on a map shows by itself where in the world it is.
const INSET_DEGREES: f64 = 40.0;

/// The furniture as SVG; its room is taken before labels are placed.
pub(super) fn furniture(
    canvas: &Canvas<'_>,
    base: &Base,
    signs: &mut Vec<Sign>,
    graticule: &Graticule,
    taken: &mut Vec<Rectangle>,
) -> String {
    let mut out = "<g class=\"map-furniture\" aria-hidden=\"true\">".to_owned();
    let markers: Vec<Point> = canvas
        .request
        .places
        .iter()
        .map(|place| canvas.frame.place(place.at))
        .collect();
    scale_bar(canvas, &mut out, &markers, taken);
    if canvas.request.terrain.grade == Grade::Full {
        inset(canvas, &mut out, base, &markers, taken);
        if legend(canvas, &mut out, signs, &markers, taken) {
            signs.clear();
        }
    }
    degrees(canvas, &mut out, graticule, &markers, taken);
    out.push_str("</g>");
    out
}

fn scale_bar(canvas: &Canvas<'_>, out: &mut String, markers: &[Point], taken: &mut Vec<Rectangle>) {
    let Some(bar) = scale::bar(canvas.frame) else {
        return;
    };
    let text = canvas
        .request
        .words
        .km
        .replace("{n}", &canvas.request.words.number(bar.km));
    let width = canvas.widths.of(&text, SMALL, false);
    if let Some(place) = scale::place(
        canvas.frame,
        canvas.request.rtl,
        width.max(bar.length),
        markers,
    ) {
        taken.push(place.area);
        out.push_str(&scale::draw(&bar, &place, &text, canvas.request.rtl));
    }
}

/// Degrees at the ends of the graticule.
fn degrees(
    canvas: &Canvas<'_>,
    out: &mut String,
    found: &Graticule,
    markers: &[Point],
    taken: &mut Vec<Rectangle>,
) {
    let request = canvas.request;
    let [north, south, east, west] = &request.words.degrees;
    let label = |degrees: f64, positive: &str, negative: &str| {
        let pattern = if degrees < 0.0 { negative } else { positive };
        pattern.replace("{n}", &request.words.number(degrees.abs()))
    };
    for mark in found.meridians.iter().filter(|mark| mark.at.y < 1.0) {
        let text = label(mark.degrees, east, west);
        let at = Point {
            x: mark.at.x,
            y: SMALL + 2.0,
        };
        degree(canvas, out, (&text, at, Anchor::Middle), markers, taken);
    }
    for mark in &found.parallels {
        let text = label(mark.degrees, north, south);
        let (x, anchor) = if request.rtl {
            (canvas.frame.width - 4.0, Anchor::Right)
        } else {
            (4.0, Anchor::Left)
        };
        let at = Point {
            x,
            y: mark.at.y - 4.0,
        };
        degree(canvas, out, (&text, at, anchor), markers, taken);
    }
}

/// Degrees at one place, if there is room.
fn degree(
    canvas: &Canvas<'_>,
    out: &mut String,
    (text, at, anchor): (&str, Point, Anchor),
    markers: &[Point],
    taken: &mut Vec<Rectangle>,
) {
    let width = canvas.widths.of(text, SMALL, false);
    let left = match anchor {
        Anchor::Left => at.x,
        Anchor::Middle => at.x - width / 2.0,
        Anchor::Right => at.x - width,
    };
    let area = Rectangle {
        left,
        top: at.y - SMALL,
        right: left + width,
        bottom: at.y + 3.0,
    };
    let is_free = !taken.iter().any(|other| other.meets(&area)) && corner::is_clear(&area, markers);
    if is_free && canvas.frame.area().grown(-1.0).contains(&area) {
        taken.push(area);
        out.push_str(&line(
            "map-degrees",
            at,
            anchor,
            canvas.request.rtl,
            None,
            text,
        ));
    }
}

/// Only where a map is too near for readers to know where in the world it lies.
fn inset(
    canvas: &Canvas<'_>,
    out: &mut String,
    base: &Base,
    markers: &[Point],
    taken: &mut Vec<Rectangle>,
) {
    let extent = canvas.frame.extent();
    if extent.east - extent.west > INSET_DEGREES {
        return;
    }
    let radius = (canvas.frame.width * 0.075).clamp(34.0, 54.0);
    let order = Corner::order(canvas.request.rtl, false);
    let side = 2.0 * radius;
    let Some(area) = corner::emptiest(order, canvas.frame, (side, side), markers, taken) else {
        return;
    };
    let middle = Point {
        x: area.left + radius,
        y: area.top + radius,
    };
    if let Some(drawn) = inset::draw(base, canvas.frame, middle, radius) {
        out.push_str(&drawn);
        taken.push(area.grown(4.0));
    }
}

/// Whether there was room for it; if not, its words stand under the map.
fn legend(
    canvas: &Canvas<'_>,
    out: &mut String,
    signs: &[Sign],
    markers: &[Point],
    taken: &mut Vec<Rectangle>,
) -> bool {
    if signs.is_empty() {
        return false;
    }
    let size = legend::size(canvas.widths, signs);
    let order = Corner::order(canvas.request.rtl, true);
    let Some(area) = corner::emptiest(order, canvas.frame, size, markers, taken) else {
        return false;
    };
    out.push_str(&legend::draw(&area, signs, canvas.request.rtl));
    taken.push(area.grown(4.0));
    true
}
