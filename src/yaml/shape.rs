//! The forms that a value may have, and the keys that a map may hold: the vocabulary of the content contract.
//!
//! A declaration is data: a constant of the program, or made at run time and shared. Nothing else needs to know which.

use std::borrow::Cow;
use std::sync::Arc;

use super::shared::Shared;
use super::words::Words;
use crate::fingerprint::Hasher;
use crate::kind::Kinds;

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

/// Where a key of every kind holds: what has a page of its own, what shares one, and lists with the home page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds(u8);

impl Holds {
    /// In entries that have a page.
    pub const PAGES: Self = Self(1);
    /// In entries that stand on a page with others.
    pub const SHARED: Self = Self(2);
    /// In lists and on the home page.
    pub const INDEX: Self = Self(4);
    /// In what has a page of its own, lists and the home page among them.
    pub const OWN_PAGES: Self = Self(1 | 4);
    /// In all entries.
    pub const ENTRIES: Self = Self(1 | 2);
    /// Wherever something is stated.
    pub const ANYWHERE: Self = Self(1 | 2 | 4);

    /// Whether both hold somewhere.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A key that a map may hold.
#[derive(Clone, Debug)]
pub struct Key {
    /// As it is written.
    pub name: Cow<'static, str>,
    /// The form of its value.
    pub shape: Shape,
    /// Whose it is.
    pub scope: Scope,
    /// What it stands in is about nothing without it.
    pub is_required: bool,
    /// The order of its list means something.
    pub is_ordered: bool,
    /// Its value is an id that nothing else in the list of records has.
    pub is_unique: bool,
    /// Its list is told in the order of the `date` of its records, however it is written.
    pub by_date: bool,
    /// Its references say what a statement rests on; others say whom it is about.
    pub cites: bool,
    /// The fewest and the most that its list holds, in each of its languages.
    pub between: Option<(usize, usize)>,
    /// What it is one of, where several keys are told as one list.
    pub group: &'static str,
    /// Where it does anything.
    pub holds: Holds,
    /// What other programs call it.
    pub foreign: &'static [&'static str],
}

impl Key {
    const fn new(scope: Scope, name: &'static str, item: Item) -> Self {
        Self {
            name: Cow::Borrowed(name),
            shape: Shape {
                item,
                many: Many::One,
            },
            scope,
            is_required: false,
            is_ordered: false,
            is_unique: false,
            by_date: false,
            cites: false,
            between: None,
            group: "",
            holds: Holds::ANYWHERE,
            foreign: &[],
        }
    }

    /// A key for a fact.
    pub const fn fact(name: &'static str, item: Item) -> Self {
        Self::new(Scope::Fact, name, item)
    }

    /// A key for a text of a language.
    pub const fn text(name: &'static str, item: Item) -> Self {
        Self::new(Scope::Text, name, item)
    }

    /// A key that holds for one file.
    pub const fn edition(name: &'static str, item: Item) -> Self {
        Self::new(Scope::Edition, name, item)
    }

    /// The same in another number.
    #[must_use]
    pub const fn many(mut self, many: Many) -> Self {
        self.shape.many = many;
        self
    }

    /// The same as a list.
    #[must_use]
    pub const fn list(self) -> Self {
        self.many(Many::List)
    }

    /// The same, and nothing goes without it.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// The same as a list whose order means something.
    #[must_use]
    pub const fn ordered(mut self) -> Self {
        self.is_ordered = true;
        self.list()
    }

    /// The same as an id that stands once in its list.
    #[must_use]
    pub const fn unique(mut self) -> Self {
        self.is_unique = true;
        self
    }

    /// The same, told in the order of time.
    #[must_use]
    pub const fn by_date(mut self) -> Self {
        self.by_date = true;
        self
    }

    /// The same as what a statement rests on.
    #[must_use]
    pub const fn cites(mut self) -> Self {
        self.cites = true;
        self
    }

    /// The same as a list of so many.
    #[must_use]
    pub const fn between(mut self, fewest: usize, most: usize) -> Self {
        self.between = Some((fewest, most));
        self.list()
    }

    /// The same as one of several.
    #[must_use]
    pub const fn among(mut self, group: &'static str) -> Self {
        self.group = group;
        self
    }

