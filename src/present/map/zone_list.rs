//! The list of zones and routes beside the map.

use super::super::date;
use super::super::shared::SharedViews;
use super::entry::sortable;
use super::zones;
use crate::edtf::{Day, Edtf};
use crate::lang::Lang;
use crate::site::{EntityId, Zone};
use crate::view::Part;

/// The list of zones and routes beside the map; outlines of places with a marker stand with their places.
pub(super) fn list(shared: &SharedViews<'_>, lang: Lang) -> Part {
    let is_own =
        |zone: &Zone| zones::is_shown(shared, lang, zone) && !zones::has_marker(shared, zone);
    let own = shared.inputs.zones().filter(|(zone, _)| is_own(zone));
    Part::list(own.map(|(zone, shape)| entry(shared, lang, zone, shape.is_empty())))
}

fn entry(shared: &SharedViews<'_>, lang: Lang, zone: &Zone, is_undrawn: bool) -> Part {
    let strings = shared.strings(lang);
    let date = |date: &Option<Edtf>| {
        Part::maybe(
            date.as_ref()
                .map(|date| date::bare(&shared.inputs, lang, date)),
        )
    };
    let text = |text: Option<&str>| Part::maybe_text(text);
    Part::map([
        ("id", Part::text(&zone.id)),
        ("title", Part::text(zones::title(zone, lang))),
        (
            "kind",
            Part::text(strings.get(&format!("map_legend.{}", zone.kind))),
        ),
        ("certainty", text(zones::certainty(shared, lang, zone))),
        (
            "undrawn",
            text(is_undrawn.then(|| strings.get("map_undrawn"))),
        ),
        ("note", text(zone.note.get(&lang).map(|note| &**note))),
        ("since", date(&zone.from)),
        ("until", date(&zone.to)),
        ("agreement", shared.maybe_card(zone.agreement, lang)),
        ("source", shared.maybe_card(zone.source, lang)),
        ("actors", Part::text(&ids(shared, &zone.actors))),
        (
            "agreement_id",
            Part::text(&ids(shared, zone.agreement.as_slice())),
        ),
        ("from", Part::text(&first(zone))),
        ("to", Part::text(&last(zone))),
    ])
}

fn ids(shared: &SharedViews<'_>, found: &[EntityId]) -> String {
    found
        .iter()
        .map(|id| &*shared.entity(*id).key.id)
        .collect::<Vec<_>>()
        .join(" ")
}

/// What has no beginning or no end holds at any time before or after.
fn first(zone: &Zone) -> String {
    sortable(zone.from.as_ref().map_or(Day::FAR_PAST, Edtf::earliest))
}

fn last(zone: &Zone) -> String {
    sortable(zone.to.as_ref().map_or(Day::FAR_FUTURE, Edtf::latest))
}
