//! Phases on the page of the map: a small map of each, with what held then and where something happened, and what that was.
//!
//! All of them show the same box, so that readers compare and phases and languages share one ground.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::super::scene::Scene;
use super::super::when;
use super::marker::{home, marker, own_rank, rank};
use super::small::{FOCUS, KNOWN};
use super::{Sheet, in_order, sheets, zones};
use crate::config::Phase;
use crate::fingerprint::Fingerprinted as _;
use crate::kind::Kind;
use crate::lang::{Direction, Lang};
use crate::locale::bidi::isolated_text;
use crate::map::{Drawing, Grade, LonLat, Place, Request, Size, Terrain};
use crate::site::{Entities, EntityId, Zone};
use crate::view::Part;

/// For a phone, and for two side by side on wide screens.
const SIZE: Size = Size {
    width: 336.0,
    least_height: 264.0,
    most_height: 376.0,
    padding: 30.0,
    least_km: 60.0,
};
/// How many events of a phase are shown before readers ask for all, and for how few more they need not ask.
const MAIN: usize = 6;
const SPARE: usize = 1;
/// How many places where nothing happened say where the others are.
const LANDMARKS: usize = 4;

/// A phase in one language.
struct Snapshot<'a> {
    phase: &'a Phase,
    /// What happened in it, oldest first.
    events: Vec<EntityId>,
    /// The places of the map where it happened.
    marked: BTreeSet<EntityId>,
    /// None where the site has no place that can be drawn.
    request: Option<Request>,
}

/// The maps of all phases.
pub(super) fn requests(scene: &Scene<'_>, lang: Lang) -> Vec<Request> {
    all(scene, lang)
        .into_iter()
        .filter_map(|snapshot| snapshot.request)
        .collect()
}

/// All phases as the page shows them.
pub(super) fn list(scene: &Scene<'_>, lang: Lang) -> Part {
    Part::list(
        all(scene, lang)
            .iter()
            .map(|snapshot| snapshot.part(scene, lang)),
    )
}

fn all<'a>(scene: &Scene<'a>, lang: Lang) -> Vec<Snapshot<'a>> {
    let phases = &scene.stage.config.map.phases;
    if phases.is_empty() {
        return Vec::new();
    }
    let sheet = sheets(scene, scene.located(lang).all()).into_iter().next();
    phases
        .iter()
        .map(|phase| snapshot(scene, lang, phase, sheet.as_ref()))
        .collect()
}

fn snapshot<'a>(
    scene: &Scene<'a>,
    lang: Lang,
    phase: &'a Phase,
    sheet: Option<&Sheet>,
) -> Snapshot<'a> {
    let falls = |id: &EntityId| {
        let date = scene.entity(*id).date(lang).map(|date| date.value);
        date.is_some_and(|date| date.earliest() <= phase.last && date.latest() >= phase.first)
    };
    let events: Vec<EntityId> = scene
        .by_date(Kind::EVENT, lang)
        .iter()
        .copied()
        .filter(falls)
        .collect();
    let past = events.iter().filter(|id| !is_planned(scene, **id));
    let happened: BTreeSet<EntityId> = past.flat_map(|id| places(scene, *id).iter()).collect();
    let drawn = sheet
        .map(|sheet| sheet.places.as_slice())
        .unwrap_or_default();
    let marked = drawn
        .iter()
        .map(|(id, _)| *id)
        .filter(|id| happened.contains(id))
        .collect();
    let request = sheet.map(|sheet| request(scene, lang, phase, sheet, &marked));
    Snapshot {
        phase,
        events,
        marked,
        request,
    }
}

fn places<'a>(scene: &Scene<'a>, event: EntityId) -> Entities<'a> {
    let event = scene.entity(event).event();
    event.map_or(Entities::NONE, crate::site::Event::places)
}

fn is_planned(scene: &Scene<'_>, event: EntityId) -> bool {
    scene
        .entity(event)
        .event()
        .is_some_and(crate::site::Event::planned)
}

fn request(
    scene: &Scene<'_>,
    lang: Lang,
    phase: &Phase,
    sheet: &Sheet,
    marked: &BTreeSet<EntityId>,
) -> Request {
    let strings = scene.strings(lang);
    let range = strings.locale.date(&phase.range);
    let title = isolated_text(&range, scene.direction(lang));
    let focused = |(id, at): &(EntityId, LonLat)| {
        let place = marker(scene, lang, *id, *at);
        Place {
            rank: place.rank + FOCUS,
            is_focus: true,
            ..place
        }
    };
    let is_marked = |place: &&(EntityId, LonLat)| marked.contains(&place.0);
    let focus = sheet.places.iter().filter(is_marked).map(focused);
    let others = landmarks(scene, sheet, marked)
        .into_iter()
        .map(|(id, at)| marker(scene, lang, id, at));
    Request {
        // Begins the ids of hatches.
        id: Some(format!("_phase-{}", phase.first)),
        title: strings.filled("map_of", &[("title", &title)]),
        description: description(scene, lang, phase, sheet, marked),
        lang: lang.to_string(),
        rtl: scene.direction(lang) == Direction::Rtl,
        terrain: Terrain {
            size: SIZE,
            fit: in_order(&sheet.fit),
            home: home(scene, &sheet.places),
            neutral: scene.stage.config.map.neutral,
            grade: Grade::Small,
        },
        zones: zones::drawn_of(scene, lang, |zone| holds(zone, phase)),
        places: focus.chain(others).collect(),
        words: scene.map_words(lang).clone(),
    }
}

