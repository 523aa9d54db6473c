//! What readers would miss on the maps as they are drawn: names that an editor wants, zones that no map shows.
//!
//! That a name has no room is no fault by itself: a crowded map names what is weightiest, and lists the rest. It is one where
//! an editor asked for the name, or where the map is about that place alone.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::catalogue::Catalogue;
use super::marker::{PRIORITY, own_rank};
use super::spec::WIDE;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::kind::Kind;
use crate::map::{Drawing, Grade, MapRequest};
use crate::site::Place;
use crate::source::SourcePath;

/// Larger than this when compressed, bytes, a map keeps readers on slow lines waiting.
const LARGE: usize = 60_000;

/// A map as it was asked for and as it was drawn.
pub type Drawn<'a> = (&'a MapRequest, &'a Drawing);

/// All that is wrong with the maps of a site; `file` is its configuration.
pub fn problems(
    catalogue: &Catalogue<'_>,
    drawn: &[Drawn<'_>],
    file: &SourcePath,
) -> Vec<Diagnostic> {
    let mut drawn = drawn.to_vec();
    drawn.sort_by_key(|(request, _)| (&*request.title, &*request.lang, Reverse(wide(request))));
    let mut found = places(catalogue, &drawn);
    found.extend(zones(catalogue, &drawn));
    found.extend(large(&drawn, file));
    found
}

fn places(catalogue: &Catalogue<'_>, drawn: &[Drawn<'_>]) -> Vec<Diagnostic> {
    let mut unnamed: BTreeMap<&str, Vec<&MapRequest>> = BTreeMap::new();
    for (request, drawing) in drawn {
        for id in &drawing.unlabelled {
            unnamed.entry(id).or_default().push(request);
        }
    }
    if unnamed.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (id, entity) in catalogue.inputs.site.of_kind(Kind::PLACE) {
        let Some(place) = entity.place() else {
            continue;
        };
        let name = &*entity.key.id;
        let is_asked = is_asked(place, own_rank(catalogue, id));
        let maps = unnamed.get(name).into_iter().flatten().copied();
        let maps: Vec<&MapRequest> = maps
            .filter(|request| is_asked || is_alone(request, name))
            .collect();
        found.extend(unnamed_place(place, &maps, name));
    }
    found
}

/// Whether an editor wants the name to be on maps: more than by what the place is, or in a certain form.
fn is_asked(place: Place<'_>, own: i32) -> bool {
    let Some(label) = place.label() else {
        return false;
    };
    let raised = label
        .priority()
        .is_some_and(|priority| priority.0 * PRIORITY > own);
    let side = label.side().filter(|side| *side != "auto");
    raised || side.is_some() || label.sub().languages().next().is_some()
}

/// Whether a map is about this place and no other.
fn is_alone(request: &MapRequest, id: &str) -> bool {
    let mut about = request.places.iter().filter(|place| place.is_focus);
    about.next().is_some_and(|place| place.id == id) && about.next().is_none()
}

fn unnamed_place(place: Place<'_>, maps: &[&MapRequest], id: &str) -> Option<Diagnostic> {
    let first = maps.first()?;
    let name = first
        .places
        .iter()
        .find(|place| place.id == id)
        .map_or(id, |place| &place.title);
    let message = format!("the name {} has no room on {}", quoted(name), listed(maps));
    let label = place.label().and_then(crate::site::MapLabel::location);
    let at = label.or_else(|| Some(place.at()?.location()))?;
    let help = "shorten it, give it a greater `priority` or another `side` under `label`, or show fewer places";
    Some(Diagnostic::at(Code::UnnamedPlace, at, message).help(help))
}

/// The maps by their words, the first of them by name.
fn listed(maps: &[&MapRequest]) -> String {
    let named: Vec<String> = maps.iter().take(2).map(|request| name(request)).collect();
    let rest = maps.len() - named.len();
    let more = if rest > 0 {
        format!(", and {rest} more")
    } else {
        String::new()
    };
    format!("{}{more}", named.join(", "))
}

/// A map by its title, language and width.
fn name(request: &MapRequest) -> String {
    let width = match request.terrain.grade {
        Grade::Small => "small",
        Grade::Full if wide(request) => "wide",
        Grade::Full => "narrow",
    };
    format!(
        "the map {} ({}, {width})",
        quoted(&request.title),
        request.lang
    )
}

fn wide(request: &MapRequest) -> bool {
    request.terrain.size.width >= WIDE.width
}

fn zones(catalogue: &Catalogue<'_>, drawn: &[Drawn<'_>]) -> Vec<Diagnostic> {
    let whole = || {
        drawn
            .iter()
            .filter(|(request, _)| request.terrain.grade == Grade::Full)
    };
    if whole().next().is_none() {
        return Vec::new();
    }
    let shown = catalogue
        .inputs
        .zones()
        .filter(|(_, shape)| !shape.is_empty());
    let is_seen =
        |id: &str| whole().any(|(_, drawing)| drawing.zones.iter().any(|zone| zone == id));
    let unseen = shown
        .map(|(zone, _)| zone)
        .filter(|zone| !is_seen(&zone.id));
    unseen
        .map(|zone| {
            let message = format!(
                "the zone {} is outside of all maps, or too small to be seen on them",
                quoted(&zone.id)
            );
            let help =
                "check its coordinates, or name places near it in `map.fit` of the configuration";
            Diagnostic::at(Code::UnseenZone, zone.at.clone(), message).help(help)
        })
        .collect()
}

/// The heaviest of each title: languages and widths share what makes them so.
fn large(drawn: &[Drawn<'_>], file: &SourcePath) -> Option<Diagnostic> {
    let (request, drawing) = drawn.iter().max_by_key(|(_, drawing)| drawing.weight)?;
    (drawing.weight > LARGE).then(|| {
        let message = format!(
            "{} has {} KB when compressed",
            name(request),
            drawing.weight / 1000
        );
        let help = "simplify the layers, as with `mapshaper`; maps should have less than 60 KB";
        Diagnostic::at(Code::LargeMap, Location::file(file), message).help(help)
    })
}
