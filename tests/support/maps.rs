//! Requests for maps, as tests and benches make them.

use std::collections::BTreeMap;
use std::sync::Arc;

use bayan::map::{
    Grade, LonLat, MapPlace, MapRequest, MapWords, MapZone, SharedWords, Size, Terrain, ZoneLabel,
    ZoneShape, country_names,
};

/// A map beside a list.
pub(crate) const WIDE: Size = Size {
    width: 800.0,
    least_height: 420.0,
    most_height: 820.0,
    padding: 56.0,
    least_km: 60.0,
};
/// The same on a phone.
pub(crate) const NARROW: Size = Size {
    width: 400.0,
    least_height: 360.0,
    most_height: 560.0,
    padding: 36.0,
    least_km: 60.0,
};

/// A position, degrees.
pub(crate) fn at(lon: f64, lat: f64) -> LonLat {
    LonLat { lon, lat }
}

/// A map of named places, in Arabic or English.
pub(crate) fn request(lang: &str, size: Size, places: &[(&str, f64, f64)]) -> MapRequest {
    let rtl = lang == "ar";
    let degrees = if rtl {
        ["{n}° ش", "{n}° ج", "{n}° ق", "{n}° غ"]
    } else {
        ["{n}° N", "{n}° S", "{n}° E", "{n}° W"]
    };
    let place = |(name, lon, lat): &(&str, f64, f64)| MapPlace {
        id: (*name).to_owned(),
        href: format!("#{name}"),
        title: (*name).to_owned(),
        sub: None,
        foreign: None,
        at: at(*lon, *lat),
        kind: "city".into(),
        rank: 1,
        side: None,
        radius_km: None,
        is_vague: false,
        is_focus: false,
    };
    MapRequest {
        id: Some("m".to_owned()),
        title: "T".to_owned(),
        description: "D".to_owned(),
        lang: lang.to_owned(),
        rtl,
        terrain: Terrain {
            size,
            fit: places.iter().map(|(_, lon, lat)| at(*lon, *lat)).collect(),
            home: vec!["SY".to_owned()],
            neutral: true,
            grade: Grade::Full,
        },
        zones: Vec::new(),
        places: places.iter().map(place).collect(),
        words: SharedWords::new(MapWords {
            countries: country_names(lang)
                .into_iter()
                .map(|(code, name)| (code.to_owned(), name.to_owned()))
                .collect(),
            km: if rtl { "{n} كم" } else { "{n} km" }.to_owned(),
            degrees: degrees.map(ToOwned::to_owned),
            digits: "0123456789".chars().collect(),
            point: '.',
            comma: ", ".to_owned(),
            legend: BTreeMap::new(),
        }),
    }
}

/// Towns around a few centres, so that some lie on one another and some alone.
pub(crate) fn crowd(count: u32) -> Vec<(String, f64, f64)> {
    let spread = |i: u32, by: u32| f64::from(i * by % 997) / 997.0 - 0.5;
    let town = |i: u32| {
        let (centre, reach) = (f64::from(i % 7), 0.15 + 0.5 * f64::from(i % 3));
        (
            format!("Town {i}"),
            35.8 + 0.35 * centre + reach * spread(i, 211),
            35.0 + 0.3 * centre + reach * spread(i, 577),
        )
    };
    (0..count).map(town).collect()
}

/// Names and positions, as a request takes them.
pub(crate) fn named(places: &[(String, f64, f64)]) -> Vec<(&str, f64, f64)> {
    places
        .iter()
        .map(|(name, lon, lat)| (name.as_str(), *lon, *lat))
        .collect()
}

/// As much as a map must bear: five hundred places, most of them small, and fifty zones and roads.
pub(crate) fn crowded(lang: &str, size: Size) -> MapRequest {
    const KINDS: [&str; 6] = ["village", "village", "town", "village", "city", "town"];
    let mut request = request(lang, size, &named(&crowd(500)));
    for (place, kind) in request.places.iter_mut().zip(KINDS.into_iter().cycle()) {
        place.kind = kind.into();
    }
    request.zones = crowd(50)
        .iter()
        .enumerate()
        .map(|(index, (_, lon, lat))| patch(index, *lon, *lat))
        .collect();
    request
}

/// An area or a road of some kilometres.
fn patch(index: usize, west: f64, south: f64) -> MapZone {
    const KINDS: [&str; 5] = ["area", "strip", "corridor", "control", "highway"];
    let kind = KINDS.get(index % KINDS.len()).copied().unwrap_or("area");
    let is_road = kind == "highway";
    let ends = vec![
        at(west, south),
        at(west + 0.2, south + 0.06),
        at(west + 0.4, south),
    ];
    let ring = vec![
        at(west, south),
        at(west + 0.16, south),
        at(west + 0.2, south + 0.1),
        at(west, south + 0.12),
    ];
    let label = if is_road {
        ZoneLabel::Shield(format!("M{index}"))
    } else {
        ZoneLabel::Name {
            text: format!("Zone {index}"),
            sub: None,
        }
    };
    MapZone {
        id: format!("zone-{index}"),
        href: format!("#zone-{index}"),
        title: format!("Zone {index}"),
        label: Some(label),
        kind,
        is_vague: index.is_multiple_of(2),
        is_place: false,
        shape: Arc::new(ZoneShape {
            lines: if is_road { vec![ends] } else { Vec::new() },
            areas: if is_road {
                Vec::new()
            } else {
                vec![vec![ring]]
            },
        }),
    }
}
