//! The maps of the page of the map: which places each shows, and how large it is.

use super::super::catalogue::Catalogue;
use super::marker::{home, marker, rank};
use super::zones;
use crate::lang::{Direction, Lang};
use crate::map::{Extent, Grade, LonLat, MapRequest, Size, Terrain};
use crate::site::EntityId;

/// Degrees around the middle of all places that the first map shows: a capital half a world away would shrink the rest to a dot.
const CENTRAL: f64 = 1.5;

/// What lies beside the places asked for, in parts of their box, is on their map too.
const BESIDE: f64 = 0.15;

/// For wide screens and print, and for phones: an image of the one would be unreadable as the other.
pub(super) const WIDE: Size = Size {
    width: 800.0,
    least_height: 420.0,
    most_height: 820.0,
    padding: 56.0,
    least_km: 60.0,
};

const NARROW: Size = Size {
    width: 400.0,
    least_height: 360.0,
    most_height: 560.0,
    padding: 36.0,
    least_km: 60.0,
};

/// One map of the page, in two widths.
pub(super) struct MapSpec {
    /// Part of its ids, and the key of its title.
    pub name: &'static str,
    /// What is drawn.
    pub places: Vec<(EntityId, LonLat)>,
    /// What must be inside.
    pub fit: Vec<LonLat>,
}

/// Where most of it happened, and what lies far from there.
pub(super) fn map_specs(catalogue: &Catalogue<'_>, located: &[(EntityId, LonLat)]) -> Vec<MapSpec> {
    let positions =
        |places: &[(EntityId, LonLat)]| places.iter().map(|(_, at)| *at).collect::<Vec<_>>();
    let (near, far): (Vec<_>, Vec<_>) = match centre(catalogue, located) {
        Some(centre) => located
            .iter()
            .copied()
            .partition(|(_, at)| centre.meets(&Extent::of(&[*at]), 0.0)),
        None => return Vec::new(),
    };
    let few = asked(catalogue, located).is_empty() && near.len() * 2 < located.len();
    if far.is_empty() || near.is_empty() || few {
        return vec![MapSpec {
            name: "all",
            places: located.to_vec(),
            fit: positions(located),
        }];
    }
    let asked = asked(catalogue, located);
    let fit = positions(&near).into_iter().chain(asked).collect();
    // The region itself is a dot beside the others.
    let first = near
        .iter()
        .copied()
        .max_by_key(|(id, _)| (rank(catalogue, *id), std::cmp::Reverse(*id)));
    let all: Vec<_> = far.into_iter().chain(first).collect();
    vec![
        MapSpec {
            name: "region",
            places: near,
            fit,
        },
        MapSpec {
            name: "all",
            fit: positions(&all),
            places: all,
        },
    ]
}

/// Where the places are that the configuration fits the first map to.
pub(super) fn asked(catalogue: &Catalogue<'_>, located: &[(EntityId, LonLat)]) -> Vec<LonLat> {
    let wanted = &catalogue.inputs.config.map.fit;
    let is_wanted = |id: EntityId| {
        wanted
            .iter()
            .any(|(name, _)| *name == catalogue.entity(id).key.id)
    };
    located
        .iter()
        .filter(|(id, _)| is_wanted(*id))
        .map(|(_, at)| *at)
        .collect()
}

/// The box that the first map shows: around the places asked for, or around the middle of all.
fn centre(catalogue: &Catalogue<'_>, located: &[(EntityId, LonLat)]) -> Option<Extent> {
    let asked = asked(catalogue, located);
    if !asked.is_empty() {
        let extent = Extent::of(&asked);
        let (wide, high) = (
            (extent.east - extent.west) * BESIDE,
            (extent.north - extent.south) * BESIDE,
        );
        return Some(Extent {
            west: extent.west - wide,
            east: extent.east + wide,
            south: extent.south - high,
            north: extent.north + high,
        });
    }
    let median = |pick: fn(&LonLat) -> f64| {
        let mut values: Vec<f64> = located.iter().map(|(_, at)| pick(at)).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    };
    let (lon, lat) = median(|at| at.lon).zip(median(|at| at.lat))?;
    Some(Extent {
        west: lon - CENTRAL,
        east: lon + CENTRAL,
        south: lat - CENTRAL,
        north: lat + CENTRAL,
    })
}

/// The order of a language is no part of where things are: all languages share the ground.
pub(super) fn in_order(places: &[LonLat]) -> Vec<LonLat> {
    let mut sorted = places.to_vec();
    sorted.sort_by(|a, b| a.lon.total_cmp(&b.lon).then(a.lat.total_cmp(&b.lat)));
    sorted
}

impl MapSpec {
    pub(super) fn title<'a>(&self, catalogue: &Catalogue<'a>, lang: Lang) -> &'a str {
        catalogue
            .strings(lang)
            .find(&format!("map_titles.{}", self.name))
            .unwrap_or_default()
    }

    pub(super) fn widths(&self, catalogue: &Catalogue<'_>, lang: Lang) -> [MapRequest; 2] {
        [("w", WIDE), ("n", NARROW)].map(|(suffix, size)| MapRequest {
            id: Some(format!("_map-{}-{suffix}", self.name)),
            title: self.title(catalogue, lang).to_owned(),
            description: catalogue.strings(lang).get("map_description").to_owned(),
            lang: lang.to_string(),
            rtl: catalogue.direction(lang) == Direction::Rtl,
            terrain: Terrain {
                size,
                fit: in_order(&self.fit),
                home: home(catalogue, &self.places),
                neutral: catalogue.inputs.config.map.neutral,
                grade: Grade::Full,
            },
            zones: zones::drawn(catalogue, lang),
            places: self
                .places
                .iter()
                .map(|(id, at)| marker(catalogue, lang, *id, *at))
                .collect(),
            words: catalogue.map_words(lang).clone(),
        })
    }
}
