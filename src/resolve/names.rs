//! Which entity a reference means: by id, by folder and id, by a former id, or by a name in any language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::group::Group;
use crate::diagnostic::nearest::{Suggestions, listed, nearest};
use crate::fingerprint::Fingerprint;
use crate::kind::{EntityKey, Kinds};
use crate::locale::fold;
use crate::model::schema::FORMER_IDS;
use crate::model::{Document, Schema};
use crate::site::EntityId;

/// What a reference turned out to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
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

/// What a name is looked up as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    Id,
    FormerId,
    Name,
}

/// One way to name an entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    by: By,
    looked_up: Arc<str>,
    written: Arc<str>,
}

impl Name {
    /// The question that this name answers.
    pub(super) fn question(&self) -> Fingerprint {
        question(self.by, &self.looked_up)
    }
}

fn question(by: By, looked_up: &str) -> Fingerprint {
    Fingerprint::of_sort(by as u64, looked_up.as_bytes())
}

/// All that an entity is called.
pub(super) fn called<'a>(
    key: &EntityKey,
    files: impl Iterator<Item = &'a Arc<Document>>,
) -> BTreeSet<Name> {
    let plain = |by: By, id: Arc<str>| Name {
        by,
        looked_up: Arc::clone(&id),
        written: id,
    };
    let mut names = BTreeSet::from([plain(By::Id, Arc::clone(&key.id))]);
    for file in files {
        let former = file
            .get(FORMER_IDS)
            .map(|stated| stated.value.texts())
            .into_iter()
            .flatten();
        names.extend(former.map(|id| plain(By::FormerId, id)));
        let own = file.names.iter();
        names.extend(own.map(|(written, folded)| Name {
            by: By::Name,
            looked_up: Arc::clone(folded),
            written: Arc::clone(written),
        }));
    }
    names
}

/// What was asked of the names of a site: of what the answers could be others.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    questions: BTreeSet<Fingerprint>,
    /// Something was not found, and the nearest of all names was looked for.
    for_nearest: bool,
    suggestions: Suggestions,
}

impl Asked {
    fn note(&mut self, by: By, looked_up: &str) {
        self.questions.insert(question(by, looked_up));
    }

    /// Whether an answer may be another when other things are called this.
    pub(super) fn depends_on(&self, changed: &BTreeSet<Fingerprint>) -> bool {
        !changed.is_empty()
            && (self.for_nearest || self.questions.iter().any(|one| changed.contains(one)))
    }
}

/// The names of all entities.
pub(super) struct Names {
    ids: Register,
    former: Register,
    /// By folded name.
    folded: Register,
    /// Of published entities, by id.
    keys: Vec<EntityKey>,
    schema: Arc<Schema>,
}

/// Who is called what: published entities first, each group in the order of its keys, and each entity once.
type Register = BTreeMap<Arc<str>, Vec<Named>>;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    key: EntityKey,
    /// `None` where it is not published.
    id: Option<EntityId>,
    /// The name as its files write it.
    written: Arc<str>,
}

impl Names {
    pub(super) fn new(schema: &Arc<Schema>, published: &[Group<'_>], hidden: &[Group<'_>]) -> Self {
        let keys = published.iter().map(|group| group.key.clone()).collect();
        let mut names = Self {
            ids: BTreeMap::new(),
            former: BTreeMap::new(),
            keys,
            folded: BTreeMap::new(),
            schema: Arc::clone(schema),
        };
        let shown = published
            .iter()
            .enumerate()
            .map(|(index, group)| (Some(EntityId::at(index)), group));
        for (id, group) in shown.chain(hidden.iter().map(|group| (None, group))) {
            names.add(
                &group.key,
                id,
                called(&group.key, group.files.iter().copied()),
            );
        }
        names
    }

    /// Calls an entity what its files call it now. All else stands, so that the names are those that [`Names::new`] would make.
    pub(super) fn rename(
        &mut self,
        key: &EntityKey,
        id: Option<EntityId>,
        before: BTreeSet<Name>,
        now: BTreeSet<Name>,
    ) {
        for Name { by, looked_up, .. } in before {
            let register = self.register(by);
            if let Some(entries) = register.get_mut(&looked_up) {
                entries.retain(|named| named.key != *key);
                if entries.is_empty() {
                    register.remove(&looked_up);
                }
            }
        }
        self.add(key, id, now);
    }

    fn add(&mut self, key: &EntityKey, id: Option<EntityId>, names: BTreeSet<Name>) {
        for Name {
            by,
            looked_up,
            written,
        } in names
        {
            let entries = self.register(by).entry(looked_up).or_default();
            let place = |named: &Named| (named.id.is_none(), &named.key).cmp(&(id.is_none(), key));
            if let Err(index) = entries.binary_search_by(place) {
                entries.insert(
                    index,
                    Named {
                        key: key.clone(),
                        id,
                        written,
                    },
                );
            }
        }
    }

