//! What is drawn of zones and routes.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::catalogue::Catalogue;
use super::located::position;
use crate::edtf::Edtf;
use crate::lang::Lang;
use crate::map;
use crate::map::{Extent, LonLat, ZoneLabel, ZoneShape};
use crate::site::{Entities, EntityId, Zone};

/// What lies so far from zones, in parts of their box and degrees at least, is near to them.
const BESIDE: f64 = 0.5;

const LEAST: f64 = 0.5;

/// No road sign has more letters.
const SIGN: usize = 6;

/// What is to be drawn, in one language.
pub(super) fn drawn(catalogue: &Catalogue<'_>, lang: Lang) -> Vec<map::MapZone> {
    drawn_of(catalogue, lang, |_| true)
}

/// The same, of some zones.
pub(super) fn drawn_of(
    catalogue: &Catalogue<'_>,
    lang: Lang,
    is_meant: impl Fn(&Zone) -> bool,
) -> Vec<map::MapZone> {
    let all = catalogue
        .inputs
        .zones()
        .filter(|(_, shape)| !shape.is_empty());
    let shown = all.filter(|(zone, _)| is_shown(catalogue, lang, zone) && is_meant(zone));
    shown
        .map(|(zone, shape)| drawing(catalogue, lang, zone, shape))
        .collect()
}

fn drawing(
    catalogue: &Catalogue<'_>,
    lang: Lang,
    zone: &Zone,
    shape: &Arc<ZoneShape>,
) -> map::MapZone {
    let title = title(zone, lang);
    let certainty = certainty(catalogue, lang, zone);
    map::MapZone {
        id: zone.id.to_string(),
        href: anchor(catalogue, zone),
        title: certainty.map_or_else(|| title.to_owned(), |word| format!("{title} ({word})")),
        label: label(catalogue, zone, title, certainty),
        kind: zone.kind,
        is_vague: certainty.is_some(),
        is_place: has_marker(catalogue, zone),
        shape: Arc::clone(shape),
    }
}

/// Its entry on the page of the map; the outline of a place that has a marker there has that of the place.
pub(super) fn anchor(catalogue: &Catalogue<'_>, zone: &Zone) -> String {
    if has_marker(catalogue, zone) {
        format!("#_place-{}", zone.id)
    } else {
        format!("#_zone-{}", zone.id)
    }
}

/// The outline of a place that the readers of a language are not shown would name it.
pub(super) fn is_shown(catalogue: &Catalogue<'_>, lang: Lang, zone: &Zone) -> bool {
    zone.place
        .is_none_or(|place| catalogue.inputs.pages.shown(place, lang).is_some())
}

pub(super) fn has_marker(catalogue: &Catalogue<'_>, zone: &Zone) -> bool {
    zone.place
        .is_some_and(|place| position(catalogue.inputs.site, place).is_some())
}

/// What is written on the map; the outline of a place has the name at its marker.
fn label(
    catalogue: &Catalogue<'_>,
    zone: &Zone,
    title: &str,
    certainty: Option<&str>,
) -> Option<ZoneLabel> {
    if has_marker(catalogue, zone) {
        return None;
    }
    let number = (zone.kind == "highway")
        .then(|| road_number(title))
        .flatten();
    Some(number.map_or_else(
        || ZoneLabel::Name {
            text: title.to_owned(),
            sub: certainty.map(ToOwned::to_owned),
        },
        |number| ZoneLabel::Shield(number.to_owned()),
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
pub(super) fn of_entity(catalogue: &Catalogue<'_>, id: EntityId) -> Vec<Arc<str>> {
    let entity = catalogue.entity(id);
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
    catalogue
        .inputs
        .site
        .zones
        .iter()
        .filter(is_meant)
        .map(|zone| Arc::clone(&zone.id))
        .collect()
}

/// The lines that zones run along: without its road a corridor tells little.
pub(super) fn along(catalogue: &Catalogue<'_>, ids: &[Arc<str>]) -> Vec<Arc<str>> {
    named(catalogue, ids)
        .filter_map(|zone| zone.along.clone())
        .collect()
}

/// The countries that zones end at.
pub(super) fn countries(catalogue: &Catalogue<'_>, ids: &[Arc<str>]) -> Vec<String> {
    let all: BTreeSet<String> = named(catalogue, ids)
        .filter_map(|zone| zone.plan.clip_to.clone())
        .collect();
    all.into_iter().collect()
}

fn named<'s>(catalogue: &Catalogue<'s>, ids: &[Arc<str>]) -> impl Iterator<Item = &'s Zone> {
    catalogue
        .inputs
        .site
        .zones
        .iter()
        .filter(|zone| ids.contains(&zone.id))
}

/// The box of what is drawn of zones, with room around it: what lies outside is not near. `None` where nothing is drawn.
pub(super) fn around(catalogue: &Catalogue<'_>, ids: &[Arc<str>]) -> Option<Extent> {
    let zones = catalogue
        .inputs
        .zones()
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

pub(super) fn title(zone: &Zone, lang: Lang) -> &str {
    zone.title
        .get(&lang)
        .or(zone.title.values().next())
        .map_or(&*zone.id, |title| &**title)
}

/// How well the outline is known, where it is not known well.
pub(super) fn certainty<'a>(catalogue: &Catalogue<'a>, lang: Lang, zone: &Zone) -> Option<&'a str> {
    let word = zone.certainty.filter(|word| *word != "exact")?;
    catalogue.strings(lang).find(&format!("certainties.{word}"))
}
