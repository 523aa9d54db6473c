//! [`Site`]: all entities of a site with their facts merged, their references resolved and their relations known.
//!
//! Built only by `resolve`. Ids index one site: they are never hashed, serialised or shown.

mod claims;
mod record;
pub mod views;
mod walk;
mod zones;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use claims::ClaimIndex;
pub use record::{EntryAt, Leads, Link, LinkedBlock, Record, RecordFile, Statement};
pub use views::*;
pub use walk::{Naming, outgoing, walk};
pub use zones::Zone;

use crate::diagnostic::Location;
use crate::edtf::Edtf;
use crate::kind::{EntityKey, Kind};
use crate::lang::{Lang, PerLang};
use crate::model::{Body, Schema, SectionHash, Text};
use crate::source::{SourcePath, Span};

/// Names one entity of one site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(u32);

impl EntityId {
    /// The id of the entity at this place of the table; `resolve` alone makes ids.
    pub fn at(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Its place in tables that run parallel to the entities.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One resolved site. What is not published is not in it.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its kinds and their keys.
    pub schema: Arc<Schema>,
    /// Sorted by key.
    pub entities: Vec<Arc<Entity>>,
    /// Every published entity by its key.
    pub by_key: BTreeMap<EntityKey, EntityId>,
    /// What exists and is not published: it is known, so that nothing about it is reported, and never shown.
    pub hidden: BTreeSet<EntityKey>,
    /// For each entity, who names it and how.
    pub incoming: Vec<Vec<Relation>>,
    /// What others say, by the ids of the claims.
    pub claims: ClaimIndex,
    /// The home page.
    pub home: IndexPage,
    /// Zones and routes, in the order of the layers; then the outlines of places.
    pub zones: Vec<Zone>,
    /// What is said of list pages.
    pub lists: BTreeMap<Kind, IndexPage>,
    /// What was left out.
    pub omitted: Omitted,
}

impl Site {
    /// The entity with this id.
    pub fn entity(&self, id: EntityId) -> &Entity {
        // OK because ids are made by `resolve` for this very table, and never leave it.
        self.entities
            .get(id.index())
            .expect("an id belongs to its site")
    }

    /// Entities of one kind, in the order of their ids.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (EntityId, &Entity)> {
        let all = self
            .entities
            .iter()
            .enumerate()
            .map(|(index, entity)| (EntityId::at(index), &**entity));
        all.filter(move |(_, entity)| entity.key.kind == kind)
    }

    /// Who names this entity.
    pub fn incoming(&self, id: EntityId) -> &[Relation] {
        self.incoming.get(id.index()).map_or(&[], Vec::as_slice)
    }
}

/// What a build left out, by path of the file that says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Omitted {
    /// Drafts.
    pub drafts: BTreeSet<SourcePath>,
    /// Not yet due, each with its day.
    pub not_due: BTreeSet<(SourcePath, String)>,
}

/// The thing in all its languages.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its name.
    pub key: EntityKey,
    /// The number of the key that says when it was, if its kind has one.
    pub date: Option<u16>,
    /// What its files state.
    pub record: Record,
    /// Its text, for each language that has one; never empty.
    pub editions: PerLang<Edition>,
}

/// What the `_index` files of a folder, or of the site, say.
#[derive(Clone, Debug, Default)]
pub struct IndexPage {
    /// What they state.
    pub record: Record,
    /// Its text, for each language that has one.
    pub editions: PerLang<Edition>,
}

