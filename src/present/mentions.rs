//! Pages that name an entity.

use std::collections::BTreeSet;

use super::builder::ViewBuilder;
use crate::site::{EntityId, Role};
use crate::view::Part;

/// Pages that name this entity and that no other variable of its page lists, by kind.
pub(super) fn mentions(view: &ViewBuilder<'_, '_>, id: EntityId) -> Part {
    let (shared, lang) = (view.shared, view.lang);
    let incoming = shared.inputs.site.incoming(id);
    let keyed: BTreeSet<EntityId> = incoming
        .iter()
        .filter(|relation| relation.role == Role::Key)
        .map(|relation| relation.from)
        .collect();
    let schema = &shared.inputs.site.schema;
    let is_told = |from: EntityId| {
        let row = schema.kind(shared.entity(from).key.kind);
        row.has_variables && keyed.contains(&from)
    };
    let is_meant = |role: Role, from: EntityId| match role {
        Role::Mention => true,
        Role::Key => !schema.kind(shared.entity(from).key.kind).has_variables,
        Role::Citation => false,
    };
    let mentioned: BTreeSet<EntityId> = incoming
        .iter()
        .filter(|relation| is_meant(relation.role, relation.from) && !is_told(relation.from))
        .map(|relation| relation.from)
        .collect();
    let listed = schema.kind(shared.entity(id).key.kind).lists;
    let groups = schema
        .kinds()
        .filter(|kind| !listed.contains(*kind))
        .filter_map(|kind| {
            let ids: Vec<EntityId> = mentioned
                .iter()
                .copied()
                .filter(|from| shared.entity(*from).key.kind == kind)
                .collect();
            let cards: Vec<Part> = shared
                .sorted_by_date(ids, lang)
                .into_iter()
                .filter_map(|from| shared.card(from, lang))
                .collect();
            let label = shared.strings(lang).get(schema.folder(kind));
            (!cards.is_empty()).then(|| {
                Part::map([
                    ("kind", Part::text(schema.word(kind))),
                    ("label", Part::text(label)),
                    ("cards", Part::list(cards)),
                ])
            })
        });
    Part::list(groups)
}
