//! One paragraph, heading, cell or title as a row of characters, each with its place in the file.

use std::ops::Range;

use super::convention::Convention;
use crate::locale::{is_mark, slug};
use crate::prose::{Run, RunKind};
use crate::source::{Edit, Span};

/// Stands for what is seen and is no word: code, a citation, a reference.
pub(super) const OBJECT: char = '\u{FFFC}';
/// The end of a line within the text.
pub(super) const LINE: char = '\n';
/// What is read before the first and after the last character.
pub(super) const EDGE: char = '\u{2029}';

/// A character and its first byte in the file.
#[derive(Clone, Copy)]
struct Glyph {
    c: char,
    at: u32,
}

/// A run of text that is read as one.
pub(super) struct Passage<'a> {
    glyphs: Vec<Glyph>,
    /// Before which of them signs of emphasis stand that Markdown took as such.
    turns: Vec<usize>,
    /// What its language writes by.
    pub(super) convention: &'a Convention,
    /// Its letters make the address of a heading.
    pub(super) named: bool,
}

/// A replacement of some characters.
pub(super) struct Replacement {
    /// Which characters.
    pub(super) range: Range<usize>,
    /// What is written there.
    pub(super) text: String,
}

impl Replacement {
    /// A replacement by one character.
    pub(super) fn to(range: Range<usize>, c: char) -> Self {
        Self {
            range,
            text: c.into(),
        }
    }

    /// A deletion.
    pub(super) fn deletion(range: Range<usize>) -> Self {
        Self {
            range,
            text: String::new(),
        }
    }
}

impl<'a> Passage<'a> {
    /// The passage of these runs.
    pub(super) fn new(source: &str, runs: &[Run], convention: &'a Convention) -> Self {
        let mut glyphs = Vec::new();
        let (mut turns, mut end) = (Vec::new(), None);
        let mut named = false;
        for run in runs {
            let at = run.span.start;
            let before = source.get(..at as usize).unwrap_or_default();
            let has_sign = match end.replace(run.span.end) {
                None => before.ends_with('*'),
                Some(end) => before
                    .get(end as usize..)
                    .is_some_and(|gap| gap.contains('*')),
            };
            if has_sign {
                turns.push(glyphs.len());
            }
            match run.kind {
                RunKind::Words => {
                    let words = source.get(run.span.range()).unwrap_or_default();
                    let offset = |index: usize| at + u32::try_from(index).unwrap_or_default();
                    glyphs.extend(words.char_indices().map(|(index, c)| Glyph {
                        c,
                        at: offset(index),
                    }));
                }
                RunKind::Object => glyphs.push(Glyph { c: OBJECT, at }),
                RunKind::Line => glyphs.push(Glyph { c: LINE, at }),
                RunKind::End {
                    named: makes_address,
                } => named = makes_address,
            }
        }
        Self {
            glyphs,
            turns,
            convention,
            named,
        }
    }

    /// Whether a character stands in what Markdown took for emphasis: each sign begins it or ends it.
    pub(super) fn is_emphasized(&self, index: usize) -> bool {
        self.turns.iter().filter(|turn| **turn <= index).count() % 2 == 1
    }

    /// Whether each sign that Markdown took stands at the edge of a word. One within a word may belong to another sign as soon as a
    /// sign beside it is moved.
    pub(super) fn signs_stand_at_edges(&self) -> bool {
        let joins =
            |turn: &usize| self.before(*turn).is_alphanumeric() && self.at(*turn).is_alphanumeric();
        !self.turns.iter().any(joins)
    }

    /// How many characters there are.
    pub(super) fn len(&self) -> usize {
        self.glyphs.len()
    }

    /// The character at an index; beyond both ends lies [`EDGE`].
    pub(super) fn at(&self, index: usize) -> char {
        self.glyphs.get(index).map_or(EDGE, |glyph| glyph.c)
    }

    /// The character before an index.
    pub(super) fn before(&self, index: usize) -> char {
        self.at(index.wrapping_sub(1))
    }

    /// All characters with their indices.
    pub(super) fn chars(&self) -> impl Iterator<Item = (usize, char)> {
        self.glyphs.iter().map(|glyph| glyph.c).enumerate()
    }

    /// The first index from `from` on whose character is not in the set.
    pub(super) fn skip(&self, from: usize, is_in: impl Fn(char) -> bool) -> usize {
        (from..self.len())
            .find(|index| !is_in(self.at(*index)))
            .unwrap_or(self.len())
    }

