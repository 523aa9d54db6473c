//! Writing footnotes: numbers into the text, and the notes themselves at its end.

use std::sync::Arc;

use super::buffer::{Buffer, offset};
use super::footnotes::{NoteLabel, Notes};
use super::report::Report;
use crate::escape;
use crate::lang::Direction;
use crate::model::body::{Slot, SlotKind};
use crate::source::Span;

/// The text with its references, and after it the notes; adds the ids of both to those that links may name.
pub(super) fn write(
    text: Buffer,
    notes: Notes,
    anchors: &mut Vec<Arc<str>>,
    direction: Direction,
    report: &mut Report<'_>,
) -> Buffer {
    let (labels, order) = notes.numbered(&text, report);
    if labels.is_empty() {
        return text;
    }
    let mut writer = NoteWriter {
        out: Buffer::for_text(text.html.len()),
        written: vec![0; labels.len()],
        labels,
        anchors,
        direction,
    };
    writer.copy(text);
    writer.section(&order);
    writer.out
}

/// Copies buffers into one, with the references filled in.
struct NoteWriter<'n> {
    out: Buffer,
    labels: Vec<NoteLabel>,
    anchors: &'n mut Vec<Arc<str>>,
    /// How many references to each label are written.
    written: Vec<usize>,
    direction: Direction,
}

impl NoteWriter<'_> {
    fn copy(&mut self, from: Buffer) {
        let Buffer {
            html,
            slots,
            notes,
            outline,
            words,
            more,
            ..
        } = from;
        let mut slots = slots.into_iter();
        let (mut copied, mut passed, mut grown) = (0, 0, 0);
        for mark in notes {
            for slot in slots.by_ref().take(mark.slots - passed) {
                self.copy_slot(slot, &html, &mut copied);
            }
            passed = mark.slots;
            self.out.push(html.get(copied..mark.at).unwrap_or_default());
            copied = mark.at;
            let before = self.out.html.len();
            self.reference(mark.label);
            if more.is_some_and(|more| mark.at < more) {
                grown += self.out.html.len() - before;
            }
        }
        for slot in slots {
            self.copy_slot(slot, &html, &mut copied);
        }
        self.out.push(html.get(copied..).unwrap_or_default());
        self.out.outline.extend(outline);
        self.out.words.add(&words);
        // Only the text itself, which is copied first, can have an excerpt.
        self.out.more = self.out.more.or(more.map(|more| more + grown));
    }

    fn copy_slot(&mut self, slot: Slot, html: &str, copied: &mut usize) {
        let at = slot.at as usize;
        self.out.push(html.get(*copied..at).unwrap_or_default());
        *copied = at;
        self.out.slots.push(Slot {
            at: offset(self.out.html.len()),
            ..slot
        });
    }

    fn reference(&mut self, index: usize) {
        let Some((label, written)) = self.labels.get(index).zip(self.written.get_mut(index)) else {
            return;
        };
        let NoteLabel { number, span, .. } = *label;
        *written += 1;
        if label.place.is_none() {
            // The parser knew the note, but it was nested too deep to be kept.
            return escape::push_text(&mut self.out.html, &format!("[^{}]", label.name));
        }
        let id = reference_id(number, *written);
        self.out.push(&format!(
            "<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\">"
        ));
        self.out.slot(SlotKind::Number(number), span);
        self.out.push("</a></sup>");
        self.anchors.push(id.into());
    }

    fn section(&mut self, order: &[usize]) {
        let written = |index: &&usize| {
            self.labels
                .get(**index)
                .is_some_and(|label| label.place.is_some())
        };
        let Some(first) = order
            .iter()
            .find(written)
            .and_then(|index| self.labels.get(*index))
        else {
            return;
        };
        self.out.fresh_line();
        self.out
            .push("<section class=\"footnotes\" role=\"doc-endnotes\">\n<h2>");
        self.out.slot(SlotKind::Phrase("footnotes"), first.span);
        self.out.push("</h2>\n<ol>\n");
        for index in order {
            self.note(*index);
        }
        self.out.push("</ol>\n</section>\n");
    }

    fn note(&mut self, index: usize) {
        let Some(label) = self.labels.get_mut(index) else {
            return;
        };
        let NoteLabel {
            number,
            references,
            span,
            ..
        } = *label;
        let Some(note) = label.note.take() else {
            return;
        };
        self.out.push(&format!("<li id=\"fn-{number}\">\n"));
        self.anchors.push(format!("fn-{number}").into());
        self.copy(note);
        self.back_links(number, references, span);
        self.out.push("</li>\n");
    }

    /// The ways back stand at the end of the last paragraph, or in one of their own.
    fn back_links(&mut self, number: usize, references: usize, span: Span) {
        let inside = self.out.html.strip_suffix("</p>\n").map(str::len);
        if let Some(end) = inside.filter(|end| {
            self.out
                .slots
                .last()
                .is_none_or(|slot| slot.at as usize <= *end)
        }) {
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
            self.out.push("\">");
            self.out.push(match self.direction {
                Direction::Ltr => "↩",
                Direction::Rtl => "↪",
            });
            if nth > 1 {
                self.out.push("<sup>");
                self.out.slot(SlotKind::Number(nth), span);
                self.out.push("</sup>");
            }
            self.out.push("</a>");
        }
        self.out.push("</p>\n");
    }
}

fn reference_id(number: usize, nth: usize) -> String {
    if nth == 1 {
        format!("fnref-{number}")
    } else {
        format!("fnref-{number}-{nth}")
    }
}
