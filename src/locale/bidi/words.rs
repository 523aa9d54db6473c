//! The words that may need to be held together: letters of the other direction and digits, with the signs inside them.

use super::class::{BidiItem, Class};
use super::pairs::{closes, opens};
use crate::lang::Direction;

/// Characters held together, by their indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HeldRun {
    pub start: usize,
    /// After the last.
    pub end: usize,
    /// It holds letters, not digits alone.
    pub letters: bool,
}

/// What the other parts of this policy look at.
pub(super) struct BidiLine<'t> {
    pub text: &'t str,
    /// What of it counts.
    pub items: &'t [BidiItem],
    pub partners: &'t [Option<usize>],
    /// The direction of the paragraph.
    pub own: Direction,
}

impl BidiLine<'_> {
    pub(super) fn item(&self, index: usize) -> Option<BidiItem> {
        self.items.get(index).copied()
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &[BidiItem] {
        self.items.get(start..end).unwrap_or_default()
    }

    pub(super) fn partner(&self, index: usize) -> Option<usize> {
        self.partners.get(index).copied().flatten()
    }

    pub(super) fn is_foreign(&self, class: Class) -> bool {
        class
            .direction()
            .is_some_and(|direction| direction != self.own)
    }

    /// Punctuation that belongs to the script of the paragraph, and so to its sentence.
    pub(super) fn is_native(&self, c: char) -> bool {
        match self.own {
            Direction::Rtl => matches!(c, '،' | '؛' | '؟' | '۔' | '«' | '»'),
            Direction::Ltr => matches!(c, ',' | ';' | '?'),
        }
    }

    /// All words, from left to right in memory.
    pub(super) fn words(&self) -> Vec<HeldRun> {
        let mut words = Vec::new();
        let mut index = 0;
        while let Some(item) = self.item(index) {
            if self.is_foreign(item.class) || item.class.is_digit() {
                let word = self.word(index);
                index = word.end;
                words.push(word);
            } else {
                index += 1;
            }
        }
        words
    }

    fn word(&self, start: usize) -> HeldRun {
        let mut word = HeldRun {
            start,
            end: start,
            letters: false,
        };
        let mut index = start;
        while let Some(item) = self.item(index) {
            if self.is_foreign(item.class) {
                word.letters = true;
                word.end = index + 1;
            } else if item.class.is_digit() || (item.class == Class::Mark && word.end == index) {
                word.end = index + 1;
            } else if item.class != Class::Sign || !self.is_inside(start, index, item.c) {
                break;
            }
            index += 1;
        }
        word
    }

    /// Whether a sign can stand inside a word, as in `C-130`, `a.b/c`, `f(x)`.
    fn is_inside(&self, start: usize, index: usize, c: char) -> bool {
        let class = |at: Option<usize>| at.and_then(|at| self.item(at)).map(|item| item.class);
        let (before, after) = (class(index.checked_sub(1)), class(Some(index + 1)));
        match c {
            '“' | '”' | '"' | '«' | '»' | '‹' | '›' | '…' => false,
            // Between numbers a dash is a range, whose numbers the paragraph orders.
            '–' | '—' => [before, after]
                .into_iter()
                .all(|class| class.is_some_and(|class| self.is_foreign(class))),
            _ if self.is_native(c) => [before, after]
                .into_iter()
                .all(|class| class.is_some_and(Class::is_digit)),
            '‘' => false,
            '’' => true,
            _ if opens(c) => self.partner(index).is_some(),
            _ if closes(c) => self.partner(index).is_some_and(|partner| partner >= start),
            _ => true,
        }
    }
}
