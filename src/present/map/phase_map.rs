//! Phases on the page of the map: a small map of each, with what held then and where something happened, and what that was.
//!
//! All of them show the same box, so that readers compare and phases and languages share one ground.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::super::catalogue::Catalogue;
use super::marker::{home, marker, own_rank, rank};
use super::small::{RANK_OF_CITIES, RANK_OF_FOCUS};
use super::spec::{MapSpec, in_order, map_specs};
use super::zones;
use crate::config::Phase;
use crate::kind::Kind;
use crate::lang::{Direction, Lang};
use crate::locale::bidi::isolated_text;
use crate::map::{Grade, LonLat, MapPlace, MapRequest, Size, Terrain};
use crate::site::{Entities, EntityId, Zone};

/// For a phone, and for two side by side on wide screens.
const SIZE: Size = Size {
    width: 336.0,
    least_height: 264.0,
    most_height: 376.0,
    padding: 30.0,
    least_km: 60.0,
};

/// How many places where nothing happened say where the others are.
const LANDMARKS: usize = 4;

/// A phase in one language.
pub(super) struct PhaseMap<'a> {
    pub phase: &'a Phase,
    /// What happened in it, oldest first.
    pub events: Vec<EntityId>,
    /// The places of the map where it happened.
    pub marked: BTreeSet<EntityId>,
    /// None where the site has no place that can be drawn.
    pub request: Option<MapRequest>,
}

/// The maps of all phases, in their order.
pub(super) fn phase_maps<'a>(catalogue: &Catalogue<'a>, lang: Lang) -> Vec<PhaseMap<'a>> {
    let phases = &catalogue.inputs.config.map.phases;
    if phases.is_empty() {
        return Vec::new();
    }
    let spec = map_specs(catalogue, catalogue.located(lang).all())
        .into_iter()
        .next();
    phases
        .iter()
        .map(|phase| phase_map(catalogue, lang, phase, spec.as_ref()))
        .collect()
}

fn phase_map<'a>(
    catalogue: &Catalogue<'a>,
    lang: Lang,
    phase: &'a Phase,
    spec: Option<&MapSpec>,
) -> PhaseMap<'a> {
    let falls = |id: &EntityId| {
        let date = catalogue.entity(*id).date(lang).map(|date| date.value);
        date.is_some_and(|date| date.earliest() <= phase.last && date.latest() >= phase.first)
    };
    let events: Vec<EntityId> = catalogue
        .by_date(Kind::EVENT, lang)
        .iter()
        .copied()
        .filter(falls)
        .collect();
    let past = events.iter().filter(|id| !is_planned(catalogue, **id));
    let happened: BTreeSet<EntityId> = past.flat_map(|id| places(catalogue, *id).iter()).collect();
    let drawn = spec.map(|spec| spec.places.as_slice()).unwrap_or_default();
    let marked = drawn
        .iter()
        .map(|(id, _)| *id)
        .filter(|id| happened.contains(id))
        .collect();
    let request = spec.map(|spec| request(catalogue, lang, phase, spec, &marked));
    PhaseMap {
        phase,
        events,
        marked,
        request,
    }
}

pub(super) fn places<'a>(catalogue: &Catalogue<'a>, event: EntityId) -> Entities<'a> {
    let event = catalogue.entity(event).event();
    event.map_or(Entities::NONE, crate::site::Event::places)
}

fn is_planned(catalogue: &Catalogue<'_>, event: EntityId) -> bool {
    catalogue
        .entity(event)
        .event()
        .is_some_and(crate::site::Event::planned)
}

fn request(
    catalogue: &Catalogue<'_>,
    lang: Lang,
    phase: &Phase,
    spec: &MapSpec,
    marked: &BTreeSet<EntityId>,
) -> MapRequest {
    let strings = catalogue.strings(lang);
    let range = strings.locale.date(&phase.range);
    let title = isolated_text(&range, catalogue.direction(lang));
    let focused = |(id, at): &(EntityId, LonLat)| {
        let place = marker(catalogue, lang, *id, *at);
        MapPlace {
            rank: place.rank + RANK_OF_FOCUS,
            is_focus: true,
            ..place
        }
    };
    let is_marked = |place: &&(EntityId, LonLat)| marked.contains(&place.0);
    let focus = spec.places.iter().filter(is_marked).map(focused);
    let others = landmarks(catalogue, spec, marked)
        .into_iter()
        .map(|(id, at)| marker(catalogue, lang, id, at));
    MapRequest {
        // Begins the ids of hatches.
        id: Some(format!("_phase-{}", phase.first)),
        title: strings.filled("map_of", &[("title", &title)]),
        description: description(catalogue, lang, phase, spec, marked),
        lang: lang.to_string(),
        rtl: catalogue.direction(lang) == Direction::Rtl,
        terrain: Terrain {
            size: SIZE,
            fit: in_order(&spec.fit),
            home: home(catalogue, &spec.places),
            neutral: catalogue.inputs.config.map.neutral,
            grade: Grade::Small,
        },
        zones: zones::drawn_of(catalogue, lang, |zone| holds(zone, phase)),
        places: focus.chain(others).collect(),
        words: catalogue.map_words(lang).clone(),
    }
}

fn holds(zone: &Zone, phase: &Phase) -> bool {
    zone.holds(phase.first, phase.last)
}

/// What readers know, where nothing of the phase happened.
fn landmarks(
    catalogue: &Catalogue<'_>,
    spec: &MapSpec,
    marked: &BTreeSet<EntityId>,
) -> Vec<(EntityId, LonLat)> {
    let is_other =
        |id: EntityId| own_rank(catalogue, id) >= RANK_OF_CITIES && !marked.contains(&id);
    let mut found: Vec<_> = spec
        .places
        .iter()
        .filter(|(id, _)| is_other(*id))
        .copied()
        .collect();
    found.sort_by_cached_key(|(id, _)| (Reverse(rank(catalogue, *id)), *id));
    found.truncate(LANDMARKS);
    found
}

/// What is marked, for those who do not see it.
fn description(
    catalogue: &Catalogue<'_>,
    lang: Lang,
    phase: &Phase,
    spec: &MapSpec,
    marked: &BTreeSet<EntityId>,
) -> String {
    let strings = catalogue.strings(lang);
    let said = |key: &str, names: Vec<String>| {
        let list = strings.locale.list_and(&names);
        (!names.is_empty()).then(|| strings.filled(key, &[("list", &list)]))
    };
    let isolated = |text: &str| isolated_text(text, catalogue.direction(lang)).into_owned();
    let places = spec.places.iter().filter(|(id, _)| marked.contains(id));
    let places = places
        .map(|(id, _)| isolated(catalogue.inputs.title(*id, lang)))
        .collect();
    let drawn = catalogue.inputs.zones();
    let drawn = drawn.filter(|(zone, shape)| is_listed(zone, phase) && !shape.is_empty());
    let drawn = drawn
        .map(|(zone, _)| isolated(zones::title(zone, lang)))
        .collect();
    let parts: Vec<String> = [
        said("map_phase_places", places),
        said("map_phase_zones", drawn),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        strings.get("map_phase_quiet").to_owned()
    } else {
        parts.join(" ")
    }
}

/// Roads and outlines of places, which have no period, are ground and no news.
pub(super) fn is_listed(zone: &Zone, phase: &Phase) -> bool {
    holds(zone, phase) && (zone.from.is_some() || zone.to.is_some())
}
