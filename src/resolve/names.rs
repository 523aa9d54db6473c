//! Which entity a reference means: by id, by folder and id, by a former id, or by a name in any language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::group::Group;
use crate::diagnostic::nearest::nearest;
use crate::kind::{EntityKey, Kind};
use crate::locale::fold;
use crate::site::EntityId;

/// What a reference turned out to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// One published entity.
    One(EntityId),
    /// One published entity, by an id that it no longer has.
    Former(EntityId, EntityKey),
    /// Something that exists and is not published.
    Hidden,
    /// Two or more.
    Several(Vec<EntityKey>),
    /// An entity of another kind than those allowed.
    OtherKind(EntityKey),
    /// Nothing; the nearest that exists.
    Nothing(Option<String>),
}

/// The names of all entities.
pub(super) struct Names {
    ids: BTreeMap<Arc<str>, Vec<Named>>,
    former: BTreeMap<Arc<str>, Vec<Named>>,
    /// Of published entities, by id.
    keys: Vec<EntityKey>,
    /// By folded name, with the name as one of them writes it.
    folded: BTreeMap<Arc<str>, (Arc<str>, Vec<Named>)>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    key: EntityKey,
    /// `None` where it is not published.
    id: Option<EntityId>,
}

impl Names {
    pub(super) fn new(published: &[Group<'_>], hidden: &[Group<'_>]) -> Self {
        let keys = published.iter().map(|group| group.key.clone()).collect();
        let mut names = Self { ids: BTreeMap::new(), former: BTreeMap::new(), keys, folded: BTreeMap::new() };
        let shown = published.iter().enumerate().map(|(index, group)| (Some(EntityId::at(index)), group));
        for (id, group) in shown.chain(hidden.iter().map(|group| (None, group))) {
            names.add(&Named { key: group.key.clone(), id }, group);
        }
        names
    }

    fn add(&mut self, named: &Named, group: &Group<'_>) {
        self.ids.entry(Arc::clone(&named.key.id)).or_default().push(named.clone());
        let former = group.files.iter().filter_map(|file| file.get("former_ids"));
        for former in former.flat_map(|stated| stated.value.texts()) {
            self.former.entry(former).or_default().push(named.clone());
        }
        let names: BTreeSet<&(Arc<str>, Arc<str>)> = group.files.iter().flat_map(|file| &file.names).collect();
        for (name, folded) in names {
            let entry = self.folded.entry(Arc::clone(folded));
            let (_, entries) = entry.or_insert_with(|| (Arc::clone(name), Vec::new()));
            if entries.last() != Some(named) {
                entries.push(named.clone());
            }
        }
    }

    /// The name of a published entity.
    pub(super) fn key(&self, id: EntityId) -> Option<&EntityKey> {
        self.keys.get(id.index())
    }

    /// What `written` means among these kinds.
    pub(super) fn find(&self, written: &str, kinds: &[Kind]) -> Found {
        if let Some((folder, id)) = written.split_once('/')
            && let Some(kind) = Kind::from_folder(folder)
        {
            return if kinds.contains(&kind) { self.find(id, &[kind]) } else { self.other_kind(id, kinds) };
        }
        let fits = |named: &&Named| kinds.contains(&named.key.kind);
        let by_id: Vec<&Named> = self.ids.get(written).into_iter().flatten().filter(fits).collect();
        if let Some(found) = one_of(&by_id) {
            return found;
        }
        let former: Vec<&Named> = self.former.get(written).into_iter().flatten().filter(fits).collect();
        match former.as_slice() {
            [] => {}
            [Named { key, id: Some(id) }] => return Found::Former(*id, key.clone()),
            [Named { id: None, .. }] => return Found::Hidden,
            several => return Found::Several(several.iter().map(|named| named.key.clone()).collect()),
        }
        let by_name: Vec<&Named> =
            self.folded.get(&*fold(written)).into_iter().flat_map(|(_, found)| found).filter(fits).collect();
        one_of(&by_name).unwrap_or_else(|| self.other_kind(written, kinds))
    }

    fn other_kind(&self, written: &str, kinds: &[Kind]) -> Found {
        let elsewhere = self
            .ids
            .get(written)
            .or_else(|| self.folded.get(&*fold(written)).map(|(_, found)| found))
            .and_then(|found| found.first());
        match elsewhere {
            Some(named) => Found::OtherKind(named.key.clone()),
            None => Found::Nothing(self.nearest(written, kinds)),
        }
    }

    /// The nearest id or name, as it is written where it stands.
    fn nearest(&self, written: &str, kinds: &[Kind]) -> Option<String> {
        let fits = |found: &[Named]| found.iter().any(|named| kinds.contains(&named.key.kind) && named.id.is_some());
        let ids = self.ids.iter().filter(|(_, found)| fits(found)).map(|(id, _)| &**id);
        if let Some(id) = nearest(written, ids) {
            return Some(id.to_owned());
        }
        let folded = fold(written);
        let names = self.folded.iter().filter(|(_, (_, found))| fits(found)).map(|(name, _)| &**name);
        let (name, _) = self.folded.get(nearest(&folded, names)?)?;
        Some(name.to_string())
    }
}

/// One match, or several; published ones win over hidden ones.
fn one_of(found: &[&Named]) -> Option<Found> {
    let shown: BTreeSet<&Named> = found.iter().copied().filter(|named| named.id.is_some()).collect();
    let mut shown = shown.into_iter();
    match (shown.next(), shown.next()) {
        (None, _) => (!found.is_empty()).then_some(Found::Hidden),
        (Some(named), None) => named.id.map(Found::One),
        (Some(first), Some(second)) => {
            Some(Found::Several([first, second].into_iter().chain(shown).map(|named| named.key.clone()).collect()))
        }
    }
}
