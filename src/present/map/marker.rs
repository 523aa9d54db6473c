//! A place as a marker: what it links to, and whose label goes first.

use std::collections::BTreeMap;

use std::borrow::Cow;

use super::super::card;
use super::super::catalogue::Catalogue;
use crate::kind::Kind;
use crate::lang::{Direction, Lang};
use crate::map::{LonLat, MapPlace, Side};
use crate::site::{EntityId, MapLabel};

/// Ranks for each step of priority: a town has 4, a city 6, a capital 8.
pub(super) const PRIORITY: i32 = 5;

/// A place on the page of the map: its link leads to its entry there.
pub(super) fn marker(catalogue: &Catalogue<'_>, lang: Lang, id: EntityId, at: LonLat) -> MapPlace {
    let entity = catalogue.entity(id);
    let label = label(catalogue, id);
    let words = catalogue
        .inputs
        .pages
        .shown(id, lang)
        .map_or(lang, |shown| shown.words);
    let facts = entity.place();
    let foreign = (words != lang).then(|| {
        (
            words.to_string(),
            catalogue.direction(words) == Direction::Rtl,
        )
    });
    MapPlace {
        id: entity.key.id.to_string(),
        href: format!("#_place-{}", entity.key.id),
        title: catalogue.inputs.title(id, lang).to_owned(),
        sub: label
            .and_then(|label| label.sub().plain(lang))
            .map(ToString::to_string),
        foreign,
        at,
        kind: facts
            .and_then(crate::site::Place::kind)
            .unwrap_or(Cow::Borrowed("town")),
        rank: weight(catalogue, id),
        side: label
            .and_then(|label| side(label.side()?, catalogue.direction(lang) == Direction::Rtl)),
        radius_km: facts.and_then(crate::site::Place::radius_km),
        is_vague: facts.is_some_and(|place| place.precision() == Some("approximate")),
        is_focus: false,
    }
}

fn label<'a>(catalogue: &Catalogue<'a>, id: EntityId) -> Option<MapLabel<'a>> {
    catalogue.entity(id).place()?.label()
}

/// Start and end are those of a line of text: only they are mirrored.
fn side(word: &str, rtl: bool) -> Option<Side> {
    Some(match (word, rtl) {
        ("left", _) | ("start", false) | ("end", true) => Side::Left,
        ("right", _) | ("end", false) | ("start", true) => Side::Right,
        ("above" | "top", _) => Side::Above,
        ("below" | "bottom", _) => Side::Below,
        _ => return None,
    })
}

/// Who goes first: by rank, of equals the one where more happened.
pub(super) fn weight(catalogue: &Catalogue<'_>, id: EntityId) -> i32 {
    rank(catalogue, id) + events(catalogue, id)
}

fn events(catalogue: &Catalogue<'_>, id: EntityId) -> i32 {
    let is_event = |from: EntityId| catalogue.entity(from).key.kind == Kind::EVENT;
    let events = catalogue
        .inputs
        .site
        .incoming(id)
        .iter()
        .filter(|relation| is_event(relation.from))
        .take(9)
        .count();
    i32::try_from(events).unwrap_or_default()
}

/// Whose label goes first: by its priority, or by what the place is.
pub(super) fn rank(catalogue: &Catalogue<'_>, id: EntityId) -> i32 {
    label(catalogue, id)
        .and_then(crate::site::MapLabel::priority)
        .map_or_else(|| own_rank(catalogue, id), |priority| priority.0 * PRIORITY)
}

/// What a place is, whatever its label: cities and capitals are known to readers.
pub(super) fn own_rank(catalogue: &Catalogue<'_>, id: EntityId) -> i32 {
    match card::type_word(&catalogue.inputs, catalogue.entity(id)) {
        Some("capital") => 40,
        Some("city") => 30,
        Some("town") => 20,
        _ => 10,
    }
}

/// The country that most places lie in.
pub(super) fn home(catalogue: &Catalogue<'_>, places: &[(EntityId, LonLat)]) -> Vec<String> {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, _) in places {
        if let Some(place) = catalogue.entity(*id).place() {
            *counted
                .entry(place.country().unwrap_or_default())
                .or_default() += 1;
        }
    }
    counted.remove("");
    let most = counted
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
    most.map(|(code, _)| code.to_owned()).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::side;
    use crate::map::Side;

    #[test]
    fn only_start_and_end_are_mirrored() {
        assert_eq!(
            (side("start", false), side("start", true)),
            (Some(Side::Left), Some(Side::Right))
        );
        assert_eq!(
            (side("end", false), side("end", true)),
            (Some(Side::Right), Some(Side::Left))
        );
        assert_eq!(
            (side("left", false), side("left", true)),
            (Some(Side::Left), Some(Side::Left))
        );
        assert_eq!(
            (side("top", true), side("below", true)),
            (Some(Side::Above), Some(Side::Below))
        );
        assert_eq!(side("auto", true), None);
    }
}
