//! The walk over the events of one text: who handles what.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::MarkdownOptions;
use super::brackets::Bracket;
use super::buffer::{Buffer, escape_text, offset};
use super::fences::Fence;
use super::flow::Flow;
use super::footnotes::Notes;
use super::frames::Frames;
use super::headings::Headings;
use super::html::HtmlBlock;
use super::links::Links;
use super::pictures::Picture;
use super::report::Report;
use super::sections::Heard;
use super::strays::Strays;
use super::tables::Table;
use crate::diagnostic::{Code, Diagnosed};
use crate::lang::Direction;
use crate::locale::bidi::Letters;
use crate::model::body::{Body, Lookalike, SlotKind, Text};
use crate::prose::Prose;

/// Elements nested deeper than this are not written, only their text; browsers and readers give up long before.
const DEEPEST: usize = 100;

/// Which Markdown is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flavour {
    /// `CommonMark` as the specification has it.
    CommonMark,
    /// A body.
    Document,
    /// A text in front matter: nothing but inline content.
    Inline,
}

/// What the coming events belong to.
pub(super) enum Mode<'a> {
    /// The text itself.
    Flow,
    /// The alternative text of a picture.
    Picture(Picture),
    /// The lines of a code block.
    Code(Fence<'a>),
    /// The lines of an HTML block.
    Html(HtmlBlock),
    /// The words of a link that is already written; how many elements are open in it.
    Skip(usize),
}

/// Writes the HTML of one text.
pub(super) struct Writer<'a> {
    /// What is parsed.
    pub(super) text: &'a str,
    pub(super) options: &'a MarkdownOptions,
    pub(super) flavour: Flavour,
    pub(super) report: Report<'a>,
    pub(super) out: Buffer,
    pub(super) mode: Mode<'a>,
    pub(super) bracket: Option<Bracket<'a>>,
    pub(super) links: Links,
    pub(super) headings: Headings<'a>,
    pub(super) notes: Notes,
    pub(super) table: Table,
    heard: Heard,
    strays: Strays,
    /// The label of a task is open.
    pub(super) label: bool,
    /// Raw HTML was already reported in this paragraph.
    pub(super) html_reported: bool,
    /// The words of the open block.
    pub(super) flow: Flow,
    /// The blocks that are open.
    pub(super) frames: Frames,
    /// The end of the words read last.
    pub(super) read_to: usize,
    /// What highlighting may have cost so far.
    pub(super) highlighted: usize,
    /// What may have been meant as references.
    pub(super) lookalikes: Vec<Lookalike>,
    /// The words in the data of blocks.
    pub(super) spoken: Vec<Prose>,
    /// Elements that are open.
    pub(super) depth: usize,
    too_deep: bool,
}

impl<'a> Writer<'a> {
    /// A writer for a text.
    pub(super) fn new(
        text: &'a str,
        report: Report<'a>,
        options: &'a MarkdownOptions,
        flavour: Flavour,
    ) -> Self {
        Self {
            text,
            options,
            flavour,
            report,
            out: Buffer::for_text(text.len()),
            mode: Mode::Flow,
            bracket: None,
            links: Links::default(),
            headings: Headings::new(text),
            notes: Notes::default(),
            table: Table::default(),
            heard: Heard::for_text(text.len()),
            strays: Strays::default(),
            label: false,
            html_reported: false,
            flow: Flow::default(),
            frames: Frames::new(),
            read_to: 0,
            highlighted: 0,
            lookalikes: Vec::new(),
            spoken: Vec::new(),
            depth: 0,
            too_deep: false,
        }
    }