fn holds(zone: &Zone, phase: &Phase) -> bool {
    zone.holds(phase.first, phase.last)
}

/// What readers know, where nothing of the phase happened.
fn landmarks(
    scene: &Scene<'_>,
    sheet: &Sheet,
    marked: &BTreeSet<EntityId>,
) -> Vec<(EntityId, LonLat)> {
    let is_other = |id: EntityId| own_rank(scene, id) >= KNOWN && !marked.contains(&id);
    let mut found: Vec<_> = sheet
        .places
        .iter()
        .filter(|(id, _)| is_other(*id))
        .copied()
        .collect();
    found.sort_by_cached_key(|(id, _)| (Reverse(rank(scene, *id)), *id));
    found.truncate(LANDMARKS);
    found
}

/// What is marked, for those who do not see it.
fn description(
    scene: &Scene<'_>,
    lang: Lang,
    phase: &Phase,
    sheet: &Sheet,
    marked: &BTreeSet<EntityId>,
) -> String {
    let strings = scene.strings(lang);
    let said = |key: &str, names: Vec<String>| {
        let list = strings.locale.list_and(&names);
        (!names.is_empty()).then(|| strings.filled(key, &[("list", &list)]))
    };
    let isolated = |text: &str| isolated_text(text, scene.direction(lang)).into_owned();
    let places = sheet.places.iter().filter(|(id, _)| marked.contains(id));
    let places = places
        .map(|(id, _)| isolated(scene.stage.title(*id, lang)))
        .collect();
    let drawn = scene.stage.site.zones.iter().zip(scene.stage.shapes);
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
fn is_listed(zone: &Zone, phase: &Phase) -> bool {
    holds(zone, phase) && (zone.from.is_some() || zone.to.is_some())
}

impl Snapshot<'_> {
    fn part(&self, scene: &Scene<'_>, lang: Lang) -> Part {
        let drawing = self
            .request
            .as_ref()
            .and_then(|request| scene.drawings.get(&request.fingerprint()));
        let (main, more) = self.events(scene);
        let events = |ids: Vec<EntityId>| {
            Part::list(ids.into_iter().filter_map(|id| event(scene, lang, id)))
        };
        Part::map([
            ("id", Part::text(&self.phase.first.to_string())),
            (
                "title",
                Part::maybe_text(self.phase.title.get(&lang).map(|title| &**title)),
            ),
            ("date", when::bare(&scene.stage, lang, &self.phase.range)),
            (
                "svg",
                Part::maybe(drawing.map(|drawing| Part::html(&drawing.svg))),
            ),
            (
                "zones",
                self.zones(scene, lang, drawing.map(|drawing| &**drawing)),
            ),
            ("events", events(main)),
            ("more", events(more)),
        ])
    }

    /// The events to show, and those to show on demand, each oldest first: turning points of the home page go first, then
    /// what happened on the map, then the earlier.
    fn events(&self, scene: &Scene<'_>) -> (Vec<EntityId>, Vec<EntityId>) {
        let turning = scene.stage.site.home.home().turning_points();
        let is_marked = |id: EntityId| {
            places(scene, id)
                .iter()
                .any(|place| self.marked.contains(&place))
        };
        let mut ranked: Vec<EntityId> = self.events.clone();
        ranked.sort_by_cached_key(|id| (!turning.contains(*id), !is_marked(*id)));
        let most = if ranked.len() <= MAIN + SPARE {
            ranked.len()
        } else {
            MAIN
        };
        let main: BTreeSet<EntityId> = ranked.into_iter().take(most).collect();
        self.events
            .iter()
            .copied()
            .partition(|id| main.contains(id))
    }

    /// What held, drawn or not.
    fn zones(&self, scene: &Scene<'_>, lang: Lang, drawing: Option<&Drawing>) -> Part {
        let strings = scene.strings(lang);
        let all = scene.stage.site.zones.iter().zip(scene.stage.shapes);
        Part::list(
            all.filter(|(zone, _)| is_listed(zone, self.phase))
                .map(|(zone, shape)| {
                    let certainty = zones::certainty(scene, lang, zone);
                    let sign = drawing.and_then(|drawing| {
                        drawing.signs.iter().find(|sign| sign.is_of(zone.kind))
                    });
                    let sign = sign
                        .filter(|_| !shape.is_empty())
                        .map(|sign| sign.of_zone(certainty.is_some()));
                    Part::map([
                        ("id", Part::text(&zone.id)),
                        ("title", Part::text(zones::title(zone, lang))),
                        ("certainty", Part::maybe_text(certainty)),
                        (
                            "undrawn",
                            Part::maybe_text(shape.is_empty().then(|| strings.get("map_undrawn"))),
                        ),
                        (
                            "swatch",
                            Part::maybe(sign.map(|sign| Part::html(&sign.drawing()))),
                        ),
                    ])
                }),
        )
    }
}

fn event(scene: &Scene<'_>, lang: Lang, id: EntityId) -> Option<Part> {
    Some(Part::map([
        ("card", scene.card(id, lang)?),
        ("places", scene.cards(places(scene, id).iter(), lang)),
    ]))
}
