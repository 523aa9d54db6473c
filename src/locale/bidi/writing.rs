//! What a language is written with, and which other languages of the site are told apart by their script.

use super::super::script::Script;
use super::class::Class;
use crate::lang::{Direction, Lang};

/// How the texts of one language are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    /// The language.
    pub lang: Lang,
    /// Of its script.
    pub direction: Direction,
    /// The other languages of the site that run the other way, with their scripts.
    pub opposite: Vec<(Lang, Script)>,
}

impl Writing {
    /// The language of words that run the other way, if only one of the site's is written in their script.
    pub fn language_of(&self, letters: Letters) -> Option<Lang> {
        let script = Script::of(letters.word?)?;
        let mut found = self
            .opposite
            .iter()
            .filter(|(_, known)| *known == script)
            .map(|(lang, _)| *lang);
        found.next().filter(|_| found.next().is_none())
    }
}

/// Which letters a text holds, as seen from a direction; of the other only those before the first of its own, after
/// which nothing more need be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    /// Letters of that direction.
    pub own: bool,
    /// The first letter of the other.
    pub other: Option<char>,
    /// The first of these that begins a word: in `S/2018/852` none does.
    pub word: Option<char>,
}

impl Letters {
    /// Looks until one of that direction is found.
    pub fn of(text: &str, direction: Direction) -> Self {
        let mut letters = Self::default();
        let mut before = None;
        for c in text.chars() {
            let found = Class::of(c).direction();
            let other = found.filter(|found| *found != direction).map(|_| c);
            letters.own |= found == Some(direction);
            letters.other = letters.other.or(other);
            letters.word = letters.word.or(before.filter(|_| other.is_some()));
            before = other;
            if letters.own {
                break;
            }
        }
        letters
    }

    /// The letters of two texts.
    #[must_use]
    pub fn and(self, after: Self) -> Self {
        Self {
            own: self.own || after.own,
            other: self.other.or(after.other),
            word: self.word.or(after.word),
        }
    }

    /// Whether the text runs the other way: it has letters of that direction only.
    pub fn are_foreign(self) -> bool {
        self.other.is_some() && !self.own
    }
}
