//! The cards of all entities, made when they are first shown and kept from one build to the next.
//!
//! What a card shows follows from its entity, from where the readers find it, and from the setting: configuration, words, form of
//! links. A summary that names others shows their titles too: such a card is not kept.

use super::card::Card;
use std::sync::{Arc, OnceLock};

use super::card;
use super::inputs::Inputs;
use crate::fingerprint::{Fingerprint, Hasher};
use crate::lang::{Lang, PerLang};
use crate::page::Pages;
use crate::site::{Entity, EntityId};
use crate::view::Part;

/// The cards of a build. Empty ones are always right for the next.
#[derive(Default)]
pub struct Cards {
    setting: Option<Fingerprint>,
    pages: Option<Arc<Pages>>,
    entities: Vec<Arc<Entity>>,
    /// In the order of the entities.
    made: PerLang<Vec<CardSlot>>,
}

/// `None` inside where readers of the language are not shown the entity.
type CardSlot = OnceLock<Option<Card>>;

impl Cards {
    /// The cards of another build: those that would be the same are these.
    pub(super) fn renewed(self, inputs: &Inputs<'_>) -> Self {
        let setting = Hasher::new("cards")
            .part(inputs.words)
            .number(u64::from(inputs.portable))
            .finish();
        let stands =
            self.setting == Some(setting) && self.entities.len() == inputs.site.entities.len();
        let same_pages = self
            .pages
            .as_ref()
            .is_some_and(|pages| Arc::ptr_eq(pages, inputs.pages));
        let same_place = |index: usize| {
            let before = self.pages.as_ref().and_then(|pages| pages.shown.get(index));
            same_pages || before == inputs.pages.shown.get(index)
        };
        let entities = &inputs.site.entities;
        let same_entity = |index: usize| match (self.entities.get(index), entities.get(index)) {
            (Some(before), Some(now)) => Arc::ptr_eq(before, now),
            _ => false,
        };
        let same: Vec<bool> = (0..entities.len())
            .map(|index| stands && same_entity(index) && same_place(index))
            .collect();
        let (mut before, mut made) = (self.made, PerLang::new());
        for lang in inputs.config.codes() {
            let mut old = before.remove(&lang).unwrap_or_default().into_iter();
            let slot = |same: &bool| {
                old.next()
                    .filter(|slot| *same && is_kept(slot))
                    .unwrap_or_default()
            };
            made.insert(lang, same.iter().map(slot).collect());
        }
        Self {
            setting: Some(setting),
            pages: Some(Arc::clone(inputs.pages)),
            entities: entities.clone(),
            made,
        }
    }

    /// The card of an entity for the readers of a language; `None` where it is hidden from them.
    pub(super) fn get(&self, inputs: &Inputs<'_>, id: EntityId, lang: Lang) -> Option<Part> {
        let slot = self.made.get(&lang)?.get(id.index())?;
        slot.get_or_init(|| card::card(inputs, id, lang))
            .as_ref()
            .map(|card| card.part.clone())
    }
}

fn is_kept(slot: &CardSlot) -> bool {
    slot.get()
        .is_some_and(|card| card.as_ref().is_none_or(|card| !card.names_others))
}
