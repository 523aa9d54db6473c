//! Footnotes: collected while reading, numbered by first reference, and written at the end with ways back.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use super::buffer::Buffer;
use super::report::Report;
use super::writer::{TextAround, Writer};
use super::written::trimmed;
use crate::diagnostic::{Code, quoted};
use crate::source::Span;

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Notes {
    labels: Vec<NoteLabel>,
    /// Labels are the same whatever their case.
    by_name: BTreeMap<String, usize>,
    /// Notes being read, innermost last.
    outer: Vec<OpenNote>,
}

/// What stands around a note that is being read.
struct OpenNote {
    /// The label of the note, and its bytes.
    label: usize,
    range: Range<usize>,
    around: TextAround,
}

/// One label of a footnote.
pub(super) struct NoteLabel {
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

    /// The index of a label.
    pub(super) fn label(&mut self, name: &str) -> usize {
        let next = self.labels.len();
        let index = *self.by_name.entry(name.to_lowercase()).or_insert(next);
        if index == next {
            self.labels.push(NoteLabel {
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

impl Notes {
    pub(super) fn start(&mut self, writer: &mut Writer<'_>, name: &str, range: Range<usize>) {
        writer.begin_block();
        let open = OpenNote {
            label: self.label(name),
            range: trimmed(writer.source(), range),
            around: writer.set_aside(),
        };
        self.outer.push(open);
    }

    pub(super) fn end(&mut self, writer: &mut Writer<'_>) {
        let Some(OpenNote {
            label: index,
            range,
            around,
        }) = self.outer.pop()
        else {
            return;
        };
        let note = writer.go_on(around);
        let Some(label) = self.labels.get_mut(index) else {
            return;
        };
        if label.place.is_some() {
            let message = format!("the footnote {} is written twice", quoted(&label.name));
            let help = "the first one is shown".to_owned();
            return writer
                .report()
                .add(Code::UnusedFootnote, &range, message, Some(help));
        }
        label.note = Some(note);
        label.span = writer.span(&range);
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

    /// Gives the labels their numbers, and the labels in the order of these.
    pub(super) fn numbered(
        mut self,
        text: &Buffer,
        report: &mut Report<'_>,
    ) -> (Vec<NoteLabel>, Vec<usize>) {
        let order = self.number(text);
        self.report_unused(report);
        (self.labels, order)
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
            if let NoteLabel {
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
