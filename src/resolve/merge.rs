//! A fact is stated once: the files of an entity are laid over each other, and what differs is an error.

use std::collections::BTreeMap;

use super::group::Group;
use super::linker::Linker;
use super::names::Meaning;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::kind::Kinds;
use crate::lang::Lang;
use crate::model::{Document, Schema};
use crate::site::EntryAt;
use crate::yaml::{Key, Scope, Stated, Value};

/// A statement and the file that makes it.
#[derive(Clone, Copy)]
pub(super) struct Fact<'a> {
    /// The file.
    pub document: &'a Document,
    /// The statement.
    pub stated: &'a Stated,
}

impl<'a> Fact<'a> {
    /// The statement under a key of a file.
    pub(super) fn of(document: &'a Document, key: u16) -> Option<Self> {
        let stated = document.get(key)?;
        Some(Self { document, stated })
    }

    /// The statement under a key of a map.
    pub(super) fn get(self, name: &str) -> Option<Self> {
        let stated = self.stated.value.get(name)?;
        Some(Self { stated, ..self })
    }

    /// Where it is stated.
    pub(super) fn location(self) -> Location {
        Location::new(&self.document.path, self.stated.span)
    }
}

/// A key and the statements under it.
type Candidates<'a> = (&'a Key, Vec<(EntryAt, Fact<'a>)>);

/// The statements that count: of a fact the first, of a text one for each file that is shown, and of what holds for editions
/// those of the files that are shown, or else the first. In the order of the numbers of their keys.
pub(super) fn counted(
    linker: &mut Linker<'_>,
    schema: &Schema,
    group: &Group<'_>,
) -> Vec<(u16, EntryAt)> {
    let mut counted: BTreeMap<u16, Candidates<'_>> = BTreeMap::new();
    for (index, document) in (0..).zip(&group.files) {
        for (entry, (number, stated)) in (0..).zip(&document.entries) {
            let Some(key) = schema.key(document.role, *number) else {
                continue;
            };
            let (_, known) = counted.entry(*number).or_insert_with(|| (key, Vec::new()));
            let fact = Fact { document, stated };
            match key.scope {
                Scope::Fact => match known.first() {
                    None => known.push(((index, entry), fact)),
                    Some((_, first)) => same_fact(linker, key, *first, fact),
                },
                Scope::Text if is_shown(group, document) => {
                    known
                        .iter()
                        .for_each(|(_, first)| same_texts(linker, key, *first, fact));
                    known.push(((index, entry), fact));
                }
                Scope::Text => {}
                Scope::Edition => known.push(((index, entry), fact)),
            }
        }
    }
    let numbered = counted.into_iter().flat_map(|(number, (key, mut all))| {
        let is_any_shown = all.iter().any(|(_, fact)| is_shown(group, fact.document));
        match (key.scope, is_any_shown) {
            (Scope::Edition, true) => all.retain(|(_, fact)| is_shown(group, fact.document)),
            (Scope::Edition, false) => all.truncate(1),
            (Scope::Fact | Scope::Text, _) => {}
        }
        all.into_iter().map(move |(place, _)| (number, place))
    });
    numbered.collect()
}

/// Facts count wherever they stand; the words of an edition that is not published are not shown anywhere.
fn is_shown(group: &Group<'_>, document: &Document) -> bool {
    document
        .lang
        .is_none_or(|lang| group.editions.contains_key(&lang))
}

/// The same entity may be named by its id in one file and by its name in another.
fn same_fact(linker: &mut Linker<'_>, key: &Key, first: Fact<'_>, second: Fact<'_>) {
    let same_entity = |one: &str, other: &str, kinds: Kinds| {
        let found = (linker.look_up(one, kinds), linker.look_up(other, kinds));
        matches!(found, (Meaning::One(one), Meaning::One(other)) if one == other)
    };
    let (one, other) = (&first.stated.value, &second.stated.value);
    if !one.same(other, key.is_ordered, &same_entity) {
        linker.diagnostics.push(conflict(key, first, second));
    }
}

fn same_texts(linker: &mut Linker<'_>, key: &Key, first: Fact<'_>, second: Fact<'_>) {
    let both = first
        .stated
        .value
        .by_lang()
        .zip(second.stated.value.by_lang());
    let Some((firsts, seconds)) = both else {
        return same_lists(linker, key, first, second);
    };
    for (lang, stated) in seconds {
        let other = firsts.get(lang);
        if let Some(other) =
            other.filter(|other| !other.value.same(&stated.value, true, &|_, _, _| false))
        {
            let one = Fact {
                stated: other,
                ..first
            };
            let two = Fact { stated, ..second };
            linker.diagnostics.push(conflict(key, one, two));
        }
    }
}

/// A list of texts is one text: a language has it from one file, or the same from both.
fn same_lists(linker: &mut Linker<'_>, key: &Key, first: Fact<'_>, second: Fact<'_>) {
    let in_lang = |fact: Fact<'_>, lang: Lang| -> Vec<Stated> {
        let texts = fact.stated.value.items().iter();
        let texts = texts.filter_map(|item| item.value.by_lang()?.get(&lang));
        texts.cloned().collect()
    };
    let differ = linker.options.languages.iter().any(|lang| {
        let (one, two) = (in_lang(first, *lang), in_lang(second, *lang));
        let is_stated_twice = !one.is_empty() && !two.is_empty();
        is_stated_twice && !Value::List(one).same(&Value::List(two), true, &|_, _, _| false)
    });
    if differ {
        linker.diagnostics.push(conflict(key, first, second));
    }
}

fn conflict(key: &Key, first: Fact<'_>, second: Fact<'_>) -> Diagnostic {
    Diagnostic::at(
        Code::ConflictingFacts,
        second.location(),
        format!("{} is stated twice and differently", quoted(&key.name)),
    )
    .label(first.location(), "stated here too")
    .help("state it in one file only; the other languages take it over")
}
