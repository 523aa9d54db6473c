//! Links: opened and closed as slots, without the words between them.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::LinkType;

use super::addresses::target;
use super::flavour::Flavour;
use super::wikilinks::{self, visible_reference};
use super::writer::Writer;
use super::written::within;
use crate::model::body::{SlotKind, Target};
use crate::source::Span;

/// The links that are open, innermost last.
#[derive(Default)]
pub(super) struct Links {
    open: Vec<OpenLink>,
    waiting: Vec<(SlotKind, Span)>,
    /// References to footnotes that wait, by their labels.
    waiting_notes: Vec<usize>,
}

struct OpenLink {
    /// `false` where the address was refused: the words stay, the link does not.
    linked: bool,
    /// For `[[name|]]`, whose words may turn out to be empty: what to write then.
    wiki: Option<Target>,
    /// The words are the address itself.
    is_address: bool,
    html: usize,
    slots: usize,
}

/// What becomes of the words of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkWords {
    Follow,
    /// The link is written as a whole.
    Written,
}

/// Links do not nest: what leads somewhere itself waits inside one for its end.
impl Links {
    fn is_open(&self) -> bool {
        self.open.iter().any(|link| link.linked)
    }

    /// Whether the words that come are an address.
    pub(super) fn in_address(&self) -> bool {
        self.open.last().is_some_and(|link| link.is_address)
    }

    /// Opens a place that holds a link of its own.
    pub(super) fn place_slot(&mut self, writer: &mut Writer<'_>, kind: SlotKind, span: Span) {
        if self.is_open() {
            self.waiting.push((kind, span));
        } else {
            writer.slot_in_line(kind, span);
        }
    }

    /// Refers to a footnote.
    pub(super) fn place_note(&mut self, writer: &mut Writer<'_>, label: usize) {
        if self.is_open() {
            self.waiting_notes.push(label);
        } else {
            writer.note_mark(label);
        }
    }

    pub(super) fn open(
        &mut self,
        writer: &mut Writer<'_>,
        link_type: LinkType,
        (address, title): (&str, &str),
        range: &Range<usize>,
    ) -> LinkWords {
        let title = (!title.is_empty()).then(|| Arc::from(title));
        let target = match link_type {
            LinkType::WikiLink { has_pothole } => {
                return self.open_wikilink(writer, address, has_pothole, range);
            }
            LinkType::Email => Ok(Target::Address(format!("mailto:{address}").into())),
            _ if writer.flavour() == Flavour::CommonMark => Ok(Target::Address(address.into())),
            _ => target(address),
        };
        match target {
            Ok(target) => {
                self.start(writer, target, title, range);
                if let Some(link) = self.open.last_mut() {
                    link.is_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                }
            }
            Err(refusal) => {
                let place = within(writer.source(), range, address);
                refusal.report(writer.report(), &place);
                self.open.push(OpenLink {
                    linked: false,
                    wiki: None,
                    is_address: false,
                    html: 0,
                    slots: 0,
                });
            }
        }
        LinkWords::Follow
    }

    fn start(
        &mut self,
        writer: &mut Writer<'_>,
        target: Target,
        title: Option<Arc<str>>,
        range: &Range<usize>,
    ) {
        let span = writer.span(range);
        writer.start_slot(SlotKind::LinkStart { target, title }, span);
        self.open.push(OpenLink {
            linked: true,
            wiki: None,
            is_address: false,
            html: writer.out().html.len(),
            slots: writer.out().slots.len(),
        });
    }

    fn open_wikilink(
        &mut self,
        writer: &mut Writer<'_>,
        written: &str,
        has_words: bool,
        range: &Range<usize>,
    ) -> LinkWords {
        let target = wikilinks::target(
            &writer.options().schema,
            &visible_reference(written, range, writer.report()),
        );
        if has_words {
            self.start(writer, target.clone(), None, range);
            if let Some(link) = self.open.last_mut() {
                link.wiki = Some(target);
            }
            return LinkWords::Follow;
        }
        if let Target::Anchor(fragment) = target {
            self.start(writer, Target::Anchor(fragment.clone()), None, range);
            writer.words(&fragment);
            self.close(writer, range);
        } else {
            // Headings and word counts take the name as written, since the title is in another file.
            if let Target::Entity { name, .. } = &target {
                writer.words_of_slot(name);
            }
            let span = writer.span(range);
            writer.name_slot(SlotKind::Name(target), span);
        }
        LinkWords::Written
    }

    pub(super) fn close(&mut self, writer: &mut Writer<'_>, range: &Range<usize>) {
        let Some(OpenLink {
            linked: true,
            wiki,
            html,
            slots,
            ..
        }) = self.open.pop()
        else {
            return;
        };
        let span = writer.span(range);
        let is_empty = html == writer.out().html.len() && slots == writer.out().slots.len();
        match wiki {
            Some(target) if is_empty => {
                writer.forget_start();
                writer.name_slot(SlotKind::Name(target), span);
            }
            _ => writer.end_slot(SlotKind::LinkEnd, span),
        }
        for (kind, span) in std::mem::take(&mut self.waiting) {
            writer.slot_in_line(kind, span);
        }
        for label in std::mem::take(&mut self.waiting_notes) {
            writer.note_mark(label);
        }
    }
}
