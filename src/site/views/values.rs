//! What getters give: single values, texts by language, lists, entities; each read from where it stands.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;

use super::super::record::{Record, Statement};
use super::super::{EntityId, Prose};
use crate::edtf::Edtf;
use crate::lang::Lang;
use crate::yaml::{Stated, Value};

/// What a window looks at: the record of an entity, or one map inside it.
#[derive(Clone, Copy, Debug)]
pub enum Pane<'a> {
    /// All statements of an entity.
    Record(&'a Record),
    /// A map.
    Map(Statement<'a>),
}

impl<'a> Pane<'a> {
    pub(super) fn under(self, key: u16) -> Found<'a> {
        match self {
            Self::Record(record) => Found::InRecord(record, key),
            Self::Map(statement) => Found::InMap(statement.field(key)),
        }
    }
}

/// What stands under a key.
#[derive(Clone, Copy, Debug)]
pub enum Found<'a> {
    /// In some files of a record.
    InRecord(&'a Record, u16),
    /// In a map, if anything does.
    InMap(Option<Statement<'a>>),
}

impl<'a> Found<'a> {
    pub(super) fn first(self) -> Option<Statement<'a>> {
        match self {
            Self::InRecord(record, key) => record.get(key),
            Self::InMap(statement) => statement,
        }
    }

    /// The statements, nearest to a reader of any language last.
    fn all(self) -> impl DoubleEndedIterator<Item = Statement<'a>> {
        let (in_record, in_map) = match self {
            Self::InRecord(record, key) => (Some(record.all(key)), None),
            Self::InMap(statement) => (None, statement),
        };
        in_record.into_iter().flatten().chain(in_map)
    }
}

/// What a getter gives.
pub trait Getter<'a> {
    /// Reads it from where it stands.
    fn get(found: Found<'a>) -> Self;
}

/// One value.
pub trait Read<'a>: Sized {
    /// Reads it; `None` where it is not sound.
    fn read(statement: Statement<'a>) -> Option<Self>;
}

impl<'a, T: Read<'a>> Getter<'a> for Option<T> {
    fn get(found: Found<'a>) -> Self {
        T::read(found.first()?)
    }
}

impl<'a> Getter<'a> for bool {
    fn get(found: Found<'a>) -> Self {
        found
            .first()
            .is_some_and(|statement| statement.stated.value.is_true())
    }
}

impl<'a> Read<'a> for Statement<'a> {
    fn read(statement: Statement<'a>) -> Option<Self> {
        Some(statement)
    }
}

impl<'a> Read<'a> for EntityId {
    fn read(statement: Statement<'a>) -> Option<Self> {
        statement.entity()
    }
}

impl<'a> Read<'a> for &'a Arc<str> {
    fn read(statement: Statement<'a>) -> Option<Self> {
        statement.text()
    }
}

/// A text or a word.
impl<'a> Read<'a> for &'a str {
    fn read(statement: Statement<'a>) -> Option<Self> {
        match &statement.stated.value {
            Value::Text(text) => Some(text),
            Value::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// A word, for those who keep it.
impl<'a> Read<'a> for Cow<'static, str> {
    fn read(statement: Statement<'a>) -> Option<Self> {
        match &statement.stated.value {
            Value::Word(word) => Some(word.clone()),
            _ => None,
        }
    }
}

impl<'a> Read<'a> for f64 {
    fn read(statement: Statement<'a>) -> Option<Self> {
        statement.stated.value.number()
    }
}

impl<'a> Read<'a> for &'a Edtf {
    fn read(statement: Statement<'a>) -> Option<Self> {
        statement.date()
    }
}

impl<'a> Read<'a> for &'a Arc<serde_yaml::Value> {
    fn read(statement: Statement<'a>) -> Option<Self> {
        match &statement.stated.value {
            Value::Free(value) => Some(value),
            _ => None,
        }
    }
}

/// A small whole number, as the shape of its key allows no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole(pub i32);

impl<'a> Read<'a> for Whole {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "shapes allow small whole numbers only"
    )]
    fn read(statement: Statement<'a>) -> Option<Self> {
        statement
            .stated
            .value
            .number()
            .map(|number| Self(number as i32))
    }
}

/// An actor, or someone who is none.
#[derive(Clone, Copy, Debug)]
pub enum Agent<'a> {
    /// An actor.
    Actor(EntityId),
    /// Someone named in each language.
    Named(Texts<'a>),
}

