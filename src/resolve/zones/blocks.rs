//! The zones that blocks name.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::block_values;
use super::super::linker::Linker;
use crate::diagnostic::nearest::{self, Suggestions};
use crate::diagnostic::{Code, Location, quoted};
use crate::model::Layer;
use crate::site::{Edition, Zone};
use crate::yaml::Item;

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
    block_values::each(editions, &mut |path, item, stated| {
        if let (Item::Zone, Some(id)) = (item, stated.value.text())
            && !known.contains(&**id)
        {
            let message = format!("{} names no zone or route of this map", quoted(id));
            let help = nearest(&mut linker.suggestions, id, &known);
            linker.report(
                Code::UnknownReference,
                &Location::new(path, stated.span),
                message,
                help,
            );
        }
    });
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
