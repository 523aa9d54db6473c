//! The eight kinds of content and the names of entities.

use std::fmt;
use std::sync::Arc;

/// What an entity is. A kind is a row in one table: its folder is its name in paths and addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A text with a day of publication.
    Article,
    /// Something that happened, or is planned.
    Event,
    /// A person, state, body or group.
    Actor,
    /// A treaty, memorandum, resolution, truce.
    Agreement,
    /// A place on the map.
    Place,
    /// What is cited.
    Source,
    /// A glossary entry.
    Term,
    /// A free page.
    Page,
}

impl Kind {
    /// All kinds, in the order in which messages and indexes list them.
    pub const ALL: [Self; 8] = [
        Self::Article,
        Self::Event,
        Self::Actor,
        Self::Agreement,
        Self::Place,
        Self::Source,
        Self::Term,
        Self::Page,
    ];

    /// The folder under `content/` and the part of the address.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Article => "articles",
            Self::Event => "events",
            Self::Actor => "actors",
            Self::Agreement => "agreements",
            Self::Place => "places",
            Self::Source => "sources",
            Self::Term => "terms",
            Self::Page => "pages",
        }
    }

    /// One of the kind, as templates and messages name it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Event => "event",
            Self::Actor => "actor",
            Self::Agreement => "agreement",
            Self::Place => "place",
            Self::Source => "source",
            Self::Term => "term",
            Self::Page => "page",
        }
    }

    /// The kind that lives in this folder.
    pub fn from_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == folder)
    }
}

/// The name of an entity: unique in the site, never an address (slugs belong to editions).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityKey {
    /// What it is.
    pub kind: Kind,
    /// Its id, unique in the kind's folder.
    pub id: Arc<str>,
}

impl fmt::Display for EntityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.folder(), self.id)
    }
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
