//! All claims of a site by their ids, and what they say of each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Claim, Entity, EntityId};

/// A claim and the entity that states it.
#[derive(Clone, Copy, Debug)]
struct ClaimAt {
    entity: EntityId,
    /// Its place among those of its entity.
    place: usize,
}

/// How another claim stands to one, and the id of the other.
type SaidOf = (Arc<str>, Arc<str>);

/// The claims of a site.
#[derive(Clone, Debug, Default)]
pub struct ClaimIndex {
    by_id: BTreeMap<Arc<str>, ClaimAt>,
    /// For each claim that others name, who does and as what.
    incoming: BTreeMap<Arc<str>, Vec<SaidOf>>,
}

impl ClaimIndex {
    /// The claims of these entities. Of two with one id the first counts; that is reported elsewhere.
    pub fn of(entities: &[Arc<Entity>]) -> Self {
        let mut claims = Self::default();
        for (index, entity) in entities.iter().enumerate() {
            for (place, claim) in entity.claims().enumerate() {
                let Some(id) = claim.id() else { continue };
                let entity = EntityId::at(index);
                let at = ClaimAt { entity, place };
                claims.by_id.entry(Arc::clone(id)).or_insert(at);
                for relation in claim.relations().iter() {
                    let Some((kind, other)) = relation.kind().zip(relation.claim()) else {
                        continue;
                    };
                    let incoming = claims.incoming.entry(Arc::clone(other)).or_default();
                    incoming.push((kind.into(), Arc::clone(id)));
                }
            }
        }
        claims
    }

    /// The entity that states a claim, and the claim there.
    pub fn find<'a>(&self, entities: &'a [Arc<Entity>], id: &str) -> Option<(EntityId, Claim<'a>)> {
        let at = self.by_id.get(id)?;
        let entity = entities.get(at.entity.index())?;
        Some((at.entity, entity.claims().nth(at.place)?))
    }

    /// The entity that states a claim.
    pub fn entity(&self, id: &str) -> Option<EntityId> {
        Some(self.by_id.get(id)?.entity)
    }

    /// All ids, in their order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(|id| &**id)
    }

    /// What others say of a claim: the word for it, and the id of the other.
    pub fn incoming(&self, id: &str) -> impl Iterator<Item = (&str, &str)> {
        let all = self.incoming.get(id).into_iter().flatten();
        all.map(|(kind, other)| (&**kind, &**other))
    }

    /// Whether a claim is contested: another disputes or denies it, or the editors found it so.
    pub fn is_contested(&self, claim: Claim<'_>) -> bool {
        let is_assessed = claim
            .assessment()
            .is_some_and(|one| one.value() == Some("contested"));
        let is_against = |(kind, _): (&str, &str)| matches!(kind, "disputes" | "denies");
        is_assessed
            || claim
                .id()
                .is_some_and(|id| self.incoming(id).any(is_against))
    }
}
