//! Text of a drawing.

use super::Point;
use super::labels::Anchor;
use super::path::coordinate;
use crate::escape;

/// A line of text whose edge stands still at the side that touches its marker, whatever the font and direction. The space in
/// front keeps it from what is before it where text is read without its place, as in accessible names.
pub(super) fn line(
    class: &str,
    at: Point,
    anchor: Anchor,
    rtl: bool,
    lang: Option<&str>,
    text: &str,
) -> String {
    // SVG counts `start` and `end` by the direction of the text.
    let anchor = match (anchor, rtl) {
        (Anchor::Left, false) | (Anchor::Right, true) => "",
        (Anchor::Middle, _) => " text-anchor=\"middle\"",
        (Anchor::Left, true) | (Anchor::Right, false) => " text-anchor=\"end\"",
    };
    let dir = if rtl { "rtl" } else { "ltr" };
    let lang = lang
        .map(|lang| format!(" lang=\"{lang}\""))
        .unwrap_or_default();
    let (x, y) = (coordinate(at.x), coordinate(at.y));
    format!(
        " <text class=\"{class}\" x=\"{x}\" y=\"{y}\"{anchor} direction=\"{dir}\"{lang}>{}</text>",
        escape::quoted(text)
    )
}
