//! Blocks `map` in texts: a small map of the places that the block lists.

use std::sync::Arc;

use super::super::fill::Filler;
use super::super::scene::Scene;
use super::located::position;
use super::small::{Small, drawn};
use crate::lang::Lang;
use crate::model::SlotKind;
use crate::site::{Edition, EntityId, Resolved};
use crate::view::Part;

/// The data of a block.
type Data = serde_yaml::Value;
/// The entities that it names, as written.
type Named = [(Arc<str>, EntityId)];

/// The map of a block in a text.
pub(in crate::present) fn block(
    filler: &Filler<'_, '_>,
    data: &Data,
    named: &Named,
) -> Option<Part> {
    drawn(
        filler.scene,
        filler.lang,
        &small(filler.scene, filler.lang, data, named),
        &filler.root,
    )
}

/// The maps in a text.
pub(super) fn all(scene: &Scene<'_>, lang: Lang, text: &Edition) -> Vec<Small> {
    let slots = text
        .text
        .iter()
        .filter(|linked| linked.has_blocks)
        .flat_map(|linked| linked.text.body.slots.iter().zip(&linked.targets));
    slots
        .filter_map(|(slot, target)| match (&slot.kind, target) {
            (SlotKind::Block { name, data, .. }, Resolved::Block { named, .. })
                if &**name == "map" =>
            {
                Some(small(scene, lang, data, named))
            }
            _ => None,
        })
        .collect()
}

fn small(scene: &Scene<'_>, lang: Lang, data: &Data, named: &Named) -> Small {
    let of_name = |name: &str| {
        named
            .iter()
            .find(|(written, _)| **written == *name)
            .map(|(_, id)| *id)
    };
    let listed = |list: &Data| -> Vec<EntityId> {
        let names = list
            .as_sequence()
            .map_or_else(|| std::slice::from_ref(list), Vec::as_slice);
        names
            .iter()
            .filter_map(Data::as_str)
            .filter_map(of_name)
            .collect()
    };
    let key = |key: &str| data.get(key).map(&listed).unwrap_or_default();
    let places = if data.is_sequence() {
        listed(data)
    } else {
        key("places")
    };
    let zones = data.get("zones").map(zone_ids).unwrap_or_default();
    let fit = key("fit")
        .into_iter()
        .filter_map(|id| position(scene, id))
        .collect();
    let own = data.get("title").and_then(|title| {
        title
            .as_str()
            .or_else(|| title.get(lang.as_str())?.as_str())
    });
    let title = own
        .unwrap_or_else(|| scene.strings(lang).get("map"))
        .to_owned();
    Small::of_block(title, places, zones, fit)
}

/// The ids in a list, or the one that stands in its place.
fn zone_ids(list: &Data) -> Vec<Arc<str>> {
    let ids = list
        .as_sequence()
        .map_or_else(|| std::slice::from_ref(list), Vec::as_slice);
    ids.iter().filter_map(Data::as_str).map(Arc::from).collect()
}
