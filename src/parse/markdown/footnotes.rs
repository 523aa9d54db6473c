//! Footnotes: collected while reading, numbered by first reference, and written at the end with ways back.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::sync::Arc;

use super::buffer::{Buffer, NoteMark};
use super::endnotes::write;
use super::events::Writer;
use super::frames::Frames;
use super::report::{Report, trimmed};
use crate::diagnostic::{Code, quoted};
use crate::lang::Direction;
use crate::source::Span;

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Notes {
    /// Ids of elements that links may name, besides headings.
    pub(super) anchors: Vec<Arc<str>>,
    pub(super) labels: Vec<Label>,
    /// Labels are the same whatever their case.
    by_name: BTreeMap<String, usize>,
    /// Notes being read, innermost last.
    outer: Vec<OuterText>,
    /// References inside an open link, which must wait for its end.
    waiting: Vec<usize>,
}

/// What stands around a note that is being read.
struct OuterText {
    /// The label of the note, and its bytes.
    label: usize,
    range: Range<usize>,
    around: Buffer,
    frames: Frames,
}

/// One label of a footnote.
pub(super) struct Label {
    pub(super) name: String,
    /// The note, until it is written.
    pub(super) note: Option<Buffer>,
    /// Where the note stands, if it does.
    pub(super) place: Option<Range<usize>>,
    /// The same in the file.
    pub(super) span: Span,
    /// Once known, the number and how often it is referred to.
    pub(super) number: usize,
    pub(super) references: usize,
}

impl Notes {
    /// Whether the text stands in no note.
    pub(super) fn outside(&self) -> bool {
        self.outer.is_empty()
    }

    fn label(&mut self, name: &str) -> usize {
        let next = self.labels.len();
        let index = *self.by_name.entry(name.to_lowercase()).or_insert(next);
        if index == next {
            self.labels.push(Label {
                name: name.to_owned(),
                note: None,
                place: None,
                span: Span::default(),
                number: 0,
                references: 0,
            });
        }
        index
    }
}

impl Writer<'_> {
    pub(super) fn note_reference(&mut self, name: &str) {
        let label = self.notes.label(name);
        if self.links.is_open() {
            self.notes.waiting.push(label);
        } else {
            self.mark_note(label);
        }
    }

    fn mark_note(&mut self, label: usize) {
        let from = self.out.place();
        self.out.notes.push(NoteMark {
            at: self.out.html.len(),
            slots: self.out.slots.len(),
            label,
        });
        self.flow.atom(from, &self.out);
    }

    /// Writes the references that waited for the end of a link.
    pub(super) fn release_notes(&mut self) {
        for label in std::mem::take(&mut self.notes.waiting) {
            self.mark_note(label);
        }
    }

    pub(super) fn start_note(&mut self, name: &str, range: Range<usize>) {
        self.begin_block();
        let range = trimmed(self.text, range);
        let label = self.notes.label(name);
        let around = std::mem::take(&mut self.out);
        let frames = std::mem::take(&mut self.frames);
        self.notes.outer.push(OuterText {
            label,
            range,
            around,
            frames,
        });
    }

    pub(super) fn end_note(&mut self) {
        self.close_flow();
        let Some(OuterText {
            label: index,
            range,
            around,
            frames,
        }) = self.notes.outer.pop()
        else {
            return;
        };
        self.frames = frames;
        let note = std::mem::replace(&mut self.out, around);
        let Some(label) = self.notes.labels.get_mut(index) else {
            return;
        };
        if label.place.is_some() {
            let message = format!("the footnote {} is written twice", quoted(&label.name));
            return self.report.add(
                Code::UnusedFootnote,
                &range,
                message,
                Some("the first one is shown".to_owned()),
            );
        }
        label.note = Some(note);
        label.span = self.report.span(&range);
        label.place = Some(range);
    }
}

impl Notes {
    /// The notes themselves, before they are placed.
    pub(super) fn buffers(&mut self) -> impl Iterator<Item = &mut Buffer> {
        self.labels
            .iter_mut()
            .filter_map(|label| label.note.as_mut())
    }

    /// Puts numbers into the text and the notes at its end. Gives the whole, and the ids that links may name.
    pub(super) fn place(
        mut self,
        text: Buffer,
        direction: Direction,
        report: &mut Report<'_>,
    ) -> (Buffer, Vec<Arc<str>>) {
        if self.labels.is_empty() {
            return (text, self.anchors);
        }
        let order = self.number(&text);
        self.report_unused(report);
        let out = write(text, &mut self, &order, direction);
        (out, self.anchors)
    }

    /// Numbers the labels by first reference, those in the text before those in notes.
    fn number(&mut self, text: &Buffer) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::new();
        let mut unread: VecDeque<usize> = VecDeque::new();
        let mut marks: Vec<usize> = text.notes.iter().map(|mark| mark.label).collect();
        loop {
            for index in marks {
                let Some(label) = self.labels.get_mut(index) else {
                    continue;
                };
                label.references += 1;
                if label.number == 0 {
                    order.push(index);
                    label.number = order.len();
                    unread.push_back(index);
                }
            }
            let Some(label) = unread.pop_front().and_then(|index| self.labels.get(index)) else {
                return order;
            };
            marks = label
                .note
                .iter()
                .flat_map(|note| &note.notes)
                .map(|mark| mark.label)
                .collect();
        }
    }

    fn report_unused(&self, report: &mut Report<'_>) {
        for label in &self.labels {
            if let Label {
                name,
                place: Some(range),
                number: 0,
                ..
            } = label
            {
                let help = format!("refer to it with `[^{name}]`, or delete it");
                report.add(
                    Code::UnusedFootnote,
                    range,
                    format!("nothing refers to the footnote {}", quoted(name)),
                    Some(help),
                );
            }
        }
    }
}
