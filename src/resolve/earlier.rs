//! What an earlier linking left, so that an entity is linked again only if it may come out otherwise.
//!
//! Linking an entity sees its files, the options, and of the names of the site the answers to what it asks: [`super::linker::Linker`]
//! notes every question. An id means the same entity for as long as the same entries are published, so that with any other
//! list of entries all are linked anew.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::ResolveOptions;
use super::group::Group;
use super::names::{Asked, Names, called};
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Fingerprint;
use crate::kind::EntityKey;
use crate::model::Document;
use crate::site::{Entity, EntityId, Role};

/// What an earlier linking left. An empty one is always right.
#[derive(Default)]
pub struct Earlier {
    options: Option<ResolveOptions>,
    published: Vec<Entry>,
    hidden: Vec<Entry>,
    outcomes: Vec<Outcome>,
    names: Option<Arc<Names>>,
}

/// The files that an entity was made from. That they live on makes their addresses names.
struct Entry {
    key: EntityKey,
    files: Vec<Arc<Document>>,
}

/// A linked entity.
#[derive(Clone)]
pub(super) struct Outcome {
    pub entity: Arc<Entity>,
    /// What is wrong with it.
    pub problems: Arc<[Diagnostic]>,
    /// Whom it names and as what.
    pub outgoing: Arc<[(EntityId, Role)]>,
    pub asked: Arc<Asked>,
}

/// What of an earlier linking stands.
pub(super) struct Standing<'a> {
    earlier: Option<&'a Earlier>,
    /// The questions about names that have another answer now.
    changed: BTreeSet<Fingerprint>,
}

impl Earlier {
    /// What still stands for these groups.
    pub(super) fn standing(
        &self,
        options: &ResolveOptions,
        published: &[Group<'_>],
        hidden: &[Group<'_>],
    ) -> Standing<'_> {
        let same = |entries: &[Entry], groups: &[Group<'_>]| {
            entries.len() == groups.len() && entries.iter().zip(groups).all(|(entry, group)| entry.key == group.key)
        };
        let stands =
            self.options.as_ref() == Some(options) && same(&self.published, published) && same(&self.hidden, hidden);
        if !stands {
            return Standing { earlier: None, changed: BTreeSet::new() };
        }
        let entries = self.published.iter().chain(&self.hidden);
        let renamed = entries.zip(published.iter().chain(hidden)).filter(|(entry, group)| !entry.holds(group));
        Standing {
            earlier: Some(self),
            changed: renamed.flat_map(|(entry, group)| entry.changed_names(group)).collect(),
        }
    }

    /// Keeps a linking for the next.
    pub(super) fn of(
        options: &ResolveOptions,
        published: &[Group<'_>],
        hidden: &[Group<'_>],
        names: Arc<Names>,
        outcomes: Vec<Outcome>,
    ) -> Self {
        let entries = |groups: &[Group<'_>]| groups.iter().map(Entry::of).collect();
        Self {
            options: Some(options.clone()),
            published: entries(published),
            hidden: entries(hidden),
            outcomes,
            names: Some(names),
        }
    }
}

impl Entry {
    fn of(group: &Group<'_>) -> Self {
        Self { key: group.key.clone(), files: group.files.iter().map(|file| Arc::clone(file)).collect() }
    }

    /// Whether a group has these very files.
    fn holds(&self, group: &Group<'_>) -> bool {
        self.files.len() == group.files.len() && self.files.iter().zip(&group.files).all(|(a, b)| Arc::ptr_eq(a, b))
    }

    fn changed_names(&self, group: &Group<'_>) -> Vec<Fingerprint> {
        let (before, now) = (called(&self.key, self.files.iter()), called(&group.key, group.files.iter().copied()));
        before.symmetric_difference(&now).map(super::names::Name::question).collect()
    }
}

impl Standing<'_> {
    /// The names of the site, if none has changed.
    pub(super) fn names(&self) -> Option<Arc<Names>> {
        self.earlier.filter(|_| self.changed.is_empty())?.names.clone()
    }

    /// What became of the published entity at this place, if it would be the same now.
    pub(super) fn outcome(&self, index: usize, group: &Group<'_>) -> Option<Outcome> {
        let earlier = self.earlier?;
        earlier.published.get(index).filter(|entry| entry.holds(group))?;
        earlier.outcomes.get(index).filter(|outcome| !outcome.asked.depends_on(&self.changed)).cloned()
    }
}
