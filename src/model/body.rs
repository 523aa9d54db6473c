//! Rendered Markdown with slots: everything that needs another file is left open, so that a file is parsed alone.

use std::sync::Arc;

use super::section::{Heading, Section};
use crate::kind::Kind;
use crate::locale::Mentioned;
use crate::source::Span;
use crate::yaml::{Item, Stated, Value};

/// HTML with one slot for each thing that only the whole site can answer.
///
/// Invariant: slots are sorted by `at` and lie on character boundaries of `html`.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The HTML between the slots.
    pub html: Arc<str>,
    /// The open places.
    pub slots: Vec<Slot>,
    /// Where `<!-- more -->` stood: an excerpt ends here.
    pub more: Option<u32>,
    /// The numbers and dates that its words mention, in the order of the file.
    pub mentions: Vec<(Mentioned, Span)>,
    /// What stands as text and may have been meant as a reference.
    pub lookalikes: Vec<Lookalike>,
}

/// A text that would be a reference with other brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookalike {
    /// Its brackets.
    pub form: LookalikeForm,
    /// The id that it names.
    pub id: Arc<str>,
    /// What follows the id inside: `, p. 3`.
    pub rest: Arc<str>,
    /// Its bytes with the brackets.
    pub span: Span,
}

/// How a [`Lookalike`] is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookalikeForm {
    /// `[src-a]`
    Bare,
    /// `[@ src-a]`
    Spaced,
    /// `(@src-a)`
    Round,
    /// `[see @src-a]`
    Prefixed,
    /// `[@src-a](address)`: a link, unless a source is called so.
    Linked,
}

/// An open place.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Byte in the HTML before which the slot is filled.
    pub at: u32,
    /// What belongs there.
    pub kind: SlotKind,
    /// The Markdown that asked for it, for diagnostics.
    pub span: Span,
}

/// What belongs into a slot.
#[derive(Clone, Debug)]
pub enum SlotKind {
    /// The opening tag of a link (`<a href="…">`), whose words follow in the HTML.
    LinkStart {
        /// Where it leads.
        target: Target,
        /// The link's title attribute.
        title: Option<Arc<str>>,
    },
    /// The closing tag of the nearest open link.
    LinkEnd,
    /// A whole link to an entity, with the entity's title as words: `[[hulusi-akar]]`.
    Name(Target),
    /// A picture.
    Picture {
        /// The address as written.
        address: Arc<str>,
        /// Plain text.
        alt: Arc<str>,
        /// The title attribute.
        title: Option<Arc<str>>,
    },
    /// One or more citations in one pair of brackets.
    Citations(Vec<Citation>),
    /// A string of the interface by its key, escaped for HTML: the language of the page decides.
    Phrase(&'static str),
    /// A number, in the digits of the language.
    Number(usize),
    /// A block of the theme.
    Block {
        /// The name in the info string.
        name: Arc<str>,
        /// What it holds.
        data: Arc<BlockData>,
    },
}

/// The data of a block, read by the declaration of its keys.
#[derive(Clone, Debug, Default)]
pub struct BlockData {
    /// The keys that it may hold, and what stands under each; `None` where nothing sound stands at all.
    pub stated: Option<Stated>,
    /// How many references it holds.
    pub references: u32,
    /// Its texts with inline Markdown, by the index that values hold.
    pub inline: Vec<Arc<Body>>,
    /// Nothing in it was wrong; otherwise what is absent may stand there unread.
    pub sound: bool,
}

impl BlockData {
    /// What stands under a key.
    pub fn get(&self, key: &str) -> Option<&Stated> {
        self.stated.as_ref()?.value.get(key)
    }

    /// Tells each value that stands under a key, those in records too.
    pub fn each<'a>(&'a self, tell: &mut dyn FnMut(&'a Item, &'a Stated)) {
        self.stated.iter().for_each(|one| fields(one, tell));
    }
}

fn fields<'a>(stated: &'a Stated, tell: &mut dyn FnMut(&'a Item, &'a Stated)) {
    let Value::Map(table, entries) = &stated.value else {
        return;
    };
    for (number, value) in entries {
        let Some(key) = table.key(*number) else {
            continue;
        };
        for one in value.one_or_more() {
            tell(&key.shape.item, one);
            fields(one, tell);
        }
    }
}

/// A citation as written: `[@src-a, p. 3]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The source, by id.
    pub source: Arc<str>,
    /// Page, paragraph, time: whatever stands after the comma.
    pub locator: Option<Arc<str>>,
    /// Its own bytes.
    pub span: Span,
}

/// Where a link leads, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// `[[id]]`, `[[folder/id]]`, `[[name]]`.
    Entity {
        /// The folder, if one was named.
        kind: Option<Kind>,
        /// The id or name.
        name: Arc<str>,
        /// After `#`, decoded.
        fragment: Option<Arc<str>>,
    },
    /// A content file beside this one: `../actors/hulusi-akar.md`.
    File {
        /// The relative path, decoded.
        path: Arc<str>,
        /// After `#`, decoded.
        fragment: Option<Arc<str>>,
    },
    /// A heading of the same page.
    Anchor(Arc<str>),
    /// A path of the site, `/ar/timeline/`, or a file beside this one, decoded; the fragment still on it.
    Path(Arc<str>),
    /// An absolute address elsewhere.
    Address(Arc<str>),
}

/// A parsed text with its outline.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The HTML with slots.
    pub body: Body,
    /// The headings in order.
    pub outline: Vec<Heading>,
    /// What stands before the first heading, if anything does, and then under each, in the order of the outline.
    pub sections: Vec<Section>,
    /// Ids of elements that links may name, besides headings.
    pub anchors: Vec<Arc<str>>,
    /// How many words a reader reads.
    pub words: u32,
}
