//! One parsed content file.

use std::sync::Arc;

use super::body::{Body, Text};
use super::schema::FileRole;
use crate::diagnostic::nearest::nearest;
use crate::lang::Lang;
use crate::source::{SourcePath, Span};
use crate::yaml::{Stated, at};

/// A parsed file: its front matter by the shape of its kind, its text with open slots.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where it lies.
    pub path: SourcePath,
    /// What it says.
    pub source: Arc<str>,
    /// What it is for.
    pub role: FileRole,
    /// The id of its entity; empty for list and home pages.
    pub id: Arc<str>,
    /// `None` for a neutral record.
    pub lang: Option<Lang>,
    /// The front matter: sound values by the numbers of their keys.
    pub entries: Vec<(u16, Stated)>,
    /// How many references they hold.
    pub references: u32,
    /// The parsed texts of front matter, by the index that values hold.
    pub inline: Vec<Arc<Body>>,
    /// The text after the front matter; `None` if it is blank.
    pub text: Option<Arc<Text>>,
    /// What its entity is called here, with the form in which names are looked up.
    pub names: Vec<(Arc<str>, Arc<str>)>,
    /// Nothing in the front matter was wrong; otherwise what is absent may stand there unread, and is not reported again.
    pub sound: bool,
    /// The keys that stand in the front matter, known or not, if some of it is wrong; `None` where nothing is, or it could not be read at all.
    pub keys: Option<Vec<Box<str>>>,
    /// Where its texts are wrong: what was written there may be missing from them.
    pub faults: Vec<Span>,
}

impl Document {
    /// A file that could not be read: its entity exists, so that references to it are not reported too.
    pub fn unread(path: SourcePath, role: FileRole, id: Arc<str>, lang: Option<Lang>) -> Self {
        Self {
            path,
            source: Arc::default(),
            role,
            id,
            lang,
            entries: Vec::new(),
            references: 0,
            inline: Vec::new(),
            text: None,
            names: Vec::new(),
            sound: false,
            keys: None,
            faults: Vec::new(),
        }
    }

    /// Whether a key surely does not stand in the front matter, neither with a value that is wrong nor misspelt.
    pub fn lacks(&self, number: u16, name: &str) -> bool {
        let meant = |key: &str| key == name || nearest(&key.to_lowercase(), [name]).is_some();
        let absent = || {
            self.keys
                .as_ref()
                .is_some_and(|keys| !keys.iter().any(|key| meant(key)))
        };
        self.get(number).is_none() && (self.sound || absent())
    }

    /// Whether all that was written in it was read.
    pub fn is_whole(&self) -> bool {
        self.sound && self.faults.is_empty()
    }

    /// The value of a key.
    pub fn get(&self, number: u16) -> Option<&Stated> {
        at(&self.entries, number)
    }
}
