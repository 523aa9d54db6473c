//! Maps: the page of the map with a list of the same content here, small maps of other pages in [`small`].

mod block;
mod check;
mod detail;
mod entry;
mod files;
mod located;
mod marker;
mod phases;
mod small;
mod snapshot;
pub(super) mod words;
mod zone_file;
mod zones;

pub(super) use block::block;
pub use check::{Drawn, problems};
pub use detail::TILES;
pub(super) use files::files;
pub(super) use located::Located;
pub(super) use small::{of_home, set};

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::scene::Scene;
use super::shell::{Draft, section_title};
use crate::fingerprint::Fingerprinted as _;
use crate::lang::{Direction, Lang};
use crate::map::{Extent, Grade, LonLat, Request, Size, Terrain};
use crate::page::{Page, PageKind};
use crate::site::EntityId;
use crate::view::Part;
use marker::{home, marker, rank};

/// Degrees around the middle of all places that the first map shows: a capital half a world away would shrink the rest to a dot.
const CENTRAL: f64 = 1.5;
/// What lies beside the places asked for, in parts of their box, is on their map too.
const BESIDE: f64 = 0.15;
/// For wide screens and print, and for phones: an image of the one would be unreadable as the other.
const WIDE: Size = Size {
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

/// All maps that the pages of a site show: drawn before any page is presented, so that each is drawn once, and kept
/// while nothing on it changes.
pub fn requests(scene: &Scene<'_>) -> Vec<Request> {
    let of = |page: &Page| {
        let mut found = Vec::new();
        match page.lang {
            Some(lang) if page.kind == PageKind::Map => {
                let sheets = sheets(scene, scene.located(lang).all());
                found.extend(sheets.iter().flat_map(|sheet| sheet.widths(scene, lang)));
                found.extend(snapshot::requests(scene, lang));
            }
            Some(lang) => small::requests(scene, page, lang, &mut found),
            None => {}
        }
        found
    };
    scene.stage.pages.all.par_iter().flat_map_iter(of).collect()
}

pub(super) fn present(draft: &mut Draft<'_, '_>) {
    let (scene, lang) = (draft.scene, draft.lang);
    let title = section_title(&scene.stage, lang, "map");
    draft.template("map", &title);
    draft.head.section = Some("map".to_owned());
    draft.set("title", Part::text(&title));
    let located = scene.located(lang).all();
    let sheets = sheets(scene, located);
    detail::check(draft, &sheets);
    let maps: Vec<Part> = sheets
        .into_iter()
        .map(|sheet| sheet.drawn(scene, lang))
        .collect();
    draft.set("maps", Part::list(maps));
    draft.set("phases", snapshot::list(scene, lang));
    draft.set("data", files::of_data(scene, lang));
    let entries: Vec<Part> = located
        .iter()
        .filter_map(|(id, _)| entry::place(draft, *id))
        .collect();
    draft.set("entries", Part::list(entries));
    draft.set("zones", zones::list(scene, lang));
    draft.set("zone_files", files::of_zones(scene, lang));
    let filters = entry::filters(draft, located);
    draft.set("filters", filters);
    let stops = phases::stops(draft, located);
    draft.set("stops", stops);
}

/// One map of the page, in two widths.
struct Sheet {
    /// Part of its ids, and the key of its title.
    name: &'static str,
    /// What is drawn.
    places: Vec<(EntityId, LonLat)>,
    /// What must be inside.
    fit: Vec<LonLat>,
}

/// Where most of it happened, and what lies far from there.
fn sheets(scene: &Scene<'_>, located: &[(EntityId, LonLat)]) -> Vec<Sheet> {
    let positions =
        |places: &[(EntityId, LonLat)]| places.iter().map(|(_, at)| *at).collect::<Vec<_>>();
    let (near, far): (Vec<_>, Vec<_>) = match centre(scene, located) {
        Some(centre) => located
            .iter()
            .copied()
            .partition(|(_, at)| centre.meets(&Extent::of(&[*at]), 0.0)),
        None => return Vec::new(),
    };
    let few = asked(scene, located).is_empty() && near.len() * 2 < located.len();
    if far.is_empty() || near.is_empty() || few {
        return vec![Sheet {
            name: "all",
            places: located.to_vec(),
            fit: positions(located),
        }];
    }
    let asked = asked(scene, located);
    let fit = positions(&near).into_iter().chain(asked).collect();
    // The region itself is a dot beside the others.
    let first = near
        .iter()
        .copied()
        .max_by_key(|(id, _)| (rank(scene, *id), std::cmp::Reverse(*id)));
    let all: Vec<_> = far.into_iter().chain(first).collect();
    vec![
        Sheet {
            name: "region",
            places: near,
            fit,
        },
        Sheet {
            name: "all",
            fit: positions(&all),
            places: all,
        },
    ]
}

/// Where the places are that the configuration fits the first map to.
fn asked(scene: &Scene<'_>, located: &[(EntityId, LonLat)]) -> Vec<LonLat> {
    let wanted = &scene.stage.config.map.fit;
    let is_wanted = |id: EntityId| {
        wanted
            .iter()
            .any(|(name, _)| *name == scene.entity(id).key.id)
    };
    located
        .iter()
        .filter(|(id, _)| is_wanted(*id))
        .map(|(_, at)| *at)
        .collect()
}

/// The box that the first map shows: around the places asked for, or around the middle of all.
fn centre(scene: &Scene<'_>, located: &[(EntityId, LonLat)]) -> Option<Extent> {
    let asked = asked(scene, located);
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
fn in_order(places: &[LonLat]) -> Vec<LonLat> {
    let mut sorted = places.to_vec();
    sorted.sort_by(|a, b| a.lon.total_cmp(&b.lon).then(a.lat.total_cmp(&b.lat)));
    sorted
}

impl Sheet {
    fn title<'a>(&self, scene: &Scene<'a>, lang: Lang) -> &'a str {
        scene
            .strings(lang)
            .find(&format!("map_titles.{}", self.name))
            .unwrap_or_default()
    }

    fn drawn(&self, scene: &Scene<'_>, lang: Lang) -> Part {
        let requests = self.widths(scene, lang);
        let drawing = |request: &Request| scene.drawings.get(&request.fingerprint());
        let [wide, narrow] = requests
            .each_ref()
            .map(|asked| drawing(asked).map_or_else(Part::none, |found| Part::html(&found.svg)));
        let signs = requests
            .each_ref()
            .map(|asked| drawing(asked).map_or(&[][..], |found| &found.signs));
        let signs = ["wide", "narrow"].into_iter().zip(signs);
        let signs = signs.flat_map(|(width, signs)| {
            signs.iter().map(move |sign| small::sign(sign, Some(width)))
        });
        let signs = Part::list(signs);
        let ids: BTreeMap<&str, EntityId> = self
            .places
            .iter()
            .map(|(id, _)| (&*scene.entity(*id).key.id, *id))
            .collect();
        let [wide_groups, narrow_groups] = requests.each_ref().map(|asked| {
            let groups = drawing(asked)
                .map(|found| found.groups.as_slice())
                .unwrap_or_default();
            Part::list(groups.iter().filter_map(|group| {
                let places: Vec<EntityId> = group
                    .iter()
                    .filter_map(|id| ids.get(&**id).copied())
                    .collect();
                // The marker leads here.
                let id = format!("{}_{}", asked.id.as_ref()?, group.first()?);
                Some(Part::map([
                    ("id", Part::text(&id)),
                    ("places", scene.cards(places, lang)),
                ]))
            }))
        });
        Part::map([
            ("name", Part::text(self.name)),
            ("title", Part::text(self.title(scene, lang))),
            ("files", files::of_sheet(scene, lang, self)),
            ("detail", detail::extent(scene, self)),
            ("wide", wide),
            ("narrow", narrow),
            ("signs", signs),
            ("wide_groups", wide_groups),
            ("narrow_groups", narrow_groups),
        ])
    }

    fn widths(&self, scene: &Scene<'_>, lang: Lang) -> [Request; 2] {
        [("w", WIDE), ("n", NARROW)].map(|(suffix, size)| Request {
            id: Some(format!("_map-{}-{suffix}", self.name)),
            title: self.title(scene, lang).to_owned(),
            description: scene.strings(lang).get("map_description").to_owned(),
            lang: lang.to_string(),
            rtl: scene.direction(lang) == Direction::Rtl,
            terrain: Terrain {
                size,
                fit: in_order(&self.fit),
                home: home(scene, &self.places),
                neutral: scene.stage.config.map.neutral,
                grade: Grade::Full,
            },
            zones: zones::drawn(scene, lang),
            places: self
                .places
                .iter()
                .map(|(id, at)| marker(scene, lang, *id, *at))
                .collect(),
            words: scene.map_words(lang).clone(),
        })
    }
}
