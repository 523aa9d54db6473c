//! What every construct of a text writes to: the HTML, the run of words that is open, and the blocks around it.
//!
//! The constructs stand above this file and do not know each other; none reaches past these doors.

use std::ops::Range;

use pulldown_cmark::Tag;

use super::MarkdownOptions;
use super::buffer::{Buffer, BufferOffset, NoteMark};
use super::flavour::Flavour;
use super::inline_run::InlineRun;
use super::open_blocks::OpenBlocks;
use super::overrides::{self, Override};
use super::report::Report;
use crate::escape;
use crate::lang::Direction;
use crate::locale::bidi::{Letters, Writing};
use crate::model::Heading;
use crate::model::body::SlotKind;
use crate::source::{SourcePath, Span};

/// Writes the HTML of one text.
pub(super) struct Writer<'a> {
    source: &'a str,
    options: &'a MarkdownOptions,
    flavour: Flavour,
    report: Report<'a>,
    out: Buffer,
    run: InlineRun,
    blocks: OpenBlocks,
    /// The words of the open heading.
    heading: Option<String>,
    /// The label of a task is open.
    in_label: bool,
    /// The end of the words read last.
    read_to: usize,
    paragraph: usize,
}

/// What stands around a note while it is written.
pub(super) struct TextAround {
    out: Buffer,
    blocks: OpenBlocks,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        source: &'a str,
        report: Report<'a>,
        options: &'a MarkdownOptions,
        flavour: Flavour,
    ) -> Self {
        Self {
            source,
            options,
            flavour,
            report,
            out: Buffer::for_text(source.len()),
            run: InlineRun::default(),
            blocks: OpenBlocks::default(),
            heading: None,
            in_label: false,
            read_to: 0,
            paragraph: 0,
        }
    }

    /// What is parsed.
    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    pub(super) fn options(&self) -> &'a MarkdownOptions {
        self.options
    }

    pub(super) fn flavour(&self) -> Flavour {
        self.flavour
    }

    pub(super) fn report(&mut self) -> &mut Report<'a> {
        &mut self.report
    }

    /// The file that the text stands in.
    pub(super) fn path(&self) -> &'a SourcePath {
        self.report.path()
    }

    /// The bytes of the file for bytes of the parsed text.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        self.report.span(range)
    }

    /// What is written so far.
    pub(super) fn out(&self) -> &Buffer {
        &self.out
    }

    fn writing(&self) -> Option<&'a Writing> {
        self.options.writing.as_deref()
    }

    /// The direction of the text, where it is known.
    pub(super) fn direction(&self) -> Direction {
        self.writing()
            .map_or(Direction::Ltr, |writing| writing.direction)
    }

    /// A number that grows with each block and cell.
    pub(super) fn paragraph(&self) -> usize {
        self.paragraph
    }

    /// Writes markup that is no part of a run of words.
    pub(super) fn markup(&mut self, html: &str) {
        self.out.push(html);
    }

    /// Writes text that is no part of a run of words, such as the lines of code.
    pub(super) fn verbatim(&mut self, write: impl FnOnce(&mut String)) {
        write(&mut self.out.html);
    }

    /// Begins a new line unless one has just begun.
    pub(super) fn fresh_line(&mut self) {
        self.out.fresh_line();
    }

    /// Where an excerpt ends, unless it has an end already.
    pub(super) fn end_excerpt(&mut self) {
        self.out.more.get_or_insert(self.out.html.len());
    }

    /// The end of the text: closes what is open.
    pub(super) fn finish(mut self) -> (Buffer, Report<'a>) {
        self.end_run();
        while !self.blocks.is_empty() {
            self.close_block();
        }
        (self.out, self.report)
    }

    /// Takes the end of the HTML away if it is this; says whether it was.
    pub(super) fn take_back(&mut self, tail: &str) -> bool {
        let before = self.out.html.strip_suffix(tail).map(str::len);
        before.is_some_and(|before| {
            self.out.html.truncate(before);
            true
        })
    }
}

