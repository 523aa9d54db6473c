//! Code blocks: a block of the theme, highlighted code, or plain code, as the first word of the info string says.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event};

use super::block_data::{Unreadable, places, read};
use super::buffer::{escape_attribute, escape_text};
use super::code::{self, Language};
use super::events::{Flavour, Mode, Writer};
use crate::diagnostic::{Code, Diagnostic, quoted};
use crate::model::body::SlotKind;
use crate::source::Span;
use crate::yaml::{is_hidden, visible};

/// A code block whose lines are being read.
pub(super) struct Fence<'a> {
    /// `None` for indented code.
    info: Option<CowStr<'a>>,
    pub(super) lines: String,
    /// Where pieces of the lines stand: byte in `lines`, byte in the source.
    pieces: Vec<(usize, usize)>,
    range: Range<usize>,
}

impl<'a> Fence<'a> {
    /// A code block at these bytes.
    pub(super) fn new(info: Option<CowStr<'a>>, range: Range<usize>) -> Self {
        Self {
            info,
            lines: String::new(),
            pieces: Vec::new(),
            range,
        }
    }

    /// Takes a line; says whether the block ends.
    pub(super) fn closes(&mut self, event: &Event<'a>, range: &Range<usize>) -> bool {
        match event {
            Event::Text(line) => {
                self.pieces.push((self.lines.len(), range.start));
                self.lines.push_str(line);
            }
            Event::End(_) => return true,
            _ => {}
        }
        false
    }

    /// The word that names a block or a language.
    fn word(&self) -> &str {
        self.info
            .as_deref()
            .and_then(|info| info.split_whitespace().next())
            .unwrap_or_default()
    }

    /// Where that word stands.
    fn word_range(&self, source: &str) -> Range<usize> {
        let found = source
            .get(self.range.clone())
            .and_then(|block| block.lines().next()?.find(self.word()));
        found.map_or(self.range.clone(), |at| {
            self.range.start + at..self.range.start + at + self.word().len()
        })
    }

    /// The byte of the source for a byte of the lines.
    fn source_byte(&self, byte: usize) -> Option<usize> {
        let pieces = self.pieces.partition_point(|(at, _)| *at <= byte);
        let (at, start) = pieces
            .checked_sub(1)
            .and_then(|last| self.pieces.get(last))?;
        Some(start + (byte - at))
    }

    /// The bytes of the source for a text of the lines.
    fn source_span(&self, span: Span) -> Option<Range<usize>> {
        let start = self.source_byte(span.start as usize)?;
        Some(start..self.source_byte((span.end as usize).checked_sub(1)?)? + 1)
    }

    /// The bytes of the source for a place in the lines; what is empty stays so.
    pub(super) fn moved(&self, span: Span) -> Option<Range<usize>> {
        if span.start == span.end {
            return self.source_byte(span.start as usize).map(|at| at..at);
        }
        self.source_span(span)
    }

    /// The line that opens the block.
    fn opening(&self, source: &str) -> Range<usize> {
        let line = source
            .get(self.range.clone())
            .and_then(|block| block.lines().next())
            .unwrap_or_default();
        self.range.start..self.range.start + line.trim_end().len()
    }

    /// Whether a line of its own closes the block. Without one it reaches to the end of the text, which is hardly ever meant.
    fn is_closed(&self, source: &str) -> bool {
        let mut lines = source
            .get(self.range.clone())
            .unwrap_or_default()
            .trim_end()
            .lines();
        let open = fence_signs(lines.next().unwrap_or_default());
        lines.next_back().is_some_and(|last| {
            let signs = fence_signs(last);
            signs.len() >= open.len()
                && open.starts_with(signs.get(..1).unwrap_or(" "))
                && last.trim_end().ends_with(signs)
        })
    }

    /// A line within the data that was to close it, or opens the next block.
    fn other_fence(&self, source: &str) -> Option<Range<usize>> {
        let mut at = 0;
        let found = self.lines.split_inclusive('\n').find_map(|line| {
            let start = at;
            at += line.len();
            let signs = fence_signs(line);
            (signs.len() > 2 || (!signs.is_empty() && line.trim() == signs)).then_some(start)
        });
        found.map(|start| self.source_line(start, source))
    }

    /// The line of the source that holds a byte of the lines; the last one with text, where it lies behind them.
    fn source_line(&self, byte: usize, source: &str) -> Range<usize> {
        let byte = byte.min(self.lines.trim_end().len().saturating_sub(1));
        let piece = self
            .pieces
            .partition_point(|(at, _)| *at <= byte)
            .checked_sub(1)
            .and_then(|last| self.pieces.get(last));
        let Some((at, start)) = piece else {
            return self.range.clone();
        };
        let before = source.get(*start..start + (byte - at)).unwrap_or_default();
        let line_start = start + before.rfind('\n').map_or(0, |end| end + 1);
        let line = source
            .get(line_start..self.range.end)
            .and_then(|rest| rest.lines().next())
            .unwrap_or_default();
        let indent = line.len() - line.trim_start().len();
        line_start + indent..line_start + line.trim_end().len().max(indent)
    }
}

/// The signs that a line begins with, if they are those of a fence. Quotations put `>` before them.
fn fence_signs(line: &str) -> &str {
    let line = line.trim_start_matches(['>', ' ', '\t']);
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'));
    let end = sign.and_then(|sign| line.find(|c| c != sign).or(Some(line.trim_end().len())));
    line.get(..end.unwrap_or_default()).unwrap_or_default()
}

