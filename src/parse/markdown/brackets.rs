//! Brackets that mean something to Bayan and nothing to the parser: `[@src-a]`, `[^x]` without a note, `[!WORD]`.
//!
//! The parser hands them out in pieces (`[`, `@src-a`, `]`), so the pieces are held back until the bracket closes, and
//! written as they came where it turns out to be nothing.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::blocks::ALERTS;
use super::citations::{self, Reading};
use super::events::{Flavour, Mode, Writer};
use crate::diagnostic::{Code, isolated, quoted};
use crate::kind::is_id;
use crate::model::body::{Citation, SlotKind};

/// What a bracket may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BracketKind {
    /// `[@src-a]`
    Citation,
    /// `[@src-a](x)`: a citation that the parser takes for a link. Whether it is a link with an address of its own.
    TakenCitation {
        /// The definition of the link is reported already.
        reported: bool,
    },
    /// `[^x]`, which the parser leaves as text where no such note is written.
    Note,
    /// `[!WORD]` at the start of a quotation.
    Alert,
}

/// A bracket that is not closed yet.
pub(super) struct Bracket<'a> {
    kind: BracketKind,
    /// All events since the bracket opened, to be written if it is nothing.
    events: Vec<(Event<'a>, Range<usize>)>,
    /// The plain text inside.
    text: String,
    /// Where pieces of that text stand: byte in `text`, range in the source.
    pieces: Vec<(usize, Range<usize>)>,
    /// Elements that are open inside.
    open: usize,
}

/// What an event does to an open bracket.
enum Step {
    Stays,
    Closes,
    Breaks,
}

impl<'a> Bracket<'a> {
    /// A bracket that begins with this event.
    pub(super) fn new(kind: BracketKind, event: Event<'a>, range: Range<usize>) -> Self {
        Self {
            kind,
            events: vec![(event, range)],
            text: String::new(),
            pieces: Vec::new(),
            open: 0,
        }
    }

    fn start(&self) -> usize {
        self.events.first().map_or(0, |(_, range)| range.start)
    }

    fn step(&mut self, event: &Event<'a>, range: &Range<usize>, source: &str) -> Step {
        let cites = matches!(
            self.kind,
            BracketKind::Citation | BracketKind::TakenCitation { .. }
        );
        let taken = matches!(self.kind, BracketKind::TakenCitation { .. });
        match event {
            Event::Text(text) if !taken && &**text == "]" && !is_escaped(source, range.start) => {
                return if self.open == 0 {
                    Step::Closes
                } else {
                    Step::Breaks
                };
            }
            Event::Text(text) if taken || &**text != "[" => self.hear(text, range),
            Event::Code(text) if cites => self.hear(text, range),
            Event::SoftBreak | Event::HardBreak if cites => self.hear(" ", range),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) if cites => {
                self.open += 1;
            }
            Event::End(TagEnd::Link) if taken && self.open == 0 => return Step::Closes,
            Event::End(_) if self.open > 0 => self.open -= 1,
            _ => return Step::Breaks,
        }
        Step::Stays
    }

    fn hear(&mut self, text: &str, range: &Range<usize>) {
        self.pieces.push((self.text.len(), range.clone()));
        self.text.push_str(text);
    }

    /// The bytes of the source behind bytes of the text inside.
    fn source(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.source_byte(
            range.start,
            self.pieces.partition_point(|(at, _)| *at <= range.start),
        );
        let end = self.source_byte(
            range.end,
            self.pieces.partition_point(|(at, _)| *at < range.end),
        );
        start..end.max(start)
    }

    /// The byte of the source behind a byte of the text inside, which lies in the last of the first `pieces` pieces.
    fn source_byte(&self, byte: usize, pieces: usize) -> usize {
        let piece = pieces.checked_sub(1).and_then(|last| self.pieces.get(last));
        piece.map_or(self.start(), |(at, range)| {
            (range.start + (byte - at)).min(range.end)
        })
    }
}

impl<'a> Writer<'a> {
    /// The kind of bracket that an event may open.
    pub(super) fn opening_bracket(
        &self,
        event: &Event<'a>,
        range: &Range<usize>,
    ) -> Option<BracketKind> {
        match event {
            Event::Text(text) if &**text == "[" => self.opening_text(range),
            Event::Start(Tag::Link { link_type, id, .. }) => {
                self.opening_link(*link_type, id, range)
            }
            _ => None,
        }
    }

    fn opening_text(&self, range: &Range<usize>) -> Option<BracketKind> {
        if self.flavour == Flavour::CommonMark
            || !matches!(self.mode, Mode::Flow)
            || is_escaped(self.text, range.start)
        {
            return None;
        }
        let inside = self.text.get(range.end..)?;
        match inside.as_bytes().first()? {
            b'^' => Some(BracketKind::Note),
            b'!' => self
                .out
                .html
                .ends_with("<blockquote>\n<p>")
                .then_some(BracketKind::Alert),
            _ => citations::begins(inside).then_some(BracketKind::Citation),
        }
    }

