//! Zones and routes on the page of the map: what is drawn of them, and the list that says the same.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::scene::Scene;
use super::super::when;
use super::entry::sortable;
use super::located::position;
use crate::edtf::{Day, Edtf};
use crate::lang::Lang;
use crate::map::{self, Extent, Label, LonLat, Shape};
use crate::site::{Entities, EntityId, Zone};
use crate::view::Part;

/// What lies so far from zones, in parts of their box and degrees at least, is near to them.
const BESIDE: f64 = 0.5;
const LEAST: f64 = 0.5;
/// No road sign has more letters.
const SIGN: usize = 6;

/// What is to be drawn, in one language.
pub(super) fn drawn(scene: &Scene<'_>, lang: Lang) -> Vec<map::Zone> {
    drawn_of(scene, lang, |_| true)
}

/// The same, of some zones.
pub(super) fn drawn_of(
    scene: &Scene<'_>,
    lang: Lang,
    is_meant: impl Fn(&Zone) -> bool,
) -> Vec<map::Zone> {
    let (zones, shapes) = (&scene.stage.site.zones, scene.stage.shapes);
    let all = zones
        .iter()
        .zip(shapes)
        .filter(|(_, shape)| !shape.is_empty());
    let shown = all.filter(|(zone, _)| is_shown(scene, lang, zone) && is_meant(zone));
    shown
        .map(|(zone, shape)| drawing(scene, lang, zone, shape))
        .collect()
}

fn drawing(scene: &Scene<'_>, lang: Lang, zone: &Zone, shape: &Arc<Shape>) -> map::Zone {
    let title = title(zone, lang);
    let certainty = certainty(scene, lang, zone);
    map::Zone {
        id: zone.id.to_string(),
        href: anchor(scene, zone),
        title: certainty.map_or_else(|| title.to_owned(), |word| format!("{title} ({word})")),
        label: label(scene, zone, title, certainty),
        kind: zone.kind,
        is_vague: certainty.is_some(),
        is_place: has_marker(scene, zone),
        shape: Arc::clone(shape),
    }
}

/// Its entry on the page of the map; the outline of a place that has a marker there has that of the place.
pub(super) fn anchor(scene: &Scene<'_>, zone: &Zone) -> String {
    if has_marker(scene, zone) {
        format!("#_place-{}", zone.id)
    } else {
        format!("#_zone-{}", zone.id)
    }
}

/// The outline of a place that the readers of a language are not shown would name it.
fn is_shown(scene: &Scene<'_>, lang: Lang, zone: &Zone) -> bool {
    zone.place
        .is_none_or(|place| scene.stage.pages.shown(place, lang).is_some())
}

fn has_marker(scene: &Scene<'_>, zone: &Zone) -> bool {
    zone.place
        .is_some_and(|place| position(scene, place).is_some())
}

/// What is written on the map; the outline of a place has the name at its marker.
fn label(scene: &Scene<'_>, zone: &Zone, title: &str, certainty: Option<&str>) -> Option<Label> {
    if has_marker(scene, zone) {
        return None;
    }
    let number = (zone.kind == "highway")
        .then(|| road_number(title))
        .flatten();
    Some(number.map_or_else(
        || Label::Name {
            text: title.to_owned(),
            sub: certainty.map(ToOwned::to_owned),
        },
        |number| Label::Shield(number.to_owned()),
    ))
}

/// Of the title of a road the word that is its number, as signs beside it show: the M4 of `M4 road`.
fn road_number(title: &str) -> Option<&str> {
    let mut words = title
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.find(|word| word.chars().count() <= SIGN && word.chars().any(char::is_numeric))
}

/// The zones that the map of an entity's page shows: those that an agreement makes, those of an event's agreements that held on
/// its day, those of the agreements that an article explains, and the outline of a place.
pub(super) fn of_entity(scene: &Scene<'_>, id: EntityId) -> Vec<Arc<str>> {
    let entity = scene.entity(id);
    let of = |agreements: Entities<'_>, zone: &Zone| {
        zone.agreement.is_some_and(|made| agreements.contains(made))
    };
    let is_meant = |zone: &&Zone| {
        if let Some(event) = entity.event() {
            let held = |date: &Edtf| zone.holds(date.earliest(), date.latest());
            of(event.agreements(), zone) && event.date().is_some_and(|date| held(date.value))
        } else if let Some(article) = entity.article() {
            of(article.agreements(), zone)
        } else {
            zone.agreement == Some(id) || zone.place == Some(id)
        }
    };
    scene
        .stage
        .site
        .zones
        .iter()
        .filter(is_meant)
        .map(|zone| Arc::clone(&zone.id))
        .collect()
}

