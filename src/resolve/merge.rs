//! A fact is stated once: the files of an entity are laid over each other, and what differs is an error.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::group::Group;
use super::linker::Linker;
use super::names::Found;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::kind::Kinds;
use crate::model::Document;
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
    /// The statement under a key of a map.
    pub(super) fn get(self, name: &str) -> Option<Self> {
        self.stated
            .value
            .get(name)
            .map(|stated| Self { stated, ..self })
    }

    /// The items of a list.
    pub(super) fn items(self) -> impl Iterator<Item = Self> {
        let items: &'a [Stated] = match &self.stated.value {
            Value::List(items) => items,
            _ => &[],
        };
        items.iter().map(move |stated| Self { stated, ..self })
    }

    /// Where it is stated.
    pub(super) fn location(self) -> Location {
        Location::new(&self.document.path, self.stated.span)
    }
}

/// The facts of an entity, one statement for each key; texts of all languages under one key.
#[derive(Default)]
pub(super) struct Merged<'a> {
    values: BTreeMap<String, Vec<Fact<'a>>>,
}

impl<'a> Merged<'a> {
    /// The statement of a fact.
    pub(super) fn get(&self, name: &str) -> Option<Fact<'a>> {
        self.values
            .get(name)
            .and_then(|facts| facts.first())
            .copied()
    }

    /// All statements of a text, each for its languages.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = Fact<'a>> {
        self.values.get(name).into_iter().flatten().copied()
    }
}

/// Merges facts and texts; keys of editions are left to the editions.
pub(super) fn facts<'a>(linker: &mut Linker<'_>, group: &Group<'a>) -> Merged<'a> {
    let mut merged = Merged::default();
    for document in &group.files {
        let schema = Arc::clone(&linker.options.schema);
        for (number, key) in schema.keys(document.role) {
            let Some(stated) = document.get(number) else {
                continue;
            };
            let fact = Fact { document, stated };
            match key.scope {
                Scope::Edition => {}
                Scope::Fact => add_fact(linker, &mut merged, key, fact),
                Scope::Text if is_shown(group, document) => {
                    add_text(linker, &mut merged, key, fact);
                }
                Scope::Text => {}
            }
        }
    }
    merged
}

/// Facts count wherever they stand; the words of an edition that is not published are not shown anywhere.
fn is_shown(group: &Group<'_>, document: &Document) -> bool {
    document
        .lang
        .is_none_or(|lang| group.editions.contains_key(&lang))
}

fn add_fact<'a>(linker: &mut Linker<'_>, merged: &mut Merged<'a>, key: &Key, fact: Fact<'a>) {
    let facts = merged.values.entry(key.name.to_string()).or_default();
    match facts.first() {
        None => facts.push(fact),
        Some(first) if same(linker, first, &fact, key.is_ordered) => {}
        Some(first) => linker.diagnostics.push(conflict(key, *first, fact)),
    }
}

/// The same entity may be named by its id in one file and by its name in another.
fn same(linker: &Linker<'_>, first: &Fact<'_>, second: &Fact<'_>, ordered: bool) -> bool {
    let same_entity = |one: &str, other: &str, kinds: Kinds| matches!((linker.look_up(one, kinds), linker.look_up(other, kinds)), (Found::One(one), Found::One(other)) if one == other);
    first
        .stated
        .value
        .same(&second.stated.value, ordered, &same_entity)
}

fn add_text<'a>(linker: &mut Linker<'_>, merged: &mut Merged<'a>, key: &Key, fact: Fact<'a>) {
    let facts = merged.values.entry(key.name.to_string()).or_default();
    let Value::ByLang(second) = &fact.stated.value else {
        return;
    };
    for first in facts.iter() {
        let Value::ByLang(values) = &first.stated.value else {
            continue;
        };
        for (lang, value) in second {
            if let Some(other) = values
                .get(lang)
                .filter(|other| !other.value.same(&value.value, true, &|_, _, _| false))
            {
                let one = Fact {
                    stated: other,
                    ..*first
                };
                linker.diagnostics.push(conflict(
                    key,
                    one,
                    Fact {
                        stated: value,
                        ..fact
                    },
                ));
            }
        }
    }
    facts.push(fact);
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
