//! The texts inside blocks of the theme: read as texts of front matter are, with their places in the file.

use std::sync::Arc;

use super::block_data::ReadData;
use super::fence::Fence;
use super::writer::Writer;
use super::{MarkdownOptions, ReadMarkdown};
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::model::body::{BlockData, Body, SlotKind};
use crate::prose::{ProseRuns, Run};
use crate::source::{SourcePath, Span};

/// Reads the inline Markdown of a scalar. It is handed in: a block is read while a text is, and its texts are texts again.
pub(super) type InlineReader =
    fn(&SourcePath, &str, &str, Span, &MarkdownOptions) -> Diagnosed<ReadMarkdown<Body>>;

/// Reads what stands in a block by what it declares, and tells what is wrong; `None` where nothing can be read.
pub(super) fn block_data(
    fence: &Fence<'_>,
    writer: &mut Writer<'_>,
    ReadData {
        mut stated,
        reading,
    }: ReadData,
    read_inline: InlineReader,
    spoken: &mut Vec<ProseRuns>,
) -> BlockData {
    let sound = reading.diagnostics.is_empty();
    for one in reading.diagnostics {
        report_in_block(fence, writer, one);
    }
    for prose in reading.prose {
        spoken.push(moved(fence, writer, &prose));
    }
    let own = writer
        .options()
        .writing
        .as_ref()
        .map(|writing| writing.lang);
    // What is known of writing and months is known of the language of the file.
    let foreign = MarkdownOptions {
        writing: None,
        months: Arc::default(),
        ..writer.options().clone()
    };
    let mut inline = Vec::with_capacity(reading.inline.len());
    for (text, lang, span) in &reading.inline {
        let options = if *lang == own {
            writer.options()
        } else {
            &foreign
        };
        let read = read_inline(writer.path(), fence.lines(), text, *span, options);
        for one in read.diagnostics {
            report_in_block(fence, writer, one);
        }
        let ReadMarkdown {
            text: body, runs, ..
        } = read.value;
        inline.push(Arc::new(body_in_block(fence, writer, body)));
        spoken.extend(lang.map(|lang| {
            let prose = ProseRuns {
                lang,
                markdown: true,
                runs,
            };
            moved(fence, writer, &prose)
        }));
    }
    if let Some(stated) = &mut stated {
        stated.move_by(&|span| place_in_block(fence, writer, span).unwrap_or(span));
    }
    BlockData {
        stated,
        references: reading.references,
        inline,
        sound,
    }
}

/// Words with their places in the file.
fn moved(fence: &Fence<'_>, writer: &Writer<'_>, prose: &ProseRuns) -> ProseRuns {
    let moved = |run: &Run| {
        Some(Run {
            span: place_in_block(fence, writer, run.span)?,
            kind: run.kind,
        })
    };
    let runs = prose.runs.iter().filter_map(moved).collect();
    ProseRuns {
        runs,
        lang: prose.lang,
        markdown: prose.markdown,
    }
}

/// The place in the file for one in the lines of a block.
fn place_in_block(fence: &Fence<'_>, writer: &Writer<'_>, span: Span) -> Option<Span> {
    fence.moved(span).map(|range| writer.span(&range))
}

fn report_in_block(fence: &Fence<'_>, writer: &mut Writer<'_>, mut diagnostic: Diagnostic) {
    if let Some(place) = &mut diagnostic.primary {
        place.span = place
            .span
            .and_then(|span| place_in_block(fence, writer, span));
    }
    // Its bytes are those of the data, and not of the file.
    diagnostic.fix = None;
    writer.report().push(diagnostic);
}

fn body_in_block(fence: &Fence<'_>, writer: &Writer<'_>, mut body: Body) -> Body {
    let moved = |span: &mut Span| *span = place_in_block(fence, writer, *span).unwrap_or(*span);
    for slot in &mut body.slots {
        moved(&mut slot.span);
        if let SlotKind::Citations(citations) = &mut slot.kind {
            citations
                .iter_mut()
                .for_each(|citation| moved(&mut citation.span));
        }
    }
    body.mentions.iter_mut().for_each(|(_, span)| moved(span));
    body.lookalikes
        .iter_mut()
        .for_each(|one| moved(&mut one.span));
    body
}
