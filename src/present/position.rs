//! Where a place is, in words.

use super::builder::ViewBuilder;
use crate::lang::Lang;
use crate::site::Place;

/// Latitude and longitude with no more decimals than are known: ten metres, a kilometre for a town and where the point stands
/// for one, ten kilometres for an area.
pub(super) fn coordinates(
    view: &ViewBuilder<'_, '_>,
    lang: Lang,
    place: Place<'_>,
) -> Option<String> {
    let strings = view.shared.strings(lang);
    let steps = match place.precision() {
        Some("area") => 10.0,
        Some("town" | "approximate") => 100.0,
        _ => 10_000.0,
    };
    let half = |value: f64, positive: &str, negative: &str| {
        let number = strings
            .locale
            .decimal((value.abs() * steps).round() / steps);
        strings.filled(
            if value < 0.0 { negative } else { positive },
            &[("n", &number)],
        )
    };
    let (lat, lon) = place.lat().zip(place.lon())?;
    Some(strings.filled(
        "coordinates",
        &[
            ("lat", &half(lat, "north", "south")),
            ("lon", &half(lon, "east", "west")),
        ],
    ))
}

/// How well a position is known, in words.
pub(super) fn precision(view: &ViewBuilder<'_, '_>, word: &str) -> String {
    view.shared
        .strings(view.lang)
        .get(&format!("precisions.{word}"))
        .to_owned()
}
