//! Values as read by their shape, each with its place.

use std::borrow::Cow;
use std::sync::Arc;

use super::shape::Table;
use super::shared::Shared;
use crate::edtf::Edtf;
use crate::fingerprint::Hasher;
use crate::kind::Kinds;
use crate::lang::{Lang, PerLang};
use crate::source::Span;

/// A value and where it was stated.
#[derive(Clone, Debug)]
pub struct Stated {
    /// The value.
    pub value: Value,
    /// Its bytes in the file.
    pub span: Span,
}

impl Stated {
    /// Puts it, and all in it, where it stands in another text.
    pub fn move_by(&mut self, place: &dyn Fn(Span) -> Span) {
        self.span = place(self.span);
        for part in self.value.parts_mut() {
            part.move_by(place);
        }
    }

    /// The items of a list, or the one value that stands in its place.
    pub fn one_or_more(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => std::slice::from_ref(self),
        }
    }

    /// The text that stands alone, where a map of languages might stand.
    pub fn direct(&self) -> Option<(Lang, &Self)> {
        let (lang, only) = self.value.by_lang()?.first_key_value()?;
        (only.span == self.span).then_some((*lang, only))
    }

    /// The value of a key that stands alone, where the map might stand that its key is of.
    pub fn bare(&self) -> Option<&Self> {
        match &self.value {
            Value::Map(table, entries) => match &**entries {
                [(number, one)] if table.bare == Some(*number) && one.span == self.span => {
                    Some(one)
                }
                _ => None,
            },
            _ => None,
        }
    }
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
    Word(Cow<'static, str>),
    /// An id or name as written, and the kinds that it may mean.
    Ref {
        /// Its number among the references of the reading.
        number: u32,
        /// As written.
        written: Arc<str>,
        /// What may be meant.
        kinds: Kinds,
    },
    /// A list.
    List(Vec<Stated>),
    /// A map with the keys of a table, by their numbers, in the order written.
    Map(Shared<Table>, Vec<(u16, Stated)>),
    /// A map with the editor's keys, in the order written; each key with its place.
    Named(Vec<(Arc<str>, Span, Stated)>),
    /// One value for each language.
    ByLang(PerLang<Stated>),
    /// Anything.
    Free(Arc<serde_yaml::Value>),
}

/// Whether two references, an id and a name perhaps, mean one entity among these kinds.
pub type SameEntity<'a> = &'a dyn Fn(&str, &str, Kinds) -> bool;

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

    /// A plain text.
    pub fn text(&self) -> Option<&Arc<str>> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A word of its shape.
    pub fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }

    /// A number.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A bare date.
    pub fn date(&self) -> Option<&Edtf> {
        match self {
            Self::Date(date) => Some(date),
            _ => None,
        }
    }

    /// `true`.
    pub fn is_true(&self) -> bool {
        matches!(self, Self::Bool(true))
    }

    /// The values of a map of languages.
    pub fn by_lang(&self) -> Option<&PerLang<Stated>> {
        match self {
            Self::ByLang(values) => Some(values),
            _ => None,
        }
    }

    /// The value under a key of a map.
    pub fn get(&self, name: &str) -> Option<&Stated> {
        match self {
            Self::Map(table, _) => self.at(table.find(name)?.0),
            _ => None,
        }
    }

    /// The value under the key of a map with this number.
    pub fn at(&self, number: u16) -> Option<&Stated> {
        match self {
            Self::Map(_, entries) => at(entries, number),
            _ => None,
        }
    }

    /// The items of a list.
    pub fn items(&self) -> &[Stated] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The values that stand directly in it.
    fn parts_mut(&mut self) -> Vec<&mut Stated> {
        match self {
            Self::List(items) => items.iter_mut().collect(),
            Self::Map(_, entries) => entries.iter_mut().map(|(_, one)| one).collect(),
            Self::Named(entries) => entries.iter_mut().map(|(.., one)| one).collect(),
            Self::ByLang(values) => values.values_mut().collect(),
            _ => Vec::new(),
        }
    }

    /// Feeds what it says: no place goes in, and no number that follows from one.
    pub fn feed(&self, hasher: &mut Hasher) {
        match self {
            Self::Text(text) | Self::Inline { text, .. } | Self::Ref { written: text, .. } => {
                hasher.number(0).text(text);
            }
            Self::Word(word) => {
                hasher.number(1).text(word);
            }
            Self::Bool(value) => {
                hasher.number(2).number(u64::from(*value));
            }
            Self::Number(number) => {
                hasher.number(3).number(number.to_bits());
            }
            Self::Date(date) => {
                hasher.number(4).text(date.as_str());
            }
            Self::List(items) => {
                hasher.number(5).number(items.len() as u64);
                items.iter().for_each(|item| item.value.feed(hasher));
            }
            Self::Map(_, entries) => {
                hasher.number(6).number(entries.len() as u64);
                for (key, stated) in entries {
                    hasher.number(u64::from(*key));
                    stated.value.feed(hasher);
                }
            }
            Self::Named(entries) => {
                hasher.number(7).number(entries.len() as u64);
                for (key, _, stated) in entries {
                    hasher.text(key);
                    stated.value.feed(hasher);
                }
            }
            Self::ByLang(values) => {
                hasher.number(8).number(values.len() as u64);
                for (lang, stated) in values {
                    hasher.text(lang.as_str());
                    stated.value.feed(hasher);
                }
            }
            Self::Free(value) => {
                hasher.number(9).text(&format!("{value:?}"));
            }
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
            (
                Self::Ref {
                    written: a, kinds, ..
                },
                Self::Ref { written: b, .. },
            ) => a == b || same_entity(a, b, *kinds),
            (Self::Map(_, a), Self::Map(_, b)) => same_map(a, b, ordered, same_entity),
            (Self::List(a), Self::List(b)) => same_items(a, b, ordered, same_entity),
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

/// The value under a number among the entries of a map: there are few.
pub fn at(entries: &[(u16, Stated)], number: u16) -> Option<&Stated> {
    entries
        .iter()
        .find(|(key, _)| *key == number)
        .map(|(_, value)| value)
}

fn same_map(
    a: &[(u16, Stated)],
    b: &[(u16, Stated)],
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
