//! Words of which an editor writes one.

use std::borrow::Cow;
use std::sync::Arc;

/// The words of which one is to be written.
#[derive(Clone, Debug)]
pub enum Words {
    /// Of the program.
    Constant(&'static [&'static str]),
    /// Of a site.
    Made(Arc<[Arc<str>]>),
}

impl Words {
    /// All of them, in their order.
    pub fn all(&self) -> Vec<&str> {
        match self {
            Self::Constant(words) => words.to_vec(),
            Self::Made(words) => words.iter().map(|word| &**word).collect(),
        }
    }

    /// The word that is written so.
    pub fn find(&self, written: &str) -> Option<Cow<'static, str>> {
        match self {
            Self::Constant(words) => {
                let found = words.iter().find(|word| **word == written)?;
                Some(Cow::Borrowed(found))
            }
            Self::Made(words) => {
                let found = words.iter().find(|word| &***word == written)?;
                Some(Cow::Owned(found.to_string()))
            }
        }
    }
}
