//! The direction of blocks, and of what stands in them.
//!
//! A block keeps the direction of its page unless it holds no letter of that direction. What holds other blocks is
//! judged by all of them: a quotation or list that runs the other way throughout says so once, at its own tag. An item
//! or cell hangs in a list or table, which places it; its words then turn, and not the box.

use pulldown_cmark::Tag;

use super::buffer::{Insert, Place};
use super::events::{Flavour, Writer};
use super::overrides::Override;
use crate::lang::{Direction, Lang};
use crate::locale::bidi::{Letters, Writing};
use crate::locale::held;

/// A block that is open.
pub(super) struct Frame {
    /// In its opening tag, where an attribute can stand; `None` for what hangs in another.
    tag: Option<Place>,
    letters: Letters,
    /// What will be put into the HTML of it.
    inserts: Vec<Insert>,
}

/// The blocks that are open, outermost first, with what stands before the first note or after.
pub(super) type Frames = Vec<Frame>;

impl Writer<'_> {
    /// Opens the frame of a block whose opening tag was just written.
    pub(super) fn open_frame(&mut self, tag: &Tag<'_>) {
        let takes = matches!(
            tag,
            Tag::Paragraph
                | Tag::BlockQuote(None)
                | Tag::List(_)
                | Tag::DefinitionList
                | Tag::Table(_)
        );
        let alert = matches!(tag, Tag::BlockQuote(Some(_)));
        let end = self
            .out
            .html
            .trim_end_matches('\n')
            .strip_suffix('>')
            .map(str::len)
            .filter(|_| takes);
        let tag = end.map(|html| Place {
            html,
            ..self.out.place()
        });
        // An alert has a title in words of the interface.
        let letters = Letters {
            own: alert,
            ..Letters::default()
        };
        self.frames.push(Frame {
            tag,
            letters,
            inserts: Vec::new(),
        });
    }

    /// The tag of the innermost block was written anew.
    pub(super) fn move_frame(&mut self) {
        let end = self.out.html.len().saturating_sub(1);
        if let Some(place) = self.frames.last_mut().and_then(|frame| frame.tag.as_mut()) {
            place.html = end;
        }
    }

    /// Closes the frame of a block, before its closing tag is written.
    pub(super) fn close_frame(&mut self) {
        self.close_flow();
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let Frame {
            tag,
            letters,
            mut inserts,
        } = frame;
        let foreign = self
            .options
            .writing
            .as_deref()
            .filter(|_| letters.are_foreign());
        if let (Some(place), Some(writing)) = (tag, foreign) {
            inserts.retain(|insert| !insert.derived);
            inserts.push(Insert {
                place,
                markup: attributes(writing, letters).into(),
                derived: true,
            });
        }
        self.settle(letters, inserts);
    }

    /// A block of the theme, in words of the page for all that is known here.
    pub(super) fn mark_own(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.letters.own = true;
        }
    }

    /// Hands letters and markup to the block around, or, at the outermost, puts the markup in.
    fn settle(&mut self, letters: Letters, mut inserts: Vec<Insert>) {
        if let Some(around) = self.frames.last_mut() {
            around.letters = around.letters.and(letters);
            around.inserts.append(&mut inserts);
        } else if !inserts.is_empty() {
            self.out.insert_all(inserts);
        }
    }

    /// Ends a stretch of inline content: finds what must be isolated in it, and whether it runs the other way.
    pub(super) fn close_flow(&mut self) {
        if self.flow.is_empty() {
            return self.flow.clear();
        }
        if let Some(writing) = self.options.writing.clone() {
            let stated = self.take_override();
            let (letters, inserts) = match stated {
                Some(stated) => (Letters::default(), self.stated_inserts(&stated, &writing)),
                None => self.found_inserts(&writing),
            };
            self.settle(letters, inserts);
        }
        self.flow.clear();
    }

    fn found_inserts(&mut self, writing: &Writing) -> (Letters, Vec<Insert>) {
        let mut letters = Letters::of(&self.flow.text, writing.direction);
        letters.own |= self.flow.named;
        let mut inserts = Vec::new();
        if !letters.are_foreign() {
            self.isolate(writing.direction, &mut inserts);
            return (letters, inserts);
        }
        let turns = self.frames.last().is_none_or(|frame| frame.tag.is_none());
        if let Some((from, to)) = self.flow.extent().filter(|_| turns) {
            let tag = format!("<bdi{}>", attributes(writing, letters));
            inserts.push(Insert {
                place: from,
                markup: tag.into(),
                derived: true,
            });
            self.isolate(writing.direction.opposite(), &mut inserts);
            inserts.push(Insert {
                place: to,
                markup: "</bdi>".into(),
                derived: true,
            });
        } else {
            self.isolate(writing.direction.opposite(), &mut inserts);
        }
        (letters, inserts)
    }

    fn isolate(&self, direction: Direction, inserts: &mut Vec<Insert>) {
        let held = held(&self.flow.text, direction);
        if !held.is_empty() {
            self.flow.inserts(&held, &self.out.html, inserts);
        }
    }

    /// What an editor states goes to the tag of the block, or around its words where the block hangs.
    fn stated_inserts(&mut self, stated: &Override, writing: &Writing) -> Vec<Insert> {
        let mut inserts = Vec::new();
        let attributes = stated.attributes();
        let direction = stated.direction.unwrap_or(writing.direction);
        match self.frames.last().map(|frame| frame.tag) {
            Some(Some(place)) => {
                inserts.push(Insert {
                    place,
                    markup: attributes.into(),
                    derived: false,
                });
                self.isolate(direction, &mut inserts);
            }
            _ => {
                let extent = self.flow.extent();
                let tag = |place, markup: String| Insert {
                    place,
                    markup: markup.into(),
                    derived: false,
                };
                inserts.extend(extent.map(|(from, _)| tag(from, format!("<bdi{attributes}>"))));
                self.isolate(direction, &mut inserts);
                inserts.extend(extent.map(|(_, to)| tag(to, "</bdi>".to_owned())));
            }
        }
        inserts
    }

    /// The words of a heading end: its markup is put in at once, since its contents entry is taken from it. Gives the
    /// attributes that its tag owes to its words.
    pub(super) fn close_heading_flow(&mut self, stated: Option<&Override>) -> String {
        let Some(writing) = self.options.writing.clone() else {
            self.flow.clear();
            return String::new();
        };
        let letters = Letters {
            own: self.flow.named,
            ..Letters::default()
        }
        .and(Letters::of(&self.flow.text, writing.direction));
        let turned = stated.is_none() && letters.are_foreign();
        let direction = match stated {
            Some(stated) => stated.direction.unwrap_or(writing.direction),
            None if turned => writing.direction.opposite(),
            None => writing.direction,
        };
        let mut inserts = Vec::new();
        self.isolate(direction, &mut inserts);
        self.flow.clear();
        if !inserts.is_empty() {
            self.out.insert_all(inserts);
        }
        if let Some(around) = self.frames.last_mut().filter(|_| stated.is_none()) {
            around.letters = around.letters.and(letters);
        }
        if turned {
            attributes(&writing, letters)
        } else {
            String::new()
        }
    }

    /// The direction of the text, where it is known.
    pub(super) fn direction(&self) -> Direction {
        self.options
            .writing
            .as_ref()
            .map_or(Direction::Ltr, |writing| writing.direction)
    }

    /// Whether what is read is a body with blocks.
    pub(super) fn has_blocks(&self) -> bool {
        self.flavour == Flavour::Document
    }
}

/// The attributes of words that run the other way: their direction, and their language where it is certain.
fn attributes(writing: &Writing, letters: Letters) -> String {
    written(
        Some(writing.direction.opposite()),
        writing.language_of(letters).as_ref().map(Lang::as_str),
    )
}

/// `dir` and `lang` with a blank before each.
pub(super) fn written(direction: Option<Direction>, lang: Option<&str>) -> String {
    let direction = direction
        .map(|direction| format!(" dir=\"{}\"", direction.as_str()))
        .unwrap_or_default();
    let lang = lang
        .map(|lang| format!(" lang=\"{lang}\""))
        .unwrap_or_default();
    direction + &lang
}
