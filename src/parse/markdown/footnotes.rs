//! Footnotes: collected while reading, numbered by first reference, and written at the end with ways back.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::sync::Arc;

use super::buffer::{Buffer, NoteMark, escape_text, offset};
use super::events::Writer;
use super::report::{Report, trimmed};
use crate::diagnostic::{Code, quoted};
use crate::model::body::{Slot, SlotKind};
use crate::source::Span;

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Notes {
    /// Ids of elements that links may name, besides headings.
    pub(super) anchors: Vec<Arc<str>>,
    labels: Vec<Label>,
    /// Labels are the same whatever their case.
    by_name: BTreeMap<String, usize>,
    /// Notes being read, innermost last: the label, its bytes, and the text around them.
    outer: Vec<(usize, Range<usize>, Buffer)>,
    /// References inside an open link, which must wait for its end.
    waiting: Vec<usize>,
}

struct Label {
    name: String,
    /// The note, until it is written.
    note: Option<Buffer>,
    /// Where the note stands, if it does.
    place: Option<Range<usize>>,
    /// The same in the file.
    span: Span,
    /// Once known, the number and how often it is referred to.
    number: usize,
    references: usize,
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
        self.out.notes.push(NoteMark { at: self.out.html.len(), slots: self.out.slots.len(), label });
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
        self.notes.outer.push((label, range, around));
    }

    pub(super) fn end_note(&mut self) {
        let Some((index, range, around)) = self.notes.outer.pop() else { return };
        let note = std::mem::replace(&mut self.out, around);
        let Some(label) = self.notes.labels.get_mut(index) else { return };
        if label.place.is_some() {
            let message = format!("the footnote {} is written twice", quoted(&label.name));
            return self.report.add(Code::UnusedFootnote, &range, message, Some("the first one is shown".to_owned()));
        }
        label.note = Some(note);
        label.span = self.report.span(&range);
        label.place = Some(range);
    }
}

impl Notes {
    /// The notes themselves, before they are placed.
    pub(super) fn buffers(&mut self) -> impl Iterator<Item = &mut Buffer> {
        self.labels.iter_mut().filter_map(|label| label.note.as_mut())
    }

    /// Puts numbers into the text and the notes at its end. Gives the whole, and the ids that links may name.
    pub(super) fn place(mut self, text: Buffer, report: &mut Report<'_>) -> (Buffer, Vec<Arc<str>>) {
        if self.labels.is_empty() {
            return (text, self.anchors);
        }
        let order = self.number(&text);
        self.report_unused(report);
        let mut writer = NoteWriter {
            out: Buffer::for_text(text.html.len()),
            written: vec![0; self.labels.len()],
            notes: &mut self,
        };
        writer.copy(text);
        writer.section(&order);
        let out = writer.out;
        (out, self.anchors)
    }

    /// Numbers the labels by first reference, those in the text before those in notes.
    fn number(&mut self, text: &Buffer) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::new();
        let mut unread: VecDeque<usize> = VecDeque::new();
        let mut marks: Vec<usize> = text.notes.iter().map(|mark| mark.label).collect();
        loop {
            for index in marks {
                let Some(label) = self.labels.get_mut(index) else { continue };
                label.references += 1;
                if label.number == 0 {
                    order.push(index);
                    label.number = order.len();
                    unread.push_back(index);
                }
            }
            let Some(label) = unread.pop_front().and_then(|index| self.labels.get(index)) else { return order };
            marks = label.note.iter().flat_map(|note| &note.notes).map(|mark| mark.label).collect();
        }
    }

    fn report_unused(&self, report: &mut Report<'_>) {
        for label in &self.labels {
            if let Label { name, place: Some(range), number: 0, .. } = label {
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

/// Copies buffers into one, with the references filled in.
struct NoteWriter<'n> {
    out: Buffer,
    notes: &'n mut Notes,
    /// How many references to each label are written.
    written: Vec<usize>,
}

impl NoteWriter<'_> {
    fn copy(&mut self, from: Buffer) {
        let Buffer { html, slots, notes, outline, words, .. } = from;
        let mut slots = slots.into_iter();
        let (mut copied, mut passed) = (0, 0);
        for mark in notes {
            for slot in slots.by_ref().take(mark.slots - passed) {
                self.copy_slot(slot, &html, &mut copied);
            }
            passed = mark.slots;
            self.out.push(html.get(copied..mark.at).unwrap_or_default());
            copied = mark.at;
            self.reference(mark.label);
        }
        for slot in slots {
            self.copy_slot(slot, &html, &mut copied);
        }
        self.out.push(html.get(copied..).unwrap_or_default());
        self.out.outline.extend(outline);
        self.out.words.add(&words);
    }

    fn copy_slot(&mut self, slot: Slot, html: &str, copied: &mut usize) {
        let at = slot.at as usize;
        self.out.push(html.get(*copied..at).unwrap_or_default());
        *copied = at;
        self.out.slots.push(Slot { at: offset(self.out.html.len()), ..slot });
    }

    fn reference(&mut self, index: usize) {
        let Some((label, written)) = self.notes.labels.get(index).zip(self.written.get_mut(index)) else { return };
        let number = label.number;
        *written += 1;
        if label.place.is_none() {
            // The parser knew the note, but it was nested too deep to be kept.
            return escape_text(&mut self.out.html, &format!("[^{}]", label.name));
        }
        let id = reference_id(number, *written);
        self.out.push(&format!(
            "<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
        self.notes.anchors.push(id.into());
    }

    fn section(&mut self, order: &[usize]) {
        let written = |index: &&usize| self.notes.labels.get(**index).is_some_and(|label| label.place.is_some());
        let Some(first) = order.iter().find(written).and_then(|index| self.notes.labels.get(*index)) else { return };
        self.out.fresh_line();
        self.out.push("<section class=\"footnotes\" role=\"doc-endnotes\">\n<h2>");
        self.out.slot(SlotKind::Phrase("footnotes"), first.span);
        self.out.push("</h2>\n<ol>\n");
        for index in order {
            self.note(*index);
        }
        self.out.push("</ol>\n</section>\n");
    }

    fn note(&mut self, index: usize) {
        let Some(label) = self.notes.labels.get_mut(index) else { return };
        let Label { number, references, span, .. } = *label;
        let Some(note) = label.note.take() else { return };
        self.out.push(&format!("<li id=\"fn-{number}\">\n"));
        self.notes.anchors.push(format!("fn-{number}").into());
        self.copy(note);
        self.back_links(number, references, span);
        self.out.push("</li>\n");
    }

    /// The ways back stand at the end of the last paragraph, or in one of their own.
    fn back_links(&mut self, number: usize, references: usize, span: Span) {
        let inside = self.out.html.strip_suffix("</p>\n").map(str::len);
        if let Some(end) = inside.filter(|end| self.out.slots.last().is_none_or(|slot| slot.at as usize <= *end)) {
            self.out.html.truncate(end);
            self.out.push(" ");
        } else {
            self.out.fresh_line();
            self.out.push("<p>");
        }
        for nth in 1..=references {
            let separator = if nth > 1 { " " } else { "" };
            let id = reference_id(number, nth);
            self.out.push(&format!(
                "{separator}<a href=\"#{id}\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\""
            ));
            self.out.slot(SlotKind::Phrase("footnote_back"), span);
            self.out.push("\">↩");
            if nth > 1 {
                self.out.push(&format!("<sup>{nth}</sup>"));
            }
            self.out.push("</a>");
        }
        self.out.push("</p>\n");
    }
}

fn reference_id(number: usize, nth: usize) -> String {
    if nth == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{nth}") }
}
