//! Markdown → HTML with slots. The only module that knows pulldown-cmark and syntect.
//!
//! `events` walks the events of one text once and hands each to the construct that it belongs to: a file each, with its
//! own state. All write to a `Writer`, which owns the HTML and the direction of its words; what only the whole site can
//! answer (links, citations, pictures, blocks, words of the interface) becomes a slot. The files stand in layers:
//! `inline` on `events` on the constructs on `writer` on `buffer`, `inline_run`, `open_blocks` and `report`.
//! Work is linear in the length of the text: pulldown-cmark is, and nothing here looks back further than the element it
//! closes.

mod addresses;
mod autolinks;
mod block_data;
mod block_texts;
mod blocks;
mod brackets;
mod buffer;
mod citations;
mod code;
mod code_blocks;
mod decoded;
mod definitions;
mod endnotes;
mod events;
mod fence;
mod flavour;
mod footnotes;
mod foreign_forms;
mod foreign_markup;
mod harmless_html;
mod headings;
mod html;
mod inline;
mod inline_run;
mod links;
mod lookalikes;
mod mentions;
mod open_blocks;
mod overrides;
mod pictures;
mod prose;
mod report;
mod sections;
mod tables;
mod typed_lists;
mod unpaired_signs;
mod wikilinks;
mod words;
mod writer;
mod written;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::Arc;

use pulldown_cmark::Parser;

use crate::diagnostic::Diagnosed;
use crate::lang::Lang;
use crate::locale::MonthWords;
use crate::locale::bidi::Writing;
use crate::model::body::Text;
use crate::model::{Blocks, Schema};
use crate::prose::{ProseRuns, Run};
use crate::source::{SourcePath, Span};

use autolinks::Autolinks;
use events::{EventWalk, Walked};
use flavour::Flavour;
use prose::{ProseListener, ProseOrigin};
use report::{Places, Report};

pub use inline::inline;

/// What decides how a text is read, besides the text.
#[derive(Clone, Debug)]
pub struct MarkdownOptions {
    /// The kinds whose folders references may name.
    pub schema: Arc<Schema>,
    /// Raw HTML passes; otherwise it is reported and shown as text.
    pub raw_html: bool,
    /// The blocks of the theme.
    pub blocks: Arc<Blocks>,
    /// The languages of the site.
    pub languages: Arc<[Lang]>,
    /// How the language of the text is written; where none is known, nothing is said of direction.
    pub writing: Option<Arc<Writing>>,
    /// Everything beyond `CommonMark`; `false` only for the conformance test, which also leaves addresses unchecked.
    pub extensions: bool,
    /// The names of months in the language of the text.
    pub months: Arc<MonthWords>,
}

/// A text as read.
#[derive(Debug)]
pub struct ReadMarkdown<T> {
    /// Its HTML.
    pub text: T,
    /// Its words where they stand in the file.
    pub runs: Vec<Run>,
    /// The words in its blocks, which may be of other languages.
    pub spoken: Vec<ProseRuns>,
}

/// Reads a whole body: the bytes `span` of the file `source`. Every span in the result is in bytes of the file.
pub fn document(
    path: &SourcePath,
    source: &str,
    span: Span,
    options: &MarkdownOptions,
) -> Diagnosed<ReadMarkdown<Text>> {
    let text = source.get(span.range()).unwrap_or_default();
    let flavour = if options.extensions {
        Flavour::Document
    } else {
        Flavour::CommonMark
    };
    let report = Report::new(
        path,
        Places::Exact {
            base: span.start as usize,
            guard: 0,
        },
    );
    let parsed = if options.extensions {
        definitions::hidden(text)
    } else {
        Cow::Borrowed(text)
    };
    let mut walk = EventWalk::new(text, report, options, flavour, inline);
    let parser = Parser::new_ext(&parsed, flavour.syntax());
    if options.extensions {
        walk.definitions(parser.reference_definitions());
    }
    let origin = ProseOrigin::Verbatim(span.start as usize);
    let mut listener = ProseListener::new(text, origin);
    let is_hidden = matches!(parsed, Cow::Owned(_));
    let events = parser.into_offset_iter().map(|(event, range)| {
        let event = if is_hidden {
            definitions::restored(event, &range, text)
        } else {
            event
        };
        (event, range)
    });
    for (event, range) in Autolinks::new(text, events, options.extensions) {
        listener.hear(&event, &range);
        walk.take(event, range);
    }
    let Diagnosed {
        value: Walked {
            text: mut read,
            spoken,
        },
        diagnostics,
    } = walk.finish();
    if options.extensions {
        read.sections = sections::sections(source, span, &read.outline);
    }
    Diagnosed {
        value: ReadMarkdown {
            text: read,
            runs: listener.finish(),
            spoken,
        },
        diagnostics,
    }
}
