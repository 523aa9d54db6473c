//! Small maps beside a text: on home, place, event, agreement and article pages, and where a text has a block `map`.
//!
//! They are drawn into the page. Shared pictures of the ground were weighed against it: a page would bear about 1 KB less
//! when compressed, but ask for one more file, lose the colours of the theme, dark, print and forced colours, and work from
//! `file://` only in part. Instead ground is shared while building: places are looked at through boxes of a grid, and both
//! languages and all pages with the same box have one backdrop.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::catalogue::Catalogue;
use super::located::position;
use super::marker::marker;
use super::marker::{home, own_rank, rank, weight};
use super::spec::{asked, in_order, map_specs};
use super::zones;
use super::zones::drawn_of;
use crate::kind::Kind;
use crate::lang::{Direction, Lang};
use crate::locale::bidi::isolated_text;
use crate::map;
use crate::map::{Extent, Grade, LonLat, MapPlace, MapRequest, Size, Terrain, distance, snapped};
use crate::site::{Entity, EntityId};

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
const CLOSEST: f64 = 26.0;

/// So many times as many are looked at.
const CANDIDATES: usize = 4;

/// Places with at least these ranks are known to readers: cities, capitals.
pub(super) const RANK_OF_CITIES: i32 = 30;

const RANK_OF_CAPITALS: i32 = 40;

/// What a map is about is labelled before all else.
pub(super) const RANK_OF_FOCUS: i32 = 100;

/// How many places the map of the home page shows.
const HOME: usize = 12;

