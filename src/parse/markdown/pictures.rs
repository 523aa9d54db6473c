//! Pictures: their alternative text, and the same care for addresses as links.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, LinkType};

use super::addresses::check_picture;
use super::flavour::Flavour;
use super::writer::Writer;
use super::written::within;
use crate::diagnostic::Code;
use crate::model::body::SlotKind;

/// A picture whose alternative text is being read.
pub(super) struct Picture {
    address: String,
    title: Option<Arc<str>>,
    alt: String,
    /// `![[file]]`: the parser gives the address as text, which is no alternative to anything.
    bare: bool,
    range: Range<usize>,
    open: usize,
}

impl Picture {
    /// A picture at these bytes.
    pub(super) fn new(
        link_type: LinkType,
        address: &str,
        title: &str,
        range: Range<usize>,
    ) -> Self {
        let bare = matches!(link_type, LinkType::WikiLink { has_pothole: false });
        let wiki = matches!(link_type, LinkType::WikiLink { .. });
        let address = if wiki {
            address.trim_end_matches('\\').trim()
        } else {
            address
        };
        let title = (!title.is_empty()).then(|| title.into());
        Self {
            address: address.to_owned(),
            title,
            alt: String::new(),
            bare,
            range,
            open: 0,
        }
    }

    /// Takes a piece of the alternative text; says whether the picture ends.
    pub(super) fn closes(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(_) => self.open += 1,
            Event::End(_) if self.open == 0 => return true,
            Event::End(_) => self.open -= 1,
            Event::Text(text) | Event::Code(text) => self.alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => self.alt.push(' '),
            _ => {}
        }
        false
    }

    pub(super) fn write(self, writer: &mut Writer<'_>) {
        let Self {
            address,
            title,
            alt,
            bare,
            range,
            ..
        } = self;
        let alt = if bare { "" } else { &alt };
        match writer.flavour() {
            // Texts of front matter stand in lists and metadata, where no picture can.
            Flavour::Inline => return writer.words(alt),
            Flavour::CommonMark => {}
            Flavour::Document => {
                if let Err(refusal) = check_picture(&address) {
                    let place = within(writer.source(), &range, &address);
                    refusal.report(writer.report(), &place);
                    return writer.words(alt);
                }
                if alt.trim().is_empty() {
                    let help = "say between the brackets what the picture shows: `![the bridge at noon](bridge.jpg)`"
                        .to_owned();
                    writer.report().add(
                        Code::ImageWithoutAlt,
                        &range,
                        "a picture has no alternative text",
                        Some(help),
                    );
                }
            }
        }
        let span = writer.span(&range);
        let kind = SlotKind::Picture {
            address: address.into(),
            alt: alt.into(),
            title,
        };
        writer.slot_in_line(kind, span);
    }
}
