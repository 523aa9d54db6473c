//! A place's page.

use super::builder::ViewBuilder;
use super::names::country;
use super::period::period;
use super::position;
use crate::kind::Kind;
use crate::site::{EntityId, Place};
use crate::view::Part;

pub(super) fn present(view: &mut ViewBuilder<'_, '_>, id: EntityId, place: Place<'_>) {
    let (shared, lang) = (view.shared, view.lang);
    view.set("lat", place.lat().map_or_else(Part::none, Part::float));
    view.set("lon", place.lon().map_or_else(Part::none, Part::float));
    let coordinates = position::coordinates(view, lang, place);
    view.set("coordinates", Part::maybe_text(coordinates.as_deref()));
    let precision = place
        .precision()
        .map(|word| position::precision(view, word));
    view.set("precision_label", Part::maybe_text(precision.as_deref()));
    view.set("within", shared.maybe_card(place.within(), lang));
    let contains: Vec<EntityId> = shared
        .incoming(id, Kind::PLACE, lang)
        .into_iter()
        .filter(|other| {
            let other = shared.entity(*other).place();
            other.is_some_and(|other| other.within() == Some(id))
        })
        .collect();
    view.set("contains", shared.cards(contains, lang));
    let country = country(view, place);
    view.set("country", Part::maybe_text(country.as_deref()));
    let titles: Vec<Part> = place
        .titles()
        .iter()
        .filter_map(|title| {
            let name = title.title().plain_or_first(lang)?;
            let period = period(view, title.from(), title.to());
            Some(Part::map([
                ("title", Part::text(name)),
                ("period", Part::maybe(period)),
            ]))
        })
        .collect();
    view.set("titles", Part::list(titles));
    view.set("events", shared.cards_from(id, Kind::EVENT, lang));
    view.set("articles", shared.cards_from(id, Kind::ARTICLE, lang));
    view.set("agreements", shared.cards_from(id, Kind::AGREEMENT, lang));
}
