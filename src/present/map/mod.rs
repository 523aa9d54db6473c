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
use crate::map::{LonLat, Place, Request, Size};
use crate::page::PageKind;
use crate::site::{EntityId, Facts};
use crate::view::Part;

/// Degrees around the middle of all places that the first map shows: a capital half a world away would shrink the rest to a dot.
const CENTRAL: f64 = 1.5;
/// For wide screens and print, and for phones: an image of the one would be unreadable as the other.
const WIDE: Size = Size { width: 800.0, least_height: 420.0, most_height: 820.0, padding: 56.0, least_km: 60.0 };
const NARROW: Size = Size { width: 400.0, least_height: 360.0, most_height: 560.0, padding: 36.0, least_km: 60.0 };

/// All maps that the pages of a site show: drawn before any page is presented, so that each is drawn once, and kept
/// while nothing on it changes.
pub fn requests(scene: &Scene<'_>) -> Vec<Request> {
    let pages = scene.stage.pages.all.iter().filter(|page| page.kind == PageKind::Map);
    let mut found = Vec::new();
    for lang in pages.filter_map(|page| page.lang) {
        for sheet in sheets(&located(scene, lang)) {
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
    let maps: Vec<Part> = sheets(&located).into_iter().map(|sheet| sheet.drawn(scene, lang)).collect();
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
    places: Vec<(EntityId, LonLat)>,
}

/// Where most of it happened, and all places where some lie far from there.
fn sheets(located: &[(EntityId, LonLat)]) -> Vec<Sheet> {
    let all = Sheet { name: "all", places: located.to_vec() };
    let median = |pick: fn(&LonLat) -> f64| {
        let mut values: Vec<f64> = located.iter().map(|(_, at)| pick(at)).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    };
    let Some((lon, lat)) = median(|at| at.lon).zip(median(|at| at.lat)) else { return Vec::new() };
    let central = |at: &LonLat| (at.lat - lat).abs() <= CENTRAL && (at.lon - lon).abs() <= CENTRAL;
    let near: Vec<_> = located.iter().filter(|(_, at)| central(at)).copied().collect();
    if near.len() == located.len() || near.len() * 2 < located.len() {
        return vec![all];
    }
    vec![Sheet { name: "region", places: near }, all]
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
            fit: self.places.iter().map(|(_, at)| *at).collect(),
            home: home(scene, &self.places),
            neutral: true,
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

fn marker(scene: &Scene<'_>, lang: Lang, id: EntityId, at: LonLat) -> Place {
    let entity = scene.entity(id);
    let kind = card::type_word(entity).unwrap_or("town");
    let rank = match kind {
        "capital" => 40,
        "city" => 30,
        "town" => 20,
        _ => 10,
    };
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
        rank,
        side: None,
        radius_km: match &entity.facts {
            Facts::Place(place) => place.radius_km,
            _ => None,
        },
    }
}
