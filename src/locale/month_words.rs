//! The words that stand for months in the texts of a language, for reading: long and short, in every set that it has.

use std::collections::{BTreeMap, BTreeSet};

use super::fold::{fold, letters, plain_letter};
use super::script::is_mark;
use super::{months, tag};

/// Month names as they are looked up. Empty for a language that CLDR does not know: its dates are then plain numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthWords {
    names: BTreeMap<String, u8>,
    /// The first two letters of each: hardly any other word begins so.
    heads: BTreeSet<(char, char)>,
    /// A bit for each of them, looked at first.
    sieve: [u64; 4],
    /// Some name is of two words, or has a sign inside.
    has_two_words: bool,
}

impl MonthWords {
    /// The names in a language, by its BCP 47 tag.
    pub fn new(tag: &str) -> Self {
        let Ok((id, _)) = tag::parse(tag) else {
            return Self::default();
        };
        let all = months::all_names(&id);
        let is_joint = |c: char| !c.is_alphabetic() && !is_mark(c);
        let has_two_words = all
            .iter()
            .any(|(name, _)| fold(name).trim_end_matches('.').contains(is_joint));
        let named = all
            .into_iter()
            .map(|(name, month)| (looked_up(&name), month));
        // A name with digits (`5月`) is read as a number.
        let names: BTreeMap<String, u8> = named
            .filter(|(name, _)| !name.is_empty() && !name.contains(char::is_numeric))
            .collect();
        let heads: BTreeSet<(char, char)> = names
            .keys()
            .map(|name| head(name))
            .map(|[first, second, _]| (first, second))
            .collect();
        let mut sieve = [0; 4];
        for head in &heads {
            let (place, bit) = sifted(*head);
            sieve
                .get_mut(place)
                .into_iter()
                .for_each(|bits| *bits |= bit);
        }
        Self {
            names,
            heads,
            sieve,
            has_two_words,
        }
    }

    /// All names, for fingerprints.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u8)> {
        self.names
            .iter()
            .map(|(name, month)| (name.as_str(), *month))
    }

    /// Whether a word may be a month, or begin one of two words: a look at its first letters.
    pub(super) fn may_begin(&self, word: &str) -> bool {
        let [first, second, third] = head(word);
        self.is_head((first, second)) || (is_caseless(first) && self.is_head((second, third)))
    }

    fn is_head(&self, head: (char, char)) -> bool {
        let (place, bit) = sifted(head);
        self.sieve.get(place).is_some_and(|bits| bits & bit != 0) && self.heads.contains(&head)
    }

    /// Whether any name may stand in a text as two words.
    pub(super) fn may_have_two_words(&self) -> bool {
        self.has_two_words
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
            (rest.chars().count() >= SHORTEST)
                .then(|| self.names.get(rest))
                .flatten()
        };
        self.names.get(word.as_str()).or_else(bare).copied()
    }
}

/// Where a head has its bit.
fn sifted((first, second): (char, char)) -> (usize, u64) {
    let number = u32::from(first)
        .wrapping_mul(31)
        .wrapping_add(u32::from(second));
    ((number >> 6) as usize % 4, 1 << (number % 64))
}

fn is_caseless(c: char) -> bool {
    !c.is_lowercase() && !c.is_uppercase()
}

/// The first three letters, with nothing for those that a short word lacks.
fn head(word: &str) -> [char; 3] {
    let mut head = ['\0'; 3];
    let mut free = head.iter_mut();
    let mut put = |letter: char| free.next().map(|place| *place = letter);
    for c in word.chars() {
        let is_full = match plain_letter(c) {
            Some(letter) => put(letter).is_none(),
            None => letters(c).any(|letter| put(letter).is_none()),
        };
        if is_full {
            break;
        }
    }
    head
}

fn looked_up(name: &str) -> String {
    // Most words hold nothing that folding would change but their letters.
    let plain: Option<String> = name.chars().map(plain_letter).collect();
    plain.unwrap_or_else(|| fold(name).replace('.', ""))
}
