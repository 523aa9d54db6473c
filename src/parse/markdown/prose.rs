//! The words of a text where they stand in the file, for the linter: a second listener to the events of the parser.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::citations;
use crate::prose::{Run, RunKind};
use crate::source::Span;
use crate::yaml::Piece;

/// How bytes of the parsed text become bytes of the file.
#[derive(Clone, Copy)]
pub(super) enum ProseOrigin<'a> {
    /// The text stands verbatim at this byte.
    Verbatim(usize),
    /// The text is a scalar of YAML behind a guard of so many bytes.
    Pieces(&'a [Piece], usize),
}

/// Listens to the events of one text.
pub(super) struct ProseListener<'a> {
    text: &'a str,
    origin: ProseOrigin<'a>,
    runs: Vec<Run>,
    /// The runs around a picture whose alternative text is being heard.
    around: Vec<Vec<Run>>,
    /// Pictures whose text is over: each is a text of its own, and waits for the end of the block around it.
    pictures: Vec<Run>,
    /// Elements without words that are open.
    silent: usize,
    /// Inside the brackets of a citation.
    cites: bool,
    /// Inside a heading whose id is made from its words.
    named: bool,
}

impl<'a> ProseListener<'a> {
    pub(super) fn new(text: &'a str, origin: ProseOrigin<'a>) -> Self {
        Self {
            text,
            origin,
            runs: Vec::with_capacity(text.len() / 64),
            around: Vec::new(),
            pictures: Vec::new(),
            silent: 0,
            cites: false,
            named: false,
        }
    }

    /// Takes the next event.
    pub(super) fn hear(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag, range),
            _ if self.silent > 0 => {}
            Event::Text(text) => self.text(text, range),
            Event::SoftBreak | Event::HardBreak => {
                self.push(range.start..range.start, RunKind::Line);
            }
            Event::Rule | Event::TaskListMarker(_) => self.close(range.end),
            Event::Html(_) => {}
            Event::Code(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_) => self.push(range.clone(), RunKind::Object),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        if self.silent > 0 {
            self.silent += 1;
            return;
        }
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => {}
            Tag::Link { link_type, .. } => {
                if is_address(*link_type) {
                    self.push(range.clone(), RunKind::Object);
                    self.silent = 1;
                }
            }
            Tag::Image { link_type, .. } => {
                self.push(range.clone(), RunKind::Object);
                self.around.push(std::mem::take(&mut self.runs));
                self.silent = usize::from(is_address(*link_type));
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.close(range.start);
                self.silent = 1;
            }
            Tag::Heading { id, .. } => {
                self.close(range.start);
                self.named = id.is_none();
            }
            _ => self.close(range.start),
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        self.silent = self.silent.saturating_sub(1);
        match tag {
            _ if self.silent > 0 => {}
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
            TagEnd::Link => {}
            TagEnd::Image => {
                self.finish_block(range.end, false);
                let around = self.around.pop().unwrap_or_default();
                self.pictures
                    .append(&mut std::mem::replace(&mut self.runs, around));
            }
            _ => {
                self.close(range.end);
                self.named = false;
            }
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        if self.cites {
            self.cites = text != "]";
            return;
        }
        let ahead = self.text.get(range.end..).unwrap_or_default();
        if text == "[" && citations::begins(ahead) {
            self.cites = true;
            return self.push(range.clone(), RunKind::Object);
        }
        let written = self.text.get(range.clone()).unwrap_or_default();
        if written != text {
            return self.push(range.clone(), RunKind::Object);
        }
        // What a backslash stands before was meant as it is.
        let before = self.text.get(..range.start).unwrap_or_default();
        let first = text.chars().next().map_or(0, char::len_utf8);
        if before.ends_with('\\') && text.starts_with(|c: char| c.is_ascii_punctuation()) {
            self.push(range.start..range.start + first, RunKind::Object);
            self.push(range.start + first..range.end, RunKind::Words);
        } else {
            self.push(range.clone(), RunKind::Words);
        }
    }

    fn push(&mut self, range: Range<usize>, kind: RunKind) {
        match self.origin {
            ProseOrigin::Verbatim(base) => {
                let span = Span::new(range.start, range.end).shifted(base);
                match self.runs.last_mut() {
                    Some(last)
                        if kind == RunKind::Words
                            && last.kind == kind
                            && last.span.end == span.start =>
                    {
                        last.span.end = span.end;
                    }
                    _ => self.runs.push(Run { span, kind }),
                }
            }
            ProseOrigin::Pieces(pieces, guard) => {
                let range = range.start.saturating_sub(guard)..range.end.saturating_sub(guard);
                self.push_pieces(pieces, guard, &range, kind);
            }
        }
    }

    /// The parts of a range that the file has as they are; what is folded between them ends a line, what is escaped is an object.
    fn push_pieces(&mut self, pieces: &[Piece], guard: usize, range: &Range<usize>, kind: RunKind) {
        let first = pieces.partition_point(|piece| piece.at + piece.length <= range.start);
        let mut read = range.start;
        for piece in pieces
            .iter()
            .skip(first)
            .take_while(|piece| piece.at < range.end)
        {
            let (start, end) = (
                piece.at.max(range.start),
                (piece.at + piece.length).min(range.end),
            );
            let span = Span::new(
                piece.source + (start - piece.at),
                piece.source + (end - piece.at),
            );
            if kind == RunKind::Words && read < start {
                let between = self
                    .text
                    .get(read + guard..start + guard)
                    .unwrap_or_default();
                let folded = between.chars().all(char::is_whitespace);
                let kind = if folded {
                    RunKind::Line
                } else {
                    RunKind::Object
                };
                self.runs.push(Run {
                    span: Span::new(span.range().start, span.range().start),
                    kind,
                });
            }
            self.runs.push(Run { span, kind });
            read = end;
        }
    }

    fn close(&mut self, at: usize) {
        self.cites = false;
        self.finish_block(at, self.named);
        self.runs.append(&mut self.pictures);
    }

    fn finish_block(&mut self, at: usize, named: bool) {
        if self
            .runs
            .last()
            .is_some_and(|run| !matches!(run.kind, RunKind::End { .. }))
        {
            self.push_end(at, named);
        }
    }

    fn push_end(&mut self, at: usize, named: bool) {
        let at = match self.origin {
            ProseOrigin::Verbatim(base) => base + at,
            ProseOrigin::Pieces(pieces, _) => {
                pieces.last().map_or(0, |piece| piece.source + piece.length)
            }
        };
        self.runs.push(Run {
            span: Span::new(at, at),
            kind: RunKind::End { named },
        });
    }

    /// All runs of the text.
    pub(super) fn finish(mut self) -> Vec<Run> {
        self.close(self.text.len());
        self.runs
    }
}

/// Whether what stands between the brackets is an address or a name, and no words.
fn is_address(link_type: LinkType) -> bool {
    matches!(
        link_type,
        LinkType::WikiLink { has_pothole: false } | LinkType::Autolink | LinkType::Email
    )
}