    fn register(&mut self, by: By) -> &mut Register {
        match by {
            By::Id => &mut self.ids,
            By::FormerId => &mut self.former,
            By::Name => &mut self.folded,
        }
    }

    /// The name of a published entity.
    pub(super) fn key(&self, id: EntityId) -> Option<&EntityKey> {
        self.keys.get(id.index())
    }

    /// All that have this id, published or not.
    pub(super) fn with_id(&self, id: &str, asked: &mut Asked) -> Vec<EntityKey> {
        asked.note(By::Id, id);
        self.ids
            .get(id)
            .into_iter()
            .flatten()
            .map(|named| named.key.clone())
            .collect()
    }

    /// What `written` means among these kinds. All that the answer rests on is noted in `asked`.
    pub(super) fn find(&self, written: &str, kinds: Kinds, asked: &mut Asked) -> Meaning {
        if let Some((folder, id)) = written.split_once('/')
            && let Some(kind) = self.schema.from_folder(folder)
        {
            return if kinds.contains(kind) {
                self.find(id, Kinds::one(kind), asked)
            } else {
                self.other_kind(id, kinds, asked)
            };
        }
        let fits = |named: &&Named| kinds.contains(named.key.kind);
        asked.note(By::Id, written);
        let by_id: Vec<&Named> = self
            .ids
            .get(written)
            .into_iter()
            .flatten()
            .filter(fits)
            .collect();
        if let Some(found) = one_of(&by_id) {
            return found;
        }
        asked.note(By::FormerId, written);
        let former: Vec<&Named> = self
            .former
            .get(written)
            .into_iter()
            .flatten()
            .filter(fits)
            .collect();
        match former.as_slice() {
            [] => {}
            [
                Named {
                    key, id: Some(id), ..
                },
            ] => return Meaning::Former(*id, key.clone()),
            [Named { id: None, .. }] => return Meaning::Hidden,
            several => {
                return Meaning::Several(several.iter().map(|named| named.key.clone()).collect());
            }
        }
        let folded = fold(written);
        asked.note(By::Name, &folded);
        let by_name: Vec<&Named> = self
            .folded
            .get(&*folded)
            .into_iter()
            .flatten()
            .filter(fits)
            .collect();
        one_of(&by_name).unwrap_or_else(|| self.other_kind(written, kinds, asked))
    }

    fn other_kind(&self, written: &str, kinds: Kinds, asked: &mut Asked) -> Meaning {
        let folded = fold(written);
        asked.note(By::Id, written);
        asked.note(By::Name, &folded);
        let by_name = || self.folded.get(&*folded);
        match self
            .ids
            .get(written)
            .or_else(by_name)
            .and_then(|found| found.first())
        {
            Some(named) => Meaning::OtherKind(named.key.clone()),
            None => {
                asked.for_nearest = true;
                let near = || self.nearest(written, kinds);
                Meaning::Nothing(asked.suggestions.found(near))
            }
        }
    }

    /// The ids of published entities of these kinds, the first few.
    pub(super) fn known(&self, kinds: Kinds) -> Option<String> {
        let fits = |found: &[Named]| {
            let mut found = found.iter();
            found.any(|named| kinds.contains(named.key.kind) && named.id.is_some())
        };
        let ids = self.ids.iter().filter(|(_, found)| fits(found));
        listed(ids.map(|(id, _)| &**id))
    }

    /// The nearest id or name, as it is written where it stands.
    fn nearest(&self, written: &str, kinds: Kinds) -> Option<String> {
        let fits = |found: &[Named]| {
            found
                .iter()
                .any(|named| kinds.contains(named.key.kind) && named.id.is_some())
        };
        let ids = self
            .ids
            .iter()
            .filter(|(_, found)| fits(found))
            .map(|(id, _)| &**id);
        if let Some(id) = nearest(written, ids) {
            return Some(id.to_owned());
        }
        let folded = fold(written);
        let names = self
            .folded
            .iter()
            .filter(|(_, found)| fits(found))
            .map(|(name, _)| &**name);
        let named = self.folded.get(nearest(&folded, names)?)?.first()?;
        Some(named.written.to_string())
    }
}

/// One match, or several; published ones win over hidden ones.
fn one_of(found: &[&Named]) -> Option<Meaning> {
    let shown: BTreeSet<&Named> = found
        .iter()
        .copied()
        .filter(|named| named.id.is_some())
        .collect();
    let mut shown = shown.into_iter();
    match (shown.next(), shown.next()) {
        (None, _) => (!found.is_empty()).then_some(Meaning::Hidden),
        (Some(named), None) => named.id.map(Meaning::One),
        (Some(first), Some(second)) => Some(Meaning::Several(
            [first, second]
                .into_iter()
                .chain(shown)
                .map(|named| named.key.clone())
                .collect(),
        )),
    }
}
