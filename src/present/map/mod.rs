//! The page of the map: drawings, and a list with the same content.

mod entry;
mod labels;
mod plain;
mod words;

pub(super) use plain::{around, overview};

use std::collections::BTreeMap;

use super::card;
use super::scene::Scene;
use super::shell::{Draft, section_title};
use crate::fingerprint::Fingerprinted as _;
use crate::kind::Kind;
use crate::lang::{Direction, Lang};
use crate::map::{Extent, LonLat, Place, Request, Size};
use crate::page::PageKind;
use crate::site::{EntityId, Facts};
use crate::view::Part;

/// Degrees around the middle of all places that the first map shows: a capital half a world away would shrink the rest to a dot.
const CENTRAL: f64 = 1.5;
/// What lies beside the places asked for, in parts of their box, is on their map too.
const BESIDE: f64 = 0.15;
/// For wide screens and print, and for phones: an image of the one would be unreadable as the other.
const WIDE: Size = Size { width: 800.0, least_height: 420.0, most_height: 820.0, padding: 56.0, least_km: 60.0 };
const NARROW: Size = Size { width: 400.0, least_height: 360.0, most_height: 560.0, padding: 36.0, least_km: 60.0 };

/// All maps that the pages of a site show: drawn before any page is presented, so that each is drawn once, and kept
/// while nothing on it changes.
pub fn requests(scene: &Scene<'_>) -> Vec<Request> {
    let pages = scene.stage.pages.all.iter().filter(|page| page.kind == PageKind::Map);
    let mut found = Vec::new();
    for lang in pages.filter_map(|page| page.lang) {
        for sheet in sheets(scene, &located(scene, lang)) {
            found.extend(sheet.widths(scene, lang));
        }
    }
    found
}

pub(super) fn present(draft: &mut Draft<'_, '_>) {
    let (scene, lang) = (draft.scene, draft.lang);
    let title = section_title(&scene.stage, lang, "map");
    draft.template("map", &title);
    draft.head.section = Some("map".to_owned());
    draft.set("title", Part::text(&title));
    let located = located(scene, lang);
    let maps: Vec<Part> = sheets(scene, &located).into_iter().map(|sheet| sheet.drawn(scene, lang)).collect();
    draft.set("maps", Part::list(maps));
    let entries: Vec<Part> = located.iter().filter_map(|(id, _)| entry::place(draft, *id)).collect();
    draft.set("entries", Part::list(entries));
    let filters = entry::filters(draft, &located);
    draft.set("filters", filters);
}

/// The places that the readers of a language are shown and whose files say where they are, by title.
fn located(scene: &Scene<'_>, lang: Lang) -> Vec<(EntityId, LonLat)> {
    let position = |id: EntityId| match &scene.entity(id).facts {
        Facts::Place(place) => Some(LonLat { lon: place.lon?, lat: place.lat? }),
        _ => None,
    };
    scene.by_title(Kind::Place, lang).iter().filter_map(|id| Some((*id, position(*id)?))).collect()
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
    let positions = |places: &[(EntityId, LonLat)]| places.iter().map(|(_, at)| *at).collect::<Vec<_>>();
    let (near, far): (Vec<_>, Vec<_>) = match centre(scene, located) {
        Some(centre) => located.iter().copied().partition(|(_, at)| centre.meets(&Extent::of(&[*at]), 0.0)),
        None => return Vec::new(),
    };
    let few = asked(scene, located).is_empty() && near.len() * 2 < located.len();
    if far.is_empty() || near.is_empty() || few {
        return vec![Sheet { name: "all", places: located.to_vec(), fit: positions(located) }];
    }
    let asked = asked(scene, located);
    let fit = positions(&near).into_iter().chain(asked).collect();
    // The region itself is a dot beside the others.
    let first = near.iter().copied().max_by_key(|(id, _)| (rank(scene, *id), std::cmp::Reverse(*id)));
    let all: Vec<_> = far.into_iter().chain(first).collect();
    vec![Sheet { name: "region", places: near, fit }, Sheet { name: "all", fit: positions(&all), places: all }]
}

