//! Small maps beside a text: on home, place, event, agreement and article pages, and where a text has a block `map`.
//!
//! They are drawn into the page. Shared pictures of the ground were weighed against it: a page would bear about 1 KB less
//! when compressed, but ask for one more file, lose the colours of the theme, dark, print and forced colours, and work from
//! `file://` only in part. Instead ground is shared while building: places are looked at through boxes of a grid, and both
//! languages and all pages with the same box have one backdrop.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::scene::Scene;
use super::super::shell::Draft;
use super::block;
use super::located::position;
use super::marker::{home, marker, own_rank, rank, weight};
use super::zones::{self, drawn_of};
use crate::fingerprint::Fingerprinted as _;
use crate::kind::Kind;
use crate::lang::{Direction, Lang};
use crate::locale::bidi::isolated_text;
use crate::map::{
    self, Extent, Grade, LonLat, Place, Request, Sign, Size, Terrain, distance, snapped,
};
use crate::page::{Page, PageKind};
use crate::site::{Entity, EntityId};
use crate::view::Part;

/// Drawn for the narrowest room that it stands in, and scaled up on phones: beside a text, 17 rem of wide screens.
const MARGIN: Size = Size {
    width: 288.0,
    least_height: 232.0,
    most_height: 232.0,
    padding: 30.0,
    least_km: 0.0,
};
/// In a column of text: a little less than the width of a phone, so that the least letters are legible on the narrowest.
const COLUMN: Size = Size {
    width: 336.0,
    least_height: 264.0,
    most_height: 264.0,
    padding: 34.0,
    least_km: 0.0,
};
/// Nobody is shown less than this across, kilometres: a village among its neighbours, a city on its coast, a capital among
/// countries.
const LOCAL_KM: f64 = 90.0;
const CITY_KM: f64 = 300.0;
const CAPITAL_KM: f64 = 1600.0;
/// Up to this many degrees across, other places say where the ones are that a map is about.
const NEAR: f64 = 6.0;
/// How many of them: cities beside what happened, and neighbours of a place.
const CITIES: usize = 3;
const NEIGHBOURS: usize = 8;
/// Closer than this, units, they would leave no room for names.
const APART: f64 = 26.0;
/// So many times as many are looked at.
const CHOICE: usize = 4;
/// Places with at least these ranks are known to readers: cities, capitals.
pub(super) const KNOWN: i32 = 30;
const CAPITAL: i32 = 40;
/// What a map is about is labelled before all else.
pub(super) const FOCUS: i32 = 100;
/// How many places the map of the home page shows.
const HOME: usize = 12;

/// A small map to be.
pub(super) struct Small {
    title: String,
    size: Size,
    /// What it is about.
    places: Vec<EntityId>,
    /// Ids of the zones and routes that must be inside.
    zones: Vec<Arc<str>>,
    /// Ids of the lines that are drawn as far as the map reaches.
    lines: Vec<Arc<str>>,
    /// What must be inside, where that is not the places.
    fit: Vec<LonLat>,
    others: Others,
}

/// What else is on a map.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Others {
    Cities,
    Neighbours,
    None,
}

/// Sets the map of an entity's page; none where it has no place that can be drawn.
pub(in crate::present) fn set(draft: &mut Draft<'_, '_>, id: EntityId) {
    if matches!(
        draft.scene.entity(id).key.kind,
        Kind::PLACE | Kind::EVENT | Kind::ARTICLE | Kind::AGREEMENT
    ) {
        let small = entity(draft.scene, id, draft.lang);
        let drawn =
            small.and_then(|small| drawn(draft.scene, draft.lang, &small, &draft.filler.root));
        draft.set("map", Part::maybe(drawn));
    }
}

/// The map of the home page: where most of it happened.
pub(in crate::present) fn of_home(draft: &Draft<'_, '_>) -> Option<Part> {
    drawn(
        draft.scene,
        draft.lang,
        &overview(draft.scene, draft.lang)?,
        &draft.filler.root,
    )
}

