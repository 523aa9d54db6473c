//! The texts inside blocks of the theme: read as texts of front matter are, with their places in the file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::block_data::{Words, words};
use super::events::Writer;
use super::fences::Fence;
use super::{MarkdownOptions, Read, inline};
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::model::body::{Body, SlotKind};
use crate::prose::{Prose, Run};
use crate::source::Span;
use crate::yaml;

impl Writer<'_> {
    /// Reads the words in the data of a block; gives those that are Markdown, by what is written.
    pub(super) fn block_texts(&mut self, fence: &Fence<'_>) -> BTreeMap<Arc<str>, Body> {
        let mut texts = BTreeMap::new();
        let Some(own) = self.options.writing.as_ref().map(|writing| writing.lang) else {
            return texts;
        };
        // What is known of writing and months is known of the language of the file.
        let foreign = MarkdownOptions {
            writing: None,
            months: Arc::default(),
            ..self.options.clone()
        };
        for Words {
            lang,
            inline: is_inline,
            span,
            text,
        } in words(self.report.path(), &fence.lines, own)
        {
            let prose = if is_inline {
                let options = if lang == own { self.options } else { &foreign };
                let Diagnosed {
                    value: Read {
                        text: body, runs, ..
                    },
                    diagnostics,
                } = inline(self.report.path(), &fence.lines, &text, span, options);
                diagnostics
                    .into_iter()
                    .for_each(|one| self.report_in_block(fence, one));
                texts.insert(text.into(), self.body_in_block(fence, body));
                Prose {
                    lang,
                    markdown: true,
                    runs,
                }
            } else {
                yaml::prose(&fence.lines, span, &text, lang)
            };
            let moved = |run: &Run| {
                Some(Run {
                    span: self.place_in_block(fence, run.span)?,
                    kind: run.kind,
                })
            };
            let runs = prose.runs.iter().filter_map(moved).collect();
            self.spoken.push(Prose { runs, ..prose });
        }
        texts
    }

    /// The place in the file for one in the lines of a block.
    fn place_in_block(&self, fence: &Fence<'_>, span: Span) -> Option<Span> {
        fence.moved(span).map(|range| self.report.span(&range))
    }

    fn report_in_block(&mut self, fence: &Fence<'_>, mut diagnostic: Diagnostic) {
        if let Some(place) = &mut diagnostic.primary {
            place.span = place.span.and_then(|span| self.place_in_block(fence, span));
        }
        self.report.push(diagnostic);
    }

    fn body_in_block(&self, fence: &Fence<'_>, mut body: Body) -> Body {
        let moved = |span: &mut Span| *span = self.place_in_block(fence, *span).unwrap_or(*span);
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
}
