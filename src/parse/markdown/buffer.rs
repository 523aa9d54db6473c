//! The output under construction: HTML, its open places, and what is counted on the way.

use super::words::WordCount;
use crate::model::Heading;
use crate::model::body::{Slot, SlotKind};
use crate::source::Span;

/// HTML with slots and references to footnotes, which get their numbers at the end.
///
/// Invariant: slots and notes are sorted by `at`, and lie on character boundaries of `html`.
#[derive(Default)]
pub(super) struct Buffer {
    /// The HTML so far.
    pub(super) html: String,
    /// The open places so far.
    pub(super) slots: Vec<Slot>,
    /// References to footnotes so far.
    pub(super) notes: Vec<NoteMark>,
    /// The headings so far.
    pub(super) outline: Vec<Heading>,
    /// Where the digits of heading tags stand in the HTML.
    pub(super) levels: Vec<usize>,
    /// The words so far.
    pub(super) words: WordCount,
    /// Where an excerpt ends.
    pub(super) more: Option<usize>,
}

/// A reference to a footnote.
pub(super) struct NoteMark {
    /// Byte in the HTML before which it stands.
    pub(super) at: usize,
    /// How many slots stand before it; decides between equal bytes.
    pub(super) slots: usize,
    /// The footnote, as an index into the labels of the text.
    pub(super) label: usize,
}

/// A place in the HTML: before a byte, and before the slots and notes from these counts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct BufferOffset {
    pub(super) html: usize,
    pub(super) slots: usize,
    pub(super) notes: usize,
}

/// Markup to be put into the HTML.
pub(super) struct Insert {
    pub(super) place: BufferOffset,
    pub(super) markup: Box<str>,
    /// Follows from the letters of a block, and so gives way where the block around it says the same.
    pub(super) derived: bool,
}

impl Buffer {
    /// An empty buffer with room for the HTML of a text of this length.
    pub(super) fn for_text(length: usize) -> Self {
        Self {
            html: String::with_capacity(length + length / 4),
            ..Self::default()
        }
    }

    /// Writes markup.
    pub(super) fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Opens a place here.
    pub(super) fn slot(&mut self, kind: SlotKind, span: Span) {
        let at = offset(self.html.len());
        self.slots.push(Slot { at, kind, span });
    }

    /// Begins a new line unless one has just begun: block elements stand on lines of their own.
    pub(super) fn fresh_line(&mut self) {
        let filled = self
            .slots
            .last()
            .is_some_and(|slot| slot.at == offset(self.html.len()));
        if !self.html.is_empty() && (filled || !self.html.ends_with('\n')) {
            self.html.push('\n');
        }
        self.words.gap();
    }

    /// The end of what is written.
    pub(super) fn place(&self) -> BufferOffset {
        BufferOffset {
            html: self.html.len(),
            slots: self.slots.len(),
            notes: self.notes.len(),
        }
    }

    /// Puts markup in at many places, in one pass over what follows the first. Those at one place keep their order.
    pub(super) fn insert_all(&mut self, mut inserts: Vec<Insert>) {
        inserts.sort_by_key(|insert| insert.place);
        let Some(first) = inserts.first().map(|insert| insert.place) else {
            return;
        };
        let tail = self.html.split_off(first.html);
        let mut copied = first.html;
        for insert in &inserts {
            self.html.push_str(
                tail.get(copied - first.html..insert.place.html - first.html)
                    .unwrap_or_default(),
            );
            self.html.push_str(&insert.markup);
            copied = insert.place.html;
        }
        self.html
            .push_str(tail.get(copied - first.html..).unwrap_or_default());
        let mut shift = Shift::new(&inserts);
        for (index, slot) in self.slots.iter_mut().enumerate().skip(first.slots) {
            slot.at +=
                offset(shift.until(|place| place.html <= slot.at as usize && place.slots <= index));
        }
        let mut shift = Shift::new(&inserts);
        for (index, note) in self.notes.iter_mut().enumerate().skip(first.notes) {
            note.at += shift.until(|place| place.html <= note.at && place.notes <= index);
        }
        let mut shift = Shift::new(&inserts);
        let from = self.levels.partition_point(|level| *level < first.html);
        for level in self.levels.iter_mut().skip(from) {
            *level += shift.until(|place| place.html <= *level);
        }
    }

    /// Inserts markup at a byte, before all slots and notes from the given counts on.
    ///
    /// Cheap near the end only: headings and nothing else use it.
    pub(super) fn insert(&mut self, at: usize, html: &str, slots: usize, notes: usize) {
        self.html.insert_str(at, html);
        for slot in self.slots.iter_mut().skip(slots) {
            slot.at += offset(html.len());
        }
        for note in self.notes.iter_mut().skip(notes) {
            note.at += html.len();
        }
    }
}

/// How far things move, over a growing number of inserts.
struct Shift<'i> {
    inserts: std::iter::Peekable<std::slice::Iter<'i, Insert>>,
    length: usize,
}

impl<'i> Shift<'i> {
    fn new(inserts: &'i [Insert]) -> Self {
        Self {
            inserts: inserts.iter().peekable(),
            length: 0,
        }
    }

    /// The length of all inserts so far and of the next ones that stand before something.
    fn until(&mut self, is_before: impl Fn(BufferOffset) -> bool) -> usize {
        while let Some(insert) = self.inserts.next_if(|insert| is_before(insert.place)) {
            self.length += insert.markup.len();
        }
        self.length
    }
}

/// A byte offset as slots store it; bodies are far below 4 GiB, and anything beyond is clamped.
pub(super) fn offset(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
