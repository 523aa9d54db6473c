//! What is doubtful in a zone: names, period, origin, and coordinates in the wrong order.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{LASTING, Source, Zoner};
use crate::diagnostic::{Code, Location};
use crate::lang::PerLang;
use crate::locale::Script;
use crate::map::{Atlas, LonLat};
use crate::model::Geometry;
use crate::site::Entity;
use crate::source::Span;
use crate::yaml::Value;

/// So many points of an outline tell whether its coordinates are swapped.
const SAMPLE: usize = 200;
/// Outlines of countries are simplified, kilometres.
const TOLERANCE: f64 = 10.0;
/// Degrees in hundredths are a kilometre: nothing that is so rounded is exact.
const ROUNDED: f64 = 100.0;

/// A title in each language, in its letters.
pub(super) fn titles(
    zoner: &mut Zoner<'_, '_, '_>,
    source: Source<'_>,
    titles: &PerLang<Arc<str>>,
) {
    let linker = &mut *zoner.linker;
    for lang in linker.options.languages.clone() {
        let Some(title) = titles.get(&lang) else {
            if source.feature.sound {
                let message = format!("{} has no title in {lang}", source.name());
                let help = format!("add \"title\": {{\"{lang}\": \"…\"}} to its properties");
                linker.report(Code::MissingTitle, &source.at(), message, Some(help));
            }
            continue;
        };
        let Some(own) = linker.options.scripts.get(&lang).copied() else {
            continue;
        };
        let is_foreign = title.chars().any(char::is_alphabetic)
            && !title.chars().any(|c| Script::of(c) == Some(own));
        let at = source.get("title").and_then(|stated| match &stated.value {
            Value::ByLang(values) => values.get(&lang).map(|stated| source.of(stated)),
            _ => None,
        });
        if let (true, Some(at)) = (is_foreign, at) {
            let message = format!(
                "the title of {} in {lang} has no letter of that language",
                source.name()
            );
            linker.report(
                Code::ForeignName,
                &at,
                message,
                Some("translate it, or write it as that language does".to_owned()),
            );
        }
    }
}

/// When it holds: an end that nobody thought of is not the same as none.
pub(super) fn period(zoner: &mut Zoner<'_, '_, '_>, source: Source<'_>, kind: Option<&str>) {
    let (from, to) = (source.date("valid_from"), source.date("valid_to"));
    let lasting = kind.is_none_or(|kind| LASTING.contains(&kind));
    if !source.feature.has_end && !lasting && source.feature.sound {
        let message = format!("{} does not say until when it holds", source.name());
        let help =
            "add \"valid_to\": null to its properties if it still holds, or the day of its end"
                .to_owned();
        zoner
            .linker
            .report(Code::MissingKey, &source.at(), message, Some(help));
    }
    if let (Some(first), Some(last), Some(stated)) = (from, to, source.get("valid_to"))
        && last.latest() < first.earliest()
    {
        let message = format!("{} ends before it begins", source.name());
        let help = Some("check `valid_from` and `valid_to`".to_owned());
        zoner
            .linker
            .report(Code::ReversedTenure, &source.of(stated), message, help);
    }
}

/// Whether any phase of the map shows it: the last one has no end, so that only what ended before the first is outside.
pub(super) fn phases(zoner: &mut Zoner<'_, '_, '_>, source: Source<'_>) {
    let last = source.date("valid_to").map(|to| to.latest());
    if let (Some(last), Some(first), Some(stated)) = (
        last,
        zoner.linker.options.first_snapshot,
        source.get("valid_to"),
    ) && last < first
    {
        let message = format!(
            "{} ends before the first snapshot, so that no phase of the map shows it",
            source.name()
        );
        let help = format!(
            "check `valid_to`, or begin `map.snapshots` of bayan.yaml before {last}; the first is {first}"
        );
        zoner.linker.report(
            Code::OutsideSnapshots,
            &source.of(stated),
            message,
            Some(help),
        );
    }
}

/// Where it comes from, and whether that bears what it claims.
pub(super) fn origin(zoner: &mut Zoner<'_, '_, '_>, source: Source<'_>) {
    if source.get("source").is_none() && source.feature.sound {
        let message = format!("{} names no source", source.name());
        let help = "add \"source\": \"the id of a source\" to its properties".to_owned();
        zoner
            .linker
            .report(Code::MissingSource, &source.at(), message, Some(help));
    }
    let exact = source
        .get("certainty")
        .filter(|_| source.word("certainty") == Some("exact"));
    let rounded = |value: f64| ((value * ROUNDED).round() - value * ROUNDED).abs() < 1e-6;
    if let (Some(stated), Some(geometry)) = (exact, &source.feature.geometry)
        && geometry
            .vertices
            .iter()
            .all(|(at, _)| rounded(at.lon) && rounded(at.lat))
    {
        let message = format!(
            "{} is called exact, and its coordinates are rounded to a kilometre",
            source.name()
        );
        let help = "write \"approximate\", or the coordinates of the source".to_owned();
        zoner.linker.report(
            Code::DoubtfulCertainty,
            &source.of(stated),
            message,
            Some(help),
        );
    }
}

/// Longitude and latitude of a region are often both legal in the other's place: where the points lie tells them apart.
///
/// With `clip_to` that country is where they belong; else it is the one of most places, and then all points must say so.
pub(super) fn is_swapped(zoner: &mut Zoner<'_, '_, '_>, source: Source<'_>) -> bool {
    let Some(geometry) = &source.feature.geometry else {
        return false;
    };
    let clip = source.get("clip_to").and_then(super::text);
    let Some(country) = clip.clone().or_else(|| zoner.home.clone()) else {
        return false;
    };
    let found = wrong_way(&country, geometry);
    let enough = if clip.is_some() {
        1
    } else {
        sample(geometry).count()
    };
    let Some((at, span)) = found.first().filter(|_| found.len() >= enough) else {
        return false;
    };
    let name = source.name();
    let message = format!(
        "points of {name} lie far outside of {country}, and inside it with longitude and latitude exchanged"
    );
    let help = format!(
        "longitude comes first: did you mean [{}, {}]?",
        at.lat, at.lon
    );
    let at = Location::new(&source.layer.path, *span);
    zoner
        .linker
        .report(Code::SwappedCoordinates, &at, message, Some(help));
    true
}

/// Some points of an outline, all along it.
fn sample(geometry: &Geometry) -> impl Iterator<Item = &(LonLat, Span)> {
    geometry
        .vertices
        .iter()
        .step_by(geometry.vertices.len().div_ceil(SAMPLE).max(1))
}

/// Points, of a sample, that lie in a country only when they are read the other way round.
fn wrong_way(country: &str, geometry: &Geometry) -> Vec<(LonLat, Span)> {
    let is_wrong = |at: LonLat| {
        let other = LonLat {
            lon: at.lat,
            lat: at.lon,
        };
        other.lat.abs() <= 90.0
            && Atlas.outside(country, at).is_some_and(|km| km > TOLERANCE)
            && Atlas.outside(country, other).is_some_and(|km| km == 0.0)
    };
    sample(geometry)
        .filter(|(at, _)| is_wrong(*at))
        .copied()
        .collect()
}

/// The country of most places.
pub(super) fn home(entities: &[Arc<Entity>]) -> Option<Arc<str>> {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for entity in entities {
        if let Some(country) = entity.place().and_then(crate::site::Place::country) {
            *counted.entry(country).or_default() += 1;
        }
    }
    counted
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)))
        .map(|(country, _)| country.into())
}