/// Where the places are that the configuration fits the first map to.
fn asked(scene: &Scene<'_>, located: &[(EntityId, LonLat)]) -> Vec<LonLat> {
    let wanted = &scene.stage.config.map.fit;
    let is_wanted = |id: EntityId| wanted.iter().any(|(name, _)| *name == scene.entity(id).key.id);
    located.iter().filter(|(id, _)| is_wanted(*id)).map(|(_, at)| *at).collect()
}

/// The box that the first map shows: around the places asked for, or around the middle of all.
fn centre(scene: &Scene<'_>, located: &[(EntityId, LonLat)]) -> Option<Extent> {
    let asked = asked(scene, located);
    if !asked.is_empty() {
        let extent = Extent::of(&asked);
        let (wide, high) = ((extent.east - extent.west) * BESIDE, (extent.north - extent.south) * BESIDE);
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
    Some(Extent { west: lon - CENTRAL, east: lon + CENTRAL, south: lat - CENTRAL, north: lat + CENTRAL })
}

impl Sheet {
    fn title<'a>(&self, scene: &Scene<'a>, lang: Lang) -> &'a str {
        scene.strings(lang).find(&format!("map_titles.{}", self.name)).unwrap_or_default()
    }

    fn drawn(&self, scene: &Scene<'_>, lang: Lang) -> Part {
        let [wide, narrow] = self.widths(scene, lang).map(|request| {
            let drawing = scene.drawings.get(&request.fingerprint());
            drawing.map_or_else(Part::none, |drawing| Part::html(&drawing.svg))
        });
        Part::map([
            ("name", Part::text(self.name)),
            ("title", Part::text(self.title(scene, lang))),
            ("wide", wide),
            ("narrow", narrow),
        ])
    }

    fn widths(&self, scene: &Scene<'_>, lang: Lang) -> [Request; 2] {
        [("w", WIDE), ("n", NARROW)].map(|(suffix, size)| Request {
            id: format!("_map-{}-{suffix}", self.name),
            lang: lang.to_string(),
            rtl: scene.direction(lang) == Direction::Rtl,
            size,
            fit: self.fit.clone(),
            home: home(scene, &self.places),
            neutral: scene.stage.config.map.neutral,
            places: self.places.iter().map(|(id, at)| marker(scene, lang, *id, *at)).collect(),
            words: words::of(scene, lang, self.title(scene, lang)),
        })
    }
}

/// The country that most places lie in.
fn home(scene: &Scene<'_>, places: &[(EntityId, LonLat)]) -> Vec<String> {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, _) in places {
        if let Facts::Place(place) = &scene.entity(*id).facts {
            *counted.entry(place.country.as_deref().unwrap_or_default()).or_default() += 1;
        }
    }
    counted.remove("");
    let most = counted.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
    most.map(|(code, _)| code.to_owned()).into_iter().collect()
}

/// Whose label goes first.
fn rank(scene: &Scene<'_>, id: EntityId) -> i32 {
    match card::type_word(scene.entity(id)) {
        Some("capital") => 40,
        Some("city") => 30,
        Some("town") => 20,
        _ => 10,
    }
}

fn marker(scene: &Scene<'_>, lang: Lang, id: EntityId, at: LonLat) -> Place {
    let entity = scene.entity(id);
    let kind = card::type_word(entity).unwrap_or("town");
    let words = scene.stage.pages.shown(id, lang).map_or(lang, |shown| shown.words);
    let foreign = (words != lang).then(|| (words.to_string(), scene.direction(words) == Direction::Rtl));
    Place {
        id: entity.key.id.to_string(),
        href: format!("#_place-{}", entity.key.id),
        title: scene.stage.title(id, lang).to_owned(),
        sub: None,
        foreign,
        at,
        kind,
        rank: rank(scene, id),
        side: None,
        radius_km: match &entity.facts {
            Facts::Place(place) => place.radius_km,
            _ => None,
        },
    }
}
