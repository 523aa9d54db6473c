//! The words of one block as they come, with the places where markup can be put between them.
//!
//! A run that must be isolated may begin in one element and end after another. Its words are therefore kept until the
//! block ends; then each run is given a place for its tags at which no element is torn.

use std::ops::Range;

use super::buffer::{Buffer, BufferOffset, Insert};
use crate::locale::Held;
use crate::locale::bidi::ATOM;

/// The inline content of the open block.
#[derive(Default)]
pub(super) struct InlineRun {
    /// Its words, with [`ATOM`] for what is not text.
    text: String,
    pieces: Vec<RunPiece>,
    /// A name that is filled in later stands in it.
    named: bool,
}

struct RunPiece {
    /// Where it stands in the text.
    text: usize,
    /// Where it stands in the HTML: before it, and after it.
    from: BufferOffset,
    to: BufferOffset,
    kind: RunPieceKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RunPieceKind {
    Words,
    Open,
    Close,
    Atom,
}

impl InlineRun {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether a name that is filled in later stands in it.
    pub(super) fn is_named(&self) -> bool {
        self.named
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
        self.named = false;
    }

    /// Words that were written from a place to the end of the HTML.
    pub(super) fn words(&mut self, text: &str, from: BufferOffset, out: &Buffer) {
        let to = out.place();
        match self.pieces.last_mut() {
            Some(last) if last.kind == RunPieceKind::Words && last.to == from => last.to = to,
            _ => self.pieces.push(RunPiece {
                text: self.text.len(),
                from,
                to,
                kind: RunPieceKind::Words,
            }),
        }
        self.text.push_str(text);
    }

    /// An element that opened between a place and the end of the HTML.
    pub(super) fn open(&mut self, from: BufferOffset, out: &Buffer) {
        self.piece(RunPieceKind::Open, from, out);
    }

    /// An element that closed between a place and the end of the HTML.
    pub(super) fn close(&mut self, from: BufferOffset, out: &Buffer) {
        self.piece(RunPieceKind::Close, from, out);
    }

    /// Something that is not text.
    pub(super) fn atom(&mut self, from: BufferOffset, out: &Buffer) {
        self.piece(RunPieceKind::Atom, from, out);
        self.text.push(ATOM);
    }

    /// A name of the site that is filled in later: words of the page's own language.
    pub(super) fn name(&mut self, from: BufferOffset, out: &Buffer) {
        self.atom(from, out);
        self.named = true;
    }

    /// The link that was opened last turns out to be something else.
    pub(super) fn forget_open(&mut self) {
        if self
            .pieces
            .last()
            .is_some_and(|piece| piece.kind == RunPieceKind::Open)
        {
            self.pieces.pop();
        }
    }

    fn piece(&mut self, kind: RunPieceKind, from: BufferOffset, out: &Buffer) {
        self.pieces.push(RunPiece {
            text: self.text.len(),
            from,
            to: out.place(),
            kind,
        });
    }

    /// The whole, from before its first word to after its last.
    pub(super) fn extent(&self) -> Option<(BufferOffset, BufferOffset)> {
        Some((self.pieces.first()?.from, self.pieces.last()?.to))
    }

    /// Takes the last bytes of the text away, if they are words without markup; gives the new end of the HTML.
    pub(super) fn cut(&mut self, length: usize) -> Option<usize> {
        let last = self
            .pieces
            .last_mut()
            .filter(|last| last.kind == RunPieceKind::Words)?;
        let start = self
            .text
            .len()
            .checked_sub(length)
            .filter(|start| *start >= last.text)?;
        self.text.truncate(start);
        last.to.html = last.to.html.checked_sub(length)?;
        Some(last.to.html)
    }

    /// Tags around runs of the text; a run that an element cuts in two is left alone, since the two halves are one for
    /// the algorithm already.
    pub(super) fn inserts(&self, held: &[Held], html: &str, inserts: &mut Vec<Insert>) {
        let depths = self.depths();
        let tag = |place, tag: &str| Insert {
            place,
            markup: tag.into(),
            derived: false,
        };
        let mut first = 0;
        // The ends that are still to come, the innermost last.
        let mut ends: Vec<(usize, Insert)> = Vec::new();
        for Held { range, open, close } in held {
            while let Some((_, end)) = ends.pop_if(|(at, _)| *at <= range.start) {
                inserts.push(end);
            }
            first += self
                .pieces
                .get(first..)
                .unwrap_or_default()
                .partition_point(|piece| piece.text < range.start);
            let Some((from, to)) = self.places(range, first, &depths, html) else {
                continue;
            };
            inserts.push(tag(from, open));
            ends.push((range.end, tag(to, close)));
        }
        inserts.extend(ends.into_iter().rev().map(|(_, end)| end));
    }

