//! Zones and routes to take away, as `GeoJSON` with the outlines that were made of them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::catalogue::Catalogue;
use super::zones::anchor;
use crate::edtf::Edtf;
use crate::lang::PerLang;
use crate::map::{LonLat, Outline, ZoneShape, signed_area};
use crate::site::{EntityId, Zone};

/// Decimals of coordinates: a metre.
const DECIMALS: f64 = 1e5;

/// All zones and routes as one collection (RFC 7946), in the order of their layers, each on a line: outlines have thousands of
/// numbers. `None` where there are none.
pub(super) fn collection(catalogue: &Catalogue<'_>) -> Option<String> {
    let zones = catalogue.inputs.zones();
    let features: Vec<String> = zones
        .map(|(zone, shape)| feature(catalogue, zone, shape).to_string())
        .collect();
    let list = features.join(",\n");
    (!features.is_empty())
        .then(|| format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{list}\n]}}\n"))
}

fn feature(catalogue: &Catalogue<'_>, zone: &Zone, shape: &ZoneShape) -> Value {
    let key = |id: EntityId| Value::from(&*catalogue.entity(id).key.id);
    let date = |date: &Option<Edtf>| date.as_ref().map(|date| Value::from(date.to_string()));
    let actors: Vec<Value> = zone.actors.iter().copied().map(key).collect();
    let depth = match &zone.plan.outline {
        Outline::Along(strip) => Some(Value::from(strip.km)),
        Outline::Given(_) | Outline::Words => None,
    };
    let all = [
        ("title", Some(texts(&zone.title))),
        ("url", addresses(catalogue, zone)),
        ("kind", Some(Value::from(zone.kind))),
        ("place", zone.place.map(key)),
        ("agreement", zone.agreement.map(key)),
        ("actors", (!actors.is_empty()).then(|| Value::from(actors))),
        ("valid_from", date(&zone.from)),
        // That it still holds is a statement too.
        (
            "valid_to",
            date(&zone.to).or_else(|| zone.from.as_ref().map(|_| Value::Null)),
        ),
        ("certainty", zone.certainty.map(Value::from)),
        ("precision_km", zone.precision_km.map(Value::from)),
        ("source", zone.source.map(key)),
        ("note", (!zone.note.is_empty()).then(|| texts(&zone.note))),
        ("derived", Some(Value::from(zone.is_derived))),
        ("buffer_of", zone.along.as_deref().map(Value::from)),
        ("km", depth),
        ("clip_to", zone.plan.clip_to.as_deref().map(Value::from)),
    ];
    let properties: serde_json::Map<String, Value> = all
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect();
    json!({ "type": "Feature", "id": &*zone.id, "geometry": geometry(shape), "properties": properties })
}

fn texts(texts: &PerLang<std::sync::Arc<str>>) -> Value {
    json!(
        texts
            .iter()
            .map(|(lang, text)| (lang.to_string(), &**text))
            .collect::<BTreeMap<_, _>>()
    )
}

/// Its entry in the list beside the map, in each language that has one.
fn addresses(catalogue: &Catalogue<'_>, zone: &Zone) -> Option<Value> {
    let pages = catalogue.map_pages();
    let all: BTreeMap<String, String> = pages
        .filter_map(|page| {
            Some((
                page.lang?.to_string(),
                format!(
                    "{}{}",
                    catalogue.permalink(&page.route),
                    anchor(catalogue, zone)
                ),
            ))
        })
        .collect();
    (!all.is_empty()).then(|| json!(all))
}

fn geometry(shape: &ZoneShape) -> Value {
    let line = |points: &[LonLat]| points.iter().map(|at| position(*at)).collect::<Vec<_>>();
    let area = |rings: &Vec<Vec<LonLat>>| {
        rings
            .iter()
            .enumerate()
            .map(|(index, ring)| closed(ring, index == 0))
            .collect()
    };
    let areas: Vec<Vec<Vec<Value>>> = shape.areas.iter().map(area).collect();
    match (&*areas, &*shape.lines) {
        ([], []) => Value::Null,
        ([one], _) => json!({ "type": "Polygon", "coordinates": one }),
        ([], [one]) => json!({ "type": "LineString", "coordinates": line(one) }),
        ([], lines) => {
            let lines: Vec<_> = lines.iter().map(|one| line(one)).collect();
            json!({ "type": "MultiLineString", "coordinates": lines })
        }
        (areas, _) => json!({ "type": "MultiPolygon", "coordinates": areas }),
    }
}

/// A ring that ends where it begins: counter-clockwise outside, clockwise around a hole.
fn closed(ring: &[LonLat], is_outer: bool) -> Vec<Value> {
    let mut points: Vec<Value> = ring
        .iter()
        .chain(ring.first())
        .map(|at| position(*at))
        .collect();
    if (signed_area(ring) > 0.0) != is_outer {
        points.reverse();
    }
    points
}

fn position(at: LonLat) -> Value {
    let rounded = |degrees: f64| (degrees * DECIMALS).round() / DECIMALS;
    json!([rounded(at.lon), rounded(at.lat)])
}
