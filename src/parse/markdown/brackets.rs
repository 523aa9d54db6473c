//! Brackets that mean something to Bayan and nothing to the parser: `[@src-a]`, `[^x]` without a note, `[!WORD]`.
//!
//! The parser hands them out in pieces (`[`, `@src-a`, `]`), so the pieces are held back until the bracket closes, and
//! written as they came where it turns out to be nothing.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::citations::{self, CitationReading};
use super::flavour::Flavour;
use super::report::Report;
use super::writer::Writer;
use super::written::{is_blank, is_escaped, short};
use crate::diagnostic::{Code, isolated, quoted};
use crate::kind::is_id;
use crate::model::body::Citation;

/// The words of alerts as editors write them.
const ALERTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// What a bracket may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BracketKind {
    /// `[@src-a]`
    Citation,
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
pub(super) enum BracketStep {
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

    /// Keeps an event.
    pub(super) fn hold(&mut self, event: Event<'a>, range: Range<usize>) {
        self.events.push((event, range));
    }

    /// The events that were held back, to be written as if it had never been.
    pub(super) fn into_events(self) -> Vec<(Event<'a>, Range<usize>)> {
        self.events
    }

    /// Where the bracket opens.
    pub(super) fn start(&self) -> usize {
        self.events.first().map_or(0, |(_, range)| range.start)
    }

    /// What an event does to the bracket.
    pub(super) fn step(
        &mut self,
        event: &Event<'a>,
        range: &Range<usize>,
        source: &str,
    ) -> BracketStep {
        let cites = self.kind == BracketKind::Citation;
        match event {
            Event::Text(text) if &**text == "]" && !is_escaped(source, range.start) => {
                return if self.open == 0 {
                    BracketStep::Closes
                } else {
                    BracketStep::Breaks
                };
            }
            Event::Text(text) if &**text != "[" => self.hear(text, range),
            Event::Code(text) if cites => self.hear(text, range),
            Event::SoftBreak | Event::HardBreak if cites => self.hear(" ", range),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) if cites => {
                self.open += 1;
            }
            Event::End(_) if self.open > 0 => self.open -= 1,
            _ => return BracketStep::Breaks,
        }
        BracketStep::Stays
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

/// The kind of bracket that an event of the text itself may open.
pub(super) fn opening(
    event: &Event<'_>,
    range: &Range<usize>,
    writer: &Writer<'_>,
) -> Option<BracketKind> {
    match event {
        Event::Text(text) if &**text == "[" => opening_text(range, writer),
        _ => None,
    }
}

fn opening_text(range: &Range<usize>, writer: &Writer<'_>) -> Option<BracketKind> {
    if writer.flavour() == Flavour::CommonMark || is_escaped(writer.source(), range.start) {
        return None;
    }
    let inside = writer.source().get(range.end..)?;
    match inside.as_bytes().first()? {
        b'^' => Some(BracketKind::Note),
        b'!' => (writer.out().html)
            .ends_with("<blockquote>\n<p>")
            .then_some(BracketKind::Alert),
        _ => citations::begins(inside).then_some(BracketKind::Citation),
    }
}

impl Bracket<'_> {
    /// Reports a citation that another bracket or the end of its paragraph came before: readers would see its signs.
    pub(super) fn report_open(&self, report: &mut Report<'_>) {
        // A bracket that was escaped is meant as a sign.
        if self.kind != BracketKind::Citation || self.text.contains(']') {
            return;
        }
        let named = self
            .text
            .trim_start_matches(is_blank)
            .trim_start_matches('@');
        let end = named
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(named.len());
        let id = named.get(..end).filter(|id| is_id(id)).unwrap_or("id");
        let help = format!("close it with `]`: {}", isolated(&format!("[@{id}]")));
        let at = self.start()..self.start() + 1;
        report.add(
            Code::UnpairedBrackets,
            &at,
            "this citation is never closed",
            Some(help),
        );
    }

    /// What the bracket cites, now that it is closed; what is none is reported where it was meant to be something.
    pub(super) fn citations(
        &self,
        whole: &Range<usize>,
        writer: &mut Writer<'_>,
    ) -> Option<Vec<Citation>> {
        match self.kind {
            BracketKind::Note => self.report_note(whole, writer),
            BracketKind::Alert => self.report_alert(whole, writer.report()),
            BracketKind::Citation => return Some(self.cite(writer)),
        }
        None
    }

    fn cite(&self, writer: &mut Writer<'_>) -> Vec<Citation> {
        let mut cited = Vec::new();
        for reading in citations::read(&self.text) {
            let CitationReading {
                source,
                locator,
                range,
                fault,
            } = reading;
            let range = self.source(&range);
            if let Some(fault) = fault {
                writer
                    .report()
                    .add(fault.code, &range, fault.message, fault.help);
            }
            cited.push(Citation {
                source: source.into(),
                locator: locator.map(Into::into),
                span: writer.span(&range),
            });
        }
        cited
    }

    fn report_note(&self, whole: &Range<usize>, writer: &mut Writer<'_>) {
        let label = self.text.strip_prefix('^').unwrap_or(&self.text);
        if label.is_empty() || label.contains(char::is_whitespace) {
            return;
        }
        let help = match writer.flavour() {
            Flavour::Inline => "a text in front matter cannot have footnotes".to_owned(),
            Flavour::Document | Flavour::CommonMark => {
                format!(
                    "write the note on a line of its own: `[^{}]: …`",
                    short(label)
                )
            }
        };
        writer.report().add(
            Code::UnknownFootnote,
            whole,
            format!("no footnote is labelled {}", quoted(label)),
            Some(help),
        );
    }

    fn report_alert(&self, whole: &Range<usize>, report: &mut Report<'_>) {
        let word = self.text.strip_prefix('!').unwrap_or(&self.text);
        let is_sign = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        if word.is_empty() || !word.chars().all(is_sign) {
            return;
        }
        let known = ALERTS.iter().any(|alert| alert.eq_ignore_ascii_case(word));
        if known {
            let help =
                "the bracket stands alone on its line; the text begins on the next".to_owned();
            return report.add(
                Code::UnknownAlert,
                whole,
                format!("text follows the alert {}", quoted(word)),
                Some(help),
            );
        }
        let near = report.nearest(&word.to_uppercase(), || ALERTS.map(str::to_owned).to_vec());
        let help = near.unwrap_or_else(|| format!("the kinds are {}", ALERTS.join(", ")));
        report.add(
            Code::UnknownAlert,
            whole,
            format!("no alert is of the kind {}", quoted(word)),
            Some(help),
        );
    }
}
