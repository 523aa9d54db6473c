//! The forms that a value may have, and the keys that a map may hold: the vocabulary of the content contract.

use crate::kind::Kind;

/// Whose a key is: what merging a neutral record with its editions means for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Stated once for the entity.
    Fact,
    /// Belongs to a language.
    Text,
    /// Holds for the file that it stands in; in a neutral record for all editions.
    Edition,
}

/// A key that a map may hold.
#[derive(Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// The form of its value.
    pub shape: Shape,
    /// Whose it is.
    pub scope: Scope,
    /// What it means, in a few words, as the documentation's tables print it.
    pub meaning: &'static str,
}

impl Key {
    /// A key for a fact.
    pub const fn fact(name: &'static str, shape: Shape, meaning: &'static str) -> Self {
        Self {
            name,
            shape,
            scope: Scope::Fact,
            meaning,
        }
    }

    /// A key for a text of a language.
    pub const fn text(name: &'static str, shape: Shape, meaning: &'static str) -> Self {
        Self {
            name,
            shape,
            scope: Scope::Text,
            meaning,
        }
    }

    /// A key that holds for one file.
    pub const fn edition(name: &'static str, shape: Shape, meaning: &'static str) -> Self {
        Self {
            name,
            shape,
            scope: Scope::Edition,
            meaning,
        }
    }
}

/// The form of a value.
#[derive(Debug)]
pub enum Shape {
    /// A plain text that belongs to no language.
    Line,
    /// An id or code, without any invisible character.
    Id,
    /// A part of an address, which may be in any script: invisible characters may stand within it only.
    Slug,
    /// A plain text of a language: a string in an edition, a map of languages in a neutral record.
    Text,
    /// The same, with inline Markdown.
    Inline,
    /// Always a map of languages, plain.
    Texts,
    /// Always a map of languages, with inline Markdown.
    InlineTexts,
    /// A map of languages to some other form.
    ByLang(&'static Shape),
    /// `true` or `false`.
    Bool,
    /// A number in a range, both ends included.
    Number(f64, f64),
    /// A whole number in a range, both ends included.
    Whole(f64, f64),
    /// Any EDTF date of levels 0 and 1.
    Date,
    /// A day of the calendar.
    Day,
    /// An absolute `http`, `https` or `mailto` address.
    Address,
    /// One of some words.
    Word(&'static [&'static str]),
    /// The id or name of an entity of one of these kinds.
    Ref(&'static [Kind]),
    /// The same, or a map of languages for someone who has no entity.
    RefOrTexts(&'static [Kind]),
    /// A list.
    List(&'static Shape),
    /// One value or a list of them.
    OneOrList(&'static Shape),
    /// A map with known keys.
    Fields(&'static [Key]),
    /// A map with known keys; a bare value stands for the one named.
    Short(&'static str, &'static [Key]),
    /// A map with keys of the editor's own.
    Named(&'static Shape),
    /// Anything.
    Free,
}

impl Shape {
    /// What to write, for messages and documentation.
    pub fn describe(&self) -> String {
        match self {
            Self::Line | Self::Text => "a text".to_owned(),
            Self::Id => "an id".to_owned(),
            Self::Slug => "a part of an address".to_owned(),
            Self::Inline => "a text, which may hold inline Markdown".to_owned(),
            Self::Texts | Self::InlineTexts => "a text for each language".to_owned(),
            Self::ByLang(shape) => format!("{} for each language", shape.describe()),
            Self::Bool => "`true` or `false`".to_owned(),
            Self::Number(low, high) => format!("a number from {low} to {high}"),
            Self::Whole(low, high) => format!("a whole number from {low} to {high}"),
            Self::Date => "a date".to_owned(),
            Self::Day => "a day such as 2019-05-30".to_owned(),
            Self::Address => "an absolute address".to_owned(),
            Self::Word(words) => format!("one of `{}`", words.join("` `")),
            Self::Ref(kinds) => format!("the id of {}", kinds_in_words(kinds)),
            Self::RefOrTexts(kinds) => format!(
                "the id of {}, or a text for each language",
                kinds_in_words(kinds)
            ),
            Self::List(shape) => format!("a list, each item {}", shape.describe()),
            Self::OneOrList(shape) => format!("{}, or a list of such", shape.describe()),
            Self::Fields(keys) => format!("a map with `{}`", names(keys)),
            Self::Short(key, keys) => {
                let bare = keys
                    .iter()
                    .find(|one| &one.name == key)
                    .map_or_else(String::new, |one| one.shape.describe());
                format!("{bare}, or a map with `{}`", names(keys))
            }
            Self::Named(shape) => format!("a map, each value {}", shape.describe()),
            Self::Free => "anything".to_owned(),
        }
    }
}

fn names(keys: &[Key]) -> String {
    keys.iter()
        .map(|key| key.name)
        .collect::<Vec<_>>()
        .join("` `")
}

fn kinds_in_words(kinds: &[Kind]) -> String {
    let words: Vec<String> = kinds
        .iter()
        .map(|kind| match kind {
            Kind::Article | Kind::Event | Kind::Actor | Kind::Agreement => {
                format!("an {}", kind.word())
            }
            Kind::Place | Kind::Source | Kind::Term | Kind::Page => format!("a {}", kind.word()),
        })
        .collect();
    if kinds.len() == Kind::ALL.len() {
        "any entry".to_owned()
    } else {
        words.join(" or ")
    }
}