/// Words and what stands between them.
impl Writer<'_> {
    /// Writes words of the reader's text.
    pub(super) fn words(&mut self, text: &str) {
        let from = self.out.place();
        self.out.words.feed(text);
        escape::push_text(&mut self.out.html, text);
        self.keep_words(text);
        self.run.words(text, from, &self.out);
    }

    /// Writes words that stand at these bytes of the source.
    pub(super) fn words_at(&mut self, text: &str, range: &Range<usize>) {
        self.read_to = range.end;
        self.words(text);
    }

    /// Counts words that a slot stands for, and takes them for those of a heading.
    pub(super) fn words_of_slot(&mut self, text: &str) {
        self.out.words.feed(text);
        self.keep_words(text);
    }

    /// Counts words that are written as markup.
    pub(super) fn count_words(&mut self, text: &str) {
        self.out.words.feed(text);
    }

    /// Whatever comes next is a new word.
    pub(super) fn end_word(&mut self) {
        self.out.words.gap();
    }

    fn keep_words(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.push_str(text);
        }
    }

    /// Code runs from left to right in any text, and is an island in it.
    pub(super) fn inline_code(&mut self, text: &str) {
        let from = self.out.place();
        let turns = self.writing().is_some_and(|writing| {
            writing.direction == Direction::Rtl || Letters::of(text, Direction::Rtl).own
        });
        self.out.push(if turns {
            "<code dir=\"ltr\">"
        } else {
            "<code>"
        });
        self.out.words.feed(text);
        escape::push_text(&mut self.out.html, text);
        self.keep_words(text);
        self.out.push("</code>");
        self.run.atom(from, &self.out);
    }

    /// The opening tag of an element around words.
    pub(super) fn open_element(&mut self, tag: &str) {
        let from = self.out.place();
        self.out.push(tag);
        self.run.open(from, &self.out);
    }

    /// The closing tag of an element around words.
    pub(super) fn close_element(&mut self, tag: &str) {
        let from = self.out.place();
        self.out.push(tag);
        self.run.close(from, &self.out);
    }

    /// Markup within a line that is one sign for the direction of its words.
    pub(super) fn atom(&mut self, html: &str) {
        let from = self.out.place();
        self.out.push(html);
        self.run.atom(from, &self.out);
    }

    pub(super) fn soft_break(&mut self) {
        let from = self.out.place();
        self.out.push("\n");
        self.run.words("\n", from, &self.out);
        self.end_line();
    }

    pub(super) fn hard_break(&mut self) {
        self.atom("<br />\n");
        self.end_line();
    }

    fn end_line(&mut self) {
        self.out.words.gap();
        self.keep_words(" ");
    }
}

/// Slots.
impl Writer<'_> {
    /// Opens a place that is no part of a run of words.
    pub(super) fn slot(&mut self, kind: SlotKind, span: Span) {
        self.out.slot(kind, span);
    }

    /// Opens a place within a line.
    pub(super) fn slot_in_line(&mut self, kind: SlotKind, span: Span) {
        let from = self.out.place();
        self.out.slot(kind, span);
        self.run.atom(from, &self.out);
    }

    /// Opens a place for a name of the site: words of the page's own language.
    pub(super) fn name_slot(&mut self, kind: SlotKind, span: Span) {
        let from = self.out.place();
        self.out.slot(kind, span);
        self.run.name(from, &self.out);
    }

    /// Opens a place that begins an element around words.
    pub(super) fn start_slot(&mut self, kind: SlotKind, span: Span) {
        let from = self.out.place();
        self.out.slot(kind, span);
        self.run.open(from, &self.out);
    }

    /// Opens a place that ends an element around words.
    pub(super) fn end_slot(&mut self, kind: SlotKind, span: Span) {
        let from = self.out.place();
        self.out.slot(kind, span);
        self.run.close(from, &self.out);
    }

    /// The element that a slot began last turns out to be something else.
    pub(super) fn forget_start(&mut self) {
        self.out.slots.pop();
        self.run.forget_open();
    }

    /// Refers to a footnote here.
    pub(super) fn note_mark(&mut self, label: usize) {
        let from = self.out.place();
        self.out.notes.push(NoteMark {
            at: self.out.html.len(),
            slots: self.out.slots.len(),
            label,
        });
        self.run.atom(from, &self.out);
    }
}