    /// The same, and nothing elsewhere.
    #[must_use]
    pub const fn only(mut self, holds: Holds) -> Self {
        self.holds = holds;
        self
    }

    /// The same, by other names elsewhere.
    #[must_use]
    pub const fn foreign(mut self, names: &'static [&'static str]) -> Self {
        self.foreign = names;
        self
    }

    fn feed(&self, hasher: &mut Hasher) {
        hasher.text(&self.name);
        for flag in [
            self.is_required,
            self.is_ordered,
            self.is_unique,
            self.by_date,
            self.cites,
        ] {
            hasher.number(u64::from(flag));
        }
        let (fewest, most) = self.between.unwrap_or_default();
        hasher.number(fewest as u64).number(most as u64);
        hasher.number(self.scope as u64);
        hasher.number(u64::from(self.holds.0));
        self.shape.feed(hasher);
    }
}

/// The keys of a map: of a file as a whole, or of a record inside it.
#[derive(Clone, Debug)]
pub struct Table {
    /// What one such map is called: the first part of the paths of its keys.
    pub name: Cow<'static, str>,
    /// The number of the key that a bare value stands for.
    pub bare: Option<u16>,
    /// The number of its first key: those of a kind follow those of every kind.
    pub first: u16,
    /// Its keys, numbered in their order.
    pub keys: Shared<[Key]>,
}

impl Table {
    /// A map with these keys.
    pub const fn of(name: &'static str, keys: &'static [Key]) -> Self {
        Self {
            name: Cow::Borrowed(name),
            bare: None,
            first: 0,
            keys: Shared::Constant(keys),
        }
    }

    /// A map that is declared at run time.
    pub fn made(name: &str, bare: Option<u16>, first: u16, keys: Vec<Key>) -> Shared<Self> {
        Shared::Made(Arc::new(Self {
            name: Cow::Owned(name.to_owned()),
            bare,
            first,
            keys: Shared::Made(keys.into()),
        }))
    }

    /// The same, where a bare value stands for one of its keys.
    #[must_use]
    pub const fn short(mut self, bare: &str) -> Self {
        self.bare = Some(number_of(&self, bare));
        self
    }

    /// The same, with numbers that follow those of another.
    #[must_use]
    pub const fn after(mut self, other: &Self) -> Self {
        self.first = other.end();
        self
    }

    /// The number after that of its last key.
    pub const fn end(&self) -> u16 {
        match &self.keys {
            #[expect(clippy::cast_possible_truncation, reason = "tables are short")]
            Shared::Constant(keys) => self.first + keys.len() as u16,
            // Nothing follows what a site declares.
            Shared::Made(_) => self.first,
        }
    }

    /// All keys with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (u16, &Key)> {
        (self.first..).zip(self.keys.iter())
    }

    /// The key of this name with its number.
    pub fn find(&self, name: &str) -> Option<(u16, &Key)> {
        self.numbered().find(|(_, key)| key.name == name)
    }

    /// The key with this number.
    pub fn key(&self, number: u16) -> Option<&Key> {
        self.keys.get(usize::from(number.checked_sub(self.first)?))
    }

    /// Feeds all that reading depends on.
    pub fn feed(&self, hasher: &mut Hasher) {
        hasher.text(&self.name).number(self.keys.len() as u64);
        hasher.number(self.bare.map_or(u64::MAX, u64::from));
        self.keys.iter().for_each(|key| key.feed(hasher));
    }
}

/// The number of a key in a table of the program; one that is not there stops the compiler.
#[expect(
    clippy::panic,
    reason = "in constants it stops the compiler, and nothing else calls this"
)]
pub const fn number_of(table: &Table, name: &str) -> u16 {
    let Shared::Constant(keys) = &table.keys else {
        panic!("a table of the program is meant");
    };
    let mut index = 0;
    while index < keys.len() {
        // OK because the loop ends before the end of the table.
        #[expect(clippy::indexing_slicing, reason = "slices have no `get` in constants")]
        if let Cow::Borrowed(known) = &keys[index].name
            && is_same(known.as_bytes(), name.as_bytes())
        {
            #[expect(clippy::cast_possible_truncation, reason = "tables are short")]
            return table.first + index as u16;
        }
        index += 1;
    }
    panic!("no such key is declared")
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut index = 0;
    while index < one.len() && index < other.len() {
        // OK because the loop ends before the end of either.
        #[expect(clippy::indexing_slicing, reason = "slices have no `get` in constants")]
        if one[index] != other[index] {
            return false;
        }
        index += 1;
    }
    one.len() == other.len()
}

