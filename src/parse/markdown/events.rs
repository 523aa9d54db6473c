//! The walk over the events of one text: who handles what.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, RefDefs, Tag, TagEnd};

use super::MarkdownOptions;
use super::block_texts::InlineReader;
use super::blocks;
use super::brackets::{self, Bracket, BracketStep};
use super::buffer::offset;
use super::citations;
use super::code_blocks::CodeBlocks;
use super::decoded::{report_decoded, report_order};
use super::endnotes;
use super::fence::Fence;
use super::flavour::Flavour;
use super::footnotes::Notes;
use super::foreign_markup::ForeignMarkup;
use super::headings::Headings;
use super::html::{HtmlBlock, RawHtml};
use super::links::{LinkWords, Links};
use super::lookalikes::Lookalikes;
use super::mentions::MentionCollector;
use super::pictures::Picture;
use super::report::Report;
use super::tables::OpenTable;
use super::unpaired_signs::UnpairedSigns;
use super::writer::Writer;
use crate::diagnostic::{Code, Diagnosed};
use crate::model::body::{Body, SlotKind, Text};
use crate::prose::ProseRuns;

/// Elements nested deeper than this are not written, only their text; browsers and readers give up long before.
const DEEPEST: usize = 100;

/// What the coming events belong to.
enum Mode<'a> {
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

/// Hands each event of one text to the construct that it belongs to.
pub(super) struct EventWalk<'a> {
    writer: Writer<'a>,
    mode: Mode<'a>,
    bracket: Option<Bracket<'a>>,
    links: Links,
    headings: Headings<'a>,
    notes: Notes,
    table: OpenTable,
    code: CodeBlocks,
    html: RawHtml,
    mentions: MentionCollector,
    unpaired: UnpairedSigns,
    foreign: ForeignMarkup,
    lookalikes: Lookalikes,
    /// Elements that are open.
    depth: usize,
    too_deep: bool,
}

/// A text as walked.
pub(super) struct Walked {
    pub(super) text: Text,
    /// The words in the data of its blocks.
    pub(super) spoken: Vec<ProseRuns>,
}

impl<'a> EventWalk<'a> {
    pub(super) fn new(
        text: &'a str,
        report: Report<'a>,
        options: &'a MarkdownOptions,
        flavour: Flavour,
        read_inline: InlineReader,
    ) -> Self {
        Self {
            writer: Writer::new(text, report, options, flavour),
            mode: Mode::Flow,
            bracket: None,
            links: Links::default(),
            headings: Headings::new(text),
            notes: Notes::default(),
            table: OpenTable::default(),
            code: CodeBlocks::new(read_inline),
            html: RawHtml::default(),
            mentions: MentionCollector::for_text(text.len()),
            unpaired: UnpairedSigns::default(),
            foreign: ForeignMarkup::default(),
            lookalikes: Lookalikes::default(),
            depth: 0,
            too_deep: false,
        }
    }

    /// Looks at the definitions of links, which are known before the events.
    pub(super) fn definitions(&mut self, definitions: &RefDefs<'_>) {
        for (label, definition) in definitions
            .iter()
            .filter(|(label, _)| citations::begins(label))
        {
            let span = self.writer.span(&definition.span);
            self.lookalikes.linked(label, span);
        }
    }