/// Blocks.
impl Writer<'_> {
    /// Begins a line for a block element.
    pub(super) fn begin_block(&mut self) {
        self.end_run();
        self.close_label();
        self.paragraph += 1;
        self.out.fresh_line();
    }

    /// A cell begins: what is told once for each paragraph is told anew.
    pub(super) fn begin_cell(&mut self) {
        self.paragraph += 1;
    }

    /// The closing tag of a block comes.
    pub(super) fn end_block(&mut self) {
        self.close_label();
        self.paragraph += 1;
    }

    /// The opening tag of a block was just written.
    pub(super) fn open_block(&mut self, tag: &Tag<'_>) {
        let takes = matches!(
            tag,
            Tag::Paragraph
                | Tag::BlockQuote(None)
                | Tag::List(_)
                | Tag::DefinitionList
                | Tag::Table(_)
        );
        let end = self
            .out
            .html
            .trim_end_matches('\n')
            .strip_suffix('>')
            .map(str::len)
            .filter(|_| takes);
        let tag_end = end.map(|html| BufferOffset {
            html,
            ..self.out.place()
        });
        // An alert has a title in words of the interface.
        self.blocks
            .open(tag_end, matches!(tag, Tag::BlockQuote(Some(_))));
    }

    /// Closes a block, before its closing tag is written.
    pub(super) fn close_block(&mut self) {
        self.end_run();
        self.blocks
            .close(&mut self.out, self.options.writing.as_deref());
    }

    /// The tag of the innermost block was written anew.
    pub(super) fn move_block(&mut self) {
        self.blocks.move_tag(&self.out);
    }

    /// A block of the theme, in words of the page for all that is known here.
    pub(super) fn mark_own(&mut self) {
        self.blocks.mark_own();
    }

    /// Ends a run of inline content.
    pub(super) fn end_run(&mut self) {
        if let Some(writing) = self.writing().filter(|_| !self.run.is_empty()) {
            let stated = self.take_override();
            self.blocks
                .end_run(&self.run, &mut self.out, writing, stated.as_ref());
        }
        self.run.clear();
    }

    /// Takes an override from the end of the open block.
    fn take_override(&mut self) -> Option<Override> {
        if self.flavour != Flavour::Document {
            return None;
        }
        let text = self.run.text();
        let (start, pairs) = overrides::trailing(text)?;
        let whole = text.len() - start;
        let pairs: Vec<(String, String)> = pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let blank = text
            .get(..start)
            .map_or(0, |before| before.len() - before.trim_end().len());
        // The words may hold markup, and then they are no override.
        let end = self.run.cut(whole)?;
        // It is the last thing that was read.
        let range = self.read_to.saturating_sub(whole)..self.read_to;
        let end = self.run.cut(blank).unwrap_or(end);
        self.out.html.truncate(end);
        let pairs = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        Some(Override::read(pairs, &range, &mut self.report))
    }

    /// Opens the label of a task.
    pub(super) fn open_label(&mut self) {
        self.in_label = true;
    }

    pub(super) fn close_label(&mut self) {
        if std::mem::take(&mut self.in_label) {
            self.out.push("</label>");
        }
    }

    /// Keeps the text so far while a note is written.
    pub(super) fn set_aside(&mut self) -> TextAround {
        TextAround {
            out: std::mem::take(&mut self.out),
            blocks: std::mem::take(&mut self.blocks),
        }
    }

    /// Goes on with the text around a note; gives the note.
    pub(super) fn go_on(&mut self, around: TextAround) -> Buffer {
        self.end_run();
        self.blocks = around.blocks;
        std::mem::replace(&mut self.out, around.out)
    }
}

/// Headings.
impl Writer<'_> {
    /// Begins a heading, whose tag is written when it ends.
    pub(super) fn begin_heading(&mut self) -> BufferOffset {
        self.heading = Some(String::new());
        self.out.place()
    }

    /// The words of the heading as they were read.
    pub(super) fn heading_words(&mut self) -> String {
        self.heading.take().unwrap_or_default()
    }

    /// Ends the words of a heading; gives the attributes that its tag owes to them.
    pub(super) fn end_heading_run(&mut self, stated: Option<&Override>) -> String {
        let attributes = self.writing().map(|writing| {
            self.blocks
                .end_heading_run(&self.run, &mut self.out, writing, stated)
        });
        self.run.clear();
        attributes.unwrap_or_default()
    }

    /// Puts the tags of a heading around what was written since it began.
    pub(super) fn enclose_heading(&mut self, from: BufferOffset, open: &str, close: &str) {
        self.out.insert(from.html, open, from.slots, from.notes);
        self.out.levels.push(from.html + "<h".len());
        self.out.levels.push(self.out.html.len() + "</h".len());
        self.out.push(close);
    }

    /// Lists a heading in the outline.
    pub(super) fn list_heading(&mut self, heading: Heading) {
        self.out.outline.push(heading);
    }
}
