//! The words that stand for months in the texts of a language, for reading: long and short, in every set that it has.

use std::collections::BTreeMap;

use super::fold::fold;
use super::{months, tag};

/// Month names as they are looked up. Empty for a language that CLDR does not know: its dates are then plain numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthWords {
    names: BTreeMap<String, u8>,
}

impl MonthWords {
    /// The names in a language, by its BCP 47 tag.
    pub fn new(tag: &str) -> Self {
        let Ok((id, _)) = tag::parse(tag) else { return Self::default() };
        let named = months::all_names(&id).into_iter().map(|(name, month)| (looked_up(&name), month));
        // A name with digits (`5月`) is read as a number.
        Self { names: named.filter(|(name, _)| !name.is_empty() && !name.contains(char::is_numeric)).collect() }
    }

    /// All names, for fingerprints.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u8)> {
        self.names.iter().map(|(name, month)| (name.as_str(), *month))
    }

    /// The month that a word means. Letters without case may have one more before them: a conjunction or preposition
    /// is written onto the word in the scripts that have no case.
    pub(super) fn find(&self, word: &str) -> Option<u8> {
        const SHORTEST: usize = 3;
        let word = looked_up(word);
        let bare = || {
            let mut letters = word.chars();
            let first = letters.next().filter(|c| !c.is_lowercase() && !c.is_uppercase())?;
            let rest = word.get(first.len_utf8()..)?;
            (rest.chars().count() >= SHORTEST).then(|| self.names.get(rest)).flatten()
        };
        self.names.get(word.as_str()).or_else(bare).copied()
    }
}

fn looked_up(name: &str) -> String {
    fold(name).replace('.', "")
}