impl Writer<'_> {
    pub(super) fn close_code(&mut self) {
        let Mode::Code(fence) = self.resume() else {
            return;
        };
        let written = fence.word();
        if self.flavour == Flavour::CommonMark {
            self.out.push("<pre><code");
            return self.code(written, &fence.lines, Language::Plain);
        }
        let word = &*self.visible_word(written, &fence);
        if let Some(name) = self.options.blocks.get(word) {
            return self.theme_block(Arc::clone(name), &fence);
        }
        let word = word.split([',', '{']).next().unwrap_or_default();
        let language = code::language(word).unwrap_or_else(|| {
            self.report_word(word, &fence);
            Language::Plain
        });
        self.out
            .push("<pre class=\"code\" dir=\"ltr\" tabindex=\"0\"><code");
        self.code(word, &fence.lines, language);
    }

    /// The word without what nobody sees, which is reported where a block or language is meant.
    fn visible_word<'w>(&mut self, word: &'w str, fence: &Fence<'_>) -> Cow<'w, str> {
        let Some(hidden) = word.chars().find(|c| is_hidden(*c)) else {
            return word.into();
        };
        let cleaned = visible(word);
        if !self.options.blocks.contains(cleaned.as_str()) && code::language(&cleaned).is_none() {
            return word.into();
        }
        let message = format!(
            "an invisible character (U+{:04X}) stands in the name of this block",
            u32::from(hidden)
        );
        let help = format!("write it again by hand: {}", quoted(&cleaned));
        self.report.add(
            Code::InvisibleCharacter,
            &fence.word_range(self.text),
            message,
            Some(help),
        );
        cleaned.into()
    }

    fn code(&mut self, word: &str, lines: &str, language: Language) {
        if !word.is_empty() {
            self.out.push(" class=\"language-");
            escape_attribute(&mut self.out.html, word);
            self.out.push("\"");
        }
        self.out.push(">");
        match language {
            Language::Grammar(grammar) if self.affords(lines) => {
                code::highlight(&mut self.out.html, lines, grammar);
            }
            Language::Grammar(_) | Language::Plain => escape_text(&mut self.out.html, lines),
        }
        self.out.push("</code></pre>\n");
    }

    /// Whether the text may have this code highlighted too; counts it if so.
    fn affords(&mut self, lines: &str) -> bool {
        let cost = self.highlighted.saturating_add(code::cost(lines));
        let affordable = code::is_affordable(cost);
        if affordable {
            self.highlighted = cost;
        }
        affordable
    }

    fn theme_block(&mut self, name: Arc<str>, fence: &Fence<'_>) {
        let other = fence.other_fence(self.text);
        if other.is_some() || !fence.is_closed(self.text) {
            return self.report_unclosed(&name, fence, other);
        }
        let data = match read(self.report.path(), &fence.lines) {
            Ok(data) => data,
            Err(Unreadable {
                code,
                message,
                help,
                byte,
            }) => {
                let place = byte.map_or_else(
                    || fence.word_range(self.text),
                    |byte| fence.source_line(byte, self.text),
                );
                let message = format!(
                    "the data of the block {} cannot be read: {message}",
                    quoted(&name)
                );
                return self.report.add(code, &place, message, help);
            }
        };
        let span = self.report.span(&fence.range);
        let found = places(self.report.path(), &fence.lines).into_iter();
        let places = found
            .filter_map(|(text, span)| Some((text, self.report.span(&fence.source_span(span)?))))
            .collect();
        let texts = Arc::new(self.block_texts(fence));
        self.mark_own();
        self.out.slot(
            SlotKind::Block {
                name,
                data: Arc::new(data),
                places: Arc::new(places),
                texts,
            },
            span,
        );
        self.out.push("\n");
    }

    /// What such a block has swallowed is not looked at.
    fn report_unclosed(&mut self, name: &str, fence: &Fence<'_>, other: Option<Range<usize>>) {
        let opening = fence.opening(self.text);
        let signs = fence_signs(self.text.get(opening.clone()).unwrap_or_default());
        let message = format!("the block {} is never closed", quoted(name));
        let mut problem =
            Diagnostic::at(Code::InvalidBlock, self.report.location(&opening), message)
                .help(format!("close it with {signs} on a line of its own"));
        if let Some(other) = other {
            problem = problem.label(self.report.location(&other), "this line does not close it");
        }
        self.report.push(problem);
    }

    fn report_word(&mut self, word: &str, fence: &Fence<'_>) {
        let place = fence.word_range(self.text);
        let blocks = &self.options.blocks;
        let near = self.report.nearest(&word.to_lowercase(), || {
            blocks
                .iter()
                .map(ToString::to_string)
                .chain(code::known_words())
                .collect()
        });
        let help = near.unwrap_or_else(|| {
            let known: Vec<&str> = blocks.iter().map(|block| &**block).collect();
            format!(
                "the blocks are {}; for plain text write `text`",
                known.join(", ")
            )
        });
        self.report.add(
            Code::UnknownBlock,
            &place,
            format!(
                "{} is neither a block of the theme nor a known language",
                quoted(word)
            ),
            Some(help),
        );
    }
}
