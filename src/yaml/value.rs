//! Values as read by their shape, each with its place.

use std::sync::Arc;

use crate::edtf::Edtf;
use crate::kind::Kind;
use crate::lang::PerLang;
use crate::source::Span;

/// A value and where it was stated.
#[derive(Clone, Debug)]
pub struct Stated {
    /// The value.
    pub value: Value,
    /// Its bytes in the file.
    pub span: Span,
}

/// A value in the form that its key asks for.
#[derive(Clone, Debug)]
pub enum Value {
    /// A plain text.
    Text(Arc<str>),
    /// A text with inline Markdown, still unparsed: its number among the texts of the reading.
    Inline {
        /// Index into [`Reading::inline`].
        index: usize,
        /// The Markdown.
        text: Arc<str>,
    },
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A date.
    Date(Edtf),
    /// One of the words of the shape.
    Word(&'static str),
    /// An id or name as written, and the kinds that it may mean.
    Ref {
        /// As written.
        written: Arc<str>,
        /// What may be meant.
        kinds: &'static [Kind],
    },
    /// A list.
    List(Vec<Stated>),
    /// A map with known keys, in the order written.
    Map(Vec<(&'static str, Stated)>),
    /// A map with the editor's keys, in the order written; each key with its place.
    Named(Vec<(Arc<str>, Span, Stated)>),
    /// One value for each language.
    ByLang(PerLang<Stated>),
    /// Anything.
    Free(Arc<serde_yaml::Value>),
}

/// Whether two references, an id and a name perhaps, mean one entity among these kinds.
pub type SameEntity<'a> = &'a dyn Fn(&str, &str, &'static [Kind]) -> bool;

impl Value {
    /// All texts in it, whatever their language.
    pub fn texts(&self) -> Vec<Arc<str>> {
        let mut texts = Vec::new();
        let mut open = vec![self];
        while let Some(value) = open.pop() {
            match value {
                Self::Text(text) => texts.push(Arc::clone(text)),
                Self::List(items) => open.extend(items.iter().map(|item| &item.value)),
                Self::ByLang(values) => open.extend(values.values().map(|item| &item.value)),
                _ => {}
            }
        }
        texts
    }

    /// The value under a key of a map.
    pub fn get(&self, name: &str) -> Option<&Stated> {
        match self {
            Self::Map(entries) => entries
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// Whether two statements say the same; places and, unless `ordered`, the order of lists do not count.
    pub fn same(&self, other: &Self, ordered: bool, same_entity: SameEntity<'_>) -> bool {
        match (self, other) {
            (
                Self::Text(a) | Self::Inline { text: a, .. },
                Self::Text(b) | Self::Inline { text: b, .. },
            ) => a == b,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b).is_eq(),
            (Self::Date(a), Self::Date(b)) => a == b,
            (Self::Word(a), Self::Word(b)) => a == b,
            (Self::Ref { written: a, kinds }, Self::Ref { written: b, .. }) => {
                a == b || same_entity(a, b, kinds)
            }
            (Self::List(a), Self::List(b)) => same_items(a, b, ordered, same_entity),
            (Self::Map(a), Self::Map(b)) => same_map(a, b, ordered, same_entity),
            (Self::Named(a), Self::Named(b)) => {
                a.len() == b.len()
                    && a.iter().all(|(key, _, one)| {
                        b.iter().any(|(other, _, two)| {
                            key == other && one.value.same(&two.value, ordered, same_entity)
                        })
                    })
            }
            (Self::ByLang(a), Self::ByLang(b)) => {
                a.len() == b.len()
                    && a.iter().all(|(lang, one)| {
                        b.get(lang)
                            .is_some_and(|two| one.value.same(&two.value, ordered, same_entity))
                    })
            }
            (Self::Free(a), Self::Free(b)) => a == b,
            _ => false,
        }
    }
}

fn same_map(
    a: &[(&'static str, Stated)],
    b: &[(&'static str, Stated)],
    ordered: bool,
    same_entity: SameEntity<'_>,
) -> bool {
    a.len() == b.len()
        && a.iter().all(|(key, one)| {
            b.iter().any(|(other, two)| {
                key == other && one.value.same(&two.value, ordered, same_entity)
            })
        })
}

fn same_items(a: &[Stated], b: &[Stated], ordered: bool, same_entity: SameEntity<'_>) -> bool {
    let pairs = |a: &[Stated], b: &[Stated]| {
        a.iter()
            .zip(b)
            .all(|(one, two)| one.value.same(&two.value, ordered, same_entity))
    };
    a.len() == b.len()
        && (pairs(a, b)
            || (!ordered
                && a.iter().all(|one| {
                    b.iter()
                        .any(|two| one.value.same(&two.value, ordered, same_entity))
                })))
}
