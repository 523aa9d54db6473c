//! Blocks `map` in texts: a small map of the places that the block lists.

use super::super::catalogue::Catalogue;
use super::located::position;
use super::small::SmallMap;
use crate::lang::Lang;
use crate::model::SlotKind;
use crate::site::{Edition, LinkedBlock, Resolved};
use crate::yaml::Stated;

/// The maps in a text.
pub(super) fn small_maps(catalogue: &Catalogue<'_>, lang: Lang, text: &Edition) -> Vec<SmallMap> {
    let slots = text
        .text
        .iter()
        .filter(|linked| linked.has_blocks)
        .flat_map(|linked| linked.text.body.slots.iter().zip(&linked.targets));
    slots
        .filter_map(|(slot, target)| match (&slot.kind, target) {
            (SlotKind::Block { name, data }, Resolved::Block(leads)) if &**name == "map" => {
                Some(small_map(catalogue, lang, LinkedBlock { data, leads }))
            }
            _ => None,
        })
        .collect()
}

pub(super) fn small_map(catalogue: &Catalogue<'_>, lang: Lang, block: LinkedBlock<'_>) -> SmallMap {
    let listed = |key: &str| {
        let list = block
            .data
            .get(key)
            .map_or(&[] as &[Stated], Stated::one_or_more);
        list.iter()
            .filter_map(|one| block.leads.entity(&one.value))
            .collect::<Vec<_>>()
    };
    let zones = block
        .data
        .get("zones")
        .map_or(&[] as &[Stated], Stated::one_or_more);
    let zones = zones.iter().filter_map(|one| one.value.text().cloned());
    let fit = listed("fit")
        .into_iter()
        .filter_map(|id| position(catalogue.inputs.site, id))
        .collect();
    let own = block.data.get("title").and_then(|title| {
        let texts = title.value.by_lang()?;
        let direct = || Some(title.direct()?.1);
        texts.get(&lang).or_else(direct)?.value.text()
    });
    let title = own.map_or_else(|| catalogue.strings(lang).get("map"), |title| &**title);
    SmallMap::of_block(title.to_owned(), listed("places"), zones.collect(), fit)
}