    /// The first index of the run that ends before `to` and whose characters are all in the set; at most so many.
    pub(super) fn back(&self, to: usize, most: usize, is_in: impl Fn(char) -> bool) -> usize {
        let least = to.saturating_sub(most);
        (least..to)
            .rev()
            .find(|index| !is_in(self.at(*index)))
            .map_or(least, |index| index + 1)
    }

    /// The word around an index without blanks, at most so many characters each way.
    pub(super) fn token(&self, index: usize, most: usize) -> Range<usize> {
        let word = |c: char| !is_gap(c);
        let end = (index + most).min(self.len());
        self.back(index, most, word)..self.skip(index, word).min(end)
    }

    /// Whether the word around an index is an address, a file or a handle, whose letters are not ours to change.
    pub(super) fn is_name(&self, index: usize) -> bool {
        const LONGEST: usize = 128;
        let text = self.text(&self.token(index, LONGEST));
        let mut behind_points = text.split('.').skip(1);
        text.contains("://")
            || text.contains("www.")
            || text.contains(['@', '#', '\\', '_', '='])
            || behind_points.any(|part| part.starts_with(|c: char| c.is_ascii_alphanumeric()))
    }

    /// The bytes of some characters.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let end_of = |glyph: &Glyph| {
            glyph.at as usize
                + if glyph.c == OBJECT {
                    0
                } else {
                    glyph.c.len_utf8()
                }
        };
        let start = match self.glyphs.get(range.start) {
            Some(glyph) if range.is_empty() => {
                // Something is put in: behind the character before, where there is one.
                let before = range
                    .start
                    .checked_sub(1)
                    .and_then(|index| self.glyphs.get(index));
                before.map_or(glyph.at as usize, end_of)
            }
            Some(glyph) => glyph.at as usize,
            None => self.glyphs.last().map_or(0, end_of),
        };
        let last = range
            .end
            .checked_sub(1)
            .filter(|_| !range.is_empty())
            .and_then(|last| self.glyphs.get(last));
        Span::new(start, last.map_or(start, end_of))
    }

    /// Whether these characters stand in the file as one piece of text.
    pub(super) fn is_whole(&self, range: &Range<usize>) -> bool {
        let glyphs = self.glyphs.get(range.clone()).unwrap_or_default();
        let length: usize = glyphs.iter().map(|glyph| glyph.c.len_utf8()).sum();
        let span = self.span(range);
        glyphs.iter().all(|glyph| !matches!(glyph.c, OBJECT | LINE)) && span.range().len() == length
    }

    /// The changes as edits of the file; `None` where they cannot be made, or would change the address of a heading.
    pub(super) fn edits(&self, changes: &[Replacement]) -> Option<Vec<Edit>> {
        let edit = |change: &Replacement| {
            let kept = !self.named || slug(&self.text(&change.range)) == slug(&change.text);
            let span = self.span(&change.range);
            (kept && self.is_whole(&change.range)).then(|| Edit {
                span,
                text: change.text.clone(),
            })
        };
        changes.iter().map(edit).collect()
    }

    /// Characters as text.
    pub(super) fn text(&self, range: &Range<usize>) -> String {
        self.glyphs
            .get(range.clone())
            .unwrap_or_default()
            .iter()
            .map(|glyph| glyph.c)
            .collect()
    }

    /// The words around some characters as they would be after the changes.
    pub(super) fn mended(&self, range: &Range<usize>, changes: &[Replacement]) -> String {
        const MOST: usize = 24;
        const LONGEST: usize = 60;
        let word = |c: char| !is_gap(c);
        let start = self.back(range.start, MOST, word);
        let end = self.skip(range.end, word).min(range.end + MOST);
        let mut text = String::new();
        let mut from = start;
        for change in changes {
            text.push_str(&self.text(&(from..change.range.start.max(from))));
            text.push_str(&change.text);
            from = change.range.end;
        }
        text.push_str(&self.text(&(from..end.max(from))));
        let shown = text.trim().replace(OBJECT, "…").replace(LINE, " ");
        let short: String = shown.chars().take(LONGEST).collect();
        if short.len() < shown.len() {
            format!("{short}…")
        } else {
            short
        }
    }

    /// Whether a character is a letter of this language's script, or a mark on one.
    pub(super) fn is_own(&self, index: usize) -> bool {
        let c = self.at(index);
        self.convention.is_own(c) || is_mark(c)
    }
}

/// Whether a character lies between words.
pub(super) fn is_gap(c: char) -> bool {
    c == OBJECT || c == EDGE || c.is_whitespace()
}

/// Marks that close something.
pub(super) fn is_closing(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | '»' | '”' | '’' | '"' | '\'' | '›' | '」' | '』'
    )
}

/// Marks that open something.
pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '«' | '“' | '‘' | '‹' | '「' | '『')
}