/// The small maps of a page.
pub(super) fn requests(scene: &Scene<'_>, page: &Page, lang: Lang, found: &mut Vec<Request>) {
    let site = scene.stage.site;
    let (own, text) = match &page.kind {
        PageKind::Home => (overview(scene, lang), site.home.editions.get(&lang)),
        PageKind::Entity(id) => (
            entity(scene, *id, lang),
            scene.edition(*id, lang).map(|(edition, _)| edition),
        ),
        // The text of a list is read once, on its first page.
        PageKind::List {
            kind, number: 1, ..
        } => (
            None,
            site.lists
                .get(kind)
                .and_then(|list| list.editions.get(&lang)),
        ),
        _ => return,
    };
    let blocks = text
        .map(|text| block::all(scene, lang, text))
        .unwrap_or_default();
    let maps: Vec<Small> = own.into_iter().chain(blocks).collect();
    if !maps.is_empty() {
        let root = scene.root(&page.route);
        found.extend(
            maps.iter()
                .filter_map(|small| small.request(scene, lang, &root)),
        );
    }
}

pub(super) fn drawn(scene: &Scene<'_>, lang: Lang, small: &Small, root: &str) -> Option<Part> {
    let request = small.request(scene, lang, root)?;
    let drawing = scene.drawings.get(&request.fingerprint())?;
    // Zones are called by their names, not by what they are.
    let named = drawing.signs.iter().filter(|sign| !sign.is_zone());
    let zones = request
        .zones
        .iter()
        .filter(|zone| drawing.zones.contains(&zone.id));
    let zone = |zone: &map::Zone| {
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
        ("signs", Part::list(named.map(|one| sign(one, None)))),
    ]))
}

/// A sign with its meaning, for captions; `width` where it is one of two drawings that has it.
pub(super) fn sign(sign: &Sign, width: Option<&str>) -> Part {
    let width = width.map(|width| ("width", Part::text(width)));
    let own = [
        ("swatch", Part::html(&sign.drawing())),
        ("text", Part::text(&sign.text)),
    ];
    Part::map(own.into_iter().chain(width))
}

fn entity(scene: &Scene<'_>, id: EntityId, lang: Lang) -> Option<Small> {
    // A template of an editor's choice may show it too.
    let is_own = || {
        scene
            .edition(id, lang)
            .is_some_and(|(edition, _)| edition.template.is_some())
    };
    if !scene
        .stage
        .maps
        .contains(scene.stage.site.schema.word(scene.entity(id).key.kind))
        && !is_own()
    {
        return None;
    }
    let (places, others) = about(scene.entity(id), id)?;
    let size = if others == Others::Neighbours {
        COLUMN
    } else {
        MARGIN
    };
    let (places, zones) = fitting(scene, id, places);
    let lines = zones::along(scene, &zones);
    Some(Small {
        title: title(scene, id, lang),
        size,
        places,
        zones,
        lines,
        fit: Vec::new(),
        others,
    })
}

/// The places that the page of an entity is about, and what stands around them; none where it has no map.
fn about(entity: &Entity, id: EntityId) -> Option<(Vec<EntityId>, Others)> {
    let places = if entity.key.kind == Kind::PLACE {
        return Some((vec![id], Others::Neighbours));
    } else if let Some(event) = entity.event() {
        event.places().iter().collect()
    } else if let Some(agreement) = entity.agreement() {
        let named = agreement.provisions().iter();
        let named = named.flat_map(|provision| provision.places().iter());
        agreement.places().iter().chain(named).collect()
    } else {
        entity.article()?.places().iter().collect()
    };
    Some((places, Others::Cities))
}

/// What of places and zones one map can show. That of an agreement is about its zones: the city where it was signed would
/// shrink them to a dot. That of an event or an article is about its places.
fn fitting(
    scene: &Scene<'_>,
    id: EntityId,
    mut places: Vec<EntityId>,
) -> (Vec<EntityId>, Vec<Arc<str>>) {
    let zones = zones::of_entity(scene, id);
    let Some(extent) = zones::around(scene, &zones) else {
        return (places, Vec::new());
    };
    let is_near = |id: &EntityId| position(scene, *id).is_none_or(|at| extent.holds(at));
    if scene.entity(id).key.kind == Kind::AGREEMENT {
        places.retain(is_near);
        return (places, zones);
    }
    let is_there =
        places.iter().any(|id| position(scene, *id).is_some()) && places.iter().all(is_near);
    (places, if is_there { zones } else { Vec::new() })
}

