//! Files to take away: the maps of the page as SVG, and all places as `GeoJSON`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::super::card;
use super::super::catalogue::Catalogue;
use super::located::position;
use super::spec::{MapSpec, map_specs};
use super::zone_file;
use crate::fingerprint::{Fingerprint, Fingerprinted as _};
use crate::kind::Kind;
use crate::lang::{Direction, Lang};
use crate::map::{Atlas, Drawing, Imprint, LonLat};
use crate::page::Route;
use crate::site::EntityId;

/// The widths of the maps of the page, as parts of names.
pub(super) const WIDTHS: [&str; 2] = ["wide", "narrow"];

/// Where the places are as data.
pub(super) fn data_route() -> Route {
    Route::new("data/places.geojson")
}

/// Where zones and routes are as data.
pub(super) fn zones_route() -> Route {
    Route::new("data/zones.geojson")
}

/// All files of the maps of a site; none where no place has coordinates.
pub(in crate::present) fn files(
    catalogue: &Catalogue<'_>,
    drawings: &BTreeMap<Fingerprint, Arc<Drawing>>,
) -> BTreeMap<Route, String> {
    let mut found = BTreeMap::new();
    let pages = catalogue.map_pages();
    for lang in pages.filter_map(|page| page.lang) {
        for spec in map_specs(catalogue, catalogue.located(lang).all()) {
            for (width, request) in WIDTHS.into_iter().zip(spec.widths(catalogue, lang)) {
                found.extend(
                    drawings
                        .get(&request.fingerprint())
                        .map(|drawing| picture(catalogue, lang, drawing))
                        .map(|text| (map_route(lang, &spec, width), text)),
                );
            }
        }
    }
    found.extend(geojson(catalogue).map(|places| (data_route(), text(&places))));
    found.extend(zone_file::collection(catalogue).map(|zones| (zones_route(), zones)));
    found
}

pub(super) fn map_route(lang: Lang, spec: &MapSpec, width: &str) -> Route {
    Route::new(format!("{lang}/map/{}-{width}.svg", spec.name))
}

/// A drawing as a file that stands by itself.
fn picture(catalogue: &Catalogue<'_>, lang: Lang, drawing: &Drawing) -> String {
    let strings = catalogue.strings(lang);
    let page = catalogue.permalink(&Route::new(format!("{lang}/map/")));
    let title = catalogue
        .inputs
        .config
        .title
        .get(&lang)
        .map_or("", |title| title);
    let imprint = Imprint {
        rtl: catalogue.direction(lang) == Direction::Rtl,
        credits: vec![
            strings.get("map_note").to_owned(),
            strings.get("map_credit").to_owned(),
            title.to_owned(),
            page.clone(),
        ],
        page,
    };
    Atlas.file(drawing, &imprint)
}

/// All places with coordinates as one collection (RFC 7946), by id; titles and addresses of each language.
fn geojson(catalogue: &Catalogue<'_>) -> Option<Value> {
    let places = catalogue.inputs.site.of_kind(Kind::PLACE).map(|(id, _)| id);
    let features: Vec<Value> = places
        .filter_map(|id| feature(catalogue, id, position(catalogue.inputs.site, id)?))
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

fn feature(catalogue: &Catalogue<'_>, id: EntityId, at: LonLat) -> Option<Value> {
    let entity = catalogue.entity(id);
    let place = entity.place()?;
    let languages = catalogue.inputs.config.codes();
    let addresses: BTreeMap<String, String> = languages
        .into_iter()
        .filter_map(|lang| Some((lang, catalogue.inputs.pages.shown(id, lang)?)))
        .filter(|(_, shown)| shown.standing.has_page())
        .map(|(lang, shown)| (lang.to_string(), catalogue.permalink(&shown.route)))
        .collect();
    if addresses.is_empty() {
        return None;
    }
    let titles: BTreeMap<String, &str> = entity
        .editions
        .iter()
        .map(|(lang, edition)| (lang.to_string(), &*edition.title))
        .collect();
    let key = |id: EntityId| &*catalogue.entity(id).key.id;
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
            card::type_word(&catalogue.inputs, entity).map(Value::from),
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
