//! Links: opened and closed as slots, without the words between them.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::LinkType;

use super::addresses::target;
use super::events::{Flavour, Writer};
use crate::model::body::{SlotKind, Target};
use crate::source::Span;

/// The links that are open, innermost last.
#[derive(Default)]
pub(super) struct Links {
    open: Vec<OpenLink>,
    waiting: Vec<(SlotKind, Span)>,
}

struct OpenLink {
    /// `false` where the address was refused: the words stay, the link does not.
    linked: bool,
    /// For `[[name|]]`, whose words may turn out to be empty: what to write then.
    wiki: Option<Target>,
    html: usize,
    slots: usize,
}

impl Links {
    /// Whether the text stands in a link.
    pub(super) fn is_open(&self) -> bool {
        self.open.iter().any(|link| link.linked)
    }

    /// Keeps a slot until the link ends.
    pub(super) fn defer(&mut self, kind: SlotKind, span: Span) {
        self.waiting.push((kind, span));
    }
}

impl Writer<'_> {
    pub(super) fn open_link(
        &mut self,
        link_type: LinkType,
        address: &str,
        title: &str,
        range: Range<usize>,
    ) {
        let title = (!title.is_empty()).then(|| Arc::from(title));
        match link_type {
            LinkType::WikiLink { has_pothole } => {
                return self.open_wikilink(address, has_pothole, range);
            }
            LinkType::Email => {
                return self.start_link(
                    Target::Address(format!("mailto:{address}").into()),
                    title,
                    &range,
                );
            }
            _ => {}
        }
        if self.flavour == Flavour::CommonMark {
            return self.start_link(Target::Address(address.into()), title, &range);
        }
        match target(address) {
            Ok(target) => self.start_link(target, title, &range),
            Err(refusal) => {
                refusal.report(&mut self.report, &within(self.text, &range, address));
                self.links.open.push(OpenLink {
                    linked: false,
                    wiki: None,
                    html: 0,
                    slots: 0,
                });
            }
        }
    }

    pub(super) fn start_link(
        &mut self,
        target: Target,
        title: Option<Arc<str>>,
        range: &Range<usize>,
    ) {
        let span = self.report.span(range);
        let from = self.out.place();
        self.out.slot(SlotKind::LinkStart { target, title }, span);
        self.flow.open(from, &self.out);
        self.links.open.push(OpenLink {
            linked: true,
            wiki: None,
            html: self.out.html.len(),
            slots: self.out.slots.len(),
        });
    }

    /// A link whose words may turn out to be empty; the name of the target stands for them then.
    pub(super) fn start_named_link(&mut self, target: Target, range: &Range<usize>) {
        self.start_link(target.clone(), None, range);
        if let Some(link) = self.links.open.last_mut() {
            link.wiki = Some(target);
        }
    }

    /// A link whose words are the name of its target.
    pub(super) fn name_slot(&mut self, target: Target, span: Span) {
        let from = self.out.place();
        self.out.slot(SlotKind::Name(target), span);
        self.flow.name(from, &self.out);
    }

    pub(super) fn close_link(&mut self, range: &Range<usize>) {
        let Some(OpenLink {
            linked: true,
            wiki,
            html,
            slots,
        }) = self.links.open.pop()
        else {
            return;
        };
        let span = self.report.span(range);
        match wiki {
            Some(target) if html == self.out.html.len() && slots == self.out.slots.len() => {
                self.out.slots.pop();
                self.flow.forget_open();
                self.name_slot(target, span);
            }
            _ => {
                let from = self.out.place();
                self.out.slot(SlotKind::LinkEnd, span);
                self.flow.close(from, &self.out);
            }
        }
        for (kind, span) in std::mem::take(&mut self.links.waiting) {
            let from = self.out.place();
            self.out.slot(kind, span);
            self.flow.atom(from, &self.out);
        }
        self.release_notes();
    }
}

/// The bytes of a text inside a construct, or the whole of it where it is spelt otherwise.
pub(super) fn within(source: &str, range: &Range<usize>, needle: &str) -> Range<usize> {
    let found = source
        .get(range.clone())
        .filter(|_| !needle.is_empty())
        .and_then(|whole| whole.rfind(needle));
    found.map_or(range.clone(), |at| {
        range.start + at..range.start + at + needle.len()
    })
}
