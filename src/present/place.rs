//! A place's page.

use super::actor;
use super::shell::Draft;
use crate::kind::Kind;
use crate::lang::Lang;
use crate::site::{EntityId, Place};
use crate::view::Part;

pub(super) fn present(draft: &mut Draft<'_, '_>, id: EntityId, place: Place<'_>) {
    let (scene, lang) = (draft.scene, draft.lang);
    draft.set("lat", place.lat().map_or_else(Part::none, Part::float));
    draft.set("lon", place.lon().map_or_else(Part::none, Part::float));
    let coordinates = coordinates(draft, lang, place);
    draft.set("coordinates", Part::maybe_text(coordinates.as_deref()));
    let precision = place.precision().map(|word| precision(draft, word));
    draft.set("precision_label", Part::maybe_text(precision.as_deref()));
    draft.set("within", scene.maybe_card(place.within(), lang));
    let contains: Vec<EntityId> = scene
        .incoming(id, Kind::PLACE, lang)
        .into_iter()
        .filter(|other| {
            let other = scene.entity(*other).place();
            other.is_some_and(|other| other.within() == Some(id))
        })
        .collect();
    draft.set("contains", scene.cards(contains, lang));
    let country = country(draft, place);
    draft.set("country", Part::maybe_text(country.as_deref()));
    let titles: Vec<Part> = place
        .titles()
        .iter()
        .filter_map(|title| {
            let name = title.title().plain_or_first(lang)?;
            let period = actor::span(draft, title.from(), title.to());
            Some(Part::map([
                ("title", Part::text(name)),
                ("period", Part::maybe(period.map(|html| Part::html(&html)))),
            ]))
        })
        .collect();
    draft.set("titles", Part::list(titles));
    draft.set(
        "events",
        scene.cards(scene.incoming(id, Kind::EVENT, lang), lang),
    );
    draft.set(
        "articles",
        scene.cards(scene.incoming(id, Kind::ARTICLE, lang), lang),
    );
    draft.set(
        "agreements",
        scene.cards(scene.incoming(id, Kind::AGREEMENT, lang), lang),
    );
}

/// How well a position is known, in words.
pub(super) fn precision(draft: &Draft<'_, '_>, word: &str) -> String {
    draft
        .scene
        .strings(draft.lang)
        .get(&format!("precisions.{word}"))
        .to_owned()
}

/// Latitude and longitude with no more decimals than are known: ten metres, a kilometre for a town and where the point stands
/// for one, ten kilometres for an area.
pub(super) fn coordinates(draft: &Draft<'_, '_>, lang: Lang, place: Place<'_>) -> Option<String> {
    let strings = draft.scene.strings(lang);
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

/// The name of the country, or its code where the strings do not name it.
pub(super) fn country(draft: &Draft<'_, '_>, place: Place<'_>) -> Option<String> {
    let code = place.country()?;
    Some(
        draft
            .scene
            .strings(draft.lang)
            .find(&format!("countries.{code}"))
            .unwrap_or(code)
            .to_owned(),
    )
}
