//! Whether places can be where their files say: in their country, apart from each other, longitude and latitude in order.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::group::Group;
use super::linker::Linker;
use super::merge::Fact;
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::locale::fold;
use crate::map::{Atlas, LonLat, country_names, distance};
use crate::model::schema::{LAT, LON, PLACE_TYPE};
use crate::site::{Entity, Place, Record};

/// Outlines of countries are simplified, kilometres.
const TOLERANCE: f64 = 10.0;
/// Places of one type are one when they are closer than this, kilometres.
const ONE: f64 = 0.2;

/// Whether a code is that of a country, and reports it if not; `outlined`: one whose outline is known.
pub(super) fn is_country(
    linker: &mut Linker<'_>,
    code: &str,
    at: &Location,
    outlined: bool,
) -> bool {
    if Atlas.countries().any(|known| known == code) {
        return true;
    }
    let languages: Vec<_> = linker
        .options
        .languages
        .iter()
        .map(|lang| country_names(lang.as_str()))
        .collect();
    let is_known = |code: &str| languages.iter().any(|names| names.contains_key(code));
    if !outlined && is_known(code) {
        return true;
    }
    let upper = code.to_uppercase();
    let names = || languages.iter().flatten();
    let by_name = || {
        names()
            .find(|(_, name)| fold(name) == fold(code))
            .map(|(code, _)| format!("write {code}"))
    };
    let help = if is_known(&upper) {
        Some(format!("write {upper}"))
    } else {
        by_name()
    };
    let help = help.or_else(|| did_you_mean(&upper, names().map(|(code, _)| *code)));
    let message = format!("{} is the code of no country", quoted(code));
    let help = help.or_else(|| Some("write the two letters of ISO 3166, such as SY".to_owned()));
    linker.report(Code::UnknownCountry, at, message, help);
    false
}

/// Reports a place with one of its coordinates: it would be on no map, without a word.
pub(super) fn is_half_located(linker: &mut Linker<'_>, record: &Record) {
    for (one, other, name) in [(LAT, LON, "lon"), (LON, LAT, "lat")] {
        if let (Some(stated), None) = (record.get(one), record.get(other))
            && stated.file.document.sound
        {
            let message = format!("this place has no `{name}`, and is on no map without it");
            let help = format!("add `{name}: …`, or delete the other");
            linker.report(Code::MissingKey, &stated.location(), message, Some(help));
        }
    }
}

/// Reports a place that lies far outside of its country.
pub(super) fn check(linker: &mut Linker<'_>, place: Place<'_>) {
    let (Some(at), Some(country), Some(lat)) = (place.position(), place.country(), place.at())
    else {
        return;
    };
    let Some(away) = Atlas.outside(country, at) else {
        return;
    };
    if away <= TOLERANCE + place.radius_km().unwrap_or_default() {
        return;
    }
    let other = LonLat {
        lon: at.lat,
        lat: at.lon,
    };
    let is_swapped = other.lat.abs() <= 90.0 && Atlas.outside(country, other) == Some(0.0);
    let (code, message, help) = if is_swapped {
        let message = format!(
            "this place lies {} km outside of {country}, and inside it with `lat` and `lon` exchanged",
            away.round()
        );
        (
            Code::SwappedCoordinates,
            message,
            format!("write `lat: {}` and `lon: {}`", at.lon, at.lat),
        )
    } else {
        let message = format!("this place lies {} km outside of {country}", away.round());
        (
            Code::OutsideCountry,
            message,
            "check `lat`, `lon` and `country`".to_owned(),
        )
    };
    linker.report(code, &lat.location(), message, Some(help));
}

/// A place with what it is compared by.
struct Spot<'a> {
    index: usize,
    place: Place<'a>,
    at: LonLat,
}

/// Reports places of one type that are closer than anyone would tell apart, and those of one name and type in one country.
pub(super) fn twins(linker: &mut Linker<'_>, entities: &[Arc<Entity>], groups: &[Group<'_>]) {
    let mut spots: Vec<Spot<'_>> = Vec::new();
    for (index, entity) in entities.iter().enumerate() {
        if let Some(place) = entity.place() {
            spots.extend(place.position().map(|at| Spot { index, place, at }));
        }
    }
    near(linker, entities, groups, &mut spots);
    namesakes(linker, entities, groups);
}

/// From south to north, each compared with those a little north of it.
fn near(
    linker: &mut Linker<'_>,
    entities: &[Arc<Entity>],
    groups: &[Group<'_>],
    spots: &mut [Spot<'_>],
) {
    spots.sort_by(|a, b| a.at.lat.total_cmp(&b.at.lat).then(a.index.cmp(&b.index)));
    for (at, one) in spots.iter().enumerate() {
        let ahead = spots
            .iter()
            .skip(at + 1)
            .take_while(|other| (other.at.lat - one.at.lat).to_radians() * 6371.0 < ONE);
        for other in ahead.filter(|other| {
            other.place.kind() == one.place.kind() && distance(one.at, other.at) < ONE
        }) {
            let (first, second) = (one.index.min(other.index), one.index.max(other.index));
            let metres = (distance(one.at, other.at) * 1000.0).round();
            let message = format!(
                "this place lies {metres} metres away from {}",
                name(entities, first)
            );
            report(linker, groups, (first, second), LAT, &message);
        }
    }
}

/// Name, type and country.
type Alike<'a> = (Arc<str>, Option<Cow<'static, str>>, Option<&'a str>);

fn namesakes(linker: &mut Linker<'_>, entities: &[Arc<Entity>], groups: &[Group<'_>]) {
    let mut known: BTreeMap<Alike<'_>, usize> = BTreeMap::new();
    for (index, entity) in entities.iter().enumerate() {
        let Some(place) = entity.place() else {
            continue;
        };
        for edition in entity.editions.values() {
            let key = (fold(&edition.title).into(), place.kind(), place.country());
            match known.get(&key) {
                Some(first) if *first != index => {
                    let message = format!(
                        "this place has the name and type of {}",
                        name(entities, *first)
                    );
                    report(linker, groups, (*first, index), PLACE_TYPE, &message);
                    break;
                }
                Some(_) => {}
                None => drop(known.insert(key, index)),
            }
        }
    }
}

fn name(entities: &[Arc<Entity>], index: usize) -> String {
    entities
        .get(index)
        .map(|entity| quoted(&entity.key.id))
        .unwrap_or_default()
}

fn report(
    linker: &mut Linker<'_>,
    groups: &[Group<'_>],
    (first, second): (usize, usize),
    key: u16,
    message: &str,
) {
    let stated = |index: usize| {
        let files = &groups.get(index)?.files;
        let fact = files.iter().find_map(|document| Fact::of(document, key));
        fact.map(Fact::location)
            .or_else(|| files.first().map(|file| Location::file(&file.path)))
    };
    let (Some(first), Some(second)) = (stated(first), stated(second)) else {
        return;
    };
    let diagnostic =
        Diagnostic::at(Code::DuplicatePlace, second, message).label(first, "the other place");
    linker
        .diagnostics
        .push(diagnostic.help("keep one of the two, or check the coordinates and names"));
}