/// An entity's text in one language.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The file that holds it: its own, or the neutral record.
    pub path: SourcePath,
    /// The title.
    pub title: Arc<str>,
    /// One or two sentences.
    pub summary: Option<Prose>,
    /// The text.
    pub text: Option<Linked>,
    /// Last part of the address.
    pub slug: Arc<str>,
    /// Where the slug is stated, if it is.
    pub slug_span: Option<Span>,
    /// Another template.
    pub template: Option<(Arc<str>, Location)>,
    /// Not published; built with `--drafts`.
    pub draft: bool,
    /// The day of the last change of substance.
    pub updated: Option<Edtf>,
    /// The day of the last review.
    pub reviewed: Option<Edtf>,
    /// What the picture shows.
    pub image_alt: Option<Arc<str>>,
    /// Whose the picture is.
    pub image_credit: Option<Arc<str>>,
    /// What a translator must follow.
    pub followed: Followed,
    /// The edition that it was translated from, where its file says so.
    pub original: Option<Original>,
    /// All files of its entity could be read; otherwise what a link names may stand there unread.
    pub is_whole: bool,
}

/// The texts of an edition that its translations follow. They are hashed when someone asks: hardly any edition is the
/// original of a translation that keeps hashes, and hashing all took a tenth of a build.
#[derive(Clone, Debug, Default)]
pub struct Followed {
    /// The texts of the front matter by the names of their sections: title, summary, what is said in brief, and how things stand.
    pub head: [(&'static str, Option<Arc<str>>); 4],
    /// The text with the file that it stands in.
    pub text: Option<(Arc<str>, Arc<Text>)>,
}

impl Followed {
    /// All sections in the order of the page, each with the hash of what it says.
    pub fn sections(&self) -> Vec<(Arc<str>, SectionHash)> {
        let head = self
            .head
            .iter()
            .filter_map(|(id, text)| Some((Arc::from(*id), SectionHash::of(text.as_ref()?))));
        let under = self.text.iter().flat_map(|(source, text)| {
            text.sections
                .iter()
                .map(|section| (Arc::clone(&section.id), section.hash(source)))
        });
        head.chain(under).collect()
    }
}

/// The edition that another one was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Its language.
    pub lang: Lang,
    /// How its sections stand to those that were translated; `None` where no hashes are kept, or the original is not published.
    pub changes: Option<Vec<Change>>,
}

/// A section of an original that is not as it was when it was translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its id.
    pub section: Arc<str>,
    /// What became of it.
    pub kind: ChangeKind,
}

/// What became of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It says something else.
    Changed,
    /// It is new.
    Added,
    /// It is no longer there.
    Removed,
}

impl ChangeKind {
    /// The word for it in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

/// A text whose slots are resolved; `targets` runs parallel to its slots.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The text.
    pub text: Arc<Text>,
    /// One for each slot.
    pub targets: Vec<Resolved>,
    /// Whether a block of the theme stands in it: few texts have one, and all are asked.
    pub has_blocks: bool,
}

/// A text of front matter whose slots are resolved: a window that keeps what it looks at.
#[derive(Clone, Debug)]
pub struct Prose {
    /// The text.
    pub body: Arc<Body>,
    /// One for each slot.
    pub targets: Arc<[Resolved]>,
    /// The file that holds it.
    pub path: SourcePath,
}

/// What a slot leads to.
#[derive(Clone, Debug)]
pub enum Resolved {
    /// An entity, and a heading of its page.
    Entity(EntityId, Option<Arc<str>>),
    /// Something that is not published: the words stay, the link goes.
    Hidden(Arc<str>),
    /// Reported: the words stay, the link goes.
    Broken(Arc<str>),
    /// A heading of the same page.
    Anchor(Arc<str>),
    /// A path of the site or a file beside this one.
    Path(Arc<str>),
    /// An address elsewhere.
    Address(Arc<str>),
    /// Citations.
    Citations(Vec<Cited>),
    /// Where the data of a block leads.
    Block(Leads),
    /// A slot that leads nowhere: phrases, pictures, closing tags.
    Nothing,
}

/// A resolved citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The source.
    pub source: EntityId,
    /// Where in it.
    pub locator: Option<Arc<str>>,
    /// The bytes of the citation.
    pub span: Span,
}

/// That one entity names another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// Who names it.
    pub from: EntityId,
    /// As what.
    pub role: Role,
}

/// As what an entity is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Under a key of the front matter.
    Key,
    /// By a link in a text.
    Mention,
    /// As a source.
    Citation,
}
