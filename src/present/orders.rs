//! The orders in which readers of a language are shown entities: by title, by date.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use super::inputs::Inputs;
use crate::kind::Kind;
use crate::lang::{Lang, PerLang};
use crate::model::Schema;
use crate::site::EntityId;

/// For each language and kind, the entities shown in their orders; made when they are first asked for.
pub(super) struct Orders(PerLang<BTreeMap<Kind, OrdersOfKind>>);

/// The entities of a kind that the readers of a language are shown.
#[derive(Default)]
struct OrdersOfKind {
    by_title: OnceLock<Vec<EntityId>>,
    by_date: OnceLock<Vec<EntityId>>,
    /// The place of each in `by_date`.
    places: OnceLock<HashMap<EntityId, usize>>,
}

impl Orders {
    pub(super) fn new(schema: &Schema, languages: &[Lang]) -> Self {
        let of_kinds = || {
            schema
                .kinds()
                .map(|kind| (kind, OrdersOfKind::default()))
                .collect()
        };
        Self(languages.iter().map(|lang| (*lang, of_kinds())).collect())
    }

    fn of_kind(&self, kind: Kind, lang: Lang) -> Option<&OrdersOfKind> {
        self.0.get(&lang)?.get(&kind)
    }

    pub(super) fn by_title(&self, inputs: &Inputs<'_>, kind: Kind, lang: Lang) -> &[EntityId] {
        let sorted = || sorted_by_title(inputs, lang, inputs.shown(kind, lang));
        self.of_kind(kind, lang)
            .map_or(&[], |orders| orders.by_title.get_or_init(sorted))
    }

    pub(super) fn by_date(&self, inputs: &Inputs<'_>, kind: Kind, lang: Lang) -> &[EntityId] {
        let sorted = || sorted_by_date(inputs, lang, inputs.shown(kind, lang));
        self.of_kind(kind, lang)
            .map_or(&[], |orders| orders.by_date.get_or_init(sorted))
    }

    /// The entities of the same kind before and after one in the order of time.
    pub(super) fn neighbours(
        &self,
        inputs: &Inputs<'_>,
        id: EntityId,
        lang: Lang,
    ) -> (Option<EntityId>, Option<EntityId>) {
        let kind = inputs.site.entity(id).key.kind;
        let order = self.by_date(inputs, kind, lang);
        let numbered = || (order.iter().copied()).zip(0..).collect();
        let places = self
            .of_kind(kind, lang)
            .map(|orders| orders.places.get_or_init(numbered));
        let Some(place) = places.and_then(|places| places.get(&id)).copied() else {
            return (None, None);
        };
        let before = place.checked_sub(1).and_then(|index| order.get(index));
        (before.copied(), order.get(place + 1).copied())
    }
}

/// By the language's collation; the key last, so that equal titles keep one order.
fn sorted_by_title(inputs: &Inputs<'_>, lang: Lang, ids: Vec<EntityId>) -> Vec<EntityId> {
    let locale = &inputs.strings(lang).locale;
    let mut titled: Vec<(Vec<u8>, EntityId)> = ids
        .into_iter()
        .map(|id| (locale.sort_key(inputs.title(id, lang)), id))
        .collect();
    titled.sort();
    titled.into_iter().map(|(_, id)| id).collect()
}

/// Oldest first; what has no date comes last, ordered by key.
pub(super) fn sorted_by_date(inputs: &Inputs<'_>, lang: Lang, ids: Vec<EntityId>) -> Vec<EntityId> {
    let date = |id: EntityId| inputs.site.entity(id).date(lang).map(|date| date.value);
    let mut dated: Vec<_> = ids
        .into_iter()
        .map(|id| (date(id), id))
        .map(|(date, id)| (date.is_none(), date, id))
        .collect();
    dated.sort_unstable();
    dated.into_iter().map(|(_, _, id)| id).collect()
}