    /// Takes the next event. Brackets that may be citations are held back until they close.
    pub(super) fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.writer.flavour() != Flavour::CommonMark {
            let source = self.writer.source();
            self.report_decoded(&event, &range);
            self.unpaired
                .hear(&event, &range, source, self.writer.report());
            self.foreign
                .take(&event, &range, source, self.writer.report());
        }
        self.hold_or_write(event, range);
    }

    /// What entities spell is judged wherever it is shown: in words, in the alternative text of a picture, and in the
    /// address or title of a link.
    fn report_decoded(&mut self, event: &Event<'a>, range: &Range<usize>) {
        let writer = &mut self.writer;
        match event {
            Event::Text(text) if writer.source().get(range.clone()) != Some(text) => {
                report_decoded(writer, text, range);
            }
            Event::Start(
                Tag::Link {
                    dest_url, title, ..
                }
                | Tag::Image {
                    dest_url, title, ..
                },
            ) => {
                report_decoded(writer, title, range);
                report_order(writer, dest_url, range);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                report_decoded(writer, info, range);
            }
            _ => {}
        }
    }

    fn hold_or_write(&mut self, event: Event<'a>, range: Range<usize>) {
        if let Some(bracket) = self.bracket.take() {
            return self.continue_bracket(bracket, event, range);
        }
        let kind = matches!(self.mode, Mode::Flow)
            .then(|| brackets::opening(&event, &range, &self.writer))
            .flatten();
        if let Some(kind) = kind {
            self.bracket = Some(Bracket::new(kind, event, range));
        } else {
            self.write(event, range);
        }
    }

    fn continue_bracket(
        &mut self,
        mut bracket: Bracket<'a>,
        event: Event<'a>,
        range: Range<usize>,
    ) {
        match bracket.step(&event, &range, self.writer.source()) {
            BracketStep::Stays => {
                bracket.hold(event, range);
                self.bracket = Some(bracket);
            }
            BracketStep::Closes => {
                let whole = bracket.start()..range.end;
                bracket.hold(event, range);
                if let Some(cited) = bracket.citations(&whole, &mut self.writer) {
                    let span = self.writer.span(&whole);
                    self.links
                        .place_slot(&mut self.writer, SlotKind::Citations(cited), span);
                } else {
                    self.replay(bracket);
                }
            }
            BracketStep::Breaks => {
                bracket.report_open(self.writer.report());
                self.replay(bracket);
                self.hold_or_write(event, range);
            }
        }
    }

    fn replay(&mut self, bracket: Bracket<'a>) {
        for (event, range) in bracket.into_events() {
            self.write(event, range);
        }
    }

    /// Writes an event, whatever brackets it may be part of.
    fn write(&mut self, event: Event<'a>, range: Range<usize>) {
        let ends = match &mut self.mode {
            Mode::Flow => return self.flow(event, range),
            Mode::Picture(picture) => picture.closes(&event),
            Mode::Code(fence) => fence.closes(&event, &range),
            Mode::Html(block) => block.closes(&event),
            Mode::Skip(open) => match event {
                Event::Start(_) => {
                    *open += 1;
                    false
                }
                Event::End(_) if *open == 0 => true,
                Event::End(_) => {
                    *open -= 1;
                    false
                }
                _ => false,
            },
        };
        if ends {
            self.write_whole();
        }
    }

    /// Writes an element that was read as a whole, and goes back to the text.
    fn write_whole(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        match std::mem::replace(&mut self.mode, Mode::Flow) {
            Mode::Picture(picture) => picture.write(&mut self.writer),
            Mode::Code(fence) => self.code.write(&mut self.writer, &fence),
            Mode::Html(block) => {
                let may_end_excerpt =
                    self.depth == 0 && self.notes.outside() && !self.html.is_open();
                self.html
                    .block(&mut self.writer, block, self.depth, may_end_excerpt);
            }
            Mode::Flow | Mode::Skip(_) => {}
        }
    }

    fn flow(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                let source = self.writer.source();
                if !self.links.in_address() {
                    self.mentions.take(source, &text, &range);
                }
                if self.writer.flavour() != Flavour::CommonMark {
                    self.lookalikes
                        .take(&text, &range, source, self.writer.report());
                }
                self.writer.words_at(&text, &range);
            }
            Event::Code(text) => {
                self.mentions.take(self.writer.source(), &text, &range);
                self.writer.inline_code(&text);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                self.html
                    .inline(&mut self.writer, &html, self.depth, &range);
            }
            Event::SoftBreak => self.writer.soft_break(),
            Event::HardBreak => self.writer.hard_break(),
            Event::Rule => {
                self.writer.begin_block();
                self.writer.markup("<hr />\n");
            }
            Event::FootnoteReference(name) => {
                let label = self.notes.label(&name);
                self.links.place_note(&mut self.writer, label);
            }
            Event::TaskListMarker(done) => blocks::task(&mut self.writer, done),
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        self.depth += 1;
        if self.depth > DEEPEST {
            self.report_depth(&range);
            return;
        }
        match tag {
            Tag::Emphasis => self.writer.open_element("<em>"),
            Tag::Strong => self.writer.open_element("<strong>"),
            Tag::Strikethrough => self.writer.open_element("<del>"),
            Tag::Superscript => self.writer.open_element("<sup>"),
            Tag::Subscript => self.writer.open_element("<sub>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => {
                // The name of an account, unless a source is called so.
                let source = self.writer.source();
                let inside = source.get(range.start + 1..range.end).unwrap_or_default();
                let is_told = match link_type {
                    LinkType::Inline => false,
                    LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                        citations::begins(&id)
                    }
                    _ => true,
                };
                if !is_told && citations::begins(inside) {
                    let words = inside.split(']').next().unwrap_or_default();
                    let span = self.writer.span(&range);
                    self.lookalikes.linked(words, span);
                }
                let words =
                    self.links
                        .open(&mut self.writer, link_type, (&dest_url, &title), &range);
                if words == LinkWords::Written {
                    self.mode = Mode::Skip(0);
                }
            }
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

    fn start_block(&mut self, tag: Tag<'a>, range: Range<usize>) {
        let is_judged = blocks::is_judged(tag.to_end()) && self.writer.flavour() != Flavour::Inline;
        match tag {
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => self
                .headings
                .start(&mut self.writer, level, id, (classes, attrs), range),
            Tag::CodeBlock(kind) => {
                self.writer.begin_block();
                let info = match kind {
                    CodeBlockKind::Indented => None,
                    CodeBlockKind::Fenced(info) => Some(info),
                };
                self.mode = Mode::Code(Fence::new(info, range));
            }
            Tag::HtmlBlock => {
                self.writer.close_label();
                self.mode = Mode::Html(HtmlBlock::new(range));
            }
            Tag::FootnoteDefinition(name) => self.notes.start(&mut self.writer, &name, range),
            other => {
                match &other {
                    Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                        self.table.start(&mut self.writer, &other, &range);
                    }
                    simple => blocks::start(&mut self.writer, simple, &range),
                }
                if is_judged {
                    self.writer.open_block(&other);
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        let skipped = self.depth > DEEPEST;
        if !skipped {
            self.html.end_element(&mut self.writer, self.depth);
        }
        self.depth = self.depth.saturating_sub(1);
        if skipped {
            return self.writer.end_word();
        }
        match tag {
            TagEnd::Emphasis => self.writer.close_element("</em>"),
            TagEnd::Strong => self.writer.close_element("</strong>"),
            TagEnd::Strikethrough => self.writer.close_element("</del>"),
            TagEnd::Superscript => self.writer.close_element("</sup>"),
            TagEnd::Subscript => self.writer.close_element("</sub>"),
            TagEnd::Link => self.links.close(&mut self.writer, range),
            block => self.end_block(block),
        }
    }

    fn end_block(&mut self, tag: TagEnd) {
        let writer = &mut self.writer;
        if blocks::is_judged(tag) && writer.flavour() != Flavour::Inline {
            writer.close_block();
        }
        writer.end_block();
        match tag {
            TagEnd::Heading(_) => self.headings.end(writer),
            TagEnd::FootnoteDefinition => self.notes.end(writer),
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {
                self.table.end(writer, tag);
            }
            // Code and HTML blocks are written where they are read.
            simple => blocks::end(writer, simple),
        }
        self.writer.end_word();
    }

    fn report_depth(&mut self, range: &Range<usize>) {
        if !std::mem::replace(&mut self.too_deep, true) {
            let help = "use fewer lists and quotations inside one another".to_owned();
            self.writer.report().add(
                Code::TooDeep,
                range,
                format!("the text is nested more than {DEEPEST} levels deep"),
                Some(help),
            );
        }
    }

    /// The text as a whole.
    pub(super) fn finish(mut self) -> Diagnosed<Walked> {
        if let Some(bracket) = self.bracket.take() {
            bracket.report_open(self.writer.report());
            self.replay(bracket);
        }
        self.html.end_element(&mut self.writer, 0);
        let source = self.writer.source();
        self.unpaired.finish(source, self.writer.report(), false);
        let Self {
            writer,
            mut notes,
            headings,
            html,
            mentions,
            lookalikes,
            code,
            ..
        } = self;
        let (direction, months) = (writer.direction(), &writer.options().months);
        let (mut out, mut report) = writer.finish();
        headings.shift(&mut out);
        notes.buffers().for_each(|note| headings.shift(note));
        let mentions = mentions.mentions(months, &report);
        let mut anchors = html.anchors();
        anchors.extend(headings.former_ids());
        let out = endnotes::write(out, notes, &mut anchors, direction, &mut report);
        let body = Body {
            html: out.html.into(),
            slots: out.slots,
            more: out.more.map(offset),
            mentions,
            lookalikes: lookalikes.finish(),
        };
        let text = Text {
            body,
            outline: out.outline,
            sections: Vec::new(),
            anchors,
            words: out.words.count(),
        };
        Diagnosed {
            value: Walked {
                text,
                spoken: code.spoken(),
            },
            diagnostics: report.finish(),
        }
    }
}
