//! A place as a marker: what it links to, and whose label goes first.

use std::collections::BTreeMap;

use super::super::card;
use super::super::scene::Scene;
use crate::lang::{Direction, Lang};
use crate::map::{LonLat, Place};
use crate::site::{EntityId, Facts};

/// A place on the page of the map: its link leads to its entry there.
pub(super) fn marker(scene: &Scene<'_>, lang: Lang, id: EntityId, at: LonLat) -> Place {
    let entity = scene.entity(id);
    let words = scene.stage.pages.shown(id, lang).map_or(lang, |shown| shown.words);
    let foreign = (words != lang).then(|| (words.to_string(), scene.direction(words) == Direction::Rtl));
    Place {
        id: entity.key.id.to_string(),
        href: format!("#_place-{}", entity.key.id),
        title: scene.stage.title(id, lang).to_owned(),
        sub: None,
        foreign,
        at,
        kind: card::type_word(entity).unwrap_or("town"),
        rank: rank(scene, id),
        side: None,
        radius_km: match &entity.facts {
            Facts::Place(place) => place.radius_km,
            _ => None,
        },
        is_focus: false,
    }
}

/// Whose label goes first.
pub(super) fn rank(scene: &Scene<'_>, id: EntityId) -> i32 {
    match card::type_word(scene.entity(id)) {
        Some("capital") => 40,
        Some("city") => 30,
        Some("town") => 20,
        _ => 10,
    }
}

/// The country that most places lie in.
pub(super) fn home(scene: &Scene<'_>, places: &[(EntityId, LonLat)]) -> Vec<String> {
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
