//! What the signs of a map mean: only those that it has.

use std::borrow::Cow;

use super::path::coordinate;
use super::text::Widths;
use super::zones::SWATCH;
use super::{Point, Rectangle};
use crate::escape;

/// Height of the letters and of a line, units.
const SIZE: f64 = 11.5;
const LINE: f64 = 18.0;
const PADDING: f64 = 8.0;

/// Begins the classes of zones, by kind.
const ZONE: &str = "map-z-";

/// A sign and its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Class of the swatch.
    pub class: Cow<'static, str>,
    /// A number in the swatch.
    pub number: Option<String>,
    /// All that it stands for have an outline that is not known well.
    pub is_vague: bool,
    /// What it means.
    pub text: String,
}

impl Sign {
    /// Whether it is the way that zones of a kind are drawn.
    pub fn is_of(&self, kind: &str) -> bool {
        self.class.strip_prefix(ZONE) == Some(kind)
    }

    /// Whether it is the way that zones of some kind are drawn.
    pub fn is_zone(&self) -> bool {
        self.class.starts_with(ZONE)
    }

    /// The sign as it is for one zone, whose outline may be known better or worse than others.
    #[must_use]
    pub fn of_zone(&self, is_vague: bool) -> Self {
        Self {
            is_vague,
            ..self.clone()
        }
    }

    /// The sign as a drawing of its own, for captions.
    pub fn drawing(&self) -> String {
        let drawn = swatch(self, 0.0, LINE / 2.0);
        format!(
            "<svg class=\"map-swatch\" viewBox=\"0 0 {SWATCH} {LINE}\" width=\"{SWATCH}\" height=\"{LINE}\" aria-hidden=\"true\">{drawn}</svg>"
        )
    }
}

/// How large a legend is.
pub(super) fn size(widths: &Widths, signs: &[Sign]) -> (f64, f64) {
    let widest = signs
        .iter()
        .map(|sign| widths.of(&sign.text, SIZE, false))
        .fold(0.0, f64::max);
    #[expect(
        clippy::cast_precision_loss,
        reason = "a legend has a handful of lines"
    )]
    let height = signs.len() as f64 * LINE;
    (widest + SWATCH + 3.0 * PADDING, height + 2.0 * PADDING)
}

/// The legend as SVG; swatches stand at the beginning of the line.
pub(super) fn draw(area: &Rectangle, signs: &[Sign], rtl: bool) -> String {
    let (x, y) = (coordinate(area.left), coordinate(area.top));
    let (width, height) = (
        coordinate(area.right - area.left),
        coordinate(area.bottom - area.top),
    );
    let mut out = format!(
        "<g class=\"map-legend\"><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
    );
    let mut middle = area.top + PADDING + LINE / 2.0;
    for sign in signs {
        let left = if rtl {
            area.right - PADDING - SWATCH
        } else {
            area.left + PADDING
        };
        out.push_str(&swatch(sign, left, middle));
        let at = if rtl {
            left - PADDING
        } else {
            left + SWATCH + PADDING
        };
        let dir = if rtl { "rtl" } else { "ltr" };
        out.push_str(&format!(
            "<text x=\"{}\" y=\"{}\" direction=\"{dir}\">{}</text>",
            coordinate(at),
            coordinate(middle + SIZE * 0.35),
            escape::quoted(&sign.text)
        ));
        middle += LINE;
    }
    out.push_str("</g>");
    out
}

fn swatch(sign: &Sign, left: f64, middle: f64) -> String {
    let class = &*sign.class;
    let at = Point {
        x: left + SWATCH / 2.0,
        y: middle,
    };
    if let Some(kind) = class.strip_prefix(ZONE) {
        return super::zones::swatch(kind, sign.is_vague, left, middle);
    }
    match class {
        "map-about" => {
            format!(
                "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"6\"/>",
                coordinate(at.x),
                coordinate(at.y)
            )
        }
        "map-group" => format!(
            "<circle class=\"map-dot\" cx=\"{}\" cy=\"{}\" r=\"8\"/>{}",
            coordinate(at.x),
            coordinate(at.y),
            super::marks::count(at, sign.number.as_deref().unwrap_or_default())
        ),
        "map-claimed" => format!(
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{SWATCH}\" height=\"10\"/>",
            coordinate(left),
            coordinate(middle - 5.0)
        ),
        _ => format!(
            "<path class=\"{class}\" d=\"M{} {}h{SWATCH}\"/>",
            coordinate(left),
            coordinate(middle)
        ),
    }
}