impl<'a> Read<'a> for Agent<'a> {
    fn read(statement: Statement<'a>) -> Option<Self> {
        match &statement.stated.value {
            Value::Ref { .. } => statement.entity().map(Self::Actor),
            _ => Some(Self::Named(Texts(Found::InMap(Some(statement))))),
        }
    }
}

/// A text in each of its languages.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'a>(Found<'a>);

impl<'a> Getter<'a> for Texts<'a> {
    fn get(found: Found<'a>) -> Self {
        Self(found)
    }
}

impl<'a> Texts<'a> {
    fn statement(self, lang: Lang) -> Option<Statement<'a>> {
        self.0.all().rev().find_map(|one| one.in_lang(lang))
    }

    /// Its languages.
    pub fn languages(self) -> impl Iterator<Item = Lang> + 'a {
        self.0.all().flat_map(Statement::languages)
    }

    /// The plain text in a language.
    pub fn plain(self, lang: Lang) -> Option<&'a Arc<str>> {
        self.statement(lang)?.text()
    }

    /// The plain text in a language, or in the first that has one.
    pub fn plain_or_first(self, lang: Lang) -> Option<&'a Arc<str>> {
        let first = || self.languages().min().and_then(|lang| self.plain(lang));
        self.plain(lang).or_else(first)
    }

    /// The text with inline Markdown in a language.
    pub fn prose(self, lang: Lang) -> Option<Prose> {
        self.statement(lang)?.prose()
    }

    /// The texts with inline Markdown of a list in a language.
    pub fn proses(self, lang: Lang) -> impl Iterator<Item = Prose> + 'a {
        let texts = move |list: Statement<'a>| {
            let items = list.items().iter().map(move |item| list.other(item));
            items.filter_map(move |item| item.in_lang(lang)?.prose())
        };
        let list = self
            .0
            .all()
            .rev()
            .find(|list| texts(*list).next().is_some());
        list.into_iter().flat_map(texts)
    }

    /// The list of plain texts in a language.
    pub fn list(self, lang: Lang) -> impl Iterator<Item = &'a Arc<str>> {
        let items = self.statement(lang).map(Statement::items);
        items
            .into_iter()
            .flatten()
            .filter_map(|item| item.value.text())
    }

    /// The list in a language, or in the first that has one.
    pub fn list_or_first(self, lang: Lang) -> impl Iterator<Item = &'a Arc<str>> {
        let has = self.statement(lang).is_some();
        let first = || self.languages().min();
        let lang = if has { Some(lang) } else { first() };
        lang.into_iter().flat_map(move |lang| self.list(lang))
    }
}

/// The values of a list, one after the other; what is not sound is left out.
#[derive(Clone, Copy, Debug)]
pub struct List<'a, T> {
    list: Option<Statement<'a>>,
    of: PhantomData<fn() -> T>,
}

impl<'a, T> Getter<'a> for List<'a, T> {
    fn get(found: Found<'a>) -> Self {
        Self {
            list: found.first(),
            of: PhantomData,
        }
    }
}

impl<'a, T: Read<'a>> List<'a, T> {
    /// Each of them.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = T> + Clone + use<'a, T> {
        let items: &'a [Stated] = self.list.map_or(&[], Statement::items);
        items
            .iter()
            .filter_map(move |item| T::read(self.list?.other(item)))
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.iter().next().is_none()
    }
}

/// The entities that a list names, each once.
#[derive(Clone, Copy, Debug)]
pub struct Entities<'a>(List<'a, EntityId>);

impl<'a> Getter<'a> for Entities<'a> {
    fn get(found: Found<'a>) -> Self {
        Self(List::get(found))
    }
}

impl<'a> Entities<'a> {
    /// No entity.
    pub const NONE: Self = Self(List {
        list: None,
        of: PhantomData,
    });

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = EntityId> + Clone + use<'a> {
        let ids = self.0.iter();
        let is_new =
            move |(at, id): &(usize, EntityId)| !ids.clone().take(*at).any(|one| one == *id);
        self.0.iter().enumerate().filter(is_new).map(|(_, id)| id)
    }

    /// Whether one is among them.
    pub fn contains(self, id: EntityId) -> bool {
        self.0.iter().any(|one| one == id)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}