fn title(scene: &Scene<'_>, id: EntityId, lang: Lang) -> String {
    let strings = scene.strings(lang);
    let title = isolated_text(scene.stage.title(id, lang), scene.direction(lang));
    strings.filled("map_of", &[("title", &title)])
}

/// The places where most happened among those of the first map of the page of maps.
fn overview(scene: &Scene<'_>, lang: Lang) -> Option<Small> {
    scene.stage.maps.contains("home").then_some(())?;
    let region = super::sheets(scene, scene.located(lang).all())
        .into_iter()
        .next()?;
    let events = |id: EntityId| {
        let relations = scene.stage.site.incoming(id).iter();
        relations
            .filter(|relation| scene.entity(relation.from).key.kind == Kind::EVENT)
            .count()
    };
    let mut places: Vec<EntityId> = region.places.iter().map(|(id, _)| *id).collect();
    places.sort_by_cached_key(|id| (Reverse(events(*id)), Reverse(rank(scene, *id)), *id));
    places.truncate(HOME);
    let title = scene.strings(lang).get("where").to_owned();
    let fit = super::asked(scene, &region.places);
    Some(Small {
        title,
        size: COLUMN,
        places,
        zones: Vec::new(),
        lines: Vec::new(),
        fit,
        others: Others::None,
    })
}

impl Small {
    /// A map of a text; what its places and zones are is for the text to say.
    pub(super) fn of_block(
        title: String,
        places: Vec<EntityId>,
        zones: Vec<Arc<str>>,
        fit: Vec<LonLat>,
    ) -> Self {
        Self {
            title,
            size: COLUMN,
            places,
            zones,
            lines: Vec::new(),
            fit,
            others: Others::Cities,
        }
    }

    fn request(&self, scene: &Scene<'_>, lang: Lang, root: &str) -> Option<Request> {
        let mut known = BTreeSet::new();
        let shown = self
            .places
            .iter()
            .filter(|id| scene.stage.pages.shown(**id, lang).is_some() && known.insert(**id));
        let places: Vec<(EntityId, LonLat)> = shown
            .filter_map(|id| Some((*id, position(scene, *id)?)))
            .collect();
        let zones = self.zones(scene, lang, root);
        if places.is_empty() && zones.is_empty() {
            return None;
        }
        let fitted = zones
            .iter()
            .filter(|zone| self.zones.iter().any(|id| **id == zone.id));
        let corners = fitted
            .filter_map(|zone| zone.shape.extent())
            .flat_map(|extent| extent.outline());
        let all: Vec<LonLat> = places
            .iter()
            .map(|(_, at)| *at)
            .chain(self.fit.iter().copied())
            .chain(corners)
            .collect();
        let (extent, others) = self.around(scene, lang, &places, &all);
        let own = places
            .iter()
            .map(|(id, at)| linked(scene, lang, *id, *at, root));
        let own = own.map(|place| Place {
            rank: place.rank + FOCUS,
            is_focus: self.others != Others::None,
            ..place
        });
        Some(Request {
            id: None,
            title: self.title.clone(),
            description: scene.strings(lang).get("map_small_description").to_owned(),
            lang: lang.to_string(),
            rtl: scene.direction(lang) == Direction::Rtl,
            terrain: Terrain {
                size: self.size,
                fit: extent.map_or_else(|| super::in_order(&all), |extent| extent.outline()),
                home: if places.is_empty() {
                    zones::countries(scene, &self.zones)
                } else {
                    home(scene, &places)
                },
                neutral: scene.stage.config.map.neutral,
                grade: Grade::Small,
            },
            zones,
            places: own
                .chain(
                    others
                        .into_iter()
                        .map(|(id, at)| linked(scene, lang, id, at, root)),
                )
                .collect(),
            words: scene.map_words(lang).clone(),
        })
    }

