//! Translations as editorial work: a [`Site`] → the table of what is translated, and what has grown stale; and a mark
//! → the new text of an edition file.

mod edit;
mod mark;

use std::collections::BTreeSet;

use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::quoted;
use crate::lang::{Lang, PerLang};
use crate::site::{Change, Edition, Site};

pub use edit::marked;
pub use mark::{Mark, MarkError, Marking, is_current, marking, unknown_language};

/// The table: one row for each entry, in the order of folders and ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// A row for each entry.
    pub rows: Vec<Row>,
}

/// How one entry stands in the languages of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `articles/x`; `_index` is the home page, `articles/_index` the list of a folder.
    pub name: String,
    /// The languages that it has a text in.
    pub languages: Vec<Lang>,
    /// The edition that others name as theirs, or the only one.
    pub original: Option<Lang>,
    /// The languages that it lacks.
    pub missing: Vec<Lang>,
    /// The editions that say nothing of what they were made from.
    pub untracked: Vec<Lang>,
    /// The translations whose original has changed since, with its sections.
    pub stale: PerLang<Vec<Change>>,
}

/// How many entries lack something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Entries in all.
    pub entries: usize,
    /// Entries with a stale translation.
    pub stale: usize,
    /// Entries that lack a language.
    pub missing: usize,
    /// Entries with an edition that is not tracked.
    pub untracked: usize,
}

/// Surveys a site, in these languages.
pub fn survey(languages: &[Lang], site: &Site) -> Survey {
    Survey {
        rows: entries(site)
            .map(|(name, editions)| row(languages, name, editions))
            .collect(),
    }
}

/// All that may be translated, by the name that the command line uses.
fn entries(site: &Site) -> impl Iterator<Item = (String, &PerLang<Edition>)> {
    let home = std::iter::once(("_index".to_owned(), &site.home.editions));
    let lists = site.lists.iter().map(|(kind, list)| {
        (
            format!("{}/_index", site.schema.folder(*kind)),
            &list.editions,
        )
    });
    let entities = site
        .entities
        .iter()
        .map(|entity| (site.schema.name(&entity.key), &entity.editions));
    home.chain(lists)
        .chain(entities)
        .filter(|(_, editions)| !editions.is_empty())
}

fn row(languages: &[Lang], name: String, editions: &PerLang<Edition>) -> Row {
    let held: Vec<Lang> = languages
        .iter()
        .copied()
        .filter(|lang| editions.contains_key(lang))
        .collect();
    let original = original(&held, editions);
    let own: Vec<Lang> = held
        .iter()
        .copied()
        .filter(|lang| editions.get(lang).is_some_and(|one| has_file(one, *lang)))
        .collect();
    let changes = |lang: &Lang| editions.get(lang)?.original.as_ref()?.changes.as_ref();
    let is_untracked =
        |lang: &Lang| own.len() > 1 && original != Some(*lang) && changes(lang).is_none();
    let stale = held.iter().filter_map(|lang| {
        Some((
            *lang,
            changes(lang).filter(|changes| !changes.is_empty())?.clone(),
        ))
    });
    Row {
        name,
        original,
        missing: languages
            .iter()
            .copied()
            .filter(|lang| !editions.contains_key(lang))
            .collect(),
        untracked: own.iter().copied().filter(is_untracked).collect(),
        stale: stale.collect(),
        languages: held,
    }
}

/// The edition that translations lead back to, or the only one there is.
fn original(held: &[Lang], editions: &PerLang<Edition>) -> Option<Lang> {
    if let [only] = held {
        return Some(*only);
    }
    let named: BTreeSet<Lang> = editions
        .values()
        .filter_map(|one| one.original.as_ref())
        .map(|one| one.lang)
        .collect();
    let is_root = |lang: &Lang| {
        editions
            .get(lang)
            .is_some_and(|edition| edition.original.is_none())
    };
    held.iter()
        .copied()
        .find(|lang| named.contains(lang) && is_root(lang))
}

/// Whether an edition has a file of its own, which alone can be marked.
fn has_file(edition: &Edition, lang: Lang) -> bool {
    edition.path.name().ends_with(&format!(".{lang}.md"))
}

impl Survey {
    /// The rows that are asked for: entries as `articles/x` or `x`, folders as `articles`; all where nothing is named.
    /// Of each row, what concerns these languages; all where none is named. An error names what is not known, and the nearest.
    pub fn selected(&self, wanted: &[String], languages: &[Lang]) -> Result<Self, String> {
        for name in wanted {
            if !self.rows.iter().any(|row| is_meant(&row.name, name)) {
                return Err(unknown(self.rows.iter().map(|row| row.name.as_str()), name));
            }
        }
        let rows = self
            .rows
            .iter()
            .filter(|row| wanted.is_empty() || wanted.iter().any(|name| is_meant(&row.name, name)));
        let is_wanted = |lang: &Lang| languages.is_empty() || languages.contains(lang);
        let narrowed = rows.cloned().map(|mut row| {
            row.missing.retain(is_wanted);
            row.untracked.retain(is_wanted);
            row.stale.retain(|lang, _| is_wanted(lang));
            row
        });
        Ok(Self {
            rows: narrowed.collect(),
        })
    }

    /// How many rows lack something.
    pub fn totals(&self) -> Totals {
        let count = |lacks: fn(&Row) -> bool| self.rows.iter().filter(|row| lacks(row)).count();
        Totals {
            entries: self.rows.len(),
            stale: count(|row| !row.stale.is_empty()),
            missing: count(|row| !row.missing.is_empty()),
            untracked: count(|row| !row.untracked.is_empty()),
        }
    }
}

/// Whether an entry is meant by its name, its id or its folder.
fn is_meant(name: &str, wanted: &str) -> bool {
    name == wanted
        || name
            .split_once('/')
            .is_some_and(|(folder, id)| folder == wanted || id == wanted)
}

/// The message for a name that no entry has.
fn unknown<'a>(names: impl Iterator<Item = &'a str> + Clone, wanted: &str) -> String {
    let parts = names
        .clone()
        .filter_map(|name| name.split_once('/'))
        .flat_map(|(folder, id)| [id, folder]);
    let near = did_you_mean(wanted, names).or_else(|| did_you_mean(wanted, parts));
    let near = near.map(|near| format!("; {near}")).unwrap_or_default();
    format!("no entry is named {}{near}", quoted(wanted))
}
