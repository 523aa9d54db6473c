//! The zones that blocks `map` name. Texts are linked before zones are, entity by entity, so that this looks at them again.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::linker::Linker;
use crate::diagnostic::nearest::{self, Suggestions};
use crate::diagnostic::{Code, Location, quoted};
use crate::model::{Layer, SlotKind};
use crate::site::{Edition, Zone};
use crate::yaml::FOREIGN_COMMAS;

/// Reports ids that no layer has. A zone that is not shown, since its agreement is not published, leaves no trace.
pub(in crate::resolve) fn check<'e>(
    linker: &mut Linker<'_>,
    editions: impl Iterator<Item = &'e Edition>,
    layers: &[Arc<Layer>],
    zones: &[Zone],
) {
    let features = layers
        .iter()
        .filter(|layer| layer.of_map)
        .flat_map(|layer| &layer.features);
    let ids = features.filter_map(|feature| feature.id.as_deref());
    let known: BTreeSet<&str> = ids.chain(zones.iter().map(|zone| &*zone.id)).collect();
    for edition in editions {
        let Some(text) = edition
            .text
            .as_ref()
            .filter(|linked| linked.has_blocks)
            .map(|linked| &linked.text)
        else {
            continue;
        };
        for slot in &text.body.slots {
            let SlotKind::Block {
                name, data, places, ..
            } = &slot.kind
            else {
                continue;
            };
            for id in data
                .get("zones")
                .filter(|_| &**name == "map")
                .into_iter()
                .flat_map(listed)
            {
                if !known.contains(id) {
                    let span = places.get(id).copied().unwrap_or(slot.span);
                    let at = Location::new(&edition.path, span);
                    if id.contains(FOREIGN_COMMAS) {
                        super::super::blocks::arabic_comma(linker, id, &at);
                        continue;
                    }
                    let message = format!("{} names no zone or route of this map", quoted(id));
                    let help = nearest(&mut linker.suggestions, id, &known);
                    linker.report(Code::UnknownReference, &at, message, help);
                }
            }
        }
    }
}

fn listed(list: &serde_yaml::Value) -> Vec<&str> {
    match list {
        serde_yaml::Value::Sequence(items) => {
            items.iter().filter_map(serde_yaml::Value::as_str).collect()
        }
        other => other.as_str().into_iter().collect(),
    }
}

fn nearest(suggestions: &mut Suggestions, id: &str, known: &BTreeSet<&str>) -> Option<String> {
    let near = suggestions.did_you_mean(id, known.iter().copied());
    near.or_else(|| {
        Some(match nearest::listed(known.iter().copied()) {
            None => "no layer of `map.layers` has a feature with an id".to_owned(),
            Some(all) => format!("zones and routes of this map are {all}"),
        })
    })
}
