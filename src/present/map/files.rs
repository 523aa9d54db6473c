//! Files to take away: the maps of the page as SVG, and all places as `GeoJSON`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::card;
use super::super::scene::Scene;
use super::located::position;
use super::{Sheet, sheets, zone_file};
use crate::fingerprint::Fingerprinted as _;
use crate::kind::Kind;
use crate::lang::{Direction, Lang};
use crate::map::{Atlas, Imprint, LonLat, Request};
use crate::page::{PageKind, Route};
use crate::site::EntityId;
use crate::view::Part;

/// The widths of the maps of the page, as parts of names.
const WIDTHS: [&str; 2] = ["wide", "narrow"];

/// Where the places are as data.
pub(super) fn data_route() -> Route {
    Route::new("data/places.geojson")
}

/// Where zones and routes are as data.
fn zones_route() -> Route {
    Route::new("data/zones.geojson")
}

/// All files of the maps of a site; none where no place has coordinates.
pub(in crate::present) fn files(scene: &Scene<'_>) -> BTreeMap<Route, String> {
    let mut found = BTreeMap::new();
    let pages = scene
        .stage
        .pages
        .all
        .iter()
        .filter(|page| page.kind == PageKind::Map);
    for lang in pages.filter_map(|page| page.lang) {
        for sheet in sheets(scene, scene.located(lang).all()) {
            for (width, request) in WIDTHS.into_iter().zip(sheet.widths(scene, lang)) {
                found.extend(
                    drawing(scene, lang, &request).map(|text| (route(lang, &sheet, width), text)),
                );
            }
        }
    }
    found.extend(geojson(scene).map(|places| (data_route(), text(&places))));
    found.extend(zone_file::collection(scene).map(|zones| (zones_route(), zones)));
    found
}

fn route(lang: Lang, sheet: &Sheet, width: &str) -> Route {
    Route::new(format!("{lang}/map/{}-{width}.svg", sheet.name))
}

fn drawing(scene: &Scene<'_>, lang: Lang, request: &Request) -> Option<String> {
    let strings = scene.strings(lang);
    let page = scene.permalink(&Route::new(format!("{lang}/map/")));
    let title = scene
        .stage
        .config
        .title
        .get(&lang)
        .map_or("", |title| title);
    let imprint = Imprint {
        rtl: scene.direction(lang) == Direction::Rtl,
        credits: vec![
            strings.get("map_note").to_owned(),
            strings.get("map_credit").to_owned(),
            title.to_owned(),
            page.clone(),
        ],
        page,
    };
    Some(Atlas.file(scene.drawings.get(&request.fingerprint())?, &imprint))
}

/// The links to the files of a map.
pub(super) fn of_sheet(scene: &Scene<'_>, lang: Lang, sheet: &Sheet) -> Part {
    let file = |width: &str| {
        let key = format!("map_file.{width}");
        link(
            scene,
            lang,
            &route(lang, sheet, width),
            scene.strings(lang).get(&key),
        )
    };
    Part::list(WIDTHS.into_iter().filter_map(file))
}

/// The link to the places as data.
pub(super) fn of_data(scene: &Scene<'_>, lang: Lang) -> Part {
    Part::maybe(link(
        scene,
        lang,
        &data_route(),
        scene.strings(lang).get("map_data"),
    ))
}

/// The links to zones and routes as data.
pub(super) fn of_zones(scene: &Scene<'_>, lang: Lang) -> Part {
    Part::list(link(
        scene,
        lang,
        &zones_route(),
        scene.strings(lang).get("map_zone_data"),
    ))
}

fn link(scene: &Scene<'_>, lang: Lang, route: &Route, label: &str) -> Option<Part> {
    let strings = scene.strings(lang);
    let kilobytes = scene.files().get(route)?.len().div_ceil(1000);
    let number = strings
        .locale
        .number(i64::try_from(kilobytes).unwrap_or(i64::MAX));
    Some(Part::map([
        ("path", Part::text(&route.link(scene.stage.portable))),
        ("label", Part::text(label)),
        (
            "size",
            Part::text(&strings.filled("map_kb", &[("n", &number)])),
        ),
    ]))
}

/// All places with coordinates as one collection (RFC 7946), by id; titles and addresses of each language.
fn geojson(scene: &Scene<'_>) -> Option<Value> {
    let places = scene.stage.site.of_kind(Kind::PLACE).map(|(id, _)| id);
    let features: Vec<Value> = places
        .filter_map(|id| feature(scene, id, position(scene, id)?))
        .collect();
    (!features.is_empty()).then(|| json!({ "type": "FeatureCollection", "features": features }))
}

fn text(collection: &Value) -> String {
    // OK because a value made of texts, numbers and lists can always be written.
    format!(
        "{}\n",
        serde_json::to_string_pretty(collection).expect("a value is JSON")
    )
}

fn feature(scene: &Scene<'_>, id: EntityId, at: LonLat) -> Option<Value> {
    let entity = scene.entity(id);
    let place = entity.place()?;
    let languages = scene.stage.config.codes();
    let addresses: BTreeMap<String, String> = languages
        .into_iter()
        .filter_map(|lang| Some((lang, scene.stage.pages.shown(id, lang)?)))
        .filter(|(_, shown)| shown.standing.has_page())
        .map(|(lang, shown)| (lang.to_string(), scene.permalink(&shown.route)))
        .collect();
    if addresses.is_empty() {
        return None;
    }
    let titles: BTreeMap<String, &str> = entity
        .editions
        .iter()
        .map(|(lang, edition)| (lang.to_string(), &*edition.title))
        .collect();
    let key = |id: EntityId| &*scene.entity(id).key.id;
    let sources: Vec<&str> = entity
        .every()
        .sources()
        .iter()
        .filter_map(|used| used.source().map(key))
        .collect();
    let mut properties = json!({ "title": titles, "url": addresses, "sources": sources });
    let others = [
        (
            "type",
            card::type_word(&scene.stage, entity).map(Value::from),
        ),
        ("precision", place.precision().map(Value::from)),
        ("radius_km", place.radius_km().map(Value::from)),
        ("country", place.country().map(Value::from)),
        ("within", place.within().map(key).map(Value::from)),
    ];
    if let Some(properties) = properties.as_object_mut() {
        properties.extend(
            others
                .into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), value?))),
        );
    }
    Some(json!({
        "type": "Feature",
        "id": &*entity.key.id,
        "geometry": { "type": "Point", "coordinates": [at.lon, at.lat] },
        "properties": properties,
    }))
}
