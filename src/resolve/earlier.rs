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
    published: Vec<KeptEntity>,
    hidden: Vec<KeptEntity>,
    outcomes: Vec<Outcome>,
    names: Option<Names>,
}

/// The files that an entity was made from. That they live on makes their addresses names.
struct KeptEntity {
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
    names: Names,
    /// The questions about names that have another answer now.
    changed: BTreeSet<Fingerprint>,
}

impl Earlier {
    /// What still stands for these groups.
    pub(super) fn standing(
        &mut self,
        options: &ResolveOptions,
        published: &[Group<'_>],
        hidden: &[Group<'_>],
    ) -> Standing<'_> {
        let known = self.names.take();
        let same = |entries: &[KeptEntity], groups: &[Group<'_>]| {
            entries.len() == groups.len()
                && entries
                    .iter()
                    .zip(groups)
                    .all(|(entry, group)| entry.key == group.key)
        };
        let stands = self.options.as_ref() == Some(options)
            && same(&self.published, published)
            && same(&self.hidden, hidden);
        let Some(mut names) = known.filter(|_| stands) else {
            return Standing {
                earlier: None,
                names: Names::new(&options.schema, published, hidden),
                changed: BTreeSet::new(),
            };
        };
        let mut changed = BTreeSet::new();
        let shown = published
            .iter()
            .enumerate()
            .map(|(index, group)| (Some(EntityId::at(index)), group));
        let groups = shown.chain(hidden.iter().map(|group| (None, group)));
        let entries = self.published.iter().chain(&self.hidden);
        for (entry, (id, group)) in entries
            .zip(groups)
            .filter(|(entry, (_, group))| !entry.holds(group))
        {
            let (before, now) = (
                called(&entry.key, entry.files.iter()),
                called(&group.key, group.files.iter().copied()),
            );
            if before != now {
                changed.extend(
                    before
                        .symmetric_difference(&now)
                        .map(super::names::Name::question),
                );
                names.rename(&group.key, id, before, now);
            }
        }
        Standing {
            earlier: Some(self),
            names,
            changed,
        }
    }

    /// Keeps a linking for the next.
    pub(super) fn of(
        options: &ResolveOptions,
        published: &[Group<'_>],
        hidden: &[Group<'_>],
        names: Names,
        outcomes: Vec<Outcome>,
    ) -> Self {
        let entries = |groups: &[Group<'_>]| groups.iter().map(KeptEntity::of).collect();
        Self {
            options: Some(options.clone()),
            published: entries(published),
            hidden: entries(hidden),
            outcomes,
            names: Some(names),
        }
    }
}

impl KeptEntity {
    fn of(group: &Group<'_>) -> Self {
        Self {
            key: group.key.clone(),
            files: group.files.iter().map(|file| Arc::clone(file)).collect(),
        }
    }

    /// Whether a group has these very files.
    fn holds(&self, group: &Group<'_>) -> bool {
        self.files.len() == group.files.len()
            && self
                .files
                .iter()
                .zip(&group.files)
                .all(|(a, b)| Arc::ptr_eq(a, b))
    }
}

impl Standing<'_> {
    /// The names of the site.
    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    /// The same, to be kept.
    pub(super) fn into_names(self) -> Names {
        self.names
    }

    /// What became of the published entity at this place, if it would be the same now.
    pub(super) fn outcome(&self, index: usize, group: &Group<'_>) -> Option<Outcome> {
        let earlier = self.earlier?;
        earlier
            .published
            .get(index)
            .filter(|entry| entry.holds(group))?;
        earlier
            .outcomes
            .get(index)
            .filter(|outcome| !outcome.asked.depends_on(&self.changed))
            .cloned()
    }
}