    /// What is drawn of the zones; their links lead to their entries on the page of the map.
    fn zones(&self, scene: &Scene<'_>, lang: Lang, root: &str) -> Vec<map::Zone> {
        if self.zones.is_empty() {
            return Vec::new();
        }
        let page = scene
            .page_of_map(lang)
            .map(|route| format!("{root}{}", route.link(scene.stage.portable)));
        let mut zones = drawn_of(scene, lang, |zone| {
            self.zones.contains(&zone.id) || self.lines.contains(&zone.id)
        });
        for zone in &mut zones {
            zone.href = page
                .as_ref()
                .map_or_else(String::new, |page| format!("{page}{}", zone.href));
        }
        zones
    }

    /// The box to show, where the grid has one, and what else lies in it.
    fn around(
        &self,
        scene: &Scene<'_>,
        lang: Lang,
        places: &[(EntityId, LonLat)],
        all: &[LonLat],
    ) -> (Option<Extent>, Vec<(EntityId, LonLat)>) {
        let boxed = |km: f64| {
            let extent = snapped(all, &self.size, km);
            let near = extent.filter(|extent| extent.east - extent.west <= NEAR);
            let others = near
                .map(|extent| self.others(scene, lang, places, &extent))
                .unwrap_or_default();
            (extent, others)
        };
        // Places apart give a map its size; one alone is shown as far around as readers need to know where it is.
        let wide = match places {
            [(id, _)] if own_rank(scene, *id) >= CAPITAL => CAPITAL_KM,
            [(id, _)] if own_rank(scene, *id) >= KNOWN => CITY_KM,
            _ => LOCAL_KM,
        };
        let local = boxed(if self.others == Others::Neighbours {
            LOCAL_KM
        } else {
            wide
        });
        if self.others == Others::Neighbours && local.1.is_empty() {
            boxed(wide)
        } else {
            local
        }
    }

    fn others(
        &self,
        scene: &Scene<'_>,
        lang: Lang,
        places: &[(EntityId, LonLat)],
        extent: &Extent,
    ) -> Vec<(EntityId, LonLat)> {
        let (least, most) = match self.others {
            Others::Cities => (KNOWN, CITIES),
            Others::Neighbours => (0, NEIGHBOURS),
            Others::None => return Vec::new(),
        };
        let middle = LonLat {
            lon: f64::midpoint(extent.west, extent.east),
            lat: f64::midpoint(extent.south, extent.north),
        };
        let is_other =
            |id: EntityId| own_rank(scene, id) >= least && places.iter().all(|(own, _)| *own != id);
        let mut found = scene.located(lang).inside(extent);
        found.retain(|(id, _)| is_other(*id));
        found.sort_by(|(_, a), (_, b)| distance(*a, middle).total_cmp(&distance(*b, middle)));
        // Of those that would lie in a heap the weightiest says as well where it is.
        let across = |lon: f64| LonLat {
            lon,
            lat: middle.lat,
        };
        let apart = distance(across(extent.west), across(extent.east)) * APART / self.size.width;
        found.truncate(most * CHOICE);
        let mut weighed: Vec<(EntityId, LonLat)> = found.clone();
        weighed.sort_by_cached_key(|(id, _)| Reverse(weight(scene, *id)));
        let mut chosen: Vec<(EntityId, LonLat)> = Vec::with_capacity(weighed.len());
        for (id, at) in weighed {
            if places
                .iter()
                .chain(&chosen)
                .all(|(_, other)| distance(at, *other) >= apart)
            {
                chosen.push((id, at));
            }
        }
        found.retain(|other| chosen.contains(other));
        found.truncate(most);
        found
    }
}

/// A place whose link leads to its page.
fn linked(scene: &Scene<'_>, lang: Lang, id: EntityId, at: LonLat, root: &str) -> Place {
    let href = scene.stage.pages.shown(id, lang).map(|shown| {
        let anchor = shown
            .anchor
            .as_ref()
            .map(|anchor| format!("#{anchor}"))
            .unwrap_or_default();
        format!("{root}{}{anchor}", shown.route.link(scene.stage.portable))
    });
    Place {
        href: href.unwrap_or_default(),
        ..marker(scene, lang, id, at)
    }
}
