//! The words that stand for months in the texts of a language, for reading: long and short, in every set that it has.

use std::collections::{BTreeMap, BTreeSet};

use super::fold::{fold, letters};
use super::{months, tag};

/// Month names as they are looked up. Empty for a language that CLDR does not know: its dates are then plain numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthWords {
    names: BTreeMap<String, u8>,
    /// The first two letters of each: hardly any other word begins so.
    heads: BTreeSet<(char, char)>,
}

impl MonthWords {
    /// The names in a language, by its BCP 47 tag.
    pub fn new(tag: &str) -> Self {
        let Ok((id, _)) = tag::parse(tag) else { return Self::default() };
        let named = months::all_names(&id).into_iter().map(|(name, month)| (looked_up(&name), month));
        // A name with digits (`5月`) is read as a number.
        let names: BTreeMap<String, u8> =
            named.filter(|(name, _)| !name.is_empty() && !name.contains(char::is_numeric)).collect();
        let heads = names.keys().map(|name| head(name)).map(|[first, second, _]| (first, second)).collect();
        Self { names, heads }
    }

    /// All names, for fingerprints.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u8)> {
        self.names.iter().map(|(name, month)| (name.as_str(), *month))
    }

    /// Whether a word may be a month, or begin one of two words: a look at its first letters.
    pub(super) fn may_begin(&self, word: &str) -> bool {
        let [first, second, third] = head(word);
        self.heads.contains(&(first, second)) || (is_caseless(first) && self.heads.contains(&(second, third)))
    }

    /// The month that a word means. Letters without case may have one more before them: a conjunction or preposition
    /// is written onto the word in the scripts that have no case.
    pub(super) fn find(&self, word: &str) -> Option<u8> {
        const SHORTEST: usize = 3;
        let word = looked_up(word);
        let bare = || {
            let mut letters = word.chars();
            let first = letters.next().filter(|c| is_caseless(*c))?;
            let rest = word.get(first.len_utf8()..)?;
            (rest.chars().count() >= SHORTEST).then(|| self.names.get(rest)).flatten()
        };
        self.names.get(word.as_str()).or_else(bare).copied()
    }
}

fn is_caseless(c: char) -> bool {
    !c.is_lowercase() && !c.is_uppercase()
}

/// The first three letters, with nothing for those that a short word lacks.
fn head(word: &str) -> [char; 3] {
    let mut letters = letters(word);
    std::array::from_fn(|_| letters.next().unwrap_or('\0'))
}

fn looked_up(name: &str) -> String {
    fold(name).replace('.', "")
}