    /// Takes the next event. Brackets that may be citations are held back until they close.
    pub(super) fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.flavour != Flavour::CommonMark {
            self.strays
                .hear(&event, &range, self.text, &mut self.report);
        }
        self.take(event, range);
    }

    /// Takes an event that was heard.
    pub(super) fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        if let Some(bracket) = self.bracket.take() {
            self.continue_bracket(bracket, event, range);
        } else if let Some(kind) = self.opening_bracket(&event, &range) {
            self.bracket = Some(Bracket::new(kind, event, range));
        } else {
            self.write(event, range);
        }
    }

    /// Writes an event, whatever brackets it may be part of.
    pub(super) fn write(&mut self, event: Event<'a>, range: Range<usize>) {
        match &mut self.mode {
            Mode::Flow => self.flow(event, range),
            Mode::Picture(picture) => {
                if picture.closes(&event) {
                    self.close_picture();
                }
            }
            Mode::Code(fence) => {
                if fence.closes(&event, &range) {
                    self.close_code();
                }
            }
            Mode::Html(block) => {
                if block.closes(&event) {
                    self.close_html_block();
                }
            }
            Mode::Skip(open) => match event {
                Event::Start(_) => *open += 1,
                Event::End(_) if *open == 0 => drop(self.resume()),
                Event::End(_) => *open -= 1,
                _ => {}
            },
        }
    }

    fn flow(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.heard.hear(self.text, &text, &range);
                self.read_to = range.end;
                self.note_lookalikes(&text, &range);
                self.words(&text);
            }
            Event::Code(text) => {
                self.heard.hear(self.text, &text, &range);
                self.inline_code(&text);
            }
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(&html, &range),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br />\n"),
            Event::Rule => {
                self.begin_block();
                self.out.push("<hr />\n");
            }
            Event::FootnoteReference(name) => self.note_reference(&name),
            Event::TaskListMarker(done) => self.task(done),
        }
    }

    /// Writes words of the reader's text.
    pub(super) fn words(&mut self, text: &str) {
        let from = self.out.place();
        self.out.words.feed(text);
        escape_text(&mut self.out.html, text);
        self.headings.hear(text);
        self.flow.words(text, from, &self.out);
    }

    /// Code runs from left to right in any text, and is an island in it.
    fn inline_code(&mut self, text: &str) {
        let from = self.out.place();
        let turns = self.options.writing.as_ref().is_some_and(|writing| {
            writing.direction == Direction::Rtl || Letters::of(text, Direction::Rtl).own
        });
        self.out.push(if turns {
            "<code dir=\"ltr\">"
        } else {
            "<code>"
        });
        self.out.words.feed(text);
        escape_text(&mut self.out.html, text);
        self.headings.hear(text);
        self.out.push("</code>");
        self.flow.atom(from, &self.out);
    }

    fn element(&mut self, tag: &str) {
        let from = self.out.place();
        self.out.push(tag);
        if tag.starts_with("</") {
            self.flow.close(from, &self.out);
        } else {
            self.flow.open(from, &self.out);
        }
    }

    fn line_break(&mut self, html: &str) {
        let from = self.out.place();
        self.out.push(html);
        if html == "\n" {
            self.flow.words(html, from, &self.out);
        } else {
            self.flow.atom(from, &self.out);
        }
        self.out.words.gap();
        self.headings.hear(" ");
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        self.depth += 1;
        if self.depth > DEEPEST {
            self.report_depth(&range);
            return;
        }
        match tag {
            Tag::Emphasis => self.element("<em>"),
            Tag::Strong => self.element("<strong>"),
            Tag::Strikethrough => self.element("<del>"),
            Tag::Superscript => self.element("<sup>"),
            Tag::Subscript => self.element("<sub>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.open_link(link_type, &dest_url, &title, range),
            Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            } => {
                self.mode = Mode::Picture(Picture::new(link_type, &dest_url, &title, range));
            }
            block => self.start_block(block, range),
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        let skipped = self.depth > DEEPEST;
        self.depth = self.depth.saturating_sub(1);
        if skipped {
            return self.out.words.gap();
        }
        match tag {
            TagEnd::Emphasis => self.element("</em>"),
            TagEnd::Strong => self.element("</strong>"),
            TagEnd::Strikethrough => self.element("</del>"),
            TagEnd::Superscript => self.element("</sup>"),
            TagEnd::Subscript => self.element("</sub>"),
            TagEnd::Link => self.close_link(range),
            block => self.end_block(block),
        }
    }

    /// Goes back to the text after an element that was read as a whole.
    pub(super) fn resume(&mut self) -> Mode<'a> {
        self.depth = self.depth.saturating_sub(1);
        std::mem::replace(&mut self.mode, Mode::Flow)
    }

    /// Opens a place that holds a link of its own. Links do not nest, so inside one it waits for the end.
    pub(super) fn linked_slot(&mut self, kind: SlotKind, range: &Range<usize>) {
        let span = self.report.span(range);
        if self.links.is_open() {
            self.links.defer(kind, span);
        } else {
            let from = self.out.place();
            self.out.slot(kind, span);
            self.flow.atom(from, &self.out);
        }
    }

    fn report_depth(&mut self, range: &Range<usize>) {
        if !std::mem::replace(&mut self.too_deep, true) {
            let help = "use fewer lists and quotations inside one another".to_owned();
            self.report.add(
                Code::TooDeep,
                range,
                format!("the text is nested more than {DEEPEST} levels deep"),
                Some(help),
            );
        }
    }

    /// The text as a whole.
    pub(super) fn finish(mut self) -> Diagnosed<Text> {
        if let Some(bracket) = self.bracket.take() {
            self.report_open(&bracket);
            self.replay(bracket);
        }
        self.strays.finish(self.text, &mut self.report, false);
        self.close_flow();
        while !self.frames.is_empty() {
            self.close_frame();
        }
        let direction = self.direction();
        self.headings.shift(&mut self.out);
        self.notes
            .buffers()
            .for_each(|note| self.headings.shift(note));
        let Self {
            out,
            notes,
            mut report,
            heard,
            lookalikes,
            ..
        } = self;
        let mentions = heard.mentions(&self.options.months, &report);
        let (out, anchors) = notes.place(out, direction, &mut report);
        let body = Body {
            html: out.html.into(),
            slots: out.slots,
            more: out.more.map(offset),
            mentions,
            lookalikes,
        };
        let value = Text {
            body,
            outline: out.outline,
            sections: Vec::new(),
            anchors,
            words: out.words.count(),
        };
        Diagnosed {
            value,
            diagnostics: report.finish(),
        }
    }

    /// The inline content of the text, without what belongs to whole bodies.
    pub(super) fn finish_inline(self) -> Diagnosed<Body> {
        let Diagnosed { value, diagnostics } = self.finish();
        Diagnosed {
            value: value.body,
            diagnostics,
        }
    }
}