/// A small map to be.
pub(super) struct SmallMap {
    pub title: String,
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

pub(super) fn of_entity(catalogue: &Catalogue<'_>, id: EntityId, lang: Lang) -> Option<SmallMap> {
    // A template of an editor's choice may show it too.
    let is_own = || {
        catalogue
            .edition(id, lang)
            .is_some_and(|(edition, _)| edition.template.is_some())
    };
    if !catalogue.inputs.maps.contains(
        catalogue
            .inputs
            .site
            .schema
            .word(catalogue.entity(id).key.kind),
    ) && !is_own()
    {
        return None;
    }
    let (places, others) = about(catalogue.entity(id), id)?;
    let size = if others == Others::Neighbours {
        COLUMN
    } else {
        MARGIN
    };
    let (places, zones) = places_and_zones_that_fit(catalogue, id, places);
    let lines = zones::along(catalogue, &zones);
    Some(SmallMap {
        title: title(catalogue, id, lang),
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
fn places_and_zones_that_fit(
    catalogue: &Catalogue<'_>,
    id: EntityId,
    mut places: Vec<EntityId>,
) -> (Vec<EntityId>, Vec<Arc<str>>) {
    let zones = zones::of_entity(catalogue, id);
    let Some(extent) = zones::around(catalogue, &zones) else {
        return (places, Vec::new());
    };
    let is_near =
        |id: &EntityId| position(catalogue.inputs.site, *id).is_none_or(|at| extent.holds(at));
    if catalogue.entity(id).key.kind == Kind::AGREEMENT {
        places.retain(is_near);
        return (places, zones);
    }
    let is_there = places
        .iter()
        .any(|id| position(catalogue.inputs.site, *id).is_some())
        && places.iter().all(is_near);
    (places, if is_there { zones } else { Vec::new() })
}

fn title(catalogue: &Catalogue<'_>, id: EntityId, lang: Lang) -> String {
    let strings = catalogue.strings(lang);
    let title = isolated_text(catalogue.inputs.title(id, lang), catalogue.direction(lang));
    strings.filled("map_of", &[("title", &title)])
}

/// The places where most happened among those of the first map of the page of maps.
pub(super) fn overview(catalogue: &Catalogue<'_>, lang: Lang) -> Option<SmallMap> {
    catalogue.inputs.maps.contains("home").then_some(())?;
    let region = map_specs(catalogue, catalogue.located(lang).all())
        .into_iter()
        .next()?;
    let events = |id: EntityId| {
        let relations = catalogue.inputs.site.incoming(id).iter();
        relations
            .filter(|relation| catalogue.entity(relation.from).key.kind == Kind::EVENT)
            .count()
    };
    let mut places: Vec<EntityId> = region.places.iter().map(|(id, _)| *id).collect();
    places.sort_by_cached_key(|id| (Reverse(events(*id)), Reverse(rank(catalogue, *id)), *id));
    places.truncate(HOME);
    let title = catalogue.strings(lang).get("where").to_owned();
    let fit = asked(catalogue, &region.places);
    Some(SmallMap {
        title,
        size: COLUMN,
        places,
        zones: Vec::new(),
        lines: Vec::new(),
        fit,
        others: Others::None,
    })
}

impl SmallMap {
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

    pub(super) fn request(
        &self,
        catalogue: &Catalogue<'_>,
        lang: Lang,
        root: &str,
    ) -> Option<MapRequest> {
        let places = self.shown_places(catalogue, lang);
        let zones = self.zones(catalogue, lang, root);
        if places.is_empty() && zones.is_empty() {
            return None;
        }
        let all = self.inside(&places, &zones);
        let (extent, others) = self.around(catalogue, lang, &places, &all);
        let own = places
            .iter()
            .map(|(id, at)| linked(catalogue, lang, *id, *at, root));
        let own = own.map(|place| MapPlace {
            rank: place.rank + RANK_OF_FOCUS,
            is_focus: self.others != Others::None,
            ..place
        });
        Some(MapRequest {
            id: None,
            title: self.title.clone(),
            description: catalogue
                .strings(lang)
                .get("map_small_description")
                .to_owned(),
            lang: lang.to_string(),
            rtl: catalogue.direction(lang) == Direction::Rtl,
            terrain: Terrain {
                size: self.size,
                fit: extent.map_or_else(|| in_order(&all), |extent| extent.outline()),
                home: if places.is_empty() {
                    zones::countries(catalogue, &self.zones)
                } else {
                    home(catalogue, &places)
                },
                neutral: catalogue.inputs.config.map.neutral,
                grade: Grade::Small,
            },
            zones,
            places: own
                .chain(
                    others
                        .into_iter()
                        .map(|(id, at)| linked(catalogue, lang, id, at, root)),
                )
                .collect(),
            words: catalogue.map_words(lang).clone(),
        })
    }

    /// The places that it is about and that readers are shown, each once, with their positions.
    fn shown_places(&self, catalogue: &Catalogue<'_>, lang: Lang) -> Vec<(EntityId, LonLat)> {
        let inputs = &catalogue.inputs;
        let mut known = BTreeSet::new();
        let mut is_shown =
            |id: &&EntityId| inputs.pages.shown(**id, lang).is_some() && known.insert(**id);
        let shown = self.places.iter().filter(|id| is_shown(id));
        shown
            .filter_map(|id| Some((*id, position(inputs.site, *id)?)))
            .collect()
    }

    /// What must be inside.
    fn inside(&self, places: &[(EntityId, LonLat)], zones: &[map::MapZone]) -> Vec<LonLat> {
        let fitted = zones
            .iter()
            .filter(|zone| self.zones.iter().any(|id| **id == zone.id));
        let corners = fitted
            .filter_map(|zone| zone.shape.extent())
            .flat_map(|extent| extent.outline());
        let positions = places.iter().map(|(_, at)| *at);
        positions
            .chain(self.fit.iter().copied())
            .chain(corners)
            .collect()
    }

    /// What is drawn of the zones; their links lead to their entries on the page of the map.
    fn zones(&self, catalogue: &Catalogue<'_>, lang: Lang, root: &str) -> Vec<map::MapZone> {
        if self.zones.is_empty() {
            return Vec::new();
        }
        let page = catalogue
            .page_of_map(lang)
            .map(|route| format!("{root}{}", route.link(catalogue.inputs.portable)));
        let mut zones = drawn_of(catalogue, lang, |zone| {
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
        catalogue: &Catalogue<'_>,
        lang: Lang,
        places: &[(EntityId, LonLat)],
        all: &[LonLat],
    ) -> (Option<Extent>, Vec<(EntityId, LonLat)>) {
        let boxed = |km: f64| {
            let extent = snapped(all, &self.size, km);
            let near = extent.filter(|extent| extent.east - extent.west <= NEAR);
            let others = near
                .map(|extent| self.others(catalogue, lang, places, &extent))
                .unwrap_or_default();
            (extent, others)
        };
        // Places apart give a map its size; one alone is shown as far around as readers need to know where it is.
        let wide = match places {
            [(id, _)] if own_rank(catalogue, *id) >= RANK_OF_CAPITALS => CAPITAL_KM,
            [(id, _)] if own_rank(catalogue, *id) >= RANK_OF_CITIES => CITY_KM,
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
        catalogue: &Catalogue<'_>,
        lang: Lang,
        places: &[(EntityId, LonLat)],
        extent: &Extent,
    ) -> Vec<(EntityId, LonLat)> {
        let (least, most) = match self.others {
            Others::Cities => (RANK_OF_CITIES, CITIES),
            Others::Neighbours => (0, NEIGHBOURS),
            Others::None => return Vec::new(),
        };
        let middle = LonLat {
            lon: f64::midpoint(extent.west, extent.east),
            lat: f64::midpoint(extent.south, extent.north),
        };
        let is_other = |id: EntityId| {
            own_rank(catalogue, id) >= least && places.iter().all(|(own, _)| *own != id)
        };
        let mut found = catalogue.located(lang).inside(extent);
        found.retain(|(id, _)| is_other(*id));
        found.sort_by(|(_, a), (_, b)| distance(*a, middle).total_cmp(&distance(*b, middle)));
        // Of those that would lie in a heap the weightiest says as well where it is.
        let across = |lon: f64| LonLat {
            lon,
            lat: middle.lat,
        };
        let apart = distance(across(extent.west), across(extent.east)) * CLOSEST / self.size.width;
        found.truncate(most * CANDIDATES);
        let mut weighed: Vec<(EntityId, LonLat)> = found.clone();
        weighed.sort_by_cached_key(|(id, _)| Reverse(weight(catalogue, *id)));
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
fn linked(catalogue: &Catalogue<'_>, lang: Lang, id: EntityId, at: LonLat, root: &str) -> MapPlace {
    let href = catalogue.inputs.pages.shown(id, lang).map(|shown| {
        let anchor = shown
            .anchor
            .as_ref()
            .map(|anchor| format!("#{anchor}"))
            .unwrap_or_default();
        format!(
            "{root}{}{anchor}",
            shown.route.link(catalogue.inputs.portable)
        )
    });
    MapPlace {
        href: href.unwrap_or_default(),
        ..marker(catalogue, lang, id, at)
    }
}
