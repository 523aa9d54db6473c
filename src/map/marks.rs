//! The marks of places: which places share one, how large it is, how it is drawn.

use super::path::coordinate;
use super::request::Grade;
use super::{MapFrame, MapRequest, Point, cluster};

/// Half the width of a marker with a number; the stylesheet makes it as large.
pub(super) const MANY: f64 = 9.0;

/// Places, by index, the weightiest last; of equals the first. What is drawn last lies over the others.
pub(super) fn order(request: &MapRequest) -> Vec<usize> {
    let mut order: Vec<usize> = (0..request.places.len()).rev().collect();
    order.sort_by_key(|index| request.places.get(*index).map(|place| place.rank));
    order
}

/// Which places, by index, each marker stands for; the weightiest first. On small maps each stands for itself: no list
/// beside them could name the others.
pub(super) fn marks(frame: &MapFrame, request: &MapRequest) -> Vec<Vec<usize>> {
    let mut order = order(request);
    order.reverse();
    if request.terrain.grade == Grade::Small {
        return order.into_iter().map(|index| vec![index]).collect();
    }
    // As scripts read them in the drawing.
    let tenth = |value: f64| (value * 10.0).round() / 10.0;
    let at = |index: &usize| {
        request
            .places
            .get(*index)
            .map(|place| frame.place(place.at))
    };
    let points: Vec<Point> = order
        .iter()
        .filter_map(at)
        .map(|at| Point {
            x: tenth(at.x),
            y: tenth(at.y),
        })
        .collect();
    let named = |of: Vec<usize>| {
        of.iter()
            .filter_map(|index| order.get(*index).copied())
            .collect()
    };
    cluster::groups(&points).into_iter().map(named).collect()
}

/// Height of the letters of a name, units.
pub(super) fn size_of(kind: &str) -> f64 {
    match kind {
        "capital" | "city" => 15.0,
        "village" => 12.0,
        _ => 13.5,
    }
}

/// Half the width of a marker, units.
pub(super) fn radius_of(kind: &str) -> f64 {
    match kind {
        "capital" | "city" => 4.5,
        "village" => 2.8,
        _ => 3.6,
    }
}

pub(super) fn marker(kind: &str) -> String {
    let r = radius_of(kind);
    let target = "<circle class=\"map-target\" r=\"12\"/>";
    match kind {
        "capital" => format!(
            "{target}<path class=\"map-dot\" d=\"M-{r}-{r}h{d}v{d}h-{d}z\"/>",
            d = 2.0 * r
        ),
        "crossing" | "base" | "venue" => {
            format!("{target}<path class=\"map-dot\" d=\"M0-5l5 5-5 5-5-5z\"/>")
        }
        _ => format!("{target}<circle class=\"map-dot\" r=\"{r}\"/>"),
    }
}

/// The ring around a place that is roughly known. Where nobody states how roughly it is a sign of one size.
pub(super) fn about(radius: Option<f64>) -> String {
    let (class, radius) =
        radius.map_or(("map-about is-sign", MANY), |radius| ("map-about", radius));
    format!("<circle class=\"{class}\" r=\"{}\"/>", coordinate(radius))
}

/// A number in the middle of a marker.
pub(super) fn count(at: Point, number: &str) -> String {
    let (x, y) = (coordinate(at.x), coordinate(at.y + 4.0));
    format!("<text class=\"map-count\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{number}</text>")
}
