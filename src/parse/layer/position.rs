//! One position of a geometry: longitude, latitude, perhaps a height.

use super::LayerParser;
use crate::diagnostic::{Code, isolated, quoted};
use crate::map::LonLat;
use crate::yaml::{Node, NodeKind, meant_number};

/// Degrees have small numbers; metres of a projection do not.
const METRES: f64 = 1000.0;

/// What a position came to.
pub(super) enum Position {
    Sound(LonLat),
    /// Reported.
    Faulty,
    /// In metres: so are all others of the geometry, and one message is enough.
    Metres,
}

impl LayerParser<'_> {
    /// Reads a position; `name` is that of its feature, `vertex` its number from one.
    pub(super) fn position(&mut self, name: &str, vertex: usize, node: &Node) -> Position {
        let place = format!("point {vertex} of {name}");
        let NodeKind::List(items) = &node.kind else {
            let message = format!("{place} is {}, and a position is wanted", node.describe());
            self.report(
                Code::WrongGeometry,
                node.span,
                message,
                "write [longitude, latitude]",
            );
            return Position::Faulty;
        };
        let numbers: Option<Vec<f64>> = items.iter().map(number).collect();
        match (numbers.as_deref(), items.as_slice()) {
            (Some([lon, lat] | [lon, lat, _]), _) => self.degrees(&place, node, *lon, *lat),
            // A height that nobody knows is left out as any height is.
            (None, [first, second, third]) if matches!(third.kind, NodeKind::Null) => {
                match (number(first), number(second)) {
                    (Some(lon), Some(lat)) => self.degrees(&place, node, lon, lat),
                    _ => self.no_numbers(&place, items),
                }
            }
            (Some(numbers), _) => {
                let message = format!("{place} has {} numbers", numbers.len());
                let help = match numbers {
                    [a, b, c, d] if b.fract() == 0.0 && d.fract() == 0.0 => {
                        format!("decimals have a point: [{a}.{b}, {c}.{d}]")
                    }
                    _ => "write [longitude, latitude]".to_owned(),
                };
                self.report(Code::WrongGeometry, node.span, message, help);
                Position::Faulty
            }
            (None, items) => self.no_numbers(&place, items),
        }
    }

    fn no_numbers(&mut self, place: &str, items: &[Node]) -> Position {
        for item in items.iter().filter(|item| number(item).is_none()) {
            let Some(written) = item.as_text() else {
                let message = format!("{place} has {} where a number is wanted", item.describe());
                self.report(
                    Code::WrongType,
                    item.span,
                    message,
                    "write [longitude, latitude]",
                );
                continue;
            };
            let message = format!("{place} has {} where a number is wanted", quoted(written));
            let help = meant_number(written).map_or_else(
                || "write the number without quotation marks".to_owned(),
                |meant| format!("write {}", isolated(&meant.to_string())),
            );
            self.report(Code::WrongType, item.span, message, help);
        }
        Position::Faulty
    }

    fn degrees(&mut self, place: &str, node: &Node, lon: f64, lat: f64) -> Position {
        if lon.abs().max(lat.abs()) > METRES {
            return Position::Metres;
        }
        if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) {
            return Position::Sound(LonLat { lon, lat });
        }
        let (message, help) = if (-90.0..=90.0).contains(&lon) && (-180.0..=180.0).contains(&lat) {
            let message = format!("latitude {lat} of {place} lies outside -90 to 90");
            (
                message,
                format!("longitude comes first: did you mean [{lat}, {lon}]?"),
            )
        } else if (-90.0..=90.0).contains(&lat) {
            let message = format!("longitude {lon} of {place} lies outside -180 to 180");
            let turned = ((lon + 180.0).rem_euclid(360.0) - 180.0) * 1e6;
            (
                message,
                format!("did you mean [{}, {lat}]?", turned.round() / 1e6),
            )
        } else {
            (
                format!("latitude {lat} of {place} lies outside -90 to 90"),
                "write [longitude, latitude] in degrees".to_owned(),
            )
        };
        self.report(Code::OutOfRange, node.span, message, help);
        Position::Faulty
    }
}

fn number(node: &Node) -> Option<f64> {
    match &node.kind {
        NodeKind::Scalar { text, plain: true } => text.parse().ok(),
        _ => None,
    }
}
