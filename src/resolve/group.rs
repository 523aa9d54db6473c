//! Files that belong together: one group for each entity, with what is not published taken out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::{ResolveOptions, is_entity};
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Location};
use crate::kind::{EntityKey, Kind};
use crate::lang::{Lang, PerLang};
use crate::model::schema::{DRAFT, PUBLISH, TITLE};
use crate::model::{Document, FileRole, Schema};
use crate::site::Omitted;
use crate::yaml::Value;

/// The files of one entity.
pub(super) struct Group<'a> {
    /// Its name.
    pub key: EntityKey,
    /// All its files, the neutral record first; facts are read from all of them, published or not.
    pub files: Vec<&'a Arc<Document>>,
    /// For each published language: the file of that edition, or `None` where the neutral record alone holds the text.
    pub editions: PerLang<Option<&'a Document>>,
}

impl<'a> Group<'a> {
    /// Whether any language is published.
    pub(super) fn is_published(&self) -> bool {
        !self.editions.is_empty()
    }

    /// The neutral record.
    pub(super) fn neutral(&self) -> Option<&'a Document> {
        self.files
            .iter()
            .map(|file| &***file)
            .find(|file| file.lang.is_none())
    }

    /// The languages that it has a text in, published or not.
    pub(super) fn languages(&self) -> BTreeSet<Lang> {
        let own = self.files.iter().filter_map(|file| file.lang);
        own.chain(self.neutral().map(titled).unwrap_or_default())
            .collect()
    }

    /// Its name on the command line.
    pub(super) fn name(&self, schema: &Schema) -> String {
        let folder = self.files.first().map_or("", |file| file.path.folder());
        match &*self.key.id {
            "" => format!("{folder}/_index")
                .trim_start_matches("content")
                .trim_start_matches('/')
                .to_owned(),
            _ => schema.name(&self.key),
        }
    }

    /// Whether all facts could be read.
    pub(super) fn is_sound(&self) -> bool {
        self.files.iter().all(|file| file.sound)
    }

    /// Whether all files could be read in full.
    pub(super) fn is_whole(&self) -> bool {
        self.files.iter().all(|file| file.is_whole())
    }

    /// Whether no file states a key, so far as that can be known.
    pub(super) fn lacks(&self, number: u16, name: &str) -> bool {
        self.files
            .iter()
            .all(|file| file.sound || file.lacks(number, name))
    }
}

/// All groups of a site.
pub(super) struct Groups<'a> {
    /// Sorted by key.
    pub entities: Vec<Group<'a>>,
    /// `_index` files of folders.
    pub lists: BTreeMap<Kind, Group<'a>>,
    /// `_index` files of the site.
    pub home: Group<'a>,
    /// What was taken out.
    pub omitted: Omitted,
}

/// Groups documents. Two files with one key and one language are a `duplicate-entity`;
/// the first by path wins, so that the rest of the site can still be checked.
pub(super) fn by_entity<'a>(
    options: &ResolveOptions,
    documents: &'a [Arc<Document>],
) -> Diagnosed<Groups<'a>> {
    let mut diagnostics = Vec::new();
    let mut sorted: Vec<&'a Arc<Document>> = documents.iter().collect();
    // Stable, so that of two claims the first by path comes first.
    sorted.par_sort_by(|a, b| name(a).cmp(&name(b)).then(a.lang.cmp(&b.lang)));
    sorted.dedup_by(|second, first| {
        let is_same = name(first) == name(second) && first.lang == second.lang;
        diagnostics.extend(is_same.then(|| duplicate(second, first)));
        is_same
    });
    let made = sorted
        .par_chunk_by(|a, b| name(a) == name(b))
        .filter_map(|files| {
            let first = files.first()?;
            let key = EntityKey {
                kind: is_entity(first.role).unwrap_or(Kind::PAGE),
                id: Arc::clone(&first.id),
            };
            let mut omitted = Omitted::default();
            let group = group(options, key, files.to_vec(), &mut omitted);
            Some((first.role, group, omitted))
        });
    let mut groups = Groups {
        entities: Vec::new(),
        lists: BTreeMap::new(),
        home: empty(),
        omitted: Omitted::default(),
    };
    for (role, group, omitted) in made.collect::<Vec<_>>() {
        groups.omitted.drafts.extend(omitted.drafts);
        groups.omitted.not_due.extend(omitted.not_due);
        match role {
            FileRole::Entity(_) => groups.entities.push(group),
            FileRole::List(kind) => drop(groups.lists.insert(kind, group)),
            FileRole::Home => groups.home = group,
        }
    }
    groups.entities.sort_by(|a, b| a.key.cmp(&b.key));
    Diagnosed {
        value: groups,
        diagnostics,
    }
}

/// What the files of one group have in common.
fn name(document: &Document) -> (FileRole, &str) {
    (document.role, &document.id)
}

fn empty<'a>() -> Group<'a> {
    Group {
        key: EntityKey {
            kind: Kind::PAGE,
            id: "".into(),
        },
        files: Vec::new(),
        editions: PerLang::new(),
    }
}

fn duplicate(second: &Document, first: &Document) -> Diagnostic {
    Diagnostic::at(
        Code::DuplicateEntity,
        Location::file(&second.path),
        "this entry exists already in this language",
    )
    .label(Location::file(&first.path), "the same entry")
    .help("keep one of the two files, or give one of them another id")
}

fn group<'a>(
    options: &ResolveOptions,
    key: EntityKey,
    files: Vec<&'a Arc<Document>>,
    omitted: &mut Omitted,
) -> Group<'a> {
    let mut group = Group {
        key,
        files,
        editions: PerLang::new(),
    };
    let neutral = group.neutral();
    let mut wanted: PerLang<Option<&'a Document>> = group
        .files
        .iter()
        .filter_map(|file| Some((file.lang?, Some(&***file))))
        .collect();
    for lang in neutral.map(titled).unwrap_or_default() {
        wanted.entry(lang).or_insert(None);
    }
    // A record that could not be read, or has no title, still stands for its entity in every language.
    if wanted.is_empty() && neutral.is_some() {
        wanted = options.languages.iter().map(|lang| (*lang, None)).collect();
    }
    wanted.retain(|_, file| is_due(options, *file, neutral, omitted));
    group.editions = wanted;
    group
}

/// The languages in which a neutral record has a title.
fn titled(neutral: &Document) -> Vec<Lang> {
    match neutral.get(TITLE).map(|title| &title.value) {
        Some(Value::ByLang(titles)) => titles.keys().copied().collect(),
        _ => Vec::new(),
    }
}

/// Edition keys hold for the file that they stand in, and in a neutral record for all.
fn is_due(
    options: &ResolveOptions,
    file: Option<&Document>,
    neutral: Option<&Document>,
    omitted: &mut Omitted,
) -> bool {
    for document in [file, neutral].into_iter().flatten() {
        let draft = matches!(
            document.get(DRAFT).map(|draft| &draft.value),
            Some(Value::Bool(true))
        );
        if draft && !options.drafts {
            omitted.drafts.insert(document.path.clone());
            return false;
        }
        if let Some(Value::Date(day)) = document.get(PUBLISH).map(|publish| &publish.value)
            && day.earliest() > options.today
            && !options.future
        {
            omitted
                .not_due
                .insert((document.path.clone(), day.as_str().to_owned()));
            return false;
        }
    }
    true
}
