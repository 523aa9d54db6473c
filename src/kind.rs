//! Kinds of content as numbers, sets of them, and the names of entities.

use std::sync::Arc;

/// What an entity is: a number into the kinds of a schema, of which the first eight are those of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(u8);

impl Kind {
    /// A text with a day of publication.
    pub const ARTICLE: Self = Self(0);
    /// Something that happened, or is planned.
    pub const EVENT: Self = Self(1);
    /// A person, state, body or group.
    pub const ACTOR: Self = Self(2);
    /// A treaty, memorandum, resolution, truce.
    pub const AGREEMENT: Self = Self(3);
    /// A place on the map.
    pub const PLACE: Self = Self(4);
    /// What is cited.
    pub const SOURCE: Self = Self(5);
    /// A glossary entry.
    pub const TERM: Self = Self(6);
    /// A free page.
    pub const PAGE: Self = Self(7);

    /// The kind at this place of a schema, which alone makes kinds.
    pub fn at(index: usize) -> Self {
        Self(u8::try_from(index).unwrap_or(u8::MAX))
    }

    /// Its place in the schema.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A set of kinds: what a reference may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kinds(u64);

impl Kinds {
    /// Every kind, also those that a site declares.
    pub const ANY: Self = Self(u64::MAX);

    /// No kind.
    pub const NONE: Self = Self(0);

    /// One kind.
    pub const fn one(kind: Kind) -> Self {
        match 1_u64.checked_shl(kind.0 as u32) {
            Some(bit) => Self(bit),
            None => Self::NONE,
        }
    }

    /// One more kind.
    #[must_use]
    pub const fn and(self, kind: Kind) -> Self {
        Self(self.0 | Self::one(kind).0)
    }

    /// Whether a kind is among them.
    pub fn contains(self, kind: Kind) -> bool {
        self.0 & Self::one(kind).0 != 0
    }

    /// The set as a number, to be fingerprinted.
    pub fn bits(self) -> u64 {
        self.0
    }
}

/// The most kinds that a schema holds: as many as a set can tell apart.
pub const MOST_KINDS: usize = 64;

/// The name of an entity: unique in the site, never an address (slugs belong to editions).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityKey {
    /// What it is.
    pub kind: Kind,
    /// Its id, unique in the kind's folder.
    pub id: Arc<str>,
}

/// Whether a text is an id: lower-case ASCII letters and digits in groups joined by single hyphens.
pub fn is_id(text: &str) -> bool {
    let group = |group: &str| {
        !group.is_empty()
            && group
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    text.split('-').all(group)
}
