//! Blocks of a theme: what the data of each may hold.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::fingerprint::{Fingerprint, Fingerprinted, Hasher};
use crate::yaml::{Shared, Table};

/// What a block may hold, as the file beside its template declares it.
#[derive(Clone, Debug)]
pub struct BlockRow {
    /// Its keys.
    pub table: Shared<Table>,
    /// Keys of which one must hold something, or the block shows nothing.
    pub shows: Box<[u16]>,
}

/// The blocks of a theme by name; one that declares nothing may hold anything.
#[derive(Clone, Debug, Default)]
pub struct Blocks(BTreeMap<Arc<str>, Option<BlockRow>>);

impl Blocks {
    /// The blocks with these names.
    pub fn new(rows: impl IntoIterator<Item = (Arc<str>, Option<BlockRow>)>) -> Self {
        Self(rows.into_iter().collect())
    }

    /// The name of a block, and what it may hold.
    pub fn find(&self, name: &str) -> Option<(&Arc<str>, Option<&BlockRow>)> {
        let (name, row) = self.0.get_key_value(name)?;
        Some((name, row.as_ref()))
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.0.keys()
    }

    /// All that are declared.
    pub fn rows(&self) -> impl Iterator<Item = (&str, &BlockRow)> {
        self.0
            .iter()
            .filter_map(|(name, row)| Some((&**name, row.as_ref()?)))
    }
}

impl Fingerprinted for Blocks {
    fn fingerprint(&self) -> Fingerprint {
        let mut hasher = Hasher::new("blocks");
        for (name, row) in &self.0 {
            hasher.text(name);
            let Some(row) = row else {
                hasher.number(0);
                continue;
            };
            hasher.number(1 + row.shows.len() as u64);
            row.shows.iter().for_each(|key| {
                hasher.number(u64::from(*key));
            });
            row.table.feed(&mut hasher);
        }
        hasher.finish()
    }
}
