//! Zones and routes on the page of the map: what is drawn of them, and the list that says the same.

use std::sync::Arc;

use super::super::scene::Scene;
use super::super::when;
use crate::edtf::{Day, Edtf};
use crate::lang::Lang;
use crate::map::{self, Shape};
use crate::site::{EntityId, Zone};
use crate::view::Part;

/// What is to be drawn, in one language.
pub(super) fn drawn(scene: &Scene<'_>, lang: Lang) -> Vec<map::Zone> {
    let (zones, shapes) = (&scene.stage.site.zones, scene.stage.shapes);
    let shown = zones.iter().zip(shapes).filter(|(_, shape)| !shape.is_empty());
    shown.map(|(zone, shape)| drawing(scene, lang, zone, shape)).collect()
}

fn drawing(scene: &Scene<'_>, lang: Lang, zone: &Zone, shape: &Arc<Shape>) -> map::Zone {
    let title = title(zone, lang);
    let certainty = certainty(scene, lang, zone);
    map::Zone {
        id: zone.id.to_string(),
        href: if zone.place.is_some() { format!("#_place-{}", zone.id) } else { format!("#_zone-{}", zone.id) },
        title: certainty.map_or_else(|| title.to_owned(), |word| format!("{title} ({word})")),
        kind: zone.kind,
        is_vague: certainty.is_some(),
        actors: ids(scene, &zone.actors),
        agreement: ids(scene, zone.agreement.as_slice()),
        from: day(zone.from.as_ref().map(Edtf::earliest)),
        to: day(zone.to.as_ref().map(Edtf::latest)),
        shape: Arc::clone(shape),
    }
}

/// The list of zones and routes beside the map; outlines of places stand with their places.
pub(super) fn list(scene: &Scene<'_>, lang: Lang) -> Part {
    let (zones, shapes) = (&scene.stage.site.zones, scene.stage.shapes);
    let own = zones.iter().zip(shapes).filter(|(zone, _)| zone.place.is_none());
    Part::list(own.map(|(zone, shape)| entry(scene, lang, zone, shape.is_empty())))
}

fn entry(scene: &Scene<'_>, lang: Lang, zone: &Zone, is_undrawn: bool) -> Part {
    let strings = scene.strings(lang);
    let date = |date: &Option<Edtf>| Part::maybe(date.as_ref().map(|date| when::bare(&scene.stage, lang, date)));
    let text = |text: Option<&str>| Part::maybe_text(text);
    Part::map([
        ("id", Part::text(&zone.id)),
        ("title", Part::text(title(zone, lang))),
        ("kind", Part::text(strings.get(&format!("map_legend.{}", zone.kind)))),
        ("certainty", text(certainty(scene, lang, zone))),
        ("undrawn", text(is_undrawn.then(|| strings.get("map_undrawn")))),
        ("note", text(zone.note.get(&lang).map(|note| &**note))),
        ("since", date(&zone.from)),
        ("until", date(&zone.to)),
        ("agreement", scene.maybe_card(zone.agreement, lang)),
        ("source", scene.maybe_card(zone.source, lang)),
        ("actors", Part::text(&ids(scene, &zone.actors))),
        ("agreement_id", Part::text(&ids(scene, zone.agreement.as_slice()))),
        ("from", text(day(zone.from.as_ref().map(Edtf::earliest)).as_deref())),
        ("to", text(day(zone.to.as_ref().map(Edtf::latest)).as_deref())),
    ])
}

fn title(zone: &Zone, lang: Lang) -> &str {
    zone.title.get(&lang).or(zone.title.values().next()).map_or(&*zone.id, |title| &**title)
}

/// How well the outline is known, where it is not known well.
fn certainty<'a>(scene: &Scene<'a>, lang: Lang, zone: &Zone) -> Option<&'a str> {
    let word = zone.certainty.filter(|word| *word != "exact")?;
    scene.strings(lang).find(&format!("certainties.{word}"))
}

fn ids(scene: &Scene<'_>, found: &[EntityId]) -> String {
    found.iter().map(|id| &*scene.entity(*id).key.id).collect::<Vec<_>>().join(" ")
}

fn day(day: Option<Day>) -> Option<String> {
    day.filter(|day| *day != Day::FAR_PAST && *day != Day::FAR_FUTURE).map(|day| day.to_string())
}