    /// How many elements are open before each piece.
    fn depths(&self) -> Vec<i32> {
        let mut depth = 0;
        let step = |piece: &RunPiece| {
            let before = depth;
            depth += match piece.kind {
                RunPieceKind::Open => 1,
                RunPieceKind::Close => -1,
                RunPieceKind::Words | RunPieceKind::Atom => 0,
            };
            before
        };
        self.pieces.iter().map(step).collect()
    }

    /// Where the tags of a run go; `after` is the first piece that does not begin before the run.
    fn places(
        &self,
        run: &Range<usize>,
        after: usize,
        depths: &[i32],
        html: &str,
    ) -> Option<(BufferOffset, BufferOffset)> {
        let begins = |index: usize| {
            self.pieces
                .get(index)
                .is_some_and(|piece| piece.text == run.start && self.is_words(index))
        };
        let head = (after..self.pieces.len())
            .take_while(|index| {
                self.pieces
                    .get(*index)
                    .is_some_and(|piece| piece.text == run.start)
            })
            .find(|index| begins(*index))
            .or_else(|| after.checked_sub(1))?;
        let mut tail = head;
        let mut lowest = *depths.get(head)?;
        for index in head.. {
            let Some(piece) = self.pieces.get(index).filter(|piece| piece.text < run.end) else {
                break;
            };
            lowest = lowest.min(*depths.get(index)?);
            if piece.kind == RunPieceKind::Words {
                tail = index;
            }
        }
        Some((
            self.start(run.start, head, lowest, depths, html)?,
            self.end(run.end, tail, lowest, depths, html)?,
        ))
    }

    fn is_words(&self, index: usize) -> bool {
        self.pieces
            .get(index)
            .is_some_and(|piece| piece.kind == RunPieceKind::Words)
    }

    /// Before the first word, and before the elements that open just there, down to the depth of the whole run.
    fn start(
        &self,
        at: usize,
        head: usize,
        depth: i32,
        depths: &[i32],
        html: &str,
    ) -> Option<BufferOffset> {
        let piece = self
            .pieces
            .get(head)
            .filter(|piece| piece.kind == RunPieceKind::Words)?;
        if *depths.get(head)? == depth {
            return self.inside(head, at, html);
        }
        if piece.text != at {
            return None;
        }
        let opened = (0..head).rev().map_while(|index| {
            self.pieces
                .get(index)
                .filter(|piece| piece.kind == RunPieceKind::Open && piece.text == at)
                .map(|piece| (index, piece))
        });
        opened
            .into_iter()
            .find(|(index, _)| depths.get(*index) == Some(&depth))
            .map(|(_, piece)| piece.from)
    }

    /// After the last word, and after the elements that close just there.
    fn end(
        &self,
        at: usize,
        tail: usize,
        depth: i32,
        depths: &[i32],
        html: &str,
    ) -> Option<BufferOffset> {
        if *depths.get(tail)? == depth {
            return self.inside(tail, at, html);
        }
        let closed = (tail + 1..self.pieces.len()).map_while(|index| {
            self.pieces
                .get(index)
                .filter(|piece| piece.kind == RunPieceKind::Close && piece.text == at)
                .map(|piece| (index, piece))
        });
        // One element less is open after a piece that closes one.
        closed
            .into_iter()
            .find(|(index, _)| depths.get(*index) == Some(&(depth + 1)))
            .map(|(_, piece)| piece.to)
    }

    /// The place of a byte of the text inside a piece of words: escapes are longer in HTML.
    fn inside(&self, index: usize, at: usize, html: &str) -> Option<BufferOffset> {
        let piece = self.pieces.get(index)?;
        let end = self
            .pieces
            .get(index + 1)
            .map_or(self.text.len(), |next| next.text);
        if at == end {
            return Some(piece.to);
        }
        let written = html.get(piece.from.html..piece.to.html)?;
        let plain = at.checked_sub(piece.text)?;
        if written.len() == end - piece.text {
            return Some(BufferOffset {
                html: piece.from.html + plain,
                ..piece.from
            });
        }
        let (mut seen, mut passed) = (0, 0);
        while seen < plain {
            let rest = written.get(passed..)?;
            let escape = rest.starts_with('&').then(|| rest.find(';')).flatten();
            let c = rest.chars().next()?;
            passed += escape.map_or(c.len_utf8(), |end| end + 1);
            seen += if escape.is_some() { 1 } else { c.len_utf8() };
        }
        Some(BufferOffset {
            html: piece.from.html + passed,
            ..piece.from
        })
    }
}