/// The form of a value: what one is, and how many there are.
#[derive(Clone, Debug)]
pub struct Shape {
    /// One.
    pub item: Item,
    /// Their number.
    pub many: Many,
}

/// How many values stand under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Many {
    /// One.
    One,
    /// A list.
    List,
    /// One or a list of them.
    OneOrList,
    /// A map of languages to lists.
    ListsByLang,
    /// A map with keys of the editor's own.
    Named,
}

/// One value.
#[derive(Clone, Debug)]
pub enum Item {
    /// A plain text that belongs to no language.
    Line,
    /// An id or code, without any invisible character.
    Id,
    /// The id of a tag of the configuration.
    Tag,
    /// The code of a country.
    Country,
    /// An absolute path inside the site.
    SitePath,
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
    /// Always a map of languages: a plain text, or a map of the plural forms of that language.
    Counted,
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
    /// A path under `static/`, or an `https` address.
    Picture,
    /// The id of a zone or route of the map.
    Zone,
    /// The same, or a mailbox without its scheme.
    Contact,
    /// One of some words.
    Word(Words),
    /// The id or name of an entity of one of these kinds.
    Ref(Kinds),
    /// The same, or a map of languages for someone who has no entity.
    RefOrTexts(Kinds),
    /// The id of a claim, wherever in the site it stands.
    Claim,
    /// A map with known keys.
    Fields(Shared<Table>),
    /// Anything.
    Free,
}

impl Item {
    /// One of some words of the program.
    pub const fn word(words: &'static [&'static str]) -> Self {
        Self::Word(Words::Constant(words))
    }

    /// A map of the program.
    pub const fn fields(table: &'static Table) -> Self {
        Self::Fields(Shared::Constant(table))
    }
}

impl Shape {
    fn feed(&self, hasher: &mut Hasher) {
        hasher.number(self.many as u64);
        match &self.item {
            Item::Word(words) => {
                let words = words.all();
                hasher.number(words.len() as u64);
                words.iter().for_each(|word| {
                    hasher.text(word);
                });
            }
            Item::Ref(kinds) | Item::RefOrTexts(kinds) => {
                hasher.number(kinds.bits());
            }
            Item::Fields(table) => table.feed(hasher),
            Item::Number(low, high) | Item::Whole(low, high) => {
                hasher.number(low.to_bits()).number(high.to_bits());
            }
            _ => {}
        }
        hasher.text(self.item.name());
    }
}

impl Item {
    /// A word for what it is.
    fn name(&self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Id => "id",
            Self::Tag => "tag",
            Self::Country => "country",
            Self::SitePath => "site path",
            Self::Slug => "slug",
            Self::Text => "text",
            Self::Inline => "inline",
            Self::Texts => "texts",
            Self::InlineTexts => "inline texts",
            Self::Counted => "counted",
            Self::Bool => "bool",
            Self::Number(..) => "number",
            Self::Whole(..) => "whole",
            Self::Date => "date",
            Self::Day => "day",
            Self::Address => "address",
            Self::Picture => "picture",
            Self::Zone => "zone",
            Self::Contact => "contact",
            Self::Word(_) => "word",
            Self::Ref(_) => "ref",
            Self::RefOrTexts(_) => "ref or texts",
            Self::Claim => "claim",
            Self::Fields(_) => "fields",
            Self::Free => "free",
        }
    }
}

/// The keys of a table, for messages.
pub(super) fn names(keys: &[Key]) -> String {
    keys.iter()
        .map(|key| &*key.name)
        .collect::<Vec<_>>()
        .join("` `")
}

/// A table of the program: its name in paths of keys, and its keys in their order.
macro_rules! table {
    ($(#[$doc:meta])* $name:ident = $word:literal $(.$how:ident($($with:expr),*))*; $($key:expr),* $(,)?) => {
        $(#[$doc])*
        pub const $name: &$crate::yaml::Table = {
            const KEYS: &[$crate::yaml::Key] = &[$($key),*];
            &$crate::yaml::Table::of($word, KEYS)$(.$how($($with),*))*
        };
    };
}
pub(crate) use table;
