//! Records: what the files of an entity state, merged, without a copy of any of it.
//!
//! A file stays as it was parsed. Beside it stand, in the order in which its front matter numbers them, what its references
//! lead to and one target for each slot of its texts. A record says which statements count: for each key the file and the
//! entry there. [`super::views`] are windows on it.

use std::sync::Arc;

use super::{EntityId, Prose, Resolved};
use crate::diagnostic::Location;
use crate::edtf::Edtf;
use crate::fingerprint::{Fingerprint, Hasher};
use crate::lang::Lang;
use crate::model::{BlockData, Document};
use crate::yaml::{Stated, Value};

/// What a reference of front matter leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// A published entity.
    To(EntityId),
    /// Something that is not published.
    Hidden,
    /// Nothing; that was reported.
    Broken,
    /// It was not looked up: another statement counts.
    Unread,
}

/// A file of a record with what it leads to.
#[derive(Clone, Debug)]
pub struct RecordFile {
    /// The file as parsed.
    pub document: Arc<Document>,
    /// Where its front matter leads.
    pub leads: Leads,
}

/// Where statements lead, in the order in which reading numbers references and texts.
#[derive(Clone, Debug, Default)]
pub struct Leads {
    /// One for each reference.
    pub links: Box<[Link]>,
    /// For each text with inline Markdown one target for each of its slots.
    pub texts: Box<[Arc<[Resolved]>]>,
}

impl Leads {
    /// What a reference leads to.
    pub fn link(&self, value: &Value) -> Option<Link> {
        match value {
            Value::Ref { number, .. } => self.links.get(*number as usize).copied(),
            _ => None,
        }
    }

    /// The published entity that a reference leads to.
    pub fn entity(&self, value: &Value) -> Option<EntityId> {
        match self.link(value)? {
            Link::To(id) => Some(id),
            Link::Hidden | Link::Broken | Link::Unread => None,
        }
    }
}

/// The data of a block, and where it leads.
#[derive(Clone, Copy, Debug)]
pub struct LinkedBlock<'a> {
    /// The data.
    pub data: &'a BlockData,
    /// Where it leads.
    pub leads: &'a Leads,
}

/// Where a statement stands: the file of the record, and the entry of its front matter.
pub type EntryAt = (u16, u16);

/// The merged values of an entity, or of a list or home page.
#[derive(Clone, Debug, Default)]
pub struct Record {
    files: Box<[RecordFile]>,
    /// For the key of each number where its statements begin; one more for the end.
    starts: Box<[u16]>,
    places: Box<[EntryAt]>,
}

impl Record {
    /// A record of these files, with the statements that count, key by key in the order of their numbers.
    pub fn new(files: Vec<RecordFile>, counted: &[(u16, EntryAt)]) -> Self {
        let end = counted.last().map_or(0, |(key, _)| key + 1);
        let start = |key: u16| counted.partition_point(|(known, _)| *known < key);
        Self {
            files: files.into(),
            starts: (0..=end)
                .map(|key| u16::try_from(start(key)).unwrap_or(u16::MAX))
                .collect(),
            places: counted.iter().map(|(_, place)| *place).collect(),
        }
    }

    /// Its files, the neutral one first.
    pub fn files(&self) -> &[RecordFile] {
        &self.files
    }

    /// The statements under a key: of a fact one, of a text one for each file that has it.
    pub fn all(&self, key: u16) -> impl DoubleEndedIterator<Item = Statement<'_>> + Clone {
        let at = |key: usize| self.starts.get(key).map_or(0, |start| usize::from(*start));
        let key = usize::from(key);
        let places = self.places.get(at(key)..at(key + 1)).unwrap_or_default();
        places.iter().filter_map(|place| self.statement(*place))
    }

    /// The first statement under a key.
    pub fn get(&self, key: u16) -> Option<Statement<'_>> {
        self.all(key).next()
    }

    /// All statements that count, each with the number of its key.
    pub fn statements(&self) -> impl Iterator<Item = (u16, Statement<'_>)> {
        let end = u16::try_from(self.starts.len()).unwrap_or(u16::MAX);
        (0..end).flat_map(|key| self.all(key).map(move |one| (key, one)))
    }

    fn statement(&self, (file, entry): EntryAt) -> Option<Statement<'_>> {
        let file = self.files.get(usize::from(file))?;
        let (_, stated) = file.document.entries.get(usize::from(entry))?;
        Some(Statement { file, stated })
    }

    /// The fingerprint of what it says: no place and no id goes into it.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut hasher = Hasher::new("record");
        for (key, statement) in self.statements() {
            hasher.number(u64::from(key));
            statement.stated.value.feed(&mut hasher);
        }
        hasher.finish()
    }
}

/// A statement and the file that makes it.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'a> {
    /// The file.
    pub file: &'a RecordFile,
    /// The statement.
    pub stated: &'a Stated,
}

impl<'a> Statement<'a> {
    /// Another statement of the same file.
    #[must_use]
    pub fn other(self, stated: &'a Stated) -> Self {
        Self { stated, ..self }
    }

    /// The statement under the key of a map with this number.
    pub fn field(self, key: u16) -> Option<Self> {
        Some(self.other(self.stated.value.at(key)?))
    }

    /// The items of a list.
    pub fn items(self) -> &'a [Stated] {
        self.stated.value.items()
    }

    /// Where it stands.
    pub fn location(self) -> Location {
        Location::new(&self.file.document.path, self.stated.span)
    }

    /// A plain text.
    pub fn text(self) -> Option<&'a Arc<str>> {
        self.stated.value.text()
    }

    /// A bare date.
    pub fn date(self) -> Option<&'a Edtf> {
        self.stated.value.date()
    }

    /// What a reference leads to.
    pub fn link(self) -> Option<Link> {
        self.file.leads.link(&self.stated.value)
    }

    /// The published entity that a reference leads to.
    pub fn entity(self) -> Option<EntityId> {
        self.file.leads.entity(&self.stated.value)
    }

    /// The value in a language of a map of languages.
    pub fn in_lang(self, lang: Lang) -> Option<Self> {
        Some(self.other(self.stated.value.by_lang()?.get(&lang)?))
    }

    /// The languages of a map of languages.
    pub fn languages(self) -> impl Iterator<Item = Lang> + 'a {
        let values = self.stated.value.by_lang();
        values.into_iter().flat_map(|values| values.keys().copied())
    }

    /// A text with inline Markdown.
    pub fn prose(self) -> Option<Prose> {
        let Value::Inline { index, .. } = &self.stated.value else {
            return None;
        };
        Some(Prose {
            body: Arc::clone(self.file.document.inline.get(*index)?),
            targets: Arc::clone(self.file.leads.texts.get(*index)?),
            path: self.file.document.path.clone(),
        })
    }
}
