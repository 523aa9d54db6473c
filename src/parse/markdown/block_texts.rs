//! The texts inside blocks of the theme: read as texts of front matter are, with their places in the file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::block_data::{BlockWords, words};
use super::fence::Fence;
use super::writer::Writer;
use super::{MarkdownOptions, ReadMarkdown};
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::model::body::{Body, SlotKind};
use crate::prose::{ProseRuns, Run};
use crate::source::{SourcePath, Span};
use crate::yaml;

/// Reads the inline Markdown of a scalar. It is handed in: a block is read while a text is, and its texts are texts again.
pub(super) type InlineReader =
    fn(&SourcePath, &str, &str, Span, &MarkdownOptions) -> Diagnosed<ReadMarkdown<Body>>;

/// Reads the words in the data of a block; gives those that are Markdown, by what is written.
pub(super) fn block_texts(
    fence: &Fence<'_>,
    writer: &mut Writer<'_>,
    read_inline: InlineReader,
    spoken: &mut Vec<ProseRuns>,
) -> BTreeMap<Arc<str>, Body> {
    let mut texts = BTreeMap::new();
    let Some(own) = writer
        .options()
        .writing
        .as_ref()
        .map(|writing| writing.lang)
    else {
        return texts;
    };
    // What is known of writing and months is known of the language of the file.
    let foreign = MarkdownOptions {
        writing: None,
        months: Arc::default(),
        ..writer.options().clone()
    };
    for BlockWords {
        lang,
        inline: is_inline,
        span,
        text,
    } in words(writer.path(), fence.lines(), own)
    {
        let prose = if is_inline {
            let options = if lang == own {
                writer.options()
            } else {
                &foreign
            };
            let Diagnosed {
                value: ReadMarkdown {
                    text: body, runs, ..
                },
                diagnostics,
            } = read_inline(writer.path(), fence.lines(), &text, span, options);
            diagnostics
                .into_iter()
                .for_each(|one| report_in_block(fence, writer, one));
            texts.insert(text.into(), body_in_block(fence, writer, body));
            ProseRuns {
                lang,
                markdown: true,
                runs,
            }
        } else {
            yaml::prose(fence.lines(), span, &text, lang)
        };
        let moved = |run: &Run| {
            Some(Run {
                span: place_in_block(fence, writer, run.span)?,
                kind: run.kind,
            })
        };
        let runs = prose.runs.iter().filter_map(moved).collect();
        spoken.push(ProseRuns { runs, ..prose });
    }
    texts
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
