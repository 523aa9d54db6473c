//! Blocks `map` in texts: a small map of the places that the block lists.

use std::sync::Arc;

use super::super::catalogue::Catalogue;
use super::located::position;
use super::small::SmallMap;
use crate::lang::Lang;
use crate::model::SlotKind;
use crate::site::{Edition, EntityId, Resolved};

/// The data of a block.
pub(super) type Data = serde_yaml::Value;

/// The entities that it names, as written.
pub(super) type NamedEntities = [(Arc<str>, EntityId)];

/// The maps in a text.
pub(super) fn small_maps(catalogue: &Catalogue<'_>, lang: Lang, text: &Edition) -> Vec<SmallMap> {
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
                Some(small_map(catalogue, lang, data, named))
            }
            _ => None,
        })
        .collect()
}

pub(super) fn small_map(
    catalogue: &Catalogue<'_>,
    lang: Lang,
    data: &Data,
    named: &NamedEntities,
) -> SmallMap {
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
        .filter_map(|id| position(catalogue.inputs.site, id))
        .collect();
    let own = data.get("title").and_then(|title| {
        title
            .as_str()
            .or_else(|| title.get(lang.as_str())?.as_str())
    });
    let title = own
        .unwrap_or_else(|| catalogue.strings(lang).get("map"))
        .to_owned();
    SmallMap::of_block(title, places, zones, fit)
}

/// The ids in a list, or the one that stands in its place.
fn zone_ids(list: &Data) -> Vec<Arc<str>> {
    let ids = list
        .as_sequence()
        .map_or_else(|| std::slice::from_ref(list), Vec::as_slice);
    ids.iter().filter_map(Data::as_str).map(Arc::from).collect()
}
