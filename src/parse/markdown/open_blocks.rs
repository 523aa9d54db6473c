//! The direction of blocks, and of what stands in them.
//!
//! A block keeps the direction of its page unless it holds no letter of that direction. What holds other blocks is
//! judged by all of them: a quotation or list that runs the other way throughout says so once, at its own tag. An item
//! or cell hangs in a list or table, which places it; its words then turn, and not the box.

use super::buffer::{Buffer, BufferOffset, Insert};
use super::inline_run::InlineRun;
use super::overrides::{self, Override};
use crate::lang::{Direction, Lang};
use crate::locale::bidi::{Letters, Writing};
use crate::locale::held;

/// A block that is open.
struct OpenBlock {
    /// In its opening tag, where an attribute can stand; `None` for what hangs in another.
    tag: Option<BufferOffset>,
    letters: Letters,
    /// What will be put into the HTML of it.
    inserts: Vec<Insert>,
}

/// The blocks that are open, outermost first. A note has its own.
#[derive(Default)]
pub(super) struct OpenBlocks {
    open: Vec<OpenBlock>,
}

impl OpenBlocks {
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Opens a block whose opening tag ends at a place; one whose tag takes no attribute has none.
    pub(super) fn open(&mut self, tag: Option<BufferOffset>, is_own: bool) {
        let letters = Letters {
            own: is_own,
            ..Letters::default()
        };
        self.open.push(OpenBlock {
            tag,
            letters,
            inserts: Vec::new(),
        });
    }

    /// The tag of the innermost block was written anew, and is the end of the HTML.
    pub(super) fn move_tag(&mut self, out: &Buffer) {
        let end = out.html.len().saturating_sub(1);
        if let Some(place) = self.open.last_mut().and_then(|block| block.tag.as_mut()) {
            place.html = end;
        }
    }

    /// The innermost block holds words of the page's own direction, for all that is known here.
    pub(super) fn mark_own(&mut self) {
        if let Some(block) = self.open.last_mut() {
            block.letters.own = true;
        }
    }

    /// Closes the innermost block, before its closing tag is written.
    pub(super) fn close(&mut self, out: &mut Buffer, writing: Option<&Writing>) {
        let Some(block) = self.open.pop() else {
            return;
        };
        let OpenBlock {
            tag,
            letters,
            mut inserts,
        } = block;
        let foreign = writing.filter(|_| letters.are_foreign());
        if let (Some(place), Some(writing)) = (tag, foreign) {
            inserts.retain(|insert| !insert.derived);
            inserts.push(Insert {
                place,
                markup: attributes(writing, letters).into(),
                derived: true,
            });
        }
        self.settle(letters, inserts, out);
    }

    /// Hands letters and markup to the block around, or, at the outermost, puts the markup in.
    fn settle(&mut self, letters: Letters, mut inserts: Vec<Insert>, out: &mut Buffer) {
        if let Some(around) = self.open.last_mut() {
            around.letters = around.letters.and(letters);
            around.inserts.append(&mut inserts);
        } else if !inserts.is_empty() {
            out.insert_all(inserts);
        }
    }

    /// Ends a run of inline content: finds what must be isolated in it, and whether it runs the other way.
    pub(super) fn end_run(
        &mut self,
        run: &InlineRun,
        out: &mut Buffer,
        writing: &Writing,
        stated: Option<&Override>,
    ) {
        let (letters, inserts) = match stated {
            Some(stated) => (
                Letters::default(),
                self.stated_inserts(run, out, stated, writing),
            ),
            None => self.found_inserts(run, out, writing),
        };
        self.settle(letters, inserts, out);
    }

    fn found_inserts(
        &self,
        run: &InlineRun,
        out: &Buffer,
        writing: &Writing,
    ) -> (Letters, Vec<Insert>) {
        let mut letters = Letters::of(run.text(), writing.direction);
        letters.own |= run.is_named();
        let mut inserts = Vec::new();
        if !letters.are_foreign() {
            isolate(run, out, writing.direction, &mut inserts);
            return (letters, inserts);
        }
        let turns = self.open.last().is_none_or(|block| block.tag.is_none());
        if let Some((from, to)) = run.extent().filter(|_| turns) {
            let tag = format!("<bdi{}>", attributes(writing, letters));
            inserts.push(Insert {
                place: from,
                markup: tag.into(),
                derived: true,
            });
            isolate(run, out, writing.direction.opposite(), &mut inserts);
            inserts.push(Insert {
                place: to,
                markup: "</bdi>".into(),
                derived: true,
            });
        } else {
            isolate(run, out, writing.direction.opposite(), &mut inserts);
        }
        (letters, inserts)
    }

    /// What an editor states goes to the tag of the block, or around its words where the block hangs.
    fn stated_inserts(
        &self,
        run: &InlineRun,
        out: &Buffer,
        stated: &Override,
        writing: &Writing,
    ) -> Vec<Insert> {
        let mut inserts = Vec::new();
        let attributes = stated.attributes();
        let direction = stated.direction.unwrap_or(writing.direction);
        match self.open.last().map(|block| block.tag) {
            Some(Some(place)) => {
                inserts.push(Insert {
                    place,
                    markup: attributes.into(),
                    derived: false,
                });
                isolate(run, out, direction, &mut inserts);
            }
            _ => {
                let extent = run.extent();
                let tag = |place, markup: String| Insert {
                    place,
                    markup: markup.into(),
                    derived: false,
                };
                inserts.extend(extent.map(|(from, _)| tag(from, format!("<bdi{attributes}>"))));
                isolate(run, out, direction, &mut inserts);
                inserts.extend(extent.map(|(_, to)| tag(to, "</bdi>".to_owned())));
            }
        }
        inserts
    }

    /// The words of a heading end: its markup is put in at once, since its contents entry is taken from it. Gives the
    /// attributes that its tag owes to its words.
    pub(super) fn end_heading_run(
        &mut self,
        run: &InlineRun,
        out: &mut Buffer,
        writing: &Writing,
        stated: Option<&Override>,
    ) -> String {
        let letters = Letters {
            own: run.is_named(),
            ..Letters::default()
        }
        .and(Letters::of(run.text(), writing.direction));
        let turned = stated.is_none() && letters.are_foreign();
        let direction = match stated {
            Some(stated) => stated.direction.unwrap_or(writing.direction),
            None if turned => writing.direction.opposite(),
            None => writing.direction,
        };
        let mut inserts = Vec::new();
        isolate(run, out, direction, &mut inserts);
        if !inserts.is_empty() {
            out.insert_all(inserts);
        }
        if let Some(around) = self.open.last_mut().filter(|_| stated.is_none()) {
            around.letters = around.letters.and(letters);
        }
        if turned {
            attributes(writing, letters)
        } else {
            String::new()
        }
    }
}

fn isolate(run: &InlineRun, out: &Buffer, direction: Direction, inserts: &mut Vec<Insert>) {
    let held = held(run.text(), direction);
    if !held.is_empty() {
        run.inserts(&held, &out.html, inserts);
    }
}

/// The attributes of words that run the other way: their direction, and their language where it is certain.
fn attributes(writing: &Writing, letters: Letters) -> String {
    overrides::attributes(
        Some(writing.direction.opposite()),
        writing.language_of(letters).as_ref().map(Lang::as_str),
    )
}
