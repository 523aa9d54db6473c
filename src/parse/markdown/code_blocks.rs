//! Code blocks: a block of the theme, highlighted code, or plain code, as the first word of the info string says.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::block_data::{Unreadable, read};
use super::block_texts::{InlineReader, block_data};
use super::code::{self, CodeLanguage};
use super::fence::{Fence, fence_signs};
use super::flavour::Flavour;
use super::writer::Writer;
use crate::diagnostic::{Code, Diagnostic, quoted};
use crate::escape;
use crate::model::BlockRow;
use crate::model::body::{BlockData, SlotKind};
use crate::prose::ProseRuns;
use crate::yaml::{Key, Many, Value, is_hidden, visible};

/// The code blocks of one text.
pub(super) struct CodeBlocks {
    /// What highlighting may have cost so far.
    highlighted: usize,
    /// The words in the data of blocks of the theme.
    spoken: Vec<ProseRuns>,
    read_inline: InlineReader,
}

impl CodeBlocks {
    /// With the one who reads the Markdown in the data of blocks, who stands above.
    pub(super) fn new(read_inline: InlineReader) -> Self {
        Self {
            highlighted: 0,
            spoken: Vec::new(),
            read_inline,
        }
    }

    /// The words in the data of blocks.
    pub(super) fn spoken(self) -> Vec<ProseRuns> {
        self.spoken
    }

    pub(super) fn write(&mut self, writer: &mut Writer<'_>, fence: &Fence<'_>) {
        let written = fence.word();
        if writer.flavour() == Flavour::CommonMark {
            writer.markup("<pre><code");
            return self.code(writer, written, fence.lines(), CodeLanguage::Plain);
        }
        let word = &*visible_word(writer, written, fence);
        if let Some((name, _)) = writer.options().blocks.find(word) {
            return self.theme_block(writer, Arc::clone(name), fence);
        }
        let word = word.split([',', '{']).next().unwrap_or_default();
        let language = code::language(word).unwrap_or_else(|| {
            report_word(writer, word, fence);
            CodeLanguage::Plain
        });
        writer.markup("<pre class=\"code\" dir=\"ltr\" tabindex=\"0\"><code");
        self.code(writer, word, fence.lines(), language);
    }

    fn code(&mut self, writer: &mut Writer<'_>, word: &str, lines: &str, language: CodeLanguage) {
        if !word.is_empty() {
            writer.markup(" class=\"language-");
            writer.verbatim(|out| escape::push_any(out, word));
            writer.markup("\"");
        }
        writer.markup(">");
        writer.verbatim(|out| match language {
            CodeLanguage::Grammar(grammar) if self.affords(lines) => {
                code::highlight(out, lines, grammar);
            }
            CodeLanguage::Grammar(_) | CodeLanguage::Plain => escape::push_text(out, lines),
        });
        writer.markup("</code></pre>\n");
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

    fn theme_block(&mut self, writer: &mut Writer<'_>, name: Arc<str>, fence: &Fence<'_>) {
        let source = writer.source();
        let other = fence.other_fence(source);
        if other.is_some() || !fence.is_closed(source) {
            return report_unclosed(writer, &name, fence, other);
        }
        let options = writer.options();
        let row = options.blocks.find(&name).and_then(|(_, row)| row.cloned());
        let read = match read(writer.path(), fence.lines(), row.as_ref(), options) {
            Ok(read) => read,
            Err(Unreadable {
                code,
                message,
                help,
                byte,
            }) => {
                let place = byte.map_or_else(
                    || fence.word_range(source),
                    |byte| fence.source_line(byte, source),
                );
                let message = format!(
                    "the data of the block {} cannot be read: {message}",
                    quoted(&name)
                );
                return writer.report().add(code, &place, message, help);
            }
        };
        let span = writer.span(&fence.range());
        let data = block_data(fence, writer, read, self.read_inline, &mut self.spoken);
        if let Some(row) = row.filter(|row| data.sound && shows_nothing(row, &data)) {
            report_empty(writer, &name, &row, fence);
        }
        writer.mark_own();
        let kind = SlotKind::Block {
            name,
            data: Arc::new(data),
        };
        writer.slot(kind, span);
        writer.markup("\n");
    }
}

/// Whether a block holds none of what it is there to show.
fn shows_nothing(row: &BlockRow, data: &BlockData) -> bool {
    let is_something = |key: &u16| {
        let stated = data.stated.as_ref().and_then(|one| one.value.at(*key));
        stated.is_some_and(|one| !matches!(&one.value, Value::List(items) if items.is_empty()))
    };
    !row.shows.is_empty() && !row.shows.iter().any(is_something)
}

fn report_empty(writer: &mut Writer<'_>, name: &str, row: &BlockRow, fence: &Fence<'_>) {
    let keys: Vec<&Key> = row
        .shows
        .iter()
        .filter_map(|key| row.table.key(*key))
        .collect();
    let names: Vec<String> = keys.iter().map(|key| quoted(&key.name)).collect();
    let message = format!(
        "the block {} shows nothing without {}",
        quoted(name),
        names.join(" or ")
    );
    let help = keys.first().map(|key| match key.shape.many {
        Many::One => format!("add `{}: …`", key.name),
        _ => format!("add `{}: [ … ]`", key.name),
    });
    let place = fence.word_range(writer.source());
    writer
        .report()
        .add(Code::InvalidBlock, &place, message, help);
}

/// The word without what nobody sees, which is reported where a block or language is meant.
fn visible_word<'w>(writer: &mut Writer<'_>, word: &'w str, fence: &Fence<'_>) -> Cow<'w, str> {
    let Some(hidden) = word.chars().find(|c| is_hidden(*c)) else {
        return word.into();
    };
    let cleaned = visible(word);
    if writer.options().blocks.find(&cleaned).is_none() && code::language(&cleaned).is_none() {
        return word.into();
    }
    let message = format!(
        "an invisible character (U+{:04X}) stands in the name of this block",
        u32::from(hidden)
    );
    let help = format!("write it again by hand: {}", quoted(&cleaned));
    let place = fence.word_range(writer.source());
    writer
        .report()
        .add(Code::InvisibleCharacter, &place, message, Some(help));
    cleaned.into()
}

/// What such a block has swallowed is not looked at.
fn report_unclosed(
    writer: &mut Writer<'_>,
    name: &str,
    fence: &Fence<'_>,
    other: Option<Range<usize>>,
) {
    let opening = fence.opening(writer.source());
    let signs = fence_signs(writer.source().get(opening.clone()).unwrap_or_default());
    let message = format!("the block {} is never closed", quoted(name));
    let mut problem = Diagnostic::at(
        Code::InvalidBlock,
        writer.report().location(&opening),
        message,
    )
    .help(format!("close it with {signs} on a line of its own"));
    if let Some(other) = other {
        problem = problem.label(
            writer.report().location(&other),
            "this line does not close it",
        );
    }
    writer.report().push(problem);
}

/// Reports a word that is nearly the name of a block. What else is unknown names a language without colours.
fn report_word(writer: &mut Writer<'_>, word: &str, fence: &Fence<'_>) {
    let place = fence.word_range(writer.source());
    let blocks = &writer.options().blocks;
    let near = writer.report().nearest(&word.to_lowercase(), || {
        blocks.names().map(ToString::to_string).collect()
    });
    let Some(help) = near else { return };
    writer.report().add(
        Code::UnknownBlock,
        &place,
        format!(
            "{} is neither a block of the theme nor a known language",
            quoted(word)
        ),
        Some(help),
    );
}
