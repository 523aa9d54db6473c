//! Small maps as pages show them.

use super::super::builder::ViewBuilder;
use super::super::fill::Filler;
use super::super::shared::SharedViews;
use super::block::small_map;
use super::small;
use super::small::SmallMap;
use crate::fingerprint::Fingerprinted as _;
use crate::kind::Kind;
use crate::lang::Lang;
use crate::map;
use crate::map::Sign;
use crate::site::{EntityId, LinkedBlock};
use crate::view::Part;

/// Sets the map of an entity's page; none where it has no place that can be drawn.
pub(in crate::present) fn of_entity(view: &mut ViewBuilder<'_, '_>, id: EntityId) {
    if matches!(
        view.shared.entity(id).key.kind,
        Kind::PLACE | Kind::EVENT | Kind::ARTICLE | Kind::AGREEMENT
    ) {
        let small = small::of_entity(view.shared, id, view.lang);
        let drawn =
            small.and_then(|small| drawn(view.shared, view.lang, &small, &view.filler.root));
        view.set("map", Part::maybe(drawn));
    }
}

/// The map of the home page: where most of it happened.
pub(in crate::present) fn of_home(view: &ViewBuilder<'_, '_>) -> Option<Part> {
    drawn(
        view.shared,
        view.lang,
        &small::overview(view.shared, view.lang)?,
        &view.filler.root,
    )
}

fn drawn(shared: &SharedViews<'_>, lang: Lang, small: &SmallMap, root: &str) -> Option<Part> {
    let request = small.request(shared, lang, root)?;
    let drawing = shared.drawings.get(&request.fingerprint())?;
    // Zones are called by their names, not by what they are.
    let named = drawing.signs.iter().filter(|sign| !sign.is_zone());
    let zones = request
        .zones
        .iter()
        .filter(|zone| drawing.zones.contains(&zone.id));
    let zone = |zone: &map::MapZone| {
        let sign = drawing
            .signs
            .iter()
            .find(|sign| sign.is_of(zone.kind))
            .map(|sign| sign.of_zone(zone.is_vague));
        Part::map([
            ("id", Part::text(&zone.id)),
            (
                "swatch",
                Part::maybe(sign.map(|sign| Part::html(&sign.drawing()))),
            ),
            ("title", Part::text(&zone.title)),
            ("path", Part::maybe_text(zone.href.strip_prefix(root))),
        ])
    };
    Some(Part::map([
        ("svg", Part::html(&drawing.svg)),
        ("title", Part::text(&small.title)),
        (
            "places",
            Part::list(request.places.iter().map(|place| Part::text(&place.id))),
        ),
        ("zones", Part::list(zones.map(zone))),
        ("signs", Part::list(named.map(|one| sign_part(one, None)))),
    ]))
}

/// A sign with its meaning, for captions; `width` where it is one of two drawings that has it.
pub(super) fn sign_part(sign: &Sign, width: Option<&str>) -> Part {
    let width = width.map(|width| ("width", Part::text(width)));
    let own = [
        ("swatch", Part::html(&sign.drawing())),
        ("text", Part::text(&sign.text)),
    ];
    Part::map(own.into_iter().chain(width))
}

/// The map of a block in a text.
pub(in crate::present) fn of_block(
    filler: &Filler<'_, '_>,
    block: LinkedBlock<'_>,
) -> Option<Part> {
    let small = small_map(filler.shared, filler.lang, block);
    drawn(filler.shared, filler.lang, &small, &filler.root)
}