    fn opening_link(
        &self,
        link_type: LinkType,
        id: &str,
        range: &Range<usize>,
    ) -> Option<BracketKind> {
        let reported = match link_type {
            LinkType::Inline => false,
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => citations::begins(id),
            _ => return None,
        };
        if self.flavour == Flavour::CommonMark || !matches!(self.mode, Mode::Flow) {
            return None;
        }
        let inside = self.text.get(range.start + 1..)?;
        citations::begins(inside).then_some(BracketKind::TakenCitation { reported })
    }

    /// Takes the next event while a bracket is open.
    pub(super) fn continue_bracket(
        &mut self,
        mut bracket: Bracket<'a>,
        event: Event<'a>,
        range: Range<usize>,
    ) {
        match bracket.step(&event, &range, self.text) {
            Step::Stays => {
                bracket.events.push((event, range));
                self.bracket = Some(bracket);
            }
            Step::Closes => {
                let whole = bracket.start()..range.end;
                bracket.events.push((event, range));
                self.close_bracket(bracket, &whole);
            }
            Step::Breaks => {
                self.report_open(&bracket);
                self.replay(bracket);
                self.take(event, range);
            }
        }
    }

    /// Reports a citation that another bracket or the end of its paragraph came before: readers would see its signs.
    pub(super) fn report_open(&mut self, bracket: &Bracket<'a>) {
        // A bracket that was escaped is meant as a sign.
        if bracket.kind != BracketKind::Citation || bracket.text.contains(']') {
            return;
        }
        let named = bracket
            .text
            .trim_start_matches(citations::is_blank)
            .trim_start_matches('@');
        let end = named
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(named.len());
        let id = named.get(..end).filter(|id| is_id(id)).unwrap_or("id");
        let help = format!("close it with `]`: {}", isolated(&format!("[@{id}]")));
        let at = bracket.start()..bracket.start() + 1;
        self.report.add(
            Code::UnpairedBrackets,
            &at,
            "this citation is never closed",
            Some(help),
        );
    }

    /// Writes what was held back as if it had never been.
    pub(super) fn replay(&mut self, bracket: Bracket<'a>) {
        for (event, range) in bracket.events {
            self.write(event, range);
        }
    }

    fn close_bracket(&mut self, bracket: Bracket<'a>, whole: &Range<usize>) {
        match bracket.kind {
            BracketKind::Note => self.report_note(&bracket.text, whole),
            BracketKind::Alert => self.report_alert(&bracket.text, whole),
            BracketKind::Citation => return self.cite(&bracket, whole),
            BracketKind::TakenCitation { reported } => {
                if citations::is_plain(&bracket.text) {
                    if !reported {
                        citations::report_taken(&mut self.report, whole);
                    }
                    return self.cite(&bracket, whole);
                }
            }
        }
        self.replay(bracket);
    }

    fn cite(&mut self, bracket: &Bracket<'a>, whole: &Range<usize>) {
        let mut cited = Vec::new();
        for reading in citations::read(&bracket.text) {
            let Reading {
                source,
                locator,
                range,
                fault,
            } = reading;
            let range = bracket.source(&range);
            if let Some(fault) = fault {
                self.report
                    .add(fault.code, &range, fault.message, fault.help);
            }
            cited.push(Citation {
                source: source.into(),
                locator: locator.map(Into::into),
                span: self.report.span(&range),
            });
        }
        self.linked_slot(SlotKind::Citations(cited), whole);
    }

    fn report_note(&mut self, inside: &str, whole: &Range<usize>) {
        let label = inside.strip_prefix('^').unwrap_or(inside);
        if label.is_empty() || label.contains(char::is_whitespace) {
            return;
        }
        let help = match self.flavour {
            Flavour::Inline => "a text in front matter cannot have footnotes".to_owned(),
            Flavour::Document | Flavour::CommonMark => {
                format!(
                    "write the note on a line of its own: `[^{}]: …`",
                    citations::short(label)
                )
            }
        };
        self.report.add(
            Code::UnknownFootnote,
            whole,
            format!("no footnote is labelled {}", quoted(label)),
            Some(help),
        );
    }

    fn report_alert(&mut self, inside: &str, whole: &Range<usize>) {
        let word = inside.strip_prefix('!').unwrap_or(inside);
        if word.is_empty()
            || !word
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        {
            return;
        }
        let known = ALERTS.iter().any(|alert| alert.eq_ignore_ascii_case(word));
        if known {
            let help =
                "the bracket stands alone on its line; the text begins on the next".to_owned();
            return self.report.add(
                Code::UnknownAlert,
                whole,
                format!("text follows the alert {}", quoted(word)),
                Some(help),
            );
        }
        let near = self
            .report
            .nearest(&word.to_uppercase(), || ALERTS.map(str::to_owned).to_vec());
        let help = near.unwrap_or_else(|| format!("the kinds are {}", ALERTS.join(", ")));
        self.report.add(
            Code::UnknownAlert,
            whole,
            format!("no alert is of the kind {}", quoted(word)),
            Some(help),
        );
    }
}

/// Whether an odd number of backslashes stands before a byte.
pub(super) fn is_escaped(source: &str, at: usize) -> bool {
    let before = source.as_bytes().get(..at).unwrap_or_default();
    before
        .iter()
        .rev()
        .take_while(|byte| **byte == b'\\')
        .count()
        % 2
        == 1
}