/// The lines that zones run along: without its road a corridor tells little.
pub(super) fn along(scene: &Scene<'_>, ids: &[Arc<str>]) -> Vec<Arc<str>> {
    named(scene, ids)
        .filter_map(|zone| zone.along.clone())
        .collect()
}

/// The countries that zones end at.
pub(super) fn countries(scene: &Scene<'_>, ids: &[Arc<str>]) -> Vec<String> {
    let all: BTreeSet<String> = named(scene, ids)
        .filter_map(|zone| zone.plan.clip_to.clone())
        .collect();
    all.into_iter().collect()
}

fn named<'s>(scene: &Scene<'s>, ids: &[Arc<str>]) -> impl Iterator<Item = &'s Zone> {
    scene
        .stage
        .site
        .zones
        .iter()
        .filter(|zone| ids.contains(&zone.id))
}

/// The box of what is drawn of zones, with room around it: what lies outside is not near. `None` where nothing is drawn.
pub(super) fn around(scene: &Scene<'_>, ids: &[Arc<str>]) -> Option<Extent> {
    let zones = scene
        .stage
        .site
        .zones
        .iter()
        .zip(scene.stage.shapes)
        .filter(|(zone, _)| ids.contains(&zone.id));
    let corners: Vec<LonLat> = zones
        .filter_map(|(_, shape)| shape.extent())
        .flat_map(|extent| extent.outline())
        .collect();
    let extent = (!corners.is_empty()).then(|| Extent::of(&corners))?;
    let room = ((extent.east - extent.west).max(extent.north - extent.south) * BESIDE).max(LEAST);
    Some(Extent {
        west: extent.west - room,
        east: extent.east + room,
        south: (extent.south - room).max(-90.0),
        north: (extent.north + room).min(90.0),
    })
}

/// The list of zones and routes beside the map; outlines of places with a marker stand with their places.
pub(super) fn list(scene: &Scene<'_>, lang: Lang) -> Part {
    let (zones, shapes) = (&scene.stage.site.zones, scene.stage.shapes);
    let is_own = |zone: &Zone| is_shown(scene, lang, zone) && !has_marker(scene, zone);
    let own = zones.iter().zip(shapes).filter(|(zone, _)| is_own(zone));
    Part::list(own.map(|(zone, shape)| entry(scene, lang, zone, shape.is_empty())))
}

fn entry(scene: &Scene<'_>, lang: Lang, zone: &Zone, is_undrawn: bool) -> Part {
    let strings = scene.strings(lang);
    let date = |date: &Option<Edtf>| {
        Part::maybe(
            date.as_ref()
                .map(|date| when::bare(&scene.stage, lang, date)),
        )
    };
    let text = |text: Option<&str>| Part::maybe_text(text);
    Part::map([
        ("id", Part::text(&zone.id)),
        ("title", Part::text(title(zone, lang))),
        (
            "kind",
            Part::text(strings.get(&format!("map_legend.{}", zone.kind))),
        ),
        ("certainty", text(certainty(scene, lang, zone))),
        (
            "undrawn",
            text(is_undrawn.then(|| strings.get("map_undrawn"))),
        ),
        ("note", text(zone.note.get(&lang).map(|note| &**note))),
        ("since", date(&zone.from)),
        ("until", date(&zone.to)),
        ("agreement", scene.maybe_card(zone.agreement, lang)),
        ("source", scene.maybe_card(zone.source, lang)),
        ("actors", Part::text(&ids(scene, &zone.actors))),
        (
            "agreement_id",
            Part::text(&ids(scene, zone.agreement.as_slice())),
        ),
        ("from", Part::text(&first(zone))),
        ("to", Part::text(&last(zone))),
    ])
}

pub(super) fn title(zone: &Zone, lang: Lang) -> &str {
    zone.title
        .get(&lang)
        .or(zone.title.values().next())
        .map_or(&*zone.id, |title| &**title)
}

/// How well the outline is known, where it is not known well.
pub(super) fn certainty<'a>(scene: &Scene<'a>, lang: Lang, zone: &Zone) -> Option<&'a str> {
    let word = zone.certainty.filter(|word| *word != "exact")?;
    scene.strings(lang).find(&format!("certainties.{word}"))
}

fn ids(scene: &Scene<'_>, found: &[EntityId]) -> String {
    found
        .iter()
        .map(|id| &*scene.entity(*id).key.id)
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
